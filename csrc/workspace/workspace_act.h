/* What is done: each is one commit, but for readiness, which says what it would take. */
#ifndef PS_WORKSPACE_ACT_H
#define PS_WORKSPACE_ACT_H

#include "workspace_call.h"

/* ---- answers ---- */
typedef struct {
    ps_str deal, stage, stage_label, next, next_label, gate, gate_label;
    int round, done, total, na;
    bool ready;
    ps_v_missings missing;
} ps_v_readiness;
typedef struct {
    ps_str reviewer, vote, comment, evidence;
} ps_v_vote;
typedef struct {
    ps_str text, owner, due, target; /* target: the criterion, `for` in Lua */
    bool met;
    int lnum;
} ps_v_condition;
typedef struct {
    ps_str id, text, answer, evidence, reason; /* answer: open met partly no na */
    int lnum;
} ps_v_criterion;
typedef struct {
    ps_str path, deal, gate, gate_label, date, reviewed, decision, reason;
    int round;
    bool self_review;
    ps_strs reviewers;
    PS_VEC(ps_v_vote) votes;
    PS_VEC(ps_v_condition) conditions;
    PS_VEC(ps_v_criterion) criteria;
} ps_v_review;
typedef struct {
    ps_str path, id, date; /* id: block id of the ledger row; the deal of a log entry */
    int lnum;
    ps_str category, stage, by, to, note; /* of a cost */
    ps_money amount;
    ps_str kind, text; /* of a contact */
    ps_strs who, deals;
} ps_v_entry;
typedef struct {
    int commits, files;
    ps_str commit, message;
} ps_v_done;

/* ---- arguments ---- */
typedef struct {
    ps_str title, id, account, kind, profile, owner, currency, source, parent, flow, forecast;
    ps_strs team, products;
    ps_strs recurring, frame; /* terms, names and values in turn: amount 500 period month …; ceiling 90000 from … */
    ps_money value, margin, budget;
    ps_date opened, close;
    int probability; /* 0: none */
} ps_a_new;
/* kind and text, here and below: of an item of the agenda as it was shown on the line. Where the note has changed since, the one line that still
 * says so is taken; PS_ECONFLICT where none does, or several do. kind "": whatever stands on the line. */
typedef struct {
    ps_str path, state, reason, kind, text;
    int lnum,
        last; /* last: every task that begins on the lines from lnum to here, but for those that are closed already with x or -; 0: the one */
    bool bulk; /* every open activity under the heading at lnum, or of the note: only from delivery on */
} ps_a_toggle;
typedef struct {
    ps_str path, date, reason; /* date: `2026-12-01`, `+3d` from the day it has (from today where that is past), `fri`, 周五 */
    ps_str kind, text;
    int lnum;
} ps_a_postpone;
typedef struct {
    ps_str id, decision, reason;
    ps_strs reviewers;
    PS_VEC(ps_v_vote) votes;
    PS_VEC(ps_v_condition) conditions;
} ps_a_decide;
typedef struct {
    ps_str id, reason, override, status, to;
    ps_str note,
        revisit; /* of a closing that is no win: a line on why; the day to look again: `2027-02-01`, `+90d`; "": none (date: likewise) */
    ps_date date;
    ps_money value;
} ps_a_move;
typedef struct {
    ps_str id, category, note, stage, to;
    ps_money amount;
    ps_date date;
} ps_a_cost;
typedef struct {
    ps_str id, text, kind, date; /* date: a day or a time */
    ps_strs who, deals;
} ps_a_log;
typedef struct {
    ps_str kind, id, title, account, region, email, role, parent;
} ps_a_add;
typedef struct {
    ps_str kind, id, to;
} ps_a_rename;
typedef struct {
    ps_strs paths; /* empty: everything in the workspace */
    bool pending;  /* save: those whose saves were announced by `pend` and never committed, instead of `paths` */
    ps_str message;
} ps_a_commit;

/* ---- the calls ---- */
PS_CALL(readiness, ps_a_deal, ps_v_readiness);
PS_CALL(new, ps_a_new, ps_v_deal);
PS_CALL(add, ps_a_add, ps_v_place);
PS_CALL(toggle, ps_a_toggle, ps_v_place); /* text: the new state; count: items changed */
/* Another day for the task, the row or the field of front matter (close, revisit …) on a line. date: the new one; text: the one it had. */
PS_CALL(postpone, ps_a_postpone, ps_v_place);
PS_CALL(refresh, ps_a_id, ps_v_place); /* count: items added; path, lnum: the first */
PS_CALL(review, ps_a_id, ps_v_review);
PS_CALL(decide, ps_a_decide, ps_v_review);
PS_CALL(advance, ps_a_move, ps_v_deal);
PS_CALL(back, ps_a_move, ps_v_deal);
PS_CALL(close, ps_a_move, ps_v_deal);
PS_CALL(reopen, ps_a_move, ps_v_deal);
PS_CALL(cost, ps_a_cost, ps_v_entry);
PS_CALL(log, ps_a_log, ps_v_entry);
PS_CALL(visit, ps_a_log, ps_v_entry);   /* an entry prefilled for typing */
PS_CALL(renew, ps_a_new, ps_v_deal);    /* parent: the deal whose contract ends; title "": made from that */
PS_CALL(followup, ps_a_new, ps_v_deal); /* parent: the deal it follows */
PS_CALL(rename, ps_a_rename, ps_v_place);
PS_CALL(archive, ps_a_id, ps_v_deal);
PS_CALL(undo, ps_a_id, ps_v_done);     /* of a deal, or of the note that `accounts/acme` names */
PS_CALL(save, ps_a_commit, ps_v_done); /* what stands in the work tree at these paths, notes only; message "" = from the meaning */
PS_CALL(commit, ps_a_commit, ps_v_done);
/* These were written and will be saved: should the process be killed before that, `save` with `pending` finds them.
 * files: how many wait. */
PS_CALL(pend, ps_a_commit, ps_v_done);

#endif
