/* Three habits that lose projects, told from what happened to each owner's deals, with the numbers, the thresholds of the process and the evidence.
 * Each period of a deal is charged to who owned it then. Pure. */
#ifndef PS_HABITS_H
#define PS_HABITS_H

#include "process.h"

typedef enum { PS_STORYTELLER, PS_LATE_PUSHER, PS_EARLY_SPENDER, PS_HABITS } ps_habit_kind;
ps_str ps_habit_id(ps_habit_kind k); /* "late-pusher" */

/* A day and, where git knows it, the order within that day: what came later has the greater number; 0 unknown. */
typedef struct {
    ps_date day;
    int64_t order;
} ps_moment;

typedef struct {
    ps_moment from; /* of the first one it does not matter: it holds from the beginning */
    ps_str owner;   /* "": nobody's */
} ps_tenure;
typedef struct {
    ps_moment at;
    int stage; /* of the profile */
} ps_arrival;
typedef struct {
    ps_str activity;
    int stage; /* of the process */
    ps_moment at;
    bool closed; /* else opened again */
} ps_tick;
typedef struct {
    ps_date day; /* PS_DATE_NONE: charged to who owned it first */
    ps_money amount;
    int stage; /* of the profile */
} ps_outlay;

typedef struct {
    ps_str id;
    const ps_profile *profile;
    bool open;                   /* in the pipeline */
    int stage;                   /* of the profile, where it stands */
    ps_date opened,              /* PS_DATE_NONE: not known */
        active;                  /* the last day on which somebody did something for it */
    ps_str currency;             /* without a rate in the process its sums don't count */
    ps_money budget;             /* NONE: none */
    PS_VEC(ps_tenure) tenures;   /* oldest first, at least one */
    PS_VEC(ps_arrival) arrivals; /* oldest first */
    PS_VEC(ps_tick) ticks;       /* oldest first */
    PS_VEC(ps_outlay) outlays;
} ps_habit_deal;

/* A sign of a habit: so many of so many, held against a threshold. */
typedef struct {
    const char *key;  /* of the threshold */
    int64_t part, of; /* deals, activities; early-spender: amounts */
    int value;        /* per cent; -1: of nothing */
    int limit;
    bool most, met; /* most: at most the limit, else at least */
} ps_habit_sign;

/* What a deal has to say. */
typedef struct {
    size_t deal; /* index */
    ps_date from,
        to; /* storyteller: opened, last activity; late-pusher: first and last late closing; early-spender: first and last expense */
    ps_date reached;        /* late-pusher: when the stage of the decision was reached; PS_DATE_NONE */
    int days;               /* storyteller: since then */
    bool against;           /* it is a case of the habit by itself: idle, closed late, over the curve */
    int count, of;          /* late-pusher: closed late, of so many */
    ps_strs items;          /* late-pusher: the activities that were closed late */
    ps_money amount, curve; /* early-spender: spent early, and what the process gives these stages; in the deal's currency */
    int share;              /* early-spender: of the curve, per cent */
} ps_habit_proof;

typedef struct {
    ps_str owner;
    ps_habit_kind kind;
    bool enough, found; /* found: only where there is enough */
    int have, need;     /* deals or activities that it rests on, and the least */
    ps_habit_sign signs[3];
    int n_signs;
    PS_VEC(ps_habit_proof) proofs; /* the strongest first */
} ps_habit;
typedef PS_VEC(ps_habit) ps_habit_list;

/* Every habit of each owner, by owner, then in the order of the kinds. owner "": all that ever owned one of the deals. PS_ENOMEM. */
int ps_habits_tell(ps_habit_list *out, ps_arena *arena, const ps_process *p, const ps_habit_deal *deals, size_t n, ps_str owner,
                   ps_date today, ps_error *err);

#endif
