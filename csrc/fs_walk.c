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

/* A walk at work. */
typedef struct {
    const ps_fs *fs;
    ps_arena *arena;
    ps_fs_found_list *out;
    ps_error *err;
} walk;

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

static bool passes(const struct dirent *d) {
    size_t n = strlen(d->d_name);
    return d->d_name[0] != '.' && (d->d_type != DT_REG || (n > 3 && memcmp(d->d_name + n - 3, ".md", 3) == 0));
}

static int put_file(walk *w, ps_str path, const ps_fs_stamp *stamp) {
    ps_fs_found *f = PS_PUSH(w->arena, w->out);
    if (!f) {
        return ps_nomem(w->err);
    }
    *f = (ps_fs_found){path, *stamp};
    return PS_OK;
}

static int walk_dir(walk *w, int fd, ps_str dir, int depth);

static int walk_entry(walk *w, int fd, ps_str dir, const char *name, int depth) {
    struct stat st;
    ps_error quiet = {0};
    if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
        return PS_OK; /* gone since it was listed */
    }
    ps_str path = ps_arena_fmt(w->arena, "%.*s/%s", PS_FMT(dir), name);
    if (!path.p) {
        return ps_nomem(w->err);
    }
    ps_fs_stamp stamp = stamp_of(&st);
    if (S_ISDIR(st.st_mode) && depth < MAX_DEPTH && strcmp(name, "files") != 0) {
        int below = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        return below < 0 ? PS_OK : walk_dir(w, below, path, depth + 1);
    }
    bool file = S_ISREG(st.st_mode) || (S_ISLNK(st.st_mode) && ps_fs_stamp_of(w->fs, path, &stamp, &quiet) == PS_OK);
    return file && ps_str_ends(path, PS_S(".md")) ? put_file(w, path, &stamp) : PS_OK;
}

/* Takes fd. */
static int walk_dir(walk *w, int fd, ps_str dir, int depth) {
    DIR *stream = fdopendir(fd);
    struct dirent *d;
    int rc = PS_OK;
    if (!stream) {
        close(fd);
        return ps_nomem(w->err);
    }
    while (!rc && (d = readdir(stream))) {
        rc = passes(d) ? walk_entry(w, dirfd(stream), dir, d->d_name, depth) : PS_OK;
    }
    closedir(stream);
    return rc;
}

int ps_fs_walk(const ps_fs *fs, ps_arena *arena, ps_str dir, ps_fs_found_list *out, ps_error *err) {
    char z[PS_PATH_BYTES];
    walk w = {fs, arena, out, err};
    if (dir.n == 0 || !ps_fs_path_z(z, dir)) {
        return ps_fs_fail(err, dir, EXDEV);
    }
    int fd = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0) {
        int rc = ps_fs_fail(err, dir, errno);
        return rc == PS_ENOTFOUND ? PS_OK : rc;
    }
    return walk_dir(&w, fd, dir, 0);
}
