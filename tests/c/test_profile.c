/* Merging never drops anything: on random processes and random profiles, held against an own, simpler reckoning. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "gen_process.h"

enum { PROCESSES = 600 };

static ps_process *read_note(ps_str text) {
    ps_process *p = NULL;
    ps_error err = {.lang = PS_EN};
    assert_int_equal(ps_process_read(&p, text, PS_EN, &err), PS_OK);
    return p;
}

static ps_process *read_valid(ps_str text) {
    ps_process *p = read_note(text);
    for (size_t i = 0; i < p->n_faults; i++) {
        print_error("%u: %.*s\n", p->faults[i].line, PS_FMT(p->faults[i].message));
    }
    assert_int_equal(p->n_faults, 0);
    return p;
}

static void check_process(const ps_process *p, const gen_process *g) {
    char id[64];
    assert_int_equal(p->n_stages, g->n_stages);
    assert_int_equal(p->n_gates, g->n_gates);
    assert_int_equal(p->n_profiles, g->n_profiles);
    assert_int_equal(p->n_activities, g->n_activities);
    assert_int_equal(p->n_criteria, g->n_criteria);
    assert_int_equal(p->decision, g->decision);
    for (int i = 0; i < g->n_stages; i++) {
        assert_true(ps_str_eq(p->stages[i].id, gen_id(id, sizeof id, 's', i)));
        assert_int_equal(p->stages[i].share, g->shares[i]);
    }
    for (int i = 0; i < g->n_gates; i++) {
        assert_true(ps_str_eq(p->gates[i].id, gen_id(id, sizeof id, 'g', i)));
        assert_int_equal(p->gates[i].after, g->gate_after[i]);
    }
    for (int i = 0; i < g->n_activities; i++) {
        int n = snprintf(id, sizeof id, "a%d", i);
        const ps_activity *a = ps_process_activity(p, (ps_str){id, (size_t)n});
        assert_non_null(a);
        assert_int_equal(a->stage, g->activity_stage[i]);
    }
}

/* Where a stage goes, reckoned from the merges alone: how many of the stages up to it stand apart from the one before. */
static int stage_of(const gen_process *g, int profile, int stage) {
    int at = 0;
    for (int i = 1; i <= stage; i++) {
        at += !g->stages_joined[profile][i];
    }
    return at;
}

static int gate_of(const gen_process *g, int profile, int gate) {
    int at = 0;
    for (int i = 1; i <= gate; i++) {
        at += !g->gates_joined[profile][i];
    }
    return at;
}

static void check_stages(const ps_process *p, const ps_profile *pr, const gen_process *g, int profile) {
    int share = 0, stalls[PS_MAX_STAGES] = {0}, shares[PS_MAX_STAGES] = {0};
    assert_int_equal(pr->n_stages, stage_of(g, profile, g->n_stages - 1) + 1);
    for (int i = g->n_stages - 1; i >= 0; i--) { /* backwards: what remains is the first member */
        int at = stage_of(g, profile, i);
        assert_int_equal(ps_profile_stage(pr, i), at);
        assert_int_equal(ps_profile_stage_id(p, pr, p->stages[i].id), at);
        shares[at] += g->shares[i];
        stalls[at] += g->stalls[i];
        bool first = i == 0 || stage_of(g, profile, i - 1) != at;
        if (first) {
            assert_true(ps_str_eq(pr->stages[at].id, p->stages[i].id));
            assert_true(ps_str_eq(pr->stages[at].label, p->stages[i].label));
            assert_int_equal(pr->stages[at].probability, g->probabilities[i]);
            assert_int_equal(pr->stages[at].first, i);
        }
    }
    for (int i = 0; i < pr->n_stages; i++) {
        assert_int_equal(pr->stages[i].share, shares[i]);
        assert_int_equal(pr->stages[i].stalls, stalls[i]);
        share += pr->stages[i].share;
    }
    assert_int_equal(share, 100);
    assert_int_equal(pr->decision, g->decision < 0 ? -1 : stage_of(g, profile, g->decision));
}

static void check_gates(const ps_process *p, const ps_profile *pr, const gen_process *g, int profile) {
    int seen[PS_MAX_GATES] = {0};
    assert_int_equal(pr->n_gates, g->n_gates ? gate_of(g, profile, g->n_gates - 1) + 1 : 0);
    for (int i = 0; i < pr->n_gates; i++) {
        const ps_pgate *pg = &pr->gates[i];
        for (int m = 0; m < pg->n_members; m++) {
            seen[pg->members[m]]++;
            assert_int_equal(gate_of(g, profile, pg->members[m]), i);
            assert_true(pr->stages[pg->stage].last >= p->gates[pg->members[m]].after); /* never before its own boundary */
        }
        const ps_gate *end = &p->gates[pg->members[pg->n_members - 1]];
        assert_true(ps_str_eq(pg->id, end->id));
        assert_int_equal(pg->stage, stage_of(g, profile, end->after));
        assert_int_equal(pr->stages[pg->stage].gate, i);
    }
    for (int i = 0; i < p->n_gates; i++) {
        assert_int_equal(seen[i], 1);
    }
}

/* The union over the profile's stages of their activities, and over its gates of their criteria, is the full set, each once. */
static void check_union(const ps_process *p, const ps_profile *pr) {
    size_t activities = 0, criteria = 0;
    for (int s = 0; s < pr->n_stages; s++) {
        for (size_t i = 0; i < p->n_activities; i++) {
            activities += p->activities[i].stage >= pr->stages[s].first && p->activities[i].stage <= pr->stages[s].last;
        }
    }
    for (int g = 0; g < pr->n_gates; g++) {
        for (int m = 0; m < pr->gates[g].n_members; m++) {
            for (size_t i = 0; i < p->n_criteria; i++) {
                criteria += p->criteria[i].gate == pr->gates[g].members[m];
            }
        }
    }
    assert_int_equal(activities, p->n_activities);
    assert_int_equal(criteria, p->n_criteria);
}

static void random_profiles_keep_every_activity_and_criterion(void **state) {
    (void)state;
    for (uint64_t seed = 1; seed <= PROCESSES; seed++) {
        gen_process g;
        gen_process_make(&g, seed);
        ps_process *p = read_note(gen_process_text(&g));
        if (p->n_faults) {
            print_error("seed %d, line %u: %.*s\n%.*s\n", (int)seed, p->faults[0].line, PS_FMT(p->faults[0].message),
                        PS_FMT(gen_process_text(&g)));
        }
        assert_int_equal(p->n_faults, 0);
        check_process(p, &g);
        for (int i = 0; i < g.n_profiles; i++) {
            check_stages(p, &p->profiles[i], &g, i);
            check_gates(p, &p->profiles[i], &g, i);
            check_union(p, &p->profiles[i]);
            assert_true(ps_profile_complete(&p->profiles[i], p));
        }
        ps_process_free(p);
        gen_process_free(&g);
    }
}

#define STAGES_4 \
    "## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n| a | A | 10 | 10 | 10 |\n| b | B | 20 | 20 | 20 |\n" \
    "| c | C | 30 | 30 | 30 |\n| d | D | 100 | 40 | 40 |\n"
#define GATES_3 "## Gates\n| id | gate | after |\n|-|-|-|\n| g1 | One | a |\n| g2 | Two | b |\n| g3 | Three | c |\n"
#define PROFILE(cells) "## Profiles\n| id | profile | stages | gates | limit |\n|-|-|-|-|-|\n" cells

static ps_process *read_profile(const char *cells, const char *gates) {
    ps_buf text = {0};
    ps_buf_fmt(&text, "%s%s%s%s", STAGES_4, gates, PROFILE(""), cells);
    ps_process *p = read_valid(ps_buf_str(&text));
    ps_buf_free(&text);
    return p;
}

static void a_gate_inside_a_merged_stage_moves_to_its_end(void **state) {
    (void)state;
    ps_process *p = read_profile("| x | X | b+c | | |\n", "## Gates\n| id | gate | after |\n|-|-|-|\n| g2 | Two | b |\n");
    const ps_profile *pr = &p->profiles[0];
    assert_int_equal(pr->n_stages, 3);
    assert_int_equal(pr->n_gates, 1);
    assert_int_equal(pr->gates[0].stage, 1);
    assert_int_equal(pr->stages[1].gate, 0);
    assert_int_equal(pr->stages[1].share, 50);
    assert_int_equal(pr->stages[1].stalls, 50);
    assert_int_equal(pr->stages[1].probability, 20);
    assert_true(ps_str_eq(pr->gates[0].id, PS_S("g2"))); /* none at the end itself: the last that moved names it */
    ps_process_free(p);
}

static void a_merged_gate_goes_by_the_one_at_the_end(void **state) {
    (void)state;
    ps_process *p = read_profile("| x | X | b + c | | |\n", GATES_3);
    const ps_profile *pr = &p->profiles[0];
    assert_int_equal(pr->n_gates, 2);
    assert_true(ps_str_eq(pr->gates[1].id, PS_S("g3")));
    assert_true(ps_str_eq(pr->gates[1].label, PS_S("Three")));
    assert_int_equal(pr->gates[1].n_members, 2);
    ps_process_free(p);
}

static void gates_merge_without_their_stages_at_the_later_one(void **state) {
    (void)state;
    ps_process *p = read_profile("| x | X | | g1+g2 | |\n", GATES_3);
    const ps_profile *pr = &p->profiles[0];
    assert_int_equal(pr->n_stages, 4);
    assert_int_equal(pr->n_gates, 2);
    assert_int_equal(pr->stages[0].gate, -1);
    assert_int_equal(pr->stages[1].gate, 0);
    assert_true(ps_str_eq(pr->gates[0].id, PS_S("g2")));
    ps_process_free(p);
}

static void a_named_merge_of_gates_reaches_into_a_merged_stage(void **state) {
    (void)state;
    ps_process *p = read_profile("| x | X | b+c | g1+g2+g3 | |\n", GATES_3);
    const ps_profile *pr = &p->profiles[0];
    assert_int_equal(pr->n_gates, 1);
    assert_int_equal(pr->gates[0].n_members, 3);
    assert_int_equal(pr->gates[0].stage, 1);
    ps_process_free(p);
}

static void everything_merges_into_one(void **state) {
    (void)state;
    ps_process *p = read_profile("| x | X | a+b+c+d | | |\n", GATES_3);
    const ps_profile *pr = &p->profiles[0];
    assert_int_equal(pr->n_stages, 1);
    assert_int_equal(pr->stages[0].share, 100);
    assert_int_equal(pr->n_gates, 1);
    assert_int_equal(pr->gates[0].n_members, 3);
    ps_process_free(p);
}

static void dashes_and_full_lists_read_as_what_they_say(void **state) {
    (void)state;
    ps_process *p = read_profile("| x | X | – | — | - |\n| y | Y | a, b+c, d | g1, g2+g3 | |\n", GATES_3);
    assert_int_equal(p->profiles[0].n_stages, 4);
    assert_true(p->profiles[0].limit == PS_MONEY_NONE);
    assert_int_equal(p->profiles[1].n_stages, 3);
    assert_int_equal(p->profiles[1].n_gates, 2);
    ps_process_free(p);
}

/* The check itself must see what is wrong, or it proves nothing. */
static void an_incomplete_profile_is_seen(void **state) {
    (void)state;
    ps_process *p =
        read_profile("| x | X | b+c | | |\n", GATES_3 "## Activities\n### b\n- [ ] do ^do\n## Criteria\n### g1\n- [ ] is ^is\n");
    ps_profile good = p->profiles[0], bad;
    assert_true(ps_profile_complete(&good, p));
    bad = good, bad.n_stages--;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.stages[1].last = 1;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.stages[1].first = 2;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.stages[0].share++;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.n_gates--;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.gates[1].n_members--;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.gates[1].stage = 0;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.stages[2].gate = 1;
    assert_false(ps_profile_complete(&bad, p));
    bad = good, bad.gates[0].members[0] = 1;
    assert_false(ps_profile_complete(&bad, p));
    ps_process_free(p);
}

static void the_smallest_profile_that_covers_the_value_is_proposed(void **state) {
    (void)state;
    ps_process *p =
        read_profile("| open | O | | | |\n| mid | M | a+b | | 500 |\n| full | F | | | |\n| tiny | T | a+b+c | | 100.5 |\n", GATES_3);
    struct {
        ps_money value;
        const char *id;
    } cases[] = {{PS_MONEY_NONE, "full"},          {0, "tiny"},         {1005000, "tiny"}, {1005001, "mid"}, {500 * PS_MONEY_ONE, "mid"},
                 {500 * PS_MONEY_ONE + 1, "full"}, {INT64_MAX, "full"}, {-5, "tiny"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_true(ps_str_eq(ps_process_propose(p, cases[i].value)->id, ps_str_of(cases[i].id)));
    }
    ps_process_free(p);
    p = read_profile("| small | S | | | 10 |\n| big | B | | | 20 |\n", GATES_3);
    assert_true(ps_str_eq(ps_process_propose(p, PS_MONEY_NONE)->id, PS_S("small"))); /* no `full`: the first */
    assert_true(ps_str_eq(ps_process_propose(p, 15 * PS_MONEY_ONE)->id, PS_S("big")));
    assert_true(ps_str_eq(ps_process_propose(p, 99 * PS_MONEY_ONE)->id, PS_S("small"))); /* none covers it: as without a value */
    ps_process_free(p);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(random_profiles_keep_every_activity_and_criterion),
        cmocka_unit_test(a_gate_inside_a_merged_stage_moves_to_its_end),
        cmocka_unit_test(a_merged_gate_goes_by_the_one_at_the_end),
        cmocka_unit_test(gates_merge_without_their_stages_at_the_later_one),
        cmocka_unit_test(a_named_merge_of_gates_reaches_into_a_merged_stage),
        cmocka_unit_test(everything_merges_into_one),
        cmocka_unit_test(dashes_and_full_lists_read_as_what_they_say),
        cmocka_unit_test(an_incomplete_profile_is_seen),
        cmocka_unit_test(the_smallest_profile_that_covers_the_value_is_proposed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
