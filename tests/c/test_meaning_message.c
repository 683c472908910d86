/* What events become: folds, subjects and messages. */
#include "meaning_fixture.h"

#include "alloc.h"
#include "width.h"

static const char *subject(mx *m, int cells) {
    ps_buf b = {0};
    assert_int_equal(ps_meaning_subject(&b, m->f.process, m->events, m->n_events, PS_S("fallback"), m->f.process->lang, cells, &m->f.err),
                     0);
    assert_null(memchr(b.p, '\n', b.n));
    const char *s = ps_arena_dup(&m->f.arena, ps_buf_str(&b)).p;
    ps_buf_free(&b);
    return s;
}

static void a_subject_says_what_changed(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, TALK, "- [ ] b ^budget\n- [ ] c ^chain\n", "- [x] b ^budget\n- [-] c [reason:: x] ^chain\n");
    change(&m, DEAL, "---\nvalue: 900000\n---\n", "---\nvalue: 1200000\n---\n");
    diff(&m);
    assert_string_equal(subject(&m, 72), "acme-core: value 900,000 → 1,200,000; 2 activities closed in talk");
    assert_int_equal(ps_width(ps_str_of(subject(&m, 40))) <= 40, 1);
    assert_string_equal(subject(&m, 50), "acme-core: value 900,000 → 1,200,000…");
    assert_string_equal(subject(&m, 30), "acme-core: value 900,000 → 1,…");
    change(&m, "accounts/acme.md", NULL, "# Acme\n");
    diff(&m);
    assert_string_equal(subject(&m, 72), "accounts/acme: new");
    change(&m, REVIEW, "---\ngate: qualify\n---\n## Conditions\n",
           "---\ngate: qualify\n---\n## Conditions\n- [ ] Ask for the name of the person who holds the budget [owner:: li.wei] "
           "[due:: 2026-12-01]\n");
    change(&m, LOG, "# Log\n", "# Log\n\n## 2026-11-11 visit\n");
    diff(&m);
    assert_string_equal(subject(&m, 72), "acme-core: condition: Ask for the name of the person who holds the budg…");
    m.n_events = 0;
    assert_string_equal(subject(&m, 72), "fallback");
    fx_end(&m.f);
}

static void a_subject_never_outgrows_its_cells(void **state) {
    mx m;
    begin(&m, FX_PROCESS_ZH);
    for (int i = 0; i < 8; i++) {
        char path[100];
        snprintf(path, sizeof path, FX_FOLDER "/备注-%d.md", i);
        change(&m, ps_arena_dup(&m.f.arena, ps_str_of(path)).p, "# 一\n", "# 二\n");
    }
    change(&m, DEAL, "---\ntitle: 短\nvalue: 1\n---\n",
           "---\ntitle: 一个非常非常非常非常非常非常非常非常非常非常非常非常长的项目名称\nvalue: 2\nstatus: won\n---\n");
    diff(&m);
    for (int cells = 12; cells < 120; cells++) {
        ps_str s = ps_str_of(subject(&m, cells));
        assert_true(ps_str_utf8(s));
        assert_true(ps_width(s) <= (size_t)cells);
    }
    fx_end(&m.f);
}

static void several_deals_are_named(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, "deals/2026/a/deal.md", "---\nvalue: 1\n---\n", "---\nvalue: 2\nowner: x\n---\n");
    change(&m, "deals/2025/b/deal.md", "---\nvalue: 1\n---\n", "---\nvalue: 2\n---\n");
    diff(&m);
    assert_string_equal(subject(&m, 72), "2 changed: a, b");
    ps_buf b = {0};
    assert_int_equal(ps_meaning_message(&b, m.f.process, m.events, m.n_events, PS_S(""), PS_EN, &m.f.err), 0);
    fx_assert_str(ps_buf_str(&b), "2 changed: a, b\n\n- a: value 1 → 2; owner x\n- b: value 1 → 2\n\nDeal: a\nDeal: b\n");
    ps_buf_free(&b);
    fx_end(&m.f);
}

static void one_thing_that_changed_leads_where_of_others_only_the_text_did(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, "deals/2026/a/deal.md", "---\nvalue: 1\n---\nText\n", "---\nvalue: 1\n---\nText\n\n- [[b]]\n");
    change(&m, "deals/2026/b/deal.md", "---\nvalue: 1\n---\n", "---\nvalue: 2\n---\n");
    diff(&m);
    assert_string_equal(subject(&m, 72), "b: value 1 → 2");
    ps_buf b = {0};
    assert_int_equal(ps_meaning_message(&b, m.f.process, m.events, m.n_events, PS_S(""), PS_EN, &m.f.err), 0);
    fx_assert_str(ps_buf_str(&b), "b: value 1 → 2\n\n- a: deal.md: text changed\n- b: value 1 → 2\n\nDeal: a\nDeal: b\n");
    ps_buf_free(&b);
    fx_end(&m.f);
}

static void a_message_carries_trailers(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, DEAL, "---\nstage: lead\n---\n",
           "---\nstage: talk\n---\n## Stage history\n| date | from | to | gate |\n|---|---|---|---|\n| 2026-11-20 | lead | talk | qualify "
           "|\n");
    change(&m, REVIEW, "---\ngate: qualify\nround: 1\n---\n", "---\ngate: qualify\nround: 1\ndecision: go\n---\n");
    diff(&m);
    ps_buf b = {0};
    assert_int_equal(ps_meaning_message(&b, m.f.process, m.events, m.n_events, PS_S(""), PS_EN, &m.f.err), 0);
    fx_assert_str(ps_buf_str(&b),
                  "acme-core: lead → talk; review qualify-1: go\n\nDeal: acme-core\nStage: talk\nGate: qualify\nDecision: go\n");
    ps_buf_free(&b);
    fx_end(&m.f);
}

static void a_message_can_hold_no_forged_trailer(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, DEAL, "---\ntitle: a\n---\n", "---\ntitle: \"x\\n\\nDeal: other\"\n---\n");
    diff(&m);
    ps_buf b = {0};
    assert_int_equal(ps_meaning_message(&b, m.f.process, m.events, m.n_events, PS_S(""), PS_EN, &m.f.err), 0);
    assert_null(strstr(b.p, "\nDeal: other"));
    assert_non_null(strstr(b.p, "\n\nDeal: acme-core\n"));
    ps_buf_free(&b);
    fx_end(&m.f);
}

static void consecutive_events_of_one_kind_fold(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, FX_FOLDER "/0-lead.md", "- [ ] n ^need\n- [ ] c ^channel\n", "- [x] n ^need\n- [x] c ^channel\n");
    change(&m, TALK, "- [ ] b ^budget\n- [ ] c ^chain\n", "- [x] b ^budget\n- [x] c ^chain\n");
    change(&m, COSTS, LEDGER, LEDGER "| 2026-11-12 | lead | meals | 10 | | | |\n| 2026-11-13 | lead | travel | 1990 | | | |\n");
    change(&m, DEAL, "---\nvalue: 1\nclose: 2026-12-31\n---\n", "---\nvalue: 2\nclose: 2027-02-28\n---\n");
    diff(&m);
    ps_fold *folds;
    size_t n;
    assert_int_equal(ps_meaning_fold(&m.f.arena, m.f.process, m.events, m.n_events, PS_EN, &folds, &n, &m.f.err), 0);
    assert_int_equal(n, 4);
    fx_assert_str(folds[0].text, "value 1 → 2; close 2026-12-31 → 2027-02-28");
    fx_assert_str(folds[1].text, "2 activities done in Lead");
    fx_assert_str(folds[2].text, "2 activities done in Talk");
    assert_int_equal(folds[2].first, 4);
    assert_int_equal(folds[2].n, 2);
    fx_assert_str(folds[3].text, "2 expenses, 2,000");
    fx_end(&m.f);
}

static void every_failing_allocation_is_an_error(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *old = fmt2(&m, BASE, "lead", "900000");
    const char *now = fmt2(&m, BASE "| 2026-11-20 | lead | talk | qualify | qualify-1 | li.wei | |\n", "talk", "1");
    int rc = PS_ENOMEM;
    for (size_t at = 1; rc == PS_ENOMEM; at++) {
        ps_arena arena = {0};
        ps_buf b = {0};
        ps_event *e = NULL;
        size_t n = 0;
        assert_true(at < 5000);
        m.n = 0;
        change(&m, DEAL, old, now);
        change(&m, LOG, "# Log\n", "# Log\n\n## 2026-11-11 visit\n[who:: [[x]]]\n");
        change(&m, TALK, "- [ ] b ^budget\n- [ ] c ^chain\ntext\n", "- [x] b ^budget\n- [x] c ^chain\nother\n");
        ps_alloc_fail_at(at);
        rc = ps_meaning_diff(&arena, m.f.process, m.files, m.n, PS_EN, &e, &n, &m.f.err);
        rc = rc ? rc : ps_meaning_message(&b, m.f.process, e, n, PS_S(""), PS_EN, &m.f.err);
        ps_alloc_fail_at(0);
        ps_buf_free(&b);
        ps_arena_free(&arena);
    }
    assert_int_equal(rc, 0);
    fx_end(&m.f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_subject_says_what_changed),
        cmocka_unit_test(a_subject_never_outgrows_its_cells),
        cmocka_unit_test(one_thing_that_changed_leads_where_of_others_only_the_text_did),
        cmocka_unit_test(several_deals_are_named),
        cmocka_unit_test(a_message_carries_trailers),
        cmocka_unit_test(a_message_can_hold_no_forged_trailer),
        cmocka_unit_test(consecutive_events_of_one_kind_fold),
        cmocka_unit_test(every_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests_name("meaning_message", tests, NULL, NULL);
}
