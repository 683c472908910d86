/* The forecast: open and won deals of the workspace, laid out for forecast.h. */
#include "forecast.h"

#include "field.h"
#include "rates.h"
#include "ws_targets.h"

static ps_recurring recurring_of(const ps_v_deal *d) {
    ps_recurring r = {.amount = ps_money_read(ps_front_value(d->front, PS_S("recurring.amount"))),
                      .start = ps_date_read(ps_front_value(d->front, PS_S("recurring.start")))};
    if (!ps_span_parse(ps_front_value(d->front, PS_S("recurring.period")), &r.period) ||
        !ps_int_read(ps_front_value(d->front, PS_S("recurring.count")), &r.count)) {
        r.count = 0;
    }
    return r;
}

static bool is_open(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("open"));
}

static bool is_booked(const ps_v_deal *d) {
    return ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("done"));
}

static ps_forecast_deal of_view(const ps_work *w, const ps_v_deal *d, ps_forecast_by by) {
    int commit = w->process->commit_from, best = w->process->best_from;
    ps_str manager = ps_front_value(d->front, PS_S("forecast_manager"));
    int stage = by == PS_BY_STAGE ? ps_process_stage(w->process, d->stage) : 0;
    return (ps_forecast_deal){.id = d->id,
                              .currency = d->currency,
                              .group = by == PS_BY_OWNER     ? d->owner
                                       : by == PS_BY_ACCOUNT ? d->account
                                       : by == PS_BY_KIND    ? d->kind
                                       : by == PS_BY_STAGE   ? d->stage
                                                             : PS_S(""),
                              .rank = stage < 0 ? w->process->n_stages : stage,
                              .booked = is_booked(d),
                              .unearned = d->unearned,
                              .value = d->counted,
                              .probability = d->probability,
                              .category = ps_category_of(d->forecast, d->probability, commit, best),
                              .manager = ps_category_of(manager.n ? manager : d->forecast, d->probability, commit, best),
                              .day = is_booked(d) ? d->signed_on : d->close,
                              .recurring = d->counted == d->value ? recurring_of(d) : (ps_recurring){.amount = PS_MONEY_NONE}};
}

static ps_str label_of(const ps_process *p, ps_forecast_by by, ps_str key) {
    int stage = by == PS_BY_STAGE ? ps_process_stage(p, key) : -1;
    return stage >= 0 ? p->stages[stage].label : by == PS_BY_KIND && key.n ? ps_process_label(p, PS_V_KINDS, key) : PS_S("");
}

static int put_row(ps_work *w, ps_forecast_by by, const ps_forecast_row *row, ps_v_forecast *out) {
    const ps_forecast_sums *s = &row->sums;
    ps_v_forecast_row *v = PS_PUSH(w->arena, &out->rows);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_forecast_row){.key = row->key,
                             .label = ps_keep(w, label_of(w->process, by, row->key)),
                             .currency = row->currency,
                             .count = row->count,
                             .value = s->value,
                             .weighted = s->weighted,
                             .committed = s->committed,
                             .best = s->best,
                             .booked = s->booked,
                             .manager_committed = s->manager_committed,
                             .manager_best = s->manager_best,
                             .deals = row->deals,
                             .doubtful = row->doubtful};
    return PS_OK;
}

static int put_unrated(ps_work *w, ps_str currency, ps_v_forecast *out) {
    bool known = ps_ids_have(out->unrated.v, out->unrated.n, currency);
    ps_str *slot = known ? NULL : PS_PUSH(w->arena, &out->unrated);
    if (slot) {
        *slot = currency;
    }
    return slot || known ? PS_OK : ps_nomem(w->err);
}

/* All of it in one currency; a deal in one without a rate keeps its own. */
static int convert(ps_work *w, ps_forecast_deal *d, ps_str currency, ps_v_forecast *out) {
    if (!currency.n) {
        return PS_OK;
    }
    if (!ps_rates_know(w->process, d->currency, currency)) {
        return put_unrated(w, d->currency, out);
    }
    ps_rates_convert(w->process, d->value, d->currency, currency, &d->value);
    ps_rates_convert(w->process, d->recurring.amount, d->currency, currency, &d->recurring.amount);
    d->currency = currency;
    return PS_OK;
}

static int choose(ps_work *w, const ps_filter *filter, const ps_v_deals *all, ps_forecast_by by, ps_forecast_list *out) {
    *out = (ps_forecast_list){ps_arena_alloc(w->arena, (all->n + 1) * sizeof *out->v),
                              ps_arena_alloc(w->arena, (all->n + 1) * sizeof *out->owners), 0};
    if (!out->v || !out->owners) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < all->n; i++) {
        const ps_v_deal *d = &all->v[i];
        bool counts = (is_open(d) || is_booked(d)) && (!d->archived || is_booked(d) || filter->archived);
        if (counts && ps_filter_takes(filter, d)) {
            out->owners[out->n] = d->owner;
            out->v[out->n++] = of_view(w, d, by);
        }
    }
    return PS_OK;
}

static int forecast_run(ps_work *w, const ps_a_forecast *in, ps_v_forecast *out) {
    ps_forecast_by by = PS_BY_MONTH;
    ps_v_deals all = {0};
    ps_filter filter;
    ps_forecast_list deals;
    ps_forecast_rows rows = {0};
    if (in->by.n && !ps_forecast_by_parse(in->by, &by)) {
        return ps_fail(w->err, PS_EINVAL, FORECAST_BY, ps_str_clip(in->by, 40));
    }
    int rc = ps_work_travel_to(w, in->at);
    if (!rc && in->currency.n && !ps_rates_know(w->process, in->currency, PS_S(""))) {
        return ps_fail(w->err, PS_EINVAL, NO_RATE, ps_str_clip(in->currency, 20));
    }
    rc = rc ? rc : ps_work_deals(w, &all, &out->broken);
    rc = rc ? rc : ps_filter_read(w, in->filter, &filter);
    rc = rc ? rc : choose(w, &filter, &all, by, &deals);
    for (size_t i = 0; !rc && i < deals.n; i++) {
        rc = convert(w, &deals.v[i], in->currency, out);
    }
    rc = rc ? rc : ps_forecast_make(&rows, &out->undated, w->arena, by, deals.v, deals.n, w->err);
    rc = rc ? rc : ps_work_targets(w, &filter, by, &deals, in->currency, out);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        rc = put_row(w, by, &rows.v[i], out);
    }
    out->by = ps_keep(w, in->by.n ? in->by : PS_S("month"));
    out->currency = ps_keep(w, in->currency);
    out->today = w->world.today;
    return rc;
}
PS_CALL_RUN(forecast, ps_a_forecast, ps_v_forecast, PS_READS)
