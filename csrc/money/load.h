/* Who carries how much: open deals by owner and stage. Pure. */
#ifndef PS_LOAD_H
#define PS_LOAD_H

#include "arena.h"
#include "money.h"

typedef struct {
    ps_str owner;       /* "": nobody */
    int stage;          /* of the process */
    ps_money value;     /* in one currency for all; NONE: none, or it can't be had in that */
    int activities;     /* open ones, of the stages up to the one at hand */
    bool stalled, idle; /* idle: no next action */
} ps_load_deal;

typedef struct {
    int deals;
    ps_money value;
} ps_load_part;
typedef struct {
    ps_str owner;
    int deals, activities, stalled, idle, unvalued; /* unvalued: deals whose value is in no sum */
    ps_money value;
    ps_load_part *stages; /* n_stages */
} ps_load;
typedef PS_VEC(ps_load) ps_loads;

/* By owner, nobody last; `members`: who is listed even without a deal. Sums stay at the end of the range. PS_ENOMEM. */
int ps_load_make(ps_loads *out, ps_arena *arena, int n_stages, const ps_load_deal *deals, size_t n, const ps_strs *members);

#endif
