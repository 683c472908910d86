/* Memory that is released all at once: what is made in an arena lives until ps_arena_free. */
#ifndef PS_ARENA_H
#define PS_ARENA_H

#include "str.h"

typedef struct ps_arena {
    struct ps_arena_block *head;
} ps_arena; /* zero-initialised = empty */

/* Zeroed memory, aligned for any type; NULL when memory is out. */
void *ps_arena_alloc(ps_arena *arena, size_t n);
/* A copy of s, followed by a NUL that is not counted. On failure p is NULL. */
ps_str ps_arena_dup(ps_arena *arena, ps_str s);
/* printf into the arena, NUL-terminated; p is NULL on failure. */
ps_str ps_arena_fmt(ps_arena *arena, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
void ps_arena_free(ps_arena *arena);

#define PS_NEW(arena, type) ((type *)ps_arena_alloc((arena), sizeof(type)))

/* Growable arrays in an arena: declare `PS_VEC(type) name`, zero-initialised.
 * PS_PUSH returns a pointer to a new zeroed element, or NULL when memory is out. */
#define PS_VEC(type) \
    struct { \
        type *v; \
        size_t n; \
        size_t cap; \
    }
#define PS_PUSH(arena, vec) \
    ((__typeof__((vec)->v))ps_arena_push((arena), (void **)(void *)&(vec)->v, &(vec)->n, &(vec)->cap, sizeof(*(vec)->v)))
void *ps_arena_push(ps_arena *arena, void **v, size_t *n, size_t *cap, size_t size);

typedef PS_VEC(ps_str) ps_strs;

#endif
