/* What a workspace's own history says of its process: who went on from each stage, after how long, and how judged probabilities came true. Pure. */
#ifndef PS_OBSERVED_H
#define PS_OBSERVED_H

#include "deal.h"

typedef enum { PS_STAYS, PS_WENT_ON, PS_WENT_BACK, PS_ENDED } ps_leaving; /* ended: lost, put down by the customer or by us */
typedef struct {
    int first, last;     /* stages of the process: those of its profile's stage */
    ps_date from, until; /* PS_DATE_NONE: not known; `until`: also while it stays */
    ps_leaving how;
} ps_stay;

typedef enum { PS_UNDECIDED, PS_END_WON, PS_END_LOST } ps_end;
typedef struct {
    ps_stay *stays;
    size_t n_stays;
    ps_end end;
    int *judged; /* probabilities that people set, in per cent */
    size_t n_judged;
} ps_past_deal;

/* The stays that the Stage history of a deal tells, whose dates win; `ended`: the day on which a deal was lost or put down, PS_DATE_NONE where that is
 * not known. What was won before or in the stage where the customer decides has gone on from there on the day of signing. */
int ps_stays_of(ps_past_deal *out, ps_arena *arena, const ps_deal *deal, ps_date ended);

enum { PS_OBSERVED_LEAST = 5 }; /* cases without which there is no verdict */

/* Deals, by how they last stood to a stage: entered = went_on + went_back + ended + here. */
typedef struct {
    int entered, went_on, went_back, ended, here;
    int conversion;                 /* per cent that went on of those that went on or ended; -1: too few to say */
    int timed, quick, median, slow; /* those whose days are known, and their quartiles; -1 where they are too few */
    int closed, won, win;           /* of those that got so far or further; win in per cent, -1: too few */
} ps_observed_stage;

typedef struct {
    int from, until; /* judged from .. and below, in per cent */
    int n, won;      /* deals that were judged so, and closed */
    int share;       /* won, in per cent; -1: too few */
} ps_calibration;
enum { PS_CALIBRATIONS = 5 };

typedef struct {
    ps_observed_stage *stages; /* n_stages, in order of the process */
    ps_calibration judged[PS_CALIBRATIONS];
} ps_observed;

/* A stay in a merged stage counts for each of its members, but not in their days, which nobody knows apart. Days are the sum of a deal's stays in the
 * stage, of deals that went on or ended. A deal counts once in each range that it was ever judged in. */
int ps_observe(ps_observed *out, ps_arena *arena, int n_stages, const ps_past_deal *deals, size_t n, ps_error *err);

#endif
