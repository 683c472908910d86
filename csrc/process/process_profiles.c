#include "field.h"
#include "process_reader.h"

enum { MOST = PS_MAX_STAGES > PS_MAX_GATES ? PS_MAX_STAGES : PS_MAX_GATES };

/* What a cell such as `lead+offer, order` says about stages, or about gates. */
typedef struct {
    bool listed[MOST];
    bool joined[MOST]; /* goes with the one before */
    bool single;       /* something stands alone: then the cell is a full list, not only the merges */
    bool faulty;
} merges;

/* The two kinds of cell: what its ids are, and the faults. */
typedef struct {
    int (*find)(const ps_process *p, ps_str id);
    ps_text_id unknown, left_out;
} cell_kind;

static const cell_kind stages_cell = {ps_process_stage, PS_T_PROCESS_PROFILE_STAGE, PS_T_PROCESS_PROFILE_NO_STAGE};
static const cell_kind gates_cell = {ps_process_gate, PS_T_PROCESS_PROFILE_GATE, PS_T_PROCESS_PROFILE_NO_GATE};

typedef struct {
    ps_reader *r;
    const cell_kind *kind;
    ps_str profile;
    unsigned line;
    merges *out;
    int group; /* members so far of the group being read */
    int last;  /* its last known member; -1 */
} cell_reader;

/* Bytes of the mark at s.p that separates ids or joins them; 0 where an id goes on. */
static size_t mark(ps_str s, bool *plus) {
    static const ps_str marks[] = {{"+", 1}, {"\uFF0B", 3}, {" ", 1},      {"\t", 1},     {",", 1},
                                   {";", 1}, {"\uFF0C", 3}, {"\u3001", 3}, {"\uFF1B", 3}, {"\u3000", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (ps_str_starts(s, marks[i])) {
            *plus = i < 2;
            return marks[i].n;
        }
    }
    return 0;
}

static bool cut(const cell_reader *c) {
    return c->kind == &stages_cell ? c->r->stages_cut : c->r->gates_cut;
}

static void cell_fault(cell_reader *c, ps_text_id id, ps_str what) {
    ps_str args[] = {c->profile, what};
    ps_reader_add(c->r, c->line, id, args, 2);
    c->out->faulty = true;
}

static void end_group(cell_reader *c) {
    c->out->single = c->out->single || c->group == 1;
    c->group = 0;
    c->last = -1;
}

static void take_member(cell_reader *c, ps_str id) {
    int i = c->kind->find(c->r->p, id);
    c->group++;
    if (i < 0) {
        c->out->faulty = true;
        if (!cut(c)) {
            cell_fault(c, c->kind->unknown, id);
        }
        return;
    }
    if (c->out->listed[i]) {
        cell_fault(c, PS_T_PROCESS_PROFILE_TWICE, id);
    } else if (c->last >= 0 && i != c->last + 1) {
        cell_fault(c, PS_T_PROCESS_PROFILE_NEIGHBOURS, id);
    }
    c->out->joined[i] = c->last >= 0;
    c->out->listed[i] = true;
    c->last = i;
}

static ps_str next_id(ps_str *rest, bool *plus) {
    size_t n = 0, skip = 0;
    bool joins;
    *plus = false;
    while (n < rest->n && !mark(ps_str_sub(*rest, n, rest->n), &joins)) {
        n++;
    }
    ps_str id = ps_str_sub(*rest, 0, n);
    *rest = ps_str_sub(*rest, n, rest->n);
    while ((skip = mark(*rest, &joins)) > 0) {
        *plus = *plus || joins;
        *rest = ps_str_sub(*rest, skip, rest->n);
    }
    return id;
}

static bool empty_cell(ps_str s) {
    return !s.n || ps_str_eq(s, PS_S("-")) || ps_str_eq(s, PS_S("–")) || ps_str_eq(s, PS_S("—"));
}

/* Reads ids up to the end; a `+` before one joins it to the one before. */
static void read_cell(cell_reader *c, ps_str text) {
    bool plus = false;
    ps_str rest = ps_str_trim(text);
    c->last = -1;
    while (!empty_cell(ps_str_trim(text)) && (rest.n || plus)) {
        bool joins = plus;
        ps_str id = next_id(&rest, &plus);
        if (!id.n) { /* a plus with nothing before or after it */
            cell_fault(c, PS_T_PROCESS_PROFILE_PLUS, text);
            break;
        }
        if (!joins) {
            end_group(c);
        }
        take_member(c, id);
    }
    end_group(c);
}

/* Where a cell lists something alone, it lists all: what it leaves out would be dropped. `label` of each is asked by index. */
static void check_left_out(cell_reader *c, int n, ps_str (*id_of)(const ps_process *p, int i)) {
    for (int i = 0; c->out->single && !c->out->faulty && !cut(c) && i < n; i++) {
        if (!c->out->listed[i]) {
            ps_str args[] = {c->profile, id_of(c->r->p, i)};
            ps_reader_add(c->r, c->line, c->kind->left_out, args, 2);
        }
    }
}

static ps_str stage_id(const ps_process *p, int i) {
    return p->stages[i].id;
}

static ps_str gate_id(const ps_process *p, int i) {
    return p->gates[i].id;
}

/* What the gates cell says must be what comes out: merged stages may merge gates that it lists apart. */
static void check_agrees(ps_reader *r, const ps_profile *pr, const merges *gates) {
    for (int i = 0; i < pr->n_gates; i++) {
        for (int m = 1; m < pr->gates[i].n_members; m++) {
            int gate = pr->gates[i].members[m];
            if (!gates->joined[gate] && (gates->listed[gate] || gates->listed[gate - 1])) {
                ps_reader_fault(r, pr->line, PROFILE_GATES, pr->id, r->p->gates[gate - 1].id, r->p->gates[gate].id);
            }
        }
    }
}

static bool mergeable(const ps_reader *r) {
    for (int i = 0; i < r->p->n_gates; i++) {
        if (r->p->gates[i].after < 0) {
            return false;
        }
    }
    return r->p->n_stages > 0 && !r->failed;
}

static ps_money limit_of(ps_reader *r, const ps_row *row, int column) {
    ps_str cell = ps_row_cell(row, column);
    if (empty_cell(cell)) {
        return PS_MONEY_NONE;
    }
    ps_money limit = ps_money_read(cell);
    if (limit == PS_MONEY_NONE || limit <= 0) {
        ps_reader_fault(r, row->line, BAD_LIMIT, cell);
    }
    return limit;
}

/* Merges by the cells; a profile with a faulty cell stands there unmerged, so that it can still be shown. */
static void fill_profile(ps_reader *r, ps_profile *pr, ps_str stages, ps_str gates) {
    static const bool apart[MOST];
    merges ms = {0}, mg = {0};
    cell_reader cs = {r, &stages_cell, pr->id, pr->line, &ms, 0, -1}, cg = {r, &gates_cell, pr->id, pr->line, &mg, 0, -1};
    read_cell(&cs, stages);
    check_left_out(&cs, r->p->n_stages, stage_id);
    read_cell(&cg, gates);
    check_left_out(&cg, r->p->n_gates, gate_id);
    if (!mergeable(r)) {
        return;
    }
    bool faulty = ms.faulty || mg.faulty;
    ps_profile_merge(pr, r->p, faulty ? apart : ms.joined, faulty ? apart : mg.joined);
    if (!faulty) {
        check_agrees(r, pr, &mg);
    }
    if (!ps_profile_complete(pr, r->p)) {
        ps_reader_fault(r, pr->line, PROFILE_DROPS, pr->id);
    }
}

static void read_profiles(ps_reader *r, const ps_table *t) {
    ps_process *p = r->p;
    PS_VEC(ps_profile) found = {0};
    int id = ps_reader_column(r, PS_H_PROFILES, t, PS_C_ID, true), label = ps_reader_column(r, PS_H_PROFILES, t, PS_C_PROFILE, true);
    int stages = ps_reader_column(r, PS_H_PROFILES, t, PS_C_STAGES, true), gates = ps_reader_column(r, PS_H_PROFILES, t, PS_C_GATES, false);
    int limit = ps_reader_column(r, PS_H_PROFILES, t, PS_C_LIMIT, false);
    for (size_t i = 0; i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_str name;
        if (ps_row_blank(row) || !ps_reader_id(r, row, id, &name)) {
            continue;
        }
        if (found.n == PS_MAX_PROFILES) {
            ps_digits most;
            ps_reader_fault(r, row->line, TOO_MANY, ps_reader_name(r, PS_H_PROFILES), ps_num(&most, PS_MAX_PROFILES));
            break;
        }
        ps_profile *pr = ps_reader_got(r, PS_PUSH(&p->arena, &found));
        if (pr) {
            ps_str shown = ps_row_cell(row, label);
            pr->id = name;
            pr->label = shown.n ? shown : name;
            pr->line = row->line;
            pr->limit = limit_of(r, row, limit);
            pr->decision = -1;
            fill_profile(r, pr, ps_row_cell(row, stages), ps_row_cell(row, gates));
        }
    }
    p->profiles = found.v;
    p->n_profiles = found.n;
}

/* A method without profiles has one way: the full one. */
static void default_profile(ps_reader *r) {
    ps_profile *pr = ps_reader_got(r, PS_NEW(&r->p->arena, ps_profile));
    if (pr) {
        *pr = (ps_profile){
            .id = PS_S("full"), .label = ps_text(PS_T_PROCESS_FULL, r->p->lang), .limit = PS_MONEY_NONE, .line = 1, .decision = -1};
        fill_profile(r, pr, PS_S(""), PS_S(""));
        r->p->profiles = pr;
        r->p->n_profiles = 1;
    }
}

void ps_reader_profiles(ps_reader *r) {
    const ps_table *t = ps_reader_table(r, PS_H_PROFILES, true);
    if (t) {
        read_profiles(r, t);
    }
    if (!r->p->n_profiles) {
        default_profile(r);
    }
}
