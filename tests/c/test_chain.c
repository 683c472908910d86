#include "deal_fixture.h"

#include "chain.h"

/* A telecom bureau: everything of the chain that is worked out, on one deal that can be checked by hand. */
#define FRONT "---\ntitle: Acme\nstage: concept\nowner: li.wei\n---\n"
#define STAKEHOLDERS \
    "## Stakeholders\n| person | layer | role | stance | influence | needs | contact | aim | ways " \
    "|\n|---|---|---|---|---|---|---|---|---|\n"
#define RELATIONSHIPS "## Relationships\n| from | to | kind | note |\n|---|---|---|---|\n"

static void begin(fx *f, ps_lang lang) {
    static char process[1 << 17];
    ps_str note = ps_process_builtin(lang);
    assert_true(note.n < sizeof process);
    snprintf(process, sizeof process, "%.*s", PS_FMT(note));
    fx_begin(f, process, "2026-11-23");
}

static ps_chain read(fx *f, const char *body, const char *log) {
    ps_chain c = {0};
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, FRONT "%s", body).p);
    fx_file(f, "log.md", log);
    assert_int_equal(ps_chain_read(&c, &f->arena, fx_read(f), &f->world, &f->err), 0);
    return c;
}

/* "wang.jun@decision^-1" …: id, layer and superior, in order. */
static const char *order(fx *f, const ps_chain *c) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < c->n_members; i++) {
        const ps_member *m = &c->members[i];
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s@%.*s^%d", PS_FMT(s), i ? " " : "", PS_FMT(m->id), PS_FMT(m->layer), m->superior);
    }
    return ps_arena_dup(&f->arena, s).p;
}

static const char *gaps(fx *f, const ps_chain *c) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < c->n_gaps; i++) {
        ps_str kind = ps_gap_kind_id(c->gaps[i].kind), who = c->gaps[i].member < 0 ? PS_S("") : c->members[c->gaps[i].member].id;
        s = ps_arena_fmt(&f->arena, "%.*s%s%.*s:%.*s", PS_FMT(s), i ? " " : "", PS_FMT(kind), PS_FMT(who));
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void members_come_by_layer_then_influence_and_take_from_their_note_what_the_row_leaves_blank(void **state) {
    fx f;
    begin(&f, PS_EN);
    fx_note(&f, PS_K_PERSON, "liu.min",
            "---\nname: Liu Min\npost: Head of O&M\nlayer: technical\nstance: supporter\ninfluence: 3\nneeds: [interests, growth]\n"
            "contact: \"[[li.wei]]\"\n---\n");
    ps_chain c = read(&f,
                      STAKEHOLDERS "| [[liu.min]] | | | champion | | | | | |\n"
                                   "| sun.hao | management | decision-maker | sceptic | 4 | respect | zhao.min | consolidate | informal |\n"
                                   "| wang.jun | decision | key-decision-maker | unknown | 5 | achievement | | | |\n"
                                   "| chen.gang | management | decision-maker | neutral | 5 | growth | li.wei | | |\n",
                      "## 2026-11-12 14:25 visit\n[who:: [[liu.min]], chen.gang]\n\nAgreed on a trial.\n");
    assert_string_equal(order(&f, &c), "wang.jun@decision^-1 chen.gang@management^-1 sun.hao@management^-1 liu.min@technical^-1");
    const ps_member *liu = &c.members[3];
    fx_assert_str(liu->name, "Liu Min");
    fx_assert_str(liu->post, "Head of O&M");
    fx_assert_str(liu->stance, "champion"); /* the deal's row holds against the note */
    fx_assert_str(liu->contact, "li.wei");
    assert_int_equal(liu->influence, 3);
    assert_int_equal(liu->n_needs, 2);
    assert_int_equal(liu->seen, fx_day("2026-11-12"));
    assert_true(liu->covered);
    assert_int_equal(c.covered, 2); /* liu.min and chen.gang: an owner of ours, and met */
    assert_int_equal(c.members[2].n_ways, 1);
    fx_end(&f);
}

static void rows_of_superiors_and_subordinates_make_the_order_of_the_house(void **state) {
    fx f;
    begin(&f, PS_EN);
    fx_note(&f, PS_K_PERSON, "gao.yang",
            "---\nname: Gao Yang\n---\n" RELATIONSHIPS "| gao.yang | liu.min | superior | |\n"
            "| gao.yang | yang.bo | served-together | the Kunming reference |\n");
    ps_chain c = read(&f,
                      STAKEHOLDERS "| boss | decision | | | 5 | | | | |\n| liu.min | technical | | | 3 | | | | |\n"
                                   "| gao.yang | technical | | | 2 | | | | |\n\n" RELATIONSHIPS
                                   "| boss | liu.min | subordinate | |\n| liu.min | boss | subordinate | a circle |\n"
                                   "| liu.min | gao.yang | friend | |\n| liu.min | gao.yang | friend | again |\n| a | b | friend | |\n"
                                   "| boss | boss | friend | |\n",
                      "");
    assert_string_equal(order(&f, &c), "boss@decision^-1 liu.min@technical^0 gao.yang@technical^1");
    assert_int_equal(c.n_ties, 5); /* twice the same, between strangers and with oneself: no ties */
    assert_true(c.ties[0].reporting);
    fx_assert_str(c.ties[2].kind, "friend");
    assert_int_equal(c.ties[4].with, -1);
    fx_assert_str(c.ties[4].path, "people/gao.yang.md");
    fx_end(&f);
}

static void gaps_are_named(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_chain c = read(&f, "", "");
    assert_string_equal(gaps(&f, &c), "layer: champion:");
    c = read(&f,
             STAKEHOLDERS "| wang.jun | decision | key-decision-maker | unknown | 5 | | | | |\n"
                          "| sun.hao | management | decision-maker | opponent | 4 | | zhao.min | break-through | |\n"
                          "| he.ming | management | | opponent | 2 | | | | |\n"
                          "| wu.lei | management | | sceptic | 3 | | li.wei | break-through | informal |\n"
                          "| liu.min | technical | | champion | 3 | | li.wei | | |\n",
             "## 2026-09-21 visit\n[who:: sun.hao]\n");
    /* wang.jun: not met, nobody's; sun.hao: no way to the aim, 63 days ago; he.ming: little influence; wu.lei: has a strategy */
    assert_string_equal(gaps(&f, &c), "unmet:wang.jun contact:wang.jun opponent:sun.hao unseen:sun.hao");
    assert_int_equal(c.gaps[3].days, 63);
    assert_int_equal(c.unseen_days, 60);
    fx_end(&f);
}

static void strategies_are_asked_for_from_the_planning_on(void **state) {
    static const char *const rows =
        STAKEHOLDERS "| wang.jun | decision | key-decision-maker | champion | 5 | | li.wei | break-through | |\n"
                     "| chen.gang | management | | neutral | 3 | | li.wei | | |\n"
                     "| general-office | support | | | | | | | |\n| om-department | decision | | | | | | | |\n";
    fx f;
    begin(&f, PS_EN);
    ps_chain c = read(&f, rows, "## 2026-11-20 visit\n[who:: wang.jun]\n");
    assert_string_equal(gaps(&f, &c), ""); /* in the concept stage */
    fx_file(&f, "deal.md", ps_arena_fmt(&f.arena, "---\ntitle: Acme\nstage: planning\nowner: li.wei\n---\n%s", rows).p);
    fx_file(&f, "2-planning.md",
            "## Layer strategy\n| layer | aim | ways | strategy |\n|---|---|---|---|\n| management | | | show the trial |\n"
            "| management | | | twice |\n| decision | | | |\n");
    assert_int_equal(ps_chain_read(&c, &f.arena, fx_read(&f), &f.world, &f.err), 0);
    /* wang.jun has an aim and no way; posts in which nobody is known ask for nothing, and are nobody */
    assert_string_equal(gaps(&f, &c), "strategy: aim:wang.jun");
    fx_assert_str(c.gaps[0].layer, "decision");
    fx_assert_str(ps_chain_strategy(&c, PS_S("management"))->strategy, "show the trial");
    fx_assert_str(ps_chain_strategy(&c, PS_S("management"))->path, FX_FOLDER "/2-planning.md");
    assert_true(c.members[3].vacant || c.members[1].vacant);
    fx_end(&f);
}

static void a_visit_of_tomorrow_was_not_yet(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_chain c = read(&f, STAKEHOLDERS "| wang.jun | decision | key-decision-maker | champion | 5 | | li.wei | | |\n",
                      "## 2026-11-24 visit\n[who:: wang.jun]\n");
    assert_string_equal(gaps(&f, &c), "unmet:wang.jun");
    assert_int_equal(c.covered, 0);
    fx_end(&f);
}

static void odd_tables_are_read_as_far_as_they_go(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_chain c = read(&f, "## Stakeholders\n| who | x |\n|---|---|\n| a | b |\n", "");
    assert_int_equal(c.n_members, 0);
    c = read(&f, STAKEHOLDERS "| a | nowhere | | angry | 9 | | | | |\n|  | decision | | | | | | | |\n| a | | | | x | | | | |\n", "");
    assert_int_equal(c.n_members, 2); /* a second row of one person is a diagnostic, not a loss */
    assert_int_equal(c.members[0].influence, 0);
    assert_int_equal(ps_stance_rank(f.process, c.members[0].stance), -1);
    fx_end(&f);
}

static void chinese_tables_read_the_same(void **state) {
    fx f;
    begin(&f, PS_ZH);
    ps_chain c = read(&f,
                      "## 决策链成员\n| 成员 | 层级 | 角色 | 态度 | 影响力 | 个人需求 | 我方联系人 | 目标 | 途径 "
                      "|\n|---|---|---|---|---|---|---|---|---|\n"
                      "| 陈刚 | management | decision-maker | champion | 4 | growth、respect | 李伟 | | |\n\n"
                      "## 关系\n| 从 | 到 | 类型 | 备注 |\n|---|---|---|---|\n| 陈刚 | 杨波 | served-together | |\n",
                      "## 2026-11-20 拜访\n[who:: 陈刚]\n");
    assert_string_equal(order(&f, &c), "陈刚@management^-1");
    assert_int_equal(c.members[0].n_needs, 2);
    assert_int_equal(c.n_ties, 1);
    assert_string_equal(gaps(&f, &c), "layer:");
    fx_end(&f);
}

static void whoever_left_covers_decides_and_champions_nothing_and_lacks_nothing(void **state) {
    fx f;
    begin(&f, PS_EN);
    fx_note(&f, PS_K_PERSON, "wang.jun",
            "---\nname: Wang Jun\nlayer: decision\nrole: key-decision-maker\nstance: champion\nleft: 2026-10-01\n---\n");
    fx_note(&f, PS_K_PERSON, "liu.min", "---\nlayer: technical\nstance: champion\ncontact: li.wei\nleft: 2026-12-01\n---\n");
    fx_note(&f, PS_K_PERSON, "he.li", "---\nleft: some day\n---\n");
    ps_chain c = read(&f, STAKEHOLDERS "| wang.jun | | | | | | li.wei | | |\n| liu.min | | | | | | | | |\n| he.li | | | | | | | | |\n",
                      "## 2026-09-12 visit\n[who:: wang.jun, liu.min]\n");
    assert_string_equal(gaps(&f, &c), "layer:"); /* nobody is left who decides; liu.min is still there */
    assert_int_equal(c.gone, 2);
    assert_int_equal(c.covered, 1);
    assert_true(c.members[0].gone && c.members[0].left == fx_day("2026-10-01"));
    assert_true(!c.members[1].gone && c.members[1].left == fx_day("2026-12-01"));
    assert_true(c.members[2].gone); /* said, if not when */
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_come_by_layer_then_influence_and_take_from_their_note_what_the_row_leaves_blank),
        cmocka_unit_test(rows_of_superiors_and_subordinates_make_the_order_of_the_house),
        cmocka_unit_test(gaps_are_named),
        cmocka_unit_test(strategies_are_asked_for_from_the_planning_on),
        cmocka_unit_test(a_visit_of_tomorrow_was_not_yet),
        cmocka_unit_test(odd_tables_are_read_as_far_as_they_go),
        cmocka_unit_test(chinese_tables_read_the_same),
        cmocka_unit_test(whoever_left_covers_decides_and_champions_nothing_and_lacks_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
