#include "note.h"

#include <string.h>

#include "alloc.h"
#include "note_impl.h"

/* md4c of Debian 12 reads a byte beyond a task marker at the very end: the copy is followed by "\n\0". */
static bool copy_text(ps_note *note, ps_str text) {
    char *p = ps_arena_alloc(&note->arena, text.n + 2);
    if (!p) {
        return false;
    }
    if (text.n) {
        memcpy(p, text.p, text.n);
    }
    p[text.n] = '\n';
    note->text = (ps_str){p, text.n};
    note->bom = ps_str_starts(note->text, PS_S("\xEF\xBB\xBF"));
    note->body_at = note->bom ? 3 : 0;
    return true;
}

static size_t count_breaks(ps_str text, size_t *crlf) {
    size_t n = 0;
    const char *end = text.p + text.n;
    *crlf = 0;
    for (const char *p = memchr(text.p, '\n', text.n); p; p = memchr(p + 1, '\n', (size_t)(end - p - 1))) {
        n++;
        *crlf += p > text.p && p[-1] == '\r';
    }
    return n;
}

static bool index_lines(ps_note *note) {
    size_t crlf;
    size_t n = count_breaks(note->text, &crlf);
    size_t *starts = ps_arena_alloc(&note->arena, (n + 1) * sizeof *starts);
    if (!starts) {
        return false;
    }
    note->eol = crlf * 2 > n ? PS_S("\r\n") : PS_S("\n");
    note->n_lines = 1;
    for (size_t at = ps_line_next(note->text, 0); at < note->text.n; at = ps_line_next(note->text, at)) {
        starts[note->n_lines++] = at;
    }
    note->line_at = starts;
    return true;
}

static void hand_over(ps_build *b) {
    ps_note *note = b->note;
    note->fields = b->fields.v, note->n_fields = b->fields.n;
    note->hints = b->hints.v, note->n_hints = b->hints.n;
    note->headings = b->headings.v, note->n_headings = b->headings.n;
    note->tasks = b->tasks.v, note->n_tasks = b->tasks.n;
    note->tables = b->tables.v, note->n_tables = b->tables.n;
    note->links = b->links.v, note->n_links = b->links.n;
    note->blocks = b->blocks.v, note->n_blocks = b->blocks.n;
}

int ps_note_parse(ps_note **out, ps_str text, ps_lang lang, ps_error *err) {
    ps_note *note = ps_alloc(sizeof *note);
    if (!note) {
        return ps_nomem(err);
    }
    *note = (ps_note){.lang = lang};
    ps_build b = {.note = note};
    int rc = copy_text(note, text) && index_lines(note) ? PS_OK : PS_ENOMEM;
    rc = rc ? rc : ps_note_front(&b);
    rc = rc ? rc : ps_note_body(&b);
    if (rc) {
        ps_note_free(note);
        return ps_nomem(err);
    }
    hand_over(&b);
    *out = note;
    return PS_OK;
}

void ps_note_free(ps_note *note) {
    if (note) {
        ps_arena_free(&note->arena);
        ps_free(note);
    }
}
