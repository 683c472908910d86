/* The compliance matrix of a tender: each requirement with our answer, counted. Pure. */
#ifndef PS_COMPLIANCE_H
#define PS_COMPLIANCE_H

#include "deal.h"

typedef struct {
    ps_str id, requirement, answer, deviation, owner, state, evidence; /* owner: bare, else the deal's; answer: an id */
    ps_date due;                                                       /* NONE */
    bool open;                                                         /* without an answer, or its state is not closed */
    bool overdue;                                                      /* open, and its day has passed */
    bool explained; /* answers that comply in full need no deviation; others say what it is */
    bool known;     /* the answer is one of the process; so is none */
    unsigned line;
} ps_requirement;

typedef struct { /* of one answer, or of one owner */
    ps_str id, label;
    size_t n, open, overdue;
} ps_tally;

typedef struct {
    ps_requirement *points; /* as they stand in the table */
    size_t n, open, overdue, unexplained;
    ps_tally *answers; /* every one of the process, then others as they come; the last, "": without one */
    size_t n_answers;
    ps_tally *owners; /* those with the most open points first, then by id */
    size_t n_owners;
    const ps_doc *doc; /* where the table stands; NULL: there is none */
} ps_compliance;

/* Lists live in the arena, texts in deal and process. `today` NONE: nothing is overdue. PS_ENOMEM. */
int ps_compliance_read(ps_compliance *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err);

#endif
