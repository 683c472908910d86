/* Tasks and promises: items of a list, where the cursor is or where they belong. */
#include "ws_entry.h"

typedef struct {
    const ps_doc *doc;
    int heading; /* -1: at the end of the note */
} spot;

/* The innermost section that a line stands in; -1. */
static int heading_at(const ps_note *note, int lnum) {
    size_t at = ps_note_line_at(note, (unsigned)lnum);
    int found = -1;
    for (size_t i = 0; i < note->n_headings; i++) {
        found = note->headings[i].range.at <= at && at < note->headings[i].end ? (int)i : found;
    }
    return found;
}

/* The note that the cursor is in, where it is one of the deal's that takes such items. */
static const ps_doc *doc_here(const ps_entering *e) {
    ps_error quiet = {.lang = e->w->lang}, *was = e->w->err;
    ps_str path;
    e->w->err = &quiet;
    bool inside = e->in->path.n && e->in->lnum > 0 && ps_work_relative(e->w, e->in->path, &path) == PS_OK;
    e->w->err = was;
    const ps_doc *doc = inside ? ps_deal_doc(e->deal, path) : NULL;
    bool takes =
        doc && (doc->kind == e->entry->doc || (e->entry->doc == PS_DOC_STAGE && (doc->kind == PS_DOC_LOG || doc->kind == PS_DOC_OTHER)));
    return takes ? doc : NULL;
}

/* The note of the stage that the deal is in, else deal.md. */
static const ps_doc *stage_doc(const ps_deal *deal) {
    const ps_pstage *stage = &deal->profile->stages[deal->stage];
    for (size_t i = 0; i < deal->n_docs; i++) {
        const ps_doc *doc = &deal->docs[i];
        if (doc->kind == PS_DOC_STAGE && doc->stage >= stage->first && doc->stage <= stage->last) {
            return doc;
        }
    }
    return deal->main;
}

/* The log's entry that the cursor is in, else today's last one; NULL. */
static const ps_contact *entry_here(const ps_entering *e, const ps_doc *here) {
    const ps_deal *d = e->deal;
    for (size_t i = 0; here && i < d->n_contacts; i++) {
        const ps_contact *c = &d->contacts[i];
        if (c->doc == here && ps_note_within(here->note, c->heading, ps_note_line_at(here->note, (unsigned)e->in->lnum))) {
            return c;
        }
    }
    const ps_contact *last = d->n_contacts ? &d->contacts[d->n_contacts - 1] : NULL;
    return last && last->date == e->w->world.today ? last : NULL;
}

static spot find_spot(const ps_entering *e) {
    const ps_doc *here = doc_here(e);
    if (e->entry->doc == PS_DOC_LOG) {
        const ps_contact *c = entry_here(e, here);
        return c ? (spot){c->doc, c->heading} : (spot){NULL, -1};
    }
    const ps_doc *doc = here ? here : stage_doc(e->deal);
    return (spot){doc, here ? heading_at(doc->note, e->in->lnum) : ps_heading_find(doc->note, PS_H_TASKS, ps_deal_aliases(e->deal))};
}

static int item(const ps_entering *e, ps_buf *out) {
    const ps_action action = {.text = e->value[0], .owner = e->value[1], .due = ps_date_read(e->value[2])};
    return ps_template_task(out, &action, e->w->err);
}

/* Whether the line before is of a list, so that another item goes on with it. */
static bool goes_on(const ps_note *note, size_t at) {
    size_t line = at;
    while (line > 0 && note->text.p[line - 1] == '\n') {
        line--;
    }
    while (line > 0 && note->text.p[line - 1] != '\n') {
        line--;
    }
    ps_str text = ps_str_trim(ps_str_sub(note->text, line, at));
    return ps_str_starts(text, PS_S("- ")) || ps_str_starts(text, PS_S("* "));
}

static int insert(const ps_entering *e, spot s, ps_note **note, size_t *at) {
    ps_buf lines = {0};
    bool tasks = s.heading < 0 && s.doc->kind != PS_DOC_LOG;
    *at = s.heading < 0 ? (*note)->text.n : ps_note_section_end(*note, s.heading, true);
    if (tasks) {
        ps_buf_fmt(&lines, "\n## %.*s\n", PS_FMT(ps_heading_in(PS_H_TASKS, e->w->process->lang)));
    }
    if (tasks || !goes_on(*note, *at)) {
        ps_buf_char(&lines, '\n');
    }
    int rc = item(e, &lines);
    rc = rc ? rc : ps_buf_ok(&lines) ? ps_note_insert(note, *at, ps_buf_str(&lines), e->w->err) : ps_nomem(e->w->err);
    ps_buf_free(&lines);
    return rc;
}

/* An entry of the log that holds the promise and nothing else. */
static int new_contact(const ps_entering *e, ps_note **note, size_t *at) {
    ps_buf text = {0}, lines = {0};
    int rc = item(e, &text);
    const ps_new_contact entry = {.time = e->w->now, .kind = PS_S("note"), .text = ps_buf_str(&text)};
    rc = rc ? rc : ps_template_contact(&lines, e->w->process, &entry, e->w->err);
    *at = (*note)->text.n;
    rc = rc ? rc : ps_note_insert(note, *at, ps_buf_str(&lines), e->w->err);
    ps_buf_free(&text);
    ps_buf_free(&lines);
    return rc;
}

static unsigned line_from(const ps_note *note, size_t at) {
    for (size_t i = 0; i < note->n_tasks; i++) {
        if (note->tasks[i].range.at >= at) {
            return note->tasks[i].line;
        }
    }
    return 1;
}

int ps_enter_task(const ps_entering *e, ps_v_place *out) {
    ps_work *w = e->w;
    ps_note *note = NULL;
    ps_str path;
    size_t at = 0;
    spot s = find_spot(e);
    int rc = s.doc ? ps_work_edit(w, path = s.doc->path, &note) : ps_work_log_edit(w, e->deal, &path, &note);
    rc = rc ? rc : ps_work_at(w, s.doc ? insert(e, s, &note, &at) : new_contact(e, &note, &at), path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    if (!rc) {
        *out = (ps_v_place){.path = ps_keep_path(w, path), .lnum = (int)line_from(note, at)};
    }
    ps_note_free(note);
    return rc;
}
