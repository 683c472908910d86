/* Folders of deals by the names that they had before a rename. Private to the workspace. */
#ifndef PS_WS_LINEAGE_H
#define PS_WS_LINEAGE_H

#include "workspace_impl.h"

typedef struct {
    ps_str was, now; /* folders: as it was before a rename, as it is today */
} ps_descent;
typedef PS_VEC(ps_descent) ps_lineage;

/* A rename that the history tells of, newest first: the folder as it was, and the id that it was given. */
int ps_lineage_put(ps_work *w, ps_lineage *lineage, ps_str was, ps_str id);
/* The folder of today of one that an older commit speaks of. */
ps_str ps_lineage_now(const ps_lineage *lineage, ps_str folder);

#endif
