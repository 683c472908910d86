#include "diag_impl.h"

static bool said_missing(const ps_checker *c, ps_str path, unsigned line) {
    for (size_t i = 0; i < c->out->n; i++) {
        const ps_diag *d = &c->out->v[i];
        if (d->line == line && ps_str_eq(d->path, path) && ps_str_starts(d->code, PS_S("missing-"))) {
            return true;
        }
    }
    return false;
}

static void check_reason(ps_checker *c, ps_str path, const ps_note *note, const ps_task *task) {
    if (task->state == '-' && !ps_task_field(task, PS_S("reason")).n && !said_missing(c, path, task->line)) {
        ps_say(c, ps_spot_line(path, note, task->line), PS_WARN, "reason-missing", DIAG_NA_REASON);
    }
}

/* Dates, people and evidence that any item may name. */
static void check_fields(ps_checker *c, ps_str path, const ps_note *note, const ps_task *task) {
    static const ps_str dates[] = {{"due", 3}, {"done", 4}};
    for (size_t i = 0; i < sizeof dates / sizeof *dates; i++) {
        ps_check_date(c, ps_spot_inline(path, note, task, dates[i]), ps_task_field(task, dates[i]));
    }
    ps_check_ids(c, ps_spot_inline(path, note, task, PS_S("owner")), ps_task_field(task, PS_S("owner")), PS_K_PERSON);
    ps_check_evidence(c, ps_spot_inline(path, note, task, PS_S("evidence")), ps_task_field(task, PS_S("evidence")));
}

typedef struct {
    ps_str path;
    unsigned line;
} place;

/* seen[i]: where activity i of the process stands first. */
static void check_item(ps_checker *c, ps_str path, const ps_note *note, const ps_task *task, place *seen) {
    const ps_activity *a = task->id.n ? ps_process_activity(c->process, task->id) : NULL;
    check_fields(c, path, note, task);
    if (!a) {
        return;
    }
    place *first = &seen[a - c->process->activities];
    if (first->line) {
        ps_digits line;
        ps_say(c, ps_spot_line(path, note, task->line), PS_WARN, "duplicate-activity", DIAG_TWICE, task->id, first->path,
               ps_num(&line, first->line));
        return;
    }
    *first = (place){path, task->line};
    check_reason(c, path, note, task);
}

static place *places(ps_checker *c) {
    place *seen = ps_arena_alloc(c->arena, (c->process->n_activities + 1) * sizeof *seen);
    c->failed = c->failed || !seen;
    return seen;
}

void ps_check_items(ps_checker *c) {
    place *seen = places(c);
    for (size_t i = 0; seen && i < c->deal->n_docs; i++) {
        const ps_doc *doc = &c->deal->docs[i];
        ps_quotes quotes = ps_doc_quotes(doc, ps_deal_aliases(c->deal));
        for (size_t t = 0; t < doc->note->n_tasks; t++) {
            const ps_task *task = &doc->note->tasks[t];
            if (!ps_quotes_have(doc, quotes, task->range.at)) {
                check_item(c, doc->path, doc->note, task, seen);
            }
        }
    }
}

void ps_check_note_items(ps_checker *c, ps_str path, const ps_note *note) {
    place *seen = places(c);
    for (size_t t = 0; seen && t < note->n_tasks; t++) {
        check_item(c, path, note, &note->tasks[t], seen);
    }
}
