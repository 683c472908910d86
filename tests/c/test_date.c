#include "date.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

static void real_days_are_read_and_written(void **state) {
    static const struct {
        const char *text;
        ps_date day;
    } cases[] = {{"1970-01-01", 0},     {"1969-12-31", -1},     {"2000-02-29", 11016},
                 {"2026-11-23", 20780}, {"1900-01-01", -25567}, {"9999-12-31", 2932896}};
    ps_datestr d;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_date day;
        assert_true(ps_date_parse(ps_str_of(cases[i].text), &day));
        assert_int_equal(day, cases[i].day);
        assert_string_equal(ps_date_str(&d, day).p, cases[i].text);
    }
    assert_int_equal(ps_date_str(&d, PS_DATE_NONE).n, 0);
}

static void every_day_of_four_centuries_comes_back(void **state) {
    ps_datestr d;
    (void)state;
    for (ps_date day = -25567; day < -25567 + 146097; day++) {
        ps_date again;
        assert_true(ps_date_parse(ps_date_str(&d, day), &again));
        assert_int_equal(again, day);
    }
}

static void impossible_days_are_refused(void **state) {
    static const char *const bad[] = {
        "",          "2026",       "2026-02-30", "2026-13-01", "2026-00-10",  "2026-01-00",  "2025-02-29",     "1900-02-29",
        "2026-1-01", "2026/01/01", "26-01-01",   "1899-12-31", "2026-01-01 ", " 2026-01-01", "２０２６-01-01", "2026-01-1x"};
    ps_date day;
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(ps_date_parse(ps_str_of(bad[i]), &day));
    }
}

static void times_are_read_with_and_without_a_zone(void **state) {
    static const struct {
        const char *text;
        int tz;
        int64_t time;
    } cases[] = {{"1970-01-01 00:00", 0, 0},       {"1970-01-01T08:00", 480, 0},     {"1970-01-01T00:00:30Z", 480, 30},
                 {"1970-01-01T05:30+05:30", 0, 0}, {"1969-12-31 19:00-05:00", 0, 0}, {"1795442928", 480, 1795442928}};
    int64_t time;
    ps_datestr d;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(ps_time_parse(ps_str_of(cases[i].text), cases[i].tz, &time));
        assert_int_equal(time, cases[i].time);
    }
    assert_false(ps_time_parse(PS_S("2026-11-11 24:00"), 0, &time));
    assert_false(ps_time_parse(PS_S("2026-11-11 12:60"), 0, &time));
    assert_false(ps_time_parse(PS_S("2026-11-11 12:00+15:00"), 0, &time));
    assert_false(ps_time_parse(PS_S("2026-02-30 12:00"), 0, &time));
    assert_false(ps_time_parse(PS_S("noon"), 0, &time));
    assert_string_equal(ps_time_str(&d, -1, 0).p, "1969-12-31 23:59");
    assert_string_equal(ps_time_str(&d, 0, -210).p, "1969-12-31 20:30");
    assert_int_equal(ps_time_day(-1, 0), -1);
    assert_int_equal(ps_time_day(-1, 1), 0);
    assert_int_equal(ps_day_time(1, 60), 82800);
}

static void the_clock_is_set_by_pursuit_now(void **state) {
    int64_t now;
    ps_error err = {0};
    (void)state;
    setenv("PURSUIT_NOW", "2026-11-23T14:25:00+01:00", 1);
    assert_int_equal(ps_now(&now, &err), PS_OK);
    assert_int_equal(now, 20780LL * 86400 + 13 * 3600 + 25 * 60);
    setenv("PURSUIT_NOW", "2026-11-23", 1);
    assert_int_equal(ps_now(&now, &err), PS_OK);
    assert_int_equal(ps_time_day(now, 0), 20780);
    setenv("PURSUIT_NOW", "soon", 1);
    assert_int_equal(ps_now(&now, &err), PS_EINVAL);
    assert_true(err.message[0]);
    unsetenv("PURSUIT_NOW");
    assert_int_equal(ps_now(&now, &err), PS_OK);
    assert_true(now > 1700000000);
}

static ps_date day_of(const char *text) {
    ps_date day = PS_DATE_NONE;
    assert_true(ps_date_parse(ps_str_of(text), &day));
    return day;
}

static void months_end_where_they_end(void **state) {
    static const struct {
        const char *day;
        int n;
        const char *then;
    } cases[] = {{"2026-11-23", 1, "2026-12-23"},  {"2026-11-30", 3, "2027-02-28"},  {"2027-11-30", 3, "2028-02-29"},
                 {"2026-01-31", 1, "2026-02-28"},  {"2026-03-31", -1, "2026-02-28"}, {"2026-11-23", 14, "2028-01-23"},
                 {"2026-01-15", -1, "2025-12-15"}, {"2026-11-23", 0, "2026-11-23"}};
    ps_datestr d;
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(ps_date_str(&d, ps_date_add_months(day_of(cases[i].day), cases[i].n)).p, cases[i].then);
    }
    assert_int_equal(ps_date_add_months(day_of("9999-12-01"), 1), PS_DATE_NONE);
    assert_int_equal(ps_date_add_months(PS_DATE_NONE, 1), PS_DATE_NONE);
}

static void days_have_their_place_in_the_week(void **state) {
    (void)state;
    assert_int_equal(ps_date_weekday(day_of("2026-11-23")), 0);
    assert_int_equal(ps_date_weekday(day_of("2026-11-29")), 6);
    assert_int_equal(ps_date_weekday(0), 3);
    assert_int_equal(ps_date_weekday(-4), 6);
    assert_int_equal(ps_date_weekday(day_of("1900-01-01")), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(real_days_are_read_and_written),    cmocka_unit_test(every_day_of_four_centuries_comes_back),
        cmocka_unit_test(impossible_days_are_refused),       cmocka_unit_test(times_are_read_with_and_without_a_zone),
        cmocka_unit_test(the_clock_is_set_by_pursuit_now),   cmocka_unit_test(months_end_where_they_end),
        cmocka_unit_test(days_have_their_place_in_the_week),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
