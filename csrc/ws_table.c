#include "workspace_impl.h"

/* The table's columns in the order of the note; where there is no table yet, as given. */
static int make_table(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, size_t n) {
    ps_buf lines = {0};
    ps_lang lang = w->process->lang;
    bool has_heading = ps_heading_find(*note, heading, NULL) >= 0;
    size_t at = (*note)->text.n;
    if (has_heading) {
        at = ps_note_section_end(*note, ps_heading_find(*note, heading, NULL), true);
    } else {
        ps_buf_fmt(&lines, "\n## %.*s\n", PS_FMT(ps_heading_in(heading, lang)));
    }
    ps_buf_put(&lines, PS_S("\n|"));
    for (size_t i = 0; i < n; i++) {
        ps_buf_fmt(&lines, " %.*s |", PS_FMT(ps_column_in(columns[i], lang)));
    }
    ps_buf_put(&lines, PS_S("\n|"));
    for (size_t i = 0; i < n; i++) {
        ps_buf_put(&lines, PS_S("---|"));
    }
    ps_buf_char(&lines, '\n');
    int rc = ps_buf_ok(&lines) ? ps_note_insert(note, at, ps_buf_str(&lines), w->err) : ps_nomem(w->err);
    ps_buf_free(&lines);
    return rc;
}

int ps_work_add_row(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, const ps_str *cells, size_t n, char letter) {
    ps_str id = letter ? ps_template_row_id(w->arena, letter, w->now, cells, n) : PS_S("");
    return id.p ? ps_work_add_row_id(w, note, heading, columns, cells, n, id) : ps_nomem(w->err);
}

int ps_work_add_row_id(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, const ps_str *cells, size_t n, ps_str id) {
    int rc = PS_OK;
    if (!ps_heading_table(*note, heading, NULL)) {
        rc = make_table(w, note, heading, columns, n);
    }
    const ps_table *table = rc ? NULL : ps_heading_table(*note, heading, NULL);
    if (!table) {
        return rc ? rc : ps_fail(w->err, PS_EPARSE, BAD_ROUND_TRIP);
    }
    ps_str *row = ps_arena_alloc(w->arena, (table->header.n + 1) * sizeof *row);
    if (!row) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        int column = ps_column_find(table, columns[i], NULL);
        if (column >= 0) {
            row[column] = cells[i];
        }
    }
    return ps_note_add_row(note, (size_t)(table - (*note)->tables), row, table->header.n, id, w->err);
}
