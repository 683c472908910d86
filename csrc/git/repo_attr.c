/* When a commit has to go through the git command: libgit2 runs no hooks, signs nothing, runs no clean filters, and writes bytes as they are. */
#include "repo_impl.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Where git looks for hooks; a relative core.hooksPath begins at the top of the work tree. */
static ps_str hooks_folder(ps_repo *repo, ps_arena *arena) {
    git_config *cfg = NULL;
    git_buf set = {0};
    ps_str dir = {NULL, 0};
    if (git_repository_config_snapshot(&cfg, repo->git) == 0 && git_config_get_path(&set, cfg, "core.hookspath") == 0) {
        dir = ps_arena_fmt(arena, "%.*s%s", set.ptr[0] == '/' ? 0 : (int)repo->top.n, repo->top.p, set.ptr);
    } else {
        dir = ps_arena_fmt(arena, "%.*shooks", PS_FMT(repo->common));
    }
    git_buf_dispose(&set);
    git_config_free(cfg);
    return dir;
}

static int has_hook(bool *out, ps_repo *repo, ps_error *err) {
    static const char *const names[] = {"pre-commit", "prepare-commit-msg", "commit-msg", "post-commit", "reference-transaction"};
    ps_arena arena = {0};
    ps_str dir = hooks_folder(repo, &arena);
    int rc = dir.p ? PS_OK : ps_nomem(err);
    *out = false;
    for (size_t i = 0; rc == PS_OK && !*out && i < sizeof names / sizeof *names; i++) {
        ps_str hook = ps_arena_fmt(&arena, "%.*s/%s", PS_FMT(dir), names[i]);
        rc = hook.p ? PS_OK : ps_nomem(err);
        *out = hook.p && access(hook.p, X_OK) == 0;
    }
    ps_arena_free(&arena);
    return rc;
}

static bool has_crlf(ps_str s) {
    return s.n && ps_str_find(s, PS_S("\r\n"), 0) != SIZE_MAX;
}

enum { FILTER, ENCODING, IDENT, TEXT, EOL, CRLF, ATTRS };

/* autocrlf: whether git would convert without any attribute. */
static bool converts(const char *const values[ATTRS], const ps_step *s, bool autocrlf) {
    bool text = GIT_ATTR_IS_TRUE(values[TEXT]) || GIT_ATTR_HAS_VALUE(values[TEXT]) || GIT_ATTR_IS_TRUE(values[CRLF]) ||
                GIT_ATTR_HAS_VALUE(values[CRLF]) || GIT_ATTR_HAS_VALUE(values[EOL]) ||
                (autocrlf && GIT_ATTR_IS_UNSPECIFIED(values[TEXT]) && GIT_ATTR_IS_UNSPECIFIED(values[CRLF]));
    if (GIT_ATTR_HAS_VALUE(values[FILTER]) || GIT_ATTR_HAS_VALUE(values[ENCODING])) {
        return true;
    }
    if (GIT_ATTR_IS_TRUE(values[IDENT]) &&
        (ps_str_find(s->now, PS_S("$Id"), 0) != SIZE_MAX || ps_str_find(s->was, PS_S("$Id"), 0) != SIZE_MAX)) {
        return true;
    }
    return text && (has_crlf(s->now) || has_crlf(s->was));
}

static int path_converts(bool *out, ps_repo *repo, const ps_step *s, bool autocrlf, ps_error *err) {
    static const char *names[ATTRS] = {"filter", "working-tree-encoding", "ident", "text", "eol", "crlf"};
    const char *values[ATTRS];
    int rc = git_attr_get_many(values, repo->git, GIT_ATTR_CHECK_FILE_THEN_INDEX, s->full.p, ATTRS, names);
    *out = rc == 0 && converts(values, s, autocrlf);
    return ps_repo_fail(err, rc);
}

static bool auto_crlf(ps_repo *repo) {
    ps_arena arena = {0};
    ps_str v = ps_repo_config_str(repo, &arena, "core.autocrlf");
    bool on = v.n && (ps_str_eq_nocase(v, PS_S("input")) || ps_repo_config_bool(repo, "core.autocrlf"));
    ps_arena_free(&arena);
    return on;
}

/* ---- whether there are attributes at all: libgit2 opens git's index to find out ---- */

static bool there(ps_str path) {
    return !path.p || access(path.p, F_OK) == 0;
}

/* Beside the folders' own: the person's and the machine's, where git and libgit2 look for them. */
static bool has_global_attributes(ps_repo *repo) {
    ps_arena arena = {0};
    git_buf dirs = {0};
    const char *xdg = getenv("XDG_CONFIG_HOME"), *home = getenv("HOME");
    ps_str set = ps_repo_config_str(repo, &arena, "core.attributesfile");
    bool found = !set.p || set.n || there(ps_arena_fmt(&arena, "%.*sinfo/attributes", PS_FMT(repo->common))) ||
                 there(ps_arena_fmt(&arena, "%.*sinfo/attributes", PS_FMT(repo->gitdir))) || there(PS_S("/etc/gitattributes")) ||
                 (xdg && there(ps_arena_fmt(&arena, "%s/git/attributes", xdg))) ||
                 (home && there(ps_arena_fmt(&arena, "%s/.config/git/attributes", home)));
    static const git_config_level_t levels[] = {GIT_CONFIG_LEVEL_SYSTEM, GIT_CONFIG_LEVEL_XDG};
    for (size_t i = 0; !found && i < sizeof levels / sizeof *levels; i++) {
        found = git_libgit2_opts(GIT_OPT_GET_SEARCH_PATH, levels[i], &dirs) != 0;
        ps_str rest = ps_str_of(dirs.ptr ? dirs.ptr : ""), dir;
        while (!found && ps_str_next(&rest, GIT_PATH_LIST_SEPARATOR, &dir)) {
            found = dir.n && (there(ps_arena_fmt(&arena, "%.*s/gitattributes", PS_FMT(dir))) ||
                              there(ps_arena_fmt(&arena, "%.*s/attributes", PS_FMT(dir))));
        }
        git_buf_dispose(&dirs);
    }
    ps_arena_free(&arena);
    return found;
}

/* .gitattributes of a folder on the way to a path: on the disk, or in the index where it is not checked out. */
static bool folder_has_attributes(ps_repo *repo, const ps_entries *entries, ps_arena *arena, ps_str folder) {
    ps_entry e;
    ps_str full = ps_arena_fmt(arena, "%.*s.gitattributes", PS_FMT(folder));
    ps_str at = ps_arena_fmt(arena, "%.*s%.*s", PS_FMT(repo->top), PS_FMT(full));
    return !full.p || there(at) || ps_entries_find(&e, entries, full, NULL) || e.mode;
}

static bool has_attributes(ps_repo *repo, const ps_steps *steps) {
    const ps_entries *entries = ps_index_look(repo);
    ps_arena arena = {0};
    ps_str last = {NULL, 0}; /* steps are sorted: most are in the folder of the one before */
    bool found = !entries || has_global_attributes(repo);
    for (size_t i = 0; !found && i < steps->n; i++) {
        ps_str full = steps->v[i].full, folder = ps_str_sub(full, 0, full.n - ps_path_name(full).n);
        if (last.p && ps_str_eq(last, folder)) {
            continue;
        }
        last = folder;
        found = folder_has_attributes(repo, entries, &arena, PS_S(""));
        for (size_t at = 0; !found && at < folder.n; at++) {
            found = folder.p[at] == '/' && folder_has_attributes(repo, entries, &arena, ps_str_sub(folder, 0, at + 1));
        }
    }
    ps_arena_free(&arena);
    return found;
}

static bool any_crlf(const ps_steps *steps) {
    bool any = false;
    for (size_t i = 0; !any && i < steps->n; i++) {
        any = has_crlf(steps->v[i].now) || has_crlf(steps->v[i].was);
    }
    return any;
}

int ps_repo_wants_git(bool *out, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    bool yes = ps_repo_config_bool(repo, "commit.gpgsign");
    int rc = yes ? PS_OK : has_hook(&yes, repo, err);
    bool autocrlf = rc == PS_OK && !yes && auto_crlf(repo);
    if (rc == PS_OK && !yes && !(autocrlf && any_crlf(steps)) && !has_attributes(repo, steps)) {
        *out = false;
        return PS_OK;
    }
    git_attr_cache_flush(repo->git); /* an attribute file may be one second old */
    for (size_t i = 0; rc == PS_OK && !yes && i < steps->n; i++) {
        rc = path_converts(&yes, repo, &steps->v[i], autocrlf, err);
    }
    if (rc == PS_OK) {
        *out = yes;
    }
    return rc;
}
