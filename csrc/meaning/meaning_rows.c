/* Rows that are events themselves: the ledger's expenses, a review's votes. */
#include "meaning_impl.h"

#include <assert.h>

static bool same_row(const ps_row *a, const ps_row *b) {
    for (size_t i = 0; i < a->n || i < b->n; i++) {
        if (!ps_str_eq(ps_row_cell(a, (int)i), ps_row_cell(b, (int)i))) {
            return false;
        }
    }
    return true;
}

static bool blank(const ps_row *row) {
    for (size_t i = 0; i < row->n; i++) {
        if (row->cells[i].text.n) {
            return false;
        }
    }
    return true;
}

static bool is_counterpart(const ps_row *a, const ps_row *b) {
    return a->id.n && b->id.n ? ps_str_eq(a->id, b->id) : same_row(a, b);
}

/* By block id, else by its cells and its place among equal rows: the same expense may be there twice. */
static const ps_row *counterpart(const ps_table *from, size_t at, const ps_table *in) {
    size_t nth = 0, seen = 0;
    for (size_t i = 0; i < at; i++) {
        nth += is_counterpart(&from->rows[i], &from->rows[at]);
    }
    for (size_t i = 0; in && i < in->n; i++) {
        if (is_counterpart(&from->rows[at], &in->rows[i]) && seen++ == nth) {
            return &in->rows[i];
        }
    }
    return NULL;
}

/* ---- the ledger ---- */

static ps_str cell(const ps_sensed *f, const ps_table *t, const ps_row *row, ps_column_id c) {
    return ps_column_cell(t, row, c, &f->m->process->aliases);
}

static ps_str amount_text(ps_sensed *f, const ps_table *t, const ps_row *row) {
    ps_moneystr d;
    ps_money v = ps_money_read(cell(f, t, row, PS_C_AMOUNT));
    return v == PS_MONEY_NONE ? cell(f, t, row, PS_C_AMOUNT) : ps_sense_keep(f->m, ps_money_grouped(&d, v));
}

/* "1,860 travel, visit to 云南" */
static ps_str expense_text(ps_sensed *f, const ps_table *t, const ps_row *row, ps_str amount) {
    ps_str category = ps_process_label(f->m->process, PS_V_COSTS, cell(f, t, row, PS_C_CATEGORY)), note = cell(f, t, row, PS_C_NOTE);
    if (!amount.n && !category.n && !note.n) { /* hardly a row yet */
        return ps_sense_say(f->m, MEAN_ROW_COLUMN, ps_heading_in(PS_H_LEDGER, f->m->lang), ps_row_cell(row, 0));
    }
    return note.n ? ps_sense_say(f->m, MEAN_COST_NOTE, amount, category, note) : ps_sense_say(f->m, MEAN_COST, amount, category);
}

static void add_expense(ps_sensed *f, const ps_table *t, const ps_row *row, const ps_table *was_in, const ps_row *was, bool gone) {
    ps_event *e = ps_sense_add(f, PS_EV_COST);
    if (!e) {
        return;
    }
    ps_str amount = amount_text(f, t, row), before = was ? amount_text(f, was_in, was) : PS_S("");
    bool changed = was && !ps_str_eq(amount, before);
    e->id = ps_sense_keep(f->m, row->id);
    e->field = ps_sense_path(f->m, PS_S("cost"), row->id, PS_S(""));
    e->from = ps_sense_keep(f->m, gone ? cell(f, t, row, PS_C_AMOUNT) : was ? cell(f, was_in, was, PS_C_AMOUNT) : PS_S(""));
    e->to = ps_sense_keep(f->m, gone ? PS_S("") : cell(f, t, row, PS_C_AMOUNT));
    e->stage = ps_sense_keep(f->m, cell(f, t, row, PS_C_STAGE));
    e->date = ps_date_read(cell(f, t, row, PS_C_DATE));
    e->amount = ps_money_read(cell(f, t, row, PS_C_AMOUNT));
    e->line = row->line;
    ps_str text = expense_text(f, t, row, changed ? ps_sense_say(f->m, MEAN_ARROW, before, amount) : amount);
    e->text = gone ? ps_sense_say(f->m, MEAN_COST_GONE, text) : was ? ps_sense_say(f->m, MEAN_COST_CHANGED, text) : text;
}

void ps_sense_ledger(ps_sensed *f) {
    const ps_aliases *al = &f->m->process->aliases;
    const ps_table *old = ps_heading_table(f->old, PS_H_LEDGER, al), *now = ps_heading_table(f->now, PS_H_LEDGER, al);
    for (size_t i = 0; now && i < now->n; i++) {
        const ps_row *row = &now->rows[i], *was = counterpart(now, i, old);
        if (!blank(row) && !(was && same_row(row, was))) {
            add_expense(f, now, row, old, was, false);
        }
    }
    for (size_t i = 0; old && i < old->n; i++) {
        if (!blank(&old->rows[i]) && !counterpart(old, i, now)) {
            add_expense(f, old, &old->rows[i], NULL, NULL, true);
        }
    }
    ps_sense_told_table(f, PS_H_LEDGER, old, now);
}

/* ---- votes ---- */

static const ps_row *row_of(const ps_sensed *f, const ps_table *t, ps_str reviewer) {
    for (size_t i = 0; t && i < t->n; i++) {
        if (ps_str_eq(ps_id_bare(cell(f, t, &t->rows[i], PS_C_REVIEWER)), reviewer)) {
            return &t->rows[i];
        }
    }
    return NULL;
}

static void add_vote(ps_sensed *f, ps_str reviewer, ps_str from, ps_str to, ps_str comment, unsigned line) {
    ps_event *e = ps_sense_add(f, PS_EV_REVIEW);
    ps_str label = ps_process_label(f->m->process, PS_V_DECISIONS, to);
    if (!e) {
        return;
    }
    e->id = ps_sense_keep(f->m, reviewer);
    e->field = ps_sense_path(f->m, PS_S("vote"), e->id, PS_S(""));
    e->from = ps_sense_keep(f->m, from);
    e->to = ps_sense_keep(f->m, to);
    e->reason = ps_sense_keep(f->m, comment);
    e->line = line;
    e->text = !to.n       ? ps_sense_say(f->m, MEAN_VOTE_GONE, e->id)
              : comment.n ? ps_sense_say(f->m, MEAN_VOTE_WHY, e->id, label, comment)
                          : ps_sense_say(f->m, MEAN_VOTE, e->id, label);
}

void ps_sense_votes(ps_sensed *f, bool decided) {
    const ps_aliases *al = &f->m->process->aliases;
    const ps_table *old = ps_heading_table(f->old, PS_H_VOTES, al), *now = ps_heading_table(f->now, PS_H_VOTES, al);
    for (size_t i = 0; now && i < now->n && !decided; i++) {
        const ps_row *row = &now->rows[i];
        ps_str reviewer = ps_id_bare(cell(f, now, row, PS_C_REVIEWER)), to = cell(f, now, row, PS_C_VOTE);
        const ps_row *was = row_of(f, old, reviewer);
        ps_str from = was ? cell(f, old, was, PS_C_VOTE) : PS_S("");
        ps_str said = was ? cell(f, old, was, PS_C_COMMENT) : PS_S(""), comment = cell(f, now, row, PS_C_COMMENT);
        if (!ps_str_eq(from, to) || !ps_str_eq(said, comment)) {
            add_vote(f, reviewer, from, to, comment, row->line);
        }
    }
    for (size_t i = 0; old && i < old->n && !decided; i++) {
        assert(old->rows);
        ps_str reviewer = ps_id_bare(cell(f, old, &old->rows[i], PS_C_REVIEWER)), from = cell(f, old, &old->rows[i], PS_C_VOTE);
        if (from.n && !row_of(f, now, reviewer)) {
            add_vote(f, reviewer, from, PS_S(""), PS_S(""), old->rows[i].line);
        }
    }
    ps_sense_told_table(f, PS_H_VOTES, old, now);
}
