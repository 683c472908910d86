#include "movement.h"

#include <stdlib.h>

ps_str ps_move_id(ps_move m) {
    static const ps_str ids[PS_MOVE_COUNT] = {[PS_MOVE_NEW] = {"new", 3},
                                              [PS_MOVE_REOPENED] = {"reopened", 8},
                                              [PS_MOVE_GROWN] = {"grown", 5},
                                              [PS_MOVE_SHRUNK] = {"shrunk", 6},
                                              [PS_MOVE_WON] = {"won", 3},
                                              [PS_MOVE_LOST] = {"lost", 4},
                                              [PS_MOVE_NO_GO] = {"no-go", 5},
                                              [PS_MOVE_NO_DECISION] = {"no-decision", 11},
                                              [PS_MOVE_PAUSED] = {"paused", 6},
                                              [PS_MOVE_GONE] = {"gone", 4},
                                              [PS_MOVE_ADVANCED] = {"advanced", 8},
                                              [PS_MOVE_BACK] = {"back", 4},
                                              [PS_MOVE_SLIPPED] = {"slipped", 7},
                                              [PS_MOVE_PULLED_IN] = {"pulled-in", 9},
                                              [PS_MOVE_UNCHANGED] = {"unchanged", 9}};
    return m < PS_MOVE_COUNT ? ids[m] : PS_S("");
}

typedef struct {
    ps_movements *rows;
    ps_movement_sums *sums;
    ps_arena *arena;
    ps_error *err;
    const ps_standing *from, *to; /* the deal at hand */
} making;

static bool in_pipeline(const ps_standing *s) {
    return s && s->status == PS_STATUS_OPEN && !s->archived;
}

static ps_money worth(const ps_standing *s) {
    return !s || s->value == PS_MONEY_NONE ? 0 : s->value;
}

static ps_movement_sum *sum_of(making *m, ps_str currency) {
    for (size_t i = 0; i < m->sums->n; i++) {
        if (ps_str_eq(m->sums->v[i].currency, currency)) {
            return &m->sums->v[i];
        }
    }
    ps_movement_sum *sum = PS_PUSH(m->arena, m->sums);
    if (sum) {
        sum->currency = currency;
    }
    return sum;
}

static int too_large(making *m) {
    return ps_fail(m->err, PS_EINVAL, MONEY_RANGE, m->to ? m->to->id : m->from->id);
}

static int put(making *m, ps_move move, ps_str currency, ps_money amount) {
    ps_movement_sum *sum = sum_of(m, currency);
    ps_movement *row = sum ? PS_PUSH(m->arena, m->rows) : NULL;
    if (!row) {
        return ps_nomem(m->err);
    }
    *row = (ps_movement){move, m->from, m->to, currency, amount};
    sum->by[move].count++;
    return ps_money_add(&sum->by[move].amount, sum->by[move].amount, amount) ? PS_OK : too_large(m);
}

/* What stands at one end. */
static int count(making *m, const ps_standing *s, bool at_end) {
    ps_movement_sum *sum = sum_of(m, s->currency);
    if (!sum) {
        return ps_nomem(m->err);
    }
    *(at_end ? &sum->end_count : &sum->begin_count) += 1;
    ps_money *value = at_end ? &sum->end : &sum->begin, *weighted = at_end ? &sum->end_weighted : &sum->begin_weighted;
    return ps_money_add(value, *value, s->value) && ps_money_add(weighted, *weighted, s->weighted) ? PS_OK : too_large(m);
}

/* The value of a deal that was in the pipeline, from the first day to the last. */
static int put_growth(making *m) {
    ps_money was = worth(m->from), is = worth(m->to), by;
    if (!ps_str_eq(m->from->currency, m->to->currency)) {
        int rc = was ? put(m, PS_MOVE_SHRUNK, m->from->currency, -was) : PS_OK;
        return rc || !is ? rc : put(m, PS_MOVE_GROWN, m->to->currency, is);
    }
    if (__builtin_sub_overflow(is, was, &by) || by == PS_MONEY_NONE) {
        return too_large(m);
    }
    return by ? put(m, by > 0 ? PS_MOVE_GROWN : PS_MOVE_SHRUNK, m->to->currency, by) : PS_OK;
}

static ps_move end_of(const ps_standing *s) {
    switch (s->status) {
    case PS_STATUS_WON:
    case PS_STATUS_DONE:
        return PS_MOVE_WON;
    case PS_STATUS_LOST:
        return PS_MOVE_LOST;
    case PS_STATUS_NO_DECISION:
        return PS_MOVE_NO_DECISION;
    case PS_STATUS_NO_GO:
        return PS_MOVE_NO_GO;
    case PS_STATUS_PAUSED:
        return PS_MOVE_PAUSED;
    default: /* open and put away */
        return PS_MOVE_GONE;
    }
}

/* It has left the pipeline, or, coming and going between the days, never stood in it. */
static int put_end(making *m) {
    return put(m, end_of(m->to), m->to->currency, -worth(m->to));
}

/* One that was out of the pipeline before and is out of it now: only the end that it came to is told. */
static int put_other_end(making *m) {
    bool same = end_of(m->from) == end_of(m->to) || m->to->archived;
    return same ? PS_OK : put(m, end_of(m->to), m->to->currency, 0);
}

static int put_steps(making *m) {
    const ps_standing *from = m->from, *to = m->to;
    bool dated = in_pipeline(to) && from->close != PS_DATE_NONE && to->close != PS_DATE_NONE && from->close != to->close;
    int rc = PS_OK;
    if (from->stage != to->stage) {
        rc = put(m, to->stage > from->stage ? PS_MOVE_ADVANCED : PS_MOVE_BACK, to->currency, worth(to));
    }
    return rc || !dated ? rc : put(m, to->close > from->close ? PS_MOVE_SLIPPED : PS_MOVE_PULLED_IN, to->currency, worth(to));
}

static int take(making *m) {
    const ps_standing *from = m->from, *to = m->to;
    bool was = in_pipeline(from), is = in_pipeline(to);
    size_t before = m->rows->n;
    int rc = was ? count(m, from, false) : PS_OK;
    rc = rc || !is ? rc : count(m, to, true);
    if (rc) {
        return rc;
    }
    if (!to) {
        return was ? put(m, PS_MOVE_GONE, from->currency, -worth(from)) : PS_OK;
    }
    if (!from) {
        rc = to->archived ? PS_OK : put(m, PS_MOVE_NEW, to->currency, worth(to));
        return rc || is || to->archived ? rc : put_end(m);
    }
    rc = was ? put_growth(m) : is ? put(m, PS_MOVE_REOPENED, to->currency, worth(to)) : put_other_end(m);
    rc = rc || !was || is ? rc : put_end(m);
    rc = rc ? rc : put_steps(m);
    return rc || !is || m->rows->n != before ? rc : put(m, PS_MOVE_UNCHANGED, to->currency, worth(to));
}

static int by_id(const void *a, const void *b) {
    return ps_str_cmp((*(const ps_standing *const *)a)->id, (*(const ps_standing *const *)b)->id);
}

static const ps_standing **sorted(ps_arena *arena, const ps_standing *list, size_t n) {
    const ps_standing **out = ps_arena_alloc(arena, (n ? n : 1) * sizeof *out);
    for (size_t i = 0; out && i < n; i++) {
        out[i] = &list[i];
    }
    if (out && n) {
        qsort(out, n, sizeof *out, by_id);
    }
    return out;
}

static uint64_t size_of(ps_money amount) {
    return amount < 0 ? 0 - (uint64_t)amount : (uint64_t)amount;
}

static int in_order(const void *a, const void *b) {
    const ps_movement *x = a, *y = b;
    uint64_t p = size_of(x->amount), q = size_of(y->amount);
    if (x->move != y->move) {
        return x->move < y->move ? -1 : 1;
    }
    int by_currency = ps_str_cmp(x->currency, y->currency);
    return by_currency ? by_currency : p != q ? (p > q ? -1 : 1) : ps_str_cmp((x->to ? x->to : x->from)->id, (y->to ? y->to : y->from)->id);
}

static int by_currency(const void *a, const void *b) {
    return ps_str_cmp(((const ps_movement_sum *)a)->currency, ((const ps_movement_sum *)b)->currency);
}

int ps_movement_make(ps_movements *rows, ps_movement_sums *sums, ps_arena *arena, const ps_standing *begin, size_t n_begin,
                     const ps_standing *end, size_t n_end, ps_error *err) {
    making m = {.rows = rows, .sums = sums, .arena = arena, .err = err};
    const ps_standing **a = sorted(arena, begin, n_begin), **b = sorted(arena, end, n_end);
    int rc = a && b ? PS_OK : ps_nomem(err);
    for (size_t i = 0, k = 0; !rc && (i < n_begin || k < n_end);) {
        int order = i == n_begin ? 1 : k == n_end ? -1 : ps_str_cmp(a[i]->id, b[k]->id);
        m.from = order <= 0 ? a[i++] : NULL;
        m.to = order >= 0 ? b[k++] : NULL;
        rc = take(&m);
    }
    if (!rc && rows->n) {
        qsort(rows->v, rows->n, sizeof *rows->v, in_order);
    }
    if (!rc && sums->n) {
        qsort(sums->v, sums->n, sizeof *sums->v, by_currency);
    }
    return rc;
}
