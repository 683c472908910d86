#include "shapes.h"

/* ---- answers and arguments ---- */
#define T ps_v_form_field
SHAPE(form_field, T, F(STR, T, name), F(STR, T, label), F(STR, T, type), F(STR, T, value), F(STR, T, means), F(STR, T, fault),
      F(BOOL, T, required), F(BOOL, T, many), F(BOOL, T, made), F(INT, T, near), OF(LIST, T, choices, ps_shape_term));
#undef T
#define T ps_v_form
SHAPE(form, T, F(STR, T, deal), F(STR, T, table), F(STR, T, label), F(STR, T, path), F(INT, T, lnum), F(BOOL, T, exists),
      OF(LIST, T, fields, form_field));
#undef T
SHAPE(given, ps_given, F(STR, ps_given, field), F(STR, ps_given, value));
#define T ps_a_entry
SHAPE(a_entry, T, F(STR, T, id), F(STR, T, table), OF(LIST, T, values, given), F(BOOL, T, change), F(STR, T, path), F(INT, T, lnum));
#undef T

/* ---- the calls ---- */
#define CALLS(X) \
    X(entries, ps_shape_a_id, ps_a_id, ps_shape_terms, ps_v_terms) \
    X(form, a_entry, ps_a_entry, form, ps_v_form) \
    X(enter, a_entry, ps_a_entry, ps_shape_place, ps_v_place)

TABLE(ps_calls_entry, CALLS);
