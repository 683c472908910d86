#include <stdio.h>
#include <string.h>

#include "filter.h"
#include "fold.h"
#include "when.h"

enum { LONGEST = 40 };

/* In half-width, small letters; false where it is too long to be a value. */
static bool plain(ps_str s, char *out, size_t *n) {
    *n = 0;
    while (s.n) {
        ps_str before = s;
        uint32_t c = ps_fold_next(&s);
        size_t size = c < 0x80 ? 1 : before.n - s.n;
        if (*n + size > LONGEST) {
            return false;
        }
        if (c < 0x80) {
            out[*n] = (char)c;
        } else {
            memcpy(out + *n, before.p, size);
        }
        *n += size;
    }
    return true;
}

bool ps_filter_money(ps_str s, ps_money *out) {
    static const struct {
        ps_str suffix;
        int64_t times;
    } units[] = {{{"k", 1}, 1000},        {{"m", 1}, 1000000},    {{"bn", 2}, 1000000000}, {{"b", 1}, 1000000000},
                 {{"千万", 6}, 10000000}, {{"百万", 6}, 1000000}, {{"千", 3}, 1000},       {{"万", 3}, 10000},
                 {{"萬", 3}, 10000},      {{"亿", 3}, 100000000}, {{"億", 3}, 100000000}};
    char text[LONGEST];
    size_t n;
    int64_t times = 1;
    ps_money v;
    if (!plain(s, text, &n)) {
        return false;
    }
    ps_str digits = {text, n};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        if (digits.n > units[i].suffix.n && ps_str_ends(digits, units[i].suffix)) {
            times = units[i].times;
            digits.n -= units[i].suffix.n;
            break;
        }
    }
    bool blank = digits.n && (digits.p[0] == ' ' || digits.p[digits.n - 1] == ' ');
    return !blank && ps_money_parse(&v, digits, NULL) == PS_OK && !__builtin_mul_overflow(v, times, out) && *out != PS_MONEY_NONE;
}

/* ---- days ---- */

/* From the first of a month to the last of one so many months later. */
static bool months(int64_t year, int64_t month, int count, ps_date *first, ps_date *last) {
    char text[48];
    int n = snprintf(text, sizeof text, "%04d-%02d-01", (int)year, (int)month);
    bool ok = ps_date_parse((ps_str){text, (size_t)n}, first);
    *last = ok ? ps_date_add_months(*first, count) : PS_DATE_NONE;
    *last -= *last != PS_DATE_NONE;
    return ok && *last != PS_DATE_NONE;
}

static bool number(ps_str s, uint64_t max, int64_t *out) {
    uint64_t v;
    bool ok = ps_str_uint(s, max, &v);
    *out = ok ? (int64_t)v : 0;
    return ok;
}

/* `2026`, `2026-12`, `2026-q4`. */
static bool period(ps_str s, ps_date *first, ps_date *last) {
    int64_t year, part;
    if (s.n < 4 || !number(ps_str_sub(s, 0, 4), 9999, &year)) {
        return false;
    }
    if (s.n == 4) {
        return months(year, 1, 12, first, last);
    }
    if (s.n != 7 || s.p[4] != '-') {
        return false;
    }
    if (s.p[5] == 'q') {
        return number(ps_str_sub(s, 6, 7), 4, &part) && part > 0 && months(year, part * 3 - 2, 3, first, last);
    }
    return number(ps_str_sub(s, 5, 7), 12, &part) && part > 0 && months(year, part, 1, first, last);
}

bool ps_filter_day(ps_str s, ps_date today, ps_date *first, ps_date *last) {
    char text[LONGEST];
    size_t n;
    if (!plain(s, text, &n) || n == 0) {
        return false;
    }
    ps_str t = {text, n};
    if (ps_when_parse(t, today, today, first)) {
        *last = *first;
        return true;
    }
    return period(t, first, last);
}
