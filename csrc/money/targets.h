/* What people are to sell in a period, and how far that has come. Pure. */
#ifndef PS_TARGETS_H
#define PS_TARGETS_H

#include "forecast.h"
#include "process.h"

typedef struct {
    ps_str owner, currency; /* currency: the process's where the row has none */
    ps_str period;          /* as written: 2026-Q4, 2026-12, 2026 */
    ps_date first, last;    /* whole months; PS_DATE_NONE: the period can't be read */
    ps_money amount;        /* NONE: not readable */
    unsigned line;
} ps_target;
typedef PS_VEC(ps_target) ps_targets;

/* Appends the rows of the table Targets of a member's note, unreadable ones too. Texts point into the note. PS_ENOMEM. */
int ps_targets_read(ps_targets *out, ps_arena *arena, const ps_process *process, const ps_note *note, ps_str owner);
/* The days of a period: a month, a quarter or a year. false: it is none. */
bool ps_target_period(ps_str period, ps_date *first, ps_date *last);

typedef struct {
    ps_str owner, period, currency; /* owner "": of all together */
    ps_date first, last;
    ps_money target, booked, committed, best, weighted; /* best: commit and best case, of open deals */
    ps_money gap;                                       /* target - booked - committed; below zero: beyond it */
    ps_money best_gap;                                  /* target - booked - best */
    ps_strs apart;                                      /* currencies in which there is more, which is in none of these sums */
} ps_target_row;
typedef PS_VEC(ps_target_row) ps_target_rows;

/* The targets whose period ends on `from` or later, each held against what of the owner's deals falls into it; by owner, then period. A target that stands
 * twice is added up. `owners`: of the deals. PS_EINVAL where a sum leaves the range. */
int ps_targets_hold(ps_target_rows *out, ps_arena *arena, const ps_targets *targets, ps_date from, const ps_forecast_deal *deals,
                    const ps_str *owners, size_t n, ps_error *err);
/* The same of all people together: by period. */
int ps_targets_together(ps_target_rows *out, ps_arena *arena, const ps_target_rows *rows, ps_error *err);

#endif
