#include "rates.h"

#include "field.h"

static ps_str named(const ps_process *p, ps_str currency) {
    return currency.n ? currency : p->currency;
}

ps_money ps_rate_of(const ps_process *p, ps_str currency) {
    const ps_term *t = ps_process_term(p, PS_V_CURRENCIES, named(p, currency));
    ps_money rate = t ? ps_money_read(ps_term_cell(p, PS_V_CURRENCIES, t, PS_S("rate"))) : PS_MONEY_NONE;
    bool own = ps_str_eq(named(p, currency), p->currency);
    return rate != PS_MONEY_NONE && rate > 0 ? rate : own ? PS_MONEY_ONE : 0;
}

bool ps_rates_know(const ps_process *p, ps_str from, ps_str to) {
    return ps_str_eq(named(p, from), named(p, to)) || (ps_rate_of(p, from) > 0 && ps_rate_of(p, to) > 0);
}

bool ps_rates_convert(const ps_process *p, ps_money v, ps_str from, ps_str to, ps_money *out) {
    if (!ps_rates_know(p, from, to)) {
        return false;
    }
    bool same = ps_str_eq(named(p, from), named(p, to));
    *out = same ? v : ps_money_share(v, ps_rate_of(p, from), ps_rate_of(p, to));
    return true;
}
