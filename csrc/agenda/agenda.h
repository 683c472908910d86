/* What has a day in a deal's notes, and in those around it: tasks, conditions, dates of a contract, rows of tables. Pure: what an item says depends on
 * the notes and the process alone, so that it can be kept; what depends on today is asked with ps_item_day. */
#ifndef PS_AGENDA_H
#define PS_AGENDA_H

#include "deal.h"
#include "when.h"

typedef enum {
    PS_I_TASK,     /* an open task item with `due` */
    PS_I_PROMISE,  /* one in the log */
    PS_I_ACTIVITY, /* of the process, with `due` */
    PS_I_CONDITION,
    PS_I_CLOSE,   /* expected closing of an open deal */
    PS_I_NOTICE,  /* the last day to give notice before a renewal */
    PS_I_RENEWAL, /* a recurring contract ends, or goes on */
    PS_I_FRAME,   /* the end of a frame agreement */
    PS_I_PAYMENT, /* due and not paid */
    PS_I_PLAN,
    PS_I_CONTROL, /* of the control plan: it comes again */
    PS_I_ROW,     /* of any other table with due or end, owner and state */
    PS_I_STEP,    /* of the customer's procurement */
    PS_I_TENDER,
    PS_I_REVISIT,
    PS_I_READINESS, /* a point of a seller's readiness that is due again */
    PS_I_NO_ACTION, /* these two have no day of their own, and are no items of ps_agenda_of_deal */
    PS_I_STALLED,
    PS_I_COUNT
} ps_item_kind;
ps_str ps_item_kind_id(ps_item_kind k); /* "no-action" */
bool ps_item_kind_parse(ps_str id, ps_item_kind *out);
/* Whether somebody has to do it; else it happens on a day. */
bool ps_item_is_task(ps_item_kind k);

typedef struct {
    ps_item_kind kind;
    ps_date date;  /* of one that repeats: the first renewal */
    ps_span every; /* nothing: once */
    int ahead;     /* days before `date`: a notice of something that repeats */
    ps_str text;   /* "" for kinds that say all: close, notice, renewal, frame, revisit */
    ps_str owner;  /* bare ids, `li.wei, zhao.min`; where none is named, the deal's owner */
    ps_str state;  /* of a task its mark, of a row its cell */
    ps_str id;     /* block id, key of a row, procurement step, front-matter key */
    ps_str path;
    unsigned line;
} ps_item;
typedef PS_VEC(ps_item) ps_items;

/* Appends what is open. Texts point into the deal or lie in the arena. Of open and won deals everything; of done ones what a contract still asks for
 * (payments, renewals); of the others the day to look again. 0 or PS_ENOMEM. */
int ps_agenda_of_deal(ps_items *out, ps_arena *arena, const ps_deal *deal, ps_error *err);
/* The same for a note outside of deals: open tasks with `due`, and rows. `owner`: whose they are where they name nobody. */
int ps_agenda_of_note(ps_items *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str path, ps_str owner,
                      ps_error *err);

/* The day of the first of the customer's steps that is still open and by which a tender is due; NONE, and of a deal that is not open. PS_ENOMEM. */
int ps_agenda_tender(ps_date *out, ps_arena *arena, const ps_deal *deal, ps_error *err);
/* The points of a seller's readiness in their own note that were answered, each on the day on which it is due again. */
int ps_agenda_of_member(ps_items *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str path, ps_str member,
                        ps_error *err);

/* A copy with texts of its own. PS_ENOMEM. */
int ps_item_copy(ps_arena *arena, const ps_item *from, ps_item *out);

/* The day of an item as seen from today: of one that repeats, of the first renewal that is still to come. */
ps_date ps_item_day(const ps_item *item, ps_date today);
/* Whether we wait for somebody: the first owner is a person at a customer, and nobody of the team. */
bool ps_item_waits(ps_str owner, const ps_world *world);
/* Whether an id is among the owners. */
bool ps_item_owned(ps_str owner, ps_str id);

/* ---- rows ---- */
/* The row on a line whose table gives its rows days: where its day and its state stand. */
typedef struct {
    size_t table, row;
    int day, state; /* columns; state -1: the table has none */
    bool paid;      /* state is the column that says when it was paid */
    ps_span every;  /* it comes again so much later when it is done; nothing: it does not */
} ps_item_row;
bool ps_item_row_at(ps_item_row *out, const ps_note *note, unsigned line, const ps_aliases *aliases);
/* Whether a state says that nothing is left to do: done, closed, 完成 …, a ticked box. */
bool ps_item_state_closed(ps_str state);
/* Whether a payment is still to come: nothing in the cell `paid`, or less than the amount. */
bool ps_item_unpaid(ps_str paid, ps_str amount);

#endif
