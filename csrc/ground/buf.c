#include "buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "alloc.h"

static bool reserve(ps_buf *b, size_t more) {
    if (b->failed || more > SIZE_MAX / 2 - b->n - 1) {
        b->failed = true;
        return false;
    }
    if (b->n + more + 1 > b->cap) {
        size_t cap = b->cap ? b->cap * 2 : 256;
        while (cap < b->n + more + 1) {
            cap *= 2;
        }
        char *p = ps_realloc(b->p, cap);
        if (!p) {
            b->failed = true;
            return false;
        }
        b->p = p;
        b->cap = cap;
    }
    return true;
}

void ps_buf_put(ps_buf *b, ps_str s) {
    if (s.n && reserve(b, s.n)) {
        memcpy(b->p + b->n, s.p, s.n);
        b->n += s.n;
        b->p[b->n] = '\0';
    }
}

void ps_buf_char(ps_buf *b, char c) {
    ps_buf_put(b, (ps_str){&c, 1});
}

void ps_buf_fmt(ps_buf *b, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    if (n < 0) {
        b->failed = true;
    } else if (reserve(b, (size_t)n)) {
        vsnprintf(b->p + b->n, (size_t)n + 1, fmt, again);
        b->n += (size_t)n;
    }
    va_end(again);
    va_end(ap);
}

ps_str ps_buf_str(const ps_buf *b) {
    return b->n ? (ps_str){b->p, b->n} : PS_S("");
}

bool ps_buf_ok(const ps_buf *b) {
    return !b->failed;
}

void ps_buf_free(ps_buf *b) {
    ps_free(b->p);
    *b = (ps_buf){0};
}
