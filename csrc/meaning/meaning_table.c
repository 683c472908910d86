#include "meaning_impl.h"
#include "seek.h"

/* The tables that people keep by hand: rows have a key, cells are values. */
typedef struct {
    ps_heading_id heading;
    const char *name; /* first part of an event's field */
    ps_event_kind kind;
    int keys; /* leading cells that make the key */
    ps_column_id columns[9];
    int n_columns;
} sheet;

static const sheet sheets[] = {
    {PS_H_STAKEHOLDERS,
     "stakeholders",
     PS_EV_PERSON,
     1,
     {PS_C_PERSON, PS_C_LAYER, PS_C_ROLE, PS_C_STANCE, PS_C_INFLUENCE, PS_C_NEEDS, PS_C_CONTACT, PS_C_AIM, PS_C_WAYS},
     9},
    {PS_H_LAYER_STRATEGY, "strategies", PS_EV_FIELD, 1, {PS_C_LAYER, PS_C_AIM, PS_C_WAYS, PS_C_STRATEGY}, 4},
    {PS_H_RELATIONSHIPS, "relationships", PS_EV_PERSON, 3, {PS_C_FROM, PS_C_TO, PS_C_KIND, PS_C_NOTE}, 4},
    {PS_H_COMPETITORS, "competitors", PS_EV_FIELD, 1, {PS_C_COMPETITOR, PS_C_PRODUCT, PS_C_FOCUS, PS_C_POLICY, PS_C_THREAT}, 5},
    {PS_H_DECISION_FACTORS, "factors", PS_EV_FIELD, 1, {PS_C_FACTOR, PS_C_WEIGHT, PS_C_US, PS_C_EVIDENCE}, 4},
    {PS_H_PROCUREMENT, "procurement", PS_EV_FIELD, 1, {PS_C_STEP, PS_C_STATE, PS_C_DATE, PS_C_DEPARTMENTS}, 4},
    {PS_H_SWOT, "swot", PS_EV_FIELD, 1, {PS_C_ID, PS_C_KIND, PS_C_FINDING, PS_C_ANSWER}, 4},
    {PS_H_GOALS, "goals", PS_EV_FIELD, 1, {PS_C_ID, PS_C_GOAL, PS_C_MEASURE, PS_C_OWNER, PS_C_START, PS_C_END, PS_C_STATE, PS_C_AFTER}, 8},
    {PS_H_PLAN, "plan", PS_EV_FIELD, 1, {PS_C_ID, PS_C_TASK, PS_C_OWNER, PS_C_START, PS_C_END, PS_C_STATE, PS_C_AFTER}, 7},
    {PS_H_CONTROL, "control", PS_EV_FIELD, 1, {PS_C_WATCHED, PS_C_OWNER, PS_C_EVERY, PS_C_NEXT}, 4},
    {PS_H_COMPONENTS, "components", PS_EV_FIELD, 1, {PS_C_COMPONENT, PS_C_VALUE, PS_C_OWNER}, 3},
    {PS_H_PAYMENTS, "payments", PS_EV_FIELD, 1, {PS_C_MILESTONE, PS_C_DUE, PS_C_AMOUNT, PS_C_INVOICED, PS_C_PAID}, 5},
    {PS_H_BUDGET, "budget", PS_EV_FIELD, 1, {PS_C_STAGE, PS_C_BUDGET, PS_C_PLANNED}, 3},
};

bool ps_event_table(const ps_event *e, ps_heading_id *heading) {
    size_t end = ps_str_find(e->field, PS_S("/"), 0);
    for (size_t i = 0; end != SIZE_MAX && i < sizeof sheets / sizeof *sheets; i++) {
        if (ps_str_eq(ps_str_sub(e->field, 0, end), ps_str_of(sheets[i].name))) {
            *heading = sheets[i].heading;
            return true;
        }
    }
    return false;
}

typedef struct {
    ps_sensed *f;
    const sheet *sheet;
    const ps_table *old, *now;
} sheets_pair;

typedef struct {
    const ps_table *table;
    size_t *nth; /* of each row: its place among rows of its key */
    ps_seek seek;
} rows_at;

/* English name of a column, else its header as written. */
static ps_str column_name(const sheets_pair *p, ps_str header) {
    for (int i = 0; i < p->sheet->n_columns; i++) {
        if (ps_column_is(p->sheet->columns[i], header, &p->f->m->process->aliases)) {
            return ps_column_in(p->sheet->columns[i], PS_EN);
        }
    }
    return header;
}

static int same_column(const sheets_pair *p, const ps_table *in, ps_str header) {
    ps_str name = column_name(p, header);
    for (size_t i = 0; in && i < in->header.n; i++) {
        if (ps_str_eq_nocase(column_name(p, in->header.cells[i].text), name)) {
            return (int)i;
        }
    }
    return -1;
}

static bool same_key(const sheets_pair *p, const ps_row *a, const ps_row *b) {
    for (int i = 0; i < p->sheet->keys; i++) {
        if (!ps_str_eq(ps_id_bare(ps_row_cell(a, i)), ps_id_bare(ps_row_cell(b, i)))) {
            return false;
        }
    }
    return true;
}

static bool no_key(const sheets_pair *p, const ps_row *row) {
    for (int i = 0; i < p->sheet->keys; i++) {
        if (ps_row_cell(row, i).n) {
            return false;
        }
    }
    return true;
}

static uint64_t key_hash(const sheets_pair *p, const ps_row *row) {
    uint64_t hash = PS_HASH;
    for (int i = 0; i < p->sheet->keys; i++) {
        hash = ps_str_hash(ps_str_hash(hash, ps_id_bare(ps_row_cell(row, i))), PS_S("/"));
    }
    return hash;
}

/* A hash of the key and of the row's place among rows of that key. */
static uint64_t nth_hash(uint64_t hash, size_t nth) {
    return hash + nth * 0x9E3779B97F4A7C15u;
}

/* Where the rows of a table are, by their keys. */
static void find_rows(const sheets_pair *p, rows_at *out, const ps_table *table) {
    ps_arena *arena = p->f->m->arena;
    ps_seek firsts = {0};
    *out = (rows_at){.table = table};
    size_t n = table ? table->n : 0;
    size_t *counts = n ? ps_arena_alloc(arena, n * sizeof *counts) : NULL;
    out->nth = n ? ps_arena_alloc(arena, n * sizeof *out->nth) : NULL;
    p->f->m->failed |= n && (!counts || !out->nth);
    for (size_t i = 0; i < n && !p->f->m->failed; i++) {
        uint64_t hash = key_hash(p, &table->rows[i]);
        size_t step = 0, first = ps_seek_next(&firsts, hash, &step);
        while (first != SIZE_MAX && !same_key(p, &table->rows[first], &table->rows[i])) {
            first = ps_seek_next(&firsts, hash, &step);
        }
        int rc = first == SIZE_MAX ? ps_seek_add(&firsts, arena, hash, first = i) : PS_OK;
        out->nth[i] = counts[first]++;
        rc = rc ? rc : ps_seek_add(&out->seek, arena, nth_hash(hash, out->nth[i]), i);
        p->f->m->failed |= rc != PS_OK;
    }
}

/* The row of the same key, and of the same place among rows of that key. */
static const ps_row *counterpart(const sheets_pair *p, const rows_at *from, size_t at, const rows_at *in) {
    const ps_row *row = &from->table->rows[at];
    uint64_t hash = nth_hash(key_hash(p, row), from->nth[at]);
    size_t step = 0, found = SIZE_MAX;
    do {
        found = in->table ? ps_seek_next(&in->seek, hash, &step) : SIZE_MAX;
    } while (found != SIZE_MAX && (in->nth[found] != from->nth[at] || !same_key(p, &in->table->rows[found], row)));
    return found == SIZE_MAX ? NULL : &in->table->rows[found];
}

static ps_str row_key(const sheets_pair *p, const ps_row *row) {
    ps_str c[3] = {PS_S(""), PS_S(""), PS_S("")};
    for (int i = 0; i < p->sheet->keys; i++) {
        c[i] = ps_id_bare(ps_row_cell(row, i));
    }
    return ps_sense_path(p->f->m, c[0], c[1], c[2]);
}

/* As people call the row: the alias of its link, else its key. */
static ps_str row_name(const sheets_pair *p, const ps_row *row) {
    ps_str cell = ps_row_cell(row, 0);
    size_t bar = ps_str_find(cell, PS_S("|"), 0);
    bool alias = p->sheet->keys == 1 && bar != SIZE_MAX && ps_str_starts(cell, PS_S("[[")) && ps_str_ends(cell, PS_S("]]"));
    return alias ? ps_sense_keep(p->f->m, ps_str_trim(ps_str_sub(cell, bar + 1, cell.n - 2))) : row_key(p, row);
}

static ps_str label(const sheets_pair *p, ps_str column, ps_str value) {
    static const struct {
        const char *column;
        ps_vocab_id vocab;
    } vocabs[] = {{"stance", PS_V_STANCES}, {"layer", PS_V_LAYERS}, {"role", PS_V_ROLES}, {"aim", PS_V_AIMS}};
    for (size_t i = 0; p->sheet->heading == PS_H_STAKEHOLDERS && i < sizeof vocabs / sizeof *vocabs; i++) {
        if (ps_str_eq(column, ps_str_of(vocabs[i].column))) {
            return ps_process_label(p->f->m->process, vocabs[i].vocab, value);
        }
    }
    return value;
}

/* ---- events ---- */

static ps_event *add(const sheets_pair *p, const ps_row *row) {
    ps_event *e = ps_sense_add(p->f, p->sheet->kind);
    if (e) {
        e->id = row_key(p, row);
        e->field = ps_sense_path(p->f->m, ps_str_of(p->sheet->name), e->id, PS_S(""));
        e->line = row->line;
    }
    return e;
}

static void put_detail(ps_buf *b, ps_str s) {
    if (s.n) {
        ps_buf_put(b, b->n ? PS_S(", ") : PS_S(""));
        ps_buf_put(b, s);
    }
}

/* "(technical, neutral)" of a new stakeholder; the second cell of any other row. */
static ps_str details(const sheets_pair *p, const ps_row *row) {
    const ps_aliases *al = &p->f->m->process->aliases;
    ps_buf b = {0};
    if (p->sheet->heading == PS_H_STAKEHOLDERS) {
        put_detail(&b, label(p, PS_S("layer"), ps_column_cell(p->now, row, PS_C_LAYER, al)));
        put_detail(&b, label(p, PS_S("stance"), ps_column_cell(p->now, row, PS_C_STANCE, al)));
    } else if (p->sheet->keys == 1) {
        put_detail(&b, ps_row_cell(row, p->sheet->columns[0] == PS_C_ID && p->sheet->heading == PS_H_SWOT ? 2 : 1));
    }
    p->f->m->failed |= !ps_buf_ok(&b);
    ps_str kept = ps_sense_keep(p->f->m, ps_buf_ok(&b) ? ps_buf_str(&b) : PS_S(""));
    ps_buf_free(&b);
    return kept;
}

static void add_new(const sheets_pair *p, const ps_row *row) {
    ps_event *e = add(p, row);
    ps_str detail = details(p, row);
    ps_str what = ps_heading_in(p->sheet->heading, p->f->m->lang);
    if (e) {
        e->to = e->id;
        e->text = detail.n ? ps_sense_say(p->f->m, MEAN_ROW_NEW_WITH, what, row_name(p, row), detail)
                           : ps_sense_say(p->f->m, MEAN_ROW_NEW, what, row_name(p, row));
    }
}

static void add_gone(const sheets_pair *p, const ps_row *row) {
    ps_event *e = add(p, row);
    if (e) {
        e->from = e->id;
        e->text = ps_sense_say(p->f->m, MEAN_ROW_GONE, ps_heading_in(p->sheet->heading, p->f->m->lang), row_name(p, row));
    }
}

static void add_cell(const sheets_pair *p, const ps_row *row, ps_str header, ps_str from, ps_str to) {
    ps_event *e = add(p, row);
    ps_sense *m = p->f->m;
    if (!e) {
        return;
    }
    ps_str column = column_name(p, header);
    e->field = ps_sense_path(m, e->field, column, PS_S(""));
    e->from = ps_sense_keep(m, from);
    e->to = ps_sense_keep(m, to);
    bool obvious = p->sheet->heading == PS_H_STAKEHOLDERS && ps_str_eq(column, PS_S("stance"));
    ps_str what = obvious ? row_name(p, row) : ps_sense_say(m, MEAN_ROW_COLUMN, row_name(p, row), header);
    e->text = ps_sense_change(m, what, label(p, column, from), label(p, column, to));
}

static bool same_cell(ps_str column, ps_str a, ps_str b) {
    ps_money x = ps_sense_is_money(column) ? ps_money_read(a) : PS_MONEY_NONE;
    return ps_str_eq(ps_note_unlink(a), ps_note_unlink(b)) || (x != PS_MONEY_NONE && x == ps_money_read(b));
}

static void sense_row(const sheets_pair *p, const ps_row *old, const ps_row *now) {
    for (size_t c = (size_t)p->sheet->keys; c < p->now->header.n; c++) {
        ps_str header = p->now->header.cells[c].text;
        ps_str from = ps_row_cell(old, same_column(p, p->old, header)), to = ps_row_cell(now, (int)c);
        if (!same_cell(column_name(p, header), from, to)) {
            add_cell(p, now, header, from, to);
        }
    }
    for (size_t c = (size_t)p->sheet->keys; c < p->old->header.n; c++) {
        ps_str header = p->old->header.cells[c].text;
        if (same_column(p, p->now, header) < 0 && ps_row_cell(old, (int)c).n) {
            add_cell(p, now, header, ps_row_cell(old, (int)c), PS_S(""));
        }
    }
}

static void sense_sheet(const sheets_pair *p) {
    rows_at old, now;
    find_rows(p, &old, p->old);
    find_rows(p, &now, p->now);
    for (size_t i = 0; p->now && i < p->now->n && !p->f->m->failed; i++) {
        const ps_row *row = &p->now->rows[i], *was = counterpart(p, &now, i, &old);
        if (was) {
            sense_row(p, was, row);
        } else if (!no_key(p, row)) {
            add_new(p, row);
        }
    }
    for (size_t i = 0; p->old && i < p->old->n && !p->f->m->failed; i++) {
        if (!no_key(p, &p->old->rows[i]) && !counterpart(p, &old, i, &now)) {
            add_gone(p, &p->old->rows[i]);
        }
    }
}

void ps_sense_tables(ps_sensed *f) {
    const ps_aliases *al = &f->m->process->aliases;
    for (size_t i = 0; i < sizeof sheets / sizeof *sheets && !f->m->failed; i++) {
        sheets_pair p = {f, &sheets[i], ps_heading_table(f->old, sheets[i].heading, al), ps_heading_table(f->now, sheets[i].heading, al)};
        sense_sheet(&p);
        ps_sense_told_table(f, sheets[i].heading, p.old, p.now);
    }
}
