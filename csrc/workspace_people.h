/* People and accounts: who there is, how they stand, what is open with them. */
#ifndef PS_WORKSPACE_PEOPLE_H
#define PS_WORKSPACE_PEOPLE_H

#include "workspace_call.h"

/* ---- answers ---- */
typedef struct {           /* something open under a name */
    ps_str kind;           /* deal team contact stakeholder review; task promise condition activity plan row; person account region */
    ps_str deal, title;    /* "": outside of deals */
    ps_str text, id, path; /* id: of the person, the item, the note that it is about */
    ps_date date;          /* due; NONE */
    int lnum;
} ps_v_open;
typedef struct {
    ps_str id, name, kind, path; /* kind: member person, "" where there is no note */
    ps_date left;                /* NONE: not said, or no day */
    bool gone;
    PS_VEC(ps_v_open) items; /* deals first, by id; then notes */
    ps_date today;
} ps_v_burden;

/* ---- the calls ---- */
/* What is open under the name of a member of the team, or of a person at a customer. An id without a note is fine. */
PS_CALL(burden, ps_a_id, ps_v_burden);

#endif
