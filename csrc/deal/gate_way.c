#include "gate_way.h"

unsigned ps_way_field_line(const ps_doc *doc, ps_str key, ps_str instead, bool *absent) {
    const ps_fm *field = doc ? ps_note_field(doc->note, key) : NULL;
    *absent = !field;
    if (!field && doc && instead.n) {
        field = ps_note_field(doc->note, instead);
    }
    return field ? field->line : 1;
}

/* ---- Stage history ---- */

/* Index of a stage as a history row names it; -1 for "" (before the first), -2 for an unknown one. */
static int row_stage(const ps_deal *deal, ps_str id) {
    int stage = id.n ? ps_profile_stage_id(deal->process, deal->profile, id) : -1;
    return id.n && stage < 0 ? -2 : stage;
}

bool ps_way_walked(const ps_deal *deal, int pstage, const ps_step **over) {
    bool forward = false;
    *over = NULL;
    for (size_t i = 0; i < deal->n_steps; i++) {
        const ps_step *step = &deal->steps[i];
        int from = row_stage(deal, step->from), to = row_stage(deal, step->to);
        if (from == -2 || to == -2) {
            continue;
        }
        if (from <= pstage && to > pstage) {
            forward = true;
            *over = step->override.n ? step : NULL;
        } else if (from > pstage && to <= pstage) {
            forward = false;
            *over = NULL;
        }
    }
    return forward;
}

/* ---- activities ---- */

static bool in_stage(const ps_deal *deal, const ps_answer *a, int pstage) {
    const ps_pstage *stage = &deal->profile->stages[pstage];
    return a->activity->stage >= stage->first && a->activity->stage <= stage->last;
}

/* Somebody wrote answers of this stage down, so that the line which lacks is one that the process gained (not a note that was removed). */
static bool stage_has_lines(const ps_deal *deal, int stage) {
    for (size_t i = 0; i < deal->n_answers; i++) {
        if (deal->answers[i].activity->stage == stage && deal->answers[i].task) {
            return true;
        }
    }
    return false;
}

bool ps_gate_gained(const ps_deal *deal, const ps_answer *a) {
    const ps_step *over;
    int pstage = ps_profile_stage(deal->profile, a->activity->stage);
    return !a->task && pstage < deal->stage && ps_way_walked(deal, pstage, &over) && stage_has_lines(deal, a->activity->stage);
}

/* A scoped answer that grew old after the stage was left takes nothing back. */
static bool aged(const ps_deal *deal, const ps_answer *a, int pstage) {
    const ps_step *over;
    bool was_closed = a->expired && a->task && (a->task->state == 'x' || (a->task->state == '-' && a->reason.n));
    return was_closed && pstage < deal->stage && ps_way_walked(deal, pstage, &over);
}

static void tell_activity(const ps_way *w, const ps_answer *a) {
    const ps_activity *act = a->activity;
    ps_str text = act->text;
#define TELL(say) ps_way_tell(w, PS_M_ACTIVITY, act->id, text, a->path, a->line, !a->task, say, text)
    if (!a->task) {
        TELL(GATE_ACTIVITY_ABSENT);
    } else if (a->expired) {
        TELL(GATE_ACTIVITY_EXPIRED);
    } else if (a->task->state == '-') {
        TELL(GATE_ACTIVITY_REASON);
    } else if (a->task->state == '/') {
        TELL(GATE_ACTIVITY_BEGUN);
    } else {
        TELL(GATE_ACTIVITY_OPEN);
    }
#undef TELL
}

bool ps_way_merged(const ps_pgate *g, int gate) {
    for (int i = 0; i < g->n_members; i++) {
        if (g->members[i] == gate) {
            return true;
        }
    }
    return false;
}

void ps_way_activities(const ps_way *w, int pstage, int review) {
    const ps_deal *deal = w->deal;
    for (size_t i = 0; i < deal->n_answers; i++) {
        const ps_answer *a = &deal->answers[i];
        bool later = review >= 0 && a->activity->open_at >= 0 && ps_way_merged(&deal->profile->gates[review], a->activity->open_at);
        if (in_stage(deal, a, pstage) && !a->closed && !later && !aged(deal, a, pstage) && !ps_gate_gained(deal, a)) {
            tell_activity(w, a);
        }
    }
}

/* ---- conditions ---- */

static bool decided(const ps_review *r) {
    return r->decision == PS_DECISION_GO || r->decision == PS_DECISION_CONDITIONAL || r->decision == PS_DECISION_HOLD;
}

void ps_way_conditions(const ps_way *w, int pgate, int round) {
    const ps_deal *deal = w->deal;
    for (size_t i = 0; i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        bool earlier = r->pgate >= 0 && (r->pgate < pgate || (r->pgate == pgate && r->round < round));
        for (size_t k = 0; earlier && decided(r) && k < r->n_conditions; k++) {
            const ps_condition *c = &r->conditions[k];
            if (!c->met) {
                ps_way_tell(w, PS_M_CONDITION, c->id, c->text, r->doc->path, c->line, false, GATE_CONDITION_OPEN, c->text,
                            deal->profile->gates[r->pgate].label);
            }
        }
    }
}

/* ---- the customer's decision ---- */

void ps_way_outcome(const ps_way *w, int pstage) {
    const ps_deal *deal = w->deal;
    if (deal->profile->decision != pstage || deal->process->decision < 0) {
        return;
    }
    bool won = deal->status == PS_STATUS_WON || deal->status == PS_STATUS_DONE;
    bool absent;
    if (!won &&
        (deal->status == PS_STATUS_OPEN || deal->signed_on == PS_DATE_NONE)) { /* a signed deal that was paused or lost later was won */
        unsigned line = ps_way_field_line(deal->main, PS_S("status"), PS_S(""), &absent);
        ps_way_tell(w, PS_M_OUTCOME, PS_S("status"), ps_text(PS_T_GATE_OUTCOME, w->lang), PS_S(""), line, absent, GATE_OUTCOME_MISSING);
        return;
    }
    if (deal->value == PS_MONEY_NONE) {
        unsigned line = ps_way_field_line(deal->main, PS_S("value"), PS_S("status"), &absent);
        ps_way_tell(w, PS_M_OUTCOME, PS_S("value"), ps_text(PS_T_GATE_OUTCOME, w->lang), PS_S(""), line, absent, GATE_OUTCOME_VALUE);
    }
    if (deal->signed_on == PS_DATE_NONE) {
        unsigned line = ps_way_field_line(deal->main, PS_S("signed"), PS_S("status"), &absent);
        ps_way_tell(w, PS_M_OUTCOME, PS_S("signed"), ps_text(PS_T_GATE_OUTCOME, w->lang), PS_S(""), line, absent, GATE_OUTCOME_SIGNED);
    }
}

/* ---- a step ---- */

int ps_way_gate_at(const ps_deal *deal, int pstage) {
    int pgate = deal->profile->stages[pstage].gate;
    return pstage < deal->profile->n_stages && pgate < deal->profile->n_gates ? pgate : -1; /* a process with faults may have neither */
}

void ps_way_step(const ps_way *w, int pstage) {
    int pgate = ps_way_gate_at(w->deal, pstage);
    ps_way_activities(w, pstage, -1);
    if (pgate >= 0) {
        const ps_review *latest = ps_deal_review(w->deal, pgate);
        bool closed = latest && (latest->decision == PS_DECISION_HOLD || latest->decision == PS_DECISION_NO_GO);
        /* what a held round asked for must be there before the next one; the conditions of the pass itself only before the next gate */
        ps_way_conditions(w, pgate, !latest ? 0 : closed ? latest->round + 1 : latest->round);
        ps_way_gate(w, pgate);
    }
    ps_way_outcome(w, pstage);
}

/* ---- collecting ---- */

static bool write_message(ps_way_list *l, const ps_gap *gap, ps_str *out) {
    ps_buf text = {0};
    ps_text_put(&text, l->lang, gap->say, gap->args, gap->n_args);
    bool ok = ps_buf_ok(&text);
    if (ok) {
        *out = ps_arena_dup(l->arena, ps_buf_str(&text));
        ok = out->p != NULL;
    }
    ps_buf_free(&text);
    return ok;
}

static ps_str deal_path(ps_way_list *l) {
    return l->deal->main ? l->deal->main->path : ps_arena_fmt(l->arena, "%.*s/deal.md", PS_FMT(l->deal->folder));
}

void ps_way_collect(void *ctx, const ps_gap *gap) {
    ps_way_list *l = ctx;
    ps_missing *m = l->failed ? NULL : PS_PUSH(l->arena, &l->list);
    if (!m) {
        l->failed = true;
        return;
    }
    *m = (ps_missing){.kind = gap->kind, .id = gap->id, .text = gap->text, .line = gap->line ? gap->line : 1, .absent = gap->absent};
    m->expired = gap->say == PS_T_GATE_ACTIVITY_EXPIRED;
    m->path = gap->path.n ? gap->path : deal_path(l);
    if (!m->path.p || !write_message(l, gap, &m->message)) {
        l->failed = true;
    }
}
