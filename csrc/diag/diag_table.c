#include <stdlib.h>

#include "diag_impl.h"

enum { MOST_KEYS = 3 };

/* The table that is looked at. */
typedef struct {
    ps_checker *c;
    const ps_doc *doc;
    const ps_table *table;
    const ps_entry *entry;
    int at[PS_ENTRY_MOST_CELLS]; /* column of each cell rule, -1 */
} sheet;

static ps_str column_name(const sheet *s, size_t i) {
    return s->at[i] >= 0 ? s->table->header.cells[s->at[i]].text : ps_column_in(s->entry->cells[i].column, s->c->lang);
}

/* The cell as written, else the row's line. */
static ps_spot cell_spot(const sheet *s, const ps_row *row, int column) {
    bool written = column >= 0 && (size_t)column < row->n && row->cells[column].range.end > row->cells[column].range.at;
    return written ? ps_spot_range(s->doc->path, s->doc->note, row->cells[column].range)
                   : ps_spot_line(s->doc->path, s->doc->note, row->line);
}

static void check_row(const sheet *s, const ps_row *row) {
    for (size_t i = 0; i < s->entry->n; i++) {
        const ps_cell_rule *rule = &s->entry->cells[i];
        ps_str value = ps_row_cell(row, s->at[i]);
        ps_spot spot = cell_spot(s, row, s->at[i]);
        if (value.n) {
            ps_check_cell(s->c, spot, rule, column_name(s, i), value);
        } else if (s->at[i] >= 0 && rule->must == PS_CELL_MUST) {
            ps_say(s->c, spot, PS_WARN, "empty-cell", DIAG_EMPTY_CELL, column_name(s, i));
        }
    }
}

/* Columns that belong to a competitor: whatever has no name of its own. */
static void check_scores(const sheet *s, const ps_row *row) {
    for (size_t i = 0; i < s->table->header.n && i < row->n; i++) {
        bool own = false;
        for (size_t k = 0; k < s->entry->n; k++) {
            own = own || s->at[k] == (int)i;
        }
        if (!own) {
            ps_check_number(s->c, cell_spot(s, row, (int)i), row->cells[i].text);
        }
    }
}

typedef struct {
    ps_str key[MOST_KEYS];
    const ps_row *row;
} keyed;

static int by_key(const void *a, const void *b) {
    const keyed *x = a, *y = b;
    for (int i = 0; i < MOST_KEYS; i++) {
        int c = ps_str_cmp(x->key[i], y->key[i]);
        if (c) {
            return c;
        }
    }
    return x->row->line < y->row->line ? -1 : x->row->line > y->row->line;
}

static bool same_key(const keyed *a, const keyed *b) {
    return ps_str_eq(a->key[0], b->key[0]) && ps_str_eq(a->key[1], b->key[1]) && ps_str_eq(a->key[2], b->key[2]);
}

static void check_keys(const sheet *s) {
    int keys = s->entry->keys;
    keyed *rows = keys && s->at[0] >= 0 ? ps_arena_alloc(s->c->arena, (s->table->n + 1) * sizeof *rows) : NULL;
    size_t n = 0;
    s->c->failed = s->c->failed || (keys && s->at[0] >= 0 && !rows);
    for (size_t i = 0; rows && i < s->table->n; i++) {
        const ps_row *row = &s->table->rows[i];
        if (!ps_row_cell(row, s->at[0]).n) {
            continue;
        }
        rows[n].row = row;
        for (int k = 0; k < keys; k++) {
            rows[n].key[k] = ps_id_bare(ps_row_cell(row, s->at[k]));
        }
        n++;
    }
    if (n) {
        qsort(rows, n, sizeof *rows, by_key);
    }
    for (size_t i = 1; i < n; i++) {
        if (same_key(&rows[i - 1], &rows[i])) {
            ps_digits line;
            ps_say(s->c, cell_spot(s, rows[i].row, s->at[0]), PS_WARN, "duplicate-row", DIAG_ROW_TWICE, rows[i].key[0],
                   ps_num(&line, rows[i - 1].row->line));
        }
    }
}

static void check_columns(const sheet *s) {
    for (size_t i = 0; i < s->entry->n; i++) {
        if (s->at[i] < 0 && (s->entry->cells[i].must & PS_COLUMN_MUST)) {
            ps_say(s->c, ps_spot_line(s->doc->path, s->doc->note, s->table->line), PS_WARN, "table-column", DIAG_NO_COLUMN,
                   column_name(s, i));
        }
    }
}

/* The components of a bundle make up the deal's value. */
static void check_sum(const sheet *s, size_t at) {
    ps_money sum = 0, value = s->c->deal->value;
    bool any = false, whole = true;
    for (size_t i = 0; i < s->table->n; i++) {
        ps_money v = ps_money_read(ps_row_cell(&s->table->rows[i], s->at[at]));
        any = any || v != PS_MONEY_NONE;
        whole = ps_money_add(&sum, sum, v) && whole;
    }
    if (any && whole && value != PS_MONEY_NONE && sum != value) {
        ps_moneystr have, want;
        ps_say(s->c, ps_spot_line(s->doc->path, s->doc->note, s->table->line), PS_WARN, "components-sum", DIAG_SUM,
               ps_money_grouped(&have, sum), ps_money_grouped(&want, value));
    }
}

/* What stands behind the last column no reader of Markdown shows; cells that are not there read as empty. */
static void check_length(const sheet *s, const ps_row *row) {
    size_t columns = s->table->header.n;
    ps_digits have, want;
    if (row->n > columns) {
        ps_spot spot = cell_spot(s, row, (int)columns);
        ps_say(s->c, spot, PS_WARN, "row-cells", DIAG_MANY_CELLS, ps_num(&have, (int)row->n), ps_num(&want, (int)columns));
    } else if (row->n < columns) {
        ps_spot spot = ps_spot_line(s->doc->path, s->doc->note, row->line);
        ps_say(s->c, spot, PS_HINT, "row-cells", DIAG_FEW_CELLS, ps_num(&have, (int)row->n), ps_num(&want, (int)columns));
    }
}

static void check_table(ps_checker *c, const ps_doc *doc, const ps_entry *entry) {
    const ps_aliases *al = ps_deal_aliases(c->deal);
    sheet s = {.c = c, .doc = doc, .entry = entry, .table = ps_heading_table(doc->note, entry->heading, al)};
    if (!s.table) {
        return;
    }
    for (size_t i = 0; i < entry->n; i++) {
        s.at[i] = ps_column_find(s.table, entry->cells[i].column, al);
    }
    check_columns(&s);
    check_keys(&s);
    if (entry->heading == PS_H_COMPONENTS) {
        check_sum(&s, 1); /* its second cell is the value */
    }
    for (size_t i = 0; i < s.table->n && !c->failed; i++) {
        const ps_row *row = &s.table->rows[i];
        if (ps_row_blank(row)) {
            continue;
        }
        check_row(&s, row);
        check_length(&s, row);
        if (entry->open) {
            check_scores(&s, row);
        }
    }
}

void ps_check_tables(ps_checker *c, const ps_doc *doc) {
    size_t n;
    const ps_entry *entries = ps_entries(&n);
    for (size_t i = 0; i < n; i++) {
        if (ps_entry_in(&entries[i], doc->kind)) {
            check_table(c, doc, &entries[i]);
        }
    }
}
