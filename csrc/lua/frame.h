/* One call on its way: arguments, answer and session, off the Lua stack, so that it can run on another thread. */
#ifndef PS_LUA_FRAME_H
#define PS_LUA_FRAME_H

#include "calls.h"

typedef struct ps_frame {
    ps_session session;
    const ps_call *call;
    void *args, *answer; /* in the session's arena */
    ps_error err;
    int rc;
    volatile int cancel;
    int refs; /* one each for Lua and the worker's queue; atomic */
    int done; /* atomic; set last */
    ps_shape_at pushed;
    struct ps_frame *next; /* in the queue */
} ps_frame;

/* A frame with one reference and no call yet; NULL when memory is out. */
ps_frame *ps_frame_new(void);
void ps_frame_hold(ps_frame *f);
void ps_frame_release(ps_frame *f); /* frees with the last reference; NULL is fine */
/* Reads call name, arguments and overlay from the stack at 2, 3 and 4. Errors of use are raised, others are set in f->rc. */
void ps_frame_read(lua_State *L, ps_frame *f, ps_workspace *ws);
void ps_frame_run(ps_frame *f, ps_workspace *ws);
/* Makes the answer's table, a part at a time, at most so many nanoseconds; it is on top of the stack afterwards. true: it is whole. */
bool ps_frame_push_part(lua_State *L, ps_frame *f, int64_t most);
/* Pushes the info that goes with an answer. */
void ps_frame_push_info(lua_State *L, const ps_frame *f, ps_str root);
/* Pushes `answer, info` or `nil, message, CODE, info`; returns how many. */
int ps_frame_push(lua_State *L, const ps_frame *f, ps_str root);

/* ---- a thread that runs frames in order, on a handle of its own to the workspace at ws's root, and lets git's index follow their commits ---- */
typedef struct ps_worker ps_worker;
int ps_worker_start(ps_worker **out, const ps_workspace *ws, ps_error *err);
void ps_worker_put(ps_worker *w, ps_frame *f);  /* takes a reference of its own */
void ps_worker_wait(ps_worker *w, ps_frame *f); /* until f is done */
void ps_worker_follow(ps_worker *w);            /* soon: another handle has committed */
void ps_worker_stop(ps_worker *w);              /* runs what is queued, joins, frees; NULL is fine */

#endif
