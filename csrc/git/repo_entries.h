/* git's index as a file: the entries of single paths, without taking all of it into memory. What is found out in one pass over the file serves
 * until somebody replaces it. */
#ifndef PS_REPO_ENTRIES_H
#define PS_REPO_ENTRIES_H

#include <git2.h>
#include <sys/stat.h>

#include "repo.h"

#ifdef __APPLE__
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif

/* One entry. Stat data as the file has them: seconds and sizes modulo 2^32. */
typedef struct {
    git_oid id;
    uint32_t mode; /* 0: no entry */
    uint32_t ctime, ctime_ns, mtime, mtime_ns, dev, ino, uid, gid, size;
    bool conflict;  /* of a merge: none of the other fields counts */
    bool announced; /* by `git add -N` */
    bool odd;       /* assume-unchanged, or not checked out */
} ps_entry;

/* A file as it was when it was looked at; zeroed: not looked at yet. The descriptor keeps its inode number from being used again. */
typedef struct {
    int fd; /* 0: there is no file, the index is empty */
    bool known;
    bool plain; /* all of it can be read here; else libgit2 must do */
    struct stat stamp;
    uint32_t version, count;
    int64_t end;           /* of the entries */
    PS_VEC(int64_t) marks; /* where every 64th entry begins */
    ps_arena arena;
} ps_entries;

/* Looks at the file again where it was replaced. PS_ENOMEM, PS_EIO; a file that is not understood is not `plain`. */
int ps_entries_look(ps_entries *e, const char *path, ps_error *err);
/* The entry of a path of a file that is plain. */
int ps_entries_find(ps_entry *out, const ps_entries *e, ps_str path, ps_error *err);
/* Whether the file has entries whose names begin so. */
int ps_entries_below(bool *any, const ps_entries *e, ps_str start, ps_error *err);
/* Whether git would take the file at hand for that of the entry, by stat data alone. */
bool ps_entry_fresh(const ps_entry *entry, const ps_entries *e, const struct stat *st);
void ps_entries_free(ps_entries *e);

/* ---- a copy in which some entries are others ---- */
typedef struct {
    ps_str path;
    ps_entry entry; /* mode 0: it goes */
} ps_new_entry;
/* Writes the file anew at `to`, synced, with these entries, by path and each path once, and without what must not be kept: what git remembers of
 * folders and trees in which something is different. Other entries keep their bytes, but for those that `doubt` (NULL: none) says may hold for
 * another file than they were made for: they lose their size, which git takes for "look at the content". *done false: not possible here. */
int ps_entries_copy(bool *done, const ps_entries *e, const char *to, const ps_new_entry *news, size_t n,
                    bool (*doubt)(void *ctx, const ps_entry *entry, ps_str path), void *ctx, ps_error *err);

/* Whether two looks at a file saw the same one. */
bool ps_stat_same(const struct stat *a, const struct stat *b);

#endif
