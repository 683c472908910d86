/* Keeping house: what is open under whose name, and handing it over. */
#ifndef PS_WORKSPACE_HOUSE_H
#define PS_WORKSPACE_HOUSE_H

#include "workspace_act.h"

/* ---- answers ---- */
typedef struct {
    ps_str kind, deal, title, text,
        path; /* kind: owner team condition activity promise task plan row contact; deal "": a note outside of deals; title: of the deal or note */
    int lnum;
    bool sealed; /* a condition of a decided review: the deal's table Handovers says who has it */
} ps_v_charge;
typedef struct {
    ps_str member, name;
    ps_date left, today;                            /* left: by the member's note; NONE */
    PS_VEC(ps_v_charge) items;                      /* deals first, by folder */
    int deals, tasks, conditions, contacts, others; /* others: teams, accounts and regions */
    ps_v_diags broken;                              /* deals that can't be read: they stay as they are */
} ps_v_charges;
typedef struct {
    ps_str from, to;
    ps_v_charges charges;    /* what was, or would be, handed over */
    ps_strs commits, briefs; /* of what was done: ids of commits, drafted notes */
} ps_v_handover;

typedef struct {
    ps_str id, title, status, stage, stage_label, kind, owner, currency, parent, path;
    ps_money value;
    ps_date opened, close, signed_on, from; /* from: when what recurs begins */
    int depth;                              /* of the first 0, of its follow-ups 1 … */
    bool here, archived;                    /* here: the one that was asked for */
} ps_v_kin;
typedef struct {
    ps_str deal, missing;   /* missing: what the first one follows and is not there */
    PS_VEC(ps_v_kin) deals; /* the first, then each with its follow-ups below it */
    bool circle;            /* they follow one another */
    ps_date today;
} ps_v_kinship;

/* ---- arguments ---- */
typedef struct {
    ps_str member, filter; /* member: an id or `me`; filter: of deals, "" all that is open, also outside of deals */
} ps_a_charges;
typedef struct {
    ps_str from, to, filter;
    bool dry_run; /* only says what would be done */
} ps_a_handover;

typedef struct {
    ps_str kind, id; /* kind "": a deal */
    bool force;      /* although others point to it */
    bool dry_run;    /* only says whether it may go, and how many files */
} ps_a_delete;

/* ---- the calls ---- */
PS_CALL(charges, ps_a_charges, ps_v_charges);
PS_CALL(kinship, ps_a_deal, ps_v_kinship);
/* Each deal is one commit, and so are the notes outside of deals before them. Who is killed in between leaves the rest under the old name: the same call
 * goes on. PS_ENOTFOUND where `to` has no note in the team; PS_EINVAL where nobody is named, or the same twice. */
PS_CALL(handover, ps_a_handover, ps_v_handover);
/* Takes a deal or a note away, in one commit; what was typed in it is committed before. PS_EREFUSED where others point to it, or where it holds files
 * that git does not keep. undo brings it back. message: where it was. */
PS_CALL(delete, ps_a_delete, ps_v_done);

#endif
