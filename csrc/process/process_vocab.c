#include "field.h"
#include "process_reader.h"

/* Where a vocabulary stands, and which columns are its id and label where these are not the first two. */
typedef struct {
    ps_heading_id heading;
    int id, label;    /* columns; FIRST, SECOND: by place */
    int number;       /* column that holds a number; NONE */
    ps_text_id fault; /* where it is no such number */
    int min, max;     /* max MONEY: an amount above zero */
    bool blank;       /* whether an empty cell is fine */
} shape;

enum { FIRST = -1, SECOND = -2, NONE = -3, MONEY = -4, MOST_DAYS = 36500, MOST_THRESHOLD = 100000, MOST_TERMS = 2000 };

static const shape shapes[PS_V_COUNT] = {
#define PLAIN(h) \
    { .heading = PS_H_##h, .id = FIRST, .label = SECOND, .number = NONE }
    [PS_V_KINDS] = PLAIN(KINDS),
    [PS_V_CHANNELS] = PLAIN(CHANNELS),
    [PS_V_LAYERS] = PLAIN(LAYERS),
    [PS_V_ROLES] = PLAIN(ROLES),
    [PS_V_STANCES] = PLAIN(STANCES),
    [PS_V_NEEDS] = PLAIN(NEEDS),
    [PS_V_RELATIONS] = PLAIN(RELATIONS),
    [PS_V_FACTORS] = PLAIN(FACTORS),
    [PS_V_LEVELS] = PLAIN(LEVELS),
    [PS_V_AIMS] = PLAIN(AIMS),
    [PS_V_WAYS] = PLAIN(WAYS),
    [PS_V_FLOWS] = {PS_H_FLOWS, PS_C_STEP, PS_C_LABEL, NONE, 0, 0, 0, false},
    [PS_V_CHAINS] = {PS_H_CHAINS, PS_C_ID, PS_C_UNIT, NONE, 0, 0, 0, false},
    [PS_V_COSTS] = PLAIN(COSTS),
    [PS_V_LOSSES] = PLAIN(LOSSES),
    [PS_V_HABITS] = PLAIN(HABITS),
    [PS_V_FORECAST] = {PS_H_FORECAST, FIRST, SECOND, PS_C_FROM_PROBABILITY, PS_T_PROCESS_BAD_PROBABILITY, 0, 100, true},
    [PS_V_CURRENCIES] = {PS_H_CURRENCIES, FIRST, FIRST, PS_C_RATE, PS_T_PROCESS_BAD_RATE, 0, MONEY, false},
    [PS_V_LIMITS] = {PS_H_LIMITS, FIRST, FIRST, PS_C_AMOUNT, PS_T_PROCESS_BAD_LIMIT, 0, MONEY, false},
    [PS_V_DECISIONS] = PLAIN(DECISIONS),
    [PS_V_STATUSES] = PLAIN(STATUSES),
    [PS_V_AGES] = {PS_H_AGES, FIRST, FIRST, PS_C_DAYS, PS_T_PROCESS_BAD_DAYS, 1, MOST_DAYS, false},
    [PS_V_POINTS] = PLAIN(POINTS),
    [PS_V_RELATION_GROUPS] = PLAIN(RELATION_GROUPS),
    [PS_V_FLOW_NAMES] = PLAIN(FLOW_NAMES),
    [PS_V_DEPARTMENTS] = PLAIN(DEPARTMENTS),
    [PS_V_COMPLIANCE] = PLAIN(COMPLIANCE_ANSWERS),
    [PS_V_CHAIN_NAMES] = PLAIN(CHAIN_NAMES),
    [PS_V_THRESHOLDS] = {PS_H_THRESHOLDS, PS_C_KEY, PS_C_MEANING, PS_C_SETTING, PS_T_PROCESS_BAD_THRESHOLD, 0, MOST_THRESHOLD, false},
#undef PLAIN
};

ps_heading_id ps_vocab_heading(ps_vocab_id v) {
    return shapes[v].heading;
}

static int column(ps_reader *r, const shape *sh, const ps_table *t, int c) {
    if (c == FIRST) {
        return 0;
    }
    if (c == SECOND) {
        return t->header.n > 1 ? 1 : 0;
    }
    return ps_reader_column(r, sh->heading, t, (ps_column_id)c, true);
}

static void check_number(ps_reader *r, const shape *sh, const ps_row *row, int at) {
    ps_str cell = ps_row_cell(row, at);
    if (at < 0 || (sh->blank && !cell.n)) {
        return;
    }
    if (sh->max != MONEY) {
        ps_reader_number(r, row, at, sh->min, sh->max, sh->fault);
        return;
    }
    ps_money amount = ps_money_read(cell);
    if (amount == PS_MONEY_NONE || amount <= 0) {
        ps_reader_add(r, row->line, sh->fault, &cell, 1);
    }
}

/* Texts of a row, one for each column of the table, however many cells it has. */
static ps_str *row_cells(ps_reader *r, const ps_row *row, size_t n) {
    ps_str *cells = ps_reader_got(r, (ps_str *)ps_arena_alloc(&r->p->arena, n * sizeof *cells));
    for (size_t i = 0; cells && i < n; i++) {
        cells[i] = ps_row_cell(row, (int)i);
    }
    return cells;
}

static void read_vocab(ps_reader *r, const shape *sh, ps_vocab *v) {
    const ps_table *t = ps_reader_table(r, sh->heading, false);
    if (!t) {
        return;
    }
    PS_VEC(ps_term) terms = {0};
    int id = column(r, sh, t, sh->id), label = column(r, sh, t, sh->label), number = sh->number == NONE ? -1 : column(r, sh, t, sh->number);
    size_t columns = t->header.n;
    v->columns = row_cells(r, &t->header, columns);
    for (size_t i = 0; i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_str name;
        if (ps_row_blank(row) || !ps_reader_id(r, row, id, &name)) {
            continue;
        }
        if (terms.n == MOST_TERMS) {
            ps_digits most;
            ps_reader_fault(r, row->line, TOO_MANY, ps_reader_name(r, sh->heading), ps_num(&most, MOST_TERMS));
            break;
        }
        check_number(r, sh, row, number);
        ps_term *term = ps_reader_got(r, PS_PUSH(&r->p->arena, &terms));
        if (term) {
            ps_str shown = ps_row_cell(row, label);
            *term = (ps_term){name, shown.n ? shown : name, row_cells(r, row, columns), columns, row->line};
        }
    }
    if (!r->failed) { /* else some cells are missing */
        v->n_columns = columns;
        v->terms = terms.v;
        v->n = terms.n;
    }
}

/* The number in a term's column, where term and number are there. */
static void setting(const ps_process *p, ps_vocab_id v, ps_str id, ps_str column_name, int *out) {
    const ps_term *t = ps_process_term(p, v, id);
    int value;
    if (t && ps_int_read(ps_term_cell(p, v, t, column_name), &value)) {
        *out = value;
    }
}

void ps_reader_vocabularies(ps_reader *r) {
    ps_process *p = r->p;
    for (int v = 0; v < PS_V_COUNT; v++) {
        read_vocab(r, &shapes[v], &p->vocab[v]);
    }
    setting(p, PS_V_FORECAST, PS_S("commit"), PS_S("from"), &p->commit_from);
    setting(p, PS_V_FORECAST, PS_S("best"), PS_S("from"), &p->best_from);
    setting(p, PS_V_AGES, PS_S("account"), PS_S("days"), &p->age_account);
    setting(p, PS_V_AGES, PS_S("region"), PS_S("days"), &p->age_region);
    setting(p, PS_V_AGES, PS_S("member"), PS_S("days"), &p->age_member);
}
