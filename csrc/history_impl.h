/* What the parts of the history share. Nobody else includes it. */
#ifndef PS_HISTORY_IMPL_H
#define PS_HISTORY_IMPL_H

#include "history.h"
#include "repo_impl.h"

/* ---- the graph: every commit that can be reached, once ---- */
typedef struct {
    git_oid id, tree;
    int64_t time;    /* committer's */
    size_t *parents; /* nodes */
    size_t n_parents;
    size_t children; /* not yet visited */
    git_oid *at;     /* what the asked paths are here, one a path, zero: nothing; NULL: not looked up yet */
} ps_node;

typedef struct {
    ps_node *v;
    size_t n, cap;
    size_t loaded; /* nodes before this one know their parents */
    size_t *slots; /* node + 1 by id */
    size_t n_slots;
    bool shallow;
} ps_graph;

int ps_graph_start(ps_graph *graph, ps_arena *arena, ps_repo *repo, const git_oid *start, ps_error *err);
/* Reads the commits of the nodes up to number `until` (SIZE_MAX: all that can be reached). A commit that a shallow clone lacks counts as not
 * there. */
int ps_graph_load(ps_graph *graph, ps_arena *arena, ps_repo *repo, size_t until, ps_error *err);

/* ---- the asked paths ---- */
typedef struct {
    ps_str *v; /* in the work tree, sorted, NUL-terminated, without a final '/'; none lies in another */
    size_t n;
} ps_paths;
/* Of the workspace; n == 0: all of it. */
int ps_paths_set(ps_paths *out, ps_arena *arena, const ps_repo *repo, const ps_str *under, size_t n, ps_error *err);
/* Whether a path of the work tree is one of them or lies in one. */
bool ps_paths_hold(const ps_paths *paths, ps_str full);

/* ---- differences of trees ---- */
typedef PS_VEC(ps_touched) ps_touches;
/* Appends the files that differ between two entries at `full` (zero id: nothing there). Paths lose the workspace's prefix. */
int ps_diff_entries(ps_touches *out, ps_arena *arena, ps_repo *repo, ps_str full, const git_oid *old, const git_oid *now, ps_error *err);
/* Id of what a tree has at a path ("" = itself); zero: nothing. */
int ps_entry_id(git_oid *out, ps_repo *repo, const git_oid *tree, ps_str full, ps_error *err);

#endif
