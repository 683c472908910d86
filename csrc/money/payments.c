#include "payments.h"

#include <stdlib.h>

#include "field.h"

enum { SOON = 30 };
#define SEPARATOR '\x1f'

static const ps_str state_ids[PS_PAY_COUNT] = {{"later", 5}, {"due", 3}, {"invoiced", 8}, {"overdue", 7}, {"paid", 4}};

ps_str ps_pay_state_id(ps_pay_state s) {
    return state_ids[s];
}

bool ps_pay_state_parse(ps_str id, ps_pay_state *out) {
    for (int i = 0; i < PS_PAY_COUNT; i++) {
        if (ps_str_eq(id, state_ids[i])) {
            *out = (ps_pay_state)i;
            return true;
        }
    }
    return false;
}

static bool among(ps_str s, const ps_str *words, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (ps_str_eq_nocase(s, words[i])) {
            return true;
        }
    }
    return false;
}

bool ps_payment_cell(ps_str cell, bool *yes, ps_date *day, ps_money *amount) {
    static const ps_str no[] = {{"no", 2}, {"-", 1}, {"否", 3}, {"未到账", 9}, {"未开票", 9}};
    static const ps_str said[] = {{"yes", 3}, {"x", 1}, {"[x]", 3}, {"✓", 3}, {"是", 3}, {"已到账", 9}, {"已开票", 9}, {"paid", 4}};
    cell = ps_str_trim(cell);
    *day = ps_date_read(cell);
    *amount = *day == PS_DATE_NONE ? ps_money_read(cell) : PS_MONEY_NONE;
    *yes = *day != PS_DATE_NONE || *amount != PS_MONEY_NONE || among(cell, said, sizeof said / sizeof *said);
    return !cell.n || *yes || among(cell, no, sizeof no / sizeof *no);
}

static ps_payment read_row(const ps_table *t, const ps_row *row, const ps_aliases *al) {
    ps_payment p = {.milestone = ps_column_cell(t, row, PS_C_MILESTONE, al),
                    .due = ps_date_read(ps_column_cell(t, row, PS_C_DUE, al)),
                    .amount = ps_money_read(ps_column_cell(t, row, PS_C_AMOUNT, al)),
                    .line = row->line};
    ps_money billed, got;
    bool paid;
    ps_payment_cell(ps_column_cell(t, row, PS_C_INVOICED, al), &p.invoiced, &p.invoiced_on, &billed);
    p.invoiced = p.invoiced && billed != 0;
    ps_payment_cell(ps_column_cell(t, row, PS_C_PAID, al), &paid, &p.paid_on, &got);
    p.paid = got != PS_MONEY_NONE ? got : paid && p.amount != PS_MONEY_NONE ? p.amount : 0;
    return p;
}

int ps_payments_of_deal(ps_payments *out, ps_arena *arena, const ps_deal *deal) {
    const ps_aliases *al = &deal->process->aliases;
    const ps_table *t = deal->main ? ps_heading_table(deal->main->note, PS_H_PAYMENTS, al) : NULL;
    for (size_t i = 0; t && i < t->n; i++) {
        if (ps_row_blank(&t->rows[i])) {
            continue;
        }
        ps_payment *p = PS_PUSH(arena, out);
        if (!p) {
            return PS_ENOMEM;
        }
        *p = read_row(t, &t->rows[i], al);
    }
    return PS_OK;
}

ps_money ps_payment_rest(const ps_payment *p) {
    ps_money rest = p->amount;
    if (rest != PS_MONEY_NONE && !ps_money_add(&rest, p->amount, -p->paid)) {
        rest = p->amount;
    }
    return rest != PS_MONEY_NONE && rest < 0 ? 0 : rest;
}

static bool is_paid(const ps_payment *p) {
    return p->amount == PS_MONEY_NONE ? p->paid > 0 || p->paid_on != PS_DATE_NONE : p->paid >= p->amount && p->amount > 0;
}

ps_pay_state ps_payment_state(const ps_payment *p, const ps_process *process, ps_date today) {
    int soon = ps_process_threshold(process, PS_S("payments"), PS_S("soon"), SOON);
    return is_paid(p)                                         ? PS_PAY_PAID
           : p->due != PS_DATE_NONE && p->due < today         ? PS_PAY_OVERDUE
           : p->invoiced                                      ? PS_PAY_INVOICED
           : p->due != PS_DATE_NONE && p->due - today <= soon ? PS_PAY_DUE
                                                              : PS_PAY_LATER;
}

ps_str ps_payment_pack(ps_arena *arena, const ps_payment *p) {
    return ps_arena_fmt(arena, "%d\x1f%lld\x1f%lld\x1f%d\x1f%d\x1f%d\x1f%u\x1f%.*s", (int)p->due, (long long)p->amount, (long long)p->paid,
                        (int)p->invoiced_on, (int)p->paid_on, (int)p->invoiced, p->line, PS_FMT(p->milestone));
}

bool ps_payment_unpack(ps_str text, ps_payment *out) {
    enum { NUMBERS = 7 };
    long long n[NUMBERS];
    ps_str rest = text, part;
    *out = (ps_payment){0};
    for (size_t i = 0; i < NUMBERS; i++) {
        if (!ps_str_next(&rest, SEPARATOR, &part)) {
            return false;
        }
        n[i] = strtoll(part.p, NULL, 10);
    }
    *out = (ps_payment){.milestone = rest.p ? rest : PS_S(""),
                        .due = (ps_date)n[0],
                        .amount = n[1],
                        .paid = n[2],
                        .invoiced_on = (ps_date)n[3],
                        .paid_on = (ps_date)n[4],
                        .invoiced = n[5] != 0,
                        .line = (unsigned)n[6]};
    return true;
}
