/* What the customer needs: what was asked for, told apart from what is truly needed. Pure. */
#ifndef PS_NEEDS_H
#define PS_NEEDS_H

#include "deal.h"

typedef enum {
    PS_NEED_HEARD, /* as first heard */
    PS_NEED_PROBLEM,
    PS_NEED_KIND,
    PS_NEED_REASON,
    PS_NEED_BUDGET,
    PS_NEED_TRUE,
    PS_NEED_DOWNSTREAM,
    PS_NEED_COUNT
} ps_need_id;
ps_str ps_need_activity(ps_need_id n); /* "need-true" */

typedef struct {
    const ps_answer *answer; /* NULL: the process does not ask */
    ps_str said;             /* what is written below the question; "" */
} ps_need;

typedef struct {
    ps_need of[PS_NEED_COUNT];
    ps_str asked; /* `[asked:: …]` on the question for the true need, else as first heard, else the problem; "" */
    ps_str true_need;
    bool apart;  /* both are written, and they differ */
    bool unsaid; /* the true need is ticked off, and nothing is written of it */
} ps_needs;

/* Texts live in the arena or in the deal. PS_ENOMEM. */
int ps_needs_read(ps_needs *out, ps_arena *arena, const ps_deal *deal, ps_error *err);

#endif
