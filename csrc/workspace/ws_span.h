/* The time between two days, as people say it. Private to the workspace. */
#ifndef PS_WS_SPAN_H
#define PS_WS_SPAN_H

#include "workspace_impl.h"

/* Two days, or a period as `from`: `2026`, `2026-Q3`, `2026-09`, which begins at the end of the day before and ends with its last day, or today. `from`
 * "": thirty days ago; `to` "": today. PS_EINVAL for what is no day, for one that has not come, and where they are the wrong way round. */
int ps_span_between(ps_work *w, ps_str from, ps_str to, ps_date *begin, ps_date *end);

#endif
