#include "compliance.h"

#include <stdlib.h>

#include "agenda.h"
#include "deal_parts.h"

typedef PS_VEC(ps_tally) tallies;

typedef struct {
    ps_arena *arena;
    const ps_deal *deal;
    const ps_table *table;
    ps_date today;
    PS_VEC(ps_requirement) points;
    tallies answers, owners;
    bool failed;
} reading;

/* The tally of an id, made if there is none. A matrix has some owners, not hundreds. */
static ps_tally *tally_of(reading *r, tallies *list, ps_str id, ps_str label) {
    for (size_t i = 0; i < list->n; i++) {
        if (ps_str_eq(list->v[i].id, id)) {
            return &list->v[i];
        }
    }
    ps_tally *t = PS_PUSH(r->arena, list);
    r->failed |= !t;
    if (t) {
        *t = (ps_tally){.id = id, .label = label};
    }
    return t;
}

static void count(ps_tally *t, const ps_requirement *p) {
    if (t) {
        t->n++;
        t->open += p->open;
        t->overdue += p->overdue;
    }
}

static void read_row(reading *r, const ps_row *row) {
    const ps_aliases *al = ps_deal_aliases(r->deal);
    ps_requirement *p = ps_row_blank(row) ? NULL : PS_PUSH(r->arena, &r->points);
    if (!p) {
        r->failed |= !ps_row_blank(row);
        return;
    }
    *p = (ps_requirement){.id = ps_column_cell(r->table, row, PS_C_ID, al),
                          .requirement = ps_column_cell(r->table, row, PS_C_REQUIREMENT, al),
                          .answer = ps_column_cell(r->table, row, PS_C_COMPLY, al),
                          .deviation = ps_column_cell(r->table, row, PS_C_DEVIATION, al),
                          .owner = ps_id_bare(ps_column_cell(r->table, row, PS_C_OWNER, al)),
                          .state = ps_column_cell(r->table, row, PS_C_STATE, al),
                          .evidence = ps_column_cell(r->table, row, PS_C_EVIDENCE, al),
                          .due = ps_date_read(ps_column_cell(r->table, row, PS_C_DUE, al)),
                          .line = row->line};
    const ps_term *term = ps_process_term(r->deal->process, PS_V_COMPLIANCE, p->answer);
    p->owner = p->owner.n ? p->owner : r->deal->owner;
    p->known = !p->answer.n || term || !r->deal->process->vocab[PS_V_COMPLIANCE].n;
    p->open = !p->answer.n || (p->state.n && !ps_item_state_closed(p->state));
    p->overdue = p->open && p->due != PS_DATE_NONE && r->today != PS_DATE_NONE && p->due < r->today;
    p->explained = !p->answer.n || ps_str_eq(p->answer, PS_S("full")) || p->deviation.n;
    count(tally_of(r, &r->answers, p->answer, term ? term->label : p->answer), p);
    count(tally_of(r, &r->owners, p->owner, p->owner), p);
}

static int by_open(const void *a, const void *b) {
    const ps_tally *x = a, *y = b;
    return x->open != y->open ? (x->open < y->open) - (x->open > y->open) : ps_str_cmp(x->id, y->id);
}

/* Those without an answer come last. */
static void put_blank_last(tallies *list) {
    for (size_t i = 0; i + 1 < list->n; i++) {
        if (!list->v[i].id.n) {
            ps_tally blank = list->v[i];
            list->v[i] = list->v[i + 1];
            list->v[i + 1] = blank;
        }
    }
}

static void finish(reading *r, ps_compliance *out) {
    for (size_t i = 0; i < r->points.n; i++) {
        out->open += r->points.v[i].open;
        out->overdue += r->points.v[i].overdue;
        out->unexplained += !r->points.v[i].explained;
    }
    if (r->owners.n) {
        qsort(r->owners.v, r->owners.n, sizeof *r->owners.v, by_open);
    }
    put_blank_last(&r->answers);
    out->points = r->points.v;
    out->n = r->points.n;
    out->answers = r->answers.v;
    out->n_answers = r->answers.n;
    out->owners = r->owners.v;
    out->n_owners = r->owners.n;
}

int ps_compliance_read(ps_compliance *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err) {
    reading r = {.arena = arena, .deal = deal, .today = today};
    const ps_vocab *answers = &deal->process->vocab[PS_V_COMPLIANCE];
    *out = (ps_compliance){0};
    r.table = ps_deal_table_anywhere(deal, PS_H_COMPLIANCE, &out->doc);
    for (size_t i = 0; i < answers->n; i++) {
        tally_of(&r, &r.answers, answers->terms[i].id, answers->terms[i].label);
    }
    for (size_t i = 0; r.table && !r.failed && i < r.table->n; i++) {
        read_row(&r, &r.table->rows[i]);
    }
    finish(&r, out);
    return r.failed ? ps_nomem(err) : PS_OK;
}
