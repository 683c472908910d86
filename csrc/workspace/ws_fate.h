/* What git's history tells of deals that their notes don't: when they ended, and which probabilities people judged. Private to the workspace. */
#ifndef PS_WS_FATE_H
#define PS_WS_FATE_H

#include "workspace_impl.h"

typedef struct {
    ps_str folder; /* of today, also for what came before a rename */
    ps_date ended; /* the last day on which it was lost or put down; PS_DATE_NONE */
    int *judged;   /* in per cent, each once */
    size_t n_judged;
} ps_fate;
typedef PS_VEC(ps_fate) ps_fates;

/* Of all deals of which there is anything to tell, by folder. */
int ps_work_fates(ps_work *w, ps_fates *out);
const ps_fate *ps_fate_find(const ps_fates *fates, ps_str folder); /* NULL */
/* Adds a probability to those that were judged, where it is one. */
int ps_fate_judge(ps_work *w, ps_fate *fate, ps_str said);

#endif
