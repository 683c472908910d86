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

static int name_files(ps_index_files *f, ps_repo *repo, ps_error *err) {
    f->real = ps_arena_fmt(&f->arena, "%.*sindex", PS_FMT(repo->gitdir));
    f->lock = ps_arena_fmt(&f->arena, "%.*sindex.lock", PS_FMT(repo->gitdir));
    return f->real.p && f->lock.p ? ps_repo_own(repo, &f->arena, "index", &f->copy, err) : ps_nomem(err);
}

/* The mark must be there from the first moment: the file is made elsewhere and linked into place. */
static int lock_once(const ps_index_files *f) {
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
static int take_lock(const ps_index_files *f, unsigned tries) {
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

static int lock_index(const ps_index_files *f, ps_error *err) {
    int failed = take_lock(f, LOCK_TRIES);
    if (failed == EEXIST) {
        return ps_fail(err, PS_EBUSY, INDEX_LOCKED, f->lock);
    }
    return failed ? ps_ioerr(err, f->lock, failed) : PS_OK;
}

void ps_index_hold(ps_repo *repo) {
    ps_index_files f = {0};
    if (name_files(&f, repo, NULL) == PS_OK) {
        take_lock(&f, HOLD_TRIES);
    }
    ps_arena_free(&f.arena);
}

bool ps_index_held(ps_repo *repo) {
    ps_index_files f = {0};
    bool ours = name_files(&f, repo, NULL) == PS_OK && bears_mark(f.lock.p);
    ps_arena_free(&f.arena);
    return ours;
}

void ps_index_release(ps_repo *repo) {
    ps_index_files f = {0};
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

int ps_index_follow(ps_repo *repo, const ps_steps *steps, ps_error *err) {
    ps_index_files f = {0};
    bool changed = false;
    int rc = name_files(&f, repo, err);
    if (rc || (rc = lock_index(&f, err))) {
        goto cleanup;
    }
    PS_AT("index-locked");
    rc = ps_index_copy(&changed, &f, repo, steps, err);
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
