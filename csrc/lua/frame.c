#include "frame.h"

#include <lauxlib.h>

#include "alloc.h"

ps_frame *ps_frame_new(void) {
    ps_frame *f = ps_alloc(sizeof *f);
    if (f) {
        *f = (ps_frame){.refs = 1};
        f->session.cancel = &f->cancel;
    }
    return f;
}

void ps_frame_hold(ps_frame *f) {
    __atomic_add_fetch(&f->refs, 1, __ATOMIC_RELAXED);
}

void ps_frame_release(ps_frame *f) {
    if (f && __atomic_sub_fetch(&f->refs, 1, __ATOMIC_ACQ_REL) == 0) {
        ps_session_end(&f->session);
        ps_free(f);
    }
}

/* { [path] = text } at `index`. */
static int read_overlay(lua_State *L, int index, ps_session *s, ps_error *err) {
    PS_VEC(ps_overlay) list = {0};
    if (lua_isnoneornil(L, index)) {
        return PS_OK;
    }
    luaL_checktype(L, index, LUA_TTABLE);
    lua_pushnil(L);
    while (lua_next(L, index)) {
        if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING) {
            return luaL_error(L, "overlay must map paths to texts");
        }
        ps_str path, text;
        path.p = lua_tolstring(L, -2, &path.n);
        text.p = lua_tolstring(L, -1, &text.n);
        ps_overlay *o = PS_PUSH(&s->arena, &list);
        if (!o || !(o->path = ps_arena_dup(&s->arena, path)).p || !(o->text = ps_arena_dup(&s->arena, text)).p) {
            lua_pop(L, 2);
            return ps_nomem(err);
        }
        lua_pop(L, 1);
    }
    s->overlay = list.v;
    s->n_overlay = list.n;
    return PS_OK;
}

void ps_frame_read(lua_State *L, ps_frame *f, ps_workspace *ws) {
    const char *name = luaL_checkstring(L, 2);
    f->call = ps_call_find(name);
    if (!f->call) {
        luaL_error(L, "no call named '%s'", name);
        return;
    }
    if (!lua_isnoneornil(L, 3)) {
        luaL_checktype(L, 3, LUA_TTABLE);
    }
    f->err.lang = ps_ws_lang(ws);
    const ps_shape *a = f->call->args, *r = f->call->answer;
    f->args = ps_arena_alloc(&f->session.arena, a->size);
    f->answer = ps_arena_alloc(&f->session.arena, r->size);
    f->rc = f->args && f->answer ? PS_OK : ps_nomem(&f->err);
    if (!f->rc) {
        f->rc = ps_shape_read(L, 3, a, f->args, &f->session.arena, &f->err);
    }
    if (!f->rc) {
        f->rc = read_overlay(L, 4, &f->session, &f->err);
    }
}

void ps_frame_run(ps_frame *f, ps_workspace *ws) {
    if (!f->rc && f->cancel) {
        f->rc = ps_fail(&f->err, PS_ECANCEL, CANCELLED);
    }
    if (!f->rc) {
        f->rc = f->call->run(ws, &f->session, f->args, f->answer, &f->err);
    }
}

/* An absolute path for what may be relative to the root. */
static void push_path(lua_State *L, ps_str root, const char *path) {
    if (path[0] == '/' || root.n == 0) {
        lua_pushstring(L, path);
    } else {
        lua_pushlstring(L, root.p, root.n);
        lua_pushliteral(L, "/");
        lua_pushstring(L, path);
        lua_concat(L, 3);
    }
}

void ps_frame_push_info(lua_State *L, const ps_frame *f, ps_str root) {
    static const ps_shape_field fields[] = {{"changed", PS_SH_STRS, offsetof(ps_session, changed), NULL},
                                            {"commit", PS_SH_STR, offsetof(ps_session, commit), NULL},
                                            {"missing", PS_SH_REC, offsetof(ps_session, missing), &ps_shape_missings},
                                            {NULL, PS_SH_STR, 0, NULL}};
    static const ps_shape info = {sizeof(ps_session), fields, NULL};
    ps_shape_push(L, &info, &f->session);
    if (f->rc && f->err.path[0]) {
        push_path(L, root, f->err.path);
        lua_setfield(L, -2, "path");
        lua_pushinteger(L, (lua_Integer)f->err.line);
        lua_setfield(L, -2, "lnum");
    }
    if (f->rc && f->err.col) {
        lua_pushinteger(L, (lua_Integer)f->err.col);
        lua_setfield(L, -2, "col");
        lua_pushinteger(L, (lua_Integer)f->err.end_col);
        lua_setfield(L, -2, "end_col");
    }
}

bool ps_frame_push_part(lua_State *L, ps_frame *f, int64_t most) {
    return ps_shape_push_part(L, f->call->answer, f->answer, &f->pushed, ps_shape_clock() + most);
}

int ps_frame_push(lua_State *L, const ps_frame *f, ps_str root) {
    if (!f->rc) {
        ps_shape_push(L, f->call->answer, f->answer);
        ps_frame_push_info(L, f, root);
        return 2;
    }
    lua_pushnil(L);
    /* a message about a file begins with its path: absolute, as every path that leaves the core */
    bool about_file = f->err.path[0] && ps_str_starts(ps_str_of(f->err.message), ps_str_of(f->err.path));
    about_file ? push_path(L, root, f->err.message) : lua_pushstring(L, f->err.message);
    lua_pushstring(L, ps_code_name(f->rc));
    ps_frame_push_info(L, f, root);
    return 4;
}
