/* What people received, over all deals. */
#include "ws_money.h"

static int take_row(ps_work *w, const ps_deal_row *row, ps_gifts *out) {
    for (size_t i = 0; i < row->gifts.n; i++) {
        ps_gift gift, *slot = ps_gift_unpack(row->gifts.v[i], &gift) ? PS_PUSH(w->arena, out) : NULL;
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = gift;
        slot->deal = row->view.id;
        slot->folder = row->folder;
        slot->currency = row->view.currency;
    }
    return PS_OK;
}

int ps_work_gifts(ps_work *w, ps_gifts *out) {
    ps_row_list rows = {0};
    int rc = ps_work_rows(w, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        rc = rows.v[i]->broken ? PS_OK : take_row(w, rows.v[i], out);
    }
    return rc;
}

/* ---- the view ---- */

static int view_row(ps_work *w, const ps_gift *g, ps_v_gift_sum *out) {
    ps_v_gift *v = PS_PUSH(w->arena, &out->rows);
    ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(g->folder), PS_FMT(g->file));
    if (!v || !path.p) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_gift){.deal = ps_keep(w, g->deal),
                     .category = ps_keep(w, g->category),
                     .category_label = ps_keep(w, ps_process_label(w->process, PS_V_COSTS, g->category)),
                     .note = ps_keep(w, g->note),
                     .by = ps_keep(w, g->by),
                     .currency = ps_keep(w, g->currency.n ? g->currency : w->process->currency),
                     .path = ps_keep_path(w, path),
                     .date = g->date,
                     .amount = g->amount,
                     .run = g->run,
                     .lnum = (int)g->line,
                     .among = g->among,
                     .passes = g->passes};
    return PS_OK;
}

static int view_sum(ps_work *w, const ps_gift_sum *s, const ps_gifts *gifts, ps_v_gift_person *out) {
    ps_v_gift_sum *v = PS_PUSH(w->arena, &out->sums);
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_gift_sum){.category = ps_keep(w, s->category),
                         .label = ps_keep(w, ps_process_label(w->process, PS_V_COSTS, s->category)),
                         .sum = s->sum,
                         .limit = s->limit,
                         .unrated = s->unrated,
                         .near = s->near,
                         .over = s->over};
    int rc = PS_OK;
    for (int i = 0; !rc && i < s->n; i++) {
        rc = view_row(w, &gifts->v[s->first + (size_t)i], v);
    }
    return rc;
}

static ps_v_gift_person *person_of(ps_work *w, const ps_gift_sum *s, ps_v_gifts *out) {
    ps_v_gift_person *last = out->people.n ? &out->people.v[out->people.n - 1] : NULL;
    if (last && last->year == s->year && ps_str_eq(last->person, s->person)) {
        return last;
    }
    ps_str path = PS_S("");
    const ps_note *note = s->person.n ? w->world.note(w->world.ctx, PS_K_PERSON, s->person, &path) : NULL;
    ps_v_gift_person *v = PS_PUSH(w->arena, &out->people);
    if (v) {
        *v = (ps_v_gift_person){.person = ps_keep(w, s->person),
                                .name = ps_work_name(w, s->person),
                                .path = note ? ps_keep_path(w, path) : PS_S(""),
                                .account = note ? ps_keep(w, ps_fm_id(ps_note_field(note, PS_S("account")))) : PS_S(""),
                                .year = s->year};
    }
    return v;
}

static int gifts_run(ps_work *w, const ps_a_gifts *in, ps_v_gifts *out) {
    ps_gifts gifts = {0};
    ps_gift_sums sums = {0};
    ps_settled_list deals;
    ps_str person = ps_id_bare(in->person);
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_work_settled(w, &deals, &out->broken);
    rc = rc ? rc : ps_work_gifts(w, &gifts);
    rc = rc ? rc : ps_gifts_sum(&sums, w->arena, w->process, &gifts) ? ps_nomem(w->err) : PS_OK;
    out->today = w->world.today;
    out->year = in->year < 0 ? 0 : in->year ? in->year : ps_gift_year(w->world.today);
    out->currency = ps_keep(w, w->process->currency);
    for (size_t i = 0; !rc && i < sums.n; i++) {
        const ps_gift_sum *s = &sums.v[i];
        bool wanted = (!out->year || s->year == out->year || !s->year) && (!person.n || ps_str_eq(s->person, person));
        ps_v_gift_person *v = wanted ? person_of(w, s, out) : NULL;
        rc = !wanted ? PS_OK : v ? view_sum(w, s, &gifts, v) : ps_nomem(w->err);
    }
    return rc;
}
PS_CALL_RUN(gifts, ps_a_gifts, ps_v_gifts, PS_READS)
