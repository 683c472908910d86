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
#define T ps_v_kin
SHAPE(kin, T, F(STR, T, id), F(STR, T, title), F(STR, T, status), F(STR, T, stage), F(STR, T, stage_label), F(STR, T, kind),
      F(STR, T, owner), F(STR, T, currency), F(STR, T, parent), F(STR, T, path), F(MONEY, T, value), F(DATE, T, opened), F(DATE, T, close),
      AS("signed", DATE, T, signed_on), F(DATE, T, from), F(INT, T, depth), F(BOOL, T, here), F(BOOL, T, archived));
#undef T
#define T ps_v_kinship
SHAPE(kinship, T, F(STR, T, deal), F(STR, T, missing), OF(LIST, T, deals, kin), F(BOOL, T, circle), F(DATE, T, today));
#undef T

/* ---- arguments ---- */
SHAPE(a_charges, ps_a_charges, F(STR, ps_a_charges, member), F(STR, ps_a_charges, filter));
#define T ps_a_handover
SHAPE(a_handover, T, F(STR, T, from), F(STR, T, to), F(STR, T, filter), F(BOOL, T, dry_run));
#undef T

SHAPE(a_delete, ps_a_delete, F(STR, ps_a_delete, kind), F(STR, ps_a_delete, id), F(BOOL, ps_a_delete, force),
      F(BOOL, ps_a_delete, dry_run));

/* ---- the calls ---- */
#define CALLS(X) \
    X(charges, a_charges, ps_a_charges, charges, ps_v_charges) \
    X(delete, a_delete, ps_a_delete, ps_shape_done, ps_v_done) \
    X(kinship, ps_shape_a_deal, ps_a_deal, kinship, ps_v_kinship) \
    X(handover, a_handover, ps_a_handover, handover, ps_v_handover)

TABLE(ps_calls_house, CALLS);
