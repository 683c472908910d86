/* The rules of the way: what is closed, passed, earned, missing, and what a decision needs. Pure; the one place of design section 4. */
#ifndef PS_GATE_H
#define PS_GATE_H

#include "deal.h"

typedef enum { PS_M_ACTIVITY, PS_M_CRITERION, PS_M_CONDITION, PS_M_REVIEW, PS_M_REVIEWER, PS_M_OUTCOME, PS_M_FIELD } ps_missing_kind;
ps_str ps_missing_kind_id(ps_missing_kind k); /* "activity" */

typedef struct {
    ps_missing_kind kind;
    ps_str id;      /* activity, criterion, gate, field … */
    ps_str text;    /* of the item */
    ps_str path;    /* where to change it, relative to the workspace */
    unsigned line;  /* from 1 */
    ps_str message; /* what is missing and what to do, one line, in the deal's language (process->lang unless `lang` says otherwise) */
    bool expired;   /* an answer of an account or a region that is there, and older than its age limit */
    bool absent;    /* no line of its own yet: `line` is the heading where it belongs */
} ps_missing;

typedef struct {
    int stage, next;     /* profile stages; next -1: the last is reached */
    int gate;            /* profile gate at the end of `stage`, -1 for none */
    int round;           /* of the gate's latest review, 0 for none */
    bool ready;          /* nothing is missing for the next step */
    int done, na, total; /* activities of the stage claimed now (merged members together) */
    ps_missing *missing;
    size_t n_missing;
} ps_readiness;

/* What the next step from the claimed stage needs, everything at once: activities of the stage, the gate's latest review (there, decided go or
 * conditional), conditions of earlier gates, the customer's outcome where the stage decides, activities of earlier stages that are open although
 * the stage is claimed (unless the step over them was overridden). The lists live in the arena. */
int ps_gate_readiness(ps_readiness *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_lang lang, ps_error *err);

/* Furthest profile stage whose way is closed and passed, from the first; an overridden step (Stage history row with `override`) counts as walked. Never
 * beyond the last. A gate passed by a review stays passed by the criteria which that review recorded. */
int ps_gate_earned(const ps_deal *deal);
/* What keeps the deal from having earned the stage it claims: every missing item of every step up to it. Empty where earned >= claimed. */
int ps_gate_unearned(ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_lang lang, ps_missing **out, size_t *n, ps_error *err);

/* What a decision of this review still lacks. Empty: it may be recorded. `reviewers` as they would stand. hold and no-go need a reason only. */
typedef struct {
    ps_decision decision;
    ps_str reason;
    const ps_str *reviewers;
    size_t n_reviewers;
    size_t n_votes;
    const ps_str *voters;           /* who votes, n_votes of them; NULL: with n_votes > 0 every reviewer does */
    const ps_condition *conditions; /* as they would stand: those of the note and new ones */
    size_t n_conditions;
} ps_verdict;
int ps_gate_decidable(ps_arena *arena, const ps_deal *deal, const ps_review *review, const ps_verdict *v, const ps_world *world,
                      ps_lang lang, ps_missing **out, size_t *n, bool *self_review, ps_error *err);

/* Passed: latest decided review is go or conditional. */
bool ps_gate_passed(const ps_deal *deal, int pgate);
/* The claimed step into `pstage` was overridden: its Stage history row, NULL otherwise. */
const ps_step *ps_gate_override(const ps_deal *deal, int pstage);
/* An activity without a line in a stage that was walked long since: the process gained it later, a warning and never in the way. */
bool ps_gate_gained(const ps_deal *deal, const ps_answer *answer);
/* An activity may be marked not applicable in bulk: the deal is signed and the activity's stage lies after the customer's decision. */
bool ps_gate_bulk_allowed(const ps_deal *deal, const ps_activity *activity);

#endif
