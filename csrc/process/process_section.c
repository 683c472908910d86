#include "process_reader.h"

enum { MOST_DAYS = 36500 };

void ps_reader_stages(ps_reader *r) {
    ps_process *p = r->p;
    PS_VEC(ps_stage) found = {0};
    if (r->section[PS_H_STAGES] < 0) {
        ps_reader_fault(r, 1, NO_SECTION, ps_reader_name(r, PS_H_STAGES));
    }
    const ps_table *t = ps_reader_table(r, PS_H_STAGES, true);
    if (!t) {
        r->stages_cut = true;
        return;
    }
    int id = ps_reader_column(r, PS_H_STAGES, t, PS_C_ID, true), label = ps_reader_column(r, PS_H_STAGES, t, PS_C_STAGE, true);
    r->stages_cut = id < 0;
    int probability = ps_reader_column(r, PS_H_STAGES, t, PS_C_PROBABILITY, true);
    int share = ps_reader_column(r, PS_H_STAGES, t, PS_C_SHARE, true), stalls = ps_reader_column(r, PS_H_STAGES, t, PS_C_STALLS, true);
    for (size_t i = 0; i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_str name;
        if (ps_row_blank(row)) {
            continue;
        }
        if (!ps_reader_id(r, row, id, &name)) {
            r->shares_unread = true;
            continue;
        }
        if (found.n == PS_MAX_STAGES) {
            ps_digits most;
            ps_reader_fault(r, row->line, TOO_MANY, ps_reader_name(r, PS_H_STAGES), ps_num(&most, PS_MAX_STAGES));
            r->stages_cut = true;
            break;
        }
        ps_stage *s = ps_reader_got(r, PS_PUSH(&p->arena, &found));
        if (s) {
            ps_str shown = ps_row_cell(row, label);
            *s = (ps_stage){.id = name, .label = shown.n ? shown : name, .line = row->line};
            s->probability = ps_reader_number(r, row, probability, 0, 100, PS_T_PROCESS_BAD_PROBABILITY);
            size_t before = r->faults.n;
            s->share = ps_reader_number(r, row, share, 0, 100, PS_T_PROCESS_BAD_SHARE);
            r->shares_unread = r->shares_unread || share < 0 || r->faults.n > before;
            s->stalls = ps_reader_number(r, row, stalls, 1, MOST_DAYS, PS_T_PROCESS_BAD_STALLS);
        }
    }
    p->stages = found.v;
    p->n_stages = (int)found.n;
}

/* Puts the gates in the order of their stages; the order of the table settles the rest. */
static void sort_gates(ps_gate *gates, size_t n) {
    for (size_t i = 1; i < n; i++) {
        ps_gate g = gates[i];
        size_t at = i;
        for (; at > 0 && gates[at - 1].after > g.after; at--) {
            gates[at] = gates[at - 1];
        }
        gates[at] = g;
    }
}

static void check_boundaries(ps_reader *r, const ps_gate *gates, size_t n) {
    for (size_t i = 1; i < n; i++) {
        if (gates[i].after >= 0 && gates[i].after == gates[i - 1].after) {
            ps_reader_fault(r, gates[i].line, TWO_GATES, gates[i - 1].id, gates[i].id, r->p->stages[gates[i].after].id);
        }
    }
}

static void add_gate(ps_reader *r, ps_gate *g, const ps_row *row, ps_str id, ps_str label, ps_str after, ps_str asks) {
    *g = (ps_gate){.id = id, .label = label.n ? label : id, .asks = asks, .line = row->line};
    g->after = ps_process_stage(r->p, after);
    if (g->after < 0 && !r->stages_cut) {
        ps_reader_fault(r, row->line, GATE_AFTER, id, after);
    }
}

void ps_reader_gates(ps_reader *r) {
    ps_process *p = r->p;
    PS_VEC(ps_gate) found = {0};
    const ps_table *t = ps_reader_table(r, PS_H_GATES, true);
    if (!t) {
        r->gates_cut = r->section[PS_H_GATES] >= 0;
        return;
    }
    int id = ps_reader_column(r, PS_H_GATES, t, PS_C_ID, true), label = ps_reader_column(r, PS_H_GATES, t, PS_C_GATE, true);
    int after = ps_reader_column(r, PS_H_GATES, t, PS_C_AT_END_OF, true), asks = ps_reader_column(r, PS_H_GATES, t, PS_C_ASKS, false);
    r->gates_cut = id < 0 || after < 0;
    for (size_t i = 0; after >= 0 && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_str name;
        if (ps_row_blank(row) || !ps_reader_id(r, row, id, &name)) {
            continue;
        }
        if (found.n == PS_MAX_GATES) {
            ps_digits most;
            ps_reader_fault(r, row->line, TOO_MANY, ps_reader_name(r, PS_H_GATES), ps_num(&most, PS_MAX_GATES));
            r->gates_cut = true;
            break;
        }
        ps_gate *g = ps_reader_got(r, PS_PUSH(&p->arena, &found));
        if (g) {
            add_gate(r, g, row, name, ps_row_cell(row, label), ps_row_cell(row, after), ps_row_cell(row, asks));
        }
    }
    sort_gates(found.v, found.n);
    check_boundaries(r, found.v, found.n);
    p->gates = found.v;
    p->n_gates = (int)found.n;
}

/* What follows the first colon, western or Chinese; the whole line where there is none. */
static ps_str after_colon(ps_str line, bool *colon) {
    size_t western = ps_str_find(line, PS_S(":"), 0), chinese = ps_str_find(line, PS_S("\uFF1A"), 0);
    *colon = western != SIZE_MAX || chinese != SIZE_MAX;
    if (!*colon) {
        return line;
    }
    return western < chinese ? ps_str_sub(line, western + 1, line.n) : ps_str_sub(line, chinese + 3, line.n);
}

/* Without what people put around an id: emphasis, quotes, a link, a full stop. */
static ps_str bare(ps_str s) {
    static const ps_str marks[] = {{"`", 1}, {"*", 1}, {"_", 1}, {"\"", 1}, {".", 1}, {"。", 3}, {"“", 3}, {"”", 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        s = ps_str_trim(s);
        bool starts = ps_str_starts(s, marks[i]), ends = ps_str_ends(s, marks[i]);
        if (starts || ends) {
            s = ps_str_sub(s, starts ? marks[i].n : 0, ends && s.n ? s.n - marks[i].n : s.n);
            i = SIZE_MAX; /* from the first again */
        }
    }
    return ps_note_unlink(s);
}

static int stage_named(const ps_process *p, ps_str s) {
    int exact = ps_process_stage(p, ps_str_trim(s));
    return exact >= 0 ? exact : ps_process_stage(p, bare(s));
}

/* The first line that names a stage after its colon; other lines are prose. Without one, the likeliest line is what the fault is about. */
void ps_reader_decision(ps_reader *r) {
    ps_process *p = r->p;
    int section = r->section[PS_H_DECISION];
    if (section < 0) {
        return;
    }
    const ps_heading *hd = &p->note->headings[section];
    ps_str rest = ps_str_sub(p->note->text, hd->range.end, hd->end), line, blamed = {0};
    bool blamed_colon = false, any = false;
    while (ps_str_next(&rest, '\n', &line)) {
        bool colon;
        ps_str named = after_colon(ps_str_trim(line), &colon);
        p->decision = stage_named(p, named);
        if (p->decision >= 0) {
            return;
        }
        if (ps_str_trim(line).n && (!any || (colon && !blamed_colon))) {
            any = true;
            blamed = ps_str_trim(named);
            blamed.p = blamed.n ? blamed.p : line.p;
            blamed_colon = colon;
        }
    }
    if (!r->stages_cut) {
        unsigned at = any ? ps_note_line(p->note, (size_t)(blamed.p - p->note->text.p)) : hd->line;
        ps_reader_fault(r, at, BAD_DECISION, blamed);
    }
}
