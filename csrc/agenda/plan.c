#include "plan.h"

#include <stdio.h>

#include "agenda.h"
#include "deal_parts.h"

/* Rows that are held against each other; of a longer plan each row is looked at by itself. No plan that a person can read is that long. */
enum { TOO_MANY = 5, LONGEST = 2000 };

ps_str ps_plan_fault_id(ps_plan_fault_kind k) {
    static const char *const ids[PS_PLAN_FAULT_COUNT] = {"no-owner",  "ends-early", "cycle",   "unknown",
                                                         "too-early", "late",       "overdue", "load"};
    return ps_str_of(ids[k]);
}

typedef struct {
    ps_arena *arena;
    const ps_deal *deal;
    ps_date today;
    PS_VEC(ps_plan_item) items;
    PS_VEC(ps_str) before; /* what each item's cell `after` says */
    PS_VEC(ps_plan_fault) faults;
    int load;
    bool failed; /* memory is out */
} reading;

/* ---- rows ---- */

static int depth_of(ps_str id) {
    int dots = 0;
    for (size_t i = 0; i < id.n; i++) {
        dots += id.p[i] == '.';
    }
    return dots;
}

static void read_row(reading *r, const ps_table *t, const ps_row *row, const ps_doc *doc, bool goal) {
    const ps_aliases *al = ps_deal_aliases(r->deal);
    ps_plan_item *item = ps_row_blank(row) ? NULL : PS_PUSH(r->arena, &r->items);
    ps_str *before = item ? PS_PUSH(r->arena, &r->before) : NULL;
    if (!before) {
        r->failed |= !ps_row_blank(row);
        return;
    }
    *item = (ps_plan_item){.id = ps_column_cell(t, row, PS_C_ID, al),
                           .text = ps_column_cell(t, row, goal ? PS_C_GOAL : PS_C_TASK, al),
                           .owner = ps_id_bare(ps_column_cell(t, row, PS_C_OWNER, al)),
                           .state = ps_column_cell(t, row, PS_C_STATE, al),
                           .measure = goal ? ps_column_cell(t, row, PS_C_MEASURE, al) : PS_S(""),
                           .start = ps_date_read(ps_column_cell(t, row, PS_C_START, al)),
                           .end = ps_date_read(ps_column_cell(t, row, PS_C_END, al)),
                           .goal = goal,
                           .doc = doc,
                           .line = row->line};
    item->depth = depth_of(item->id);
    item->closed = ps_item_state_closed(item->state);
    *before = ps_column_cell(t, row, PS_C_AFTER, al);
}

static void read_table(reading *r, ps_heading_id heading) {
    const ps_doc *doc = NULL;
    const ps_table *t = ps_deal_table_anywhere(r->deal, heading, &doc);
    for (size_t i = 0; t && i < t->n; i++) {
        read_row(r, t, &t->rows[i], doc, heading == PS_H_GOALS);
    }
}

static size_t index_of(const reading *r, ps_str id) {
    for (size_t i = 0; i < r->items.n; i++) {
        if (ps_str_eq(r->items.v[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static void link_item(reading *r, size_t at) {
    ps_plan_item *item = &r->items.v[at];
    ps_strs ids = {0};
    r->failed |= ps_ids_split(r->arena, r->before.v[at], &ids) != PS_OK;
    item->after = ps_arena_alloc(r->arena, (ids.n + 1) * sizeof *item->after);
    for (size_t i = 0; item->after && i < ids.n; i++) {
        size_t other = index_of(r, ids.v[i]);
        if (other != SIZE_MAX) {
            item->after[item->n_after++] = other;
        } else if (!item->unknown.n) {
            item->unknown = ids.v[i];
        }
    }
    r->failed |= !item->after;
}

/* ---- what can't be right ---- */

static void add_fault(reading *r, ps_plan_fault_kind kind, size_t item, size_t other, int count) {
    ps_plan_fault *f = PS_PUSH(r->arena, &r->faults);
    if (f) {
        *f = (ps_plan_fault){kind, item, other, count};
    }
    r->failed |= !f;
}

/* Whether going back from `from` leads to `to`. `seen` has room for every item. */
static bool leads_to(const reading *r, size_t from, size_t to, bool *seen) {
    if (seen[from]) {
        return false;
    }
    seen[from] = true;
    for (size_t i = 0; i < r->items.v[from].n_after; i++) {
        size_t before = r->items.v[from].after[i];
        if (before == to || leads_to(r, before, to, seen)) {
            return true;
        }
    }
    return false;
}

static bool is_in_cycle(reading *r, size_t at) {
    bool *seen = ps_arena_alloc(r->arena, r->items.n);
    r->failed |= !seen;
    return seen && leads_to(r, at, at, seen);
}

static void check_order(reading *r, size_t at) {
    const ps_plan_item *item = &r->items.v[at];
    if (item->unknown.n) {
        add_fault(r, PS_PLAN_UNKNOWN, at, at, 0);
    }
    if (item->n_after && is_in_cycle(r, at)) {
        add_fault(r, PS_PLAN_CYCLE, at, item->after[0], 0);
        return;
    }
    for (size_t i = 0; i < item->n_after; i++) {
        const ps_plan_item *before = &r->items.v[item->after[i]];
        if (item->start != PS_DATE_NONE && before->end != PS_DATE_NONE && item->start < before->end) {
            add_fault(r, PS_PLAN_TOO_EARLY, at, item->after[i], 0);
            return;
        }
    }
}

/* Tasks of the same owner that run on the day on which this one starts. A task that is broken down counts by its parts. */
static int at_once(const reading *r, size_t at) {
    const ps_plan_item *item = &r->items.v[at];
    int count = 0;
    for (size_t i = 0; i < r->items.n; i++) {
        const ps_plan_item *o = &r->items.v[i];
        bool parent = i + 1 < r->items.n && r->items.v[i + 1].depth > o->depth && r->items.v[i + 1].goal == o->goal;
        bool runs = !o->goal && !o->closed && !parent && o->start != PS_DATE_NONE && o->end != PS_DATE_NONE;
        count += runs && ps_str_eq(o->owner, item->owner) && o->start <= item->start && item->start <= o->end;
    }
    return count;
}

static void check_item(reading *r, size_t at) {
    const ps_plan_item *item = &r->items.v[at];
    bool starts = item->start != PS_DATE_NONE, ends = item->end != PS_DATE_NONE;
    if (!item->goal && !item->owner.n && !item->closed) {
        add_fault(r, PS_PLAN_NO_OWNER, at, at, 0);
    }
    if (starts && ends && item->end < item->start) {
        add_fault(r, PS_PLAN_ENDS_EARLY, at, at, 0);
    }
    check_order(r, at);
    if (ends && !item->closed && r->deal->status == PS_STATUS_OPEN && r->deal->close != PS_DATE_NONE && item->end > r->deal->close) {
        add_fault(r, PS_PLAN_LATE, at, at, 0);
    }
    if (ends && !item->closed && r->today != PS_DATE_NONE && item->end < r->today) {
        add_fault(r, PS_PLAN_OVERDUE, at, at, 0);
    }
    bool counts = starts && item->owner.n && !item->closed && !item->goal && r->items.n <= LONGEST;
    int count = counts ? at_once(r, at) : 0;
    if (counts && count >= r->load) {
        add_fault(r, PS_PLAN_LOAD, at, at, count);
    }
}

static void extend(ps_plan *plan, ps_date day) {
    if (day != PS_DATE_NONE) {
        plan->from = plan->from == PS_DATE_NONE || day < plan->from ? day : plan->from;
        plan->to = plan->to == PS_DATE_NONE || day > plan->to ? day : plan->to;
    }
}

int ps_plan_read(ps_plan *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err) {
    reading r = {.arena = arena, .deal = deal, .today = today};
    r.load = ps_process_threshold(deal->process, PS_S("plan"), PS_S("at-once"), TOO_MANY);
    read_table(&r, PS_H_GOALS);
    read_table(&r, PS_H_PLAN);
    for (size_t i = 0; i < r.items.n && r.items.n <= LONGEST && !r.failed; i++) {
        link_item(&r, i);
    }
    *out = (ps_plan){.from = PS_DATE_NONE, .to = PS_DATE_NONE, .close = deal->close, .load = r.load};
    for (size_t i = 0; i < r.items.n && !r.failed; i++) {
        check_item(&r, i);
        extend(out, r.items.v[i].start);
        extend(out, r.items.v[i].end);
    }
    out->items = r.items.v;
    out->n_items = r.items.n;
    out->faults = r.faults.v;
    out->n_faults = r.faults.n;
    return r.failed ? ps_nomem(err) : PS_OK;
}

void ps_plan_fault_text(ps_buf *out, const ps_plan *plan, const ps_plan_fault *f, ps_lang lang) {
    static const ps_text_id texts[PS_PLAN_FAULT_COUNT] = {PS_T_PLAN_NO_OWNER,  PS_T_PLAN_ENDS_EARLY, PS_T_PLAN_CYCLE,   PS_T_PLAN_UNKNOWN,
                                                          PS_T_PLAN_TOO_EARLY, PS_T_PLAN_LATE,       PS_T_PLAN_OVERDUE, PS_T_PLAN_LOAD};
    const ps_plan_item *item = &plan->items[f->item], *other = &plan->items[f->other];
    bool before = f->kind == PS_PLAN_TOO_EARLY;
    ps_date about = before ? other->end : f->kind == PS_PLAN_ENDS_EARLY ? item->start : f->kind == PS_PLAN_LATE ? plan->close : item->end;
    ps_datestr day;
    char count[16];
    int n = snprintf(count, sizeof count, "%d", f->count);
    ps_str date = ps_date_str(&day, about);
    const ps_str dated[] = {date}, cycle[] = {other->id}, unknown[] = {item->unknown}, early[] = {other->id, date},
                 load[] = {item->owner, {count, (size_t)n}};
    const ps_str *args = f->kind == PS_PLAN_CYCLE     ? cycle
                         : f->kind == PS_PLAN_UNKNOWN ? unknown
                         : f->kind == PS_PLAN_LOAD    ? load
                         : before                     ? early
                                                      : dated;
    ps_text_put(out, lang, texts[f->kind], args, f->kind == PS_PLAN_LOAD || before ? 2 : 1);
}
