/* Deals as rows of the index: what a view tells of each, and what tells whether that still holds. Whoever reads deals by the rules puts the rows; the
 * index only keeps them. */
#ifndef PS_INDEX_DEAL_H
#define PS_INDEX_DEAL_H

#include "agenda.h"
#include "deal.h"
#include "deal_view.h"
#include "index.h"

typedef struct {
    ps_str folder; /* from the root */
    /* What it was worked out from, as one number: the stamps of its notes and of those that it needs, the process, the rules. */
    int64_t print;
    bool settled;       /* those files were old enough, when they were read, for their stamps to tell of every later write */
    bool broken;        /* deal.md is missing or does not parse: nothing below holds */
    ps_lasting lasting; /* the days on which it holds */
    ps_clock clock;
    ps_strs needs;    /* paths from the root of the notes outside its folder that were asked for, whether there or not */
    ps_strs mentions; /* deals that its log names: "<day> <id>" */
    ps_strs stands;   /* how people stand in it, PS_STAND_CELLS texts each (ws_stand.c) */
    ps_strs met;      /* whom its log names: person and day, in pairs; of each the last day, and those to come */
    ps_strs promises; /* owners of the open promises in its log, one each; "": the deal's */
    ps_strs named;    /* under whose name anything in it is open, each once */
    ps_strs gifts;    /* what its ledger says of people who received something: gifts.h */
    ps_strs payments; /* of a won deal: payments.h */
    ps_strs lessons;  /* what its summary says that it taught: lessons.h */
    ps_strs rivals;   /* whom it is won or lost against, and what is sold: lessons are of use where these are the same */
    ps_strs products;
    ps_str region;  /* its account's */
    ps_str reached; /* the last stage of the process that it ever got to */
    int activities; /* open ones, of the stages up to the one at hand */
    ps_v_deal view; /* but for days_in_stage, stalled and stalled_since, which the clock tells on the day */
    bool secret;    /* one of its notes is private, or a section of one: what is told of it elsewhere is read anew (ps_work_discreet) */
    bool acts;      /* there is a next action: */
    ps_v_action action;
    ps_items items; /* what has a day in it; of a row that came from the index none: index_item.h gives those */
    bool stored;    /* it came from the index */
} ps_deal_row;

/* What a process knows of them at one time, in order of folders. Never changed once made; goes with its last holder. */
typedef struct ps_deal_rows {
    ps_arena arena;
    PS_VEC(ps_deal_row) rows;
    int holders;
} ps_deal_rows;
void ps_deal_rows_hold(ps_deal_rows *rows);
void ps_deal_rows_release(ps_deal_rows *rows); /* NULL is fine */

/* The rows as they stand, held for the caller. */
int ps_index_deals(ps_index *ix, const volatile int *cancel, ps_deal_rows **out, ps_error *err);
/* Puts and removes rows, all of them or none. */
int ps_index_put_deals(ps_index *ix, const ps_deal_row *rows, size_t n, const ps_str *gone, size_t n_gone, const volatile int *cancel,
                       ps_error *err);
/* A copy that lives in the arena: row->view.next_action and items too. PS_ENOMEM. */
int ps_deal_row_copy(ps_arena *arena, const ps_deal_row *from, ps_deal_row *out);

#endif
