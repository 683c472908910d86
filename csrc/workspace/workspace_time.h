/* Then and now: history, days of the past, and what they foretell. */
#ifndef PS_WORKSPACE_TIME_H
#define PS_WORKSPACE_TIME_H

#include "workspace_call.h"

/* ---- answers ---- */
typedef struct {
    ps_str id, from, to; /* what the states are called; to "": now */
    ps_v_events events;  /* of no time and no author */
} ps_v_diff;
typedef struct {
    int done, total; /* commits; total 0: not known yet */
    bool complete;
} ps_v_progress;
typedef struct {
    ps_str key, label, currency; /* key: 2026-12, 2026-Q4, or an id; label: of a stage or a kind */
    int count;                   /* open deals of which something falls here */
    ps_money value, weighted, committed, best, booked, manager_committed, manager_best; /* as forecast.h has them */
    ps_strs deals;                                                                      /* booked ones too */
    ps_strs doubtful; /* of the commits those on a stage that is not earned */
} ps_v_forecast_row;
typedef struct { /* what a person, or all together, are to sell in a period */
    ps_str owner, name, period, currency;
    ps_money target, booked, committed, best, weighted; /* of what falls into the period */
    ps_money gap;                                       /* target - booked - committed; below zero: beyond it */
    ps_money best_gap;                                  /* target - booked - best */
    ps_strs apart;                                      /* currencies in which there is more, which is in none of the sums */
} ps_v_target;
typedef struct {
    PS_VEC(ps_v_forecast_row) rows;
    PS_VEC(ps_v_target) targets; /* where rows are by owner, month or quarter, and the filter speaks of owners alone */
    ps_str currency;             /* in which all is that could be converted; "": each in its own */
    ps_strs unrated;             /* currencies without a rate: in rows of their own */
    ps_strs undated;             /* deals without a day, where rows are periods */
    ps_v_diags broken;           /* deals that can't be read */
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

/* ---- arguments ---- */
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
    ps_str by, at, filter; /* by: month quarter owner account kind stage; "" is by month */
    ps_str currency;       /* all in this one, by the rates of the process note; "": each in its own */
} ps_a_forecast;

/* ---- the calls ---- */
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
PS_CALL(show, ps_a_id, ps_v_place);              /* text of a commit as `git show` prints it */

#endif
