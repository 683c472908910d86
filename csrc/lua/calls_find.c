#include "shapes.h"

/* ---- answers and arguments ---- */
#define T ps_v_stage_sum
SHAPE(stage_sum, T, F(STR, T, id), F(STR, T, label), F(INT, T, number), F(INT, T, count), OF(LIST, T, sums, ps_shape_sum));
#undef T
#define T ps_v_board
SHAPE(board, T, OF(LIST, T, stages, stage_sum), OF(LIST, T, deals, ps_shape_deal), F(INT, T, more), F(INT, T, count),
      OF(LIST, T, sums, ps_shape_sum), OF(LIST, T, broken, ps_shape_diag), F(DATE, T, today), F(DATE, T, now));
#undef T
#define T ps_v_process
SHAPE(process, T, F(INT, T, again), F(STR, T, name), F(STR, T, path), F(STR, T, lang), F(STR, T, currency),
      OF(LIST, T, stages, ps_shape_term), OF(LIST, T, gates, ps_shape_term), OF(LIST, T, profiles, ps_shape_term),
      OF(LIST, T, kinds, ps_shape_term), OF(LIST, T, channels, ps_shape_term), OF(LIST, T, flows, ps_shape_term),
      OF(LIST, T, losses, ps_shape_term), OF(LIST, T, aims, ps_shape_term), OF(LIST, T, ways, ps_shape_term),
      OF(LIST, T, chains, ps_shape_term), OF(LIST, T, costs, ps_shape_term), OF(LIST, T, stances, ps_shape_term),
      OF(LIST, T, layers, ps_shape_term), OF(LIST, T, roles, ps_shape_term), OF(LIST, T, decisions, ps_shape_term),
      OF(LIST, T, statuses, ps_shape_term), OF(LIST, T, activities, ps_shape_term), OF(LIST, T, faults, ps_shape_diag));
#undef T
#define T ps_v_view
SHAPE(view, T, F(STR, T, name), F(STR, T, filter), F(STR, T, description), F(STR, T, path), F(INT, T, lnum));
#undef T
LIST(views, ps_v_views, view);
#define T ps_v_completion
SHAPE(completion, T, F(INT, T, from), OF(LIST, T, words, ps_shape_term));
#undef T
#define T ps_v_where
SHAPE(where, T, F(STR, T, kind), F(STR, T, id));
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
      OF(LIST, T, stalled, item), OF(LIST, T, changes, ps_shape_event), OF(REC, T, totals, totals));
#undef T
SHAPE(a_agenda, ps_a_agenda, F(INT, ps_a_agenda, days), F(STR, ps_a_agenda, filter), F(STR, ps_a_agenda, owner), F(INT, ps_a_agenda, limit),
      F(BOOL, ps_a_agenda, known));
SHAPE(a_export, ps_a_export, F(STR, ps_a_export, path), F(STR, ps_a_export, filter), F(STR, ps_a_export, owner), F(INT, ps_a_export, days));
SHAPE(a_today, ps_a_today, F(STR, ps_a_today, owner), F(TIME, ps_a_today, since), F(INT, ps_a_today, limit), F(BOOL, ps_a_today, known));
SHAPE(a_search, ps_a_search, F(STR, ps_a_search, query), F(INT, ps_a_search, limit), F(BOOL, ps_a_search, known),
      F(BOOL, ps_a_search, any));
SHAPE(a_links, ps_a_links, F(STR, ps_a_links, path), F(BOOL, ps_a_links, known));
SHAPE(a_names, ps_a_names, F(STR, ps_a_names, kind), F(BOOL, ps_a_names, known));
SHAPE(a_view, ps_a_view, F(STR, ps_a_view, name), F(STR, ps_a_view, filter), F(STR, ps_a_view, description), F(BOOL, ps_a_view, remove));

SHAPE(a_complete, ps_a_complete, F(STR, ps_a_complete, filter), F(STR, ps_a_complete, of));

/* ---- the calls ---- */
#define CALLS(X) \
    X(deal, ps_shape_a_deal, ps_a_deal, ps_shape_deal, ps_v_deal) \
    X(deals, ps_shape_a_filter, ps_a_filter, ps_shape_deals, ps_v_deals) \
    X(board, ps_shape_a_filter, ps_a_filter, board, ps_v_board) \
    X(views, ps_shape_a_id, ps_a_id, views, ps_v_views) \
    X(complete, a_complete, ps_a_complete, completion, ps_v_completion) \
    X(diagnostics, ps_shape_a_path, ps_a_path, ps_shape_diags, ps_v_diags) \
    X(process, ps_shape_a_id, ps_a_id, process, ps_v_process) \
    X(names, a_names, ps_a_names, ps_shape_terms, ps_v_terms) \
    X(where, ps_shape_a_path, ps_a_path, where, ps_v_where) \
    X(search, a_search, ps_a_search, hits, ps_v_hits) \
    X(agenda, a_agenda, ps_a_agenda, agenda, ps_v_agenda) \
    X(today, a_today, ps_a_today, today, ps_v_today) \
    X(backlinks, a_links, ps_a_links, links, ps_v_links) \
    X(export, a_export, ps_a_export, ps_shape_place, ps_v_place) \
    X(reindex, ps_shape_a_id, ps_a_id, counts, ps_v_counts) \
    X(view, a_view, ps_a_view, view, ps_v_view)

TABLE(ps_calls_find, CALLS);
