#include "deal_parts.h"

size_t ps_deal_people(const ps_deal *deal, ps_str *out, size_t max) {
    size_t n = 0;
    if (deal->owner.n && max) {
        out[n++] = deal->owner;
    }
    for (size_t i = 0; i < deal->n_team && n < max; i++) {
        if (!ps_ids_have(out, n, deal->team[i])) {
            out[n++] = deal->team[i];
        }
    }
    return n;
}

int ps_deal_probability(const ps_deal *deal, bool *judged) {
    bool ignored;
    judged = judged ? judged : &ignored;
    *judged = false;
    switch (deal->status) {
    case PS_STATUS_LOST:
    case PS_STATUS_NO_GO:
    case PS_STATUS_NO_DECISION:
        return 0;
    case PS_STATUS_WON:
    case PS_STATUS_DONE:
        return 100;
    default:
        *judged = deal->probability >= 0;
        return *judged ? deal->probability : deal->profile->stages[deal->stage].probability;
    }
}

ps_money ps_deal_weighted(const ps_deal *deal) {
    return ps_money_share(deal->value, ps_deal_probability(deal, NULL), 100);
}

ps_date ps_deal_entered(const ps_deal *deal) {
    for (size_t i = deal->n_steps; i > 0; i--) {
        if (deal->steps[i - 1].date != PS_DATE_NONE) {
            return deal->steps[i - 1].date;
        }
    }
    return deal->opened;
}

/* An action of ours: nobody's, our team's, or of somebody who is not known as a person at a customer. */
static bool ours(const ps_deal *deal, const ps_world *world, ps_str owner) {
    if (!owner.n || ps_str_eq(owner, deal->owner) || ps_ids_have(deal->team, deal->n_team, owner)) {
        return true;
    }
    return ps_world_note(world, PS_K_MEMBER, owner, NULL) || !ps_world_note(world, PS_K_PERSON, owner, NULL);
}

const ps_action *ps_deal_next_action(const ps_deal *deal, const ps_world *world) {
    const ps_action *best = NULL;
    for (size_t i = 0; i < deal->n_actions; i++) {
        const ps_action *a = &deal->actions[i];
        if (a->next) {
            return a;
        }
        bool earlier = a->due != PS_DATE_NONE && (!best || a->due < best->due);
        if (earlier && ours(deal, world, a->owner)) {
            best = a;
        }
    }
    return best;
}

/* Later of the two, of days that have come; PS_DATE_NONE is the earliest. */
static void raise_to(ps_date *clock, ps_date day, ps_date today) {
    if (day != PS_DATE_NONE && day <= today && day > *clock) {
        *clock = day;
    }
}

/* The last day that the notes themselves speak of. */
static ps_date last_noted(const ps_deal *deal, ps_date today) {
    ps_date last = PS_DATE_NONE;
    raise_to(&last, deal->opened, today);
    for (size_t i = 0; i < deal->n_steps; i++) {
        raise_to(&last, deal->steps[i].date, today);
    }
    for (size_t i = 0; i < deal->n_expenses; i++) {
        raise_to(&last, deal->expenses[i].date, today);
    }
    for (size_t i = 0; i < deal->n_reviews; i++) {
        raise_to(&last, deal->reviews[i].date, today);
    }
    for (size_t i = 0; i < deal->n_answers; i++) {
        const ps_answer *a = &deal->answers[i];
        raise_to(&last, a->doc && a->task ? ps_date_read(ps_task_field(a->task, PS_S("done"))) : PS_DATE_NONE, today);
    }
    return last;
}

bool ps_deal_stalled(const ps_deal *deal, const ps_world *world, ps_date changed, ps_date *since) {
    ps_date clock = PS_DATE_NONE;
    ps_date known = changed != PS_DATE_NONE && changed > world->today ? world->today : changed;
    raise_to(&clock, known != PS_DATE_NONE ? known : last_noted(deal, world->today), world->today);
    for (size_t i = 0; i < deal->n_contacts; i++) {
        raise_to(&clock, deal->contacts[i].date, world->today);
    }
    if (since) {
        *since = clock;
    }
    int allowed = deal->profile->stages[deal->stage].stalls;
    if (deal->status != PS_STATUS_OPEN || clock == PS_DATE_NONE || allowed <= 0 || world->today - clock <= allowed) {
        return false;
    }
    const ps_action *next = ps_deal_next_action(deal, world);
    return !(next && next->due != PS_DATE_NONE && next->due >= world->today);
}
