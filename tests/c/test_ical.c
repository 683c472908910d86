/* Calendars, read back by a small reader of RFC 5545. */
#include "ical.h"

#include "alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const ps_date DAY = 20780; /* 2026-11-23 */

/* The lines of a calendar, unfolded, each ended by '\n'. Lines end in CRLF, are at most 75 octets long and hold whole characters. */
static ps_str unfolded(ps_arena *arena, ps_str text) {
    ps_str out = PS_S("");
    while (text.n) {
        size_t end = ps_str_find(text, PS_S("\r\n"), 0);
        assert_int_not_equal(end, SIZE_MAX);
        ps_str line = ps_str_sub(text, 0, end);
        assert_true(line.n <= 75 && ps_str_utf8(line));
        assert_int_equal(ps_str_find(line, PS_S("\n"), 0), SIZE_MAX);
        assert_int_equal(ps_str_find(line, PS_S("\r"), 0), SIZE_MAX);
        bool goes_on = ps_str_starts(line, PS_S(" "));
        out = goes_on ? ps_arena_fmt(arena, "%.*s%.*s", PS_FMT(out), PS_FMT(ps_str_sub(line, 1, line.n)))
                      : ps_arena_fmt(arena, "%.*s%s%.*s", PS_FMT(out), out.n ? "\n" : "", PS_FMT(line));
        text = ps_str_sub(text, end + 2, text.n);
    }
    return out;
}

static const char *calendar(ps_arena *arena, const ps_ical_entry *entries, size_t n) {
    ps_buf out = {0};
    assert_int_equal(ps_ical_put(&out, PS_S("Seven, eight; nine"), entries, n, (int64_t)DAY * 86400 + 13 * 3600 + 25 * 60 + 7, NULL), 0);
    ps_str text = unfolded(arena, ps_buf_str(&out));
    ps_buf_free(&out);
    return ps_arena_dup(arena, text).p;
}

#define HEAD \
    "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//pursuit.nvim//agenda//EN\nCALSCALE:GREGORIAN\nMETHOD:PUBLISH\n" \
    "X-WR-CALNAME:Seven\\, eight\\; nine\n"

static void tasks_and_events_are_written(void **state) {
    ps_arena arena = {0};
    const ps_ical_entry entries[] = {
        {PS_S("a@b"), PS_S("acme: Send the offer"), PS_S("Acme\nli.wei"), PS_S("promise"), DAY, true, false},
        {PS_S("c@d"), PS_S("Acme: expected closing"), PS_S(""), PS_S("close"), DAY + 38, false, false},
        {PS_S("e@f"), PS_S("begun"), PS_S(""), PS_S(""), DAY, true, true},
    };
    (void)state;
    assert_string_equal(calendar(&arena, entries, 3),
                        HEAD "BEGIN:VTODO\nUID:a@b\nDTSTAMP:20261123T132507Z\nSUMMARY:acme: Send the offer\nDESCRIPTION:Acme\\nli.wei\n"
                             "CATEGORIES:promise\nDUE;VALUE=DATE:20261123\nSTATUS:NEEDS-ACTION\nEND:VTODO\n"
                             "BEGIN:VEVENT\nUID:c@d\nDTSTAMP:20261123T132507Z\nSUMMARY:Acme: expected closing\nCATEGORIES:close\n"
                             "DTSTART;VALUE=DATE:20261231\nDTEND;VALUE=DATE:20270101\nTRANSP:TRANSPARENT\nEND:VEVENT\n"
                             "BEGIN:VTODO\nUID:e@f\nDTSTAMP:20261123T132507Z\nSUMMARY:begun\nDUE;VALUE=DATE:20261123\nSTATUS:IN-PROCESS\n"
                             "END:VTODO\nEND:VCALENDAR");
    ps_arena_free(&arena);
}

static void an_empty_calendar_is_one(void **state) {
    ps_arena arena = {0};
    (void)state;
    assert_string_equal(calendar(&arena, NULL, 0), HEAD "END:VCALENDAR");
    ps_arena_free(&arena);
}

static void what_means_something_is_escaped(void **state) {
    ps_arena arena = {0};
    const ps_ical_entry e = {PS_S("u"), PS_S("a,b;c\\d\r\ne\tf\x01g\nBEGIN:VEVENT"), PS_S(""), PS_S(""), DAY, true, false};
    (void)state;
    assert_non_null(strstr(calendar(&arena, &e, 1), "\nSUMMARY:a\\,b\\;c\\\\d\\ne f g\\nBEGIN:VEVENT\n"));
    ps_arena_free(&arena);
}

static void long_lines_are_folded_between_characters(void **state) {
    ps_arena arena = {0};
    (void)state;
    for (size_t shift = 0; shift < 4; shift++) { /* so that the fold falls at each place within a character */
        char text[1024] = "";
        for (size_t i = 0; i < shift; i++) {
            strcat(text, "x");
        }
        for (int i = 0; i < 60; i++) {
            strcat(text, i % 7 ? "云" : "🚀");
        }
        ps_ical_entry e = {PS_S("u"), ps_str_of(text), PS_S(""), PS_S(""), DAY, false, false};
        ps_str wanted = ps_arena_fmt(&arena, "\nSUMMARY:%s\n", text);
        assert_non_null(strstr(calendar(&arena, &e, 1), wanted.p));
    }
    ps_arena_free(&arena);
}

static void what_is_no_utf8_comes_to_an_end_too(void **state) {
    ps_buf out = {0};
    char text[200];
    (void)state;
    memset(text, 0x80, sizeof text);
    ps_ical_entry e = {PS_S("u"), (ps_str){text, sizeof text}, PS_S(""), PS_S(""), DAY, false, false};
    assert_int_equal(ps_ical_put(&out, PS_S("n"), &e, 1, 0, NULL), 0);
    assert_true(ps_str_ends(ps_buf_str(&out), PS_S("END:VCALENDAR\r\n")));
    ps_buf_free(&out);
}

static void ids_tell_entries_apart_and_stay(void **state) {
    ps_arena arena = {0};
    const ps_str a[] = {PS_S("deals/acme"), PS_S("task")}, b[] = {PS_S("deals/acmet"), PS_S("ask")},
                 c[] = {PS_S("deals/acme"), PS_S("Task")};
    (void)state;
    ps_str id = ps_ical_uid(&arena, a, 2);
    assert_true(ps_str_eq(id, ps_ical_uid(&arena, a, 2)));
    assert_false(ps_str_eq(id, ps_ical_uid(&arena, b, 2)));
    assert_false(ps_str_eq(id, ps_ical_uid(&arena, c, 2)));
    assert_true(ps_str_ends(id, PS_S("@pursuit.nvim")));
    ps_arena_free(&arena);
}

static void want_of_memory_is_an_error(void **state) {
    char text[400];
    int rc = PS_ENOMEM;
    (void)state;
    memset(text, 'x', sizeof text);
    ps_ical_entry e = {PS_S("u"), (ps_str){text, sizeof text}, PS_S("d"), PS_S("c"), DAY, true, false};
    for (size_t at = 1; rc && at < 100; at++) {
        ps_buf out = {0};
        ps_alloc_fail_at(at);
        rc = ps_ical_put(&out, PS_S("n"), &e, 1, 0, NULL);
        ps_alloc_fail_at(0);
        assert_true(rc == 0 || rc == PS_ENOMEM);
        ps_buf_free(&out);
    }
    assert_int_equal(rc, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_and_events_are_written),        cmocka_unit_test(an_empty_calendar_is_one),
        cmocka_unit_test(what_means_something_is_escaped),     cmocka_unit_test(long_lines_are_folded_between_characters),
        cmocka_unit_test(what_is_no_utf8_comes_to_an_end_too), cmocka_unit_test(ids_tell_entries_apart_and_stay),
        cmocka_unit_test(want_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
