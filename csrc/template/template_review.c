#include "template_write.h"

#include "weigh.h"

ps_str ps_template_review_file(ps_arena *arena, const ps_deal *deal, int pgate, int round) {
    return ps_arena_fmt(arena, "%.*s-%d.md", PS_FMT(deal->profile->gates[pgate].id), round);
}

static void write_front(ps_buf *out, const ps_deal *deal, const ps_new_review *in) {
    ps_digits round;
    ps_buf_put(out, PS_S("---\n"));
    ps_write_key(out, PS_S("deal"), deal->id);
    ps_write_key(out, PS_S("gate"), deal->profile->gates[in->pgate].id);
    ps_write_key(out, PS_S("round"), ps_num(&round, in->round));
    ps_write_date(out, PS_S("date"), in->date);
    ps_write_key(out, PS_S("reviewed"), in->reviewed);
    ps_write_key(out, PS_S("decision"), PS_S(""));
    ps_write_list(out, PS_S("reviewers"), in->reviewers, in->n_reviewers);
    ps_buf_put(out, PS_S("---\n"));
}

static void write_title(ps_buf *out, const ps_deal *deal, const ps_new_review *in) {
    ps_buf title = {0};
    ps_text_args(&title, deal->process->lang, TPL_REVIEW_TITLE, deal->profile->gates[in->pgate].label, deal->title);
    out->failed |= !ps_buf_ok(&title);
    ps_write_heading(out, 1, ps_buf_str(&title));
    ps_buf_free(&title);
}

/* ---- what changed since the last gate ---- */

typedef struct {
    ps_buf *out;
    ps_lang lang;
    size_t n; /* parts so far */
} parts;

static void next_part(parts *p) {
    if (p->n++) {
        ps_buf_put(p->out, ps_text(PS_T_TPL_LIST, p->lang));
    }
}

static void count_part(parts *p, ps_text_id one, ps_text_id many, size_t n) {
    ps_digits d;
    ps_str arg = ps_num(&d, (int64_t)n);
    if (n) {
        next_part(p);
        ps_text_put(p->out, p->lang, n == 1 ? one : many, &arg, 1);
    }
}

static bool is_new_person(const ps_event *e) {
    return e->kind == PS_EV_PERSON && e->from.n == 0 && ps_str_starts(e->field, PS_S("stakeholders/")) &&
           ps_str_find(e->field, PS_S("/"), sizeof("stakeholders/") - 1) == SIZE_MAX;
}

/* A step that was forced, or taken back, is for the reviewers to know. */
static bool is_reasoned_move(const ps_event *e) {
    return e->kind == PS_EV_STAGE && e->from.n && e->reason.n;
}

static bool is_stance(const ps_event *e) {
    return e->kind == PS_EV_PERSON && e->from.n && ps_str_ends(e->field, PS_S("/stance"));
}

enum { FEW_ROWS = 2, ROOM = 260 };

typedef struct {
    size_t events, rows; /* rows: of which something changed */
    ps_str last;
    bool told;
} table_changes;

static bool is_row(const ps_event *e, ps_heading_id *heading) {
    return e->kind == PS_EV_FIELD && ps_event_table(e, heading);
}

/* A table that was filled in is one part, told with its first event. */
static void write_rows(parts *p, table_changes *t, ps_heading_id heading) {
    ps_digits d;
    if (!t->told) {
        next_part(p);
        ps_text_args(p->out, p->lang, TPL_ROWS, ps_heading_in(heading, p->lang), ps_num(&d, (int64_t)t->rows));
    }
    t->told = true;
}

static void count_rows(table_changes *tables, const ps_new_review *in) {
    ps_heading_id h;
    for (size_t i = 0; i < in->n_events; i++) {
        if (is_row(&in->events[i], &h)) {
            table_changes *t = &tables[h];
            t->rows += t->events++ == 0 || !ps_str_eq(t->last, in->events[i].id); /* the cells of a row stand together */
            t->last = in->events[i].id;
        }
    }
}

static void write_fields(parts *p, const ps_new_review *in) {
    table_changes tables[PS_H_COUNT] = {{0}};
    size_t start = p->out->n, left = 0;
    ps_digits d;
    count_rows(tables, in);
    for (size_t i = 0; i < in->n_events; i++) {
        const ps_event *e = &in->events[i];
        ps_heading_id h;
        bool must = e->kind == PS_EV_CLOSE || is_stance(e) || is_reasoned_move(e);
        if (is_row(e, &h) && tables[h].events > FEW_ROWS) {
            write_rows(p, &tables[h], h);
        } else if (must || (e->kind == PS_EV_FIELD && p->out->n - start + e->text.n <= ROOM)) {
            next_part(p);
            ps_write_line(p->out, e->text);
        } else {
            left += e->kind == PS_EV_FIELD;
        }
    }
    if (left) {
        next_part(p);
        ps_text_args(p->out, p->lang, MEAN_MORE, ps_num(&d, (int64_t)left));
    }
}

/* Fields and stances are told one by one, as long as they are few; what comes in numbers is counted. */
static void write_changes(parts *p, const ps_new_review *in) {
    size_t closed = 0, reopened = 0, people = 0, contacts = 0;
    write_fields(p, in);
    for (size_t i = 0; i < in->n_events; i++) {
        const ps_event *e = &in->events[i];
        bool shut = ps_str_eq(e->to, PS_S("x")) || ps_str_eq(e->to, PS_S("-"));
        bool was_shut = ps_str_eq(e->from, PS_S("x")) || ps_str_eq(e->from, PS_S("-"));
        closed += e->kind == PS_EV_ACTIVITY && shut && !was_shut;
        reopened += e->kind == PS_EV_ACTIVITY && was_shut && !shut;
        people += is_new_person(e);
        contacts += e->kind == PS_EV_CONTACT;
    }
    count_part(p, PS_T_TPL_CLOSED_ONE, PS_T_TPL_CLOSED, closed);
    count_part(p, PS_T_TPL_REOPENED, PS_T_TPL_REOPENED, reopened);
    count_part(p, PS_T_TPL_NEW_PERSON, PS_T_TPL_NEW_PEOPLE, people);
    count_part(p, PS_T_TPL_CONTACT, PS_T_TPL_CONTACTS, contacts);
}

static void write_spent(parts *p, const ps_deal *deal) {
    ps_moneystr spent, budget;
    if (deal->spent == 0) {
        return;
    }
    next_part(p);
    if (deal->budget != PS_MONEY_NONE) {
        ps_text_args(p->out, p->lang, TPL_SPENT_OF, ps_money_grouped(&spent, deal->spent), ps_money_grouped(&budget, deal->budget));
    } else {
        ps_text_args(p->out, p->lang, TPL_SPENT, ps_money_grouped(&spent, deal->spent));
    }
}

static void write_since(ps_buf *out, const ps_deal *deal, const ps_new_review *in) {
    ps_lang lang = deal->process->lang;
    parts p = {out, lang, 0};
    ps_datestr day;
    ps_digits days;
    ps_date from = in->since ? in->since->date : deal->opened;
    ps_str span = ps_num(&days, from == PS_DATE_NONE || in->date < from ? 0 : in->date - from);
    ps_buf_put(out, PS_S("> "));
    if (in->since) {
        ps_str gate = in->since->pgate >= 0 ? deal->profile->gates[in->since->pgate].label : in->since->gate;
        ps_text_args(out, lang, TPL_SINCE_GATE, gate, ps_date_str(&day, from), span);
    } else {
        ps_text_args(out, lang, TPL_SINCE_OPENED, ps_date_str(&day, from), span);
    }
    write_changes(&p, in);
    write_spent(&p, deal);
    ps_buf_put(out, p.n ? PS_S("") : ps_text(PS_T_TPL_NOTHING, lang));
    ps_buf_put(out, ps_text(PS_T_TPL_STOP, lang));
    ps_buf_char(out, '\n');
}

/* ---- criteria ---- */

static void write_criteria(ps_buf *out, const ps_deal *deal, const ps_pgate *gate) {
    const ps_process *p = deal->process;
    ps_write_section(out, 2, PS_H_CRITERIA, p->lang);
    for (int m = 0; m < gate->n_members; m++) {
        if (gate->n_members > 1) {
            ps_write_heading(out, 3, p->gates[gate->members[m]].label);
        }
        for (size_t i = 0; i < p->n_criteria; i++) {
            if (p->criteria[i].gate == gate->members[m]) {
                ps_write_item(out, p->criteria[i].text, p->criteria[i].id);
            }
        }
    }
}

/* ---- open and not applicable, open conditions, spend ---- */

static bool write_item(ps_buf *out, const ps_answer *a, ps_lang lang) {
    bool na = a->task && a->task->state == '-';
    if (a->closed && !na) {
        return false;
    }
    ps_buf_put(out, PS_S("- "));
    if (!a->task) {
        ps_text_args(out, lang, TPL_ABSENT, a->activity->id, a->activity->text);
    } else if (!na) {
        ps_text_args(out, lang, TPL_OPEN, a->activity->id, a->activity->text);
    } else if (a->reason.n) {
        ps_text_args(out, lang, TPL_NA, a->activity->id, a->reason);
    } else {
        ps_text_args(out, lang, TPL_NA_BARE, a->activity->id);
    }
    ps_buf_char(out, '\n');
    return true;
}

static void write_open_items(ps_buf *out, const ps_deal *deal, const ps_pgate *gate) {
    ps_lang lang = deal->process->lang;
    int last = deal->profile->stages[gate->stage].last;
    bool any = false;
    ps_write_section(out, 2, PS_H_OPEN_ITEMS, lang);
    for (size_t i = 0; i < deal->n_answers; i++) {
        if (deal->answers[i].activity->stage <= last) {
            any |= write_item(out, &deal->answers[i], lang);
        }
    }
    if (!any) {
        ps_buf_put(out, ps_text(PS_T_TPL_NONE, lang));
        ps_buf_char(out, '\n');
    }
}

static void write_condition(ps_buf *out, const ps_deal *deal, const ps_review *r, const ps_condition *c) {
    ps_datestr d;
    ps_digits round;
    ps_buf name = {0};
    ps_buf_put(&name, r->gate);
    ps_buf_char(&name, '-');
    ps_buf_put(&name, ps_num(&round, r->round));
    out->failed |= !ps_buf_ok(&name);
    ps_buf_put(out, PS_S("- "));
    ps_text_args(out, deal->process->lang, TPL_CONDITION, ps_buf_str(&name), c->text, c->owner,
                 c->due != PS_DATE_NONE ? ps_date_str(&d, c->due) : c->due_text);
    ps_buf_char(out, '\n');
    ps_buf_free(&name);
}

static void write_open_conditions(ps_buf *out, const ps_deal *deal) {
    bool any = false;
    for (size_t i = 0; i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        bool decided = r->decision != PS_DECISION_NONE && r->decision != PS_DECISION_UNKNOWN;
        for (size_t k = 0; decided && k < r->n_conditions; k++) {
            if (r->conditions[k].met) {
                continue;
            }
            if (!any) {
                ps_write_section(out, 2, PS_H_OPEN_CONDITIONS, deal->process->lang);
            }
            any = true;
            write_condition(out, deal, r, &r->conditions[k]);
        }
    }
}

/* What the spend has against it, for the reviewers to weigh. */
static void write_warnings(ps_buf *out, const ps_deal *deal) {
    ps_arena arena = {0};
    ps_warnings list = {0};
    out->failed |= ps_weigh_standing(&list, &arena, deal) != PS_OK;
    for (size_t i = 0; i < list.n; i++) {
        ps_buf text = {0};
        ps_weigh_text(&text, deal->process->lang, deal->process, &list.v[i], PS_S(""));
        ps_buf_put(out, i ? PS_S("- ") : PS_S("\n- "));
        ps_write_line(out, ps_buf_str(&text));
        ps_buf_char(out, '\n');
        out->failed |= !ps_buf_ok(&text);
        ps_buf_free(&text);
    }
    ps_arena_free(&arena);
}

static void write_spend(ps_buf *out, const ps_deal *deal) {
    enum { COLUMNS = 3 };
    ps_str cells[(PS_MAX_STAGES + 2) * COLUMNS];
    ps_moneystr budget[PS_MAX_STAGES + 1], spent[PS_MAX_STAGES + 1];
    ps_lang lang = deal->process->lang;
    int n = deal->profile->n_stages;
    if (deal->budget == PS_MONEY_NONE && deal->spent == 0) {
        return;
    }
    cells[0] = ps_column_in(PS_C_STAGE, lang);
    cells[1] = ps_column_in(PS_C_BUDGET, lang);
    cells[2] = ps_text(PS_T_TPL_SPENT_COLUMN, lang);
    for (int i = 0; i <= n; i++) {
        bool total = i == n;
        ps_str *row = &cells[(size_t)(i + 1) * COLUMNS];
        row[0] = total ? ps_text(PS_T_TPL_TOTAL, lang) : deal->profile->stages[i].label;
        row[1] = ps_money_grouped(&budget[i], total ? deal->budget : deal->stage_budget[i]);
        row[2] = ps_money_grouped(&spent[i], total ? deal->spent : deal->stage_spent[i]);
    }
    ps_write_section(out, 2, PS_H_COST_TO_DATE, lang);
    ps_grid_put(out, cells, (size_t)n + 2, COLUMNS, 6, NULL);
    write_warnings(out, deal);
}

/* ---- votes ---- */

static void write_votes(ps_buf *out, const ps_deal *deal, const ps_new_review *in) {
    enum { COLUMNS = 3, MOST = 64 };
    static const ps_column_id columns[COLUMNS] = {PS_C_REVIEWER, PS_C_VOTE, PS_C_COMMENT};
    ps_str cells[(MOST + 1) * COLUMNS];
    size_t n = in->n_reviewers < MOST ? in->n_reviewers : MOST;
    for (size_t i = 0; i < (n + 1) * COLUMNS; i++) {
        cells[i] = i < COLUMNS ? ps_column_in(columns[i], deal->process->lang) : i % COLUMNS ? PS_S("") : in->reviewers[i / COLUMNS - 1];
    }
    ps_write_section(out, 2, PS_H_VOTES, deal->process->lang);
    ps_grid_put(out, cells, n + 1, COLUMNS, 0, NULL);
}

int ps_template_review(ps_buf *out, const ps_deal *deal, const ps_new_review *in, ps_error *err) {
    const ps_pgate *gate = &deal->profile->gates[in->pgate];
    ps_lang lang = deal->process->lang;
    ps_buf b = {0};
    write_front(&b, deal, in);
    write_title(&b, deal, in);
    if (gate->asks.n) {
        ps_write_line(&b, gate->asks);
        ps_buf_put(&b, PS_S("\n\n"));
    }
    write_since(&b, deal, in);
    write_criteria(&b, deal, gate);
    write_open_items(&b, deal, gate);
    write_open_conditions(&b, deal);
    write_spend(&b, deal);
    write_votes(&b, deal, in);
    ps_write_section(&b, 2, PS_H_CONDITIONS, lang);
    ps_write_section(&b, 2, PS_H_MINUTES, lang);
    return ps_write_append(out, &b, err);
}
