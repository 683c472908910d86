#include "summary.h"

#include <stdlib.h>

#include "chain.h"
#include "field.h"
#include "observed.h"
#include "text.h"

enum { MOST_LINES = 12 };

typedef struct {
    ps_buf *out;
    ps_arena *arena;
    const ps_summary_facts *f;
    ps_past_deal past; /* its stays */
    ps_lang lang;
    bool failed;
} draft;

/* ---- words ---- */

#define say(d, id, ...) \
    say_text((d), PS_T_##id, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1)
static ps_str say_text(draft *d, ps_text_id id, const ps_str *args, size_t n) {
    ps_buf b = {0};
    ps_text_put(&b, d->lang, id, args, n);
    ps_str kept = ps_buf_ok(&b) ? ps_arena_dup(d->arena, ps_buf_str(&b)) : (ps_str){NULL, 0};
    ps_buf_free(&b);
    d->failed |= !kept.p;
    return kept.p ? kept : PS_S("");
}

static ps_str number(draft *d, int64_t n) {
    ps_digits digits;
    ps_str s = ps_arena_dup(d->arena, ps_num(&digits, n));
    d->failed |= !s.p;
    return s.p ? s : PS_S("");
}

static ps_str day(draft *d, ps_date date) {
    ps_datestr text;
    ps_str s = ps_arena_dup(d->arena, ps_date_str(&text, date));
    d->failed |= !s.p;
    return s.p ? s : PS_S("");
}

static ps_str money(draft *d, ps_money v) {
    ps_moneystr text;
    ps_str s = v == PS_MONEY_NONE ? PS_S("") : ps_arena_dup(d->arena, ps_money_grouped(&text, v));
    d->failed |= !s.p;
    return s.p ? s : PS_S("");
}

/* What people wrote, fit for a line or a cell. */
static ps_str plain(draft *d, ps_str s) {
    char *copy = ps_arena_alloc(d->arena, s.n + 1);
    for (size_t i = 0; copy && i < s.n; i++) {
        bool odd = (unsigned char)s.p[i] < ' ' || s.p[i] == '|' || s.p[i] == '<' || s.p[i] == '>' || s.p[i] == '^' || s.p[i] == '[' ||
                   s.p[i] == ']';
        copy[i] = odd ? ' ' : s.p[i];
    }
    d->failed |= !copy;
    return copy ? ps_str_trim((ps_str){copy, s.n}) : PS_S("");
}

static void line(draft *d, ps_str text) {
    ps_buf_fmt(d->out, "- %.*s\n", PS_FMT(text));
}

static void heading(draft *d, ps_text_id id) {
    ps_buf_fmt(d->out, "\n### %.*s\n\n", PS_FMT(ps_text(id, d->lang)));
}

static const ps_pstage *stage(const draft *d, int at) {
    return &d->f->deal->profile->stages[at];
}

static bool is_field(const ps_past_change *c, const char *field) {
    return ps_str_eq(c->field, ps_str_of(field));
}

/* The n-th part of `stakeholders/chen-gang/stance`. */
static ps_str part(ps_str field, int n) {
    for (; n > 0; n--) {
        size_t slash = ps_str_find(field, PS_S("/"), 0);
        if (slash == SIZE_MAX) {
            return PS_S("");
        }
        field = ps_str_sub(field, slash + 1, field.n);
    }
    size_t slash = ps_str_find(field, PS_S("/"), 0);
    return slash == SIZE_MAX ? field : ps_str_sub(field, 0, slash);
}

static ps_str name_of(draft *d, ps_str person) {
    ps_str path;
    const ps_world *w = d->f->world;
    const ps_note *note = w && w->note ? w->note(w->ctx, PS_K_PERSON, person, &path) : NULL;
    ps_str name = note ? ps_note_value(note, PS_S("name")) : PS_S("");
    return plain(d, name.n ? name : person);
}

/* ---- the whole ---- */

/* When it was expected to close, as it was said on a day; PS_DATE_NONE: before anything was said. */
static ps_date expected_on(const draft *d, ps_date on) {
    ps_date expected = d->f->deal->close;
    bool first = true;
    for (size_t i = 0; i < d->f->n; i++) {
        const ps_past_change *c = &d->f->changes[i];
        ps_date from, to;
        if (!is_field(c, "close")) {
            continue;
        }
        from = ps_date_parse(c->from, &from) ? from : PS_DATE_NONE;
        to = ps_date_parse(c->to, &to) ? to : PS_DATE_NONE;
        expected = first ? from : expected;
        first = false;
        if (on == PS_DATE_NONE || c->date > on) {
            return expected;
        }
        expected = to;
    }
    return expected;
}

static void against_plan(draft *d) {
    const ps_deal *deal = d->f->deal;
    ps_date expected = expected_on(d, deal->opened);
    ps_str opened = day(d, deal->opened), planned = day(d, expected), ended = day(d, d->f->ended);
    ps_str status = ps_process_label(deal->process, PS_V_STATUSES, ps_status_id(deal->status));
    int moves = 0;
    for (size_t i = 0; i < d->f->n; i++) {
        moves += is_field(&d->f->changes[i], "close") && d->f->changes[i].from.n && d->f->changes[i].to.n;
    }
    line(d, expected == PS_DATE_NONE ? say(d, SUM_OPENED, opened) : say(d, SUM_OPENED_FOR, opened, planned));
    if (d->f->ended != PS_DATE_NONE) {
        int late = expected == PS_DATE_NONE ? 0 : d->f->ended - expected;
        line(d, late > 0   ? say(d, SUM_ENDED_LATE, ended, status, number(d, late), number(d, moves))
                : late < 0 ? say(d, SUM_ENDED_EARLY, ended, status, number(d, -(int64_t)late), number(d, moves))
                           : say(d, SUM_ENDED, ended, status, number(d, moves)));
    }
    if (deal->reason.n || deal->lost_to.n) {
        ps_str why = plain(d, ps_process_label(deal->process, PS_V_LOSSES, deal->reason)), to = plain(d, deal->lost_to);
        line(d, !to.n ? say(d, SUM_REASON, why) : why.n ? say(d, SUM_LOST_TO, to, why) : say(d, SUM_LOST_TO_SOMEBODY, to));
    }
}

/* ---- stage by stage ---- */

static void stage_row(draft *d, size_t at) {
    const ps_deal *deal = d->f->deal;
    const ps_stay *s = &d->past.stays[at];
    int p = ps_profile_stage(deal->profile, s->first);
    bool again = false; /* its money stands in the first of its rows */
    for (size_t i = 0; i < at; i++) {
        again |= d->past.stays[i].first == s->first;
    }
    bool known = s->from != PS_DATE_NONE && s->until != PS_DATE_NONE;
    ps_buf_fmt(d->out, "| %.*s | %.*s | %.*s | %.*s | %.*s | %.*s | %.*s |\n", PS_FMT(stage(d, p)->label), PS_FMT(day(d, s->from)),
               PS_FMT(day(d, s->until)), PS_FMT(known ? number(d, s->until - s->from) : PS_S("")),
               PS_FMT(day(d, s->from == PS_DATE_NONE ? PS_DATE_NONE : expected_on(d, s->from))),
               PS_FMT(again ? PS_S("") : money(d, deal->stage_budget[p])), PS_FMT(again ? PS_S("") : money(d, deal->stage_spent[p])));
}

static void stages(draft *d) {
    heading(d, PS_T_SUM_STAGES);
    ps_buf_fmt(d->out, "%.*s\n|---|---|---|--:|---|--:|--:|\n", PS_FMT(ps_text(PS_T_SUM_STAGE_COLUMNS, d->lang)));
    for (size_t i = 0; i < d->past.n_stays; i++) {
        stage_row(d, i);
    }
}

/* ---- stalls ---- */

typedef PS_VEC(ps_date) days;

static void push_day(draft *d, days *list, ps_date date, ps_date until) {
    ps_date *slot = date == PS_DATE_NONE || date > until ? NULL : PS_PUSH(d->arena, list);
    if (slot) {
        *slot = date;
    } else if (date != PS_DATE_NONE && date <= until) {
        d->failed = true;
    }
}

static int by_day(const void *a, const void *b) {
    ps_date x = *(const ps_date *)a, y = *(const ps_date *)b;
    return (x > y) - (x < y);
}

/* The stage in which a deal stood on a day. */
static int stage_on(const draft *d, ps_date on) {
    int at = ps_profile_stage(d->f->deal->profile, d->past.stays[0].first);
    for (size_t i = 0; i < d->past.n_stays; i++) {
        if (d->past.stays[i].from != PS_DATE_NONE && d->past.stays[i].from <= on) {
            at = ps_profile_stage(d->f->deal->profile, d->past.stays[i].first);
        }
    }
    return at;
}

static void stalls(draft *d) {
    const ps_deal *deal = d->f->deal;
    ps_date until = d->f->ended == PS_DATE_NONE && d->f->world ? d->f->world->today : d->f->ended;
    days list = {0};
    int count = 0, sum = 0;
    push_day(d, &list, deal->opened, until);
    for (size_t i = 0; i < d->f->n; i++) {
        push_day(d, &list, d->f->changes[i].date, until);
    }
    for (size_t i = 0; i < deal->n_contacts; i++) {
        push_day(d, &list, deal->contacts[i].date, until);
    }
    push_day(d, &list, until, until);
    if (list.n) {
        qsort(list.v, list.n, sizeof *list.v, by_day);
    }
    ps_buf lines = {0}, *out = d->out;
    d->out = &lines;
    for (size_t i = 1; i < list.n; i++) {
        int gap = list.v[i] - list.v[i - 1], at = stage_on(d, list.v[i - 1]), allowed = stage(d, at)->stalls;
        if (allowed > 0 && gap > allowed) {
            count++;
            sum += gap;
            line(d, say(d, SUM_STALL, number(d, gap), stage(d, at)->label, day(d, list.v[i - 1]), day(d, list.v[i]), number(d, allowed)));
        }
    }
    d->out = out;
    if (count) {
        heading(d, PS_T_SUM_STALLS);
        line(d, say(d, SUM_STALLS_ALL, number(d, count), number(d, sum)));
        ps_buf_put(d->out, ps_buf_str(&lines));
    }
    d->failed |= !ps_buf_ok(&lines);
    ps_buf_free(&lines);
}

/* ---- cost ---- */

static void cost(draft *d) {
    const ps_deal *deal = d->f->deal;
    ps_str spent = money(d, deal->spent), currency = deal->currency.n ? plain(d, deal->currency) : deal->process->currency;
    ps_money sum = 0;
    if (deal->spent == 0 && deal->budget == PS_MONEY_NONE) {
        return;
    }
    heading(d, PS_T_SUM_COST);
    if (deal->budget != PS_MONEY_NONE && deal->budget > 0) {
        line(d, say(d, SUM_SPENT_OF, currency, spent, money(d, deal->budget), number(d, ps_money_share(100, deal->spent, deal->budget))));
    } else {
        line(d, say(d, SUM_SPENT, currency, spent));
    }
    for (int i = 0; i < deal->profile->n_stages && deal->budget != PS_MONEY_NONE && deal->budget > 0; i++) { /* the curve */
        ps_money_add(&sum, sum, deal->stage_spent[i]);
        ps_money over = deal->stage_budget[i] == PS_MONEY_NONE ? 0 : deal->stage_spent[i] - deal->stage_budget[i];
        if (deal->stage_spent[i] != 0) {
            ps_str by = number(d, ps_money_share(100, sum, deal->budget)), label = stage(d, i)->label;
            line(d, over > 0 ? say(d, SUM_CURVE_OVER, label, by, money(d, over)) : say(d, SUM_CURVE, label, by));
        }
    }
}

/* ---- reviews ---- */

static void condition(draft *d, const ps_review *r, const ps_condition *c) {
    ps_date done = ps_date_read(ps_task_field(&r->doc->note->tasks[c->task_index], PS_S("done")));
    ps_str text = plain(d, c->text), due = day(d, c->due);
    if (!c->met) {
        line(d, c->due == PS_DATE_NONE ? say(d, SUM_CONDITION_OPEN, text) : say(d, SUM_CONDITION_OPEN_DUE, text, due));
    } else if (done != PS_DATE_NONE && c->due != PS_DATE_NONE && done > c->due) {
        line(d, say(d, SUM_CONDITION_LATE, text, number(d, done - c->due), due));
    } else {
        line(d, say(d, SUM_CONDITION_MET, text));
    }
}

static void reviews(draft *d) {
    const ps_deal *deal = d->f->deal;
    bool any = false;
    for (size_t i = 0; i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        if (r->pgate < 0 || r->decision == PS_DECISION_NONE || r->decision == PS_DECISION_UNKNOWN) {
            continue;
        }
        if (!any) {
            heading(d, PS_T_SUM_REVIEWS);
            any = true;
        }
        ps_str decision = ps_process_label(deal->process, PS_V_DECISIONS, ps_decision_id(r->decision)), why = plain(d, r->reason);
        ps_str gate = deal->profile->gates[r->pgate].label, round = number(d, r->round), on = day(d, r->date);
        line(d, why.n ? say(d, SUM_REVIEW_WHY, gate, round, on, decision, why) : say(d, SUM_REVIEW, gate, round, on, decision));
        for (size_t k = 0; k < r->n_conditions; k++) {
            ps_buf_put(d->out, PS_S("  "));
            condition(d, r, &r->conditions[k]);
        }
    }
}

/* ---- people ---- */

static void people(draft *d) {
    ps_chain chain;
    const ps_process *p = d->f->deal->process;
    bool any = false;
    if (ps_chain_read(&chain, d->arena, d->f->deal, d->f->world, NULL)) {
        d->failed = true;
        return;
    }
    for (size_t i = 0; i < chain.n_members; i++) {
        const ps_member *m = &chain.members[i];
        if (m->seen == PS_DATE_NONE && !m->vacant) {
            if (!any) {
                heading(d, PS_T_SUM_UNMET);
                any = true;
            }
            ps_str layer = ps_process_label(p, PS_V_LAYERS, m->layer), name = plain(d, m->name);
            line(d, layer.n ? say(d, SUM_UNMET_ONE, name, layer) : name);
        }
    }
}

static void stances(draft *d) {
    const ps_process *p = d->f->deal->process;
    int count = 0;
    for (size_t i = 0; i < d->f->n; i++) {
        const ps_past_change *c = &d->f->changes[i];
        if (!ps_str_eq(part(c->field, 0), PS_S("stakeholders")) || !ps_str_eq(part(c->field, 2), PS_S("stance")) || !c->to.n) {
            continue;
        }
        if (count++ == 0) {
            heading(d, PS_T_SUM_STANCES);
        }
        if (count <= MOST_LINES) {
            ps_str from = plain(d, ps_process_label(p, PS_V_STANCES, c->from)), to = plain(d, ps_process_label(p, PS_V_STANCES, c->to));
            line(d, say(d, SUM_CHANGE, day(d, c->date), name_of(d, part(c->field, 1)), from.n ? from : PS_S("–"), to));
        }
    }
    if (count > MOST_LINES) {
        line(d, say(d, SUM_MORE, number(d, count - MOST_LINES)));
    }
}

/* ---- what slipped ---- */

static bool is_due(ps_str field) {
    return ps_str_ends(field, PS_S("/due")) || ps_str_ends(field, PS_S("/end"));
}

static void slipped_line(draft *d, const ps_past_change *c, ps_date from, ps_date to) {
    ps_str on = day(d, c->date), was = day(d, from), is = day(d, to), by = number(d, to - from), why = plain(d, c->reason);
    bool whole = is_field(c, "close");
    if (why.n) {
        line(d, whole ? say(d, SUM_SLIP_WHY, on, was, is, by, why) : say(d, SUM_SLIP_DUE_WHY, on, was, is, by, why));
    } else {
        line(d, whole ? say(d, SUM_SLIP, on, was, is, by) : say(d, SUM_SLIP_DUE, on, was, is, by));
    }
}

static void slipped(draft *d) {
    int count = 0;
    for (size_t i = 0; i < d->f->n; i++) {
        const ps_past_change *c = &d->f->changes[i];
        ps_date from, to;
        if ((!is_field(c, "close") && !is_due(c->field)) || !ps_date_parse(c->from, &from) || !ps_date_parse(c->to, &to) || to <= from) {
            continue;
        }
        if (count++ == 0) {
            heading(d, PS_T_SUM_SLIPPED);
        }
        if (count <= MOST_LINES) {
            slipped_line(d, c, from, to);
        }
    }
    if (count > MOST_LINES) {
        line(d, say(d, SUM_MORE, number(d, count - MOST_LINES)));
    }
}

/* ---- competitors ---- */

static bool is_rival(const ps_past_change *c) {
    ps_str table = part(c->field, 0), column = part(c->field, 2);
    bool score =
        ps_str_eq(table, PS_S("factors")) && column.n && !ps_str_eq(column, PS_S("weight")) && !ps_str_eq(column, PS_S("evidence"));
    return score || (ps_str_eq(table, PS_S("competitors")) && part(c->field, 1).n);
}

static void rivals(draft *d) {
    int count = 0;
    for (size_t i = 0; i < d->f->n; i++) {
        const ps_past_change *c = &d->f->changes[i];
        if (!is_rival(c) || (!c->from.n && !c->to.n)) {
            continue;
        }
        if (count++ == 0) {
            heading(d, PS_T_SUM_RIVALS);
        }
        if (count <= MOST_LINES) {
            ps_str column = plain(d, part(c->field, 2)), what = plain(d, part(c->field, 1)), from = plain(d, c->from), to = plain(d, c->to);
            what = ps_str_eq(part(c->field, 0), PS_S("factors")) ? ps_process_label(d->f->deal->process, PS_V_FACTORS, what) : what;
            ps_str on = day(d, c->date), of = say(d, SUM_OF, what, column);
            line(d, column.n ? say(d, SUM_CHANGE, on, of, from.n ? from : PS_S("–"), to.n ? to : PS_S("–"))
                    : to.n ? say(d, SUM_RIVAL_CAME, on, what)
                             : say(d, SUM_RIVAL_WENT, on, what));
        }
    }
    if (count > MOST_LINES) {
        line(d, say(d, SUM_MORE, number(d, count - MOST_LINES)));
    }
}

int ps_summary_draft(ps_buf *out, ps_arena *arena, const ps_summary_facts *facts, ps_error *err) {
    draft d = {.out = out, .arena = arena, .f = facts, .lang = facts->deal->process->lang};
    if (ps_stays_of(&d.past, arena, facts->deal, facts->ended)) {
        return ps_nomem(err);
    }
    against_plan(&d);
    stages(&d);
    stalls(&d);
    cost(&d);
    reviews(&d);
    people(&d);
    slipped(&d);
    rivals(&d);
    stances(&d);
    return d.failed || !ps_buf_ok(out) ? ps_nomem(err) : PS_OK;
}
