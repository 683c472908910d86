/* What the index holds, by path: enough to tell which files changed without asking SQLite. On the heap. */
#ifndef PS_INDEX_KNOWN_H
#define PS_INDEX_KNOWN_H

#include "fs.h"

typedef struct {
    ps_str path;
    ps_fs_stamp stamp;
    int64_t id;      /* in the index; 0: not said */
    int64_t checked; /* when it was read, nanoseconds */
    bool seen;       /* for a walk to mark */
} ps_known_note;
typedef struct ps_known ps_known;

ps_known *ps_known_new(void); /* NULL when memory is out */
void ps_known_free(ps_known *known);
/* What it returns, as ps_known_next, stands until the next put. */
ps_known_note *ps_known_find(ps_known *known, ps_str path);
/* Adds or changes; the path is copied. False when memory is out. */
bool ps_known_put(ps_known *known, const ps_known_note *note);
void ps_known_drop(ps_known *known, ps_str path);
/* Whether the file was old enough, when it was read, for its stamp to tell of every later write. */
bool ps_known_settled(const ps_known_note *note);
/* Whether the file with this stamp is what was read. */
bool ps_known_holds(const ps_known_note *note, const ps_fs_stamp *stamp);
size_t ps_known_count(const ps_known *known);
/* Walks all, in no order: *at begins with 0; NULL at the end. */
ps_known_note *ps_known_next(ps_known *known, size_t *at);

#endif
