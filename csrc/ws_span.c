#include "ws_span.h"

#include "when.h"

enum { DAYS_BEFORE = 30 };

/* The first day of a period and the first after it; false where it is none. */
static bool period(ps_str s, ps_date *first, ps_date *after) {
    char text[16] = "0000-01-01";
    uint64_t year, n = 1;
    int months = 12;
    ps_str rest = ps_str_sub(s, 4, s.n);
    if (s.n < 4 || !ps_str_uint(ps_str_sub(s, 0, 4), 9999, &year)) {
        return false;
    }
    if (rest.n == 3 && (ps_str_starts(rest, PS_S("-Q")) || ps_str_starts(rest, PS_S("-q"))) && ps_str_uint(ps_str_sub(rest, 2, 3), 4, &n)) {
        months = 3;
    } else if (rest.n == 3 && rest.p[0] == '-' && ps_str_uint(ps_str_sub(rest, 1, 3), 12, &n)) {
        months = 1;
    } else if (rest.n) {
        return false;
    }
    for (int i = 0; i < 4; i++) {
        text[i] = s.p[i];
    }
    if (n == 0 || !ps_date_parse(ps_str_of(text), first)) {
        return false;
    }
    *first = ps_span_add(*first, (ps_span){months, 0}, (int)n - 1);
    *after = ps_span_add(*first, (ps_span){months, 0}, 1);
    return *first != PS_DATE_NONE && *after != PS_DATE_NONE;
}

static int bad_day(ps_work *w, ps_str said) {
    return ps_fail(w->err, PS_EINVAL, BAD_SPAN, ps_str_clip(said, 40));
}

static int not_yet(ps_work *w, ps_date day) {
    ps_datestr a, b;
    return ps_fail(w->err, PS_EINVAL, AT_FUTURE, ps_date_str(&a, day), ps_date_str(&b, w->world.today));
}

int ps_span_between(ps_work *w, ps_str from, ps_str to, ps_date *begin, ps_date *end) {
    ps_date today = w->world.today, first, after;
    *begin = today - DAYS_BEFORE;
    *end = today;
    if (period(from, &first, &after)) {
        *begin = first - 1;
        *end = after - 1 < today ? after - 1 : today;
    } else if (from.n && !ps_when_parse(from, today, today, begin)) {
        return bad_day(w, from);
    }
    if (period(to, &first, &after)) {
        *end = after - 1 < today ? after - 1 : today;
    } else if (to.n && !ps_when_parse(to, today, today, end)) {
        return bad_day(w, to);
    }
    if (*begin > today || *end > today) {
        return not_yet(w, *begin > today ? *begin : *end);
    }
    if (*begin > *end) {
        ps_datestr a, b;
        return ps_fail(w->err, PS_EINVAL, SPAN_TURNED, ps_date_str(&a, *begin), ps_date_str(&b, *end));
    }
    return PS_OK;
}
