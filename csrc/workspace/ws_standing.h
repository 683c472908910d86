/* What stands on the disk, as far as it tells whether a row of the index still holds: a number for the notes of each deal, and the stamps of the others.
 * Private to the workspace. */
#ifndef PS_WS_STANDING_H
#define PS_WS_STANDING_H

#include "index_known.h"
#include "workspace_impl.h"

typedef struct {
    ps_str folder;
    uint64_t print; /* of its notes' paths and stamps, in any order */
    int64_t newest; /* the latest time in those stamps */
} ps_standing;

typedef struct {
    ps_arena arena;
    PS_VEC(ps_standing) deals; /* by folder */
    ps_known *others;          /* notes outside the deals' folders */
    uint64_t rules;            /* of the process in force, and of this program */
} ps_standings;

/* By a walk with stat. */
int ps_standings_read(ps_work *w, ps_standings *out);
void ps_standings_free(ps_standings *s);
/* Where rows[i] stands; NULL: it is gone. */
const ps_standing *ps_standing_of(const ps_standings *s, ps_str folder);
int64_t ps_standing_now(void); /* nanoseconds */
/* What a row that was worked out from this has as print. *settled: read at `at`, all its notes were old enough for their stamps to tell of every later
 * write; may be NULL. */
int64_t ps_standing_print(const ps_standings *s, const ps_standing *deal, const ps_strs *needs, int64_t at, bool *settled);

#endif
