/* Opening, reading, and commits that go well or are refused. */
#include "repo_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void commits_on_an_unborn_branch(void **state) {
    rig *r = *state;
    ps_oid made, head;
    assert_ps_ok(r, ps_repo_head(r->repo, &head, &r->err));
    assert_string_equal(head.hex, "");
    assert_ps_ok(r, COMMIT(r, &made, "first: 部署\n\nDeal: acme", {"deals/2026/acme/deal.md", "one\n"}, {"people/陈刚.md", ""}));
    assert_ps_ok(r, ps_repo_head(r->repo, &head, &r->err));
    assert_string_equal(head.hex, made.hex);
    assert_str(rig_sh(r, "git log -1 --format='%%an <%%ae> %%ad|%%cn|%%s' --date=raw"),
               "Li Wei <li.wei@example.com> 1794474300 +0800|Li Wei|first: 部署\n");
    assert_str(rig_read(r, "deals/2026/acme/deal.md"), "one\n");
    rig_assert_clean(r);
    assert_str(rig_sh(r, "git reflog -1 --format=%%gs"), "commit (initial): first: 部署\n");
}

static void changes_adds_and_removes_at_once(void **state) {
    rig *r = *state;
    ps_oid made;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a/b/one.md", "1"}, {"a/two.md", "2"}, {"three.md", "3"}));
    assert_ps_ok(r, COMMIT(r, &made, "b", {"a/b/one.md", NULL}, {"a/two.md", "2!"}, {"c/four.md", "4"}));
    assert_str(rig_sh(r, "git ls-tree -r --name-only HEAD"), "a/two.md\nc/four.md\nthree.md\n");
    assert_str(rig_sh(r, "git show HEAD:a/two.md"), "2!");
    assert_int_not_equal(access("a/b", F_OK), 0);
    assert_null(rig_read(r, "a/b/one.md").p);
    rig_assert_clean(r);
    assert_ps_ok(r, COMMIT(r, &made, "nothing", {"a/two.md", "2!"}));
    assert_string_equal(made.hex, "");
    assert_str(rig_sh(r, "git rev-list --count HEAD"), "2\n");
}

/* ---- what the user has staged or changed ---- */

static void leaves_staged_and_unstaged_changes_alone(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}, {"b.md", "b\n"}, {"c.md", "c\n"}, {"d.md", "d\n"}));
    rig_sh(r, "echo staged > b.md; git add b.md; echo more > b.md; echo edited > c.md; git rm -q --cached d.md; echo new > e.md; git add "
              "e.md; echo x > f.md");
    ps_str before = rig_sh(r, "git diff; git diff --cached; git status --porcelain");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"a.md", "A\n"}, {"g/h.md", "h\n"}));
    ps_str after = rig_sh(r, "git diff; git diff --cached; git status --porcelain");
    assert_true(ps_str_eq(before, after));
    assert_str(rig_sh(r, "git show HEAD:b.md HEAD:c.md HEAD:d.md; cat a.md g/h.md"), "b\nc\nd\nA\nh\n");
    assert_str(rig_sh(r, "git fsck --strict --no-dangling"), "");
}

static void refuses_a_path_with_staged_changes(void **state) {
    rig *r = *state;
    ps_oid before, after;
    assert_ps_ok(r, COMMIT(r, &before, "a", {"a.md", "a\n"}, {"b.md", "b\n"}));
    rig_sh(r, "echo staged > b.md; git add b.md");
    assert_int_equal(COMMIT(r, NULL, "b", {"a.md", "A\n"}, {"b.md", "B\n"}), PS_ESTAGED);
    assert_string_equal(r->err.path, "b.md");
    assert_true(ps_str_starts(ps_str_of(r->err.message), PS_S("b.md: has staged changes")));
    rig_sh(r, "git reset -q; git checkout -q b.md; git rm -q --cached b.md");
    assert_int_equal(COMMIT(r, NULL, "b", {"b.md", "B\n"}), PS_ESTAGED);
    rig_sh(r, "git reset -q; echo new > new.md; git add new.md");
    assert_int_equal(COMMIT(r, NULL, "b", {"new.md", "other\n"}), PS_ESTAGED);
    assert_ps_ok(r, ps_repo_head(r->repo, &after, &r->err));
    assert_string_equal(before.hex, after.hex);
    assert_str(rig_read(r, "a.md"), "a\n");
}

static void refuses_to_overwrite_an_edit(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}));
    rig_write(r, "a.md", "typed\n");
    assert_int_equal(COMMIT(r, NULL, "b", {"a.md", "A\n"}), PS_ECONFLICT);
    assert_int_equal(COMMIT(r, NULL, "b", {"a.md", NULL}), PS_ECONFLICT);
    assert_str(rig_read(r, "a.md"), "typed\n");
    rig_write(r, "u.md", "untracked\n");
    assert_int_equal(COMMIT(r, NULL, "b", {"u.md", "ours\n"}), PS_ECONFLICT);
    assert_str(rig_read(r, "u.md"), "untracked\n");
    rig_sh(r, "rm a.md");
    assert_int_equal(COMMIT(r, NULL, "b", {"a.md", "A\n"}), PS_ECONFLICT);
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"u.md", "untracked\n"}, {"a.md", NULL})); /* what stands there already is no conflict */
    rig_assert_clean(r);
}

static void takes_a_path_that_was_only_announced(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}));
    rig_sh(r, "echo n > n.md; git add -N n.md");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"n.md", "n\n"}));
    rig_assert_clean(r);
}

static void commits_what_stands_in_the_work_tree(void **state) {
    rig *r = *state;
    ps_dirty *dirty;
    size_t n;
    ps_oid made;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"deals/a.md", "a\n"}, {"deals/b.md", "b\n"}, {"other.md", "o\n"}, {"x.sh", "x\n"}));
    rig_sh(r, "echo A > deals/a.md; rm deals/b.md; echo new > deals/new.md; ln -s a.md deals/link.md; echo O > other.md; chmod +x x.sh; "
              "echo ig > deals/i.log; "
              "echo '*.log' > .git/info/exclude");
    const ps_str under[] = {PS_S("deals")};
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, under, 1, &dirty, &n, &r->err));
    assert_int_equal(n, 4);
    assert_str(dirty[0].path, "deals/a.md");
    assert_true(!dirty[0].deleted && !dirty[0].untracked && !dirty[0].staged);
    assert_str(dirty[1].path, "deals/b.md");
    assert_true(dirty[1].deleted);
    assert_str(dirty[2].path, "deals/link.md");
    assert_str(dirty[3].path, "deals/new.md");
    assert_true(dirty[3].untracked);
    assert_true(ps_repo_ignored(r->repo, PS_S("deals/i.log")));
    assert_false(ps_repo_ignored(r->repo, PS_S("deals/new.md")));
    const ps_str paths[] = {dirty[3].path, dirty[0].path, dirty[1].path, dirty[2].path, PS_S("x.sh")};
    assert_ps_ok(r, ps_repo_commit_paths(r->repo, r->fs, paths, 5, PS_S("saves"), &rig_author, &made, &r->err));
    assert_str(rig_sh(r, "git status --porcelain"), " M other.md\n");
    assert_str(rig_sh(r, "git diff-files --name-only"), "other.md\n");
    assert_str(rig_sh(r, "git ls-tree -r HEAD | cut -c1-6,53-"),
               "100644\tdeals/a.md\n120000\tdeals/link.md\n100644\tdeals/new.md\n100644\tother.md\n100755\tx.sh\n");
    assert_ps_ok(r, ps_repo_commit_paths(r->repo, r->fs, paths, 5, PS_S("again"), &rig_author, &made, &r->err));
    assert_string_equal(made.hex, "");
    rig_sh(r, "git add other.md");
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, NULL, 0, &dirty, &n, &r->err));
    assert_true(n == 1 && dirty[0].staged);
    const ps_str other[] = {PS_S("other.md")};
    assert_int_equal(ps_repo_commit_paths(r->repo, r->fs, other, 1, PS_S("no"), &rig_author, &made, &r->err), PS_ESTAGED);
}

/* A file that is written twice within one tick of the clock, with the same size, must show. */
static void sees_an_edit_as_young_as_the_index(void **state) {
    rig *r = *state;
    ps_dirty *dirty;
    size_t n;
    for (int i = 0; i < 20; i++) {
        char text[32], edit[32];
        snprintf(text, sizeof text, "text %02d\n", i);
        snprintf(edit, sizeof edit, "edit %02d\n", i);
        assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", text}));
        rig_write(r, "a.md", edit);
        assert_ps_ok(r, COMMIT(r, NULL, "b", {"b.md", text})); /* makes the index younger than the edit */
        assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, NULL, 0, &dirty, &n, &r->err));
        assert_int_equal(n, 1);
        assert_str(rig_sh(r, "git diff --name-only"), "a.md\n");
        rig_write(r, "a.md", text);
    }
}

/* ---- a workspace in a folder of the work tree ---- */

static void works_in_a_subfolder(void **state) {
    rig *r = *state;
    ps_oid tree, commit;
    ps_tree_file *files;
    size_t n;
    ps_dirty *dirty;
    ps_str text;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"top.md", "t\n"}, {"sales/x.md", "x\n"}));
    rig_close(r);
    rig_open(r, "sales");
    assert_str(ps_repo_prefix(r->repo), "sales/");
    assert_ps_ok(r, COMMIT(r, &commit, "b", {"deals/d.md", "d\n"}, {"x.md", "X\n"}));
    assert_str(rig_sh(r, "git show --format= --name-only | sort"), "sales/deals/d.md\nsales/x.md\n");
    rig_assert_clean(r);
    assert_ps_ok(r, ps_repo_file(r->repo, &r->arena, PS_S("HEAD~1"), PS_S("x.md"), &text, &r->err));
    assert_str(text, "x\n");
    assert_int_equal(ps_repo_file(r->repo, &r->arena, PS_S(""), PS_S("top.md"), &text, &r->err), PS_ENOTFOUND);
    assert_int_equal(ps_repo_file(r->repo, &r->arena, PS_S("nowhere"), PS_S("x.md"), &text, &r->err), PS_ENOTFOUND);
    assert_int_equal(ps_repo_file(r->repo, &r->arena, PS_S(""), PS_S("deals"), &text, &r->err), PS_ENOTFOUND);
    assert_ps_ok(r, ps_repo_tree(r->repo, &tree, PS_S(""), PS_S(""), &r->err));
    assert_ps_ok(r, ps_repo_tree_files(r->repo, &r->arena, &tree, &files, &n, &r->err));
    assert_int_equal(n, 2);
    assert_str(files[0].path, "deals/d.md");
    assert_ps_ok(r, ps_repo_blob(r->repo, &r->arena, &files[1].blob, &text, &r->err));
    assert_str(text, "X\n");
    assert_ps_ok(r, ps_repo_tree(r->repo, &tree, ps_str_of(commit.hex), PS_S("deals/"), &r->err));
    assert_str(rig_sh(r, "git rev-parse HEAD:sales/deals | tr -d '\\n'"), tree.hex);
    assert_ps_ok(r, ps_repo_tree(r->repo, &tree, PS_S(""), PS_S("none"), &r->err));
    assert_string_equal(tree.hex, "");
    rig_sh(r, "echo T > top.md; echo X2 > sales/x.md");
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, NULL, 0, &dirty, &n, &r->err));
    assert_int_equal(n, 1);
    assert_str(dirty[0].path, "x.md");
}

static void finds_revisions(void **state) {
    rig *r = *state;
    ps_oid one, two, got;
    assert_int_equal(ps_repo_rev(r->repo, &got, PS_S("HEAD"), &r->err), PS_ENOTFOUND);
    assert_ps_ok(r, COMMIT(r, &one, "a", {"a.md", "1"}));
    assert_ps_ok(r, COMMIT(r, &two, "b", {"a.md", "2"}));
    rig_sh(r, "git tag -a -m v v1 HEAD~1");
    static const char *const firsts[] = {"HEAD~1", "v1", "main~1", "HEAD^"};
    for (size_t i = 0; i < 4; i++) {
        assert_ps_ok(r, ps_repo_rev(r->repo, &got, ps_str_of(firsts[i]), &r->err));
        assert_string_equal(got.hex, one.hex);
    }
    assert_ps_ok(r, ps_repo_rev(r->repo, &got, ps_str_sub(ps_str_of(two.hex), 0, 8), &r->err));
    assert_string_equal(got.hex, two.hex);
    static const char *const bad[] = {"HEAD~9", "nope", "--all", ":/a", "HEAD^{/a}", "HEAD:a.md", "0000000", "a b", "HEAD^{tree}"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(ps_repo_rev(r->repo, &got, ps_str_of(bad[i]), &r->err), PS_ENOTFOUND);
    }
}

static void changes_between_file_and_folder(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"n", "file\n"}, {"m/x", "in\n"}));
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"n", NULL}, {"n/deep/y", "y\n"}, {"m/x", NULL}, {"m", "file now\n"}));
    assert_str(rig_sh(r, "git ls-tree -r --name-only HEAD"), "m\nn/deep/y\n");
    rig_assert_clean(r);
    assert_int_equal(COMMIT(r, NULL, "c", {"q", "1"}, {"q/r", "2"}), PS_EINVAL);
    assert_int_equal(COMMIT(r, NULL, "c", {"q", "1"}, {"q", "2"}), PS_EINVAL);
    assert_int_equal(COMMIT(r, NULL, "c", {"n", "in the way of n/deep/y"}), PS_EGIT);
    rig_assert_clean(r);
    assert_ps_ok(r, COMMIT(r, NULL, "d", {"m", NULL}, {"n/deep/y", NULL})); /* nothing is left */
    assert_str(rig_sh(r, "git ls-tree -r --name-only HEAD"), "");
    rig_assert_clean(r);
}

/* ---- states of the repository ---- */

static void waits_for_git_to_finish(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "1\n"}));
    rig_sh(r, "git checkout -q -b side; echo 2 > a.md; git commit -qam side; git checkout -q main; echo 3 > a.md; git commit -qam main");
    assert_ps_ok(r, ps_repo_idle(r->repo, &r->err));
    rig_try(r, "git merge side");
    assert_int_equal(ps_repo_idle(r->repo, &r->err), PS_EBUSY);
    assert_non_null(strstr(r->err.message, "'merge'"));
    assert_int_equal(COMMIT(r, NULL, "b", {"b.md", "b\n"}), PS_EBUSY);
    rig_sh(r, "git merge --abort");
    rig_try(r, "git cherry-pick side");
    assert_int_equal(ps_repo_idle(r->repo, &r->err), PS_EBUSY);
    rig_sh(r, "git cherry-pick --abort");
    rig_try(r, "git rebase side");
    assert_int_equal(ps_repo_idle(r->repo, &r->err), PS_EBUSY);
    rig_sh(r, "git rebase --abort; git bisect start");
    assert_int_equal(ps_repo_idle(r->repo, &r->err), PS_EBUSY);
    rig_sh(r, "git bisect reset");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"b.md", "b\n"}));
    rig_assert_clean(r);
}

static void knows_who_you_are(void **state) {
    rig *r = *state;
    ps_str name, email;
    assert_ps_ok(r, ps_repo_identity(r->repo, &r->arena, &name, &email, &r->err));
    assert_str(name, "Chen Gang");
    setenv("GIT_AUTHOR_NAME", "环境", 1);
    assert_ps_ok(r, ps_repo_identity(r->repo, &r->arena, &name, &email, &r->err));
    assert_str(name, "环境");
    assert_str(email, "chen@example.com");
    unsetenv("GIT_AUTHOR_NAME");
    rig_close(r);
    setenv("GIT_CONFIG_GLOBAL", "/dev/null", 1);
    rig_open(r, "");
    assert_int_equal(ps_repo_identity(r->repo, &r->arena, &name, &email, &r->err), PS_ENOIDENTITY);
    assert_non_null(strstr(r->err.message, "git config --global user.name"));
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "1\n"})); /* the caller says who it is */
    rig_sh(r, "git config user.name Local; git config user.email l@example.com");
    assert_ps_ok(r, ps_repo_identity(r->repo, &r->arena, &name, &email, &r->err));
    assert_str(name, "Local");
}

static void has_one_writer_at_a_time(void **state) {
    rig *r = *state;
    ps_repo *other;
    assert_ps_ok(r, ps_repo_open(&other, ps_str_of(r->root), &r->err));
    assert_ps_ok(r, ps_repo_lock(r->repo, 0, &r->err));
    assert_ps_ok(r, ps_repo_lock(r->repo, 0, &r->err));
    assert_int_equal(ps_repo_lock(other, 20, &r->err), PS_EBUSY);
    ps_repo_unlock(r->repo);
    assert_int_equal(ps_repo_lock(other, 0, &r->err), PS_EBUSY);
    ps_repo_unlock(r->repo);
    assert_ps_ok(r, ps_repo_lock(other, 0, &r->err));
    ps_repo_close(other);
    assert_ps_ok(r, ps_repo_lock(r->repo, 0, &r->err));
    ps_repo_unlock(r->repo);
}

static void commits_to_a_detached_head_and_a_worktree(void **state) {
    rig *r = *state;
    ps_oid a;
    assert_ps_ok(r, COMMIT(r, &a, "a", {"a.md", "1\n"}));
    rig_sh(r, "git checkout -q --detach");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"a.md", "2\n"}));
    rig_assert_clean(r);
    assert_str(rig_sh(r, "git rev-parse main | tr -d '\\n'"), a.hex);
    rig_sh(r, "git checkout -q main; git worktree add -q -b tree ../tree");
    rig_close(r);
    snprintf(r->root, sizeof r->root, "%.200s/tree", r->home);
    rig_open(r, "");
    assert_ps_ok(r, COMMIT(r, NULL, "c", {"a.md", "3\n"}, {"new/c.md", "c\n"}));
    assert_str(rig_sh(r, "git status --porcelain; git fsck --strict --no-dangling; git diff-files; cat a.md; git log --format=%%s"),
               "3\nc\na\n");
    assert_str(rig_sh(r, "cd ../work; git status --porcelain; cat a.md"), "1\n");
}

static void keeps_an_index_of_version_4(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "1\n"}, {"b.md", "1\n"}));
    rig_sh(r, "git update-index --index-version 4");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"a.md", "2\n"}, {"aa.md", "1\n"}));
    rig_assert_clean(r);
    assert_str(rig_sh(r, "od -An -tx1 -j7 -N1 .git/index | tr -d ' \\n'"), "04");
}

static void runs_git(void **state) {
    rig *r = *state;
    ps_str out;
    setenv("GIT_DIR", "/nonexistent", 1);
    setenv("GIT_INDEX_FILE", "/nonexistent", 1);
    const char *const echo[] = {"hash-object", "-w", "--stdin", NULL};
    assert_ps_ok(r, ps_git_run(r->repo, &r->arena, echo, false, PS_S("hello\n"), &out, &r->err));
    assert_str(out, "ce013625030ba8dba906f756967f9e9ca394464a\n");
    const char *const bad[] = {"rev-parse", "--verify", "nope", NULL};
    assert_int_equal(ps_git_run(r->repo, &r->arena, bad, true, PS_S(""), &out, &r->err), PS_EGIT);
    assert_string_equal(r->err.message, "git rev-parse failed: fatal: Needed a single revision");
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "1\n"}));
    unsetenv("GIT_DIR");
    unsetenv("GIT_INDEX_FILE");
    rig_assert_clean(r);
    char *path = strdup(getenv("PATH"));
    setenv("PATH", "/nonexistent", 1);
    assert_int_equal(ps_git_run(r->repo, &r->arena, bad, true, PS_S(""), &out, &r->err), PS_EGIT);
    assert_non_null(strstr(r->err.message, "install git"));
    setenv("PATH", path, 1);
    free(path);
}

static void works_without_the_git_command(void **state) {
    rig *r = *state;
    char *path = strdup(getenv("PATH"));
    setenv("PATH", "/nonexistent", 1);
    int rc = COMMIT(r, NULL, "a", {"a.md", "1\n"});
    int rc2 = COMMIT(r, NULL, "b", {"a.md", "2\n"});
    setenv("PATH", path, 1);
    free(path);
    assert_ps_ok(r, rc);
    assert_ps_ok(r, rc2);
    rig_assert_clean(r);
}

/* In the background, once an hour; another git is put in its place here. */
static void maintains_seldom(void **state) {
    rig *r = *state;
    char path[8192];
    rig_sh(r, "mkdir ../bin; printf '#!/bin/sh\\necho \"$*\" >> %s/calls\\n' > ../bin/git; chmod +x ../bin/git", r->home);
    char *was = strdup(getenv("PATH"));
    snprintf(path, sizeof path, "%s/bin:%s", r->home, was);
    setenv("PATH", path, 1);
    ps_repo_maintain(r->repo);
    ps_repo_maintain(r->repo);
    assert_int_equal(rig_try(r, "for i in $(seq 500); do test -s ../calls && exit 0; sleep 0.02; done; exit 1"), 0);
    assert_str(rig_sh(r, "cat ../calls"), "maintenance run --auto --quiet\n");
    rig_sh(r, "touch -d '2 hours ago' .git/pursuit/maintained; rm ../calls");
    ps_repo_maintain(r->repo);
    setenv("PATH", was, 1);
    free(was);
    assert_int_equal(rig_try(r, "for i in $(seq 500); do test -s ../calls && exit 0; sleep 0.02; done; exit 1"), 0);
    assert_int_equal(rig_try(r, "test $(($(date +%%s) - $(stat -c %%Y .git/pursuit/maintained))) -lt 60"), 0);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(commits_on_an_unborn_branch),
        T(changes_adds_and_removes_at_once),
        T(leaves_staged_and_unstaged_changes_alone),
        T(refuses_a_path_with_staged_changes),
        T(refuses_to_overwrite_an_edit),
        T(takes_a_path_that_was_only_announced),
        T(commits_what_stands_in_the_work_tree),
        T(sees_an_edit_as_young_as_the_index),
        T(works_in_a_subfolder),
        T(finds_revisions),
        T(changes_between_file_and_folder),
        T(waits_for_git_to_finish),
        T(knows_who_you_are),
        T(has_one_writer_at_a_time),
        T(commits_to_a_detached_head_and_a_worktree),
        T(keeps_an_index_of_version_4),
        T(runs_git),
        T(works_without_the_git_command),
        T(maintains_seldom),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
