#include "flow.h"

#include "agenda.h"
#include "deal_parts.h"
#include "gate.h"

enum { NOTICE_DAYS = 14, AHEAD_STAGES = 1, MOST_STEPS = 200 };

/* ---- states ---- */

ps_str ps_flow_state_id(ps_flow_state s) {
    static const char *const ids[PS_FLOW_STATE_COUNT] = {"open", "running", "done", "skipped"};
    return ps_str_of(ids[s]);
}

static bool among(ps_str s, const char *const *words) {
    for (; *words; words++) {
        if (ps_str_eq_nocase(s, ps_str_of(*words))) {
            return true;
        }
    }
    return false;
}

bool ps_flow_state_parse(ps_str s, ps_flow_state *out) {
    static const char *const open[] = {"", "open", "planned", "[ ]", "未开始", "计划中", NULL};
    static const char *const running[] = {"running", "now", "in progress", "started", "/", "[/]", "进行中", "正在进行", NULL};
    static const char *const skipped[] = {"skipped", "n/a",    "na",   "-",      "[-]",  "cancelled",
                                          "dropped", "不适用", "取消", "已取消", "跳过", NULL};
    s = ps_str_trim(s);
    *out = among(s, open) ? PS_FLOW_OPEN : among(s, skipped) ? PS_FLOW_SKIPPED : ps_item_state_closed(s) ? PS_FLOW_DONE : PS_FLOW_RUNNING;
    return *out != PS_FLOW_RUNNING || among(s, running);
}

/* ---- the flow of the process ---- */

bool ps_flow_has(const ps_process *p, const ps_term *step, ps_str flow) {
    return flow.n && ps_str_eq(ps_term_cell(p, PS_V_FLOWS, step, PS_S("flow")), flow);
}

bool ps_flow_is(const ps_process *p, ps_str flow) {
    const ps_vocab *v = &p->vocab[PS_V_FLOWS];
    for (size_t i = 0; i < v->n; i++) {
        if (ps_flow_has(p, &v->terms[i], flow)) {
            return true;
        }
    }
    return false;
}

typedef struct {
    ps_flow *out;
    ps_arena *arena;
    const ps_deal *deal;
    const ps_table *table;
    PS_VEC(ps_flow_step) steps;
    bool failed;
} reading;

static ps_flow_step *add(reading *r, const ps_flow_step *step) {
    ps_flow_step *slot = PS_PUSH(r->arena, &r->steps);
    r->failed |= !slot;
    if (slot) {
        *slot = *step;
    }
    return slot;
}

static void add_term(reading *r, const ps_term *t) {
    const ps_process *p = r->deal->process;
    ps_str stage = ps_term_cell(p, PS_V_FLOWS, t, PS_S("stage"));
    ps_flow_step step = {.id = t->id,
                         .label = t->label,
                         .departments = ps_term_cell(p, PS_V_FLOWS, t, PS_S("departments")),
                         .date = PS_DATE_NONE,
                         .stage = stage.n ? ps_profile_stage_id(p, r->deal->profile, stage) : -1,
                         .known = true};
    add(r, &step);
}

static size_t index_of(const reading *r, ps_str id) {
    for (size_t i = 0; i < r->steps.n; i++) {
        if (ps_str_eq(r->steps.v[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Makes room at a place; the rows of a flow are few. */
static ps_flow_step *insert(reading *r, size_t at) {
    const ps_flow_step none = {.date = PS_DATE_NONE, .stage = -1};
    if (!add(r, &none)) {
        return NULL;
    }
    for (size_t i = r->steps.n - 1; i > at; i--) {
        r->steps.v[i] = r->steps.v[i - 1];
    }
    r->steps.v[at] = none;
    return &r->steps.v[at];
}

/* What the row says of a step, of so many that the process does not know; *at is the place for the next one that is none of the flow. The first row of a step holds. */
static void read_row(reading *r, const ps_row *row, size_t *at) {
    const ps_aliases *al = ps_deal_aliases(r->deal);
    ps_str id = ps_id_bare(ps_column_cell(r->table, row, PS_C_STEP, al));
    ps_str departments = ps_column_cell(r->table, row, PS_C_DEPARTMENTS, al);
    size_t place = id.n ? index_of(r, id) : SIZE_MAX;
    bool full = place == SIZE_MAX && r->steps.n >= MOST_STEPS;
    ps_flow_step *s = !id.n || full ? NULL : place == SIZE_MAX ? insert(r, *at) : &r->steps.v[place];
    if (!s) {
        return;
    }
    *at = (place == SIZE_MAX ? *at : place) + 1;
    if (s->line) {
        return;
    }
    s->id = id;
    s->label = s->label.n ? s->label : id;
    s->line = row->line;
    s->written = ps_column_cell(r->table, row, PS_C_STATE, al);
    ps_flow_state_parse(s->written, &s->state);
    s->date = ps_date_read(ps_column_cell(r->table, row, PS_C_DATE, al));
    s->departments = departments.n ? departments : s->departments;
}

/* ---- they against us ---- */

static void find_place(ps_flow *o) {
    o->at = o->next = -1;
    for (size_t i = 0; i < o->n; i++) {
        o->at = o->steps[i].state == PS_FLOW_RUNNING ? (int)i : o->at;
    }
    for (size_t i = 0; i < o->n; i++) {
        bool later = o->steps[i].state == PS_FLOW_DONE && (int)i > o->at;
        o->at = later ? (int)i : o->at;
    }
    for (size_t i = 0; i < o->n && o->next < 0; i++) {
        o->next = (int)i > o->at && o->steps[i].state == PS_FLOW_OPEN ? (int)i : -1;
    }
}

static void compare(ps_flow *o, const ps_deal *deal, ps_date today) {
    int allowed = ps_process_threshold(deal->process, PS_S("flow"), PS_S("ahead-stages"), AHEAD_STAGES);
    bool live = deal->status == PS_STATUS_OPEN;
    o->notice = ps_process_threshold(deal->process, PS_S("flow"), PS_S("notice-days"), NOTICE_DAYS);
    o->worst = o->coming = -1;
    for (size_t i = 0; live && i < o->n; i++) {
        ps_flow_step *s = &o->steps[i];
        bool beyond = s->stage >= 0 && s->stage - o->ours >= (allowed > 0 ? allowed : 1), reached = (int)i <= o->at;
        bool near = today != PS_DATE_NONE && s->date != PS_DATE_NONE && (int64_t)s->date - today <= o->notice;
        s->ahead = beyond && reached && s->state != PS_FLOW_SKIPPED;
        s->soon = beyond && !reached && near && s->state == PS_FLOW_OPEN;
        bool worse = s->ahead && (o->worst < 0 || s->stage > o->steps[o->worst].stage);
        o->worst = worse ? (int)i : o->worst;
        o->coming = s->soon && o->coming < 0 ? (int)i : o->coming;
    }
    o->behind = o->worst < 0 ? 0 : o->steps[o->worst].stage - o->ours;
}

int ps_flow_read(ps_flow *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err) {
    const ps_process *p = deal->process;
    reading r = {.out = out, .arena = arena, .deal = deal};
    *out = (ps_flow){.id = deal->flow,
                     .label = ps_process_label(p, PS_V_FLOW_NAMES, deal->flow),
                     .ours = ps_gate_earned(deal),
                     .known = ps_flow_is(p, deal->flow)};
    for (size_t i = 0; i < p->vocab[PS_V_FLOWS].n; i++) {
        if (ps_flow_has(p, &p->vocab[PS_V_FLOWS].terms[i], deal->flow)) {
            add_term(&r, &p->vocab[PS_V_FLOWS].terms[i]);
        }
    }
    r.table = ps_deal_table_anywhere(deal, PS_H_PROCUREMENT, &out->doc);
    size_t at = 0;
    for (size_t i = 0; r.table && !r.failed && i < r.table->n; i++) {
        read_row(&r, &r.table->rows[i], &at);
    }
    out->steps = r.steps.v;
    out->n = r.steps.n;
    if (r.failed) {
        return ps_nomem(err);
    }
    find_place(out);
    compare(out, deal, today);
    return PS_OK;
}

void ps_flow_warning(ps_buf *out, const ps_deal *deal, const ps_flow *flow, ps_lang lang) {
    int at = flow->worst >= 0 ? flow->worst : flow->coming;
    if (at < 0) {
        return;
    }
    const ps_flow_step *s = &flow->steps[at];
    const ps_pstage *stages = deal->profile->stages;
    ps_datestr day;
    const ps_str args[4] = {s->label, stages[s->stage].label, stages[flow->ours].label, ps_date_str(&day, s->date)};
    ps_text_put(out, lang, flow->worst >= 0 ? PS_T_FLOW_AHEAD : PS_T_FLOW_SOON, args, 4);
}
