#include "spend.h"

#include <stdio.h>

enum {
    CERTAIN = PS_SPEND_WHOLE,
    MOST = 100 * PS_SPEND_WHOLE,
    CEILING = 120,
    NEAR = 80,
    AHEAD = 125
}; /* thresholds where the note has none: per cent */

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
    ps_money_into(&left, -s->spent);
    return left > 0 ? left : 0;
}

int ps_spend_ceiling(const ps_process *process, const ps_pstage *stage) {
    char own[80];
    int n = snprintf(own, sizeof own, "ceiling-%.*s", PS_FMT(ps_str_sub(stage->id, 0, 64)));
    int common = ps_process_threshold(process, PS_S("spend"), PS_S("ceiling"), CEILING);
    return ps_process_threshold(process, PS_S("spend"), (ps_str){own, (size_t)n}, common);
}

ps_spend_mark ps_spend_mark_of(const ps_process *process, const ps_pstage *stage, ps_money budget, ps_money spent) {
    if (budget == PS_MONEY_NONE) {
        return PS_SPEND_FREE;
    }
    int near = ps_process_threshold(process, PS_S("spend"), PS_S("near"), NEAR);
    return spent > ps_money_share(budget, ps_spend_ceiling(process, stage), 100) && spent > budget ? PS_SPEND_CEILING
           : spent > budget                                                                        ? PS_SPEND_OVER
           : budget > 0 && spent >= ps_money_share(budget, near, 100)                              ? PS_SPEND_NEAR
                                                                                                   : PS_SPEND_FREE;
}

ps_str ps_spend_mark_id(ps_spend_mark m) {
    static const ps_str ids[] = {{"free", 4}, {"near", 4}, {"over", 4}, {"ceiling", 7}};
    return ids[m];
}

int ps_spend_part(ps_money spent, ps_money budget) {
    if (budget == PS_MONEY_NONE || budget <= 0) {
        return -1;
    }
    ps_money part = spent <= 0 ? 0 : ps_money_share(spent, CERTAIN, budget);
    return part > MOST ? MOST : (int)part;
}

/* How the spend runs through the stages, beside the process's shares. */
static void run(ps_spend *s, const ps_deal *deal, int shares) {
    ps_money so_far = 0;
    int given = 0, ahead = ps_process_threshold(deal->process, PS_S("spend"), PS_S("ahead"), AHEAD);
    for (int i = 0; i < s->n; i++) {
        given += deal->profile->stages[i].share;
        ps_money_into(&so_far, s->stages[i].spent);
        s->stages[i].allowed = shares > 0 ? (given * CERTAIN + shares / 2) / shares : CERTAIN;
        s->stages[i].ran = ps_spend_part(so_far, s->budget);
    }
    int ran = ps_spend_part(s->spent, s->budget);
    s->over = s->budget != PS_MONEY_NONE && s->spent > s->budget;
    s->ahead = s->n && ran >= 0 && (int64_t)ran * 100 > (int64_t)s->stages[deal->stage].allowed * ahead;
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
        s->mark = ps_spend_mark_of(deal->process, &deal->profile->stages[i], s->budget, s->spent);
        s->mark = s->mark == PS_SPEND_NEAR && i < deal->stage ? PS_SPEND_FREE : s->mark; /* it is over */
        s->over = s->mark >= PS_SPEND_OVER;
        s->ceiling = ps_money_share(s->budget, ps_spend_ceiling(deal->process, &deal->profile->stages[i]), 100);
        ps_money_into(&out->expected, is_over(deal) ? 0 : ps_money_share(left_of(deal, s, i), s->reach, CERTAIN));
    }
    run(out, deal, shares);
    out->expected_value = ps_deal_weighted(deal);
    out->expected_margin = ps_money_share(deal->margin, probability, 100);
    out->dear = out->expected_margin != PS_MONEY_NONE && out->expected > out->expected_margin;
}

void ps_spend_with(ps_spend *out, const ps_deal *deal, int stage, ps_money amount) {
    ps_deal with = *deal;
    ps_money_into(&with.spent, amount);
    ps_money_into(&with.stage_spent[stage], amount);
    ps_spend_of(out, &with);
}
