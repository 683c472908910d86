#include "diag_fixture.h"

#include "plan.h"

#define GOALS "## Goals\n| id | goal | measure | start | end | state |\n|---|---|---|---|---|---|\n"
#define PLAN "\n## Plan\n| id | task | owner | start | end | state | after |\n|---|---|---|---|---|---|---|\n"

static ps_plan plan(fx *f, const char *front, const char *body) {
    ps_plan p;
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, "---\nstage: talk\nowner: li.wei\n%s---\n%s", front, body).p);
    assert_int_equal(ps_plan_read(&p, &f->arena, fx_read(f), f->world.today, &f->err), 0);
    return p;
}

/* "ends-early:b too-early:c>a": kind, item and the other one. */
static const char *faults(fx *f, const ps_plan *p) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < p->n_faults; i++) {
        ps_str kind = ps_plan_fault_id(p->faults[i].kind), id = p->items[p->faults[i].item].id, other = p->items[p->faults[i].other].id;
        bool two = p->faults[i].other != p->faults[i].item;
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s:%.*s%s%.*s", PS_FMT(s), i ? " " : "", PS_FMT(kind), PS_FMT(id), two ? ">" : "",
                         PS_FMT(two ? other : PS_S("")));
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void goals_and_tasks_come_with_their_breakdown(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_plan p = plan(
        &f, "",
        GOALS "| g1 | Win the core | contract | 2026-11-01 | 2027-02-28 | |\n" PLAN
              "| 1 | Offer | li.wei | 2026-12-01 | 2026-12-20 | | |\n| 1.1 | Price | [[zhao.min]] | 2026-12-01 | 2026-12-10 | done | |\n"
              "| 1.2 | Text | li.wei | 2026-12-10 | 2026-12-20 | | 1.1 |\n| | | | | | | |\n");
    assert_int_equal(p.n_items, 4);
    assert_true(p.items[0].goal);
    fx_assert_str(p.items[0].measure, "contract");
    assert_int_equal(p.items[2].depth, 1);
    fx_assert_str(p.items[2].owner, "zhao.min");
    assert_true(p.items[2].closed);
    assert_int_equal(p.items[3].n_after, 1);
    assert_int_equal(p.items[3].after[0], 2);
    assert_int_equal(p.from, fx_day("2026-11-01"));
    assert_int_equal(p.to, fx_day("2027-02-28"));
    assert_string_equal(faults(&f, &p), "");
    fx_end(&f);
}

static void what_cannot_be_right_is_found(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_plan p = plan(&f, "close: 2026-12-31\n",
                     PLAN "| a | A | li.wei | 2026-12-05 | 2026-12-01 | | |\n" /* ends before it starts */
                          "| b | B | | 2026-11-30 | 2027-01-15 | | a, x |\n"   /* nobody's, before a ends, x is nowhere, too late */
                          "| c | C | li.wei | | 2026-11-20 | | |\n"            /* overdue */
                          "| d | D | li.wei | | 2026-11-20 | done | |\n");     /* was done */
    assert_string_equal(faults(&f, &p), "ends-early:a no-owner:b unknown:b too-early:b>a late:b overdue:c");
    fx_assert_str(p.items[1].unknown, "x");
    p = plan(&f, "close: 2026-12-31\nstatus: won\n", PLAN "| b | B | li.wei | | 2027-01-15 | | |\n");
    assert_string_equal(faults(&f, &p), ""); /* a won deal's plan goes on after the signing */
    fx_end(&f);
}

static void circles_are_told_on_each_of_their_rows(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_plan p = plan(&f, "",
                     PLAN "| a | A | li.wei | | | | c |\n| b | B | li.wei | | | | a |\n| c | C | li.wei | | | | b |\n"
                          "| d | D | li.wei | | | | a |\n| e | E | li.wei | | | | e |\n");
    assert_string_equal(faults(&f, &p), "cycle:a>c cycle:b>a cycle:c>b cycle:e"); /* d only leads to one */
    fx_end(&f);
}

static void an_owner_with_too_much_at_once_is_told(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_str rows = PS_S("");
    for (int i = 1; i <= 5; i++) {
        rows = ps_arena_fmt(&f.arena, "%.*s| t%d | T | li.wei | 2026-12-0%d | 2026-12-20 | | |\n", PS_FMT(rows), i, i);
    }
    ps_plan p = plan(&f, "", ps_arena_fmt(&f.arena, PLAN "%.*s| u | U | zhao.min | 2026-12-05 | 2026-12-20 | | |\n", PS_FMT(rows)).p);
    assert_string_equal(faults(&f, &p), "load:t5");
    assert_int_equal(p.faults[0].count, 5);
    fx_end(&f);
}

static void ten_thousand_rows_are_read_at_once(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_buf b = {0};
    ps_buf_put(&b, PS_S("---\nstage: talk\n---\n" PLAN));
    for (int i = 0; i < 10000; i++) {
        ps_buf_fmt(&b, "| t%d | Task | li.wei | 2026-12-05 | 2026-12-0%d | | t%d |\n", i, 1 + i % 9, i + 1);
    }
    ps_buf_char(&b, '\0');
    fx_file(&f, "deal.md", ps_buf_str(&b).p);
    ps_plan p;
    assert_int_equal(ps_plan_read(&p, &f.arena, fx_read(&f), f.world.today, &f.err), 0);
    assert_int_equal(p.n_items, 10000);
    assert_int_equal(p.n_faults, 4445); /* ends on the 1st to the 4th */
    ps_buf_free(&b);
    fx_end(&f);
}

static void faults_stand_on_their_rows(void **state) {
    fx f;
    fx_found r = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n" PLAN "| a | A | li.wei | 2026-12-05 | 2026-12-01 | | |\n| b | B | | | | | z |\n");
    fx_look(&r, &f, PS_EN);
    assert_non_null(fx_seek(&r, "deal.md", 8, "plan", "ends before it starts on 2026-12-05"));
    assert_non_null(fx_seek(&r, "deal.md", 9, "plan", "comes after 'z', which is not in the plan"));
    assert_int_equal(fx_seek(&r, "deal.md", 9, "plan", "no owner")->severity, PS_HINT);
    fx_look(&r, &f, PS_ZH);
    assert_non_null(fx_seek(&r, "deal.md", 9, "plan", "前置任务“z”不在计划中"));
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void chinese_tables_stand_in_a_stage_note_too(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    fx_file(&f, "2-offer.md",
            "## 计划\n| 编号 | 任务 | 负责人 | 开始 | 结束 | 状态 | 前置任务 |\n|---|---|---|---|---|---|---|\n"
            "| 1 | 报价 | 李伟 | 2026-12-01 | 2026-12-20 | 完成 | |\n| 2 | 谈判 | 李伟 | 2026-12-10 | 2026-12-31 | | 1 |\n");
    ps_plan p = plan(&f, "", "");
    assert_int_equal(p.n_items, 2);
    assert_true(p.items[0].closed);
    assert_string_equal(faults(&f, &p), "too-early:2>1");
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goals_and_tasks_come_with_their_breakdown), cmocka_unit_test(what_cannot_be_right_is_found),
        cmocka_unit_test(circles_are_told_on_each_of_their_rows),    cmocka_unit_test(an_owner_with_too_much_at_once_is_told),
        cmocka_unit_test(ten_thousand_rows_are_read_at_once),        cmocka_unit_test(faults_stand_on_their_rows),
        cmocka_unit_test(chinese_tables_stand_in_a_stage_note_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
