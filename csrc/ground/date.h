/* Days and times. A day is a count of days since 1970-01-01 in the workspace's time zone; a time is seconds since the epoch. */
#ifndef PS_DATE_H
#define PS_DATE_H

#include "error.h"

typedef int32_t ps_date;
#define PS_DATE_NONE INT32_MIN

/* `YYYY-MM-DD`, a real day of the years 1900 to 9999; false otherwise. */
bool ps_date_parse(ps_str s, ps_date *out);
/* Ten characters and a NUL; "" for PS_DATE_NONE. */
typedef struct {
    char b[32];
} ps_datestr;
ps_str ps_date_str(ps_datestr *d, ps_date day);
/* Monday is 0, Sunday 6. */
int ps_date_weekday(ps_date day);
/* The same day of a month `n` months later (n < 0: earlier), the month's last where it is shorter. PS_DATE_NONE where that is no day of 1900 to 9999. */
ps_date ps_date_add_months(ps_date day, int n);
/* `YYYY-MM-DD HH:MM`, `YYYY-MM-DDTHH:MM[:SS][Z|±HH:MM]`, or epoch seconds. Without a zone, `tz` (minutes east of UTC) holds. */
bool ps_time_parse(ps_str s, int tz, int64_t *out);
/* `YYYY-MM-DD HH:MM` at `tz`. */
ps_str ps_time_str(ps_datestr *d, int64_t time, int tz);
ps_date ps_time_day(int64_t time, int tz);
/* `+08:00`, `-03:30`, `Z`, `UTC` to minutes; false otherwise. */
bool ps_tz_parse(ps_str s, int *minutes);
/* Midnight at the start of the day. */
int64_t ps_day_time(ps_date day, int tz);

/* The one clock: PURSUIT_NOW where it is set (any form of ps_time_parse; without a zone, UTC), else the system's.
 * PS_EINVAL where PURSUIT_NOW is no time. */
int ps_now(int64_t *out, ps_error *err);

#endif
