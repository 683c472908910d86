/* A deal on one screen. */
#include "overview.h"
#include "workspace_impl.h"

static ps_str state_of(const ps_deal *deal, const ps_stage_view *s, int stage) {
    return s->forced              ? PS_S("forced")
           : stage == deal->stage ? PS_S("here")
           : stage > deal->stage  ? PS_S("ahead")
           : s->walked            ? PS_S("walked")
                                  : PS_S("unearned");
}

static int view_groups(ps_work *w, const ps_stage_view *s, ps_v_stage_view *out) {
    for (size_t i = 0; i < s->n_groups; i++) {
        ps_v_group *g = PS_PUSH(w->arena, &out->groups);
        if (!g) {
            return ps_nomem(w->err);
        }
        *g = (ps_v_group){ps_keep(w, s->groups[i].label), s->groups[i].done, s->groups[i].na, s->groups[i].open};
    }
    return PS_OK;
}

static int view_stage(ps_work *w, const ps_deal *deal, const ps_overview *o, int stage, ps_v_stage_view *out) {
    const ps_stage_view *s = &o->stages[stage];
    const ps_stage_spend *m = &o->spend.stages[stage];
    *out = (ps_v_stage_view){.id = ps_keep(w, s->stage->id),
                             .label = ps_keep(w, s->stage->label),
                             .state = state_of(deal, s, stage),
                             .done = s->done,
                             .na = s->na,
                             .open = s->open,
                             .days = s->days,
                             .probability = s->stage->probability,
                             .reach = (m->reach + 50) / 100,
                             .entered = s->entered,
                             .gate = s->gate ? ps_keep(w, s->gate->id) : PS_S(""),
                             .gate_label = s->gate ? ps_keep(w, s->gate->label) : PS_S(""),
                             .decision = s->review ? ps_decision_id(s->review->decision) : PS_S(""),
                             .path = s->review ? ps_keep_path(w, s->review->doc->path) : PS_S(""),
                             .round = s->review ? s->review->round : 0,
                             .decided = s->review && s->review->decision != PS_DECISION_NONE ? s->review->date : PS_DATE_NONE,
                             .budget = m->budget,
                             .planned = m->planned,
                             .spent = m->spent,
                             .share = m->share,
                             .over = m->over};
    return view_groups(w, s, out);
}

static int view_chain(ps_work *w, const ps_deal *deal, ps_v_overview *out) {
    ps_chain chain;
    int rc = ps_chain_read(&chain, w->arena, deal, &w->world, w->err);
    if (rc) {
        return rc;
    }
    for (size_t i = 0; i < chain.n_members; i++) {
        out->against += !chain.members[i].gone && ps_stance_against(w->process, chain.members[i].stance);
    }
    out->people = (int)(chain.n_members - chain.gone);
    out->covered = (int)chain.covered;
    return ps_view_champions(w, &chain, &out->champions);
}

static int view_rivals(ps_work *w, const ps_overview *o, ps_v_overview *out) {
    for (size_t i = 0; i < o->n_rivals; i++) {
        ps_v_rival *r = PS_PUSH(w->arena, &out->rivals);
        if (!r) {
            return ps_nomem(w->err);
        }
        *r = (ps_v_rival){ps_keep(w, o->rivals[i].id), ps_keep(w, o->rivals[i].label), ps_keep(w, o->rivals[i].threat),
                          (int)o->rivals[i].line};
    }
    return PS_OK;
}

static int view_overview(ps_work *w, const ps_deal *deal, const ps_overview *o, ps_v_overview *out) {
    *out = (ps_v_overview){.deal = ps_keep(w, deal->id),
                           .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                           .account = ps_keep(w, deal->account),
                           .owner = ps_keep(w, deal->owner),
                           .status = ps_status_id(deal->status),
                           .currency = ps_keep(w, deal->currency.n ? deal->currency : w->process->currency),
                           .stage = ps_keep(w, deal->profile->stages[deal->stage].id),
                           .earned = ps_keep(w, deal->profile->stages[o->earned].id),
                           .path = ps_keep_path(w, deal->main->path),
                           .strengths = o->swot[0],
                           .weaknesses = o->swot[1],
                           .opportunities = o->swot[2],
                           .threats = o->swot[3],
                           .unanswered = o->unanswered,
                           .probability = ps_deal_probability(deal, NULL),
                           .value = deal->value,
                           .budget = o->spend.budget,
                           .spent = o->spend.spent,
                           .expected_cost = o->spend.expected,
                           .expected_value = o->spend.expected_value,
                           .expected_margin = o->spend.expected_margin,
                           .dear = o->spend.dear,
                           .today = w->world.today};
    out->parent = ps_keep(w, deal->parent);
    int rc = ps_view_action(w, deal, &out->next_action);
    rc = rc ? rc : ps_work_frame(w, deal->id, &out->frame);
    for (int i = 0; !rc && i < o->n; i++) {
        ps_v_stage_view *s = PS_PUSH(w->arena, &out->stages);
        rc = s ? view_stage(w, deal, o, i, s) : ps_nomem(w->err);
    }
    rc = rc ? rc : view_chain(w, deal, out);
    return rc ? rc : view_rivals(w, o, out);
}

static int overview_run(ps_work *w, const ps_a_deal *in, ps_v_overview *out) {
    ps_deal *deal;
    ps_overview o;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_overview_of(&o, w->arena, deal, &w->world, w->err);
    return rc ? rc : view_overview(w, deal, &o, out);
}
PS_CALL_RUN(overview, ps_a_deal, ps_v_overview, PS_READS)
