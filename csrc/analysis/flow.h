/* The customer's procurement flow: where the customer stands in it, held against where we stand. Pure. */
#ifndef PS_FLOW_H
#define PS_FLOW_H

#include "deal.h"

typedef enum { PS_FLOW_OPEN, PS_FLOW_RUNNING, PS_FLOW_DONE, PS_FLOW_SKIPPED, PS_FLOW_STATE_COUNT } ps_flow_state;
ps_str ps_flow_state_id(ps_flow_state s); /* "running" */
/* As people write it: an id, 进行中, done, x, n/a …; an empty one is open. false: none of them, and reads as running. */
bool ps_flow_state_parse(ps_str s, ps_flow_state *out);

typedef struct {
    ps_str id, label; /* label: the flow's in the process, else the id */
    ps_str departments;
    ps_str written; /* the state as written */
    ps_flow_state state;
    ps_date date;  /* NONE */
    int stage;     /* of the profile: where we should be once the customer is at this step; -1: the process does not say */
    bool ahead;    /* the customer is at it, or past it, and we are not where we should be */
    bool soon;     /* open, its day is near or past, and we are not where we should be by then */
    bool known;    /* a step of the flow */
    unsigned line; /* of the row; 0: it has none yet */
} ps_flow_step;

typedef struct {
    ps_str id, label;    /* of the flow; "": the deal names none */
    ps_flow_step *steps; /* in the order of the flow; rows that are none of its steps where they stand in the table */
    size_t n;
    int at;            /* where the customer stands: the last step that runs, else the last that is done; -1: nowhere yet */
    int next;          /* the first open one after it; -1 */
    int ours;          /* the profile's stage that we have earned */
    int worst;         /* the step that is ahead and asks for the furthest stage, the first of these; -1: none is ahead */
    int coming;        /* the first that is soon; -1 */
    int behind;        /* stages that we are behind the worst one */
    int notice;        /* days before a step's day from which it counts as soon */
    const ps_doc *doc; /* where the table stands; NULL: there is none */
    bool known;        /* the process has the flow */
} ps_flow;

/* Lists live in the arena, texts in deal and process. `today` NONE: nothing is soon. PS_ENOMEM. */
int ps_flow_read(ps_flow *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err);
/* What runs ahead of us, else what soon will, in words; nothing where neither is. */
void ps_flow_warning(ps_buf *out, const ps_deal *deal, const ps_flow *flow, ps_lang lang);
/* Whether the process has a flow. */
bool ps_flow_is(const ps_process *p, ps_str flow);
/* Whether a term of the process's flows belongs to a flow. */
bool ps_flow_has(const ps_process *p, const ps_term *step, ps_str flow);

#endif
