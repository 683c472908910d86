#include "deal_parts.h"

enum { DATE, STAGE, CATEGORY, AMOUNT, BY, TO, NOTE, COLUMNS };

typedef struct {
    int at[COLUMNS];
} columns;

static columns ledger_columns(const ps_table *t, const ps_aliases *al) {
    static const ps_column_id ids[COLUMNS] = {PS_C_DATE, PS_C_STAGE, PS_C_CATEGORY, PS_C_AMOUNT, PS_C_BY, PS_C_RECIPIENT, PS_C_NOTE};
    columns c;
    for (size_t i = 0; i < COLUMNS; i++) {
        c.at[i] = ps_column_find(t, ids[i], al);
    }
    return c;
}

static void read_expense(const ps_deal *d, ps_expense *e, const ps_row *row, const columns *c) {
    e->date_text = ps_row_cell(row, c->at[DATE]);
    e->date = ps_date_read(e->date_text);
    e->stage = ps_row_cell(row, c->at[STAGE]);
    e->pstage = ps_profile_stage_id(d->process, d->profile, e->stage);
    e->category = ps_row_cell(row, c->at[CATEGORY]);
    e->amount = ps_money_read(ps_row_cell(row, c->at[AMOUNT]));
    e->by = ps_id_bare(ps_row_cell(row, c->at[BY]));
    e->to = ps_id_bare(ps_row_cell(row, c->at[TO]));
    e->note = ps_row_cell(row, c->at[NOTE]);
    e->id = row->id;
    e->line = row->line;
}

static int read_ledger(ps_deal *d) {
    const ps_doc *doc = NULL;
    const ps_table *t = ps_deal_table(d, PS_H_LEDGER, PS_DOC_COSTS, &doc);
    if (!t) {
        return PS_OK;
    }
    columns c = ledger_columns(t, ps_deal_aliases(d));
    d->expenses = ps_arena_alloc(&d->arena, (t->n + 1) * sizeof *d->expenses);
    if (!d->expenses) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < t->n; i++) {
        if (ps_row_blank(&t->rows[i])) {
            continue;
        }
        ps_expense *e = &d->expenses[d->n_expenses++];
        read_expense(d, e, &t->rows[i], &c);
        e->doc = doc;
        ps_money_into(&d->spent, e->amount);
        if (e->pstage >= 0) {
            ps_money_into(&d->stage_spent[e->pstage], e->amount);
        }
    }
    return PS_OK;
}

static void add_given(ps_money *sum, ps_money v) {
    if (v != PS_MONEY_NONE) {
        *sum = *sum == PS_MONEY_NONE ? 0 : *sum;
        ps_money_into(sum, v);
    }
}

/* Budgets and planned costs by hand, summed over the members of a merged stage. Returns the budgets' sum; NONE where there are none. */
static ps_money read_budget_table(ps_deal *d) {
    const ps_doc *doc = NULL;
    const ps_aliases *al = ps_deal_aliases(d);
    const ps_table *t = ps_deal_table(d, PS_H_BUDGET, PS_DOC_COSTS, &doc);
    int stage_column = ps_column_find(t, PS_C_STAGE, al), budget_column = ps_column_find(t, PS_C_BUDGET, al),
        planned_column = ps_column_find(t, PS_C_PLANNED, al);
    ps_money sum = PS_MONEY_NONE;
    for (size_t i = 0; t && i < t->n; i++) {
        int stage = ps_profile_stage_id(d->process, d->profile, ps_row_cell(&t->rows[i], stage_column));
        if (stage >= 0) {
            ps_money v = ps_money_read(ps_row_cell(&t->rows[i], budget_column));
            d->stage_by_hand[stage] = d->stage_by_hand[stage] || v != PS_MONEY_NONE;
            add_given(&d->stage_budget[stage], v);
            add_given(&sum, v);
            add_given(&d->stage_planned[stage], ps_money_read(ps_row_cell(&t->rows[i], planned_column)));
        }
    }
    return sum;
}

/* What is left of the budget after the stages that have one by hand goes to the others, by their shares. */
static void spread(ps_deal *d, ps_money left) {
    int shares = 0;
    for (int i = 0; i < d->profile->n_stages; i++) {
        shares += d->stage_budget[i] == PS_MONEY_NONE ? d->profile->stages[i].share : 0;
    }
    for (int i = 0; i < d->profile->n_stages; i++) {
        if (d->stage_budget[i] == PS_MONEY_NONE && shares > 0) {
            int share = d->profile->stages[i].share;
            d->stage_budget[i] = ps_money_share(left, share, shares);
            left -= d->stage_budget[i]; /* the last stage takes what rounding left */
            shares -= share;
        }
    }
}

int ps_deal_read_costs(ps_deal *d) {
    for (int i = 0; i < PS_MAX_STAGES; i++) {
        d->stage_budget[i] = d->stage_planned[i] = PS_MONEY_NONE;
    }
    ps_money by_hand = read_budget_table(d);
    if (d->budget != PS_MONEY_NONE) {
        ps_money left = d->budget;
        ps_money_into(&left, by_hand == PS_MONEY_NONE ? 0 : -by_hand);
        spread(d, left > 0 ? left : 0);
    } else {
        d->budget = by_hand;
    }
    return read_ledger(d);
}
