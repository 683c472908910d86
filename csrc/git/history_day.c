/* On which days the folders of deals were touched: what a view of all deals wants of a history, without looking at each of its commits. Commits of one
 * day that follow one another are one step, and folders that differ are not looked into. */
#include <string.h>

#include "history_impl.h"

typedef struct {
    ps_repo *repo;
    ps_arena arena;
    ps_graph graph;
    ps_date *day;    /* of each node, by its author's time */
    size_t *follows; /* node + 1 of the child with which it makes one step */
    ps_trees trees;
    ps_str full, path; /* deals, from the work tree's and the workspace's root */
    ps_date since;
    int tz;
    ps_history_day_visit *visit;
    void *ctx;
    ps_error *err;
} days;

static int date_nodes(days *d) {
    d->day = ps_arena_alloc(&d->arena, d->graph.n * sizeof *d->day);
    d->follows = ps_arena_alloc(&d->arena, d->graph.n * sizeof *d->follows);
    if (!d->day || !d->follows) {
        return ps_nomem(d->err);
    }
    for (size_t i = 0; i < d->graph.n; i++) {
        d->day[i] = ps_time_day(d->graph.v[i].authored, d->tz);
    }
    return PS_OK;
}

/* Whose only parent has no other child, and is of the same day. */
static void join(days *d) {
    for (size_t i = 0; i < d->graph.n; i++) {
        const ps_node *node = &d->graph.v[i];
        size_t p = node->n_parents == 1 ? node->parents[0] : i;
        bool one = p != i && d->graph.v[p].children == 1 && d->graph.v[p].n_parents <= 1 && d->day[p] == d->day[i];
        if (one) {
            d->follows[p] = i + 1;
        }
    }
}

/* ---- differences ---- */

/* The next entry that is on one side only, or differs; false at the end. *dir: a folder on either side. */
static bool next_difference(ps_str *old, ps_str *now, ps_tree_item *out, git_oid ids[2]) {
    while (old->n || now->n) {
        ps_tree_item a, b;
        ps_str rest_a = *old, rest_b = *now;
        bool has_a = ps_tree_next(&rest_a, &a), has_b = ps_tree_next(&rest_b, &b);
        int order = !has_a ? 1 : !has_b ? -1 : ps_tree_order(&a, &b);
        if (!has_a && !has_b) {
            return false;
        }
        *old = order <= 0 ? rest_a : *old;
        *now = order >= 0 ? rest_b : *now;
        if (order == 0 && memcmp(a.id, b.id, GIT_OID_RAWSZ) == 0) {
            continue;
        }
        *out = order <= 0 ? a : b;
        ids[0] = ids[1] = (git_oid){{0}};
        order <= 0 ? git_oid_fromraw(&ids[0], a.id) : 0;
        order >= 0 ? git_oid_fromraw(&ids[1], b.id) : 0;
        return true;
    }
    return false;
}

static int trees_of(days *d, const git_oid ids[2], ps_str *old, ps_str *now) {
    *old = *now = PS_S("");
    int rc = git_oid_is_zero(&ids[0]) ? PS_OK : ps_trees_get(old, &d->trees, d->repo, &ids[0], d->err);
    return rc || git_oid_is_zero(&ids[1]) ? rc : ps_trees_get(now, &d->trees, d->repo, &ids[1], d->err);
}

static int tell_year(days *d, ps_str year, const git_oid ids[2], ps_date day) {
    ps_arena arena = {0};
    ps_str old, now;
    ps_tree_item item;
    git_oid both[2];
    int rc = trees_of(d, ids, &old, &now);
    while (!rc && next_difference(&old, &now, &item, both)) {
        ps_str folder = ps_arena_fmt(&arena, "%.*s/%.*s", PS_FMT(year), PS_FMT(item.name));
        rc = item.mode != GIT_FILEMODE_TREE ? PS_OK : folder.p ? d->visit(d->ctx, folder, day) : ps_nomem(d->err);
    }
    ps_arena_free(&arena);
    return rc;
}

/* A step of which `ids` are the folder of deals before and after. */
static int tell_step(days *d, const git_oid ids[2], ps_date day) {
    typedef struct {
        ps_str path;
        git_oid ids[2];
    } year;
    PS_VEC(year) years = {0}; /* kept: reading further trees lets go of this one */
    ps_arena arena = {0};
    ps_str old = PS_S(""), now = PS_S("");
    ps_tree_item item;
    git_oid both[2];
    int rc = git_oid_equal(&ids[0], &ids[1]) ? PS_OK : trees_of(d, ids, &old, &now);
    bool any = !rc && !git_oid_equal(&ids[0], &ids[1]);
    while (!rc && any && next_difference(&old, &now, &item, both)) {
        year *y = item.mode == GIT_FILEMODE_TREE ? PS_PUSH(&arena, &years) : NULL;
        if (y) {
            *y = (year){ps_arena_fmt(&arena, "%.*s/%.*s", PS_FMT(d->path), PS_FMT(item.name)), {both[0], both[1]}};
        }
        rc = item.mode != GIT_FILEMODE_TREE || (y && y->path.p) ? PS_OK : ps_nomem(d->err);
    }
    for (size_t i = 0; !rc && i < years.n; i++) {
        rc = tell_year(d, years.v[i].path, years.v[i].ids, day);
    }
    ps_arena_free(&arena);
    return rc;
}

static int deals_at(days *d, size_t node, git_oid *out) {
    return ps_entry_id(out, &d->trees, d->repo, &d->graph.v[node].tree, d->full, d->err);
}

/* A merge has touched a file only where it differs from every parent. */
static int tell_merge(days *d, size_t at) {
    const ps_node *node = &d->graph.v[at];
    ps_arena arena = {0};
    ps_touches files = {0};
    git_oid ids[2] = {{{0}}}, *others = ps_arena_alloc(&arena, node->n_parents * sizeof *others);
    int rc = others ? deals_at(d, node->parents[0], &ids[0]) : ps_nomem(d->err);
    rc = rc ? rc : deals_at(d, at, &ids[1]);
    for (size_t p = 1; !rc && p < node->n_parents; p++) {
        git_oid_cpy(&others[p - 1], &d->graph.v[node->parents[p]].tree);
    }
    if (!rc && !git_oid_equal(&ids[0], &ids[1])) {
        rc = ps_diff_entries(&files, &arena, &d->trees, d->repo, d->full, &ids[0], &ids[1], d->err);
        rc = rc ? rc : ps_touches_own(&files, &d->trees, d->repo, others, node->n_parents - 1, d->err);
    }
    for (size_t i = 0; !rc && i < files.n; i++) {
        ps_str rest = files.v[i].path, part;
        bool deep = ps_str_next(&rest, '/', &part) && ps_str_next(&rest, '/', &part) && ps_str_next(&rest, '/', &part) && rest.p;
        rc = deep ? d->visit(d->ctx, ps_str_sub(files.v[i].path, 0, (size_t)(rest.p - files.v[i].path.p) - 1), d->day[at]) : PS_OK;
    }
    ps_arena_free(&arena);
    return rc;
}

static int tell(days *d, size_t top) {
    size_t last = top;
    git_oid ids[2] = {{{0}}};
    if (d->graph.v[top].n_parents > 1) {
        return tell_merge(d, top);
    }
    while (d->graph.v[last].n_parents && d->follows[d->graph.v[last].parents[0]] == last + 1) {
        last = d->graph.v[last].parents[0];
    }
    int rc = d->graph.v[last].n_parents ? deals_at(d, d->graph.v[last].parents[0], &ids[0]) : PS_OK;
    rc = rc ? rc : deals_at(d, top, &ids[1]);
    return rc ? rc : tell_step(d, ids, d->day[top]);
}

int ps_history_days(ps_repo *repo, ps_str from, ps_date since, int tz, ps_history_day_visit *visit, void *ctx, ps_error *err) {
    days d = {.repo = repo, .path = PS_S("deals"), .since = since, .tz = tz, .visit = visit, .ctx = ctx, .err = err};
    git_oid start;
    bool none;
    int rc = ps_history_start(&start, &none, repo, from, err);
    if (rc || none) {
        return rc;
    }
    d.full = ps_repo_full(repo, &d.arena, d.path);
    rc = d.full.p ? ps_graph_start(&d.graph, &d.arena, repo, &start, err) : ps_nomem(err);
    rc = rc ? rc : ps_graph_load(&d.graph, &d.arena, repo, SIZE_MAX, err);
    rc = rc ? rc : date_nodes(&d);
    if (!rc) {
        join(&d);
    }
    for (size_t i = 0; !rc && i < d.graph.n; i++) {
        rc = d.follows[i] || d.day[i] < since ? PS_OK : tell(&d, i);
    }
    ps_trees_free(&d.trees);
    ps_arena_free(&d.arena);
    return rc;
}
