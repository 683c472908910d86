#include "alloc.h"
#include "deal_fixture.h"

static const char DEAL[] = "---\n"
                           "id: acme-core\n"
                           "title: \"Acme: core\"\n"
                           "account: \"[[acme]]\"\n"
                           "kind: B\n"
                           "profile: full\n"
                           "stage: talk\n"
                           "status: open\n"
                           "owner: li.wei\n"
                           "team: [li.wei, \"[[zhao.min]]\"]\n"
                           "value: 1,200,000\n"
                           "currency: CNY\n"
                           "probability:\n"
                           "source: tender\n"
                           "opened: 2026-10-01\n"
                           "close: 2027-02-28\n"
                           "budget: 12000\n"
                           "---\n"
                           "# A heading\n"
                           "\n"
                           "- [ ] Call Ms Qian [due:: 2026-11-25] [owner:: li.wei]\n"
                           "\n"
                           "## Stage history\n"
                           "| date | from | to | gate | review | by | override |\n"
                           "|---|---|---|---|---|---|---|\n"
                           "| 2026-10-01 | | lead | | | li.wei | |\n"
                           "| 2026-11-01 | lead | talk | qualify | [[reviews/qualify-1]] | li.wei | in a hurry ^h-1 |\n";

static const char LEAD[] = "# Lead\n"
                           "## Opportunity\n"
                           "- [x] The need is written down ^need\n"
                           "## Market\n";

static const char TALK[] = "# Talk\n"
                           "## Needs\n"
                           "- [-] Is it in the budget? [reason:: frame contract] ^budget\n"
                           "- [-] Decision chain ^chain\n";

static void begin(fx *f, const char *process) {
    fx_begin(f, process, "2026-11-23");
    fx_file(f, "deal.md", DEAL);
    fx_file(f, "0-lead.md", LEAD);
    fx_file(f, "1-talk.md", TALK);
}

static void front_matter_is_read_with_bare_ids(void **state) {
    fx f;
    begin(&f, FX_PROCESS_EN);
    ps_deal *d = fx_read(&f);
    fx_assert_str(d->id, "acme-core");
    fx_assert_str(d->title, "Acme: core");
    fx_assert_str(d->account, "acme");
    fx_assert_str(d->kind, "B");
    fx_assert_str(d->owner, "li.wei");
    assert_int_equal(d->n_team, 2);
    fx_assert_str(d->team[1], "zhao.min");
    assert_int_equal(d->value, 1200000LL * PS_MONEY_ONE);
    assert_int_equal(d->margin, PS_MONEY_NONE);
    fx_assert_str(d->currency, "CNY");
    assert_int_equal(d->probability, -1);
    assert_int_equal(d->opened, fx_day("2026-10-01"));
    assert_int_equal(d->close, fx_day("2027-02-28"));
    assert_int_equal(d->signed_on, PS_DATE_NONE);
    assert_int_equal(d->stage, 1);
    assert_int_equal(d->status, PS_STATUS_OPEN);
    fx_end(&f);
}

static void docs_know_what_they_are_in_any_order(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "reviews/bid-1.md", "");
    fx_file(&f, "log.md", "");
    fx_file(&f, "idea.md", "");
    fx_file(&f, "10-offer.md", "");
    fx_file(&f, "7-nothing.md", "");
    fx_file(&f, "costs.md", "");
    fx_file(&f, "summary.md", "");
    fx_file(&f, "0-lead.md", "");
    fx_file(&f, "deal.md", "");
    fx_file(&f, "files/theirs.md", "- [ ] not ours ^need\n");
    ps_deal *d = fx_read(&f);
    static const ps_doc_kind want[] = {PS_DOC_DEAL,    PS_DOC_STAGE, PS_DOC_STAGE, PS_DOC_COSTS, PS_DOC_LOG,
                                       PS_DOC_SUMMARY, PS_DOC_OTHER, PS_DOC_OTHER, PS_DOC_REVIEW};
    assert_int_equal(d->n_docs, 9);
    for (size_t i = 0; i < d->n_docs; i++) {
        assert_int_equal(d->docs[i].kind, want[i]);
    }
    assert_int_equal(d->docs[1].stage, 0);
    assert_int_equal(d->docs[2].stage, 2); /* by its id, whatever its number */
    assert_int_equal(d->docs[6].stage, -1);
    assert_null(ps_deal_doc(d, PS_S(FX_FOLDER "/files/theirs.md")));
    assert_null(fx_answer(d, "need")->task);
    assert_ptr_equal(ps_deal_doc(d, PS_S(FX_FOLDER "/log.md")), &d->docs[4]);
    fx_end(&f);
}

static void a_deal_without_deal_md_still_reads(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_deal *d = fx_read(&f);
    assert_null(d->main);
    fx_assert_str(d->title, "acme-core");
    fx_assert_str(d->currency, "EUR");
    assert_int_equal(d->stage, 0);
    assert_int_equal(d->value, PS_MONEY_NONE);
    assert_int_equal(d->n_answers, 8); /* service-terms is for kind B */
    fx_assert_str(fx_answer(d, "need")->path, FX_FOLDER "/deal.md");
    assert_int_equal(fx_answer(d, "need")->line, 1);
    fx_end(&f);
}

static void the_title_falls_back_to_the_first_heading(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n## Not this\n# 云南 backhaul\n");
    fx_assert_str(fx_read(&f)->title, "云南 backhaul");
    fx_end(&f);
}

static void team_of(fx *f, const char *text, size_t n, const char *first, const char *last) {
    fx_file(f, "deal.md", text);
    ps_deal *d = fx_read(f);
    assert_int_equal(d->n_team, n);
    fx_assert_str(d->team[0], first);
    fx_assert_str(d->team[n - 1], last);
}

static void lists_are_read_in_every_form(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    team_of(&f, "---\nteam: [a, b]\n---\n", 2, "a", "b");
    team_of(&f, "---\nteam:\n  - a\n  - \"[[b]]\"\n---\n", 2, "a", "b");
    team_of(&f, "---\nteam: li.wei\n---\n", 1, "li.wei", "li.wei");
    team_of(&f, "---\nteam: \"[[people/li.wei|Li Wei]]\"\n---\n", 1, "li.wei", "li.wei");
    team_of(&f, "---\nteam: a, b\n---\n", 2, "a", "b");
    team_of(&f, "---\nteam: \"[[a]]、[[b]]\"\n---\n", 2, "a", "b");
    team_of(&f,
            "---\nteam: \"a\xEF\xBC\x8C"
            "b\"\n---\n",
            2, "a", "b");
    team_of(&f, "---\nteam: [a, '']\n---\n", 1, "a", "a");
    team_of(&f, "---\nteam: [[a]]\n---\n", 1, "a", "a");
    fx_end(&f);
}

static void any_member_names_a_merged_stage(void **state) {
    static const char *const texts[] = {"---\nprofile: quick\nstage: lead\n---\n", "---\nprofile: quick\nstage: talk\n---\n",
                                        "---\nprofile: quick\nstage: offer\n---\n", "---\nprofile: quick\nstage: nowhere\n---\n"};
    static const int stages[] = {0, 0, 1, 0};
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    for (size_t i = 0; i < 4; i++) {
        fx_file(&f, "deal.md", texts[i]);
        ps_deal *d = fx_read(&f);
        assert_int_equal(d->profile->n_stages, 3);
        assert_int_equal(d->stage, stages[i]);
    }
    fx_file(&f, "deal.md", "---\nprofile: unheard-of\nstage: talk\n---\n");
    fx_assert_str(fx_read(&f)->profile->id, "full");
    fx_end(&f);
}

static void stage_notes_are_named_by_the_stage(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_assert_str(ps_deal_stage_file(&f.arena, f.process, 0), "0-lead.md");
    fx_assert_str(ps_deal_stage_file(&f.arena, f.process, 3), "3-order.md");
    fx_end(&f);
}

static void stage_history_keeps_its_rows_and_says_when_the_stage_was_entered(void **state) {
    fx f;
    begin(&f, FX_PROCESS_EN);
    ps_deal *d = fx_read(&f);
    assert_int_equal(d->n_steps, 2);
    fx_assert_str(d->steps[0].from, "");
    fx_assert_str(d->steps[1].from, "lead");
    fx_assert_str(d->steps[1].to, "talk");
    fx_assert_str(d->steps[1].gate, "qualify");
    fx_assert_str(d->steps[1].review, "qualify-1");
    fx_assert_str(d->steps[1].override, "in a hurry");
    fx_assert_str(d->steps[1].row->id, "h-1");
    assert_int_equal(d->steps[1].line, 27);
    assert_int_equal(ps_deal_entered(d), fx_day("2026-11-01"));
    fx_file(&f, "deal.md", "---\nopened: 2026-10-01\n---\n");
    assert_int_equal(ps_deal_entered(fx_read(&f)), fx_day("2026-10-01"));
    fx_end(&f);
}

static void the_chinese_table_reads_the_same(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    fx_file(&f, "deal.md",
            "---\ntitle: 核心网改造\nstage: talk\nowner: 李伟\nteam: [李伟, 赵敏]\n---\n## 阶段历史\n"
            "| 日期 | 从 | 到 | 评审点 | 评审 | 经手人 | 强制推进 |\n|---|---|---|---|---|---|---|\n"
            "| 2026-10-01 | | lead | | | 李伟 | |\n| 2026-11-02 | lead | talk | qualify | qualify-1 | 李伟 | 客户催得急 |\n");
    fx_file(&f, "0-lead.md", "# 线索\n## 商机\n- [x] 需求已记录 ^need\n- [-] 渠道 [reason:: 老客户] ^channel\n");
    ps_deal *d = fx_read(&f);
    fx_assert_str(d->title, "核心网改造");
    fx_assert_str(d->currency, "CNY");
    fx_assert_str(d->team[1], "赵敏");
    assert_int_equal(d->n_steps, 2);
    fx_assert_str(d->steps[1].override, "客户催得急");
    fx_assert_str(d->steps[1].by, "李伟");
    assert_true(fx_answer(d, "need")->closed);
    fx_assert_str(fx_answer(d, "channel")->reason, "老客户");
    assert_true(fx_answer(d, "channel")->closed);
    fx_end(&f);
}

static void an_activity_is_closed_when_done_or_not_applicable_with_a_reason(void **state) {
    fx f;
    begin(&f, FX_PROCESS_EN);
    ps_deal *d = fx_read(&f);
    const ps_answer *need = fx_answer(d, "need"), *budget = fx_answer(d, "budget"), *chain = fx_answer(d, "chain");
    assert_true(need->closed);
    fx_assert_str(need->path, FX_FOLDER "/0-lead.md");
    assert_int_equal(need->line, 3);
    assert_int_equal(need->task_index, 0);
    assert_string_equal(fx_z((char[512]){0}, need->doc->path), FX_FOLDER "/0-lead.md");
    assert_true(budget->closed);
    fx_assert_str(budget->reason, "frame contract");
    assert_false(chain->closed);
    assert_int_equal(chain->line, 4);
    assert_int_equal(d->n_answers, 9); /* kind B adds its own */
    for (size_t i = 1; i < d->n_answers; i++) {
        assert_true(d->answers[i - 1].activity < d->answers[i].activity);
    }
    fx_end(&f);
}

static void an_absent_activity_points_at_where_it_belongs(void **state) {
    fx f;
    begin(&f, FX_PROCESS_EN);
    ps_deal *d = fx_read(&f);
    const ps_answer *channel = fx_answer(d, "channel"), *card = fx_answer(d, "customer-card"), *price = fx_answer(d, "price");
    assert_null(channel->task);
    assert_int_equal(channel->task_index, SIZE_MAX);
    fx_assert_str(channel->path, FX_FOLDER "/0-lead.md");
    assert_int_equal(channel->line, 2);                /* ## Opportunity */
    fx_assert_str(card->path, FX_FOLDER "/0-lead.md"); /* the account has no note */
    assert_int_equal(card->line, 4);                   /* ## Market */
    fx_assert_str(price->path, FX_FOLDER "/deal.md");  /* no note of its stage */
    assert_int_equal(price->line, 1);
    fx_file(&f, "2-offer.md", "no heading\n");
    price = fx_answer(fx_read(&f), "price");
    fx_assert_str(price->path, FX_FOLDER "/2-offer.md");
    assert_int_equal(price->line, 1);
    fx_file(&f, "0-lead.md", "# 线索\n\n## 其他标题\n- [x] 需求 ^need\n"); /* the group was renamed since: beside its mate */
    channel = fx_answer(fx_read(&f), "channel");
    assert_int_equal(channel->line, 3);
    fx_end(&f);
}

static void a_changed_profile_loses_no_answer(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nprofile: quick\nstage: talk\n---\n");
    fx_file(&f, "0-lead.md", LEAD);
    fx_file(&f, "1-talk.md", TALK);
    fx_file(&f, "ideas.md", "- [x] somewhere else ^channel\n");
    ps_deal *d = fx_read(&f);
    assert_true(fx_answer(d, "need")->closed);
    assert_true(fx_answer(d, "budget")->closed);
    assert_true(fx_answer(d, "channel")->closed);
    fx_assert_str(fx_answer(d, "channel")->path, FX_FOLDER "/ideas.md");
    fx_end(&f);
}

static void of_two_items_the_first_counts(void **state) {
    fx f;
    begin(&f, FX_PROCESS_EN);
    fx_file(&f, "1-talk.md", "- [ ] again ^need\n- [x] done ^budget\n- [ ] twice ^budget\n");
    ps_deal *d = fx_read(&f);
    assert_true(fx_answer(d, "need")->closed);
    assert_true(fx_answer(d, "budget")->closed);
    assert_int_equal(fx_answer(d, "budget")->task_index, 1);
    fx_end(&f);
}

static void what_a_review_quotes_answers_nothing(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\n---\n## Open and not applicable\n- [x] quoted ^need\n## Minutes\n- [x] said there ^channel\n");
    ps_deal *d = fx_read(&f);
    assert_null(fx_answer(d, "need")->task);
    assert_true(fx_answer(d, "channel")->closed);
    fx_end(&f);
}

static void scoped(fx *f, const char *account, const char *region) {
    begin(f, FX_PROCESS_EN);
    fx_note(f, PS_K_ACCOUNT, "acme", account);
    if (region) {
        fx_note(f, PS_K_REGION, "north", region);
    }
}

static void a_scoped_activity_is_answered_in_its_note(void **state) {
    fx f;
    scoped(&f, "---\nregion: \"[[north]]\"\n---\n- [x] Card [done:: 2026-11-01] ^customer-card\n",
           "- [-] Traits [reason:: one site] ^region-traits\n");
    ps_deal *d = fx_read(&f);
    const ps_answer *card = fx_answer(d, "customer-card"), *traits = fx_answer(d, "region-traits");
    fx_assert_str(d->region, "north");
    assert_true(card->closed);
    assert_false(card->expired);
    assert_null(card->doc);
    assert_non_null(card->task);
    fx_assert_str(card->path, "accounts/acme.md");
    assert_int_equal(card->line, 4);
    assert_true(traits->closed);
    fx_assert_str(traits->path, "regions/north.md");
    fx_assert_str(traits->reason, "one site");
    fx_end(&f);
}

static void a_scoped_answer_grows_old(void **state) {
    fx f;
    scoped(&f, "---\nregion: north\n---\n- [x] Card [done:: 2025-01-15] ^customer-card\n", "- [x] no date ^region-traits\n");
    f.process->age_account = 365;
    const ps_answer *card = fx_answer(fx_read(&f), "customer-card");
    assert_true(card->expired);
    assert_false(card->closed);
    assert_true(fx_answer(f.deal, "region-traits")->closed); /* nobody knows its age: it counts */
    fx_today(&f, "2026-01-15");                              /* to the day */
    assert_true(fx_answer(fx_read(&f), "customer-card")->closed);
    fx_today(&f, "2026-01-16");
    assert_false(fx_answer(fx_read(&f), "customer-card")->closed);
    fx_end(&f);
}

static void a_scoped_answer_in_the_deal_counts_too(void **state) {
    fx f;
    scoped(&f, "---\nregion: north\n---\n## Market\n- [ ] Card ^customer-card\n", NULL);
    fx_file(&f, "0-lead.md", "## Market\n- [x] Card here ^customer-card\n- [ ] Traits ^region-traits\n");
    ps_deal *d = fx_read(&f);
    assert_true(fx_answer(d, "customer-card")->closed);
    fx_assert_str(fx_answer(d, "customer-card")->path, FX_FOLDER "/0-lead.md");
    fx_assert_str(fx_answer(d, "region-traits")->path, FX_FOLDER "/0-lead.md"); /* the region has no note */
    fx_file(&f, "0-lead.md", "## Market\n- [ ] Card here ^customer-card\n");
    d = fx_read(&f);
    assert_false(fx_answer(d, "customer-card")->closed); /* both open: the account's is the one to close */
    fx_assert_str(fx_answer(d, "customer-card")->path, "accounts/acme.md");
    assert_int_equal(fx_answer(d, "customer-card")->line, 5);
    fx_end(&f);
}

static void a_scoped_activity_absent_belongs_into_the_account(void **state) {
    fx f;
    scoped(&f, "# Acme\n\n## Market\n", NULL);
    const ps_answer *card = fx_answer(fx_read(&f), "customer-card");
    assert_null(card->task);
    fx_assert_str(card->path, "accounts/acme.md");
    assert_int_equal(card->line, 3);
    const ps_answer *traits = fx_answer(f.deal, "region-traits"); /* the account names no region */
    fx_assert_str(traits->path, FX_FOLDER "/0-lead.md");
    fx_end(&f);
}

static void actions_are_open_tasks_that_are_no_items_of_the_method(void **state) {
    fx f;
    begin(&f, FX_PROCESS_EN);
    fx_file(&f, "log.md",
            "## 2026-11-11 visit\n- [ ] Send the drawing [owner:: [[li.wei]]] [due:: 2026-11-20] ^t-1\n- [x] done already\n- [-] dropped\n"
            "- [/] begun [next:: yes]\n");
    fx_file(&f, "reviews/qualify-1.md",
            "---\ngate: qualify\nround: 1\ndecision: conditional\n---\n## Criteria\n- [ ] a criterion of their own\n- [x] real ^crit-real\n"
            "## Conditions\n- [ ] Get the plan [owner:: zhao.min] [due:: 2026-11-30] [for:: crit-real]\n"
            "## Open conditions\n- [ ] quoted\n");
    fx_file(&f, "reviews/bid-1.md", "---\ngate: bid\n---\n## Conditions\n- [ ] nobody has decided this\n## Minutes\n- [ ] Book the room\n");
    ps_deal *d = fx_read(&f);
    static const char *const want[] = {"Call Ms Qian", "Send the drawing", "begun", "Book the room", "Get the plan"};
    assert_int_equal(d->n_actions, 5);
    for (size_t i = 0; i < 5; i++) {
        fx_assert_str(d->actions[i].text, want[i]);
    }
    fx_assert_str(d->actions[1].owner, "li.wei");
    fx_assert_str(d->actions[1].id, "t-1");
    assert_int_equal(d->actions[1].due, fx_day("2026-11-20"));
    assert_int_equal(d->actions[1].line, 2);
    assert_true(d->actions[2].next);
    assert_int_equal(d->actions[4].due, fx_day("2026-11-30"));
    fx_end(&f);
}

static void the_next_action_is_marked_or_the_earliest_of_ours(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_note(&f, PS_K_PERSON, "chen-gang", "---\naccount: acme\n---\n");
    fx_file(&f, "deal.md",
            "---\nowner: li.wei\n---\n- [ ] no date\n- [ ] theirs [owner:: chen-gang] [due:: 2026-11-01]\n"
            "- [ ] late [due:: 2026-12-01]\n- [ ] ours [owner:: li.wei] [due:: 2026-11-25]\n- [ ] bad [due:: soon]\n");
    ps_deal *d = fx_read(&f);
    fx_assert_str(ps_deal_next_action(d, &f.world)->text, "ours");
    fx_file(&f, "log.md", "- [ ] marked [next:: yes]\n");
    d = fx_read(&f);
    fx_assert_str(ps_deal_next_action(d, &f.world)->text, "marked");
    fx_file(&f, "deal.md", "---\nowner: li.wei\n---\n- [ ] theirs [owner:: chen-gang] [due:: 2026-11-01]\n");
    fx_file(&f, "log.md", "- [ ] undated\n");
    assert_null(ps_deal_next_action(fx_read(&f), &f.world));
    fx_end(&f);
}

static void probability_is_judged_or_the_stages(void **state) {
    static const struct {
        const char *text;
        int probability;
        bool judged;
    } cases[] = {
        {"---\nstage: talk\nvalue: 1000\n---\n", 25, false},
        {"---\nstage: talk\nvalue: 1000\nprobability: 60\n---\n", 60, true},
        {"---\nstage: talk\nvalue: 1000\nprobability: 60 %\n---\n", 60, true},
        {"---\nstage: talk\nvalue: 1000\nprobability: 150\n---\n", 99, true},
        {"---\nstage: talk\nvalue: 1000\nprobability: -3\n---\n", 1, true},
        {"---\nstage: talk\nvalue: 1000\nprobability: high\n---\n", 25, false},
        {"---\nstage: talk\nvalue: 1000\nprobability: 60\nstatus: lost\n---\n", 0, false},
        {"---\nstage: talk\nvalue: 1000\nprobability: 60\nstatus: no-go\n---\n", 0, false},
        {"---\nstage: talk\nvalue: 1000\nprobability: 60\nstatus: no-decision\n---\n", 0, false},
        {"---\nstage: talk\nvalue: 1000\nprobability: 60\nstatus: won\n---\n", 100, false},
        {"---\nstage: talk\nvalue: 1000\nprobability: 60\nstatus: done\n---\n", 100, false},
        {"---\nstage: talk\nvalue: 1000\nstatus: paused\n---\n", 25, false},
        {"---\nprofile: quick\nstage: talk\nvalue: 1000\n---\n", 10, false},
    };
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        bool judged;
        fx_file(&f, "deal.md", cases[i].text);
        ps_deal *d = fx_read(&f);
        assert_int_equal(ps_deal_probability(d, &judged), cases[i].probability);
        assert_int_equal(judged, cases[i].judged);
        assert_int_equal(ps_deal_weighted(d), 10LL * cases[i].probability * PS_MONEY_ONE);
    }
    fx_file(&f, "deal.md", "---\nvalue: lots\n---\n");
    assert_int_equal(ps_deal_weighted(fx_read(&f)), PS_MONEY_NONE);
    fx_end(&f);
}

static void people_are_the_owner_and_the_team_once(void **state) {
    ps_str people[8];
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nowner: b\nteam: [a, b, c, a]\n---\n");
    assert_int_equal(ps_deal_people(fx_read(&f), people, 8), 3);
    fx_assert_str(people[0], "b");
    fx_assert_str(people[2], "c");
    assert_int_equal(ps_deal_people(f.deal, people, 2), 2);
    fx_file(&f, "deal.md", "---\nowner:\n---\n");
    assert_int_equal(ps_deal_people(fx_read(&f), people, 8), 0);
    fx_end(&f);
}

static void every_failing_allocation_is_an_error(void **state) {
    fx f;
    scoped(&f, "---\nregion: north\n---\n- [x] Card ^customer-card\n", "- [x] Traits ^region-traits\n");
    fx_file(&f, "log.md", "## 2026-11-11 visit\n[who:: [[a]], [[b]]] [deals:: c]\n- [ ] promise\n");
    fx_file(&f, "costs.md", "## Ledger\n| date | stage | category | amount |\n|---|---|---|---|\n| 2026-11-11 | lead | travel | 5 |\n");
    fx_file(&f, "reviews/qualify-1.md",
            "---\nreviewers: [a, b]\n---\n## Criteria\n- [x] a ^crit-real\n## Votes\n| reviewer | vote |\n|---|---|\n| a | go |\n");
    fx_read(&f);
    size_t total = 0;
    for (size_t n = 1;; n++) {
        ps_deal *d = NULL;
        ps_alloc_fail_at(n);
        int rc = ps_deal_read(&d, f.process, &f.world, PS_S(FX_FOLDER), f.files, f.n_files, &f.err);
        ps_alloc_fail_at(0);
        if (rc == 0) {
            assert_non_null(d);
            ps_deal_free(d);
            total = n;
            break;
        }
        assert_int_equal(rc, PS_ENOMEM);
        assert_null(d);
    }
    assert_true(total > 12);
    ps_deal_free(NULL);
    fx_end(&f);
}

static void strange_notes_read_as_far_as_they_go(void **state) {
    static const char *const texts[] = {
        "",
        "---",
        "---\n",
        "---\nstage: [\n---\n",
        "\xFF\xFE\x00",
        "---\nstage: {a: b}\nteam: {a: b}\nvalue: [1, 2]\nowner:\n---\n",
        "---\nvalue: 1e9\nprobability: 99999999999999999999\nopened: 2026-02-30\n---\n# \n## Stage history\n| a |\n|---|\n| |\n",
        "## Stage history\n\nno table\n",
        "- [ ]\n- [x] ^need\n- [ ] ^\n",
    };
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        static const char *const names[] = {"deal.md", "log.md", "costs.md", "reviews/bid-1.md", "0-lead.md"};
        for (size_t k = 0; k < 5; k++) {
            fx_file(&f, names[k], texts[i]);
        }
        ps_deal *d = fx_read(&f);
        assert_int_equal(d->value, PS_MONEY_NONE);
        assert_int_equal(d->opened, PS_DATE_NONE);
    }
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(front_matter_is_read_with_bare_ids),
        cmocka_unit_test(docs_know_what_they_are_in_any_order),
        cmocka_unit_test(a_deal_without_deal_md_still_reads),
        cmocka_unit_test(the_title_falls_back_to_the_first_heading),
        cmocka_unit_test(lists_are_read_in_every_form),
        cmocka_unit_test(any_member_names_a_merged_stage),
        cmocka_unit_test(stage_notes_are_named_by_the_stage),
        cmocka_unit_test(stage_history_keeps_its_rows_and_says_when_the_stage_was_entered),
        cmocka_unit_test(the_chinese_table_reads_the_same),
        cmocka_unit_test(an_activity_is_closed_when_done_or_not_applicable_with_a_reason),
        cmocka_unit_test(an_absent_activity_points_at_where_it_belongs),
        cmocka_unit_test(a_changed_profile_loses_no_answer),
        cmocka_unit_test(of_two_items_the_first_counts),
        cmocka_unit_test(what_a_review_quotes_answers_nothing),
        cmocka_unit_test(a_scoped_activity_is_answered_in_its_note),
        cmocka_unit_test(a_scoped_answer_grows_old),
        cmocka_unit_test(a_scoped_answer_in_the_deal_counts_too),
        cmocka_unit_test(a_scoped_activity_absent_belongs_into_the_account),
        cmocka_unit_test(actions_are_open_tasks_that_are_no_items_of_the_method),
        cmocka_unit_test(the_next_action_is_marked_or_the_earliest_of_ours),
        cmocka_unit_test(probability_is_judged_or_the_stages),
        cmocka_unit_test(people_are_the_owner_and_the_team_once),
        cmocka_unit_test(every_failing_allocation_is_an_error),
        cmocka_unit_test(strange_notes_read_as_far_as_they_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
