/* Money is an exact decimal: a 64-bit count of 1/10,000 of the currency's unit. It may be negative. */
#ifndef PS_MONEY_H
#define PS_MONEY_H

#include "error.h"

typedef int64_t ps_money;
#define PS_MONEY_ONE 10000
#define PS_MONEY_NONE INT64_MIN /* "no amount given"; no function below returns it as a sum */

/* `1200000`, `1,200,000`, `1_200_000`, `-3.5`, `1860.50`: at most four decimals, separators between groups of three only, full-width digits no. PS_EINVAL with its message otherwise. */
int ps_money_parse(ps_money *out, ps_str s, ps_error *err);
typedef struct {
    char b[32];
} ps_moneystr;
/* Plain: `1200000`, `1860.5`; "" for PS_MONEY_NONE. */
ps_str ps_money_str(ps_moneystr *d, ps_money v);
/* For people: `1,200,000`, `1,860.50`. */
ps_str ps_money_grouped(ps_moneystr *d, ps_money v);
/* false on overflow; *out is untouched then. PS_MONEY_NONE counts as zero. */
bool ps_money_add(ps_money *out, ps_money a, ps_money b);
/* Adds to a sum; one that would leave the range of money stays at its end: false. PS_MONEY_NONE counts as zero. */
bool ps_money_into(ps_money *sum, ps_money v);
/* v × num / den, rounded half away from zero; clamps at the ends of the range. den > 0. PS_MONEY_NONE stays so. */
ps_money ps_money_share(ps_money v, int64_t num, int64_t den);

#endif
