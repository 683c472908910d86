/* Goals and plan of a deal: who does what by when, after what, and what can't be right about it. Pure. */
#ifndef PS_PLAN_H
#define PS_PLAN_H

#include "deal.h"

typedef struct {
    ps_str id, text, owner, state, measure; /* owner: bare; measure: of a goal */
    ps_date start, end;                     /* NONE: none, or no date */
    size_t *after;                          /* indexes of the items that must be done before */
    size_t n_after;
    ps_str unknown; /* the first of `after` that is no item; "" */
    int depth;      /* of the breakdown: `2.1.3` is 2, or as deep as its number's dots say */
    bool goal;      /* of Goals, else of Plan */
    bool closed;    /* its state says that nothing is left to do */
    const ps_doc *doc;
    unsigned line;
} ps_plan_item;

typedef enum {
    PS_PLAN_NO_OWNER,   /* a task that is nobody's */
    PS_PLAN_ENDS_EARLY, /* the end lies before the start */
    PS_PLAN_CYCLE,      /* comes after itself */
    PS_PLAN_UNKNOWN,    /* comes after something that is not there */
    PS_PLAN_TOO_EARLY,  /* starts before what it comes after has ended */
    PS_PLAN_LATE,       /* of an open deal: ends after the expected signing, which it is to bring about */
    PS_PLAN_OVERDUE,    /* not closed, and its end has passed */
    PS_PLAN_LOAD,       /* its owner has too much at once on the day it starts */
    PS_PLAN_FAULT_COUNT
} ps_plan_fault_kind;
ps_str ps_plan_fault_id(ps_plan_fault_kind k); /* "no-owner" */

typedef struct {
    ps_plan_fault_kind kind;
    size_t item, other; /* other: of CYCLE and TOO_EARLY the item before; else the same */
    int count;          /* of LOAD: how many at once */
} ps_plan_fault;

typedef struct {
    ps_plan_item *items; /* goals first, each table in its order */
    size_t n_items;
    ps_plan_fault *faults; /* by item */
    size_t n_faults;
    ps_date from, to; /* first and last day of all; NONE where no item has one */
    ps_date close;    /* the expected signing; NONE */
    int load;         /* tasks at once from which an owner has too much */
} ps_plan;

/* Lists live in the arena, texts in the deal. `today` NONE: nothing is overdue. PS_ENOMEM. */
int ps_plan_read(ps_plan *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err);
/* What is wrong, in words, without the item's name. */
void ps_plan_fault_text(ps_buf *out, const ps_plan *plan, const ps_plan_fault *fault, ps_lang lang);

#endif
