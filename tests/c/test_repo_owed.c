/* A large tree's index follows its commits later: what is owed meanwhile is taken into account by us, out of reach for git, and never lost. */
#include "repo_fixture.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern void (*ps_repo_at)(const char *step);
extern off_t ps_owed_small;

static void start(rig *r) {
    ps_owed_small = 0; /* any index is a large one */
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"a.md", "a\n"}, {"b.md", "b\n"}, {"mine.md", "m\n"}, {"deals/c.md", "c\n"}));
    ps_repo_follow_later(r->repo);
}

static void reopen(rig *r) {
    rig_close(r);
    rig_open(r, "");
    ps_repo_follow_later(r->repo);
}

static void assert_dirty(rig *r, ps_str path, size_t want, bool staged) {
    ps_dirty *dirty;
    size_t n;
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, &path, 1, &dirty, &n, &r->err));
    assert_int_equal(n, want);
    assert_true(!n || dirty[0].staged == staged);
}

static bool follows(rig *r) {
    return ps_repo_follow(r->repo, &r->err) == PS_OK && !ps_repo_owes(r->repo);
}

static void follows_when_told(void **state) {
    rig *r = *state;
    start(r);
    rig_sh(r, "echo staged > mine.md; git add mine.md; echo more > mine.md; echo new > new.md; git add new.md");
    ps_str before = rig_sh(r, "git diff; git diff --cached; git status --porcelain");
    ps_str index = rig_sh(r, "git ls-files -s --debug");
    for (int i = 0; i < 5; i++) {
        char text[32];
        snprintf(text, sizeof text, "%d\n", i);
        assert_ps_ok(r, COMMIT(r, NULL, text, {"a.md", text}, {i % 2 ? "deals/x.md" : "deals/y.md", text}, {"b.md", i % 2 ? text : NULL}));
        assert_true(ps_repo_owes(r->repo));
        assert_true(ps_str_eq(index, rig_sh(r, "git ls-files -s --debug")));
        assert_dirty(r, PS_S("a.md"), 0, false);
        assert_dirty(r, PS_S("b.md"), 0, false);
        assert_dirty(r, PS_S("deals/y.md"), 0, false);
        assert_dirty(r, PS_S("mine.md"), 1, true);
    }
    rig_write(r, "a.md", "typed\n");
    assert_dirty(r, PS_S("a.md"), 1, false);
    rig_write(r, "a.md", "4\n");
    assert_true(follows(r));
    assert_true(ps_str_eq(before, rig_sh(r, "git diff; git diff --cached; git status --porcelain")));
    assert_str(rig_sh(r, "git diff-files --name-only"), "mine.md\n");
    assert_str(rig_sh(r, "git rev-list --count HEAD; ls .git/pursuit | grep -v -x -e lock -e git || true"), "6\n");
    rig_sh(r, "git reset -q --hard");
    rig_assert_clean(r);
}

/* A look at a whole folder is libgit2's, which knows nothing of what is owed. */
static void follows_before_a_folder_is_looked_at(void **state) {
    rig *r = *state;
    start(r);
    assert_ps_ok(r, COMMIT(r, NULL, "1", {"deals/c.md", "1\n"}, {"deals/d.md", "d\n"}));
    assert_dirty(r, PS_S("deals"), 0, false);
    assert_false(ps_repo_owes(r->repo));
    rig_assert_clean(r);
}

static void a_small_index_follows_at_once(void **state) {
    rig *r = *state;
    start(r);
    ps_owed_small = 1 << 20;
    assert_ps_ok(r, COMMIT(r, NULL, "1", {"a.md", "1\n"}));
    assert_false(ps_repo_owes(r->repo));
    rig_assert_clean(r);
}

/* git would commit what its index has of our paths, and so take our commit back: it can't. */
static void git_writes_nothing_meanwhile(void **state) {
    static const char *const commands[] = {"git add mine.md",
                                           "git commit -qm x",
                                           "git commit -qam x",
                                           "git commit -qm x -- mine.md",
                                           "git rm -q b.md",
                                           "git reset -q --hard HEAD~",
                                           "git checkout -q -b other HEAD~",
                                           "git stash"};
    rig *r = *state;
    start(r);
    rig_sh(r, "echo staged > mine.md; git add mine.md; echo more > mine.md");
    assert_ps_ok(r, COMMIT(r, NULL, "ours", {"a.md", "1\n"}));
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++) {
        if (rig_try(r, "%s", commands[i]) == 0) {
            fail_msg("%s", commands[i]);
        }
        assert_str(rig_sh(r, "git log -1 --format=%%s; git show HEAD:a.md; cat a.md mine.md; git show :mine.md"),
                   "ours\n1\n1\nmore\nstaged\n");
    }
    assert_true(follows(r));
    assert_str(rig_sh(r, "git status --porcelain"), "MM mine.md\n");
    rig_sh(r, "git commit -qam x");
    assert_str(rig_sh(r, "git show HEAD:a.md"), "1\n");
    rig_assert_clean(r);
}

/* git held its index when we committed, so that we could not keep it from writing. */
static void leaves_what_git_made_of_it(void **state) {
    rig *r = *state;
    start(r);
    assert_ps_ok(r, COMMIT(r, NULL, "1", {"a.md", "1\n"}, {"b.md", "1\n"}));
    rig_sh(r, "rm .git/index.lock; git add a.md; echo staged > b.md; git add b.md"); /* as HEAD has it, and something else */
    assert_int_equal(COMMIT(r, NULL, "no", {"b.md", "2\n"}), PS_ESTAGED);
    assert_true(follows(r));
    assert_str(rig_sh(r, "git status --porcelain; git show :b.md"), "M  b.md\nstaged\n");
    rig_sh(r, "git reset -q --hard");
    assert_ps_ok(r, COMMIT(r, NULL, "2", {"a.md", "2\n"}));
    rig_sh(r, "rm .git/index.lock; git checkout -q -f -b other HEAD~");
    assert_true(follows(r));
    rig_assert_clean(r);
    assert_str(rig_sh(r, "cat a.md"), "1\n");
    rig_sh(r, "git checkout -q main");
    assert_ps_ok(r, COMMIT(r, NULL, "3", {"a.md", "3\n"}));
    rig_sh(r, "rm .git/index.lock; echo m > mine.md; git add mine.md; git commit -qm theirs"); /* takes our commit back: the text stays */
    assert_true(follows(r));
    assert_str(rig_sh(r, "cat a.md; git status --porcelain"), "3\n M a.md\n");
}

/* `git commit` of paths has read the index before it followed, and writes it back afterwards. */
static void mends_what_git_writes_back(void **state) {
    rig *r = *state;
    start(r);
    for (int small = 0; small < 2; small++) {
        const char *text = small ? "2\n" : "1\n";
        ps_owed_small = small ? 1 << 20 : 0;
        rig_sh(r, "cp .git/index before");
        assert_ps_ok(r, COMMIT(r, NULL, text, {"a.md", text}, {small ? "new2.md" : "new.md", text}, {"b.md", small ? text : NULL}));
        assert_true(follows(r));
        assert_true(ps_repo_doubts(r->repo));
        rig_sh(r, "echo staged > mine.md; git add mine.md; GIT_INDEX_FILE=before git add mine.md; mv before .git/index");
        assert_ps_ok(r, ps_repo_look_again(r->repo, &r->err));
        assert_false(ps_repo_doubts(r->repo));
        assert_str(rig_sh(r, "git status --porcelain; git reset -q --hard"), "M  mine.md\n");
        rig_assert_clean(r);
    }
    assert_ps_ok(r, COMMIT(r, NULL, "3", {"a.md", "3\n"}));
    rig_sh(r, "echo mine > a.md; git add a.md");
    assert_ps_ok(r, ps_repo_look_again(r->repo, &r->err));
    assert_str(rig_sh(r, "git status --porcelain"), "M  a.md\n");
}

static void another_process_goes_on(void **state) {
    rig *r = *state;
    start(r);
    assert_ps_ok(r, COMMIT(r, NULL, "1", {"a.md", "1\n"}, {"deals/new.md", "1\n"}));
    reopen(r);
    assert_dirty(r, PS_S("a.md"), 0, false);
    assert_ps_ok(r, COMMIT(r, NULL, "2", {"a.md", "2\n"}, {"deals/new.md", NULL}, {"b.md", "2\n"}));
    assert_true(ps_repo_owes(r->repo));
    rig_close(r);
    rig_open(r, ""); /* one that promised nothing */
    assert_ps_ok(r, COMMIT(r, NULL, "3", {"a.md", "3\n"}));
    assert_false(ps_repo_owes(r->repo));
    rig_assert_clean(r);
    assert_str(rig_sh(r, "git ls-files; git rev-list --count HEAD"), "a.md\nb.md\ndeals/c.md\nmine.md\n4\n");
}

static void says_what_holds_the_index(void **state) {
    rig *r = *state;
    start(r);
    rig_write(r, ".git/index.lock", "");
    assert_ps_ok(r, COMMIT(r, NULL, "1", {"a.md", "1\n"}));
    assert_ps_ok(r, COMMIT(r, NULL, "2", {"a.md", "2\n"}));
    assert_int_equal(ps_repo_follow(r->repo, &r->err), PS_EBUSY);
    assert_int_equal(COMMIT(r, NULL, "3", {"a.md", "3\n"}), PS_EBUSY);
    assert_non_null(strstr(r->err.message, ".git/index.lock"));
    rig_sh(r, "rm .git/index.lock");
    assert_ps_ok(r, COMMIT(r, NULL, "3", {"a.md", "3\n"}));
    assert_true(follows(r));
    rig_assert_clean(r);
}

static void goes_through_git_with_an_index_that_is_up_to_date(void **state) {
    rig *r = *state;
    start(r);
    assert_ps_ok(r, COMMIT(r, NULL, "1", {"a.md", "1\n"}));
    rig_sh(r, "printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
    assert_ps_ok(r, COMMIT(r, NULL, "2", {"b.md", "2\n"}, {"a.md", "2\n"}));
    assert_false(ps_repo_owes(r->repo));
    rig_assert_clean(r);
}

/* ---- kill -9 ---- */

static const char *die_at;

static void die(const char *step) {
    if (strcmp(step, die_at) == 0) {
        kill(getpid(), SIGKILL);
    }
}

static void survives_a_kill_at_each_step(void **state) {
    static const char *const steps[] = {"blobs",         "commit-made", "journal",      "index-held", "ref-moved",     "file-written",
                                        "files-written", "owed",        "index-locked", "index-made", "index-renamed", "followed"};
    rig *r = *state;
    start(r);
    rig_sh(r, "git tag start; echo staged > mine.md; git add mine.md");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        for (int twice = 0; twice < 2; twice++) { /* the second time with an earlier commit that owes */
            bool did;
            rig_sh(r, "git reset -q --soft start && git restore --staged --worktree a.md b.md deals && git clean -qfd");
            reopen(r);
            pid_t pid = fork();
            if (pid == 0) {
                int rc = twice ? COMMIT(r, NULL, "before", {"a.md", "before\n"}, {"deals/new.md", "before\n"}) : PS_OK;
                die_at = steps[i];
                ps_repo_at = die;
                rc = rc ? rc : COMMIT(r, NULL, "after", {"a.md", "after\n"}, {"b.md", NULL}, {"deals/new.md", "after\n"});
                _exit(rc || ps_repo_follow(r->repo, NULL) ? 1 : 0);
            }
            int status;
            assert_int_equal(waitpid(pid, &status, 0), pid);
            assert_true(WIFSIGNALED(status));
            rig_close(r);
            rig_open(r, "");
            assert_ps_ok(r, ps_repo_recover(r->repo, r->fs, &did, &r->err));
            assert_str(rig_sh(r, "git status --porcelain"), "M  mine.md\n");
            assert_str(rig_sh(r, "git diff-files --name-only; git fsck --strict --no-dangling; ls .git/*.lock 2>/dev/null || true"), "");
            assert_str(rig_sh(r, "cat a.md"), i >= 4 ? "after\n" : twice ? "before\n" : "a\n");
            assert_str(rig_sh(r, "ls .git/pursuit | grep -v -x -e lock -e git || true"), "");
        }
    }
}

/* ---- git's index, read without libgit2 ---- */

static void assert_all_clean(rig *r, bool clean) {
    ps_str list = rig_sh(r, "git ls-files -z --cached --others; git ls-tree -rz --name-only HEAD"), path;
    PS_VEC(ps_str) paths = {0};
    while (ps_str_next(&list, '\0', &path) && path.n) {
        *PS_PUSH(&r->arena, &paths) = path;
    }
    ps_dirty *dirty;
    size_t n;
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, paths.v, paths.n, &dirty, &n, &r->err));
    if (n && clean) {
        fail_msg("%.*s", PS_FMT(dirty[0].path));
    }
    assert_true(clean == (n == 0));
    for (size_t i = 0; i < n; i++) { /* each as git says */
        ps_str says = rig_sh(r, "git --literal-pathspecs status --porcelain --untracked-files=all -- '%.*s'", PS_FMT(dirty[i].path));
        assert_true(says.n > 3);
        assert_int_equal(dirty[i].staged, says.p[0] != ' ' && says.p[0] != '?');
        assert_int_equal(dirty[i].untracked, says.p[0] == '?');
        assert_int_equal(dirty[i].deleted, rig_try(r, "test -e '%.*s'", PS_FMT(dirty[i].path)) != 0);
    }
    assert_int_equal(n, (size_t)atoi(rig_sh(r, "git status --porcelain --untracked-files=all | cut -c4- | sort -u | wc -l").p));
}

static void finds_every_path_of_an_index(void **state) {
    rig *r = *state;
    rig_sh(r, "mkdir -p d/e 部署; for i in $(seq 300); do echo $i > d/$i.md; echo $i > d/e/n$i.txt; echo $i > 部署/$i; done;"
              "touch x $(printf 'l%%0200d' 1); git add .; git commit -qm all");
    for (int version = 2; version <= 4; version++) {
        rig_sh(r, "git update-index --index-version %d; git checkout -q .", version);
        assert_all_clean(r, true);
        rig_sh(r, "echo n > d/150.md; rm d/e/n7.txt; echo s > 部署/3; git add 部署/3; echo u > d/new; echo a > 部署/add; git add 部署/add;"
                  "git rm -q --cached d/9.md; git rm -q d/10.md; chmod +x d/11.md");
        assert_all_clean(r, false);
        rig_sh(r, "git reset -q --hard; git clean -qfd");
        assert_all_clean(r, true);
    }
    rig_sh(r, "git update-index --index-version 2; echo w > wish; git add -N wish");
    assert_dirty(r, PS_S("d/1.md"), 0, false);
    rig_sh(r, "git rm -q --cached wish; rm wish; git checkout -q -b side; echo 2 > x; git commit -qam 2; git checkout -q main; echo 3 > x;"
              "git commit -qam 3; ! git merge -q side");
    assert_dirty(r, PS_S("x"), 1, true);
    assert_dirty(r, PS_S("d/1.md"), 0, false);
}

/* What git remembers of trees (TREE) must be true: `git write-tree` believes it. */
static void writes_an_index_that_git_believes(void **state) {
    rig *r = *state;
    uint64_t random = 88172645463325252U;
    start(r);
    rig_sh(r,
           "mkdir -p d/e/f d.x/g; for i in $(seq 40); do echo $i > d/$i; echo $i > d/e/n$i; echo $i > d/e/f/$i; echo $i > d.x/g/$i; done;"
           "git add .; git commit -qm all; git update-index --untracked-cache; git status; git write-tree");
    for (int round = 0; round < 60; round++) {
        char names[4][64], text[4][32];
        rig_change changes[5] = {{NULL, NULL}};
        for (int i = 0; i < 4; i++) {
            static const char *const folders[] = {"d/", "d/e/n", "d/e/f/", "d.x/g/", "d/new/of/"};
            random ^= random << 13, random ^= random >> 7, random ^= random << 17;
            snprintf(names[i], sizeof names[i], "%s%d", folders[random % 5], i * 13 + (int)(random >> 8) % 13);
            snprintf(text[i], sizeof text[i], "%d %d\n", round, i);
            changes[i] = (rig_change){names[i], (random >> 16) % 4 ? text[i] : NULL};
        }
        assert_ps_ok(r, rig_commit(r, NULL, "round", changes));
        if (round % 3 == 2) {
            assert_true(follows(r));
            assert_str(rig_sh(r, "test $(git write-tree) = $(git rev-parse HEAD^{tree}) || echo differs; git status --porcelain; git fsck "
                                 "--no-dangling; git diff-files --name-only"),
                       "");
        }
        if (round % 12 == 11) {
            rig_sh(r, "git read-tree HEAD; git update-index -q --refresh");
        }
    }
    /* A file comes where a folder was, and a folder where a file was. */
    assert_ps_ok(r, COMMIT(r, NULL, "x", {"t", "t"}, {"u/1", "1"}, {"u/v/2", "2"}));
    assert_true(follows(r));
    assert_ps_ok(r, COMMIT(r, NULL, "y", {"t", NULL}, {"t/a", "a"}, {"u/1", NULL}, {"u/v/2", NULL}, {"u", "u"}));
    assert_true(follows(r));
    assert_str(rig_sh(r, "test $(git write-tree) = $(git rev-parse HEAD^{tree}) || echo differs; git status --porcelain"), "");
    rig_assert_clean(r);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(follows_when_told),
        T(follows_before_a_folder_is_looked_at),
        T(a_small_index_follows_at_once),
        T(git_writes_nothing_meanwhile),
        T(leaves_what_git_made_of_it),
        T(mends_what_git_writes_back),
        T(another_process_goes_on),
        T(says_what_holds_the_index),
        T(goes_through_git_with_an_index_that_is_up_to_date),
        T(survives_a_kill_at_each_step),
        T(finds_every_path_of_an_index),
        T(writes_an_index_that_git_believes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
