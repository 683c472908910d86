/* Hospitality and gifts: who received what, and how that stands to the limits of the process note for a person and a calendar year, over all deals. Pure. */
#ifndef PS_GIFTS_H
#define PS_GIFTS_H

#include "deal.h"

/* One person's part of a ledger row whose category names who received it, or has a limit. A row that names several is shared among them in equal parts; the
 * first ones take what does not come out even. */
typedef struct {
    ps_str person; /* "": the row names nobody */
    ps_str category, note, by;
    ps_str deal, folder, currency; /* of the deal */
    ps_str file;                   /* of the folder */
    ps_date date;                  /* PS_DATE_NONE: not readable, and counted in no year */
    ps_money amount;               /* NONE: not readable */
    unsigned line;
    int among; /* people that share the row */
    /* set by ps_gifts_sum: */
    ps_money run; /* what the person received of the category in the year up to this one, in the process's currency */
    bool passes;  /* with it the limit was passed; later ones too */
} ps_gift;
typedef PS_VEC(ps_gift) ps_gifts;

/* Whether an entry of the category must name who received it. */
bool ps_gift_asks(const ps_process *process, ps_str category);
/* The most that a person may receive of a category in a year, in the process's currency; NONE: no limit. */
ps_money ps_gift_limit(const ps_process *process, ps_str category);
/* Parts of one amount: the i-th of n. */
ps_money ps_gift_part(ps_money amount, int i, int n);
int ps_gift_year(ps_date day); /* 0: none */

/* Appends those of a deal. Texts point into it or lie in the arena. PS_ENOMEM. */
int ps_gifts_of_deal(ps_gifts *out, ps_arena *arena, const ps_deal *deal);
/* A gift without deal, folder and currency as one text, and back; false where it is none. */
ps_str ps_gift_pack(ps_arena *arena, const ps_gift *gift); /* p NULL: out of memory */
bool ps_gift_unpack(ps_str text, ps_gift *out);

typedef struct {
    ps_str person, category;
    int year, n;     /* n: rows */
    ps_money sum;    /* in the process's currency */
    ps_money limit;  /* NONE: none */
    int unrated;     /* rows that are not in the sum: their currency has no rate, or their amount is none */
    bool near, over; /* near: the threshold `near` of the group `limits`, in per cent */
    size_t first;    /* its rows are n of the sorted list from here on */
} ps_gift_sum;
typedef PS_VEC(ps_gift_sum) ps_gift_sums;

/* Sorts the gifts by person, year (the latest first), category and day, sets what is to be set in them, and sums them. PS_ENOMEM. */
int ps_gifts_sum(ps_gift_sums *out, ps_arena *arena, const ps_process *process, ps_gifts *gifts);

/* What an amount would make of it. */
typedef struct {
    ps_str person, category;
    int year;
    ps_money used, adds, after, limit; /* in the process's currency; limit NONE: none */
    bool near, over;                   /* after it */
    bool unrated;                      /* its currency has no rate: nothing can be said */
} ps_gift_effect;
ps_gift_effect ps_gift_would(const ps_process *process, const ps_gifts *gifts, ps_str person, ps_str category, int year, ps_money amount,
                             ps_str currency);

#endif
