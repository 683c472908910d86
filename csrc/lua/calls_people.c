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

#define T ps_v_stand
SHAPE(stand, T, F(STR, T, deal), F(STR, T, title), F(STR, T, status), F(STR, T, stage), F(STR, T, stage_label), F(STR, T, layer),
      F(STR, T, layer_label), F(STR, T, role), F(STR, T, role_label), F(STR, T, stance), F(STR, T, stance_label), F(STR, T, sign),
      F(STR, T, contact), F(INT, T, influence), F(DATE, T, seen), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_person
SHAPE(person, T, F(STR, T, id), F(STR, T, name), F(STR, T, account), F(STR, T, unit), F(STR, T, post), F(STR, T, layer), F(STR, T, role),
      F(STR, T, stance), F(STR, T, stance_label), F(STR, T, sign), F(STR, T, contact), F(STR, T, path), F(INT, T, influence),
      F(INT, T, weight), OF(LIST, T, deals, stand), F(STRS, T, needs), F(STRS, T, need_labels), F(DATE, T, seen), F(INT, T, days),
      F(STR, T, seen_in), F(DATE, T, left), F(BOOL, T, gone), F(BOOL, T, hidden), F(BOOL, T, compliance));
#undef T
#define T ps_v_people
SHAPE(people, T, OF(LIST, T, people, person), F(INT, T, count), OF(LIST, T, burdens, burden), OF(LIST, T, broken, ps_shape_diag),
      F(DATE, T, today));
#undef T
#define T ps_v_account
SHAPE(account, T, F(STR, T, id), F(STR, T, name), F(STR, T, region), F(STR, T, industry), F(STR, T, owner), F(STR, T, parent),
      F(STR, T, level), F(STR, T, level_label), F(STR, T, path), F(INT, T, rank), F(INT, T, deals), F(INT, T, won),
      OF(LIST, T, sums, ps_shape_sum), OF(LIST, T, booked, ps_shape_sum), F(INT, T, ours), F(INT, T, theirs), F(DATE, T, seen),
      F(INT, T, days));
#undef T
#define T ps_v_accounts
SHAPE(accounts, T, OF(LIST, T, accounts, account), F(INT, T, count), F(INT, T, levels), OF(LIST, T, broken, ps_shape_diag),
      F(DATE, T, today));
#undef T

/* ---- the calls ---- */
#define CALLS(X) \
    X(people, ps_shape_a_filter, ps_a_filter, people, ps_v_people) \
    X(accounts, ps_shape_a_filter, ps_a_filter, accounts, ps_v_accounts) \
    X(burden, ps_shape_a_id, ps_a_id, burden, ps_v_burden)
TABLE(ps_calls_people, CALLS);
