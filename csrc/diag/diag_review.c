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
        ps_check_id(c, ps_spot_field(path, note, PS_S("reviewers")), r->reviewers[i], PS_K_MEMBER);
    }
}

/* A decision that the review itself does not carry: its own rules, asked as if it were still open. The activities of the way and the criteria that the
 * process gained since are not its fault, and who owned the deal then is not known now: a review that says self_review is taken at its word. */
static void check_decided(ps_checker *c, const ps_review *r) {
    ps_review open = *r;
    ps_missing *missing = NULL;
    size_t n = 0;
    bool self;
    ps_str *voters = ps_arena_alloc(c->arena, (r->n_votes + 1) * sizeof *voters);
    for (size_t i = 0; voters && i < r->n_votes; i++) {
        voters[i] = r->votes[i].reviewer;
    }
    ps_verdict v = {r->decision, r->reason, r->reviewers, r->n_reviewers, r->n_votes, voters, r->conditions, r->n_conditions};
    open.decision = PS_DECISION_NONE;
    if (!voters || ps_gate_decidable(c->arena, c->deal, &open, &v, c->world, c->lang, &missing, &n, &self, NULL)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < n; i++) {
        const ps_missing *m = &missing[i];
        bool own = ps_str_eq(m->path, r->doc->path) && m->kind != PS_M_ACTIVITY && !(m->kind == PS_M_CRITERION && m->absent);
        bool by_owner = m->kind == PS_M_REVIEWER;
        if (own && !(by_owner && r->self_review && r->n_votes)) {
            ps_say(c, ps_spot_line(m->path, r->doc->note, m->line), by_owner ? PS_WARN : PS_ERROR, "review-decided", DIAG_DECIDED,
                   ps_decision_id(r->decision), m->message);
        }
    }
}

static void check_criterion(ps_checker *c, const ps_review *r, const ps_crit *crit) {
    const ps_note *note = r->doc->note;
    const ps_task *task = &note->tasks[crit->task_index];
    ps_spot spot = ps_spot_line(r->doc->path, note, crit->line);
    ps_str answer = ps_task_field(task, PS_S("answer"));
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
    if (!(decided(r) && r->pgate >= 0) && (!k->owner.n || !k->due_text.n)) {
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

/* A vote that somebody else entered needs something that shows it. */
static void check_vote(ps_checker *c, const ps_review *r, const ps_vote *v) {
    bool by_proxy = ps_str_find(v->comment, PS_S("[proxy::"), 0) != SIZE_MAX;
    if (by_proxy && ps_str_find(v->comment, PS_S("[evidence::"), 0) == SIZE_MAX) {
        ps_say(c, ps_spot_line(r->doc->path, r->doc->note, v->line), PS_WARN, "evidence-missing", DIAG_PROXY, v->reviewer);
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
        if (decided(r) && r->pgate >= 0) {
            check_decided(c, r);
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
        for (size_t k = 0; k < r->n_votes; k++) {
            check_vote(c, r, &r->votes[k]);
        }
    }
}
