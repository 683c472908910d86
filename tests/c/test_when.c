#include "when.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

static const ps_date MONDAY = 20780; /* 2026-11-23 */

/* "2m 0d", "-". */
static const char *span(const char *text) {
    static char room[40];
    ps_span s;
    if (!ps_span_parse(ps_str_of(text), &s)) {
        return "-";
    }
    snprintf(room, sizeof room, "%dm %dd", s.months, s.days);
    return room;
}

static void spans_are_read_in_both_languages(void **state) {
    static const struct {
        const char *text, *means;
    } cases[] = {{"30", "0m 30d"},
                 {"30d", "0m 30d"},
                 {"2 weeks", "0m 14d"},
                 {"3m", "3m 0d"},
                 {"month", "1m 0d"},
                 {"Monthly", "1m 0d"},
                 {"quarter", "3m 0d"},
                 {"year", "12m 0d"},
                 {"2 years", "24m 0d"},
                 {"90天", "0m 90d"},
                 {"两周", "0m 14d"},
                 {"3个月", "3m 0d"},
                 {"3 个月", "3m 0d"},
                 {"季度", "3m 0d"},
                 {"一年", "12m 0d"},
                 {"半年", "6m 0d"},
                 {"每月", "1m 0d"},
                 {"每两周", "0m 14d"},
                 {"every 2 weeks", "0m 14d"},
                 {"every", "-"},
                 {"每", "-"},
                 {"", "-"},
                 {"0", "-"},
                 {"0 months", "-"},
                 {"soon", "-"},
                 {"3 moons", "-"},
                 {"-3d", "-"},
                 {"999 years", "-"},
                 {"99999999999999999999d", "-"},
                 {"1201m", "-"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(span(cases[i].text), cases[i].means);
    }
}

static const char *when(const char *text, ps_date from) {
    static ps_datestr d;
    ps_date day;
    return ps_when_parse(ps_str_of(text), MONDAY, from, &day) ? ps_date_str(&d, day).p : "-";
}

static void days_are_read_as_people_say_them(void **state) {
    static const struct {
        const char *text, *day;
    } cases[] = {{"2026-12-01", "2026-12-01"},
                 {" 2026-12-01 ", "2026-12-01"},
                 {"today", "2026-11-23"},
                 {"Tomorrow", "2026-11-24"},
                 {"今天", "2026-11-23"},
                 {"后天", "2026-11-25"},
                 {"fri", "2026-11-27"},
                 {"Friday", "2026-11-27"},
                 {"mon", "2026-11-30"},
                 {"周五", "2026-11-27"},
                 {"星期一", "2026-11-30"},
                 {"礼拜天", "2026-11-29"},
                 {"周日", "2026-11-29"},
                 {"+3d", "2026-11-26"},
                 {"+3", "2026-11-26"},
                 {"+2w", "2026-12-07"},
                 {"+1m", "2026-12-23"},
                 {"+3天", "2026-11-26"},
                 {"-1w", "2026-11-16"},
                 {"2026-02-30", "-"},
                 {"+", "-"},
                 {"+x", "-"},
                 {"", "-"},
                 {"周八", "-"},
                 {"frid", "-"},
                 {"+0d", "-"}};
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_string_equal(when(cases[i].text, MONDAY), cases[i].day);
    }
}

static void spans_count_from_the_day_given_and_names_from_today(void **state) {
    (void)state;
    assert_string_equal(when("+7d", MONDAY + 7), "2026-12-07");
    assert_string_equal(when("fri", MONDAY + 7), "2026-11-27");
    assert_string_equal(when("+1d", PS_DATE_NONE), "-");
    assert_string_equal(when("+100y", 2932896), "-");
}

static void spans_add_up(void **state) {
    (void)state;
    assert_int_equal(ps_span_add(MONDAY, (ps_span){1, 0}, 12) - MONDAY, 365);
    assert_int_equal(ps_span_add(MONDAY, (ps_span){0, 7}, -2), MONDAY - 14);
    assert_int_equal(ps_span_add(MONDAY, (ps_span){1200, 0}, INT32_MAX), PS_DATE_NONE);
    assert_int_equal(ps_span_add(MONDAY, (ps_span){0, 36600}, INT32_MAX), PS_DATE_NONE);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_read_in_both_languages),
        cmocka_unit_test(days_are_read_as_people_say_them),
        cmocka_unit_test(spans_count_from_the_day_given_and_names_from_today),
        cmocka_unit_test(spans_add_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
