/* What is to be reached in each layer of the chain, and how. */
#include "chain.h"
#include "deal_parts.h"

const ps_strategy *ps_chain_strategy(const ps_chain *chain, ps_str layer) {
    for (size_t i = 0; i < chain->n_strategies; i++) {
        const ps_strategy *s = &chain->strategies[i];
        if (ps_str_eq(s->layer, layer)) {
            return s->aim.n || s->n_ways || s->strategy.n ? s : NULL;
        }
    }
    return NULL;
}

int ps_chain_strategies(ps_strategy **out, size_t *n, ps_arena *arena, const ps_deal *deal) {
    const ps_aliases *al = ps_deal_aliases(deal);
    const ps_doc *doc = NULL;
    const ps_table *t = ps_deal_table_anywhere(deal, PS_H_LAYER_STRATEGY, &doc);
    ps_chain found = {0};
    found.strategies = ps_arena_alloc(arena, ((t ? t->n : 0) + 1) * sizeof *found.strategies);
    int rc = found.strategies ? PS_OK : PS_ENOMEM;
    for (size_t i = 0; !rc && t && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_strs ways = {0};
        ps_strategy s = {.layer = ps_column_cell(t, row, PS_C_LAYER, al),
                         .aim = ps_column_cell(t, row, PS_C_AIM, al),
                         .strategy = ps_column_cell(t, row, PS_C_STRATEGY, al),
                         .path = doc->path,
                         .line = row->line};
        rc = ps_ids_split(arena, ps_column_cell(t, row, PS_C_WAYS, al), &ways);
        s.ways = ways.v;
        s.n_ways = ways.n;
        bool known = !deal->process->vocab[PS_V_LAYERS].n || ps_process_term(deal->process, PS_V_LAYERS, s.layer);
        if (s.layer.n && known && !ps_chain_strategy(&found, s.layer)) {
            found.strategies[found.n_strategies++] = s;
        }
    }
    *out = found.strategies;
    *n = found.n_strategies;
    return rc;
}
