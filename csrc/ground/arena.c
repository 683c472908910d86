#include "arena.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "alloc.h"

enum { BLOCK = 8192 };

struct ps_arena_block {
    struct ps_arena_block *next;
    size_t used, size;
    max_align_t data[];
};

static struct ps_arena_block *block_new(size_t size) {
    if (size > SIZE_MAX - sizeof(struct ps_arena_block)) {
        return NULL;
    }
    struct ps_arena_block *b = ps_alloc(sizeof *b + size);
    if (b) {
        b->used = 0;
        b->size = size;
    }
    return b;
}

void *ps_arena_alloc(ps_arena *arena, size_t n) {
    const size_t align = sizeof(max_align_t);
    if (n > SIZE_MAX / 2) {
        return NULL;
    }
    n = (n + align - 1) / align * align;
    struct ps_arena_block *b = arena->head;
    if (!b || b->size - b->used < n) {
        struct ps_arena_block *fresh = block_new(n > BLOCK / 4 ? n : BLOCK);
        if (!fresh) {
            return NULL;
        }
        if (b && n > BLOCK / 4) { /* a large piece goes behind the block that still has room */
            fresh->next = b->next;
            b->next = fresh;
        } else {
            fresh->next = b;
            arena->head = fresh;
        }
        b = fresh;
    }
    void *p = (char *)b->data + b->used;
    b->used += n;
    return memset(p, 0, n);
}

ps_str ps_arena_dup(ps_arena *arena, ps_str s) {
    char *p = ps_arena_alloc(arena, s.n + 1);
    if (!p) {
        return (ps_str){NULL, 0};
    }
    if (s.n) {
        memcpy(p, s.p, s.n);
    }
    return (ps_str){p, s.n};
}

ps_str ps_arena_fmt(ps_arena *arena, const char *fmt, ...) {
    va_list ap, again;
    va_start(ap, fmt);
    va_copy(again, ap);
    int n = vsnprintf(NULL, 0, fmt, ap);
    char *p = n < 0 ? NULL : ps_arena_alloc(arena, (size_t)n + 1);
    if (p) {
        vsnprintf(p, (size_t)n + 1, fmt, again);
    }
    va_end(again);
    va_end(ap);
    return (ps_str){p, p ? (size_t)n : 0};
}

void *ps_arena_push(ps_arena *arena, void **v, size_t *n, size_t *cap, size_t size) {
    if (*n == *cap) {
        size_t more = *cap ? *cap * 2 : 8;
        void *grown = more > SIZE_MAX / size ? NULL : ps_arena_alloc(arena, more * size);
        if (!grown) {
            return NULL;
        }
        if (*n) {
            memcpy(grown, *v, *n * size);
        }
        *v = grown;
        *cap = more;
    }
    return (char *)*v + (*n)++ * size;
}

void ps_arena_free(ps_arena *arena) {
    struct ps_arena_block *b = arena->head;
    while (b) {
        struct ps_arena_block *next = b->next;
        ps_free(b);
        b = next;
    }
    arena->head = NULL;
}
