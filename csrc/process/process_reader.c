#include "process_reader.h"

#include "field.h"

enum { SHOWN = 80, MOST_ARGS = 9 };

void ps_reader_add(ps_reader *r, unsigned line, ps_text_id id, const ps_str *args, size_t n) {
    ps_str clipped[MOST_ARGS];
    for (size_t i = 0; i < n && i < MOST_ARGS; i++) {
        clipped[i] = ps_str_clip(args[i], SHOWN);
    }
    ps_buf text = {0};
    ps_text_put(&text, r->lang, id, clipped, n < MOST_ARGS ? n : MOST_ARGS);
    ps_fault *f = ps_buf_ok(&text) ? PS_PUSH(&r->p->arena, &r->faults) : NULL;
    if (f) {
        f->line = line;
        f->message = ps_arena_dup(&r->p->arena, ps_buf_str(&text));
    }
    r->failed = r->failed || !f || !f->message.p;
    ps_buf_free(&text);
}

unsigned ps_reader_line(const ps_reader *r, ps_heading_id h) {
    return r->section[h] < 0 ? 1 : r->p->note->headings[r->section[h]].line;
}

ps_str ps_reader_name(const ps_reader *r, ps_heading_id h) {
    return r->section[h] < 0 ? ps_heading_in(h, r->p->lang) : r->p->note->headings[r->section[h]].text;
}

static bool has_rows(const ps_table *table) {
    for (size_t i = 0; i < table->n; i++) {
        if (!ps_row_blank(&table->rows[i])) {
            return true;
        }
    }
    return false;
}

const ps_table *ps_reader_table(ps_reader *r, ps_heading_id h, bool needed) {
    if (r->section[h] < 0) {
        return NULL;
    }
    ps_str name = ps_reader_name(r, h);
    const ps_table *table = ps_note_table(r->p->note, r->section[h]);
    if (!table) {
        if (needed) {
            ps_reader_fault(r, ps_reader_line(r, h), NO_TABLE, name);
        }
        return NULL;
    }
    if (!has_rows(table)) {
        ps_reader_fault(r, table->line, NO_ROWS, name);
        return NULL;
    }
    return table;
}

int ps_reader_column(ps_reader *r, ps_heading_id h, const ps_table *table, ps_column_id c, bool needed) {
    int at = ps_column_find(table, c, &r->p->aliases);
    if (at < 0 && needed) {
        ps_reader_fault(r, table->line, NO_COLUMN, ps_reader_name(r, h), ps_column_in(c, r->p->lang));
    }
    return at;
}

bool ps_reader_id(ps_reader *r, const ps_row *row, int column, ps_str *out) {
    *out = ps_row_cell(row, column);
    if (column < 0) {
        return false;
    }
    if (!out->n) {
        ps_reader_fault(r, row->line, NO_ID);
        return false;
    }
    if (!ps_id_valid(*out)) {
        ps_reader_fault(r, row->line, BAD_ID, *out);
    }
    return true;
}

int ps_reader_number(ps_reader *r, const ps_row *row, int column, int min, int max, ps_text_id id) {
    int v = 0;
    ps_str text = ps_row_cell(row, column);
    if (column >= 0 && (!ps_int_read(text, &v) || v < min || v > max)) {
        ps_reader_add(r, row->line, id, &text, 1);
        v = 0;
    }
    return v;
}

/* The table of aliases names others, so only fixed names find it. */
static void read_aliases(ps_reader *r) {
    PS_VEC(ps_alias) found = {0};
    const ps_table *table = ps_reader_table(r, PS_H_ALIASES, true);
    int alias = table ? ps_reader_column(r, PS_H_ALIASES, table, PS_C_ALIAS, true) : -1;
    int means = table ? ps_reader_column(r, PS_H_ALIASES, table, PS_C_MEANS, true) : -1;
    for (size_t i = 0; alias >= 0 && means >= 0 && i < table->n; i++) {
        const ps_row *row = &table->rows[i];
        ps_str name = ps_row_cell(row, alias), meant = ps_row_cell(row, means);
        if (ps_row_blank(row)) {
            continue;
        }
        if (!name.n || !ps_heading_known(meant)) {
            ps_reader_fault(r, row->line, BAD_ALIAS, name, meant);
            continue;
        }
        ps_alias *a = ps_reader_got(r, PS_PUSH(&r->p->arena, &found));
        if (a) {
            *a = (ps_alias){name, meant, row->line};
        }
    }
    r->p->aliases = (ps_aliases){found.v, found.n};
}

static int section_of(ps_str text, const ps_aliases *aliases) {
    for (int h = PS_H_ACTIVITIES; h < PS_H_COUNT; h++) {
        if (ps_heading_is((ps_heading_id)h, text, aliases)) {
            return h;
        }
    }
    return -1;
}

/* Level 3 and deeper belongs to stages, gates and groups, whatever they are called; level 1 is the note's title. */
static int next_section(const ps_note *note, int from, ps_heading_id *which, const ps_aliases *aliases) {
    for (size_t i = (size_t)from; i < note->n_headings; i++) {
        int h = note->headings[i].level == 2 ? section_of(note->headings[i].text, aliases) : -1;
        if (h >= 0) {
            *which = (ps_heading_id)h;
            return (int)i;
        }
    }
    return -1;
}

static void find_aliases(ps_reader *r) {
    ps_heading_id h;
    int at = next_section(r->p->note, 0, &h, NULL);
    while (at >= 0 && h != PS_H_ALIASES) {
        at = next_section(r->p->note, at + 1, &h, NULL);
    }
    r->section[PS_H_ALIASES] = at;
}

void ps_reader_sections(ps_reader *r) {
    const ps_note *note = r->p->note;
    ps_heading_id h;
    for (int i = 0; i < PS_H_COUNT; i++) {
        r->section[i] = -1;
    }
    find_aliases(r);
    read_aliases(r);
    for (int i = next_section(note, 0, &h, &r->p->aliases); i >= 0; i = next_section(note, i + 1, &h, &r->p->aliases)) {
        const ps_heading *hd = &note->headings[i];
        if (r->section[h] >= 0 && r->section[h] != i) {
            ps_digits d;
            ps_reader_fault(r, hd->line, TWO_SECTIONS, hd->text, ps_num(&d, note->headings[r->section[h]].line));
            continue;
        }
        r->section[h] = i;
    }
}
