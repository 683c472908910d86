/* People: what their notes say, and how they stand in a deal. What a deal's row leaves blank comes from the person's note: here is the one place for
 * that. Pure. */
#ifndef PS_PERSON_H
#define PS_PERSON_H

#include "deal.h"

typedef struct {
    ps_str id, name, account, unit, post, layer, role, stance, contact, aim; /* name: the id where the note has none */
    int influence;                                                           /* 1 to 5; 0: not said */
    ps_strs needs, ways;                                                     /* ids */
    ps_date left;                                                            /* the day they left; NONE */
    bool gone;                                                               /* by today */
    bool hidden;                                                             /* the note is private as a whole */
} ps_person;

/* `note` NULL: nothing is known but the id. Texts point into the note or lie in the arena. PS_ENOMEM. */
int ps_person_read(ps_person *out, ps_arena *arena, ps_str id, const ps_note *note, ps_date today, ps_error *err);
/* The day somebody left, a person or a member of the team: `left:` of the note. Where it says something that is no day, they are gone all the same:
 * the first day there is. NONE: they are there. NULL is fine. */
ps_date ps_left_day(const ps_note *note);

typedef struct {                                      /* a row of Stakeholders */
    ps_str person, layer, role, stance, contact, aim; /* ids; "": blank */
    ps_str alias;                                     /* how the row's link calls them; "" */
    ps_str needs, ways;                               /* ids as they stand in the row */
    int influence;                                    /* 0: blank, or nothing that is 1 to 5 */
    ps_date seen;                                     /* day of the last contact in the deal's log, up to today; NONE */
    unsigned line;
} ps_stand;
typedef PS_VEC(ps_stand) ps_stands;

/* The rows that name somebody, as they stand. PS_ENOMEM. */
int ps_stands_read(ps_stands *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err);
/* Fills what is blank. `needs` and `ways` stay: a blank cell there means the person's. */
void ps_stand_inherit(ps_stand *stand, const ps_person *person);
/* The last day up to today on which a deal's log names somebody; NONE. */
ps_date ps_deal_seen(const ps_deal *deal, ps_str person, ps_date today);

#endif
