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

void ps_deal_clock(ps_clock *out, const ps_deal *deal, const ps_world *world) {
    const ps_action *next = ps_deal_next_action(deal, world);
    int allowed = deal->profile->stages[deal->stage].stalls;
    *out = (ps_clock){.noted = last_noted(deal, world->today),
                      .contact = PS_DATE_NONE,
                      .due = next ? next->due : PS_DATE_NONE,
                      .allowed = deal->status == PS_STATUS_OPEN && allowed > 0 ? allowed : 0};
    for (size_t i = 0; i < deal->n_contacts; i++) {
        raise_to(&out->contact, deal->contacts[i].date, world->today);
    }
}

bool ps_clock_stalled(const ps_clock *c, ps_date changed, ps_date today, ps_date *since) {
    ps_date clock = changed == PS_DATE_NONE ? c->noted : changed > today ? today : changed;
    clock = c->contact > clock ? c->contact : clock;
    if (since) {
        *since = clock;
    }
    bool late = c->allowed && clock != PS_DATE_NONE && today - clock > c->allowed;
    return late && !(c->due != PS_DATE_NONE && c->due >= today);
}

bool ps_deal_stalled(const ps_deal *deal, const ps_world *world, ps_date changed, ps_date *since) {
    ps_clock clock;
    ps_deal_clock(&clock, deal, world);
    return ps_clock_stalled(&clock, changed, world->today, since);
}

/* What holds from one day on narrows the days between which nothing turns. */
static void turn(ps_lasting *l, ps_date day, ps_date today) {
    if (day != PS_DATE_NONE && day <= today && day > l->from) {
        l->from = day;
    } else if (day > today && day < l->until) {
        l->until = day;
    }
}

/* Dated answers of an account or a region count for so many days. */
static void turn_answers(ps_lasting *l, const ps_deal *deal, const ps_world *world, ps_kind kind, ps_str id) {
    const ps_note *note = ps_world_note(world, kind, id, NULL);
    int days = kind == PS_K_ACCOUNT ? deal->process->age_account : deal->process->age_region;
    for (size_t i = 0; note && days > 0 && i < note->n_tasks; i++) {
        ps_date done = ps_date_read(ps_task_field(&note->tasks[i], PS_S("done")));
        if (done != PS_DATE_NONE && done < INT32_MAX - days) {
            turn(l, done + days + 1, world->today);
        }
    }
}

void ps_deal_lasting(ps_lasting *out, const ps_deal *deal, const ps_world *world) {
    *out = (ps_lasting){PS_DATE_NONE, INT32_MAX};
    turn(out, deal->opened, world->today);
    for (size_t i = 0; i < deal->n_steps; i++) {
        turn(out, deal->steps[i].date, world->today);
    }
    for (size_t i = 0; i < deal->n_expenses; i++) {
        turn(out, deal->expenses[i].date, world->today);
    }
    for (size_t i = 0; i < deal->n_reviews; i++) {
        turn(out, deal->reviews[i].date, world->today);
    }
    for (size_t i = 0; i < deal->n_contacts; i++) {
        turn(out, deal->contacts[i].date, world->today);
    }
    for (size_t i = 0; i < deal->n_answers; i++) {
        const ps_answer *a = &deal->answers[i];
        turn(out, a->task ? ps_date_read(ps_task_field(a->task, PS_S("done"))) : PS_DATE_NONE, world->today);
    }
    turn_answers(out, deal, world, PS_K_ACCOUNT, deal->account);
    turn_answers(out, deal, world, PS_K_REGION, deal->region);
}
