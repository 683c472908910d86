#include <stdlib.h>

#include "diag_impl.h"

typedef enum { TEXT, DATE, MONEY, NUMBER, WHOLE5, TERM, TERMS, ID, IDS, STAGE, GATE, SWOT, VOTE, STEP, EVIDENCE } cell_type;
enum { OPTIONAL = 0, COLUMN = 1, CELL = 3 }; /* what must be there: nothing, the column, the column and each cell */
enum { MOST_COLUMNS = 9, MOST_KEYS = 3 };

typedef struct {
    ps_column_id column;
    cell_type type;
    int arg; /* ps_vocab_id or ps_kind */
    int must;
} cell_rule;

typedef struct {
    ps_heading_id heading;
    ps_doc_kind doc; /* deal.md too where the doc is costs.md */
    int keys;        /* the first cells that name a row: no two rows may have the same; 0 for none */
    cell_rule cells[MOST_COLUMNS];
    size_t n;
} table_rule;

static const table_rule rules[] = {
    {PS_H_STAKEHOLDERS,
     PS_DOC_DEAL,
     1,
     {{PS_C_PERSON, ID, PS_K_PERSON, CELL},
      {PS_C_LAYER, TERM, PS_V_LAYERS, OPTIONAL},
      {PS_C_ROLE, TERM, PS_V_ROLES, OPTIONAL},
      {PS_C_STANCE, TERM, PS_V_STANCES, OPTIONAL},
      {PS_C_INFLUENCE, WHOLE5, 0, OPTIONAL},
      {PS_C_NEEDS, TERMS, PS_V_NEEDS, OPTIONAL},
      {PS_C_CONTACT, ID, PS_K_MEMBER, OPTIONAL},
      {PS_C_AIM, TERM, PS_V_AIMS, OPTIONAL},
      {PS_C_WAYS, TERMS, PS_V_WAYS, OPTIONAL}},
     9},
    {PS_H_RELATIONSHIPS,
     PS_DOC_DEAL,
     3,
     {{PS_C_FROM, ID, PS_K_PERSON, CELL}, {PS_C_TO, ID, PS_K_PERSON, CELL}, {PS_C_KIND, TERM, PS_V_RELATIONS, CELL}},
     3},
    {PS_H_COMPETITORS, PS_DOC_DEAL, 1, {{PS_C_COMPETITOR, TEXT, 0, CELL}}, 1},
    {PS_H_DECISION_FACTORS,
     PS_DOC_DEAL,
     1,
     {{PS_C_FACTOR, TEXT, 0, CELL}, {PS_C_WEIGHT, NUMBER, 0, COLUMN}, {PS_C_US, NUMBER, 0, COLUMN}, {PS_C_EVIDENCE, EVIDENCE, 0, OPTIONAL}},
     4},
    {PS_H_PROCUREMENT, PS_DOC_DEAL, 1, {{PS_C_STEP, STEP, 0, CELL}, {PS_C_STATE, TEXT, 0, COLUMN}, {PS_C_DATE, DATE, 0, OPTIONAL}}, 3},
    {PS_H_SWOT, PS_DOC_DEAL, 1, {{PS_C_ID, TEXT, 0, CELL}, {PS_C_KIND, SWOT, 0, CELL}, {PS_C_FINDING, TEXT, 0, COLUMN}}, 3},
    {PS_H_GOALS,
     PS_DOC_DEAL,
     1,
     {{PS_C_ID, TEXT, 0, CELL}, {PS_C_GOAL, TEXT, 0, COLUMN}, {PS_C_START, DATE, 0, OPTIONAL}, {PS_C_END, DATE, 0, OPTIONAL}},
     4},
    {PS_H_PLAN,
     PS_DOC_DEAL,
     1,
     {{PS_C_ID, TEXT, 0, CELL},
      {PS_C_TASK, TEXT, 0, COLUMN},
      {PS_C_OWNER, ID, PS_K_PERSON, OPTIONAL},
      {PS_C_START, DATE, 0, OPTIONAL},
      {PS_C_END, DATE, 0, OPTIONAL}},
     5},
    {PS_H_COMPONENTS,
     PS_DOC_DEAL,
     1,
     {{PS_C_COMPONENT, TEXT, 0, CELL}, {PS_C_VALUE, MONEY, 0, COLUMN}, {PS_C_OWNER, ID, PS_K_PERSON, OPTIONAL}},
     3},
    {PS_H_PAYMENTS, PS_DOC_DEAL, 1, {{PS_C_MILESTONE, TEXT, 0, CELL}, {PS_C_DUE, DATE, 0, COLUMN}, {PS_C_AMOUNT, MONEY, 0, COLUMN}}, 3},
    {PS_H_STAGE_HISTORY,
     PS_DOC_DEAL,
     0,
     {{PS_C_DATE, DATE, 0, CELL},
      {PS_C_FROM, STAGE, 0, COLUMN},
      {PS_C_TO, STAGE, 0, COLUMN},
      {PS_C_GATE, GATE, 0, OPTIONAL},
      {PS_C_BY, ID, PS_K_MEMBER, OPTIONAL}},
     5},
    {PS_H_BUDGET, PS_DOC_COSTS, 1, {{PS_C_STAGE, STAGE, 0, CELL}, {PS_C_BUDGET, MONEY, 0, COLUMN}, {PS_C_PLANNED, MONEY, 0, OPTIONAL}}, 3},
    {PS_H_LEDGER,
     PS_DOC_COSTS,
     0,
     {{PS_C_DATE, DATE, 0, CELL},
      {PS_C_STAGE, STAGE, 0, CELL},
      {PS_C_CATEGORY, TERM, PS_V_COSTS, CELL},
      {PS_C_AMOUNT, MONEY, 0, CELL},
      {PS_C_BY, ID, PS_K_MEMBER, OPTIONAL}},
     5},
    {PS_H_VOTES, PS_DOC_REVIEW, 0, {{PS_C_REVIEWER, ID, PS_K_MEMBER, COLUMN}, {PS_C_VOTE, VOTE, 0, COLUMN}}, 2},
};

/* The table that is looked at. */
typedef struct {
    ps_checker *c;
    const ps_doc *doc;
    const ps_table *table;
    const table_rule *rule;
    int at[MOST_COLUMNS]; /* column of each cell rule, -1 */
} sheet;

static ps_str column_name(const sheet *s, size_t i) {
    return s->at[i] >= 0 ? s->table->header.cells[s->at[i]].text : ps_column_in(s->rule->cells[i].column, s->c->lang);
}

/* The cell as written, else the row's line. */
static ps_spot cell_spot(const sheet *s, const ps_row *row, int column) {
    bool written = column >= 0 && (size_t)column < row->n && row->cells[column].range.end > row->cells[column].range.at;
    return written ? ps_spot_range(s->doc->path, s->doc->note, row->cells[column].range)
                   : ps_spot_line(s->doc->path, s->doc->note, row->line);
}

static bool in_flow(const ps_process *p, ps_str flow, ps_str step) {
    const ps_vocab *v = &p->vocab[PS_V_FLOWS];
    for (size_t i = 0; i < v->n; i++) {
        ps_str its = ps_term_cell(p, PS_V_FLOWS, &v->terms[i], PS_S("flow"));
        if (ps_str_eq(v->terms[i].id, step) && (!flow.n || !its.n || ps_str_eq(its, flow))) {
            return true;
        }
    }
    return !v->n;
}

static void check_step(const sheet *s, ps_spot spot, ps_str value) {
    ps_str flow = s->c->deal->flow;
    if (!in_flow(s->c->process, flow, value)) {
        ps_say(s->c, spot, PS_WARN, "unknown-value", DIAG_FLOW_STEP, value, flow);
    }
}

static void check_cell(const sheet *s, const cell_rule *rule, ps_str name, ps_spot spot, ps_str value) {
    ps_checker *c = s->c;
    switch (rule->type) {
    case TEXT:
        break;
    case DATE:
        ps_check_date(c, spot, value);
        break;
    case MONEY:
        ps_check_money(c, spot, value);
        break;
    case NUMBER:
        ps_check_number(c, spot, value);
        break;
    case WHOLE5:
        ps_check_whole(c, spot, value, 1, 5);
        break;
    case TERM:
        ps_check_term(c, spot, name, value, (ps_vocab_id)rule->arg);
        break;
    case TERMS:
        ps_check_terms(c, spot, name, value, (ps_vocab_id)rule->arg);
        break;
    case ID:
        ps_check_id(c, spot, ps_id_bare(value), (ps_kind)rule->arg);
        break;
    case IDS:
        ps_check_ids(c, spot, value, (ps_kind)rule->arg);
        break;
    case STAGE:
        ps_check_stage(c, spot, name, value);
        break;
    case GATE:
        ps_check_gate(c, spot, name, value);
        break;
    case SWOT:
        ps_check_one_of(c, spot, name, value, PS_S("S W O T"));
        break;
    case VOTE:
        ps_check_one_of(c, spot, name, value, PS_S("go conditional hold no-go"));
        break;
    case STEP:
        check_step(s, spot, value);
        break;
    case EVIDENCE:
        ps_check_evidence(c, spot, s->doc, value);
        break;
    }
}

static void check_row(const sheet *s, const ps_row *row) {
    for (size_t i = 0; i < s->rule->n; i++) {
        const cell_rule *rule = &s->rule->cells[i];
        ps_str value = ps_row_cell(row, s->at[i]);
        ps_spot spot = cell_spot(s, row, s->at[i]);
        if (value.n) {
            check_cell(s, rule, column_name(s, i), spot, value);
        } else if (s->at[i] >= 0 && rule->must == CELL) {
            ps_say(s->c, spot, PS_WARN, "empty-cell", DIAG_EMPTY_CELL, column_name(s, i));
        }
    }
}

/* Columns of Decision factors that belong to a competitor: whatever has no name of its own. */
static void check_scores(const sheet *s, const ps_row *row) {
    for (size_t i = 0; i < s->table->header.n && i < row->n; i++) {
        bool own = false;
        for (size_t k = 0; k < s->rule->n; k++) {
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
    int keys = s->rule->keys;
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
    for (size_t i = 0; i < s->rule->n; i++) {
        if (s->at[i] < 0 && (s->rule->cells[i].must & COLUMN)) {
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

static void check_table(ps_checker *c, const ps_doc *doc, const table_rule *rule) {
    const ps_aliases *al = ps_deal_aliases(c->deal);
    sheet s = {.c = c, .doc = doc, .rule = rule, .table = ps_heading_table(doc->note, rule->heading, al)};
    if (!s.table) {
        return;
    }
    for (size_t i = 0; i < rule->n; i++) {
        s.at[i] = ps_column_find(s.table, rule->cells[i].column, al);
    }
    check_columns(&s);
    check_keys(&s);
    if (rule->heading == PS_H_COMPONENTS) {
        check_sum(&s, 1); /* its second cell rule is the value */
    }
    for (size_t i = 0; i < s.table->n && !c->failed; i++) {
        const ps_row *row = &s.table->rows[i];
        if (ps_row_blank(row)) {
            continue;
        }
        check_row(&s, row);
        if (rule->heading == PS_H_DECISION_FACTORS) {
            check_scores(&s, row);
        }
    }
}

void ps_check_tables(ps_checker *c, const ps_doc *doc) {
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        bool moved = rules[i].doc == PS_DOC_COSTS && doc->kind == PS_DOC_DEAL;
        if (rules[i].doc == doc->kind || moved) {
            check_table(c, doc, &rules[i]);
        }
    }
}
