#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "rates.h"

#define ONE PS_MONEY_ONE
#define NOTE(rows) \
    "---\npursuit: process\nname: x\nlanguage: en\ncurrency: EUR\ntimezone: +01:00\n---\n" \
    "## Stages\n| id | stage | probability | share | stalls |\n|---|---|---|---|---|\n| a | A | 10 | 100 | 30 |\n\n" \
    "## Activities\n### a\n- [ ] x ^x\n\n## Currencies\n| currency | rate |\n|---|---|\n" rows

static ps_process *read_process(const char *text) {
    ps_process *p;
    assert_int_equal(ps_process_read(&p, ps_str_of(text), PS_EN, NULL), 0);
    assert_int_equal(p->n_faults, 0);
    return p;
}

static ps_money in(const ps_process *p, ps_money v, const char *from, const char *to) {
    ps_money out = -77;
    return ps_rates_convert(p, v, ps_str_of(from), ps_str_of(to), &out) ? out : out == -77 ? PS_MONEY_NONE : 0;
}

static void amounts_are_converted_by_both_rates_in_one_step(void **state) {
    ps_process *p = read_process(NOTE("| CNY | 0.125 |\n| USD | 0.9 |\n"));
    assert_int_equal(in(p, 800 * ONE, "CNY", "EUR"), 100 * ONE);
    assert_int_equal(in(p, 100 * ONE, "EUR", "CNY"), 800 * ONE);
    assert_int_equal(in(p, 720 * ONE, "CNY", "USD"), 100 * ONE); /* 720 × 0.125 / 0.9 */
    assert_int_equal(in(p, 100 * ONE, "USD", "CNY"), 720 * ONE);
    assert_int_equal(in(p, 8 * ONE, "CNY", ""), ONE); /* "" is the process's own */
    ps_process_free(p);
}

static void what_does_not_come_out_even_is_rounded_once_half_away_from_zero(void **state) {
    ps_process *p = read_process(NOTE("| CNY | 0.125 |\n| THB | 0.03 |\n"));
    assert_int_equal(in(p, 1, "CNY", "EUR"), 0); /* 0.125 */
    assert_int_equal(in(p, 4, "CNY", "EUR"), 1); /* 0.5 */
    assert_int_equal(in(p, -4, "CNY", "EUR"), -1);
    assert_int_equal(in(p, 3, "CNY", "EUR"), 0);        /* 0.375 */
    assert_int_equal(in(p, ONE, "EUR", "THB"), 333333); /* 33.3333… */
    /* not by way of EUR, which would give 12 × 0.03 = 0.36 → 0, and 0 */
    assert_int_equal(in(p, 12, "THB", "CNY"), 3); /* 2.88 */
    ps_process_free(p);
}

static void the_own_currency_needs_no_row_and_a_row_counts(void **state) {
    ps_process *p = read_process(NOTE("| USD | 2 |\n"));
    assert_int_equal(ps_rate_of(p, PS_S("EUR")), ONE);
    assert_int_equal(in(p, 10 * ONE, "EUR", "USD"), 5 * ONE);
    ps_process_free(p);
    p = read_process(NOTE("| EUR | 4 |\n| USD | 2 |\n"));
    assert_int_equal(in(p, 10 * ONE, "EUR", "USD"), 20 * ONE);
    ps_process_free(p);
}

static void without_a_rate_nothing_is_converted(void **state) {
    ps_process *p = read_process(NOTE("| USD | 2 |\n"));
    assert_int_equal(in(p, 10 * ONE, "JPY", "EUR"), PS_MONEY_NONE);
    assert_int_equal(in(p, 10 * ONE, "EUR", "JPY"), PS_MONEY_NONE);
    assert_false(ps_rates_know(p, PS_S("JPY"), PS_S("")));
    assert_int_equal(in(p, 10 * ONE, "JPY", "JPY"), 10 * ONE); /* the same needs none */
    assert_int_equal(in(p, PS_MONEY_NONE, "USD", "EUR"), PS_MONEY_NONE);
    ps_process_free(p);
}

static void what_leaves_the_range_stays_at_its_end(void **state) {
    ps_process *p = read_process(NOTE("| USD | 2 |\n| XXX | 0.0001 |\n"));
    assert_int_equal(in(p, INT64_MAX, "USD", "XXX"), INT64_MAX);
    assert_int_equal(in(p, -INT64_MAX, "USD", "XXX"), INT64_MIN + 1);
    ps_process_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_converted_by_both_rates_in_one_step),
        cmocka_unit_test(what_does_not_come_out_even_is_rounded_once_half_away_from_zero),
        cmocka_unit_test(the_own_currency_needs_no_row_and_a_row_counts),
        cmocka_unit_test(without_a_rate_nothing_is_converted),
        cmocka_unit_test(what_leaves_the_range_stays_at_its_end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
