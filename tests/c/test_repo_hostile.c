/* Hostile names and settings: nothing executes, nothing is written outside, nothing crashes. */
#include "repo_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "alloc.h"

static void keeps_odd_names_as_they_are(void **state) {
    static const char *const names[] = {"-rf",
                                        "--help",
                                        "a\"b'c.md",
                                        "line\nbreak.md",
                                        "\xff\xfe.md",
                                        "tab\there.md",
                                        "%s%n{}.md",
                                        "`id`.md",
                                        "$(id).md",
                                        "a|b.md",
                                        ":(exclude)*",
                                        "*",
                                        "?[a-z].md",
                                        "!not.md",
                                        "#hash.md",
                                        " lead.md",
                                        "trail .md",
                                        "back\\slash.md",
                                        "\x1b[31mred.md",
                                        "陈刚/部署 方案.md",
                                        "-d/-x.md",
                                        "emoji😀.md",
                                        "..hidden.md",
                                        "a..b/c",
                                        "HEAD",
                                        "refs/heads/x.lock",
                                        ".gitignore/not-a-file"};
    rig *r = *state;
    ps_change changes[sizeof names / sizeof *names];
    size_t n = sizeof names / sizeof *names, n_dirty, n_files;
    ps_dirty *dirty;
    ps_oid made, tree;
    ps_tree_file *files;
    for (size_t i = 0; i < n; i++) {
        changes[i] = (ps_change){ps_str_of(names[i]), PS_S("one\n")};
    }
    ps_commit in = {changes, n, PS_S("odd"), &rig_author};
    assert_ps_ok(r, ps_repo_commit(r->repo, r->fs, &in, &made, &r->err));
    rig_assert_clean(r);
    assert_ps_ok(r, ps_repo_tree(r->repo, &tree, PS_S(""), PS_S(""), &r->err));
    assert_ps_ok(r, ps_repo_tree_files(r->repo, &r->arena, &tree, &files, &n_files, &r->err));
    assert_int_equal(n_files, n);
    for (size_t i = 0; i < n; i++) {
        ps_str text;
        assert_ps_ok(r, ps_repo_file(r->repo, &r->arena, PS_S(""), ps_str_of(names[i]), &text, &r->err));
        assert_str(text, "one\n");
        assert_ps_ok(r, ps_fs_write(r->fs, ps_str_of(names[i]), PS_S("two\n"), &r->err));
    }
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, NULL, 0, &dirty, &n_dirty, &r->err));
    assert_int_equal(n_dirty, n);
    ps_str paths[sizeof names / sizeof *names];
    for (size_t i = 0; i < n; i++) {
        paths[i] = dirty[i].path;
    }
    assert_ps_ok(r, ps_repo_commit_paths(r->repo, r->fs, paths, n, PS_S("odd 2"), &rig_author, &made, &r->err));
    rig_assert_clean(r);
    for (size_t i = 0; i < n; i++) { /* asked for one by one, as literal paths */
        assert_ps_ok(r, ps_fs_write(r->fs, ps_str_of(names[i]), PS_S("3\n"), &r->err));
        ps_str one = ps_str_of(names[i]);
        assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, &one, 1, &dirty, &n_dirty, &r->err));
        assert_int_equal(n_dirty, 1);
        assert_str(dirty[0].path, names[i]);
        assert_ps_ok(r, ps_fs_write(r->fs, ps_str_of(names[i]), PS_S("two\n"), &r->err));
    }
    for (size_t i = 0; i < n; i++) {
        changes[i].content = (ps_str){NULL, 0};
    }
    assert_ps_ok(r, ps_repo_commit(r->repo, r->fs, &in, &made, &r->err));
    assert_str(rig_sh(r, "git ls-tree -r HEAD; ls -A | grep -v -x .git || true"), "");
}

static void refuses_ways_out(void **state) {
    static const char *const names[] = {"",   "../out.md",   "a/../../out.md",        "/tmp/out.md",   "a//b.md",     "a/./b.md", "./a.md",
                                        "a/", ".git/config", ".git/hooks/pre-commit", "x/.git/config", ".GIT/config", "a/.gIt",   "..",
                                        "."};
    rig *r = *state;
    rig_sh(r, "echo out > ../out.md");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int rc = COMMIT(r, NULL, "no", {"fine.md", "x\n"}, {names[i], "evil\n"});
        if (rc != PS_EINVAL) {
            fail_msg("'%s' gave %s", names[i], ps_code_name(rc));
        }
        ps_str path = ps_str_of(names[i]);
        ps_oid made;
        assert_int_equal(ps_repo_commit_paths(r->repo, r->fs, &path, 1, PS_S("no"), &rig_author, &made, &r->err), PS_EINVAL);
    }
    ps_change nul = {{"a\0b", 3}, PS_S("x")};
    ps_commit in = {&nul, 1, PS_S("no"), &rig_author};
    ps_oid made;
    assert_int_equal(ps_repo_commit(r->repo, r->fs, &in, &made, &r->err), PS_EINVAL);
    char *longest = malloc(20001);
    memset(longest, 'a', 20000);
    longest[20000] = '\0';
    assert_int_equal(COMMIT(r, NULL, "no", {longest, "x"}), PS_EINVAL);
    longest[300] = '\0';
    assert_int_not_equal(COMMIT(r, NULL, "no", {longest, "x"}), PS_OK); /* longer than a name may be */
    free(longest);
    assert_str(rig_sh(r, "cat ../out.md; ls -A | grep -v -x .git || true; git status --porcelain"), "out\n");
}

static void follows_no_link(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"deals/a.md", "a\n"}));
    rig_sh(r, "mkdir ../out; echo out > ../out/x.md; ln -s ../out outside; ln -s deals inside; ln -s ../out/x.md file.md; ln -s nowhere "
              "dangling.md; ln -s deals tracked; "
              "git add tracked; git commit -qm link");
    static const char *const names[] = {"outside/x.md", "outside/new.md", "inside/a.md", "file.md",
                                        "dangling.md",  "tracked/a.md",   "tracked"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        int rc = COMMIT(r, NULL, "no", {names[i], "evil\n"});
        if (rc != PS_EINVAL) {
            fail_msg("'%s' gave %s %s", names[i], ps_code_name(rc), r->err.message);
        }
    }
    assert_str(rig_sh(r, "cat ../out/x.md deals/a.md; ls ../out; readlink tracked"), "out\na\nx.md\ndeals\n");
    /* A tracked folder that somebody replaced by a link. */
    rig_sh(r, "rm -rf deals tracked; ln -s ../out deals; cp ../out/x.md ../out/a.md");
    assert_int_equal(COMMIT(r, NULL, "no", {"deals/a.md", "evil\n"}), PS_EINVAL);
    ps_str path = PS_S("deals/a.md");
    ps_oid made;
    assert_int_equal(ps_repo_commit_paths(r->repo, r->fs, &path, 1, PS_S("no"), &rig_author, &made, &r->err), PS_EINVAL);
    assert_str(rig_sh(r, "cat ../out/a.md"), "out\n");
}

static void stays_out_of_other_repositories(void **state) {
    rig *r = *state;
    ps_dirty *dirty;
    size_t n;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}));
    rig_sh(r, "git init -q nested; echo x > nested/x.md; mkdir -p nested/deep");
    assert_int_equal(COMMIT(r, NULL, "no", {"nested/x.md", "evil\n"}), PS_EINVAL);
    assert_int_equal(COMMIT(r, NULL, "no", {"nested/deep/y.md", "evil\n"}), PS_EINVAL);
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, NULL, 0, &dirty, &n, &r->err));
    assert_int_equal(n, 0);
    assert_str(rig_read(r, "nested/x.md"), "x\n");
}

/* Settings that make git run programs: none of ours does. */
static void runs_nothing_that_a_repository_names(void **state) {
    rig *r = *state;
    ps_dirty *dirty;
    size_t n;
    ps_str out;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}, {".gitattributes", "*.md diff=evil merge=evil\n"}));
    rig_sh(
        r,
        "printf '#!/bin/sh\\ntouch %s/ran\\n' > ../evil; chmod +x ../evil; git config core.fsmonitor $PWD/../evil; git config "
        "diff.evil.textconv $PWD/../evil;"
        "git config diff.external $PWD/../evil; git config core.pager $PWD/../evil; git config core.editor $PWD/../evil; git config "
        "core.sshCommand $PWD/../evil;"
        "git config merge.evil.driver $PWD/../evil; git config alias.status '!../evil'; git config core.askPass $PWD/../evil; rm -f ../ran",
        r->home);
    rig_close(r);
    rig_open(r, "");
    rig_write(r, "a.md", "b\n");
    assert_ps_ok(r, ps_repo_dirty(r->repo, &r->arena, NULL, 0, &dirty, &n, &r->err));
    assert_int_equal(n, 1);
    ps_str path = PS_S("a.md");
    ps_oid made;
    assert_ps_ok(r, ps_repo_commit_paths(r->repo, r->fs, &path, 1, PS_S("b"), &rig_author, &made, &r->err));
    const char *const status[] = {"status", "--porcelain", NULL};
    assert_ps_ok(r, ps_git_run(r->repo, &r->arena, status, true, PS_S(""), &out, &r->err));
    rig_sh(r, "printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
    assert_ps_ok(r, COMMIT(r, NULL, "c", {"a.md", "c\n"}, {"new.md", "n\n"}));
    assert_int_not_equal(access("../ran", F_OK), 0);
    char ran[300];
    snprintf(ran, sizeof ran, "%s/ran", r->home);
    assert_int_not_equal(access(ran, F_OK), 0);
}

static void odd_messages_and_authors(void **state) {
    rig *r = *state;
    ps_oid made;
    ps_sign nobody = {PS_S(""), PS_S(""), 1, 0}, odd = {PS_S("A <b> \n c"), PS_S("x@<y>\n"), -5, -11 * 60 - 30};
    ps_change change = {PS_S("a.md"), PS_S("1\n")};
    ps_commit in = {&change, 1, PS_S("m"), &nobody};
    assert_int_equal(ps_repo_commit(r->repo, r->fs, &in, &made, &r->err), PS_ENOIDENTITY);
    in.author = &odd;
    in.message = PS_S("");
    assert_ps_ok(r, ps_repo_commit(r->repo, r->fs, &in, &made, &r->err));
    in.message = (ps_str){"a\0b", 3};
    change.content = PS_S("2\n");
    assert_int_equal(ps_repo_commit(r->repo, r->fs, &in, &made, &r->err), PS_EINVAL);
    char *big = malloc(200000);
    memset(big, 'x', 200000);
    in.message = (ps_str){big, 200000};
    assert_ps_ok(r, ps_repo_commit(r->repo, r->fs, &in, &made, &r->err));
    free(big);
    assert_str(rig_sh(r, "git fsck --no-dangling 2>&1 | grep -v -e badDate -e 'Checking' || true"), "");
}

/* In a process that is not root, who may write everywhere: the code of the refusal, or 0. */
static int commit_as_a_person(rig *r, const rig_change *changes) {
    pid_t pid = fork();
    if (pid == 0) {
        rig_close(r);
        if (geteuid() == 0 && (setgid(65534) || setuid(65534))) {
            _exit(99);
        }
        if (ps_repo_open(&r->repo, ps_str_of(r->root), &r->err) || ps_fs_open(&r->fs, ps_str_of(r->root), &r->err)) {
            _exit(98);
        }
        _exit(-rig_commit(r, NULL, "b", changes));
    }
    int status;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    return -WEXITSTATUS(status);
}

static void what_is_read_only_changes_nothing(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a/a.md", "a\n"}, {"b.md", "b\n"}));
    const rig_change changes[] = {{"a/a.md", "A\n"}, {"b.md", "B\n"}, {NULL, NULL}};
    const rig_change fresh[] = {{"b.md", "B\n"}, {"a/new/folder/n.md", "n\n"}, {NULL, NULL}};
    bool root = geteuid() == 0;
    rig_sh(r, "%s; chmod a-w a", root ? "chown -R 65534:65534 .." : "true");
    int in_folder = commit_as_a_person(r, changes), below_it = commit_as_a_person(r, fresh);
    rig_sh(r, "chmod u+w a; chmod -R a-w .git/objects .git/refs");
    int in_git = commit_as_a_person(r, changes);
    rig_sh(r, "chmod -R u+w .git; chmod a-w .git/pursuit .git/pursuit/*");
    int in_ours = commit_as_a_person(r, changes);
    rig_sh(r, "chmod -R u+w .git; %s; git update-index -q --refresh",
           root ? "chown -R 0:0 .." : "true"); /* chown alone looks like a change */
    assert_int_equal(in_folder, PS_EIO);
    assert_int_equal(below_it, PS_EIO);
    assert_int_equal(in_git, PS_EGIT);
    assert_int_equal(in_ours, PS_EIO);
    assert_str(rig_sh(r, "git log --format=%%s; cat a/a.md b.md"), "a\na\nb\n");
    rig_assert_clean(r);
}

/* Every allocation of ours fails once: an error each time, and the repository as good as before. */
static void a_failing_allocation_is_an_error(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "0\n"}));
    bool done = false;
    size_t at = 1;
    for (; !done && at < 2000; at++) {
        char text[32];
        snprintf(text, sizeof text, "%zu\n", at);
        ps_change changes[] = {{PS_S("a.md"), ps_str_of(text)}, {PS_S("deals/b.md"), ps_str_of(text)}};
        ps_commit in = {changes, 2, PS_S("b"), &rig_author};
        ps_oid made;
        ps_dirty *dirty;
        size_t n;
        ps_arena arena = {0};
        ps_alloc_fail_at(at);
        int rc = ps_repo_commit(r->repo, r->fs, &in, &made, &r->err);
        ps_error other = {0};
        int rc2 = ps_repo_dirty(r->repo, &arena, NULL, 0, &dirty, &n, &other);
        size_t asked = ps_alloc_count();
        ps_alloc_fail_at(0);
        ps_arena_free(&arena);
        if (rc != PS_OK && rc != PS_ENOMEM) {
            fail_msg("allocation %zu: %s %s", at, ps_code_name(rc), r->err.message);
        }
        assert_true(rc2 == PS_OK || rc2 == PS_ENOMEM);
        done = asked < at;
        if (at % 8 == 0 || done) {
            bool did;
            assert_ps_ok(r, ps_repo_recover(r->repo, r->fs, &did, &r->err));
            rig_assert_clean(r);
        }
    }
    assert_true(done);
    for (at = 1, done = false; !done; at++) {
        ps_repo *repo = NULL;
        ps_alloc_fail_at(at);
        int rc = ps_repo_open(&repo, ps_str_of(r->root), &r->err);
        ps_alloc_fail_at(0);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
        done = rc == PS_OK;
        ps_repo_close(repo);
    }
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(keeps_odd_names_as_they_are),
        T(refuses_ways_out),
        T(follows_no_link),
        T(stays_out_of_other_repositories),
        T(runs_nothing_that_a_repository_names),
        T(odd_messages_and_authors),
        T(what_is_read_only_changes_nothing),
        T(a_failing_allocation_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
