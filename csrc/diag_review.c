#include "diag_impl.h"

static bool decided(const ps_review *r) {
    return r->decision != PS_DECISION_NONE && r->decision != PS_DECISION_UNKNOWN;
}

static ps_str front(const ps_review *r, const char *key) {
    return ps_fm_text(ps_note_field(r->doc->note, ps_str_of(key)));
}

static void check_front(ps_checker *c, const ps_review *r) {
    ps_str path = r->doc->path, deal = ps_fm_id(ps_note_field(r->doc->note, PS_S("deal")));
    const ps_note *note = r->doc->note;
    if (r->decision == PS_DECISION_UNKNOWN) {
        ps_check_one_of(c, ps_spot_field(path, note, PS_S("decision")), PS_S("decision"), front(r, "decision"),
                        PS_S("go conditional hold no-go"));
    }
    if (r->pgate < 0) {
        ps_check_gate(c, ps_spot_field(path, note, PS_S("gate")), PS_S("gate"), r->gate);
    }
    if (deal.n && !ps_str_eq(deal, c->deal->id)) {
        ps_say(c, ps_spot_field(path, note, PS_S("deal")), PS_WARN, "review-deal", DIAG_REVIEW_DEAL, deal, c->deal->id);
    }
    ps_check_date(c, ps_spot_field(path, note, PS_S("date")), front(r, "date"));
    ps_check_whole(c, ps_spot_field(path, note, PS_S("round")), front(r, "round"), 1, 9999);
    for (size_t i = 0; i < r->n_reviewers; i++) {
        ps_check_id(c, ps_spot_field(path, note, PS_S("reviewers")), r->reviewers[i], PS_K_PERSON);
    }
    if ((r->decision == PS_DECISION_HOLD || r->decision == PS_DECISION_NO_GO) && !r->reason.n) {
        ps_say(c, ps_spot_field(path, note, PS_S("decision")), PS_WARN, "reason-missing", DIAG_DECISION_REASON,
               ps_decision_id(r->decision));
    }
}

static bool has_condition(const ps_review *r, ps_str id) {
    for (size_t i = 0; id.n && i < r->n_conditions; i++) {
        if (ps_str_eq(r->conditions[i].for_id, id)) {
            return true;
        }
    }
    return false;
}

/* A decision that its own criteria do not carry. */
static void check_decided(ps_checker *c, const ps_review *r, const ps_crit *crit, ps_spot spot) {
    bool half = crit->answer == PS_CRIT_PARTLY || crit->answer == PS_CRIT_NO;
    bool passes = r->decision == PS_DECISION_GO || r->decision == PS_DECISION_CONDITIONAL;
    if (passes && crit->answer == PS_CRIT_OPEN) {
        ps_say(c, spot, PS_ERROR, "review-open-criterion", DIAG_CRIT_OPEN, ps_decision_id(r->decision));
    } else if (r->decision == PS_DECISION_GO && half) {
        ps_say(c, spot, PS_ERROR, "review-open-criterion", DIAG_CRIT_GO);
    } else if (r->decision == PS_DECISION_CONDITIONAL && half && !has_condition(r, crit->id)) {
        ps_say(c, spot, PS_ERROR, "review-open-criterion", DIAG_CRIT_CONDITION, crit->id);
    }
}

static void check_criterion(ps_checker *c, const ps_review *r, const ps_crit *crit) {
    const ps_note *note = r->doc->note;
    const ps_task *task = &note->tasks[crit->task_index];
    ps_spot spot = ps_spot_line(r->doc->path, note, crit->line);
    ps_str answer = ps_task_field(task, PS_S("answer"));
    check_decided(c, r, crit, spot);
    if (crit->answer == PS_CRIT_MET && !crit->evidence.n) {
        ps_say(c, spot, PS_WARN, "evidence-missing", DIAG_EVIDENCE);
    }
    if (task->state == '-' && !crit->reason.n && !decided(r)) {
        ps_say(c, spot, PS_WARN, "reason-missing", DIAG_NA_REASON);
    }
    if (answer.n && crit->answer == PS_CRIT_OPEN) {
        ps_check_one_of(c, ps_spot_inline(r->doc->path, note, task, PS_S("answer")), PS_S("answer"), answer, PS_S("partly no"));
    }
    if (crit->id.n && !ps_process_criterion(c->process, crit->id) && !decided(r)) {
        ps_say(c, spot, PS_WARN, "unknown-criterion", DIAG_CRIT_UNKNOWN, crit->id);
    }
}

static void check_condition(ps_checker *c, const ps_review *r, const ps_condition *k) {
    const ps_task *task = &r->doc->note->tasks[k->task_index];
    ps_spot spot = ps_spot_line(r->doc->path, r->doc->note, k->line);
    if (!k->owner.n || !k->due_text.n) {
        ps_say(c, spot, PS_WARN, "condition", DIAG_CONDITION);
    }
    if (task->state == '-' && !k->met) {
        ps_say(c, spot, PS_WARN, "reason-missing", DIAG_NA_REASON);
    }
    bool known = !k->for_id.n || ps_process_criterion(c->process, k->for_id);
    for (size_t i = 0; !known && i < r->n_criteria; i++) {
        known = ps_str_eq(r->criteria[i].id, k->for_id);
    }
    if (!known) {
        ps_say(c, ps_spot_inline(r->doc->path, r->doc->note, task, PS_S("for")), PS_WARN, "unknown-criterion", DIAG_CRIT_UNKNOWN,
               k->for_id);
    }
}

static bool same_round(const ps_review *a, const ps_review *b) {
    return a->pgate >= 0 && a->pgate == b->pgate && a->round == b->round;
}

void ps_check_reviews(ps_checker *c) {
    for (size_t i = 0; i < c->deal->n_reviews; i++) {
        const ps_review *r = &c->deal->reviews[i];
        if (!r->doc->note->broken) {
            check_front(c, r);
        }
        if (i && same_round(r, r - 1)) { /* they are in order */
            ps_digits round;
            ps_say(c, ps_spot_field(r->doc->path, r->doc->note, PS_S("round")), PS_ERROR, "review-twice", DIAG_REVIEW_TWICE, r->gate,
                   ps_num(&round, r->round), (r - 1)->doc->path);
        }
        for (size_t k = 0; k < r->n_criteria; k++) {
            check_criterion(c, r, &r->criteria[k]);
        }
        for (size_t k = 0; k < r->n_conditions; k++) {
            check_condition(c, r, &r->conditions[k]);
        }
    }
}
