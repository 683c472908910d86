#include "deal_fixture.h"

#include "compliance.h"

/* Point by point: what is answered how, by whom, until when. */
#define FRONT "---\ntitle: Acme\nstage: planning\nowner: li.wei\n---\n"
#define MATRIX \
    "# Compliance\n\n## Compliance\n| id | requirement | answer | deviation | owner | due | state |\n|---|---|---|---|---|---|---|\n"

static void begin(fx *f, ps_lang lang) {
    static char process[1 << 17];
    ps_str note = ps_process_builtin(lang);
    assert_true(note.n < sizeof process);
    snprintf(process, sizeof process, "%.*s", PS_FMT(note));
    fx_begin(f, process, "2026-11-23");
    fx_file(f, "deal.md", FRONT);
}

static ps_compliance read(fx *f, const char *text) {
    ps_compliance o;
    fx_file(f, "compliance.md", text);
    assert_int_equal(ps_compliance_read(&o, &f->arena, fx_read(f), f->world.today, &f->err), 0);
    return o;
}

/* "full:2/1 :1/1": all and open ones. */
static const char *counts(fx *f, const ps_tally *t, size_t n) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < n; i++) {
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s:%zu/%zu", PS_FMT(s), i ? " " : "", PS_FMT(t[i].id), t[i].n, t[i].open);
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void points_are_counted_by_answer_and_by_owner(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_compliance o =
        read(&f, MATRIX "| 1.1 | Dual power | full | | zhao.min | 2026-11-20 | done |\n"
                        "| 1.2 | Boots in 60 s | partial | 90 s | zhao.min | 2026-11-20 | |\n" /* answered, no state: closed */
                        "| 1.3 | Local stock | | | [[chen.yu]] | 2026-11-22 | |\n"             /* overdue */
                        "| 1.4 | Source code | none | | | 2026-11-30 | in progress |\n"        /* li.wei's; unexplained */
                        "| 1.5 | Training | alternative | on video | chen.yu | | drafted |\n"
                        "| 1.6 | Colour | perhaps | as they like | chen.yu | | x |\n"
                        "| | | | | | | |\n");
    assert_int_equal(o.n, 6);
    assert_string_equal(counts(&f, o.answers, o.n_answers), "full:1/0 partial:1/0 alternative:1/1 none:1/1 perhaps:1/0 :1/1");
    assert_string_equal(counts(&f, o.owners, o.n_owners), "chen.yu:3/2 li.wei:1/1 zhao.min:2/0");
    assert_int_equal(o.open, 3);
    assert_int_equal(o.overdue, 1);
    assert_int_equal(o.unexplained, 1);
    assert_true(o.points[2].overdue);
    assert_false(o.points[5].known);
    fx_assert_str(o.answers[1].label, "Complies in part");
    assert_int_equal(o.points[0].line, 6);
    fx_end(&f);
}

static void a_deal_without_a_matrix_has_no_points(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_compliance o = read(&f, "# Nothing\n");
    assert_null(o.doc);
    assert_int_equal(o.n + o.open + o.n_owners, 0);
    assert_string_equal(counts(&f, o.answers, o.n_answers), "full:0/0 partial:0/0 alternative:0/0 none:0/0");
    o = read(&f, "## Compliance\n| what | ever |\n|---|---|\n| a | b |\n"); /* no column of it: a point without anything */
    assert_int_equal(o.n, 1);
    assert_int_equal(o.open, 1);
    fx_end(&f);
}

static void chinese_tables_read_the_same(void **state) {
    fx f;
    begin(&f, PS_ZH);
    ps_compliance o =
        read(&f, "## 点对点应答\n| 编号 | 招标要求 | 应答 | 偏离说明 | 负责人 | 到期 | 状态 |\n|---|---|---|---|---|---|---|\n"
                 "| 1 | 双电源 | full | | 赵敏 | 2026-11-20 | 完成 |\n| 2 | 本地备件 | | | 赵敏 | 2026-11-20 | |\n");
    assert_string_equal(counts(&f, o.owners, o.n_owners), "赵敏:2/1");
    fx_assert_str(o.answers[0].label, "完全满足");
    assert_int_equal(o.overdue, 1);
    fx_end(&f);
}

static void ten_thousand_points_are_read(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_buf b = {0};
    ps_buf_put(&b, PS_S(MATRIX));
    for (int i = 0; i < 10000; i++) {
        ps_buf_fmt(&b, "| %d | Requirement %d | %s | | owner-%d | 2026-12-01 | |\n", i, i, i % 4 ? "full" : "", i % 7);
    }
    ps_compliance o = read(&f, ps_arena_dup(&f.arena, ps_buf_str(&b)).p);
    ps_buf_free(&b);
    assert_int_equal(o.n, 10000);
    assert_int_equal(o.open, 2500);
    assert_int_equal(o.n_owners, 7);
    assert_int_equal(o.answers[o.n_answers - 1].n, 2500);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(points_are_counted_by_answer_and_by_owner),
        cmocka_unit_test(a_deal_without_a_matrix_has_no_points),
        cmocka_unit_test(chinese_tables_read_the_same),
        cmocka_unit_test(ten_thousand_points_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
