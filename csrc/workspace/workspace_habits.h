/* How sellers work, and what deals teach. */
#ifndef PS_WORKSPACE_HABITS_H
#define PS_WORKSPACE_HABITS_H

#include "workspace_call.h"

/* ---- answers ---- */
typedef struct {
    ps_str key;        /* of the threshold in the process note */
    ps_money part, of; /* deals, activities; of early-spender: amounts in the process's currency */
    int value, limit;  /* per cent; value -1: of nothing */
    bool most, met;    /* most: at most the limit, else at least */
} ps_v_sign;
typedef struct {
    ps_str deal, title, path, currency, stage_label;
    ps_date from,
        to; /* storyteller: opened, last activity; late-pusher: first and last late closing; early-spender: first and last expense */
    ps_date reached;        /* late-pusher: the stage where the customer decides */
    int days;               /* storyteller: since the last activity */
    int count, of;          /* late-pusher: closed late, of so many */
    ps_strs items;          /* those, as the process calls them */
    ps_money amount, curve; /* early-spender: spent early, and the process's share of the budget; in the deal's currency */
    int share;              /* early-spender: of that, per cent; -1: does not apply */
    bool against;           /* a case of the habit by itself */
} ps_v_proof;
typedef struct {
    ps_str owner, name, habit, label;
    bool enough, found; /* found: only where there is enough */
    int have, need;     /* deals or activities that it rests on, and the least */
    PS_VEC(ps_v_sign) signs;
    PS_VEC(ps_v_proof) evidence; /* the strongest first */
} ps_v_habit;
typedef struct {
    PS_VEC(ps_v_habit) habits; /* by owner, then in the order of the method */
    ps_str owner, currency;    /* currency: of the sums */
    ps_date today;
    bool pending; /* asked for what is known, and too little is */
} ps_v_habits;

/* What sellers have ready. */
typedef struct {
    ps_str id, text, state; /* state: absent open ready due na */
    ps_str reason, path;    /* path, lnum: the task, else where it belongs */
    ps_date done, due;
    int lnum;
} ps_v_point;
typedef struct {
    ps_str member, name, path;
    PS_VEC(ps_v_point) points; /* in the order of the process */
    int ready, due, open;      /* ready: up to date, or not applicable; open: absent too */
} ps_v_seller;
typedef struct {
    PS_VEC(ps_v_seller) sellers;
    ps_date today;
    int days; /* after which a point is due again */
} ps_v_prepared;

/* What deals taught. */
typedef struct {
    ps_str deal, title, account, status, kind, text, path; /* kind: repeat or avoid */
    ps_date date;                                          /* of the deal: signed, else opened */
    int lnum, points;
    ps_strs likes; /* what it has in common with the deal at hand: account region rival product kind words */
} ps_v_lesson;
typedef struct {
    PS_VEC(ps_v_lesson) lessons; /* the most alike first */
    ps_str id;                   /* of the deal at hand; "" none */
    int count;                   /* also beyond the limit */
} ps_v_lessons;

/* ---- arguments ---- */
typedef struct {
    ps_str owner, at; /* an id, `me`, "" everybody; as at the end of that day */
    bool walk;        /* from git itself, whatever is remembered */
    bool known;       /* from what is known, without a look at the files; nothing where git's history is still being read */
} ps_a_habits;
typedef struct {
    ps_str member, at; /* an id, `me`, "" everybody */
} ps_a_prepared;
typedef struct {
    ps_str id,
        filter; /* id: a deal to which the others are held, "" none; without a filter only similar ones count. Words of the filter may stand in the lesson */
    int limit;  /* 0: all */
} ps_a_lessons;

/* ---- the calls ---- */
PS_CALL(habits, ps_a_habits, ps_v_habits);
PS_CALL(lessons, ps_a_lessons, ps_v_lessons);
/* Drafts the project summary from the history, or drafts it anew; what people wrote stays, and a draft that they changed. text: written, same or kept; lnum:
 * of the draft's heading. */
PS_CALL(summary, ps_a_id, ps_v_place);
PS_CALL(prepared, ps_a_prepared, ps_v_prepared);
/* Puts the points that a member's note lacks into it. count: how many; path, lnum: the first. */
PS_CALL(prepare, ps_a_id, ps_v_place);

#endif
