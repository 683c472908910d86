#include "date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Days from civil and back: Howard Hinnant's public algorithms, shifted to years that begin in March. */
static ps_date from_civil(int y, int m, int d) {
    y -= m <= 2;
    int era = y / 400, yoe = y - era * 400;
    int doy = (153 * (m + (m > 2 ? -3 : 9)) + 2) / 5 + d - 1;
    int doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
    return era * 146097 + doe - 719468;
}

static void to_civil(ps_date day, int *y, int *m, int *d) {
    int z = day + 719468;
    int era = (z >= 0 ? z : z - 146096) / 146097, doe = z - era * 146097;
    int yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
    int doy = doe - (365 * yoe + yoe / 4 - yoe / 100), mp = (5 * doy + 2) / 153;
    *d = doy - (153 * mp + 2) / 5 + 1;
    *m = mp < 10 ? mp + 3 : mp - 9;
    *y = yoe + era * 400 + (*m <= 2);
}

/* Exactly `n` digits at s[at..]; false otherwise. */
static bool digits(ps_str s, size_t at, size_t n, int max, int *out) {
    uint64_t v;
    if (at + n > s.n || !ps_str_uint(ps_str_sub(s, at, at + n), (uint64_t)max, &v)) {
        return false;
    }
    *out = (int)v;
    return true;
}

bool ps_date_parse(ps_str s, ps_date *out) {
    int y, m, d, y2, m2, d2;
    if (s.n != 10 || s.p[4] != '-' || s.p[7] != '-' || !digits(s, 0, 4, 9999, &y) || !digits(s, 5, 2, 12, &m) || !digits(s, 8, 2, 31, &d) ||
        y < 1900) {
        return false;
    }
    ps_date day = from_civil(y, m, d);
    to_civil(day, &y2, &m2, &d2);
    if (y2 != y || m2 != m || d2 != d) {
        return false;
    }
    *out = day;
    return true;
}

ps_str ps_date_str(ps_datestr *out, ps_date day) {
    if (day == PS_DATE_NONE) {
        out->b[0] = '\0';
        return (ps_str){out->b, 0};
    }
    int y, m, d;
    to_civil(day, &y, &m, &d);
    int n = snprintf(out->b, sizeof out->b, "%04d-%02d-%02d", y, m, d);
    return (ps_str){out->b, (size_t)n};
}

int ps_date_weekday(ps_date day) {
    int past = (int)(((int64_t)day + 3) % 7); /* 1970-01-01 was a Thursday */
    return past < 0 ? past + 7 : past;
}

static int month_length(int y, int m) {
    return from_civil(m == 12 ? y + 1 : y, m == 12 ? 1 : m + 1, 1) - from_civil(y, m, 1);
}

ps_date ps_date_add_months(ps_date day, int n) {
    int y, m, d;
    if (day == PS_DATE_NONE) {
        return day;
    }
    to_civil(day, &y, &m, &d);
    int64_t months = (int64_t)y * 12 + (m - 1) + n;
    if (months < (int64_t)1900 * 12 || months >= (int64_t)10000 * 12) {
        return PS_DATE_NONE;
    }
    y = (int)(months / 12);
    m = (int)(months % 12) + 1;
    int length = month_length(y, m);
    return from_civil(y, m, d < length ? d : length);
}

bool ps_tz_parse(ps_str s, int *minutes) {
    int h, m;
    if (ps_str_eq(s, PS_S("Z")) || ps_str_eq_nocase(s, PS_S("UTC"))) {
        *minutes = 0;
        return true;
    }
    if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':' || !digits(s, 1, 2, 14, &h) || !digits(s, 4, 2, 59, &m)) {
        return false;
    }
    *minutes = (h * 60 + m) * (s.p[0] == '-' ? -1 : 1);
    return true;
}

bool ps_time_parse(ps_str s, int tz, int64_t *out) {
    uint64_t epoch;
    ps_date day;
    int h, m, sec = 0;
    if (ps_str_uint(s, INT64_MAX / 2, &epoch)) {
        *out = (int64_t)epoch;
        return true;
    }
    if (s.n < 16 || !ps_date_parse(ps_str_sub(s, 0, 10), &day) || (s.p[10] != ' ' && s.p[10] != 'T') || !digits(s, 11, 2, 23, &h) ||
        s.p[13] != ':' || !digits(s, 14, 2, 59, &m)) {
        return false;
    }
    ps_str rest = ps_str_sub(s, 16, s.n);
    if (rest.n >= 3 && rest.p[0] == ':') {
        if (!digits(rest, 1, 2, 60, &sec)) {
            return false;
        }
        rest = ps_str_sub(rest, 3, rest.n);
    }
    if (rest.n && !ps_tz_parse(rest, &tz)) {
        return false;
    }
    *out = (int64_t)day * 86400 + h * 3600 + m * 60 + sec - (int64_t)tz * 60;
    return true;
}

static int64_t floor_div(int64_t a, int64_t b) {
    return a / b - (a % b < 0);
}

ps_date ps_time_day(int64_t time, int tz) {
    int64_t day = floor_div(time + (int64_t)tz * 60, 86400);
    return day > INT32_MAX || day <= INT32_MIN ? PS_DATE_NONE : (ps_date)day;
}

ps_str ps_time_str(ps_datestr *out, int64_t time, int tz) {
    ps_date day = ps_time_day(time, tz);
    ps_str date = ps_date_str(out, day);
    int64_t sec = time + (int64_t)tz * 60 - (int64_t)day * 86400;
    if (date.n == 0) {
        return date;
    }
    int n = snprintf(out->b + date.n, sizeof out->b - date.n, " %02d:%02d", (int)(sec / 3600), (int)(sec / 60 % 60));
    return (ps_str){out->b, date.n + (size_t)n};
}

int64_t ps_day_time(ps_date day, int tz) {
    return (int64_t)day * 86400 - (int64_t)tz * 60;
}

int ps_now(int64_t *out, ps_error *err) {
    const char *set = getenv("PURSUIT_NOW");
    if (!set || !*set) {
        *out = (int64_t)time(NULL);
        return PS_OK;
    }
    ps_date day;
    if (ps_date_parse(ps_str_of(set), &day)) {
        *out = ps_day_time(day, 0) + 12 * 3600;
        return PS_OK;
    }
    return ps_time_parse(ps_str_of(set), 0, out) ? PS_OK : ps_fail(err, PS_EINVAL, BAD_TIME, ps_str_of(set));
}
