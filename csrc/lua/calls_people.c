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

#define T ps_v_contact
SHAPE(contact, T, F(STR, T, deal), F(STR, T, kind), F(STR, T, text), F(STRS, T, who), F(DATE, T, date), F(INT, T, days), F(STR, T, path),
      F(INT, T, lnum));
#undef T
#define T ps_v_promise
SHAPE(promise, T, F(STR, T, deal), F(STR, T, text), F(STR, T, owner), F(STR, T, owner_name), F(DATE, T, due), F(BOOL, T, theirs),
      F(BOOL, T, overdue), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_level_step
SHAPE(level_step, T, F(DATE, T, date), F(STR, T, level), F(STR, T, label), F(INT, T, rank), F(STR, T, by), F(STR, T, note), F(STR, T, path),
      F(INT, T, lnum));
#undef T
#define T ps_v_way
SHAPE(way, T, F(STR, T, id), F(STR, T, label), F(STRS, T, people));
#undef T
#define T ps_v_scoped
SHAPE(scoped, T, F(STR, T, id), F(STR, T, text), F(STR, T, state), F(BOOL, T, closed), F(BOOL, T, expired), F(DATE, T, done),
      F(INT, T, days), F(INT, T, limit), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_account_page
SHAPE(account_page, T, OF(REC, T, account, account), OF(LIST, T, deals, ps_shape_deal), OF(LIST, T, people, person),
      OF(LIST, T, contacts, contact), F(INT, T, met), OF(LIST, T, promises, promise), OF(LIST, T, levels, level_step), F(STR, T, next),
      F(STR, T, next_label), F(STR, T, next_asks), OF(LIST, T, ways, way), OF(LIST, T, sites, account), F(STRS, T, places),
      OF(LIST, T, activities, scoped), OF(LIST, T, frames, ps_shape_frame), F(INT, T, n_levels), F(DATE, T, today));
#undef T
#define T ps_v_raise
SHAPE(raise, T, F(STR, T, kind), F(STR, T, text), F(STR, T, deal), F(DATE, T, due), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_turn
SHAPE(turn, T, F(DATE, T, date), F(STR, T, deal), F(STR, T, text), F(STR, T, by), F(STR, T, path), F(INT, T, lnum));
#undef T
#define T ps_v_relation
SHAPE(relation, T, F(STR, T, id), F(STR, T, name), F(STR, T, kind), F(STR, T, label), F(BOOL, T, from), F(STR, T, note), F(STR, T, path),
      F(INT, T, lnum));
#undef T
#define T ps_v_brief_person
SHAPE(brief_person, T, OF(REC, T, person, person), OF(LIST, T, turns, turn), OF(LIST, T, relations, relation), F(STRS, T, talking),
      F(STRS, T, private), OF(LIST, T, contacts, contact));
#undef T
#define T ps_v_brief
SHAPE(brief, T, F(STR, T, kind), F(STR, T, id), F(STR, T, title), F(STR, T, account), F(STR, T, path), OF(LIST, T, people, brief_person),
      OF(LIST, T, deals, ps_shape_deal), OF(LIST, T, points, raise), OF(LIST, T, promises, promise), OF(LIST, T, contacts, contact),
      F(INT, T, met), F(BOOL, T, discreet), F(DATE, T, today));
#undef T
SHAPE(a_brief, ps_a_brief, F(STR, ps_a_brief, id), F(STR, ps_a_brief, kind), F(STR, ps_a_brief, at), F(BOOL, ps_a_brief, discreet));
SHAPE(a_level, ps_a_level, F(STR, ps_a_level, id), F(STR, ps_a_level, level), F(STR, ps_a_level, note), F(STR, ps_a_level, by),
      F(DATE, ps_a_level, date));

/* ---- the calls ---- */
#define CALLS(X) \
    X(people, ps_shape_a_filter, ps_a_filter, people, ps_v_people) \
    X(accounts, ps_shape_a_filter, ps_a_filter, accounts, ps_v_accounts) \
    X(account, ps_shape_a_deal, ps_a_deal, account_page, ps_v_account_page) \
    X(brief, a_brief, ps_a_brief, brief, ps_v_brief) \
    X(level, a_level, ps_a_level, ps_shape_place, ps_v_place) \
    X(burden, ps_shape_a_id, ps_a_id, burden, ps_v_burden)
TABLE(ps_calls_people, CALLS);
