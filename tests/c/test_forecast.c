#include "forecast.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "alloc.h"

static ps_date day(const char *s) {
    ps_date d = PS_DATE_NONE;
    assert_true(!*s || ps_date_parse(ps_str_of(s), &d));
    return d;
}

/* An open deal in CNY; value in whole units. */
static ps_forecast_deal deal(const char *id, int64_t value, int probability, const char *close) {
    ps_category c = ps_category_of(PS_S(""), probability, 80, 50);
    return (ps_forecast_deal){.id = ps_str_of(id),
                              .currency = PS_S("CNY"),
                              .group = PS_S(""),
                              .value = value * PS_MONEY_ONE,
                              .probability = probability,
                              .category = c,
                              .manager = c,
                              .day = day(close),
                              .recurring = {.amount = PS_MONEY_NONE}};
}

static ps_forecast_deal with_instalments(ps_forecast_deal d, int64_t amount, ps_span period, int count, const char *start) {
    d.recurring = (ps_recurring){amount * PS_MONEY_ONE, period, count, day(start)};
    return d;
}

static ps_forecast_deal booked(ps_forecast_deal d) {
    d.booked = true;
    d.probability = 100;
    return d;
}

static ps_str money(ps_moneystr *m, ps_money v) {
    return ps_money_str(m, v);
}

/* "key currency count value weighted committed best booked ids" a line, then what is undated. */
static const char *made(ps_forecast_by by, const ps_forecast_deal *deals, size_t n) {
    static char text[4096];
    ps_arena arena = {0};
    ps_forecast_rows rows = {0};
    ps_strs undated = {0};
    ps_error err = {0};
    ps_moneystr a, b, c, d, e;
    size_t at = 0;
    if (ps_forecast_make(&rows, &undated, &arena, by, deals, n, &err)) {
        snprintf(text, sizeof text, "%d %s", err.code, err.message);
        ps_arena_free(&arena);
        return text;
    }
    text[0] = '\0';
#define SAY(...) at += (size_t)snprintf(text + at, sizeof text - at, __VA_ARGS__)
    for (size_t i = 0; i < rows.n; i++) {
        const ps_forecast_row *r = &rows.v[i];
        ps_str values[] = {money(&a, r->sums.value), money(&b, r->sums.weighted), money(&c, r->sums.committed), money(&d, r->sums.best),
                           money(&e, r->sums.booked)};
        SAY("%.*s %.*s %d", PS_FMT(r->key), PS_FMT(r->currency), r->count);
        for (size_t k = 0; k < 5; k++) {
            SAY(" %.*s", PS_FMT(values[k]));
        }
        for (size_t k = 0; k < r->deals.n; k++) {
            SAY(" %.*s", PS_FMT(r->deals.v[k]));
        }
        SAY("\n");
    }
    for (size_t k = 0; k < undated.n; k++) {
        SAY("undated %.*s\n", PS_FMT(undated.v[k]));
    }
    ps_arena_free(&arena);
    return text;
}
#define MADE(by, ...) \
    made(by, (const ps_forecast_deal[]){__VA_ARGS__}, sizeof((const ps_forecast_deal[]){__VA_ARGS__}) / sizeof(ps_forecast_deal))

static void sums_open_and_booked_deals_by_month(void **state) {
    (void)state;
    /* weighted: 100×25% + 300×60% + 50×90% = 25 + 180 + 45; committed: 90% only; best: 60% and 90% */
    assert_string_equal(MADE(PS_BY_MONTH, deal("a", 100, 25, "2026-12-01"), deal("b", 300, 60, "2026-12-31"),
                             deal("c", 50, 90, "2026-12-15"), deal("d", 70, 25, "2027-01-01"), booked(deal("e", 40, 0, "2026-12-02")),
                             booked(deal("f", 9, 0, "2026-11-30"))),
                        "2026-11 CNY 0 0 0 0 0 9 f\n"
                        "2026-12 CNY 3 450 250 50 350 40 a b c e\n"
                        "2027-01 CNY 1 70 17.5 0 0 0 d\n");
    assert_string_equal(MADE(PS_BY_QUARTER, deal("a", 100, 25, "2026-12-01"), deal("d", 70, 25, "2027-01-01"),
                             booked(deal("e", 40, 0, "2026-10-01")), deal("z", 1, 25, "2027-03-31")),
                        "2026-Q4 CNY 1 100 25 0 0 40 a e\n2027-Q1 CNY 2 71 17.75 0 0 0 d z\n");
    assert_string_equal(made(PS_BY_MONTH, NULL, 0), "");
}

static void what_has_no_day_is_told_and_not_dropped(void **state) {
    (void)state;
    assert_string_equal(MADE(PS_BY_MONTH, deal("a", 100, 25, ""), booked(deal("b", 5, 0, ""))), "undated a\nundated b\n");
    assert_string_equal(MADE(PS_BY_OWNER, deal("a", 100, 25, ""), booked(deal("b", 5, 0, ""))), " CNY 1 100 25 0 0 5 a b\n");
}

static void currencies_are_never_mixed(void **state) {
    (void)state;
    ps_forecast_deal euro = deal("b", 7, 50, "2026-12-02");
    euro.currency = PS_S("EUR");
    assert_string_equal(MADE(PS_BY_MONTH, deal("a", 100, 25, "2026-12-01"), euro, deal("c", 1, 25, "2026-12-01")),
                        "2026-12 CNY 2 101 25.25 0 0 0 a c\n2026-12 EUR 1 7 3.5 0 7 0 b\n");
}

static void the_owner_judges_the_category(void **state) {
    (void)state;
    assert_int_equal(ps_category_of(PS_S(""), 80, 80, 50), PS_CATEGORY_COMMIT);
    assert_int_equal(ps_category_of(PS_S(""), 79, 80, 50), PS_CATEGORY_BEST);
    assert_int_equal(ps_category_of(PS_S(""), 49, 80, 50), PS_CATEGORY_PIPELINE);
    assert_int_equal(ps_category_of(PS_S("pipeline"), 95, 80, 50), PS_CATEGORY_PIPELINE);
    assert_int_equal(ps_category_of(PS_S("commit"), 5, 80, 50), PS_CATEGORY_COMMIT);
    assert_int_equal(ps_category_of(PS_S("omitted"), 95, 80, 50), PS_CATEGORY_OMITTED);
    assert_int_equal(ps_category_of(PS_S("perhaps"), 95, 80, 50), PS_CATEGORY_COMMIT);
    ps_forecast_deal omitted = deal("a", 100, 90, "2026-12-01"), judged = deal("b", 10, 25, "2026-12-01");
    omitted.category = PS_CATEGORY_OMITTED;
    judged.category = PS_CATEGORY_BEST;
    judged.manager = PS_CATEGORY_COMMIT;
    assert_string_equal(MADE(PS_BY_MONTH, omitted, judged), "2026-12 CNY 2 110 92.5 0 10 0 a b\n");
    ps_arena arena = {0};
    ps_forecast_rows rows = {0};
    ps_strs undated = {0};
    assert_int_equal(ps_forecast_make(&rows, &undated, &arena, PS_BY_MONTH, &judged, 1, NULL), PS_OK);
    assert_int_equal(rows.v[0].sums.manager_committed, 10 * PS_MONEY_ONE);
    assert_int_equal(rows.v[0].sums.manager_best, 10 * PS_MONEY_ONE);
    ps_arena_free(&arena);
}

static void instalments_fall_where_they_are_due(void **state) {
    (void)state;
    ps_span month = {1, 0}, quarter = {3, 0};
    /* 500, of which 3 × 100 recur: 200 at once */
    assert_string_equal(MADE(PS_BY_MONTH, with_instalments(deal("a", 500, 50, "2026-11-20"), 100, month, 3, "2026-12-31")),
                        "2026-11 CNY 1 200 100 0 200 0 a\n2026-12 CNY 1 100 50 0 100 0 a\n"
                        "2027-01 CNY 1 100 50 0 100 0 a\n2027-02 CNY 1 100 50 0 100 0 a\n");
    /* two of a quarter are one row, and the deal counts once in it */
    assert_string_equal(MADE(PS_BY_QUARTER, with_instalments(deal("a", 300, 50, "2026-11-20"), 100, month, 3, "2026-11-01")),
                        "2026-Q4 CNY 1 200 100 0 200 0 a\n2027-Q1 CNY 1 100 50 0 100 0 a\n");
    /* without a start they begin with the deal; without a value they are all there is */
    ps_forecast_deal only = with_instalments(deal("a", 0, 25, "2026-11-20"), 10, quarter, 2, "");
    only.value = PS_MONEY_NONE;
    assert_string_equal(MADE(PS_BY_MONTH, only), "2026-11 CNY 1 10 2.5 0 0 0 a\n2027-02 CNY 1 10 2.5 0 0 0 a\n");
    assert_string_equal(MADE(PS_BY_OWNER, only), " CNY 1 20 5 0 0 0 a\n");
    only.day = PS_DATE_NONE;
    assert_string_equal(MADE(PS_BY_MONTH, only), "undated a\n");
    only.recurring.start = day("2027-01-01");
    assert_string_equal(MADE(PS_BY_QUARTER, only), "2027-Q1 CNY 1 10 2.5 0 0 0 a\n2027-Q2 CNY 1 10 2.5 0 0 0 a\n");
    /* what was won is booked whole, when it was signed */
    assert_string_equal(MADE(PS_BY_MONTH, booked(with_instalments(deal("a", 300, 50, "2026-11-20"), 100, month, 3, "2026-12-01"))),
                        "2026-11 CNY 0 0 0 0 0 300 a\n");
}

static void half_of_what_recurs_is_no_instalment(void **state) {
    (void)state;
    ps_span none = {0, 0}, month = {1, 0};
    assert_string_equal(MADE(PS_BY_MONTH, with_instalments(deal("a", 500, 50, "2026-11-20"), 100, none, 3, "")),
                        "2026-11 CNY 1 500 250 0 500 0 a\n");
    assert_string_equal(MADE(PS_BY_MONTH, with_instalments(deal("a", 500, 50, "2026-11-20"), 100, month, 0, "")),
                        "2026-11 CNY 1 500 250 0 500 0 a\n");
    assert_string_equal(MADE(PS_BY_MONTH, with_instalments(deal("a", 500, 50, "2026-11-20"), -100, month, 3, "")),
                        "2026-11 CNY 1 500 250 0 500 0 a\n");
}

static void rows_come_by_rank_and_what_has_no_key_last(void **state) {
    (void)state;
    ps_forecast_deal d[] = {deal("a", 1, 25, ""), deal("b", 2, 25, ""), deal("c", 3, 25, ""), deal("d", 4, 25, "")};
    d[0].group = PS_S("offer");
    d[0].rank = 1;
    d[1].group = PS_S("lead");
    d[3].group = PS_S("zhao");
    assert_string_equal(made(PS_BY_STAGE, d, 4), "lead CNY 1 2 0.5 0 0 0 b\nzhao CNY 1 4 1 0 0 0 d\n CNY 1 3 0.75 0 0 0 c\n"
                                                 "offer CNY 1 1 0.25 0 0 0 a\n");
}

static void a_sum_out_of_range_is_an_error_that_names_the_deal(void **state) {
    (void)state;
    assert_string_equal(MADE(PS_BY_MONTH, deal("a", 900000000000000, 25, "2026-12-01"), deal("b", 900000000000000, 25, "2026-12-01")),
                        "-2 the amount 'b' is too large");
    assert_string_equal(MADE(PS_BY_OWNER, with_instalments(deal("a", 1, 25, "2026-12-01"), 900000000000000, (ps_span){1, 0}, 2, "")),
                        "-2 the amount 'a' is too large");
}

/* Whatever the rows are by, they hold the same in sum. */
static void sums_are_the_same_by_anything(void **state) {
    (void)state;
    srand(7);
    for (int round = 0; round < 200; round++) {
        ps_forecast_deal deals[20];
        char ids[20][8];
        ps_forecast_sums first = {0};
        for (int i = 0; i < 20; i++) {
            snprintf(ids[i], sizeof ids[i], "d%d", i);
            deals[i] = deal(ids[i], 0, rand() % 101, "2026-12-01");
            deals[i].value = rand() % 10000000 - 1000;
            deals[i].day += rand() % 700;
            deals[i].booked = rand() % 5 == 0;
            deals[i].group = ps_str_of(ids[rand() % (i + 1)]);
            deals[i].recurring =
                (ps_recurring){rand() % 3 ? rand() % 99999 : PS_MONEY_NONE, {rand() % 4, rand() % 40}, rand() % 30, deals[i].day};
        }
        for (int by = PS_BY_MONTH; by <= PS_BY_STAGE; by++) {
            ps_arena arena = {0};
            ps_forecast_rows rows = {0};
            ps_strs undated = {0};
            ps_forecast_sums sum = {0};
            assert_int_equal(ps_forecast_make(&rows, &undated, &arena, (ps_forecast_by)by, deals, 20, NULL), PS_OK);
            for (size_t i = 0; i < rows.n; i++) {
                const ps_forecast_sums *s = &rows.v[i].sums;
                sum = (ps_forecast_sums){sum.value + s->value,
                                         sum.weighted + s->weighted,
                                         sum.committed + s->committed,
                                         sum.best + s->best,
                                         sum.manager_committed + s->manager_committed,
                                         sum.manager_best + s->manager_best,
                                         sum.booked + s->booked};
            }
            first = by == PS_BY_MONTH ? sum : first;
            assert_memory_equal(&first, &sum, sizeof sum);
            ps_arena_free(&arena);
        }
    }
}

static void a_failing_allocation_is_an_error(void **state) {
    (void)state;
    ps_forecast_deal d[] = {deal("a", 1, 25, "2026-12-01"), deal("b", 2, 25, ""), deal("c", 3, 25, "2027-12-01")};
    bool done = false;
    for (size_t at = 1; !done; at++) {
        ps_arena arena = {0};
        ps_forecast_rows rows = {0};
        ps_strs undated = {0};
        ps_alloc_fail_at(at);
        int rc = ps_forecast_make(&rows, &undated, &arena, PS_BY_MONTH, d, 3, NULL);
        ps_alloc_fail_at(0);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
        done = rc == PS_OK;
        ps_arena_free(&arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sums_open_and_booked_deals_by_month),
        cmocka_unit_test(what_has_no_day_is_told_and_not_dropped),
        cmocka_unit_test(currencies_are_never_mixed),
        cmocka_unit_test(the_owner_judges_the_category),
        cmocka_unit_test(instalments_fall_where_they_are_due),
        cmocka_unit_test(half_of_what_recurs_is_no_instalment),
        cmocka_unit_test(rows_come_by_rank_and_what_has_no_key_last),
        cmocka_unit_test(a_sum_out_of_range_is_an_error_that_names_the_deal),
        cmocka_unit_test(sums_are_the_same_by_anything),
        cmocka_unit_test(a_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
