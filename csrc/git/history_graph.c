#include "history_impl.h"

#include <string.h>
#include <sys/stat.h>

static size_t slot_of(const ps_graph *g, const git_oid *id) {
    size_t h;
    memcpy(&h, id->id, sizeof h); /* an id is a hash already */
    for (h &= g->n_slots - 1; g->slots[h]; h = (h + 1) & (g->n_slots - 1)) {
        if (git_oid_equal(&g->v[g->slots[h] - 1].id, id)) {
            break;
        }
    }
    return h;
}

static int grow(ps_graph *g, ps_arena *arena) {
    size_t n = g->n_slots ? g->n_slots * 2 : 1024;
    size_t *slots = ps_arena_alloc(arena, n * sizeof *slots);
    if (!slots) {
        return PS_ENOMEM;
    }
    g->slots = slots;
    g->n_slots = n;
    for (size_t i = 0; i < g->n; i++) {
        g->slots[slot_of(g, &g->v[i].id)] = i + 1;
    }
    return PS_OK;
}

/* The node of an id, made where there is none yet. */
static int node_of(size_t *out, ps_graph *g, ps_arena *arena, const git_oid *id) {
    if (g->n * 2 >= g->n_slots && grow(g, arena)) {
        return PS_ENOMEM;
    }
    size_t slot = slot_of(g, id);
    if (!g->slots[slot]) {
        ps_node *node = PS_PUSH(arena, g);
        if (!node) {
            return PS_ENOMEM;
        }
        git_oid_cpy(&node->id, id);
        g->slots[slot] = g->n;
    }
    *out = g->slots[slot] - 1;
    return PS_OK;
}

static bool is_shallow(const ps_repo *repo) {
    ps_arena arena = {0};
    struct stat st;
    ps_str path = ps_arena_fmt(&arena, "%.*sshallow", PS_FMT(repo->common));
    bool yes = path.p && stat(path.p, &st) == 0;
    ps_arena_free(&arena);
    return yes;
}

/* Fills a node from its commit and puts its parents into the graph. */
static int load_node(ps_graph *g, size_t at, ps_arena *arena, git_commit *commit, bool shallow, ps_repo *repo, ps_error *err) {
    unsigned n = git_commit_parentcount(commit);
    git_odb *odb = NULL;
    size_t *parents = n ? ps_arena_alloc(arena, n * sizeof *parents) : NULL, kept = 0;
    int rc = n && !parents ? ps_nomem(err) : PS_OK;
    if (rc == PS_OK && shallow) {
        rc = ps_repo_fail(err, git_repository_odb(&odb, repo->git));
    }
    for (unsigned i = 0; rc == PS_OK && i < n; i++) {
        const git_oid *id = git_commit_parent_id(commit, i);
        if (shallow && !git_odb_exists(odb, id)) {
            continue;
        }
        rc = node_of(&parents[kept], g, arena, id) ? ps_nomem(err) : PS_OK;
        if (rc == PS_OK) {
            g->v[parents[kept++]].children++;
        }
    }
    git_odb_free(odb);
    ps_node *node = &g->v[at];
    node->time = git_commit_time(commit);
    node->authored = git_commit_author(commit)->when.time;
    git_oid_cpy(&node->tree, git_commit_tree_id(commit));
    node->parents = parents;
    node->n_parents = kept;
    return rc;
}

int ps_graph_start(ps_graph *graph, ps_arena *arena, ps_repo *repo, const git_oid *start, ps_error *err) {
    size_t first;
    *graph = (ps_graph){.shallow = is_shallow(repo)};
    return node_of(&first, graph, arena, start) ? ps_nomem(err) : PS_OK;
}

int ps_graph_load(ps_graph *graph, ps_arena *arena, ps_repo *repo, size_t until, ps_error *err) {
    int rc = PS_OK;
    /* Nodes are appended as they are met: going through the array meets them all. */
    for (; rc == PS_OK && graph->loaded < graph->n && graph->loaded <= until; graph->loaded++) {
        git_commit *commit = NULL;
        rc = ps_repo_fail(err, git_commit_lookup(&commit, repo->git, &graph->v[graph->loaded].id));
        if (rc == PS_OK) {
            rc = load_node(graph, graph->loaded, arena, commit, graph->shallow, repo, err);
        }
        git_commit_free(commit);
    }
    return rc;
}
