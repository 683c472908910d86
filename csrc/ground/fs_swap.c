/* Replacing a file that other programs may write at any time. The new content is written aside and exchanged with the file in one step; then
 * what came out is looked at: were it anything but what was expected, the two are exchanged back. So an editor's save is never lost, whenever it
 * comes. What is aside has a name made from the path, so that a later call finds what a killed process left. */
#include "fs_impl.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#ifdef __linux__
#include <linux/fs.h>
#include <sys/syscall.h>
#endif

typedef struct {
    int dir, aside; /* folders of the file and of its copy */
    const char *name;
    char copy[64];
    char z[PS_PATH_BYTES];
} place;

/* Exchanges the two names, or moves the copy to a name that must be free. -1 with errno; ENOSYS where the system can't. */
static int swap_names(const place *at, bool exchange) {
#if defined(__linux__) && defined(SYS_renameat2)
    int rc = (int)syscall(SYS_renameat2, at->aside, at->copy, at->dir, at->name, exchange ? RENAME_EXCHANGE : RENAME_NOREPLACE);
    if (rc < 0 && (errno == EINVAL || errno == EPERM)) {
        errno = ENOSYS;
    }
    return rc;
#elif defined(__APPLE__)
    int rc = renameatx_np(at->aside, at->copy, at->dir, at->name, exchange ? RENAME_SWAP : RENAME_EXCL);
    if (rc < 0 && (errno == EINVAL || errno == ENOTSUP)) {
        errno = ENOSYS;
    }
    return rc;
#else
    (void)at, (void)exchange;
    errno = ENOSYS;
    return -1;
#endif
}

static void close_place(place *at) {
    if (at->aside >= 0 && at->aside != at->dir) {
        close(at->aside);
    }
    if (at->dir >= 0) {
        close(at->dir);
    }
}

/* ENOENT is returned where the file's folder is not there. */
static int open_place(place *at, const ps_fs *fs, ps_str scratch, ps_str path) {
    char z[PS_PATH_BYTES];
    struct stat a, b;
    *at = (place){.dir = -1, .aside = -1};
    if (path.n == 0 || !ps_fs_path_z(at->z, path) || scratch.n >= sizeof z) {
        return EXDEV;
    }
    snprintf(at->copy, sizeof at->copy, ".pursuit-%016" PRIx64 ".tmp", ps_str_hash(PS_HASH, path));
    snprintf(z, sizeof z, "%.*s", PS_FMT(scratch));
    at->dir = ps_fs_open_parent(fs->root, at->z, &at->name);
    if (at->dir < 0) {
        return errno;
    }
    at->aside = open(z, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (at->aside >= 0 && fstat(at->aside, &a) == 0 && fstat(at->dir, &b) == 0 && a.st_dev == b.st_dev) {
        return 0;
    }
    if (at->aside >= 0) {
        close(at->aside);
    }
    at->aside = at->dir;
    return 0;
}

/* What a name holds: p NULL for no file. 0 or errno; EISDIR where it is no regular file. */
static int contents(ps_str *out, struct stat *st, ps_arena *arena, int dir, const char *name) {
    int failed = 0;
    size_t got;
    *out = (ps_str){NULL, 0};
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT ? 0 : errno;
    }
    if (fstat(fd, st) < 0) {
        failed = errno;
    } else if (!S_ISREG(st->st_mode)) {
        failed = EISDIR;
    } else if (st->st_size > PS_FS_MAX) {
        failed = EFBIG;
    } else {
        char *p = ps_arena_alloc(arena, (size_t)st->st_size + 1);
        failed = p ? ps_fs_read_all(fd, p, (size_t)st->st_size, &got) : ENOMEM;
        if (!failed) {
            *out = (ps_str){p, got};
        }
    }
    close(fd);
    return failed;
}

static bool same(ps_str a, ps_str b) {
    return !a.p == !b.p && ps_str_eq(a, b);
}

static int write_copy(const place *at, ps_str now, const mode_t *mode, bool exec) {
    int fd = openat(at->aside, at->copy, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, exec ? 0777 : 0666);
    int failed = fd < 0 ? errno : mode && fchmod(fd, *mode & 07777) < 0 ? errno : ps_fs_write_all(fd, now);
    if (fd >= 0 && !failed && fsync(fd) < 0) {
        failed = errno;
    }
    if (fd >= 0 && close(fd) < 0 && !failed) {
        failed = errno;
    }
    if (fd >= 0 && failed) {
        unlinkat(at->aside, at->copy, 0);
    }
    return failed;
}

/* Moves the copy to its name, which must be free: EEXIST otherwise. */
static int put_free(const place *at) {
    if (swap_names(at, false) == 0) {
        return 0;
    }
    if (errno != ENOSYS) {
        return errno;
    }
    if (linkat(at->aside, at->copy, at->dir, at->name, 0) == 0) {
        return unlinkat(at->aside, at->copy, 0) < 0 ? errno : 0;
    }
    if (errno == EEXIST || faccessat(at->dir, at->name, F_OK, AT_SYMLINK_NOFOLLOW) == 0) {
        return EEXIST;
    }
    return renameat(at->aside, at->copy, at->dir, at->name) < 0 ? errno : 0; /* no links here: as well as it can be done */
}

/* The copy came out of the file's place and is not what was expected: back with it. Where the place was written once more meanwhile, that is
 * the later text and stays. */
static int put_back(const place *at, ps_arena *arena, ps_str put) {
    ps_str out;
    struct stat st;
    int failed = !put.p ? put_free(at) : swap_names(at, true) < 0 ? errno : 0;
    if (!put.p) {
        return failed == EEXIST ? 0 : failed;
    }
    if (!failed && !(failed = contents(&out, &st, arena, at->aside, at->copy)) && !same(out, put)) {
        failed = swap_names(at, true) < 0 ? errno : 0;
    }
    if (!failed) {
        failed = unlinkat(at->aside, at->copy, 0) < 0 ? errno : 0;
    }
    return failed;
}

/* 0, errno, or EAGAIN: the file was not `was`. */
static int replace(const place *at, ps_arena *arena, ps_str was, ps_str now, mode_t mode, bool exec) {
    ps_str out;
    struct stat st;
    int failed = write_copy(at, now, &mode, exec);
    if (failed) {
        return failed;
    }
    if (swap_names(at, true) < 0) {
        failed = errno == ENOSYS && renameat(at->aside, at->copy, at->dir, at->name) == 0 ? 0 : errno == ENOENT ? EAGAIN : errno;
        if (failed) {
            unlinkat(at->aside, at->copy, 0);
        }
        return failed;
    }
    failed = contents(&out, &st, arena, at->aside, at->copy);
    if (failed || !same(out, was)) {
        failed = put_back(at, arena, now);
        return failed ? failed : EAGAIN;
    }
    return unlinkat(at->aside, at->copy, 0) < 0 ? errno : 0;
}

static int create(const place *at, ps_str now, bool exec) {
    int failed = write_copy(at, now, NULL, exec);
    if (failed) {
        return failed;
    }
    failed = put_free(at);
    if (failed) {
        unlinkat(at->aside, at->copy, 0);
    }
    return failed == EEXIST ? EAGAIN : failed;
}

static int take_away(const place *at, ps_arena *arena, ps_str was) {
    ps_str out;
    struct stat st;
    if (renameat(at->dir, at->name, at->aside, at->copy) < 0) {
        return errno == ENOENT ? EAGAIN : errno;
    }
    int failed = contents(&out, &st, arena, at->aside, at->copy);
    if (failed || !same(out, was)) {
        failed = put_back(at, arena, (ps_str){NULL, 0});
        return failed ? failed : EAGAIN;
    }
    return unlinkat(at->aside, at->copy, 0) < 0 ? errno : 0;
}

/* A copy that a killed process left is ours (half written, or the old content) unless an exchange brought out somebody's text. */
static int clear(const place *at, ps_arena *arena, ps_str was, ps_str now) {
    ps_str copy, file;
    struct stat st;
    int failed = contents(&copy, &st, arena, at->aside, at->copy);
    if (failed || !copy.p) {
        return failed;
    }
    if ((failed = contents(&file, &st, arena, at->dir, at->name))) {
        return failed;
    }
    bool ours = same(copy, was) || (now.p && ps_str_starts(now, copy));
    if (!ours && same(file, now)) {
        return put_back(at, arena, now);
    }
    if (ours) {
        return unlinkat(at->aside, at->copy, 0) < 0 ? errno : 0;
    }
    return EAGAIN; /* never thrown away: a person may look at it */
}

static int finish(ps_error *err, ps_str path, int failed) {
    if (failed == EAGAIN) {
        ps_fail(err, PS_ECONFLICT, PATH_EDITED);
        ps_error_at(err, path, 0);
        return PS_ECONFLICT;
    }
    return failed == ENOMEM ? ps_nomem(err) : failed ? ps_fs_fail(err, path, failed) : PS_OK;
}

int ps_fs_swap_clear(const ps_fs *fs, ps_str scratch, ps_str path, ps_str was, ps_str now, ps_error *err) {
    ps_arena arena = {0};
    place at;
    int failed = open_place(&at, fs, scratch, path);
    if (!failed) {
        failed = clear(&at, &arena, was, now);
    } else if (failed == ENOENT || failed == ENOTDIR) {
        failed = 0;
    }
    close_place(&at);
    ps_arena_free(&arena);
    return finish(err, path, failed);
}

static ps_str folder_of(ps_str path) {
    size_t slash = path.n;
    while (slash && path.p[slash - 1] != '/') {
        slash--;
    }
    return ps_str_sub(path, 0, slash ? slash - 1 : 0);
}

int ps_fs_swap(const ps_fs *fs, ps_str scratch, ps_str path, ps_str was, ps_str now, bool exec, ps_error *err) {
    ps_arena arena = {0};
    ps_str file;
    struct stat st;
    place at;
    ps_str folder = folder_of(path);
    if (now.p && folder.n) {
        int rc = ps_fs_mkdir(fs, folder, err);
        if (rc) {
            return rc;
        }
    }
    int failed = open_place(&at, fs, scratch, path);
    if ((failed == ENOENT || failed == ENOTDIR) && !now.p) { /* gone with its folder */
        failed = 0;
        goto cleanup;
    }
    if (failed || (failed = clear(&at, &arena, was, now)) || (failed = contents(&file, &st, &arena, at.dir, at.name))) {
        goto cleanup;
    }
    if (same(file, now)) {
        goto cleanup;
    }
    if (!same(file, was)) {
        failed = EAGAIN;
        goto cleanup;
    }
    failed = !was.p ? create(&at, now, exec) : now.p ? replace(&at, &arena, was, now, st.st_mode, exec) : take_away(&at, &arena, was);
    if (!failed) {
        fsync(at.dir); /* best effort: some file systems refuse it for folders */
        if (!now.p && at.name != at.z) {
            ps_fs_prune(fs->root, at.z);
        }
    }
cleanup:
    close_place(&at);
    ps_arena_free(&arena);
    return finish(err, path, failed);
}
