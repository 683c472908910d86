/* The control plan of a deal: what is watched, by whom, how often, and when it is looked at next. Pure. */
#ifndef PS_CONTROL_H
#define PS_CONTROL_H

#include "deal.h"
#include "when.h"

typedef enum {
    PS_CONTROL_FINE,
    PS_CONTROL_NO_SPAN, /* `every` is none: it can't come again */
    PS_CONTROL_NO_DAY,  /* no day on which it comes next */
    PS_CONTROL_NO_OWNER /* nobody watches */
} ps_control_fault;

typedef struct {
    ps_str text, owner, every; /* owner: bare ids as written; every: as written */
    ps_span span;              /* nothing: not said, or not understood */
    ps_date next;              /* NONE: none, or no date */
    ps_control_fault fault;    /* the first that there is */
    const ps_table *table;
    const ps_doc *doc;
    unsigned line;
} ps_control;
typedef PS_VEC(ps_control) ps_controls;

/* In the order of the table, which stands in whichever note of the deal has it. Texts lie in the deal. PS_ENOMEM. */
int ps_controls_read(ps_controls *out, ps_arena *arena, const ps_deal *deal, ps_error *err);
ps_str ps_control_fault_text(ps_control_fault f, ps_lang lang); /* "" for FINE */
/* When it comes again once it was looked at today: the first day after today in steps of `span` from `next`. NONE without one of them. */
ps_date ps_control_after(ps_date next, ps_span span, ps_date today);

#endif
