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

/* A page about an account. */
typedef struct {
    ps_str deal, kind, text, path; /* kind: in words; text: the entry's first line */
    ps_strs who;                   /* names */
    ps_date date;
    int lnum, days;
} ps_v_contact;
typedef PS_VEC(ps_v_contact) ps_v_contacts;
typedef struct { /* an open promise of a log */
    ps_str deal, text, owner, owner_name, path;
    ps_date due;
    bool theirs, overdue;
    int lnum;
} ps_v_promise;
typedef PS_VEC(ps_v_promise) ps_v_promises;
typedef struct {
    ps_date date;
    ps_str level, label, by, note, path;
    int rank, lnum;
} ps_v_level_step;
typedef struct {
    ps_str id, label;
    ps_strs people; /* names of those with whom it is taken */
} ps_v_way;
typedef struct { /* an activity that is answered once for the account */
    ps_str id, text, state, path;
    ps_date done;
    int lnum, days, limit; /* days since it was done; limit: as long as it counts, 0: ever */
    bool closed, expired;
} ps_v_scoped;
typedef struct {
    ps_v_account account; /* with what its sites have */
    ps_v_deals deals;     /* those at work first, then by day of closing; those of its sites too */
    PS_VEC(ps_v_person) people;
    ps_v_contacts contacts;             /* newest first, as many as are asked for */
    int met;                            /* all contacts */
    ps_v_promises promises;             /* by day; those without one last */
    PS_VEC(ps_v_level_step) levels;     /* oldest first */
    ps_str next, next_label, next_asks; /* the level after the one it has; "": none */
    PS_VEC(ps_v_way) ways;              /* of the process */
    PS_VEC(ps_v_account) sites;         /* accounts with this one as their parent, and theirs */
    ps_strs places;                     /* lines of the section Sites */
    PS_VEC(ps_v_scoped) activities;
    PS_VEC(ps_v_frame) frames;
    int n_levels;
    ps_date today;
} ps_v_account_page;

/* What to have read before a visit. */
typedef struct {
    ps_str kind, text, deal, path; /* kind: gap question condition action */
    ps_date due;
    int lnum;
} ps_v_raise;
typedef struct { /* a change of how somebody stands */
    ps_date date;
    ps_str deal, text, by, path; /* text: all of it, in words; by, path, lnum: the contact that it is put down to */
    int lnum;
} ps_v_turn;
typedef struct {
    ps_str id, name, kind, label, note, path; /* the other one; kind as seen from this one where `from`, else from the other */
    bool from;
    int lnum;
} ps_v_relation;
typedef struct {
    ps_v_person person;
    PS_VEC(ps_v_turn) turns; /* newest first */
    PS_VEC(ps_v_relation) relations;
    ps_strs talking;        /* lines of the talking points that say something */
    ps_strs private;        /* lines of private sections: for our own eyes */
    ps_v_contacts contacts; /* newest first */
} ps_v_brief_person;
typedef struct {
    ps_str kind, id, title, account, path; /* kind: person account deal */
    PS_VEC(ps_v_brief_person) people;      /* who weighs most first; those who left last */
    ps_v_deals deals;                      /* at work, which it is about */
    PS_VEC(ps_v_raise) points;             /* what to bring up, by deal */
    ps_v_promises promises;
    ps_v_contacts contacts; /* of all these deals; of a person theirs */
    int met;
    bool discreet;
    ps_date today;
} ps_v_brief;

/* ---- arguments ---- */
typedef struct {
    ps_str id, kind, at; /* kind: person account deal; "": whichever there is, a deal first */
    bool discreet;       /* without what is private: to be copied or told */
} ps_a_brief;
typedef struct {
    ps_str id, level, note, by; /* level: an id or a number; by "": me */
    ps_date date;               /* NONE: today */
} ps_a_level;

/* ---- the calls ---- */
PS_CALL(account, ps_a_deal, ps_v_account_page);
PS_CALL(brief, ps_a_brief, ps_v_brief);
/* Writes down the level of the relationship: the front matter, and a row of Level history. text: the level; lnum: the row. */
PS_CALL(level, ps_a_level, ps_v_place);
/* What a filter takes. Fields of deals ask whether there is a deal that is all of that. */
PS_CALL(people, ps_a_filter, ps_v_people);
PS_CALL(accounts, ps_a_filter, ps_v_accounts);
/* What is open under the name of a member of the team, or of a person at a customer. An id without a note is fine. */
PS_CALL(burden, ps_a_id, ps_v_burden);

#endif
