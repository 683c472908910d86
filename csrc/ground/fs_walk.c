#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fs_impl.h"

enum { MAX_DEPTH = 16 };

static int64_t ns(struct timespec t) {
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static ps_fs_stamp stamp_of(const struct stat *st) {
#ifdef __APPLE__
    return (ps_fs_stamp){(int64_t)st->st_size, ns(st->st_mtimespec), ns(st->st_ctimespec), (int64_t)st->st_ino};
#else
    return (ps_fs_stamp){(int64_t)st->st_size, ns(st->st_mtim), ns(st->st_ctim), (int64_t)st->st_ino};
#endif
}

bool ps_fs_stamp_eq(const ps_fs_stamp *a, const ps_fs_stamp *b) {
    return a->size == b->size && a->mtime == b->mtime && a->ctime == b->ctime && a->inode == b->inode;
}

int ps_fs_stamp_of(const ps_fs *fs, ps_str path, ps_fs_stamp *out, ps_error *err) {
    char z[PS_PATH_BYTES];
    struct stat st;
    if (path.n == 0 || !ps_fs_path_z(z, path)) {
        return ps_fs_fail(err, path, EXDEV);
    }
    int fd = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0 || fstat(fd, &st) < 0 || !S_ISREG(st.st_mode)) {
        int failed = fd >= 0 && S_ISDIR(st.st_mode) ? EISDIR : errno;
        if (fd >= 0) {
            close(fd);
        }
        return ps_fs_fail(err, path, failed);
    }
    close(fd);
    *out = stamp_of(&st);
    return PS_OK;
}

bool ps_fs_is_note(ps_str path) {
    ps_str rest = path, part;
    while (ps_str_next(&rest, '/', &part)) {
        bool folder = rest.p != NULL;
        if (part.n == 0 || part.p[0] == '.' || (folder && ps_str_eq(part, PS_S("files")))) {
            return false;
        }
    }
    return ps_str_ends(path, PS_S(".md"));
}

/* A walk at work: the path of what it looks at, grown and cut in place. */
typedef struct {
    const ps_fs *fs;
    ps_fs_visit *visit;
    void *ctx;
    char path[PS_PATH_BYTES];
} walk;

static int walk_dir(walk *w, int fd, size_t n, int depth);

static bool is_md(const char *name, size_t n) {
    return n > 3 && memcmp(name + n - 3, ".md", 3) == 0;
}

static int walk_below(walk *w, int fd, const char *name, size_t n, int depth) {
    if (depth >= MAX_DEPTH || strcmp(name, "files") == 0) {
        return PS_OK;
    }
    int below = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    return below < 0 ? PS_OK : walk_dir(w, below, n, depth + 1);
}

/* `n`: of the path with the name. A file that is gone since it was listed is passed over. */
static int walk_file(walk *w, int fd, const char *name, size_t n, int depth) {
    struct stat st;
    ps_error quiet = {0};
    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
        return PS_OK;
    }
    if (S_ISDIR(st.st_mode)) {
        return walk_below(w, fd, name, n, depth);
    }
    ps_str path = {w->path, n};
    ps_fs_stamp stamp = stamp_of(&st);
    bool file = S_ISREG(st.st_mode) || (S_ISLNK(st.st_mode) && ps_fs_stamp_of(w->fs, path, &stamp, &quiet) == PS_OK);
    return file && ps_str_ends(path, PS_S(".md")) ? w->visit(w->ctx, path, &stamp) : PS_OK;
}

/* The kind that the folder tells saves a look at each folder and at each file that is no note. */
static int walk_entry(walk *w, int fd, size_t n, const struct dirent *d, int depth) {
    size_t len = strlen(d->d_name);
    if (d->d_name[0] == '.' || (d->d_type == DT_REG && !is_md(d->d_name, len)) || n + 1 + len >= sizeof w->path) {
        return PS_OK;
    }
    w->path[n] = '/';
    memcpy(w->path + n + 1, d->d_name, len);
    return d->d_type == DT_DIR ? walk_below(w, fd, d->d_name, n + 1 + len, depth) : walk_file(w, fd, d->d_name, n + 1 + len, depth);
}

/* Takes fd; the folder's path are the first n bytes. */
static int walk_dir(walk *w, int fd, size_t n, int depth) {
    DIR *stream = fdopendir(fd);
    struct dirent *d;
    int rc = PS_OK;
    if (!stream) {
        close(fd);
        return PS_ENOMEM;
    }
    while (!rc && (d = readdir(stream))) {
        rc = walk_entry(w, dirfd(stream), n, d, depth);
    }
    closedir(stream);
    return rc;
}

int ps_fs_walk(const ps_fs *fs, ps_str dir, ps_fs_visit *visit, void *ctx, ps_error *err) {
    walk w = {.fs = fs, .visit = visit, .ctx = ctx};
    if (dir.n == 0 || !ps_fs_path_z(w.path, dir)) {
        return ps_fs_fail(err, dir, EXDEV);
    }
    int fd = ps_fs_open_beneath(fs->root, w.path, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0) {
        int rc = ps_fs_fail(err, dir, errno);
        return rc == PS_ENOTFOUND ? PS_OK : rc;
    }
    int rc = walk_dir(&w, fd, dir.n, 0);
    return rc == PS_ENOMEM ? ps_nomem(err) : rc;
}
