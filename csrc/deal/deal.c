#include "deal.h"

#include <stdlib.h>
#include <string.h>

#include "alloc.h"
#include "deal_parts.h"

/* A process without profiles is never valid, but a deal can be read by it: everything then stands in no stage. */
static const ps_profile no_profile = {.id = {"full", 4}, .label = {"full", 4}, .limit = PS_MONEY_NONE};

typedef struct {
    ps_doc doc;
    ps_str text;
    int rank;
} source;

/* "1-concept.md" to the stage's index in the process; -1 where it is no stage note. The number is a person's help only: a process that was
 * reordered finds its notes by the id. */
static int stage_of(const ps_process *p, ps_str name) {
    size_t digits = 0;
    while (digits < name.n && name.p[digits] >= '0' && name.p[digits] <= '9') {
        digits++;
    }
    if (!digits || digits == name.n || name.p[digits] != '-' || !ps_str_ends(name, PS_S(".md"))) {
        return -1;
    }
    return ps_process_stage(p, ps_str_sub(name, digits + 1, name.n - 3));
}

static ps_doc_kind kind_of(const ps_process *p, ps_str name, int *stage) {
    static const struct {
        ps_str name;
        ps_doc_kind kind;
    } fixed[] = {
        {{"deal.md", 7}, PS_DOC_DEAL}, {{"costs.md", 8}, PS_DOC_COSTS}, {{"log.md", 6}, PS_DOC_LOG}, {{"summary.md", 10}, PS_DOC_SUMMARY}};
    *stage = -1;
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++) {
        if (ps_str_eq(name, fixed[i].name)) {
            return fixed[i].kind;
        }
    }
    if (ps_str_starts(name, PS_S("reviews/"))) {
        return PS_DOC_REVIEW;
    }
    *stage = stage_of(p, name);
    return *stage >= 0 ? PS_DOC_STAGE : PS_DOC_OTHER;
}

/* Path below the deal's folder. */
static ps_str local_name(ps_str folder, ps_str path) {
    bool inside = ps_str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/';
    return inside ? ps_str_sub(path, folder.n + 1, path.n) : path;
}

/* The order in which notes are read: what stands first counts first. */
static int by_rank(const void *a, const void *b) {
    const source *x = a, *y = b;
    if (x->rank != y->rank) {
        return x->rank < y->rank ? -1 : 1;
    }
    if (x->doc.stage != y->doc.stage) {
        return x->doc.stage < y->doc.stage ? -1 : 1;
    }
    return ps_str_cmp(x->doc.path, y->doc.path);
}

static int rank_of(ps_doc_kind kind) {
    return kind == PS_DOC_REVIEW ? PS_DOC_OTHER + 1 : (int)kind;
}

static source *list_sources(ps_deal *d, const ps_file *files, size_t n, size_t *count) {
    source *list = ps_arena_alloc(&d->arena, (n ? n : 1) * sizeof *list);
    for (size_t i = 0; list && i < n; i++) {
        ps_str name = local_name(d->folder, files[i].path);
        if (ps_str_starts(name, PS_S("files/"))) { /* attachments: other people's texts */
            continue;
        }
        source *s = &list[(*count)++];
        s->doc.path = ps_arena_dup(&d->arena, files[i].path);
        s->doc.kind = kind_of(d->process, name, &s->doc.stage);
        s->rank = rank_of(s->doc.kind);
        s->text = files[i].text;
        if (!s->doc.path.p) {
            return NULL;
        }
    }
    return list;
}

static int read_docs(ps_deal *d, const ps_file *files, size_t n, ps_error *err) {
    size_t count = 0;
    source *list = list_sources(d, files, n, &count);
    d->docs = list ? ps_arena_alloc(&d->arena, (count ? count : 1) * sizeof *d->docs) : NULL;
    if (!d->docs) {
        return PS_ENOMEM;
    }
    qsort(list, count, sizeof *list, by_rank);
    for (size_t i = 0; i < count; i++) {
        ps_doc *doc = &d->docs[i];
        *doc = list[i].doc;
        int rc = ps_note_parse(&doc->note, list[i].text, err ? err->lang : d->process->lang, err);
        if (rc) {
            return rc;
        }
        d->n_docs++;
    }
    d->main = ps_deal_doc_of(d, PS_DOC_DEAL);
    return PS_OK;
}

static int read_parts(ps_deal *d, const ps_world *world) {
    int rc = ps_deal_read_fields(d, world);
    rc = rc ? rc : ps_deal_read_steps(d);
    rc = rc ? rc : ps_deal_read_handovers(d);
    rc = rc ? rc : ps_deal_read_answers(d, world);
    rc = rc ? rc : ps_deal_read_costs(d);
    rc = rc ? rc : ps_deal_read_contacts(d);
    rc = rc ? rc : ps_deal_read_reviews(d);
    return rc ? rc : ps_deal_read_actions(d);
}

int ps_deal_read(ps_deal **out, const ps_process *process, const ps_world *world, ps_str folder, const ps_file *files, size_t n,
                 ps_error *err) {
    ps_deal *d = ps_alloc(sizeof *d);
    if (!d) {
        return ps_nomem(err);
    }
    memset(d, 0, sizeof *d);
    d->process = process;
    d->profile = &no_profile;
    d->folder = ps_arena_dup(&d->arena, folder);
    int rc = d->folder.p ? PS_OK : PS_ENOMEM;
    d->id = ps_path_name(d->folder);
    rc = rc ? rc : read_docs(d, files, n, err);
    rc = rc ? rc : read_parts(d, world);
    if (rc) {
        ps_deal_free(d);
        return rc == PS_ENOMEM ? ps_nomem(err) : rc;
    }
    *out = d;
    return PS_OK;
}

void ps_deal_free(ps_deal *deal) {
    if (!deal) {
        return;
    }
    for (size_t i = 0; deal->docs && i < deal->n_docs; i++) {
        ps_note_free(deal->docs[i].note);
    }
    ps_arena_free(&deal->arena);
    ps_free(deal);
}

const ps_doc *ps_deal_doc(const ps_deal *deal, ps_str path) {
    for (size_t i = 0; i < deal->n_docs; i++) {
        if (ps_str_eq(deal->docs[i].path, path)) {
            return &deal->docs[i];
        }
    }
    return NULL;
}

const ps_doc *ps_deal_doc_of(const ps_deal *d, ps_doc_kind kind) {
    for (size_t i = 0; i < d->n_docs; i++) {
        if (d->docs[i].kind == kind) {
            return &d->docs[i];
        }
    }
    return NULL;
}

ps_str ps_deal_stage_file(ps_arena *arena, const ps_process *process, int stage) {
    return ps_arena_fmt(arena, "%d-%.*s.md", stage, PS_FMT(process->stages[stage].id));
}

const ps_aliases *ps_deal_aliases(const ps_deal *d) {
    return &d->process->aliases;
}

const ps_note *ps_world_note(const ps_world *world, ps_kind kind, ps_str id, ps_str *path) {
    ps_str ignored;
    return world && world->note && id.n ? world->note(world->ctx, kind, id, path ? path : &ignored) : NULL;
}

const ps_table *ps_deal_table(const ps_deal *d, ps_heading_id h, ps_doc_kind kind, const ps_doc **doc) {
    const ps_doc *places[] = {ps_deal_doc_of(d, kind), d->main};
    for (size_t i = 0; i < 2; i++) {
        const ps_table *t = places[i] ? ps_heading_table(places[i]->note, h, ps_deal_aliases(d)) : NULL;
        if (t) {
            *doc = places[i];
            return t;
        }
    }
    return NULL;
}

const ps_table *ps_deal_table_anywhere(const ps_deal *d, ps_heading_id h, const ps_doc **doc) {
    for (size_t i = 0; i < d->n_docs; i++) {
        const ps_table *t = ps_heading_table(d->docs[i].note, h, ps_deal_aliases(d));
        if (t) {
            if (doc) {
                *doc = &d->docs[i];
            }
            return t;
        }
    }
    return NULL;
}

bool ps_note_within(const ps_note *note, int heading, size_t at) {
    return heading >= 0 && at >= note->headings[heading].range.at && at < note->headings[heading].end;
}

bool ps_task_closed(const ps_task *task) {
    return task->state == 'x' || (task->state == '-' && ps_task_field(task, PS_S("reason")).n);
}

ps_quotes ps_doc_quotes(const ps_doc *doc, const ps_aliases *aliases) {
    if (doc->kind != PS_DOC_REVIEW) {
        return (ps_quotes){-1, -1};
    }
    return (ps_quotes){ps_heading_find(doc->note, PS_H_OPEN_ITEMS, aliases), ps_heading_find(doc->note, PS_H_OPEN_CONDITIONS, aliases)};
}

bool ps_quotes_have(const ps_doc *doc, ps_quotes quotes, size_t at) {
    return ps_note_within(doc->note, quotes.items, at) || ps_note_within(doc->note, quotes.conditions, at);
}
