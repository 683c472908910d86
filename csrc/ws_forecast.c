/* The forecast: open and won deals of the workspace, laid out for forecast.h. */
#include "forecast.h"

#include "field.h"
#include "ws_filter.h"

/* A scalar of the front matter, a map's member as `map.member`; "". */
static ps_str front_value(ps_str front, ps_str key) {
    ps_str at, value;
    while (front.n && ps_str_next(&front, '\0', &at) && front.p && ps_str_next(&front, '\0', &value)) {
        if (ps_str_eq(at, key)) {
            return value;
        }
    }
    return PS_S("");
}

static ps_recurring recurring_of(const ps_v_deal *d) {
    ps_recurring r = {.amount = ps_money_read(front_value(d->front, PS_S("recurring.amount"))),
                      .start = ps_date_read(front_value(d->front, PS_S("recurring.start")))};
    if (!ps_span_parse(front_value(d->front, PS_S("recurring.period")), &r.period) ||
        !ps_int_read(front_value(d->front, PS_S("recurring.count")), &r.count)) {
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
    ps_str manager = front_value(d->front, PS_S("forecast_manager"));
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
                             .deals = row->deals};
    return PS_OK;
}

static int choose(ps_work *w, ps_str text, const ps_v_deals *all, ps_forecast_by by, ps_forecast_deal **out, size_t *n) {
    ps_filter filter;
    int rc = ps_filter_read(w, text, &filter);
    ps_forecast_deal *deals = rc ? NULL : ps_arena_alloc(w->arena, (all->n + 1) * sizeof *deals);
    *n = 0;
    for (size_t i = 0; deals && i < all->n; i++) {
        const ps_v_deal *d = &all->v[i];
        bool counts = (is_open(d) || is_booked(d)) && (!d->archived || is_booked(d) || filter.archived);
        if (counts && ps_filter_takes(&filter, d)) {
            deals[(*n)++] = of_view(w, d, by);
        }
    }
    *out = deals;
    return deals ? PS_OK : rc ? rc : ps_nomem(w->err);
}

static int forecast_run(ps_work *w, const ps_a_forecast *in, ps_v_forecast *out) {
    ps_forecast_by by = PS_BY_MONTH;
    ps_v_deals all = {0};
    ps_forecast_deal *deals;
    ps_forecast_rows rows = {0};
    size_t n = 0;
    if (in->by.n && !ps_forecast_by_parse(in->by, &by)) {
        return ps_fail(w->err, PS_EINVAL, FORECAST_BY, ps_str_clip(in->by, 40));
    }
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_work_deals(w, &all, &out->broken);
    rc = rc ? rc : choose(w, in->filter, &all, by, &deals, &n);
    rc = rc ? rc : ps_forecast_make(&rows, &out->undated, w->arena, by, deals, n, w->err);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        rc = put_row(w, by, &rows.v[i], out);
    }
    out->by = ps_keep(w, in->by.n ? in->by : PS_S("month"));
    out->today = w->world.today;
    return rc;
}
PS_CALL_RUN(forecast, ps_a_forecast, ps_v_forecast, PS_READS)
