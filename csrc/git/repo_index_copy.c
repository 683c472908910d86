/* git's index with new entries for the paths of some steps, made beside it: byte by byte where that can be done, else by libgit2. */
#include "repo_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

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

/* ---- by libgit2 ---- */

/* Copies the index; stamp: when it was last written. A missing index is an empty one. */
static int copy_index(const ps_index_files *f, struct stat *stamp) {
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
static bool settled_stat(struct stat *out, const ps_step *s, ps_repo *repo) {
    ps_arena arena = {0};
    struct stat after;
    ps_str at = ps_repo_abs(repo, &arena, s->path);
    bool settled = at.p && lstat(at.p, out) == 0 && holds(s, at, out, &arena) && lstat(at.p, &after) == 0 && ps_stat_same(out, &after);
    ps_arena_free(&arena);
    return settled;
}

static int follow_one(git_index *index, bool *changed, const ps_step *s, ps_repo *repo) {
    const git_index_entry *e = git_index_get_bypath(index, s->full.p, 0);
    bool at_old = is_at(e, s->old_mode, &s->old_id), at_new = s->new_mode && is_at(e, s->new_mode, &s->new_id);
    if ((!at_old && !at_new) || in_conflict(index, s->full.p)) {
        return 0; /* the user's, from now on */
    }
    if (!s->new_mode) {
        bool there = e && !announced(e);
        *changed = *changed || there;
        return there ? git_index_remove(index, s->full.p, 0) : 0;
    }
    git_index_entry fresh = {.mode = s->new_mode, .path = s->full.p};
    git_oid_cpy(&fresh.id, &s->new_id);
    if (e) {
        fresh.flags = e->flags & GIT_INDEX_ENTRY_VALID;
        fresh.flags_extended = e->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE;
    }
    struct stat st;
    if (settled_stat(&st, s, repo)) {
        put_stat(&fresh, &st);
    }
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

/* ---- byte by byte ---- */

enum { FEW = 1000 }; /* changes that are looked up one by one */

static void put_stat_data(ps_entry *e, const struct stat *st) {
    e->ctime = (uint32_t)st->st_ctim.tv_sec;
    e->ctime_ns = (uint32_t)st->st_ctim.tv_nsec;
    e->mtime = (uint32_t)st->st_mtim.tv_sec;
    e->mtime_ns = (uint32_t)st->st_mtim.tv_nsec;
    e->dev = (uint32_t)st->st_dev;
    e->ino = (uint32_t)st->st_ino;
    e->uid = st->st_uid;
    e->gid = st->st_gid;
    e->size = (uint32_t)st->st_size;
}

/* What becomes of a step's path. *applies false: nothing, it is the user's. */
static int new_entry(ps_new_entry *out, bool *applies, const ps_entries *entries, const ps_step *s, ps_repo *repo, ps_error *err) {
    ps_entry e;
    struct stat st;
    int rc = ps_entries_find(&e, entries, s->full, err);
    uint32_t mode = e.announced ? 0 : e.mode;
    bool at_old = mode == s->old_mode && (!mode || git_oid_equal(&e.id, &s->old_id));
    bool at_new = s->new_mode && mode == s->new_mode && git_oid_equal(&e.id, &s->new_id);
    *applies = rc == PS_OK && !e.conflict && (at_old || at_new) && (s->new_mode || mode);
    *out = (ps_new_entry){.path = s->full, .entry = {.mode = s->new_mode, .odd = e.odd}};
    git_oid_cpy(&out->entry.id, &s->new_id);
    if (*applies && s->new_mode && settled_stat(&st, s, repo)) {
        put_stat_data(&out->entry, &st);
    }
    return rc;
}

/* Each path once, by path; steps of one path differ only in what they may replace. *some false: there is nothing to do. */
static int new_entries(ps_new_entry **out, size_t *n, ps_arena *arena, const ps_entries *entries, ps_repo *repo, const ps_steps *steps,
                       ps_error *err) {
    ps_new_entry *news = ps_arena_alloc(arena, (steps->n ? steps->n : 1) * sizeof *news);
    int rc = news ? PS_OK : ps_nomem(err);
    *n = 0;
    for (size_t i = 0; rc == PS_OK && i < steps->n; i++) {
        bool applies, again = *n && ps_str_eq(news[*n - 1].path, steps->v[i].full);
        if (!again) {
            rc = new_entry(&news[*n], &applies, entries, &steps->v[i], repo, err);
            *n += rc == PS_OK && applies;
        }
    }
    *out = news;
    return rc;
}

typedef struct {
    ps_repo *repo;
    const struct stat *stamp;
} age;

/* As settle_young. */
static bool is_doubtful(void *ctx, const ps_entry *e, ps_str path) {
    const age *a = ctx;
    if (!a->stamp->st_size || e->mtime < (uint32_t)a->stamp->st_mtim.tv_sec || e->size == 0 || e->mode == GIT_FILEMODE_COMMIT) {
        return false;
    }
    ps_arena arena = {0};
    struct stat st;
    git_oid id;
    ps_str at = ps_arena_fmt(&arena, "%.*s%.*s", PS_FMT(a->repo->top), PS_FMT(path)), name = ps_arena_dup(&arena, path);
    bool same = at.p && name.p && (lstat(at.p, &st) < 0 || e->size != (uint32_t)st.st_size || e->mtime != (uint32_t)st.st_mtim.tv_sec);
    if (at.p && name.p && !same) {
        bool older = e->mtime == (uint32_t)a->stamp->st_mtim.tv_sec && e->mtime_ns < (uint32_t)a->stamp->st_mtim.tv_nsec;
        same = (older && e->mtime_ns == (uint32_t)st.st_mtim.tv_nsec && e->ctime == (uint32_t)st.st_ctim.tv_sec &&
                e->ctime_ns == (uint32_t)st.st_ctim.tv_nsec) ||
               (git_repository_hashfile(&id, a->repo->git, at.p, GIT_OBJECT_BLOB, name.p) == 0 && git_oid_equal(&id, &e->id));
    }
    ps_arena_free(&arena);
    return !same;
}

static bool by_path(const ps_steps *steps) {
    for (size_t i = 1; i < steps->n; i++) {
        if (ps_str_cmp(steps->v[i - 1].full, steps->v[i].full) > 0) {
            return false;
        }
    }
    return true;
}

/* *done false: libgit2 must do. */
static int copy_by_bytes(bool *done, bool *changed, const ps_index_files *f, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    ps_arena arena = {0};
    const ps_entries *entries = steps->n > FEW || !by_path(steps) ? NULL : ps_index_look(repo);
    ps_new_entry *news;
    size_t n = 0;
    *done = entries != NULL;
    *changed = false;
    unlink(f->copy.p);
    int rc = *done ? new_entries(&news, &n, &arena, entries, repo, steps, err) : PS_OK;
    if (rc == PS_OK && *done && n) {
        age a = {repo, &entries->stamp};
        rc = ps_entries_copy(done, entries, f->copy.p, news, n, is_doubtful, &a, err);
        *changed = rc == PS_OK && *done;
    }
    ps_arena_free(&arena);
    return rc;
}

int ps_index_copy(bool *changed, const ps_index_files *f, ps_repo *repo, const ps_steps *steps, ps_error *err) {
    struct stat stamp;
    git_index *index = NULL;
    bool done;
    int rc = copy_by_bytes(&done, changed, f, repo, steps, err);
    if (rc || done) {
        return rc;
    }
    int failed = copy_index(f, &stamp);
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
