/* A deal looked at from one side. */
#ifndef PS_WORKSPACE_SEE_H
#define PS_WORKSPACE_SEE_H

#include "workspace_call.h"

/* ---- answers ---- */
/* The decision chain. Labels are in the process's words. */
typedef struct {
    ps_str id, name, post, unit, layer, role, role_label, stance, stance_label, sign, contact, aim, aim_label, path, note, superior;
    ps_strs needs, need_labels, ways, way_labels;
    ps_date seen, left;
    int influence, lnum, days;              /* days since seen; path, lnum: the row; note: the person's, "" where there is none */
    bool gone, hidden, covered, compliance; /* compliance: one of the needs is a matter of it */
    bool top, vacant;                       /* asks for an aim and ways; a post whose holder is not known yet */
} ps_v_member;
typedef struct {
    ps_str id, label; /* id "": those of no known layer */
    PS_VEC(ps_v_member) people;
    ps_str aim, aim_label, strategy, path; /* of the layer; path, lnum: the row that says so, "" where there is none */
    ps_strs ways, way_labels;
    int lnum;
} ps_v_layer;
typedef struct {
    ps_str from, to, from_name, to_name, kind, label, group, note, path;
    int lnum;
    bool reporting;
} ps_v_tie;
typedef struct {
    ps_str kind, person, layer, text, brief,
        path; /* brief: of a person, in few words; person "": of the chain as a whole, or of a layer; path, lnum: where to mend it */
    int lnum;
} ps_v_gap;
typedef struct {                                /* what changed in the chain, and the contact that it is put down to */
    ps_str what, person, other, from, to, text; /* as chain_moves.h has them; text: all of it, for people */
    ps_str by, path, commit; /* by: "2026-11-11 visit (Chen Gang, Liu Min)"; path, lnum: its entry in the log; "": none is known */
    int lnum;
} ps_v_chain_move;
typedef struct {
    ps_date date; /* from the end of this day on the chain stands so */
    PS_VEC(ps_v_chain_move) moves;
} ps_v_chain_step;
typedef PS_VEC(ps_v_chain_step) ps_v_chain_steps;
typedef struct {
    ps_str deal, title;
    int covered, total;
    ps_strs champions;         /* names */
    PS_VEC(ps_v_layer) layers; /* from the one that decides down; each of the process, with or without people */
    PS_VEC(ps_v_tie) ties;
    PS_VEC(ps_v_gap) gaps;
    ps_date today;
} ps_v_map;
/* A deal as a whole. */
typedef struct {
    ps_str label; /* the heading of the process under which the activities stand */
    int done, na, open;
} ps_v_group;
typedef struct {
    ps_str id, label, state; /* state: walked here ahead forced (left by an override) unearned (walked on without having earned it) */
    PS_VEC(ps_v_group) groups;
    int done, na, open, days, probability, reach; /* days in it; reach: per cent, the chance of getting there */
    ps_date entered;
    ps_str gate, gate_label, decision,
        path; /* of the gate at its end; decision "": none, and round 0: not held; path: the latest review's */
    int round;
    ps_date decided;
    ps_money budget, planned, spent, share;
    bool over;
} ps_v_stage_view;
typedef struct {
    ps_str id, label, threat;
    int lnum;       /* 0: scored by the decision factors only */
    ps_money total; /* of the decision factors; NONE: not scored */
    int rank;
} ps_v_rival;
typedef struct { /* what the process asks of needs, and what is known */
    int done, total;
    ps_str said; /* the true need, else what was asked for; "" */
    bool apart;  /* both are written, and they differ */
} ps_v_needs_state;
typedef struct {                           /* where the customer stands in its own flow */
    ps_str label, step, step_label, state; /* step "": nowhere yet */
    ps_str next_label, path;               /* of the first open step after it */
    ps_date date, next_date;
    int behind, lnum; /* stages that we are behind the customer */
    bool ahead;
} ps_v_flow_state;
typedef struct { /* a factor in which somebody is better, the dearest first */
    ps_str id, label, rival;
    ps_money gap; /* what it costs us in the total */
    int lnum;
} ps_v_lag;
typedef struct {
    ps_str deal, title, account, owner, status, currency, stage, earned, path;
    PS_VEC(ps_v_stage_view) stages;
    int people, covered, against; /* of the decision chain */
    ps_strs champions;
    int gaps;                /* of the decision chain */
    ps_v_needs_state *needs; /* NULL: the process does not ask */
    ps_v_flow_state *flow;   /* NULL: the deal names none that is known */
    ps_strs team;            /* owner and team, the owner first */
    PS_VEC(ps_v_rival) rivals;
    PS_VEC(ps_v_lag) lags; /* three at most */
    ps_money total;        /* ours, of the decision factors; NONE: not scored */
    int rank;              /* 1 leads */
    int strengths, weaknesses, opportunities, threats, unanswered;
    int probability;
    ps_money value, budget, spent, expected_cost, expected_value, expected_margin;
    bool dear;   /* the expected cost passes the expected margin */
    int lessons; /* of similar deals */
    ps_v_action *next_action;
    ps_v_frame *frame; /* the contract that it is; NULL: none */
    ps_str parent;     /* the deal it follows, or is called off under */
    ps_date today;
} ps_v_overview;
/* Goals and plan. */
typedef struct {
    ps_str id, text, owner, state, measure, path;
    ps_strs after; /* ids of items that come before */
    ps_date start, end;
    int depth, lnum;
    bool goal, closed;
} ps_v_plan_item;
typedef struct {
    ps_str kind, item, text, path; /* item: id of the row */
    int lnum;
} ps_v_plan_fault;
typedef struct {                            /* of the control plan */
    ps_str text, owner, every, fault, path; /* fault: what is lacking, in words */
    ps_date next;
    int lnum;
} ps_v_control;
typedef struct {
    ps_str deal, title, path;
    PS_VEC(ps_v_control) controls;
    PS_VEC(ps_v_plan_item) items;
    PS_VEC(ps_v_plan_fault) faults;
    ps_date from, to, today, close;
} ps_v_plan;

/* ---- arguments ---- */
typedef struct {
    ps_str id, at, path; /* path: ends in .dot, .mmd or .svg; absolute, or from the root */
} ps_a_draw;
typedef struct {
    ps_str id, person, layer, aim, strategy; /* of a person or of a layer; strategy: in words, of a layer; what is "" is taken away */
    ps_strs ways;
} ps_a_strategy;
typedef struct {
    ps_str id, template; /* template "": the process's first */
} ps_a_chain;
typedef struct {
    ps_str id, post, person; /* ids as they stand in the table, and shall stand */
} ps_a_seat;

/* ---- the calls ---- */
PS_CALL(map, ps_a_deal, ps_v_map);
PS_CALL(moves, ps_a_id,
        ps_v_chain_steps); /* the days on which the chain changed, oldest first: with `at` such a day `map` shows it as it stood then */
PS_CALL(
    draw, ps_a_draw,
    ps_v_place); /* the chain as a file for other programs, without what is private; count: people. PS_EUNSUPPORTED for another format */
PS_CALL(strategy, ps_a_strategy, ps_v_place); /* one commit; path, lnum: the row */
PS_CALL(chain, ps_a_chain,
        ps_v_place); /* adds the posts of a template and who reports to whom, in one commit; count: rows. PS_EEXISTS: all are there */
PS_CALL(seat, ps_a_seat, ps_v_place); /* somebody is known for a post: the rows name them from now on, in one commit; count: cells */
PS_CALL(overview, ps_a_deal, ps_v_overview);
PS_CALL(plan, ps_a_deal, ps_v_plan);

#endif
