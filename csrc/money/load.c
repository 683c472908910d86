#include "load.h"

#include <stdlib.h>

static int by_owner(const void *a, const void *b) {
    const ps_load *x = a, *y = b;
    int nobody = (x->owner.n == 0) - (y->owner.n == 0);
    return nobody ? nobody : ps_str_cmp(x->owner, y->owner);
}

static ps_load *put(ps_loads *out, ps_arena *arena, ps_str owner, int n_stages) {
    ps_load *l = PS_PUSH(arena, out);
    if (l) {
        *l = (ps_load){.owner = owner, .stages = ps_arena_alloc(arena, ((size_t)n_stages + 1) * sizeof *l->stages)};
    }
    return l && l->stages ? l : NULL;
}

/* Owners are few: looking through them costs nothing. */
static ps_load *find(ps_loads *out, ps_str owner) {
    for (size_t i = 0; i < out->n; i++) {
        if (ps_str_eq(out->v[i].owner, owner)) {
            return &out->v[i];
        }
    }
    return NULL;
}

static void take(ps_load *l, const ps_load_deal *d, int n_stages) {
    l->deals++;
    l->activities += d->activities;
    l->stalled += d->stalled;
    l->idle += d->idle;
    l->unvalued += d->value == PS_MONEY_NONE;
    ps_money_into(&l->value, d->value);
    if (d->stage >= 0 && d->stage < n_stages) {
        l->stages[d->stage].deals++;
        ps_money_into(&l->stages[d->stage].value, d->value);
    }
}

int ps_load_make(ps_loads *out, ps_arena *arena, int n_stages, const ps_load_deal *deals, size_t n, const ps_strs *members) {
    for (size_t i = 0; i < members->n; i++) {
        if (!find(out, members->v[i]) && !put(out, arena, members->v[i], n_stages)) {
            return PS_ENOMEM;
        }
    }
    for (size_t i = 0; i < n; i++) {
        ps_load *l = find(out, deals[i].owner);
        l = l ? l : put(out, arena, deals[i].owner, n_stages);
        if (!l) {
            return PS_ENOMEM;
        }
        take(l, &deals[i], n_stages);
    }
    if (out->n) {
        qsort(out->v, out->n, sizeof *out->v, by_owner);
    }
    return PS_OK;
}
