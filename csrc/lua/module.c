/* require('pursuit.core'): functions, the workspace handle and the job handle. */
#include <lauxlib.h>
#include <string.h>

#include "frame.h"
#include "version.h"

#define WORKSPACE "pursuit.workspace"
#define JOB "pursuit.job"
#define FRAME "pursuit.frame"

enum { SLICE = 4000000 }; /* nanoseconds that an answer's conversion may take of the host's time, each time it is asked for */

typedef struct {
    ps_workspace *ws;  /* NULL once closed */
    ps_worker *worker; /* started with the first job */
} handle;

typedef struct {
    ps_frame *frame;
    handle *owner; /* kept alive by the job's environment table */
} job;

/* ---- frames as garbage-collected values, so that an error raised by Lua frees them ---- */

static int frame_gc(lua_State *L) {
    ps_frame **box = lua_touserdata(L, 1);
    ps_frame_release(*box);
    *box = NULL;
    return 0;
}

static ps_frame *frame_push(lua_State *L) {
    ps_frame **box = lua_newuserdata(L, sizeof *box);
    *box = NULL;
    luaL_getmetatable(L, FRAME);
    lua_setmetatable(L, -2);
    *box = ps_frame_new();
    if (!*box) {
        luaL_error(L, "out of memory");
    }
    return *box;
}

static int fail(lua_State *L, ps_frame *f, int rc, ps_str root) {
    f->rc = rc;
    return ps_frame_push(L, f, root);
}

/* ---- the workspace handle ---- */

static handle *check_handle(lua_State *L) {
    return luaL_checkudata(L, 1, WORKSPACE);
}

static handle *check_open(lua_State *L) {
    handle *h = check_handle(L);
    if (!h->ws) {
        luaL_error(L, "the workspace is closed");
    }
    return h;
}

static int ws_close(lua_State *L) {
    handle *h = check_handle(L);
    ps_worker_stop(h->worker);
    h->worker = NULL;
    ps_ws_close(h->ws);
    h->ws = NULL;
    return 0;
}

static int ws_root(lua_State *L) {
    ps_str root = ps_ws_root(check_open(L)->ws);
    lua_pushlstring(L, root.p, root.n);
    return 1;
}

static int ws_lang(lua_State *L) {
    lua_pushstring(L, ps_ws_lang(check_open(L)->ws) == PS_ZH ? "zh" : "en");
    return 1;
}

static ps_lang check_lang(lua_State *L, int index) {
    ps_lang lang = PS_EN;
    ps_str s = ps_str_of(luaL_optstring(L, index, "en"));
    if (!ps_lang_parse(s, &lang)) {
        luaL_argerror(L, index, "language must be 'en' or 'zh'");
    }
    return lang;
}

static int ws_set_lang(lua_State *L) {
    ps_ws_set_lang(check_open(L)->ws, check_lang(L, 2));
    return 0;
}

static int ws_set_cache(lua_State *L) {
    handle *h = check_open(L);
    size_t n;
    const char *p = luaL_checklstring(L, 2, &n);
    ps_error err = {0};
    return ps_ws_set_cache(h->ws, (ps_str){p, n}, &err) ? luaL_error(L, "out of memory") : 0;
}

/* What a call on this thread leaves for git's index is the worker's to do; here, where there can be none. */
static void follow(handle *h) {
    ps_error quiet = {.lang = PS_EN};
    if (!h->worker && ps_worker_start(&h->worker, h->ws, &quiet)) {
        ps_ws_follow(h->ws, &quiet);
    } else {
        ps_worker_follow(h->worker);
    }
}

static int ws_call(lua_State *L) {
    handle *h = check_open(L);
    lua_settop(L, 4);
    ps_frame *f = frame_push(L);
    ps_frame_read(L, f, h->ws);
    ps_frame_run(f, h->ws);
    if (ps_ws_owes(h->ws)) {
        follow(h);
    }
    return ps_frame_push(L, f, ps_ws_root(h->ws));
}

static int ws_start(lua_State *L) {
    handle *h = check_open(L);
    lua_settop(L, 4);
    job *j = lua_newuserdata(L, sizeof *j);
    *j = (job){NULL, h};
    luaL_getmetatable(L, JOB);
    lua_setmetatable(L, -2);
    lua_createtable(L, 1, 0); /* keeps the handle alive */
    lua_pushvalue(L, 1);
    lua_rawseti(L, -2, 1);
    lua_setfenv(L, -2);
    j->frame = ps_frame_new();
    if (!j->frame) {
        return luaL_error(L, "out of memory");
    }
    ps_frame_read(L, j->frame, h->ws);
    if (!h->worker && !j->frame->rc) {
        j->frame->rc = ps_worker_start(&h->worker, h->ws, &j->frame->err);
    }
    if (j->frame->rc) {
        j->frame->done = 1;
    } else {
        ps_worker_put(h->worker, j->frame);
    }
    return 1;
}

/* ---- the job handle ---- */

static job *check_job(lua_State *L) {
    job *j = luaL_checkudata(L, 1, JOB);
    if (!j->frame) {
        luaL_error(L, "the job is gone");
    }
    return j;
}

static int push_done(lua_State *L, const job *j) {
    lua_pushboolean(L, 1);
    return 1 + ps_frame_push(L, j->frame, j->owner->ws ? ps_ws_root(j->owner->ws) : PS_S(""));
}

static int job_poll(lua_State *L) {
    job *j = check_job(L);
    if (!__atomic_load_n(&j->frame->done, __ATOMIC_ACQUIRE)) {
        lua_pushboolean(L, 0);
        lua_pushinteger(L, j->frame->session.done);
        lua_pushinteger(L, j->frame->session.total);
        return 3;
    }
    if (j->frame->rc) {
        return push_done(L, j);
    }
    lua_settop(L, 1);
    lua_getfenv(L, 1); /* keeps what there is of the answer */
    if (j->frame->pushed.begun) {
        lua_rawgeti(L, 2, 2);
        if (!lua_istable(L, 3)) { /* memory was out when it was begun */
            j->frame->pushed = (ps_shape_at){0};
            lua_settop(L, 2);
        }
    }
    bool whole = ps_frame_push_part(L, j->frame, SLICE);
    lua_pushvalue(L, 3);
    lua_rawseti(L, 2, 2);
    lua_pushboolean(L, whole);
    if (!whole) {
        return 1;
    }
    lua_insert(L, 3);
    ps_frame_push_info(L, j->frame, j->owner->ws ? ps_ws_root(j->owner->ws) : PS_S(""));
    return 3;
}

static int job_wait(lua_State *L) {
    job *j = check_job(L);
    if (j->owner->worker) { /* a stopped worker has run everything */
        ps_worker_wait(j->owner->worker, j->frame);
    }
    return push_done(L, j);
}

static int job_cancel(lua_State *L) {
    check_job(L)->frame->cancel = 1;
    return 0;
}

static int job_gc(lua_State *L) {
    job *j = luaL_checkudata(L, 1, JOB);
    ps_frame_release(j->frame);
    j->frame = NULL;
    return 0;
}

/* ---- the module ---- */

static int core_find(lua_State *L) {
    size_t n;
    const char *p = luaL_checklstring(L, 1, &n);
    ps_frame *f = frame_push(L);
    ps_str root;
    int rc = ps_ws_find(&f->session.arena, (ps_str){p, n}, &root, &f->err);
    if (rc) {
        return fail(L, f, rc, PS_S(""));
    }
    lua_pushlstring(L, root.p, root.n);
    return 1;
}

static int core_init(lua_State *L) {
    size_t n;
    const char *p = luaL_checklstring(L, 1, &n);
    ps_lang lang = check_lang(L, 2);
    ps_frame *f = frame_push(L);
    ps_v_place place = {0};
    f->err.lang = lang;
    int rc = ps_ws_init(&f->session, (ps_str){p, n}, lang, &place, &f->err);
    if (rc) {
        return fail(L, f, rc, PS_S(""));
    }
    ps_shape_push(L, &ps_shape_place, &place);
    return 1;
}

static int core_open(lua_State *L) {
    size_t n;
    const char *p = luaL_checklstring(L, 1, &n);
    bool later = lua_toboolean(L, 2);
    ps_frame *f = frame_push(L);
    handle *h = lua_newuserdata(L, sizeof *h);
    *h = (handle){NULL, NULL};
    luaL_getmetatable(L, WORKSPACE);
    lua_setmetatable(L, -2);
    int rc = (later ? ps_ws_open_later : ps_ws_open)(&h->ws, (ps_str){p, n}, &f->err);
    if (rc) {
        return fail(L, f, rc, PS_S(""));
    }
    ps_ws_follow_later(h->ws);
    return 1;
}

static void make_class(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction gc) {
    luaL_newmetatable(L, name);
    if (methods) {
        lua_newtable(L);
        luaL_register(L, NULL, methods);
        lua_setfield(L, -2, "__index");
    }
    lua_pushcfunction(L, gc);
    lua_setfield(L, -2, "__gc");
    lua_pushliteral(L, "locked");
    lua_setfield(L, -2, "__metatable");
    lua_pop(L, 1);
}

__attribute__((visibility("default"))) int luaopen_pursuit_core(lua_State *L);

int luaopen_pursuit_core(lua_State *L) {
    static const luaL_Reg functions[] = {{"find", core_find}, {"init", core_init}, {"open", core_open}, {NULL, NULL}};
    static const luaL_Reg workspace[] = {{"root", ws_root}, {"lang", ws_lang},   {"set_lang", ws_set_lang}, {"set_cache", ws_set_cache},
                                         {"call", ws_call}, {"start", ws_start}, {"close", ws_close},       {NULL, NULL}};
    static const luaL_Reg jobs[] = {{"poll", job_poll}, {"wait", job_wait}, {"cancel", job_cancel}, {NULL, NULL}};
    make_class(L, WORKSPACE, workspace, ws_close);
    make_class(L, JOB, jobs, job_gc);
    make_class(L, FRAME, NULL, frame_gc);
    lua_newtable(L);
    luaL_register(L, NULL, functions);
    lua_pushliteral(L, PS_VERSION);
    lua_setfield(L, -2, "version");
    lua_pushliteral(L, PS_SOURCE_HASH);
    lua_setfield(L, -2, "source_hash");
    return 1;
}
