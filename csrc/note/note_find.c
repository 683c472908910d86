#include "note.h"

#include "note_impl.h"

const ps_fm *ps_note_field(const ps_note *note, ps_str key) {
    for (size_t i = 0; i < note->n_fields; i++) {
        if (ps_str_eq(note->fields[i].key, key)) {
            return &note->fields[i];
        }
    }
    return NULL;
}

ps_str ps_note_title(const ps_note *note) {
    static const char *const keys[] = {"title", "name"};
    for (size_t i = 0; note && i < sizeof keys / sizeof *keys; i++) {
        ps_str s = ps_note_value(note, ps_str_of(keys[i]));
        if (s.n) {
            return s;
        }
    }
    return note && note->n_headings ? note->headings[0].text : PS_S("");
}

ps_str ps_note_unlink(ps_str s) {
    ps_str t = ps_str_trim(s);
    ps_link link;
    size_t end;
    if (!ps_str_starts(t, PS_S("[[")) || !ps_link_read(t, 0, false, &link, &end) || end != t.n) {
        return s;
    }
    return link.target;
}

ps_str ps_note_alias(ps_str s) {
    ps_str t = ps_str_trim(s);
    ps_link link;
    size_t end;
    bool whole = ps_str_starts(t, PS_S("[[")) && ps_link_read(t, 0, false, &link, &end) && end == t.n;
    return whole ? link.alias : PS_S("");
}

bool ps_fm_is_link(ps_str s) {
    s = ps_str_trim(s);
    return ps_str_starts(s, PS_S("[[")) && ps_note_unlink(s).p != s.p;
}

bool ps_fm_bare_link(const ps_note *note, const ps_fm *fm) {
    bool nested = fm->kind == PS_FM_LIST && fm->n_items == 1 && fm->items[0].kind == PS_FM_LIST && fm->items[0].n_items == 1;
    return nested && ps_fm_is_link(ps_str_sub(note->text, fm->range.at, fm->range.end));
}

ps_str ps_note_value(const ps_note *note, ps_str key) {
    const ps_fm *fm = ps_note_field(note, key);
    return fm && fm->kind == PS_FM_SCALAR ? ps_note_unlink(ps_str_trim(fm->text)) : PS_S("");
}

const ps_task *ps_note_task(const ps_note *note, ps_str id) {
    for (size_t i = 0; id.n && i < note->n_tasks; i++) {
        if (ps_str_eq(note->tasks[i].id, id)) {
            return &note->tasks[i];
        }
    }
    return NULL;
}

const ps_inline *ps_inline_get(const ps_inline *fields, size_t n, ps_str key) {
    for (size_t i = 0; i < n; i++) {
        if (ps_str_eq(fields[i].key, key)) {
            return &fields[i];
        }
    }
    return NULL;
}

ps_str ps_task_field(const ps_task *task, ps_str key) {
    const ps_inline *field = ps_inline_get(task->fields, task->n_fields, key);
    return field ? field->value : PS_S("");
}

static bool one_of(ps_str s, const ps_str *names, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (ps_str_eq_nocase(s, names[i])) {
            return true;
        }
    }
    return false;
}

int ps_note_heading(const ps_note *note, const ps_str *names, size_t n_names) {
    for (size_t i = 0; i < note->n_headings; i++) {
        if (one_of(note->headings[i].text, names, n_names)) {
            return (int)i;
        }
    }
    return -1;
}

const ps_table *ps_note_table(const ps_note *note, int heading) {
    if (heading < 0 || (size_t)heading >= note->n_headings) {
        return NULL;
    }
    const ps_heading *h = &note->headings[heading];
    for (size_t i = 0; i < note->n_tables; i++) {
        size_t at = note->tables[i].range.at;
        if (at >= h->range.end && at < h->end) {
            return &note->tables[i];
        }
    }
    return NULL;
}

int ps_table_column(const ps_table *table, const ps_str *names, size_t n_names) {
    for (size_t i = 0; i < table->header.n; i++) {
        if (one_of(table->header.cells[i].text, names, n_names)) {
            return (int)i;
        }
    }
    return -1;
}

bool ps_row_blank(const ps_row *row) {
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].text.n) {
            return false;
        }
    }
    return true;
}

ps_str ps_row_cell(const ps_row *row, int column) {
    return column >= 0 && (size_t)column < row->n ? row->cells[column].text : PS_S("");
}

/* After the last line of [from, end) that is not blank; the line of `from` counts in any case. */
static size_t after_content(const ps_note *note, size_t from, size_t end) {
    size_t after = ps_line_next(note->text, from);
    for (size_t at = after; at < end; at = ps_line_next(note->text, at)) {
        size_t stop = ps_line_end(note->text, at);
        if (ps_trim_end(note->text, at, stop) > ps_skip_blanks(note->text, at, stop)) {
            after = ps_line_next(note->text, at);
        }
    }
    return after;
}

size_t ps_note_section_end(const ps_note *note, int heading, bool own) {
    size_t next = heading < 0 ? 0 : (size_t)heading + 1;
    size_t first = next < note->n_headings ? ps_line_start(note->text, note->headings[next].range.at) : note->text.n;
    if (heading < 0) {
        size_t end = own ? first : note->text.n;
        return end > note->body_at ? after_content(note, note->body_at, end) : note->body_at;
    }
    const ps_heading *h = &note->headings[heading];
    size_t end = own && first < h->end ? first : h->end;
    size_t last = h->range.end > h->range.at ? h->range.end : h->range.at;
    return after_content(note, last, end);
}
