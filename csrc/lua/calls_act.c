#include "shapes.h"

/* ---- answers and arguments ---- */
#define T ps_v_readiness
SHAPE(readiness, T, F(STR, T, deal), F(STR, T, stage), F(STR, T, stage_label), F(STR, T, next), F(STR, T, next_label), F(STR, T, gate),
      F(STR, T, gate_label), F(INT, T, round), F(BOOL, T, ready), F(INT, T, done), F(INT, T, total), F(INT, T, na),
      OF(LIST, T, missing, ps_shape_missing));
#undef T
#define T ps_v_vote
SHAPE(vote, T, F(STR, T, reviewer), F(STR, T, vote), F(STR, T, comment), F(STR, T, evidence));
#undef T
#define T ps_v_condition
SHAPE(condition, T, F(STR, T, text), F(STR, T, owner), F(STR, T, due), AS("for", STR, T, target), F(BOOL, T, met), F(INT, T, lnum));
#undef T
#define T ps_v_criterion
SHAPE(criterion, T, F(STR, T, id), F(STR, T, text), F(STR, T, answer), F(STR, T, evidence), F(STR, T, reason), F(INT, T, lnum));
#undef T
#define T ps_v_review
SHAPE(review, T, F(STR, T, path), F(STR, T, deal), F(STR, T, gate), F(STR, T, gate_label), F(INT, T, round), F(STR, T, date),
      F(STR, T, reviewed), F(STR, T, decision), F(STR, T, reason), F(BOOL, T, self_review), F(STRS, T, reviewers), OF(LIST, T, votes, vote),
      OF(LIST, T, conditions, condition), OF(LIST, T, criteria, criterion));
#undef T
#define T ps_v_entry
SHAPE(entry, T, F(STR, T, path), F(STR, T, id), F(STR, T, date), F(INT, T, lnum), F(STR, T, category), F(STR, T, stage), F(STR, T, by),
      F(STR, T, to), F(STR, T, note), F(MONEY, T, amount), F(STR, T, kind), F(STR, T, text), F(STRS, T, who), F(STRS, T, deals));
#undef T
#define T ps_v_done
SHARED(ps_shape_done, T, F(INT, T, commits), F(INT, T, files), F(STR, T, commit), F(STR, T, message));
#undef T
#define T ps_a_new
SHAPE(a_new, T, F(STR, T, title), F(STR, T, id), F(STR, T, account), F(STR, T, kind), F(STR, T, profile), F(STR, T, owner),
      F(STR, T, currency), F(STR, T, source), F(STR, T, parent), F(STR, T, flow), F(STR, T, forecast), F(STRS, T, team),
      F(STRS, T, products), F(STRS, T, recurring), F(STRS, T, frame), F(MONEY, T, value), F(MONEY, T, margin), F(MONEY, T, budget),
      F(DATE, T, opened), F(DATE, T, close), F(INT, T, probability));
#undef T
#define T ps_a_toggle
SHAPE(a_toggle, T, F(STR, T, path), F(INT, T, lnum), F(INT, T, last), F(STR, T, state), F(STR, T, reason), F(STR, T, kind), F(STR, T, text),
      F(BOOL, T, bulk));
#undef T
SHAPE(a_postpone, ps_a_postpone, F(STR, ps_a_postpone, path), F(INT, ps_a_postpone, lnum), F(STR, ps_a_postpone, date),
      F(STR, ps_a_postpone, reason), F(STR, ps_a_postpone, kind), F(STR, ps_a_postpone, text));
#define T ps_a_decide
SHAPE(a_decide, T, F(STR, T, id), F(STR, T, decision), F(STR, T, reason), F(STRS, T, reviewers), OF(LIST, T, votes, vote),
      OF(LIST, T, conditions, condition));
#undef T
#define T ps_a_move
SHAPE(a_move, T, F(STR, T, id), F(STR, T, reason), F(STR, T, override), F(STR, T, status), F(STR, T, to), F(STR, T, note),
      F(STR, T, revisit), F(DATE, T, date), F(MONEY, T, value));
#undef T
#define T ps_a_log
SHAPE(a_log, T, F(STR, T, id), F(STR, T, text), F(STR, T, kind), F(STR, T, date), F(STRS, T, who), F(STRS, T, deals));
#undef T
#define T ps_a_add
SHAPE(a_add, T, F(STR, T, kind), F(STR, T, id), F(STR, T, title), F(STR, T, account), F(STR, T, region), F(STR, T, email), F(STR, T, role),
      F(STR, T, parent));
#undef T
SHAPE(a_rename, ps_a_rename, F(STR, ps_a_rename, kind), F(STR, ps_a_rename, id), F(STR, ps_a_rename, to));
SHAPE(a_commit, ps_a_commit, F(STRS, ps_a_commit, paths), F(STR, ps_a_commit, message), F(BOOL, ps_a_commit, pending));

/* ---- the calls ---- */
#define CALLS(X) \
    X(readiness, ps_shape_a_deal, ps_a_deal, readiness, ps_v_readiness) \
    X(new, a_new, ps_a_new, ps_shape_deal, ps_v_deal) \
    X(add, a_add, ps_a_add, ps_shape_place, ps_v_place) \
    X(toggle, a_toggle, ps_a_toggle, ps_shape_place, ps_v_place) \
    X(postpone, a_postpone, ps_a_postpone, ps_shape_place, ps_v_place) \
    X(refresh, ps_shape_a_id, ps_a_id, ps_shape_place, ps_v_place) \
    X(review, ps_shape_a_id, ps_a_id, review, ps_v_review) \
    X(decide, a_decide, ps_a_decide, review, ps_v_review) \
    X(advance, a_move, ps_a_move, ps_shape_deal, ps_v_deal) \
    X(back, a_move, ps_a_move, ps_shape_deal, ps_v_deal) \
    X(close, a_move, ps_a_move, ps_shape_deal, ps_v_deal) \
    X(reopen, a_move, ps_a_move, ps_shape_deal, ps_v_deal) \
    X(cost, ps_shape_a_cost, ps_a_cost, entry, ps_v_entry) \
    X(log, a_log, ps_a_log, entry, ps_v_entry) \
    X(visit, a_log, ps_a_log, entry, ps_v_entry) \
    X(renew, a_new, ps_a_new, ps_shape_deal, ps_v_deal) \
    X(followup, a_new, ps_a_new, ps_shape_deal, ps_v_deal) \
    X(rename, a_rename, ps_a_rename, ps_shape_place, ps_v_place) \
    X(archive, ps_shape_a_id, ps_a_id, ps_shape_deal, ps_v_deal) \
    X(undo, ps_shape_a_id, ps_a_id, ps_shape_done, ps_v_done) \
    X(save, a_commit, ps_a_commit, ps_shape_done, ps_v_done) \
    X(commit, a_commit, ps_a_commit, ps_shape_done, ps_v_done) \
    X(pend, a_commit, ps_a_commit, ps_shape_done, ps_v_done)

TABLE(ps_calls_act, CALLS);
