/* What the parts of the history share. Nobody else includes it. */
#ifndef PS_HISTORY_IMPL_H
#define PS_HISTORY_IMPL_H

#include "history.h"
#include "history_order.h"
#include "repo_impl.h"

/* ---- the graph: every commit that can be reached, once ---- */
typedef struct {
    git_oid id, tree;
    int64_t time;     /* committer's */
    int64_t authored; /* author's */
    size_t *parents;  /* nodes */
    size_t n_parents;
    size_t children;
    git_oid *at; /* what the asked paths are here, one a path, zero: nothing; NULL: not looked up yet */
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

/* The commit that a walk begins with, "" for HEAD; *none: the branch is unborn. */
int ps_history_start(git_oid *out, bool *none, ps_repo *repo, ps_str from, ps_error *err);

/* ---- the asked paths ---- */
typedef struct {
    ps_str *v; /* in the work tree, sorted, NUL-terminated, without a final '/'; none lies in another */
    size_t n;
} ps_paths;
/* Of the workspace; n == 0: all of it. */
int ps_paths_set(ps_paths *out, ps_arena *arena, const ps_repo *repo, const ps_str *under, size_t n, ps_error *err);
/* Whether a path of the work tree is one of them or lies in one. */
bool ps_paths_hold(const ps_paths *paths, ps_str full);

/* ---- trees ---- */
enum { PS_TREES = 32 };
typedef struct {
    git_odb_object *object; /* NULL: free */
    uint64_t used;
} ps_tree;
typedef struct {
    git_odb *odb;
    ps_tree v[PS_TREES];
    uint64_t clock;
} ps_trees; /* zero-initialised = empty */
void ps_trees_free(ps_trees *trees);
/* The bytes of a tree ("" for what is none), until a few others were asked for. */
int ps_trees_get(ps_str *out, ps_trees *trees, ps_repo *repo, const git_oid *id, ps_error *err);

typedef struct {
    ps_str name;
    const unsigned char *id;
    uint32_t mode;
} ps_tree_item;
/* Takes the first entry off a tree's bytes; false at its end. */
bool ps_tree_next(ps_str *rest, ps_tree_item *out);
/* git's order of names in a tree: a folder counts as if it ended in '/'. */
int ps_tree_order(const ps_tree_item *a, const ps_tree_item *b);
/* Id of what a tree has at a path ("" = itself); zero: nothing. */
int ps_entry_id(git_oid *out, ps_trees *trees, ps_repo *repo, const git_oid *tree, ps_str full, ps_error *err);

/* ---- differences of trees ---- */
typedef PS_VEC(ps_touched) ps_touches;
/* Appends the files that differ between two entries at `full` (zero id: nothing there). Paths lose the workspace's prefix. */
int ps_diff_entries(ps_touches *out, ps_arena *arena, ps_trees *trees, ps_repo *repo, ps_str full, const git_oid *old, const git_oid *now,
                    ps_error *err);
/* Of what a merge has against its first parent, keeps what differs from these other parents' trees too. */
int ps_touches_own(ps_touches *files, ps_trees *trees, ps_repo *repo, const git_oid *others, size_t n, ps_error *err);

#endif
