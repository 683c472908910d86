#include "shapes.h"

/* ---- answers and arguments ---- */
#define T ps_v_member
SHAPE(member, T, F(STR, T, id), F(STR, T, name), F(STR, T, post), F(STR, T, unit), F(STR, T, layer), F(STR, T, role), F(STR, T, role_label),
      F(STR, T, stance), F(STR, T, stance_label), F(STR, T, sign), F(INT, T, influence), F(STRS, T, needs), F(STRS, T, need_labels),
      F(STR, T, contact), F(STR, T, aim), F(STR, T, aim_label), F(STRS, T, ways), F(STRS, T, way_labels), F(DATE, T, seen), F(INT, T, days),
      F(STR, T, superior), F(DATE, T, left), F(BOOL, T, gone), F(BOOL, T, hidden), F(BOOL, T, covered), F(BOOL, T, compliance),
      F(BOOL, T, top), F(BOOL, T, vacant), F(STR, T, path), F(INT, T, lnum), F(STR, T, note));
#undef T
#define T ps_v_layer
SHAPE(layer, T, F(STR, T, id), F(STR, T, label), OF(LIST, T, people, member), F(STR, T, aim), F(STR, T, aim_label), F(STRS, T, ways),
      F(STRS, T, way_labels), F(STR, T, strategy), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_tie
SHAPE(tie, T, F(STR, T, from), F(STR, T, to), F(STR, T, from_name), F(STR, T, to_name), F(STR, T, kind), F(STR, T, label), F(STR, T, group),
      F(STR, T, note), F(BOOL, T, reporting), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_gap
SHAPE(gap, T, F(STR, T, kind), F(STR, T, person), F(STR, T, layer), F(STR, T, text), F(STR, T, brief), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_map
SHAPE(map, T, F(STR, T, deal), F(STR, T, title), F(INT, T, covered), F(INT, T, total), F(STRS, T, champions), OF(LIST, T, layers, layer),
      OF(LIST, T, ties, tie), OF(LIST, T, gaps, gap), F(DATE, T, today));
#undef T
#define T ps_v_chain_move
SHAPE(chain_move, T, F(STR, T, what), F(STR, T, person), F(STR, T, other), F(STR, T, from), F(STR, T, to), F(STR, T, text), F(STR, T, by),
      F(STR, T, path), F(INT, T, lnum), F(STR, T, commit));
#undef T
#define T ps_v_chain_step
SHAPE(chain_step, T, F(DATE, T, date), OF(LIST, T, moves, chain_move));
#undef T
LIST(chain_steps, ps_v_chain_steps, chain_step);
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
SHAPE(rival, T, F(STR, T, id), F(STR, T, label), F(STR, T, threat), F(INT, T, lnum), F(MONEY, T, total), F(INT, T, rank));
#undef T
#define T ps_v_needs_state
SHAPE(needs_state, T, F(INT, T, done), F(INT, T, total), F(STR, T, said), F(BOOL, T, apart));
#undef T
#define T ps_v_flow_state
SHAPE(flow_state, T, F(STR, T, label), F(STR, T, step), F(STR, T, step_label), F(STR, T, state), F(DATE, T, date), F(STR, T, next_label),
      F(DATE, T, next_date), F(INT, T, behind), F(BOOL, T, ahead), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_lag
SHAPE(lag, T, F(STR, T, id), F(STR, T, label), F(STR, T, rival), F(MONEY, T, gap), F(INT, T, lnum));
#undef T
#define T ps_v_overview
SHAPE(overview, T, F(STR, T, deal), F(STR, T, title), F(STR, T, account), F(STR, T, owner), F(STR, T, status), F(STR, T, currency),
      F(STR, T, stage), F(STR, T, earned), F(STR, T, path), OF(LIST, T, stages, stage_view), F(INT, T, people), F(INT, T, covered),
      F(INT, T, against), F(STRS, T, champions), F(INT, T, gaps), OF(ONE, T, needs, needs_state), OF(ONE, T, flow, flow_state),
      F(STRS, T, team), OF(LIST, T, rivals, rival), OF(LIST, T, lags, lag), F(MONEY, T, total), F(INT, T, rank), F(INT, T, strengths),
      F(INT, T, weaknesses), F(INT, T, opportunities), F(INT, T, threats), F(INT, T, unanswered), F(INT, T, probability),
      F(MONEY, T, value), F(MONEY, T, budget), F(MONEY, T, spent), F(MONEY, T, expected_cost), F(MONEY, T, expected_value),
      F(MONEY, T, expected_margin), F(BOOL, T, dear), F(INT, T, lessons), OF(ONE, T, next_action, ps_shape_action),
      OF(ONE, T, frame, ps_shape_frame), F(STR, T, parent), F(DATE, T, today));
#undef T
#define T ps_v_plan_item
SHAPE(plan_item, T, F(STR, T, id), F(STR, T, text), F(STR, T, owner), F(STR, T, state), F(STR, T, measure), F(STRS, T, after),
      F(DATE, T, start), F(DATE, T, end), F(INT, T, depth), F(BOOL, T, goal), F(BOOL, T, closed), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_plan_fault
SHAPE(plan_fault, T, F(STR, T, kind), F(STR, T, item), F(STR, T, text), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_control
SHAPE(control, T, F(STR, T, text), F(STR, T, owner), F(STR, T, every), F(STR, T, fault), F(DATE, T, next), F(STR, T, path),
      F(INT, T, lnum));
#undef T
#define T ps_v_plan
SHAPE(plan, T, F(STR, T, deal), F(STR, T, title), F(STR, T, path), OF(LIST, T, items, plan_item), OF(LIST, T, controls, control),
      OF(LIST, T, faults, plan_fault), F(DATE, T, from), F(DATE, T, to), F(DATE, T, today), F(DATE, T, close));
#undef T

SHAPE(a_draw, ps_a_draw, F(STR, ps_a_draw, id), F(STR, ps_a_draw, at), F(STR, ps_a_draw, path));
SHAPE(a_strategy, ps_a_strategy, F(STR, ps_a_strategy, id), F(STR, ps_a_strategy, person), F(STR, ps_a_strategy, layer),
      F(STR, ps_a_strategy, aim), F(STRS, ps_a_strategy, ways), F(STR, ps_a_strategy, strategy));
SHAPE(a_chain, ps_a_chain, F(STR, ps_a_chain, id), F(STR, ps_a_chain, template));
SHAPE(a_seat, ps_a_seat, F(STR, ps_a_seat, id), F(STR, ps_a_seat, post), F(STR, ps_a_seat, person));

/* ---- the calls ---- */
#define CALLS(X) \
    X(map, ps_shape_a_deal, ps_a_deal, map, ps_v_map) \
    X(moves, ps_shape_a_id, ps_a_id, chain_steps, ps_v_chain_steps) \
    X(draw, a_draw, ps_a_draw, ps_shape_place, ps_v_place) \
    X(strategy, a_strategy, ps_a_strategy, ps_shape_place, ps_v_place) \
    X(chain, a_chain, ps_a_chain, ps_shape_place, ps_v_place) \
    X(seat, a_seat, ps_a_seat, ps_shape_place, ps_v_place) \
    X(overview, ps_shape_a_deal, ps_a_deal, overview, ps_v_overview) \
    X(plan, ps_shape_a_deal, ps_a_deal, plan, ps_v_plan)

TABLE(ps_calls_see, CALLS);
