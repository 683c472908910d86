/* Structs of the core as Lua tables and back, driven by one description each. */
#ifndef PS_LUA_SHAPE_H
#define PS_LUA_SHAPE_H

#include <lua.h>

#include "workspace.h"

typedef enum {
    PS_SH_STR,   /* ps_str: string; "" is left out */
    PS_SH_BOOL,  /* bool */
    PS_SH_INT,   /* int */
    PS_SH_COUNT, /* int; below zero is left out; never read */
    PS_SH_TIME,  /* int64_t: seconds */
    PS_SH_MONEY, /* ps_money: number; reads strings too */
    PS_SH_DATE,  /* ps_date: "YYYY-MM-DD" */
    PS_SH_STRS,  /* ps_strs: list of strings; reads one string too */
    PS_SH_ONE,   /* pointer to a struct, NULL left out; never read */
    PS_SH_LIST,  /* PS_VEC of structs */
    PS_SH_REC    /* a struct in line; never read */
} ps_shape_kind;

typedef struct ps_shape ps_shape;
typedef struct {
    const char *name;
    ps_shape_kind kind;
    size_t at; /* offset in the struct */
    const ps_shape *of;
} ps_shape_field;

struct ps_shape {
    size_t size;
    const ps_shape_field *fields; /* ends with name NULL; NULL: the struct is a PS_VEC of `list` */
    const ps_shape *list;
};

/* Pushes one value. May raise for want of memory. */
void ps_shape_push(lua_State *L, const ps_shape *shape, const void *from);
/* Where a push stands that is done in parts. */
typedef struct {
    size_t field, element; /* of the shape's fields; of a list */
    bool begun;
} ps_shape_at;
/* The same a part at a time: the table is on top of the stack once `at` is begun (the caller keeps it in between), and lists that lie right in the
 * shape grow in it until `deadline` (ps_shape_clock). true: it is whole. A shape that is no table of lists is pushed at once. */
bool ps_shape_push_part(lua_State *L, const ps_shape *shape, const void *from, ps_shape_at *at, int64_t deadline);
int64_t ps_shape_clock(void); /* nanoseconds that only go on */
/* Fills a zeroed struct (dates and money: none) from the table at `index`; texts are copied into the arena. nil is an empty table.
 * PS_EINVAL: an unknown key, a wrong type, a date or amount that is none. May raise for want of Lua's memory: own nothing then. */
int ps_shape_read(lua_State *L, int index, const ps_shape *shape, void *to, ps_arena *arena, ps_error *err);

#endif
