#include "deal_fixture.h"

#define LEDGER "## Ledger\n| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n"

static ps_deal *read_costs(fx *f, const char *deal, const char *costs) {
    fx_file(f, "deal.md", deal);
    fx_file(f, "costs.md", costs);
    return fx_read(f);
}

static void expenses_are_read_and_summed_by_stage(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = read_costs(&f, "---\nstage: talk\n---\n",
                            LEDGER "| 2026-10-12 | lead | travel | 1,860.50 | [[li.wei]] | | Kunming ^c-1 |\n"
                                   "| 2026-11-02 | talk | meals | 300 | li.wei | [[chen-gang]] | |\n"
                                   "| | | | | | | |\n"
                                   "| 2026-11-03 | talk | travel | -100 | li.wei | | refund |\n");
    assert_int_equal(d->n_expenses, 3);
    const ps_expense *e = &d->expenses[0];
    assert_int_equal(e->date, fx_day("2026-10-12"));
    fx_assert_str(e->category, "travel");
    assert_int_equal(e->amount, 18605000);
    fx_assert_str(e->by, "li.wei");
    fx_assert_str(e->note, "Kunming");
    fx_assert_str(e->id, "c-1");
    assert_int_equal(e->pstage, 0);
    assert_int_equal(e->line, 4);
    fx_assert_str(d->expenses[1].to, "chen-gang");
    assert_int_equal(d->stage_spent[0], 18605000);
    assert_int_equal(d->stage_spent[1], 2000000);
    assert_int_equal(d->spent, 20605000);
    fx_end(&f);
}

static void a_bad_row_stops_nothing(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = read_costs(
        &f, "---\nstage: talk\n---\n",
        LEDGER "| soon | nowhere | travel | a lot | | | |\n| 2026-11-02 | nowhere | meals | 300 | | | |\n| 2026-11-02 | talk |\n");
    assert_int_equal(d->n_expenses, 3);
    assert_int_equal(d->expenses[0].date, PS_DATE_NONE);
    fx_assert_str(d->expenses[0].date_text, "soon");
    assert_int_equal(d->expenses[0].amount, PS_MONEY_NONE);
    assert_int_equal(d->expenses[0].pstage, -1);
    assert_int_equal(d->expenses[2].amount, PS_MONEY_NONE);
    assert_int_equal(d->spent, 3000000); /* money is spent even in a stage that nobody knows */
    assert_int_equal(d->stage_spent[1], 0);
    fx_end(&f);
}

static void a_sum_out_of_range_stays_at_its_end(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d =
        read_costs(&f, "---\nstage: talk\n---\n",
                   LEDGER "| 2026-11-02 | talk | a | 900000000000000 | | | |\n| 2026-11-02 | talk | a | 900000000000000 | | | |\n");
    assert_true(d->spent == INT64_MAX);
    fx_end(&f);
}

static void the_budget_is_spread_by_shares(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = read_costs(&f, "---\nbudget: 12000\n---\n", "");
    static const int want[] = {1200, 2400, 6000, 2400};
    for (int i = 0; i < 4; i++) {
        assert_int_equal(d->stage_budget[i], (ps_money)want[i] * PS_MONEY_ONE);
    }
    assert_int_equal(d->stage_budget[4], PS_MONEY_NONE);
    d = read_costs(&f, "---\nprofile: quick\nbudget: 0.0001\n---\n", "");
    ps_money sum = d->stage_budget[0] + d->stage_budget[1] + d->stage_budget[2];
    assert_int_equal(sum, 1); /* nothing is lost to rounding */
    d = read_costs(&f, "---\nstage: lead\n---\n", "");
    assert_int_equal(d->budget, PS_MONEY_NONE);
    assert_int_equal(d->stage_budget[0], PS_MONEY_NONE);
    fx_end(&f);
}

static void a_budget_by_hand_goes_before_shares(void **state) {
    static const char *const table = "## Budget\n| stage | budget | planned |\n|---|---|---|\n| lead | 1000 | |\n| talk | 500 | |\n| "
                                     "nowhere | 9 | |\n| offer | much | |\n";
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = read_costs(&f, "---\nstage: lead\n---\n", table);
    assert_int_equal(d->budget, 1500 * PS_MONEY_ONE);
    assert_int_equal(d->stage_budget[1], 500 * PS_MONEY_ONE);
    assert_int_equal(d->stage_budget[2], PS_MONEY_NONE);
    d = read_costs(&f, "---\nbudget: 8500\n---\n", table); /* the rest by the shares of the rest: 50 to 20 */
    assert_int_equal(d->stage_budget[0], 1000 * PS_MONEY_ONE);
    assert_int_equal(d->stage_budget[2], 5000 * PS_MONEY_ONE);
    assert_int_equal(d->stage_budget[3], 2000 * PS_MONEY_ONE);
    d = read_costs(&f, "---\nprofile: quick\n---\n", table); /* members of a merged stage add up */
    assert_int_equal(d->stage_budget[0], 1500 * PS_MONEY_ONE);
    d = read_costs(&f, "---\nbudget: 1200\n---\n", table); /* nothing is left: never below zero */
    assert_int_equal(d->stage_budget[2], 0);
    fx_end(&f);
}

static void chinese_tables_read_too_and_may_stand_in_deal_md(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    fx_file(&f, "deal.md",
            "---\nstage: lead\n---\n## 费用台账\n| 日期 | 阶段 | 类别 | 金额 | 经手人 | 对象 | 备注 |\n|---|---|---|---|---|---|---|\n"
            "| 2026-10-12 | lead | travel | 1860 | 李伟 | 陈刚 | 昆明 |\n");
    ps_deal *d = fx_read(&f);
    assert_int_equal(d->n_expenses, 1);
    assert_int_equal(d->spent, 1860 * PS_MONEY_ONE);
    fx_assert_str(d->expenses[0].to, "陈刚");
    fx_assert_str(d->expenses[0].doc->path, FX_FOLDER "/deal.md");
    fx_end(&f);
}

static void a_ledger_without_its_columns_reads_as_nothing(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = read_costs(&f, "", "## Ledger\n| a | b |\n|---|---|\n| 1 | 2 |\n");
    assert_int_equal(d->n_expenses, 1);
    assert_int_equal(d->expenses[0].amount, PS_MONEY_NONE);
    assert_int_equal(d->spent, 0);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(expenses_are_read_and_summed_by_stage),         cmocka_unit_test(a_bad_row_stops_nothing),
        cmocka_unit_test(a_sum_out_of_range_stays_at_its_end),           cmocka_unit_test(the_budget_is_spread_by_shares),
        cmocka_unit_test(a_budget_by_hand_goes_before_shares),           cmocka_unit_test(chinese_tables_read_too_and_may_stand_in_deal_md),
        cmocka_unit_test(a_ledger_without_its_columns_reads_as_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
