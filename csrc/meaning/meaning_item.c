#include "meaning_impl.h"

/* Rows of tables that nobody but their columns tells: with a day, an owner and a state (a compliance matrix, a list of risks). What changes in those three
 * is told; the rest is text. */
enum { DAY, OWNER, STATE, CELLS };

typedef struct {
    const ps_note *note;
    const ps_table *table;
    int at[CELLS];
} matrix;

static bool columns_of(matrix *m, const ps_aliases *al) {
    int due = ps_column_find(m->table, PS_C_DUE, al);
    m->at[DAY] = due >= 0 ? due : ps_column_find(m->table, PS_C_END, al);
    m->at[OWNER] = ps_column_find(m->table, PS_C_OWNER, al);
    m->at[STATE] = ps_column_find(m->table, PS_C_STATE, al);
    return m->at[DAY] >= 0 && m->at[OWNER] >= 0 && m->at[STATE] >= 0;
}

/* Told as a whole already: it is one of the tables with a heading of their own. */
static bool is_told(const ps_sensed *f, bool now, const ps_table *table) {
    const ps_range *r = now ? f->told_now.v : f->told_old.v;
    size_t n = now ? f->told_now.n : f->told_old.n;
    for (size_t i = 0; i < n; i++) {
        if (table->range.at >= r[i].at && table->range.at < r[i].end) {
            return true;
        }
    }
    return false;
}

/* The nth such table of a note. */
static bool find_matrix(const ps_sensed *f, bool now, size_t nth, matrix *out) {
    const ps_note *note = now ? f->now : f->old;
    size_t seen = 0;
    for (size_t i = 0; i < note->n_tables; i++) {
        matrix m = {.note = note, .table = &note->tables[i]};
        if (!is_told(f, now, m.table) && columns_of(&m, &f->m->process->aliases) && seen++ == nth) {
            *out = m;
            return true;
        }
    }
    return false;
}

/* The row of the same key, and of the same place among rows of that key. */
static const ps_row *counterpart(const ps_table *from, size_t at, const ps_table *in) {
    ps_str key = ps_row_cell(&from->rows[at], 0);
    size_t nth = 0, seen = 0;
    for (size_t i = 0; i < at; i++) {
        nth += ps_str_eq(ps_row_cell(&from->rows[i], 0), key);
    }
    for (size_t i = 0; i < in->n; i++) {
        if (ps_str_eq(ps_row_cell(&in->rows[i], 0), key) && seen++ == nth) {
            return &in->rows[i];
        }
    }
    return NULL;
}

static void tell_cell(ps_sensed *f, bool now, const ps_row *row, int column) {
    if ((size_t)column < row->n && row->cells[column].range.end > row->cells[column].range.at) {
        ps_sense_told(f, now, row->cells[column].range);
    }
}

static void add_change(ps_sensed *f, const matrix *now, const ps_row *row, int column, ps_str from, ps_str to) {
    ps_sense *m = f->m;
    ps_str key = ps_row_cell(row, 0), header = now->table->header.cells[column].text;
    ps_event *e = ps_sense_add(f, PS_EV_NOTE);
    if (e) {
        e->id = ps_sense_keep(m, row->id.n ? row->id : key);
        e->field = ps_sense_path(m, PS_S("row"), e->id, header);
        e->from = ps_sense_keep(m, from);
        e->to = ps_sense_keep(m, to);
        e->line = row->line;
        e->text = ps_sense_change(m, ps_sense_say(m, MEAN_TASK_FIELD, key, header), ps_id_bare(from), ps_id_bare(to));
    }
}

static void sense_rows(ps_sensed *f, const matrix *old, const matrix *now) {
    for (size_t i = 0; i < now->table->n && !f->m->failed; i++) {
        const ps_row *row = &now->table->rows[i], *was = counterpart(now->table, i, old->table);
        for (int c = 0; was && ps_row_cell(row, 0).n && c < CELLS; c++) {
            ps_str from = ps_row_cell(was, old->at[c]), to = ps_row_cell(row, now->at[c]);
            if (!ps_str_eq(from, to)) {
                add_change(f, now, row, now->at[c], from, to);
                tell_cell(f, false, was, old->at[c]);
                tell_cell(f, true, row, now->at[c]);
            }
        }
    }
}

void ps_sense_items(ps_sensed *f) {
    matrix old, now;
    for (size_t n = 0; find_matrix(f, true, n, &now) && find_matrix(f, false, n, &old); n++) {
        sense_rows(f, &old, &now);
    }
}
