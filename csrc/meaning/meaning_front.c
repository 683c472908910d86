#include <stdio.h>

#include "meaning_impl.h"

/* ---- values as text ---- */

static void put_value(ps_buf *b, const ps_fm *f, int depth) {
    if (f->kind == PS_FM_SCALAR) {
        ps_buf_put(b, ps_note_unlink(ps_str_trim(f->text)));
    }
    bool whole_link = f->kind == PS_FM_LIST && f->n_items == 1 && f->items[0].kind == PS_FM_LIST; /* `account: [[acme]]` */
    if (whole_link) {
        put_value(b, &f->items[0], depth + 1);
        return;
    }
    for (size_t i = 0; (f->kind == PS_FM_LIST || f->kind == PS_FM_MAP) && i < f->n_items && depth < 4; i++) {
        ps_buf_put(b, i ? PS_S(", ") : PS_S(""));
        if (f->kind == PS_FM_MAP) {
            ps_buf_put(b, f->items[i].key);
            ps_buf_put(b, PS_S(": "));
        }
        put_value(b, &f->items[i], depth + 1);
    }
}

ps_str ps_sense_value(ps_sense *m, const ps_fm *field) {
    ps_buf b = {0};
    if (field) {
        put_value(&b, field, 0);
    }
    m->failed |= !ps_buf_ok(&b);
    ps_str kept = ps_sense_keep(m, ps_buf_ok(&b) ? ps_buf_str(&b) : PS_S(""));
    ps_buf_free(&b);
    return kept;
}

bool ps_sense_is_money(ps_str key) {
    static const char *const keys[] = {"value", "margin", "budget", "amount", "planned", "invoiced", "paid", "target"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (ps_str_eq(key, ps_str_of(keys[i]))) {
            return true;
        }
    }
    return false;
}

/* ---- labels ---- */

static ps_str label_of(ps_sense *m, ps_str key) {
    static const struct {
        const char *key;
        ps_text_id label;
    } labels[] = {
        {"title", PS_T_MEAN_TITLE},
        {"account", PS_T_MEAN_ACCOUNT},
        {"kind", PS_T_MEAN_KIND},
        {"profile", PS_T_MEAN_PROFILE},
        {"owner", PS_T_MEAN_OWNER},
        {"team", PS_T_MEAN_TEAM},
        {"value", PS_T_MEAN_VALUE},
        {"currency", PS_T_MEAN_CURRENCY},
        {"margin", PS_T_MEAN_MARGIN},
        {"probability", PS_T_MEAN_PROB},
        {"forecast", PS_T_MEAN_FORECAST},
        {"source", PS_T_MEAN_SOURCE},
        {"products", PS_T_MEAN_PRODUCTS},
        {"opened", PS_T_MEAN_OPENED},
        {"close", PS_T_MEAN_CLOSE},
        {"budget", PS_T_MEAN_BUDGET},
        {"parent", PS_T_MEAN_PARENT},
        {"flow", PS_T_MEAN_FLOW},
        {"signed", PS_T_MEAN_SIGNED},
        {"lost_to", PS_T_MEAN_LOST_TO},
        {"reason", PS_T_MEAN_REASON},
        {"reason_note", PS_T_MEAN_REASON_NOTE},
        {"revisit", PS_T_MEAN_REVISIT},
        {"reviewers", PS_T_MEAN_REVIEWERS},
        {"forecast_manager", PS_T_MEAN_FORECAST_MANAGER},
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (ps_str_eq(key, ps_str_of(labels[i].key))) {
            return ps_text(labels[i].label, m->lang);
        }
    }
    return ps_sense_keep(m, key);
}

/* As people read it: amounts in groups. */
static ps_str shown(ps_sense *m, ps_str key, ps_str value) {
    ps_moneystr d;
    ps_money v = ps_sense_is_money(key) ? ps_money_read(value) : PS_MONEY_NONE;
    return v == PS_MONEY_NONE ? value : ps_sense_keep(m, ps_money_grouped(&d, v));
}

static bool same_value(ps_str key, ps_str a, ps_str b) {
    ps_money x = ps_sense_is_money(key) ? ps_money_read(a) : PS_MONEY_NONE;
    return ps_str_eq(a, b) || (x != PS_MONEY_NONE && x == ps_money_read(b));
}

/* ---- fields ---- */

/* A deal is in the archive or not: the day is no more than a detail. */
static ps_str archived_text(ps_sense *m, ps_str from, ps_str to) {
    ps_text_id id = !to.n ? PS_T_MEAN_UNARCHIVED : from.n ? PS_T_MEAN_ARCHIVED_ON : PS_T_MEAN_ARCHIVED;
    return ps_sense_say_(m, id, &to, 1);
}

static ps_event_kind kind_of(const ps_sensed *f) {
    return f->sort == PS_N_REVIEW ? PS_EV_REVIEW : f->sort == PS_N_PERSON ? PS_EV_PERSON : PS_EV_FIELD;
}

static void add_field(ps_sensed *f, ps_str key, ps_str from, ps_str to, unsigned line) {
    ps_event *e = ps_sense_add(f, kind_of(f));
    if (e) {
        e->field = ps_sense_keep(f->m, key);
        e->from = from;
        e->to = to;
        e->line = line;
        bool archive = f->sort == PS_N_DEAL && ps_str_eq(key, PS_S("archived"));
        e->text = archive ? archived_text(f->m, from, to)
                          : ps_sense_change(f->m, label_of(f->m, key), shown(f->m, key, from), shown(f->m, key, to));
    }
}

/* ---- status ---- */

/* Keys that say more about a change of status, and are told with it. */
static bool goes_with_status(ps_str key) {
    static const char *const keys[] = {"signed", "lost_to", "reason", "reason_note", "revisit"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (ps_str_eq(key, ps_str_of(keys[i]))) {
            return true;
        }
    }
    return false;
}

static ps_str won_text(ps_sense *m, const ps_note *now) {
    ps_moneystr d;
    ps_money value = ps_money_read(ps_note_value(now, PS_S("value")));
    ps_str amount = value == PS_MONEY_NONE ? PS_S("–") : ps_money_grouped(&d, value);
    ps_str day = ps_note_value(now, PS_S("signed"));
    return ps_sense_say(m, MEAN_WON, amount, ps_note_value(now, PS_S("currency")), day.n ? day : PS_S("–"));
}

static ps_str with_reason(ps_sense *m, ps_str label, ps_str reason) {
    return reason.n ? ps_sense_say(m, MEAN_WITH_REASON, label, ps_process_label(m->process, PS_V_LOSSES, reason)) : ps_sense_keep(m, label);
}

static ps_str status_text(ps_sense *m, const ps_note *now, ps_str was, ps_str status, ps_str reason) {
    ps_str to = ps_note_value(now, PS_S("lost_to"));
    if (ps_str_eq(status, PS_S("won")) && ps_str_eq(was, PS_S("done"))) { /* nobody wins a deal twice */
        return ps_sense_keep(m, ps_text(PS_T_MEAN_REOPENED_WON, m->lang));
    }
    if (ps_str_eq(status, PS_S("won"))) {
        return won_text(m, now);
    }
    if (ps_str_eq(status, PS_S("open"))) {
        return with_reason(m, ps_text(PS_T_MEAN_REOPENED, m->lang), reason);
    }
    if (ps_str_eq(status, PS_S("lost")) && to.n) {
        return with_reason(m, ps_sense_say(m, MEAN_LOST_TO_WHOM, to), reason);
    }
    return with_reason(m, ps_process_label(m->process, PS_V_STATUSES, status), reason);
}

static void sense_status(ps_sensed *f, ps_str from, ps_str to, unsigned line) {
    ps_event *e = ps_sense_add(f, PS_EV_CLOSE);
    if (e) {
        e->field = PS_S("status");
        e->from = from;
        e->to = to;
        e->id = to;
        e->line = line;
        e->reason = ps_sense_keep(f->m, ps_note_value(f->now, PS_S("reason")));
        e->date = ps_date_read(ps_note_value(f->now, PS_S("signed")));
        e->text = status_text(f->m, f->now, from, to, e->reason);
    }
}

/* ---- reviews ---- */

static ps_str field_text(const ps_note *note, const char *key) {
    return ps_note_value(note, ps_str_of(key));
}

bool ps_sense_decided(const ps_sensed *f) {
    ps_str now = field_text(f->now, "decision");
    return f->sort == PS_N_REVIEW && now.n && !ps_str_eq(now, field_text(f->old, "decision"));
}

static size_t count_votes(const ps_sensed *f) {
    const ps_table *t = ps_heading_table(f->now, PS_H_VOTES, &f->m->process->aliases);
    size_t n = 0;
    for (size_t i = 0; t && i < t->n; i++) {
        n += ps_column_cell(t, &t->rows[i], PS_C_VOTE, &f->m->process->aliases).n > 0;
    }
    return n;
}

static ps_str review_id(ps_sensed *f) {
    ps_str name = f->local;
    name = ps_str_starts(name, PS_S("reviews/")) ? ps_str_sub(name, 8, name.n) : name;
    return ps_str_ends(name, PS_S(".md")) ? ps_str_sub(name, 0, name.n - 3) : name;
}

static ps_str gate_label(const ps_sensed *f, ps_str gate) {
    int g = ps_process_gate(f->m->process, gate);
    return g < 0 ? gate : f->m->process->gates[g].label;
}

static void set_decision_text(ps_sensed *f, ps_event *e, ps_str label, ps_str round) {
    ps_digits d;
    size_t n = count_votes(f);
    ps_str votes = ps_num(&d, (int64_t)n);
    ps_str decision = ps_process_label(f->m->process, PS_V_DECISIONS, e->decision);
    bool self = ps_bool_read(field_text(f->now, "self_review"));
    ps_str how = ps_sense_say_(f->m, self ? PS_T_MEAN_SELF : n == 1 ? PS_T_MEAN_ONE_VOTE : PS_T_MEAN_VOTES, &votes, 1);
    e->text = e->reason.n ? ps_sense_say(f->m, MEAN_DECIDED_WHY, label, round, decision, how, e->reason)
                          : ps_sense_say(f->m, MEAN_DECIDED, label, round, decision, how);
}

static void add_review(ps_sensed *f, bool decided) {
    ps_event *e = ps_sense_add(f, PS_EV_REVIEW);
    ps_str gate = field_text(f->now, "gate"), round = field_text(f->now, "round");
    if (!e) {
        return;
    }
    ps_str label = gate_label(f, gate);
    e->id = review_id(f);
    e->field = ps_sense_path(f->m, PS_S("review"), e->id, decided ? PS_S("decision") : PS_S(""));
    e->gate = ps_sense_keep(f->m, gate);
    e->date = ps_date_read(field_text(f->now, "date"));
    e->line = 1;
    if (decided) {
        const ps_fm *field = ps_note_field(f->now, PS_S("decision"));
        e->line = field ? field->line : 1;
        e->decision = e->to = ps_sense_keep(f->m, field_text(f->now, "decision"));
        e->from = ps_sense_keep(f->m, field_text(f->old, "decision"));
        e->reason = ps_sense_keep(f->m, field_text(f->now, "reason"));
        set_decision_text(f, e, label, round);
    } else {
        e->to = PS_S("open");
        e->text = ps_sense_say(f->m, MEAN_REVIEW_OPENED, label, round);
    }
}

/* Keys of a review that say nothing a person did: they come with its opening and its decision. */
static bool silent_in_review(ps_str key, bool decided) {
    static const char *const keys[] = {"decision", "reviewed", "self_review", "date", "reason", "gate", "round", "deal"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (ps_str_eq(key, ps_str_of(keys[i]))) {
            return true;
        }
    }
    return decided && ps_str_eq(key, PS_S("reviewers"));
}

/* ---- all keys ---- */

typedef struct {
    bool status, decided;
} context;

static void sense_key(ps_sensed *f, ps_str key, const ps_fm *old, const ps_fm *now, const context *c) {
    ps_str from = ps_sense_value(f->m, old), to = ps_sense_value(f->m, now);
    unsigned line = now ? now->line : old->line;
    if (same_value(key, from, to)) {
        return;
    }
    if (f->sort == PS_N_DEAL && ps_str_eq(key, PS_S("stage"))) {
        ps_sense_stage(f, from, to);
    } else if (f->sort == PS_N_DEAL && ps_str_eq(key, PS_S("status"))) {
        sense_status(f, from, to, line);
    } else if (c->status && goes_with_status(key)) {
        return;
    } else if (f->sort == PS_N_REVIEW && silent_in_review(key, c->decided)) {
        return;
    } else {
        add_field(f, key, from, to, line);
    }
}

static bool differs(ps_sensed *f, const char *key) {
    return !ps_str_eq(field_text(f->old, key), field_text(f->now, key));
}

void ps_sense_front(ps_sensed *f) {
    context c = {.status = f->sort == PS_N_DEAL && differs(f, "status"), .decided = ps_sense_decided(f)};
    if (f->sort == PS_N_REVIEW && f->made) {
        add_review(f, false);
    }
    if (c.decided) {
        add_review(f, true);
    }
    if (f->made) {
        return;
    }
    if (f->sort == PS_N_DEAL && !differs(f, "stage")) {
        ps_sense_stage(f, PS_S(""), PS_S(""));
    }
    for (size_t i = 0; i < f->now->n_fields; i++) {
        sense_key(f, f->now->fields[i].key, ps_note_field(f->old, f->now->fields[i].key), &f->now->fields[i], &c);
    }
    for (size_t i = 0; i < f->old->n_fields; i++) {
        if (!ps_note_field(f->now, f->old->fields[i].key)) {
            sense_key(f, f->old->fields[i].key, &f->old->fields[i], NULL, &c);
        }
    }
    ps_sense_told(f, false, (ps_range){0, f->old->body_at});
    ps_sense_told(f, true, (ps_range){0, f->now->body_at});
}
