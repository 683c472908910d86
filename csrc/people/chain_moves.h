/* Who came in, who turned, and which contact moved them: the life of a decision chain, from the deal's history and its log. Pure. */
#ifndef PS_CHAIN_MOVES_H
#define PS_CHAIN_MOVES_H

#include "chain.h"

typedef struct { /* of the history: events about people, relationships and contacts */
    ps_date day;
    ps_str commit, field, from, to;
} ps_chain_event;

typedef struct {
    ps_date day;          /* from the end of this day on the chain stands so */
    ps_str what;          /* came gone met tie untied, or the column that changed: stance influence role layer contact aim ways */
    ps_str person, other; /* other: of a relationship; its kind is `to` (untied: `from`) */
    ps_str from, to;      /* as written */
    const ps_contact *by; /* of the deal; NULL: none that is known */
    ps_str commit;
} ps_chain_move;

typedef PS_VEC(ps_chain_move) ps_chain_moves;

/* `events`: oldest first, those of a commit together. `chain`: as it stands today. A change is put down to a contact with the person that was written down by the same commit, else to the last one before, where
 * that is no more than `days` ago. Whoever is in the chain is met once, on the day from which the log tells of it. Texts are borrowed. PS_ENOMEM. */
int ps_chain_moves_of(ps_chain_moves *out, ps_arena *arena, const ps_deal *deal, const ps_chain *chain, const ps_chain_event *events,
                      size_t n, int days, ps_error *err);

#endif
