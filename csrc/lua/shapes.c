#include "shapes.h"

#define T ps_v_missing
SHARED(ps_shape_missing, T, F(STR, T, kind), F(STR, T, id), F(STR, T, text), F(STR, T, path), F(INT, T, lnum), F(STR, T, message),
       F(BOOL, T, absent), F(BOOL, T, expired));
#undef T
SHARED_LIST(ps_shape_missings, ps_v_missings, ps_shape_missing);
#define T ps_v_action
SHARED(ps_shape_action, T, F(STR, T, text), F(STR, T, owner), F(DATE, T, due), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_deal
SHARED(ps_shape_deal, T, F(STR, T, id), F(STR, T, title), F(STR, T, account), F(STR, T, kind), F(STR, T, profile), F(STR, T, stage),
       F(STR, T, stage_label), F(STR, T, earned), F(STR, T, earned_label), F(STR, T, status), F(STR, T, owner), F(STRS, T, team),
       F(STR, T, currency), F(MONEY, T, value), F(INT, T, probability), F(STR, T, probability_source), F(MONEY, T, weighted),
       F(MONEY, T, counted), F(STR, T, source), F(STR, T, path), F(STR, T, folder), F(STR, T, parent), F(STR, T, forecast),
       F(STR, T, lost_to), F(STR, T, reason), F(MONEY, T, budget), F(MONEY, T, spent), F(MONEY, T, margin), F(INT, T, days_in_stage),
       F(DATE, T, opened), F(DATE, T, close), AS("signed", DATE, T, signed_on), F(DATE, T, entered), F(DATE, T, revisit),
       F(DATE, T, tender), F(BOOL, T, stalled), F(DATE, T, stalled_since), F(BOOL, T, archived), OF(ONE, T, next_action, ps_shape_action),
       F(STR, T, gate), F(STR, T, gate_label), F(STR, T, next), F(BOOL, T, ready), F(BOOL, T, reviewable), F(BOOL, T, unearned),
       F(BOOL, T, overridden), F(INT, T, missing), F(INT, T, conditions), F(INT, T, done), F(INT, T, total));
#undef T
SHARED_LIST(ps_shape_deals, ps_v_deals, ps_shape_deal);
#define T ps_v_frame
SHARED(ps_shape_frame, T, F(STR, T, deal), F(STR, T, title), F(STR, T, currency), F(STR, T, path), F(MONEY, T, ceiling), F(MONEY, T, used),
       F(MONEY, T, planned), F(MONEY, T, left), F(DATE, T, from), F(DATE, T, to), F(BOOL, T, passed), F(BOOL, T, full), F(BOOL, T, over),
       F(INT, T, foreign), OF(LIST, T, calloffs, ps_shape_deal));
#undef T
#define T ps_v_event
SHARED(ps_shape_event, T, F(TIME, T, time), F(STR, T, date), F(STR, T, clock), F(STR, T, author), F(STR, T, commit), F(STR, T, kind),
       F(STR, T, text), F(STR, T, field), F(STR, T, from), F(STR, T, to), F(STR, T, path), F(STR, T, deal), F(BOOL, T, undo));
#undef T
SHARED_LIST(ps_shape_events, ps_v_events, ps_shape_event);
#define T ps_v_diag
SHARED(ps_shape_diag, T, F(STR, T, path), F(INT, T, lnum), F(INT, T, col), F(INT, T, end_col), F(INT, T, severity), F(STR, T, code),
       F(STR, T, message));
#undef T
SHARED_LIST(ps_shape_diags, ps_v_diags, ps_shape_diag);
#define T ps_v_sum
SHARED(ps_shape_sum, T, F(STR, T, currency), F(MONEY, T, value), F(MONEY, T, weighted));
#undef T
#define T ps_v_term
SHARED(ps_shape_term, T, F(STR, T, id), F(STR, T, label), F(STR, T, extra));
#undef T
SHARED_LIST(ps_shape_terms, ps_v_terms, ps_shape_term);
#define T ps_v_place
static const ps_shape_field place_fields[] = {F(STR, T, path), F(STR, T, id),   F(STR, T, kind),  F(STR, T, text),
                                              F(STR, T, date), F(INT, T, lnum), F(INT, T, count), END};
#undef T
const ps_shape ps_shape_place = {sizeof(ps_v_place), place_fields, NULL};
SHARED(ps_shape_a_id, ps_a_id, F(STR, ps_a_id, id));
SHARED(ps_shape_a_deal, ps_a_deal, F(STR, ps_a_deal, id), F(STR, ps_a_deal, at));
SHARED(ps_shape_a_path, ps_a_path, F(STR, ps_a_path, path), F(INT, ps_a_path, lnum));
SHARED(ps_shape_a_filter, ps_a_filter, F(STR, ps_a_filter, filter), F(BOOL, ps_a_filter, all), F(BOOL, ps_a_filter, again),
       F(STR, ps_a_filter, at), F(INT, ps_a_filter, limit), F(BOOL, ps_a_filter, known));
SHARED(ps_shape_a_span, ps_a_span, F(STR, ps_a_span, from), F(STR, ps_a_span, to), F(STR, ps_a_span, filter));
#define T ps_a_cost
SHARED(ps_shape_a_cost, T, F(STR, T, id), F(STR, T, category), F(STR, T, note), F(STR, T, stage), F(STR, T, to), F(MONEY, T, amount),
       F(DATE, T, date));
#undef T
