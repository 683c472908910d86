#include "repo_entries.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

enum {
    HEADER = 12,
    FIXED = 62,   /* of an entry, before its name */
    NAME = 4095,  /* names that are longer don't say how long they are */
    TRAILER = 20, /* the checksum */
    STRIDE = 64,
    LONGEST = FIXED + 2 + NAME + 8
};

static uint32_t be32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

static uint32_t be16(const unsigned char *p) {
    return (uint32_t)p[0] << 8 | p[1];
}

bool ps_stat_same(const struct stat *a, const struct stat *b) {
    return a->st_dev == b->st_dev && a->st_ino == b->st_ino && a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_ctim.tv_sec == b->st_ctim.tv_sec && a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* ---- reading on, from where one is ---- */

typedef struct {
    int fd;
    int64_t at;   /* in the file, of bytes[from] */
    int64_t size; /* of the file */
    size_t from, to;
    unsigned char bytes[65536];
} window;

/* At least n bytes from `at` on; NULL where the file ends before. */
static const unsigned char *peek(window *w, size_t n) {
    if (w->to - w->from < n) {
        memmove(w->bytes, w->bytes + w->from, w->to - w->from);
        w->to -= w->from;
        w->from = 0;
        while (w->to < n) {
            ssize_t r = pread(w->fd, w->bytes + w->to, sizeof w->bytes - w->to, (off_t)(w->at + (int64_t)w->to));
            if (r <= 0) {
                return NULL;
            }
            w->to += (size_t)r;
        }
    }
    return w->bytes + w->from;
}

static void skip(window *w, int64_t n) {
    w->at += n;
    if (n > (int64_t)(w->to - w->from)) {
        w->from = w->to = 0;
    } else {
        w->from += (size_t)n;
    }
}

static size_t at_most(const window *w, size_t n) {
    int64_t left = w->size - w->at;
    return left < (int64_t)n ? (size_t)(left < 0 ? 0 : left) : n;
}

/* ---- one entry ---- */

typedef struct {
    const unsigned char *p;
    ps_str name;
    uint32_t flags, more; /* more: of the extended ones */
    size_t length;
} raw;

enum { VALID = 0x8000, EXTENDED = 0x4000, STAGE = 0x3000, SKIP_WORKTREE = 0x4000, INTENT_TO_ADD = 0x2000 };

/* The entry at p, of which n bytes are there. */
static bool read_raw(raw *out, const unsigned char *p, size_t n) {
    if (n < FIXED + 2) {
        return false;
    }
    uint32_t flags = be16(p + FIXED - 2);
    size_t fixed = flags & EXTENDED ? FIXED + 2 : FIXED, name = flags & NAME;
    *out = (raw){p, {(const char *)p + fixed, name}, flags, flags & EXTENDED ? be16(p + FIXED) : 0, (fixed + name + 8) / 8 * 8};
    return name && name < NAME && out->length <= n && p[fixed + name] == '\0';
}

static void fill(ps_entry *out, const raw *e) {
    const unsigned char *p = e->p;
    *out = (ps_entry){.ctime = be32(p),
                      .ctime_ns = be32(p + 4),
                      .mtime = be32(p + 8),
                      .mtime_ns = be32(p + 12),
                      .dev = be32(p + 16),
                      .ino = be32(p + 20),
                      .mode = be32(p + 24),
                      .uid = be32(p + 28),
                      .gid = be32(p + 32),
                      .size = be32(p + 36),
                      .conflict = (e->flags & STAGE) != 0,
                      .announced = (e->more & INTENT_TO_ADD) != 0,
                      .odd = (e->flags & VALID) || (e->more & SKIP_WORKTREE)};
    memcpy(out->id.id, p + 40, sizeof out->id.id);
}

/* ---- the pass over all of it ---- */

/* *plain: every entry is checked out and can be read here. */
static int pass_entries(ps_entries *e, window *w, bool *plain, ps_error *err) {
    *plain = true;
    for (uint32_t i = 0; i < e->count && *plain; i++) {
        size_t n = at_most(w, LONGEST);
        const unsigned char *p = peek(w, n);
        raw r;
        *plain = p && read_raw(&r, p, n) && !(r.more & SKIP_WORKTREE);
        if (*plain && i % STRIDE == 0) {
            int64_t *mark = PS_PUSH(&e->arena, &e->marks);
            if (!mark) {
                return ps_nomem(err);
            }
            *mark = w->at;
        }
        if (*plain) {
            skip(w, (int64_t)r.length);
        }
    }
    e->end = w->at;
    return PS_OK;
}

/* Extensions that begin with a small letter must be understood: those of split and sparse indexes. */
static bool plain_extensions(window *w) {
    while (w->size - w->at > TRAILER) {
        const unsigned char *p = peek(w, 8);
        if (!p || p[0] < 'A' || p[0] > 'Z' || be32(p + 4) > w->size - w->at - TRAILER) {
            return false;
        }
        skip(w, 8 + (int64_t)be32(p + 4));
    }
    return w->size - w->at == TRAILER;
}

static int pass(ps_entries *e, ps_error *err) {
    ps_arena arena = {0};
    window *w = ps_arena_alloc(&arena, sizeof *w);
    if (!w) {
        return ps_nomem(err);
    }
    w->fd = e->fd;
    w->size = e->stamp.st_size;
    const unsigned char *p = peek(w, HEADER);
    bool known = p && memcmp(p, "DIRC", 4) == 0 && (be32(p + 4) == 2 || be32(p + 4) == 3);
    e->count = known ? be32(p + 8) : 0;
    skip(w, HEADER);
    int rc = known ? pass_entries(e, w, &known, err) : PS_OK;
    e->plain = !rc && known && plain_extensions(w);
    ps_arena_free(&arena);
    return rc;
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
        *e = (ps_entries){.known = true, .plain = true, .end = HEADER};
        return PS_OK;
    }
    e->fd = fd;
    int rc = fstat(fd, &e->stamp) < 0 ? ps_ioerr(err, ps_str_of(path), errno) : pass(e, err);
    if (rc) {
        ps_entries_free(e);
    }
    e->known = rc == PS_OK;
    return rc;
}

/* ---- one path ---- */

typedef struct {
    const ps_entries *e;
    unsigned char bytes[LONGEST * 2];
} reader;

static bool read_at(raw *out, reader *r, int64_t at) {
    int64_t left = r->e->end - at;
    size_t n = left < LONGEST ? (size_t)left : LONGEST;
    ssize_t got = pread(r->e->fd, r->bytes, n, (off_t)at);
    return got == (ssize_t)n && read_raw(out, r->bytes, n);
}

/* The last mark whose entry is not after the path; marks.n where that can't be read. */
static size_t last_mark(reader *r, ps_str path) {
    size_t low = 0, high = r->e->marks.n;
    while (high - low > 1) {
        size_t mid = low + (high - low) / 2;
        raw e;
        if (!read_at(&e, r, r->e->marks.v[mid])) {
            return r->e->marks.n;
        }
        if (ps_str_cmp(e.name, path) <= 0) {
            low = mid;
        } else {
            high = mid;
        }
    }
    return low;
}

int ps_entries_find(ps_entry *out, const ps_entries *e, ps_str path, ps_error *err) {
    reader r = {.e = e};
    *out = (ps_entry){.mode = 0};
    if (e->count == 0) {
        return PS_OK;
    }
    size_t mark = last_mark(&r, path);
    int64_t at = mark < e->marks.n ? e->marks.v[mark] : -1;
    /* A conflict has several entries of one name, so that the mark may be in the middle of them: none of them is of stage 0. */
    for (int i = 0; at >= 0 && i <= STRIDE && at < e->end; i++) {
        raw one;
        if (!read_at(&one, &r, at)) {
            at = -1;
            break;
        }
        int order = ps_str_cmp(one.name, path);
        if (order == 0) {
            fill(out, &one);
        }
        if (order >= 0) {
            break;
        }
        at += (int64_t)one.length;
    }
    return at < 0 ? ps_ioerr(err, PS_S("index"), EIO) : PS_OK;
}

bool ps_entry_fresh(const ps_entry *entry, const ps_entries *e, const struct stat *st) {
    uint32_t written = (uint32_t)e->stamp.st_mtim.tv_sec, written_ns = (uint32_t)e->stamp.st_mtim.tv_nsec;
    bool older = entry->mtime < written || (entry->mtime == written && entry->mtime_ns < written_ns);
    return older && entry->size == (uint32_t)st->st_size && entry->mtime == (uint32_t)st->st_mtim.tv_sec &&
           entry->mtime_ns == (uint32_t)st->st_mtim.tv_nsec && entry->ctime == (uint32_t)st->st_ctim.tv_sec &&
           entry->ctime_ns == (uint32_t)st->st_ctim.tv_nsec && entry->ino == (uint32_t)st->st_ino && entry->size;
}
