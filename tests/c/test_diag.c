#include <stdlib.h>

#include "alloc.h"
#include "diag_fixture.h"
#include "template.h"

static const char GOOD_LEAD[] =
    "## Opportunity\n- [x] Need ^need\n- [x] Channel ^channel\n- [x] Card ^customer-card\n- [x] Traits ^region-traits\n";

static void a_good_deal_has_nothing_to_say(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_note(&f, PS_K_MEMBER, "li.wei", "");
    fx_note(&f, PS_K_MEMBER, "chen.yu", "");
    fx_note(&f, PS_K_ACCOUNT, "acme", "");
    fx_file(&f, "deal.md",
            "---\nid: acme-core\ntitle: Core\naccount: acme\nkind: B\nprofile: full\nstage: talk\nstatus: open\nowner: li.wei\nteam: "
            "[li.wei, chen.yu]\n"
            "value: 1,200,000\ncurrency: CNY\nprobability: 30\nsource: tender\nopened: 2026-10-01\nclose: 2027-01-31\n---\n"
            "## Stage history\n| date | from | to | gate | review | by | override |\n|---|---|---|---|---|---|---|\n"
            "| 2026-10-01 | | lead | | | li.wei | |\n| 2026-11-01 | lead | talk | qualify | qualify-1 | li.wei | |\n");
    fx_file(&f, "0-lead.md", GOOD_LEAD);
    fx_file(&f, "log.md", "## 2026-11-11 visit\n[who:: chen.yu]\n");
    fx_file(&f, "costs.md",
            "## Ledger\n| date | stage | category | amount | by | to | note |\n|---|---|---|---|---|---|---|\n| 2026-11-11 | talk | travel "
            "| 5 | li.wei | | |\n");
    fx_file(&f, "reviews/qualify-1.md",
            "---\ndeal: acme-core\ngate: qualify\nround: 1\ndate: 2026-11-01\ndecision: go\nreviewers: [chen.yu]\n---\n## Criteria\n"
            "- [x] Real [evidence:: [[log#2026-11-11]]] ^crit-real\n- [-] Fits [reason:: known customer] ^crit-fit\n\n"
            "## Votes\n| reviewer | vote | comment |\n|---|---|---|\n| chen.yu | go | |\n");
    fx_look(&r, &f, PS_EN);
    for (size_t i = 0; i < r.list.n; i++) {
        print_error("%.*s:%u %.*s: %.*s\n", PS_FMT(r.list.v[i].path), r.list.v[i].line, PS_FMT(r.list.v[i].code),
                    PS_FMT(r.list.v[i].message));
    }
    assert_int_equal(r.list.n, 0);
    fx_diag_end(&f, &r);
}

static void check_new_deal(fx *f, fx_found *r, const ps_profile *profile, ps_str kind) {
    ps_new_file *made = NULL;
    size_t n = 0;
    ps_new_deal in = {.id = PS_S("acme-core"),
                      .title = PS_S("核心网: \"5G\" #1"),
                      .kind = kind,
                      .profile = profile->id,
                      .owner = PS_S("li.wei"),
                      .source = PS_S("tender"),
                      .currency = PS_S("CNY"),
                      .value = 1200000LL * PS_MONEY_ONE,
                      .margin = PS_MONEY_NONE,
                      .budget = 12000LL * PS_MONEY_ONE,
                      .probability = -1,
                      .opened = f->world.today,
                      .close = PS_DATE_NONE,
                      .by = PS_S("li.wei")};
    assert_int_equal(ps_template_folder(&f->arena, f->process, &in, PS_S(FX_FOLDER), &made, &n, &f->err), 0);
    assert_true(n < FX_FILES);
    for (size_t i = 0; i < n; i++) {
        f->files[i] = (ps_file){made[i].path, made[i].text};
    }
    f->n_files = n;
    fx_look(r, f, f->process->lang);
    for (size_t i = 0; i < r->list.n; i++) {
        print_error("%.*s:%u %.*s\n", PS_FMT(r->list.v[i].path), r->list.v[i].line, PS_FMT(r->list.v[i].message));
    }
    assert_int_equal(r->list.n, 0);
    for (size_t i = 0; i < f->deal->n_answers; i++) {
        assert_non_null(f->deal->answers[i].task);
    }
}

/* In every profile, of every kind, by the built-in process of both languages. */
static void a_new_deal_has_nothing_to_say(void **state) {
    for (ps_lang lang = PS_EN; lang <= PS_ZH; lang++) {
        fx f;
        fx_found r;
        char *process = strndup(ps_process_builtin(lang).p, ps_process_builtin(lang).n);
        fx_diag_begin(&f, &r, process);
        fx_note(&f, PS_K_MEMBER, "li.wei", "");
        const ps_vocab *kinds = &f.process->vocab[PS_V_KINDS];
        assert_int_equal(kinds->n, 4);
        for (size_t p = 0; p < f.process->n_profiles; p++) {
            for (size_t k = 0; k < kinds->n; k++) {
                check_new_deal(&f, &r, &f.process->profiles[p], kinds->terms[k].id);
            }
        }
        fx_diag_end(&f, &r);
        free(process);
    }
}

static void a_claim_beyond_what_is_earned_is_an_error_on_every_line(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_file(&f, "deal.md", "---\ntitle: Core\nstage: offer\nowner: li.wei\n---\n");
    fx_file(&f, "0-lead.md", GOOD_LEAD);
    fx_file(&f, "1-talk.md", "## Needs\n- [ ] Budget ^budget\n");
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\ndecision: go\nreviewers: [x]\n---\n## Criteria\n- [x] a ^crit-real\n- [x] b ^crit-fit\n## Votes\n| "
            "reviewer | vote |\n|---|---|\n| x | go |\n");
    fx_look(&r, &f, PS_EN);
    const ps_diag *d = fx_must(&r, "deal.md", 3, "stage-unearned", PS_ERROR,
                               "claims offer, earned talk: 2 activities and the bid review are missing (:Pursuit check)");
    assert_int_equal(d->col, 7);
    assert_int_equal(d->end_col, 12);
    assert_non_null(fx_find(&r, "1-talk.md", 2, "missing-activity"));
    assert_non_null(fx_find(&r, "1-talk.md", 1, "missing-activity")); /* the chain has no line: at its heading */
    assert_int_equal(fx_count(&r, "missing-review"), 1);
    fx_file(&f, "1-talk.md", "## Needs\n- [x] Budget ^budget\n- [x] Chain ^chain\n");
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "deal.md", 3, "stage-unearned", PS_ERROR, "claims offer, earned talk: the bid review is missing (:Pursuit check)");
    fx_diag_end(&f, &r);
}

static void the_claim_in_chinese(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_ZH);
    fx_file(&f, "deal.md", "---\ntitle: 核心网\nstage: talk\n---\n");
    fx_file(&f, "0-lead.md", "## 商机\n- [x] 需求 ^need\n- [x] 渠道 ^channel\n- [x] 客户卡 ^customer-card\n- [ ] 区域 ^region-traits\n");
    fx_look(&r, &f, PS_ZH);
    fx_must(&r, "deal.md", 3, "stage-unearned", PS_ERROR,
            "填报阶段“交流”\uFF0C实际阶段“线索”\uFF1A缺 1 项活动和初步评审\uFF08:Pursuit check\uFF09");
    assert_non_null(fx_find(&r, "0-lead.md", 5, "missing-activity"));
    fx_diag_end(&f, &r);
}

static void values_of_the_front_matter(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r,
            "---\nid: other\nkind: Z\nprofile: huge\nstage: lead\nstatus: maybe\nsource: rumour\nvalue: lots\nmargin: 1.23456\n"
            "opened: 2026-02-30\nclose: soon\nforecast: perhaps\nprobability: 120\nbudget: [1, 2]\n---\n");
    fx_must(&r, "deal.md", 2, "id-mismatch", PS_WARN, "id 'other' differs from the folder's name, which counts: write acme-core");
    const ps_diag *d = fx_must(&r, "deal.md", 3, "unknown-value", PS_WARN, "unknown kind 'Z': one of A, B");
    assert_int_equal(d->col, 6);
    assert_int_equal(d->end_col, 7);
    fx_must(&r, "deal.md", 4, "unknown-value", PS_ERROR, "unknown profile 'huge': read as full");
    fx_must(&r, "deal.md", 6, "unknown-value", PS_WARN, "unknown status 'maybe': one of open, won, lost, no-decision, no-go, paused, done");
    fx_must(&r, "deal.md", 7, "unknown-value", PS_WARN, "unknown source 'rumour': one of tender, media");
    fx_must(&r, "deal.md", 8, "bad-amount", PS_ERROR, "'lots' is not an amount: write a number such as 1200000 or 1860.50");
    assert_non_null(fx_find(&r, "deal.md", 9, "bad-amount"));
    fx_must(&r, "deal.md", 10, "bad-date", PS_ERROR, "'2026-02-30' is not a date: write YYYY-MM-DD");
    assert_non_null(fx_find(&r, "deal.md", 11, "bad-date"));
    assert_non_null(fx_find(&r, "deal.md", 12, "unknown-value"));
    fx_must(&r, "deal.md", 13, "probability-range", PS_WARN,
            "probability '120' must be a whole number from 1 to 99 while the deal is open (empty: the stage's own)");
    fx_must(&r, "deal.md", 14, "bad-value", PS_ERROR, "budget takes one value");
    fx_only(&f, &r, "---\nstage: nowhere\nprobability: 0\nstatus: lost\n---\n");
    fx_must(&r, "deal.md", 2, "unknown-value", PS_ERROR, "unknown stage 'nowhere': one of lead, talk, offer, order");
    assert_int_equal(fx_count(&r, "probability-range"), 0); /* closed: nobody's judgement any more */
    fx_must(&r, "deal.md", 4, "reason-missing", PS_WARN, "status lost needs a reason (reason: …)");
    fx_only(&f, &r, "---\ntitle: x\n---\n");
    fx_must(&r, "deal.md", 1, "no-stage", PS_ERROR, "stage is missing: write the stage that the deal is in");
    fx_diag_end(&f, &r);
}

static void members_of_maps_are_checked(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(
        &f, &r,
        "---\nstage: lead\nrecurring: {amount: much, period: month, count: 12, start: 2026-13-01}\nframe:\n  ceiling: x\n  from: y\n---\n");
    assert_non_null(fx_find(&r, "deal.md", 3, "bad-amount"));
    assert_non_null(fx_find(&r, "deal.md", 3, "bad-date"));
    assert_non_null(fx_find(&r, "deal.md", 5, "bad-amount"));
    assert_non_null(fx_find(&r, "deal.md", 6, "bad-date"));
    fx_diag_end(&f, &r);
}

static void value_and_budget_are_not_below_zero_and_a_margin_may_be(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r, "---\nstage: lead\nvalue: -5\nbudget: -0.01\nmargin: -5\n---\n");
    fx_must(&r, "deal.md", 3, "bad-number", PS_WARN, "'-5' is below zero");
    fx_must(&r, "deal.md", 4, "bad-number", PS_WARN, "'-0.01' is below zero");
    assert_int_equal(fx_count(&r, "bad-number"), 2);
    fx_only(&f, &r, "---\nstage: lead\nvalue: 0\nbudget: 0\n---\n");
    assert_int_equal(fx_count(&r, "bad-number"), 0);
    fx_diag_end(&f, &r);
}

static void what_recurs_must_add_up(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r, "---\nstage: lead\nvalue: 1200\nrecurring: {amount: 100, period: month, count: 12, start: 2026-12-01}\n---\n");
    assert_int_equal(fx_count(&r, "recurring"), 0);
    fx_only(&f, &r, "---\nstage: lead\nvalue: 1199\nrecurring: {amount: 100, period: 每月, count: 12}\n---\n");
    fx_must(&r, "deal.md", 4, "recurring", PS_INFO, "100 × 12 is more than the deal's value of 1,199: the forecast counts all of it");
    fx_only(&f, &r, "---\nstage: lead\nrecurring: {amount: 100, period: often, count: 0}\n---\n");
    assert_non_null(fx_find(&r, "deal.md", 3, "bad-value"));
    assert_non_null(fx_find(&r, "deal.md", 3, "bad-number"));
    fx_only(&f, &r, "---\nstage: lead\nrecurring: {amount: 100}\n---\n");
    assert_non_null(fx_find(&r, "deal.md", 3, "recurring"));
    fx_diag_end(&f, &r);
}

static void front_matter_that_does_not_parse_is_one_error(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r, "---\ntitle: Fix: x\nstage: lead\n---\n");
    assert_int_equal(fx_count(&r, "front-matter"), 1);
    const ps_diag *d = fx_find(&r, "deal.md", 2, "front-matter");
    assert_non_null(d);
    assert_int_equal(d->severity, PS_ERROR);
    assert_int_equal(r.list.n, 1); /* what can't be read is not judged */
    fx_diag_end(&f, &r);
}

static void items_need_reasons_and_stand_once(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "0-lead.md", "- [-] Need ^need\n- [x] Channel [done:: yesterday] ^channel\n- [ ] again [due:: 2026-99-01] ^channel\n");
    fx_file(&f, "idea.md", "- [x] third ^channel\n");
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "0-lead.md", 1, "reason-missing", PS_WARN, "not applicable needs a reason: add [reason:: …]");
    assert_non_null(fx_find(&r, "0-lead.md", 2, "bad-date"));
    fx_must(&r, "0-lead.md", 3, "duplicate-activity", PS_WARN,
            "^channel stands already in " FX_FOLDER "/0-lead.md:2, only that one counts: remove one");
    assert_non_null(fx_find(&r, "0-lead.md", 3, "bad-date"));
    assert_non_null(fx_find(&r, "idea.md", 1, "duplicate-activity"));
    fx_file(&f, "deal.md", "---\nstage: talk\n---\n"); /* claimed: the missing item says it, once */
    fx_look(&r, &f, PS_EN);
    assert_non_null(fx_find(&r, "0-lead.md", 1, "missing-activity"));
    assert_int_equal(fx_count(&r, "reason-missing"), 0);
    fx_diag_end(&f, &r);
}

static void won_by_hand_lacks_day_and_value(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r, "---\nstage: lead\nstatus: won\n---\n");
    assert_int_equal(fx_count(&r, "outcome"), 2);
    fx_must(&r, "deal.md", 3, "outcome", PS_WARN, "won: the day of signature is missing (signed: YYYY-MM-DD)");
    fx_only(&f, &r, "---\nstage: lead\nstatus: won\nvalue: 5\nsigned: 2026-11-01\n---\n");
    assert_int_equal(r.list.n, 0);
    fx_only(&f, &r, "---\nstage: order\nstatus: won\nvalue: 5\n---\n"); /* the claim says it, once */
    assert_int_equal(fx_count(&r, "missing-outcome"), 1);
    assert_int_equal(fx_count(&r, "outcome"), 0);
    fx_diag_end(&f, &r);
}

static void an_open_deal_past_its_day_is_told(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_only(&f, &r, "---\nstage: lead\nclose: 2026-11-22\n---\n");
    fx_must(&r, "deal.md", 3, "close-passed", PS_INFO, "2026-11-22 has passed: move the date, or close the deal");
    fx_only(&f, &r, "---\nstage: lead\nclose: 2026-11-23\n---\n");
    assert_int_equal(r.list.n, 0);
    fx_diag_end(&f, &r);
}

static void marks_in_the_log_must_read(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_note(&f, PS_K_PERSON, "chen-gang", "");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(
        &f, "log.md",
        "## 2026-11-11 visit\n[stance:: chen-gang champion]\n[stance:: chen-gang friendly]\n[stance:: chen-gang]\n- [cost:: 1860 travel]\n"
        "- [cost:: much travel]\n- [cost:: 5 gifts]\n");
    fx_look(&r, &f, PS_EN);
    assert_int_equal(r.list.n, 4);
    fx_must(&r, "log.md", 3, "unknown-value", PS_WARN, "unknown stance 'friendly': one of champion, unknown");
    fx_must(&r, "log.md", 4, "log-mark", PS_WARN, "write [stance:: person stance] or [cost:: amount category]");
    assert_non_null(fx_find(&r, "log.md", 6, "bad-amount"));
    fx_must(&r, "log.md", 7, "unknown-value", PS_WARN, "unknown category 'gifts': one of travel, meals");
    fx_diag_end(&f, &r);
}

static void ids_without_a_note_are_hints(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_note(&f, PS_K_MEMBER, "li.wei", "");
    fx_note(&f, PS_K_PERSON, "chen-gang", "");
    fx_file(&f, "log.md",
            "## 2026-11-11 visit\n[who:: [[chen-gang]], li.wei, [[liu-min]]]\n[deals:: nothing]\n## 2026-13-01 bad\n## 2026-12-24 later\n");
    fx_file(&f, "deal.md",
            "---\nstage: lead\naccount: acme\nowner: li.wei\nteam: [li.wei, new.one]\nparent: ../x\n---\n- [ ] call [owner:: nobody]\n");
    fx_look(&r, &f, PS_EN);
    fx_must(&r, "deal.md", 3, "unknown-id", PS_HINT, "no note yet: accounts/acme.md (:Pursuit add account acme)");
    fx_must(&r, "deal.md", 5, "unknown-id", PS_HINT, "no note yet: team/new.one.md (:Pursuit add member new.one)");
    assert_null(fx_seek(&r, "deal.md", 4, "unknown-id", NULL));
    assert_non_null(fx_find(&r, "deal.md", 6, "bad-id"));
    assert_non_null(fx_find(&r, "deal.md", 8, "unknown-id"));
    fx_must(&r, "log.md", 3, "unknown-id", PS_HINT, "no deal is named 'nothing'");
    assert_null(fx_seek(&r, "log.md", 1, "unknown-id", NULL));
    fx_must(&r, "log.md", 2, "unknown-id", PS_HINT, "no note yet: people/liu-min.md (:Pursuit add person liu-min)");
    fx_must(&r, "log.md", 4, "bad-date", PS_WARN, "'2026-13-01 bad' is no entry: begin with YYYY-MM-DD or YYYY-MM-DD HH:MM");
    assert_non_null(fx_find(&r, "log.md", 5, "future"));
    fx_diag_end(&f, &r);
}

static void other_notes_are_checked(void **state) {
    fx f;
    fx_found r;
    ps_note *note = NULL;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    static const char text[] = "---\naccount: acme\nlayer: top\ninfluence: 6\nneeds: [growth, gold]\n---\n";
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), PS_EN, &f.err), 0);
    assert_int_equal(ps_diag_note(&r.list, &r.arena, note, PS_S("people/x.md"), PS_K_PERSON, f.process, &f.world, NULL, PS_EN, &f.err), 0);
    assert_non_null(fx_find(&r, "people/x.md", 2, "unknown-id"));
    assert_non_null(fx_find(&r, "people/x.md", 3, "unknown-value"));
    assert_non_null(fx_find(&r, "people/x.md", 4, "bad-number"));
    fx_must(&r, "people/x.md", 5, "unknown-value", PS_WARN, "unknown needs 'gold': one of growth, respect");
    ps_note_free(note);
    static const char account[] = "---\nregion: north\n---\n- [-] Card ^customer-card\n- [x] Card [done:: never] ^customer-card\n";
    assert_int_equal(ps_note_parse(&note, ps_str_of(account), PS_EN, &f.err), 0);
    assert_int_equal(
        ps_diag_note(&r.list, &r.arena, note, PS_S("accounts/acme.md"), PS_K_ACCOUNT, f.process, &f.world, NULL, PS_EN, &f.err), 0);
    assert_non_null(fx_find(&r, "accounts/acme.md", 2, "unknown-id"));
    assert_non_null(fx_find(&r, "accounts/acme.md", 4, "reason-missing"));
    assert_non_null(fx_find(&r, "accounts/acme.md", 5, "duplicate-activity"));
    assert_non_null(fx_find(&r, "accounts/acme.md", 5, "bad-date"));
    ps_note_free(note);
    fx_diag_end(&f, &r);
}

static void faults_of_the_process_are_errors_on_their_lines(void **state) {
    fx_found r = {0};
    ps_error err = {0};
    ps_process *p = NULL;
    assert_int_equal(ps_process_read(&p,
                                     PS_S("---\npursuit: process\n---\n## Stages\n| id | stage | probability | share | stalls "
                                          "|\n|---|---|---|---|---|\n| a | A | 900 | 100 | 5 |\n"),
                                     PS_EN, &err),
                     0);
    assert_true(p->n_faults > 0);
    assert_int_equal(ps_diag_process(&r.list, &r.arena, p, PS_S(".pursuit/process.md"), &err), 0);
    assert_int_equal(r.list.n, p->n_faults);
    assert_int_equal(r.list.v[0].severity, PS_ERROR);
    assert_int_equal(r.list.v[0].line, p->faults[0].line);
    ps_process_free(p);
    ps_arena_free(&r.arena);
}

static void every_failing_allocation_is_an_error(void **state) {
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    fx_file(&f, "deal.md", "---\nstage: offer\nvalue: x\nkind: Z\nteam: [a, b]\n---\n## Stakeholders\n| person |\n|---|\n| a |\n| a |\n");
    fx_file(&f, "reviews/bid-1.md", "---\ngate: bid\ndecision: go\n---\n## Criteria\n- [x] a [evidence:: [[nothing#x]]] ^crit-real\n");
    fx_read(&f);
    size_t n = 1;
    for (;; n++) {
        memset(&r, 0, sizeof r);
        ps_alloc_fail_at(n);
        int rc = ps_diag_deal(&r.list, &r.arena, f.deal, &f.world, fx_there, PS_EN, &f.err);
        ps_alloc_fail_at(0);
        ps_arena_free(&r.arena);
        if (rc == 0) {
            break;
        }
        assert_int_equal(rc, PS_ENOMEM);
    }
    assert_true(n > 10);
    memset(&r, 0, sizeof r);
    fx_diag_end(&f, &r);
}

/* Notes damaged byte by byte, always in the same way: nothing may crash, hang, or leave a place that does not exist. */
static void damaged_notes_are_read_and_judged(void **state) {
    static const char *const names[] = {"deal.md", "0-lead.md", "log.md", "costs.md", "reviews/bid-1.md"};
    static const char *const texts[] = {
        "---\nid: acme-core\nstage: talk\nvalue: 1,200\nteam: [a, \"[[b]]\"]\n---\n## Stage history\n| date | from | to "
        "|\n|---|---|---|\n| 2026-10-01 | | lead |\n\n"
        "## Stakeholders\n| person | needs |\n|---|---|\n| [[c]] | growth, respect |\n",
        "## Opportunity\n- [x] Need [done:: 2026-10-01] ^need\n- [-] Channel [reason:: 老客户] ^channel\n",
        "## 2026-11-11 14:25 visit\n[who:: [[a]], [[b]]]\n- [ ] promise [due:: 2026-12-01] [owner:: a]\n",
        "## Ledger\n| date | stage | category | amount |\n|---|---|---|---|\n| 2026-11-11 | lead | travel | 1,860.50 ^c-1 |\n",
        "---\ngate: bid\nround: 1\ndecision: go\n---\n## Criteria\n- [x] a [evidence:: [[log#2026-11-11]]] ^crit-budget\n\n## Votes\n| "
        "reviewer | vote |\n|---|---|\n| a | go |\n",
    };
    static const char bytes[] = "[]|-#:^\n\r\t \xE9\x00\"'x0,&*!>`";
    enum { N = 5, ROUNDS = 400 };
    char *copies[N];
    uint32_t seed = 20261123;
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < N; i++) {
            copies[i] = strdup(texts[i]);
            size_t n = strlen(copies[i]);
            fx_file(&f, names[i], copies[i]);
            for (int hit = 0; hit < 4; hit++) {
                seed = seed * 1664525U + 1013904223U;
                copies[i][(seed >> 8) % n] = bytes[(seed >> 3) % (sizeof bytes - 1)];
            }
            f.files[i].text.n = n; /* NUL bytes too */
        }
        ps_arena_free(&r.arena);
        memset(&r, 0, sizeof r);
        fx_read(&f);
        assert_int_equal(ps_diag_deal(&r.list, &r.arena, f.deal, &f.world, fx_there, PS_EN, &f.err), 0);
        for (size_t i = 0; i < r.list.n; i++) {
            const ps_doc *doc = ps_deal_doc(f.deal, r.list.v[i].path);
            assert_true(!doc || r.list.v[i].line <= doc->note->n_lines);
        }
        for (int i = 0; i < N; i++) {
            free(copies[i]);
        }
        ps_deal_free(f.deal);
        f.deal = NULL;
    }
    fx_diag_end(&f, &r);
}

static void a_process_that_is_none_still_judges(void **state) {
    fx f;
    fx_found r;
    ps_process *empty = NULL;
    fx_diag_begin(&f, &r, FX_PROCESS_EN);
    assert_int_equal(ps_process_read(&empty, PS_S(""), PS_EN, &f.err), 0);
    ps_process *whole = f.process;
    f.process = empty;
    fx_only(
        &f, &r,
        "---\nstage: talk\nprofile: full\nstatus: won\nprobability: 5\n---\n- [ ] x ^need\n## Ledger\n| date | stage |\n|---|---|\n| a | "
        "b |\n");
    ps_date since;
    assert_int_equal(ps_deal_probability(f.deal, NULL), 100);
    assert_false(ps_deal_stalled(f.deal, &f.world, PS_DATE_NONE, &since));
    f.process = whole;
    ps_deal_free(f.deal);
    f.deal = NULL;
    ps_process_free(empty);
    fx_diag_end(&f, &r);
}

static void any_language_any_mess_is_said_without_a_crash(void **state) {
    static const char *const texts[] = {"",
                                        "---\n",
                                        "---\nstage: [\n---\n",
                                        "# \n## Criteria\n- [x]\n## Votes\n| |\n|---|\n| |\n",
                                        "## Stage history\n| to |\n|---|\n| |\n| x |\n",
                                        "\xFF\xFE- [-] ^need\n",
                                        "## Ledger\n|a|\n|-|\n|b|c|d|\n"};
    static const char *const names[] = {"deal.md", "log.md", "costs.md", "0-lead.md", "reviews/bid-1.md", "reviews/x.md", "other.md"};
    fx f;
    fx_found r;
    fx_diag_begin(&f, &r, FX_PROCESS_ZH);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        for (size_t k = 0; k < sizeof names / sizeof *names; k++) {
            fx_file(&f, names[k], texts[i]);
        }
        fx_look(&r, &f, i % 2 ? PS_ZH : PS_EN);
    }
    f.n_files = 0;
    fx_look(&r, &f, PS_EN);
    fx_diag_end(&f, &r);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_good_deal_has_nothing_to_say),
        cmocka_unit_test(a_new_deal_has_nothing_to_say),
        cmocka_unit_test(a_claim_beyond_what_is_earned_is_an_error_on_every_line),
        cmocka_unit_test(the_claim_in_chinese),
        cmocka_unit_test(values_of_the_front_matter),
        cmocka_unit_test(members_of_maps_are_checked),
        cmocka_unit_test(value_and_budget_are_not_below_zero_and_a_margin_may_be),
        cmocka_unit_test(what_recurs_must_add_up),
        cmocka_unit_test(front_matter_that_does_not_parse_is_one_error),
        cmocka_unit_test(items_need_reasons_and_stand_once),
        cmocka_unit_test(won_by_hand_lacks_day_and_value),
        cmocka_unit_test(an_open_deal_past_its_day_is_told),
        cmocka_unit_test(marks_in_the_log_must_read),
        cmocka_unit_test(ids_without_a_note_are_hints),
        cmocka_unit_test(other_notes_are_checked),
        cmocka_unit_test(faults_of_the_process_are_errors_on_their_lines),
        cmocka_unit_test(every_failing_allocation_is_an_error),
        cmocka_unit_test(damaged_notes_are_read_and_judged),
        cmocka_unit_test(a_process_that_is_none_still_judges),
        cmocka_unit_test(any_language_any_mess_is_said_without_a_crash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
