#include "str.h"

#include <string.h>

ps_str ps_str_of(const char *z) {
    return z ? (ps_str){z, strlen(z)} : (ps_str){"", 0};
}

ps_str ps_str_sub(ps_str s, size_t at, size_t end) {
    if (end > s.n) {
        end = s.n;
    }
    if (at >= end) {
        return (ps_str){s.p ? s.p + (at > s.n ? s.n : at) : "", 0};
    }
    return (ps_str){s.p + at, end - at};
}

bool ps_str_eq(ps_str a, ps_str b) {
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

bool ps_str_eq_nocase(ps_str a, ps_str b) {
    if (a.n != b.n) {
        return false;
    }
    for (size_t i = 0; i < a.n; i++) {
        if (lower(a.p[i]) != lower(b.p[i])) {
            return false;
        }
    }
    return true;
}

int ps_str_cmp(ps_str a, ps_str b) {
    size_t n = a.n < b.n ? a.n : b.n;
    int c = n ? memcmp(a.p, b.p, n) : 0;
    return c ? c : (a.n > b.n) - (a.n < b.n);
}

bool ps_str_starts(ps_str s, ps_str prefix) {
    return s.n >= prefix.n && ps_str_eq(ps_str_sub(s, 0, prefix.n), prefix);
}

bool ps_str_ends(ps_str s, ps_str suffix) {
    return s.n >= suffix.n && ps_str_eq(ps_str_sub(s, s.n - suffix.n, s.n), suffix);
}

size_t ps_str_find(ps_str s, ps_str needle, size_t from) {
    if (from > s.n || needle.n > s.n - from) {
        return SIZE_MAX;
    }
    if (needle.n == 0) {
        return from;
    }
    const char *hit = memmem(s.p + from, s.n - from, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

static bool blank(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

ps_str ps_str_trim(ps_str s) {
    while (s.n && blank(s.p[0])) {
        s.p++, s.n--;
    }
    while (s.n && blank(s.p[s.n - 1])) {
        s.n--;
    }
    return s;
}

bool ps_str_next(ps_str *rest, char sep, ps_str *part) {
    if (!rest->p) {
        return false;
    }
    const char *hit = rest->n ? memchr(rest->p, sep, rest->n) : NULL;
    if (!hit) {
        *part = *rest;
        *rest = (ps_str){NULL, 0};
        return true;
    }
    *part = (ps_str){rest->p, (size_t)(hit - rest->p)};
    *rest = (ps_str){hit + 1, rest->n - part->n - 1};
    return true;
}

bool ps_str_uint(ps_str s, uint64_t max, uint64_t *out) {
    uint64_t v = 0;
    if (s.n == 0) {
        return false;
    }
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] < '0' || s.p[i] > '9') {
            return false;
        }
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (v > (UINT64_MAX - digit) / 10 || v * 10 + digit > max) {
            return false;
        }
        v = v * 10 + digit;
    }
    *out = v;
    return true;
}

size_t ps_str_rune(ps_str s, uint32_t *rune) {
    if (s.n == 0) {
        return 0;
    }
    const unsigned char *p = (const unsigned char *)s.p;
    if (p[0] < 0x80) {
        *rune = p[0];
        return 1;
    }
    size_t n = p[0] >= 0xF0 ? 4 : p[0] >= 0xE0 ? 3 : 2;
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (p[0] < 0xC2 || p[0] > 0xF4 || s.n < n) {
        return 0;
    }
    uint32_t r = p[0] & (0xFFU >> (n + 1));
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xC0) != 0x80) {
            return 0;
        }
        r = r << 6 | (p[i] & 0x3FU);
    }
    if (r < least[n] || r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF)) {
        return 0;
    }
    *rune = r;
    return n;
}

bool ps_str_utf8(ps_str s) {
    uint32_t rune;
    while (s.n) {
        size_t n = ps_str_rune(s, &rune);
        if (n == 0) {
            return false;
        }
        s = ps_str_sub(s, n, s.n);
    }
    return true;
}

ps_str ps_str_clip(ps_str s, size_t max) {
    if (s.n <= max) {
        return s;
    }
    size_t n = max;
    while (n && ((unsigned char)s.p[n] & 0xC0) == 0x80) {
        n--;
    }
    return ps_str_sub(s, 0, n);
}

uint64_t ps_str_hash(uint64_t before, ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        before = (before ^ (unsigned char)s.p[i]) * 0x100000001b3u;
    }
    return before;
}

ps_str ps_path_name(ps_str path) {
    ps_str part = path;
    while (ps_str_next(&path, '/', &part)) {
    }
    return part;
}
