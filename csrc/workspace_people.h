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

typedef struct { /* how somebody stands in a deal, with what the row inherits */
    ps_str deal, title, status, stage, stage_label, layer, layer_label, role, role_label, stance, stance_label, sign, contact, path;
    int influence, lnum; /* path, lnum: the row */
    ps_date seen;        /* in this deal's log */
} ps_v_stand;
typedef struct {
    ps_str id, name, account, unit, post, layer, role, stance, stance_label, sign, contact,
        path;              /* what the note says; path "": there is none */
    int influence, weight; /* weight: the most influence they have anywhere */
    PS_VEC(ps_v_stand) deals;
    ps_strs needs, need_labels;
    ps_date seen; /* over all logs */
    int days;     /* since then */
    ps_str seen_in;
    ps_date left;                  /* NONE: not said, or no day */
    bool gone, hidden, compliance; /* hidden: the note is private as a whole; compliance: one of the needs is a matter of it */
} ps_v_person;
typedef struct {
    PS_VEC(ps_v_person) people;  /* by account, who weighs most first; those who left last */
    int count;                   /* of all, also beyond the limit */
    PS_VEC(ps_v_burden) burdens; /* where the filter asks for those who left: ours and theirs, with what is open under their names */
    ps_v_diags broken;
    ps_date today;
} ps_v_people;
typedef struct {
    ps_str id, name, region, industry, owner, parent, level, level_label, path;
    int rank;               /* of the level, from 1; 0: none */
    int deals, won;         /* open ones; won and done ones */
    ps_v_sums sums, booked; /* of open ones; of won ones */
    int ours, theirs;       /* open promises */
    ps_date seen;
    int days;
} ps_v_account;
typedef struct {
    PS_VEC(ps_v_account) accounts; /* where most is open first */
    int count, levels;             /* levels: of the process */
    ps_v_diags broken;
    ps_date today;
} ps_v_accounts;

/* ---- the calls ---- */
/* What a filter takes. Fields of deals ask whether there is a deal that is all of that. */
PS_CALL(people, ps_a_filter, ps_v_people);
PS_CALL(accounts, ps_a_filter, ps_v_accounts);
/* What is open under the name of a member of the team, or of a person at a customer. An id without a note is fine. */
PS_CALL(burden, ps_a_id, ps_v_burden);

#endif
