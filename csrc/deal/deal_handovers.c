#include "deal_parts.h"

int ps_deal_read_handovers(ps_deal *d) {
    const ps_aliases *al = ps_deal_aliases(d);
    const ps_table *t = d->main ? ps_heading_table(d->main->note, PS_H_HANDOVERS, al) : NULL;
    d->handovers = t ? ps_arena_alloc(&d->arena, (t->n + 1) * sizeof *d->handovers) : NULL;
    if (t && !d->handovers) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; t && i < t->n; i++) {
        ps_handover h = {.date = ps_date_read(ps_column_cell(t, &t->rows[i], PS_C_DATE, al)),
                         .from = ps_id_bare(ps_column_cell(t, &t->rows[i], PS_C_FROM, al)),
                         .to = ps_id_bare(ps_column_cell(t, &t->rows[i], PS_C_TO, al)),
                         .line = t->rows[i].line};
        if (h.date != PS_DATE_NONE && h.from.n && h.to.n) {
            d->handovers[d->n_handovers++] = h;
        }
    }
    return PS_OK;
}

ps_str ps_deal_heir(const ps_deal *deal, ps_str owner, ps_date since) {
    for (size_t i = 0; i < deal->n_handovers; i++) {
        const ps_handover *h = &deal->handovers[i];
        bool later = since == PS_DATE_NONE || h->date >= since;
        owner = later && ps_str_eq(h->from, owner) ? h->to : owner;
    }
    return owner;
}

ps_str ps_deal_owner_on(const ps_deal *deal, ps_date day) {
    ps_str owner = deal->owner;
    for (size_t i = deal->n_handovers; i > 0; i--) {
        const ps_handover *h = &deal->handovers[i - 1];
        owner = h->date > day && ps_str_eq(h->to, owner) ? h->from : owner;
    }
    return owner;
}
