#include "deal_parts.h"

/* The review that a doc holds; NULL for another doc. */
static const ps_review *review_of(const ps_deal *d, const ps_doc *doc) {
    for (size_t i = 0; doc->kind == PS_DOC_REVIEW && i < d->n_reviews; i++) {
        if (d->reviews[i].doc == doc) {
            return &d->reviews[i];
        }
    }
    return NULL;
}

/* What of a review's note is no action: its criteria, what it quotes, and conditions that nobody has decided yet. */
typedef struct {
    ps_quotes quotes;
    int criteria, conditions; /* headings, -1 */
} not_actions;

static not_actions of_doc(const ps_deal *d, const ps_doc *doc) {
    const ps_aliases *al = ps_deal_aliases(d);
    const ps_review *r = review_of(d, doc);
    not_actions no = {.quotes = ps_doc_quotes(doc, al), .criteria = -1, .conditions = -1};
    if (r) {
        bool decided = r->decision != PS_DECISION_NONE && r->decision != PS_DECISION_UNKNOWN;
        no.criteria = ps_heading_find(doc->note, PS_H_CRITERIA, al);
        no.conditions = decided ? -1 : ps_heading_find(doc->note, PS_H_CONDITIONS, al);
    }
    return no;
}

static bool known_item(const ps_process *p, ps_str id) {
    return id.n && (ps_process_activity(p, id) || ps_process_criterion(p, id));
}

static bool is_action(const ps_doc *doc, const ps_task *task, const not_actions *no, const ps_process *p) {
    size_t at = task->range.at;
    return task->state != 'x' && task->state != '-' && !known_item(p, task->id) && !ps_quotes_have(doc, no->quotes, at) &&
           !ps_note_within(doc->note, no->criteria, at) && !ps_note_within(doc->note, no->conditions, at);
}

/* Who has a condition, which may be another than the one whom the review names. */
static const ps_condition *condition_of(const ps_review *r, const ps_note *note, const ps_task *task) {
    for (size_t i = 0; r && i < r->n_conditions; i++) {
        if (&note->tasks[r->conditions[i].task_index] == task) {
            return &r->conditions[i];
        }
    }
    return NULL;
}

static ps_action action_of(const ps_review *review, const ps_doc *doc, const ps_task *task) {
    const ps_condition *condition = condition_of(review, doc->note, task);
    return (ps_action){
        .text = task->text,
        .owner = condition ? condition->owner : ps_id_bare(ps_task_field(task, PS_S("owner"))),
        .path = doc->path,
        .id = task->id,
        .due = ps_date_read(ps_task_field(task, PS_S("due"))),
        .line = task->line,
        .next = ps_bool_read(ps_task_field(task, PS_S("next"))),
    };
}

int ps_deal_read_actions(ps_deal *d) {
    PS_VEC(ps_action) actions = {0};
    for (size_t i = 0; i < d->n_docs; i++) {
        const ps_doc *doc = &d->docs[i];
        not_actions no = of_doc(d, doc);
        for (size_t t = 0; t < doc->note->n_tasks; t++) {
            const ps_task *task = &doc->note->tasks[t];
            if (!is_action(doc, task, &no, d->process)) {
                continue;
            }
            ps_action *a = PS_PUSH(&d->arena, &actions);
            if (!a) {
                return PS_ENOMEM;
            }
            *a = action_of(review_of(d, doc), doc, task);
        }
    }
    d->actions = actions.v;
    d->n_actions = actions.n;
    return PS_OK;
}
