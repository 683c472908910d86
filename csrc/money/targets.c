#include "targets.h"

#include <stdlib.h>

#include "field.h"
#include "filter.h"

bool ps_target_period(ps_str period, ps_date *first, ps_date *last) {
    period = ps_str_trim(period);
    bool is_year = period.n >= 4 && period.p[0] >= '1' && period.p[0] <= '9';
    return is_year && period.n < 10 && ps_filter_day(period, PS_DATE_NONE, first, last) && *last - *first >= 27;
}

int ps_targets_read(ps_targets *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str owner) {
    const ps_aliases *al = &process->aliases;
    const ps_table *t = ps_heading_table(note, PS_H_TARGETS, al);
    for (size_t i = 0; t && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_target *target = ps_row_blank(row) ? NULL : PS_PUSH(arena, out);
        if (ps_row_blank(row)) {
            continue;
        }
        if (!target) {
            return PS_ENOMEM;
        }
        ps_str currency = ps_column_cell(t, row, PS_C_CURRENCY, al);
        *target = (ps_target){.owner = owner,
                              .currency = currency.n ? currency : process->currency,
                              .period = ps_column_cell(t, row, PS_C_PERIOD, al),
                              .first = PS_DATE_NONE,
                              .last = PS_DATE_NONE,
                              .amount = ps_money_read(ps_column_cell(t, row, PS_C_AMOUNT, al)),
                              .line = row->line};
        if (!ps_target_period(target->period, &target->first, &target->last)) {
            target->first = target->last = PS_DATE_NONE;
        }
    }
    return PS_OK;
}

/* ---- held against deals ---- */

static int by_owner(const void *a, const void *b) {
    const ps_target_row *x = a, *y = b;
    int by = ps_str_cmp(x->owner, y->owner);
    by = by ? by : (x->first > y->first) - (x->first < y->first);
    by = by ? by : (x->last < y->last) - (x->last > y->last); /* the year before its quarters */
    return by ? by : ps_str_cmp(x->currency, y->currency);
}

static int by_period(const void *a, const void *b) {
    const ps_target_row *x = a, *y = b;
    int by = (x->first > y->first) - (x->first < y->first);
    by = by ? by : (x->last < y->last) - (x->last > y->last);
    return by ? by : ps_str_cmp(x->currency, y->currency);
}

static bool same(const ps_target_row *a, const ps_target_row *b, bool whose) {
    return a->first == b->first && a->last == b->last && ps_str_eq(a->currency, b->currency) && (!whose || ps_str_eq(a->owner, b->owner));
}

static int too_large(ps_error *err, const ps_target_row *row) {
    return ps_fail(err, PS_EINVAL, MONEY_RANGE, row->period);
}

static bool add_sums(ps_target_row *to, const ps_forecast_sums *s) {
    return ps_money_add(&to->booked, to->booked, s->booked) && ps_money_add(&to->committed, to->committed, s->committed) &&
           ps_money_add(&to->best, to->best, s->best) && ps_money_add(&to->weighted, to->weighted, s->weighted);
}

static bool set_gaps(ps_target_row *row) {
    ps_money rest;
    return ps_money_add(&rest, row->target, -row->booked) && ps_money_add(&row->gap, rest, -row->committed) &&
           ps_money_add(&row->best_gap, rest, -row->best);
}

static int put_apart(ps_target_row *row, ps_arena *arena, ps_str currency) {
    if (ps_ids_have(row->apart.v, row->apart.n, currency)) {
        return PS_OK;
    }
    ps_str *slot = PS_PUSH(arena, &row->apart);
    if (slot) {
        *slot = currency;
    }
    return slot ? PS_OK : PS_ENOMEM;
}

/* Rows by month that fall into the period. */
static int gather(ps_target_row *row, ps_arena *arena, const ps_forecast_rows *months, ps_error *err) {
    ps_datestr a, b;
    ps_str first = ps_str_sub(ps_date_str(&a, row->first), 0, 7), last = ps_str_sub(ps_date_str(&b, row->last), 0, 7);
    for (size_t i = 0; i < months->n; i++) {
        const ps_forecast_row *m = &months->v[i];
        if (ps_str_cmp(m->key, first) < 0 || ps_str_cmp(m->key, last) > 0) {
            continue;
        }
        if (!ps_str_eq(m->currency, row->currency)) {
            if (put_apart(row, arena, m->currency)) {
                return ps_nomem(err);
            }
        } else if (!add_sums(row, &m->sums)) {
            return too_large(err, row);
        }
    }
    return set_gaps(row) ? PS_OK : too_large(err, row);
}

static int months_of(ps_forecast_rows *months, ps_arena *arena, ps_str owner, const ps_forecast_deal *deals, const ps_str *owners, size_t n,
                     ps_error *err) {
    ps_forecast_deal *own = ps_arena_alloc(arena, (n + 1) * sizeof *own);
    ps_strs undated = {0};
    size_t count = 0;
    if (!own) {
        return ps_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        if (ps_str_eq(owners[i], owner)) {
            own[count] = deals[i];
            own[count++].rank = 0;
        }
    }
    return ps_forecast_make(months, &undated, arena, PS_BY_MONTH, own, count, err);
}

/* Targets that count, as rows; one that stands twice once. */
static int list(ps_target_rows *out, ps_arena *arena, const ps_targets *targets, ps_date from, ps_error *err) {
    ps_target_rows all = {0};
    for (size_t i = 0; i < targets->n; i++) {
        const ps_target *t = &targets->v[i];
        if (t->amount == PS_MONEY_NONE || t->first == PS_DATE_NONE || t->last < from) {
            continue;
        }
        ps_target_row *row = PS_PUSH(arena, &all);
        if (!row) {
            return ps_nomem(err);
        }
        *row = (ps_target_row){
            .owner = t->owner, .period = t->period, .currency = t->currency, .first = t->first, .last = t->last, .target = t->amount};
    }
    if (all.n) {
        qsort(all.v, all.n, sizeof *all.v, by_owner);
    }
    for (size_t i = 0; i < all.n; i++) {
        ps_target_row *last = out->n ? &out->v[out->n - 1] : NULL;
        if (last && same(last, &all.v[i], true)) {
            if (!ps_money_add(&last->target, last->target, all.v[i].target)) {
                return too_large(err, last);
            }
            continue;
        }
        ps_target_row *row = PS_PUSH(arena, out);
        if (!row) {
            return ps_nomem(err);
        }
        *row = all.v[i];
    }
    return PS_OK;
}

int ps_targets_hold(ps_target_rows *out, ps_arena *arena, const ps_targets *targets, ps_date from, const ps_forecast_deal *deals,
                    const ps_str *owners, size_t n, ps_error *err) {
    ps_forecast_rows months = {0};
    int rc = list(out, arena, targets, from, err);
    for (size_t i = 0; !rc && i < out->n; i++) {
        if (i == 0 || !ps_str_eq(out->v[i].owner, out->v[i - 1].owner)) {
            months = (ps_forecast_rows){0};
            rc = months_of(&months, arena, out->v[i].owner, deals, owners, n, err);
        }
        rc = rc ? rc : gather(&out->v[i], arena, &months, err);
    }
    return rc;
}

static int join(ps_target_row *to, ps_arena *arena, const ps_target_row *from, ps_error *err) {
    ps_forecast_sums s = {.booked = from->booked, .committed = from->committed, .best = from->best, .weighted = from->weighted};
    for (size_t i = 0; i < from->apart.n; i++) {
        if (put_apart(to, arena, from->apart.v[i])) {
            return ps_nomem(err);
        }
    }
    bool good = ps_money_add(&to->target, to->target, from->target) && add_sums(to, &s) && set_gaps(to);
    return good ? PS_OK : too_large(err, from);
}

int ps_targets_together(ps_target_rows *out, ps_arena *arena, const ps_target_rows *rows, ps_error *err) {
    ps_target_row *sorted = ps_arena_alloc(arena, (rows->n + 1) * sizeof *sorted);
    int rc = PS_OK;
    if (!sorted) {
        return ps_nomem(err);
    }
    for (size_t i = 0; i < rows->n; i++) {
        sorted[i] = rows->v[i];
    }
    qsort(sorted, rows->n, sizeof *sorted, by_period);
    for (size_t i = 0; !rc && i < rows->n; i++) {
        ps_target_row *row = out->n ? &out->v[out->n - 1] : NULL;
        if (!row || !same(row, &sorted[i], false)) {
            row = PS_PUSH(arena, out);
            if (!row) {
                return ps_nomem(err);
            }
            *row = (ps_target_row){
                .period = sorted[i].period, .currency = sorted[i].currency, .first = sorted[i].first, .last = sorted[i].last};
        }
        rc = join(row, arena, &sorted[i], err);
    }
    return rc;
}
