/* One deal on one screen: stages, gates and groups of activities with their state, and what is known of customer, self and rivals. Pure. */
#ifndef PS_OVERVIEW_H
#define PS_OVERVIEW_H

#include "chain.h"
#include "factors.h"
#include "flow.h"
#include "gate.h"
#include "needs.h"
#include "spend.h"
#include "swot.h"

typedef struct { /* the activities under one heading of the process */
    ps_str label;
    int done, na, open; /* open: not closed, there or not */
} ps_group;

typedef struct {
    const ps_pstage *stage;
    ps_group *groups;
    size_t n_groups;
    int done, na, open;
    bool walked;             /* its way is closed and passed */
    bool forced;             /* was left by an override */
    ps_date entered;         /* day of the last move into it; the first stage: opened. NONE: not yet, or not known */
    int days;                /* from there to the next move, or today; 0 where not entered */
    const ps_pgate *gate;    /* at its end; NULL: none */
    const ps_review *review; /* the latest of that gate; NULL: none */
} ps_stage_view;

typedef struct {
    ps_str id, label; /* of the competitor; label: the name of its note, else the cell as written */
    ps_str threat;
    unsigned line;         /* of the row; 0: scored only */
    const ps_party *party; /* how they are scored; NULL: not. Lives as long as the factors */
} ps_rival;

typedef struct {
    ps_stage_view stages[PS_MAX_STAGES]; /* of the deal's profile */
    int n;
    int earned;
    ps_spend spend;
    ps_rival *rivals;
    size_t n_rivals;
    ps_needs needs;
    int needs_done, needs_total; /* questions about needs that the process asks, and how many are answered */
    ps_flow flow;
    ps_swot swot;
    ps_factors factors;
} ps_overview;

/* Lists live in the arena, texts in deal and process. PS_ENOMEM. */
int ps_overview_of(ps_overview *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err);

#endif
