#include "weigh.h"

#include "field.h"

ps_str ps_weigh_kind_id(ps_weigh_kind k) {
    static const ps_str ids[PS_WEIGH_COUNT] = {{"stage-near", 10}, {"stage", 5},  {"ceiling", 7},     {"deal", 4},  {"ahead", 5},
                                               {"dear", 4},        {"nobody", 6}, {"limit-near", 10}, {"limit", 5}, {"unrated", 7}};
    return ids[k];
}

bool ps_weigh_warns(ps_weigh_kind k) {
    return k != PS_WEIGH_STAGE_NEAR && k != PS_WEIGH_AHEAD && k != PS_WEIGH_LIMIT_NEAR;
}

static bool put(ps_warnings *out, ps_arena *arena, ps_warning w) {
    ps_warning *slot = PS_PUSH(arena, out);
    if (slot) {
        *slot = w;
    }
    return slot != NULL;
}

/* ---- budgets ---- */

static bool weigh_stage(ps_warnings *out, ps_arena *arena, const ps_deal *deal, const ps_spend *s, int stage) {
    static const ps_weigh_kind kinds[] = {PS_WEIGH_COUNT, PS_WEIGH_STAGE_NEAR, PS_WEIGH_STAGE, PS_WEIGH_CEILING};
    const ps_pstage *of = &deal->profile->stages[stage];
    const ps_stage_spend *m = &s->stages[stage];
    return m->mark == PS_SPEND_FREE || put(out, arena,
                                           (ps_warning){.kind = kinds[m->mark],
                                                        .stage = of,
                                                        .after = m->spent,
                                                        .of = m->budget,
                                                        .percent = ps_spend_ceiling(deal->process, of)});
}

static bool weigh_deal(ps_warnings *out, ps_arena *arena, const ps_deal *deal, const ps_spend *s) {
    bool good = !s->over || put(out, arena, (ps_warning){.kind = PS_WEIGH_DEAL, .after = s->spent, .of = s->budget});
    if (s->ahead && !s->over) {
        int allowed = (s->stages[deal->stage].allowed + 50) / 100;
        good = good && put(out, arena, (ps_warning){.kind = PS_WEIGH_AHEAD, .after = s->spent, .of = s->budget, .percent = allowed});
    }
    return good && (!s->dear || put(out, arena, (ps_warning){.kind = PS_WEIGH_DEAR, .after = s->expected, .of = s->expected_margin}));
}

int ps_weigh_standing(ps_warnings *out, ps_arena *arena, const ps_deal *deal) {
    ps_spend s;
    bool good = true;
    ps_spend_of(&s, deal);
    for (int i = 0; good && i < s.n; i++) {
        good = weigh_stage(out, arena, deal, &s, i);
    }
    return good && weigh_deal(out, arena, deal, &s) ? PS_OK : PS_ENOMEM;
}

/* ---- people ---- */

static bool weigh_effect(ps_warnings *out, ps_arena *arena, const ps_gift_effect *e) {
    ps_weigh_kind kind = e->unrated && e->limit != PS_MONEY_NONE ? PS_WEIGH_UNRATED
                         : e->over                               ? PS_WEIGH_LIMIT
                         : e->near                               ? PS_WEIGH_LIMIT_NEAR
                                                                 : PS_WEIGH_COUNT;
    return kind == PS_WEIGH_COUNT || put(out, arena, (ps_warning){.kind = kind, .after = e->after, .of = e->limit, .effect = e});
}

static bool weigh_people(ps_weighing *out, ps_arena *arena, const ps_deal *deal, const ps_expense *e, const ps_gifts *gifts) {
    ps_strs people = {0};
    bool counts = out->asks || ps_gift_limit(deal->process, e->category) != PS_MONEY_NONE;
    bool good = !counts || ps_ids_split(arena, e->to, &people) == PS_OK;
    out->effects = good ? ps_arena_alloc(arena, (people.n + 1) * sizeof *out->effects) : NULL;
    good = out->effects != NULL;
    for (size_t i = 0; good && i < people.n; i++) {
        ps_gift_effect *effect = &out->effects[out->n_effects++];
        ps_money part = ps_gift_part(e->amount, (int)i, (int)people.n);
        *effect = ps_gift_would(deal->process, gifts, people.v[i], e->category, ps_gift_year(e->date), part, deal->currency);
        good = weigh_effect(&out->warnings, arena, effect);
    }
    return good && (!out->asks || people.n || put(&out->warnings, arena, (ps_warning){.kind = PS_WEIGH_NOBODY}));
}

int ps_weigh(ps_weighing *out, ps_arena *arena, const ps_deal *deal, const ps_expense *expense, const ps_gifts *gifts) {
    ps_money amount = expense->amount == PS_MONEY_NONE ? 0 : expense->amount;
    *out = (ps_weighing){.stage = expense->pstage, .amount = amount, .asks = ps_gift_asks(deal->process, expense->category)};
    ps_spend_of(&out->before, deal);
    ps_spend_with(&out->after, deal, expense->pstage, amount);
    bool good = weigh_stage(&out->warnings, arena, deal, &out->after, expense->pstage);
    good = good && weigh_deal(&out->warnings, arena, deal, &out->after);
    return good && weigh_people(out, arena, deal, expense, gifts) ? PS_OK : PS_ENOMEM;
}

/* ---- in words ---- */

static void say_limit(ps_buf *out, ps_lang lang, const ps_process *process, const ps_warning *w, ps_str name) {
    const ps_gift_effect *e = w->effect;
    ps_moneystr after, of;
    ps_digits year;
    ps_str label = ps_process_label(process, PS_V_COSTS, e->category), who = name.n ? name : e->person;
    ps_text_id id = w->kind == PS_WEIGH_LIMIT ? PS_T_WEIGH_LIMIT : w->kind == PS_WEIGH_UNRATED ? PS_T_WEIGH_UNRATED : PS_T_WEIGH_LIMIT_NEAR;
    const ps_str args[] = {
        who, ps_num(&year, e->year), label, ps_money_grouped(&after, w->after), ps_money_grouped(&of, w->of), process->currency};
    ps_text_put(out, lang, id, args, sizeof args / sizeof *args);
}

void ps_weigh_text(ps_buf *out, ps_lang lang, const ps_process *process, const ps_warning *w, ps_str name) {
    ps_moneystr after, of, more;
    ps_digits percent;
    ps_money beyond = w->after;
    if (w->effect) {
        say_limit(out, lang, process, w, name);
        return;
    }
    ps_money_add(&beyond, w->after, w->of == PS_MONEY_NONE ? 0 : -w->of);
    static const ps_text_id ids[] = {PS_T_WEIGH_STAGE_NEAR, PS_T_WEIGH_STAGE, PS_T_WEIGH_CEILING, PS_T_WEIGH_DEAL,
                                     PS_T_WEIGH_AHEAD,      PS_T_WEIGH_DEAR,  PS_T_WEIGH_NOBODY};
    const ps_str args[] = {w->stage ? w->stage->label : PS_S(""), ps_money_grouped(&after, w->after), ps_money_grouped(&of, w->of),
                           ps_money_grouped(&more, beyond), ps_num(&percent, w->percent)};
    ps_text_put(out, lang, ids[w->kind], args, sizeof args / sizeof *args);
}
