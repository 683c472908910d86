/* Days and spans of time as people say them, in English and Chinese. Pure. */
#ifndef PS_WHEN_H
#define PS_WHEN_H

#include "date.h"

typedef struct {
    int months, days;
} ps_span;

/* `30` and `30d` are days; `2 weeks`, `3m`, `year`, `monthly`, `quarter`; `90天`, `两周`, `3个月`, `季度`, `一年`; `every` or 每 before it says nothing. false on anything else, for none, and
 * beyond 100 years. */
bool ps_span_parse(ps_str s, ps_span *out);
/* The day `times` spans later; PS_DATE_NONE where that is no day of the years 1900 to 9999. */
ps_date ps_span_add(ps_date day, ps_span span, int times);

/* A day: `2026-12-01`; `+3d`, `+2w`, `-1m` from `from`; `today`, `tomorrow`, 今天, 明天, 后天; a weekday (`fri`, `friday`, 周五, 星期五), the next one after
 * today. false on anything else. */
bool ps_when_parse(ps_str s, ps_date today, ps_date from, ps_date *out);

#endif
