/* Deals that follow one another: from the first to the last follow-up, as their `parent` says. Pure. */
#ifndef PS_KINSHIP_H
#define PS_KINSHIP_H

#include "arena.h"
#include "error.h"

typedef struct {
    ps_str id, parent; /* parent "": the first */
    int64_t order;     /* among the follow-ups of one deal: the least comes first */
} ps_kin;

typedef struct {
    size_t kin; /* index into what was given */
    int depth;
} ps_descent;

typedef struct {
    ps_descent *v; /* the first deal, then each with its follow-ups below it */
    size_t n;
    ps_str missing; /* what the first one follows and is not there; "" */
    bool circle;    /* going up from the deal leads back to one that was passed: the list begins there */
} ps_kinship;

/* The line that a deal belongs to: n 0 where it is not among the kin. In the arena. PS_ENOMEM. */
int ps_kinship_of(ps_kinship *out, ps_arena *arena, const ps_kin *kin, size_t n, ps_str id, ps_error *err);

#endif
