#include "money.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static ps_money parsed(const char *s) {
    ps_error err = {0};
    ps_money v = PS_MONEY_NONE;
    int rc = ps_money_parse(&v, ps_str_of(s), &err);
    if (rc) {
        assert_int_equal(rc, PS_EINVAL);
        assert_true(err.message[0]);
    }
    return v;
}

static void amounts_are_exact(void **state) {
    static const struct {
        const char *text;
        ps_money value;
    } cases[] = {{"0", 0},
                 {"1", 10000},
                 {"1200000", 12000000000},
                 {"1,200,000", 12000000000},
                 {"1_200_000", 12000000000},
                 {" 5 ", 50000},
                 {"0.1", 1000},
                 {"0.0001", 1},
                 {"-3.5", -35000},
                 {"+7", 70000},
                 {"1860.50", 18605000},
                 {"12,345.67", 123456700},
                 {"007", 70000},
                 {"922337203685477.5807", INT64_MAX},
                 {"-922337203685477.5807", -INT64_MAX}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(parsed(cases[i].text), cases[i].value);
    }
}

static void what_is_no_amount_is_refused(void **state) {
    static const char *const bad[] = {"",      "-",     ".",     ".5",   "5.",      "1.2.3", "1e5",    "0x10",     "nan",      "inf",
                                      "12abc", "1 000", "12,50", "1,5",  ",5",      "5,",    "1,2345", "1,23,456", "1234,567", "1,,2",
                                      "1.5,0", "--5",   "5-",    "１２", "1.23456", "¥5",    "1_0",    "1,00,00",  "1,200,00"};
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(parsed(bad[i]), PS_MONEY_NONE);
    }
}

static void an_amount_out_of_range_is_refused(void **state) {
    (void)state;
    assert_int_equal(parsed("922337203685477.5808"), PS_MONEY_NONE);
    assert_int_equal(parsed("99999999999999999999"), PS_MONEY_NONE);
    assert_int_equal(parsed("-99999999999999999999999999"), PS_MONEY_NONE);
}

static void what_is_written_reads_back(void **state) {
    static const ps_money values[] = {0, 1, -1, 9999, 10000, 12345678, -18605000, INT64_MAX, -INT64_MAX, 1000000, 12000000000};
    ps_moneystr d;
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        assert_int_equal(parsed(ps_money_str(&d, values[i]).p), values[i]);
        assert_int_equal(parsed(ps_money_grouped(&d, values[i]).p), values[i]);
    }
    assert_int_equal(ps_money_str(&d, PS_MONEY_NONE).n, 0);
}

static void amounts_are_written_for_people(void **state) {
    ps_moneystr d;
    (void)state;
    assert_string_equal(ps_money_str(&d, 18605000).p, "1860.5");
    assert_string_equal(ps_money_str(&d, 12000000000).p, "1200000");
    assert_string_equal(ps_money_grouped(&d, 12000000000).p, "1,200,000");
    assert_string_equal(ps_money_grouped(&d, 18605000).p, "1,860.50");
    assert_string_equal(ps_money_grouped(&d, -9990000).p, "-999");
    assert_string_equal(ps_money_grouped(&d, -10000000).p, "-1,000");
    assert_string_equal(ps_money_grouped(&d, 12345).p, "1.2345");
}

static void sums_say_when_they_overflow(void **state) {
    ps_money sum = 7;
    (void)state;
    assert_true(ps_money_add(&sum, 1, 2));
    assert_int_equal(sum, 3);
    assert_true(ps_money_add(&sum, PS_MONEY_NONE, 5));
    assert_int_equal(sum, 5);
    assert_false(ps_money_add(&sum, INT64_MAX, 1));
    assert_false(ps_money_add(&sum, -INT64_MAX, -1));
    assert_int_equal(sum, 5);
}

static void sums_stay_at_the_end_of_the_range(void **state) {
    (void)state;
    ps_money sum = 5;
    assert_true(ps_money_into(&sum, 7));
    assert_true(ps_money_into(&sum, PS_MONEY_NONE));
    assert_int_equal(sum, 12);
    assert_false(ps_money_into(&sum, INT64_MAX));
    assert_int_equal(sum, INT64_MAX);
    assert_true(ps_money_into(&sum, -INT64_MAX));
    assert_int_equal(sum, 0);
    sum = -12;
    assert_false(ps_money_into(&sum, -INT64_MAX));
    assert_int_equal(sum, -INT64_MAX);
}

static void shares_are_rounded_and_clamped(void **state) {
    (void)state;
    assert_int_equal(ps_money_share(10000, 1, 3), 3333);
    assert_int_equal(ps_money_share(10000, 2, 3), 6667);
    assert_int_equal(ps_money_share(-5, 1, 2), -3);
    assert_int_equal(ps_money_share(INT64_MAX, 200, 100), INT64_MAX);
    assert_int_equal(ps_money_share(PS_MONEY_NONE, 1, 2), PS_MONEY_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_exact),
        cmocka_unit_test(what_is_no_amount_is_refused),
        cmocka_unit_test(an_amount_out_of_range_is_refused),
        cmocka_unit_test(what_is_written_reads_back),
        cmocka_unit_test(amounts_are_written_for_people),
        cmocka_unit_test(sums_say_when_they_overflow),
        cmocka_unit_test(sums_stay_at_the_end_of_the_range),
        cmocka_unit_test(shares_are_rounded_and_clamped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
