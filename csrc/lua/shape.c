#include "shape.h"

#include <lauxlib.h>
#include <math.h>
#include <time.h>

/* What every PS_VEC looks like. */
typedef PS_VEC(char) any_vec;

static void push_str(lua_State *L, ps_str s) {
    lua_pushlstring(L, s.p ? s.p : "", s.n);
}

static void push_list(lua_State *L, const ps_shape *of, const any_vec *vec) {
    lua_createtable(L, vec->n > INT32_MAX ? 0 : (int)vec->n, 0);
    for (size_t i = 0; i < vec->n; i++) {
        ps_shape_push(L, of, vec->v + i * of->size);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

static void push_strs(lua_State *L, const ps_strs *strs) {
    lua_createtable(L, strs->n > INT32_MAX ? 0 : (int)strs->n, 0);
    for (size_t i = 0; i < strs->n; i++) {
        push_str(L, strs->v[i]);
        lua_rawseti(L, -2, (int)i + 1);
    }
}

/* Pushes the field's value; nil for what is left out. */
static void push_field(lua_State *L, const ps_shape_field *f, const void *at) {
    ps_datestr date;
    switch (f->kind) {
    case PS_SH_STR:
        ((const ps_str *)at)->n ? push_str(L, *(const ps_str *)at) : lua_pushnil(L);
        break;
    case PS_SH_BOOL:
        lua_pushboolean(L, *(const bool *)at);
        break;
    case PS_SH_INT:
        lua_pushinteger(L, *(const int *)at);
        break;
    case PS_SH_COUNT:
        *(const int *)at < 0 ? lua_pushnil(L) : lua_pushinteger(L, *(const int *)at);
        break;
    case PS_SH_TIME:
        lua_pushnumber(L, (lua_Number)(*(const int64_t *)at));
        break;
    case PS_SH_MONEY:
        *(const ps_money *)at == PS_MONEY_NONE ? lua_pushnil(L) : lua_pushnumber(L, (lua_Number)(*(const ps_money *)at) / PS_MONEY_ONE);
        break;
    case PS_SH_DATE:
        *(const ps_date *)at == PS_DATE_NONE ? lua_pushnil(L) : push_str(L, ps_date_str(&date, *(const ps_date *)at));
        break;
    case PS_SH_STRS:
        push_strs(L, at);
        break;
    case PS_SH_ONE:
        *(void *const *)at ? ps_shape_push(L, f->of, *(void *const *)at) : lua_pushnil(L);
        break;
    case PS_SH_LIST:
        push_list(L, f->of, at);
        break;
    case PS_SH_REC:
        ps_shape_push(L, f->of, at);
        break;
    }
}

void ps_shape_push(lua_State *L, const ps_shape *shape, const void *from) {
    luaL_checkstack(L, 8, "nested answer");
    if (!shape->fields) {
        push_list(L, shape->list, from);
        return;
    }
    lua_newtable(L);
    for (const ps_shape_field *f = shape->fields; f->name; f++) {
        push_field(L, f, (const char *)from + f->at);
        lua_setfield(L, -2, f->name);
    }
}

int64_t ps_shape_clock(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* Goes on with the list on top of the stack; true at its end. */
static bool list_part(lua_State *L, const ps_shape *of, const any_vec *vec, size_t *element, int64_t deadline) {
    while (*element < vec->n) {
        ps_shape_push(L, of, vec->v + *element * of->size);
        lua_rawseti(L, -2, (int)++*element);
        if (ps_shape_clock() >= deadline) {
            break;
        }
    }
    return *element == vec->n;
}

bool ps_shape_push_part(lua_State *L, const ps_shape *shape, const void *from, ps_shape_at *at, int64_t deadline) {
    luaL_checkstack(L, 8, "nested answer");
    if (!at->begun) {
        lua_newtable(L);
        at->begun = true;
    }
    if (!shape->fields) {
        return list_part(L, shape->list, from, &at->element, deadline);
    }
    for (const ps_shape_field *f = &shape->fields[at->field]; f->name; f++, at->field++, at->element = 0) {
        if (f->kind != PS_SH_LIST) {
            push_field(L, f, (const char *)from + f->at);
            lua_setfield(L, -2, f->name);
            continue;
        }
        if (at->element == 0) {
            lua_newtable(L);
            lua_setfield(L, -2, f->name);
        }
        lua_getfield(L, -1, f->name);
        bool whole = list_part(L, f->of, (const any_vec *)(const void *)((const char *)from + f->at), &at->element, deadline);
        lua_pop(L, 1);
        if (!whole) {
            return false;
        }
    }
    return true;
}

static int wrong(ps_error *err, const char *name, const char *want) {
    return ps_fail(err, PS_EINVAL, OPTION_TYPE, ps_str_of(name), ps_str_of(want));
}

static bool get_str(lua_State *L, ps_arena *arena, ps_str *out) {
    size_t n;
    const char *p = lua_tolstring(L, -1, &n);
    *out = ps_arena_dup(arena, (ps_str){p, n});
    return out->p != NULL;
}

static int read_strs(lua_State *L, const char *name, ps_strs *to, ps_arena *arena, ps_error *err) {
    if (lua_type(L, -1) == LUA_TSTRING) {
        ps_str *s = PS_PUSH(arena, to);
        return s && get_str(L, arena, s) ? PS_OK : ps_nomem(err);
    }
    if (!lua_istable(L, -1)) {
        return wrong(err, name, "list");
    }
    size_t n = lua_objlen(L, -1);
    for (size_t i = 1; i <= n; i++) {
        lua_rawgeti(L, -1, (int)i);
        if (lua_type(L, -1) != LUA_TSTRING) {
            return wrong(err, name, "list of strings");
        }
        ps_str *s = PS_PUSH(arena, to);
        if (!s || !get_str(L, arena, s)) {
            return ps_nomem(err);
        }
        lua_pop(L, 1);
    }
    return PS_OK;
}

static int read_money(lua_State *L, const char *name, ps_money *to, ps_error *err) {
    if (lua_type(L, -1) == LUA_TSTRING) {
        size_t n;
        const char *p = lua_tolstring(L, -1, &n);
        return ps_money_parse(to, (ps_str){p, n}, err);
    }
    if (lua_type(L, -1) != LUA_TNUMBER) {
        return wrong(err, name, "number");
    }
    double v = lua_tonumber(L, -1) * PS_MONEY_ONE;
    if (!isfinite(v) || fabs(v) >= 9.0e18) {
        return ps_fail(err, PS_EINVAL, OPTION_FINITE, ps_str_of(name));
    }
    *to = (ps_money)llround(v);
    return PS_OK;
}

static int read_int(lua_State *L, const char *name, int *to, ps_error *err) {
    double v = lua_type(L, -1) == LUA_TNUMBER ? lua_tonumber(L, -1) : NAN;
    if (lua_type(L, -1) == LUA_TSTRING) { /* "60" from a command line; nothing that only looks like a number */
        size_t n;
        uint64_t u;
        const char *p = lua_tolstring(L, -1, &n);
        v = ps_str_uint((ps_str){p, n}, INT32_MAX, &u) ? (double)u : NAN;
    }
    if (!(v >= INT32_MIN && v <= INT32_MAX && v == floor(v))) {
        return wrong(err, name, "whole number");
    }
    *to = (int)v;
    return PS_OK;
}

static int read_date(lua_State *L, const char *name, ps_date *to, ps_error *err) {
    size_t n;
    if (lua_type(L, -1) != LUA_TSTRING) {
        return wrong(err, name, "date YYYY-MM-DD");
    }
    const char *p = lua_tolstring(L, -1, &n);
    return ps_date_parse((ps_str){p, n}, to) ? PS_OK : ps_fail(err, PS_EINVAL, BAD_DATE, (ps_str){p, n});
}

static int read_time(lua_State *L, const char *name, int64_t *to, ps_error *err) {
    static const double most = 9007199254740992.0; /* beyond it doubles skip whole numbers */
    lua_Number v = lua_isnumber(L, -1) ? lua_tonumber(L, -1) : -2 * most;
    if (!(v >= -most && v <= most)) {
        return wrong(err, name, "number of seconds");
    }
    *to = (int64_t)v;
    return PS_OK;
}

static int read_list(lua_State *L, const ps_shape_field *f, any_vec *to, ps_arena *arena, ps_error *err) {
    if (!lua_istable(L, -1)) {
        return wrong(err, f->name, "list");
    }
    size_t n = lua_objlen(L, -1);
    for (size_t i = 1; i <= n; i++) {
        void *element = ps_arena_push(arena, (void **)(void *)&to->v, &to->n, &to->cap, f->of->size);
        if (!element) {
            return ps_nomem(err);
        }
        lua_rawgeti(L, -1, (int)i);
        if (!lua_istable(L, -1)) {
            return wrong(err, f->name, "list of tables");
        }
        int rc = ps_shape_read(L, lua_gettop(L), f->of, element, arena, err);
        if (rc) {
            return rc;
        }
        lua_pop(L, 1);
    }
    return PS_OK;
}

/* Reads the value on top of the stack. */
static int read_field(lua_State *L, const ps_shape_field *f, void *at, ps_arena *arena, ps_error *err) {
    switch (f->kind) {
    case PS_SH_STR:
        if (!lua_isstring(L, -1)) {
            return wrong(err, f->name, "string");
        }
        lua_pushvalue(L, -1); /* lua_tolstring turns a number into a string in place */
        bool copied = get_str(L, arena, at);
        lua_pop(L, 1);
        return copied ? PS_OK : ps_nomem(err);
    case PS_SH_BOOL:
        *(bool *)at = lua_toboolean(L, -1);
        return PS_OK;
    case PS_SH_INT:
        return read_int(L, f->name, at, err);
    case PS_SH_MONEY:
        return read_money(L, f->name, at, err);
    case PS_SH_DATE:
        return read_date(L, f->name, at, err);
    case PS_SH_STRS:
        return read_strs(L, f->name, at, arena, err);
    case PS_SH_LIST:
        return read_list(L, f, at, arena, err);
    case PS_SH_TIME:
        return read_time(L, f->name, at, err);
    case PS_SH_COUNT:
    case PS_SH_ONE:
    case PS_SH_REC:
        break;
    }
    return ps_fail(err, PS_EINVAL, OPTION_UNKNOWN, ps_str_of(f->name));
}

static const ps_shape_field *find(const ps_shape *shape, const char *name) {
    for (const ps_shape_field *f = shape->fields; f->name; f++) {
        if (ps_str_eq(ps_str_of(f->name), ps_str_of(name))) {
            return f;
        }
    }
    return NULL;
}

static void clear(const ps_shape *shape, void *to) {
    for (const ps_shape_field *f = shape->fields; f->name; f++) {
        void *at = (char *)to + f->at;
        if (f->kind == PS_SH_MONEY) {
            *(ps_money *)at = PS_MONEY_NONE;
        } else if (f->kind == PS_SH_DATE) {
            *(ps_date *)at = PS_DATE_NONE;
        }
    }
}

int ps_shape_read(lua_State *L, int index, const ps_shape *shape, void *to, ps_arena *arena, ps_error *err) {
    int top = lua_gettop(L), rc = PS_OK;
    clear(shape, to);
    if (lua_isnoneornil(L, index)) {
        return PS_OK;
    }
    luaL_checkstack(L, 8, "nested arguments");
    lua_pushnil(L);
    while (!rc && lua_next(L, index)) {
        const char *name = lua_type(L, -2) == LUA_TSTRING ? lua_tostring(L, -2) : NULL;
        const ps_shape_field *f = name ? find(shape, name) : NULL;
        if (!f) {
            rc = ps_fail(err, PS_EINVAL, OPTION_UNKNOWN, ps_str_of(name ? name : "[1]"));
        } else {
            rc = read_field(L, f, (char *)to + f->at, arena, err);
        }
        if (!rc) {
            lua_pop(L, 1);
        }
    }
    lua_settop(L, top);
    return rc;
}
