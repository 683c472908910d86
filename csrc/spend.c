#include "spend.h"

enum { CERTAIN = 10000 };

/* Amounts that leave the range of money stay at its end. */
static void add(ps_money *sum, ps_money v) {
    if (!ps_money_add(sum, *sum, v)) {
        *sum = v < 0 ? -INT64_MAX : INT64_MAX;
    }
}

/* A stage's probability is that of winning once there: whoever wins with p and would win with q there gets there with p / q. */
static int reach_of(const ps_deal *deal, int stage, int probability) {
    int there = deal->profile->stages[stage].probability;
    if (stage <= deal->stage || there <= probability) {
        return CERTAIN;
    }
    return there > 0 ? (probability * CERTAIN + there / 2) / there : CERTAIN;
}

static bool is_over(const ps_deal *deal) {
    return deal->status != PS_STATUS_OPEN && deal->status != PS_STATUS_WON && deal->status != PS_STATUS_PAUSED;
}

/* What the stage may still cost, were it reached. */
static ps_money left_of(const ps_deal *deal, const ps_stage_spend *s, int stage) {
    ps_money plan = s->planned != PS_MONEY_NONE ? s->planned : s->budget, left = plan == PS_MONEY_NONE ? 0 : plan;
    if (stage < deal->stage) {
        return 0;
    }
    add(&left, -s->spent);
    return left > 0 ? left : 0;
}

void ps_spend_of(ps_spend *out, const ps_deal *deal) {
    int probability = ps_deal_probability(deal, NULL), shares = 0;
    *out = (ps_spend){.n = deal->profile->n_stages, .budget = deal->budget, .spent = deal->spent, .expected = deal->spent};
    for (int i = 0; i < out->n; i++) {
        shares += deal->profile->stages[i].share;
    }
    for (int i = 0; i < out->n; i++) {
        ps_stage_spend *s = &out->stages[i];
        *s = (ps_stage_spend){.budget = deal->stage_budget[i],
                              .planned = deal->stage_planned[i],
                              .spent = deal->stage_spent[i],
                              .share = PS_MONEY_NONE,
                              .reach = is_over(deal) && i > deal->stage ? 0 : reach_of(deal, i, probability)};
        if (deal->budget != PS_MONEY_NONE && shares > 0) {
            s->share = ps_money_share(deal->budget, deal->profile->stages[i].share, shares);
        }
        s->over = s->budget != PS_MONEY_NONE && s->spent > s->budget;
        add(&out->expected, is_over(deal) ? 0 : ps_money_share(left_of(deal, s, i), s->reach, CERTAIN));
    }
    out->expected_value = ps_deal_weighted(deal);
    out->expected_margin = ps_money_share(deal->margin, probability, 100);
    out->dear = out->expected_margin != PS_MONEY_NONE && out->expected > out->expected_margin;
}
