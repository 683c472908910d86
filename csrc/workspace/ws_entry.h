/* An entry that is being filled in: for ws_form.c and ws_enter*.c alone. */
#ifndef PS_WS_ENTRY_H
#define PS_WS_ENTRY_H

#include "deal_parts.h"
#include "entry.h"
#include "workspace_impl.h"

typedef struct {
    ps_str name; /* a further column of an open table */
    ps_str value;
    bool said;
} ps_extra;

typedef struct {
    ps_work *w;
    const ps_a_entry *in;
    const ps_entry *entry;
    ps_deal *deal;
    const ps_review *review;           /* of a vote */
    const ps_doc *doc;                 /* where it stands, or belongs; NULL: that note lacks */
    const ps_table *table;             /* NULL: none yet */
    const ps_row *row;                 /* the one with the key that is given; NULL */
    bool said[PS_ENTRY_MOST_CELLS];    /* by field: whether it was given */
    ps_str value[PS_ENTRY_MOST_CELLS]; /* and what, as it is to be written */
    PS_VEC(ps_extra) extra;
} ps_entering;

/* Finds the entry, the deal and the row, and takes what is given. PS_EINVAL for an unknown table or field. */
int ps_entering_begin(ps_entering *e, ps_work *w, const ps_a_entry *in, bool writes);
/* Whether a field is for people: others are for operations. */
bool ps_entering_asks(const ps_entering *e, const ps_cell_rule *rule);
bool ps_entering_needs(const ps_cell_rule *rule);
/* What is wrong with the value of a field, in words; "" nothing. In the session's arena. */
int ps_entering_fault(const ps_entering *e, const ps_cell_rule *rule, ps_str value, ps_str *why);
extern const ps_cell_rule ps_entering_score; /* of further columns */
/* Whether the row has nothing but its key, and waits for the rest: a reviewer who is asked, a step that is to come. */
bool ps_entering_waits(const ps_entering *e);
/* Text of the row's cell, or of the front matter; "". */
ps_str ps_entering_stands(const ps_entering *e, size_t field);
/* What the field is proposed to be; "" nothing. In the session's arena. */
ps_str ps_entering_proposal(const ps_entering *e, size_t field);

/* ---- ws_enter_task.c ---- */
int ps_enter_task(const ps_entering *e, ps_v_place *out);

#endif
