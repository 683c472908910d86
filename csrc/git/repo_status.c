/* What stands in the work tree that HEAD does not have. Neither hooks, filters nor monitors of the repository run here. */
#include "repo_impl.h"

#include <string.h>

enum {
    INDEX_SIDE = GIT_STATUS_INDEX_NEW | GIT_STATUS_INDEX_MODIFIED | GIT_STATUS_INDEX_DELETED | GIT_STATUS_INDEX_RENAMED |
                 GIT_STATUS_INDEX_TYPECHANGE | GIT_STATUS_CONFLICTED
};

/* The literal paths to look at: the asked ones, else the workspace. */
static int pathspec(git_strarray *out, ps_repo *repo, ps_arena *arena, const ps_str *under, size_t n, ps_error *err) {
    static const ps_str everything = {"", 0};
    if (n == 0) {
        under = &everything;
        n = 1;
    }
    out->strings = ps_arena_alloc(arena, n * sizeof *out->strings);
    if (!out->strings) {
        return ps_nomem(err);
    }
    for (size_t i = 0; i < n; i++) {
        ps_str full = ps_repo_full(repo, arena, under[i]);
        if (!full.p) {
            return ps_nomem(err);
        }
        while (full.n && full.p[full.n - 1] == '/') {
            full.n--;
        }
        ps_str z = ps_arena_dup(arena, full);
        if (!z.p) {
            return ps_nomem(err);
        }
        if (z.n == 0) { /* one that means everything makes the others needless */
            out->count = 0;
            return PS_OK;
        }
        out->strings[out->count++] = (char *)z.p;
    }
    return PS_OK;
}

bool ps_path_leftover(ps_str path) {
    size_t at = path.n;
    while (at && path.p[at - 1] != '/') {
        at--;
    }
    ps_str name = ps_str_sub(path, at, path.n);
    return ps_str_starts(name, PS_S(".pursuit-")) && ps_str_ends(name, PS_S(".tmp"));
}

static const char *path_of(const git_status_entry *s) {
    const git_diff_delta *d = s->index_to_workdir ? s->index_to_workdir : s->head_to_index;
    return d->new_file.path ? d->new_file.path : d->old_file.path;
}

static int take(ps_dirty *out, bool *skip, const ps_repo *repo, ps_arena *arena, const git_status_entry *s, ps_error *err) {
    ps_str full = ps_str_of(path_of(s));
    bool untracked = s->status & GIT_STATUS_WT_NEW;
    *skip = !ps_str_starts(full, repo->prefix) || ps_str_ends(full, PS_S("/")) || (untracked && ps_path_leftover(full));
    if (*skip) {
        return PS_OK;
    }
    bool gone = (s->status & GIT_STATUS_WT_DELETED) || ((s->status & GIT_STATUS_INDEX_DELETED) && !untracked);
    *out = (ps_dirty){.path = ps_arena_dup(arena, ps_str_sub(full, repo->prefix.n, full.n)),
                      .staged = s->status & INDEX_SIDE,
                      .deleted = gone,
                      .untracked = untracked && !(s->status & INDEX_SIDE)};
    return out->path.p ? PS_OK : ps_nomem(err);
}

/* libgit2 goes through HEAD's tree, git's index and the work tree. */
static int go_through(ps_dirties *out, ps_repo *repo, ps_arena *arena, const ps_str *under, size_t n_under, ps_error *err) {
    git_status_options opts = {.version = GIT_STATUS_OPTIONS_VERSION};
    git_status_list *list = NULL;
    int rc = pathspec(&opts.pathspec, repo, arena, under, n_under, err);
    if (rc) {
        return rc;
    }
    opts.flags = GIT_STATUS_OPT_INCLUDE_UNTRACKED | GIT_STATUS_OPT_RECURSE_UNTRACKED_DIRS | GIT_STATUS_OPT_DISABLE_PATHSPEC_MATCH |
                 GIT_STATUS_OPT_EXCLUDE_SUBMODULES;
    if ((rc = git_status_list_new(&list, repo->git, &opts))) {
        return ps_repo_fail(err, rc);
    }
    for (size_t i = 0; rc == PS_OK && i < git_status_list_entrycount(list); i++) {
        ps_dirty one = {0};
        bool skip;
        if ((rc = take(&one, &skip, repo, arena, git_status_byindex(list, i), err)) || skip) {
            continue;
        }
        ps_dirty *d = PS_PUSH(arena, out);
        if (!d) {
            rc = ps_nomem(err);
            break;
        }
        *d = one;
    }
    git_status_list_free(list);
    return rc;
}

int ps_repo_dirty(ps_repo *repo, ps_arena *arena, const ps_str *under, size_t n_under, ps_dirty **out, size_t *n, ps_error *err) {
    ps_dirties found = {0};
    bool done = false;
    *out = NULL;
    *n = 0;
    int rc = ps_repo_whole(repo, err);
    rc = rc || !n_under ? rc : ps_dirty_files(&found, &done, repo, arena, under, n_under, err);
    if (rc == PS_OK && !done) {
        found.n = 0;
        rc = ps_repo_follow(repo, err); /* libgit2 knows nothing of what is owed */
        rc = rc ? rc : go_through(&found, repo, arena, under, n_under, err);
    }
    if (rc == PS_OK) {
        *out = found.v;
        *n = found.n;
    }
    return rc;
}

bool ps_repo_ignored(ps_repo *repo, ps_str path) {
    ps_arena arena = {0};
    int ignored = 0;
    ps_str full = ps_repo_full(repo, &arena, path);
    bool yes = full.p && git_ignore_path_is_ignored(&ignored, repo->git, full.p) == 0 && ignored;
    ps_arena_free(&arena);
    return yes;
}
