#include "money.h"

#include <stdio.h>
#include <string.h>

/* One digit more at the end; false on overflow. */
static bool push_digit(ps_money *v, char c) {
    return !__builtin_mul_overflow(*v, 10, v) && !__builtin_add_overflow(*v, c - '0', v);
}

/* Whether separators of thousands stand where they belong: `1,200,000` does, `12,50` is somebody's decimal comma. */
static bool grouped_right(ps_str s) {
    size_t group = 0;
    bool any = false;
    for (size_t i = 0; i < s.n && s.p[i] != '.'; i++) {
        if (s.p[i] != ',' && s.p[i] != '_') {
            group++;
            continue;
        }
        if (group == 0 || group > 3 || (any && group != 3)) {
            return false;
        }
        any = true;
        group = 0;
    }
    return !any || group == 3;
}

int ps_money_parse(ps_money *out, ps_str s, ps_error *err) {
    ps_str whole = s = ps_str_trim(s);
    ps_money v = 0;
    size_t decimals = 0, ndigits = 0;
    bool negative = s.n && s.p[0] == '-', point = false, range = false;
    if (s.n && (s.p[0] == '-' || s.p[0] == '+')) {
        s = ps_str_sub(s, 1, s.n);
    }
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool between = i > 0 && i + 1 < s.n && s.p[i + 1] >= '0' && s.p[i + 1] <= '9';
        if (c >= '0' && c <= '9') {
            range = range || !push_digit(&v, c);
            decimals += point;
            ndigits++;
        } else if (c == '.' && !point && between) {
            point = true;
        } else if (!((c == ',' || c == '_') && !point && between)) {
            return ps_fail(err, PS_EINVAL, BAD_MONEY, ps_str_clip(whole, 80));
        }
    }
    if (ndigits == 0 || decimals > 4 || !grouped_right(s)) {
        return ps_fail(err, PS_EINVAL, BAD_MONEY, ps_str_clip(whole, 80));
    }
    for (; decimals < 4; decimals++) {
        range = range || !push_digit(&v, '0');
    }
    if (range) {
        return ps_fail(err, PS_EINVAL, MONEY_RANGE, ps_str_clip(whole, 80));
    }
    *out = negative ? -v : v;
    return PS_OK;
}

ps_str ps_money_str(ps_moneystr *d, ps_money v) {
    if (v == PS_MONEY_NONE) {
        d->b[0] = '\0';
        return (ps_str){d->b, 0};
    }
    uint64_t u = v < 0 ? (uint64_t)-v : (uint64_t)v;
    int n = snprintf(d->b, sizeof d->b, "%s%llu.%04llu", v < 0 ? "-" : "", (unsigned long long)(u / PS_MONEY_ONE),
                     (unsigned long long)(u % PS_MONEY_ONE));
    while (d->b[n - 1] == '0') {
        n--;
    }
    n -= d->b[n - 1] == '.';
    d->b[n] = '\0';
    return (ps_str){d->b, (size_t)n};
}

ps_str ps_money_grouped(ps_moneystr *d, ps_money v) {
    ps_moneystr plain;
    ps_str s = ps_money_str(&plain, v);
    size_t point = ps_str_find(s, PS_S("."), 0), whole = point == SIZE_MAX ? s.n : point, n = 0;
    for (size_t i = 0; i < whole; i++) {
        bool separates = i > 0 && (whole - i) % 3 == 0 && s.p[i - 1] != '-';
        if (separates) {
            d->b[n++] = ',';
        }
        d->b[n++] = s.p[i];
    }
    size_t rest = s.n - whole; /* ".5" is shown as ".50" */
    memcpy(d->b + n, s.p + whole, rest);
    n += rest;
    if (rest == 2) {
        d->b[n++] = '0';
    }
    d->b[n] = '\0';
    return (ps_str){d->b, n};
}

bool ps_money_add(ps_money *out, ps_money a, ps_money b) {
    ps_money sum;
    a = a == PS_MONEY_NONE ? 0 : a;
    b = b == PS_MONEY_NONE ? 0 : b;
    if (__builtin_add_overflow(a, b, &sum) || sum == PS_MONEY_NONE) {
        return false;
    }
    *out = sum;
    return true;
}

bool ps_money_into(ps_money *sum, ps_money v) {
    bool good = ps_money_add(sum, *sum, v);
    *sum = good ? *sum : v < 0 ? -INT64_MAX : INT64_MAX;
    return good;
}

ps_money ps_money_share(ps_money v, int64_t num, int64_t den) {
    if (v == PS_MONEY_NONE) {
        return v;
    }
    __int128 x = (__int128)v * num;
    x = (x >= 0 ? x + den / 2 : x - den / 2) / den;
    return x > INT64_MAX ? INT64_MAX : x <= INT64_MIN ? INT64_MIN + 1 : (ps_money)x;
}
