/* Costs over budgets, on the row that passes them; gifts that name nobody; payments and targets that don't add up. */
#include "diag_impl.h"
#include "payments.h"
#include "targets.h"
#include "weigh.h"

enum { SHOWN = 80 };

/* ---- the ledger ---- */

static ps_spot row_spot(const ps_expense *e) {
    return ps_spot_line(e->doc->path, e->doc->note, e->line);
}

static void say_warning(ps_checker *c, ps_spot spot, const ps_warning *w) {
    ps_buf text = {0};
    ps_weigh_text(&text, c->lang, c->process, w, PS_S(""));
    if (ps_buf_ok(&text)) {
        ps_say_message(c, spot, PS_WARN, "over-budget", ps_buf_str(&text));
    }
    c->failed |= !ps_buf_ok(&text);
    ps_buf_free(&text);
}

static bool counts(const ps_expense *e, int stage) {
    return (stage < 0 || e->pstage == stage) && e->amount != PS_MONEY_NONE && e->amount > 0;
}

/* The row with which a sum passes its budget, and the last one, which goes further; `stage` -1: of the whole deal. */
static void say_passing(ps_checker *c, int stage, ps_money budget, const ps_warning *now) {
    const ps_deal *d = c->deal;
    const ps_expense *passing = NULL, *last = NULL;
    ps_money sum = 0;
    for (size_t i = 0; i < d->n_expenses; i++) {
        const ps_expense *e = &d->expenses[i];
        if ((stage < 0 || e->pstage == stage) && !ps_money_add(&sum, sum, e->amount)) {
            return;
        }
        last = counts(e, stage) ? e : last;
        passing = !passing && counts(e, stage) && sum > budget ? e : passing;
    }
    if (passing) {
        say_warning(c, row_spot(passing), now);
    }
    if (last && last != passing) {
        say_warning(c, row_spot(last), now);
    }
}

static void check_budgets(ps_checker *c) {
    const ps_deal *d = c->deal;
    ps_warnings standing = {0};
    if (ps_weigh_standing(&standing, c->arena, d)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < standing.n; i++) {
        const ps_warning *w = &standing.v[i];
        bool of_stage = w->kind == PS_WEIGH_STAGE || w->kind == PS_WEIGH_CEILING;
        if (of_stage || w->kind == PS_WEIGH_DEAL) {
            say_passing(c, of_stage ? (int)(w->stage - d->profile->stages) : -1, w->of, w);
        }
    }
}

/* The furthest stage that the deal had reached by a day. */
static int stage_on(const ps_deal *d, ps_date day) {
    int most = 0;
    for (size_t i = 0; i < d->n_steps; i++) {
        int to = ps_profile_stage_id(d->process, d->profile, d->steps[i].to);
        bool by_then = d->steps[i].date == PS_DATE_NONE || d->steps[i].date <= day;
        most = by_then && to > most ? to : most;
    }
    return most;
}

/* A day that can't be right: before the deal, to come, or of a stage that was not reached then. */
static void check_day(ps_checker *c, const ps_expense *e) {
    const ps_deal *d = c->deal;
    ps_datestr day, opened;
    if (e->date == PS_DATE_NONE) {
        return;
    }
    ps_str when = ps_date_str(&day, e->date);
    if (c->world && e->date > c->world->today) {
        ps_say(c, row_spot(e), PS_INFO, "future", DIAG_COST_FUTURE, when);
    } else if (d->opened != PS_DATE_NONE && e->date < d->opened) {
        ps_say(c, row_spot(e), PS_INFO, "cost-day", DIAG_COST_BEFORE, when, ps_date_str(&opened, d->opened));
    } else if (d->n_steps && e->pstage > stage_on(d, e->date)) {
        ps_say(c, row_spot(e), PS_INFO, "cost-day", DIAG_COST_STAGE, when, d->profile->stages[e->pstage].label);
    }
}

static void check_expense(ps_checker *c, const ps_expense *e) {
    ps_strs people = {0};
    check_day(c, e);
    if (ps_gift_asks(c->process, e->category) && !e->to.n) {
        ps_say(c, row_spot(e), PS_WARN, "recipient", WEIGH_NOBODY);
    }
    if (ps_ids_split(c->arena, e->to, &people)) {
        c->failed = true;
    }
    for (size_t i = 0; i < people.n; i++) {
        ps_check_id(c, row_spot(e), people.v[i], PS_K_PERSON);
    }
}

void ps_check_costs(ps_checker *c) {
    for (size_t i = 0; i < c->deal->n_expenses && !c->failed; i++) {
        check_expense(c, &c->deal->expenses[i]);
    }
    check_budgets(c);
}

/* ---- a cost in the log ---- */

static bool is_carried(const ps_deal *d, ps_date day, ps_money amount, ps_str category) {
    for (size_t i = 0; i < d->n_expenses; i++) {
        const ps_expense *e = &d->expenses[i];
        if (e->date == day && e->amount == amount && ps_str_eq(e->category, category)) {
            return true;
        }
    }
    return false;
}

void ps_check_cost_mark(ps_checker *c, ps_spot spot, ps_date day, ps_str amount, ps_str category, ps_str rest) {
    const ps_deal *d = c->deal;
    ps_money money = PS_MONEY_NONE;
    ps_gifts none = {0};
    ps_weighing x;
    ps_str person = rest, after = rest;
    ps_str_next(&after, ' ', &person);
    if (ps_money_parse(&money, amount, NULL) || is_carried(d, day, money, category)) {
        return; /* unreadable is told elsewhere; what is carried, at its row */
    }
    bool named = ps_id_valid(ps_id_bare(person)) && ps_world_note(c->world, PS_K_PERSON, ps_id_bare(person), NULL);
    if (ps_gift_asks(c->process, category) && !named) {
        ps_say(c, spot, PS_WARN, "recipient", DIAG_MARK_NOBODY);
    }
    ps_expense e = {.pstage = d->stage, .category = PS_S(""), .amount = money, .date = day};
    if (ps_weigh(&x, c->arena, d, &e, &none)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < x.warnings.n; i++) {
        ps_weigh_kind kind = x.warnings.v[i].kind;
        if (kind == PS_WEIGH_STAGE || kind == PS_WEIGH_CEILING || kind == PS_WEIGH_DEAL) {
            say_warning(c, spot, &x.warnings.v[i]);
        }
    }
}

/* ---- payments ---- */

static void check_paid(ps_checker *c, const ps_table *t, const ps_row *row, ps_column_id column) {
    const ps_aliases *al = ps_deal_aliases(c->deal);
    int at = ps_column_find(t, column, al);
    ps_str value = ps_row_cell(row, at);
    bool yes;
    ps_date day;
    ps_money amount;
    if (!ps_payment_cell(value, &yes, &day, &amount)) {
        ps_say(c, ps_spot_range(c->deal->main->path, c->deal->main->note, row->cells[at].range), PS_WARN, "payment", DIAG_PAYMENT_CELL,
               t->header.cells[at].text, ps_str_clip(value, SHOWN));
    }
}

static void check_payment(ps_checker *c, const ps_table *t, const ps_row *row, const ps_payment *p) {
    const ps_doc *main = c->deal->main;
    check_paid(c, t, row, PS_C_INVOICED);
    check_paid(c, t, row, PS_C_PAID);
    if (p->paid > 0 && !p->invoiced && ps_column_find(t, PS_C_INVOICED, ps_deal_aliases(c->deal)) >= 0) {
        ps_say(c, ps_spot_line(main->path, main->note, row->line), PS_WARN, "payment", DIAG_PAID_UNBILLED);
    }
    if (p->amount != PS_MONEY_NONE && p->paid > p->amount) {
        ps_say(c, ps_spot_line(main->path, main->note, row->line), PS_WARN, "payment", DIAG_OVERPAID);
    }
}

/* Payments of a won deal are its value; before that they may be fewer, never more. */
static void check_payments_sum(ps_checker *c, const ps_table *t, const ps_payments *list) {
    const ps_deal *d = c->deal;
    bool won = d->status == PS_STATUS_WON || d->status == PS_STATUS_DONE, whole = list->n > 0;
    ps_money sum = 0;
    for (size_t i = 0; i < list->n; i++) {
        whole = whole && list->v[i].amount != PS_MONEY_NONE && ps_money_add(&sum, sum, list->v[i].amount);
    }
    if (whole && d->value != PS_MONEY_NONE && (won ? sum != d->value : sum > d->value)) {
        ps_moneystr have, want;
        ps_say(c, ps_spot_line(d->main->path, d->main->note, t->line), PS_WARN, "payments-sum", DIAG_PAYMENTS_SUM,
               ps_money_grouped(&have, sum), ps_money_grouped(&want, d->value));
    }
}

void ps_check_payments(ps_checker *c) {
    const ps_deal *d = c->deal;
    const ps_table *t = d->main ? ps_heading_table(d->main->note, PS_H_PAYMENTS, ps_deal_aliases(d)) : NULL;
    ps_payments list = {0};
    size_t n = 0;
    if (!t) {
        return;
    }
    c->failed |= ps_payments_of_deal(&list, c->arena, d) != PS_OK;
    for (size_t i = 0; i < t->n && !c->failed; i++) {
        if (!ps_row_blank(&t->rows[i])) {
            check_payment(c, t, &t->rows[i], &list.v[n++]);
        }
    }
    check_payments_sum(c, t, &list);
}

/* ---- judgement, targets ---- */

void ps_check_commit(ps_checker *c, int earned) {
    const ps_deal *d = c->deal;
    static const char *const keys[] = {"forecast", "forecast_manager"};
    const ps_str said[] = {d->forecast, d->forecast_manager};
    for (size_t i = 0; d->main && d->status == PS_STATUS_OPEN && earned < d->stage && i < 2; i++) {
        if (ps_str_eq(said[i], PS_S("commit"))) {
            ps_say(c, ps_spot_field(d->main->path, d->main->note, ps_str_of(keys[i])), PS_WARN, "commit-unearned", DIAG_COMMIT,
                   d->profile->stages[d->stage].label, d->profile->stages[earned].label);
        }
    }
}

void ps_check_targets(ps_checker *c, ps_str path, const ps_note *note) {
    ps_targets list = {0};
    c->failed |= ps_targets_read(&list, c->arena, c->process, note, PS_S("")) != PS_OK;
    for (size_t i = 0; i < list.n; i++) {
        const ps_target *t = &list.v[i];
        ps_spot spot = ps_spot_line(path, note, t->line);
        if (t->first == PS_DATE_NONE) {
            ps_say(c, spot, PS_WARN, "target", DIAG_TARGET_PERIOD, ps_str_clip(t->period, SHOWN));
        }
        if (t->amount == PS_MONEY_NONE) {
            ps_say(c, spot, PS_WARN, "target", DIAG_TARGET_AMOUNT);
        }
        ps_check_term(c, spot, ps_column_in(PS_C_CURRENCY, c->lang), t->currency, PS_V_CURRENCIES);
    }
}
