/* A process that is killed at any instant of a commit leaves the workspace before or after it, once the next one has looked. */
#include "repo_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern void (*ps_repo_at)(const char *step);

static const char *die_at;
static int die_after; /* how often the step is passed before */

static void die(const char *step) {
    if (strcmp(step, die_at) == 0 && die_after-- == 0) {
        kill(getpid(), SIGKILL);
    }
}

/* The commit that is interrupted: one file changed, one removed, one moved into a new folder, one more changed. */
static int big_commit(rig *r) {
    return COMMIT(r, NULL, "the big one", {"a.md", "a after\n"}, {"deals/b.md", NULL}, {"deals/new/b.md", "b\n"}, {"c.md", "c after\n"});
}

/* Forks; the child is killed at the step or ends with 0 where it never came there. */
static bool killed_at(rig *r, const char *step, int after) {
    pid_t pid = fork();
    if (pid == 0) {
        die_at = step;
        die_after = after;
        ps_repo_at = die;
        _exit(big_commit(r) ? 1 : 0);
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    if (WIFEXITED(status)) {
        assert_int_equal(WEXITSTATUS(status), 0);
        return false;
    }
    assert_int_equal(WTERMSIG(status), SIGKILL);
    return true;
}

static void start(rig *r) {
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"a.md", "a\n"}, {"deals/b.md", "b\n"}, {"c.md", "c\n"}, {"other.md", "o\n"}));
}

/* Whole, whichever it is; true where the commit has happened. */
static bool assert_whole(rig *r) {
    bool after = strcmp(rig_sh(r, "git log -1 --format=%%s").p, "the big one\n") == 0;
    assert_str(rig_read(r, "a.md"), after ? "a after\n" : "a\n");
    assert_str(rig_read(r, "c.md"), after ? "c after\n" : "c\n");
    assert_int_equal(rig_read(r, "deals/b.md").p == NULL, after);
    assert_int_equal(rig_read(r, "deals/new/b.md").p != NULL, after);
    rig_assert_clean(r);
    return after;
}

static void recover(rig *r, const char *step) {
    bool did;
    rig_close(r);
    rig_open(r, "");
    int rc = ps_repo_recover(r->repo, r->fs, &did, &r->err);
    if (rc) {
        fail_msg("after %s: %s", step, r->err.message);
    }
}

static void each_step(rig *r, const char *const *steps, const char *first_after) {
    bool after_expected = false;
    for (; *steps; steps++) {
        after_expected = after_expected || strcmp(*steps, first_after) == 0;
        for (int nth = 0; nth < 4; nth++) {
            rig_sh(r, "git reset -q --hard start && git clean -qfd");
            if (!killed_at(r, *steps, nth)) {
                assert_true(nth > 0); /* the step's name is right */
                assert_true(assert_whole(r));
                break;
            }
            recover(r, *steps);
            assert_int_equal(assert_whole(r), after_expected);
            assert_ps_ok(r, COMMIT(r, NULL, "goes on", {"other.md", *steps}));
            rig_assert_clean(r);
        }
    }
}

static void libgit2_commits_are_whole(void **state) {
    static const char *const steps[] = {"blobs",         "commit-made", "journal",      "index-held", "ref-moved",     "file-written",
                                        "files-written", "owed",        "index-locked", "index-made", "index-renamed", "followed",
                                        "index-written", NULL};
    rig *r = *state;
    start(r);
    rig_sh(r, "git tag start");
    each_step(r, steps, "ref-moved");
}

static void git_commits_are_whole(void **state) {
    static const char *const steps[] = {"journal", "file-written", "files-written", "announced", "git-committed", NULL};
    rig *r = *state;
    start(r);
    rig_sh(r, "git tag start; printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
    each_step(r, steps, "git-committed");
}

/* What a person types between the crash and the next start stays, and is not taken for committed. */
static void keeps_what_was_typed_since(void **state) {
    static const char *const steps[] = {"journal", "ref-moved", "file-written", "files-written", "index-made", "index-written", NULL};
    rig *r = *state;
    start(r);
    rig_sh(r, "git tag start");
    for (const char *const *step = steps; *step; step++) {
        rig_sh(r, "git reset -q --hard start && git clean -qfd");
        assert_true(killed_at(r, *step, 0));
        rig_write(r, "a.md", "typed\n");
        rig_write(r, "deals/b.md", "typed too\n");
        bool locked = rig_try(r, "test -e .git/index.lock") == 0; /* then git would refuse */
        rig_sh(r, "echo staged > other.md; %s", locked ? "! git add other.md" : "git add other.md");
        recover(r, *step);
        assert_str(rig_read(r, "a.md"), "typed\n");
        assert_str(rig_read(r, "deals/b.md"), "typed too\n");
        assert_str(rig_read(r, "other.md"), "staged\n");
        ps_str status = rig_sh(r, "git status --porcelain");
        bool after = strcmp(*step, "journal") != 0;
        assert_true(ps_str_find(status, PS_S(" M a.md\n"), 0) != SIZE_MAX);
        assert_true(ps_str_find(status, after ? PS_S("?? deals/b.md\n") : PS_S(" M deals/b.md\n"), 0) != SIZE_MAX);
        assert_true(ps_str_find(status, locked ? PS_S(" M other.md\n") : PS_S("M  other.md\n"), 0) != SIZE_MAX);
        assert_true(ps_str_find(status, PS_S("c.md"), 0) == SIZE_MAX);
        assert_str(rig_sh(r, "git fsck --strict --no-dangling; ls .git/pursuit | grep -v -x -e lock -e git || true"), "");
    }
}

static void nap_us(long us) {
    nanosleep(&(struct timespec){us / 1000000, us % 1000000 * 1000}, NULL);
}

/* Commits for ever: every file says the same number. */
static _Noreturn void commit_for_ever(rig *r, int from) {
    for (int i = from;; i++) {
        char text[32], gone[32], fresh[32];
        snprintf(text, sizeof text, "%d\n", i);
        snprintf(gone, sizeof gone, "deals/%d/n.md", i);
        snprintf(fresh, sizeof fresh, "deals/%d/n.md", i + 1);
        if (COMMIT(r, NULL, text, {"a.md", text}, {"c.md", text}, {"other.md", text}, {gone, NULL}, {fresh, text})) {
            fprintf(stderr, "%s\n", r->err.message);
            _exit(1);
        }
    }
}

static int number_in(rig *r, const char *path) {
    ps_str text = rig_read(r, path);
    return text.p ? atoi(text.p) : -1;
}

static void kill_somewhere(rig *r, int rounds, long most_us) {
    uint64_t random = 88172645463325252U;
    int seen = 0;
    assert_ps_ok(r, COMMIT(r, NULL, "0", {"a.md", "0\n"}, {"c.md", "0\n"}, {"other.md", "0\n"}, {"deals/1/n.md", "0\n"}));
    for (int round = 0; round < rounds; round++) {
        pid_t pid = fork();
        if (pid == 0) {
            commit_for_ever(r, seen + 1);
        }
        random ^= random << 13, random ^= random >> 7, random ^= random << 17;
        nap_us((long)(random % (uint64_t)most_us));
        kill(pid, SIGKILL);
        int status;
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status));
        recover(r, "some instant");
        seen = number_in(r, "a.md");
        assert_int_equal(number_in(r, "c.md"), seen);
        assert_int_equal(number_in(r, "other.md"), seen);
        assert_int_equal(atoi(rig_sh(r, "git log -1 --format=%%s").p), seen);
        rig_assert_clean(r);
    }
    assert_true(seen > 0);
}

static void survives_a_kill_at_any_instant(void **state) {
    kill_somewhere(*state, 25, 60000);
}

static void survives_a_kill_while_git_commits(void **state) {
    rig *r = *state;
    rig_sh(r, "printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/commit-msg; chmod +x .git/hooks/commit-msg");
    kill_somewhere(r, 12, 150000);
}

static void puts_a_broken_journal_aside(void **state) {
    rig *r = *state;
    bool did;
    start(r);
    static const char *const broken[] = {
        "", "pursuit-journal 1\n", "pursuit-journal 1\nvia git\nhead 0 0 HEAD\nsteps 99999999999999\nend\n",
        "pursuit-journal 1\nvia libgit2\nhead "
        "0000000000000000000000000000000000000000 0000000000000000000000000000000000000000 HEAD\nsteps 1\n1 0 "
        "100644 0000000000000000000000000000000000000000 0 0000000000000000000000000000000000000000 "
        "9 9 18446744073709551615 -\nx\nend\n",
        "\x7f\x45\x4c\x46 something else"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        rig_sh(r, "rm -f .git/pursuit/journal.bad");
        rig_write(r, ".git/pursuit/journal", broken[i]);
        assert_ps_ok(r, ps_repo_recover(r->repo, r->fs, &did, &r->err));
        assert_false(did);
        assert_str(rig_read(r, ".git/pursuit/journal.bad"), broken[i]);
    }
    rig_sh(r, "rm -f .git/pursuit/journal.bad");
    assert_ps_ok(r, big_commit(r));
    rig_assert_clean(r);
}

/* git's index may be held by somebody else for long: the commit stands, the index follows later. */
static void lets_the_index_follow_later(void **state) {
    rig *r = *state;
    bool did;
    start(r);
    rig_write(r, ".git/index.lock", "");
    assert_ps_ok(r, big_commit(r));
    assert_str(rig_sh(r, "git log -1 --format=%%s"), "the big one\n");
    assert_str(rig_read(r, "a.md"), "a after\n");
    assert_int_equal(COMMIT(r, NULL, "more", {"a.md", "more\n"}), PS_EBUSY);
    assert_non_null(strstr(r->err.message, "index.lock"));
    rig_sh(r, "rm .git/index.lock");
    assert_ps_ok(r, ps_repo_recover(r->repo, r->fs, &did, &r->err));
    assert_true(did);
    assert_true(assert_whole(r));
}

/* The lock of a git that was killed, or of one that lives: nobody can know. It stays, and the message names it. */
static void names_the_lock_in_the_way(void **state) {
    static const char *const hooks[] = {"true", "printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit"};
    static const char *const locks[] = {"HEAD.lock", "refs/heads/main.lock", "index.lock"};
    rig *r = *state;
    start(r);
    for (size_t h = 0; h < 2; h++) {
        rig_sh(r, "%s; git tag -f start", hooks[h]);
        for (size_t i = h ? 0 : 1; i < (h ? 3 : 2); i++) { /* libgit2 needs no HEAD.lock, and the index may follow later */
            char path[64];
            snprintf(path, sizeof path, ".git/%s", locks[i]);
            rig_write(r, path, "");
            assert_int_equal(big_commit(r), PS_EBUSY);
            if (!strstr(r->err.message, path)) {
                fail_msg("%s: %s", path, r->err.message);
            }
            assert_str(rig_read(r, "a.md"), "a\n");
            assert_str(rig_sh(r, "cat %s; rm %s; git log -1 --format=%%s", path, path), "start\n");
            recover(r, locks[i]);
            assert_false(assert_whole(r));
        }
    }
    assert_ps_ok(r, big_commit(r));
    assert_true(assert_whole(r));
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(libgit2_commits_are_whole),         T(git_commits_are_whole),
        T(keeps_what_was_typed_since),        T(survives_a_kill_at_any_instant),
        T(survives_a_kill_while_git_commits), T(puts_a_broken_journal_aside),
        T(lets_the_index_follow_later),       T(names_the_lock_in_the_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
