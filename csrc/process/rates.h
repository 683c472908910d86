/* What amounts are worth in another currency, by the Currencies of the process note. Pure. */
#ifndef PS_RATES_H
#define PS_RATES_H

#include "process.h"

/* What one unit is worth in the process's own currency, as the table says; its own is worth 1 where the table does not say. 0: nobody knows. "" is the
 * process's own currency, here and below. */
ps_money ps_rate_of(const ps_process *p, ps_str currency);
/* Exact: v × rate of `from` / rate of `to` in one step, rounded once, half away from zero, to 1/10,000; what leaves the range of money stays at its end. Of
 * the same currency, and of PS_MONEY_NONE, nothing changes, whatever the rates. false: one of them has no rate, and *out is untouched. */
bool ps_rates_convert(const ps_process *p, ps_money v, ps_str from, ps_str to, ps_money *out);
/* Whether one can be had in the other. */
bool ps_rates_know(const ps_process *p, ps_str from, ps_str to);

#endif
