#include "ws_span.h"

#include "filter.h"

enum { DAYS_BEFORE = 30 };

static int bad_day(ps_work *w, ps_str said) {
    return ps_fail(w->err, PS_EINVAL, BAD_SPAN, ps_str_clip(said, 40));
}

static int not_yet(ps_work *w, ps_date day) {
    ps_datestr a, b;
    return ps_fail(w->err, PS_EINVAL, AT_FUTURE, ps_date_str(&a, day), ps_date_str(&b, w->world.today));
}

int ps_span_between(ps_work *w, ps_str from, ps_str to, ps_date *begin, ps_date *end) {
    ps_date today = w->world.today, first = today - DAYS_BEFORE, last = first;
    if (from.n && !ps_filter_day(from, today, &first, &last)) {
        return bad_day(w, from);
    }
    bool period = first != last;
    *begin = period ? first - 1 : first;
    *end = period && last < today ? last : today;
    if (to.n && !ps_filter_day(to, today, &first, &last)) {
        return bad_day(w, to);
    }
    if (to.n) {
        *end = first != last && last > today ? today : last;
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
