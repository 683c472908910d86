/* A copy of git's index in which some entries are others. All else is carried over byte by byte, some 100,000 entries in about the time that their
 * checksum takes. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "buf.h"
#include "repo_dirc.h"
#include "sha1.h"

enum { DEEPEST = 200 };

/* ---- writing ---- */

typedef struct {
    int fd, failed; /* failed: errno of the first failure */
    ps_sha1 sum;
    size_t n;
    unsigned char bytes[65536];
} out;

static void flush(out *o) {
    ps_sha1_put(&o->sum, o->bytes, o->n);
    for (size_t done = 0; !o->failed && done < o->n;) {
        ssize_t w = write(o->fd, o->bytes + done, o->n - done);
        o->failed = w < 0 && errno != EINTR ? errno : 0;
        done += w > 0 ? (size_t)w : 0;
    }
    o->n = 0;
}

static void put(out *o, const void *bytes, size_t n) {
    const unsigned char *p = bytes;
    while (n) {
        size_t part = sizeof o->bytes - o->n < n ? sizeof o->bytes - o->n : n;
        memcpy(o->bytes + o->n, p, part);
        o->n += part;
        p += part;
        n -= part;
        if (o->n == sizeof o->bytes) {
            flush(o);
        }
    }
}

static void put32(out *o, uint32_t v) {
    unsigned char b[4] = {(unsigned char)(v >> 24), (unsigned char)(v >> 16), (unsigned char)(v >> 8), (unsigned char)v};
    put(o, b, sizeof b);
}

static void put_entry(out *o, const ps_new_entry *n) {
    static const unsigned char zeros[8];
    const ps_entry *e = &n->entry;
    const uint32_t words[] = {e->ctime, e->ctime_ns, e->mtime, e->mtime_ns, e->dev, e->ino, e->mode, e->uid, e->gid, e->size};
    uint32_t flags = (uint32_t)n->path.n | (e->odd ? PS_DIRC_VALID : 0);
    unsigned char two[2] = {(unsigned char)(flags >> 8), (unsigned char)flags};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        put32(o, words[i]);
    }
    put(o, e->id.id, sizeof e->id.id);
    put(o, two, sizeof two);
    put(o, n->path.p, n->path.n);
    put(o, zeros, (PS_DIRC_FIXED + n->path.n + 8) / 8 * 8 - PS_DIRC_FIXED - n->path.n);
}

static void put_old(out *o, const ps_dirc_entry *e, bool doubted) {
    static const unsigned char none[4];
    put(o, e->p, doubted ? 36 : e->length);
    if (doubted) {
        put(o, none, sizeof none);
        put(o, e->p + 40, e->length - 40);
    }
}

/* ---- what git remembers of trees ---- */

typedef struct {
    ps_str rest;
    ps_buf *to;
    const ps_new_entry *news;
    size_t n;
    bool bad;
} memory;

/* Whether anything is different below a folder, "" or ending in '/'. */
static bool differs(const memory *m, ps_str folder) {
    size_t low = 0, high = m->n;
    while (low < high) {
        size_t mid = low + (high - low) / 2;
        if (ps_str_cmp(m->news[mid].path, folder) < 0) {
            low = mid + 1;
        } else {
            high = mid;
        }
    }
    return low < m->n && ps_str_starts(m->news[low].path, folder);
}

static ps_str take(memory *m, char end) {
    ps_str part = {NULL, 0};
    const char *at = m->rest.n ? memchr(m->rest.p, end, m->rest.n) : NULL;
    m->bad = m->bad || !at;
    if (!m->bad) {
        part = ps_str_sub(m->rest, 0, (size_t)(at - m->rest.p));
        m->rest = ps_str_sub(m->rest, part.n + 1, m->rest.n);
    }
    return part;
}

/* One tree and those below it: `name NUL entries SP subtrees LF id`; -1 entries and no id where it must be made again. */
static void copy_tree(memory *m, char folder[4096], size_t depth, int level) {
    ps_str name = take(m, '\0'), entries = take(m, ' '), subtrees = take(m, '\n');
    uint64_t count = 0;
    bool known = !ps_str_starts(entries, PS_S("-"));
    m->bad = m->bad || !ps_str_uint(subtrees, 1 << 24, &count) || level > DEEPEST || depth + name.n + 1 >= 4096 ||
             (known && m->rest.n < GIT_OID_RAWSZ);
    if (m->bad) {
        return;
    }
    memcpy(folder + depth, name.p, name.n);
    depth += name.n;
    if (name.n) {
        folder[depth++] = '/';
    }
    bool kept = known && !differs(m, (ps_str){folder, depth});
    ps_buf_put(m->to, name);
    ps_buf_char(m->to, '\0');
    ps_buf_put(m->to, kept ? entries : PS_S("-1"));
    ps_buf_fmt(m->to, " %llu\n", (unsigned long long)count);
    ps_buf_put(m->to, ps_str_sub(m->rest, 0, kept ? GIT_OID_RAWSZ : 0));
    m->rest = ps_str_sub(m->rest, known ? GIT_OID_RAWSZ : 0, m->rest.n);
    for (uint64_t i = 0; i < count && !m->bad; i++) {
        copy_tree(m, folder, depth, level + 1);
    }
}

static void put_trees(out *o, ps_str bytes, const ps_new_entry *news, size_t n) {
    char folder[4096];
    ps_buf b = {0};
    memory m = {.rest = bytes, .to = &b, .news = news, .n = n};
    copy_tree(&m, folder, 0, 0);
    if (!m.bad && m.rest.n == 0 && ps_buf_ok(&b)) { /* else git finds out anew */
        put(o, "TREE", 4);
        put32(o, (uint32_t)b.n);
        put(o, b.p, b.n);
    }
    ps_buf_free(&b);
}

/* Of the extensions those are kept that hold still: trees, and what a merge has resolved. */
static int copy_extensions(out *o, ps_dirc *d, const ps_new_entry *news, size_t n, ps_error *err) {
    while (d->size - d->at > PS_DIRC_TRAILER) {
        ps_arena arena = {0};
        const unsigned char *p = ps_dirc_peek(d, 8);
        uint32_t size = p ? ps_be32(p + 4) : 0;
        bool trees = p && memcmp(p, "TREE", 4) == 0, resolved = p && memcmp(p, "REUC", 4) == 0;
        char *bytes = ps_arena_alloc(&arena, (size_t)size + 1);
        bool read = p && bytes && pread(d->fd, bytes, size, (off_t)(d->at + 8)) == (ssize_t)size;
        if (read && trees) {
            put_trees(o, (ps_str){bytes, size}, news, n);
        } else if (read && resolved) {
            put(o, "REUC", 4);
            put32(o, size);
            put(o, bytes, size);
        }
        ps_arena_free(&arena);
        if (!read) {
            return bytes ? ps_ioerr(err, PS_S("index"), EIO) : ps_nomem(err);
        }
        ps_dirc_skip(d, 8 + (int64_t)size);
    }
    return PS_OK;
}

/* ---- the whole ---- */

/* How many entries there will be; *fits false where one would stand in the way of another: a file at the name of a folder. */
static int count_entries(int64_t *count, bool *fits, const ps_entries *e, const ps_new_entry *news, size_t n, ps_error *err) {
    ps_arena arena = {0};
    int rc = PS_OK;
    *count = e->count;
    *fits = true;
    for (size_t i = 0; rc == PS_OK && *fits && i < n; i++) {
        ps_entry old = {.mode = 0};
        ps_str path = news[i].path, folder = ps_arena_fmt(&arena, "%.*s/", PS_FMT(path));
        bool below = false;
        rc = folder.p ? ps_entries_find(&old, e, path, err) : ps_nomem(err);
        bool comes = rc == PS_OK && !old.mode && news[i].entry.mode;
        rc = comes ? ps_entries_below(&below, e, folder, err) : rc;
        *fits = !old.conflict && !below && path.n < PS_DIRC_NAME;
        for (size_t at = 0; rc == PS_OK && comes && *fits && at < path.n; at++) {
            ps_entry above = {.mode = 0};
            rc = path.p[at] == '/' ? ps_entries_find(&above, e, ps_str_sub(path, 0, at), err) : PS_OK;
            *fits = !above.mode;
        }
        *count += comes ? 1 : old.mode && !news[i].entry.mode ? -1 : 0;
    }
    ps_arena_free(&arena);
    return rc;
}

typedef struct {
    const ps_new_entry *news;
    size_t n, next;
    bool (*doubt)(void *ctx, const ps_entry *entry, ps_str path);
    void *ctx;
} changes;

static void copy_entry(out *o, changes *c, const ps_dirc_entry *e) {
    while (c->next < c->n && ps_str_cmp(c->news[c->next].path, e->name) < 0) {
        const ps_new_entry *n = &c->news[c->next++];
        if (n->entry.mode) {
            put_entry(o, n);
        }
    }
    if (c->next < c->n && ps_str_eq(c->news[c->next].path, e->name)) {
        const ps_new_entry *n = &c->news[c->next++];
        if (n->entry.mode) {
            put_entry(o, n);
        }
        return;
    }
    ps_entry old;
    ps_dirc_fill(&old, e);
    put_old(o, e, c->doubt && c->doubt(c->ctx, &old, e->name));
}

static int copy_all(out *o, const ps_entries *e, int64_t count, changes *c, ps_error *err) {
    ps_dirc d = {.fd = e->fd, .at = PS_DIRC_HEADER, .size = e->stamp.st_size};
    put(o, "DIRC", 4);
    put32(o, e->version);
    put32(o, (uint32_t)count);
    for (uint32_t i = 0; i < e->count; i++) {
        ps_dirc_entry one;
        if (!ps_dirc_entry_here(&one, &d)) {
            return ps_ioerr(err, PS_S("index"), EIO);
        }
        copy_entry(o, c, &one);
        ps_dirc_skip(&d, (int64_t)one.length);
    }
    for (; c->next < c->n; c->next++) {
        if (c->news[c->next].entry.mode) {
            put_entry(o, &c->news[c->next]);
        }
    }
    return e->fd ? copy_extensions(o, &d, c->news, c->n, err) : PS_OK;
}

static void end_file(out *o) {
    unsigned char sum[PS_DIRC_TRAILER];
    flush(o);
    ps_sha1_end(&o->sum, sum);
    put(o, sum, sizeof sum);
    flush(o);
    if (!o->failed && fsync(o->fd) < 0) {
        o->failed = errno;
    }
}

int ps_entries_copy(bool *done, const ps_entries *e, const char *to, const ps_new_entry *news, size_t n,
                    bool (*doubt)(void *ctx, const ps_entry *entry, ps_str path), void *ctx, ps_error *err) {
    ps_arena arena = {0};
    changes c = {news, n, 0, doubt, ctx};
    int64_t count;
    int rc = count_entries(&count, done, e, news, n, err);
    out *o = rc || !*done ? NULL : ps_arena_alloc(&arena, sizeof *o);
    if (!o) {
        return rc || !*done ? rc : ps_nomem(err);
    }
    ps_sha1_start(&o->sum);
    o->fd = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    o->failed = o->fd < 0 ? errno : 0;
    if (!o->failed && e->fd && fchmod(o->fd, e->stamp.st_mode & 0777) < 0) {
        o->failed = errno;
    }
    rc = o->failed ? PS_OK : copy_all(o, e, count, &c, err);
    if (rc == PS_OK && !o->failed) {
        end_file(o);
    }
    if (o->fd >= 0 && close(o->fd) < 0 && !o->failed) {
        o->failed = errno;
    }
    if (rc == PS_OK && o->failed) {
        rc = ps_ioerr(err, ps_str_of(to), o->failed);
    }
    ps_arena_free(&arena);
    return rc;
}
