/* The order in which a history is told: newest first, no commit before one that was made after it, time as tie-break. Pure. */
#ifndef PS_HISTORY_ORDER_H
#define PS_HISTORY_ORDER_H

#include "arena.h"

typedef struct {
    int64_t time;          /* committer's */
    const size_t *parents; /* by their number */
    size_t n_parents;
    size_t children; /* of those that are told; the order counts them down */
} ps_order_node;

typedef struct {
    ps_order_node *v;
    size_t *heap; /* nodes whose children were all told; the youngest on top */
    size_t n;
} ps_order;

/* Begins with node `first`, on which all others depend: numbers decide between commits of one second, so they are given as the commits are met. False
 * when memory is out. The nodes belong to the caller. */
bool ps_order_start(ps_order *out, ps_arena *arena, ps_order_node *nodes, size_t n, size_t first);
/* The next node; false at the end. */
bool ps_order_next(ps_order *order, size_t *out);

#endif
