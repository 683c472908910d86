/* What stands on the disk, as far as it tells whether a row of the index still holds: a number for the notes of each deal, and the stamps of the others.
 * Private to the workspace. */
#ifndef PS_WS_STANDING_H
#define PS_WS_STANDING_H

#include "index_known.h"
#include "workspace_impl.h"

typedef struct {
    ps_str folder;
    uint64_t print; /* of its notes' paths and stamps, in any order */
    bool settled;   /* all were old enough for their stamps to tell of every later write */
} ps_standing;

typedef struct {
    ps_arena arena;
    PS_VEC(ps_standing) deals; /* by folder */
    ps_known *others;          /* notes outside the deals' folders */
    int64_t checked;           /* when the walk began, nanoseconds */
    uint64_t rules;            /* of the process in force, and of this program */
} ps_standings;

/* By a walk with stat. */
int ps_standings_read(ps_work *w, ps_standings *out);
void ps_standings_free(ps_standings *s);
/* Where rows[i] stands; NULL: it is gone. */
const ps_standing *ps_standing_of(const ps_standings *s, ps_str folder);
/* What a row that was worked out from this would have as print, and whether it would be settled. */
int64_t ps_standing_print(const ps_standings *s, const ps_standing *deal, const ps_strs *needs, bool *settled);

#endif
