#include "habits.h"

#include <stdlib.h>

#include "alloc.h"
#include "deal_fixture.h"

/* Four stages: lead (share 10) and talk (20) are early, offer (50) is where the customer decides, order (20). */
typedef struct {
    ps_arena arena;
    ps_process *process;
    PS_VEC(ps_habit_deal) deals;
    ps_habit_list list;
    char text[4096];
} fix;

static const char *const NO_THRESHOLDS = "";

static void begin(fix *f, const char *thresholds) {
    *f = (fix){.process = NULL};
    ps_str text =
        ps_arena_fmt(&f->arena, "%s%s", FX_PROCESS_EN "\n## Currencies\n| currency | rate |\n|---|---|\n| CNY | 0.125 |\n", thresholds);
    assert_int_equal(ps_process_read(&f->process, text, PS_EN, NULL), PS_OK);
    for (size_t i = 0; i < f->process->n_faults; i++) {
        print_error("%u: %.*s\n", f->process->faults[i].line, PS_FMT(f->process->faults[i].message));
    }
    assert_int_equal(f->process->n_faults, 0);
}

static void end(fix *f) {
    ps_process_free(f->process);
    ps_arena_free(&f->arena);
}

static ps_moment on(const char *day, int64_t order) {
    return (ps_moment){*day ? fx_day(day) : PS_DATE_NONE, order};
}

/* A deal of an owner, opened in the first stage. */
static ps_habit_deal *deal(fix *f, const char *owner, const char *opened) {
    ps_habit_deal *d = PS_PUSH(&f->arena, &f->deals);
    assert_non_null(d);
    *d = (ps_habit_deal){.id = ps_arena_fmt(&f->arena, "d%zu", f->deals.n),
                         .profile = ps_process_profile(f->process, PS_S("full")),
                         .open = true,
                         .opened = fx_day(opened),
                         .active = fx_day(opened),
                         .budget = PS_MONEY_NONE};
    ps_tenure *t = PS_PUSH(&f->arena, &d->tenures);
    *t = (ps_tenure){on("", 0), ps_str_of(owner)};
    ps_arrival *a = PS_PUSH(&f->arena, &d->arrivals);
    *a = (ps_arrival){on(opened, 0), 0};
    return d;
}

static void hand(fix *f, ps_habit_deal *d, const char *owner, const char *day, int64_t order) {
    ps_tenure *t = PS_PUSH(&f->arena, &d->tenures);
    *t = (ps_tenure){on(day, order), ps_str_of(owner)};
}

static void move(fix *f, ps_habit_deal *d, int stage, const char *day, int64_t order) {
    ps_arrival *a = PS_PUSH(&f->arena, &d->arrivals);
    *a = (ps_arrival){on(day, order), stage};
    d->stage = stage;
}

static void tick(fix *f, ps_habit_deal *d, const char *activity, int stage, const char *day, int64_t order, bool closed) {
    ps_tick *t = PS_PUSH(&f->arena, &d->ticks);
    *t = (ps_tick){ps_str_of(activity), stage, on(day, order), closed};
}

/* n activities of the first stage, closed on a day. */
static void ticks(fix *f, ps_habit_deal *d, int n, const char *prefix, const char *day) {
    for (int i = 0; i < n; i++) {
        tick(f, d, ps_arena_fmt(&f->arena, "%s%d", prefix, i).p, 0, day, 0, true);
    }
}

static void pay(fix *f, ps_habit_deal *d, int stage, int64_t units, const char *day) {
    ps_outlay *o = PS_PUSH(&f->arena, &d->outlays);
    *o = (ps_outlay){*day ? fx_day(day) : PS_DATE_NONE, units * PS_MONEY_ONE, stage};
}

static const ps_habit *look(fix *f, const char *owner, ps_habit_kind kind) {
    assert_int_equal(ps_habits_tell(&f->list, &f->arena, f->process, f->deals.v, f->deals.n, PS_S(""), fx_day("2026-11-23"), NULL), PS_OK);
    for (size_t i = 0; i < f->list.n; i++) {
        if (f->list.v[i].kind == kind && ps_str_eq(f->list.v[i].owner, ps_str_of(owner))) {
            return &f->list.v[i];
        }
    }
    fail_msg("nothing is said of %s", owner);
    return NULL;
}

/* "found 5/5: early-share 100 of 70+, …": verdict, data, and each sign with what it is held against; * where it is met. */
static const char *said(fix *f, const char *owner, ps_habit_kind kind) {
    const ps_habit *h = look(f, owner, kind);
    size_t at = (size_t)snprintf(f->text, sizeof f->text, "%s %d/%d:",
                                 h->found    ? "found"
                                 : h->enough ? "not"
                                             : "unknown",
                                 h->have, h->need);
    for (int i = 0; i < h->n_signs; i++) {
        const ps_habit_sign *s = &h->signs[i];
        at += (size_t)snprintf(f->text + at, sizeof f->text - at, " %s %d%s%d%s", s->key, s->value, s->most ? "<=" : ">=", s->limit,
                               s->met ? "*" : "");
    }
    return f->text;
}

static const char *proof(fix *f, const char *owner, ps_habit_kind kind, size_t at) {
    const ps_habit *h = look(f, owner, kind);
    ps_datestr a, b;
    ps_moneystr m, c;
    assert_true(at < h->proofs.n);
    const ps_habit_proof *p = &h->proofs.v[at];
    snprintf(f->text, sizeof f->text, "%.*s %.*s..%.*s %s days %d late %d/%d spent %.*s of %.*s %d%%", PS_FMT(f->deals.v[p->deal].id),
             PS_FMT(ps_date_str(&a, p->from)), PS_FMT(ps_date_str(&b, p->to)), p->against ? "against" : "fine", p->days, p->count, p->of,
             PS_FMT(ps_money_str(&m, p->amount)), PS_FMT(ps_money_str(&c, p->curve)), p->share);
    return f->text;
}

/* ---- the storyteller ---- */

/* 2026-09-24 is 60 days before today, the last day on which a deal is not idle yet. */
#define QUIET "2026-09-23"
#define JUST "2026-09-24"

static void five_stories_of_which_none_went_on_make_a_storyteller(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 4; i++) {
        deal(&f, "li", i < 2 ? QUIET : JUST);
    }
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "unknown 4/5: early-share 100>=70* advanced-share 0<=20* idle-share 50>=30*");
    deal(&f, "li", "2026-11-01");
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "found 5/5: early-share 100>=70* advanced-share 0<=20* idle-share 40>=30*");
    assert_string_equal(proof(&f, "li", PS_STORYTELLER, 0), "d1 2026-09-23..2026-09-23 against days 61 late 0/0 spent 0 of 0 0%");
    assert_string_equal(proof(&f, "li", PS_STORYTELLER, 2), "d3 2026-09-24..2026-09-24 fine days 60 late 0/0 spent 0 of 0 0%");
    end(&f);
}

static void each_sign_of_a_storyteller_is_needed(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 10; i++) {
        deal(&f, "li", i < 3 ? QUIET : "2026-11-01");
    }
    /* idle: 3 of 10 is the least; one less is none */
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "found 10/5: early-share 100>=70* advanced-share 0<=20* idle-share 30>=30*");
    f.deals.v[0].active = fx_day("2026-11-02");
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "not 10/5: early-share 100>=70* advanced-share 0<=20* idle-share 20>=30");
    f.deals.v[0].active = fx_day(QUIET);
    /* advanced: 2 of 10 is the most */
    move(&f, &f.deals.v[9], 2, "2026-11-05", 0);
    move(&f, &f.deals.v[8], 2, "2026-11-05", 0);
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "found 10/5: early-share 80>=70* advanced-share 20<=20* idle-share 38>=30*");
    move(&f, &f.deals.v[7], 2, "2026-11-05", 0);
    /* early: 7 of 10 is the least */
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "not 10/5: early-share 70>=70* advanced-share 30<=20 idle-share 43>=30*");
    end(&f);
}

static void closed_deals_are_no_open_ones_but_have_gone_on_or_not(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 6; i++) {
        deal(&f, "li", QUIET);
    }
    move(&f, &f.deals.v[0], 2, "2026-10-01", 0);
    move(&f, &f.deals.v[0], 1, "2026-10-05", 0); /* back again: it went on all the same */
    f.deals.v[1].open = f.deals.v[2].open = false;
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "found 6/5: early-share 100>=70* advanced-share 17<=20* idle-share 100>=30*");
    for (size_t i = 0; i < 6; i++) {
        f.deals.v[i].open = false;
    }
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "not 6/5: early-share -1>=70 advanced-share 17<=20* idle-share -1>=30");
    end(&f);
}

static void who_took_a_deal_over_is_charged_with_its_time_from_then_on(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 5; i++) {
        hand(&f, deal(&f, "li", "2026-01-01"), "wang", "2026-06-01", 0);
        move(&f, &f.deals.v[i], 2, i == 0 ? "2026-03-01" : "2026-07-01", 0); /* one before the handover, four after it */
    }
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "not 5/5: early-share -1>=70 advanced-share 20<=20* idle-share -1>=30");
    assert_string_equal(said(&f, "wang", PS_STORYTELLER), "unknown 4/5: early-share 0>=70 advanced-share 100<=20 idle-share -1>=30");
    end(&f);
}

static void thresholds_are_those_of_the_process(void **state) {
    (void)state;
    fix f;
    begin(&f, "\n## Habits\n| id | habit |\n|---|---|\n| storyteller | S |\n| late-pusher | L |\n| early-spender | E |\n\n## Habit "
              "thresholds\n| habit | key | value | meaning |\n|---|---|---|---|\n| storyteller | min-deals | 2 | |\n| storyteller | "
              "early-stages | 1 |\n"
              "| storyteller | early-share | 50 | |\n| storyteller | advanced-share | 50 | |\n| storyteller | idle-days | 10 | |\n"
              "| storyteller | idle-share | 100 | |\n| late-pusher | min-activities | 2 | |\n| late-pusher | late-share | 25 | |\n"
              "| early-spender | min-deals | 1 | |\n| early-spender | early-stages | 1 | |\n| early-spender | over-curve | 150 | |\n");
    deal(&f, "li", "2026-11-12"); /* 11 days */
    move(&f, deal(&f, "li", "2026-11-12"), 1, "2026-11-13", 0);
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "found 2/2: early-share 50>=50* advanced-share 50<=50* idle-share 100>=100*");
    f.deals.v[0].active = fx_day("2026-11-13");
    assert_string_equal(said(&f, "li", PS_STORYTELLER), "not 2/2: early-share 50>=50* advanced-share 50<=50* idle-share 0>=100");
    f.deals.v[0].budget = 1000 * PS_MONEY_ONE; /* the curve gives the first stage 10 per cent */
    pay(&f, &f.deals.v[0], 0, 150, "2026-11-12");
    pay(&f, &f.deals.v[0], 1, 800, "2026-11-12");
    assert_string_equal(said(&f, "li", PS_EARLY_SPENDER), "found 1/1: over-curve 150>=150*");
    end(&f);
}

/* ---- the late pusher ---- */

static void half_of_twenty_closed_late_make_a_late_pusher(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    ps_habit_deal *d = deal(&f, "li", "2026-01-01");
    move(&f, d, 1, "2026-02-01", 0);
    move(&f, d, 2, "2026-03-01", 0);
    ticks(&f, d, 10, "a", "2026-02-15");
    ticks(&f, d, 9, "b", "2026-03-02");
    assert_string_equal(said(&f, "li", PS_LATE_PUSHER), "unknown 19/20: late-share 47>=50");
    tick(&f, d, "c", 1, "2026-04-01", 0, true);
    assert_string_equal(said(&f, "li", PS_LATE_PUSHER), "found 20/20: late-share 50>=50*");
    assert_string_equal(proof(&f, "li", PS_LATE_PUSHER, 0), "d1 2026-03-02..2026-04-01 against days 0 late 10/20 spent 0 of 0 0%");
    fx_assert_str(look(&f, "li", PS_LATE_PUSHER)->proofs.v[0].items.v[9], "c");
    assert_int_equal(look(&f, "li", PS_LATE_PUSHER)->proofs.v[0].reached, fx_day("2026-03-01"));
    ticks(&f, deal(&f, "li", "2026-05-01"), 1, "e", "2026-05-02"); /* of a deal that has not got so far: in time */
    assert_string_equal(said(&f, "li", PS_LATE_PUSHER), "not 21/20: late-share 48>=50");
    end(&f);
}

static void activities_of_the_deciding_stage_and_after_do_not_count(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    ps_habit_deal *d = deal(&f, "li", "2026-01-01");
    move(&f, d, 2, "2026-03-01", 0);
    tick(&f, d, "price", 2, "2026-03-05", 0, true);
    tick(&f, d, "confirmed", 3, "2026-03-05", 0, true);
    tick(&f, d, "need", 1, "2026-03-05", 0, true);
    assert_string_equal(said(&f, "li", PS_LATE_PUSHER), "unknown 1/20: late-share 100>=50*");
    end(&f);
}

static void on_the_day_itself_git_says_what_came_first(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    ps_habit_deal *d = deal(&f, "li", "2026-01-01");
    move(&f, d, 2, "2026-03-01", 50);
    tick(&f, d, "before", 0, "2026-03-01", 49, true);
    tick(&f, d, "with", 0, "2026-03-01", 50, true);
    tick(&f, d, "after", 0, "2026-03-01", 51, true);
    tick(&f, d, "unknown", 0, "2026-03-01", 0, true); /* in doubt for the seller */
    assert_string_equal(proof(&f, "li", PS_LATE_PUSHER, 0), "d1 2026-03-01..2026-03-01 against days 0 late 1/4 spent 0 of 0 0%");
    fx_assert_str(look(&f, "li", PS_LATE_PUSHER)->proofs.v[0].items.v[0], "after");
    end(&f);
}

static void what_was_opened_again_counts_as_it_was_when_it_mattered(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    ps_habit_deal *d = deal(&f, "li", "2026-01-01");
    move(&f, d, 2, "2026-03-01", 0);
    tick(&f, d, "redone", 0, "2026-02-01", 0, true); /* in time, and looked at again later */
    tick(&f, d, "redone", 0, "2026-03-10", 0, false);
    tick(&f, d, "redone", 0, "2026-03-11", 0, true);
    tick(&f, d, "undone", 0, "2026-02-01", 0, true); /* taken back in time, done late */
    tick(&f, d, "undone", 0, "2026-02-02", 0, false);
    tick(&f, d, "undone", 0, "2026-03-12", 0, true);
    tick(&f, d, "open", 0, "2026-03-12", 0, true); /* done late, and open again: not closed */
    tick(&f, d, "open", 0, "2026-03-13", 0, false);
    assert_string_equal(proof(&f, "li", PS_LATE_PUSHER, 0), "d1 2026-03-12..2026-03-12 against days 0 late 1/2 spent 0 of 0 0%");
    end(&f);
}

static void late_closings_belong_to_who_owned_the_deal_then(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    ps_habit_deal *d = deal(&f, "li", "2026-01-01");
    move(&f, d, 2, "2026-03-01", 0);
    hand(&f, d, "wang", "2026-04-01", 70);
    tick(&f, d, "a", 0, "2026-03-15", 0, true);
    tick(&f, d, "b", 0, "2026-04-01", 69, true); /* on the day of the handover, before it */
    tick(&f, d, "c", 0, "2026-04-01", 71, true);
    assert_string_equal(said(&f, "li", PS_LATE_PUSHER), "unknown 2/20: late-share 100>=50*");
    assert_string_equal(said(&f, "wang", PS_LATE_PUSHER), "unknown 1/20: late-share 100>=50*");
    end(&f);
}

static void in_a_merged_profile_the_members_of_the_deciding_stage_are_one(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    ps_habit_deal *d = deal(&f, "li", "2026-01-01");
    d->profile = ps_process_profile(f.process, PS_S("quick")); /* lead+talk, offer, order */
    move(&f, d, 1, "2026-03-01", 0);
    tick(&f, d, "need", 1, "2026-03-05", 0, true);
    assert_string_equal(said(&f, "li", PS_LATE_PUSHER), "unknown 1/20: late-share 100>=50*");
    end(&f);
}

/* ---- the early spender ---- */

static void twice_the_curve_makes_an_early_spender(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 3; i++) {
        ps_habit_deal *d = deal(&f, "li", "2026-01-01");
        d->budget = 1000 * PS_MONEY_ONE; /* the process gives lead and talk 300 */
        pay(&f, d, 0, 200, "2026-01-10");
        pay(&f, d, 1, i == 0 ? 400 : i == 1 ? 399 : 401, "2026-02-10"); /* 600, 599, 601 */
        pay(&f, d, 2, 5000, "2026-03-10");                              /* of a later stage */
    }
    assert_string_equal(said(&f, "li", PS_EARLY_SPENDER), "found 3/3: over-curve 200>=200*");
    assert_string_equal(proof(&f, "li", PS_EARLY_SPENDER, 0), "d1 2026-01-10..2026-02-10 against days 0 late 0/0 spent 600 of 300 200%");
    assert_string_equal(proof(&f, "li", PS_EARLY_SPENDER, 2), "d2 2026-01-10..2026-02-10 fine days 0 late 0/0 spent 599 of 300 200%");
    f.deals.v[2].outlays.v[1].amount -= 2 * PS_MONEY_ONE; /* 1,798 of 1,800 */
    assert_string_equal(said(&f, "li", PS_EARLY_SPENDER), "not 3/3: over-curve 200>=200");
    f.deals.n = 2;
    assert_string_equal(said(&f, "li", PS_EARLY_SPENDER), "unknown 2/3: over-curve 200>=200");
    end(&f);
}

static void sums_near_the_end_of_money_are_held_against_the_curve_exactly(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 3; i++) {
        ps_habit_deal *d = deal(&f, "li", "2026-01-01");
        d->budget = 6000000000000 * PS_MONEY_ONE; /* 1,800,000,000,000 of them early: twice the sum of three leaves the range */
        pay(&f, d, 0, 1, "2026-01-10");
    }
    assert_string_equal(said(&f, "li", PS_EARLY_SPENDER), "not 3/3: over-curve 0>=200");
    end(&f);
}

static void sums_are_put_together_in_the_currency_of_the_process(void **state) {
    (void)state;
    fix f;
    begin(&f, "");
    const char *const currencies[] = {"EUR", "CNY", "XXX", ""};
    for (int i = 0; i < 4; i++) {
        ps_habit_deal *d = deal(&f, "li", "2026-01-01");
        d->currency = ps_str_of(currencies[i]);
        d->budget = 8000 * PS_MONEY_ONE; /* 2,400 of them early */
        pay(&f, d, 0, i == 1 ? 8000 : 240, "2026-01-10");
    }
    const ps_habit *h = look(&f, "li", PS_EARLY_SPENDER);
    assert_int_equal(h->have, 3); /* nobody knows what an XXX is worth */
    assert_int_equal(h->signs[0].part, (240 + 1000 + 240) * PS_MONEY_ONE);
    assert_int_equal(h->signs[0].of, (2400 + 300 + 2400) * PS_MONEY_ONE);
    assert_string_equal(said(&f, "li", PS_EARLY_SPENDER), "not 3/3: over-curve 29>=200");
    assert_string_equal(proof(&f, "li", PS_EARLY_SPENDER, 0), "d2 2026-01-10..2026-01-10 against days 0 late 0/0 spent 8000 of 2400 333%");
    end(&f);
}

static void expenses_belong_to_who_owned_the_deal_on_their_day(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    ps_habit_deal *d = deal(&f, "li", "2026-01-01");
    d->budget = 1000 * PS_MONEY_ONE;
    hand(&f, d, "wang", "2026-02-01", 9);
    move(&f, d, 2, "2026-03-01", 0);
    hand(&f, d, "zhao", "2026-04-01", 0);
    pay(&f, d, 0, 100, "");           /* without a day: the first owner's */
    pay(&f, d, 1, 700, "2026-01-31"); /* li's last day */
    pay(&f, d, 1, 20, "2026-02-01");  /* the order within a day is not known of expenses: the new owner's */
    assert_string_equal(proof(&f, "li", PS_EARLY_SPENDER, 0), "d1 2026-01-31..2026-01-31 against days 0 late 0/0 spent 800 of 300 267%");
    assert_string_equal(proof(&f, "wang", PS_EARLY_SPENDER, 0), "d1 2026-02-01..2026-02-01 fine days 0 late 0/0 spent 20 of 300 7%");
    assert_string_equal(said(&f, "zhao", PS_EARLY_SPENDER), "unknown 0/3: over-curve -1>=200"); /* came when it was over */
    end(&f);
}

static void deals_without_a_budget_say_nothing(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 5; i++) {
        ps_habit_deal *d = deal(&f, "li", "2026-01-01");
        pay(&f, d, 0, 5000, "2026-01-10");
        d->budget = i == 0 ? 0 : i == 1 ? -PS_MONEY_ONE : PS_MONEY_NONE;
    }
    assert_string_equal(said(&f, "li", PS_EARLY_SPENDER), "unknown 0/3: over-curve -1>=200");
    end(&f);
}

static void amounts_at_the_end_of_their_range_stay_there(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 3; i++) {
        ps_habit_deal *d = deal(&f, "li", "2026-01-01");
        d->budget = 10;
        d->outlays.n = 0;
        for (int k = 0; k < 3; k++) {
            ps_outlay *o = PS_PUSH(&f.arena, &d->outlays);
            *o = (ps_outlay){fx_day("2026-01-02"), INT64_MAX, 0};
        }
    }
    const ps_habit *h = look(&f, "li", PS_EARLY_SPENDER);
    assert_true(h->found);
    assert_int_equal(h->signs[0].value, INT32_MAX);
    assert_int_equal(h->proofs.v[0].share, INT32_MAX);
    end(&f);
}

/* ---- everybody ---- */

static void everybody_who_ever_owned_a_deal_is_told_by_name(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    hand(&f, deal(&f, "wang", "2026-01-01"), "li", "2026-02-01", 0);
    deal(&f, "", "2026-01-01"); /* nobody's */
    look(&f, "li", PS_STORYTELLER);
    assert_int_equal(f.list.n, 2 * PS_HABITS);
    fx_assert_str(f.list.v[0].owner, "li");
    fx_assert_str(f.list.v[3].owner, "wang");
    assert_int_equal(f.list.v[4].kind, PS_LATE_PUSHER);
    assert_int_equal(ps_habits_tell(&f.list, &f.arena, f.process, f.deals.v, f.deals.n, PS_S("nobody"), fx_day("2026-11-23"), NULL), PS_OK);
    assert_int_equal(f.list.n, PS_HABITS);
    assert_false(f.list.v[0].enough);
    end(&f);
}

static void a_failing_allocation_is_an_error(void **state) {
    (void)state;
    fix f;
    begin(&f, NO_THRESHOLDS);
    for (int i = 0; i < 3; i++) {
        ps_habit_deal *d = deal(&f, "li", QUIET);
        d->budget = 1000 * PS_MONEY_ONE;
        pay(&f, d, 0, 700, "2026-10-10");
        move(&f, d, 2, "2026-10-20", 0);
        ticks(&f, d, 40, "t", "2026-10-21");
    }
    int rc = PS_ENOMEM;
    for (long k = 1; rc == PS_ENOMEM; k++) {
        ps_arena arena = {0};
        ps_alloc_fail_at(k);
        rc = ps_habits_tell(&f.list, &arena, f.process, f.deals.v, f.deals.n, PS_S(""), fx_day("2026-11-23"), NULL);
        ps_alloc_fail_at(0);
        ps_arena_free(&arena);
        assert_true(k < 1000);
    }
    assert_int_equal(rc, PS_OK);
    end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(five_stories_of_which_none_went_on_make_a_storyteller),
        cmocka_unit_test(each_sign_of_a_storyteller_is_needed),
        cmocka_unit_test(closed_deals_are_no_open_ones_but_have_gone_on_or_not),
        cmocka_unit_test(who_took_a_deal_over_is_charged_with_its_time_from_then_on),
        cmocka_unit_test(thresholds_are_those_of_the_process),
        cmocka_unit_test(half_of_twenty_closed_late_make_a_late_pusher),
        cmocka_unit_test(activities_of_the_deciding_stage_and_after_do_not_count),
        cmocka_unit_test(on_the_day_itself_git_says_what_came_first),
        cmocka_unit_test(what_was_opened_again_counts_as_it_was_when_it_mattered),
        cmocka_unit_test(late_closings_belong_to_who_owned_the_deal_then),
        cmocka_unit_test(in_a_merged_profile_the_members_of_the_deciding_stage_are_one),
        cmocka_unit_test(twice_the_curve_makes_an_early_spender),
        cmocka_unit_test(sums_near_the_end_of_money_are_held_against_the_curve_exactly),
        cmocka_unit_test(sums_are_put_together_in_the_currency_of_the_process),
        cmocka_unit_test(expenses_belong_to_who_owned_the_deal_on_their_day),
        cmocka_unit_test(deals_without_a_budget_say_nothing),
        cmocka_unit_test(amounts_at_the_end_of_their_range_stay_there),
        cmocka_unit_test(everybody_who_ever_owned_a_deal_is_told_by_name),
        cmocka_unit_test(a_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
