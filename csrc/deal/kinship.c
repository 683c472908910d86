#include "kinship.h"

#include <stdlib.h>

/* Kin in order of parents: the follow-ups of one deal stand together, the first one first. */
typedef struct {
    const ps_kin *kin;
    size_t n;
    size_t *by_parent, *by_id; /* indexes into kin */
    bool *seen;
    ps_kinship *out;
} search;

typedef struct {
    const ps_kin *kin;
    size_t at;
} entry;

static int by_parent(const void *a, const void *b) {
    const ps_kin *x = ((const entry *)a)->kin, *y = ((const entry *)b)->kin;
    int order = ps_str_cmp(x->parent, y->parent);
    order = order ? order : x->order != y->order ? (x->order < y->order ? -1 : 1) : ps_str_cmp(x->id, y->id);
    return order;
}

static int by_id(const void *a, const void *b) {
    return ps_str_cmp(((const entry *)a)->kin->id, ((const entry *)b)->kin->id);
}

static size_t *sorted(ps_arena *arena, const ps_kin *kin, size_t n, int (*compare)(const void *, const void *)) {
    entry *list = ps_arena_alloc(arena, (n + 1) * sizeof *list);
    size_t *out = ps_arena_alloc(arena, (n + 1) * sizeof *out);
    if (!list || !out) {
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        list[i] = (entry){&kin[i], i};
    }
    if (n) {
        qsort(list, n, sizeof *list, compare);
    }
    for (size_t i = 0; i < n; i++) {
        out[i] = list[i].at;
    }
    return out;
}

/* The first place in an order whose text is not less. */
static size_t lower(const search *s, const size_t *order, bool parents, ps_str text) {
    size_t low = 0, high = s->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        const ps_kin *k = &s->kin[order[mid]];
        if (ps_str_cmp(parents ? k->parent : k->id, text) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low;
}

static size_t find(const search *s, ps_str id) {
    size_t at = id.n ? lower(s, s->by_id, false, id) : s->n;
    return at < s->n && ps_str_eq(s->kin[s->by_id[at]].id, id) ? s->by_id[at] : SIZE_MAX;
}

/* Up to the first, or to where a circle closes. */
static size_t first_of(search *s, size_t from) {
    for (;;) {
        s->seen[from] = true;
        ps_str parent = s->kin[from].parent;
        size_t up = find(s, parent);
        if (up == SIZE_MAX) {
            s->out->missing = parent;
            return from;
        }
        if (s->seen[up]) {
            s->out->circle = true;
            return up;
        }
        from = up;
    }
}

/* Down without recursion: a line of ten thousand deals is a strange one, and no reason to crash. */
static int descend(search *s, ps_arena *arena, size_t first) {
    PS_VEC(ps_descent) list = {0}, stack = {0};
    ps_descent *top = PS_PUSH(arena, &stack);
    if (!top) {
        return PS_ENOMEM;
    }
    *top = (ps_descent){first, 0};
    while (stack.n) {
        ps_descent at = stack.v[--stack.n];
        if (s->seen[at.kin]) {
            continue;
        }
        s->seen[at.kin] = true;
        ps_descent *slot = PS_PUSH(arena, &list);
        if (!slot) {
            return PS_ENOMEM;
        }
        *slot = at;
        ps_str id = s->kin[at.kin].id;
        size_t begin = lower(s, s->by_parent, true, id), end = begin;
        while (end < s->n && ps_str_eq(s->kin[s->by_parent[end]].parent, id)) {
            end++;
        }
        for (size_t i = end; i > begin; i--) { /* the last goes on the stack first */
            ps_descent *next = PS_PUSH(arena, &stack);
            if (!next) {
                return PS_ENOMEM;
            }
            *next = (ps_descent){s->by_parent[i - 1], at.depth + 1};
        }
    }
    s->out->v = list.v;
    s->out->n = list.n;
    return PS_OK;
}

int ps_kinship_of(ps_kinship *out, ps_arena *arena, const ps_kin *kin, size_t n, ps_str id, ps_error *err) {
    search s = {.kin = kin, .n = n, .out = out};
    *out = (ps_kinship){0};
    s.by_parent = sorted(arena, kin, n, by_parent);
    s.by_id = sorted(arena, kin, n, by_id);
    s.seen = ps_arena_alloc(arena, (n + 1) * sizeof *s.seen);
    if (!s.by_parent || !s.by_id || !s.seen) {
        return ps_nomem(err);
    }
    size_t at = find(&s, id);
    if (at == SIZE_MAX) {
        return PS_OK;
    }
    size_t first = first_of(&s, at);
    for (size_t i = 0; i < n; i++) {
        s.seen[i] = false;
    }
    return descend(&s, arena, first) ? ps_nomem(err) : PS_OK;
}
