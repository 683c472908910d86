/* Targets as the forecast shows them. Private to ws_*.c. */
#ifndef PS_WS_TARGETS_H
#define PS_WS_TARGETS_H

#include "targets.h"
#include "ws_filter.h"

typedef struct {
    ps_forecast_deal *v;
    ps_str *owners; /* of each */
    size_t n;
} ps_forecast_list;

/* The targets from this year on, by owner where rows are by owner, of all together where they are by month or quarter; none where they are by anything
 * else, or where the filter chooses by anything but the owner. `currency`: in which all of it is; "" each in its own. */
int ps_work_targets(ps_work *w, const ps_filter *filter, ps_forecast_by by, const ps_forecast_list *deals, ps_str currency,
                    ps_v_forecast *out);

#endif
