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
        const ps_rival *in = &o->rivals[i];
        ps_v_rival *r = PS_PUSH(w->arena, &out->rivals);
        if (!r) {
            return ps_nomem(w->err);
        }
        *r = (ps_v_rival){.id = ps_keep(w, in->id),
                          .label = ps_keep(w, ps_note_unlink(in->label)),
                          .threat = ps_keep(w, in->threat),
                          .lnum = (int)in->line,
                          .total = in->party ? in->party->total : PS_MONEY_NONE,
                          .rank = in->party ? in->party->rank : 0};
    }
    return PS_OK;
}

/* The factors that cost us most. */
static int view_lags(ps_work *w, const ps_factors *f, ps_v_overview *out) {
    for (size_t i = 0; i < f->n_gaps && i < 3; i++) {
        const ps_factor *factor = &f->factors[f->gaps[i]];
        ps_v_lag *lag = PS_PUSH(w->arena, &out->lags);
        if (!lag) {
            return ps_nomem(w->err);
        }
        *lag = (ps_v_lag){ps_keep(w, factor->id), ps_keep(w, factor->label),
                          factor->best < 0 ? PS_S("") : ps_keep(w, f->rivals[factor->best].label), factor->gap, (int)factor->line};
    }
    return PS_OK;
}

static int view_flow(ps_work *w, const ps_deal *deal, const ps_flow *f, ps_v_overview *out) {
    if (!f->known) {
        return PS_OK;
    }
    ps_v_flow_state *v = out->flow = PS_NEW(w->arena, ps_v_flow_state);
    if (!v) {
        return ps_nomem(w->err);
    }
    const ps_flow_step *at = f->at < 0 ? NULL : &f->steps[f->at], *next = f->next < 0 ? NULL : &f->steps[f->next];
    *v = (ps_v_flow_state){.label = ps_keep(w, f->label),
                           .step = at ? ps_keep(w, at->id) : PS_S(""),
                           .step_label = at ? ps_keep(w, at->label) : PS_S(""),
                           .state = at ? ps_flow_state_id(at->state) : PS_S(""),
                           .date = at ? at->date : PS_DATE_NONE,
                           .next_label = next ? ps_keep(w, next->label) : PS_S(""),
                           .next_date = next ? next->date : PS_DATE_NONE,
                           .behind = f->behind,
                           .ahead = f->worst >= 0,
                           .path = ps_keep_path(w, f->doc ? f->doc->path : deal->main->path),
                           .lnum = at && at->line ? (int)at->line : 1};
    return PS_OK;
}

static int view_sides(ps_work *w, const ps_deal *deal, const ps_overview *o, ps_v_overview *out) {
    ps_str people[64];
    size_t n = ps_deal_people(deal, people, sizeof people / sizeof *people);
    for (size_t i = 0; i < n; i++) {
        ps_str *slot = PS_PUSH(w->arena, &out->team);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = ps_keep(w, people[i]);
    }
    if (o->needs_total) {
        out->needs = PS_NEW(w->arena, ps_v_needs_state);
        if (!out->needs) {
            return ps_nomem(w->err);
        }
        ps_str said = o->needs.true_need.n ? o->needs.true_need : o->needs.asked;
        *out->needs = (ps_v_needs_state){o->needs_done, o->needs_total, ps_keep(w, said), o->needs.apart};
    }
    int rc = view_flow(w, deal, &o->flow, out);
    rc = rc ? rc : view_rivals(w, o, out);
    return rc ? rc : view_lags(w, &o->factors, out);
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
                           .strengths = (int)o->swot.counts[0],
                           .weaknesses = (int)o->swot.counts[1],
                           .opportunities = (int)o->swot.counts[2],
                           .threats = (int)o->swot.counts[3],
                           .unanswered = (int)o->swot.unanswered,
                           .total = o->factors.us.total,
                           .rank = o->factors.us.rank,
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
    return rc ? rc : view_sides(w, deal, o, out);
}

/* Of the other deals as they are known: nobody waits for a look at all files to see one. */
static int view_lessons(ps_work *w, const ps_deal *deal, ps_v_overview *out) {
    const ps_a_lessons like = {.id = deal->id, .limit = 1};
    ps_v_lessons lessons = {0};
    w->known = true;
    int rc = ps_work_lessons(w, &like, &lessons);
    out->lessons = lessons.count;
    return rc;
}

static int overview_run(ps_work *w, const ps_a_deal *in, ps_v_overview *out) {
    ps_deal *deal;
    ps_overview o;
    int rc = ps_work_deal_then(w, in, &deal);
    rc = rc ? rc : ps_overview_of(&o, w->arena, deal, &w->world, w->err);
    rc = rc ? rc : view_overview(w, deal, &o, out);
    return rc || w->past ? rc : view_lessons(w, deal, out);
}
PS_CALL_RUN(overview, ps_a_deal, ps_v_overview, PS_READS)
