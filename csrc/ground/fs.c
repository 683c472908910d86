#include "fs_impl.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/openat2.h>
#include <sys/syscall.h>
#endif

#include "alloc.h"

/* A relative path without '..', '.', empty parts or NUL, NUL-terminated in `z`. The empty path is the root: ".". */
bool ps_fs_path_z(char z[PS_PATH_BYTES], ps_str path) {
    if (path.n >= PS_PATH_BYTES || (path.n && memchr(path.p, '\0', path.n))) {
        return false;
    }
    ps_str rest = path, part;
    while (path.n && ps_str_next(&rest, '/', &part)) {
        if (part.n == 0 || ps_str_eq(part, PS_S(".")) || ps_str_eq(part, PS_S(".."))) {
            return false;
        }
    }
    snprintf(z, PS_PATH_BYTES, "%.*s", path.n ? (int)path.n : 1, path.n ? path.p : ".");
    return true;
}

/* Opens beneath the root; -1 with errno (EXDEV where the path leads out). */
int ps_fs_open_beneath(int root, const char *path, int flags, mode_t mode) {
#if defined(__linux__) && defined(SYS_openat2)
    struct open_how how = {
        .flags = (unsigned)(flags | O_CLOEXEC), .mode = flags & O_CREAT ? mode : 0, .resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS};
    long fd;
    int tries = 0;
    do { /* EAGAIN: somebody renamed a folder on the way meanwhile */
        fd = syscall(SYS_openat2, root, path, &how, sizeof how);
    } while (fd < 0 && errno == EAGAIN && ++tries < 64);
    if (fd >= 0 || (errno != ENOSYS && errno != EPERM)) { /* EPERM: a container's filter that does not know the call */
        return (int)fd;
    }
#endif
    /* No openat2: one component after the other, no symbolic link followed. */
    char part[PS_PATH_BYTES];
    int dir = fcntl(root, F_DUPFD_CLOEXEC, 0);
    const char *slash;
    while (dir >= 0 && (slash = strchr(path, '/'))) {
        memcpy(part, path, (size_t)(slash - path));
        part[slash - path] = '\0';
        int next = openat(dir, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        close(dir);
        dir = next;
        path = slash + 1;
    }
    if (dir < 0) {
        return -1;
    }
    int fd2 = openat(dir, path, flags | O_NOFOLLOW | O_CLOEXEC, mode);
    int saved = errno == ELOOP ? EXDEV : errno;
    close(dir);
    errno = saved;
    return fd2;
}

int ps_fs_fail(ps_error *err, ps_str path, int errnum) {
    if (errnum == EXDEV || errnum == ELOOP) {
        ps_fail(err, PS_EINVAL, OUTSIDE);
        ps_error_at(err, path, 0);
        return PS_EINVAL;
    }
    ps_ioerr(err, path, errnum);
    if (errnum == ENOENT || errnum == ENOTDIR) {
        if (err) {
            err->code = PS_ENOTFOUND;
        }
        return PS_ENOTFOUND;
    }
    return PS_EIO;
}

static int outside(ps_error *err, ps_str path) {
    return ps_fs_fail(err, path, EXDEV);
}

int ps_fs_open(ps_fs **out, ps_str root, ps_error *err) {
    char z[PS_PATH_BYTES];
    if (root.n == 0 || root.n >= sizeof z || memchr(root.p, '\0', root.n)) {
        return outside(err, root);
    }
    snprintf(z, sizeof z, "%.*s", PS_FMT(root));
    int fd = open(z, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return ps_fs_fail(err, root, errno);
    }
    ps_fs *fs = ps_alloc(sizeof *fs);
    if (!fs) {
        close(fd);
        return ps_nomem(err);
    }
    fs->root = fd;
    *out = fs;
    return PS_OK;
}

void ps_fs_close(ps_fs *fs) {
    if (fs) {
        close(fs->root);
        ps_free(fs);
    }
}

int ps_fs_read_all(int fd, char *p, size_t n, size_t *got) {
    *got = 0;
    while (*got < n) {
        ssize_t r = read(fd, p + *got, n - *got);
        if (r < 0 && errno == EINTR) {
            continue;
        }
        if (r < 0) {
            return errno;
        }
        if (r == 0) {
            break;
        }
        *got += (size_t)r;
    }
    return 0;
}

int ps_fs_read(const ps_fs *fs, ps_arena *arena, ps_str path, ps_str *out, ps_error *err) {
    char z[PS_PATH_BYTES];
    struct stat st;
    int rc = PS_OK;
    if (!ps_fs_path_z(z, path)) {
        return outside(err, path);
    }
    int fd = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0 || fstat(fd, &st) < 0) {
        rc = ps_fs_fail(err, path, errno);
        goto cleanup;
    }
    if (!S_ISREG(st.st_mode) || st.st_size > PS_FS_MAX) {
        ps_digits max;
        rc = S_ISREG(st.st_mode) ? ps_fail(err, PS_EINVAL, FILE_TOO_LARGE, ps_num(&max, PS_FS_MAX)) : ps_fail(err, PS_EINVAL, NOT_A_FILE);
        ps_error_at(err, path, 0);
        goto cleanup;
    }
    size_t size = (size_t)st.st_size, got;
    char *p = ps_arena_alloc(arena, size + 1);
    if (!p) {
        rc = ps_nomem(err);
        goto cleanup;
    }
    int failed = ps_fs_read_all(fd, p, size, &got);
    if (failed) {
        rc = ps_fs_fail(err, path, failed);
        goto cleanup;
    }
    *out = (ps_str){p, got};
cleanup:
    if (fd >= 0) {
        close(fd);
    }
    return rc;
}

int ps_fs_mkdir(const ps_fs *fs, ps_str path, ps_error *err) {
    char z[PS_PATH_BYTES];
    if (!ps_fs_path_z(z, path)) {
        return outside(err, path);
    }
    for (size_t at = 0; path.n && at <= path.n; at++) {
        if (at < path.n && path.p[at] != '/') {
            continue;
        }
        memcpy(z, path.p, at);
        z[at] = '\0';
        const char *name;
        int parent = ps_fs_open_parent(fs->root, z, &name);
        int made = parent < 0 ? -1 : mkdirat(parent, name, 0777);
        int saved = errno;
        if (parent >= 0) {
            close(parent);
        }
        if (made < 0 && saved != EEXIST) {
            return ps_fs_fail(err, path, saved);
        }
    }
    ps_fs_path_z(z, path); /* what was there already must be a folder, and inside */
    int made = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_DIRECTORY, 0);
    if (made < 0) {
        return errno == ENOTDIR ? ps_ioerr(err, path, EEXIST) : ps_fs_fail(err, path, errno);
    }
    close(made);
    return PS_OK;
}

int ps_fs_write_all(int fd, ps_str s) {
    while (s.n) {
        ssize_t w = write(fd, s.p, s.n);
        if (w < 0 && errno == EINTR) {
            continue;
        }
        if (w < 0) {
            return errno;
        }
        s = ps_str_sub(s, (size_t)w, s.n);
    }
    return 0;
}

/* The folder of z, opened; z's last component is *name. */
int ps_fs_open_parent(int root, char *z, const char **name) {
    char *cut = strrchr(z, '/');
    *name = cut ? cut + 1 : z;
    if (cut) {
        *cut = '\0';
    }
    return ps_fs_open_beneath(root, cut ? z : ".", O_RDONLY | O_DIRECTORY, 0);
}

int ps_fs_write(const ps_fs *fs, ps_str path, ps_str content, ps_error *err) {
    char z[PS_PATH_BYTES], tmp[64];
    const char *name;
    struct stat st;
    mode_t mode = 0666;
    int dir = -1, fd = -1, failed = 0, rc = PS_OK;
    if (path.n == 0 || !ps_fs_path_z(z, path)) {
        return outside(err, path);
    }
    size_t slash = path.n;
    while (slash && path.p[slash - 1] != '/') {
        slash--;
    }
    if (slash && (rc = ps_fs_mkdir(fs, ps_str_sub(path, 0, slash - 1), err))) {
        return rc;
    }
    dir = ps_fs_open_parent(fs->root, z, &name);
    if (dir < 0) {
        return ps_fs_fail(err, path, errno);
    }
    int old = ps_fs_open_beneath(dir, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW, 0);
    if (old >= 0) { /* keep the mode; never replace what is no regular file */
        failed = fstat(old, &st) < 0 ? errno : S_ISREG(st.st_mode) ? 0 : EISDIR;
        close(old);
        mode = failed ? mode : st.st_mode & 07777;
    } else if (errno != ENOENT) {
        failed = errno;
    }
    if (failed) {
        close(dir);
        return ps_fs_fail(err, path, failed);
    }
    snprintf(tmp, sizeof tmp, ".pursuit-%ld-%p.tmp", (long)getpid(), (void *)&fd);
    unlinkat(dir, tmp, 0); /* of a dead process that had our number */
    fd = openat(dir, tmp, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
    if (fd < 0) {
        rc = ps_fs_fail(err, path, errno);
        close(dir);
        return rc;
    }
    failed = old >= 0 && fchmod(fd, mode) < 0 ? errno : ps_fs_write_all(fd, content);
    if (!failed && fsync(fd) < 0) {
        failed = errno;
    }
    if (close(fd) < 0 && !failed) {
        failed = errno;
    }
    if (!failed && renameat(dir, tmp, dir, name) < 0) {
        failed = errno;
    }
    if (failed) {
        unlinkat(dir, tmp, 0);
        rc = ps_fs_fail(err, path, failed);
    } else {
        fsync(dir); /* best effort: some file systems refuse it for folders */
    }
    close(dir);
    return rc;
}

int ps_fs_remove(const ps_fs *fs, ps_str path, ps_error *err) {
    char z[PS_PATH_BYTES];
    const char *name;
    if (path.n == 0 || !ps_fs_path_z(z, path)) {
        return outside(err, path);
    }
    int dir = ps_fs_open_parent(fs->root, z, &name);
    if (dir < 0 || unlinkat(dir, name, 0) < 0) {
        int rc = ps_fs_fail(err, path, errno);
        if (dir >= 0) {
            close(dir);
        }
        return rc;
    }
    close(dir);
    if (name != z) { /* empty parents go, as git's own checkout does */
        ps_fs_prune(fs->root, z);
    }
    return PS_OK;
}

void ps_fs_prune(int root, char *z) {
    bool more = strcmp(z, ".") != 0, gone = true;
    while (more && gone) {
        const char *name;
        int dir = ps_fs_open_parent(root, z, &name);
        more = name != z;
        gone = dir >= 0 && unlinkat(dir, name, AT_REMOVEDIR) == 0;
        if (dir >= 0) {
            close(dir);
        }
    }
}

static ps_fs_kind kind_of(mode_t mode) {
    return S_ISREG(mode) ? PS_FS_FILE : S_ISDIR(mode) ? PS_FS_DIR : PS_FS_OTHER;
}

ps_fs_kind ps_fs_stat(const ps_fs *fs, ps_str path) {
    char z[PS_PATH_BYTES];
    struct stat st;
    if (!ps_fs_path_z(z, path)) {
        return PS_FS_NONE;
    }
    int fd = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0) {
        return PS_FS_NONE;
    }
    ps_fs_kind kind = fstat(fd, &st) < 0 ? PS_FS_NONE : kind_of(st.st_mode);
    close(fd);
    return kind;
}

int ps_fs_may_write(const ps_fs *fs, ps_str path, ps_error *err) {
    char z[PS_PATH_BYTES];
    if (!ps_fs_path_z(z, path)) {
        return outside(err, path);
    }
    for (size_t n = path.n; n > 0;) {
        while (n > 0 && z[n - 1] != '/') {
            n--;
        }
        n -= n > 0;
        ps_str folder = ps_str_sub(path, 0, n);
        snprintf(z, sizeof z, "%.*s", PS_FMT(n ? folder : PS_S(".")));
        int fd = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_DIRECTORY, 0);
        if (fd < 0 && errno == ENOENT && n > 0) {
            continue;
        }
        int failed = fd < 0 || faccessat(fd, ".", W_OK | X_OK, AT_EACCESS) < 0 ? errno : 0;
        if (fd >= 0) {
            close(fd);
        }
        return failed ? ps_fs_fail(err, n ? folder : path, failed) : PS_OK;
    }
    return PS_OK;
}

static int by_name(const void *a, const void *b) {
    return ps_str_cmp(((const ps_fs_entry *)a)->name, ((const ps_fs_entry *)b)->name);
}

/* A link to a folder counts as "other": whoever walks a tree would go round in circles. */
static ps_fs_kind kind_behind(int dir, const char *name) {
    struct stat own, st;
    if (fstatat(dir, name, &own, AT_SYMLINK_NOFOLLOW) < 0 || fstatat(dir, name, &st, 0) < 0) {
        return PS_FS_OTHER;
    }
    return S_ISLNK(own.st_mode) && S_ISDIR(st.st_mode) ? PS_FS_OTHER : kind_of(st.st_mode);
}

int ps_fs_list(const ps_fs *fs, ps_arena *arena, ps_str dir, ps_fs_entry **out, size_t *n, ps_error *err) {
    char z[PS_PATH_BYTES];
    PS_VEC(ps_fs_entry) list = {0};
    struct dirent *d;
    int rc = PS_OK;
    *out = NULL;
    *n = 0;
    if (!ps_fs_path_z(z, dir)) {
        return outside(err, dir);
    }
    int fd = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_DIRECTORY, 0);
    if (fd < 0) {
        rc = ps_fs_fail(err, dir, errno);
        return rc == PS_ENOTFOUND ? PS_OK : rc;
    }
    DIR *stream = fdopendir(fd);
    if (!stream) {
        close(fd);
        return ps_nomem(err);
    }
    while ((d = readdir(stream))) {
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0) {
            continue;
        }
        ps_fs_entry *e = PS_PUSH(arena, &list);
        if (!e || !(e->name = ps_arena_dup(arena, ps_str_of(d->d_name))).p) {
            rc = ps_nomem(err);
            goto cleanup;
        }
        e->kind = d->d_type == DT_REG ? PS_FS_FILE : d->d_type == DT_DIR ? PS_FS_DIR : kind_behind(dirfd(stream), d->d_name);
    }
    if (list.n) {
        qsort(list.v, list.n, sizeof *list.v, by_name);
    }
    *out = list.v;
    *n = list.n;
cleanup:
    closedir(stream);
    return rc;
}
