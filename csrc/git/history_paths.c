#include "history_impl.h"

#include <stdlib.h>

static int by_text(const void *a, const void *b) {
    return ps_str_cmp(*(const ps_str *)a, *(const ps_str *)b);
}

static bool has(const ps_paths *paths, ps_str path) {
    return paths->n && bsearch(&path, paths->v, paths->n, sizeof *paths->v, by_text);
}

/* One of the folders above a path. */
static bool holds_parent(const ps_paths *paths, ps_str path) {
    if (path.n && has(paths, PS_S(""))) {
        return true;
    }
    for (size_t i = 1; i < path.n; i++) {
        if (path.p[i] == '/' && has(paths, ps_str_sub(path, 0, i))) {
            return true;
        }
    }
    return false;
}

bool ps_paths_hold(const ps_paths *paths, ps_str full) {
    return has(paths, full) || holds_parent(paths, full);
}

static ps_str full_path(ps_arena *arena, const ps_repo *repo, ps_str path) {
    ps_str full = ps_repo_full(repo, arena, path);
    while (full.n && full.p[full.n - 1] == '/') {
        full.n--;
    }
    return full.p ? ps_arena_dup(arena, full) : full;
}

int ps_paths_set(ps_paths *out, ps_arena *arena, const ps_repo *repo, const ps_str *under, size_t n, ps_error *err) {
    static const ps_str everything = {"", 0};
    under = n ? under : &everything;
    n = n ? n : 1;
    ps_paths all = {ps_arena_alloc(arena, n * sizeof(ps_str)), n}, kept = {ps_arena_alloc(arena, n * sizeof(ps_str)), 0};
    for (size_t i = 0; all.v && i < n; i++) {
        all.v[i] = full_path(arena, repo, under[i]);
        if (!all.v[i].p) {
            return ps_nomem(err);
        }
    }
    if (!all.v || !kept.v) {
        return ps_nomem(err);
    }
    qsort(all.v, n, sizeof *all.v, by_text);
    for (size_t i = 0; i < n; i++) {
        bool again = i && ps_str_eq(all.v[i], all.v[i - 1]);
        if (!again && !holds_parent(&all, all.v[i])) {
            kept.v[kept.n++] = all.v[i];
        }
    }
    *out = kept;
    return PS_OK;
}
