/* What the analysis of a deal says: factors, the customer's flow, SWOT, compliance; and competitors over all deals. */
#ifndef PS_WORKSPACE_ANALYSIS_H
#define PS_WORKSPACE_ANALYSIS_H

#include "workspace_call.h"

/* ---- answers. path, lnum: the row to change ---- */
typedef struct {
    ps_str id; /* of the competitor */
    ps_money score;
} ps_v_score;
typedef struct {
    ps_str id, label, evidence, best, path; /* best: the competitor with the highest score */
    ps_money weight, us, gap;               /* gap: what it costs us in the total; below zero: we lead by it */
    PS_VEC(ps_v_score) rivals;              /* one for each competitor, in their order */
    int lnum;
    bool known, talked; /* a factor of the process; its evidence leads to an entry of a log */
} ps_v_factor;
typedef struct {
    ps_str id, label, note; /* id "": us; note: path of the competitor's */
    ps_money total;
    int rank, scored; /* rank 0: no total */
} ps_v_party;
typedef struct {
    ps_str kind, item, text, path; /* item: id of the factor */
    int lnum;
} ps_v_lack;
typedef struct {
    ps_str deal, title, path, copied; /* copied: the deal whose weights these are; "": none */
    PS_VEC(ps_v_factor) factors;
    PS_VEC(ps_v_party) parties; /* we, then the competitors */
    ps_strs gaps;               /* factors that cost us something, the dearest first */
    PS_VEC(ps_v_lack) lacks;
    ps_money weights, top; /* all together; the highest score */
    bool downstream;       /* what the customer's own customers need is known, or not asked for */
    ps_date today;
} ps_v_factors;

typedef struct {
    ps_str id, label, state, stage, stage_label, path; /* state: open running done skipped; stage: where we should be by then */
    ps_strs departments;                               /* as the process calls them */
    ps_date date;
    int lnum;                      /* 0: no row yet */
    bool ahead, soon, known, here; /* here: where the customer stands */
} ps_v_step;
typedef struct {
    ps_str deal, title, path, flow, label;
    PS_VEC(ps_v_step) steps;
    ps_str at, next, ours, ours_label, worst, warning; /* ours: the stage that we have earned; warning: what runs ahead, or soon will */
    int behind, rows;                                  /* stages; steps with a row */
    bool soon;                                         /* the warning is of what is still to come */
    ps_date today;
} ps_v_flow;

typedef struct {
    ps_str id, kind, finding, answer, source, source_path, path; /* kind: S W O T, "" for none of them; source: what the finding links */
    int source_lnum, lnum;
    bool used;
    ps_strs flaws; /* no-kind twice no-finding lost unanswered */
} ps_v_swot_entry;
typedef struct {
    ps_str deal, title, path;
    PS_VEC(ps_v_swot_entry) entries;
    int strengths, weaknesses, opportunities, threats, unanswered, flaws; /* flaws: entries with any */
    ps_date today;
} ps_v_swot;

typedef struct {
    ps_str id, requirement, answer, answer_label, deviation, owner, state, path;
    ps_date due;
    int lnum;
    bool open, overdue, explained;
} ps_v_requirement;
typedef struct {
    ps_str id, label;
    int count, open, overdue;
} ps_v_tally;
typedef struct {
    ps_str deal, title, path;
    PS_VEC(ps_v_requirement) points;
    PS_VEC(ps_v_tally) answers, owners; /* answers: "" without one */
    int count, open, overdue, unexplained;
    ps_date today;
} ps_v_compliance;

typedef struct {
    ps_str deal, title, account, region, status, stage, stage_label, owner, currency, product, threat, path;
    ps_str outcome; /* open won lost-to lost-other other */
    ps_money value, us, them;
    int lnum, our_rank, their_rank;
    ps_date close;
} ps_v_standing;
typedef struct {
    ps_str id, label;
    ps_money us, them; /* averages over the deals in which both have a score */
    int deals;
} ps_v_average;
typedef struct {
    ps_str id, name, note, focus, policy, products; /* note: path of its note; "": it has none */
    int open, won, lost, deals;                     /* won: by us against it; lost: to it */
    ps_v_sums sums;                                 /* of open deals */
    PS_VEC(ps_v_standing) standings;                /* open ones first, by value */
    PS_VEC(ps_v_average) factors;                   /* where it is furthest ahead first */
    ps_strs regions, accounts;
} ps_v_competitor;
typedef struct {
    PS_VEC(ps_v_competitor) competitors; /* by open deals, then by name */
    ps_date today;
} ps_v_competitors;

/* ---- arguments ---- */
typedef struct {
    ps_str id, flow; /* flow "": the deal's own */
} ps_a_flow;
typedef struct {
    ps_str id, step, state,
        date; /* state: an id, or as people write it; date: a day, "" keeps it (today where it lacks, or has not come) */
} ps_a_step;

/* ---- the calls ---- */
PS_CALL(factors, ps_a_deal, ps_v_factors);
PS_CALL(flow, ps_a_deal, ps_v_flow);
PS_CALL(swot, ps_a_deal, ps_v_swot);
PS_CALL(compliance, ps_a_deal, ps_v_compliance);
PS_CALL(competitors, ps_a_deal, ps_v_competitors); /* id "": all that have a note or stand in a deal; else that one. `at` as everywhere */
/* operations: one commit each */
PS_CALL(flow_start, ps_a_flow, ps_v_place); /* a row for each step of the flow that has none. count: how many */
PS_CALL(flow_step, ps_a_step, ps_v_place);  /* text: the state; date: the day that the row has now */

#endif
