/* The use cases: what a person can ask of a workspace, each whole or not at all. The only module that joins the ones below.
 * A call takes its arguments, gives its answer in the session's arena, and is synchronous; one call at a time per handle (calls from
 * several threads wait for each other). Paths in answers are absolute; paths in arguments may be absolute or relative to the root. */
#ifndef PS_WORKSPACE_H
#define PS_WORKSPACE_H

#include "deal_view.h"
#include "diag.h"
#include "repo.h"

typedef struct ps_workspace ps_workspace;

/* A text that stands in an editor with unsaved changes: read instead of the file. */
typedef struct {
    ps_str path, text;
} ps_overlay;

typedef struct {
    ps_str kind, id, text, path, message;
    int lnum;
    bool absent, expired;
} ps_v_missing;
typedef PS_VEC(ps_v_missing) ps_v_missings;

/* One call: where its answer lives, what it may read over the disk, and what it did. */
typedef struct {
    ps_arena arena;            /* owned by the caller, freed with ps_session_end */
    const ps_overlay *overlay; /* n_overlay unsaved texts */
    size_t n_overlay;
    const volatile int *cancel; /* non-zero: stop soon with PS_ECANCEL; may be NULL */
    volatile int done, total;   /* how far it is, for who looks on meanwhile; total 0: not known */
    /* out: */
    ps_strs changed;                    /* absolute paths of the files that were written or removed */
    ps_str commit;                      /* hex of the operation's commit, "" for none */
    ps_v_missings missing;              /* after PS_EREFUSED: all that stands against it */
    PS_VEC(struct ps_deal_rows *) held; /* what the answer points into */
} ps_session;
void ps_session_end(ps_session *s);

/* ---- opening ---- */
/* The nearest folder at or above `path` that holds .pursuit/process.md, absolute and real; "" if none. The path itself need not exist. */
int ps_ws_find(ps_arena *arena, ps_str path, ps_str *root, ps_error *err);
/* Opens, finishing what a killed process left. Owned by the caller; ps_ws_close waits for a running call. */
int ps_ws_open(ps_workspace **out, ps_str root, ps_error *err);
/* The same at once: the repository is opened, and what a killed process left is finished, by the first call. What keeps it from being opened fails that. */
int ps_ws_open_later(ps_workspace **out, ps_str root, ps_error *err);
void ps_ws_close(ps_workspace *ws);
/* git's index of a large tree may follow a commit later, if the handle's owner sees to it: after a call for which ps_ws_owes says so it calls
 * ps_ws_follow within moments, from any thread (repo.h). ps_ws_close does it too. */
void ps_ws_follow_later(ps_workspace *ws);
bool ps_ws_owes(const ps_workspace *ws);
int ps_ws_follow(ps_workspace *ws, ps_error *err); /* PS_EBUSY: again later */
/* Whether it is to be looked at again what git's index got through this handle, a second later. */
bool ps_ws_doubts(const ps_workspace *ws);
int ps_ws_look_again(ps_workspace *ws, ps_error *err);
ps_str ps_ws_root(const ps_workspace *ws);
ps_lang ps_ws_lang(const ps_workspace *ws);
/* The user's cache folder, for the index; before the first search. Until set: XDG_CACHE_HOME, else ~/.cache. PS_ENOMEM. */
int ps_ws_set_cache(ps_workspace *ws, ps_str dir, ps_error *err);
void ps_ws_set_lang(ps_workspace *ws, ps_lang lang); /* language of messages; the process note's until set */

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
    int64_t time;
    ps_str date, clock, author, commit, kind, text, field, from, to, path, deal; /* clock: day and time; as date in the process's zone */
    bool undo;                                                                   /* takes back what stands there */
} ps_v_event;
typedef PS_VEC(ps_v_event) ps_v_events;
typedef struct {
    ps_str id, from, to; /* what the states are called; to "": now */
    ps_v_events events;  /* of no time and no author */
} ps_v_diff;
typedef struct {
    int done, total; /* commits; total 0: not known yet */
    bool complete;
} ps_v_progress;

typedef struct {
    ps_str path, code, message;
    int lnum, col, end_col, severity;
} ps_v_diag;
typedef PS_VEC(ps_v_diag) ps_v_diags;

typedef struct {
    ps_str currency;
    ps_money value, weighted;
} ps_v_sum;
typedef PS_VEC(ps_v_sum) ps_v_sums;
typedef struct {
    ps_str id, label;
    int count, number; /* number: index in the process, from 0 */
    ps_v_sums sums;
} ps_v_stage_sum;
typedef struct {
    PS_VEC(ps_v_stage_sum) stages; /* every stage of the full process, in order */
    ps_v_deals deals;              /* by stage, then by value, largest first; as many as were asked for */
    int more;                      /* that the filter takes and were not asked for; counts and sums have them */
    int count;                     /* open ones; sums too: won deals are booked, not in the pipeline */
    ps_v_sums sums;
    ps_v_diags broken; /* deals that can't be read, with path:line */
    ps_date today;     /* the day that the board is of, in the process's time zone */
    ps_date now;       /* today's, also where the board is of another day */
} ps_v_board;

typedef struct {
    ps_str key, label, currency; /* key: 2026-12, 2026-Q4, or an id; label: of a stage or a kind */
    int count;                   /* open deals of which something falls here */
    ps_money value, weighted, committed, best, booked, manager_committed, manager_best; /* as forecast.h has them */
    ps_strs deals;                                                                      /* booked ones too */
} ps_v_forecast_row;
typedef struct {
    PS_VEC(ps_v_forecast_row) rows;
    ps_strs undated;   /* deals without a day, where rows are periods */
    ps_v_diags broken; /* deals that can't be read */
    ps_str by;
    ps_date today; /* the day that it is of */
} ps_v_forecast;

typedef struct {
    ps_str move; /* new reopened grown shrunk won lost no-decision no-go paused gone advanced back slipped pulled-in */
    ps_str deal, title, owner, account, currency, path;
    ps_money amount;                       /* by which the pipeline's value rose, below zero: fell; of the last four the deal's value */
    ps_money value;                        /* of the deal, at the end */
    ps_str from, to, from_label, to_label; /* stages, days, amounts or statuses, as the move is of */
    int days;                              /* by which it slipped */
} ps_v_move;
typedef struct {
    ps_str move; /* unchanged too */
    int count;
    ps_money amount;
    bool counts; /* changes the pipeline's value */
} ps_v_moved;
typedef struct {
    ps_str currency;
    int begin_count, end_count;
    ps_money begin, end, begin_weighted, end_weighted; /* begin + the amounts that count = end, exactly */
    PS_VEC(ps_v_moved) moves;                          /* those that there were */
} ps_v_move_sum;
typedef struct {
    ps_date from, to;
    PS_VEC(ps_v_move) rows;
    PS_VEC(ps_v_move_sum) sums;
    ps_v_diags broken; /* deals that can't be read on one of the days: left out */
} ps_v_movement;

typedef struct {
    ps_str id, label;
    int probability, stalls;                      /* the process's */
    int entered, went_on, went_back, ended, here; /* deals, by how they last stood to it; ended: lost, or put down */
    int conversion;                               /* per cent that went on of those that went on or ended; -1, as below: too few to say */
    int timed, quick, median, slow;               /* deals whose days in it are known, and the quartiles of these */
    int closed, won, win;                         /* of the deals that got so far, and what share was won, in per cent */
} ps_v_observed_stage;
typedef struct {
    int from, until; /* per cent */
    int n, won, share;
} ps_v_judged;
typedef struct {
    PS_VEC(ps_v_observed_stage) stages;
    PS_VEC(ps_v_judged) judged; /* probabilities that people set, against how those deals ended */
    ps_date from, to;           /* PS_DATE_NONE: all deals */
    int deals, least;           /* how many; below `least` there is no verdict */
    ps_v_diags broken;
} ps_v_observed;

typedef struct {
    ps_str id, label, extra;
} ps_v_term;
typedef PS_VEC(ps_v_term) ps_v_terms;
typedef struct {
    ps_str name, path, lang, currency;
    ps_v_terms stages, gates, profiles, kinds, channels, flows, losses, costs, stances, layers, roles, decisions, statuses, activities;
    ps_v_diags faults;
} ps_v_process;

typedef struct { /* a filter that has a name: a row of .pursuit/views.md */
    ps_str name, filter, description, path;
    int lnum;
} ps_v_view;
typedef PS_VEC(ps_v_view) ps_v_views;

typedef struct {
    int from;         /* byte of the filter, from 1, where the word begins that is being typed */
    ps_v_terms words; /* what it may become, whole; with the label of what it names */
} ps_v_completion;

typedef struct {
    ps_str path, id, kind, text, date;
    int lnum, count;
} ps_v_place; /* something made or found: where it is */

typedef struct {
    ps_str path, id, date; /* id: block id of the ledger row; the deal of a log entry */
    int lnum;
    ps_str category, stage, by, to, note; /* of a cost */
    ps_money amount;
    ps_str kind, text; /* of a contact */
    ps_strs who, deals;
} ps_v_entry;

typedef struct {
    ps_str kind, id; /* kind: deal account region person member process other; id "" where none. For a file of a deal's folder: the deal */
} ps_v_where;

typedef struct {
    int commits, files;
    ps_str commit, message;
} ps_v_done;

typedef struct {
    int from, to; /* bytes of the snippet, from 1, both of them in it */
} ps_v_mark;
typedef struct {
    ps_str path, deal, title, snippet;
    int lnum, col; /* of the match, from 1; col in bytes */
    PS_VEC(ps_v_mark) marks;
} ps_v_hit;
typedef PS_VEC(ps_v_hit) ps_v_hits;

typedef struct {
    ps_str path, deal, title, text; /* text: of the line with the link */
    int lnum;
} ps_v_link;
typedef PS_VEC(ps_v_link) ps_v_links;

typedef struct {
    int notes, changed, removed;
} ps_v_counts;

typedef struct { /* something with a day: agenda.h says what the kinds are */
    ps_date date;
    ps_str kind, deal, title, text, owner, state, id, path; /* deal "": of a note outside of deals; title: the deal's, else the note's */
    int lnum;
    bool overdue, waiting; /* waiting: its owner is a person at the customer */
    ps_str deal_owner;
} ps_v_item;
typedef PS_VEC(ps_v_item) ps_v_items;
typedef struct {
    ps_v_items items; /* overdue ones first, then by day */
    ps_date today;
    ps_str owner;    /* whose; "" everybody's */
    int count, late; /* of all, also beyond the limit; late: overdue ones */
} ps_v_agenda;
typedef struct {
    int overdue, day, week, tenders, waiting, idle, stalled, changes;
} ps_v_totals;
/* A morning. Each item stands in one list. */
typedef struct {
    ps_date today;
    int64_t now, since; /* since: as asked for */
    ps_str since_clock;
    ps_str owner; /* whose; "" everybody's */
    ps_v_items overdue, day, week;
    ps_v_items tenders; /* of the next 60 days */
    ps_v_items waiting; /* in my deals, somebody else's, up to the week's end */
    ps_v_items idle;    /* my deals without a next action */
    ps_v_items stalled;
    ps_v_events changes; /* by others in my deals, newest first */
    ps_v_totals totals;  /* of each list, also beyond the limit */
} ps_v_today;

/* The decision chain. Labels are in the process's words. */
typedef struct {
    ps_str id, name, post, unit, layer, role, role_label, stance, stance_label, sign, contact, aim, aim_label, path, note, superior;
    ps_strs needs, need_labels, ways, way_labels;
    ps_date seen;
    int influence, lnum, days; /* days since seen; path, lnum: the row; note: the person's, "" where there is none */
    bool covered, compliance;  /* compliance: one of the needs is a matter of it */
} ps_v_member;
typedef struct {
    ps_str id, label; /* id "": those of no known layer */
    PS_VEC(ps_v_member) people;
} ps_v_layer;
typedef struct {
    ps_str from, to, from_name, to_name, kind, label, group, note, path;
    int lnum;
    bool reporting;
} ps_v_tie;
typedef struct {
    ps_str kind, person, text, path; /* person "": of the chain as a whole; path, lnum: where to mend it */
    int lnum;
} ps_v_gap;
typedef struct {
    ps_str deal, title;
    int covered, total;
    ps_strs champions;         /* names */
    PS_VEC(ps_v_layer) layers; /* from the one that decides down; each of the process, with or without people */
    PS_VEC(ps_v_tie) ties;
    PS_VEC(ps_v_gap) gaps;
    ps_date today;
} ps_v_map;

/* A deal as a whole. */
typedef struct {
    ps_str label; /* the heading of the process under which the activities stand */
    int done, na, open;
} ps_v_group;
typedef struct {
    ps_str id, label, state; /* state: walked here ahead forced (left by an override) unearned (walked on without having earned it) */
    PS_VEC(ps_v_group) groups;
    int done, na, open, days, probability, reach; /* days in it; reach: per cent, the chance of getting there */
    ps_date entered;
    ps_str gate, gate_label, decision,
        path; /* of the gate at its end; decision "": none, and round 0: not held; path: the latest review's */
    int round;
    ps_date decided;
    ps_money budget, planned, spent, share;
    bool over;
} ps_v_stage_view;
typedef struct {
    ps_str id, label, threat;
    int lnum;
} ps_v_rival;
typedef struct {
    ps_str deal, title, account, owner, status, currency, stage, earned, path;
    PS_VEC(ps_v_stage_view) stages;
    int people, covered, against; /* of the decision chain */
    ps_strs champions;
    PS_VEC(ps_v_rival) rivals;
    int strengths, weaknesses, opportunities, threats, unanswered;
    int probability;
    ps_money value, budget, spent, expected_cost, expected_value, expected_margin;
    bool dear; /* the expected cost passes the expected margin */
    ps_v_action *next_action;
    ps_date today;
} ps_v_overview;

/* Goals and plan. */
typedef struct {
    ps_str id, text, owner, state, measure, path;
    ps_strs after; /* ids of items that come before */
    ps_date start, end;
    int depth, lnum;
    bool goal, closed;
} ps_v_plan_item;
typedef struct {
    ps_str kind, item, text, path; /* item: id of the row */
    int lnum;
} ps_v_plan_fault;
typedef struct {
    ps_str deal, title, path;
    PS_VEC(ps_v_plan_item) items;
    PS_VEC(ps_v_plan_fault) faults;
    ps_date from, to, today, close;
} ps_v_plan;

/* ---- arguments ---- */
typedef struct {
    ps_str id;
} ps_a_id;
typedef struct {
    ps_str id, at; /* at: as at the end of that day; "" now. A deal that had another id then is found, and told, by its id of today */
} ps_a_deal;
typedef struct {
    ps_str id;
    bool walk; /* from git itself, whatever is remembered */
} ps_a_history;
typedef struct {
    ps_str id, from,
        to; /* a gate (its latest review), `<gate>-<round>`, a day, a revision; from "": the deal's birth, to "": now, unsaved texts too */
} ps_a_diff;
typedef struct {
    ps_str id, key; /* `value`, `stakeholders/<id>/stance`, `activity/<id>` … */
} ps_a_blame;
typedef struct {
    int ms; /* how long, about; 0: 100 */
} ps_a_remember;
typedef struct {
    ps_str path;
    int lnum;
} ps_a_path;
typedef struct {
    ps_str filter; /* words: `stage=concept owner=me 电信`; "" takes all */
    bool all;   /* closed ones too; else open ones, and won ones until they are done. Archived ones only where the filter asks for them */
    ps_str at;  /* as at the end of that day; "" now. PS_EINVAL where it has not come; before the first commit there is nothing */
    int limit;  /* as many deals at most; 0: all */
    bool known; /* from what the index knows, without a look at the files */
} ps_a_filter;
typedef struct {
    ps_str name, filter, description;
    bool remove;
} ps_a_view;
typedef struct {
    ps_str from, to, filter; /* days, or a period as `from`: 2026-Q3, 2026-09, 2026; "": thirty days ago, and today */
} ps_a_span;
typedef struct {
    ps_str by, at, filter; /* by: month quarter owner account kind stage; "" is by month */
} ps_a_forecast;
typedef struct {
    ps_str query; /* words, "phrases", prefix*, -not, and filters with an operator (`stage=concept`); any text is a query */
    int limit;    /* 0: 50 */
    bool known;   /* from what the index knows, without a look at the files */
    bool any;     /* not the best ones, but those that are found first */
} ps_a_search;
typedef struct {
    int days;             /* from today on; what is overdue is always in it */
    ps_str filter, owner; /* of the deals; whose items: an id, `me`, "" everybody's. What a customer owes belongs to the deal's owner too */
    int limit;            /* 0: all */
    bool known;           /* from what the index knows, without a look at the files */
} ps_a_agenda;
typedef struct {
    ps_str path, filter, owner; /* path: absolute, or from the root; the rest as for the agenda */
    int days;
} ps_a_export;
typedef struct {
    ps_str owner;
    int64_t since; /* changes after this time; below 0: so many seconds before now; 0: none are asked for */
    int limit;     /* of each list; 0: all */
    bool known;
} ps_a_today;
typedef struct {
    ps_str path;
    bool known; /* from what the index knows, without a look at the files */
} ps_a_links;
typedef struct {
    ps_str title, id, account, kind, profile, owner, currency, source, parent, flow, forecast;
    ps_strs team, products;
    ps_money value, margin, budget;
    ps_date opened, close;
    int probability; /* 0: none */
} ps_a_new;
typedef struct {
    ps_str path, state, reason;
    int lnum,
        last; /* last: every task that begins on the lines from lnum to here, but for those that are closed already with x or -; 0: the one */
    bool bulk; /* every open activity under the heading at lnum, or of the note: only from delivery on */
} ps_a_toggle;
typedef struct {
    ps_str path, date, reason; /* date: `2026-12-01`, `+3d` from the day it has (from today where that is past), `fri`, 周五 */
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
    ps_str kind;
    bool known; /* of deals: those that the index knows, unless it knows none */
} ps_a_names;
typedef struct {
    ps_str kind, id, to;
} ps_a_rename;
typedef struct {
    ps_strs paths; /* empty: everything in the workspace */
    bool pending;  /* save: those whose saves were announced by `pend` and never committed, instead of `paths` */
    ps_str message;
} ps_a_commit;

/* ---- the calls. All return 0 or an error; `missing` of the session is set with PS_EREFUSED ---- */
#define PS_CALL(name, args, answer) int ps_call_##name(ps_workspace *ws, ps_session *s, const args *in, answer *out, ps_error *err)
/* reading */
PS_CALL(deal, ps_a_deal, ps_v_deal);
PS_CALL(deals, ps_a_filter, ps_v_deals);
PS_CALL(board, ps_a_filter, ps_v_board);
PS_CALL(views, ps_a_id, ps_v_views);             /* saved filters, as they stand */
PS_CALL(complete, ps_a_filter, ps_v_completion); /* of a filter typed up to the cursor */
PS_CALL(readiness, ps_a_deal, ps_v_readiness);
PS_CALL(day, ps_a_deal,
        ps_v_place); /* which day `at` means. date: it; text: today; id: the commit that stood at its end, "" before the first */
PS_CALL(forecast, ps_a_forecast, ps_v_forecast);
PS_CALL(movement, ps_a_span,
        ps_v_movement); /* the filter looks at the deals as they are at the end; at those that are gone, as they were */
PS_CALL(observed, ps_a_span, ps_v_observed); /* of deals that were opened after `from` and until `to`; "": of all */
PS_CALL(history, ps_a_history, ps_v_events);
PS_CALL(diff, ps_a_diff, ps_v_diff);
PS_CALL(blame, ps_a_blame, ps_v_event);          /* the event that set what stands there */
PS_CALL(fields, ps_a_id, ps_v_terms);            /* what blame may be asked for; label: what stands there */
PS_CALL(remember, ps_a_remember, ps_v_progress); /* reads on in git's history, so that it answers at once */
PS_CALL(map, ps_a_deal, ps_v_map);
PS_CALL(overview, ps_a_deal, ps_v_overview);
PS_CALL(plan, ps_a_deal, ps_v_plan);
PS_CALL(diagnostics, ps_a_path, ps_v_diags); /* path "": the whole workspace */
PS_CALL(process, ps_a_id, ps_v_process);
PS_CALL(names, ps_a_names, ps_v_terms); /* ids and titles of a kind; extra: a person's account, an account's region */
PS_CALL(where, ps_a_path, ps_v_where);
PS_CALL(search, ps_a_search, ps_v_hits); /* one per note, best first */
PS_CALL(agenda, ps_a_agenda, ps_v_agenda);
PS_CALL(today, ps_a_today, ps_v_today);
PS_CALL(export, ps_a_export,
        ps_v_place); /* the agenda as a file for other programs. count: entries. PS_EUNSUPPORTED for a format that is not built */
PS_CALL(reindex, ps_a_id, ps_v_counts);     /* the index anew, from nothing */
PS_CALL(show, ps_a_id, ps_v_place);         /* text of a commit as `git show` prints it */
PS_CALL(backlinks, ps_a_links, ps_v_links); /* lines of other notes that lead to this one */
/* operations: one commit each */
PS_CALL(new, ps_a_new, ps_v_deal);
PS_CALL(add, ps_a_add, ps_v_place);
PS_CALL(view, ps_a_view, ps_v_view);      /* saves a filter under a name, or takes it away */
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
PS_CALL(followup, ps_a_new, ps_v_deal); /* parent: the deal it follows */
PS_CALL(rename, ps_a_rename, ps_v_place);
PS_CALL(archive, ps_a_id, ps_v_deal);
PS_CALL(undo, ps_a_id, ps_v_done);
PS_CALL(save, ps_a_commit, ps_v_done); /* what stands in the work tree at these paths, notes only; message "" = from the meaning */
PS_CALL(commit, ps_a_commit, ps_v_done);
/* These were written and will be saved: should the process be killed before that, `save` with `pending` finds them.
 * files: how many wait. */
PS_CALL(pend, ps_a_commit, ps_v_done);

/* A workspace at dir: the built-in process note in a language, a repository where there is none, my team note. Adopts a folder full of other notes
 * and changes none of them. PS_EEXISTS where one is there already. out->path: the root. */
int ps_ws_init(ps_session *s, ps_str dir, ps_lang lang, ps_v_place *out, ps_error *err);

#endif
