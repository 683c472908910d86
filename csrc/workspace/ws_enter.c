/* Entering: everything is checked by what diagnostics go by before anything is written. */
#include "ws_entry.h"

#include "field.h"

/* ---- checks ---- */

static int faulty(const ps_entering *e, ps_str label, ps_str why) {
    return ps_fail(e->w->err, PS_EINVAL, FIELD_FAULT, label, why);
}

static int check_value(const ps_entering *e, const ps_cell_rule *rule, ps_str label, ps_str value) {
    ps_str why;
    int rc = ps_entering_fault(e, rule, value, &why);
    return rc || !why.n ? rc : faulty(e, label, why);
}

static int check_field(const ps_entering *e, size_t at) {
    const ps_cell_rule *rule = &e->entry->cells[at];
    ps_str label = ps_cell_label(rule, e->w->lang), value = e->value[at];
    bool changes = e->in->change || e->entry->form == PS_ENTRY_FRONT;
    if (!value.n && ps_entering_needs(rule) && rule->begin != PS_BEGIN_NUMBER && (e->said[at] || !changes)) {
        return faulty(e, label, ps_text(PS_T_FIELD_NEEDED, e->w->lang));
    }
    return check_value(e, rule, label, value);
}

static int check(const ps_entering *e) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < e->entry->n; i++) {
        rc = ps_entering_asks(e, &e->entry->cells[i]) ? check_field(e, i) : PS_OK;
    }
    for (size_t i = 0; !rc && i < e->extra.n; i++) {
        rc = check_value(e, &ps_entering_score, e->extra.v[i].name, e->extra.v[i].value);
    }
    return rc;
}

/* What is not given and has a proposal that nobody need see: today, me, the stage, the next number. */
static void complete(ps_entering *e) {
    for (size_t i = 0; !e->row && e->entry->form != PS_ENTRY_FRONT && i < e->entry->n; i++) {
        if (!e->said[i] && ps_entering_asks(e, &e->entry->cells[i])) {
            e->value[i] = ps_entering_proposal(e, i);
        }
    }
}

/* ---- rows ---- */

static ps_str key_text(const ps_entering *e) {
    ps_buf b = {0};
    for (int k = 0; k < (e->entry->keys ? e->entry->keys : 1); k++) {
        ps_buf_put(&b, k ? PS_S(" ") : PS_S(""));
        ps_buf_put(&b, e->value[k]);
    }
    ps_str s = ps_buf_ok(&b) ? ps_keep(e->w, ps_buf_str(&b)) : PS_S("");
    ps_buf_free(&b);
    return s;
}

/* Column of a field in the table; -1. */
static int column_of(const ps_entering *e, const ps_table *t, size_t at) {
    return ps_column_find(t, e->entry->cells[at].column, ps_deal_aliases(e->deal));
}

static int extra_column(const ps_table *t, ps_str name) {
    for (size_t i = 0; i < t->header.n; i++) {
        if (ps_str_eq_nocase(t->header.cells[i].text, name)) {
            return (int)i;
        }
    }
    return -1;
}

static int no_column(const ps_entering *e, ps_str label) {
    return faulty(e, label, ps_text(PS_T_NO_COLUMN_HERE, e->w->lang));
}

/* Calls `put` with each cell that has something to say, by its column. */
typedef int putter(void *ctx, int column, ps_str value);
static int each_cell(const ps_entering *e, const ps_table *t, putter *put, void *ctx) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < e->entry->n; i++) {
        int column = column_of(e, t, i);
        bool says = e->said[i] || (!e->row && e->value[i].n);
        if (says && column < 0 && e->value[i].n) {
            rc = e->said[i] ? no_column(e, ps_cell_label(&e->entry->cells[i], e->w->lang)) : PS_OK;
        } else if (says && column >= 0) {
            rc = put(ctx, column, e->value[i]);
        }
    }
    for (size_t i = 0; !rc && i < e->extra.n; i++) {
        int column = extra_column(t, e->extra.v[i].name);
        bool says = e->extra.v[i].said && (e->row || e->extra.v[i].value.n);
        rc = !says ? PS_OK : column < 0 ? no_column(e, e->extra.v[i].name) : put(ctx, column, e->extra.v[i].value);
    }
    return rc;
}

static int into_cells(void *ctx, int column, ps_str value) {
    ((ps_str *)ctx)[column] = value;
    return PS_OK;
}

/* The columns of a table that is made now: those of the competitors before the last one, which is their evidence. */
static int make_table(const ps_entering *e, ps_note **note) {
    ps_lang lang = e->w->process->lang;
    ps_strs names = {0};
    for (size_t i = 0; i < e->entry->n; i++) {
        for (size_t x = 0; i + 1 == e->entry->n && x < e->extra.n; x++) {
            ps_str *slot = PS_PUSH(e->w->arena, &names);
            if (!slot) {
                return ps_nomem(e->w->err);
            }
            *slot = e->extra.v[x].name;
        }
        ps_str *slot = PS_PUSH(e->w->arena, &names);
        if (!slot) {
            return ps_nomem(e->w->err);
        }
        *slot = ps_column_in(e->entry->cells[i].column, lang);
    }
    return ps_work_make_table(e->w, note, e->entry->heading, names.v, names.n);
}

/* Columns for the competitors that are scored for the first time: before the last field's. */
static int add_columns(const ps_entering *e, ps_note **note) {
    const ps_aliases *al = ps_deal_aliases(e->deal);
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < e->extra.n; i++) {
        const ps_table *t = ps_heading_table(*note, e->entry->heading, al);
        if (!e->extra.v[i].said || !e->extra.v[i].value.n || extra_column(t, e->extra.v[i].name) >= 0) {
            continue;
        }
        int before = column_of(e, t, e->entry->n - 1);
        rc = before > 0 ? ps_note_add_column(note, (size_t)(t - (*note)->tables), (size_t)before, e->extra.v[i].name, e->w->err)
                        : no_column(e, e->extra.v[i].name);
    }
    return rc;
}

static int add_row(const ps_entering *e, ps_note **note) {
    const ps_aliases *al = ps_deal_aliases(e->deal);
    int rc = ps_heading_table(*note, e->entry->heading, al) ? PS_OK : make_table(e, note);
    rc = rc ? rc : add_columns(e, note);
    const ps_table *t = rc ? NULL : ps_heading_table(*note, e->entry->heading, al);
    if (!t) {
        return rc ? rc : ps_fail(e->w->err, PS_EPARSE, BAD_ROUND_TRIP);
    }
    ps_str *cells = ps_arena_alloc(e->w->arena, (t->header.n + 1) * sizeof *cells);
    for (size_t i = 0; cells && i < t->header.n; i++) {
        cells[i] = PS_S("");
    }
    rc = cells ? each_cell(e, t, into_cells, cells) : ps_nomem(e->w->err);
    return rc ? rc : ps_note_add_row(note, (size_t)(t - (*note)->tables), cells, t->header.n, PS_S(""), e->w->err);
}

typedef struct {
    int column;
    ps_str value;
} change;
typedef struct {
    ps_arena *arena;
    PS_VEC(change) list;
} changes;

static int into_changes(void *ctx, int column, ps_str value) {
    changes *c = ctx;
    change *slot = PS_PUSH(c->arena, &c->list);
    if (!slot) {
        return PS_ENOMEM;
    }
    *slot = (change){column, value};
    return PS_OK;
}

/* `note` is another reading of the text that the row was found in: tables and rows have the same places. Each edit reads it again, so that all
 * changes are known before the first. */
static int change_row(const ps_entering *e, const ps_note *before, ps_note **note) {
    size_t table = (size_t)(e->table - before->tables), row = (size_t)(e->row - e->table->rows);
    changes c = {.arena = e->w->arena};
    int rc = add_columns(e, note);
    rc = rc ? rc : each_cell(e, &(*note)->tables[table], into_changes, &c);
    rc = rc == PS_ENOMEM ? ps_nomem(e->w->err) : rc;
    for (size_t i = 0; !rc && i < c.list.n; i++) {
        const change *one = &c.list.v[i];
        ps_str now = ps_id_bare(ps_row_cell(&(*note)->tables[table].rows[row], one->column));
        rc = ps_str_eq(now, one->value) ? PS_OK : ps_note_set_cell(note, table, row, one->column, one->value, e->w->err);
    }
    return rc;
}

static int write_row(const ps_entering *e, ps_v_place *out) {
    ps_work *w = e->w;
    ps_note *note = NULL;
    ps_str path;
    ps_digits line;
    if (e->row && !e->in->change && !ps_entering_waits(e)) {
        return ps_fail(w->err, PS_EEXISTS, ROW_THERE, key_text(e), e->doc->path, ps_num(&line, (int)e->row->line));
    }
    if (!e->row && e->in->change) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_ROW, key_text(e), ps_entry_label(e->entry, w->lang));
    }
    int rc = e->doc ? ps_work_edit(w, path = e->doc->path, &note) : ps_work_costs_edit(w, e->deal, &path, &note);
    rc = rc ? rc : ps_work_at(w, e->doc && e->row ? change_row(e, e->doc->note, &note) : add_row(e, &note), path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    if (!rc) {
        const ps_table *t = ps_heading_table(note, e->entry->heading, ps_deal_aliases(e->deal));
        *out = (ps_v_place){.path = ps_keep_path(w, path),
                            .lnum = e->row      ? (int)e->row->line
                                    : t && t->n ? (int)t->rows[t->n - 1].line
                                                : 1};
    }
    ps_note_free(note);
    return rc;
}

/* A vote that somebody else enters says so. */
static int write_vote(ps_entering *e, ps_v_place *out) {
    ps_v_vote vote = {.reviewer = e->value[0], .vote = e->value[1], .comment = e->value[2], .evidence = PS_S("")};
    e->value[2] = ps_work_vote_comment(e->w, &vote);
    e->said[2] = e->said[2] || e->value[2].n > 0;
    return write_row(e, out);
}

/* ---- front matter ---- */

static int set_field(const ps_entering *e, size_t at, ps_note **note) {
    const ps_cell_rule *rule = &e->entry->cells[at];
    ps_str key = ps_cell_name(rule), value = e->value[at];
    ps_strs items = {0};
    int whole;
    if (!value.n && !ps_note_field(*note, key)) {
        return PS_OK;
    }
    if (rule->list) {
        int rc = ps_ids_split(e->w->arena, value, &items) ? ps_nomem(e->w->err) : PS_OK;
        return rc ? rc : ps_note_set_list(note, key, items.v, items.n, e->w->err);
    }
    if (rule->type == PS_CELL_WHOLE && ps_int_read(value, &whole)) { /* 60 % */
        ps_digits d;
        return ps_note_set(note, key, ps_num(&d, whole), e->w->err);
    }
    return ps_note_set(note, key, value, e->w->err);
}

static int write_front(const ps_entering *e, ps_v_place *out) {
    ps_note *note = NULL;
    ps_str path = e->deal->main->path;
    unsigned line = 1;
    int rc = ps_work_edit(e->w, path, &note);
    for (size_t i = 0; !rc && i < e->entry->n; i++) {
        rc = e->said[i] ? ps_work_at(e->w, set_field(e, i, &note), path) : PS_OK;
        const ps_fm *f = !rc && e->said[i] ? ps_note_field(note, ps_cell_name(&e->entry->cells[i])) : NULL;
        line = f ? f->line : line;
    }
    rc = rc ? rc : ps_work_put_note(e->w, path, note);
    *out = (ps_v_place){.path = ps_keep_path(e->w, path), .lnum = (int)line};
    ps_note_free(note);
    return rc;
}

/* ---- the call ---- */

/* Costs go by the operation that keeps the ledger. */
static int write_cost(const ps_entering *e, ps_v_place *out) {
    ps_v_entry made;
    const ps_a_cost cost = {.id = e->deal->id,
                            .date = ps_date_read(e->value[0]),
                            .stage = e->value[1],
                            .category = e->value[2],
                            .amount = ps_money_read(e->value[3]),
                            .to = e->value[5],
                            .note = e->value[6]};
    int rc = ps_work_cost(e->w, &cost, &made);
    *out = (ps_v_place){.path = made.path, .lnum = made.lnum};
    return rc;
}

static int write_entry(ps_entering *e, ps_v_place *out) {
    if (e->entry->form == PS_ENTRY_TASK) {
        return ps_enter_task(e, out);
    }
    if (e->entry->form == PS_ENTRY_FRONT) {
        return write_front(e, out);
    }
    return e->review ? write_vote(e, out) : write_row(e, out);
}

static int enter_run(ps_work *w, const ps_a_entry *in, ps_v_place *out) {
    ps_entering e;
    int rc = ps_entering_begin(&e, w, in, true);
    if (rc) {
        return rc;
    }
    complete(&e);
    rc = check(&e);
    bool cost = e.entry->heading == PS_H_LEDGER;
    rc = rc ? rc : cost ? write_cost(&e, out) : write_entry(&e, out);
    rc = rc || cost ? rc : ps_work_commit(w, e.deal->id, PS_S(""));
    out->id = rc ? PS_S("") : ps_keep(w, e.deal->id);
    out->kind = ps_str_of(e.entry->name);
    out->text = rc ? PS_S("") : key_text(&e);
    return rc;
}
PS_CALL_RUN(enter, ps_a_entry, ps_v_place, PS_WRITES)
