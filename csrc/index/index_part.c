#include "index_part.h"

#include "date.h"
#include "heading.h"

bool ps_part_next(ps_str *list, ps_str *item) {
    return list->n && ps_str_next(list, '\0', item);
}

/* A note on its way into rows. */
typedef struct {
    ps_arena *arena;
    const ps_note *note;
    ps_parts *out;
    ps_buf list;  /* scratch */
    size_t block; /* first block that is not behind us: entries and blocks both come in order */
    bool failed;
} collect;

static ps_part *add(collect *c, ps_part_kind kind, unsigned line, int number) {
    ps_part *p = PS_PUSH(c->arena, &c->out->of[kind]);
    if (p) {
        p->line = line;
        p->number = number;
    }
    c->failed = c->failed || !p;
    return p;
}

static void list_begin(collect *c) {
    c->list.n = 0;
}

static void list_put(collect *c, ps_str item) {
    size_t at = c->list.n;
    ps_buf_put(&c->list, item);
    ps_buf_char(&c->list, '\0');
    for (size_t i = at; !c->list.failed && i + 1 < c->list.n; i++) {
        c->list.p[i] = c->list.p[i] ? c->list.p[i] : ' ';
    }
}

/* The list as it is now, in the arena. */
static ps_str list_end(collect *c) {
    ps_str list = c->list.n ? ps_arena_dup(c->arena, ps_buf_str(&c->list)) : PS_S("");
    c->failed = c->failed || c->list.failed || !list.p;
    return list.p ? list : PS_S("");
}

static void take_headings(collect *c) {
    for (size_t i = 0; i < c->note->n_headings; i++) {
        const ps_heading *h = &c->note->headings[i];
        ps_part *p = add(c, PS_PART_HEADING, h->line, h->level);
        if (p) {
            p->text[0] = h->text;
        }
    }
}

static const char *const state_names[] = {" ", "x", "/", "-"};

static ps_str state_of(const collect *c, const ps_task *t) {
    for (size_t i = 0; i < sizeof state_names / sizeof *state_names; i++) {
        if (*state_names[i] == t->state) {
            return ps_str_of(state_names[i]);
        }
    }
    return ps_str_sub(c->note->text, t->state_at, t->state_at + 1);
}

static void take_tasks(collect *c) {
    for (size_t i = 0; i < c->note->n_tasks; i++) {
        const ps_task *t = &c->note->tasks[i];
        ps_part *p = add(c, PS_PART_TASK, t->line, t->heading);
        if (!p) {
            return;
        }
        p->text[0] = state_of(c, t);
        p->text[1] = t->id;
        p->text[2] = t->text;
        list_begin(c);
        for (size_t f = 0; f < t->n_fields; f++) {
            ps_str key = t->fields[f].key, value = t->fields[f].value;
            ps_str *column = ps_str_eq(key, PS_S("owner")) ? &p->text[3] : ps_str_eq(key, PS_S("due")) ? &p->text[4] : NULL;
            if (column && !column->n) {
                *column = ps_note_unlink(value);
            } else {
                list_put(c, key);
                list_put(c, value);
            }
        }
        p->text[5] = list_end(c);
    }
}

/* ---- links ---- */

static ps_str stem_of(ps_str target) {
    ps_str name = ps_path_name(target);
    return ps_str_ends(name, PS_S(".md")) ? ps_str_sub(name, 0, name.n - 3) : name;
}

static ps_part *add_link(collect *c, unsigned line, ps_str target) {
    ps_str name = stem_of(target);
    ps_part *p = name.n ? add(c, PS_PART_LINK, line, -1) : NULL;
    if (p) {
        p->text[0] = name;
        p->text[1] = ps_str_eq(name, target) ? PS_S("") : target;
    }
    return p;
}

static void take_links(collect *c) {
    for (size_t i = 0; i < c->note->n_links; i++) {
        const ps_link *l = &c->note->links[i];
        ps_part *p = add_link(c, l->line, l->target);
        if (!p || !(l->heading.n || l->block.n)) {
            continue;
        }
        p->text[2] = ps_arena_fmt(c->arena, "%c%.*s", l->block.n ? '^' : '#', PS_FMT(l->block.n ? l->block : l->heading));
        c->failed = c->failed || !p->text[2].p;
    }
}

/* An id that stands without brackets where an id belongs is a link too; in brackets it has been taken. */
static void take_id(collect *c, unsigned line, ps_str value) {
    value = ps_str_trim(value);
    if (ps_id_valid(value)) {
        add_link(c, line, value);
    }
}

static bool names_ids(ps_str key) {
    static const char *const keys[] = {"account", "owner", "team", "parent", "region", "reviewers", "forecast_manager"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (ps_str_eq(key, ps_str_of(keys[i]))) {
            return true;
        }
    }
    return false;
}

static void take_field(collect *c, const ps_fm *key, const ps_fm *value) {
    ps_part *p = value->kind == PS_FM_SCALAR ? add(c, PS_PART_FIELD, value->line, -1) : NULL;
    if (p) {
        p->text[0] = key->key;
        p->text[1] = value->text;
        if (names_ids(key->key)) {
            take_id(c, value->line, value->text);
        }
    }
}

static void take_fields(collect *c) {
    for (size_t i = 0; i < c->note->n_fields; i++) {
        const ps_fm *f = &c->note->fields[i];
        take_field(c, f, f);
        for (size_t k = 0; f->kind == PS_FM_LIST && k < f->n_items; k++) {
            take_field(c, f, &f->items[k]);
        }
    }
}

/* ---- tables ---- */

/* Cells that name people, in tables of these headings. */
static bool names_people(const collect *c, const ps_table *t, size_t column) {
    ps_str heading = t->heading < 0 ? PS_S("") : c->note->headings[t->heading].text, name = t->header.cells[column].text;
    return (column == 0 && ps_heading_is(PS_H_STAKEHOLDERS, heading, NULL)) ||
           (column < 2 && ps_heading_is(PS_H_RELATIONSHIPS, heading, NULL)) ||
           (ps_heading_is(PS_H_STAKEHOLDERS, heading, NULL) && ps_column_is(PS_C_CONTACT, name, NULL));
}

static void take_record(collect *c, const ps_row *row, int grid) {
    ps_part *p = row->n && !ps_row_blank(row) ? add(c, PS_PART_RECORD, row->line, grid) : NULL;
    if (!p) {
        return;
    }
    p->text[0] = row->id;
    p->text[1] = row->cells[0].text;
    list_begin(c);
    for (size_t i = 1; i < row->n; i++) {
        list_put(c, row->cells[i].text);
    }
    p->text[2] = list_end(c);
}

static void take_ids_of(collect *c, const ps_table *t) {
    for (size_t column = 0; column < t->header.n; column++) {
        size_t n = names_people(c, t, column) ? t->n : 0;
        for (size_t r = 0; r < n; r++) {
            take_id(c, t->rows[r].line, ps_row_cell(&t->rows[r], (int)column));
        }
    }
}

static void take_tables(collect *c) {
    for (size_t i = 0; i < c->note->n_tables; i++) {
        const ps_table *t = &c->note->tables[i];
        ps_part *p = add(c, PS_PART_GRID, t->line, t->heading);
        if (!p) {
            return;
        }
        list_begin(c);
        for (size_t k = 0; k < t->header.n; k++) {
            list_put(c, t->header.cells[k].text);
        }
        p->text[0] = list_end(c);
        for (size_t r = 0; r < t->n; r++) {
            take_record(c, &t->rows[r], (int)i);
        }
        take_ids_of(c, t);
    }
}

/* ---- a deal's log ---- */

/* "2026-11-11 14:25 visit" */
static bool read_time(ps_str text, ps_str *time, ps_str *kind) {
    ps_date day;
    int64_t minute;
    bool dated = ps_date_parse(ps_str_sub(text, 0, 10), &day) && (text.n == 10 || text.p[10] == ' ' || text.p[10] == 'T');
    bool timed = dated && (text.n == 16 || (text.n > 16 && text.p[16] == ' ')) && ps_time_parse(ps_str_sub(text, 0, 16), 0, &minute);
    *time = ps_str_sub(text, 0, timed ? 16 : 10);
    *kind = ps_str_trim(ps_str_sub(text, time->n, text.n));
    return dated;
}

/* The ids that fields of a key name in the blocks up to an offset; those without brackets are links too. */
static ps_str ids_until(collect *c, size_t end, ps_str key) {
    list_begin(c);
    for (size_t i = c->block; i < c->note->n_blocks && c->note->blocks[i].range.at < end; i++) {
        const ps_block *b = &c->note->blocks[i];
        for (size_t f = 0; f < b->n_fields; f++) {
            ps_str rest = b->fields[f].value, id;
            while (ps_str_eq(b->fields[f].key, key) && ps_str_next(&rest, ',', &id)) {
                id = ps_str_trim(id);
                take_id(c, b->line, id);
                list_put(c, ps_note_unlink(id));
            }
        }
    }
    return list_end(c);
}

static void skip_blocks(collect *c, size_t to) {
    while (c->block < c->note->n_blocks && c->note->blocks[c->block].range.at < to) {
        c->block++;
    }
}

static void take_entries(collect *c) {
    size_t behind = 0; /* a dated heading within an entry is part of it */
    for (size_t i = 0; i < c->note->n_headings; i++) {
        const ps_heading *h = &c->note->headings[i];
        ps_str time, kind;
        ps_part *p = h->range.at >= behind && read_time(h->text, &time, &kind) ? add(c, PS_PART_ENTRY, h->line, (int)i) : NULL;
        if (p) {
            behind = h->end;
            skip_blocks(c, h->range.end);
            p->text[0] = time;
            p->text[1] = kind;
            p->text[2] = ids_until(c, h->end, PS_S("who"));
            p->text[3] = ids_until(c, h->end, PS_S("deals"));
        }
    }
}

int ps_parts_of(ps_arena *arena, ps_str path, const ps_note *note, ps_parts *out, ps_error *err) {
    collect c = {.arena = arena, .note = note, .out = out};
    take_headings(&c);
    take_tasks(&c);
    take_fields(&c);
    take_links(&c);
    take_tables(&c);
    if (ps_str_starts(path, PS_S("deals/")) && ps_str_eq(ps_path_name(path), PS_S("log.md"))) {
        take_entries(&c);
    }
    ps_buf_free(&c.list);
    return c.failed ? ps_nomem(err) : PS_OK;
}
