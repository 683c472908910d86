#include "diag_fixture.h"

#define PROCESS \
    "---\npursuit: process\nname: x\nlanguage: en\ncurrency: EUR\ntimezone: +01:00\n---\n" \
    "## Stages\n| id | stage | probability | share | stalls |\n|---|---|---|---|---|\n" \
    "| lead | Lead | 10 | 10 | 30 |\n| talk | Talk | 25 | 20 | 45 |\n| offer | Offer | 50 | 70 | 30 |\n\n" \
    "## Activities\n### lead\n- [ ] x ^x\n\n" \
    "## Cost categories\n| id | category | to required |\n|---|---|---|\n| travel | Travel | |\n| gift | Gifts | yes |\n\n" \
    "## Currencies\n| currency | rate |\n|---|---|\n| EUR | 1 |\n\n"
#define HEAD "## Ledger\n| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n"
#define MOVED "## Stage history\n| date | from | to |\n|---|---|---|\n| 2026-10-01 | lead | talk |\n"

static void look(fx *f, fx_found *r, const char *front, const char *body, const char *rows, const char *log) {
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, "---\nstage: talk\nstatus: open\nopened: 2026-09-01\n%s---\n%s%s", front, MOVED, body).p);
    fx_file(f, "costs.md", ps_arena_fmt(&f->arena, HEAD "%s", rows).p);
    fx_file(f, "log.md", log);
    fx_look(r, f, PS_EN);
}

static size_t count(const fx_found *r, const char *code) {
    size_t n = 0;
    for (size_t i = 0; i < r->list.n; i++) {
        n += ps_str_eq(r->list.v[i].code, ps_str_of(code));
    }
    return n;
}

static void a_row_that_passes_a_budget_is_told_there(void **state) {
    fx f;
    fx_begin(&f, PROCESS, "2026-11-23");
    fx_found r = {0};
    look(&f, &r, "budget: 1000\n", "",
         "| 2026-10-02 | talk | travel | 150 | | | |\n| 2026-10-03 | talk | travel | 70 | | | |\n"
         "| 2026-10-03 | lead | travel | 5 | | | |\n| 2026-10-04 | talk | travel | 10 | | | |\n",
         "");
    /* 230 of 200: the second row passes it, the last goes further; the ceiling is 240 */
    fx_must(&r, "costs.md", 5, "over-budget", PS_WARN, "Talk: 230 of 200 spent, 30 over the stage's budget");
    fx_must(&r, "costs.md", 7, "over-budget", PS_WARN, "Talk: 230 of 200 spent, 30 over the stage's budget");
    assert_int_equal(count(&r, "over-budget"), 2);
    look(&f, &r, "budget: 1000\n", "", "| 2026-10-02 | talk | travel | 241 | | | |\n", "");
    fx_must(&r, "costs.md", 4, "over-budget", PS_WARN, "Talk: 241 of 200 spent, over the ceiling of 120 %");
    look(&f, &r, "budget: 1000\n", "", "| 2026-10-02 | talk | travel | 200 | | | |\n", "");
    assert_int_equal(count(&r, "over-budget"), 0);
    look(&f, &r, "", "", "| 2026-10-02 | talk | travel | 9999 | | | |\n", "");
    assert_int_equal(count(&r, "over-budget"), 0);
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void who_received_something_is_named(void **state) {
    fx f;
    fx_begin(&f, PROCESS, "2026-11-23");
    fx_found r = {0};
    look(&f, &r, "", "", "| 2026-10-02 | talk | gift | 20 | | | |\n| 2026-10-02 | talk | travel | 20 | | | |\n", "");
    assert_non_null(fx_find(&r, "costs.md", 4, "recipient"));
    assert_int_equal(count(&r, "recipient"), 1);
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void a_day_that_can_t_be_right_is_told(void **state) {
    fx f;
    fx_begin(&f, PROCESS, "2026-11-23");
    fx_found r = {0};
    look(&f, &r, "", "",
         "| 2026-08-31 | lead | travel | 1 | | | |\n| 2026-11-24 | talk | travel | 1 | | | |\n"
         "| 2026-09-30 | talk | travel | 1 | | | |\n| 2026-10-01 | talk | travel | 1 | | | |\n| 2026-10-09 | offer | travel | 1 | | | |\n",
         "");
    fx_must(&r, "costs.md", 4, "cost-day", PS_INFO, "2026-08-31 is before the deal was opened (2026-09-01)");
    fx_must(&r, "costs.md", 5, "future", PS_INFO, "2026-11-24 has not come yet");
    fx_must(&r, "costs.md", 6, "cost-day", PS_INFO, "on 2026-09-30 the deal had not reached Talk yet");
    fx_must(&r, "costs.md", 8, "cost-day", PS_INFO, "on 2026-10-09 the deal had not reached Offer yet");
    assert_int_equal(count(&r, "cost-day"), 3);
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void a_cost_in_the_log_is_weighed_until_the_ledger_has_it(void **state) {
    fx f;
    fx_begin(&f, PROCESS, "2026-11-23");
    fx_note(&f, PS_K_PERSON, "liu.min", "---\nname: Liu Min\n---\n");
    const char *log =
        "## 2026-10-05 10:00 visit\n[cost:: 201 travel by train]\n\n## 2026-10-06 10:00 visit\n[cost:: 10 gift tea]\n[cost:: 10 gift "
        "liu.min tea]\n";
    fx_found r = {0};
    look(&f, &r, "budget: 1000\n", "", "", log);
    fx_must(&r, "log.md", 2, "over-budget", PS_WARN, "Talk: 201 of 200 spent, 1 over the stage's budget");
    assert_non_null(fx_find(&r, "log.md", 5, "recipient"));
    assert_int_equal(count(&r, "recipient"), 1);
    look(&f, &r, "budget: 1000\n", "", "| 2026-10-05 | talk | travel | 201 | | | by train |\n", log);
    assert_null(fx_seek(&r, "log.md", 2, "over-budget", NULL));
    assert_non_null(fx_find(&r, "costs.md", 4, "over-budget"));
    ps_arena_free(&r.arena);
    fx_end(&f);
}

#define PAYMENTS "\n## Payments\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n"

static void payments_are_checked(void **state) {
    fx f;
    fx_begin(&f, PROCESS, "2026-11-23");
    fx_found r = {0};
    look(&f, &r, "value: 100\n",
         PAYMENTS "| a | 2026-10-01 | 60 | | 2026-10-05 |\n| b | 2026-10-01 | 50 | soon | |\n| c | | 5 | yes | 6 |\n", "", "");
    fx_must(&r, "deal.md", 15, "payment", PS_WARN, "paid, but there was no invoice");
    fx_must(&r, "deal.md", 16, "payment", PS_WARN, "invoiced: 'soon' is neither a day nor an amount, nor yes or no");
    fx_must(&r, "deal.md", 17, "payment", PS_WARN, "more was paid than is due");
    fx_must(&r, "deal.md", 13, "payments-sum", PS_WARN, "the payments come to 115, the deal's value is 100");
    look(&f, &r, "value: 100\n", PAYMENTS "| a | 2026-10-01 | 60 | yes | |\n", "", "");
    assert_int_equal(count(&r, "payments-sum"), 0); /* an open deal may say the rest later */
    assert_int_equal(count(&r, "payment"), 0);
    look(&f, &r, "value: 100\n", PAYMENTS "| a | 2026-10-01 | many | yes | |\n", "", "");
    assert_int_equal(count(&r, "payments-sum"), 0);
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void a_commit_on_an_unearned_stage_is_told_where_it_is_judged(void **state) {
    fx f;
    fx_begin(&f, PROCESS, "2026-11-23");
    fx_found r = {0};
    look(&f, &r, "forecast: commit\nforecast_manager: best\n", "", "", "");
    fx_must(&r, "deal.md", 5, "commit-unearned", PS_WARN, "commit, but the deal claims Talk and has earned Lead only");
    assert_int_equal(count(&r, "commit-unearned"), 1);
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void targets_must_be_readable(void **state) {
    fx f;
    ps_diags list = {0};
    ps_note *note;
    fx_begin(&f, PROCESS, "2026-11-23");
    const char *text =
        "---\nname: x\n---\n## Targets\n| period | amount | currency |\n|---|---|---|\n| 2026-Q4 | 100 | EUR |\n| soon | 5 | |\n| 2026 "
        "| many | XXX |\n";
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), PS_EN, NULL), 0);
    assert_int_equal(ps_diag_note(&list, &f.arena, note, PS_S("team/x.md"), PS_K_MEMBER, f.process, &f.world, NULL, PS_EN, NULL), 0);
    size_t periods = 0, amounts = 0, currencies = 0;
    for (size_t i = 0; i < list.n; i++) {
        periods += ps_str_eq(list.v[i].code, PS_S("target")) && list.v[i].line == 8;
        amounts += ps_str_eq(list.v[i].code, PS_S("target")) && list.v[i].line == 9;
        currencies += ps_str_eq(list.v[i].code, PS_S("unknown-value")) && list.v[i].line == 9;
    }
    assert_int_equal(periods, 1);
    assert_int_equal(amounts, 1);
    assert_int_equal(currencies, 1);
    ps_note_free(note);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_that_passes_a_budget_is_told_there),
        cmocka_unit_test(who_received_something_is_named),
        cmocka_unit_test(a_day_that_can_t_be_right_is_told),
        cmocka_unit_test(a_cost_in_the_log_is_weighed_until_the_ledger_has_it),
        cmocka_unit_test(payments_are_checked),
        cmocka_unit_test(a_commit_on_an_unearned_stage_is_told_where_it_is_judged),
        cmocka_unit_test(targets_must_be_readable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
