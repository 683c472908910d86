#include "shapes.h"

/* ---- answers ---- */
#define T ps_v_charge
SHAPE(charge, T, F(STR, T, kind), F(STR, T, deal), F(STR, T, title), F(STR, T, text), F(STR, T, path), F(INT, T, lnum), F(BOOL, T, sealed));
#undef T
#define T ps_v_charges
SHAPE(charges, T, F(STR, T, member), F(STR, T, name), F(DATE, T, left), F(DATE, T, today), OF(LIST, T, items, charge), F(INT, T, deals),
      F(INT, T, tasks), F(INT, T, conditions), F(INT, T, contacts), F(INT, T, others), OF(LIST, T, broken, ps_shape_diag));
#undef T
#define T ps_v_handover
SHAPE(handover, T, F(STR, T, from), F(STR, T, to), OF(REC, T, charges, charges), F(STRS, T, commits), F(STRS, T, briefs));
#undef T

/* ---- arguments ---- */
SHAPE(a_charges, ps_a_charges, F(STR, ps_a_charges, member), F(STR, ps_a_charges, filter));
#define T ps_a_handover
SHAPE(a_handover, T, F(STR, T, from), F(STR, T, to), F(STR, T, filter), F(BOOL, T, dry_run));
#undef T

/* ---- the calls ---- */
#define CALLS(X) \
    X(charges, a_charges, ps_a_charges, charges, ps_v_charges) \
    X(handover, a_handover, ps_a_handover, handover, ps_v_handover)

TABLE(ps_calls_house, CALLS);
