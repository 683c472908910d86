#include "diag_fixture.h"

#include "charge.h"
#include "field.h"

#define DEAL \
    "---\nstage: lead\nowner: \"[[li.wei]]\"\nteam: [li.wei, zhao.min]\n---\n" \
    "## Stakeholders\n| person | contact |\n|---|---|\n| liu.min | [[li.wei]] |\n| chen | zhao.min |\n" \
    "## Plan\n| id | task | owner | end | state |\n|---|---|---|---|---|\n| 1 | Offer | li.wei, chen.yu | | |\n| 2 | Price | li.wei | | " \
    "done |\n" \
    "## Payments\n| milestone | due | amount | paid | owner |\n|---|---|---|---|---|\n| First | 2026-12-01 | 10 | yes | li.wei |\n" \
    "| Second | 2027-01-01 | 10 | | li.wei |\n"
#define LOG \
    "## 2026-11-11 call\n- [ ] Send it [owner:: li.wei]\n- [x] Sent [owner:: li.wei]\n- [-] Dropped [owner:: li.wei]\n- [ ] Li [owner:: " \
    "li.weiwei]\n"

/* "owner: team: contact:liu.min" of one note. */
static const char *found(fx *f, const ps_deal *d, const char *file, const char *name) {
    ps_charges list = {0};
    ps_deal_life life;
    ps_str s = PS_S("");
    const ps_doc *doc = ps_deal_doc(d, ps_arena_fmt(&f->arena, FX_FOLDER "/%s", file));
    assert_non_null(doc);
    assert_int_equal(ps_deal_life_of(&life, d, f->world.today, &f->err), 0);
    assert_int_equal(ps_charges_of_doc(&list, &f->arena, d, doc, life, ps_str_of(name), &f->err), 0);
    for (size_t i = 0; i < list.n; i++) {
        ps_str kind = ps_charge_kind_id(list.v[i].kind);
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s:%.*s%s", PS_FMT(s), i ? " " : "", PS_FMT(kind), PS_FMT(list.v[i].text),
                         list.v[i].sealed ? "!" : "");
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void what_is_open_is_found_and_what_is_done_is_not(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", DEAL);
    fx_file(&f, "log.md", LOG);
    fx_file(&f, "0-lead.md", "- [ ] The need is written down [owner:: [[li.wei]]] ^need\n- [x] Channel [owner:: li.wei] ^channel\n");
    const ps_deal *d = fx_read(&f);
    assert_string_equal(found(&f, d, "deal.md", "li.wei"), "owner: team: contact:liu.min plan:Offer row:Second");
    assert_string_equal(found(&f, d, "log.md", "li.wei"), "promise:Send it");
    assert_string_equal(found(&f, d, "0-lead.md", "li.wei"), "activity:The need is written down");
    assert_string_equal(found(&f, d, "deal.md", "zhao.min"), "team: contact:chen");
    assert_string_equal(found(&f, d, "deal.md", "wei"), "");
    fx_end(&f);
}

static ps_deal_life life_of(fx *f, const char *front) {
    ps_deal_life life;
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, "---\nstage: lead\nowner: li.wei\n%s---\n", front).p);
    assert_int_equal(ps_deal_life_of(&life, fx_read(f), f->world.today, &f->err), 0);
    return life;
}

static void closed_deals_count_while_something_of_them_comes_up(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    assert_int_equal(life_of(&f, "status: open\n"), PS_DEAL_LIVE);
    assert_int_equal(life_of(&f, "status: paused\n"), PS_DEAL_LIVE);
    assert_int_equal(life_of(&f, "status: won\n"), PS_DEAL_LIVE);
    assert_int_equal(life_of(&f, "status: lost\n"), PS_DEAL_PAST);
    assert_int_equal(life_of(&f, "status: lost\nrevisit: 2026-11-01\n"), PS_DEAL_ECHO); /* it waits to be looked at */
    assert_int_equal(life_of(&f, "status: done\n"), PS_DEAL_PAST);
    assert_int_equal(life_of(&f, "status: done\nrecurring: {amount: 1, period: year, count: 1, start: 2026-01-01}\n"), PS_DEAL_ECHO);
    assert_int_equal(life_of(&f, "status: done\nrecurring: {amount: 1, period: year, count: 1, start: 2025-01-01}\n"), PS_DEAL_PAST);
    assert_string_equal(found(&f, f.deal, "deal.md", "li.wei"), "");
    life_of(&f, "status: lost\nteam: [li.wei]\nrevisit: 2027-02-01\n");
    assert_string_equal(found(&f, f.deal, "deal.md", "li.wei"), "owner:"); /* nothing of it is worked on */
    fx_end(&f);
}

static void giving_changes_nothing_but_the_name(void **state) {
    fx f;
    ps_note *note = NULL;
    ps_charges list = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", DEAL);
    const ps_deal *d = fx_read(&f);
    assert_int_equal(ps_charges_of_doc(&list, &f.arena, d, d->main, PS_DEAL_LIVE, PS_S("li.wei"), &f.err), 0);
    assert_int_equal(ps_note_parse(&note, PS_S(DEAL), PS_EN, &f.err), 0);
    assert_int_equal(ps_charges_give(&note, &f.arena, &list, PS_S("li.wei"), PS_S("zhao.min"), &f.err), 0);
    assert_string_equal(ps_arena_dup(&f.arena, note->text).p,
                        "---\nstage: lead\nowner: \"[[zhao.min]]\"\nteam: [zhao.min]\n---\n"
                        "## Stakeholders\n| person | contact |\n|---|---|\n| liu.min | [[zhao.min]] |\n| chen | zhao.min |\n"
                        "## Plan\n| id | task | owner | end | state |\n|---|---|---|---|---|\n| 1 | Offer | zhao.min, chen.yu | | |\n"
                        "| 2 | Price | li.wei | | done |\n## Payments\n| milestone | due | amount | paid | owner |\n|---|---|---|---|---|\n"
                        "| First | 2026-12-01 | 10 | yes | li.wei |\n| Second | 2027-01-01 | 10 | | zhao.min |\n");
    ps_note_free(note);
    fx_end(&f);
}

#define HANDOVERS(rows) "---\nstage: talk\nowner: chen.yu\n---\n## Handovers\n| date | from | to | by |\n|---|---|---|---|\n" rows

static void handovers_tell_who_has_what_and_whose_it_was(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(
        &f, "deal.md",
        HANDOVERS("| 2026-06-01 | li.wei | zhao.min | x |\n| 2026-09-01 | zhao.min | chen.yu | x |\n| soon | chen.yu | li.wei | x |\n"));
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\nround: 1\ndate: 2026-05-01\ndecision: conditional\n---\n## Conditions\n- [ ] Old [owner:: li.wei]\n");
    fx_file(&f, "reviews/bid-1.md",
            "---\ngate: bid\nround: 1\ndate: 2026-10-01\ndecision: conditional\n---\n## Conditions\n- [ ] New [owner:: zhao.min]\n");
    fx_file(&f, "reviews/bid-2.md", "---\ngate: bid\nround: 2\ndate: 2026-05-01\n---\n## Conditions\n- [ ] Typed [owner:: li.wei]\n");
    const ps_deal *d = fx_read(&f);
    assert_int_equal(d->n_handovers, 2); /* a row without a day tells nothing */
    assert_string_equal(found(&f, d, "reviews/qualify-1.md", "chen.yu"), "condition:Old!");
    assert_string_equal(found(&f, d, "reviews/qualify-1.md", "li.wei"), "");
    assert_string_equal(found(&f, d, "reviews/bid-1.md", "zhao.min"), "condition:New!"); /* decided after it had been handed over */
    assert_string_equal(found(&f, d, "reviews/bid-2.md", "li.wei"), "condition:Typed");  /* not decided: as it is written */
    fx_assert_str(ps_deal_owner_on(d, fx_day("2026-05-31")), "li.wei");
    fx_assert_str(ps_deal_owner_on(d, fx_day("2026-06-01")), "zhao.min");
    fx_assert_str(ps_deal_owner_on(d, fx_day("2026-11-01")), "chen.yu");
    fx_end(&f);
}

static void a_handover_that_tells_nothing_is_told(void **state) {
    fx f;
    fx_found r = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", HANDOVERS("| soon | li.wei | zhao.min | |\n| 2026-06-01 | | zhao.min | |\n"));
    fx_look(&r, &f, PS_EN);
    assert_non_null(fx_seek(&r, "deal.md", 8, "bad-date", NULL));
    assert_non_null(fx_seek(&r, "deal.md", 9, "empty-cell", NULL));
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void an_owner_who_left_is_told(void **state) {
    fx f;
    fx_found r = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_note(&f, PS_K_MEMBER, "li.wei", "---\nleft: 2026-11-01\n---\n");
    fx_note(&f, PS_K_MEMBER, "zhao.min", "---\nleft: 2026-12-01\n---\n");
    fx_file(&f, "deal.md", "---\nstage: lead\nowner: li.wei\n---\n");
    fx_look(&r, &f, PS_EN);
    assert_int_equal(fx_seek(&r, "deal.md", 3, "owner-left", NULL)->severity, PS_WARN);
    fx_file(&f, "deal.md", "---\nstage: lead\nowner: zhao.min\n---\n"); /* is still here */
    fx_look(&r, &f, PS_EN);
    assert_null(fx_seek(&r, "deal.md", 3, "owner-left", NULL));
    fx_file(&f, "deal.md", "---\nstage: lead\nstatus: lost\nreason: price\nowner: li.wei\n---\n"); /* is over */
    fx_look(&r, &f, PS_EN);
    assert_null(fx_seek(&r, "deal.md", 5, "owner-left", NULL));
    ps_arena_free(&r.arena);
    fx_end(&f);
}

static void outcome_and_terms_that_somebody_must_see_to_are_told(void **state) {
    fx f;
    fx_found r = {0};
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_note(&f, PS_K_DEAL, "first", "---\nparent: acme-core\n---\n");
    fx_file(&f, "deal.md",
            "---\nstage: lead\nstatus: lost\nreason: too slow\nrevisit: 2026-11-01\nparent: first\n"
            "recurring: {amount: 10, period: year, notice: soon, colour: red}\nframe: {from: 2026-05-01, to: 2026-04-01}\n---\n");
    fx_look(&r, &f, PS_EN);
    assert_int_equal(fx_seek(&r, "deal.md", 4, "reason-unknown", NULL)->severity, PS_HINT);
    assert_int_equal(fx_seek(&r, "deal.md", 5, "revisit-passed", NULL)->severity, PS_HINT);
    assert_non_null(fx_seek(&r, "deal.md", 6, "parent-cycle", NULL));
    assert_non_null(fx_seek(&r, "deal.md", 7, "bad-value", "'soon' is neither a span such as 30 days nor a day"));
    assert_non_null(fx_seek(&r, "deal.md", 7, "unknown-value", "'colour' is no part of recurring: amount, period, count, start, notice"));
    assert_non_null(fx_seek(&r, "deal.md", 8, "frame-order", NULL));
    fx_file(&f, "deal.md",
            "---\nstage: lead\nstatus: lost\nreason: price\nrevisit: 2027-11-01\nparent: other\n"
            "recurring: {amount: 10, period: year, notice: 3 months}\nframe: {from: 2026-05-01, to: 2027-04-01}\n---\n");
    fx_look(&r, &f, PS_EN);
    for (unsigned line = 4; line < 9; line++) {
        assert_null(fx_seek(&r, "deal.md", line, "reason-unknown", NULL));
        assert_null(fx_seek(&r, "deal.md", line, "revisit-passed", NULL));
        assert_null(fx_seek(&r, "deal.md", line, "parent-cycle", NULL));
        assert_null(fx_seek(&r, "deal.md", line, "bad-value", NULL));
        assert_null(fx_seek(&r, "deal.md", line, "frame-order", NULL));
    }
    fx_file(&f, "deal.md", "---\nstage: lead\nrecurring: 5000\n---\n");
    fx_look(&r, &f, PS_ZH);
    assert_non_null(fx_seek(&r, "deal.md", 3, "bad-value", "请写成 recurring: {…}，包含 amount, period, count, start, notice"));
    ps_arena_free(&r.arena);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_open_is_found_and_what_is_done_is_not),
        cmocka_unit_test(closed_deals_count_while_something_of_them_comes_up),
        cmocka_unit_test(giving_changes_nothing_but_the_name),
        cmocka_unit_test(handovers_tell_who_has_what_and_whose_it_was),
        cmocka_unit_test(a_handover_that_tells_nothing_is_told),
        cmocka_unit_test(an_owner_who_left_is_told),
        cmocka_unit_test(outcome_and_terms_that_somebody_must_see_to_are_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
