#include <stdlib.h>

#include "field.h"
#include "process_reader.h"

/* One use of an id; ids are unique within their scope. */
typedef struct {
    ps_str scope, id;
    unsigned line;
} use;

typedef PS_VEC(use) uses;

static void add_use(ps_reader *r, uses *u, ps_str scope, ps_str id, unsigned line) {
    use *x = ps_reader_got(r, PS_PUSH(&r->p->arena, u));
    if (x) {
        *x = (use){scope, id, line};
    }
}

static int by_id(const void *a, const void *b) {
    const use *x = a, *y = b;
    int scope = ps_str_cmp(x->scope, y->scope), id = scope ? scope : ps_str_cmp(x->id, y->id);
    return id ? id : (x->line > y->line) - (x->line < y->line);
}

/* One fault for each use after the first. */
static void check_unique(ps_reader *r, uses *u) {
    if (u->n) {
        qsort(u->v, u->n, sizeof *u->v, by_id);
    }
    for (size_t i = 1, first = 0; i < u->n; i++) {
        if (!ps_str_eq(u->v[i].id, u->v[first].id) || !ps_str_eq(u->v[i].scope, u->v[first].scope)) {
            first = i;
            continue;
        }
        ps_digits d;
        ps_reader_fault(r, u->v[i].line, SAME_ID, u->v[i].id, ps_num(&d, u->v[first].line));
    }
}

static void check_tables(ps_reader *r) {
    const ps_process *p = r->p;
    uses u = {0};
    for (int i = 0; i < p->n_stages; i++) {
        add_use(r, &u, PS_S("stage"), p->stages[i].id, p->stages[i].line);
    }
    for (int i = 0; i < p->n_gates; i++) {
        add_use(r, &u, PS_S("gate"), p->gates[i].id, p->gates[i].line);
    }
    for (size_t i = 0; i < p->n_profiles; i++) {
        add_use(r, &u, PS_S("profile"), p->profiles[i].id, p->profiles[i].line);
    }
    check_unique(r, &u);
}

/* Block ids belong to the whole note: a second one anywhere is never found. */
static void check_blocks(ps_reader *r) {
    const ps_note *note = r->p->note;
    uses u = {0};
    for (size_t i = 0; i < note->n_tasks; i++) {
        if (note->tasks[i].id.n) {
            add_use(r, &u, PS_S(""), note->tasks[i].id, note->tasks[i].line);
        }
    }
    for (size_t i = 0; i < note->n_blocks; i++) {
        if (note->blocks[i].id.n) {
            add_use(r, &u, PS_S(""), note->blocks[i].id, note->blocks[i].line);
        }
    }
    check_unique(r, &u);
}

/* The column that a vocabulary's ids are unique within; "" where they are unique in the whole table. */
static ps_str scope_column(int v) {
    switch (v) {
    case PS_V_FLOWS:
        return PS_S("flow");
    case PS_V_CHAINS:
        return PS_S("template");
    case PS_V_THRESHOLDS:
        return PS_S("habit");
    case PS_V_LIMITS:
        return PS_S("per");
    default:
        return PS_S("");
    }
}

static void check_vocabularies(ps_reader *r) {
    const ps_process *p = r->p;
    for (int v = 0; v < PS_V_COUNT; v++) {
        uses u = {0};
        int column = ps_vocab_column(p, (ps_vocab_id)v, scope_column(v));
        for (size_t i = 0; i < p->vocab[v].n; i++) {
            const ps_term *t = &p->vocab[v].terms[i];
            add_use(r, &u, column < 0 ? PS_S("") : t->cells[column], t->id, t->line);
        }
        check_unique(r, &u);
    }
}

/* Cells that name terms of another table; held against it where the note has it. */
typedef struct {
    ps_vocab_id from;
    ps_str column;
    ps_vocab_id to;
} reference;

static const reference references[] = {
    {PS_V_RELATIONS, {"group", 5}, PS_V_RELATION_GROUPS},
    {PS_V_FLOWS, {"flow", 4}, PS_V_FLOW_NAMES},
    {PS_V_FLOWS, {"departments", 11}, PS_V_DEPARTMENTS},
    {PS_V_CHAINS, {"template", 8}, PS_V_CHAIN_NAMES},
    {PS_V_CHAINS, {"layer", 5}, PS_V_LAYERS},
    {PS_V_CHAINS, {"role", 4}, PS_V_ROLES},
    {PS_V_THRESHOLDS, {"habit", 5}, PS_V_HABITS},
    {PS_V_LIMITS, {"what", 4}, PS_V_COSTS},
};

/* What the Habit thresholds may speak of besides habits. */
static bool is_group(ps_str id) {
    static const ps_str groups[] = {
        {"chain", 5}, {"plan", 4},    {"spend", 5},   {"limits", 6},   {"payments", 8},
        {"flow", 4},  {"lessons", 7}, {"closing", 7}, {"handover", 8},
    };
    return ps_ids_have(groups, sizeof groups / sizeof *groups, id);
}

static void check_reference(ps_reader *r, const reference *ref) {
    const ps_process *p = r->p;
    int column = ps_vocab_column(p, ref->from, ref->column);
    for (size_t i = 0; column >= 0 && p->vocab[ref->to].n && i < p->vocab[ref->from].n; i++) {
        const ps_term *t = &p->vocab[ref->from].terms[i];
        ps_strs named = {0};
        r->failed = ps_ids_split(&r->p->arena, t->cells[column], &named) || r->failed;
        for (size_t k = 0; k < named.n; k++) {
            bool group = ref->from == PS_V_THRESHOLDS && is_group(named.v[k]);
            if (!group && !ps_process_term(p, ref->to, named.v[k])) {
                ps_reader_fault(r, t->line, UNKNOWN_TERM, named.v[k], ps_reader_name(r, ps_vocab_heading(ref->to)));
            }
        }
    }
}

/* The stages by which a flow's steps are held against us. */
static void check_flow_stages(ps_reader *r) {
    const ps_process *p = r->p;
    int column = ps_vocab_column(p, PS_V_FLOWS, PS_S("stage"));
    for (size_t i = 0; column >= 0 && !r->stages_cut && i < p->vocab[PS_V_FLOWS].n; i++) {
        const ps_term *t = &p->vocab[PS_V_FLOWS].terms[i];
        if (t->cells[column].n && ps_process_stage(p, t->cells[column]) < 0) {
            ps_reader_fault(r, t->line, UNKNOWN_TERM, t->cells[column], ps_reader_name(r, PS_H_STAGES));
        }
    }
}

/* Only where every share is a number: the others have faults of their own. */
static void check_shares(ps_reader *r) {
    int sum = 0;
    for (int i = 0; i < r->p->n_stages; i++) {
        sum += r->p->stages[i].share;
    }
    if (r->p->n_stages && !r->stages_cut && sum != 100 && !r->shares_unread) {
        ps_digits d;
        ps_reader_fault(r, ps_reader_line(r, PS_H_STAGES), SHARES, ps_num(&d, sum));
    }
}

void ps_reader_check(ps_reader *r) {
    check_shares(r);
    check_tables(r);
    check_blocks(r);
    check_vocabularies(r);
    check_flow_stages(r);
    for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
        check_reference(r, &references[i]);
    }
}
