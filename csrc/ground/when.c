#include "when.h"

enum { YEARS = 100, DAYS_MOST = YEARS * 366, MONTHS_MOST = YEARS * 12 };

/* ---- spans ---- */

static const struct {
    ps_str name;
    ps_span span;
} units[] = {
#define UNIT(name, months, days) \
    { \
        {name, sizeof name - 1}, { \
            months, days \
        } \
    }
    UNIT("", 0, 1),         UNIT("d", 0, 1),         UNIT("day", 0, 1),     UNIT("days", 0, 1),   UNIT("daily", 0, 1),
    UNIT("w", 0, 7),        UNIT("week", 0, 7),      UNIT("weeks", 0, 7),   UNIT("weekly", 0, 7), UNIT("m", 1, 0),
    UNIT("month", 1, 0),    UNIT("months", 1, 0),    UNIT("monthly", 1, 0), UNIT("q", 3, 0),      UNIT("quarter", 3, 0),
    UNIT("quarters", 3, 0), UNIT("quarterly", 3, 0), UNIT("y", 12, 0),      UNIT("year", 12, 0),  UNIT("years", 12, 0),
    UNIT("yearly", 12, 0),  UNIT("annual", 12, 0),   UNIT("天", 0, 1),      UNIT("日", 0, 1),     UNIT("周", 0, 7),
    UNIT("个星期", 0, 7),   UNIT("星期", 0, 7),      UNIT("月", 1, 0),      UNIT("个月", 1, 0),   UNIT("季", 3, 0),
    UNIT("季度", 3, 0),     UNIT("个季度", 3, 0),    UNIT("年", 12, 0),     UNIT("半年", 6, 0),
#undef UNIT
};

/* Takes a number off the front: digits, or one Chinese numeral; 1 where there is none. */
static int take_number(ps_str *s, bool *given) {
    static const struct {
        ps_str text;
        int n;
    } numerals[] = {{{"一", 3}, 1}, {{"两", 3}, 2}, {{"二", 3}, 2}, {{"三", 3}, 3}, {{"四", 3}, 4}, {{"五", 3}, 5},
                    {{"六", 3}, 6}, {{"七", 3}, 7}, {{"八", 3}, 8}, {{"九", 3}, 9}, {{"十", 3}, 10}};
    size_t digits = 0;
    uint64_t n;
    while (digits < s->n && s->p[digits] >= '0' && s->p[digits] <= '9') {
        digits++;
    }
    *given = true;
    if (digits) {
        bool fits = ps_str_uint(ps_str_sub(*s, 0, digits), DAYS_MOST, &n);
        *s = ps_str_trim(ps_str_sub(*s, digits, s->n));
        return fits ? (int)n : 0;
    }
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++) {
        if (ps_str_starts(*s, numerals[i].text)) {
            *s = ps_str_trim(ps_str_sub(*s, numerals[i].text.n, s->n));
            return numerals[i].n;
        }
    }
    *given = false;
    return 1;
}

bool ps_span_parse(ps_str s, ps_span *out) {
    static const ps_str every[] = {{"every ", 6}, {"每", 3}};
    bool given;
    s = ps_str_trim(s);
    for (size_t i = 0; i < sizeof every / sizeof *every; i++) {
        s = ps_str_starts(s, every[i]) ? ps_str_trim(ps_str_sub(s, every[i].n, s.n)) : s;
    }
    int n = take_number(&s, &given);
    for (size_t i = 0; n > 0 && (given || s.n) && i < sizeof units / sizeof *units; i++) {
        if (ps_str_eq_nocase(s, units[i].name)) {
            int64_t months = (int64_t)n * units[i].span.months, days = (int64_t)n * units[i].span.days;
            if (months > MONTHS_MOST || days > DAYS_MOST) {
                return false;
            }
            *out = (ps_span){(int)months, (int)days};
            return true;
        }
    }
    return false;
}

/* PS_DATE_NONE where it is no day that can be written. */
static ps_date checked(int64_t day) {
    ps_datestr text;
    ps_date again;
    bool fits = day > -1000000 && day < 10000000;
    return fits && ps_date_parse(ps_date_str(&text, (ps_date)day), &again) ? (ps_date)day : PS_DATE_NONE;
}

ps_date ps_span_add(ps_date day, ps_span span, int times) {
    int64_t months = (int64_t)span.months * times;
    if (day == PS_DATE_NONE || months > INT32_MAX / 2 || months < INT32_MIN / 2) {
        return PS_DATE_NONE;
    }
    ps_date moved = ps_date_add_months(day, (int)months);
    return moved == PS_DATE_NONE ? moved : checked((int64_t)moved + (int64_t)span.days * times);
}

/* ---- days ---- */

static bool named_day(ps_str s, ps_date today, ps_date *out) {
    static const struct {
        ps_str name;
        int ahead;
    } names[] = {{{"today", 5}, 0}, {{"tomorrow", 8}, 1}, {{"今天", 6}, 0}, {{"明天", 6}, 1}, {{"后天", 6}, 2}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (ps_str_eq_nocase(s, names[i].name)) {
            *out = today + names[i].ahead;
            return true;
        }
    }
    return false;
}

/* Monday is 0; -1. */
static int weekday(ps_str s) {
    static const ps_str english[7] = {{"monday", 6}, {"tuesday", 7},  {"wednesday", 9}, {"thursday", 8},
                                      {"friday", 6}, {"saturday", 8}, {"sunday", 6}};
    static const ps_str chinese[] = {{"一", 3}, {"二", 3}, {"三", 3}, {"四", 3}, {"五", 3}, {"六", 3}, {"日", 3}, {"天", 3}};
    static const ps_str before[] = {{"周", 3}, {"星期", 6}, {"礼拜", 6}};
    for (int i = 0; i < 7; i++) {
        if (ps_str_eq_nocase(s, english[i]) || ps_str_eq_nocase(s, ps_str_sub(english[i], 0, 3))) {
            return i;
        }
    }
    for (size_t b = 0; b < sizeof before / sizeof *before; b++) {
        for (int i = 0; ps_str_starts(s, before[b]) && i < 8; i++) {
            if (ps_str_eq(ps_str_sub(s, before[b].n, s.n), chinese[i])) {
                return i == 7 ? 6 : i;
            }
        }
    }
    return -1;
}

bool ps_when_parse(ps_str s, ps_date today, ps_date from, ps_date *out) {
    ps_span span;
    s = ps_str_trim(s);
    bool later = ps_str_starts(s, PS_S("+")), earlier = ps_str_starts(s, PS_S("-"));
    if (later || earlier) {
        bool read = ps_span_parse(ps_str_sub(s, 1, s.n), &span);
        *out = read ? ps_span_add(from, span, later ? 1 : -1) : PS_DATE_NONE;
        return *out != PS_DATE_NONE;
    }
    if (ps_date_parse(s, out) || named_day(s, today, out)) {
        return true;
    }
    int wanted = weekday(s);
    if (wanted >= 0) {
        int ahead = (wanted - ps_date_weekday(today) + 7) % 7;
        *out = today + (ahead ? ahead : 7);
    }
    return wanted >= 0;
}
