#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fs_impl.h"

enum { DEPTH_MAX = 32 };

static int move_entries(int from, int to, int depth);

/* A folder that is there already takes the entries of its like. */
static int merge_folder(int from, int to, const char *name, int depth) {
    int a = openat(from, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int b = a < 0 ? -1 : openat(to, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    int failed = b < 0 ? 0 : move_entries(a, b, depth + 1); /* one of them is no folder: it is in the way */
    if (a >= 0) {
        close(a);
    }
    if (b >= 0) {
        close(b);
        unlinkat(from, name, AT_REMOVEDIR);
    }
    return failed;
}

/* Renames the entries of one open folder into another; what is there already stays. errno of the first failure that matters, or 0. */
static int move_entries(int from, int to, int depth) {
    int fd = dup(from), failed = 0;
    DIR *stream = fd < 0 ? NULL : fdopendir(fd);
    struct dirent *d;
    struct stat st;
    if (!stream) {
        failed = errno;
        if (fd >= 0) {
            close(fd);
        }
        return failed;
    }
    while (!failed && (d = readdir(stream))) {
        if (strcmp(d->d_name, ".") == 0 || strcmp(d->d_name, "..") == 0) {
            continue;
        }
        bool taken = fstatat(to, d->d_name, &st, AT_SYMLINK_NOFOLLOW) == 0;
        if (!taken && renameat(from, d->d_name, to, d->d_name) < 0) {
            failed = errno;
        } else if (taken && depth < DEPTH_MAX) {
            failed = merge_folder(from, to, d->d_name, depth);
        }
    }
    closedir(stream);
    return failed;
}

int ps_fs_move_rest(const ps_fs *fs, ps_str from, ps_str to, ps_error *err) {
    char z[PS_PATH_BYTES], z2[PS_PATH_BYTES];
    if (from.n == 0 || to.n == 0 || !ps_fs_path_z(z, from) || !ps_fs_path_z(z2, to)) {
        return ps_fs_fail(err, from, EXDEV);
    }
    int a = ps_fs_open_beneath(fs->root, z, O_RDONLY | O_DIRECTORY, 0);
    if (a < 0) {
        return errno == ENOENT ? PS_OK : ps_fs_fail(err, from, errno);
    }
    int rc = ps_fs_mkdir(fs, to, err);
    int b = rc ? -1 : ps_fs_open_beneath(fs->root, z2, O_RDONLY | O_DIRECTORY, 0);
    int failed = rc ? 0 : b < 0 ? errno : move_entries(a, b, 0);
    close(a);
    if (b >= 0) {
        close(b);
    }
    ps_fs_prune(fs->root, z);
    return rc ? rc : failed ? ps_fs_fail(err, from, failed) : PS_OK;
}
