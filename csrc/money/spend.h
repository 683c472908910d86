/* What winning a deal costs: budget, plan and spend per stage, how the spend runs against the process's curve, and what is to be expected of the rest.
 * Pure. */
#ifndef PS_SPEND_H
#define PS_SPEND_H

#include "deal.h"

enum { PS_SPEND_WHOLE = 10000 }; /* all of it, where a part is told in 1/100 per cent */

/* How the spend of a stage stands to its budget. The thresholds `near` and `ceiling` of the group `spend` are per cents of the budget; `ceiling-<stage>` is
 * one stage's own. */
typedef enum {
    PS_SPEND_FREE,
    PS_SPEND_NEAR,
    PS_SPEND_OVER,
    PS_SPEND_CEILING
} ps_spend_mark; /* below, from near on, above it, above the ceiling */

typedef struct {
    ps_money budget;  /* NONE: none */
    ps_money planned; /* by hand; NONE: none */
    ps_money spent;
    ps_money share;   /* what the process's shares give the stage of the deal's budget; NONE without a budget */
    ps_money ceiling; /* NONE without a budget */
    int reach;        /* chance, from where the deal stands, that it gets there: in 1/100 per cent; 10000 for stages that it reached */
    int ran;          /* of the deal's budget, spent in the stages up to this one: in 1/100 per cent; -1 without a budget */
    int allowed;      /* the process's shares up to this one: in 1/100 per cent */
    ps_spend_mark mark;
    bool over; /* more was spent than budgeted */
} ps_stage_spend;

typedef struct {
    ps_stage_spend stages[PS_MAX_STAGES]; /* of the deal's profile */
    int n;
    ps_money budget, spent;
    ps_money expected; /* spend so far, and for each remaining stage its plan (else its budget) times the chance of reaching it; of the
                               * stage at hand what is left of it. A deal that is over: what was spent */
    ps_money expected_value;  /* value times win probability; NONE without a value */
    ps_money expected_margin; /* margin times win probability; NONE without a margin */
    bool dear;                /* the expected cost passes the expected margin */
    bool over;                /* more was spent than the deal's budget */
    bool ahead; /* all that was spent passes what the process allows up to the stage at hand by more than the threshold `ahead` */
} ps_spend;

void ps_spend_of(ps_spend *out, const ps_deal *deal);
/* The ceiling of a stage of the profile, in per cent of its budget. */
int ps_spend_ceiling(const ps_process *process, const ps_pstage *stage);
ps_spend_mark ps_spend_mark_of(const ps_process *process, const ps_pstage *stage, ps_money budget, ps_money spent);
/* A part of a budget in 1/100 per cent, at most a hundred times it; -1 without a budget. */
int ps_spend_part(ps_money spent, ps_money budget);
ps_str ps_spend_mark_id(ps_spend_mark m); /* "free" near over ceiling */

/* ---- the curve (spend_curve.c) ---- */
typedef struct {
    ps_date day;
    ps_money spent; /* up to its end */
    int ran;        /* the same of the deal's budget, as above; -1 without a budget */
    int allowed;    /* by the process: its shares up to the furthest stage that the deal had reached on that day */
    int stage;      /* it: of the profile */
} ps_curve_point;
typedef PS_VEC(ps_curve_point) ps_curve;
/* A point for each day on which the deal was opened, moved, or cost something, and for `today` while it is open; by day. Expenses without a readable day
 * count from the last point on. PS_ENOMEM. */
int ps_spend_curve(ps_curve *out, ps_arena *arena, const ps_deal *deal, ps_date today);

/* ---- what an expense would do ---- */
/* The same deal with one more expense in a stage of its profile. */
void ps_spend_with(ps_spend *out, const ps_deal *deal, int stage, ps_money amount);

#endif
