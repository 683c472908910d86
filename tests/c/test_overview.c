#include "gate_fixture.h"

#include "overview.h"

static ps_overview overview(fx *f) {
    ps_overview o;
    assert_int_equal(ps_overview_of(&o, &f->arena, fx_read(f), &f->world, &f->err), 0);
    return o;
}

/* "Opportunity 2/0/0, Market 0/1/1": done, not applicable, open. */
static const char *groups(fx *f, const ps_stage_view *v) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < v->n_groups; i++) {
        const ps_group *g = &v->groups[i];
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s %d/%d/%d", PS_FMT(s), i ? ", " : "", PS_FMT(g->label), g->done, g->na, g->open);
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void stages_gates_and_groups_come_with_their_state(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md",
            deal_md(&f, "talk", "opened: 2026-09-01\n",
                    HISTORY "| 2026-09-01 | | lead | | | li.wei | |\n"
                            "| 2026-10-02 | lead | talk | qualify | qualify-1 | li.wei | |\n"));
    fx_file(&f, "0-lead.md",
            "## Opportunity\n- [x] The need ^need\n- [-] Channel [reason:: known] ^channel\n"
            "## Market\n- [x] Customer card ^customer-card\n- [x] Traits ^region-traits\n");
    fx_file(&f, "1-talk.md", "## Needs\n- [x] Budget ^budget\n");
    fx_file(&f, "reviews/qualify-1.md", QUALIFY_GO);
    ps_overview o = overview(&f);
    assert_int_equal(o.n, 4);
    assert_int_equal(o.earned, 1);
    assert_string_equal(groups(&f, &o.stages[0]), "Opportunity 1/1/0, Market 2/0/0");
    assert_string_equal(groups(&f, &o.stages[1]), "Needs 1/0/1"); /* one has no line at all: open */
    assert_true(o.stages[0].walked);
    assert_false(o.stages[1].walked);
    assert_int_equal(o.stages[0].days, 31);
    assert_int_equal(o.stages[1].entered, fx_day("2026-10-02"));
    assert_int_equal(o.stages[1].days, 52);
    assert_int_equal(o.stages[2].entered, PS_DATE_NONE);
    fx_assert_str(o.stages[0].gate->id, "qualify");
    assert_int_equal(o.stages[0].review->decision, PS_DECISION_GO);
    assert_null(o.stages[1].review);
    assert_null(o.stages[2].gate);
    fx_end(&f);
}

static void a_merged_stage_is_one_with_the_groups_of_its_members(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nprofile: quick\nstage: lead\n---\n");
    ps_overview o = overview(&f);
    assert_int_equal(o.n, 3);
    assert_string_equal(groups(&f, &o.stages[0]), "Opportunity 0/0/2, Market 0/0/2, Needs 0/0/2");
    assert_int_equal(o.stages[0].open, 6);
    fx_end(&f);
}

static void an_override_stays_marked_on_the_stage_that_was_left(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", deal_md(&f, "talk", "", HISTORY "| 2026-10-02 | lead | talk | | | li.wei | the boss said so |\n"));
    ps_overview o = overview(&f);
    assert_true(o.stages[0].forced);
    assert_false(o.stages[1].forced);
    fx_end(&f);
}

static void rivals_and_findings_are_counted(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md",
            "---\nstage: talk\n---\n## Competitors\n| competitor | product | focus | policy | threat |\n|---|---|---|---|---|\n"
            "| [[huateng]] | X9 | | | high |\n| | | | | |\n| Norla | | | | |\n");
    fx_file(&f, "1-talk.md",
            "## SWOT\n| id | kind | finding | answer |\n|---|---|---|---|\n| s1 | S | local service | show it |\n"
            "| w1 | W | price | |\n| w2 | w | late | |\n| t1 | T | | |\n| x | ? | odd | |\n");
    ps_overview o = overview(&f);
    assert_int_equal(o.n_rivals, 2);
    fx_assert_str(o.rivals[0].id, "huateng");
    fx_assert_str(o.rivals[0].threat, "high");
    assert_int_equal(o.swot.counts[0], 1);
    assert_int_equal(o.swot.counts[1], 2);
    assert_int_equal(o.swot.unanswered, 4); /* what points at no kind and what says nothing too */
    fx_end(&f);
}

static void rivals_carry_what_the_factors_score_them(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md",
            "---\nstage: talk\n---\n## Competitors\n| competitor | product | focus | policy | threat |\n|---|---|---|---|---|\n"
            "| [[huateng]] | X9 | | | high |\n\n## Decision factors\n| factor | weight | us | Huateng | Norla | evidence |\n"
            "|---|---|---|---|---|---|\n| price | 3 | 5 | 9 | 4 | |\n| service | 1 | 8 | 6 | 7 | |\n");
    ps_overview o = overview(&f);
    /* ours: (3×5 + 8)/4 = 5.75; Huateng (27 + 6)/4 = 8.25; Norla (12 + 7)/4 = 4.75. Price costs us 3 × 4 / 4 = 3 */
    assert_int_equal(o.n_rivals, 2);
    fx_assert_str(o.rivals[0].id, "huateng");
    assert_int_equal(o.rivals[0].party->total, 82500);
    fx_assert_str(o.rivals[1].label, "Norla");
    assert_int_equal(o.rivals[1].line, 0);
    assert_int_equal(o.rivals[1].party->rank, 3);
    assert_int_equal(o.factors.us.rank, 2);
    assert_int_equal(o.factors.n_gaps, 1);
    assert_int_equal(o.factors.factors[o.factors.gaps[0]].gap, 30000);
    fx_end(&f);
}

static void needs_are_counted_as_the_process_asks_them(void **state) {
    fx f;
    static char process[1 << 17];
    snprintf(process, sizeof process, "%.*s", PS_FMT(ps_process_builtin(PS_EN)));
    fx_begin(&f, process, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: concept\n---\n");
    fx_file(&f, "1-concept.md", "- [x] Problem ^need-problem\n- [ ] Reason ^need-reason\n- [-] Budget ^need-budget\n");
    ps_overview o = overview(&f);
    assert_int_equal(o.needs_total, 7);
    assert_int_equal(o.needs_done, 1); /* not applicable without a reason is open */
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_gates_and_groups_come_with_their_state),
        cmocka_unit_test(a_merged_stage_is_one_with_the_groups_of_its_members),
        cmocka_unit_test(an_override_stays_marked_on_the_stage_that_was_left),
        cmocka_unit_test(rivals_and_findings_are_counted),
        cmocka_unit_test(rivals_carry_what_the_factors_score_them),
        cmocka_unit_test(needs_are_counted_as_the_process_asks_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
