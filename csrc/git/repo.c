#include "repo_impl.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "alloc.h"

void (*ps_repo_at)(const char *step);

/* libgit2 stays up for the life of the process: its options are global and other threads may be at work. */
static void start_libgit2(void) {
    /* What these two say is held against the repository by ourselves, with messages that help. */
    const char *known[] = {"worktreeconfig", "partialclone", "preciousobjects"};
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_ENABLE_FSYNC_GITDIR, 1);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0); /* as git reads: hashing each object again takes half of a walk's time */
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, known, sizeof known / sizeof *known);
}

int ps_repo_fail(ps_error *err, int rc) {
    const git_error *e = git_error_last();
    if (rc == PS_OK) {
        return PS_OK;
    }
    if (e && e->klass == GIT_ERROR_NOMEMORY) {
        return ps_nomem(err);
    }
    return ps_fail(err, rc == GIT_ELOCKED ? PS_EBUSY : PS_EGIT, GIT_SAYS, ps_str_of(e && e->message ? e->message : "?"));
}

int ps_repo_refuse(ps_error *err, int code, ps_text_id id, ps_str path) {
    ps_error_set(err, code, id, NULL, 0);
    ps_error_at(err, path, 0);
    return code;
}

void ps_oid_put(ps_oid *out, const git_oid *id) {
    git_oid_tostr(out->hex, sizeof out->hex, id);
}

void ps_repo_backoff(unsigned attempt) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    unsigned most = attempt < 6 ? 1U << attempt : 64; /* ms */
    unsigned long jitter = ((unsigned long)now.tv_nsec / 1000 + (unsigned long)getpid() * 7919) % (most * 1000UL);
    struct timespec nap = {0, (long)(500000 + jitter * 1000)};
    nanosleep(&nap, NULL);
}

ps_str ps_repo_full(const ps_repo *repo, ps_arena *arena, ps_str path) {
    return ps_arena_fmt(arena, "%.*s%.*s", PS_FMT(repo->prefix), PS_FMT(path));
}

ps_str ps_repo_abs(const ps_repo *repo, ps_arena *arena, ps_str path) {
    return ps_arena_fmt(arena, "%.*s%.*s%.*s", PS_FMT(repo->top), PS_FMT(repo->prefix), PS_FMT(path));
}

int ps_repo_own(ps_repo *repo, ps_arena *arena, const char *name, ps_str *out, ps_error *err) {
    ps_str dir = ps_arena_fmt(arena, "%.*spursuit", PS_FMT(repo->gitdir));
    ps_str path = ps_arena_fmt(arena, "%.*s/%s", PS_FMT(dir), name);
    if (!dir.p || !path.p) {
        return ps_nomem(err);
    }
    if (mkdir(dir.p, 0777) < 0 && errno != EEXIST) {
        return ps_ioerr(err, dir, errno);
    }
    *out = path;
    return PS_OK;
}

/* The parts that are paths, each ending in '/'. */
static int keep_paths(ps_repo *repo, const ps_found *found, ps_str real) {
    bool at_root = ps_str_eq(found->top, PS_S("/"));
    ps_str below = ps_str_sub(real, found->top.n + (at_root ? 0 : 1), real.n);
    repo->top = ps_arena_fmt(&repo->arena, "%.*s%s", PS_FMT(found->top), at_root ? "" : "/");
    repo->gitdir = ps_arena_fmt(&repo->arena, "%.*s/", PS_FMT(found->gitdir));
    repo->common = ps_arena_fmt(&repo->arena, "%.*s/", PS_FMT(found->common));
    repo->prefix = ps_arena_fmt(&repo->arena, "%.*s%s", PS_FMT(below), below.n ? "/" : "");
    return repo->top.p && repo->gitdir.p && repo->common.p && repo->prefix.p ? PS_OK : PS_ENOMEM;
}

static int open_git(ps_repo *repo, const ps_found *found, ps_error *err) {
    struct stat st;
    int rc = git_repository_open_ext(&repo->git, found->top.p, GIT_REPOSITORY_OPEN_NO_SEARCH, NULL);
    if (rc == 0) {
        return PS_OK;
    }
    /* libgit2 1.5 says "not found" of a repository whose owner is someone else. */
    if (rc == GIT_EOWNER || (stat(found->gitdir.p, &st) == 0 && st.st_uid != geteuid())) {
        return ps_fail(err, PS_EUNSUPPORTED, REPO_FOREIGN, found->top);
    }
    const git_error *e = git_error_last();
    return ps_fail(err, PS_EUNSUPPORTED, REPO_UNREADABLE, found->top, ps_str_of(e ? e->message : "?"));
}

int ps_repo_open(ps_repo **out, ps_str root, ps_error *err) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    ps_found found = {0};
    ps_arena arena = {0};
    char *real = NULL;
    int rc;
    pthread_once(&once, start_libgit2);
    ps_repo *repo = ps_alloc(sizeof *repo);
    if (!repo) {
        return ps_nomem(err);
    }
    *repo = (ps_repo){.lock = -1};
    ps_str root_z = ps_arena_dup(&arena, root);
    if (!root_z.p) {
        rc = ps_nomem(err);
        goto cleanup;
    }
    real = realpath(root_z.p, NULL);
    if (!real) {
        rc = errno == ENOENT || errno == ENOTDIR ? ps_fail(err, PS_ENOTFOUND, REPO_NONE, root) : ps_ioerr(err, root, errno);
        goto cleanup;
    }
    if ((rc = ps_repo_discover(&found, &arena, ps_str_of(real), err)) || (rc = open_git(repo, &found, err))) {
        goto cleanup;
    }
    if (keep_paths(repo, &found, ps_str_of(real))) {
        rc = ps_nomem(err);
        goto cleanup;
    }
    if ((rc = ps_repo_configure(repo, found.worktree_config, err)) || (rc = ps_repo_supported(repo, &found, err))) {
        goto cleanup;
    }
    *out = repo;
    repo = NULL;
cleanup:
    ps_repo_close(repo);
    free(real);
    ps_arena_free(&arena);
    return rc;
}

void ps_repo_close(ps_repo *repo) {
    if (!repo) {
        return;
    }
    if (repo->lock >= 0) {
        close(repo->lock);
    }
    if (repo->line) {
        repo->free_line(repo->line);
    }
    ps_entries_free(&repo->entries);
    ps_arena_free(&repo->paid_arena);
    ps_kept_trees_free(repo);
    ps_objects_settle(repo);
    git_repository_free(repo->git);
    ps_arena_free(&repo->arena);
    ps_free(repo);
}

int ps_repo_init(ps_str dir, ps_error *err) {
    ps_repo *repo = NULL;
    git_repository *git = NULL;
    ps_arena arena = {0};
    git_repository_init_options opts = {.version = GIT_REPOSITORY_INIT_OPTIONS_VERSION};
    int rc = ps_repo_open(&repo, dir, err);
    if (rc != PS_ENOTFOUND) {
        ps_repo_close(repo);
        return rc;
    }
    if (err) {
        ps_error_clear(err);
    }
    ps_str dir_z = ps_arena_dup(&arena, dir);
    if (!dir_z.p) {
        return ps_nomem(err);
    }
    opts.flags =
        GIT_REPOSITORY_INIT_MKDIR | GIT_REPOSITORY_INIT_MKPATH | GIT_REPOSITORY_INIT_NO_REINIT | GIT_REPOSITORY_INIT_EXTERNAL_TEMPLATE;
    opts.initial_head = "main";
    rc = ps_repo_fail(err, git_repository_init_ext(&git, dir_z.p, &opts));
    git_repository_free(git);
    ps_arena_free(&arena);
    return rc;
}

ps_str ps_repo_prefix(const ps_repo *repo) {
    return repo->prefix;
}

ps_str ps_repo_common(const ps_repo *repo) {
    return repo->common;
}

ps_str ps_repo_own_folder(const ps_repo *repo) {
    return repo->gitdir;
}

/* The environment before the configuration, as git does it. p is NULL when memory is out. */
static ps_str who(ps_repo *repo, ps_arena *arena, const char *env, const char *author_key, const char *user_key) {
    const char *set = getenv(env);
    ps_str s = set ? ps_str_trim(ps_str_of(set)) : PS_S("");
    if (s.n == 0) {
        s = ps_repo_config_str(repo, arena, author_key);
    }
    if (s.p && ps_str_trim(s).n == 0) {
        s = ps_repo_config_str(repo, arena, user_key);
    }
    return s.p ? ps_str_trim(s) : s;
}

int ps_repo_identity(ps_repo *repo, ps_arena *arena, ps_str *name, ps_str *email, ps_error *err) {
    ps_str n = who(repo, arena, "GIT_AUTHOR_NAME", "author.name", "user.name");
    ps_str e = who(repo, arena, "GIT_AUTHOR_EMAIL", "author.email", "user.email");
    if (!n.p || !e.p) {
        return ps_nomem(err);
    }
    if (e.n == 0 && getenv("EMAIL")) {
        e = ps_str_trim(ps_str_of(getenv("EMAIL")));
    }
    if (n.n == 0 || e.n == 0) {
        return ps_fail(err, PS_ENOIDENTITY, NO_IDENTITY);
    }
    n = ps_arena_dup(arena, n);
    e = ps_arena_dup(arena, e);
    if (!n.p || !e.p) {
        return ps_nomem(err);
    }
    *name = n;
    *email = e;
    return PS_OK;
}

int ps_repo_knows_me(ps_str dir, ps_error *err) {
    ps_repo *repo = NULL;
    ps_arena arena = {0};
    ps_str name, email;
    int rc = ps_repo_open(&repo, dir, err);
    if (rc == PS_ENOTFOUND) {
        if (err) {
            ps_error_clear(err);
        }
        rc = PS_OK;
    }
    rc = rc ? rc : ps_repo_identity(repo, &arena, &name, &email, err);
    ps_repo_close(repo);
    ps_arena_free(&arena);
    return rc;
}

int ps_repo_idle(ps_repo *repo, ps_error *err) {
    static const char *const names[] = {
        [GIT_REPOSITORY_STATE_MERGE] = "merge",
        [GIT_REPOSITORY_STATE_REVERT] = "revert",
        [GIT_REPOSITORY_STATE_REVERT_SEQUENCE] = "revert",
        [GIT_REPOSITORY_STATE_CHERRYPICK] = "cherry-pick",
        [GIT_REPOSITORY_STATE_CHERRYPICK_SEQUENCE] = "cherry-pick",
        [GIT_REPOSITORY_STATE_BISECT] = "bisect",
        [GIT_REPOSITORY_STATE_REBASE] = "rebase",
        [GIT_REPOSITORY_STATE_REBASE_INTERACTIVE] = "rebase",
        [GIT_REPOSITORY_STATE_REBASE_MERGE] = "rebase",
        [GIT_REPOSITORY_STATE_APPLY_MAILBOX] = "am",
        [GIT_REPOSITORY_STATE_APPLY_MAILBOX_OR_REBASE] = "am",
    };
    int state = git_repository_state(repo->git);
    if (state == GIT_REPOSITORY_STATE_NONE) {
        return PS_OK;
    }
    bool known = state > 0 && (size_t)state < sizeof names / sizeof *names;
    return ps_fail(err, PS_EBUSY, REPO_BUSY, ps_str_of(known ? names[state] : "?"));
}
