/* Filters that have a name: the table Views of .pursuit/views.md. */
#include "fold.h"
#include "ws_filter.h"

static const ps_str VIEWS = {".pursuit/views.md", 17};

/* Terms that one filter may come to, with all the views that it names, and how deep these may name each other: enough for people, too few
 * to hang on. */
enum { MOST_TERMS = 1000, MOST_DEPTH = 100 };

struct ps_view_state {
    enum { UNREAD, READING, READ } is;
    ps_filter_terms terms;
    size_t size;
};

/* The note, or NULL where there is none; freed by the caller. */
static int read_note(ps_work *w, ps_note **note) {
    ps_error quiet = {.lang = w->lang}, *was = w->err;
    ps_str text;
    w->err = &quiet;
    int rc = ps_work_read(w, VIEWS, &text);
    w->err = was;
    *note = NULL;
    if (rc == PS_ENOTFOUND) {
        return PS_OK;
    }
    if (rc) {
        *w->err = quiet;
        return rc;
    }
    return ps_note_parse(note, text, w->lang, w->err);
}

static const ps_table *table_of(const ps_work *w, const ps_note *note) {
    return note ? ps_heading_table(note, PS_H_VIEWS, &w->process->aliases) : NULL;
}

int ps_work_views(ps_work *w, ps_v_views *out) {
    ps_note *note;
    const ps_aliases *aliases = &w->process->aliases;
    int rc = read_note(w, &note);
    const ps_table *table = rc ? NULL : table_of(w, note);
    for (size_t i = 0; table && !rc && i < table->n; i++) {
        const ps_row *row = &table->rows[i];
        ps_str name = ps_column_cell(table, row, PS_C_VIEW, aliases);
        ps_v_view *v = name.n ? PS_PUSH(w->arena, out) : NULL;
        if (v) {
            *v = (ps_v_view){.name = ps_keep(w, name),
                             .filter = ps_keep(w, ps_column_cell(table, row, PS_C_FILTER, aliases)),
                             .description = ps_keep(w, ps_column_cell(table, row, PS_C_DESCRIPTION, aliases)),
                             .path = ps_keep_path(w, VIEWS),
                             .lnum = (int)row->line};
        } else if (name.n) {
            rc = ps_nomem(w->err);
        }
    }
    ps_note_free(note);
    return rc;
}

static int views_run(ps_work *w, const ps_a_id *in, ps_v_views *out) {
    (void)in;
    return ps_work_views(w, out);
}
PS_CALL_RUN(views, ps_a_id, ps_v_views, PS_READS)

/* ---- in a filter ---- */

static int read_views(ps_filter_reader *r) {
    if (r->has_views) {
        return PS_OK;
    }
    int rc = ps_work_views(r->w, &r->views);
    r->states = rc ? NULL : ps_arena_alloc(r->w->arena, (r->views.n + 1) * sizeof *r->states);
    r->has_views = r->states != NULL;
    return rc || r->has_views ? rc : ps_nomem(r->w->err);
}

/* Index of a view; the number of all where there is none. */
static size_t find(const ps_v_views *views, ps_str name) {
    size_t i = 0;
    while (i < views->n && !ps_fold_eq(views->v[i].name, name)) {
        i++;
    }
    return i;
}

static int bad_view(ps_filter_reader *r, const ps_filter_term *word, ps_text_id why, ps_str more) {
    const ps_str args[] = {ps_str_clip(word->name, 80), more};
    return ps_filter_bad(r->w->err, r->text, word->where, word->where, why, args, 2);
}

static int no_such_view(ps_filter_reader *r, const ps_filter_term *word) {
    ps_buf names = {0};
    for (size_t i = 0; i < r->views.n && i < 12; i++) {
        ps_buf_put(&names, i ? PS_S(", @") : PS_S("@"));
        ps_buf_put(&names, ps_str_clip(r->views.v[i].name, 40));
    }
    int rc = bad_view(r, word, r->views.n ? PS_T_FILTER_NO_VIEW : PS_T_FILTER_NO_VIEWS, ps_buf_str(&names));
    ps_buf_free(&names);
    return rc;
}

int ps_filter_view(ps_filter_reader *r, ps_filter_term *word) {
    int rc = read_views(r);
    size_t i = rc ? 0 : find(&r->views, word->name);
    if (rc || i == r->views.n) {
        return rc ? rc : no_such_view(r, word);
    }
    struct ps_view_state *state = &r->states[i];
    if (state->is == READING) {
        return bad_view(r, word, PS_T_FILTER_VIEW_LOOP, PS_S(""));
    }
    if (state->is == UNREAD && r->depth == MOST_DEPTH) {
        return bad_view(r, word, PS_T_FILTER_VIEW_DEPTH, PS_S(""));
    }
    if (state->is == UNREAD) {
        size_t outer = r->size;
        state->is = READING;
        r->size = 0;
        r->depth++;
        rc = ps_filter_terms_read(r, r->views.v[i].filter, &state->terms);
        r->depth--;
        if (rc == PS_EINVAL && !r->w->err->path[0]) { /* the view's own fault, told where the view is; the mark is on its name */
            ps_error_at(r->w->err, VIEWS, (unsigned)r->views.v[i].lnum);
        }
        state->is = rc ? UNREAD : READ;
        state->size = r->size + state->terms.n;
        r->size = outer;
    }
    if (rc) {
        r->w->err->col = rc == PS_EINVAL ? (unsigned)word->where.at + 1 : 0;
        r->w->err->end_col = rc == PS_EINVAL ? (unsigned)word->where.end : 0;
        return rc;
    }
    word->view = &state->terms;
    r->size += state->size;
    return r->size > MOST_TERMS ? bad_view(r, word, PS_T_FILTER_VIEW_SIZE, PS_S("")) : PS_OK;
}

/* ---- what is wrong ---- */

static int say(ps_work *w, const ps_note *note, unsigned line, ps_range at, ps_str message, ps_v_diags *out) {
    ps_v_diag *d = PS_PUSH(w->arena, out);
    size_t start = ps_note_line_at(note, line);
    if (!d) {
        return ps_nomem(w->err);
    }
    *d = (ps_v_diag){
        .path = ps_keep_path(w, VIEWS), .code = PS_S("view"), .message = ps_keep(w, message), .lnum = (int)line, .severity = PS_ERROR};
    if (at.end > at.at && at.at >= start) {
        d->col = (int)(at.at - start);
        d->end_col = (int)(at.end - start);
    }
    return PS_OK;
}

/* The place of a fault in a cell's filter; the cell where its text is not as it was written. */
static ps_range place_in(const ps_cell *cell, const ps_error *e) {
    bool plain = cell->range.end - cell->range.at == cell->text.n;
    size_t from = cell->range.at + e->col - 1, to = cell->range.at + e->end_col;
    return plain && e->col && to <= cell->range.end ? (ps_range){from, to} : cell->range;
}

/* With a reader for all rows: what it has read of views is in no loop, and stays right for the next. */
static int check_filter(ps_work *w, ps_filter_reader *r, const ps_note *note, const ps_row *row, const ps_cell *cell, ps_str name,
                        ps_v_diags *out) {
    ps_error own = {.lang = w->lang}, *was = w->err;
    ps_filter_terms terms;
    w->err = &own;
    int rc = read_views(r);
    size_t i = rc ? 0 : find(&r->views, name);
    bool unread = !rc && i < r->views.n && r->states[i].is == UNREAD;
    if (unread) {
        r->states[i].is = READING; /* naming itself is a loop */
    }
    r->size = 0;
    rc = rc ? rc : ps_filter_terms_read(r, ps_keep(w, cell->text), &terms);
    if (unread) {
        r->states[i].is = UNREAD;
    }
    w->err = was;
    if (rc != PS_EINVAL) {
        *w->err = rc ? own : *w->err;
        return rc;
    }
    return say(w, note, row->line, place_in(cell, &own), ps_str_of(own.message), out);
}

static int check_row(ps_work *w, ps_filter_reader *r, const ps_note *note, const ps_table *table, size_t i, ps_v_diags *out) {
    const ps_row *row = &table->rows[i];
    int at_name = ps_column_find(table, PS_C_VIEW, &w->process->aliases), at = ps_column_find(table, PS_C_FILTER, &w->process->aliases);
    ps_str name = ps_row_cell(row, at_name);
    if (ps_row_blank(row)) {
        return PS_OK;
    }
    if (!ps_id_valid(name)) {
        ps_buf text = {0};
        ps_text_args(&text, w->lang, VIEW_BAD_NAME, ps_str_clip(name, 80));
        int rc = say(w, note, row->line, (ps_range){0, 0}, ps_buf_str(&text), out);
        ps_buf_free(&text);
        return rc;
    }
    for (size_t k = 0; k < i; k++) {
        if (ps_fold_eq(ps_row_cell(&table->rows[k], at_name), name)) {
            ps_buf text = {0};
            ps_text_args(&text, w->lang, VIEW_TWICE, name);
            int rc = say(w, note, row->line, row->cells[at_name].range, ps_buf_str(&text), out);
            ps_buf_free(&text);
            return rc;
        }
    }
    return at >= 0 && (size_t)at < row->n ? check_filter(w, r, note, row, &row->cells[at], name, out) : PS_OK;
}

int ps_work_check_views(ps_work *w, ps_v_diags *out) {
    ps_note *note;
    ps_filter_reader r = {.w = w};
    int rc = read_note(w, &note);
    const ps_table *table = rc ? NULL : table_of(w, note);
    if (!rc && note && note->broken) {
        rc = say(w, note, note->broken->line, (ps_range){0, 0}, ps_str_of(note->broken->message), out);
    }
    for (size_t i = 0; table && !rc && i < table->n; i++) {
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : check_row(w, &r, note, table, i, out);
    }
    ps_note_free(note);
    return rc;
}

/* ---- saving ---- */

/* The filter reads, and does not lead back to the view that it is to be. */
static int check_new(ps_work *w, const ps_a_view *in) {
    ps_filter_reader r = {.w = w};
    ps_filter_terms terms;
    if (!ps_id_valid(in->name)) {
        return ps_fail(w->err, PS_EINVAL, VIEW_BAD_NAME, ps_str_clip(in->name, 80));
    }
    int rc = read_views(&r);
    size_t i = rc ? 0 : find(&r.views, in->name);
    if (!rc && i < r.views.n) {
        r.states[i].is = READING;
    }
    return rc ? rc : ps_filter_terms_read(&r, in->filter, &terms);
}

/* The note to edit, made where there is none. */
static int note_to_edit(ps_work *w, ps_note **note) {
    int rc = read_note(w, note);
    if (!rc && *note) {
        ps_note_free(*note);
        return ps_work_edit(w, VIEWS, note);
    }
    ps_buf text = {0};
    ps_buf_fmt(&text, "# %.*s\n", PS_FMT(ps_text(PS_T_VIEWS_TITLE, w->process->lang)));
    rc = rc ? rc : ps_buf_ok(&text) ? ps_note_parse(note, ps_buf_str(&text), w->lang, w->err) : ps_nomem(w->err);
    ps_buf_free(&text);
    return rc;
}

/* Row of a view in the note's table; -1. */
static int row_of(const ps_work *w, const ps_table *table, ps_str name) {
    for (size_t i = 0; table && i < table->n; i++) {
        if (ps_fold_eq(ps_column_cell(table, &table->rows[i], PS_C_VIEW, &w->process->aliases), name)) {
            return (int)i;
        }
    }
    return -1;
}

static int set_cell(ps_work *w, ps_note **note, int row, ps_column_id column, ps_str value) {
    const ps_table *table = table_of(w, *note);
    int at = ps_column_find(table, column, &w->process->aliases);
    return !table || at < 0 || value.n == 0 ? PS_OK
                                            : ps_note_set_cell(note, (size_t)(table - (*note)->tables), (size_t)row, at, value, w->err);
}

static int put_view(ps_work *w, ps_note **note, const ps_a_view *in) {
    static const ps_column_id columns[] = {PS_C_VIEW, PS_C_FILTER, PS_C_DESCRIPTION};
    const ps_str cells[] = {in->name, in->filter, in->description};
    int row = row_of(w, table_of(w, *note), in->name);
    if (row < 0) {
        return ps_work_add_row_id(w, note, PS_H_VIEWS, columns, cells, 3, PS_S(""));
    }
    int rc = set_cell(w, note, row, PS_C_FILTER, in->filter);
    return rc ? rc : set_cell(w, note, row, PS_C_DESCRIPTION, in->description);
}

/* Without the row's line. */
static int drop_view(ps_work *w, ps_note **note, ps_str name) {
    const ps_table *table = table_of(w, *note);
    int row = row_of(w, table, name);
    if (row < 0) {
        return ps_fail(w->err, PS_ENOTFOUND, VIEW_NONE, ps_str_clip(name, 80));
    }
    unsigned line = table->rows[row].line;
    size_t from = ps_note_line_at(*note, line), to = ps_note_line_at(*note, line + 1);
    ps_buf text = {0};
    ps_note *shorter = NULL;
    ps_buf_put(&text, ps_str_sub((*note)->text, 0, from));
    ps_buf_put(&text, ps_str_sub((*note)->text, to, (*note)->text.n));
    int rc = ps_buf_ok(&text) ? ps_note_parse(&shorter, ps_buf_str(&text), w->lang, w->err) : ps_nomem(w->err);
    ps_buf_free(&text);
    if (!rc) {
        ps_note_free(*note);
        *note = shorter;
    }
    return rc;
}

/* ---- renames ---- */

static bool names(const ps_filter_term *t, ps_kind kind) {
    ps_field_values of = ps_field_values_of(t->field);
    return kind == PS_K_MEMBER ? of == PS_OF_MEMBERS : kind == PS_K_ACCOUNT ? of == PS_OF_ACCOUNTS : kind == PS_K_DEAL && of == PS_OF_DEALS;
}

/* The filter with every value that is `from` where such ids stand; a filter that does not read stays as it is. */
static int renamed_filter(ps_work *w, ps_str filter, ps_kind kind, ps_str from, ps_str to, ps_buf *out) {
    ps_error quiet = {.lang = w->lang};
    ps_filter_terms terms;
    size_t done = 0;
    int rc = ps_filter_parse(&terms, w->arena, filter, w->world.today, &quiet);
    for (size_t i = 0; !rc && i < terms.n; i++) {
        const ps_filter_term *t = &terms.v[i];
        for (size_t k = 0; names(t, kind) && k < t->values.n; k++) {
            ps_filter_span at = t->values.v[k].where;
            if (ps_fold_eq(t->values.v[k].text, from) && at.at >= done) {
                ps_buf_put(out, ps_str_sub(filter, done, at.at));
                ps_buf_put(out, to);
                done = at.end;
            }
        }
    }
    ps_buf_put(out, ps_str_sub(filter, done, filter.n));
    return ps_buf_ok(out) && rc != PS_ENOMEM ? PS_OK : ps_nomem(w->err);
}

static int rename_row(ps_work *w, ps_note **note, int row, ps_kind kind, ps_str from, ps_str to, bool *changed) {
    const ps_table *table = table_of(w, *note);
    ps_str filter = ps_column_cell(table, &table->rows[row], PS_C_FILTER, &w->process->aliases);
    ps_buf anew = {0};
    int rc = renamed_filter(w, filter, kind, from, to, &anew);
    bool differs = !rc && !ps_str_eq(filter, ps_buf_str(&anew));
    rc = differs ? set_cell(w, note, row, PS_C_FILTER, ps_buf_str(&anew)) : rc;
    *changed = *changed || (differs && !rc);
    ps_buf_free(&anew);
    return rc;
}

int ps_work_rename_in_views(ps_work *w, ps_kind kind, ps_str from, ps_str to) {
    ps_note *note;
    bool changed = false;
    int rc = read_note(w, &note);
    const ps_table *table = rc ? NULL : table_of(w, note);
    size_t n = table && !note->broken ? table->n : 0;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = rename_row(w, &note, (int)i, kind, from, to, &changed);
    }
    rc = rc || !changed ? rc : ps_work_put_note(w, VIEWS, note);
    ps_note_free(note);
    return rc;
}

static int view_run(ps_work *w, const ps_a_view *in, ps_v_view *out) {
    ps_note *note = NULL;
    ps_buf subject = {0};
    ps_v_views views = {0};
    int rc = in->remove ? PS_OK : check_new(w, in);
    rc = rc ? rc : note_to_edit(w, &note);
    rc = rc ? rc : in->remove ? drop_view(w, &note, in->name) : put_view(w, &note, in);
    rc = rc ? rc : ps_work_put_note(w, VIEWS, note);
    ps_lang lang = w->process->lang;
    if (in->remove) {
        ps_text_args(&subject, lang, VIEW_REMOVED_SUBJECT, in->name);
    } else {
        ps_text_args(&subject, lang, VIEW_SUBJECT, in->name, in->filter);
    }
    rc = rc || ps_buf_ok(&subject) ? rc : ps_nomem(w->err);
    rc = rc ? rc : ps_work_commit_as(w, ps_buf_str(&subject), PS_S(""));
    rc = rc ? rc : ps_work_views(w, &views);
    size_t i = rc ? 0 : find(&views, in->name);
    *out = !rc && i < views.n ? views.v[i] : (ps_v_view){.name = ps_keep(w, in->name), .path = ps_keep_path(w, VIEWS), .lnum = 1};
    ps_buf_free(&subject);
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(view, ps_a_view, ps_v_view, PS_WRITES)
