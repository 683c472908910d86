#include "deal_fixture.h"

#include "flow.h"

/* The customer's flow against ours. In the built-in process we should have planned when the tender goes out. */
#define PROCUREMENT "\n## Procurement\n| step | state | date | departments |\n|---|---|---|---|\n"

static void begin(fx *f, ps_lang lang) {
    static char process[1 << 17];
    ps_str note = ps_process_builtin(lang);
    assert_true(note.n < sizeof process);
    snprintf(process, sizeof process, "%.*s", PS_FMT(note));
    fx_begin(f, process, "2026-11-23");
}

/* A deal that has earned nothing but its first stage, with this front matter and body. */
static ps_flow read(fx *f, const char *front, const char *body) {
    ps_flow o = {0};
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, "---\ntitle: Acme\nstage: information\n%s---\n%s", front, body).p);
    assert_int_equal(ps_flow_read(&o, &f->arena, fx_read(f), f->world.today, &f->err), 0);
    return o;
}

/* "construction-plan:done tender:open …" */
static const char *steps(fx *f, const ps_flow *o) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < o->n; i++) {
        const ps_flow_step *st = &o->steps[i];
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s:%.*s%s%s", PS_FMT(s), i ? " " : "", PS_FMT(st->id), PS_FMT(ps_flow_state_id(st->state)),
                         st->ahead ? "!" : "", st->soon ? "~" : "");
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void a_flow_without_rows_is_all_ahead_of_the_customer(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_flow o = read(&f, "flow: telecom\n", "");
    assert_int_equal(o.n, 8);
    assert_true(o.known);
    fx_assert_str(o.label, "Telecom customer");
    fx_assert_str(o.steps[4].label, "Tender issue");
    assert_int_equal(o.at, -1);
    assert_int_equal(o.next, 0);
    assert_int_equal(o.steps[4].stage, 3); /* negotiation */
    assert_int_equal(o.steps[0].line, 0);
    assert_null(o.doc);
    o = read(&f, "", "");
    assert_int_equal(o.n, 0);
    assert_false(o.known);
    fx_end(&f);
}

static void their_tender_is_out_and_our_planning_is_not_done(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_flow o = read(&f, "flow: telecom\n",
                     PROCUREMENT "| construction-plan | done | 2026-06-01 | |\n| planning-review | done | 2026-07-01 | |\n"
                                 "| tender-drafting | done | | |\n| tender-issue | running | 2026-11-20 | |\n"
                                 "| bid-evaluation | | 2026-12-05 | |\n| decision-review | | 2026-12-08 | |\n");
    assert_string_equal(steps(&f, &o), "construction-plan:done planning-review:done! solution-justification:open! tender-drafting:done! "
                                       "tender-issue:running! bid-evaluation:open~ decision-review:open negotiation-signing:open");
    assert_int_equal(o.at, 4);
    assert_int_equal(o.next, 5);
    assert_int_equal(o.worst, 4);
    assert_int_equal(o.behind, 3); /* they: negotiation, we: information */
    assert_int_equal(o.coming, 5); /* in 12 days; the review in 15 is beyond the 14 of the process */
    assert_int_equal(o.notice, 14);
    assert_int_equal(o.steps[4].line, 13);
    fx_end(&f);
}

static void a_skipped_step_asks_for_nothing_and_closed_deals_are_left_alone(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_flow o = read(&f, "flow: telecom\n", PROCUREMENT "| construction-plan | done | | |\n| planning-review | n/a | | |\n");
    assert_int_equal(o.at, 0);
    assert_int_equal(o.worst, -1);
    assert_int_equal(o.next, 2);
    o = read(&f, "flow: telecom\nstatus: lost\nreason: price\n", PROCUREMENT "| tender-issue | done | | |\n");
    assert_int_equal(o.at, 4);
    assert_int_equal(o.worst, -1);
    fx_end(&f);
}

static void merged_stages_count_as_one(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_flow o = read(&f, "flow: telecom\nprofile: standard\n", PROCUREMENT "| planning-review | done | | |\n");
    assert_int_equal(o.worst, -1); /* information and concept are one stage: we are in it */
    o = read(&f, "flow: telecom\nprofile: standard\n", PROCUREMENT "| tender-drafting | done | | |\n");
    assert_int_equal(o.worst, 3);
    assert_int_equal(o.behind, 1);
    fx_end(&f);
}

static void steps_of_the_team_and_of_other_flows_stand_where_they_were_written(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_flow o = read(&f, "flow: telecom\n",
                     PROCUREMENT "| board-vote | x | | finance |\n| construction-plan | done | | |\n| pilot | 进行中 | | |\n"
                                 "| planning-review | | not yet | |\n| construction-plan | open | | |\n| | done | | |\n");
    assert_int_equal(o.n, 10);
    assert_string_equal(ps_arena_dup(&f.arena, ps_str_sub(ps_str_of(steps(&f, &o)), 0, 70)).p,
                        "board-vote:done construction-plan:done pilot:running planning-review:o");
    assert_false(o.steps[0].known);
    assert_int_equal(o.steps[2].stage, -1);
    assert_int_equal(o.at, 2);
    assert_true(o.steps[3].date == PS_DATE_NONE);
    o = read(&f, "", PROCUREMENT "| letter | done | | |\n| call | | | |\n"); /* a flow of its own, without a name */
    assert_string_equal(steps(&f, &o), "letter:done call:open");
    fx_end(&f);
}

static void states_are_read_as_people_write_them(void **state) {
    static const struct {
        const char *text;
        ps_flow_state state;
        bool known;
    } cases[] = {{"", PS_FLOW_OPEN, true},           {"open", PS_FLOW_OPEN, true},      {"未开始", PS_FLOW_OPEN, true},
                 {"Running", PS_FLOW_RUNNING, true}, {"/", PS_FLOW_RUNNING, true},      {"进行中", PS_FLOW_RUNNING, true},
                 {"done", PS_FLOW_DONE, true},       {"x", PS_FLOW_DONE, true},         {"完成", PS_FLOW_DONE, true},
                 {"n/a", PS_FLOW_SKIPPED, true},     {"不适用", PS_FLOW_SKIPPED, true}, {"-", PS_FLOW_SKIPPED, true},
                 {"hmm", PS_FLOW_RUNNING, false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_flow_state s;
        assert_int_equal(ps_flow_state_parse(ps_str_of(cases[i].text), &s), cases[i].known);
        assert_int_equal(s, cases[i].state);
        assert_true(ps_flow_state_parse(ps_flow_state_id(s), &s) && s == cases[i].state);
    }
}

static void chinese_tables_read_the_same(void **state) {
    fx f;
    begin(&f, PS_ZH);
    ps_flow o = read(&f, "flow: enterprise\n",
                     "## 客户购买流程\n| 步骤 | 状态 | 日期 | 参与部门 |\n|---|---|---|---|\n| tender | 完成 | 2026-11-01 | 财务 |\n");
    fx_assert_str(o.label, "大型项目客户采购决策过程");
    fx_assert_str(o.steps[o.at].label, "招标");
    fx_assert_str(o.steps[o.at].departments, "财务");
    assert_int_equal(o.worst, 4);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flow_without_rows_is_all_ahead_of_the_customer),
        cmocka_unit_test(their_tender_is_out_and_our_planning_is_not_done),
        cmocka_unit_test(a_skipped_step_asks_for_nothing_and_closed_deals_are_left_alone),
        cmocka_unit_test(merged_stages_count_as_one),
        cmocka_unit_test(steps_of_the_team_and_of_other_flows_stand_where_they_were_written),
        cmocka_unit_test(states_are_read_as_people_write_them),
        cmocka_unit_test(chinese_tables_read_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
