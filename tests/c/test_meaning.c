/* What changed in meaning: events. */
#include "meaning_fixture.h"

#include "template.h"

/* ---- deal.md ---- */

static void a_stage_move_is_one_event(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *old = fmt2(&m, BASE, "lead", "900000");
    const char *now = fmt2(&m, BASE "| 2026-11-20 | lead | talk | qualify | qualify-1 | li.wei | |\n", "talk", "900000");
    assert_string_equal(diff1(&m, DEAL, old, now), "stage stage[lead→talk] Lead → Talk, after qualify-1\n");
    assert_int_equal(m.events[0].date, fx_day("2026-11-20"));
    fx_assert_str(m.events[0].gate, "qualify");
    fx_assert_str(m.events[0].about, "acme-core");
    fx_assert_str(m.events[0].id, "talk");
    assert_int_equal(m.events[0].line, 4);
    now = fmt2(&m, BASE "| 2026-11-20 | lead | talk | | | li.wei | boss says so ^s-1 |\n", "talk", "900000");
    assert_string_equal(diff1(&m, DEAL, old, now), "stage stage[lead→talk] Lead → Talk, override: boss says so\n");
    fx_assert_str(m.events[0].reason, "boss says so");
    assert_string_equal(
        diff1(&m, DEAL, now,
              fmt2(&m,
                   BASE
                   "| 2026-11-20 | lead | talk | | | li.wei | boss says so ^s-1 |\n| 2026-11-21 | talk | lead | | | li.wei | too early |\n",
                   "lead", "900000")),
        "stage stage[talk→lead] back: Talk → Lead, too early\n");
    assert_string_equal(diff1(&m, DEAL, old, fmt2(&m, BASE, "talk", "900000")),
                        "stage stage[lead→talk] Lead → Talk\n"); /* claimed by hand */
    fx_end(&m.f);
}

static void several_moves_between_two_states_are_told_one_by_one(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *old = fmt2(&m, BASE, "lead", "1");
    const char *rows = BASE "| 2026-11-20 | lead | talk | | | a | in a hurry ^s-1 |\n| 2026-11-21 | talk | lead | | | a | ^s-2 |\n";
    assert_string_equal(diff1(&m, DEAL, old, fmt2(&m, rows, "lead", "1")),
                        "stage stage[lead→talk] Lead → Talk, override: in a hurry\nstage stage[talk→lead] back: Talk → Lead\n");
    assert_string_equal(diff1(&m, DEAL, old, fmt2(&m, rows, "offer", "1")),
                        "stage stage[lead→talk] Lead → Talk, override: in a hurry\nstage stage[talk→lead] back: Talk → Lead\nstage "
                        "stage[lead→offer] Lead → Offer\n");
    fx_end(&m.f);
}

static void a_corrected_history_row_is_no_move(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *old = fmt2(&m, BASE "| 2026-11-20 | lead | talk | | | li.wei | ^s-1 |\n", "talk", "1");
    const char *now = fmt2(&m, BASE "| 2026-11-19 | lead | talk | | | li.wei | ^s-1 |\n", "talk", "1");
    assert_string_equal(diff1(&m, DEAL, old, now), "field stage-history/s-1[2026-11-20 | lead | talk |  |  | li.wei | →2026-11-19 | lead | "
                                                   "talk |  |  | li.wei | ] stage history corrected: 2026-11-19 Talk\n");
    fx_end(&m.f);
}

static void fields_say_from_and_to(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *old = fmt2(&m, BASE, "lead", "900000");
    assert_string_equal(diff1(&m, DEAL, old, fmt2(&m, BASE, "lead", "1200000")), "field value[900000→1200000] value 900,000 → 1,200,000\n");
    assert_int_equal(m.events[0].line, 8);
    assert_string_equal(diff1(&m, DEAL, old, fmt2(&m, BASE, "lead", "")), "field value[900000→] value 900,000 → –\n");
    assert_string_equal(diff1(&m, DEAL, "---\nowner: a\n---\n", "---\nowner: b\nteam: [x, \"[[y]]\"]\nbudget: 500\n---\n"),
                        "field owner[a→b] owner a → b\nfield team[→x, y] team x, y\nfield budget[→500] budget 500\n");
    assert_string_equal(
        diff1(&m, DEAL, "---\nrecurring: {amount: 5, period: month}\nx: 1\n---\n", "---\nrecurring: {amount: 6, period: month}\n---\n"),
        "field recurring[amount: 5, period: month→amount: 6, period: month] recurring amount: 5, period: month → amount: 6, period: month\n"
        "field x[1→] x 1 → –\n");
    fx_end(&m.f);
}

static void other_ways_to_write_a_value_mean_nothing(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    assert_string_equal(diff1(&m, DEAL, "---\naccount: acme\nvalue: 1200000\nteam: [a, b]\nowner: 'x'\n---\n",
                              "---\n# a comment\nowner: x\naccount: \"[[acme]]\"\nvalue: 1,200,000\nteam:\n  - a\n  - \"[[b]]\"\n---\n"),
                        "");
    fx_end(&m.f);
}

static void blanks_and_line_ends_mean_nothing(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *old = "---\nowner: a\n---\n# T\n\ntext one\ntext two\n\n- [ ] b ^budget\n";
    assert_string_equal(diff1(&m, FX_FOLDER "/1-talk.md", old,
                              "---\r\nowner: a\r\n---\r\n\r\n# T\r\n\r\n\r\ntext one  \r\ntext two\r\n\r\n- [ ] b ^budget\r\n\r\n\r\n"),
                        "");
    assert_string_equal(diff1(&m, FX_FOLDER "/1-talk.md", old, old), "");
    assert_string_equal(diff1(&m, FX_FOLDER "/1-talk.md", old, "---\nowner: a\n---\n# T\n\ntext one\ntexttwo\n\n- [ ] b ^budget\n"),
                        "note [→] 1-talk.md: text changed\n");
    fx_end(&m.f);
}

static void status_changes_are_closings(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *open = "---\nstatus: open\nvalue: 900000\ncurrency: EUR\n---\n";
    assert_string_equal(
        diff1(&m, DEAL, open, "---\nstatus: won\nvalue: 1000000\ncurrency: EUR\nsigned: 2026-11-20\n---\n"),
        "close status[open→won] won: 1,000,000 EUR, signed 2026-11-20\nfield value[900000→1000000] value 900,000 → 1,000,000\n");
    assert_int_equal(m.events[0].date, fx_day("2026-11-20"));
    assert_string_equal(diff1(&m, DEAL, open, "---\nstatus: lost\nvalue: 900000\ncurrency: EUR\nlost_to: huawei\nreason: price\n---\n"),
                        "close status[open→lost] lost to huawei: Price\n");
    fx_assert_str(m.events[0].reason, "price");
    assert_string_equal(diff1(&m, DEAL, "---\nstatus: lost\nreason: price\n---\n", "---\nstatus: open\n---\n"),
                        "close status[lost→open] reopened\n");
    assert_string_equal(diff1(&m, DEAL, "---\nstatus: done\nsigned: 2026-11-20\narchived: 2026-11-22\n---\n",
                              "---\nstatus: won\nsigned: 2026-11-20\n---\n"),
                        "close status[done→won] reopened: won again\nfield archived[2026-11-22→] taken out of the archive\n");
    assert_string_equal(diff1(&m, DEAL, "---\nstatus: lost\n---\n", "---\nstatus: lost\narchived: 2026-11-22\n---\n"),
                        "field archived[→2026-11-22] archived\n");
    assert_string_equal(diff1(&m, DEAL, "---\nstatus: won\n---\n", "---\nstatus: won\nsigned: 2026-11-20\n---\n"),
                        "field signed[→2026-11-20] signed 2026-11-20\n");
    fx_end(&m.f);
}

static void people_change_their_stance(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
#define PEOPLE "## Stakeholders\n| person | layer | stance | influence |\n|---|---|---|---|\n"
    const char *old = PEOPLE "| [[chen-gang\\|Chen Gang]] | technical | unknown | 3 |\n| wang-jun | decision | | |\n";
    assert_string_equal(
        diff1(&m, DEAL, old, PEOPLE "| [[chen-gang\\|Chen Gang]] | technical | champion | 4 |\n| [[liu-min]] | decision | unknown | 1 |\n"),
        "person stakeholders/chen-gang/stance[unknown→champion] Chen Gang Unknown → Champion\n"
        "person stakeholders/chen-gang/influence[3→4] Chen Gang: influence 3 → 4\n"
        "person stakeholders/liu-min[→liu-min] Stakeholders: liu-min added (Decision, Unknown)\n"
        "person stakeholders/wang-jun[wang-jun→] Stakeholders: wang-jun removed\n");
    fx_assert_str(m.events[0].id, "chen-gang");
    /* rows in another order, in links, in other columns: the same people */
    assert_string_equal(diff1(&m, DEAL, old,
                              "## Stakeholders\n| person | influence | stance | layer |\n|:--|:-:|--|--|\n| [[wang-jun]] | | | decision "
                              "|\n| chen-gang | 3 | unknown | technical |\n"),
                        "");
    assert_string_equal(
        diff1(&m, DEAL, "## Relationships\n| from | to | kind | note |\n|---|---|---|---|\n",
              "## Relationships\n| from | to | kind | note |\n|---|---|---|---|\n| wang-jun | zhao-li | classmate | our reference |\n"),
        "person relationships/wang-jun/zhao-li/classmate[→wang-jun/zhao-li/classmate] Relationships: wang-jun/zhao-li/classmate added\n");
    assert_string_equal(
        diff1(&m, DEAL, "## Competitors\n| competitor | threat |\n|---|---|\n| huawei | 3 |\n",
              "## Competitors\n| competitor | threat |\n|---|---|\n| huawei | 5 |\n| zte | 1 |\n"),
        "field competitors/huawei/threat[3→5] huawei: threat 3 → 5\nfield competitors/zte[→zte] Competitors: zte added (1)\n");
    fx_end(&m.f);
}

static void chinese_notes_speak_chinese_and_keep_ids(void **state) {
    mx m;
    begin(&m, FX_PROCESS_ZH);
    assert_string_equal(diff1(&m, DEAL, "---\nstage: lead\nvalue: 1\n---\n## 决策链成员\n| 成员 | 态度 |\n|---|---|\n| 陈刚 | unknown |\n",
                              "---\nstage: talk\nvalue: 20000\n---\n## 决策链成员\n| 成员 | 态度 |\n|---|---|\n| 陈刚 | champion |\n"),
                        "stage stage[lead→talk] 线索 → 交流\nfield value[1→20000] 金额 1 → 20,000\nperson "
                        "stakeholders/陈刚/stance[unknown→champion] 陈刚 未知 → 铁杆支持\n");
    fx_end(&m.f);
}

/* ---- activities ---- */

static void activities_tell_their_state(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    assert_string_equal(diff1(&m, TALK, "- [ ] Budget? ^budget\n- [x] Chain ^chain\n", "- [x] Budget? ^budget\n- [ ] Chain ^chain\n"),
                        "activity activity/budget[ →x] done: Budget?\nactivity activity/chain[x→ ] open again: Chain\n");
    fx_assert_str(m.events[0].stage, "talk");
    fx_assert_str(m.events[0].id, "budget");
    assert_int_equal(m.events[1].line, 2);
    assert_string_equal(diff1(&m, TALK, "- [ ] Budget? ^budget\n", "- [-] Budget? [reason:: framework] ^budget\n"),
                        "activity activity/budget[ →-] not applicable: Budget? (framework)\n");
    assert_string_equal(diff1(&m, TALK, "- [-] Budget? [reason:: a] ^budget\n", "- [-] Budget? [reason:: b] ^budget\n"),
                        "activity activity/budget[-→-] not applicable: Budget? (b)\n");
    assert_string_equal(diff1(&m, TALK, "- [ ] Budget? ^budget\n", "- [/] Budget? ^budget\n"),
                        "activity activity/budget[ →/] in progress: Budget?\n");
    assert_string_equal(diff1(&m, TALK, "- [x] Budget? ^budget\n", "# all gone\n"),
                        "activity activity/budget[x→] removed: Budget?\nnote [→] 1-talk.md: text changed\n");
    assert_string_equal(diff1(&m, TALK, "- [x] Budget? ^budget\n", "- [x] Is it in the budget? ^budget\n"),
                        "note [→] 1-talk.md: text changed\n");
    assert_string_equal(diff1(&m, TALK, "- [x] Budget? ^budget\n", "- [x] Budget? ^budget\n- [ ] Chain ^chain\n"),
                        "note [→] 1-talk.md: items added: 1\n");
    fx_end(&m.f);
}

static void an_item_that_moves_to_another_note_keeps_its_answer(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, FX_FOLDER "/0-lead.md", "# L\n- [x] Budget? ^budget\n", "# L\n");
    change(&m, TALK, "# T\n", "# T\n- [x] Budget? ^budget\n");
    assert_string_equal(diff(&m), "");
    change(&m, FX_FOLDER "/0-lead.md", "# L\n- [ ] Budget? ^budget\n", "# L\n");
    change(&m, TALK, "# T\n", "# T\n- [x] Budget? ^budget\n");
    assert_string_equal(diff(&m), "activity activity/budget[ →x] done: Budget?\nnote [→] 0-lead.md: items removed: 1\n");
    fx_end(&m.f);
}

static void other_items_are_notes(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    assert_string_equal(diff1(&m, TALK, "- [ ] Call Ms Qian [due:: 2026-12-01]\n", "- [x] Call Ms Qian [due:: 2026-12-01]\n"),
                        "note task[ →x] done: Call Ms Qian\n");
    assert_string_equal(diff1(&m, TALK, "- [ ] Call Ms Qian\n", "- [ ] Call Ms Qian\n- [ ] Write\n"), "note [→] 1-talk.md: text changed\n");
    fx_end(&m.f);
}

static void scoped_answers_are_events_of_the_account(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    assert_string_equal(
        diff1(&m, "accounts/acme.md", "---\nregion: a\n---\n- [ ] c ^customer-card\n", "---\nregion: north\n---\n- [x] c ^customer-card\n"),
        "field region[a→north] region a → north\nactivity activity/customer-card[ →x] done: c\n");
    fx_assert_str(m.events[0].about, "accounts/acme");
    assert_string_equal(diff1(&m, "people/chen.md", "---\nstance: unknown\n---\n", "---\nstance: champion\n---\n"),
                        "person stance[unknown→champion] stance unknown → champion\n");
    fx_end(&m.f);
}

/* ---- reviews ---- */

#define OPENED \
    "---\ngate: qualify\nround: 1\ndate: 2026-11-20\nreviewed: aa\ndecision:%s\nreviewers: [chen]\n---\n## Criteria\n- [%s] real " \
    "^crit-real\n- [ ] fits ^crit-fit\n"
#define TABLE "\n## Votes\n| reviewer | vote | comment |\n|---|---|---|\n"
static void a_review_is_opened_answered_voted_and_decided(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *opened = fmt2(&m, OPENED TABLE "| chen | | |\n\n## Conditions\n", "", " ");
    assert_string_equal(diff1(&m, REVIEW, NULL, opened), "review review/qualify-1[→open] Qualification, round 1: opened\n");
    fx_assert_str(m.events[0].id, "qualify-1");
    fx_assert_str(m.events[0].gate, "qualify");
    assert_string_equal(diff1(&m, REVIEW, opened, fmt2(&m, OPENED TABLE "| chen | go | good |\n\n## Conditions\n", "", "x")),
                        "review vote/chen[→go] vote of chen: go, \"good\"\ncriterion criterion/crit-real[open→met] met: real\n");
    const char *decided = fmt2(
        &m,
        OPENED TABLE "| chen | go | good |\n| zhao | hold | |\n\n## Conditions\n- [ ] ask them [owner:: li.wei] [due:: 2026-12-01] ^c1\n",
        " conditional\nreason: worth it", "x");
    assert_string_equal(diff1(&m, REVIEW, fmt2(&m, OPENED TABLE "| chen | | |\n\n## Conditions\n", "", "x"), decided),
                        "review review/qualify-1/decision[→conditional] Qualification, round 1: conditional (2 votes), \"worth it\"\n"
                        "condition condition/c1[→open] condition: ask them (li.wei, 2026-12-01)\n");
    fx_assert_str(m.events[0].decision, "conditional");
    fx_assert_str(m.events[0].reason, "worth it");
    assert_int_equal(m.events[0].date, fx_day("2026-11-20"));
    fx_end(&m.f);
}

static void a_self_review_says_so(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    assert_string_equal(diff1(&m, REVIEW, "---\ngate: qualify\nround: 2\ndecision:\n---\n",
                              "---\ngate: qualify\nround: 2\ndecision: go\nself_review: true\nreviewed: bb\n---\n"),
                        "review review/qualify-1/decision[→go] Qualification, round 2: go (self-review)\n");
    fx_end(&m.f);
}

static void criteria_have_four_answers_and_conditions_are_met(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    assert_string_equal(
        diff1(&m, REVIEW, "## Criteria\n- [ ] real ^crit-real\n- [x] fit ^crit-fit\n",
              "## Criteria\n- [ ] real [answer:: partly] ^crit-real\n- [-] fit [reason:: old] ^crit-fit\n"),
        "criterion criterion/crit-real[open→partly] partly met: real\ncriterion criterion/crit-fit[met→na] not applicable: fit\n");
    assert_string_equal(
        diff1(&m, REVIEW, "## Conditions\n- [ ] ask [owner:: a] [due:: 2026-12-01] ^c1\n",
              "## Conditions\n- [x] ask [owner:: b] [due:: 2026-12-01] [done:: 2026-11-20] ^c1\n"),
        "condition condition/c1[open→met] condition met: ask\ncondition condition/c1/owner[a→b] condition \"ask\": owner a → b\n");
    fx_end(&m.f);
}

/* ---- costs and contacts ---- */

static void ledger_rows_are_costs(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *row = "| 2026-11-12 | lead | travel | 1860 | li.wei | | visit to 云南 ^c-1 |\n";
    const char *one = fmt2(&m, LEDGER "%s%s", row, "");
    assert_string_equal(diff1(&m, COSTS, LEDGER, one), "cost cost/c-1[→1860] 1,860 Travel, visit to 云南\n");
    assert_int_equal(m.events[0].date, fx_day("2026-11-12"));
    assert_true(m.events[0].amount == 18600000);
    fx_assert_str(m.events[0].stage, "lead");
    assert_string_equal(diff1(&m, COSTS, one, LEDGER "| 2026-11-12 | lead | travel | 1900 | li.wei | | visit to 云南 ^c-1 |\n"),
                        "cost cost/c-1[1860→1900] corrected: 1,860 → 1,900 Travel, visit to 云南\n");
    assert_string_equal(diff1(&m, COSTS, one, LEDGER), "cost cost/c-1[1860→] removed: 1,860 Travel, visit to 云南\n");
    /* the same expense twice, by hand and without ids */
    const char *bare = "| 2026-11-12 | lead | meals | 10 | | | |\n";
    assert_string_equal(diff1(&m, COSTS, fmt2(&m, LEDGER "%s%s", bare, ""), fmt2(&m, LEDGER "%s%s", bare, bare)),
                        "cost cost[→10] 10 Meals\n");
    assert_string_equal(diff1(&m, COSTS, LEDGER, LEDGER "x\n"), "cost cost[→] Ledger: x\n");
    assert_string_equal(diff1(&m, COSTS, fmt2(&m, LEDGER "%s%s", bare, ""), LEDGER "| 2026-11-12 | lead | meals | 10 | | | ^c-9 |\n"),
                        ""); /* got its id */
    assert_string_equal(diff1(&m, COSTS, "## Budget\n| stage | budget |\n|---|---|\n| lead | 100 |\n",
                              "## Budget\n| stage | budget |\n|---|---|\n| lead | 2000 |\n"),
                        "field budget/lead/budget[100→2000] lead: budget 100 → 2000\n");
    fx_end(&m.f);
}

static void chinese_histories_speak_chinese(void **state) {
    mx m;
    begin(&m, FX_PROCESS_ZH);
    const char *old = "# 日志\n";
    const char *now =
        "# 日志\n\n## 2026-11-10 09:00 call\n[who:: [[wang]]]\n\n## 2026-11-11 visit\n\n## 2026-11-12\n\n发了方案\n\n## 2026-11-13 expo\n";
    assert_string_equal(diff1(&m, LOG, old, now), "contact contact/2026-11-10 09:00[→wang] 电话：wang\n"
                                                  "contact contact/2026-11-11[→] 拜访\n"
                                                  "contact contact/2026-11-12[→] 备注：发了方案\n"
                                                  "contact contact/2026-11-13[→] expo\n");
    fx_assert_str(m.events[0].id, "call"); /* ids stay what the notes have */
    assert_string_equal(diff1(&m, LOG, "## 2026-11-11 visit\n", ""), "note [→] 日志已删除：2026-11-11 拜访\n");
    assert_string_equal(diff1(&m, DEAL, "---\nstatus: done\n---\n", "---\nstatus: won\narchived: 2026-11-22\n---\n"),
                        "close status[done→won] 重新打开：恢复为赢单\nfield archived[→2026-11-22] 已归档\n");
    fx_end(&m.f);
}

static void new_log_entries_are_contacts(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    const char *old = "# Log\n\n## 2026-11-10 09:00 call\n[who:: [[wang]]]\n\ntext\n";
    const char *now = fmt2(&m, "%s%s", old,
                           "\n## 2026-11-11 14:25 visit\n[who:: [[chen-gang|Chen Gang]], [[liu-min]]]\n\nIt went well.\n### inner\n- [ ] "
                           "promise\n\n## 2026-11-12 note\n\nfirst words\nmore\n");
    assert_string_equal(diff1(&m, LOG, "# Log\n", "# Log\n\n## 2026-11-11 visit\n\n- Aim:\n- 目的：\n"),
                        "contact contact/2026-11-11[→] visit\n");
    assert_string_equal(diff1(&m, LOG, old, now), "contact contact/2026-11-11 14:25[→Chen Gang, liu-min] visit: Chen Gang, "
                                                  "liu-min\ncontact contact/2026-11-12[→] note: first words\n");
    assert_int_equal(m.events[0].date, fx_day("2026-11-11"));
    assert_string_equal(diff1(&m, LOG, now, old),
                        "note [→] log entry removed: 2026-11-11 14:25 visit\nnote [→] log entry removed: 2026-11-12 note\n");
    assert_string_equal(diff1(&m, LOG, old, "# Log\n\n## 2026-11-10 09:00 call\n[who:: [[wang]]]\n\nother text\n"),
                        "note [→] log.md: text changed\n");
    fx_end(&m.f);
}

/* ---- whole folders ---- */

static void a_new_deal_is_one_event_with_what_it_already_holds(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    ps_new_deal in = {.id = PS_S("acme-core"),
                      .title = PS_S("Acme"),
                      .owner = PS_S("a"),
                      .value = PS_MONEY_NONE,
                      .margin = PS_MONEY_NONE,
                      .budget = 50000,
                      .probability = -1,
                      .opened = fx_day("2026-11-01"),
                      .close = PS_DATE_NONE};
    ps_new_file *files;
    size_t n;
    assert_int_equal(ps_template_folder(&m.f.arena, m.f.process, &in, PS_S(FX_FOLDER), &files, &n, &m.f.err), 0);
    for (size_t i = n; i-- > 0;) {
        m.files[m.n++] = (ps_changed){files[i].path, {0}, files[i].text};
    }
    assert_string_equal(diff(&m), "stage stage[→lead] new deal: Acme\n");
    assert_int_equal(m.events[0].date, in.opened);
    change(&m, DEAL, NULL, "---\nstage: talk\ntitle: Old one\n---\n");
    change(&m, LOG, NULL, "## 2026-11-10 call\n[who:: [[wang]]]\n");
    change(&m, COSTS, NULL, LEDGER "| 2026-11-12 | lead | meals | 10 | | | |\n");
    change(&m, TALK, NULL, "- [x] b ^budget\n- [ ] c ^chain\n");
    change(&m, REVIEW, NULL, "---\ngate: qualify\nround: 1\ndecision: go\n---\n");
    assert_string_equal(diff(&m),
                        "stage stage[→talk] new deal: Old one\nreview review/qualify-1[→open] Qualification, round 1: opened\n"
                        "review review/qualify-1/decision[→go] Qualification, round 1: go (0 votes)\nactivity activity/budget[→x] done: b\n"
                        "cost cost[→10] 10 Meals\ncontact contact/2026-11-10[→wang] call: wang\n");
    change(&m, DEAL, "---\nstage: talk\n---\n", NULL);
    change(&m, TALK, "- [x] b ^budget\n", NULL);
    assert_string_equal(diff(&m), "note deal[acme-core→] deal removed\n");
    fx_end(&m.f);
}

static void a_renamed_folder_is_compared_with_what_it_was(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    change(&m, DEAL, "---\nid: acme-core\nvalue: 1\n---\n", NULL);
    change(&m, TALK, "- [x] b ^budget\n", NULL);
    change(&m, "deals/2026/acme/deal.md", NULL, "---\nid: acme\nvalue: 1\n---\n");
    change(&m, "deals/2026/acme/1-talk.md", NULL, "- [x] b ^budget\n");
    assert_string_equal(diff(&m), "field id[acme-core→acme] id acme-core → acme\n");
    fx_assert_str(m.events[0].about, "acme");
    fx_end(&m.f);
}

static void each_file_is_judged_by_itself(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
    assert_string_equal(diff1(&m, TALK, NULL, "# note\n"), "note [→] 1-talk.md: new\n");
    assert_string_equal(diff1(&m, TALK, "# note\n", NULL), "note [→] 1-talk.md: removed\n");
    assert_string_equal(diff1(&m, DEAL, "---\nvalue: 1\n---\n", "---\nvalue: [1\n---\n"),
                        "note [→] deal.md: the front matter does not parse any more\n");
    assert_string_equal(diff1(&m, ".pursuit/process.md", "# a\n", "# b\n"), "note [→] the process changed\n");
    assert_string_equal(diff1(&m, "somewhere/else.md", "- [ ] a\n", "- [x] a\n"), "note [→] text changed\n");
    assert_string_equal(diff1(&m, FX_FOLDER "/summary.md", "# a\n", "# b\n"), "note [→] summary.md: text changed\n");
    fx_assert_str(ps_meaning_about(PS_S("deals/2026/acme-core/reviews/x.md")), "acme-core");
    fx_assert_str(ps_meaning_about(PS_S("accounts/acme.md")), "accounts/acme");
    fx_assert_str(ps_meaning_about(PS_S(".pursuit/process.md")), "process");
    fx_assert_str(ps_meaning_about(PS_S("deals/x.md")), "deals/x");
    fx_end(&m.f);
}

/* Bytes changed, cut and doubled at random: an answer always, none for the same text, and none that only blanks could explain. */
static void random_edits_are_told_without_a_fall(void **state) {
    static const char *const bits[] = {
        "|",  "\n",      "- [x] ", " ^need", "---\n", "## 2026-11-11 visit\n", "[[", "]]", "```\n", "\xE4", "| a | b |\n|---|---|\n",
        ": ", "[who:: ", "# "};
    unsigned seed = 11;
    mx m;
    begin(&m, FX_PROCESS_ZH);
    ps_new_deal in = {.id = PS_S("acme-core"),
                      .title = PS_S("云"),
                      .owner = PS_S("a"),
                      .value = 10000,
                      .margin = PS_MONEY_NONE,
                      .budget = 50000,
                      .probability = -1,
                      .opened = fx_day("2026-11-01"),
                      .close = PS_DATE_NONE};
    ps_new_file *files;
    size_t n;
    assert_int_equal(ps_template_folder(&m.f.arena, m.f.process, &in, PS_S(FX_FOLDER), &files, &n, &m.f.err), 0);
    for (int round = 0; round < 400; round++) {
        ps_arena arena = {0};
        ps_new_file *file = &files[(size_t)round % n];
        ps_buf b = {0};
        seed = seed * 1103515245u + 12345u;
        size_t at = (seed >> 8) % (file->text.n + 1), cut = (seed >> 4) % 9;
        size_t end = at + cut < file->text.n ? at + cut : file->text.n;
        ps_buf_put(&b, ps_str_sub(file->text, 0, at));
        ps_buf_put(&b, ps_str_of(bits[(seed >> 20) % (sizeof bits / sizeof *bits)]));
        ps_buf_put(&b, ps_str_sub(file->text, end, file->text.n));
        ps_changed c[] = {{file->path, file->text, ps_buf_str(&b)}, {file->path, ps_buf_str(&b), ps_buf_str(&b)}};
        ps_event *e = NULL;
        size_t events = 0;
        assert_int_equal(ps_meaning_diff(&arena, m.f.process, c, 1, PS_ZH, &e, &events, &m.f.err), 0);
        for (size_t i = 0; i < events; i++) {
            assert_true(e[i].text.n > 0 && e[i].about.n > 0 && e[i].path.n > 0);
            assert_true(ps_str_find(e[i].text, PS_S("\n"), 0) == SIZE_MAX);
        }
        assert_int_equal(ps_meaning_diff(&arena, m.f.process, c + 1, 1, PS_ZH, &e, &events, &m.f.err), 0);
        assert_int_equal(events, 0);
        file->text = ps_arena_dup(&m.f.arena, ps_buf_str(&b)); /* edits pile up */
        ps_buf_free(&b);
        ps_arena_free(&arena);
    }
    fx_end(&m.f);
}

static void rows_with_a_day_an_owner_and_a_state_are_told(void **state) {
    mx m;
    begin(&m, FX_PROCESS_EN);
#define MATRIX(rows) "# Compliance\n| clause | asks | responsible | deadline | status |\n|---|---|---|---|---|\n" rows
    assert_string_equal(diff1(&m, FX_FOLDER "/compliance.md", MATRIX("| 3.1 | power | zhao | 2026-11-28 | |\n| 3.2 | air | zhao | | |\n"),
                              MATRIX("| 3.1 | power | [[li.wei]] | 2026-12-05 | |\n| 3.2 | air | zhao | | done |\n")),
                        "note row/3.1/deadline[2026-11-28→2026-12-05] \"3.1\": deadline 2026-11-28 → 2026-12-05\n"
                        "note row/3.1/responsible[zhao→[[li.wei]]] \"3.1\": responsible zhao → li.wei\n"
                        "note row/3.2/status[→done] \"3.2\": status done\n");
    fx_end(&m.f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rows_with_a_day_an_owner_and_a_state_are_told),
        cmocka_unit_test(a_stage_move_is_one_event),
        cmocka_unit_test(several_moves_between_two_states_are_told_one_by_one),
        cmocka_unit_test(a_corrected_history_row_is_no_move),
        cmocka_unit_test(fields_say_from_and_to),
        cmocka_unit_test(other_ways_to_write_a_value_mean_nothing),
        cmocka_unit_test(blanks_and_line_ends_mean_nothing),
        cmocka_unit_test(status_changes_are_closings),
        cmocka_unit_test(people_change_their_stance),
        cmocka_unit_test(chinese_notes_speak_chinese_and_keep_ids),
        cmocka_unit_test(activities_tell_their_state),
        cmocka_unit_test(an_item_that_moves_to_another_note_keeps_its_answer),
        cmocka_unit_test(other_items_are_notes),
        cmocka_unit_test(scoped_answers_are_events_of_the_account),
        cmocka_unit_test(a_review_is_opened_answered_voted_and_decided),
        cmocka_unit_test(a_self_review_says_so),
        cmocka_unit_test(criteria_have_four_answers_and_conditions_are_met),
        cmocka_unit_test(ledger_rows_are_costs),
        cmocka_unit_test(new_log_entries_are_contacts),
        cmocka_unit_test(chinese_histories_speak_chinese),
        cmocka_unit_test(a_new_deal_is_one_event_with_what_it_already_holds),
        cmocka_unit_test(a_renamed_folder_is_compared_with_what_it_was),
        cmocka_unit_test(each_file_is_judged_by_itself),
        cmocka_unit_test(random_edits_are_told_without_a_fall),
    };
    return cmocka_run_group_tests_name("meaning", tests, NULL, NULL);
}
