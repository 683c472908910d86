/* What is to be expected, when, and how surely: the open pipeline by period or by something that deals have in common. Pure. */
#ifndef PS_FORECAST_H
#define PS_FORECAST_H

#include "arena.h"
#include "money.h"
#include "when.h"

typedef enum { PS_BY_MONTH, PS_BY_QUARTER, PS_BY_OWNER, PS_BY_ACCOUNT, PS_BY_KIND, PS_BY_STAGE } ps_forecast_by;
bool ps_forecast_by_parse(ps_str s, ps_forecast_by *out); /* "month" … */

typedef enum { PS_CATEGORY_OMITTED, PS_CATEGORY_PIPELINE, PS_CATEGORY_BEST, PS_CATEGORY_COMMIT } ps_category;
/* As it was judged; where it was not, by the probability: from these per cents on. */
ps_category ps_category_of(ps_str judged, int probability, int commit_from, int best_from);

/* A value that comes in instalments of the same amount. */
typedef struct {
    ps_money amount; /* PS_MONEY_NONE: there is none */
    ps_span period;
    int count;     /* 1 to PS_RECURRING_MOST; 0: there is none */
    ps_date start; /* PS_DATE_NONE: the day of the deal */
} ps_recurring;
enum { PS_RECURRING_MOST = 1200 };

typedef struct {
    ps_str id, currency;
    ps_str group;   /* where it is not by month or quarter: the owner, account, kind or stage; "" for none */
    int rank;       /* rows come by rank, then by key */
    bool booked;    /* won, else open */
    bool unearned;  /* it claims a stage that it has not earned */
    ps_money value; /* PS_MONEY_NONE: what recurs is all there is */
    int probability;
    ps_category category, manager; /* judged by the owner; and by the manager, else the owner's */
    ps_date day;                   /* it is expected to close, or was signed */
    ps_recurring recurring;
} ps_forecast_deal;

typedef struct {
    ps_money value, weighted, committed, best; /* of open deals; best: committed and best case */
    ps_money manager_committed, manager_best;  /* the same as the manager judges */
    ps_money booked;                           /* of won ones */
} ps_forecast_sums;

typedef struct {
    ps_str key, currency; /* key: 2026-12, 2026-Q4, or the group */
    int count;            /* open deals of which something falls here */
    ps_forecast_sums sums;
    ps_strs deals;    /* all of which something falls here, by id */
    ps_strs doubtful; /* those of them that are open, committed by the owner or the manager, and unearned */
} ps_forecast_row;
typedef PS_VEC(ps_forecast_row) ps_forecast_rows;

/* Rows of one currency each. By month and by quarter an open deal's instalments fall where they are due, and what its value holds beyond them on its own
 * day; a booked one counts whole on the day of signing; one without any day is put into `undated`. By anything else `undated` stays empty. Sums are exact:
 * they are the same whatever the rows are by, but for what is undated. PS_EINVAL, naming the deal, where one leaves the range. Texts are borrowed; keys
 * are in the arena. */
int ps_forecast_make(ps_forecast_rows *rows, ps_strs *undated, ps_arena *arena, ps_forecast_by by, const ps_forecast_deal *deals, size_t n,
                     ps_error *err);

#endif
