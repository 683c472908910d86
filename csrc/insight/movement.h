/* How the pipeline moved between two days: what came, went, grew, advanced and slipped, in rows that reconcile. Pure. */
#ifndef PS_MOVEMENT_H
#define PS_MOVEMENT_H

#include "deal.h"

/* The first ones change the pipeline's value; those from PS_MOVE_ADVANCED on don't. */
typedef enum {
    PS_MOVE_NEW,
    PS_MOVE_REOPENED, /* paused, closed or put away before */
    PS_MOVE_GROWN,
    PS_MOVE_SHRUNK,
    PS_MOVE_WON,
    PS_MOVE_LOST,
    PS_MOVE_NO_DECISION,
    PS_MOVE_NO_GO,
    PS_MOVE_PAUSED,
    PS_MOVE_GONE, /* archived or deleted */
    PS_MOVE_ADVANCED,
    PS_MOVE_BACK,
    PS_MOVE_SLIPPED, /* expected to close later */
    PS_MOVE_PULLED_IN,
    PS_MOVE_UNCHANGED,
    PS_MOVE_COUNT
} ps_move;
ps_str ps_move_id(ps_move m); /* "no-decision" */

/* A deal as it stood on one of the days. */
typedef struct {
    ps_str id, currency;
    ps_status status;
    bool archived;
    int stage; /* index into the stages of the process */
    ps_money value, weighted;
    ps_date close;
} ps_standing;

typedef struct {
    ps_move move;
    const ps_standing *from, *to; /* NULL: there was, or is, none */
    ps_str currency;
    ps_money amount; /* by which the pipeline's value rose; below zero where it fell. Of those that change nothing: the deal's value */
} ps_movement;
typedef PS_VEC(ps_movement) ps_movements;

typedef struct {
    int count;
    ps_money amount;
} ps_moved;
typedef struct {
    ps_str currency;
    int begin_count, end_count;
    ps_money begin, end, begin_weighted, end_weighted; /* begin + the amounts of what changes the value = end, exactly */
    ps_moved by[PS_MOVE_COUNT];
} ps_movement_sum;
typedef PS_VEC(ps_movement_sum) ps_movement_sums;

/* The pipeline is what is open and not put away. A deal can have several rows: one that grew, then was won, grew by the difference and left with all
 * it had. One that changed its currency shrank by all in the one and grew by all in the other. Rows come by kind, then by the size of the amount; sums
 * by currency. Ids are unique in each list. PS_EINVAL, naming the deal, where a sum leaves the range. Rows point at the lists. */
int ps_movement_make(ps_movements *rows, ps_movement_sums *sums, ps_arena *arena, const ps_standing *begin, size_t n_begin,
                     const ps_standing *end, size_t n_end, ps_error *err);

#endif
