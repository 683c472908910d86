/* Who carries how much. */
#include "load.h"

#include "rates.h"
#include "ws_filter.h"
#include "ws_money.h"

typedef struct {
    ps_work *w;
    ps_str currency; /* of the sums */
    ps_load_deal *deals;
    size_t n;
    ps_v_load *out;
} loading;

static int put_unrated(loading *l, ps_str currency) {
    ps_strs *list = &l->out->unrated;
    ps_str *slot = ps_ids_have(list->v, list->n, currency) ? NULL : PS_PUSH(l->w->arena, list);
    if (slot) {
        *slot = ps_keep(l->w, currency);
    }
    return slot || ps_ids_have(list->v, list->n, currency) ? PS_OK : ps_nomem(l->w->err);
}

static int take(loading *l, const ps_settled *settled) {
    ps_work *w = l->w;
    ps_v_deal d;
    ps_view_settled(w, settled, &d);
    ps_load_deal *slot = &l->deals[l->n++];
    *slot = (ps_load_deal){.owner = d.owner,
                           .stage = ps_process_stage(w->process, d.stage),
                           .value = d.counted,
                           .activities = settled->row->activities,
                           .stalled = d.stalled,
                           .idle = !d.next_action};
    if (d.counted == PS_MONEY_NONE || ps_rates_convert(w->process, d.counted, d.currency, l->currency, &slot->value)) {
        return PS_OK;
    }
    slot->value = PS_MONEY_NONE;
    return put_unrated(l, d.currency);
}

/* Those of the team who are still here: whoever carries nothing is of interest too. */
static int members_here(ps_work *w, ps_strs *out) {
    ps_strs all = {0};
    int rc = ps_work_ids(w, PS_K_MEMBER, &all);
    for (size_t i = 0; !rc && i < all.n; i++) {
        ps_str path;
        ps_date left = ps_left_day(w->world.note(w->world.ctx, PS_K_MEMBER, all.v[i], &path));
        bool gone = left != PS_DATE_NONE && left <= w->world.today;
        ps_str *slot = gone ? NULL : PS_PUSH(w->arena, out);
        rc = slot || gone ? PS_OK : ps_nomem(w->err);
        if (slot) {
            *slot = all.v[i];
        }
    }
    return rc;
}

static int put_row(ps_work *w, const ps_load *l, ps_v_load *out) {
    ps_v_load_row *v = PS_PUSH(w->arena, &out->rows);
    ps_str path = PS_S("");
    const ps_note *note = l->owner.n && ps_id_valid(l->owner) ? w->world.note(w->world.ctx, PS_K_MEMBER, l->owner, &path) : NULL;
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_load_row){.owner = ps_keep(w, l->owner),
                         .name = ps_work_name(w, l->owner),
                         .path = note ? ps_keep_path(w, path) : PS_S(""),
                         .currency = out->currency,
                         .deals = l->deals,
                         .open_activities = l->activities,
                         .stalled = l->stalled,
                         .idle = l->idle,
                         .unvalued = l->unvalued,
                         .value = l->value};
    for (int i = 0; i < w->process->n_stages; i++) {
        ps_v_load_stage *s = PS_PUSH(w->arena, &v->by_stage);
        if (!s) {
            return ps_nomem(w->err);
        }
        *s = (ps_v_load_stage){ps_keep(w, w->process->stages[i].id), ps_keep(w, w->process->stages[i].label), l->stages[i].deals,
                               l->stages[i].value};
    }
    return PS_OK;
}

/* Open deals that the filter takes; archived ones only where it asks for them. */
static int take_deals(loading *l, ps_str text) {
    ps_settled_list deals;
    ps_filter filter;
    int rc = ps_filter_read(l->w, text, &filter);
    rc = rc ? rc : ps_work_settled(l->w, &deals, &l->out->broken);
    l->deals = rc ? NULL : ps_arena_alloc(l->w->arena, (deals.n + 1) * sizeof *l->deals);
    if (!l->deals) {
        return rc ? rc : ps_nomem(l->w->err);
    }
    for (size_t i = 0; !rc && i < deals.n; i++) {
        ps_v_deal view;
        ps_view_settled(l->w, &deals.v[i], &view);
        bool counts = ps_str_eq(view.status, PS_S("open")) && (!view.archived || filter.archived) && ps_filter_takes(&filter, &view);
        rc = counts ? take(l, &deals.v[i]) : PS_OK;
    }
    return rc;
}

static int load_run(ps_work *w, const ps_a_load *in, ps_v_load *out) {
    loading l = {.w = w, .out = out};
    ps_strs members = {0};
    ps_loads loads = {0};
    int rc = ps_work_travel_to(w, in->at);
    l.currency = in->currency.n ? in->currency : w->process->currency;
    if (!rc && !ps_rates_know(w->process, l.currency, PS_S(""))) {
        return ps_fail(w->err, PS_EINVAL, NO_RATE, ps_str_clip(l.currency, 20));
    }
    rc = rc ? rc : take_deals(&l, in->filter);
    rc = rc || ps_str_trim(in->filter).n ? rc : members_here(w, &members);
    rc = rc ? rc : ps_load_make(&loads, w->arena, w->process->n_stages, l.deals, l.n, &members) ? ps_nomem(w->err) : PS_OK;
    out->currency = ps_keep(w, l.currency);
    for (size_t i = 0; !rc && i < loads.n; i++) {
        rc = put_row(w, &loads.v[i], out);
    }
    out->today = w->world.today;
    return rc;
}
PS_CALL_RUN(load, ps_a_load, ps_v_load, PS_READS)
