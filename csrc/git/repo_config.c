/* git's settings as git itself reads them, and what they forbid us. */
#include "repo_impl.h"

#include <git2/sys/repository.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

bool ps_repo_config_bool(ps_repo *repo, const char *key) {
    git_config *cfg = NULL;
    int on = 0;
    bool set = git_repository_config_snapshot(&cfg, repo->git) == 0 && git_config_get_bool(&on, cfg, key) == 0 && on;
    git_config_free(cfg);
    return set;
}

bool ps_repo_trusts_mode(ps_repo *repo) {
    git_config *cfg = NULL;
    int trust = 1;
    if (git_repository_config_snapshot(&cfg, repo->git) || git_config_get_bool(&trust, cfg, "core.filemode")) {
        trust = 1; /* git's own default */
    }
    git_config_free(cfg);
    return trust;
}

static int add_file(git_config *cfg, const char *path, git_config_level_t level, git_repository *git) {
    struct stat st;
    bool there = path && *path && stat(path, &st) == 0 && S_ISREG(st.st_mode);
    return there ? git_config_add_file_ondisk(cfg, path, level, git, 1) : 0;
}

/* A file that libgit2 looks for in the usual places. */
static int add_usual(git_config *cfg, int (*find)(git_buf *), git_config_level_t level, git_repository *git) {
    git_buf path = {0};
    int rc = find(&path) == 0 ? add_file(cfg, path.ptr, level, git) : 0;
    git_buf_dispose(&path);
    return rc;
}

static bool says_yes(const char *z) {
    int on = 0;
    return z && *z && git_config_parse_bool(&on, z) == 0 && on;
}

static int add_global(git_config *cfg, git_repository *git) {
    const char *system = getenv("GIT_CONFIG_SYSTEM"), *global = getenv("GIT_CONFIG_GLOBAL");
    int rc = 0;
    if (!says_yes(getenv("GIT_CONFIG_NOSYSTEM"))) {
        rc = system ? add_file(cfg, system, GIT_CONFIG_LEVEL_SYSTEM, git)
                    : add_usual(cfg, git_config_find_system, GIT_CONFIG_LEVEL_SYSTEM, git);
    }
    if (rc == 0 && global) {
        return add_file(cfg, global, GIT_CONFIG_LEVEL_GLOBAL, git);
    }
    if (rc == 0) {
        rc = add_usual(cfg, git_config_find_xdg, GIT_CONFIG_LEVEL_XDG, git);
    }
    return rc ? rc : add_usual(cfg, git_config_find_global, GIT_CONFIG_LEVEL_GLOBAL, git);
}

/* repo NULL: the person's own, where there is no repository. */
static int settings(git_config **out, ps_repo *repo) {
    git_config *cfg = NULL;
    if (repo) {
        return git_repository_config_snapshot(out, repo->git);
    }
    int rc = git_config_new(&cfg);
    rc = rc ? rc : add_global(cfg, NULL);
    rc = rc ? rc : git_config_snapshot(out, cfg);
    git_config_free(cfg);
    return rc;
}

ps_str ps_repo_config_str(ps_repo *repo, ps_arena *arena, const char *key) {
    git_config *cfg = NULL;
    const char *value;
    ps_str out = PS_S("");
    if (settings(&cfg, repo) == 0 && git_config_get_string(&value, cfg, key) == 0) {
        out = ps_arena_dup(arena, ps_str_of(value));
    }
    git_config_free(cfg);
    return out;
}

int ps_repo_configure(ps_repo *repo, bool worktree_config, ps_error *err) {
    ps_arena arena = {0};
    git_config *cfg = NULL;
    ps_str local = ps_arena_fmt(&arena, "%.*sconfig", PS_FMT(repo->common));
    ps_str own = ps_arena_fmt(&arena, "%.*sconfig.worktree", PS_FMT(repo->gitdir));
    int rc = local.p && own.p ? PS_OK : ps_nomem(err);
    if (rc) {
        goto cleanup;
    }
    /* Above the local level 1.5 knows only "app"; later versions have one for work trees. */
    if (git_config_new(&cfg) || add_global(cfg, repo->git) || add_file(cfg, local.p, GIT_CONFIG_LEVEL_LOCAL, repo->git) ||
        (worktree_config && add_file(cfg, own.p, GIT_CONFIG_LEVEL_APP, repo->git)) || git_repository_set_config(repo->git, cfg)) {
        rc = ps_repo_fail(err, -1);
    }
cleanup:
    git_config_free(cfg);
    ps_arena_free(&arena);
    return rc;
}

/* libgit2 refuses an index with a mandatory part that it does not know; which one it was decides what helps. */
int ps_index_fail(ps_error *err, int rc) {
    const git_error *e = rc ? git_error_last() : NULL;
    if (e && e->message && strstr(e->message, "'link'")) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_SPLIT_INDEX);
    }
    if (e && e->message && strstr(e->message, "'sdir'")) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_SPARSE_INDEX);
    }
    return ps_repo_fail(err, rc);
}

int ps_index_read(git_index **out, ps_repo *repo, ps_error *err) {
    git_index *index = NULL;
    int rc = git_repository_index(&index, repo->git);
    if (rc == 0) {
        rc = git_index_read(index, 0);
    }
    if (rc) {
        git_index_free(index);
        return ps_index_fail(err, rc);
    }
    *out = index;
    return PS_OK;
}

const ps_entries *ps_index_look(ps_repo *repo) {
    ps_arena arena = {0};
    ps_str path = ps_arena_fmt(&arena, "%.*sindex", PS_FMT(repo->gitdir));
    bool plain = path.p && ps_entries_look(&repo->entries, path.p, NULL) == PS_OK && repo->entries.plain;
    ps_arena_free(&arena);
    return plain ? &repo->entries : NULL;
}

/* Entries that are not checked out, and so are not there, would look deleted. The index tells, whatever the settings say. */
static bool lacks_files(git_index *index, const ps_repo *repo) {
    ps_arena arena = {0};
    bool lacks = false;
    struct stat st;
    for (size_t i = 0; !lacks && i < git_index_entrycount(index); i++) {
        const git_index_entry *e = git_index_get_byindex(index, i);
        if (e->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) {
            ps_str at = ps_arena_fmt(&arena, "%.*s%s", PS_FMT(repo->top), e->path);
            lacks = !at.p || lstat(at.p, &st) < 0;
        }
    }
    ps_arena_free(&arena);
    return lacks;
}

int ps_repo_whole(ps_repo *repo, ps_error *err) {
    git_index *index = NULL;
    if (ps_repo_config_bool(repo, "core.sparsecheckout")) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_SPARSE);
    }
    if (ps_repo_config_bool(repo, "core.splitindex")) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_SPLIT_INDEX);
    }
    if (ps_index_look(repo)) {
        return PS_OK;
    }
    int rc = ps_index_read(&index, repo, err);
    if (rc == PS_OK && lacks_files(index, repo)) {
        rc = ps_fail(err, PS_EUNSUPPORTED, REPO_SPARSE);
    }
    git_index_free(index);
    return rc;
}

/* Only a promisor may lack objects; then git alone knows which. */
static int complete(ps_repo *repo, ps_error *err) {
    const char *args[] = {"rev-list", "--objects", "--missing=print", "--no-object-names", "HEAD", "--", NULL};
    ps_arena arena = {0};
    ps_git_result got = {0};
    ps_git_call call = {.args = args, .reads = true};
    ps_oid head;
    int rc = ps_repo_head(repo, &head, err);
    if (rc == PS_OK && head.hex[0]) {
        rc = ps_git_call_run(repo, &arena, &call, &got, err);
    }
    if (rc == PS_OK && (got.status || ps_str_find(got.out, PS_S("?"), 0) != SIZE_MAX)) {
        rc = ps_fail(err, PS_EUNSUPPORTED, REPO_PARTIAL);
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_repo_supported(ps_repo *repo, const ps_found *found, ps_error *err) {
    const char *workdir = git_repository_workdir(repo->git);
    if (!workdir) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_BARE, found->top);
    }
    char *real = realpath(workdir, NULL);
    bool here = real && ps_str_eq(ps_str_of(real), found->top);
    free(real);
    if (!here) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_ELSEWHERE, ps_str_of(workdir), found->top);
    }
    int rc = ps_repo_whole(repo, err);
    return rc || !found->partial ? rc : complete(repo, err);
}
