/* The tables of the workspace's calls, one a theme. */
#ifndef PS_LUA_CALLS_H
#define PS_LUA_CALLS_H

#include "shape.h"

typedef int ps_call_fn(ps_workspace *ws, ps_session *s, const void *in, void *out, ps_error *err);

typedef struct {
    const char *name;
    ps_call_fn *run;
    const ps_shape *args, *answer;
} ps_call;

/* Each ends with name NULL. */
extern const ps_call ps_calls_act[];
extern const ps_call ps_calls_analysis[];
extern const ps_call ps_calls_entry[];
extern const ps_call ps_calls_find[];
extern const ps_call ps_calls_habits[];
extern const ps_call ps_calls_house[];
extern const ps_call ps_calls_money[];
extern const ps_call ps_calls_people[];
extern const ps_call ps_calls_see[];
extern const ps_call ps_calls_time[];

const ps_call *ps_call_find(const char *name); /* NULL: no such call */
extern const ps_shape ps_shape_place, ps_shape_missings;

#endif
