#include "summary.h"

#include "alloc.h"
#include "deal_fixture.h"

#define HISTORY "## Stage history\n| date | from | to | gate | review | by | override |\n|---|---|---|---|---|---|---|\n"
#define FRONT \
    "---\nid: acme-core\ntitle: Acme core\nstage: offer\nstatus: lost\nowner: li.wei\nopened: 2026-01-01\nclose: 2026-09-30\nbudget: " \
    "1000\n" \
    "reason: price\nlost_to: zhongke\n---\n"

static ps_past_change change(const char *day, const char *field, const char *from, const char *to, const char *reason) {
    return (ps_past_change){fx_day(day), PS_S("li.wei"), ps_str_of(field), ps_str_of(from), ps_str_of(to), ps_str_of(reason)};
}

static const char *draft(fx *f, const ps_past_change *changes, size_t n, const char *ended) {
    ps_buf out = {0};
    ps_summary_facts facts = {fx_read(f), &f->world, changes, n, *ended ? fx_day(ended) : PS_DATE_NONE};
    assert_int_equal(ps_summary_draft(&out, &f->arena, &facts, NULL), PS_OK);
    ps_str kept = ps_arena_dup(&f->arena, ps_buf_str(&out));
    ps_buf_free(&out);
    return kept.p;
}

static void all_that_happened_is_told_with_its_numbers(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md",
            FRONT HISTORY
            "| 2026-01-01 | | lead |\n| 2026-01-11 | lead | talk |\n| 2026-03-02 | talk | offer |\n\n"
            "## Stakeholders\n| person | layer | stance |\n|---|---|---|\n| chen | technical | champion |\n| wang | decision | |\n");
    fx_file(&f, "costs.md",
            "## Ledger\n| date | stage | category | amount |\n|---|---|---|---|\n| 2026-01-05 | lead | travel | 150 |\n| 2026-02-01 | talk "
            "| travel | 200 |\n"
            "| 2026-04-01 | offer | travel | 400 |\n");
    fx_file(&f, "log.md", "# Log\n\n## 2026-02-10 10:00 visit\n[who:: [[chen]]]\n");
    fx_file(
        &f, "reviews/bid-1.md",
        "---\ngate: bid\nround: 1\ndate: 2026-03-01\ndecision: conditional\nreason: price is tight\nreviewers: [zhao]\n---\n## Conditions\n"
        "- [x] A price list [due:: 2026-03-10] [done:: 2026-03-15] ^c1\n- [ ] A reference [due:: 2026-04-01] ^c2\n- [x] A date [due:: "
        "2026-04-01] [done:: 2026-03-20] ^c3\n");
    fx_note(&f, PS_K_PERSON, "chen", "---\nname: Chen Gang\n---\n");
    const ps_past_change changes[] = {
        change("2026-01-11", "stage", "lead", "talk", ""),
        change("2026-02-01", "close", "2026-06-30", "2026-08-31", "budget not free"),
        change("2026-02-20", "stakeholders/chen/stance", "unknown", "champion", ""),
        change("2026-03-02", "stage", "talk", "offer", ""),
        change("2026-03-20", "task/x/due", "2026-03-20", "2026-03-27", ""),
        change("2026-03-25", "competitors/zhongke/threat", "low", "high", ""),
        change("2026-03-26", "factors/price/zhongke", "", "4", ""),
        change("2026-03-26", "competitors/globex", "", "globex", ""),
        change("2026-03-26", "competitors/other", "other", "", ""),
        change("2026-03-26", "factors/price/weight", "", "5", ""),
        change("2026-05-10", "close", "2026-08-31", "2026-09-30", ""),
    };
    assert_string_equal(draft(&f, changes, sizeof changes / sizeof *changes, "2026-07-10"),
                        "- Opened 2026-01-01, expected to close 2026-06-30\n"
                        "- Ended 2026-07-10: lost, 10 days later than expected at first; times the day was moved: 2\n"
                        "- Lost to zhongke: Price\n"
                        "\n### Stages\n\n"
                        "| stage | entered | left | days | signing expected then | budget | spent |\n|---|---|---|--:|---|--:|--:|\n"
                        "| Lead | 2026-01-01 | 2026-01-11 | 10 | 2026-06-30 | 100 | 150 |\n"
                        "| Talk | 2026-01-11 | 2026-03-02 | 50 | 2026-06-30 | 200 | 200 |\n"
                        "| Offer | 2026-03-02 | 2026-07-10 | 130 | 2026-08-31 | 500 | 400 |\n"
                        "\n### Standing still\n\n"
                        "- Times without change or contact for longer than the stage allows: 2, 106 days in all\n"
                        "- 45 days in Offer, 2026-03-26 to 2026-05-10 (30 allowed)\n"
                        "- 61 days in Offer, 2026-05-10 to 2026-07-10 (30 allowed)\n"
                        "\n### Cost\n\n"
                        "- EUR 750 spent of 1,000: 75%\n"
                        "- by the end of Lead: 15% of the budget; the stage took 50 more than its part\n"
                        "- by the end of Talk: 35% of the budget\n"
                        "- by the end of Offer: 75% of the budget\n"
                        "\n### Reviews\n\n"
                        "- Bid decision, round 1, 2026-03-01: conditional, price is tight\n"
                        "  - met 5 days late (due 2026-03-10): A price list\n"
                        "  - never met (due 2026-04-01): A reference\n"
                        "  - met: A date\n"
                        "\n### People whom nobody met\n\n"
                        "- wang (Decision)\n"
                        "\n### What slipped\n\n"
                        "- 2026-02-01: expected closing 2026-06-30 → 2026-08-31, 62 days later: budget not free\n"
                        "- 2026-03-20: a task, 2026-03-20 → 2026-03-27, 7 days later\n"
                        "- 2026-05-10: expected closing 2026-08-31 → 2026-09-30, 30 days later\n"
                        "\n### Competitors\n\n"
                        "- 2026-03-25 zhongke, threat: low → high\n"
                        "- 2026-03-26 price, zhongke: – → 4\n"
                        "- 2026-03-26 globex came in\n"
                        "- 2026-03-26 other left\n"
                        "\n### How stances moved\n\n"
                        "- 2026-02-20 Chen Gang: Unknown → Champion\n");
    fx_end(&f);
}

static void what_there_is_nothing_to_say_of_has_no_heading(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    fx_file(&f, "deal.md", "---\nid: a\nstage: lead\nstatus: won\nopened: 2026-11-01\nsigned: 2026-11-10\nclose: 2026-11-20\n---\n");
    assert_string_equal(draft(&f, NULL, 0, "2026-11-10"),
                        "- 立项 2026-11-01，预计签约 2026-11-20\n"
                        "- 结束 2026-11-10：won，比最初预计早 10 天；预计签约日改动 0 次\n"
                        "\n### 阶段\n\n"
                        "| 阶段 | 进入 | 离开 | 天数 | 当时预计签约 | 预算 | 已发生费用 |\n|---|---|---|--:|---|--:|--:|\n"
                        "| 线索 | 2026-11-01 | 2026-11-10 | 9 | 2026-11-20 |  | 0 |\n");
    fx_end(&f);
}

static void what_people_wrote_can_not_break_the_page(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md",
            "---\nid: a\nstage: lead\nstatus: lost\nopened: 2026-11-01\nreason: \"a | b <!-- ^x [due:: 2026-01-01]\"\n---\n");
    const ps_past_change changes[] = {change("2026-11-02", "close", "soon", "2026-12-01", ""),
                                      change("2026-11-03", "close", "2026-12-01", "never", "")};
    const char *said = draft(&f, changes, 2, "2026-11-23");
    assert_non_null(strstr(said, "- Reason: a   b  !--  x  due:: 2026-01-01\n"));
    assert_non_null(strstr(said, "- Opened 2026-11-01\n"));
    fx_end(&f);
}

static void a_long_list_is_cut(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nid: a\nstage: lead\nstatus: lost\nopened: 2026-11-01\nreason: price\n---\n");
    ps_past_change changes[15];
    for (size_t i = 0; i < 15; i++) {
        changes[i] = change("2026-11-02", "competitors/z/threat", "low", "high", "");
    }
    const char *said = draft(&f, changes, 15, "2026-11-23");
    assert_non_null(strstr(said, "- … and 3 more: :Pursuit history\n"));
    fx_end(&f);
}

/* ---- in the note ---- */

static const char *put(fx *f, const char *text, const char *body, ps_draft_fate *fate) {
    ps_note *note = NULL;
    ps_buf out = {0};
    assert_int_equal(ps_note_parse(&note, ps_str_of(text), PS_EN, NULL), PS_OK);
    assert_int_equal(ps_summary_put(&out, fate, note, ps_str_of(body), f->process, NULL), PS_OK);
    ps_str kept = ps_arena_dup(&f->arena, ps_buf_str(&out));
    ps_buf_free(&out);
    ps_note_free(note);
    return kept.p;
}

#define BEFORE "---\nx:   1 # mine\n---\n# S\ntext"
#define MINE "# Summary\n\n## What to repeat\n\n- visit early\n"

static void a_draft_is_put_once_and_anew_until_somebody_changes_it(void **state) {
    (void)state;
    fx f;
    ps_draft_fate fate;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    const char *first = put(&f, MINE, "- one\n", &fate);
    assert_int_equal(fate, PS_DRAFT_WRITTEN);
    assert_int_equal(strncmp(first, MINE "\n## Drafted from the history\n\n<!-- pursuit ", strlen(MINE) + 42), 0);
    assert_non_null(strstr(first, " -->\n\nDrafted from the notes and their history."));
    assert_non_null(strstr(first, "\n\n- one\n"));
    put(&f, first, "- one\n", &fate);
    assert_int_equal(fate, PS_DRAFT_SAME);
    const char *second = put(&f, first, "- two\n", &fate);
    assert_int_equal(fate, PS_DRAFT_WRITTEN);
    assert_non_null(strstr(second, "\n\n- two\n"));
    assert_null(strstr(second, "- one"));
    put(&f, ps_arena_fmt(&f.arena, "%s- and mine\n", second).p, "- three\n", &fate);
    assert_int_equal(fate, PS_DRAFT_KEPT);
    put(&f, MINE "\n## Drafted from the history\n\nmine\n", "- three\n", &fate); /* without a mark it is a person's */
    assert_int_equal(fate, PS_DRAFT_KEPT);
    fx_end(&f);
}

static void what_stands_around_it_stays_byte_for_byte(void **state) {
    (void)state;
    fx f;
    ps_draft_fate fate;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    const char *first = put(&f, BEFORE, "- one\n", &fate);
    assert_int_equal(strncmp(first, BEFORE "\n\n## Drafted", strlen(BEFORE) + 12), 0);
    const char *around = ps_arena_fmt(&f.arena, "%s\n## Mine   \n\n\n*  below\n", first).p;
    const char *second = put(&f, around, "- two\n", &fate);
    assert_int_equal(fate, PS_DRAFT_WRITTEN);
    assert_non_null(strstr(second, "- two\n\n## Mine   \n\n\n*  below\n"));
    fx_end(&f);
}

static void a_failing_allocation_is_an_error(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", FRONT HISTORY "| 2026-01-01 | | lead |\n| 2026-03-02 | lead | offer |\n");
    const ps_past_change one = change("2026-02-01", "close", "2026-06-30", "2026-08-31", "why");
    ps_summary_facts facts = {fx_read(&f), &f.world, &one, 1, fx_day("2026-07-10")};
    int rc = PS_ENOMEM;
    for (size_t k = 1; rc == PS_ENOMEM; k++) {
        ps_buf out = {0};
        ps_arena arena = {0};
        ps_alloc_fail_at(k);
        rc = ps_summary_draft(&out, &arena, &facts, NULL);
        ps_alloc_fail_at(0);
        ps_buf_free(&out);
        ps_arena_free(&arena);
        assert_true(k < 1000);
    }
    assert_int_equal(rc, PS_OK);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_that_happened_is_told_with_its_numbers),
        cmocka_unit_test(what_there_is_nothing_to_say_of_has_no_heading),
        cmocka_unit_test(what_people_wrote_can_not_break_the_page),
        cmocka_unit_test(a_long_list_is_cut),
        cmocka_unit_test(a_draft_is_put_once_and_anew_until_somebody_changes_it),
        cmocka_unit_test(what_stands_around_it_stays_byte_for_byte),
        cmocka_unit_test(a_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
