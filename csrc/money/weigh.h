/* What an expense does before it is entered: to the budget of its stage, to the deal's, and to what a person may receive. One rule for who types it, for
 * the rows that stand, and for the review. Pure. */
#ifndef PS_WEIGH_H
#define PS_WEIGH_H

#include "gifts.h"
#include "spend.h"

typedef enum {
    PS_WEIGH_STAGE_NEAR,
    PS_WEIGH_STAGE,   /* over the stage's budget */
    PS_WEIGH_CEILING, /* and over its ceiling */
    PS_WEIGH_DEAL,    /* over the deal's budget */
    PS_WEIGH_AHEAD,   /* ahead of the process's curve */
    PS_WEIGH_DEAR,    /* more is to be spent than to be earned */
    PS_WEIGH_NOBODY,  /* it must name who receives it */
    PS_WEIGH_LIMIT_NEAR,
    PS_WEIGH_LIMIT,   /* over what the person may receive in the year */
    PS_WEIGH_UNRATED, /* the currency has no rate: the limit can't be checked */
    PS_WEIGH_COUNT
} ps_weigh_kind;
ps_str ps_weigh_kind_id(ps_weigh_kind k); /* "stage-near" … */
/* Whether it speaks against the entry; else it only tells. */
bool ps_weigh_warns(ps_weigh_kind k);

typedef struct {
    ps_weigh_kind kind;
    const ps_pstage *stage;       /* of the three about it */
    ps_money after, of;           /* the sum with it, and what that is held against */
    int percent;                  /* ceiling: of the budget; ahead: what the process allows by now */
    const ps_gift_effect *effect; /* of the limits */
} ps_warning;
typedef PS_VEC(ps_warning) ps_warnings;

typedef struct {
    int stage;
    ps_money amount; /* 0: none is said yet */
    ps_spend before, after;
    ps_gift_effect *effects; /* for each person that it names */
    size_t n_effects;
    bool asks; /* the category wants a person */
    ps_warnings warnings;
} ps_weighing;

/* `expense`: pstage, category, to, date (NONE: today's is meant by the caller), amount (NONE: not said yet). `gifts`: all that there were, of every deal.
 * Texts are borrowed. PS_ENOMEM. */
int ps_weigh(ps_weighing *out, ps_arena *arena, const ps_deal *deal, const ps_expense *expense, const ps_gifts *gifts);
/* What the deal as it stands has against it: of the kinds about budgets, for every stage. */
int ps_weigh_standing(ps_warnings *out, ps_arena *arena, const ps_deal *deal);
/* "Concept discussion: 5,200 of 4,000 spent, over the ceiling of 120 %". `name`: of the person; "" its id. */
void ps_weigh_text(ps_buf *out, ps_lang lang, const ps_process *process, const ps_warning *w, ps_str name);

#endif
