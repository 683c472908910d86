/* What fs.c and fs_swap.c share. Nobody else includes it. */
#ifndef PS_FS_IMPL_H
#define PS_FS_IMPL_H

#include <sys/types.h>

#include "fs.h"

struct ps_fs {
    int root;
};

enum { PS_PATH_BYTES = 4096 };

/* A relative path without '..', '.', empty parts or NUL, NUL-terminated in `z`. The empty path is the root: ".". */
bool ps_fs_path_z(char z[PS_PATH_BYTES], ps_str path);
/* Opens beneath the root; -1 with errno (EXDEV where the path leads out). */
int ps_fs_open_beneath(int root, const char *path, int flags, mode_t mode);
/* The folder of z, opened, which cuts z there; z's last component is *name. -1 with errno. */
int ps_fs_open_parent(int root, char *z, const char **name);
int ps_fs_fail(ps_error *err, ps_str path, int errnum);
/* 0 or errno. */
int ps_fs_read_all(int fd, char *p, size_t n, size_t *got);
int ps_fs_write_all(int fd, ps_str s);
/* Removes the folder z and its parents while they are empty; cuts z. */
void ps_fs_prune(int root, char *z);

#endif
