/* A refresh brings what a deal lacks, where it belongs, once. */
#include "template_fixture.h"

/* Applies a refresh to the fixture's files and outside notes; returns how many activities it brought. */
static size_t refresh(fx *f) {
    ps_refresh r = {0};
    assert_int_equal(ps_template_refresh(&r, &f->arena, fx_read(f), &f->world, &f->err), 0);
    for (size_t i = 0; i < r.n_inserts; i++) {
        bool found = false;
        for (size_t k = 0; k < f->n_files; k++) {
            if (ps_str_eq(f->files[k].path, r.inserts[i].path)) {
                ps_note *note = NULL;
                found = true;
                assert_int_equal(ps_note_parse(&note, f->files[k].text, PS_EN, &f->err), 0);
                int rc = ps_note_insert(&note, r.inserts[i].at, r.inserts[i].lines, &f->err);
                if (rc) {
                    print_error("%s\nin: %.*s\nat %zu: %.*s\n", f->err.message, PS_FMT(f->files[k].text), r.inserts[i].at,
                                PS_FMT(r.inserts[i].lines));
                }
                assert_int_equal(rc, 0);
                f->files[k].text = ps_arena_dup(&f->arena, note->text);
                ps_note_free(note);
            }
        }
        for (size_t k = 0; k < f->n_notes; k++) {
            if (ps_str_eq(f->notes[k].path, r.inserts[i].path)) {
                found = true;
                assert_int_equal(ps_note_insert(&f->notes[k].note, r.inserts[i].at, r.inserts[i].lines, &f->err), 0);
            }
        }
        assert_true(found);
    }
    for (size_t i = 0; i < r.n_files; i++) {
        f->files[f->n_files++] = (ps_file){r.files[i].path, r.files[i].text};
    }
    return r.n_activities;
}

static void assert_all_there(fx *f) {
    const ps_deal *d = fx_read(f);
    for (size_t i = 0; i < d->n_answers; i++) {
        if (!d->answers[i].task) {
            print_error("%.*s\n", PS_FMT(d->answers[i].activity->id));
        }
        assert_non_null(d->answers[i].task);
    }
    assert_int_equal(refresh(f), 0);
}

static void refresh_adds_what_is_missing_under_its_group(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "0-lead.md", "# Lead\n\n## Opportunity\n\n- [x] The need ^need\n\n## Market\n\nSome words.\n\n## Own section\ntext\n");
    assert_int_equal(refresh(&f), 7); /* with the notes of the other stages */
    assert_all_there(&f);
    fx_assert_str(f.files[1].text,
                  "# Lead\n\n## Opportunity\n\n- [x] The need ^need\n- [ ] Channel is recorded ^channel\n\n## Market\n\nSome words.\n\n"
                  "- [ ] Customer card is complete ^customer-card\n- [ ] Traits of the region ^region-traits\n\n## Own section\ntext\n");
    fx_end(&f);
}

static void refresh_makes_the_groups_heading_at_the_notes_end(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_ZH, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\n---\n");
    fx_file(&f, "0-lead.md", "# 我的笔记\n没有换行");
    fx_file(&f, "1-talk.md", "## 需求\n- [x] b ^budget\n- [x] c ^chain\n");
    assert_int_equal(refresh(&f), 6);
    assert_all_there(&f);
    assert_non_null(strstr(f.files[1].text.p, "没有换行\n\n## 商机\n\n- [ ]"));
    assert_non_null(strstr(f.files[1].text.p, "\n\n## 市场\n\n- [ ]"));
    fx_end(&f);
}

static void refresh_puts_scoped_items_where_they_are_answered(void **state) {
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    fx_file(&f, "deal.md", "---\nstage: lead\naccount: acme\n---\n");
    fx_note(&f, PS_K_ACCOUNT, "acme", "---\nregion: north\n---\n# Acme\n");
    fx_note(&f, PS_K_REGION, "north", "# North\n## Market\n");
    assert_int_equal(refresh(&f), 8);
    assert_all_there(&f);
    const ps_deal *d = fx_read(&f);
    fx_assert_str(fx_answer(d, "customer-card")->path, "accounts/acme.md");
    fx_assert_str(fx_answer(d, "region-traits")->path, "regions/north.md");
    fx_end(&f);
}

static void refresh_follows_a_change_of_profile_without_doubles(void **state) {
    for (int lang = 0; lang < 2; lang++) {
        fx f;
        begin_builtin(&f, (ps_lang)lang);
        ps_new_deal in = new_deal();
        in.profile = PS_S("small");
        make(&f, &in);
        for (size_t i = 0; i < f.n_files; i++) { /* the same notes under another profile */
            if (ps_str_ends(f.files[i].path, PS_S("/deal.md"))) {
                in.profile = PS_S("full");
                ps_buf b = {0};
                assert_int_equal(ps_template_deal(&b, f.process, &in, &f.err), 0);
                f.files[i].text = ps_arena_dup(&f.arena, ps_buf_str(&b));
                ps_buf_free(&b);
            }
        }
        assert_int_equal(refresh(&f), 0);
        assert_int_equal(f.n_files, 8); /* deal, 4 stages, costs, log, summary */
        fx_end(&f);
    }
}

static void refresh_of_random_holes_brings_everything_back(void **state) {
    unsigned seed = 7;
    for (int round = 0; round < 60; round++) {
        fx f;
        begin_builtin(&f, round % 2 ? PS_ZH : PS_EN);
        ps_new_deal in = new_deal();
        in.profile = f.process->profiles[(size_t)round % f.process->n_profiles].id;
        make(&f, &in);
        for (size_t i = 0; i < f.n_files; i++) { /* leave lines out: items, headings, anything */
            ps_str text = f.files[i].text, line;
            ps_buf b = {0};
            if (ps_str_find(f.files[i].path, PS_S("-"), sizeof FX_FOLDER) == SIZE_MAX) {
                continue;
            }
            while (ps_str_next(&text, '\n', &line)) {
                seed = seed * 1103515245u + 12345u;
                if ((seed >> 16) % 4) {
                    ps_buf_put(&b, line);
                    ps_buf_char(&b, '\n');
                }
            }
            f.files[i].text = ps_arena_dup(&f.arena, ps_buf_str(&b));
            ps_buf_free(&b);
        }
        refresh(&f);
        assert_all_there(&f);
        fx_end(&f);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refresh_adds_what_is_missing_under_its_group),
        cmocka_unit_test(refresh_makes_the_groups_heading_at_the_notes_end),
        cmocka_unit_test(refresh_puts_scoped_items_where_they_are_answered),
        cmocka_unit_test(refresh_follows_a_change_of_profile_without_doubles),
        cmocka_unit_test(refresh_of_random_holes_brings_everything_back),
    };
    return cmocka_run_group_tests_name("template_refresh", tests, NULL, NULL);
}
