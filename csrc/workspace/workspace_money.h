/* Money: what winning costs, what was given to whom, who has to pay what, who carries how much. */
#ifndef PS_WORKSPACE_MONEY_H
#define PS_WORKSPACE_MONEY_H

#include "workspace_act.h"

/* ---- arguments ---- */
typedef struct {
    ps_str person; /* an id; "": everybody */
    int year;      /* 0: this one; below 0: all */
    ps_str at;
} ps_a_gifts;
typedef struct {
    ps_str filter, state, at; /* filter: of the deals; state: as of ps_v_payment; "" all that is not paid, `all` everything */
} ps_a_payments;
typedef struct {
    ps_str filter, at, currency; /* currency: of the values; "": the process's */
} ps_a_load;

/* ---- answers ---- */
/* What an expense would do. */
typedef struct {
    ps_str kind; /* stage-near stage ceiling deal ahead dear nobody limit-near limit unrated */
    ps_str text, person;
    bool warns; /* it speaks against the entry; else it only tells */
} ps_v_warning;
typedef PS_VEC(ps_v_warning) ps_v_warnings;
typedef struct {
    ps_str person, name, category, category_label;
    int year;
    ps_money used, adds, after, limit; /* in the process's currency; limit NONE: none */
    bool near, over, unrated;          /* after it */
} ps_v_gift_effect;
typedef struct {
    ps_str deal, title, currency, limit_currency, stage, stage_label, category, category_label;
    ps_money amount;                                          /* NONE: not said yet */
    ps_money stage_budget, stage_spent, stage_after, ceiling; /* of the stage; NONE without a budget */
    ps_money budget, spent, after;                            /* of the deal */
    ps_money expected_before, expected_after, expected_margin;
    int ceiling_percent;
    bool asks; /* the category wants to know who receives it */
    PS_VEC(ps_v_gift_effect) people;
    ps_v_warnings warnings;
    bool warns; /* one of them does */
} ps_v_weighing;

/* The money of a deal. */
typedef struct {
    ps_str id, label, mark; /* mark: free near over ceiling */
    ps_money budget, planned, spent, share, ceiling;
    int probability, ran, allowed, reach; /* ran, allowed, reach: 1/100 per cent; ran -1 without a budget */
    int seen, won, win;                   /* closed deals that got so far, and how many of them were won; win: per cent, -1: too few */
    bool here, by_hand;                   /* by_hand: the Budget table says it, not the shares */
} ps_v_cost_stage;
typedef struct {
    ps_str id, label;
    ps_money spent;
    int count;
} ps_v_cost_category;
typedef struct {
    ps_str date, category, category_label, stage, stage_label, by, to, note, path, id;
    ps_money amount;
    int lnum;
} ps_v_expense;
typedef struct {
    ps_date day;
    ps_money spent;
    int ran, allowed; /* as above */
    ps_str stage;
} ps_v_curve_point;
typedef struct {
    ps_str deal, title, currency, status, stage, path;
    PS_VEC(ps_v_cost_stage) stages;
    PS_VEC(ps_v_cost_category) categories; /* the dearest first */
    PS_VEC(ps_v_expense) ledger;           /* by day */
    PS_VEC(ps_v_curve_point) curve;
    ps_v_warnings warnings;
    ps_money value, budget, spent, expected_cost, expected_value, expected_margin, margin;
    int stage_probability, judged, probability; /* judged -1: nobody did; probability: the one that counts */
    int seen, won, observed, least;             /* of the stage at hand; observed -1: fewer than `least` closed deals got so far */
    bool dear, ahead;
    ps_date today;
} ps_v_costs;

/* Hospitality and gifts. */
typedef struct {
    ps_str deal, category, category_label, note, by, currency, path;
    ps_date date;
    ps_money amount, run; /* run: the sum up to it, in the process's currency */
    int lnum, among;
    bool passes;
} ps_v_gift;
typedef struct {
    ps_str category, label;
    ps_money sum, limit; /* in the process's currency; limit NONE: none */
    int unrated;         /* rows that are not in the sum */
    bool near, over;
    PS_VEC(ps_v_gift) rows;
} ps_v_gift_sum;
typedef struct {
    ps_str person, name, path, account; /* person "": rows that name nobody; path "": no note */
    int year;
    PS_VEC(ps_v_gift_sum) sums;
} ps_v_gift_person;
typedef struct {
    PS_VEC(ps_v_gift_person) people;
    ps_str currency; /* of sums and limits */
    int year;        /* 0: all */
    ps_v_diags broken;
    ps_date today;
} ps_v_gifts;

/* What customers have to pay, of won deals. */
typedef struct {
    ps_str deal, title, account, owner, currency, milestone, state, path; /* state: later due invoiced overdue paid */
    ps_date due, invoiced_on, paid_on;
    ps_money amount, paid, rest;
    int days, lnum; /* days: until it is due; below 0: since */
    bool invoiced;
} ps_v_payment;
typedef struct {
    ps_str currency;
    ps_money later, due, invoiced, overdue, paid, open; /* open: all but paid */
} ps_v_payment_sum;
typedef struct {
    PS_VEC(ps_v_payment) rows;     /* overdue first, by day */
    PS_VEC(ps_v_payment_sum) sums; /* of all that the filter takes, whatever state was asked for */
    ps_v_diags broken;
    ps_date today;
} ps_v_payments;

/* Who carries how much. */
typedef struct {
    ps_str stage, label;
    int deals;
    ps_money value;
} ps_v_load_stage;
typedef struct {
    ps_str owner, name, path, currency;                  /* owner "": deals that nobody owns */
    int deals, open_activities, stalled, idle, unvalued; /* idle: without a next action; unvalued: whose value is not in the sum */
    ps_money value;
    PS_VEC(ps_v_load_stage) by_stage; /* every stage of the process */
} ps_v_load_row;
typedef struct {
    PS_VEC(ps_v_load_row) rows;
    ps_str currency;
    ps_strs unrated; /* currencies that have no rate */
    ps_v_diags broken;
    ps_date today;
} ps_v_load;

/* ---- the calls ---- */
/* What `cost` would do with the same arguments, of which any but the id may be missing; nothing is written. */
PS_CALL(weigh, ps_a_cost, ps_v_weighing);
PS_CALL(costs, ps_a_deal, ps_v_costs);
PS_CALL(gifts, ps_a_gifts, ps_v_gifts);
PS_CALL(payments, ps_a_payments, ps_v_payments);
PS_CALL(load, ps_a_load, ps_v_load);

#endif
