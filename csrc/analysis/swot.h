/* Strengths, weaknesses, opportunities, threats: each found somewhere and answered by the strategy, or flagged. Pure. */
#ifndef PS_SWOT_H
#define PS_SWOT_H

#include "deal.h"
#include "target.h"

typedef enum {
    PS_SWOT_NO_KIND,    /* none of S W O T */
    PS_SWOT_TWICE,      /* the id is that of another entry */
    PS_SWOT_NO_FINDING, /* says nothing, or points at no finding */
    PS_SWOT_LOST,       /* points at a finding that is not there */
    PS_SWOT_UNANSWERED, /* no strategy answers it */
    PS_SWOT_FLAW_COUNT
} ps_swot_flaw_kind;
ps_str ps_swot_flaw_id(ps_swot_flaw_kind k); /* "no-finding" */

typedef struct {
    ps_str id, finding, answer; /* finding: without its links */
    ps_str source;              /* block or heading that it points at; "" */
    ps_str path;                /* where that stands; "" */
    unsigned at;                /* the line there */
    int kind;                   /* index into "SWOT"; -1 */
    bool used;                  /* answered in its row, or named by a strategy, a goal or a task of the plan */
    bool flawed[PS_SWOT_FLAW_COUNT];
    unsigned line;
} ps_swot_entry;

typedef struct {
    ps_swot_entry *entries; /* as they stand in the table */
    size_t n;
    size_t counts[4], unanswered, flaws; /* flaws: entries with any */
    const ps_doc *doc;                   /* NULL: no table */
} ps_swot;

/* Lists live in the arena, texts there or in the deal. PS_ENOMEM. */
int ps_swot_read(ps_swot *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err);

#endif
