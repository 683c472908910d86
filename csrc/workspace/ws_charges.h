/* What is open under a name, and where. Private to ws_charges.c and ws_handover.c. */
#ifndef PS_WS_CHARGES_H
#define PS_WS_CHARGES_H

#include "charge.h"
#include "ws_filter.h"

typedef struct {
    ps_v_charges *found;
    ps_strs folders;  /* of deals with something under the name */
    ps_strs accounts; /* theirs */
    ps_strs notes;    /* paths outside of deals */
    bool filtered;
} ps_errand;

/* Finds all that the filter takes; without one, in every note. */
int ps_work_charges(ps_work *w, ps_str name, ps_str filter, ps_errand *out);

#endif
