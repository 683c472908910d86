#include "repo_entries.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <unistd.h>

#include "repo_dirc.h"

enum { STRIDE = 64 };

bool ps_stat_same(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* ---- the pass over all of it ---- */

/* *plain: every entry is checked out and can be read here. */
static int pass_entries(ps_entries *e, ps_dirc *d, bool *plain, ps_error *err) {
    *plain = true;
    for (uint32_t i = 0; i < e->count && *plain; i++) {
        ps_dirc_entry one;
        *plain = ps_dirc_entry_here(&one, d) && !(one.more & PS_DIRC_SKIP_WORKTREE);
        if (*plain && i % STRIDE == 0) {
            int64_t *mark = PS_PUSH(&e->arena, &e->marks);
            if (!mark) {
                return ps_nomem(err);
            }
            *mark = d->at;
        }
        if (*plain) {
            ps_dirc_skip(d, (int64_t)one.length);
        }
    }
    e->end = d->at;
    return PS_OK;
}

/* Extensions that begin with a small letter must be understood: those of split and sparse indexes. */
static bool plain_extensions(ps_dirc *d) {
    while (d->size - d->at > PS_DIRC_TRAILER) {
        const unsigned char *p = ps_dirc_peek(d, 8);
        if (!p || p[0] < 'A' || p[0] > 'Z' || ps_be32(p + 4) > d->size - d->at - PS_DIRC_TRAILER) {
            return false;
        }
        ps_dirc_skip(d, 8 + (int64_t)ps_be32(p + 4));
    }
    return d->size - d->at == PS_DIRC_TRAILER;
}

static int pass(ps_entries *e, ps_error *err) {
    ps_dirc d = {.fd = e->fd, .size = e->stamp.st_size};
    const unsigned char *p = ps_dirc_peek(&d, PS_DIRC_HEADER);
    bool known = p && memcmp(p, "DIRC", 4) == 0 && (ps_be32(p + 4) == 2 || ps_be32(p + 4) == 3);
    e->count = known ? ps_be32(p + 8) : 0;
    e->version = known ? ps_be32(p + 4) : 0;
    ps_dirc_skip(&d, PS_DIRC_HEADER);
    int rc = known ? pass_entries(e, &d, &known, err) : PS_OK;
    e->plain = !rc && known && plain_extensions(&d);
    return rc;
}

/* ---- what another handle of this process has found out about the same file ---- */

/* A small file is looked at as quickly, and may be replaced within one tick of the clock. */
enum { WORTH = 1 << 20 };

static pthread_mutex_t shared_lock = PTHREAD_MUTEX_INITIALIZER;
static ps_entries shared;

static bool copy_found(ps_entries *to, const ps_entries *from) {
    to->plain = from->plain;
    to->version = from->version;
    to->count = from->count;
    to->end = from->end;
    to->marks.n = to->marks.cap = 0;
    to->marks.v = ps_arena_alloc(&to->arena, (from->marks.n ? from->marks.n : 1) * sizeof *to->marks.v);
    if (to->marks.v) {
        memcpy(to->marks.v, from->marks.v, from->marks.n * sizeof *to->marks.v);
        to->marks.n = to->marks.cap = from->marks.n;
    }
    return to->marks.v;
}

static bool adopt(ps_entries *e) {
    pthread_mutex_lock(&shared_lock);
    bool same = e->stamp.st_size > WORTH && shared.known && ps_stat_same(&shared.stamp, &e->stamp) && copy_found(e, &shared);
    pthread_mutex_unlock(&shared_lock);
    return same;
}

static void share(const ps_entries *e) {
    if (e->stamp.st_size <= WORTH || !e->plain || e->marks.n == 0) {
        return;
    }
    pthread_mutex_lock(&shared_lock);
    ps_arena_free(&shared.arena);
    shared = (ps_entries){.stamp = e->stamp};
    shared.known = copy_found(&shared, e);
    pthread_mutex_unlock(&shared_lock);
}

void ps_entries_free(ps_entries *e) {
    if (e->fd) {
        close(e->fd);
    }
    ps_arena_free(&e->arena);
    *e = (ps_entries){.fd = 0};
}

/* Descriptor 0 would stand for none. */
static int open_file(const char *path) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd == 0) {
        fd = fcntl(0, F_DUPFD_CLOEXEC, 3);
        close(0);
    }
    return fd;
}

int ps_entries_look(ps_entries *e, const char *path, ps_error *err) {
    struct stat st;
    bool there = stat(path, &st) == 0;
    if (e->known && (there ? e->fd && ps_stat_same(&st, &e->stamp) : !e->fd)) {
        return PS_OK;
    }
    ps_entries_free(e);
    int fd = there ? open_file(path) : -1;
    if (fd < 0 && there && errno != ENOENT) {
        return ps_ioerr(err, ps_str_of(path), errno);
    }
    if (fd < 0) {
        *e = (ps_entries){.known = true, .plain = true, .version = 2, .end = PS_DIRC_HEADER};
        return PS_OK;
    }
    e->fd = fd;
    int rc = fstat(fd, &e->stamp) < 0 ? ps_ioerr(err, ps_str_of(path), errno) : PS_OK;
    if (!rc && !adopt(e)) {
        rc = pass(e, err);
        share(e);
    }
    if (rc) {
        ps_entries_free(e);
    }
    e->known = rc == PS_OK;
    return rc;
}

/* ---- one path ---- */

/* The last mark whose entry is not after the path; marks.n where that can't be read. */
static size_t last_mark(const ps_entries *e, ps_str path) {
    size_t low = 0, high = e->marks.n;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        ps_dirc d = {.fd = e->fd, .at = e->marks.v[mid], .size = e->end};
        ps_dirc_entry one;
        if (!ps_dirc_entry_here(&one, &d)) {
            return e->marks.n;
        }
        if (ps_str_cmp(one.name, path) <= 0) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return low;
}

/* The first entry that is not before the path: *found false where all are. Of a conflict any of its entries, none of which is of stage 0. */
static int first_from(ps_dirc_entry *out, bool *found, ps_dirc *d, const ps_entries *e, ps_str path, ps_error *err) {
    size_t mark = last_mark(e, path);
    bool good = e->count == 0 || mark < e->marks.n;
    *found = false;
    *d = (ps_dirc){.fd = e->fd, .at = good && e->count ? e->marks.v[mark] : e->end, .size = e->end};
    while (good && !*found && d->at < d->size) {
        good = ps_dirc_entry_here(out, d);
        *found = good && ps_str_cmp(out->name, path) >= 0;
        if (good && !*found) {
            ps_dirc_skip(d, (int64_t)out->length);
        }
    }
    return good ? PS_OK : ps_ioerr(err, PS_S("index"), EIO);
}

int ps_entries_find(ps_entry *out, const ps_entries *e, ps_str path, ps_error *err) {
    ps_dirc_entry one;
    ps_dirc d;
    bool found;
    *out = (ps_entry){.mode = 0};
    int rc = first_from(&one, &found, &d, e, path, err);
    if (rc == PS_OK && found && ps_str_eq(one.name, path)) {
        ps_dirc_fill(out, &one);
    }
    return rc;
}

int ps_entries_below(bool *any, const ps_entries *e, ps_str start, ps_error *err) {
    ps_dirc_entry one;
    ps_dirc d;
    int rc = first_from(&one, any, &d, e, start, err);
    *any = rc == PS_OK && *any && ps_str_starts(one.name, start);
    return rc;
}

bool ps_entry_fresh(const ps_entry *entry, const ps_entries *e, const struct stat *st) {
    uint32_t written = (uint32_t)e->stamp.st_mtim.tv_sec, written_ns = (uint32_t)e->stamp.st_mtim.tv_nsec;
    bool older = entry->mtime < written || (entry->mtime == written && entry->mtime_ns < written_ns);
    return older && entry->size == (uint32_t)st->st_size && entry->mtime == (uint32_t)st->st_mtim.tv_sec &&
           entry->mtime_ns == (uint32_t)st->st_mtim.tv_nsec && entry->ctime == (uint32_t)st->st_ctim.tv_sec &&
           entry->ctime_ns == (uint32_t)st->st_ctim.tv_nsec && entry->ino == (uint32_t)st->st_ino && entry->size;
}
