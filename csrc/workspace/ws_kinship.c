/* The chain of deals from the first to the last follow-up. */
#include "kinship.h"

#include "field.h"
#include "ws_filter.h"

static int view(ps_work *w, const ps_v_deal *deal, int depth, ps_str here, ps_v_kinship *out) {
    ps_v_kin *v = PS_PUSH(w->arena, &out->deals);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_kin){.id = deal->id,
                    .title = deal->title,
                    .status = deal->status,
                    .stage = deal->stage,
                    .stage_label = deal->stage_label,
                    .kind = deal->kind,
                    .owner = deal->owner,
                    .currency = deal->currency,
                    .parent = deal->parent,
                    .path = deal->path,
                    .value = deal->value,
                    .opened = deal->opened,
                    .close = deal->close,
                    .signed_on = deal->signed_on,
                    .from = ps_date_read(ps_front_value(deal->front, PS_S("recurring.start"))),
                    .depth = depth,
                    .here = ps_str_eq(deal->id, here),
                    .archived = deal->archived};
    return PS_OK;
}

static int kinship_run(ps_work *w, const ps_a_deal *in, ps_v_kinship *out) {
    ps_row_list rows = {0};
    ps_kinship line;
    ps_str folder;
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_work_folder(w, in->id, &folder);
    rc = rc ? rc : ps_work_rows(w, &rows);
    ps_kin *kin = rc ? NULL : ps_arena_alloc(w->arena, (rows.n + 1) * sizeof *kin);
    if (!kin) {
        return rc ? rc : ps_nomem(w->err);
    }
    size_t n = 0;
    const ps_v_deal **of = ps_arena_alloc(w->arena, (rows.n + 1) * sizeof *of);
    for (size_t i = 0; of && i < rows.n; i++) {
        const ps_v_deal *d = &rows.v[i]->view;
        if (!rows.v[i]->broken) {
            of[n] = d;
            kin[n++] = (ps_kin){d->id, d->parent, d->opened};
        }
    }
    rc = of ? ps_kinship_of(&line, w->arena, kin, n, in->id, w->err) : ps_nomem(w->err);
    for (size_t i = 0; !rc && i < line.n; i++) {
        rc = view(w, of[line.v[i].kin], line.v[i].depth, in->id, out);
    }
    if (!rc) {
        out->deal = ps_keep(w, in->id);
        out->missing = ps_keep(w, line.missing);
        out->circle = line.circle;
        out->today = w->world.today;
    }
    return rc;
}
PS_CALL_RUN(kinship, ps_a_deal, ps_v_kinship, PS_READS)
