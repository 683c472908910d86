/* git's index, changed for our paths only. libgit2 takes git's lock (index.lock) no earlier than when it writes, so that what git staged in
 * between would be lost; therefore the lock is taken here first, as git does it, and the new index is made in a copy and renamed.
 * The lock file holds our mark. Who holds our own lock (repo_lock.c) and finds the mark has found what an earlier commit of ours left, in this
 * process or another, and goes on with it. */
#include "repo_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { LOCK_TRIES = 60, HOLD_TRIES = 5 };
static const char mark[] = "pursuit\n";

/* ---- the user's side ---- */

static bool announced(const git_index_entry *e) {
    return e->flags_extended & GIT_INDEX_ENTRY_INTENT_TO_ADD;
}

static bool is_at(const git_index_entry *e, uint32_t mode, const git_oid *id) {
    bool there = e && !announced(e);
    return there == (mode != 0) && (!there || (e->mode == mode && git_oid_equal(&e->id, id)));
}

static bool in_conflict(git_index *index, const char *path) {
    const git_index_entry *a, *b, *c;
    return git_index_has_conflicts(index) && git_index_conflict_get(&a, &b, &c, index, path) == 0;
}

static bool as_head(const ps_entry *e, const ps_step *s) {
    bool there = e->mode && !e->announced;
    return !e->conflict && there == (s->old_mode != 0) && (!there || (e->mode == s->old_mode && git_oid_equal(&e->id, &s->old_id)));
}

/* The same without libgit2. *done false where it must do. */
static int unstaged_by_look(bool *done, ps_repo *repo, const ps_steps *owed, ps_steps *steps, ps_error *err) {
    const ps_entries *entries = ps_index_look(repo);
    int rc = PS_OK;
    *done = entries != NULL;
    for (size_t i = 0; rc == PS_OK && *done && i < steps->n; i++) {
        ps_step *s = &steps->v[i];
        ps_entry e;
        if (ps_entries_find(&e, entries, s->full, NULL)) {
            *done = false;
            break;
        }
        s->wished = e.announced;
        bool unstaged = as_head(&e, s);
        if (!unstaged && !e.conflict) {
            ps_owed_apply(&e, owed, s->full);
            unstaged = as_head(&e, s);
        }
        rc = unstaged ? PS_OK : ps_repo_refuse(err, PS_ESTAGED, PS_T_PATH_STAGED, s->path);
    }
    return rc;
}

int ps_index_unstaged(ps_repo *repo, const ps_steps *owed, ps_steps *steps, ps_error *err) {
    git_index *index = NULL;
    bool done;
    int rc = unstaged_by_look(&done, repo, owed, steps, err);
    if (done) {
        return rc;
    }
    rc = owed->n ? ps_owed_pay(repo, err) : PS_OK;
    rc = rc ? rc : ps_index_read(&index, repo, err);
    for (size_t i = 0; rc == PS_OK && i < steps->n; i++) {
        ps_step *s = &steps->v[i];
        const git_index_entry *e = git_index_get_bypath(index, s->full.p, 0);
        if (in_conflict(index, s->full.p) || !is_at(e, s->old_mode, &s->old_id)) {
            rc = ps_repo_refuse(err, PS_ESTAGED, PS_T_PATH_STAGED, s->path);
        }
        s->wished = e && announced(e);
    }
    git_index_free(index);
    return rc;
}

/* ---- the lock ---- */

typedef struct {
    ps_arena arena;
    ps_str real, lock, copy;
} index_files;

static int name_files(index_files *f, ps_repo *repo, ps_error *err) {
    f->real = ps_arena_fmt(&f->arena, "%.*sindex", PS_FMT(repo->gitdir));
    f->lock = ps_arena_fmt(&f->arena, "%.*sindex.lock", PS_FMT(repo->gitdir));
    return f->real.p && f->lock.p ? ps_repo_own(repo, &f->arena, "index", &f->copy, err) : ps_nomem(err);
}

/* The mark must be there from the first moment: the file is made elsewhere and linked into place. */
static int lock_once(const index_files *f) {
    char tmp[4096];
    snprintf(tmp, sizeof tmp, "%s.mark", f->copy.p);
    int fd = open(tmp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (fd < 0) {
        return errno;
    }
    int failed = write(fd, mark, sizeof mark - 1) == (ssize_t)sizeof mark - 1 ? 0 : errno;
    close(fd);
    if (!failed && link(tmp, f->lock.p) < 0) {
        failed = errno;
    }
    unlink(tmp);
    if (failed == EPERM || failed == ENOTSUP) { /* no links on this file system */
        fd = open(f->lock.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        failed = fd < 0 ? errno : write(fd, mark, sizeof mark - 1) < 0 ? errno : 0;
        if (fd >= 0) {
            close(fd);
        }
    }
    return failed;
}

static bool bears_mark(const char *path) {
    char text[sizeof mark] = "";
    int fd = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (fd >= 0) {
        close(fd);
    }
    return n == (ssize_t)sizeof mark - 1 && memcmp(text, mark, sizeof mark - 1) == 0;
}

/* 0, EEXIST where somebody else has it all the time, or what went wrong. */
static int take_lock(const index_files *f, unsigned tries) {
    int failed = EEXIST;
    for (unsigned attempt = 0; failed == EEXIST && attempt < tries; attempt++) {
        failed = lock_once(f);
        if (failed == EEXIST && bears_mark(f->lock.p)) {
            failed = 0;
        } else if (failed == EEXIST && attempt + 1 < tries) {
            ps_repo_backoff(attempt);
        }
    }
    return failed;
}

static int lock_index(const index_files *f, ps_error *err) {
    int failed = take_lock(f, LOCK_TRIES);
    if (failed == EEXIST) {
        return ps_fail(err, PS_EBUSY, INDEX_LOCKED, f->lock);
    }
    return failed ? ps_ioerr(err, f->lock, failed) : PS_OK;
}

void ps_index_hold(ps_repo *repo) {
    index_files f = {0};
    if (name_files(&f, repo, NULL) == PS_OK) {
        take_lock(&f, HOLD_TRIES);
    }
    ps_arena_free(&f.arena);
}

bool ps_index_held(ps_repo *repo) {
    index_files f = {0};
    bool ours = name_files(&f, repo, NULL) == PS_OK && bears_mark(f.lock.p);
    ps_arena_free(&f.arena);
    return ours;
}

void ps_index_release(ps_repo *repo) {
    index_files f = {0};
    if (name_files(&f, repo, NULL) == PS_OK && bears_mark(f.lock.p)) {
        unlink(f.lock.p);
    }
    ps_arena_free(&f.arena);
}

void ps_index_sweep(ps_repo *repo) {
    static const char *const rests[] = {"index", "index.lock", "index.mark"};
    ps_arena arena = {0};
    ps_str path;
    for (size_t i = 0; i < sizeof rests / sizeof *rests; i++) {
        if (ps_repo_own(repo, &arena, rests[i], &path, NULL) == PS_OK) {
            unlink(path.p);
        }
    }
    ps_arena_free(&arena);
}

/* ---- the copy ---- */

/* Copies the index; stamp: when it was last written. A missing index is an empty one. */
static int copy_index(const index_files *f, struct stat *stamp) {
    char bytes[65536];
    ssize_t n = 0;
    unlink(f->copy.p);
    memset(stamp, 0, sizeof *stamp);
    int from = open(f->real.p, O_RDONLY | O_CLOEXEC);
    if (from < 0) {
        return errno == ENOENT ? 0 : errno;
    }
    int to = open(f->copy.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    int failed = to < 0 || fstat(from, stamp) < 0 ? errno : 0;
    while (!failed && (n = read(from, bytes, sizeof bytes)) > 0) {
        for (ssize_t done = 0; !failed && done < n;) {
            ssize_t w = write(to, bytes + done, (size_t)(n - done));
            failed = w < 0 && errno != EINTR ? errno : 0;
            done += w > 0 ? w : 0;
        }
    }
    failed = !failed && n < 0 ? errno : failed;
    close(from);
    if (to >= 0) {
        fchmod(to, stamp->st_mode & 0777);
        close(to);
    }
    return failed;
}

static void put_stat(git_index_entry *e, const struct stat *st) {
    e->ctime = (git_index_time){(int32_t)st->st_ctim.tv_sec, (uint32_t)st->st_ctim.tv_nsec};
    e->mtime = (git_index_time){(int32_t)st->st_mtim.tv_sec, (uint32_t)st->st_mtim.tv_nsec};
    e->dev = (uint32_t)st->st_dev;
    e->ino = (uint32_t)st->st_ino;
    e->uid = st->st_uid;
    e->gid = st->st_gid;
    e->file_size = (uint32_t)st->st_size;
}

/* Whether the file holds what was committed: the bytes where they are known, else their id. */
static bool holds(const ps_step *s, ps_str at, const struct stat *st, ps_arena *arena) {
    char target[4096];
    ps_str bytes;
    git_oid id;
    if (S_ISLNK(st->st_mode)) {
        ssize_t n = readlink(at.p, target, sizeof target);
        bytes = (ps_str){target, n < 0 ? 0 : (size_t)n};
    } else if (!S_ISREG(st->st_mode) || st->st_size > PS_FS_MAX || ps_repo_slurp(&bytes, arena, at, NULL) || !bytes.p) {
        return false;
    }
    return s->now.p ? ps_str_eq(bytes, s->now)
                    : git_odb_hash(&id, bytes.p, bytes.n, GIT_OBJECT_BLOB) == 0 && git_oid_equal(&id, &s->new_id);
}

/* Without stat data git compares the content once; with those of a file that somebody changed meanwhile it never would. */
static void fill_stat(git_index_entry *e, const ps_step *s, ps_repo *repo) {
    ps_arena arena = {0};
    struct stat before, after;
    ps_str at = ps_repo_abs(repo, &arena, s->path);
    if (at.p && lstat(at.p, &before) == 0 && holds(s, at, &before, &arena) && lstat(at.p, &after) == 0 && ps_stat_same(&before, &after)) {
        put_stat(e, &before);
    }
    ps_arena_free(&arena);
}

static int follow_one(git_index *index, bool *changed, const ps_step *s, ps_repo *repo) {
    const git_index_entry *e = git_index_get_bypath(index, s->full.p, 0);
    bool at_old = is_at(e, s->old_mode, &s->old_id), at_new = s->new_mode && is_at(e, s->new_mode, &s->new_id);
    if ((!at_old && !at_new) || in_conflict(index, s->full.p)) {
        return 0; /* the user's, from now on */
    }
    if (!s->new_mode) {
        *changed = *changed || e;
        return e ? git_index_remove(index, s->full.p, 0) : 0;
    }
    git_index_entry fresh = {.mode = s->new_mode, .path = s->full.p};
    git_oid_cpy(&fresh.id, &s->new_id);
    if (e) {
        fresh.flags = e->flags & GIT_INDEX_ENTRY_VALID;
        fresh.flags_extended = e->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE;
    }
    fill_stat(&fresh, s, repo);
    *changed = true;
    return git_index_add(index, &fresh);
}

static bool earlier(const git_index_time *a, const struct timespec *b) {
    return a->seconds < (int32_t)b->tv_sec || (a->seconds == (int32_t)b->tv_sec && a->nanoseconds < (uint32_t)b->tv_nsec);
}

/* Entries that are as young as the index they stand in are compared by git with the file's content. Our rewriting makes the index younger and
 * takes that doubt away, so it is settled now: an entry whose file differs loses its size, which git takes for "look at the content". */
static int settle_young(git_index *index, const struct stat *stamp, ps_repo *repo) {
    ps_arena arena = {0};
    int rc = 0;
    for (size_t i = 0; rc == 0 && stamp->st_size && i < git_index_entrycount(index); i++) {
        const git_index_entry *e = git_index_get_byindex(index, i);
        struct stat st;
        git_oid id;
        if (e->mtime.seconds < (int32_t)stamp->st_mtim.tv_sec || e->file_size == 0 || e->mode == GIT_FILEMODE_COMMIT) {
            continue;
        }
        ps_str at = ps_arena_fmt(&arena, "%.*s%s", PS_FMT(repo->top), e->path);
        if (!at.p) {
            git_error_set_oom();
            rc = GIT_ERROR;
            break;
        }
        if (lstat(at.p, &st) < 0 || e->file_size != (uint32_t)st.st_size || e->mtime.seconds != (int32_t)st.st_mtim.tv_sec) {
            continue; /* git sees the difference */
        }
        bool untouched = earlier(&e->mtime, &stamp->st_mtim) && e->mtime.nanoseconds == (uint32_t)st.st_mtim.tv_nsec &&
                         e->ctime.seconds == (int32_t)st.st_ctim.tv_sec && e->ctime.nanoseconds == (uint32_t)st.st_ctim.tv_nsec;
        if (untouched || (git_repository_hashfile(&id, repo->git, at.p, GIT_OBJECT_BLOB, e->path) == 0 && git_oid_equal(&id, &e->id))) {
            continue;
        }
        git_index_entry doubt = *e;
        doubt.file_size = 0;
        rc = git_index_add(index, &doubt);
    }
    ps_arena_free(&arena);
    return rc;
}

static int rewrite(bool *changed, const index_files *f, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    struct stat stamp;
    git_index *index = NULL;
    int failed = copy_index(f, &stamp), rc = 0;
    *changed = false;
    if (failed) {
        return ps_ioerr(err, f->real, failed);
    }
    rc = git_index_open(&index, f->copy.p);
    for (int adding = 0; adding < 2; adding++) { /* what goes makes room for what comes */
        for (size_t i = 0; rc == 0 && i < steps->n; i++) {
            if ((steps->v[i].new_mode != 0) == adding) {
                rc = follow_one(index, changed, &steps->v[i], repo);
            }
        }
    }
    if (rc == 0 && *changed && (rc = settle_young(index, &stamp, repo)) == 0) {
        rc = git_index_write(index);
    }
    git_index_free(index);
    return ps_index_fail(err, rc);
}

int ps_index_follow(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    index_files f = {0};
    bool changed = false;
    int rc = name_files(&f, repo, err);
    if (rc || (rc = lock_index(&f, err))) {
        goto cleanup;
    }
    PS_AT("index-locked");
    rc = rewrite(&changed, &f, repo, steps, err);
    PS_AT("index-made");
    if (rc == PS_OK && changed && rename(f.copy.p, f.real.p) < 0) {
        rc = ps_ioerr(err, f.real, errno);
    }
    PS_AT("index-renamed");
    unlink(f.copy.p);
    unlink(f.lock.p);
cleanup:
    ps_arena_free(&f.arena);
    return rc;
}
