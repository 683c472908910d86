#include "seller.h"

#include "agenda.h"
#include "diag_fixture.h"
#include "template.h"

#define POINTS \
    "\n## Readiness\n- [ ] The company ^own\n- [ ] The products ^products\n- [ ] Manners ^manners\n\n## Age limits\n| scope | days " \
    "|\n|---|---|\n| member | 30 |\n"
#define FRONT "---\nname: Li Wei\n---\n# Li Wei\n\n"

/* today: 2026-11-23; what was answered on 2026-10-24 is due today */
static void begin(fx *f) {
    fx_begin(f, FX_PROCESS_EN POINTS, "2026-11-23");
}

static ps_note *parse(fx *f, const char *text) {
    ps_note *note = NULL;
    assert_int_equal(ps_note_parse(&note, ps_arena_dup(&f->arena, ps_str_of(text)), PS_EN, NULL), PS_OK);
    return note;
}

/* "own ready 7 2026-10-25..2026-11-24; …": state, line, last and next day. */
static const char *points(fx *f, const char *text) {
    ps_note *note = parse(f, text);
    ps_point *p;
    size_t n;
    ps_str s = PS_S("");
    assert_int_equal(ps_seller_points(&p, &n, &f->arena, f->process, note, f->world.today), PS_OK);
    for (size_t i = 0; i < n; i++) {
        ps_datestr a, b;
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s %.*s %u %.*s..%.*s", PS_FMT(s), i ? "; " : "", PS_FMT(p[i].point->id),
                         PS_FMT(ps_point_state_id(p[i].state)), p[i].line, PS_FMT(ps_date_str(&a, p[i].done)),
                         PS_FMT(ps_date_str(&b, p[i].due)));
    }
    ps_note_free(note);
    return s.p;
}

static void a_point_is_due_again_after_its_days(void **state) {
    (void)state;
    fx f;
    begin(&f);
    assert_int_equal(f.process->age_member, 30);
    assert_string_equal(
        points(&f,
               FRONT "## Readiness\n- [x] The company [done:: 2026-10-25] ^own\n- [x] P [done:: 2026-10-24] ^products\n- [ ] M ^manners\n"),
        "own ready 7 2026-10-25..2026-11-24; products due 8 2026-10-24..2026-11-23; manners open 9 ..");
    fx_end(&f);
}

static void what_is_not_applicable_or_without_a_day_is_never_due(void **state) {
    (void)state;
    fx f;
    begin(&f);
    assert_string_equal(
        points(&f, FRONT
               "## Readiness\n- [x] The company ^own\n- [-] P [reason:: no products] [done:: 2020-01-01] ^products\n- [-] M ^manners\n"),
        "own ready 7 ..; products na 8 ..; manners open 9 ..");
    fx_end(&f);
}

static void what_the_note_lacks_belongs_under_its_heading(void **state) {
    (void)state;
    fx f;
    begin(&f);
    assert_string_equal(points(&f, FRONT "## 长期准备\n- [/] M ^manners\n- [x] M [done:: 2026-11-01] ^manners\n"),
                        "own absent 6 ..; products absent 6 ..; manners open 7 ..");
    assert_string_equal(points(&f, FRONT), "own absent 1 ..; products absent 1 ..; manners absent 1 ..");
    fx_end(&f);
}

static void the_period_is_half_a_year_where_the_process_does_not_say(void **state) {
    (void)state;
    fx f;
    fx_begin(&f, FX_PROCESS_EN "\n## Readiness\n- [ ] The company ^own\n", "2026-11-23");
    assert_int_equal(f.process->age_member, 180);
    assert_string_equal(points(&f, FRONT "- [x] The company [done:: 2026-05-27] ^own\n"), "own due 6 2026-05-27..2026-11-23");
    fx_end(&f);
}

static void due_points_are_items_of_the_agenda(void **state) {
    (void)state;
    fx f;
    begin(&f);
    ps_note *note = parse(&f, FRONT "- [x] The company [done:: 2026-10-25] ^own\n- [ ] P ^products\n- [-] M [reason:: r] [done:: "
                                    "2026-01-01] ^manners\n- [x] Else [done:: 2026-01-01] ^else\n");
    ps_items items = {0};
    assert_int_equal(ps_agenda_of_member(&items, &f.arena, f.process, note, PS_S("team/li.wei.md"), PS_S("li.wei"), NULL), PS_OK);
    assert_int_equal(items.n, 1);
    assert_int_equal(items.v[0].kind, PS_I_READINESS);
    assert_int_equal(items.v[0].date, fx_day("2026-11-24"));
    fx_assert_str(items.v[0].owner, "li.wei");
    fx_assert_str(items.v[0].text, "The company");
    fx_assert_str(items.v[0].id, "own");
    assert_int_equal(items.v[0].line, 6);
    ps_note_free(note);
    fx_end(&f);
}

/* "7 hint readiness: …" for each diagnostic. */
static const char *faults(fx *f, const char *text) {
    static const char *const severities[] = {"", "error", "warn", "info", "hint"};
    ps_note *note = parse(f, text);
    ps_diags diags = {0};
    ps_str s = PS_S("");
    assert_int_equal(ps_diag_note(&diags, &f->arena, note, PS_S("team/li.wei.md"), PS_K_MEMBER, f->process, &f->world, NULL, PS_EN, NULL),
                     PS_OK);
    for (size_t i = 0; i < diags.n; i++) {
        s = ps_arena_fmt(&f->arena, "%.*s%s%u %s %.*s: %.*s", PS_FMT(s), i ? "\n" : "", diags.v[i].line, severities[diags.v[i].severity],
                         PS_FMT(diags.v[i].code), PS_FMT(diags.v[i].message));
    }
    ps_note_free(note);
    return s.p;
}

static void what_is_wrong_stands_on_its_line(void **state) {
    (void)state;
    fx f;
    begin(&f);
    assert_string_equal(
        faults(&f, FRONT "## Readiness\n- [x] C [done:: 2026-10-24] ^own\n- [-] P ^products\n- [x] C [done:: 2026-11-20] ^own\n"),
        "7 hint readiness: due again since 2026-11-23: bring it up to date and tick it\n"
        "8 warn reason-missing: not applicable needs a reason: add [reason:: …]\n"
        "6 hint readiness: readiness lacks this point, :Pursuit readiness adds it: Manners\n"
        "9 warn duplicate-activity: ^own stands already in team/li.wei.md:7, only that one counts: remove one");
    assert_string_equal(faults(&f, FRONT "- [x] C ^own\n- [ ] P ^products\n- [ ] M ^manners\n"),
                        "6 hint readiness: no day, so it never comes up again: add [done:: YYYY-MM-DD]");
    assert_string_equal(faults(&f, FRONT), ""); /* a note may do without the list */
    assert_string_equal(faults(&f, FRONT "- [x] C [done:: soon] ^own\n"),
                        "6 error bad-date: 'soon' is not a date: write YYYY-MM-DD\n6 hint readiness: no day, so it never comes up again: "
                        "add [done:: YYYY-MM-DD]");
    fx_end(&f);
}

static void lines_for_what_is_lacking_read_back(void **state) {
    (void)state;
    fx f;
    begin(&f);
    ps_buf text = {0}, lines = {0};
    ps_new_entity member = {.kind = PS_K_MEMBER, .id = PS_S("li.wei")};
    assert_int_equal(ps_template_entity(&text, f.process, &member, NULL), PS_OK);
    ps_buf_char(&text, '\0');
    assert_non_null(strstr(points(&f, ps_buf_str(&text).p), "own open"));
    assert_null(strstr(points(&f, ps_buf_str(&text).p), "absent"));
    ps_note *note = parse(&f, FRONT "## Readiness\n- [ ] P ^products\n");
    ps_point *p;
    size_t n;
    assert_int_equal(ps_seller_points(&p, &n, &f.arena, f.process, note, f.world.today), PS_OK);
    assert_int_equal(ps_template_points(&lines, f.process, p, n, false, NULL), PS_OK);
    fx_assert_str(ps_buf_str(&lines), "- [ ] The company ^own\n- [ ] Manners ^manners\n");
    ps_buf_free(&lines);
    ps_buf_free(&text);
    ps_note_free(note);
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_point_is_due_again_after_its_days),
        cmocka_unit_test(what_is_not_applicable_or_without_a_day_is_never_due),
        cmocka_unit_test(what_the_note_lacks_belongs_under_its_heading),
        cmocka_unit_test(the_period_is_half_a_year_where_the_process_does_not_say),
        cmocka_unit_test(due_points_are_items_of_the_agenda),
        cmocka_unit_test(what_is_wrong_stands_on_its_line),
        cmocka_unit_test(lines_for_what_is_lacking_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
