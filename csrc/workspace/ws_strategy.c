/* What is to be reached with the people of a chain, and how: the aim and the ways of a person or of a layer, set in one commit. */
#include "deal_parts.h"
#include "workspace_impl.h"

static ps_str joined(ps_work *w, const ps_strs *ids) {
    ps_buf b = {0};
    for (size_t i = 0; i < ids->n; i++) {
        ps_buf_put(&b, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&b, ids->v[i]);
    }
    ps_str kept = ps_keep(w, ps_buf_str(&b));
    w->failed |= !ps_buf_ok(&b);
    ps_buf_free(&b);
    return kept;
}

static int check(ps_work *w, const ps_a_strategy *in) {
    int rc = ps_work_check_term(w, PS_V_AIMS, "aim", in->aim);
    rc = rc ? rc : ps_work_check_term(w, PS_V_LAYERS, "layer", in->layer);
    for (size_t i = 0; !rc && i < in->ways.n; i++) {
        rc = ps_work_check_term(w, PS_V_WAYS, "way", in->ways.v[i]);
    }
    bool one = (in->person.n > 0) != (in->layer.n > 0);
    return rc || one ? rc : ps_fail(w->err, PS_EINVAL, STRATEGY_OF);
}

typedef struct {
    ps_heading_id heading;
    const ps_column_id *columns; /* the first one names the row */
    const ps_str *cells;
    size_t n;
} row;

/* Sets the row's cells; *found false: the table has no such row. A column that is asked for and missing is an error, unless there is nothing to put. */
static int set_row(ps_work *w, ps_note **note, const row *r, bool *found, unsigned *line) {
    const ps_aliases *al = &w->process->aliases;
    const ps_table *t = ps_heading_table(*note, r->heading, al);
    size_t at = 0, table = t ? (size_t)(t - (*note)->tables) : 0;
    int rc = PS_OK;
    while (t && at < t->n && !ps_str_eq(ps_id_bare(ps_column_cell(t, &t->rows[at], r->columns[0], al)), r->cells[0])) {
        at++;
    }
    *found = t && at < t->n;
    for (size_t i = 1; *found && !rc && i < r->n; i++) {
        int column = ps_column_find(&(*note)->tables[table], r->columns[i], al);
        rc = column >= 0 ? ps_note_set_cell(note, table, at, column, r->cells[i], w->err)
             : r->cells[i].n
                 ? ps_fail(w->err, PS_EINVAL, PROCESS_NO_COLUMN, ps_heading_in(r->heading, w->lang), ps_column_in(r->columns[i], w->lang))
                 : PS_OK;
    }
    *line = *found ? (*note)->tables[table].rows[at].line : 0;
    return rc;
}

static int set_person(ps_work *w, const ps_deal *deal, const ps_a_strategy *in, ps_v_place *out) {
    static const ps_column_id columns[] = {PS_C_PERSON, PS_C_AIM, PS_C_WAYS};
    const ps_str cells[] = {ps_id_bare(in->person), in->aim, joined(w, &in->ways)};
    const row r = {PS_H_STAKEHOLDERS, columns, cells, 3};
    ps_note *note = NULL;
    bool found = false;
    unsigned line = 0;
    int rc = ps_work_edit(w, deal->main->path, &note);
    rc = rc ? rc : ps_work_at(w, set_row(w, &note, &r, &found, &line), deal->main->path);
    if (!rc && !found) {
        rc = ps_fail(w->err, PS_ENOTFOUND, NO_STAKEHOLDER, cells[0]);
    }
    rc = rc ? rc : ps_work_put_note(w, deal->main->path, note);
    *out = (ps_v_place){.path = ps_keep_path(w, deal->main->path), .id = ps_keep(w, cells[0]), .lnum = (int)line};
    ps_note_free(note);
    return rc;
}

/* In the note that has the table; where none has, in deal.md. */
static int set_layer(ps_work *w, const ps_deal *deal, const ps_a_strategy *in, ps_v_place *out) {
    static const ps_column_id columns[] = {PS_C_LAYER, PS_C_AIM, PS_C_WAYS, PS_C_STRATEGY};
    const ps_str cells[] = {in->layer, in->aim, joined(w, &in->ways), in->strategy};
    const row r = {PS_H_LAYER_STRATEGY, columns, cells, 4};
    const ps_doc *doc = deal->main;
    ps_note *note = NULL;
    bool found = false;
    unsigned line = 0;
    ps_deal_table_anywhere(deal, PS_H_LAYER_STRATEGY, &doc);
    int rc = ps_work_edit(w, doc->path, &note);
    rc = rc ? rc : set_row(w, &note, &r, &found, &line);
    rc = rc || found ? rc : ps_work_add_row(w, &note, PS_H_LAYER_STRATEGY, columns, cells, 4, '\0');
    rc = ps_work_at(w, rc, doc->path);
    const ps_table *t = rc ? NULL : ps_heading_table(note, PS_H_LAYER_STRATEGY, &w->process->aliases);
    line = !found && t && t->n ? t->rows[t->n - 1].line : line;
    rc = rc ? rc : ps_work_put_note(w, doc->path, note);
    *out = (ps_v_place){.path = ps_keep_path(w, doc->path), .id = ps_keep(w, in->layer), .lnum = (int)line};
    ps_note_free(note);
    return rc;
}

static int strategy_run(ps_work *w, const ps_a_strategy *in, ps_v_place *out) {
    ps_deal *deal;
    int rc = check(w, in);
    rc = rc ? rc : ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : in->person.n ? set_person(w, deal, in, out) : set_layer(w, deal, in, out);
    return rc ? rc : ps_work_commit(w, deal->id, PS_S(""));
}
PS_CALL_RUN(strategy, ps_a_strategy, ps_v_place, PS_WRITES)
