/* Walking git's history. Shapes only; what changed in meaning is meaning.h's business. */
#ifndef PS_HISTORY_H
#define PS_HISTORY_H

#include "date.h"
#include "repo.h"

typedef struct {
    ps_str path;     /* relative to the workspace */
    ps_oid old, now; /* blobs; hex "" = not there */
} ps_touched;

typedef struct {
    ps_oid id;
    ps_str author, email, message; /* message whole */
    int64_t time;                  /* author's */
    int tz;
    ps_touched *files; /* below the asked folders, against the first parent (for a merge: only what differs from every parent) */
    size_t n_files;
} ps_revision;

/* Commits reachable from `from` ("" = HEAD) that touch one of `under` (folders or files; n == 0: anything in the workspace), newest first in topological
 * order with time as tie-break (tolerates skewed clocks). Stops when `visit` returns non-zero: that becomes the result (positive: no error).
 * An unborn branch has none. The revision lives only during the call. */
typedef int ps_history_visit(void *ctx, const ps_revision *rev, ps_error *err);
int ps_history_walk(ps_repo *repo, ps_str from, const ps_str *under, size_t n_under, ps_history_visit *visit, void *ctx, ps_error *err);
/* The days, since that one, on which commits reachable from `from` ("" = HEAD) touched the folders deals/<year>/<id>, by their authors' times at `tz`;
 * in no order, perhaps more than once. Much faster than a walk. What was changed and put back on one day may go untold. */
typedef int ps_history_day_visit(void *ctx, ps_str folder, ps_date day);
int ps_history_days(ps_repo *repo, ps_str from, ps_date since, int tz, ps_history_day_visit *visit, void *ctx, ps_error *err);
/* The newest commit on HEAD's first-parent line whose time is not after `time`; hex "" where there is none. */
int ps_history_at(ps_repo *repo, ps_oid *out, int64_t time, ps_error *err);
typedef struct {
    ps_str was, now; /* the folder of a deal, and the id that it was given instead of its name */
} ps_rename;
typedef PS_VEC(ps_rename) ps_renames;
/* Appends the renames (trailers `Was:` and `Deal:`) in commits that HEAD has and `since` has not: a commit that ps_history_at gave, hex "" for all.
 * Those of parents before those of children; texts are copied. */
int ps_history_renames(ps_repo *repo, ps_arena *arena, const ps_oid *since, ps_renames *out, ps_error *err);

/* ---- commits one by one, to be remembered: what is said of them never changes ---- */
typedef struct {
    ps_oid id;
    ps_str author, email, message; /* message whole */
    int64_t time, committed;
    int tz;
    ps_oid *parents; /* those that are there */
    size_t n_parents;
    bool cut; /* a shallow clone lacks parents */
} ps_seen_commit;
typedef struct ps_history_reader ps_history_reader;
/* Keeps the trees that come again from commit to commit. Owned by the caller (free takes NULL). */
int ps_history_reader_new(ps_history_reader **out, ps_repo *repo, ps_error *err);
void ps_history_reader_free(ps_history_reader *reader);
/* In the arena. */
int ps_history_commit(ps_history_reader *reader, ps_arena *arena, const ps_oid *id, ps_seen_commit *out, ps_error *err);
/* What it touched in the workspace: as ps_history_walk tells it of all folders. */
int ps_history_touched(ps_history_reader *reader, ps_arena *arena, const ps_seen_commit *commit, ps_touched **files, size_t *n,
                       ps_error *err);
/* The blob of a path at a commit; hex "": nothing there. */
int ps_history_blob(ps_history_reader *reader, ps_oid *out, const ps_oid *commit, ps_str path, ps_error *err);
/* Which commits a shallow clone lacks, as a number: another one where that changed; 0 where it is whole. */
uint64_t ps_history_shallow(ps_repo *repo);

/* Value of a trailer of a message ("Deal"), "" if absent. Only the last paragraph counts. */
ps_str ps_trailer(ps_str message, ps_str key);

#endif
