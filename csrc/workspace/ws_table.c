#include "workspace_impl.h"

int ps_work_make_table(ps_work *w, ps_note **note, ps_heading_id heading, const ps_str *columns, size_t n) {
    ps_buf lines = {0};
    ps_lang lang = w->process->lang;
    bool has_heading = ps_heading_find(*note, heading, &w->process->aliases) >= 0;
    size_t at = (*note)->text.n;
    if (has_heading) {
        at = ps_note_section_end(*note, ps_heading_find(*note, heading, &w->process->aliases), true);
    } else {
        ps_buf_fmt(&lines, "\n## %.*s\n", PS_FMT(ps_heading_in(heading, lang)));
    }
    ps_buf_put(&lines, PS_S("\n|"));
    for (size_t i = 0; i < n; i++) {
        ps_buf_fmt(&lines, " %.*s |", PS_FMT(columns[i]));
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

/* The table with columns in the order given, by their names in the process's language. */
static int make_table(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, size_t n) {
    ps_str *names = ps_arena_alloc(w->arena, (n + 1) * sizeof *names);
    for (size_t i = 0; names && i < n; i++) {
        names[i] = ps_column_in(columns[i], w->process->lang);
    }
    return names ? ps_work_make_table(w, note, heading, names, n) : ps_nomem(w->err);
}

/* Block ids for the rows of one table that a person typed without. A row that can't take one stays as it is. */
static int mark_rows(ps_work *w, ps_note **note, ps_heading_id heading, char letter) {
    const ps_table *table = ps_heading_table(*note, heading, &w->process->aliases);
    size_t t = table ? (size_t)(table - (*note)->tables) : 0, n = table ? table->n : 0;
    for (size_t i = 0; i < n; i++) {
        const ps_row *row = &(*note)->tables[t].rows[i];
        ps_error quiet = {.lang = w->lang};
        if (row->id.n || row->n == 0 || ps_row_blank(row)) {
            continue;
        }
        ps_str *cells = ps_arena_alloc(w->arena, row->n * sizeof *cells);
        for (size_t k = 0; cells && k < row->n; k++) {
            cells[k] = row->cells[k].text;
        }
        ps_str id = cells ? ps_template_row_id(w->arena, letter, w->now + (int64_t)i, cells, row->n) : (ps_str){NULL, 0};
        if (!id.p || ps_note_set_row_id(note, t, i, id, &quiet) == PS_ENOMEM) {
            return ps_nomem(w->err);
        }
    }
    return PS_OK;
}

int ps_work_mark_rows(ps_work *w) {
    static const struct {
        const char *file;
        ps_heading_id heading;
        char letter;
    } tables[] = {{"/deal.md", PS_H_STAGE_HISTORY, 's'}, {"/costs.md", PS_H_LEDGER, 'c'}};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < w->changes.n; i++) {
        const ps_change *c = &w->changes.v[i];
        ps_kind kind;
        ps_str id;
        for (size_t t = 0; !rc && c->content.p && t < sizeof tables / sizeof *tables; t++) {
            ps_note *note = NULL;
            if (!ps_str_ends(c->path, ps_str_of(tables[t].file)) || !ps_work_where(c->path, &kind, &id) || kind != PS_K_DEAL) {
                continue;
            }
            rc = ps_note_parse(&note, c->content, w->lang, w->err);
            rc = rc ? rc : mark_rows(w, &note, tables[t].heading, tables[t].letter);
            rc = rc || ps_str_eq(note->text, c->content) ? rc : ps_work_put_note(w, c->path, note);
            ps_note_free(note);
        }
    }
    return rc;
}

int ps_work_add_row(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, const ps_str *cells, size_t n,
                    char letter) {
    ps_str id = letter ? ps_template_row_id(w->arena, letter, w->now, cells, n) : PS_S("");
    return id.p ? ps_work_add_row_id(w, note, heading, columns, cells, n, id) : ps_nomem(w->err);
}

int ps_work_add_row_id(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, const ps_str *cells, size_t n,
                       ps_str id) {
    int rc = PS_OK;
    if (!ps_heading_table(*note, heading, &w->process->aliases)) {
        rc = make_table(w, note, heading, columns, n);
    }
    const ps_table *table = rc ? NULL : ps_heading_table(*note, heading, &w->process->aliases);
    if (!table) {
        return rc ? rc : ps_fail(w->err, PS_EPARSE, BAD_ROUND_TRIP);
    }
    ps_str *row = ps_arena_alloc(w->arena, (table->header.n + 1) * sizeof *row);
    if (!row) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < n; i++) {
        int column = ps_column_find(table, columns[i], &w->process->aliases);
        if (column >= 0) {
            row[column] = cells[i];
        }
    }
    return ps_note_add_row(note, (size_t)(table - (*note)->tables), row, table->header.n, id, w->err);
}
