#include "history_impl.h"

#include <string.h>

typedef struct {
    ps_repo *repo;
    ps_arena *arena;
    ps_graph graph;
    ps_paths under; /* what is looked up in every commit */
    ps_paths asked; /* what counts of it; n == 0: all */
    ps_trees trees;
    ps_error *err;
} walk;

/* What the asked paths are in a node, looked up once. */
static int look_up(walk *w, size_t at) {
    ps_node *node = &w->graph.v[at];
    if (node->at) {
        return PS_OK;
    }
    git_oid *ids = ps_arena_alloc(w->arena, (w->under.n ? w->under.n : 1) * sizeof *ids);
    if (!ids) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; i < w->under.n; i++) {
        int rc = ps_entry_id(&ids[i], &w->trees, w->repo, &node->tree, w->under.v[i], w->err);
        if (rc) {
            return rc;
        }
    }
    node->at = ids;
    return PS_OK;
}

static bool same_as_a_parent(const walk *w, const ps_node *node, size_t under) {
    for (size_t p = 0; p < node->n_parents; p++) {
        if (git_oid_equal(&w->graph.v[node->parents[p]].at[under], &node->at[under])) {
            return true;
        }
    }
    return false;
}

/* A merge has touched a file only where it differs from every parent. */
static int keep_own(walk *w, ps_touches *files, const ps_node *node) {
    ps_arena arena = {0};
    git_oid *others = ps_arena_alloc(&arena, node->n_parents * sizeof *others);
    for (size_t p = 1; others && p < node->n_parents; p++) {
        git_oid_cpy(&others[p - 1], &w->graph.v[node->parents[p]].tree);
    }
    int rc = others ? ps_touches_own(files, &w->trees, w->repo, others, node->n_parents - 1, w->err) : ps_nomem(w->err);
    ps_arena_free(&arena);
    return rc;
}

static int keep_asked(walk *w, ps_touches *files) {
    ps_arena arena = {0};
    int rc = PS_OK;
    size_t kept = 0;
    for (size_t i = 0; rc == PS_OK && i < files->n; i++) {
        ps_str full = ps_repo_full(w->repo, &arena, files->v[i].path);
        rc = full.p ? PS_OK : ps_nomem(w->err);
        if (rc == PS_OK && ps_paths_hold(&w->asked, full)) {
            files->v[kept++] = files->v[i];
        }
    }
    files->n = kept;
    ps_arena_free(&arena);
    return rc;
}

static int touched(walk *w, ps_touches *files, ps_arena *arena, const ps_node *node) {
    static const git_oid nothing;
    int rc = PS_OK;
    for (size_t u = 0; rc == PS_OK && u < w->under.n; u++) {
        if (same_as_a_parent(w, node, u)) {
            continue;
        }
        const git_oid *old = node->n_parents ? &w->graph.v[node->parents[0]].at[u] : &nothing;
        if (!git_oid_equal(old, &node->at[u])) {
            rc = ps_diff_entries(files, arena, &w->trees, w->repo, w->under.v[u], old, &node->at[u], w->err);
        }
    }
    if (rc == PS_OK && w->asked.n) {
        rc = keep_asked(w, files);
    }
    return rc == PS_OK && node->n_parents > 1 ? keep_own(w, files, node) : rc;
}

static int show(walk *w, const ps_node *node, const ps_touches *files, ps_history_visit *visit, void *ctx) {
    git_commit *commit = NULL;
    int rc = git_commit_lookup(&commit, w->repo->git, &node->id);
    if (rc) {
        return ps_repo_fail(w->err, rc);
    }
    const git_signature *author = git_commit_author(commit);
    ps_revision rev = {.author = ps_str_of(author->name),
                       .email = ps_str_of(author->email),
                       .message = ps_str_of(git_commit_message(commit)),
                       .time = author->when.time,
                       .tz = author->when.offset,
                       .files = files->v,
                       .n_files = files->n};
    ps_oid_put(&rev.id, &node->id);
    rc = visit(ctx, &rev, w->err);
    git_commit_free(commit);
    return rc;
}

static int visit_node(walk *w, size_t at, ps_history_visit *visit, void *ctx) {
    ps_arena arena = {0};
    ps_touches files = {0};
    int rc = look_up(w, at);
    for (size_t p = 0; rc == PS_OK && p < w->graph.v[at].n_parents; p++) {
        rc = look_up(w, w->graph.v[at].parents[p]);
    }
    if (rc == PS_OK) {
        rc = touched(w, &files, &arena, &w->graph.v[at]);
    }
    if (rc == PS_OK && files.n) {
        rc = show(w, &w->graph.v[at], &files, visit, ctx);
    }
    ps_arena_free(&arena);
    return rc;
}

/* From a node on whose children were all visited: parents come after all their children, the youngest first. */
static int run_graph(walk *w, size_t first, ps_history_visit *visit, void *ctx) {
    int rc = ps_graph_load(&w->graph, w->arena, w->repo, SIZE_MAX, w->err);
    if (rc) {
        return rc;
    }
    ps_order order;
    size_t at, n = w->graph.n;
    ps_order_node *nodes = ps_arena_alloc(w->arena, n * sizeof *nodes);
    for (size_t i = 0; nodes && i < n; i++) {
        const ps_node *node = &w->graph.v[i];
        nodes[i] = (ps_order_node){node->time, node->parents, node->n_parents, node->children};
    }
    if (!nodes || !ps_order_start(&order, w->arena, nodes, n, first)) {
        return ps_nomem(w->err);
    }
    while (rc == PS_OK && ps_order_next(&order, &at)) {
        rc = visit_node(w, at, visit, ctx);
    }
    return rc;
}

/* Down to the first merge the order is plain, and whoever stops early has not paid for the whole graph. */
static int run(walk *w, ps_history_visit *visit, void *ctx) {
    for (size_t at = 0;; at++) {
        int rc = ps_graph_load(&w->graph, w->arena, w->repo, at + 1, w->err);
        if (rc) {
            return rc;
        }
        size_t parents = w->graph.v[at].n_parents;
        if (parents > 1) {
            return run_graph(w, at, visit, ctx);
        }
        rc = visit_node(w, at, visit, ctx);
        if (rc || !parents) {
            return rc;
        }
    }
}

enum { FEW = 4 };

/* A few paths are looked up one by one in each commit; of many, the commit's own changes are looked up among them. */
static int set_paths(walk *w, const ps_str *under, size_t n) {
    int rc = ps_paths_set(&w->under, w->arena, w->repo, under, n, w->err);
    if (rc || w->under.n <= FEW) {
        return rc;
    }
    w->asked = w->under;
    return ps_paths_set(&w->under, w->arena, w->repo, NULL, 0, w->err);
}

int ps_history_start(git_oid *out, bool *none, ps_repo *repo, ps_str from, ps_error *err) {
    git_commit *commit = NULL;
    ps_head head = {0};
    int rc;
    *none = false;
    if (from.n == 0) {
        rc = ps_head_read(&head, repo, err);
        *none = head.unborn;
        git_oid_cpy(out, &head.id);
        ps_head_free(&head);
        return rc;
    }
    rc = ps_commit_lookup(&commit, repo, from, err);
    if (rc == PS_OK) {
        git_oid_cpy(out, git_commit_id(commit));
    }
    git_commit_free(commit);
    return rc;
}

int ps_history_walk(ps_repo *repo, ps_str from, const ps_str *under, size_t n_under, ps_history_visit *visit, void *ctx, ps_error *err) {
    ps_arena arena = {0};
    walk w = {.repo = repo, .arena = &arena, .err = err};
    git_oid start;
    bool none;
    int rc = ps_history_start(&start, &none, repo, from, err);
    if (rc == PS_OK && !none && (rc = set_paths(&w, under, n_under)) == PS_OK &&
        (rc = ps_graph_start(&w.graph, &arena, repo, &start, err)) == PS_OK) {
        rc = run(&w, visit, ctx);
    }
    ps_trees_free(&w.trees);
    ps_arena_free(&arena);
    return rc;
}

ps_str ps_trailer(ps_str message, ps_str key) {
    ps_str text = ps_str_trim(message), none = PS_S(""), line;
    size_t at = 0, paragraph = SIZE_MAX;
    while (at < text.n) {
        size_t end = ps_str_find(text, PS_S("\n"), at);
        end = end == SIZE_MAX ? text.n : end;
        if (ps_str_trim(ps_str_sub(text, at, end)).n == 0) {
            paragraph = end + 1;
        }
        at = end + 1;
    }
    if (paragraph == SIZE_MAX) { /* the subject is no trailer */
        return none;
    }
    ps_str rest = ps_str_sub(text, paragraph, text.n);
    while (ps_str_next(&rest, '\n', &line)) {
        bool hit = line.n > key.n && line.p[key.n] == ':' && ps_str_eq_nocase(ps_str_sub(line, 0, key.n), key);
        if (hit) {
            return ps_str_trim(ps_str_sub(line, key.n + 1, line.n));
        }
    }
    return none;
}
