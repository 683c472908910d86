/* New notes read back as what went in, in both languages, whatever people type. */
#include "template_fixture.h"

#include "alloc.h"
#include "heading.h"

/* Titles and texts that people type, or try. */
static const char *const hostile[] = {
    "Acme core network",
    "Fix: the \"thing\" #1",
    "C#",
    "[[link]] first",
    "- [ ] task",
    "| pipe | table |",
    "true",
    "~",
    "'single' \"double\" \\ back",
    "%{evil} `code`",
    "电信:核心网 #升级",
    "ends in ^need",
    "Stakeholders",
    "竞争对手",
    "<!-- comment",
    "```",
    "--- ",
    "a: b: c",
    "{map: x}",
    "*star* _under_",
    "1e3",
    "@bob",
    "&anchor",
    "!tag",
    "> quote",
    "=",
    "emoji 🎉 ok",
    "nel\xC2\x85 ls\xE2\x80\xA8 bom\xEF\xBB\xBF end",
    "?",
    "- ",
    "x #",
    "日本語 타이틀",
};
enum { HOSTILE = sizeof hostile / sizeof *hostile };

/* ---- deals ---- */

static void every_activity_of_every_profile_and_kind_has_one_line(void **state) {
    static const char *const kinds[] = {"A", "B", "C", "D"};
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        for (size_t pr = 0; pr < f.process->n_profiles; pr++) {
            for (int k = 0; k < 4; k++) {
                ps_new_deal in = new_deal();
                in.profile = f.process->profiles[pr].id;
                in.kind = ps_str_of(kinds[k]);
                const ps_deal *d = make(&f, &in);
                assert_ptr_equal(d->profile, &f.process->profiles[pr]);
                assert_int_equal(d->stage, 0);
                for (size_t i = 0; i < d->n_answers; i++) {
                    const ps_answer *a = &d->answers[i];
                    assert_non_null(a->task);
                    assert_int_equal(a->task->state, ' ');
                    assert_int_equal(a->doc->kind, PS_DOC_STAGE);
                    assert_true(ps_str_eq(a->task->text, a->activity->text));
                    assert_int_equal(a->doc->stage, d->profile->stages[ps_profile_stage(d->profile, a->activity->stage)].first);
                }
                assert_no_faults(&f);
            }
        }
        fx_end(&f);
    }
}

static void front_matter_reads_back(void **state) {
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        ps_str team[] = {PS_S("zhao.min"), PS_S("no")}, products[] = {PS_S("core, 5G"), PS_S("ring")},
               pairs[] = {PS_S("region code"), PS_S("x: y"), PS_S("id"), PS_S("other")};
        ps_new_deal in = new_deal();
        in.account = PS_S("acme");
        in.team = team;
        in.n_team = 2;
        in.products = products;
        in.n_products = 2;
        in.pairs = pairs;
        in.n_pairs = 4;
        in.value = 12000000005000;
        in.margin = -35000;
        in.budget = 120000000;
        in.probability = 35;
        in.close = fx_day("2027-02-28");
        in.source = PS_S("tender");
        in.flow = PS_S("telecom");
        in.parent = PS_S("old-deal");
        in.forecast = PS_S("best");
        in.summary = PS_S("First heard at the fair.");
        const ps_deal *d = make(&f, &in);
        fx_assert_str(d->id, "acme-core");
        fx_assert_str(d->account, "acme");
        fx_assert_str(d->owner, "li.wei");
        assert_int_equal(d->n_team, 2);
        fx_assert_str(d->team[1], "no");
        assert_true(d->value == 12000000005000 && d->margin == -35000 && d->budget == 120000000);
        assert_int_equal(d->probability, 35);
        assert_int_equal(d->close, in.close);
        assert_int_equal(d->opened, in.opened);
        fx_assert_str(d->source, "tender");
        fx_assert_str(d->flow, "telecom");
        fx_assert_str(d->parent, "old-deal");
        fx_assert_str(d->forecast, "best");
        fx_assert_str(ps_note_value(d->main->note, PS_S("region code")), "x: y");
        fx_assert_str(ps_note_value(d->main->note, PS_S("id")), "acme-core");
        fx_assert_str(ps_note_field(d->main->note, PS_S("products"))->items[0].text, "core, 5G");
        fx_assert_str(ps_note_field(d->main->note, PS_S("aliases"))->items[0].text, "acme-core");
        assert_non_null(ps_heading_table(d->main->note, PS_H_PROCUREMENT, NULL));
        assert_int_equal(ps_heading_table(d->main->note, PS_H_PROCUREMENT, NULL)->n, 8);
        fx_end(&f);
    }
}

static void the_first_row_of_the_history_is_there_with_its_id(void **state) {
    fx f;
    begin_builtin(&f, PS_ZH);
    ps_new_deal in = new_deal();
    in.by = PS_S("boss");
    const ps_deal *d = make(&f, &in);
    assert_int_equal(d->n_steps, 1);
    assert_int_equal(d->steps[0].date, in.opened);
    fx_assert_str(d->steps[0].from, "");
    fx_assert_str(d->steps[0].to, "information");
    fx_assert_str(d->steps[0].by, "boss");
    fx_assert_str(d->steps[0].override, "");
    assert_true(ps_str_starts(d->steps[0].row->id, PS_S("s-")));
    fx_end(&f);
}

static void an_unknown_profile_is_proposed_by_value(void **state) {
    fx f;
    begin_builtin(&f, PS_EN);
    ps_new_deal in = new_deal();
    in.profile = PS_S("");
    in.value = PS_MONEY_ONE;
    const ps_deal *d = make(&f, &in);
    assert_ptr_equal(d->profile, ps_process_propose(f.process, PS_MONEY_ONE));
    assert_true(d->profile->n_stages < f.process->n_stages);
    fx_end(&f);
}

static void hostile_titles_read_back_and_break_nothing(void **state) {
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        for (size_t i = 0; i < HOSTILE; i++) {
            ps_new_deal in = new_deal();
            ps_str title = ps_str_trim(ps_str_of(hostile[i]));
            in.title = title;
            in.source = PS_S("tender");
            const ps_deal *d = make(&f, &in);
            const ps_fm *fm = ps_note_field(d->main->note, PS_S("title"));
            assert_int_equal(fm->kind, PS_FM_SCALAR);
            if (!ps_str_eq(ps_str_trim(fm->text), title)) {
                print_error("%s reads back as %.*s\n", hostile[i], PS_FMT(fm->text));
                fail();
            }
            assert_int_equal(d->n_steps, 1);
            assert_int_equal(d->main->note->n_tasks, 0);
            assert_int_equal(d->main->note->headings[0].level, 1);
            assert_int_equal(d->main->note->headings[0].id.n, 0);
            const ps_table *competitors = ps_heading_table(d->main->note, PS_H_COMPETITORS, NULL);
            assert_true(ps_column_find(competitors, PS_C_THREAT, NULL) >= 0);
            assert_no_faults(&f);
        }
        fx_end(&f);
    }
}

static void scoped_items_stand_where_they_are_answered(void **state) {
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        for (int k = 0; k < 2; k++) {
            ps_buf b = {0};
            ps_new_entity e = {.kind = k ? PS_K_REGION : PS_K_ACCOUNT, .id = k ? PS_S("north") : PS_S("acme")};
            ps_str pairs[] = {PS_S("region"), PS_S("north")};
            e.pairs = pairs;
            e.n_pairs = k ? 0 : 2;
            assert_int_equal(ps_template_entity(&b, f.process, &e, &f.err), 0);
            fx_note(&f, e.kind, k ? "north" : "acme", b.p);
            ps_buf_free(&b);
        }
        ps_new_deal in = new_deal();
        in.account = PS_S("acme");
        in.account_noted = true;
        in.region = PS_S("north");
        const ps_deal *d = make(&f, &in);
        size_t scoped = 0;
        for (size_t i = 0; i < d->n_answers; i++) {
            const ps_answer *a = &d->answers[i];
            assert_non_null(a->task);
            assert_int_equal(a->doc == NULL, a->activity->scope != PS_SCOPE_DEAL);
            scoped += a->activity->scope != PS_SCOPE_DEAL;
        }
        assert_true(scoped >= 13);
        assert_non_null(strstr(ps_arena_dup(&f.arena, d->docs[1].note->text).p, "[[accounts/acme]]"));
        fx_end(&f);
    }
}

/* ---- costs ---- */

static void the_budget_is_spread_to_the_last_cent(void **state) {
    static const ps_money budgets[] = {123450000, 10000, 1, 99999999, 333330001};
    for (size_t i = 0; i < sizeof budgets / sizeof *budgets; i++) {
        fx f;
        begin_builtin(&f, PS_ZH);
        ps_new_deal in = new_deal();
        in.budget = budgets[i];
        const ps_deal *d = make(&f, &in);
        ps_money sum = 0;
        for (int s = 0; s < d->profile->n_stages; s++) {
            assert_true(d->stage_budget[s] != PS_MONEY_NONE);
            assert_true(ps_money_add(&sum, sum, d->stage_budget[s]));
        }
        assert_true(sum == budgets[i]);
        assert_true(d->budget == budgets[i]);
        fx_end(&f);
    }
}

static ps_note *note_of(const ps_deal *d, const char *name) {
    char path[200];
    snprintf(path, sizeof path, FX_FOLDER "/%s", name);
    const ps_doc *doc = ps_deal_doc(d, ps_str_of(path));
    assert_non_null(doc);
    ps_note *note = NULL;
    assert_int_equal(ps_note_parse(&note, doc->note->text, PS_EN, NULL), 0);
    return note;
}

static size_t table_index(const ps_note *note, ps_heading_id h) {
    const ps_table *t = ps_heading_table(note, h, NULL);
    assert_non_null(t);
    return (size_t)(t - note->tables);
}

static void a_ledger_row_and_a_step_go_into_the_new_tables(void **state) {
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        ps_new_deal in = new_deal();
        ps_str cells[PS_LEDGER_CELLS], steps[PS_HISTORY_CELLS];
        ps_expense e = {.date = fx_day("2026-11-11"),
                        .stage = PS_S("concept"),
                        .category = PS_S("travel"),
                        .amount = 18600000,
                        .by = PS_S("li.wei"),
                        .to = PS_S("chen"),
                        .note = PS_S("to | 云南\nby train")};
        ps_step s = {.date = fx_day("2026-11-20"),
                     .from = PS_S("information"),
                     .to = PS_S("concept"),
                     .gate = PS_S("preliminary"),
                     .review = PS_S("preliminary-1"),
                     .by = PS_S("li.wei"),
                     .override = PS_S("because")};
        const ps_deal *d = make(&f, &in);
        ps_note *costs = note_of(d, "costs.md"), *main = note_of(d, "deal.md");
        assert_int_equal(ps_template_expense(&f.arena, &e, cells, &f.err), 0);
        assert_int_equal(ps_template_step(&f.arena, &s, steps, &f.err), 0);
        ps_str id = ps_template_row_id(&f.arena, 'c', 1795400000, cells, PS_LEDGER_CELLS);
        ps_str later = ps_template_row_id(&f.arena, 'c', 1795400001, cells, PS_LEDGER_CELLS);
        assert_false(ps_str_eq(id, later));
        assert_true(ps_id_valid(id) && id.n == 14);
        assert_int_equal(ps_note_add_row(&costs, table_index(costs, PS_H_LEDGER), cells, PS_LEDGER_CELLS, id, &f.err), 0);
        assert_int_equal(ps_note_add_row(&main, table_index(main, PS_H_STAGE_HISTORY), steps, PS_HISTORY_CELLS, later, &f.err), 0);
        fx_file(&f, "costs.md", ps_arena_dup(&f.arena, costs->text).p);
        fx_file(&f, "deal.md", ps_arena_dup(&f.arena, main->text).p);
        ps_note_free(costs);
        ps_note_free(main);
        d = fx_read(&f);
        assert_int_equal(d->n_expenses, 1);
        assert_true(d->spent == 18600000);
        fx_assert_str(d->expenses[0].note, "to | 云南 by train");
        assert_true(ps_str_eq(d->expenses[0].id, id));
        fx_assert_str(d->expenses[0].to, "chen");
        assert_int_equal(d->expenses[0].pstage, 1);
        assert_int_equal(d->n_steps, 2);
        fx_assert_str(d->steps[1].override, "because");
        fx_assert_str(d->steps[1].review, "preliminary-1");
        fx_end(&f);
    }
}

/* ---- log entries ---- */

static void entries_read_back_whatever_their_text(void **state) {
    static const char *const texts[] = {
        "plain",
        "",
        "# heading one\n## 2026-01-01 09:00 fake\ntext",
        "```\nunclosed fence",
        "~~~~\ncode\n~~~\n## 2026-01-01 in code",
        "<!-- unclosed comment",
        "para\n---\nmore",
        "para\n===\nmore",
        "<script>\nlet x",
        "   ## 2026-02-02 indented\n",
        "- [ ] promise [owner:: [[chen-gang]]] [due:: 2026-12-01]",
        "text\r\nwith crlf\r\n# title\r\n",
        "<pre>",
        "<?php",
        "`inline",
        "| a | b |\n|---|---|\n| c |",
        "> quote\n# x",
        "    # indented code",
        "```a`b\n# real heading",
        "\n\n\n",
    };
    enum { TEXTS = sizeof texts / sizeof *texts };
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        ps_new_deal in = new_deal();
        const ps_deal *d = make(&f, &in);
        ps_note *log = note_of(d, "log.md");
        ps_buf b = {0};
        ps_str who[] = {PS_S("chen-gang"), PS_S("刘敏")}, deals[] = {PS_S("other-deal"), PS_S("third")};
        ps_buf_put(&b, log->text);
        ps_note_free(log);
        for (size_t i = 0; i < TEXTS; i++) {
            ps_new_contact c = {.time = 1795400000 + (int64_t)i * 60,
                                .kind = i % 2 ? PS_S("visit") : PS_S(""),
                                .who = who,
                                .n_who = i % 3,
                                .deals = deals,
                                .n_deals = i % 3 ? 2 : 0};
            c.text = ps_str_of(texts[i]);
            c.prompts = i % 5 == 0;
            assert_int_equal(ps_template_contact(&b, f.process, &c, &f.err), 0);
        }
        fx_file(&f, "log.md", b.p);
        d = fx_read(&f);
        for (size_t i = 0; i < d->n_contacts && i < TEXTS; i++) {
            const ps_contact *c = &d->contacts[i];
            assert_int_equal(c->time, (1795400000 + (int64_t)i * 60) / 60 * 60);
            fx_assert_str(c->kind, i % 2 ? "visit" : "note");
            assert_int_equal(c->n_who, i % 3);
            assert_int_equal(c->n_deals, i % 3 ? 2 : 0);
            if (i % 3 == 2) {
                fx_assert_str(c->who[1], "刘敏");
                fx_assert_str(c->deals[1], "third");
            }
        }
        assert_int_equal(d->n_contacts, TEXTS);
        ps_buf_free(&b);
        fx_end(&f);
    }
}

/* ---- items ---- */

static void conditions_and_tasks_read_back(void **state) {
    fx f;
    begin_builtin(&f, PS_EN);
    for (size_t i = 0; i < HOSTILE; i++) {
        ps_buf b = {0};
        ps_str text = ps_str_trim(ps_str_of(hostile[i]));
        ps_condition c = {.text = text,
                          .owner = PS_S("li.wei"),
                          .due = fx_day("2026-12-01"),
                          .for_id = PS_S("crit-fit"),
                          .id = i % 2 ? PS_S("cond-1") : PS_S("")};
        ps_action a = {.text = text, .due = PS_DATE_NONE, .owner = PS_S(""), .next = i % 2};
        assert_int_equal(ps_template_condition(&b, &c, &f.err), 0);
        assert_int_equal(ps_template_task(&b, &a, &f.err), 0);
        ps_note *note = NULL;
        assert_int_equal(ps_note_parse(&note, ps_buf_str(&b), PS_EN, &f.err), 0);
        if (note->n_tasks != 2) {
            print_error("%s\n", b.p);
        }
        assert_int_equal(note->n_tasks, 2);
        fx_assert_str(ps_task_field(&note->tasks[0], PS_S("owner")), "li.wei");
        fx_assert_str(ps_task_field(&note->tasks[0], PS_S("due")), "2026-12-01");
        fx_assert_str(ps_task_field(&note->tasks[0], PS_S("for")), "crit-fit");
        fx_assert_str(note->tasks[0].id, i % 2 ? "cond-1" : "");
        fx_assert_str(note->tasks[1].id, "");
        fx_assert_str(ps_task_field(&note->tasks[1], PS_S("next")), i % 2 ? "yes" : "");
        ps_note_free(note);
        ps_buf_free(&b);
    }
    fx_end(&f);
}

/* ---- other notes ---- */

static void notes_of_people_and_places_read_back(void **state) {
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        for (size_t i = 0; i < HOSTILE; i++) {
            for (int k = PS_K_ACCOUNT; k <= PS_K_MEMBER; k++) {
                ps_buf b = {0};
                ps_note *note = NULL;
                ps_str name = ps_str_trim(ps_str_of(hostile[i]));
                ps_str pairs[] = {PS_S("emails"), PS_S("a@x.com, b@x.com"), PS_S("mobile"), PS_S("+49: 1"), PS_S("account"), PS_S("acme")};
                ps_new_entity e = {(ps_kind)k, PS_S("chen-gang"), name, pairs, 6};
                assert_int_equal(ps_template_entity(&b, f.process, &e, &f.err), 0);
                assert_int_equal(ps_note_parse(&note, ps_buf_str(&b), PS_EN, &f.err), 0);
                assert_null(note->broken);
                assert_true(ps_str_eq(ps_str_trim(ps_note_field(note, PS_S("name"))->text), name));
                fx_assert_str(ps_note_value(note, PS_S("mobile")), "+49: 1");
                if (k == PS_K_MEMBER) {
                    assert_int_equal(ps_note_field(note, PS_S("emails"))->n_items, 2);
                    fx_assert_str(ps_note_field(note, PS_S("emails"))->items[1].text, "b@x.com");
                    assert_int_equal(note->n_tasks, f.process->n_readiness);
                }
                ps_diags diags = {0};
                ps_str path = ps_template_entity_path(&f.arena, (ps_kind)k, e.id);
                assert_int_equal(ps_diag_note(&diags, &f.arena, note, path, (ps_kind)k, f.process, &f.world, NULL, PS_EN, &f.err), 0);
                for (size_t d = 0; d < diags.n; d++) {
                    assert_true(diags.v[d].severity > PS_WARN);
                }
                ps_note_free(note);
                ps_buf_free(&b);
            }
        }
        fx_end(&f);
    }
}

static void an_accounts_note_has_its_scoped_items_and_no_others(void **state) {
    fx f;
    begin_builtin(&f, PS_ZH);
    for (int k = 0; k < 2; k++) {
        ps_buf b = {0};
        ps_note *note = NULL;
        ps_new_entity e = {.kind = k ? PS_K_REGION : PS_K_ACCOUNT, .id = PS_S("x"), .name = PS_S("某某")};
        assert_int_equal(ps_template_entity(&b, f.process, &e, &f.err), 0);
        assert_int_equal(ps_note_parse(&note, ps_buf_str(&b), PS_EN, &f.err), 0);
        size_t want = 0;
        for (size_t i = 0; i < f.process->n_activities; i++) {
            bool here = f.process->activities[i].scope == (k ? PS_SCOPE_REGION : PS_SCOPE_ACCOUNT);
            want += here;
            assert_int_equal(ps_note_task(note, f.process->activities[i].id) != NULL, here);
        }
        assert_int_equal(note->n_tasks, want);
        ps_note_free(note);
        ps_buf_free(&b);
    }
    fx_end(&f);
}

/* ---- memory ---- */

static int run(fx *f, int what, ps_arena *arena, ps_buf *b) {
    ps_new_deal in = new_deal();
    ps_new_file *files;
    size_t n;
    ps_refresh r;
    ps_str who[] = {PS_S("a")};
    ps_new_entity e = {.kind = PS_K_ACCOUNT, .id = PS_S("x")};
    ps_new_contact c = {.who = who, .n_who = 1, .text = PS_S("x"), .prompts = true};
    ps_new_review nr = {.pgate = 1, .round = 1, .date = 20000, .reviewers = who, .n_reviewers = 1};
    ps_condition cond = {.text = PS_S("t"), .owner = PS_S("o"), .due = 20000};
    switch (what) {
    case 0:
        return ps_template_folder(arena, f->process, &in, PS_S(FX_FOLDER), &files, &n, &f->err);
    case 1:
        return ps_template_refresh(&r, arena, f->deal, &f->world, &f->err);
    case 2:
        return ps_template_entity(b, f->process, &e, &f->err);
    case 3:
        return ps_template_contact(b, f->process, &c, &f->err);
    case 4:
        return ps_template_review(b, f->deal, &nr, &f->err);
    default:
        return ps_template_condition(b, &cond, &f->err);
    }
}

static void every_failing_allocation_is_an_error(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\nowner: a\nbudget: 5\nteam: [b, c]\n---\n");
    fx_file(&f, "0-lead.md", "# x\n");
    fx_read(&f);
    for (int what = 0; what < 6; what++) {
        int rc = PS_ENOMEM;
        for (size_t at = 1; rc == PS_ENOMEM; at++) {
            ps_arena arena = {0};
            ps_buf b = {0};
            assert_true(at < 5000);
            ps_alloc_fail_at(at);
            rc = run(&f, what, &arena, &b);
            ps_alloc_fail_at(0);
            ps_buf_free(&b);
            ps_arena_free(&arena);
        }
        assert_int_equal(rc, 0);
    }
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_activity_of_every_profile_and_kind_has_one_line),
        cmocka_unit_test(front_matter_reads_back),
        cmocka_unit_test(the_first_row_of_the_history_is_there_with_its_id),
        cmocka_unit_test(an_unknown_profile_is_proposed_by_value),
        cmocka_unit_test(hostile_titles_read_back_and_break_nothing),
        cmocka_unit_test(scoped_items_stand_where_they_are_answered),
        cmocka_unit_test(the_budget_is_spread_to_the_last_cent),
        cmocka_unit_test(a_ledger_row_and_a_step_go_into_the_new_tables),
        cmocka_unit_test(entries_read_back_whatever_their_text),
        cmocka_unit_test(conditions_and_tasks_read_back),
        cmocka_unit_test(notes_of_people_and_places_read_back),
        cmocka_unit_test(an_accounts_note_has_its_scoped_items_and_no_others),
        cmocka_unit_test(every_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests_name("template", tests, NULL, NULL);
}
