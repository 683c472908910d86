/* Moving a branch by compare and swap. */
#include "repo_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

/* On an unborn branch libgit2 looks whether the name is free before it takes the lock; git looks under it. Without git, libgit2 must do. */
static int create_branch(bool *moved, ps_repo *repo, const ps_head *head, const git_oid *to, const char *log, ps_error *err) {
    static const char none[] = "0000000000000000000000000000000000000000";
    ps_arena arena = {0};
    ps_git_result got;
    ps_oid hex;
    git_reference *ref = NULL;
    ps_oid_put(&hex, to);
    const char *args[] = {"update-ref", "--create-reflog", "-m", log, head->name, hex.hex, none, NULL};
    ps_git_call call = {.args = args, .reads = true, .guarded = true};
    int rc = ps_git_call_run(repo, &arena, &call, &got, NULL);
    if (rc == PS_OK) {
        *moved = got.status != 0;
        /* A refusal that leaves the branch unborn is no race. */
        git_oid now;
        if (*moved && git_reference_name_to_id(&now, repo->git, head->name) == GIT_ENOTFOUND &&
            ps_str_find(got.errors, PS_S("lock"), 0) == SIZE_MAX) {
            rc = ps_fail(err, PS_EGIT, GIT_SAYS, ps_git_last_line(got.errors));
        }
    } else {
        int git_rc = git_reference_create(&ref, repo->git, head->name, to, 0, log);
        *moved = git_rc == GIT_EEXISTS || git_rc == GIT_ELOCKED;
        rc = *moved ? PS_OK : ps_repo_fail(err, git_rc);
        git_reference_free(ref);
    }
    ps_arena_free(&arena);
    return rc;
}

enum { LOCK_NONE, LOCK_OURS, LOCK_EMPTY, LOCK_OTHER };

static int look_at_lock(const char *path, const git_oid *to, ino_t *inode) {
    ps_oid hex;
    char text[64];
    struct stat st;
    ps_oid_put(&hex, to);
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return LOCK_NONE;
    }
    ssize_t n = fstat(fd, &st) < 0 ? -1 : read(fd, text, sizeof text);
    close(fd);
    *inode = st.st_ino;
    bool ours = n >= GIT_OID_HEXSZ && memcmp(text, hex.hex, GIT_OID_HEXSZ) == 0;
    return n < 0 ? LOCK_NONE : n == 0 ? LOCK_EMPTY : ours ? LOCK_OURS : LOCK_OTHER;
}

void ps_ref_unlock_dead(ps_repo *repo, const char *name, const git_oid *to) {
    ps_arena arena = {0};
    ino_t first = 0, inode;
    ps_str folder = strcmp(name, "HEAD") == 0 ? repo->gitdir : repo->common;
    ps_str path = ps_arena_fmt(&arena, "%.*s%s.lock", PS_FMT(folder), name);
    int found = path.p ? look_at_lock(path.p, to, &first) : LOCK_NONE;
    /* Still empty is what any process may have just made: one that lives fills it within moments. */
    for (unsigned i = 0; found == LOCK_EMPTY && i < 30; i++) {
        ps_repo_backoff(6);
        found = look_at_lock(path.p, to, &inode);
        found = found == LOCK_EMPTY && inode != first ? LOCK_OTHER : found;
    }
    if (found == LOCK_OURS || found == LOCK_EMPTY) {
        unlink(path.p);
    }
    ps_arena_free(&arena);
}

int ps_ref_locked(ps_repo *repo, const char *name, ps_error *err) {
    ps_arena arena = {0};
    const ps_str locks[] = {ps_arena_fmt(&arena, "%.*sindex.lock", PS_FMT(repo->gitdir)),
                            ps_arena_fmt(&arena, "%.*sHEAD.lock", PS_FMT(repo->gitdir)),
                            ps_arena_fmt(&arena, "%.*s%s.lock", PS_FMT(repo->common), name)};
    int rc = PS_OK;
    for (size_t i = 0; rc == PS_OK && i < sizeof locks / sizeof *locks; i++) {
        if (!locks[i].p) {
            rc = ps_nomem(err);
        } else if (access(locks[i].p, F_OK) == 0 && (i || !ps_index_held(repo))) {
            rc = i == 0 ? ps_fail(err, PS_EBUSY, INDEX_LOCKED, locks[i]) : ps_fail(err, PS_EBUSY, REF_LOCKED, locks[i]);
        }
    }
    ps_arena_free(&arena);
    return rc;
}

/* ---- the usual case without libgit2, which syncs both logs and their folders, too: four more waits for the disk ---- */

typedef struct {
    ps_str file, lock, logs[2]; /* the branch's log and HEAD's */
} ref_files;

static bool is_file(ps_str path) {
    struct stat st;
    return path.p && lstat(path.p, &st) == 0 && S_ISREG(st.st_mode);
}

/* A branch that HEAD names, in a file of its own, with logs that are there. */
static bool is_usual(ref_files *f, ps_arena *arena, const ps_repo *repo, const ps_head *head) {
    *f = (ref_files){.file = ps_arena_fmt(arena, "%.*s%s", PS_FMT(repo->common), head->name),
                     .lock = ps_arena_fmt(arena, "%.*s%s.lock", PS_FMT(repo->common), head->name),
                     .logs = {ps_arena_fmt(arena, "%.*slogs/%s", PS_FMT(repo->common), head->name),
                              ps_arena_fmt(arena, "%.*slogs/HEAD", PS_FMT(repo->gitdir))}};
    return strncmp(head->name, "refs/heads/", 11) == 0 && f->lock.p && is_file(f->file) && is_file(f->logs[0]) && is_file(f->logs[1]);
}

static bool put_line(ps_str path, int flags, ps_str line, bool sync) {
    int fd = open(path.p, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | flags, 0666);
    bool good = fd >= 0 && write(fd, line.p, line.n) == (ssize_t)line.n && (!sync || fsync(fd) == 0);
    return (fd < 0 || close(fd) == 0) && good;
}

/* Under the branch's lock file, which keeps everybody else from it, git and libgit2 alike. */
static int move_locked(bool *moved, ps_arena *arena, const ref_files *f, const char *was, const char *now, ps_str entry, ps_error *err) {
    ps_str held, line = ps_arena_fmt(arena, "%s\n", now);
    int rc = line.p ? ps_repo_slurp(&held, arena, f->file, err) : ps_nomem(err);
    *moved = rc == PS_OK && (held.n < GIT_OID_HEXSZ || memcmp(held.p, was, GIT_OID_HEXSZ) != 0);
    if (rc || *moved) {
        return rc;
    }
    put_line(f->logs[0], O_APPEND, entry, false); /* a log that can't be written is no reason not to commit */
    put_line(f->logs[1], O_APPEND, entry, false);
    if (!put_line(f->lock, 0, line, true) || rename(f->lock.p, f->file.p) < 0) {
        return ps_ioerr(err, f->file, errno);
    }
    ps_repo_sync_folder(f->file);
    return PS_OK;
}

static ps_str log_entry(ps_arena *arena, const char *was, const char *now, ps_str log, const ps_sign *author) {
    int tz = author->tz < 0 ? -author->tz : author->tz;
    return ps_arena_fmt(arena, "%s %s %.*s <%.*s> %lld %c%02d%02d\t%.*s\n", was, now, PS_FMT(author->name), PS_FMT(author->email),
                        (long long)time(NULL), author->tz < 0 ? '-' : '+', tz / 60, tz % 60, PS_FMT(log));
}

/* *done false: libgit2 must do. */
static int move_usual(bool *moved, bool *done, ps_repo *repo, const ps_head *head, const git_oid *to, ps_str log, const ps_sign *author,
                      ps_error *err) {
    ps_arena arena = {0};
    ref_files f;
    ps_oid was, now;
    int rc = PS_OK;
    ps_oid_put(&was, &head->id);
    ps_oid_put(&now, to);
    ps_str entry = log_entry(&arena, was.hex, now.hex, log, author);
    bool usual = entry.p && is_usual(&f, &arena, repo, head);
    int fd = usual ? open(f.lock.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666) : -1;
    *moved = usual && fd < 0 && errno == EEXIST;
    *done = fd >= 0 || *moved;
    if (fd >= 0) {
        close(fd);
        rc = move_locked(moved, &arena, &f, was.hex, now.hex, entry, err);
        if (rc || *moved) {
            unlink(f.lock.p);
        }
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_ref_move(bool *moved, ps_repo *repo, const ps_head *head, const git_oid *to, ps_str message, const ps_sign *author, ps_error *err) {
    ps_arena arena = {0};
    git_reference *ref = NULL;
    ps_str subject = ps_str_sub(message, 0, ps_str_find(message, PS_S("\n"), 0));
    ps_str log = ps_arena_fmt(&arena, "commit%s: %.*s", head->unborn ? " (initial)" : "", PS_FMT(subject));
    int rc = log.p ? PS_OK : ps_nomem(err);
    *moved = false;
    if (rc || (rc = ps_repo_fail(err, git_repository_set_ident(repo->git, author->name.p, author->email.p)))) {
        goto cleanup;
    }
    if (head->unborn) {
        rc = create_branch(moved, repo, head, to, log.p, err);
        goto cleanup;
    }
    bool done;
    rc = move_usual(moved, &done, repo, head, to, log, author, err);
    if (rc || done) {
        goto cleanup;
    }
    int git_rc = git_reference_create_matching(&ref, repo->git, head->name, to, 1, &head->id, log.p);
    *moved = git_rc == GIT_EMODIFIED || git_rc == GIT_ELOCKED || git_rc == GIT_ENOTFOUND;
    rc = *moved ? PS_OK : ps_repo_fail(err, git_rc);
cleanup:
    git_reference_free(ref);
    ps_arena_free(&arena);
    return rc;
}
