/* The descriptions that several tables of calls share, and the words that describe. */
#ifndef PS_LUA_SHAPES_H
#define PS_LUA_SHAPES_H

#include "calls.h"

#define F(kind, type, field) \
    { #field, PS_SH_##kind, offsetof(type, field), NULL }
#define AS(name, kind, type, field) \
    { name, PS_SH_##kind, offsetof(type, field), NULL }
#define OF(kind, type, field, shape) \
    { #field, PS_SH_##kind, offsetof(type, field), &shape }
#define END \
    { NULL, PS_SH_STR, 0, NULL }
/* A struct; a list of them. */
#define SHAPE(name, type, ...) \
    static const ps_shape_field name##_fields[] = {__VA_ARGS__, END}; \
    static const ps_shape name = {sizeof(type), name##_fields, NULL}
#define LIST(name, type, element) static const ps_shape name = {sizeof(type), NULL, &element}
/* The same for other files. */
#define SHARED(name, type, ...) \
    static const ps_shape_field name##_fields[] = {__VA_ARGS__, END}; \
    const ps_shape name = {sizeof(type), name##_fields, NULL}
#define SHARED_LIST(name, type, element) const ps_shape name = {sizeof(type), NULL, &element}

/* A theme's table out of its list of calls: each gets a thunk, so that no function is called through a pointer of another type. */
#define THUNK(call, in_shape, in_type, out_shape, out_type) \
    static int run_##call(ps_workspace *ws, ps_session *s, const void *in, void *out, ps_error *err) { \
        return ps_call_##call(ws, s, (const in_type *)in, (out_type *)out, err); \
    }
#define ROW(call, in_shape, in_type, out_shape, out_type) {#call, run_##call, &in_shape, &out_shape},
#define TABLE(name, CALLS) \
    CALLS(THUNK) \
    const ps_call name[] = {CALLS(ROW){NULL, NULL, NULL, NULL}}

extern const ps_shape ps_shape_a_cost, ps_shape_a_deal, ps_shape_a_filter, ps_shape_a_id, ps_shape_a_path, ps_shape_a_span, ps_shape_action,
    ps_shape_deal, ps_shape_deals, ps_shape_diag, ps_shape_diags, ps_shape_done, ps_shape_event, ps_shape_events, ps_shape_frame,
    ps_shape_missing, ps_shape_sum, ps_shape_term, ps_shape_terms;

#endif
