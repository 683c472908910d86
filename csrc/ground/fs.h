/* Files of a workspace. Every path is relative to the root, with '/', and can't leave it: neither by '..', nor absolute, nor through a
 * symbolic link (PS_EINVAL with OUTSIDE). */
#ifndef PS_FS_H
#define PS_FS_H

#include "arena.h"
#include "error.h"

typedef struct ps_fs ps_fs;

/* The root must be a folder. Owns a descriptor until ps_fs_close (NULL is fine). */
int ps_fs_open(ps_fs **out, ps_str root, ps_error *err);
void ps_fs_close(ps_fs *fs);

enum { PS_FS_MAX = 16 * 1024 * 1024 }; /* largest note that is read, in bytes */

/* The whole of a regular file, copied into the arena. PS_ENOTFOUND where there is none; a folder, device or pipe is PS_EINVAL. */
int ps_fs_read(const ps_fs *fs, ps_arena *arena, ps_str path, ps_str *out, ps_error *err);
/* Writes beside, syncs, renames: after a crash the file is wholly old or wholly new. Keeps the mode of an existing file, makes parent folders. */
int ps_fs_write(const ps_fs *fs, ps_str path, ps_str content, ps_error *err);
/* PS_ENOTFOUND where there is none. Parent folders that become empty go too. */
int ps_fs_remove(const ps_fs *fs, ps_str path, ps_error *err);
/* Puts `now` in the place of `was` (p NULL: no file), only where the file still is `was`: PS_ECONFLICT otherwise, and what somebody else wrote
 * stays, also where it came at the same moment. `scratch` is an absolute folder for the copy (the target's own where it is on another disk).
 * New files get mode 0666, or 0777 with `exec`. One caller at a time for a path and scratch; what a killed one left is cleared by the next call
 * or by ps_fs_swap_clear, with the same arguments. */
int ps_fs_swap(const ps_fs *fs, ps_str scratch, ps_str path, ps_str was, ps_str now, bool exec, ps_error *err);
int ps_fs_swap_clear(const ps_fs *fs, ps_str scratch, ps_str path, ps_str was, ps_str now, ps_error *err);
/* Whether a file could be put at a path or removed there: PS_EIO, with the folder's name, where the nearest one that exists may not be written to. */
int ps_fs_may_write(const ps_fs *fs, ps_str path, ps_error *err);
int ps_fs_mkdir(const ps_fs *fs, ps_str path, ps_error *err); /* with parents; fine where it exists */

/* Moves what still lies below one folder into another, folders as a whole where they are not there yet, else entry by entry; a file that is in the
 * way there stays where it is. Fine where there is nothing. */
int ps_fs_move_rest(const ps_fs *fs, ps_str from, ps_str to, ps_error *err);

typedef enum { PS_FS_NONE, PS_FS_FILE, PS_FS_DIR, PS_FS_OTHER } ps_fs_kind;
ps_fs_kind ps_fs_stat(const ps_fs *fs, ps_str path);

typedef struct {
    ps_str name; /* one component, in the arena */
    ps_fs_kind kind;
} ps_fs_entry;
/* The entries of a folder in byte order of their names, without '.' and '..'. A folder that is not there has none. A symbolic link counts as
 * what it leads to, but one to a folder is PS_FS_OTHER: a walk never goes in circles. */
int ps_fs_list(const ps_fs *fs, ps_arena *arena, ps_str dir, ps_fs_entry **out, size_t *n, ps_error *err);

/* What tells that a file is as it was, but for writes within the clock's grain: ctime can't be set back. Times in nanoseconds. */
typedef struct {
    int64_t size, mtime, ctime, inode;
} ps_fs_stamp;
bool ps_fs_stamp_eq(const ps_fs_stamp *a, const ps_fs_stamp *b);
/* Of a regular file. PS_ENOTFOUND. */
int ps_fs_stamp_of(const ps_fs *fs, ps_str path, ps_fs_stamp *out, ps_error *err);

/* Calls `visit` with each note below a folder, in no order: files that end in .md, without hidden ones and those below a folder "files". The path,
 * from the root, stands until it returns; a code of its own ends the walk and is the walk's. A folder that is not there has none; what can't be looked
 * into is passed over. */
typedef int ps_fs_visit(void *ctx, ps_str path, const ps_fs_stamp *stamp);
int ps_fs_walk(const ps_fs *fs, ps_str dir, ps_fs_visit *visit, void *ctx, ps_error *err);
/* Whether the walk of the folder that a path begins with would find it. `path` is the part below that folder. */
bool ps_fs_is_note(ps_str path);

#endif
