/* The index: what the notes hold, in SQLite, to be found at once. A cache and never the truth: it lies in the user's cache folder and may be deleted
 * at any time. Several processes share it. One that is missing, outdated or broken is replaced by a new generation: a file of another name, to which a
 * pointer is moved; others that still hold the old one notice with their next call. Where nothing can be written it lives in memory. */
#ifndef PS_INDEX_H
#define PS_INDEX_H

#include "fs.h"

typedef struct ps_index ps_index;

/* For the workspace with this real path. `cache`: the user's cache folder; "": $XDG_CACHE_HOME, else ~/.cache. Nothing is opened before the first use.
 * Owned by the caller: ps_index_close (NULL is fine). One call at a time. */
int ps_index_new(ps_index **out, ps_str root, ps_str cache, ps_error *err);
void ps_index_close(ps_index *ix);

typedef struct {
    int notes;   /* in the index now */
    int changed; /* read again, or for the first time */
    int removed;
} ps_index_counts;

/* Brings the index up to date with the files: a walk with stat, and what changed is read again. `fresh`: into a new generation, from nothing.
 * PS_ECANCEL once *cancel is set (NULL: never); what was read stays. PS_EBUSY where another process writes for longer than a minute. */
int ps_index_update(ps_index *ix, const ps_fs *fs, bool fresh, const volatile int *cancel, ps_index_counts *out, ps_error *err);

/* The same for these files alone, as far as they are notes that the index would hold, without a walk. Nothing where it was not filled yet. PS_EBUSY
 * or PS_ECANCEL at once where another process writes. */
int ps_index_some(ps_index *ix, const ps_fs *fs, const ps_str *paths, size_t n, ps_error *err);

/* Whether a path from the root is one of a note that the index would hold. */
bool ps_index_holds(ps_str path);

#endif
