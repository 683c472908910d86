/* What is open under a name of ours, and giving it to another: ownership, tasks, promises, conditions, rows with an owner, contacts. Pure. */
#ifndef PS_CHARGE_H
#define PS_CHARGE_H

#include "deal.h"

typedef enum {
    PS_CHARGE_OWNER, /* of a deal, an account, a region */
    PS_CHARGE_TEAM,  /* one of a deal's team */
    PS_CHARGE_CONDITION,
    PS_CHARGE_ACTIVITY,
    PS_CHARGE_PROMISE, /* a task in the log */
    PS_CHARGE_TASK,
    PS_CHARGE_PLAN,    /* a row of Goals or Plan */
    PS_CHARGE_ROW,     /* of any other table with an owner */
    PS_CHARGE_CONTACT, /* who of us keeps up the relationship with a person */
    PS_CHARGE_COUNT
} ps_charge_kind;
ps_str ps_charge_kind_id(ps_charge_kind k); /* "condition" */

typedef struct {
    ps_charge_kind kind;
    ps_str text; /* what it is about; "" for owner and team */
    ps_str key;  /* of the front matter, or of a task's inline field; "" for a cell */
    size_t task, table, row;
    int column;
    unsigned line;
    bool sealed; /* a condition of a decided review: its note stays as it is, the deal's table Handovers says who has it */
} ps_charge;
typedef PS_VEC(ps_charge) ps_charges;

/* How much of a deal is still open to somebody. */
typedef enum {
    PS_DEAL_PAST, /* nothing of it comes up again */
    PS_DEAL_ECHO, /* closed, but there is a day to look again, a payment or a renewal to come: its owner hears of it */
    PS_DEAL_LIVE  /* open, paused, or won and not done */
} ps_deal_life;
int ps_deal_life_of(ps_deal_life *out, const ps_deal *deal, ps_date today, ps_error *err);

/* Appends what stands under the name in one note of a deal, in the order of the note; of an echo its owner alone. Texts point into the note. 0 or
 * PS_ENOMEM. */
int ps_charges_of_doc(ps_charges *out, ps_arena *arena, const ps_deal *deal, const ps_doc *doc, ps_deal_life life, ps_str name,
                      ps_error *err);
/* The same for a note outside of deals. */
int ps_charges_of_note(ps_charges *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str name, ps_error *err);
/* Puts `to` where `from` stands. What is sealed stays. */
int ps_charges_give(ps_note **note, ps_arena *arena, const ps_charges *charges, ps_str from, ps_str to, ps_error *err);

#endif
