#include <string.h>

#include "deal_parts.h"

/* What the reading of answers works on. */
typedef struct {
    ps_deal *d;
    const ps_world *world;
    int *slot; /* of an activity of the process: index into answers, -1 where it does not count for this deal */
} reading;

static ps_answer *answer_of(const reading *r, ps_str id) {
    const ps_activity *activity = id.n ? ps_process_activity(r->d->process, id) : NULL;
    int slot = activity ? r->slot[activity - r->d->process->activities] : -1;
    return slot < 0 ? NULL : &r->d->answers[slot];
}

static int make_answers(reading *r) {
    ps_deal *d = r->d;
    const ps_process *p = d->process;
    d->answers = ps_arena_alloc(&d->arena, (p->n_activities + 1) * sizeof *d->answers);
    r->slot = ps_arena_alloc(&d->arena, (p->n_activities + 1) * sizeof *r->slot);
    if (!d->answers || !r->slot) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < p->n_activities; i++) {
        r->slot[i] = -1;
        if (ps_activity_for(&p->activities[i], d->kind)) {
            r->slot[i] = (int)d->n_answers;
            d->answers[d->n_answers++] = (ps_answer){.activity = &p->activities[i], .task_index = SIZE_MAX};
        }
    }
    return PS_OK;
}

static void set_task(ps_answer *a, const ps_task *task, size_t index, ps_str path) {
    a->task = task;
    a->task_index = index;
    a->path = path;
    a->line = task->line;
    a->reason = task->state == '-' ? ps_task_field(task, PS_S("reason")) : PS_S("");
    a->closed = ps_task_closed(task);
}

/* The first item that stands in the deal's own notes counts. */
static void find_own(const reading *r) {
    for (size_t i = 0; i < r->d->n_docs; i++) {
        const ps_doc *doc = &r->d->docs[i];
        ps_quotes quotes = ps_doc_quotes(doc, ps_deal_aliases(r->d));
        for (size_t t = 0; t < doc->note->n_tasks; t++) {
            const ps_task *task = &doc->note->tasks[t];
            ps_answer *a = answer_of(r, task->id);
            if (a && !a->task && !ps_quotes_have(doc, quotes, task->range.at)) {
                set_task(a, task, t, doc->path);
                a->doc = doc;
            }
        }
    }
}

bool ps_answer_too_old(const ps_process *p, ps_scope scope, const ps_task *task, ps_date today) {
    int limit = scope == PS_SCOPE_ACCOUNT ? p->age_account : scope == PS_SCOPE_REGION ? p->age_region : 0;
    ps_date done = ps_date_read(ps_task_field(task, PS_S("done")));
    return limit > 0 && done != PS_DATE_NONE && (int64_t)done + limit < today;
}

/* First heading of the note with that text; -1. */
static int heading_named(const ps_note *note, ps_str text) {
    return text.n ? ps_note_heading(note, &text, 1) : -1;
}

static void set_absent(ps_answer *a, const ps_note *note, int heading, ps_str path) {
    a->path = path;
    a->line = note && heading >= 0 ? note->headings[heading].line : 1;
}

static void place_in_scope(ps_answer *a, const ps_note *note, ps_str path) {
    set_absent(a, note, heading_named(note, a->activity->group), path);
}

/* Answers of a scope from the note that holds them. An item of the deal's own notes holds where the scope's is not closed. */
static void find_scoped(const reading *r, ps_scope scope, const ps_note *note, ps_str path) {
    for (size_t t = 0; t < note->n_tasks; t++) {
        const ps_task *task = &note->tasks[t];
        ps_answer *a = answer_of(r, task->id);
        bool taken = !a || a->activity->scope != scope || (a->task && (!a->doc || a->closed));
        if (taken) {
            continue;
        }
        a->doc = NULL;
        set_task(a, task, t, path);
        a->expired = a->closed && r->world && ps_answer_too_old(r->d->process, scope, task, r->world->today);
        a->closed = a->closed && !a->expired;
    }
    for (size_t i = 0; i < r->d->n_answers; i++) {
        if (r->d->answers[i].activity->scope == scope && !r->d->answers[i].task) {
            place_in_scope(&r->d->answers[i], note, path);
        }
    }
}

static void find_in_world(const reading *r) {
    const struct {
        ps_scope scope;
        ps_kind kind;
        ps_str id;
    } places[] = {{PS_SCOPE_ACCOUNT, PS_K_ACCOUNT, r->d->account}, {PS_SCOPE_REGION, PS_K_REGION, r->d->region}};
    for (size_t i = 0; i < 2; i++) {
        ps_str path = PS_S("");
        const ps_note *note = ps_world_note(r->world, places[i].kind, places[i].id, &path);
        if (note) {
            find_scoped(r, places[i].scope, note, path);
        }
    }
}

static const ps_doc *stage_doc(const ps_deal *d, int stage) {
    for (size_t i = 0; i < d->n_docs; i++) {
        if (d->docs[i].kind == PS_DOC_STAGE && d->docs[i].stage == stage) {
            return &d->docs[i];
        }
    }
    return NULL;
}

/* Heading under which the nearest item of the same group stands, in a process whose labels have changed since the note was made. */
static bool beside_mate(const ps_deal *d, size_t at, ps_answer *a) {
    for (int step = -1; step <= 1; step += 2) {
        for (size_t i = at + (size_t)step; i < d->n_answers; i += (size_t)step) {
            const ps_answer *mate = &d->answers[i];
            if (mate->activity->stage != a->activity->stage || !ps_str_eq(mate->activity->group, a->activity->group)) {
                break;
            }
            if (mate->doc && mate->task->heading >= 0) {
                set_absent(a, mate->doc->note, mate->task->heading, mate->path);
                return true;
            }
        }
    }
    return false;
}

/* Where an item that stands nowhere belongs: its group's heading in the stage's note, else the note's first line, else deal.md. */
static int place_absent(ps_deal *d, size_t at) {
    ps_answer *a = &d->answers[at];
    int own = a->activity->stage, pstage = ps_profile_stage(d->profile, own);
    int first = pstage < 0 ? own : d->profile->stages[pstage].first;
    const ps_doc *docs[] = {stage_doc(d, first), stage_doc(d, own)};
    for (size_t i = 0; i < 2; i++) {
        int heading = docs[i] ? heading_named(docs[i]->note, a->activity->group) : -1;
        if (heading >= 0) {
            set_absent(a, docs[i]->note, heading, docs[i]->path);
            return PS_OK;
        }
    }
    if (beside_mate(d, at, a)) {
        return PS_OK;
    }
    const ps_doc *doc = docs[0] ? docs[0] : docs[1] ? docs[1] : d->main;
    int stage_heading = docs[0] || docs[1] ? heading_named(doc->note, d->process->stages[own].label) : -1;
    ps_str path = doc ? doc->path : ps_arena_fmt(&d->arena, "%.*s/deal.md", PS_FMT(d->folder));
    set_absent(a, doc ? doc->note : NULL, stage_heading, path);
    return path.p ? PS_OK : PS_ENOMEM;
}

int ps_deal_read_answers(ps_deal *d, const ps_world *world) {
    reading r = {.d = d, .world = world};
    int rc = make_answers(&r);
    if (rc) {
        return rc;
    }
    find_own(&r);
    find_in_world(&r);
    for (size_t i = 0; i < d->n_answers && !rc; i++) {
        if (!d->answers[i].path.p) {
            rc = place_absent(d, i);
        }
    }
    return rc;
}

/* ---- what is written below ---- */

static size_t indent_of(ps_str line) {
    size_t n = 0;
    while (n < line.n && (line.p[n] == ' ' || line.p[n] == '\t')) {
        n += line.p[n] == '\t' ? 4 : 1;
    }
    return n;
}

/* A line without its indent, bullets, quote marks, number and checkbox. */
static ps_str bare_line(ps_str line) {
    static const ps_str marks[] = {{"- ", 2}, {"* ", 2}, {"+ ", 2}, {"> ", 2}, {"[ ] ", 4}, {"[x] ", 4}, {"[/] ", 4}};
    line = ps_str_trim(line);
    for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
        bool marked = ps_str_starts(line, marks[i]);
        line = marked ? ps_str_trim(ps_str_sub(line, marks[i].n, line.n)) : line;
        i = marked ? 0 : i + 1;
    }
    return ps_str_eq(line, PS_S("-")) || ps_str_eq(line, PS_S("*")) ? PS_S("") : line;
}

/* The lines below an item that are indented deeper than it. */
static ps_str below(const ps_note *note, const ps_task *task) {
    ps_str rest = ps_str_sub(note->text, ps_note_line_at(note, task->line), note->text.n), line;
    size_t deep = indent_of(rest), from = ps_note_line_at(note, ps_note_line(note, task->range.end) + 1), end = from;
    rest = ps_str_sub(note->text, from, note->text.n);
    while (rest.p && rest.n && ps_str_next(&rest, '\n', &line)) {
        if (ps_str_trim(line).n && indent_of(line) <= deep) {
            break;
        }
        end = (size_t)(line.p + line.n - note->text.p);
    }
    return ps_str_sub(note->text, from, end);
}

int ps_answer_said(ps_str *out, ps_arena *arena, const ps_answer *answer) {
    *out = PS_S("");
    ps_str rest = answer->doc && answer->task ? below(answer->doc->note, answer->task) : PS_S(""), line;
    char *text = rest.n ? ps_arena_alloc(arena, rest.n + 1) : NULL;
    size_t n = 0;
    while (text && rest.p && ps_str_next(&rest, '\n', &line)) {
        ps_str said = bare_line(line);
        if (said.n && n) {
            text[n++] = '\n';
        }
        memcpy(text + n, said.p, said.n);
        n += said.n;
    }
    *out = text ? (ps_str){text, n} : PS_S("");
    return text || !rest.n ? PS_OK : PS_ENOMEM;
}
