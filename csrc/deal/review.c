#include <stdlib.h>

#include "deal_parts.h"

static const ps_str decision_ids[] = {{"", 0}, {"go", 2}, {"conditional", 11}, {"hold", 4}, {"no-go", 5}, {"", 0}};

ps_str ps_decision_id(ps_decision d) {
    return d <= PS_DECISION_UNKNOWN ? decision_ids[d] : PS_S("");
}

bool ps_decision_parse(ps_str id, ps_decision *out) {
    for (int i = PS_DECISION_GO; i <= PS_DECISION_NO_GO; i++) {
        if (ps_str_eq(id, decision_ids[i])) {
            *out = (ps_decision)i;
            return true;
        }
    }
    return false;
}

/* "deals/2026/x/reviews/approval-2.md" to approval and 2: what the file's name says where the front matter does not. */
static void split_name(ps_str path, ps_str *gate, int *round) {
    ps_str stem = path;
    for (size_t i = path.n; i > 0 && stem.n == path.n; i--) {
        stem = path.p[i - 1] == '/' ? ps_str_sub(path, i, path.n) : stem;
    }
    stem = ps_str_ends(stem, PS_S(".md")) ? ps_str_sub(stem, 0, stem.n - 3) : stem;
    size_t dash = stem.n;
    while (dash > 0 && stem.p[dash - 1] != '-') {
        dash--;
    }
    uint64_t number = 0;
    bool numbered = dash > 1 && ps_str_uint(ps_str_sub(stem, dash, stem.n), 9999, &number);
    *gate = numbered ? ps_str_sub(stem, 0, dash - 1) : stem;
    *round = numbered ? (int)number : 1;
}

/* Index into the profile's gates by any member's id; -1. */
static int profile_gate(const ps_deal *d, ps_str id) {
    int gate = ps_process_gate(d->process, id);
    for (int i = 0; gate >= 0 && i < d->profile->n_gates; i++) {
        for (int m = 0; m < d->profile->gates[i].n_members; m++) {
            if (d->profile->gates[i].members[m] == gate) {
                return i;
            }
        }
    }
    return -1;
}

static ps_str text_of(const ps_note *note, const char *key) {
    return ps_fm_text(ps_note_field(note, ps_str_of(key)));
}

static int read_front(ps_deal *d, ps_review *r) {
    const ps_note *note = r->doc->note;
    ps_str gate, decision = text_of(note, "decision");
    ps_strs reviewers = {0};
    split_name(r->doc->path, &gate, &r->round);
    r->gate = text_of(note, "gate");
    r->gate = r->gate.n ? r->gate : gate;
    r->pgate = profile_gate(d, r->gate);
    int round;
    if (ps_int_read(text_of(note, "round"), &round) && round > 0) {
        r->round = round;
    }
    r->date = ps_date_read(text_of(note, "date"));
    r->reviewed = text_of(note, "reviewed");
    r->reason = text_of(note, "reason");
    r->self_review = ps_bool_read(text_of(note, "self_review"));
    if (decision.n && !ps_decision_parse(decision, &r->decision)) {
        r->decision = PS_DECISION_UNKNOWN;
    }
    int rc = ps_fm_ids(&d->arena, ps_note_field(note, PS_S("reviewers")), &reviewers);
    r->reviewers = reviewers.v;
    r->n_reviewers = reviewers.n;
    return rc;
}

static ps_crit_answer answer_of(const ps_task *task, ps_str reason) {
    ps_str answer = ps_task_field(task, PS_S("answer"));
    if (task->state == 'x') {
        return PS_CRIT_MET;
    }
    if (task->state == '-') {
        return reason.n ? PS_CRIT_NA : PS_CRIT_OPEN;
    }
    return ps_str_eq_nocase(answer, PS_S("partly")) ? PS_CRIT_PARTLY : ps_str_eq_nocase(answer, PS_S("no")) ? PS_CRIT_NO : PS_CRIT_OPEN;
}

static void read_criterion(ps_crit *c, const ps_task *task, size_t index) {
    c->id = task->id;
    c->text = task->text;
    c->evidence = ps_task_field(task, PS_S("evidence"));
    c->reason = ps_task_field(task, PS_S("reason"));
    c->answer = answer_of(task, c->reason);
    c->task_index = index;
    c->line = task->line;
}

/* What a decision sealed stays as it was written; who took it over is told by the deal. */
static ps_str owner_of(const ps_deal *d, const ps_review *r, const ps_task *task) {
    ps_str owner = ps_id_bare(ps_task_field(task, PS_S("owner")));
    return r->decision == PS_DECISION_NONE ? owner : ps_deal_heir(d, owner, r->date);
}

static void read_condition(const ps_deal *d, const ps_review *r, ps_condition *c, const ps_task *task, size_t index) {
    c->text = task->text;
    c->owner = owner_of(d, r, task);
    c->due_text = ps_task_field(task, PS_S("due"));
    c->due = ps_date_read(c->due_text);
    c->for_id = ps_id_bare(ps_task_field(task, PS_S("for")));
    c->for_id = ps_str_starts(c->for_id, PS_S("^")) ? ps_str_sub(c->for_id, 1, c->for_id.n) : c->for_id;
    c->id = task->id;
    c->met = ps_task_closed(task);
    c->task_index = index;
    c->line = task->line;
}

const ps_criterion *ps_process_criterion(const ps_process *process, ps_str id) {
    for (size_t i = 0; id.n && i < process->n_criteria; i++) {
        if (ps_str_eq(process->criteria[i].id, id)) {
            return &process->criteria[i];
        }
    }
    return NULL;
}

/* Task items of the sections Criteria and Conditions; a criterion's id counts wherever it stands. */
static int read_tasks(ps_deal *d, ps_review *r) {
    const ps_note *note = r->doc->note;
    const ps_aliases *al = ps_deal_aliases(d);
    int criteria = ps_heading_find(note, PS_H_CRITERIA, al), conditions = ps_heading_find(note, PS_H_CONDITIONS, al);
    ps_quotes quotes = ps_doc_quotes(r->doc, al);
    r->criteria = ps_arena_alloc(&d->arena, (note->n_tasks + 1) * sizeof *r->criteria);
    r->conditions = ps_arena_alloc(&d->arena, (note->n_tasks + 1) * sizeof *r->conditions);
    if (!r->criteria || !r->conditions) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < note->n_tasks; i++) {
        const ps_task *task = &note->tasks[i];
        if (ps_note_within(note, conditions, task->range.at)) {
            read_condition(d, r, &r->conditions[r->n_conditions++], task, i);
        } else if (ps_quotes_have(r->doc, quotes, task->range.at)) {
            continue;
        } else if (ps_note_within(note, criteria, task->range.at) || ps_process_criterion(d->process, task->id)) {
            read_criterion(&r->criteria[r->n_criteria++], task, i);
        }
    }
    return PS_OK;
}

static int read_votes(ps_deal *d, ps_review *r) {
    const ps_aliases *al = ps_deal_aliases(d);
    const ps_table *t = ps_heading_table(r->doc->note, PS_H_VOTES, al);
    int reviewer = ps_column_find(t, PS_C_REVIEWER, al), vote = ps_column_find(t, PS_C_VOTE, al),
        comment = ps_column_find(t, PS_C_COMMENT, al);
    r->votes = t ? ps_arena_alloc(&d->arena, (t->n + 1) * sizeof *r->votes) : NULL;
    if (t && !r->votes) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; t && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        if (ps_row_cell(row, vote).n) {
            r->votes[r->n_votes++] =
                (ps_vote){ps_id_bare(ps_row_cell(row, reviewer)), ps_row_cell(row, vote), ps_row_cell(row, comment), row->line};
        }
    }
    return PS_OK;
}

static int by_gate(const void *a, const void *b) {
    const ps_review *x = a, *y = b;
    if (x->pgate != y->pgate) {
        return x->pgate < y->pgate ? -1 : 1;
    }
    if (x->round != y->round) {
        return x->round < y->round ? -1 : 1;
    }
    return ps_str_cmp(x->doc->path, y->doc->path);
}

int ps_deal_read_reviews(ps_deal *d) {
    d->reviews = ps_arena_alloc(&d->arena, (d->n_docs + 1) * sizeof *d->reviews);
    if (!d->reviews) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < d->n_docs; i++) {
        if (d->docs[i].kind != PS_DOC_REVIEW) {
            continue;
        }
        ps_review *r = &d->reviews[d->n_reviews++];
        r->doc = &d->docs[i];
        if (read_front(d, r) || read_tasks(d, r) || read_votes(d, r)) {
            return PS_ENOMEM;
        }
    }
    qsort(d->reviews, d->n_reviews, sizeof *d->reviews, by_gate);
    return PS_OK;
}

const ps_review *ps_deal_review(const ps_deal *deal, int pgate) {
    for (size_t i = deal->n_reviews; i > 0; i--) {
        if (deal->reviews[i - 1].pgate == pgate) {
            return &deal->reviews[i - 1];
        }
    }
    return NULL;
}

int ps_deal_gate(const ps_deal *deal) {
    return deal->profile->stages[deal->stage].gate;
}

const ps_review *ps_deal_open_review(const ps_deal *deal) {
    const ps_review *found = NULL;
    for (size_t i = 0; i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        bool better = !found || r->pgate == ps_deal_gate(deal) || found->pgate != ps_deal_gate(deal);
        if (r->decision == PS_DECISION_NONE && better) {
            found = r;
        }
    }
    return found;
}
