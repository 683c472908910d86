#include "shapes.h"

/* ---- answers and arguments ---- */
#define T ps_v_diff
SHAPE(diff, T, F(STR, T, id), F(STR, T, from), F(STR, T, to), OF(LIST, T, events, ps_shape_event));
#undef T
#define T ps_v_progress
SHAPE(progress, T, F(INT, T, done), F(INT, T, total), F(BOOL, T, complete));
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
SHAPE(movement, T, F(DATE, T, from), F(DATE, T, to), OF(LIST, T, rows, move), OF(LIST, T, sums, move_sum),
      OF(LIST, T, broken, ps_shape_diag));
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
      F(INT, T, least), OF(LIST, T, broken, ps_shape_diag));
#undef T
#define T ps_v_forecast_row
SHAPE(forecast_row, T, F(STR, T, key), F(STR, T, label), F(STR, T, currency), F(INT, T, count), F(MONEY, T, value), F(MONEY, T, weighted),
      F(MONEY, T, committed), F(MONEY, T, best), F(MONEY, T, booked), F(MONEY, T, manager_committed), F(MONEY, T, manager_best),
      F(STRS, T, deals), F(STRS, T, doubtful));
#undef T
#define T ps_v_target
SHAPE(target, T, F(STR, T, owner), F(STR, T, name), F(STR, T, period), F(STR, T, currency), F(MONEY, T, target), F(MONEY, T, booked),
      F(MONEY, T, committed), F(MONEY, T, best), F(MONEY, T, weighted), F(MONEY, T, gap), F(MONEY, T, best_gap), F(STRS, T, apart));
#undef T
#define T ps_v_forecast
SHAPE(forecast, T, OF(LIST, T, rows, forecast_row), F(STRS, T, undated), OF(LIST, T, broken, ps_shape_diag), F(STR, T, by),
      F(DATE, T, today), OF(LIST, T, targets, target), F(STR, T, currency), F(STRS, T, unrated));
#undef T
SHAPE(a_history, ps_a_history, F(STR, ps_a_history, id), F(BOOL, ps_a_history, walk));
SHAPE(a_diff, ps_a_diff, F(STR, ps_a_diff, id), F(STR, ps_a_diff, from), F(STR, ps_a_diff, to));
SHAPE(a_blame, ps_a_blame, F(STR, ps_a_blame, id), F(STR, ps_a_blame, key));
SHAPE(a_remember, ps_a_remember, F(INT, ps_a_remember, ms));
SHAPE(a_forecast, ps_a_forecast, F(STR, ps_a_forecast, by), F(STR, ps_a_forecast, at), F(STR, ps_a_forecast, filter),
      F(STR, ps_a_forecast, currency));

/* ---- the calls ---- */
#define CALLS(X) \
    X(day, ps_shape_a_deal, ps_a_deal, ps_shape_place, ps_v_place) \
    X(forecast, a_forecast, ps_a_forecast, forecast, ps_v_forecast) \
    X(movement, ps_shape_a_span, ps_a_span, movement, ps_v_movement) \
    X(observed, ps_shape_a_span, ps_a_span, observed, ps_v_observed) \
    X(history, a_history, ps_a_history, ps_shape_events, ps_v_events) \
    X(diff, a_diff, ps_a_diff, diff, ps_v_diff) \
    X(blame, a_blame, ps_a_blame, ps_shape_event, ps_v_event) \
    X(fields, ps_shape_a_id, ps_a_id, ps_shape_terms, ps_v_terms) \
    X(remember, a_remember, ps_a_remember, progress, ps_v_progress) \
    X(show, ps_shape_a_id, ps_a_id, ps_shape_place, ps_v_place)

TABLE(ps_calls_time, CALLS);
