/* What the use cases about money share. Private to ws_*.c. */
#ifndef PS_WS_MONEY_H
#define PS_WS_MONEY_H

#include "field.h"
#include "weigh.h"
#include "workspace_impl.h"

/* What people received, of every deal that can be read; in no order. */
int ps_work_gifts(ps_work *w, ps_gifts *out);
/* What a person is called: the note's name, a member's too; else the id. */
ps_str ps_work_name(ps_work *w, ps_str id);
int ps_view_warnings(ps_work *w, const ps_warnings *in, ps_v_warnings *out);
/* The category of a cost is one of the process. PS_EINVAL lists them. */
int ps_work_category(ps_work *w, ps_str category);
/* The stage of a cost: the one named, else the deal's. PS_EINVAL lists them. */
int ps_work_cost_stage(ps_work *w, const ps_deal *deal, ps_str stage, int *pstage);

#endif
