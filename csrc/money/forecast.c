#include "forecast.h"

#include <stdlib.h>

static const ps_str by_ids[] = {{"month", 5}, {"quarter", 7}, {"owner", 5}, {"account", 7}, {"kind", 4}, {"stage", 5}};

bool ps_forecast_by_parse(ps_str s, ps_forecast_by *out) {
    for (int i = 0; i <= PS_BY_STAGE; i++) {
        if (ps_str_eq(s, by_ids[i])) {
            *out = (ps_forecast_by)i;
            return true;
        }
    }
    return false;
}

ps_category ps_category_of(ps_str judged, int probability, int commit_from, int best_from) {
    static const ps_str ids[] = {{"omitted", 7}, {"pipeline", 8}, {"best", 4}, {"commit", 6}};
    for (int i = 0; i <= PS_CATEGORY_COMMIT; i++) {
        if (ps_str_eq(judged, ids[i])) {
            return (ps_category)i;
        }
    }
    return probability >= commit_from ? PS_CATEGORY_COMMIT : probability >= best_from ? PS_CATEGORY_BEST : PS_CATEGORY_PIPELINE;
}

/* What of a deal falls into one row. */
typedef struct {
    ps_str key;
    const ps_forecast_deal *deal;
    ps_forecast_sums sums;
} piece;
typedef PS_VEC(piece) pieces;

typedef struct {
    pieces pieces;
    ps_strs *undated;
    ps_arena *arena;
    ps_forecast_by by;
    ps_error *err;
} making;

static bool by_period(ps_forecast_by by) {
    return by == PS_BY_MONTH || by == PS_BY_QUARTER;
}

static bool has_recurring(const ps_recurring *r) {
    return r->amount != PS_MONEY_NONE && r->count > 0 && r->count <= PS_RECURRING_MOST && (r->period.months > 0 || r->period.days > 0);
}

static int too_large(making *m, const ps_forecast_deal *d) {
    return ps_fail(m->err, PS_EINVAL, MONEY_RANGE, d->id);
}

/* 2026-12 or 2026-Q4. */
static ps_str key_of(making *m, ps_date day) {
    ps_datestr text;
    ps_str s = ps_date_str(&text, day);
    int month = (s.p[5] - '0') * 10 + s.p[6] - '0';
    return m->by == PS_BY_MONTH ? ps_arena_dup(m->arena, ps_str_sub(s, 0, 7)) : ps_arena_fmt(m->arena, "%.4s-Q%d", s.p, (month + 2) / 3);
}

static int put(making *m, const ps_forecast_deal *d, ps_date day, ps_money value, ps_money weighted) {
    piece *p = PS_PUSH(m->arena, &m->pieces);
    ps_str key = by_period(m->by) ? key_of(m, day) : d->group;
    if (!p || !key.p) {
        return ps_nomem(m->err);
    }
    *p = (piece){.key = key, .deal = d};
    if (d->booked) {
        p->sums.booked = value;
        return PS_OK;
    }
    p->sums = (ps_forecast_sums){.value = value,
                                 .weighted = weighted,
                                 .committed = d->category == PS_CATEGORY_COMMIT ? value : 0,
                                 .best = d->category >= PS_CATEGORY_BEST ? value : 0,
                                 .manager_committed = d->manager == PS_CATEGORY_COMMIT ? value : 0,
                                 .manager_best = d->manager >= PS_CATEGORY_BEST ? value : 0};
    return PS_OK;
}

/* The whole of a deal's value, and what of it does not recur. */
static int worth(making *m, const ps_forecast_deal *d, ps_money *whole, ps_money *once) {
    const ps_recurring *r = &d->recurring;
    ps_money value = d->value == PS_MONEY_NONE ? 0 : d->value, recurring = 0;
    if (has_recurring(r) && (__builtin_mul_overflow(r->amount, (int64_t)r->count, &recurring) || recurring == PS_MONEY_NONE)) {
        return too_large(m, d);
    }
    *once = value > recurring ? value - recurring : 0;
    *whole = value > recurring ? value : recurring;
    if (recurring <= 0) { /* nothing recurs, or what does is given back */
        *whole = value;
        *once = value;
    }
    return PS_OK;
}

/* Each instalment where it is due. What was weighted so far is taken off, so that the parts are the whole. */
static int spread(making *m, const ps_forecast_deal *d, ps_money once) {
    const ps_recurring *r = &d->recurring;
    ps_date start = r->start != PS_DATE_NONE ? r->start : d->day, own = d->day != PS_DATE_NONE ? d->day : start;
    ps_money so_far = once, weighted = ps_money_share(once, d->probability, 100);
    int rc = once ? put(m, d, own, once, weighted) : PS_OK;
    for (int i = 0; !rc && i < r->count; i++) {
        ps_date due = ps_span_add(start, r->period, i);
        if (due == PS_DATE_NONE || !ps_money_add(&so_far, so_far, r->amount)) {
            return too_large(m, d);
        }
        ps_money until = ps_money_share(so_far, d->probability, 100);
        rc = put(m, d, due, r->amount, until - weighted);
        weighted = until;
    }
    return rc;
}

static int take(making *m, const ps_forecast_deal *d) {
    ps_money whole = 0, once = 0;
    bool in_parts = by_period(m->by) && !d->booked && has_recurring(&d->recurring) && d->recurring.amount > 0;
    bool dated = d->day != PS_DATE_NONE || (in_parts && d->recurring.start != PS_DATE_NONE);
    int rc = worth(m, d, &whole, &once);
    if (rc) {
        return rc;
    }
    if (by_period(m->by) && !dated) {
        ps_str *id = PS_PUSH(m->arena, m->undated);
        if (!id) {
            return ps_nomem(m->err);
        }
        *id = d->id;
        return PS_OK;
    }
    return in_parts ? spread(m, d, once) : put(m, d, d->day, whole, ps_money_share(whole, d->probability, 100));
}

static int in_order(const void *a, const void *b) {
    const piece *x = a, *y = b;
    int by_rank = (x->deal->rank > y->deal->rank) - (x->deal->rank < y->deal->rank);
    int by_key = by_rank ? by_rank : (x->key.n == 0) - (y->key.n == 0); /* what has none comes last */
    by_key = by_key ? by_key : ps_str_cmp(x->key, y->key);
    by_key = by_key ? by_key : ps_str_cmp(x->deal->currency, y->deal->currency);
    by_key = by_key ? by_key : ps_str_cmp(x->deal->id, y->deal->id);
    return by_key ? by_key : (x->deal > y->deal) - (x->deal < y->deal);
}

static bool same_row(const ps_forecast_row *row, const piece *p) {
    return ps_str_eq(row->key, p->key) && ps_str_eq(row->currency, p->deal->currency);
}

static bool add(ps_forecast_sums *to, const ps_forecast_sums *s) {
    return ps_money_add(&to->value, to->value, s->value) && ps_money_add(&to->weighted, to->weighted, s->weighted) &&
           ps_money_add(&to->committed, to->committed, s->committed) && ps_money_add(&to->best, to->best, s->best) &&
           ps_money_add(&to->manager_committed, to->manager_committed, s->manager_committed) &&
           ps_money_add(&to->manager_best, to->manager_best, s->manager_best) && ps_money_add(&to->booked, to->booked, s->booked);
}

static bool is_doubtful(const ps_forecast_deal *d) {
    return d->unearned && !d->booked && (d->category == PS_CATEGORY_COMMIT || d->manager == PS_CATEGORY_COMMIT);
}

static int put_id(making *m, ps_strs *list, ps_str id) {
    ps_str *slot = PS_PUSH(m->arena, list);
    if (!slot) {
        return ps_nomem(m->err);
    }
    *slot = id;
    return PS_OK;
}

static int gather(making *m, ps_forecast_rows *rows) {
    const ps_forecast_deal *last = NULL;
    for (size_t i = 0; i < m->pieces.n; i++) {
        const piece *p = &m->pieces.v[i];
        ps_forecast_row *row = rows->n ? &rows->v[rows->n - 1] : NULL;
        if (!row || !same_row(row, p)) {
            row = PS_PUSH(m->arena, rows);
            if (!row) {
                return ps_nomem(m->err);
            }
            *row = (ps_forecast_row){.key = p->key, .currency = p->deal->currency};
            last = NULL;
        }
        if (!add(&row->sums, &p->sums)) {
            return too_large(m, p->deal);
        }
        bool new = p->deal != last;
        int rc = new ? put_id(m, &row->deals, p->deal->id) : PS_OK;
        rc = rc || !new || !is_doubtful(p->deal) ? rc : put_id(m, &row->doubtful, p->deal->id);
        if (rc) {
            return rc;
        }
        row->count += new && !p->deal->booked;
        last = p->deal;
    }
    return PS_OK;
}

int ps_forecast_make(ps_forecast_rows *rows, ps_strs *undated, ps_arena *arena, ps_forecast_by by, const ps_forecast_deal *deals, size_t n,
                     ps_error *err) {
    making m = {.undated = undated, .arena = arena, .by = by, .err = err};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = take(&m, &deals[i]);
    }
    if (!rc && m.pieces.n) {
        qsort(m.pieces.v, m.pieces.n, sizeof *m.pieces.v, in_order);
    }
    return rc ? rc : gather(&m, rows);
}
