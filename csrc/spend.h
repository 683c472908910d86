/* What winning a deal costs: budget, plan and spend per stage, and what is to be expected of the rest. Pure. */
#ifndef PS_SPEND_H
#define PS_SPEND_H

#include "deal.h"

typedef struct {
    ps_money budget;  /* NONE: none */
    ps_money planned; /* by hand; NONE: none */
    ps_money spent;
    ps_money share; /* what the process's shares give the stage of the deal's budget; NONE without a budget */
    int reach;      /* chance, from where the deal stands, that it gets there: in 1/100 per cent; 10000 for stages that it reached */
    bool over;      /* more was spent than budgeted */
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
} ps_spend;

void ps_spend_of(ps_spend *out, const ps_deal *deal);

#endif
