#include "shapes.h"

/* ---- answers and arguments ---- */
#define T ps_v_score
SHAPE(score, T, F(STR, T, id), F(MONEY, T, score));
#undef T
#define T ps_v_factor
SHAPE(factor, T, F(STR, T, id), F(STR, T, label), F(MONEY, T, weight), F(MONEY, T, us), OF(LIST, T, rivals, score), F(STR, T, best),
      F(MONEY, T, gap), F(STR, T, evidence), F(BOOL, T, known), F(BOOL, T, talked), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_party
SHAPE(party, T, F(STR, T, id), F(STR, T, label), F(MONEY, T, total), F(INT, T, rank), F(INT, T, scored), F(STR, T, note));
#undef T
#define T ps_v_lack
SHAPE(lack, T, F(STR, T, kind), F(STR, T, item), F(STR, T, text), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_factors
SHAPE(factors, T, F(STR, T, deal), F(STR, T, title), F(STR, T, path), OF(LIST, T, factors, factor), OF(LIST, T, parties, party),
      F(STRS, T, gaps), OF(LIST, T, lacks, lack), F(MONEY, T, weights), F(MONEY, T, top), F(STR, T, copied), F(BOOL, T, downstream),
      F(DATE, T, today));
#undef T
#define T ps_v_step
SHAPE(step, T, F(STR, T, id), F(STR, T, label), F(STR, T, state), F(DATE, T, date), F(STRS, T, departments), F(STR, T, stage),
      F(STR, T, stage_label), F(BOOL, T, ahead), F(BOOL, T, soon), F(BOOL, T, known), F(BOOL, T, here), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_flow
SHAPE(flow, T, F(STR, T, deal), F(STR, T, title), F(STR, T, path), F(STR, T, flow), F(STR, T, label), OF(LIST, T, steps, step),
      F(STR, T, at), F(STR, T, next), F(STR, T, ours), F(STR, T, ours_label), F(STR, T, worst), F(STR, T, warning), F(BOOL, T, soon),
      F(INT, T, behind), F(INT, T, rows), F(DATE, T, today));
#undef T
#define T ps_v_swot_entry
SHAPE(swot_entry, T, F(STR, T, id), F(STR, T, kind), F(STR, T, finding), F(STR, T, answer), F(STR, T, source), F(STR, T, source_path),
      F(INT, T, source_lnum), F(BOOL, T, used), F(STRS, T, flaws), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_swot
SHAPE(swot, T, F(STR, T, deal), F(STR, T, title), F(STR, T, path), OF(LIST, T, entries, swot_entry), F(INT, T, strengths),
      F(INT, T, weaknesses), F(INT, T, opportunities), F(INT, T, threats), F(INT, T, unanswered), F(INT, T, flaws), F(DATE, T, today));
#undef T
#define T ps_v_requirement
SHAPE(requirement, T, F(STR, T, id), F(STR, T, requirement), F(STR, T, answer), F(STR, T, answer_label), F(STR, T, deviation),
      F(STR, T, owner), F(DATE, T, due), F(STR, T, state), F(BOOL, T, open), F(BOOL, T, overdue), F(BOOL, T, explained), F(STR, T, path),
      F(INT, T, lnum));
#undef T
#define T ps_v_tally
SHAPE(tally, T, F(STR, T, id), F(STR, T, label), F(INT, T, count), F(INT, T, open), F(INT, T, overdue));
#undef T
#define T ps_v_compliance
SHAPE(compliance, T, F(STR, T, deal), F(STR, T, title), F(STR, T, path), OF(LIST, T, points, requirement), OF(LIST, T, answers, tally),
      OF(LIST, T, owners, tally), F(INT, T, count), F(INT, T, open), F(INT, T, overdue), F(INT, T, unexplained), F(DATE, T, today));
#undef T
#define T ps_v_standing
SHAPE(standing, T, F(STR, T, deal), F(STR, T, title), F(STR, T, account), F(STR, T, region), F(STR, T, status), F(STR, T, stage),
      F(STR, T, stage_label), F(STR, T, owner), F(STR, T, currency), F(MONEY, T, value), F(DATE, T, close), F(STR, T, product),
      F(STR, T, threat), F(STR, T, outcome), F(MONEY, T, us), F(MONEY, T, them), F(INT, T, our_rank), F(INT, T, their_rank),
      F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_average
SHAPE(average, T, F(STR, T, id), F(STR, T, label), F(MONEY, T, us), F(MONEY, T, them), F(INT, T, deals));
#undef T
#define T ps_v_competitor
SHAPE(competitor, T, F(STR, T, id), F(STR, T, name), F(STR, T, note), F(STR, T, focus), F(STR, T, policy), F(STR, T, products),
      F(INT, T, open), F(INT, T, won), F(INT, T, lost), F(INT, T, deals), OF(LIST, T, sums, ps_shape_sum), OF(LIST, T, standings, standing),
      OF(LIST, T, factors, average), F(STRS, T, regions), F(STRS, T, accounts));
#undef T
#define T ps_v_competitors
SHAPE(competitors, T, OF(LIST, T, competitors, competitor), F(DATE, T, today));
#undef T
#define T ps_a_flow
SHAPE(a_flow, T, F(STR, T, id), F(STR, T, flow));
#undef T
#define T ps_a_step
SHAPE(a_step, T, F(STR, T, id), F(STR, T, step), F(STR, T, state), F(STR, T, date));
#undef T

/* ---- the calls ---- */
#define CALLS(X) \
    X(factors, ps_shape_a_deal, ps_a_deal, factors, ps_v_factors) \
    X(flow, ps_shape_a_deal, ps_a_deal, flow, ps_v_flow) \
    X(swot, ps_shape_a_deal, ps_a_deal, swot, ps_v_swot) \
    X(compliance, ps_shape_a_deal, ps_a_deal, compliance, ps_v_compliance) \
    X(competitors, ps_shape_a_deal, ps_a_deal, competitors, ps_v_competitors) \
    X(flow_start, a_flow, ps_a_flow, ps_shape_place, ps_v_place) \
    X(flow_step, a_step, ps_a_step, ps_shape_place, ps_v_place)

TABLE(ps_calls_analysis, CALLS);
