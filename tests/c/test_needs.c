#include "deal_fixture.h"

#include "needs.h"
#include "template.h"

/* Every question of the concept discussion has an item of its own in a new deal, and what is written below it is found again. */
static void every_question_of_the_analysis_has_room_for_its_answer(void **state) {
    for (int lang = PS_EN; lang <= PS_ZH; lang++) {
        fx f;
        static char process[1 << 17];
        ps_str note = ps_process_builtin((ps_lang)lang), line;
        snprintf(process, sizeof process, "%.*s", PS_FMT(note));
        fx_begin(&f, process, "2026-11-23");
        ps_new_deal in = {.id = PS_S("acme-core"), .title = PS_S("Acme"), .kind = PS_S("A"), .value = PS_MONEY_NONE};
        ps_buf made = {0}, answered = {0};
        const ps_profile *full = ps_process_profile(f.process, PS_S("full"));
        assert_int_equal(ps_template_stage(&made, f.process, full, 1, &in, &f.err), 0);
        ps_str rest = ps_buf_str(&made);
        while (rest.p && ps_str_next(&rest, '\n', &line)) {
            size_t id = ps_str_find(line, PS_S(" ^"), 0);
            ps_buf_fmt(&answered, "%.*s\n", PS_FMT(line));
            if (id != SIZE_MAX) {
                ps_str name = ps_str_sub(line, id + 2, line.n);
                ps_buf_fmt(&answered, "  - what we found of %.*s\n", PS_FMT(name));
            }
        }
        fx_file(&f, "deal.md", "---\ntitle: Acme\nprofile: full\nstage: concept\n---\n");
        fx_file(&f, "1-concept.md", ps_arena_dup(&f.arena, ps_buf_str(&answered)).p);
        ps_buf_free(&made);
        ps_buf_free(&answered);
        ps_deal *d = fx_read(&f);
        size_t asked = 0;
        for (size_t i = 0; i < d->n_answers; i++) {
            const ps_answer *a = &d->answers[i];
            if (a->activity->stage != 1 || a->activity->scope != PS_SCOPE_DEAL) {
                continue;
            }
            ps_str said;
            assert_int_equal(ps_answer_said(&said, &f.arena, a), 0);
            fx_assert_str(said, ps_arena_fmt(&f.arena, "what we found of %.*s", PS_FMT(a->activity->id)).p);
            asked++;
        }
        assert_int_equal(asked, 21); /* 24 of the method; three stand with the account or the region */
        ps_needs needs;
        assert_int_equal(ps_needs_read(&needs, &f.arena, d, &f.err), 0);
        fx_assert_str(needs.asked, "what we found of need-problem");
        fx_assert_str(needs.true_need, "what we found of need-true");
        assert_true(needs.apart);
        fx_end(&f);
    }
}

static void an_answer_behind_many_bullets_is_read_without_running_out_of_stack(void **state) {
    enum { MANY = 400000 };
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN, "2026-11-23");
    ps_buf note = {0};
    ps_buf_put(&note, PS_S("- [x] Need ^need\n  "));
    for (int i = 0; i < MANY; i++) {
        ps_buf_put(&note, PS_S("> "));
    }
    ps_buf_put(&note, PS_S("found\n"));
    ps_note *read = NULL;
    ps_str said;
    assert_int_equal(ps_note_parse(&read, ps_buf_str(&note), PS_EN, NULL), PS_OK);
    ps_doc doc = {.note = read};
    ps_task task = {.line = 1, .range = {0, 10}};
    assert_int_equal(ps_answer_said(&said, &f.arena, &(ps_answer){.doc = &doc, .task = &task}), 0);
    fx_assert_str(said, "found");
    ps_note_free(read);
    ps_buf_free(&note);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_behind_many_bullets_is_read_without_running_out_of_stack),
        cmocka_unit_test(every_question_of_the_analysis_has_room_for_its_answer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
