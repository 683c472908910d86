#include "deal_fixture.h"

#include "spend.h"

/* lead 10 % of the budget and 10 % to win, talk 20 and 25, offer 50 and 50, order 20 and 100. */
static ps_spend spend(fx *f, const char *front, const char *costs) {
    ps_spend s;
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, "---\nprofile: full\nstage: talk\nstatus: open\nvalue: 100000\n%s---\n", front).p);
    fx_file(f, "costs.md", costs);
    ps_spend_of(&s, fx_read(f));
    return s;
}

#define LEDGER \
    "## Ledger\n| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n" \
    "| 2026-10-01 | lead | travel | 120 | li.wei | | |\n| 2026-11-01 | talk | travel | 50 | li.wei | | |\n"
#define ONE PS_MONEY_ONE

static void remaining_stages_count_with_the_chance_of_reaching_them(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_spend s = spend(&f, "budget: 1000\nmargin: 20000\n", LEDGER);
    assert_int_equal(s.spent, 170 * ONE);
    assert_int_equal(s.stages[2].reach, 5000); /* 25 of 50 */
    assert_int_equal(s.stages[3].reach, 2500); /* 25 of 100 */
    /* 170 spent, 150 of 200 left here, 500 × 1/2, 200 × 1/4 */
    assert_int_equal(s.expected, 620 * ONE);
    assert_int_equal(s.expected_value, 25000 * ONE);
    assert_int_equal(s.expected_margin, 5000 * ONE);
    assert_false(s.dear);
    assert_true(s.stages[0].over); /* 120 of 100 */
    assert_false(s.stages[1].over);
    assert_int_equal(s.stages[2].share, 500 * ONE);
    fx_end(&f);
}

static void a_judged_probability_moves_the_chances(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_spend s = spend(&f, "budget: 1000\nprobability: 40\nmargin: 1000\n", LEDGER);
    assert_int_equal(s.stages[2].reach, 8000);
    assert_int_equal(s.expected, (170 + 150 + 400 + 80) * ONE);
    assert_int_equal(s.expected_margin, 400 * ONE);
    assert_true(s.dear); /* 800 to be spent for 400 to be had */
    s = spend(&f, "budget: 1000\nprobability: 60\n", LEDGER);
    assert_int_equal(s.stages[2].reach, 10000); /* more than the next stage's own: it gets there */
    assert_int_equal(s.expected_margin, PS_MONEY_NONE);
    assert_false(s.dear);
    fx_end(&f);
}

static void planned_costs_go_before_the_budget(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_spend s = spend(&f, "budget: 1000\n",
                       "## Budget\n| stage | budget | planned |\n|---|---|---|\n| talk | | 30 |\n| offer | | 900 |\n\n" LEDGER);
    assert_int_equal(s.stages[2].planned, 900 * ONE);
    assert_int_equal(s.stages[2].budget, 500 * ONE);
    /* 170; nothing is left of 30 in talk; 900 / 2; 200 / 4 */
    assert_int_equal(s.expected, (170 + 0 + 450 + 50) * ONE);
    fx_end(&f);
}

static void a_deal_that_is_over_costs_what_it_cost(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nprofile: full\nstage: talk\nstatus: lost\nvalue: 9\nbudget: 1000\n---\n");
    fx_file(&f, "costs.md", LEDGER);
    ps_spend s;
    ps_spend_of(&s, fx_read(&f));
    assert_int_equal(s.expected, 170 * ONE);
    assert_int_equal(s.expected_value, 0);
    assert_int_equal(s.stages[3].reach, 0);
    fx_end(&f);
}

static void without_a_budget_nothing_is_over(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_spend s = spend(&f, "", LEDGER);
    assert_int_equal(s.stages[0].budget, PS_MONEY_NONE);
    assert_int_equal(s.stages[0].share, PS_MONEY_NONE);
    assert_false(s.stages[0].over);
    assert_int_equal(s.expected, 170 * ONE);
    fx_end(&f);
}

static void amounts_at_the_end_of_the_range_stay_there(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_spend s =
        spend(&f, "budget: 922337203685477\nmargin: 922337203685477\n",
              "## Ledger\n| date | stage | category | amount |\n|---|---|---|---|\n| 2026-10-01 | lead | travel | 922337203685477 |\n");
    assert_true(s.expected > 0);
    assert_true(s.expected_margin > 0);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(remaining_stages_count_with_the_chance_of_reaching_them),
        cmocka_unit_test(a_judged_probability_moves_the_chances),
        cmocka_unit_test(planned_costs_go_before_the_budget),
        cmocka_unit_test(a_deal_that_is_over_costs_what_it_cost),
        cmocka_unit_test(without_a_budget_nothing_is_over),
        cmocka_unit_test(amounts_at_the_end_of_the_range_stay_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
