/* What people are to sell, held against the forecast. */
#include "ws_targets.h"

#include <stdio.h>

#include "rates.h"
#include "ws_money.h"

/* Targets are of people, not of a part of the pipeline: with any other word in the filter there are none to hold it against. */
static bool of_people(const ps_filter *f) {
    for (size_t i = 0; i < f->terms.n; i++) {
        if (f->terms.v[i].field != PS_FIELD_OWNER) {
            return false;
        }
    }
    return true;
}

static bool takes(const ps_filter *f, ps_str member) {
    ps_v_deal like = {.owner = member};
    return ps_filter_takes(f, &like);
}

static int read_targets(ps_work *w, const ps_filter *f, ps_targets *out) {
    ps_strs members = {0};
    int rc = ps_work_ids(w, PS_K_MEMBER, &members);
    for (size_t i = 0; !rc && i < members.n; i++) {
        ps_str path;
        const ps_note *note = takes(f, members.v[i]) ? w->world.note(w->world.ctx, PS_K_MEMBER, members.v[i], &path) : NULL;
        rc = note && ps_targets_read(out, w->arena, w->process, note, members.v[i]) ? ps_nomem(w->err) : PS_OK;
    }
    return rc;
}

/* In the currency that is asked for, where there is a rate. */
static void convert(const ps_work *w, ps_targets *targets, ps_str currency) {
    for (size_t i = 0; currency.n && i < targets->n; i++) {
        ps_target *t = &targets->v[i];
        if (ps_rates_convert(w->process, t->amount, t->currency, currency, &t->amount)) {
            t->currency = currency;
        }
    }
}

static int view_row(ps_work *w, const ps_target_row *row, ps_v_forecast *out) {
    ps_v_target *v = PS_PUSH(w->arena, &out->targets);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_target){.owner = ps_keep(w, row->owner),
                       .name = ps_work_name(w, row->owner),
                       .period = ps_keep(w, row->period),
                       .currency = ps_keep(w, row->currency),
                       .target = row->target,
                       .booked = row->booked,
                       .committed = row->committed,
                       .best = row->best,
                       .weighted = row->weighted,
                       .gap = row->gap,
                       .best_gap = row->best_gap,
                       .apart = row->apart};
    return PS_OK;
}

static ps_date new_year(ps_date today) {
    ps_datestr text;
    ps_date day = today;
    ps_str s = ps_date_str(&text, today);
    char first[11];
    int n = snprintf(first, sizeof first, "%.4s-01-01", s.p);
    ps_date_parse((ps_str){first, (size_t)n}, &day);
    return day;
}

int ps_work_targets(ps_work *w, const ps_filter *filter, ps_forecast_by by, const ps_forecast_list *deals, ps_str currency,
                    ps_v_forecast *out) {
    bool together = by == PS_BY_MONTH || by == PS_BY_QUARTER;
    ps_targets targets = {0};
    ps_target_rows rows = {0}, all = {0};
    if (!of_people(filter) || (!together && by != PS_BY_OWNER)) {
        return PS_OK;
    }
    int rc = read_targets(w, filter, &targets);
    convert(w, &targets, currency);
    rc = rc ? rc : ps_targets_hold(&rows, w->arena, &targets, new_year(w->world.today), deals->v, deals->owners, deals->n, w->err);
    rc = rc || !together ? rc : ps_targets_together(&all, w->arena, &rows, w->err);
    const ps_target_rows *shown = together ? &all : &rows;
    for (size_t i = 0; !rc && i < shown->n; i++) {
        rc = view_row(w, &shown->v[i], out);
    }
    return rc;
}
