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

/* Events for an answer. Their texts are taken as they are: they live in the session's arena. */
typedef struct {
    ps_work *w;
    ps_v_events *out;
    bool known; /* of the last commit what follows */
    ps_oid last;
    ps_str date, clock, author, commit, path, absolute;
} ps_event_list;
int ps_event_put(ps_event_list *list, const ps_annal *c, const ps_event *e, ps_str deal);
/* An undo is one event, of the kind that it took back: nobody acted again. `what`: as ps_undone_subject has it. */
int ps_event_put_undo(ps_event_list *list, const ps_annal *c, ps_event e, ps_str what, ps_str deal);
/* A rename is one event, not a deal that goes and one that comes. undo: "" or what was taken back. */
int ps_event_put_rename(ps_event_list *list, const ps_annal *c, ps_str undo, ps_str deal);
/* What an undo took back, as its own subject has it, but for the deal's id, which goes without saying; "" for any other commit. */
ps_str ps_undone_subject(ps_work *w, const ps_annal *c);

/* One that is told in turns: it outlives the call. */
typedef struct {
    ps_arena arena;
    ps_oid id; /* hex "": none */
    ps_telling telling;
} ps_tell_job;
ps_tell_job *ps_teller_job(ps_teller *teller);

#endif
