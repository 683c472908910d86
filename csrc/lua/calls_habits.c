#include "shapes.h"

/* ---- answers and arguments ---- */
#define T ps_v_sign
SHAPE(sign, T, F(STR, T, key), F(MONEY, T, part), F(MONEY, T, of), F(COUNT, T, value), F(INT, T, limit), F(BOOL, T, most), F(BOOL, T, met));
#undef T
#define T ps_v_proof
SHAPE(proof, T, F(STR, T, deal), F(STR, T, title), F(STR, T, path), F(STR, T, currency), F(STR, T, stage_label), F(DATE, T, from),
      F(DATE, T, to), F(DATE, T, reached), F(INT, T, days), F(INT, T, count), F(INT, T, of), F(STRS, T, items), F(MONEY, T, amount),
      F(MONEY, T, curve), F(COUNT, T, share), F(BOOL, T, against));
#undef T
#define T ps_v_habit
SHAPE(habit, T, F(STR, T, owner), F(STR, T, name), F(STR, T, habit), F(STR, T, label), F(BOOL, T, enough), F(BOOL, T, found),
      F(INT, T, have), F(INT, T, need), OF(LIST, T, signs, sign), OF(LIST, T, evidence, proof));
#undef T
#define T ps_v_habits
SHAPE(habits, T, OF(LIST, T, habits, habit), F(STR, T, owner), F(STR, T, currency), F(DATE, T, today), F(BOOL, T, pending));
#undef T
#define T ps_v_point
SHAPE(point, T, F(STR, T, id), F(STR, T, text), F(STR, T, state), F(STR, T, reason), F(STR, T, path), F(INT, T, lnum), F(DATE, T, done),
      F(DATE, T, due));
#undef T
#define T ps_v_seller
SHAPE(seller, T, F(STR, T, member), F(STR, T, name), F(STR, T, path), OF(LIST, T, points, point), F(INT, T, ready), F(INT, T, due),
      F(INT, T, open));
#undef T
#define T ps_v_prepared
SHAPE(prepared, T, OF(LIST, T, sellers, seller), F(DATE, T, today), F(INT, T, days));
#undef T
#define T ps_a_prepared
SHAPE(a_prepared, T, F(STR, T, member), F(STR, T, at));
#undef T
#define T ps_v_lesson
SHAPE(lesson, T, F(STR, T, deal), F(STR, T, title), F(STR, T, account), F(STR, T, status), F(STR, T, kind), F(STR, T, text),
      F(STR, T, path), F(DATE, T, date), F(INT, T, lnum), F(INT, T, points), F(STRS, T, likes));
#undef T
#define T ps_v_lessons
SHAPE(lessons, T, OF(LIST, T, lessons, lesson), F(STR, T, id), F(INT, T, count));
#undef T
#define T ps_a_lessons
SHAPE(a_lessons, T, F(STR, T, id), F(STR, T, filter), F(INT, T, limit));
#undef T
#define T ps_a_habits
SHAPE(a_habits, T, F(STR, T, owner), F(STR, T, at), F(BOOL, T, walk), F(BOOL, T, known));
#undef T

/* ---- the calls ---- */
#define CALLS(X) \
    X(habits, a_habits, ps_a_habits, habits, ps_v_habits) \
    X(prepared, a_prepared, ps_a_prepared, prepared, ps_v_prepared) \
    X(summary, ps_shape_a_id, ps_a_id, ps_shape_place, ps_v_place) \
    X(lessons, a_lessons, ps_a_lessons, lessons, ps_v_lessons) \
    X(prepare, ps_shape_a_id, ps_a_id, ps_shape_place, ps_v_place)

TABLE(ps_calls_habits, CALLS);
