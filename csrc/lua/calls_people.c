#include "shapes.h"

/* ---- answers ---- */
#define T ps_v_open
SHAPE(open_item, T, F(STR, T, kind), F(STR, T, deal), F(STR, T, title), F(STR, T, text), F(STR, T, id), F(DATE, T, date), F(STR, T, path),
      F(INT, T, lnum));
#undef T
#define T ps_v_burden
SHAPE(burden, T, F(STR, T, id), F(STR, T, name), F(STR, T, kind), F(STR, T, path), F(DATE, T, left), F(BOOL, T, gone),
      OF(LIST, T, items, open_item), F(DATE, T, today));
#undef T

/* ---- the calls ---- */
#define CALLS(X) X(burden, ps_shape_a_id, ps_a_id, burden, ps_v_burden)
TABLE(ps_calls_people, CALLS);
