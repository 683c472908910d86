#include "gate.h"

#include "gate_way.h"

static void count_activities(ps_readiness *out, const ps_deal *deal) {
    const ps_pstage *stage = &deal->profile->stages[deal->stage];
    for (size_t i = 0; i < deal->n_answers; i++) {
        const ps_answer *a = &deal->answers[i];
        if (a->activity->stage < stage->first || a->activity->stage > stage->last) {
            continue;
        }
        out->total++;
        if (a->closed && a->task && a->task->state == '-') {
            out->na++;
        } else if (a->closed) {
            out->done++;
        }
    }
}

/* The steps before the claimed stage, as far as nobody overrode them. */
static void tell_walked(const ps_way *w) {
    for (int stage = 0; stage < w->deal->stage; stage++) {
        if (!ps_gate_override(w->deal, stage + 1)) {
            ps_way_step(w, stage);
        }
    }
}

/* A deal that is lost, paused or done moves on only once it is open again. */
static void tell_closed(const ps_way *w) {
    ps_status s = w->deal->status;
    if (s != PS_STATUS_OPEN && s != PS_STATUS_WON) {
        bool absent;
        unsigned line = ps_way_field_line(w->deal->main, PS_S("status"), PS_S(""), &absent);
        ps_str label = ps_process_label(w->deal->process, PS_V_STATUSES, ps_status_id(s));
        ps_way_tell(w, PS_M_FIELD, PS_S("status"), label, PS_S(""), line, absent, GATE_CLOSED, label);
    }
}

int ps_gate_readiness(ps_readiness *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_lang lang, ps_error *err) {
    (void)world; /* what it knows is in the deal's answers already */
    ps_way_list list = {.arena = arena, .deal = deal, .lang = lang};
    ps_way way = {deal, lang, ps_way_collect, &list};
    int gate = ps_way_gate_at(deal, deal->stage);
    const ps_review *latest = gate >= 0 ? ps_deal_review(deal, gate) : NULL;
    ps_readiness r = {.stage = deal->stage, .gate = gate, .round = latest ? latest->round : 0};
    r.next = deal->stage + 1 < deal->profile->n_stages ? deal->stage + 1 : -1;
    count_activities(&r, deal);
    tell_walked(&way);
    ps_way_step(&way, deal->stage);
    tell_closed(&way);
    if (list.failed) {
        return ps_nomem(err);
    }
    r.missing = list.list.v;
    r.n_missing = list.list.n;
    r.ready = r.n_missing == 0;
    *out = r;
    return PS_OK;
}

int ps_gate_unearned(ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_lang lang, ps_missing **out, size_t *n,
                     ps_error *err) {
    (void)world;
    ps_way_list list = {.arena = arena, .deal = deal, .lang = lang};
    ps_way way = {deal, lang, ps_way_collect, &list};
    if (ps_gate_earned(deal) < deal->stage) {
        tell_walked(&way);
    }
    if (list.failed) {
        return ps_nomem(err);
    }
    *out = list.list.v;
    *n = list.list.n;
    return PS_OK;
}
