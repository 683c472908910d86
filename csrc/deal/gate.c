#include "gate.h"

#include "gate_way.h"

ps_str ps_missing_kind_id(ps_missing_kind k) {
    static const char *const ids[] = {"activity", "criterion", "condition", "review", "reviewer", "outcome", "field"};
    return ps_str_of(ids[k]);
}

static bool lets_pass(const ps_review *r) {
    return r && (r->decision == PS_DECISION_GO || r->decision == PS_DECISION_CONDITIONAL);
}

/* The latest decided review that goes by this gate of the process. */
static const ps_review *latest_decided(const ps_deal *deal, int gate) {
    const ps_review *found = NULL;
    for (size_t i = 0; i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        bool open = r->decision == PS_DECISION_NONE || r->decision == PS_DECISION_UNKNOWN;
        if (!open && ps_process_gate(deal->process, r->gate) == gate && (!found || r->round >= found->round)) {
            found = r;
        }
    }
    return found;
}

static bool review_asks(const ps_review *r, ps_str criterion) {
    for (size_t i = 0; i < r->n_criteria; i++) {
        if (ps_str_eq(r->criteria[i].id, criterion)) {
            return true;
        }
    }
    return false;
}

/* A merged review judged this gate too: it recorded criteria of it, or there are none. */
static bool judged_too(const ps_deal *deal, const ps_review *r, int gate) {
    bool any = false;
    for (size_t i = 0; i < deal->process->n_criteria; i++) {
        const ps_criterion *c = &deal->process->criteria[i];
        if (c->gate == gate) {
            any = true;
            if (review_asks(r, c->id)) {
                return true;
            }
        }
    }
    return !any && r->pgate >= 0 && deal->profile->gates[r->pgate].n_members > 1;
}

/* By its own review, or by that of a later gate which was merged with it when the review was held: a change of profile loses no answer. */
static bool gate_passed(const ps_deal *deal, int gate) {
    if (lets_pass(latest_decided(deal, gate))) {
        return true;
    }
    for (int later = gate + 1; later < deal->process->n_gates; later++) {
        const ps_review *r = latest_decided(deal, later);
        if (lets_pass(r) && judged_too(deal, r, gate)) {
            return true;
        }
    }
    return false;
}

bool ps_gate_passed(const ps_deal *deal, int pgate) {
    const ps_pgate *g = &deal->profile->gates[pgate];
    for (int i = 0; i < g->n_members; i++) {
        if (!gate_passed(deal, g->members[i])) {
            return false;
        }
    }
    return true;
}

const ps_step *ps_gate_override(const ps_deal *deal, int pstage) {
    const ps_step *over = NULL;
    if (pstage > 0) {
        ps_way_walked(deal, pstage - 1, &over);
    }
    return over;
}

static void count(void *ctx, const ps_gap *gap) {
    (void)gap;
    ++*(size_t *)ctx;
}

int ps_gate_earned(const ps_deal *deal) {
    int stage = 0;
    for (; stage + 1 < deal->profile->n_stages; stage++) {
        size_t gaps = 0;
        ps_way way = {deal, PS_EN, count, &gaps};
        if (!ps_gate_override(deal, stage + 1)) {
            ps_way_step(&way, stage);
        }
        if (gaps) {
            break;
        }
    }
    return stage;
}

bool ps_gate_bulk_allowed(const ps_deal *deal, const ps_activity *activity) {
    bool signed_ = deal->status == PS_STATUS_WON || deal->status == PS_STATUS_DONE || deal->signed_on != PS_DATE_NONE;
    return signed_ && deal->process->decision >= 0 && activity->stage > deal->process->decision;
}
