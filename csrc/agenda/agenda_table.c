#include "agenda_impl.h"
#include "control.h"

bool ps_item_state_closed(ps_str state) {
    static const ps_str closed[] = {
        {"x", 1},      {"done", 4},     {"closed", 6},   {"complete", 8},  {"completed", 9}, {"finished", 8}, {"met", 3},
        {"paid", 4},   {"answered", 8}, {"accepted", 8}, {"cancelled", 9}, {"canceled", 8},  {"dropped", 7},  {"n/a", 3},
        {"na", 2},     {"-", 1},        {"100%", 4},     {"[x]", 3},       {"✓", 3},         {"✔", 3},        {"✅", 3},
        {"√", 3},      {"完成", 6},     {"已完成", 9},   {"关闭", 6},      {"已关闭", 9},    {"结束", 6},     {"已结束", 9},
        {"取消", 6},   {"已取消", 9},   {"reached", 7},  {"achieved", 8},  {"达成", 6},      {"已达成", 9},   {"不适用", 9},
        {"已落实", 9}, {"已应答", 9},   {"已付", 6},     {"已到账", 9},    {"已解决", 9},
    };
    state = ps_str_trim(state);
    for (size_t i = 0; i < sizeof closed / sizeof *closed; i++) {
        if (ps_str_eq_nocase(state, closed[i])) {
            return true;
        }
    }
    return false;
}

typedef struct {
    int day, owner, state; /* day: due, else end */
} columns;

static bool find_columns(columns *out, const ps_table *table, const ps_aliases *aliases) {
    int due = ps_column_find(table, PS_C_DUE, aliases);
    *out = (columns){.day = due >= 0 ? due : ps_column_find(table, PS_C_END, aliases),
                     .owner = ps_column_find(table, PS_C_OWNER, aliases),
                     .state = ps_column_find(table, PS_C_STATE, aliases)};
    return out->day >= 0 && out->owner >= 0 && out->state >= 0;
}

static ps_str joined(ps_listing *l, ps_str a, const char *between, ps_str b) {
    if (!a.n || !b.n) {
        return a.n ? a : b;
    }
    ps_str s = ps_arena_fmt(l->arena, "%.*s%s%.*s", PS_FMT(a), between, PS_FMT(b));
    l->failed |= !s.p;
    return s.p ? s : a;
}

/* ---- any table with due or end, owner and state ---- */

static bool is_plan(const ps_listing *l, const ps_note *note, const ps_table *table) {
    for (int h = table->heading; h >= 0; h = note->headings[h].parent) {
        if (ps_heading_is(PS_H_PLAN, note->headings[h].text, &l->process->aliases)) {
            return true;
        }
    }
    return false;
}

/* What is to be done: the task where there is such a column, else the key and the cell beside it. */
static ps_str text_of(ps_listing *l, const ps_table *table, const ps_row *row, const columns *c) {
    ps_str task = ps_column_cell(table, row, PS_C_TASK, &l->process->aliases), text = PS_S("");
    int taken = 0;
    for (size_t i = 0; !task.n && i < row->n && taken < 2; i++) {
        bool other = (int)i != c->day && (int)i != c->owner && (int)i != c->state;
        if (other && row->cells[i].text.n) {
            text = joined(l, text, " ", row->cells[i].text);
            taken++;
        }
    }
    return task.n ? task : text;
}

static void add_row(ps_listing *l, ps_item_kind kind, ps_str path, const ps_table *table, const ps_row *row, const columns *c) {
    ps_date day = ps_date_read(ps_row_cell(row, c->day));
    ps_str state = ps_row_cell(row, c->state);
    ps_item *item = day == PS_DATE_NONE || ps_item_state_closed(state) ? NULL : ps_item_add(l, kind, day, path, row->line);
    if (item) {
        item->text = text_of(l, table, row, c);
        item->owner = ps_item_owners(l, ps_row_cell(row, c->owner));
        item->state = state;
        item->id = row->id.n ? row->id : ps_row_cell(row, 0);
    }
}

static bool among(const ps_table *table, const ps_table *const *skip, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (skip[i] == table) {
            return true;
        }
    }
    return false;
}

void ps_item_rows(ps_listing *l, const ps_note *note, ps_str path, const ps_table *const *skip, size_t n_skip) {
    for (size_t t = 0; t < note->n_tables; t++) {
        const ps_table *table = &note->tables[t];
        columns c;
        if (among(table, skip, n_skip) || !find_columns(&c, table, &l->process->aliases)) {
            continue;
        }
        ps_item_kind kind = is_plan(l, note, table) ? PS_I_PLAN : PS_I_ROW;
        for (size_t i = 0; i < table->n && !l->failed; i++) {
            add_row(l, kind, path, table, &table->rows[i], &c);
        }
    }
}

/* ---- payments ---- */

bool ps_item_unpaid(ps_str paid, ps_str amount) {
    ps_money got = ps_money_read(paid), asked = ps_money_read(amount);
    if (got != PS_MONEY_NONE && asked != PS_MONEY_NONE) {
        return got < asked;
    }
    return !paid.n || ps_str_eq_nocase(paid, PS_S("no")) || ps_str_eq(paid, PS_S("否")) || ps_str_eq(paid, PS_S("未到账")) ||
           ps_str_eq(paid, PS_S("-"));
}

/* "Advance payment, 120,000 CNY". */
static ps_str payment_text(ps_listing *l, ps_str milestone, ps_str amount) {
    ps_moneystr d;
    ps_money v = ps_money_read(amount);
    ps_str written = v == PS_MONEY_NONE ? amount : ps_arena_dup(l->arena, ps_money_grouped(&d, v));
    l->failed |= !written.p;
    return joined(l, milestone, ", ", written.p && written.n ? joined(l, written, " ", l->deal->currency) : PS_S(""));
}

static void list_payments(ps_listing *l, const ps_table *t) {
    const ps_aliases *al = &l->process->aliases;
    for (size_t i = 0; t && i < t->n && !l->failed; i++) {
        const ps_row *row = &t->rows[i];
        ps_str amount = ps_column_cell(t, row, PS_C_AMOUNT, al), paid = ps_column_cell(t, row, PS_C_PAID, al);
        ps_date due = ps_date_read(ps_column_cell(t, row, PS_C_DUE, al));
        ps_str milestone = ps_column_cell(t, row, PS_C_MILESTONE, al);
        bool open = due != PS_DATE_NONE && ps_item_unpaid(paid, amount) && !ps_item_state_closed(ps_column_cell(t, row, PS_C_STATE, al));
        ps_item *item = open ? ps_item_add(l, PS_I_PAYMENT, due, l->deal->main->path, row->line) : NULL;
        if (item) {
            item->text = payment_text(l, milestone, amount);
            item->owner = ps_item_owners(l, ps_column_cell(t, row, PS_C_OWNER, al));
            item->state = paid;
            item->id = row->id.n ? row->id : milestone;
        }
    }
}

/* ---- the customer's procurement ---- */

/* A step by which our offer must be there: its id or name speaks of a tender or of handing in a bid. */
static bool is_tender(ps_str step, ps_str label) {
    static const ps_str marks[] = {{"tender", 6}, {"submission", 10}, {"deadline", 8}, {"投标", 6}, {"招标", 6}, {"递交", 6}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (ps_str_find(step, marks[i], 0) != SIZE_MAX || ps_str_find(label, marks[i], 0) != SIZE_MAX) {
            return true;
        }
    }
    return false;
}

static ps_str step_label(const ps_listing *l, ps_str step) {
    const ps_vocab *flows = &l->process->vocab[PS_V_FLOWS];
    for (size_t i = 0; i < flows->n; i++) {
        ps_str flow = ps_term_cell(l->process, PS_V_FLOWS, &flows->terms[i], PS_S("flow"));
        if (ps_str_eq(flows->terms[i].id, step) && ps_str_eq(flow, l->deal->flow)) {
            return flows->terms[i].label;
        }
    }
    return ps_process_label(l->process, PS_V_FLOWS, step);
}

static void list_procurement(ps_listing *l, const ps_table *t) {
    const ps_aliases *al = &l->process->aliases;
    for (size_t i = 0; t && i < t->n && !l->failed; i++) {
        const ps_row *row = &t->rows[i];
        ps_str step = ps_column_cell(t, row, PS_C_STEP, al), state = ps_column_cell(t, row, PS_C_STATE, al);
        ps_str label = step_label(l, step);
        ps_date day = ps_date_read(ps_column_cell(t, row, PS_C_DATE, al));
        bool open = day != PS_DATE_NONE && !ps_item_state_closed(state);
        ps_item_kind kind = is_tender(step, label) ? PS_I_TENDER : PS_I_STEP;
        ps_item *item = open ? ps_item_add(l, kind, day, l->deal->main->path, row->line) : NULL;
        if (item) {
            item->text = label;
            item->state = state;
            item->id = row->id.n ? row->id : step;
        }
    }
}

/* ---- the control plan ---- */

static void list_controls(ps_listing *l) {
    ps_controls controls = {0};
    l->failed |= ps_controls_read(&controls, l->arena, l->deal, NULL) != PS_OK;
    for (size_t i = 0; i < controls.n && !l->failed; i++) {
        const ps_control *c = &controls.v[i];
        ps_item *item = c->next == PS_DATE_NONE ? NULL : ps_item_add(l, PS_I_CONTROL, c->next, c->doc->path, c->line);
        if (item) {
            item->text = c->text;
            item->owner = ps_item_owners(l, c->owner);
            item->id = c->text;
        }
    }
}

void ps_item_tables(ps_listing *l) {
    const ps_deal *d = l->deal;
    bool live = d->status == PS_STATUS_OPEN || d->status == PS_STATUS_WON;
    const ps_table *skip[] = {ps_heading_table(d->main->note, PS_H_PAYMENTS, &l->process->aliases),
                              ps_heading_table(d->main->note, PS_H_PROCUREMENT, &l->process->aliases)};
    if (live || d->status == PS_STATUS_DONE) {
        list_payments(l, skip[0]);
    }
    if (live) {
        list_procurement(l, skip[1]);
        list_controls(l);
    }
    for (size_t i = 0; live && i < d->n_docs && !l->failed; i++) {
        ps_item_rows(l, d->docs[i].note, d->docs[i].path, skip, 2);
    }
}

/* ---- the row on a line ---- */

/* The columns of a row of one of the tables above. */
static bool columns_at(ps_item_row *out, const ps_note *note, const ps_table *t, const ps_aliases *al) {
    columns c;
    if (t == ps_heading_table(note, PS_H_PAYMENTS, al)) {
        out->day = ps_column_find(t, PS_C_DUE, al);
        out->state = ps_column_find(t, PS_C_PAID, al);
        out->paid = out->state >= 0;
    } else if (t == ps_heading_table(note, PS_H_PROCUREMENT, al)) {
        out->day = ps_column_find(t, PS_C_DATE, al);
        out->state = ps_column_find(t, PS_C_STATE, al);
    } else if (t == ps_heading_table(note, PS_H_CONTROL, al)) {
        out->day = ps_column_find(t, PS_C_NEXT, al);
        ps_str every = ps_column_cell(t, &t->rows[out->row], PS_C_EVERY, al);
        out->every = ps_span_parse(every, &out->every) ? out->every : (ps_span){0};
    } else if (find_columns(&c, t, al)) {
        out->day = c.day;
        out->state = c.state;
    }
    return out->day >= 0;
}

bool ps_item_row_at(ps_item_row *out, const ps_note *note, unsigned line, const ps_aliases *aliases) {
    for (size_t t = 0; t < note->n_tables; t++) {
        for (size_t i = 0; i < note->tables[t].n; i++) {
            if (note->tables[t].rows[i].line == line) {
                *out = (ps_item_row){.table = t, .row = i, .day = -1, .state = -1};
                return columns_at(out, note, &note->tables[t], aliases);
            }
        }
    }
    return false;
}
