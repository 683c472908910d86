/* The money of a deal: what was spent, on what, and how it runs. */
#include <stdlib.h>

#include "observed.h"
#include "ws_money.h"

static ps_str currency_of(const ps_work *w, const ps_deal *deal) {
    return deal->currency.n ? deal->currency : w->process->currency;
}

/* ---- what other deals tell of winning ---- */

/* Deals by the stage that they got to and how they ended: as `observed` counts them, from what is kept of every deal. */
static int observe(ps_work *w, ps_observed *out) {
    ps_settled_list deals;
    int rc = ps_work_settled(w, &deals, NULL);
    ps_past_deal *past = rc ? NULL : ps_arena_alloc(w->arena, (deals.n + 1) * sizeof *past);
    ps_stay *stays = past ? ps_arena_alloc(w->arena, (deals.n + 1) * sizeof *stays) : NULL;
    if (!stays) {
        return rc ? rc : ps_nomem(w->err);
    }
    for (size_t i = 0; i < deals.n; i++) {
        const ps_v_deal *d = &deals.v[i].row->view;
        int stage = ps_process_stage(w->process, deals.v[i].row->reached);
        bool won = ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("done"));
        bool lost = ps_str_eq(d->status, PS_S("lost")) || ps_str_eq(d->status, PS_S("no-go")) || ps_str_eq(d->status, PS_S("no-decision"));
        stays[i] = (ps_stay){stage < 0 ? 0 : stage, stage < 0 ? 0 : stage, PS_DATE_NONE, PS_DATE_NONE, PS_STAYS};
        past[i] = (ps_past_deal){.stays = &stays[i], .n_stays = 1, .end = won ? PS_END_WON : lost ? PS_END_LOST : PS_UNDECIDED};
    }
    return ps_observe(out, w->arena, w->process->n_stages, past, deals.n, w->err);
}

/* ---- the parts of the answer ---- */

static int view_stages(ps_work *w, const ps_deal *deal, const ps_spend *s, const ps_observed *o, ps_v_costs *out) {
    for (int i = 0; i < s->n; i++) {
        const ps_pstage *stage = &deal->profile->stages[i];
        const ps_stage_spend *m = &s->stages[i];
        const ps_observed_stage *seen = &o->stages[stage->first];
        ps_v_cost_stage *v = PS_PUSH(w->arena, &out->stages);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_cost_stage){.id = ps_keep(w, stage->id),
                               .label = ps_keep(w, stage->label),
                               .mark = ps_spend_mark_id(m->mark),
                               .budget = m->budget,
                               .planned = m->planned,
                               .spent = m->spent,
                               .share = m->share,
                               .ceiling = m->ceiling,
                               .probability = stage->probability,
                               .ran = m->ran,
                               .allowed = m->allowed,
                               .reach = m->reach,
                               .seen = seen->closed,
                               .won = seen->won,
                               .win = seen->win,
                               .here = i == deal->stage,
                               .by_hand = deal->stage_by_hand[i]};
    }
    return PS_OK;
}

static int add_category(ps_work *w, const ps_expense *e, ps_v_costs *out) {
    ps_v_cost_category *v = NULL;
    for (size_t i = 0; i < out->categories.n && !v; i++) {
        v = ps_str_eq(out->categories.v[i].id, e->category) ? &out->categories.v[i] : NULL;
    }
    if (!v) {
        v = PS_PUSH(w->arena, &out->categories);
        if (!v) {
            return ps_nomem(w->err);
        }
        v->id = ps_keep(w, e->category);
        v->label = ps_keep(w, ps_process_label(w->process, PS_V_COSTS, e->category));
    }
    v->count++;
    ps_money_add(&v->spent, v->spent, e->amount);
    return PS_OK;
}

static int view_expense(ps_work *w, const ps_deal *deal, const ps_expense *e, ps_v_costs *out) {
    ps_v_expense *v = PS_PUSH(w->arena, &out->ledger);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_expense){.date = ps_keep(w, e->date_text),
                        .category = ps_keep(w, e->category),
                        .category_label = ps_keep(w, ps_process_label(w->process, PS_V_COSTS, e->category)),
                        .stage = ps_keep(w, e->stage),
                        .stage_label = e->pstage < 0 ? PS_S("") : ps_keep(w, deal->profile->stages[e->pstage].label),
                        .by = ps_keep(w, e->by),
                        .to = ps_keep(w, e->to),
                        .note = ps_keep(w, e->note),
                        .path = ps_keep_path(w, e->doc->path),
                        .id = ps_keep(w, e->id),
                        .amount = e->amount,
                        .lnum = (int)e->line};
    return add_category(w, e, out);
}

static int by_spent(const void *a, const void *b) {
    const ps_v_cost_category *x = a, *y = b;
    int by = (x->spent < y->spent) - (x->spent > y->spent);
    return by ? by : ps_str_cmp(x->id, y->id);
}

static int by_date(const void *a, const void *b) {
    const ps_v_expense *x = a, *y = b;
    int by = ps_str_cmp(x->date, y->date);
    return by ? by : (x->lnum > y->lnum) - (x->lnum < y->lnum);
}

static int view_ledger(ps_work *w, const ps_deal *deal, ps_v_costs *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < deal->n_expenses; i++) {
        rc = view_expense(w, deal, &deal->expenses[i], out);
    }
    if (!rc && out->ledger.n) {
        qsort(out->categories.v, out->categories.n, sizeof *out->categories.v, by_spent);
        qsort(out->ledger.v, out->ledger.n, sizeof *out->ledger.v, by_date);
    }
    return rc;
}

static int view_curve(ps_work *w, const ps_deal *deal, ps_v_costs *out) {
    ps_curve curve = {0};
    int rc = ps_spend_curve(&curve, w->arena, deal, w->world.today) ? ps_nomem(w->err) : PS_OK;
    for (size_t i = 0; !rc && i < curve.n; i++) {
        const ps_curve_point *p = &curve.v[i];
        ps_v_curve_point *v = PS_PUSH(w->arena, &out->curve);
        rc = v ? PS_OK : ps_nomem(w->err);
        if (v) {
            *v = (ps_v_curve_point){p->day, p->spent, p->ran, p->allowed, ps_keep(w, deal->profile->stages[p->stage].id)};
        }
    }
    return rc;
}

static int costs_run(ps_work *w, const ps_a_deal *in, ps_v_costs *out) {
    ps_deal *deal;
    ps_spend s;
    ps_observed o;
    ps_warnings warnings = {0};
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : observe(w, &o);
    if (rc) {
        return rc;
    }
    ps_spend_of(&s, deal);
    const ps_pstage *here = &deal->profile->stages[deal->stage];
    const ps_observed_stage *seen = &o.stages[here->first];
    *out = (ps_v_costs){.deal = ps_keep(w, deal->id),
                        .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                        .currency = ps_keep(w, currency_of(w, deal)),
                        .status = ps_status_id(deal->status),
                        .stage = ps_keep(w, here->id),
                        .path = ps_keep_path(w, deal->main->path),
                        .value = deal->value,
                        .budget = s.budget,
                        .spent = s.spent,
                        .expected_cost = s.expected,
                        .expected_value = s.expected_value,
                        .expected_margin = s.expected_margin,
                        .margin = deal->margin,
                        .stage_probability = here->probability,
                        .judged = deal->probability,
                        .probability = ps_deal_probability(deal, NULL),
                        .seen = seen->closed,
                        .won = seen->won,
                        .observed = seen->win,
                        .least = PS_OBSERVED_LEAST,
                        .dear = s.dear,
                        .ahead = s.ahead,
                        .today = w->world.today};
    rc = view_stages(w, deal, &s, &o, out);
    rc = rc ? rc : view_ledger(w, deal, out);
    rc = rc ? rc : view_curve(w, deal, out);
    rc = rc ? rc : ps_weigh_standing(&warnings, w->arena, deal) ? ps_nomem(w->err) : PS_OK;
    return rc ? rc : ps_view_warnings(w, &warnings, &out->warnings);
}
PS_CALL_RUN(costs, ps_a_deal, ps_v_costs, PS_READS)
