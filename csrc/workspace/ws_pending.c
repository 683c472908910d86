/* Saves that wait for their commit, a path a line, in a file of the git folder: so the next open tells what a killed process left from what a person
 * keeps uncommitted on purpose. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "repo_own.h"
#include "workspace_impl.h"

enum { PENDING_MAX = 1 << 20 };

static int file_of(ps_work *w, ps_str *out) {
    return ps_repo_own(w->ws->repo, w->arena, "pending", out, w->err);
}

/* What stands in the file; "" where there is none. */
static int read_file(ps_work *w, ps_str path, ps_str *out) {
    *out = PS_S("");
    int fd = open(path.p, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? PS_OK : ps_ioerr(w->err, path, errno);
    }
    char *bytes = ps_arena_alloc(w->arena, PENDING_MAX);
    if (!bytes) {
        close(fd);
        return ps_nomem(w->err);
    }
    ssize_t n = read(fd, bytes, PENDING_MAX);
    close(fd);
    *out = (ps_str){bytes, n > 0 ? (size_t)n : 0};
    return PS_OK;
}

static bool holds_line(ps_str text, ps_str line) {
    ps_str one;
    while (ps_str_next(&text, '\n', &one)) {
        if (ps_str_eq(one, line)) {
            return true;
        }
    }
    return false;
}

static int append(ps_work *w, ps_str file, ps_str line) {
    int fd = open(file.p, O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW | O_CLOEXEC, 0666);
    ps_str text = ps_arena_fmt(w->arena, "%.*s\n", PS_FMT(line));
    int failed = fd < 0 ? errno : 0;
    if (!failed && text.p && write(fd, text.p, text.n) != (ssize_t)text.n) {
        failed = errno ? errno : EIO;
    }
    if (fd >= 0) {
        close(fd);
    }
    return failed ? ps_ioerr(w->err, file, failed) : text.p ? PS_OK : ps_nomem(w->err);
}

/* Answers in `files` how many wait. */
static int pend_run(ps_work *w, const ps_a_commit *in, ps_v_done *out) {
    ps_str file, text;
    int rc = file_of(w, &file);
    rc = rc ? rc : read_file(w, file, &text);
    for (size_t i = 0; !rc && i < text.n; i++) {
        out->files += text.p[i] == '\n';
    }
    for (size_t i = 0; !rc && i < in->paths.n; i++) {
        ps_str path;
        rc = ps_work_relative(w, in->paths.v[i], &path);
        if (!rc && !memchr(path.p, '\n', path.n) && !holds_line(text, path)) {
            rc = append(w, file, path);
            out->files++;
        }
    }
    return rc;
}
PS_CALL_RUN(pend, ps_a_commit, ps_v_done, PS_READS)

int ps_work_pending(ps_work *w, ps_strs *out) {
    ps_str file, text, line;
    int rc = file_of(w, &file);
    rc = rc ? rc : read_file(w, file, &text);
    while (!rc && ps_str_next(&text, '\n', &line)) {
        ps_error quiet = {.lang = w->lang}, *was = w->err;
        ps_str path;
        w->err = &quiet;
        int bad = line.n ? ps_work_relative(w, line, &path) : PS_EINVAL;
        w->err = was;
        ps_str *slot = bad ? NULL : PS_PUSH(w->arena, out);
        if (slot) {
            *slot = path;
        } else if (!bad) {
            rc = ps_nomem(w->err);
        }
    }
    return rc;
}

int ps_work_forget_pending(ps_work *w) {
    ps_strs paths = {0};
    ps_dirty *dirty;
    size_t n = 0;
    ps_str file;
    int rc = ps_work_pending(w, &paths);
    if (rc || paths.n == 0) {
        return rc;
    }
    rc = ps_repo_dirty(w->ws->repo, w->arena, paths.v, paths.n, &dirty, &n, w->err);
    rc = rc ? rc : file_of(w, &file);
    if (!rc && n == 0) {
        unlink(file.p);
    }
    return rc;
}
