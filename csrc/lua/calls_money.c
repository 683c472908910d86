#include "shapes.h"

/* ---- arguments ---- */
SHAPE(a_gifts, ps_a_gifts, F(STR, ps_a_gifts, person), F(INT, ps_a_gifts, year), F(STR, ps_a_gifts, at));
SHAPE(a_payments, ps_a_payments, F(STR, ps_a_payments, filter), F(STR, ps_a_payments, state), F(STR, ps_a_payments, at));
SHAPE(a_load, ps_a_load, F(STR, ps_a_load, filter), F(STR, ps_a_load, at), F(STR, ps_a_load, currency));

/* ---- answers ---- */
#define T ps_v_warning
SHAPE(warning, T, F(STR, T, kind), F(STR, T, text), F(STR, T, person), F(BOOL, T, warns));
#undef T
#define T ps_v_gift_effect
SHAPE(gift_effect, T, F(STR, T, person), F(STR, T, name), F(STR, T, category), F(STR, T, category_label), F(INT, T, year),
      F(MONEY, T, used), F(MONEY, T, adds), F(MONEY, T, after), F(MONEY, T, limit), F(BOOL, T, near), F(BOOL, T, over),
      F(BOOL, T, unrated));
#undef T
#define T ps_v_weighing
SHAPE(weighing, T, F(STR, T, deal), F(STR, T, title), F(STR, T, currency), F(STR, T, limit_currency), F(STR, T, stage),
      F(STR, T, stage_label), F(STR, T, category), F(STR, T, category_label), F(MONEY, T, amount), F(MONEY, T, stage_budget),
      F(MONEY, T, stage_spent), F(MONEY, T, stage_after), F(MONEY, T, ceiling), F(INT, T, ceiling_percent), F(MONEY, T, budget),
      F(MONEY, T, spent), F(MONEY, T, after), F(MONEY, T, expected_before), F(MONEY, T, expected_after), F(MONEY, T, expected_margin),
      F(BOOL, T, asks), OF(LIST, T, people, gift_effect), OF(LIST, T, warnings, warning), F(BOOL, T, warns));
#undef T
#define T ps_v_cost_stage
SHAPE(cost_stage, T, F(STR, T, id), F(STR, T, label), F(STR, T, mark), F(MONEY, T, budget), F(MONEY, T, planned), F(MONEY, T, spent),
      F(MONEY, T, share), F(MONEY, T, ceiling), F(INT, T, probability), F(COUNT, T, ran), F(INT, T, allowed), F(INT, T, reach),
      F(INT, T, seen), F(INT, T, won), F(COUNT, T, win), F(BOOL, T, here), F(BOOL, T, by_hand));
#undef T
#define T ps_v_cost_category
SHAPE(cost_category, T, F(STR, T, id), F(STR, T, label), F(MONEY, T, spent), F(INT, T, count));
#undef T
#define T ps_v_expense
SHAPE(expense, T, F(STR, T, date), F(STR, T, category), F(STR, T, category_label), F(STR, T, stage), F(STR, T, stage_label), F(STR, T, by),
      F(STR, T, to), F(STR, T, note), F(STR, T, path), F(STR, T, id), F(MONEY, T, amount), F(INT, T, lnum));
#undef T
#define T ps_v_curve_point
SHAPE(curve_point, T, F(DATE, T, day), F(MONEY, T, spent), F(COUNT, T, ran), F(INT, T, allowed), F(STR, T, stage));
#undef T
#define T ps_v_costs
SHAPE(costs, T, F(STR, T, deal), F(STR, T, title), F(STR, T, currency), F(STR, T, status), F(STR, T, stage), F(STR, T, path),
      OF(LIST, T, stages, cost_stage), OF(LIST, T, categories, cost_category), OF(LIST, T, ledger, expense),
      OF(LIST, T, curve, curve_point), OF(LIST, T, warnings, warning), F(MONEY, T, value), F(MONEY, T, budget), F(MONEY, T, spent),
      F(MONEY, T, expected_cost), F(MONEY, T, expected_value), F(MONEY, T, expected_margin), F(MONEY, T, margin),
      F(INT, T, stage_probability), F(COUNT, T, judged), F(INT, T, probability), F(INT, T, seen), F(INT, T, won), F(COUNT, T, observed),
      F(INT, T, least), F(BOOL, T, dear), F(BOOL, T, ahead), F(DATE, T, today));
#undef T
#define T ps_v_gift
SHAPE(gift, T, F(STR, T, deal), F(STR, T, category), F(STR, T, category_label), F(STR, T, note), F(STR, T, by), F(STR, T, currency),
      F(STR, T, path), F(DATE, T, date), F(MONEY, T, amount), F(MONEY, T, run), F(INT, T, lnum), F(INT, T, among), F(BOOL, T, passes));
#undef T
#define T ps_v_gift_sum
SHAPE(gift_sum, T, F(STR, T, category), F(STR, T, label), F(MONEY, T, sum), F(MONEY, T, limit), F(INT, T, unrated), F(BOOL, T, near),
      F(BOOL, T, over), OF(LIST, T, rows, gift));
#undef T
#define T ps_v_gift_person
SHAPE(gift_person, T, F(STR, T, person), F(STR, T, name), F(STR, T, path), F(STR, T, account), F(INT, T, year),
      OF(LIST, T, sums, gift_sum));
#undef T
#define T ps_v_gifts
SHAPE(gifts, T, OF(LIST, T, people, gift_person), F(STR, T, currency), F(INT, T, year), OF(LIST, T, broken, ps_shape_diag),
      F(DATE, T, today));
#undef T
#define T ps_v_payment
SHAPE(payment, T, F(STR, T, deal), F(STR, T, title), F(STR, T, account), F(STR, T, owner), F(STR, T, currency), F(STR, T, milestone),
      F(STR, T, state), F(STR, T, path), F(DATE, T, due), F(DATE, T, invoiced_on), F(DATE, T, paid_on), F(MONEY, T, amount),
      F(MONEY, T, paid), F(MONEY, T, rest), F(INT, T, days), F(INT, T, lnum), F(BOOL, T, invoiced));
#undef T
#define T ps_v_payment_sum
SHAPE(payment_sum, T, F(STR, T, currency), F(MONEY, T, later), F(MONEY, T, due), F(MONEY, T, invoiced), F(MONEY, T, overdue),
      F(MONEY, T, paid), F(MONEY, T, open));
#undef T
#define T ps_v_payments
SHAPE(payments, T, OF(LIST, T, rows, payment), OF(LIST, T, sums, payment_sum), OF(LIST, T, broken, ps_shape_diag), F(DATE, T, today));
#undef T
#define T ps_v_load_stage
SHAPE(load_stage, T, F(STR, T, stage), F(STR, T, label), F(INT, T, deals), F(MONEY, T, value));
#undef T
#define T ps_v_load_row
SHAPE(load_row, T, F(STR, T, owner), F(STR, T, name), F(STR, T, path), F(STR, T, currency), F(INT, T, deals), F(INT, T, open_activities),
      F(INT, T, stalled), F(INT, T, idle), F(INT, T, unvalued), F(MONEY, T, value), OF(LIST, T, by_stage, load_stage));
#undef T
#define T ps_v_load
SHAPE(load, T, OF(LIST, T, rows, load_row), F(STR, T, currency), F(STRS, T, unrated), OF(LIST, T, broken, ps_shape_diag),
      F(DATE, T, today));
#undef T

/* ---- the calls ---- */
#define CALLS(X) \
    X(weigh, ps_shape_a_cost, ps_a_cost, weighing, ps_v_weighing) \
    X(costs, ps_shape_a_deal, ps_a_deal, costs, ps_v_costs) \
    X(gifts, a_gifts, ps_a_gifts, gifts, ps_v_gifts) \
    X(payments, a_payments, ps_a_payments, payments, ps_v_payments) \
    X(load, a_load, ps_a_load, load, ps_v_load)

TABLE(ps_calls_money, CALLS);
