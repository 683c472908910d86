/* What a cost would do, before it is entered. */
#include "ws_money.h"

ps_str ps_work_name(ps_work *w, ps_str id) {
    static const ps_kind kinds[] = {PS_K_PERSON, PS_K_MEMBER};
    for (size_t i = 0; id.n && i < sizeof kinds / sizeof *kinds; i++) {
        ps_str path;
        const ps_note *note = ps_id_valid(id) ? w->world.note(w->world.ctx, kinds[i], id, &path) : NULL;
        ps_str name = note ? ps_note_value(note, PS_S("name")) : PS_S("");
        if (name.n) {
            return ps_keep(w, name);
        }
    }
    return ps_keep(w, id);
}

/* ---- arguments of a cost ---- */

static int unknown(ps_work *w, ps_str what, ps_str value, ps_buf *list) {
    ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, what, ps_str_clip(value, 80), ps_buf_str(list));
    ps_buf_free(list);
    return PS_EINVAL;
}

int ps_work_category(ps_work *w, ps_str category) {
    const ps_vocab *costs = &w->process->vocab[PS_V_COSTS];
    ps_buf list = {0};
    if (category.n && (costs->n == 0 || ps_process_term(w->process, PS_V_COSTS, category))) {
        return PS_OK;
    }
    for (size_t i = 0; i < costs->n; i++) {
        ps_buf_put(&list, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&list, costs->terms[i].id);
    }
    return unknown(w, PS_S("category"), category, &list);
}

int ps_work_cost_stage(ps_work *w, const ps_deal *deal, ps_str stage, int *pstage) {
    ps_buf list = {0};
    *pstage = stage.n ? ps_profile_stage_id(w->process, deal->profile, stage) : deal->stage;
    if (*pstage >= 0) {
        return PS_OK;
    }
    for (int i = 0; i < deal->profile->n_stages; i++) {
        ps_buf_put(&list, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&list, deal->profile->stages[i].id);
    }
    return unknown(w, PS_S("stage"), stage, &list);
}

/* ---- the answer ---- */

int ps_view_warnings(ps_work *w, const ps_warnings *in, ps_v_warnings *out) {
    for (size_t i = 0; i < in->n; i++) {
        const ps_warning *from = &in->v[i];
        ps_str person = from->effect ? from->effect->person : PS_S("");
        ps_v_warning *v = PS_PUSH(w->arena, out);
        ps_buf text = {0};
        if (!v) {
            return ps_nomem(w->err);
        }
        ps_weigh_text(&text, w->lang, w->process, from, ps_work_name(w, person));
        *v = (ps_v_warning){.kind = ps_weigh_kind_id(from->kind),
                            .text = ps_keep(w, ps_buf_str(&text)),
                            .person = ps_keep(w, person),
                            .warns = ps_weigh_warns(from->kind)};
        bool good = ps_buf_ok(&text);
        ps_buf_free(&text);
        if (!good) {
            return ps_nomem(w->err);
        }
    }
    return PS_OK;
}

static int view_people(ps_work *w, const ps_weighing *x, ps_v_weighing *out) {
    for (size_t i = 0; i < x->n_effects; i++) {
        const ps_gift_effect *e = &x->effects[i];
        ps_v_gift_effect *v = PS_PUSH(w->arena, &out->people);
        if (!v) {
            return ps_nomem(w->err);
        }
        *v = (ps_v_gift_effect){.person = ps_keep(w, e->person),
                                .name = ps_work_name(w, e->person),
                                .category = ps_keep(w, e->category),
                                .category_label = ps_keep(w, ps_process_label(w->process, PS_V_COSTS, e->category)),
                                .year = e->year,
                                .used = e->used,
                                .adds = e->adds,
                                .after = e->after,
                                .limit = e->limit,
                                .near = e->near,
                                .over = e->over,
                                .unrated = e->unrated};
    }
    return PS_OK;
}

static int view_weighing(ps_work *w, const ps_deal *deal, const ps_a_cost *in, const ps_weighing *x, ps_v_weighing *out) {
    const ps_pstage *stage = &deal->profile->stages[x->stage];
    const ps_stage_spend *before = &x->before.stages[x->stage], *after = &x->after.stages[x->stage];
    *out = (ps_v_weighing){.deal = ps_keep(w, deal->id),
                           .title = ps_keep(w, deal->title.n ? deal->title : deal->id),
                           .currency = ps_keep(w, deal->currency.n ? deal->currency : w->process->currency),
                           .limit_currency = ps_keep(w, w->process->currency),
                           .stage = ps_keep(w, stage->id),
                           .stage_label = ps_keep(w, stage->label),
                           .category = ps_keep(w, in->category),
                           .category_label = ps_keep(w, ps_process_label(w->process, PS_V_COSTS, in->category)),
                           .amount = in->amount,
                           .stage_budget = before->budget,
                           .stage_spent = before->spent,
                           .stage_after = after->spent,
                           .ceiling = before->ceiling,
                           .budget = x->before.budget,
                           .spent = x->before.spent,
                           .after = x->after.spent,
                           .expected_before = x->before.expected,
                           .expected_after = x->after.expected,
                           .expected_margin = x->after.expected_margin,
                           .ceiling_percent = ps_spend_ceiling(w->process, stage),
                           .asks = x->asks};
    int rc = view_people(w, x, out);
    rc = rc ? rc : ps_view_warnings(w, &x->warnings, &out->warnings);
    for (size_t i = 0; !rc && i < out->warnings.n; i++) {
        out->warns = out->warns || out->warnings.v[i].warns;
    }
    return rc;
}

static int weigh_run(ps_work *w, const ps_a_cost *in, ps_v_weighing *out) {
    ps_deal *deal;
    ps_gifts gifts = {0};
    ps_weighing x;
    ps_expense expense = {
        .date = in->date == PS_DATE_NONE ? w->world.today : in->date, .category = in->category, .to = in->to, .amount = in->amount};
    bool counts = ps_gift_asks(w->process, in->category) || ps_gift_limit(w->process, in->category) != PS_MONEY_NONE;
    int rc = in->amount == 0 ? ps_fail(w->err, PS_EINVAL, ZERO_AMOUNT) : PS_OK;
    rc = rc || !in->category.n ? rc : ps_work_category(w, in->category);
    rc = rc ? rc : ps_work_deal_then(w, &(ps_a_deal){.id = in->id}, &deal);
    rc = rc ? rc : ps_work_cost_stage(w, deal, in->stage, &expense.pstage);
    rc = rc || !counts || !in->to.n ? rc : ps_work_gifts(w, &gifts);
    rc = rc ? rc : ps_weigh(&x, w->arena, deal, &expense, &gifts) ? ps_nomem(w->err) : PS_OK;
    return rc ? rc : view_weighing(w, deal, in, &x, out);
}
PS_CALL_RUN(weigh, ps_a_cost, ps_v_weighing, PS_READS)
