#include "gate.h"

#include "gate_way.h"
#include "heading.h"

/* Line of a section's heading in a review; the first line where it lacks one. */
static unsigned section_line(const ps_way *w, const ps_review *r, ps_heading_id h) {
    int heading = ps_heading_find(r->doc->note, h, &w->deal->process->aliases);
    return heading < 0 ? 1 : r->doc->note->headings[heading].line;
}

/* ---- criteria ---- */

static bool has_condition(const ps_verdict *v, ps_str criterion) {
    for (size_t i = 0; i < v->n_conditions; i++) {
        if (ps_str_eq(v->conditions[i].for_id, criterion)) {
            return true;
        }
    }
    return false;
}

static void tell_criterion(const ps_way *w, const ps_review *r, const ps_crit *c, const ps_verdict *v) {
    bool settled = c->answer == PS_CRIT_MET || c->answer == PS_CRIT_NA;
    bool half = c->answer == PS_CRIT_PARTLY || c->answer == PS_CRIT_NO;
#define TELL(say) ps_way_tell(w, PS_M_CRITERION, c->id, c->text, r->doc->path, c->line, false, say, c->text)
    if (settled) {
        return;
    }
    if (!half) {
        TELL(GATE_CRITERION_OPEN);
    } else if (v->decision == PS_DECISION_GO) {
        TELL(GATE_CRITERION_GO);
    } else if (!has_condition(v, c->id)) {
        TELL(GATE_CRITERION_CONDITION);
    }
#undef TELL
}

static bool recorded(const ps_review *r, ps_str id) {
    for (size_t i = 0; i < r->n_criteria; i++) {
        if (ps_str_eq(r->criteria[i].id, id)) {
            return true;
        }
    }
    return false;
}

static void tell_criteria(const ps_way *w, const ps_review *r, const ps_verdict *v) {
    for (size_t i = 0; i < r->n_criteria; i++) {
        tell_criterion(w, r, &r->criteria[i], v);
    }
    const ps_process *p = w->deal->process;
    for (size_t i = 0; i < p->n_criteria; i++) {
        const ps_criterion *c = &p->criteria[i];
        if (ps_way_merged(&w->deal->profile->gates[r->pgate], c->gate) && !recorded(r, c->id)) {
            ps_way_tell(w, PS_M_CRITERION, c->id, c->text, r->doc->path, section_line(w, r, PS_H_CRITERIA), true, GATE_CRITERION_ABSENT,
                        c->text, c->id);
        }
    }
}

/* ---- conditions of this decision ---- */

static void tell_own_conditions(const ps_way *w, const ps_review *r, const ps_verdict *v) {
    unsigned line = section_line(w, r, PS_H_CONDITIONS);
    if (v->decision == PS_DECISION_GO) {
        return;
    }
    if (v->decision == PS_DECISION_CONDITIONAL && v->n_conditions == 0) {
        ps_way_tell(w, PS_M_CONDITION, PS_S(""), ps_text(PS_T_GATE_CONDITIONS, w->lang), r->doc->path, line, true, GATE_CONDITION_NONE);
    }
    for (size_t i = 0; i < v->n_conditions; i++) {
        const ps_condition *c = &v->conditions[i];
        bool whole = c->text.n && c->owner.n && c->due != PS_DATE_NONE;
        if (!whole && !c->met) {
            ps_way_tell(w, PS_M_CONDITION, c->id, c->text, r->doc->path, c->line ? c->line : line, !c->line, GATE_CONDITION_HALF, c->text);
        }
    }
}

/* ---- reviewers ---- */

/* Those who voted; a verdict that does not name them means its reviewers. */
static size_t voters(const ps_verdict *v, const ps_str **out) {
    *out = v->voters ? v->voters : v->reviewers;
    return v->voters || v->n_votes == 0 ? v->n_votes : v->n_reviewers;
}

static bool others_voted(const ps_deal *deal, const ps_verdict *v) {
    const ps_str *who;
    size_t n = voters(v, &who);
    for (size_t i = 0; i < n; i++) {
        ps_str id = ps_note_unlink(ps_str_trim(who[i]));
        if (id.n && !ps_str_eq(id, deal->owner)) {
            return true;
        }
    }
    return false;
}

bool ps_way_self_review(const ps_deal *deal, const ps_verdict *v) {
    return !others_voted(deal, v);
}

static void tell_reviewers(const ps_way *w, const ps_review *r, const ps_verdict *v) {
    enum { MOST = 64 };
    ps_str people[MOST];
    size_t team = ps_deal_people(w->deal, people, MOST);
    const ps_str *who;
    ps_str path = r->doc->path;
    bool absent;
    if (voters(v, &who) == 0) {
        ps_way_tell(w, PS_M_REVIEWER, PS_S("votes"), ps_text(PS_T_GATE_VOTES, w->lang), path, section_line(w, r, PS_H_VOTES), false,
                    GATE_NO_VOTE);
    } else if (team > 1 && !others_voted(w->deal, v)) {
        ps_digits size;
        unsigned line = ps_way_field_line(r->doc, PS_S("reviewers"), PS_S("decision"), &absent);
        ps_way_tell(w, PS_M_REVIEWER, PS_S("reviewers"), ps_text(PS_T_GATE_REVIEWERS, w->lang), path, line, absent, GATE_ONLY_OWNER,
                    ps_num(&size, (int64_t)team));
    }
}

void ps_way_verdict(const ps_way *w, const ps_review *r, const ps_verdict *v) {
    tell_criteria(w, r, v);
    tell_own_conditions(w, r, v);
    tell_reviewers(w, r, v);
}

/* ---- the gate of a step ---- */

/* An open review: all that its decision needs, taken from the note as it stands. */
static void tell_open_review(const ps_way *w, const ps_review *r, const ps_pgate *g) {
    enum { MOST = 64 };
    ps_str voted[MOST];
    ps_verdict v = {.voters = voted, .reviewers = r->reviewers, .n_reviewers = r->n_reviewers, .conditions = r->conditions};
    v.n_conditions = r->n_conditions;
    for (size_t i = 0; i < r->n_votes && v.n_votes < MOST; i++) {
        if (r->votes[i].vote.n) {
            voted[v.n_votes++] = r->votes[i].reviewer;
        }
    }
    ps_way_verdict(w, r, &v);
    bool absent;
    unsigned line = ps_way_field_line(r->doc, PS_S("decision"), PS_S("gate"), &absent);
    if (r->decision == PS_DECISION_UNKNOWN) {
        ps_way_tell(w, PS_M_REVIEW, g->id, g->label, r->doc->path, line, absent, GATE_REVIEW_UNKNOWN, g->label);
    } else {
        ps_way_tell(w, PS_M_REVIEW, g->id, g->label, r->doc->path, line, absent, GATE_REVIEW_OPEN, g->label);
    }
}

void ps_way_gate(const ps_way *w, int pgate) {
    const ps_pgate *g = &w->deal->profile->gates[pgate];
    const ps_review *r = ps_deal_review(w->deal, pgate);
    bool absent;
    if (ps_gate_passed(w->deal, pgate)) {
        return;
    }
    if (r && (r->decision == PS_DECISION_NONE || r->decision == PS_DECISION_UNKNOWN)) {
        tell_open_review(w, r, g);
        return;
    }
    if (r && (r->decision == PS_DECISION_HOLD || r->decision == PS_DECISION_NO_GO)) {
        unsigned line = ps_way_field_line(r->doc, PS_S("decision"), PS_S("gate"), &absent);
        ps_way_tell(w, PS_M_REVIEW, g->id, g->label, r->doc->path, line, absent, GATE_REVIEW_HELD, g->label,
                    ps_process_label(w->deal->process, PS_V_DECISIONS, ps_decision_id(r->decision)));
        return;
    }
    unsigned line = ps_way_field_line(w->deal->main, PS_S("stage"), PS_S(""), &absent);
    ps_way_tell(w, PS_M_REVIEW, g->id, g->label, PS_S(""), line, true, GATE_REVIEW_NONE, g->label);
}

/* ---- deciding ---- */

/* Every activity from the first stage to the gate's. */
static void tell_way_to(const ps_way *w, const ps_review *r) {
    int last = w->deal->profile->gates[r->pgate].stage;
    for (int stage = 0; stage <= last; stage++) {
        if (stage == last || !ps_gate_override(w->deal, stage + 1)) {
            ps_way_activities(w, stage, r->pgate);
        }
    }
    ps_way_conditions(w, r->pgate, r->round);
}

static void tell_reason(const ps_way *w, const ps_review *r, const ps_verdict *v) {
    if (ps_str_trim(v->reason).n == 0) {
        bool absent;
        unsigned line = ps_way_field_line(r->doc, PS_S("reason"), PS_S("decision"), &absent);
        ps_way_tell(w, PS_M_FIELD, PS_S("reason"), ps_text(PS_T_GATE_REASON, w->lang), r->doc->path, line, absent, GATE_NO_REASON,
                    ps_process_label(w->deal->process, PS_V_DECISIONS, ps_decision_id(v->decision)));
    }
}

/* What stands against any decision of this review; true: there is such a thing. */
static bool tell_undecidable(const ps_way *w, const ps_review *r, const ps_verdict *v) {
    bool absent;
    unsigned line = ps_way_field_line(r->doc, PS_S("decision"), PS_S("gate"), &absent);
    if (r->pgate < 0) {
        line = ps_way_field_line(r->doc, PS_S("gate"), PS_S(""), &absent);
        ps_way_tell(w, PS_M_REVIEW, r->gate, r->gate, r->doc->path, line, absent, GATE_UNKNOWN, r->gate);
        return true;
    }
    if (r->decision != PS_DECISION_NONE && r->decision != PS_DECISION_UNKNOWN) {
        const ps_pgate *g = &w->deal->profile->gates[r->pgate];
        ps_way_tell(w, PS_M_REVIEW, g->id, g->label, r->doc->path, line, absent, GATE_DECIDED, g->label);
        return true;
    }
    if (v->decision == PS_DECISION_NONE || v->decision == PS_DECISION_UNKNOWN) {
        ps_way_tell(w, PS_M_FIELD, PS_S("decision"), PS_S("decision"), r->doc->path, line, absent, GATE_NO_DECISION);
        return true;
    }
    return false;
}

int ps_gate_decidable(ps_arena *arena, const ps_deal *deal, const ps_review *review, const ps_verdict *v, const ps_world *world,
                      ps_lang lang, ps_missing **out, size_t *n, bool *self_review, ps_error *err) {
    (void)world;
    ps_way_list list = {.arena = arena, .deal = deal, .lang = lang};
    ps_way way = {deal, lang, ps_way_collect, &list};
    if (!tell_undecidable(&way, review, v)) {
        if (v->decision == PS_DECISION_HOLD || v->decision == PS_DECISION_NO_GO) {
            tell_reason(&way, review, v);
        } else {
            tell_way_to(&way, review);
            ps_way_verdict(&way, review, v);
        }
    }
    if (list.failed) {
        return ps_nomem(err);
    }
    *self_review = ps_way_self_review(deal, v);
    *n = list.list.n;
    *out = list.list.v;
    return PS_OK;
}
