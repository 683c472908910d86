/* The journal: what a commit is about to do, written before it does it. A text head and, for each file that is to be written, its bytes before
 * and after:
 *
 *   pursuit-journal 1
 *   via libgit2|git
 *   head <old> <new> <reference>
 *   steps <n>
 *   <write> <wished> <old mode> <old id> <new mode> <new id> <bytes of path, full, was, now; - for no file>
 *   <path><full><was><now>
 *   …
 *   owed <n>
 *   … the same for what git's index owes to earlier commits, without bytes; not there for 0
 *   end
 *
 * Once the files are written it is renamed to "owed": what is left then are the entries of git's index (repo_owed.c).
 */
#include "repo_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char title[] = "pursuit-journal 1\n";

static void put_id(ps_buf *b, const git_oid *id) {
    ps_oid hex;
    ps_oid_put(&hex, id);
    ps_buf_fmt(b, " %s", hex.hex);
}

static void put_size(ps_buf *b, ps_str s) {
    if (s.p) {
        ps_buf_fmt(b, " %zu", s.n);
    } else {
        ps_buf_put(b, PS_S(" -"));
    }
}

static void put_step(ps_buf *b, const ps_step *s) {
    ps_str none = {NULL, 0}, was = s->write ? s->was : none, now = s->write ? s->now : none;
    ps_buf_fmt(b, "%d %d %" PRIo32, s->write, s->wished, s->old_mode);
    put_id(b, &s->old_id);
    ps_buf_fmt(b, " %" PRIo32, s->new_mode);
    put_id(b, &s->new_id);
    put_size(b, s->path);
    put_size(b, s->full);
    put_size(b, was);
    put_size(b, now);
    ps_buf_char(b, '\n');
    ps_buf_put(b, s->path);
    ps_buf_put(b, s->full);
    ps_buf_put(b, was);
    ps_buf_put(b, now);
    ps_buf_char(b, '\n');
}

static void put_journal(ps_buf *b, const ps_journal *j) {
    ps_buf_put(b, ps_str_of(title));
    ps_buf_fmt(b, "via %s\nhead", j->via_git ? "git" : "libgit2");
    put_id(b, &j->old_head);
    put_id(b, &j->new_head);
    ps_buf_fmt(b, " %s\nsteps %zu\n", j->ref, j->steps.n);
    for (size_t i = 0; i < j->steps.n; i++) {
        put_step(b, &j->steps.v[i]);
    }
    if (j->owed.n) {
        ps_buf_fmt(b, "owed %zu\n", j->owed.n);
    }
    for (size_t i = 0; i < j->owed.n; i++) {
        put_step(b, &j->owed.v[i]);
    }
    ps_buf_put(b, PS_S("end\n"));
}

static int write_synced(const char *path, ps_str s) {
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    int failed = fd < 0 ? errno : 0;
    while (!failed && s.n) {
        ssize_t n = write(fd, s.p, s.n);
        failed = n < 0 && errno != EINTR ? errno : 0;
        s = n > 0 ? ps_str_sub(s, (size_t)n, s.n) : s;
    }
    if (!failed && fsync(fd) < 0) {
        failed = errno;
    }
    if (fd >= 0 && close(fd) < 0 && !failed) {
        failed = errno;
    }
    return failed;
}

void ps_repo_sync_folder(ps_str file) {
    char z[4096];
    size_t n = file.n;
    while (n && file.p[n - 1] != '/') {
        n--;
    }
    snprintf(z, sizeof z, "%.*s", (int)n, file.p);
    int fd = open(z, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        fsync(fd); /* best effort: some file systems refuse it for folders */
        close(fd);
    }
}

int ps_journal_write(ps_repo *repo, const ps_journal *journal, ps_error *err) {
    ps_arena arena = {0};
    ps_buf b = {0};
    ps_str path, fresh;
    int rc = ps_repo_own(repo, &arena, "journal", &path, err);
    if (rc || (rc = ps_repo_own(repo, &arena, "journal.new", &fresh, err))) {
        goto cleanup;
    }
    put_journal(&b, journal);
    if (!ps_buf_ok(&b)) {
        rc = ps_nomem(err);
        goto cleanup;
    }
    int failed = write_synced(fresh.p, ps_buf_str(&b));
    if (!failed && rename(fresh.p, path.p) < 0) {
        failed = errno;
    }
    if (failed) {
        unlink(fresh.p);
        rc = ps_ioerr(err, path, failed);
        goto cleanup;
    }
    ps_repo_sync_folder(path);
cleanup:
    ps_buf_free(&b);
    ps_arena_free(&arena);
    return rc;
}

int ps_journal_remove(ps_repo *repo, ps_error *err) {
    ps_arena arena = {0};
    ps_str path;
    int rc = ps_repo_own(repo, &arena, "journal", &path, err);
    if (rc == PS_OK && unlink(path.p) < 0 && errno != ENOENT) {
        rc = ps_ioerr(err, path, errno);
    }
    ps_arena_free(&arena);
    return rc;
}

/* ---- reading ---- */

typedef struct {
    ps_str rest;
    bool bad;
} cursor;

static ps_str line(cursor *c) {
    ps_str l = {NULL, 0};
    c->bad = c->bad || ps_str_find(c->rest, PS_S("\n"), 0) == SIZE_MAX || !ps_str_next(&c->rest, '\n', &l);
    return l;
}

static ps_str word(ps_str *l, cursor *c) {
    ps_str w = {NULL, 0};
    c->bad = c->bad || !ps_str_next(l, ' ', &w) || w.n == 0;
    return w;
}

static uint64_t number(ps_str *l, cursor *c, uint64_t max) {
    uint64_t v = 0;
    c->bad = c->bad || !ps_str_uint(word(l, c), max, &v);
    return v;
}

static uint32_t mode(ps_str *l, cursor *c) {
    uint64_t digits = number(l, c, 777777), v = 0;
    for (uint64_t place = 1; digits; digits /= 10, place *= 8) {
        c->bad = c->bad || digits % 10 > 7;
        v += digits % 10 * place;
    }
    return (uint32_t)v;
}

static void object_id(git_oid *out, ps_str *l, cursor *c) {
    ps_str w = word(l, c);
    c->bad = c->bad || w.n != GIT_OID_HEXSZ || git_oid_fromstrn(out, w.p, w.n);
}

static void expect(ps_str l, const char *text, cursor *c) {
    c->bad = c->bad || !ps_str_eq(l, ps_str_of(text));
}

/* SIZE_MAX: no file. */
static size_t size(ps_str *l, cursor *c) {
    if (ps_str_starts(*l, PS_S("-"))) {
        word(l, c);
        return SIZE_MAX;
    }
    return (size_t)number(l, c, c->rest.n);
}

static ps_str bytes(cursor *c, size_t n, ps_arena *arena, bool *full) {
    ps_str none = {NULL, 0};
    if (n == SIZE_MAX || c->bad || n > c->rest.n) {
        c->bad = c->bad || n != SIZE_MAX;
        return none;
    }
    ps_str s = ps_arena_dup(arena, ps_str_sub(c->rest, 0, n));
    c->rest = ps_str_sub(c->rest, n, c->rest.n);
    *full = *full || !s.p;
    return s;
}

static void read_step(ps_step *s, cursor *c, ps_arena *arena, bool *full) {
    ps_str l = line(c);
    s->write = number(&l, c, 1);
    s->wished = number(&l, c, 1);
    s->old_mode = mode(&l, c);
    object_id(&s->old_id, &l, c);
    s->new_mode = mode(&l, c);
    object_id(&s->new_id, &l, c);
    size_t path = size(&l, c), whole = size(&l, c), was = size(&l, c), now = size(&l, c);
    s->path = bytes(c, path, arena, full);
    s->full = bytes(c, whole, arena, full);
    s->was = bytes(c, was, arena, full);
    s->now = bytes(c, now, arena, full);
    c->bad = c->bad || line(c).n || !s->path.n || !s->full.n;
}

static int read_steps(ps_steps *out, uint64_t n, cursor *c, ps_arena *arena, bool *full, ps_error *err) {
    for (uint64_t i = 0; !c->bad && i < n; i++) {
        ps_step *s = PS_PUSH(arena, out);
        if (!s) {
            return ps_nomem(err);
        }
        read_step(s, c, arena, full);
    }
    return PS_OK;
}

static int parse(ps_journal *out, cursor *c, ps_arena *arena, ps_error *err) {
    bool full = false;
    c->bad = c->bad || !ps_str_starts(c->rest, ps_str_of(title));
    line(c);
    ps_str via = line(c), head = line(c), steps = line(c);
    out->via_git = ps_str_eq(via, PS_S("via git"));
    expect(via, out->via_git ? "via git" : "via libgit2", c);
    expect(word(&head, c), "head", c);
    object_id(&out->old_head, &head, c);
    object_id(&out->new_head, &head, c);
    c->bad = c->bad || head.n == 0 || head.n >= sizeof out->ref;
    memcpy(out->ref, c->bad ? "" : head.p, c->bad ? 0 : head.n);
    expect(word(&steps, c), "steps", c);
    int rc = read_steps(&out->steps, number(&steps, c, c->rest.n), c, arena, &full, err);
    ps_str last = line(c);
    if (rc == PS_OK && ps_str_starts(last, PS_S("owed "))) {
        word(&last, c);
        rc = read_steps(&out->owed, number(&last, c, c->rest.n), c, arena, &full, err);
        last = line(c);
    }
    expect(last, "end", c);
    return rc == PS_OK && full ? ps_nomem(err) : rc;
}

int ps_repo_slurp(ps_str *out, ps_arena *arena, ps_str path, ps_error *err) {
    struct stat st;
    int fd = open(path.p, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    *out = (ps_str){NULL, 0};
    if (fd < 0) {
        return errno == ENOENT ? PS_OK : ps_ioerr(err, path, errno);
    }
    int rc = fstat(fd, &st) < 0 ? ps_ioerr(err, path, errno) : PS_OK;
    char *p = rc ? NULL : ps_arena_alloc(arena, (size_t)st.st_size + 1);
    size_t n = 0;
    if (rc == PS_OK && !p) {
        rc = ps_nomem(err);
    }
    while (rc == PS_OK && n < (size_t)st.st_size) {
        ssize_t r = read(fd, p + n, (size_t)st.st_size - n);
        if (r < 0 && errno != EINTR) {
            rc = ps_ioerr(err, path, errno);
        } else if (r == 0) {
            break;
        }
        n += r > 0 ? (size_t)r : 0;
    }
    close(fd);
    *out = (ps_str){p, n};
    return rc;
}

int ps_journal_read(ps_journal *out, ps_arena *arena, ps_repo *repo, const char *name, bool *found, ps_error *err) {
    ps_str path;
    ps_journal j = {0};
    cursor c = {0};
    *found = false;
    int rc = ps_repo_own(repo, arena, name, &path, err);
    if (rc || (rc = ps_repo_slurp(&c.rest, arena, path, err)) || !c.rest.p) {
        return rc;
    }
    if ((rc = parse(&j, &c, arena, err))) {
        return rc;
    }
    if (c.bad) { /* not ours, or an older version's; it may hold text, so it is kept */
        ps_str aside = ps_arena_fmt(arena, "%s.bad", path.p);
        return !aside.p ? ps_nomem(err) : rename(path.p, aside.p) < 0 ? ps_ioerr(err, path, errno) : PS_OK;
    }
    *out = j;
    *found = true;
    return PS_OK;
}
