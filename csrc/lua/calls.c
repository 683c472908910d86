#include "calls.h"

#include <string.h>

#define F(kind, type, field) \
    { #field, PS_SH_##kind, offsetof(type, field), NULL }
#define AS(name, kind, type, field) \
    { name, PS_SH_##kind, offsetof(type, field), NULL }
#define OF(kind, type, field, shape) \
    { #field, PS_SH_##kind, offsetof(type, field), &shape }
#define END \
    { NULL, PS_SH_STR, 0, NULL }
#define SHAPE(name, type, ...) \
    static const ps_shape_field name##_fields[] = {__VA_ARGS__, END}; \
    static const ps_shape name = {sizeof(type), name##_fields, NULL}
#define LIST(name, type, element) static const ps_shape name = {sizeof(type), NULL, &element}

/* ---- answers ---- */
#define T ps_v_missing
SHAPE(missing, T, F(STR, T, kind), F(STR, T, id), F(STR, T, text), F(STR, T, path), F(INT, T, lnum), F(STR, T, message), F(BOOL, T, absent),
      F(BOOL, T, expired));
#undef T
const ps_shape ps_shape_missings = {sizeof(ps_v_missings), NULL, &missing};

#define T ps_v_action
SHAPE(action, T, F(STR, T, text), F(STR, T, owner), F(DATE, T, due), F(STR, T, path), F(INT, T, lnum));
#undef T

#define T ps_v_deal
SHAPE(deal, T, F(STR, T, id), F(STR, T, title), F(STR, T, account), F(STR, T, kind), F(STR, T, profile), F(STR, T, stage),
      F(STR, T, stage_label), F(STR, T, earned), F(STR, T, earned_label), F(STR, T, status), F(STR, T, owner), F(STRS, T, team),
      F(STR, T, currency), F(MONEY, T, value), F(INT, T, probability), F(STR, T, probability_source), F(MONEY, T, weighted),
      F(STR, T, source), F(STR, T, path), F(STR, T, folder), F(STR, T, parent), F(STR, T, forecast), F(STR, T, lost_to), F(STR, T, reason),
      F(MONEY, T, budget), F(MONEY, T, spent), F(MONEY, T, margin), F(INT, T, days_in_stage), F(DATE, T, opened), F(DATE, T, close),
      AS("signed", DATE, T, signed_on), F(DATE, T, entered), F(BOOL, T, stalled), F(DATE, T, stalled_since), F(BOOL, T, archived),
      OF(ONE, T, next_action, action), F(STR, T, gate), F(STR, T, gate_label), F(STR, T, next), F(BOOL, T, ready), F(BOOL, T, reviewable),
      F(BOOL, T, unearned), F(BOOL, T, overridden), F(INT, T, missing), F(INT, T, conditions), F(INT, T, done), F(INT, T, total));
#undef T
LIST(deals, ps_v_deals, deal);

#define T ps_v_readiness
SHAPE(readiness, T, F(STR, T, deal), F(STR, T, stage), F(STR, T, stage_label), F(STR, T, next), F(STR, T, next_label), F(STR, T, gate),
      F(STR, T, gate_label), F(INT, T, round), F(BOOL, T, ready), F(INT, T, done), F(INT, T, total), F(INT, T, na),
      OF(LIST, T, missing, missing));
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

#define T ps_v_event
SHAPE(event, T, F(TIME, T, time), F(STR, T, date), F(STR, T, clock), F(STR, T, author), F(STR, T, commit), F(STR, T, kind), F(STR, T, text),
      F(STR, T, field), F(STR, T, from), F(STR, T, to), F(STR, T, path), F(STR, T, deal), F(BOOL, T, undo));
#undef T
LIST(events, ps_v_events, event);
#define T ps_v_diff
SHAPE(diff, T, F(STR, T, id), F(STR, T, from), F(STR, T, to), OF(LIST, T, events, event));
#undef T
#define T ps_v_progress
SHAPE(progress, T, F(INT, T, done), F(INT, T, total), F(BOOL, T, complete));
#undef T

#define T ps_v_diag
SHAPE(diag, T, F(STR, T, path), F(INT, T, lnum), F(INT, T, col), F(INT, T, end_col), F(INT, T, severity), F(STR, T, code),
      F(STR, T, message));
#undef T
LIST(diags, ps_v_diags, diag);

#define T ps_v_sum
SHAPE(sum, T, F(STR, T, currency), F(MONEY, T, value), F(MONEY, T, weighted));
#undef T
#define T ps_v_stage_sum
SHAPE(stage_sum, T, F(STR, T, id), F(STR, T, label), F(INT, T, number), F(INT, T, count), OF(LIST, T, sums, sum));
#undef T
#define T ps_v_board
SHAPE(board, T, OF(LIST, T, stages, stage_sum), OF(LIST, T, deals, deal), F(INT, T, more), F(INT, T, count), OF(LIST, T, sums, sum),
      OF(LIST, T, broken, diag), F(DATE, T, today), F(DATE, T, now));
#undef T

#define T ps_v_move
SHAPE(move, T, F(STR, T, move), F(STR, T, deal), F(STR, T, title), F(STR, T, owner), F(STR, T, account), F(STR, T, currency),
      F(STR, T, path), F(MONEY, T, amount), F(MONEY, T, value), F(STR, T, from), F(STR, T, to), F(STR, T, from_label), F(STR, T, to_label),
      F(INT, T, days));
#undef T
#define T ps_v_moved
SHAPE(moved, T, F(STR, T, move), F(INT, T, count), F(MONEY, T, amount), F(BOOL, T, counts));
#undef T
#define T ps_v_move_sum
SHAPE(move_sum, T, F(STR, T, currency), F(INT, T, begin_count), F(INT, T, end_count), F(MONEY, T, begin), F(MONEY, T, end),
      F(MONEY, T, begin_weighted), F(MONEY, T, end_weighted), OF(LIST, T, moves, moved));
#undef T
#define T ps_v_movement
SHAPE(movement, T, F(DATE, T, from), F(DATE, T, to), OF(LIST, T, rows, move), OF(LIST, T, sums, move_sum), OF(LIST, T, broken, diag));
#undef T
#define T ps_v_observed_stage
SHAPE(observed_stage, T, F(STR, T, id), F(STR, T, label), F(INT, T, probability), F(INT, T, stalls), F(INT, T, entered), F(INT, T, went_on),
      F(INT, T, went_back), F(INT, T, ended), F(INT, T, here), F(COUNT, T, conversion), F(INT, T, timed), F(COUNT, T, quick),
      F(COUNT, T, median), F(COUNT, T, slow), F(INT, T, closed), F(INT, T, won), F(COUNT, T, win));
#undef T
#define T ps_v_judged
SHAPE(judged, T, F(INT, T, from), F(INT, T, until), F(INT, T, n), F(INT, T, won), F(COUNT, T, share));
#undef T
#define T ps_v_observed
SHAPE(observed, T, OF(LIST, T, stages, observed_stage), OF(LIST, T, judged, judged), F(DATE, T, from), F(DATE, T, to), F(INT, T, deals),
      F(INT, T, least), OF(LIST, T, broken, diag));
#undef T
#define T ps_v_forecast_row
SHAPE(forecast_row, T, F(STR, T, key), F(STR, T, label), F(STR, T, currency), F(INT, T, count), F(MONEY, T, value), F(MONEY, T, weighted),
      F(MONEY, T, committed), F(MONEY, T, best), F(MONEY, T, booked), F(MONEY, T, manager_committed), F(MONEY, T, manager_best),
      F(STRS, T, deals));
#undef T
#define T ps_v_forecast
SHAPE(forecast, T, OF(LIST, T, rows, forecast_row), F(STRS, T, undated), OF(LIST, T, broken, diag), F(STR, T, by), F(DATE, T, today));
#undef T

#define T ps_v_term
SHAPE(term, T, F(STR, T, id), F(STR, T, label), F(STR, T, extra));
#undef T
LIST(terms, ps_v_terms, term);
#define T ps_v_process
SHAPE(process, T, F(STR, T, name), F(STR, T, path), F(STR, T, lang), F(STR, T, currency), OF(LIST, T, stages, term),
      OF(LIST, T, gates, term), OF(LIST, T, profiles, term), OF(LIST, T, kinds, term), OF(LIST, T, channels, term),
      OF(LIST, T, flows, term), OF(LIST, T, losses, term), OF(LIST, T, costs, term), OF(LIST, T, stances, term), OF(LIST, T, layers, term),
      OF(LIST, T, roles, term), OF(LIST, T, decisions, term), OF(LIST, T, statuses, term), OF(LIST, T, activities, term),
      OF(LIST, T, faults, diag));
#undef T

#define T ps_v_view
SHAPE(view, T, F(STR, T, name), F(STR, T, filter), F(STR, T, description), F(STR, T, path), F(INT, T, lnum));
#undef T
LIST(views, ps_v_views, view);
#define T ps_v_completion
SHAPE(completion, T, F(INT, T, from), OF(LIST, T, words, term));
#undef T

#define T ps_v_place
static const ps_shape_field place_fields[] = {F(STR, T, path), F(STR, T, id),   F(STR, T, kind),  F(STR, T, text),
                                              F(STR, T, date), F(INT, T, lnum), F(INT, T, count), END};
#undef T
const ps_shape ps_shape_place = {sizeof(ps_v_place), place_fields, NULL};
#define T ps_v_entry
SHAPE(entry, T, F(STR, T, path), F(STR, T, id), F(STR, T, date), F(INT, T, lnum), F(STR, T, category), F(STR, T, stage), F(STR, T, by),
      F(STR, T, to), F(STR, T, note), F(MONEY, T, amount), F(STR, T, kind), F(STR, T, text), F(STRS, T, who), F(STRS, T, deals));
#undef T
#define T ps_v_where
SHAPE(where, T, F(STR, T, kind), F(STR, T, id));
#undef T
#define T ps_v_done
SHAPE(done, T, F(INT, T, commits), F(INT, T, files), F(STR, T, commit), F(STR, T, message));
#undef T

#define T ps_v_mark
SHAPE(mark, T, F(INT, T, from), F(INT, T, to));
#undef T
#define T ps_v_hit
SHAPE(hit, T, F(STR, T, path), F(INT, T, lnum), F(INT, T, col), F(STR, T, deal), F(STR, T, title), F(STR, T, snippet),
      OF(LIST, T, marks, mark));
#undef T
LIST(hits, ps_v_hits, hit);
#define T ps_v_link
SHAPE(link, T, F(STR, T, path), F(INT, T, lnum), F(STR, T, deal), F(STR, T, title), F(STR, T, text));
#undef T
LIST(links, ps_v_links, link);
#define T ps_v_counts
SHAPE(counts, T, F(INT, T, notes), F(INT, T, changed), F(INT, T, removed));
#undef T

#define T ps_v_item
SHAPE(item, T, F(DATE, T, date), F(STR, T, kind), F(STR, T, deal), F(STR, T, title), F(STR, T, text), F(STR, T, owner), F(STR, T, state),
      F(STR, T, id), F(STR, T, path), F(INT, T, lnum), F(BOOL, T, overdue), F(BOOL, T, waiting));
#undef T
#define T ps_v_agenda
SHAPE(agenda, T, OF(LIST, T, items, item), F(DATE, T, today), F(STR, T, owner), F(INT, T, count), F(INT, T, late));
#undef T
#define T ps_v_totals
SHAPE(totals, T, F(INT, T, overdue), F(INT, T, day), F(INT, T, week), F(INT, T, tenders), F(INT, T, waiting), F(INT, T, idle),
      F(INT, T, stalled), F(INT, T, changes));
#undef T
#define T ps_v_today
SHAPE(today, T, F(DATE, T, today), F(TIME, T, now), F(TIME, T, since), F(STR, T, since_clock), F(STR, T, owner), OF(LIST, T, overdue, item),
      OF(LIST, T, day, item), OF(LIST, T, week, item), OF(LIST, T, tenders, item), OF(LIST, T, waiting, item), OF(LIST, T, idle, item),
      OF(LIST, T, stalled, item), OF(LIST, T, changes, event), OF(REC, T, totals, totals));
#undef T
#define T ps_v_member
SHAPE(member, T, F(STR, T, id), F(STR, T, name), F(STR, T, post), F(STR, T, unit), F(STR, T, layer), F(STR, T, role), F(STR, T, role_label),
      F(STR, T, stance), F(STR, T, stance_label), F(STR, T, sign), F(INT, T, influence), F(STRS, T, needs), F(STRS, T, need_labels),
      F(STR, T, contact), F(STR, T, aim), F(STR, T, aim_label), F(STRS, T, ways), F(STRS, T, way_labels), F(DATE, T, seen), F(INT, T, days),
      F(STR, T, superior), F(BOOL, T, covered), F(BOOL, T, compliance), F(STR, T, path), F(INT, T, lnum), F(STR, T, note));
#undef T
#define T ps_v_layer
SHAPE(layer, T, F(STR, T, id), F(STR, T, label), OF(LIST, T, people, member));
#undef T
#define T ps_v_tie
SHAPE(tie, T, F(STR, T, from), F(STR, T, to), F(STR, T, from_name), F(STR, T, to_name), F(STR, T, kind), F(STR, T, label), F(STR, T, group),
      F(STR, T, note), F(BOOL, T, reporting), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_gap
SHAPE(gap, T, F(STR, T, kind), F(STR, T, person), F(STR, T, text), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_map
SHAPE(map, T, F(STR, T, deal), F(STR, T, title), F(INT, T, covered), F(INT, T, total), F(STRS, T, champions), OF(LIST, T, layers, layer),
      OF(LIST, T, ties, tie), OF(LIST, T, gaps, gap), F(DATE, T, today));
#undef T
#define T ps_v_group
SHAPE(group, T, F(STR, T, label), F(INT, T, done), F(INT, T, na), F(INT, T, open));
#undef T
#define T ps_v_stage_view
SHAPE(stage_view, T, F(STR, T, id), F(STR, T, label), F(STR, T, state), OF(LIST, T, groups, group), F(INT, T, done), F(INT, T, na),
      F(INT, T, open), F(INT, T, days), F(INT, T, probability), F(INT, T, reach), F(DATE, T, entered), F(STR, T, gate),
      F(STR, T, gate_label), F(STR, T, decision), F(STR, T, path), F(INT, T, round), F(DATE, T, decided), F(MONEY, T, budget),
      F(MONEY, T, planned), F(MONEY, T, spent), F(MONEY, T, share), F(BOOL, T, over));
#undef T
#define T ps_v_rival
SHAPE(rival, T, F(STR, T, id), F(STR, T, label), F(STR, T, threat), F(INT, T, lnum));
#undef T
#define T ps_v_overview
SHAPE(overview, T, F(STR, T, deal), F(STR, T, title), F(STR, T, account), F(STR, T, owner), F(STR, T, status), F(STR, T, currency),
      F(STR, T, stage), F(STR, T, earned), F(STR, T, path), OF(LIST, T, stages, stage_view), F(INT, T, people), F(INT, T, covered),
      F(INT, T, against), F(STRS, T, champions), OF(LIST, T, rivals, rival), F(INT, T, strengths), F(INT, T, weaknesses),
      F(INT, T, opportunities), F(INT, T, threats), F(INT, T, unanswered), F(INT, T, probability), F(MONEY, T, value), F(MONEY, T, budget),
      F(MONEY, T, spent), F(MONEY, T, expected_cost), F(MONEY, T, expected_value), F(MONEY, T, expected_margin), F(BOOL, T, dear),
      OF(ONE, T, next_action, action), F(DATE, T, today));
#undef T

#define T ps_v_plan_item
SHAPE(plan_item, T, F(STR, T, id), F(STR, T, text), F(STR, T, owner), F(STR, T, state), F(STR, T, measure), F(STRS, T, after),
      F(DATE, T, start), F(DATE, T, end), F(INT, T, depth), F(BOOL, T, goal), F(BOOL, T, closed), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_plan_fault
SHAPE(plan_fault, T, F(STR, T, kind), F(STR, T, item), F(STR, T, text), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_plan
SHAPE(plan, T, F(STR, T, deal), F(STR, T, title), F(STR, T, path), OF(LIST, T, items, plan_item), OF(LIST, T, faults, plan_fault),
      F(DATE, T, from), F(DATE, T, to), F(DATE, T, today), F(DATE, T, close));
#undef T

/* ---- arguments ---- */
SHAPE(a_agenda, ps_a_agenda, F(INT, ps_a_agenda, days), F(STR, ps_a_agenda, filter), F(STR, ps_a_agenda, owner), F(INT, ps_a_agenda, limit),
      F(BOOL, ps_a_agenda, known));
SHAPE(a_export, ps_a_export, F(STR, ps_a_export, path), F(STR, ps_a_export, filter), F(STR, ps_a_export, owner), F(INT, ps_a_export, days));
SHAPE(a_today, ps_a_today, F(STR, ps_a_today, owner), F(TIME, ps_a_today, since), F(INT, ps_a_today, limit), F(BOOL, ps_a_today, known));
SHAPE(a_id, ps_a_id, F(STR, ps_a_id, id));
SHAPE(a_history, ps_a_history, F(STR, ps_a_history, id), F(BOOL, ps_a_history, walk));
SHAPE(a_diff, ps_a_diff, F(STR, ps_a_diff, id), F(STR, ps_a_diff, from), F(STR, ps_a_diff, to));
SHAPE(a_blame, ps_a_blame, F(STR, ps_a_blame, id), F(STR, ps_a_blame, key));
SHAPE(a_remember, ps_a_remember, F(INT, ps_a_remember, ms));
SHAPE(a_deal, ps_a_deal, F(STR, ps_a_deal, id), F(STR, ps_a_deal, at));
SHAPE(a_path, ps_a_path, F(STR, ps_a_path, path), F(INT, ps_a_path, lnum));
SHAPE(a_filter, ps_a_filter, F(STR, ps_a_filter, filter), F(BOOL, ps_a_filter, all), F(STR, ps_a_filter, at), F(INT, ps_a_filter, limit),
      F(BOOL, ps_a_filter, known));
SHAPE(a_forecast, ps_a_forecast, F(STR, ps_a_forecast, by), F(STR, ps_a_forecast, at), F(STR, ps_a_forecast, filter));
SHAPE(a_span, ps_a_span, F(STR, ps_a_span, from), F(STR, ps_a_span, to), F(STR, ps_a_span, filter));
SHAPE(a_search, ps_a_search, F(STR, ps_a_search, query), F(INT, ps_a_search, limit), F(BOOL, ps_a_search, known),
      F(BOOL, ps_a_search, any));
SHAPE(a_links, ps_a_links, F(STR, ps_a_links, path), F(BOOL, ps_a_links, known));
#define T ps_a_new
SHAPE(a_new, T, F(STR, T, title), F(STR, T, id), F(STR, T, account), F(STR, T, kind), F(STR, T, profile), F(STR, T, owner),
      F(STR, T, currency), F(STR, T, source), F(STR, T, parent), F(STR, T, flow), F(STR, T, forecast), F(STRS, T, team),
      F(STRS, T, products), F(MONEY, T, value), F(MONEY, T, margin), F(MONEY, T, budget), F(DATE, T, opened), F(DATE, T, close),
      F(INT, T, probability));
#undef T
#define T ps_a_toggle
SHAPE(a_toggle, T, F(STR, T, path), F(INT, T, lnum), F(INT, T, last), F(STR, T, state), F(STR, T, reason), F(BOOL, T, bulk));
#undef T
SHAPE(a_postpone, ps_a_postpone, F(STR, ps_a_postpone, path), F(INT, ps_a_postpone, lnum), F(STR, ps_a_postpone, date),
      F(STR, ps_a_postpone, reason));
#define T ps_a_decide
SHAPE(a_decide, T, F(STR, T, id), F(STR, T, decision), F(STR, T, reason), F(STRS, T, reviewers), OF(LIST, T, votes, vote),
      OF(LIST, T, conditions, condition));
#undef T
#define T ps_a_move
SHAPE(a_move, T, F(STR, T, id), F(STR, T, reason), F(STR, T, override), F(STR, T, status), F(STR, T, to), F(DATE, T, date),
      F(MONEY, T, value));
#undef T
#define T ps_a_cost
SHAPE(a_cost, T, F(STR, T, id), F(STR, T, category), F(STR, T, note), F(STR, T, stage), F(STR, T, to), F(MONEY, T, amount),
      F(DATE, T, date));
#undef T
#define T ps_a_log
SHAPE(a_log, T, F(STR, T, id), F(STR, T, text), F(STR, T, kind), F(STR, T, date), F(STRS, T, who), F(STRS, T, deals));
#undef T
#define T ps_a_add
SHAPE(a_add, T, F(STR, T, kind), F(STR, T, id), F(STR, T, title), F(STR, T, account), F(STR, T, region), F(STR, T, email), F(STR, T, role),
      F(STR, T, parent));
#undef T
SHAPE(a_names, ps_a_names, F(STR, ps_a_names, kind), F(BOOL, ps_a_names, known));
SHAPE(a_rename, ps_a_rename, F(STR, ps_a_rename, kind), F(STR, ps_a_rename, id), F(STR, ps_a_rename, to));
SHAPE(a_commit, ps_a_commit, F(STRS, ps_a_commit, paths), F(STR, ps_a_commit, message), F(BOOL, ps_a_commit, pending));

SHAPE(a_view, ps_a_view, F(STR, ps_a_view, name), F(STR, ps_a_view, filter), F(STR, ps_a_view, description), F(BOOL, ps_a_view, remove));

/* ---- the calls: each gets a thunk, so that no function is called through a pointer of another type ---- */
#define CALLS(X) \
    X(deal, a_deal, ps_a_deal, deal, ps_v_deal) \
    X(deals, a_filter, ps_a_filter, deals, ps_v_deals) \
    X(board, a_filter, ps_a_filter, board, ps_v_board) \
    X(views, a_id, ps_a_id, views, ps_v_views) \
    X(complete, a_filter, ps_a_filter, completion, ps_v_completion) \
    X(readiness, a_deal, ps_a_deal, readiness, ps_v_readiness) \
    X(day, a_deal, ps_a_deal, ps_shape_place, ps_v_place) \
    X(forecast, a_forecast, ps_a_forecast, forecast, ps_v_forecast) \
    X(movement, a_span, ps_a_span, movement, ps_v_movement) \
    X(observed, a_span, ps_a_span, observed, ps_v_observed) \
    X(history, a_history, ps_a_history, events, ps_v_events) \
    X(diff, a_diff, ps_a_diff, diff, ps_v_diff) \
    X(blame, a_blame, ps_a_blame, event, ps_v_event) \
    X(fields, a_id, ps_a_id, terms, ps_v_terms) \
    X(remember, a_remember, ps_a_remember, progress, ps_v_progress) \
    X(map, a_deal, ps_a_deal, map, ps_v_map) \
    X(overview, a_deal, ps_a_deal, overview, ps_v_overview) \
    X(plan, a_deal, ps_a_deal, plan, ps_v_plan) \
    X(diagnostics, a_path, ps_a_path, diags, ps_v_diags) \
    X(process, a_id, ps_a_id, process, ps_v_process) \
    X(names, a_names, ps_a_names, terms, ps_v_terms) \
    X(where, a_path, ps_a_path, where, ps_v_where) \
    X(search, a_search, ps_a_search, hits, ps_v_hits) \
    X(agenda, a_agenda, ps_a_agenda, agenda, ps_v_agenda) \
    X(today, a_today, ps_a_today, today, ps_v_today) \
    X(backlinks, a_links, ps_a_links, links, ps_v_links) \
    X(export, a_export, ps_a_export, ps_shape_place, ps_v_place) \
    X(reindex, a_id, ps_a_id, counts, ps_v_counts) \
    X(show, a_id, ps_a_id, ps_shape_place, ps_v_place) \
    X(new, a_new, ps_a_new, deal, ps_v_deal) \
    X(add, a_add, ps_a_add, ps_shape_place, ps_v_place) \
    X(view, a_view, ps_a_view, view, ps_v_view) \
    X(toggle, a_toggle, ps_a_toggle, ps_shape_place, ps_v_place) \
    X(postpone, a_postpone, ps_a_postpone, ps_shape_place, ps_v_place) \
    X(refresh, a_id, ps_a_id, ps_shape_place, ps_v_place) \
    X(review, a_id, ps_a_id, review, ps_v_review) \
    X(decide, a_decide, ps_a_decide, review, ps_v_review) \
    X(advance, a_move, ps_a_move, deal, ps_v_deal) \
    X(back, a_move, ps_a_move, deal, ps_v_deal) \
    X(close, a_move, ps_a_move, deal, ps_v_deal) \
    X(reopen, a_move, ps_a_move, deal, ps_v_deal) \
    X(cost, a_cost, ps_a_cost, entry, ps_v_entry) \
    X(log, a_log, ps_a_log, entry, ps_v_entry) \
    X(visit, a_log, ps_a_log, entry, ps_v_entry) \
    X(followup, a_new, ps_a_new, deal, ps_v_deal) \
    X(rename, a_rename, ps_a_rename, ps_shape_place, ps_v_place) \
    X(archive, a_id, ps_a_id, deal, ps_v_deal) \
    X(undo, a_id, ps_a_id, done, ps_v_done) \
    X(save, a_commit, ps_a_commit, done, ps_v_done) \
    X(commit, a_commit, ps_a_commit, done, ps_v_done) \
    X(pend, a_commit, ps_a_commit, done, ps_v_done)

#define THUNK(call, in_shape, in_type, out_shape, out_type) \
    static int run_##call(ps_workspace *ws, ps_session *s, const void *in, void *out, ps_error *err) { \
        return ps_call_##call(ws, s, (const in_type *)in, (out_type *)out, err); \
    }
CALLS(THUNK)

#define ROW(call, in_shape, in_type, out_shape, out_type) {#call, run_##call, &in_shape, &out_shape},
static const ps_call calls[] = {CALLS(ROW)};

const ps_call *ps_call_find(const char *name) {
    for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
        if (strcmp(calls[i].name, name) == 0) {
            return &calls[i];
        }
    }
    return NULL;
}
