/* A review opens filled: with its criteria, what is open and what changed since the one before. */
#include "template_fixture.h"

#include "gate.h"

static const ps_review *make_review(fx *f, const ps_new_review *in) {
    ps_buf b = {0};
    assert_int_equal(ps_template_review(&b, f->deal, in, &f->err), 0);
    ps_str name = ps_template_review_file(&f->arena, f->deal, in->pgate, in->round);
    fx_file(f, ps_arena_fmt(&f->arena, "reviews/%.*s", PS_FMT(name)).p, ps_arena_dup(&f->arena, ps_buf_str(&b)).p);
    ps_buf_free(&b);
    int pgate = in->pgate;
    return ps_deal_review(fx_read(f), pgate);
}

static void a_review_opens_filled(void **state) {
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        for (size_t pr = 0; pr < f.process->n_profiles; pr++) {
            for (int g = 0; g < f.process->profiles[pr].n_gates; g++) {
                ps_new_deal in = new_deal();
                ps_str reviewers[] = {PS_S("chen.yu"), PS_S("zhao.min")};
                in.title = PS_S("Fix: \"it\" #1 | x");
                in.profile = f.process->profiles[pr].id;
                in.budget = 120000000;
                make(&f, &in);
                ps_new_review nr = {.pgate = g,
                                    .round = 2,
                                    .date = fx_day("2026-11-20"),
                                    .reviewed = PS_S("4f1c2ab"),
                                    .reviewers = reviewers,
                                    .n_reviewers = 2};
                const ps_review *r = make_review(&f, &nr);
                assert_non_null(r);
                assert_int_equal(r->pgate, g);
                assert_int_equal(r->round, 2);
                assert_int_equal(r->decision, PS_DECISION_NONE);
                assert_int_equal(r->date, nr.date);
                fx_assert_str(r->reviewed, "4f1c2ab");
                assert_int_equal(r->n_reviewers, 2);
                assert_int_equal(r->n_votes, 0);
                assert_int_equal(r->n_conditions, 0);
                size_t want = 0;
                for (size_t c = 0; c < f.process->n_criteria; c++) {
                    for (int m = 0; m < f.deal->profile->gates[g].n_members; m++) {
                        want += f.process->criteria[c].gate == f.deal->profile->gates[g].members[m];
                    }
                }
                assert_int_equal(r->n_criteria, want);
                assert_int_equal(f.deal->n_actions, 0); /* nothing of it is a promise */
                ps_str said = r->doc->note->headings[0].text;
                assert_int_equal(
                    ps_str_starts(ps_str_sub(said, f.deal->profile->gates[g].label.n, said.n), lang ? PS_S("：Fix") : PS_S(": Fix")), 1);
                assert_no_faults(&f);
            }
        }
        fx_end(&f);
    }
}

#define HAS(what) assert_non_null(strstr(text, (what)))
static void a_review_tells_what_is_open_and_what_changed(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\ntitle: Acme\nstage: talk\nowner: li.wei\nopened: 2026-09-01\nbudget: 12000\n---\n");
    fx_file(&f, "0-lead.md",
            "- [x] n ^need\n- [-] c [reason:: key account, not territorial] ^channel\n- [-] cc ^customer-card\n- [ ] t ^region-traits\n");
    fx_file(&f, "1-talk.md", "- [x] b ^budget\n");
    fx_file(&f, "costs.md", "## Ledger\n| date | stage | category | amount |\n|---|---|---|---|\n| 2026-10-01 | lead | travel | 8420 |\n");
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\nround: 1\ndate: 2026-10-02\ndecision: conditional\n---\n## Conditions\n- [ ] call Ms Qian [owner:: zhao] "
            "[due:: 2026-12-01]\n- [x] done one\n");
    const ps_deal *d = fx_read(&f);
    ps_event events[] = {
        {.kind = PS_EV_FIELD,
         .field = PS_S("value"),
         .from = PS_S("900000"),
         .to = PS_S("1200000"),
         .text = PS_S("value 900,000 → 1,200,000")},
        {.kind = PS_EV_ACTIVITY, .from = PS_S(" "), .to = PS_S("x")},
        {.kind = PS_EV_ACTIVITY, .from = PS_S("/"), .to = PS_S("-")},
        {.kind = PS_EV_ACTIVITY, .from = PS_S("x"), .to = PS_S(" ")},
        {.kind = PS_EV_PERSON, .field = PS_S("stakeholders/liu-min"), .from = PS_S(""), .to = PS_S("liu-min")},
        {.kind = PS_EV_PERSON,
         .field = PS_S("stakeholders/chen-gang/stance"),
         .from = PS_S("neutral"),
         .to = PS_S("supporter"),
         .text = PS_S("chen-gang neutral → supporter")},
        {.kind = PS_EV_CONTACT},
        {.kind = PS_EV_NOTE, .text = PS_S("not told")},
    };
    ps_new_review nr = {
        .pgate = 1, .round = 1, .date = fx_day("2026-11-20"), .events = events, .n_events = 8, .since = ps_deal_review(d, 0)};
    ps_buf b = {0};
    assert_int_equal(ps_template_review(&b, d, &nr, &f.err), 0);
    const char *text = b.p;
    HAS("> Since the Qualification (2026-10-02, 49 days): value 900,000 → 1,200,000; chen-gang neutral → supporter; 2 activities closed; 1 "
        "reopened; "
        "1 person new in the decision chain; 1 contact; spent 8,420 of 12,000.\n");
    HAS("- channel: not applicable, \"key account, not territorial\"\n");
    HAS("- customer-card: not applicable, without a reason\n");
    HAS("- region-traits: open, \"Traits of the region\"\n");
    HAS("- chain: no line yet, \"Decision chain\"\n");
    HAS("- qualify-1: call Ms Qian (owner zhao, due 2026-12-01)\n");
    assert_null(strstr(text, "done one"));
    assert_null(strstr(text, "not told"));
    assert_null(strstr(text, "- need:"));
    assert_null(strstr(text, "- price:"));
    HAS("| 8,420 |");
    HAS("\n- Lead: 8,420 of 1,200 spent, over the ceiling of 120 %\n");
    ps_buf_free(&b);
    fx_end(&f);
}

static ps_event factor(const char *id, const char *field) {
    return (ps_event){.kind = PS_EV_FIELD, .id = ps_str_of(id), .field = ps_str_of(field), .text = ps_str_of(field)};
}

static void a_review_counts_what_came_in_numbers(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\ntitle: Acme\nstage: talk\nopened: 2026-09-01\n---\n");
    const ps_deal *d = fx_read(&f);
    ps_event events[64];
    size_t n = 0;
    events[n++] = factor("", "value");
    events[n++] = factor("price", "factors/price/weight");
    events[n++] = factor("price", "factors/price/us");
    events[n++] = factor("service", "factors/service/us");
    events[n++] = factor("tender", "procurement/tender/state");
    events[n++] = factor("tender", "procurement/tender/date");
    while (n < 40) { /* of fields of the user's own, each with a long value */
        events[n++] = factor("", "a field of the team's own with a value that takes some room");
    }
    events[n++] =
        (ps_event){.kind = PS_EV_STAGE, .from = PS_S("a"), .to = PS_S("b"), .reason = PS_S("r"), .text = PS_S("a → b, override: r")};
    ps_new_review nr = {.pgate = 0, .round = 1, .date = fx_day("2026-11-20"), .events = events, .n_events = n};
    ps_buf b = {0};
    assert_int_equal(ps_template_review(&b, d, &nr, &f.err), 0);
    const char *text = b.p, *line = strstr(text, "> Since"), *end = strchr(line, '\n');
    HAS("days): value; Decision factors: 2 rows changed; procurement/tender/state; procurement/tender/date; a field");
    HAS("room; a → b, override: r; … and 32 more.\n");
    assert_in_range(end - line, 200, 400);
    ps_buf_free(&b);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_review_opens_filled),
        cmocka_unit_test(a_review_tells_what_is_open_and_what_changed),
        cmocka_unit_test(a_review_counts_what_came_in_numbers),
    };
    return cmocka_run_group_tests_name("template_review", tests, NULL, NULL);
}
