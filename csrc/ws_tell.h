/* What a commit is about, worked out from git. For ws_*.c alone. */
#ifndef PS_WS_TELL_H
#define PS_WS_TELL_H

#include "workspace_impl.h"

/* Owned by the workspace, made when first asked for. */
int ps_work_teller(ps_work *w, ps_teller **out);
ps_history_reader *ps_teller_reader(ps_teller *teller);
/* Which process judges commits without a valid one of their own, as a number. */
uint64_t ps_tell_judge(const ps_work *w);

/* The deal's folder of a path in it, else the path of a note of ours; "" for anything else. A part of the path. */
ps_str ps_tell_place(ps_str path);
/* Subject and trailers; parts of the message. */
void ps_tell_message(ps_annal *out, ps_str message);

/* A commit being told, place by place: at == n when it is done. Files by path. Each place by itself, so that what is told of a deal does not depend on
 * what else was changed. */
typedef struct {
    ps_arena *arena; /* of the events */
    const ps_touched *files;
    size_t n, at;
    const ps_process *process;
    uint64_t judged; /* 0: by its own process */
    bool both;       /* in both languages */
    PS_VEC(ps_annal_event) events;
} ps_telling;
int ps_telling_start(ps_work *w, ps_telling *t, ps_arena *arena, const ps_oid *commit, const ps_touched *files, size_t n, bool both);
/* In a later call. *same false: another process judges now, and it has to be told from the start. */
int ps_telling_resume(ps_work *w, ps_telling *t, const ps_oid *commit, bool *same);
int ps_telling_next(ps_work *w, ps_telling *t);

/* One that is told in turns: it outlives the call. */
typedef struct {
    ps_arena arena;
    ps_oid id; /* hex "": none */
    ps_telling telling;
} ps_tell_job;
ps_tell_job *ps_teller_job(ps_teller *teller);

#endif
