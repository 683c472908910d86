/* The days on which deals were touched are those that a walk over all commits tells, in histories of any shape. */
#include "repo_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "alloc.h"

enum { DEALS = 12, FIRST = 19000 };

typedef struct {
    ps_date last[DEALS]; /* PS_DATE_NONE: never */
} seen;

static void see(seen *s, ps_str path, ps_date day) {
    int deal = -1, n = 0;
    char z[128];
    snprintf(z, sizeof z, "%.*s", PS_FMT(path));
    if (sscanf(z, "deals/2026/d%d%n", &deal, &n) == 1 && (z[n] == '/' || !z[n]) && deal < DEALS && day > s->last[deal]) {
        s->last[deal] = day;
    }
}

static int by_walk(void *ctx, const ps_revision *rev, ps_error *err) {
    (void)err;
    for (size_t i = 0; i < rev->n_files; i++) {
        see(ctx, rev->files[i].path, ps_time_day(rev->time, 60));
    }
    return 0;
}

static int by_days(void *ctx, ps_str folder, ps_date day) {
    see(ctx, folder, day);
    return 0;
}

static seen nothing_seen(void) {
    seen s;
    for (int i = 0; i < DEALS; i++) {
        s.last[i] = PS_DATE_NONE;
    }
    return s;
}

/* Branches that go on side by side, merges that bring changes of their own, clocks that run backwards. */
static void write_history(rig *r, unsigned seed, int commits) {
    char path[300];
    snprintf(path, sizeof path, "%s/import", r->home);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    srand(seed);
    int tips[3] = {0, 0, 0};
    for (int i = 1; i <= commits; i++) {
        int on = rand() % 3, other = rand() % 3;
        long long time = (FIRST + i / 9 - (rand() % 20 == 0 ? 3 : 0)) * 86400LL + rand() % 86400;
        fprintf(f, "commit refs/heads/b%d\nmark :%d\nauthor L <l@x> %lld +0000\ncommitter L <l@x> %lld +0000\ndata 2\nc\n\n", i, i, time,
                (FIRST + i / 9) * 86400LL + i);
        int from = tips[on] ? tips[on] : tips[0];
        if (from) {
            fprintf(f, "from :%d\n", from);
        }
        if (rand() % 12 == 0 && tips[other] && tips[other] != from) {
            fprintf(f, "merge :%d\n", tips[other]);
        }
        tips[on] = i;
        for (int k = rand() % 3; k >= 0; k--) {
            fprintf(f, rand() % 15 ? "M 644 inline deals/2026/d%d/f%d.md\ndata 8\n%07d\n\n" : "D deals/2026/d%d/f%d.md\n", rand() % DEALS,
                    rand() % 3, i);
        }
        if (rand() % 10 == 0) {
            fprintf(f, "M 644 inline people/x.md\ndata 8\n%07d\n\n", i);
        }
    }
    fprintf(f, "commit refs/heads/main\nmark :%d\ncommitter L <l@x> %lld +0000\ndata 2\nc\n\nfrom :%d\n", commits + 1,
            (FIRST + commits) * 86400LL, tips[0] ? tips[0] : commits);
    for (int k = 1; k < 3; k++) {
        if (tips[k] && tips[k] != tips[0]) {
            fprintf(f, "merge :%d\n", tips[k]);
        }
    }
    fclose(f);
    rig_sh(r, "git fast-import --quiet < %s", path);
}

static void are_those_of_a_walk(void **state) {
    rig *r = *state;
    ps_str deals = PS_S("deals");
    for (unsigned seed = 1; seed <= 6; seed++) {
        rig_sh(r, "git update-ref -d refs/heads/main 2>/dev/null; rm -rf .git/refs/heads/b* .git/packed-refs");
        write_history(r, seed, 300);
        seen walked = nothing_seen(), stepped = nothing_seen(), recent = nothing_seen();
        assert_ps_ok(r, ps_history_walk(r->repo, PS_S(""), &deals, 1, by_walk, &walked, &r->err));
        assert_ps_ok(r, ps_history_days(r->repo, PS_S(""), FIRST - 10, 60, by_days, &stepped, &r->err));
        assert_ps_ok(r, ps_history_days(r->repo, PS_S(""), FIRST + 30, 60, by_days, &recent, &r->err));
        for (int i = 0; i < DEALS; i++) {
            assert_int_equal(stepped.last[i], walked.last[i]);
            assert_int_equal(recent.last[i], walked.last[i] >= FIRST + 30 ? walked.last[i] : PS_DATE_NONE);
        }
    }
}

static void none_without_a_commit(void **state) {
    rig *r = *state;
    seen s = nothing_seen();
    assert_ps_ok(r, ps_history_days(r->repo, PS_S(""), 0, 0, by_days, &s, &r->err));
    assert_int_equal(s.last[0], PS_DATE_NONE);
}

static void a_failing_allocation_is_an_error(void **state) {
    rig *r = *state;
    write_history(r, 3, 20);
    int rc = PS_ENOMEM;
    for (size_t at = 1; rc; at++) {
        seen s = nothing_seen();
        ps_alloc_fail_at(at);
        rc = ps_history_days(r->repo, PS_S(""), 0, 0, by_days, &s, &r->err);
        ps_alloc_fail_at(0);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
    }
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(are_those_of_a_walk),
        T(none_without_a_commit),
        T(a_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests_name("history_day", tests, NULL, NULL);
}
