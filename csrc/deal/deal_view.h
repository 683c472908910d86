/* A deal in short, as every view and list shows it. Paths are absolute. */
#ifndef PS_DEAL_VIEW_H
#define PS_DEAL_VIEW_H

#include "arena.h"
#include "date.h"
#include "money.h"

typedef struct {
    ps_str text, owner, path;
    ps_date due;
    int lnum;
} ps_v_action;

typedef struct {
    ps_str id, title, account, kind, profile, stage, stage_label, earned, earned_label, status, owner, currency, probability_source, source,
        path, folder, parent, forecast, lost_to, reason;
    ps_strs team;
    ps_money value, weighted, budget, spent, margin;
    ps_money counted,
        counted_weighted; /* what sums count: the value, of a frame contract without what its call-offs count for (calloff.h) */
    int probability, days_in_stage;
    ps_date opened, close, signed_on, entered, stalled_since, revisit,
        tender; /* revisit: the day to look at a closed deal again; tender: the next that is still open at the customer */
    bool stalled, archived;
    ps_v_action *next_action; /* NULL: none */
    /* the next step, in short */
    ps_str gate, gate_label, next;
    bool ready, reviewable, unearned, overridden; /* reviewable: nothing but the gate's review is missing */
    int missing, conditions, done, total;
    ps_str
        front; /* what deal.md's front matter says: `key NUL value NUL` …, links taken off; of a list, the key with each item; of a map, `key.member` */
} ps_v_deal;
typedef PS_VEC(ps_v_deal) ps_v_deals;

/* A frame contract: what is used and left of it. */
typedef struct {
    ps_str deal, title, currency, path;
    ps_money ceiling, used, planned,
        left; /* used: by signed call-offs; planned: by open ones; left: of the ceiling. PS_MONEY_NONE without one */
    ps_date from, to;
    bool passed, full, over; /* the ceiling is passed; will be, with the open ones; the period is over */
    int foreign;             /* call-offs in another currency, which are not counted against it */
    ps_v_deals calloffs;
} ps_v_frame;

#endif
