/* The annals of a repository: what changed in meaning with each of its commits, read once, and, for each of its work trees, which commits lead to HEAD, in
 * the order in which a history is told. A store beside the index of notes: work trees of one repository share it, and so do several processes. It asks
 * nobody: commits and events are given to it. */
#ifndef PS_INDEX_ANNALS_H
#define PS_INDEX_ANNALS_H

#include "meaning.h"
#include "repo.h"

typedef struct ps_annals ps_annals;

/* key: the folder that holds the repository's objects, and the workspace's path in the work tree. tree: which work tree asks. Nothing is opened before
 * the first use. Owned by the caller: ps_annals_close (NULL is fine). One call at a time. */
int ps_annals_new(ps_annals **out, ps_str key, ps_str tree, ps_str cache, ps_error *err);
void ps_annals_close(ps_annals *annals);
/* Does what `body` does, with a store that is whole, and anew where it turns out to be broken. All below is called in such a body. */
typedef int ps_annals_body(ps_annals *annals, void *ctx, ps_error *err);
int ps_annals_with(ps_annals *annals, const volatile int *cancel, ps_annals_body *body, void *ctx, ps_error *err);

/* ---- commits ---- */
typedef struct {
    ps_oid id;
    int64_t time, committed;
    int tz;
    ps_str author, email, subject;
    ps_str deal, was, undo; /* trailers of the message; "" */
    const ps_oid *parents;
    size_t n_parents;
    bool cut; /* has parents that a shallow clone lacks */
} ps_annal;

/* What stands for this work tree. */
typedef struct {
    bool current;  /* the order is that of this HEAD */
    bool complete; /* and every commit in it is told */
    int total;     /* commits */
} ps_annals_state;
/* `shallow`: where the clone ends, as a number; `process`: the one that judged commits without a valid one of their own. Another than before, and what
 * depends on it is read again. */
int ps_annals_look(ps_annals *annals, const ps_oid *head, uint64_t shallow, uint64_t process, ps_annals_state *out, ps_error *err);

/* Reads a commit from git, into memory that lives until the call of ps_annals_survey ends. */
typedef int ps_annals_read(void *ctx, const ps_oid *id, ps_annal *out, ps_error *err);
/* Goes on until every commit that leads to this HEAD is known and stands in its order (*done), or `enough` says so. */
typedef bool ps_annals_enough(void *ctx);
int ps_annals_survey(ps_annals *annals, const ps_oid *head, uint64_t shallow, ps_annals_read *read, ps_annals_enough *enough, void *ctx,
                     bool *done, ps_error *err);

/* ---- events ---- */
typedef struct {
    ps_str place;    /* the deal's folder; else the path of the note */
    bool made;       /* its file came new with the commit */
    bool touched;    /* no event: something of the place changed that means nothing */
    ps_event event;  /* text: in the language asked for; about is not kept */
    ps_str texts[2]; /* given: by language */
} ps_annal_event;

/* The next commits that nobody has told, the newest first: at most n, in the arena. */
int ps_annals_untold(ps_annals *annals, ps_arena *arena, size_t n, ps_oid **out, size_t *n_out, ps_error *err);
/* What one is about. process: 0 where its own judged it, else which one did. In a transaction of ps_annals_begin. Nothing where another process was
 * first. */
int ps_annals_tell(ps_annals *annals, const ps_oid *id, uint64_t process, const ps_annal_event *events, size_t n, ps_error *err);
int ps_annals_begin(ps_annals *annals, ps_error *err);
int ps_annals_commit(ps_annals *annals, ps_error *err);
/* When all are told: now it is complete. */
int ps_annals_settle(ps_annals *annals, ps_error *err);
/* How far it is. */
int ps_annals_count(ps_annals *annals, int *told, int *total, ps_error *err);

/* ---- questions; a work tree that is complete ---- */
/* One commit with those of its events that were asked for. Texts live in the arena that was given, the structs during the call. Non-zero ends: the
 * result. */
typedef int ps_annals_visit(void *ctx, const ps_annal *commit, const ps_annal_event *events, size_t n, ps_error *err);
/* Commits that touched one of the places (three at most), newest first. from: those that lead to this one; NULL: all. */
int ps_annals_of(ps_annals *annals, ps_arena *arena, const ps_str *places, size_t n, const ps_oid *from, ps_lang lang,
                 ps_annals_visit *visit, void *ctx, ps_error *err);
/* Commits of this time and later. */
int ps_annals_since(ps_annals *annals, ps_arena *arena, int64_t time, ps_lang lang, ps_annals_visit *visit, void *ctx, ps_error *err);
/* Whether a pipeline's story is made of it. */
bool ps_annal_is_life(const ps_event *e);
/* Moves, closings, and what the numbers of a pipeline are made of (value, currency, close date, probability, owner, kind), of all deals, the last first;
 * renames too, which have no events here. */
int ps_annals_lives(ps_annals *annals, ps_arena *arena, ps_lang lang, ps_annals_visit *visit, void *ctx, ps_error *err);
/* What people did to get deals on, of all of them, the last first: moves, states of activities, owners. Without texts; renames as above. */
int ps_annals_deeds(ps_annals *annals, ps_arena *arena, ps_annals_visit *visit, void *ctx, ps_error *err);
/* When these places (n == 0: all) last changed in meaning: the author's time of the newest commit; in no order. */
typedef int ps_annals_last_visit(void *ctx, ps_str place, int64_t time);
int ps_annals_last(ps_annals *annals, const ps_str *places, size_t n, ps_annals_last_visit *visit, void *ctx, ps_error *err);

#endif
