/* Where the repository asks for it, commits go through the git command: the same blobs and effects as its own. */
#include "repo_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void script(rig *r, const char *path, const char *text) {
    rig_write(r, path, text);
    rig_sh(r, "chmod +x '%s'", path);
}

/* The blob of a path in HEAD is what `git hash-object` makes of the file with all its filters. */
static void assert_blob_as_git(rig *r, const char *path) {
    assert_str(rig_sh(r, "git rev-parse 'HEAD:%s'", path), rig_sh(r, "git hash-object --path '%s' '%s'", path, path).p);
}

/* ---- filters ---- */

/* A filter like git-crypt's: what is stored is not what stands in the work tree. */
static void set_filter(rig *r) {
    rig_sh(r, "git config filter.rot.clean \"tr 'a-z' 'n-za-m'\"; git config filter.rot.smudge \"tr 'a-z' 'n-za-m'\"; git config "
              "filter.rot.required true");
    assert_ps_ok(r, COMMIT(r, NULL, "attributes", {".gitattributes", "secret/** filter=rot\n"}, {"plain.md", "plain\n"}));
}

static void no_plaintext_where_a_filter_is_set(void **state) {
    rig *r = *state;
    ps_oid made, head;
    set_filter(r);
    assert_ps_ok(r, COMMIT(r, &made, "secret", {"secret/a.md", "topsecret one\n"}, {"plain.md", "plain two\n"}));
    assert_ps_ok(r, ps_repo_head(r->repo, &head, &r->err));
    assert_string_equal(made.hex, head.hex);
    assert_str(rig_sh(r, "git show HEAD:secret/a.md"), "gbcfrperg bar\n");
    assert_str(rig_read(r, "secret/a.md"), "topsecret one\n");
    assert_blob_as_git(r, "secret/a.md");
    rig_assert_clean(r);
    assert_ps_ok(r, COMMIT(r, NULL, "secret 2", {"secret/a.md", "topsecret two\n"}, {"secret/b.md", "topsecret b\n"}));
    rig_assert_clean(r);
    rig_write(r, "secret/a.md", "topsecret saved\n");
    const ps_str paths[] = {PS_S("secret/a.md")};
    assert_ps_ok(r, ps_repo_commit_paths(r->repo, r->fs, paths, 1, PS_S("save"), &rig_author, &made, &r->err));
    rig_assert_clean(r);
    assert_ps_ok(r, COMMIT(r, NULL, "gone", {"secret/a.md", NULL}));
    rig_assert_clean(r);
    /* Not in any object, reachable or not. */
    assert_str(rig_sh(r, "git cat-file --batch-all-objects --batch | grep -c topsecret || true"), "0\n");
    assert_str(rig_sh(r, "git log --format=%%s%%an%%cn%%ad --date=raw -1"), "goneLi WeiLi Wei1794474300 +0800\n");
}

static void a_filter_that_fails_leaves_all_as_it_was(void **state) {
    rig *r = *state;
    set_filter(r);
    assert_ps_ok(r, COMMIT(r, NULL, "secret", {"secret/a.md", "one\n"}));
    rig_sh(r, "git config filter.rot.clean 'echo no key >&2; false'");
    assert_int_equal(COMMIT(r, NULL, "b", {"secret/a.md", "two\n"}, {"secret/new.md", "new\n"}, {"plain.md", NULL}), PS_EGIT);
    assert_non_null(strstr(r->err.message, "clean filter 'rot' failed"));
    assert_str(rig_read(r, "secret/a.md"), "one\n");
    assert_str(rig_read(r, "plain.md"), "plain\n");
    assert_null(rig_read(r, "secret/new.md").p);
    rig_sh(r, "git config filter.rot.clean \"tr 'a-z' 'n-za-m'\"");
    assert_str(rig_sh(r, "git log -1 --format=%%s"), "secret\n");
    rig_assert_clean(r);
}

static void an_edit_under_a_filter_is_seen(void **state) {
    rig *r = *state;
    set_filter(r);
    assert_ps_ok(r, COMMIT(r, NULL, "secret", {"secret/a.md", "one\n"}));
    rig_write(r, "secret/a.md", "typed\n");
    assert_int_equal(COMMIT(r, NULL, "b", {"secret/a.md", "two\n"}), PS_ECONFLICT);
    assert_str(rig_read(r, "secret/a.md"), "typed\n");
    rig_sh(r, "git add secret/a.md");
    assert_int_equal(COMMIT(r, NULL, "b", {"secret/a.md", "two\n"}), PS_ESTAGED);
}

/* ---- line ends ---- */

static void line_ends_are_converted_as_git_does(void **state) {
    rig *r = *state;
    static const char *const ways[] = {"git config core.autocrlf true",
                                       "git config core.autocrlf input",
                                       "echo '*.md text' > .git/info/attributes",
                                       "echo '*.md text=auto' > .git/info/attributes",
                                       "echo '*.md eol=crlf' > .git/info/attributes",
                                       "echo '* crlf' > .git/info/attributes"};
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        char path[32], second[32];
        snprintf(path, sizeof path, "n%zu.md", i);
        snprintf(second, sizeof second, "m%zu.md", i);
        rig_sh(r, "git config --unset core.autocrlf; rm -f .git/info/attributes; %s", ways[i]);
        rig_close(r);
        rig_open(r, "");
        assert_ps_ok(r, COMMIT(r, NULL, path, {path, "one\r\ntwo\r\n"}, {second, "lf\n"}));
        assert_str(rig_sh(r, "git show HEAD:%s", path), "one\ntwo\n");
        assert_str(rig_read(r, path), "one\r\ntwo\r\n");
        assert_blob_as_git(r, path);
        rig_assert_clean(r);
        assert_ps_ok(r, COMMIT(r, NULL, "again", {path, "one\r\nTWO\r\n"})); /* CRLF in the work tree over LF in HEAD is no edit */
        assert_str(rig_sh(r, "git show HEAD:%s", path), "one\nTWO\n");
        rig_assert_clean(r);
        assert_ps_ok(r, COMMIT(r, NULL, "gone", {path, NULL}, {second, NULL}));
        rig_assert_clean(r);
    }
}

static void line_ends_stay_where_nothing_asks(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "one\r\n"}, {".gitattributes", "*.md -text\n"}));
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"a.md", "two\r\n"}));
    assert_str(rig_sh(r, "git show HEAD:a.md"), "two\r\n");
    rig_assert_clean(r);
}

static void other_conversions(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {".gitattributes", "u.md working-tree-encoding=UTF-16LE\ni.md ident\n"}));
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"i.md", "$Id: 123 $\n"}));
    assert_str(rig_sh(r, "git show HEAD:i.md"), "$Id$\n");
    rig_assert_clean(r);
    ps_change utf16 = {PS_S("u.md"), {"h\0i\0\n\0", 6}};
    ps_commit in = {&utf16, 1, PS_S("c"), &rig_author};
    ps_oid made;
    assert_ps_ok(r, ps_repo_commit(r->repo, r->fs, &in, &made, &r->err));
    assert_str(rig_sh(r, "git show HEAD:u.md"), "hi\n");
    rig_assert_clean(r);
}

/* ---- hooks ---- */

static void hooks_run_with_what_is_committed(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}, {"b.md", "b\n"}, {"c.md", "c\n"}));
    script(r, ".git/hooks/pre-commit", "#!/bin/sh\ngit diff --cached --name-status > .git/seen\n");
    script(r, ".git/hooks/commit-msg", "#!/bin/sh\necho >> \"$1\"; echo 'Hook: ran' >> \"$1\"\n");
    script(r, ".git/hooks/post-commit", "#!/bin/sh\necho post >> .git/seen\n");
    rig_sh(r, "echo staged > b.md; git add b.md; echo un > c.md");
    assert_ps_ok(r, COMMIT(r, NULL, "subject\n\nDeal: x", {"a.md", "A\n"}, {"deals/-n.md", "n\n"}));
    assert_str(rig_read(r, ".git/seen"), "M\ta.md\nA\tdeals/-n.md\npost\n");
    assert_str(rig_sh(r, "git log -1 --format=%%B"), "subject\n\nDeal: x\n\nHook: ran\n\n");
    assert_str(rig_sh(r, "git status --porcelain; git show HEAD:b.md HEAD:c.md :b.md"), "M  b.md\n M c.md\nb\nc\nstaged\n");
    assert_str(rig_sh(r, "git fsck --strict --no-dangling; git diff-files --name-only"), "c.md\n");
}

static void a_hook_that_refuses_leaves_all_as_it_was(void **state) {
    rig *r = *state;
    ps_oid made;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}, {"b.md", "b\n"}, {"c.md", "c\n"}));
    rig_sh(r, "echo staged > b.md; git add b.md; echo un > c.md; echo w > wished.md; git add -N wished.md");
    script(r, ".git/hooks/pre-commit", "#!/bin/sh\necho 'first line' >&2\necho 'ticket number missing' >&2\nexit 1\n");
    ps_str before = rig_sh(r, "git ls-files -s; git status --porcelain; git diff; git log --format=%%H");
    assert_int_equal(COMMIT(r, &made, "b", {"a.md", "A\n"}, {"new/n.md", "n\n"}, {"wished.md", "w\n"}), PS_EGIT);
    assert_non_null(strstr(r->err.message, "ticket number missing"));
    ps_str after = rig_sh(r, "git ls-files -s; git status --porcelain; git diff; git log --format=%%H");
    assert_true(ps_str_eq(before, after));
    assert_int_not_equal(access("new", F_OK), 0);
    rig_write(r, "a.md", "saved\n");
    rig_write(r, "saved.md", "saved\n");
    before = rig_sh(r, "git ls-files -s; git status --porcelain; git diff");
    const ps_str paths[] = {PS_S("a.md"), PS_S("saved.md")};
    assert_int_equal(ps_repo_commit_paths(r->repo, r->fs, paths, 2, PS_S("save"), &rig_author, &made, &r->err), PS_EGIT);
    after = rig_sh(r, "git ls-files -s; git status --porcelain; git diff");
    assert_true(ps_str_eq(before, after));
    assert_str(rig_read(r, "saved.md"), "saved\n");
}

static void a_hook_may_change_what_is_committed(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}));
    script(r, ".git/hooks/pre-commit", "#!/bin/sh\necho formatted >> a.md; git add a.md\n");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"a.md", "A\n"}));
    assert_str(rig_sh(r, "git show HEAD:a.md; cat a.md"), "A\nformatted\nA\nformatted\n");
    assert_str(rig_sh(r, "git status --porcelain; git fsck --strict --no-dangling"), "");
}

static void hooks_elsewhere_and_sleeping_ones(void **state) {
    rig *r = *state;
    rig_sh(r, "mkdir -p tools/hooks; git config core.hooksPath tools/hooks");
    script(r, "tools/hooks/pre-commit", "#!/bin/sh\necho ran >> .git/ran\n");
    rig_write(r, ".git/hooks/commit-msg", "#!/bin/sh\nexit 1\n"); /* not here any more, nor executable */
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}));
    rig_sh(r, "chmod -x tools/hooks/pre-commit");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"a.md", "b\n"}));
    assert_str(rig_read(r, ".git/ran"), "ran\n");
    script(r, "tools/hooks/reference-transaction", "#!/bin/sh\necho $1 >> .git/ran\n");
    assert_ps_ok(r, COMMIT(r, NULL, "c", {"a.md", "c\n"}));
    assert_str(rig_read(r, ".git/ran"), "ran\nprepared\ncommitted\n");
}

static void nothing_to_do_is_no_failure(void **state) {
    rig *r = *state;
    ps_oid made = {"x"};
    script(r, ".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "one\n"}));
    rig_sh(r, "git config core.autocrlf true");
    rig_close(r);
    rig_open(r, "");
    assert_ps_ok(r, COMMIT(r, &made, "b", {"a.md", "one\r\n"})); /* the same to git, another file to the reader */
    assert_string_equal(made.hex, "");
    assert_str(rig_read(r, "a.md"), "one\r\n");
    assert_str(rig_sh(r, "git status --porcelain; git rev-list --count HEAD"), "1\n");
}

/* ---- signatures ---- */

static void signs_where_signing_is_on(void **state) {
    rig *r = *state;
    script(r, ".git/fake-gpg",
           "#!/bin/sh\ncat > /dev/null\nprintf '[GNUPG:] SIG_CREATED \\n' >&2\nprintf -- '-----BEGIN PGP "
           "SIGNATURE-----\\n\\nfake\\n-----END PGP SIGNATURE-----\\n'\n");
    rig_sh(r, "git config gpg.program \"$PWD/.git/fake-gpg\"; git config commit.gpgsign true");
    rig_close(r);
    rig_open(r, "");
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}));
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"a.md", "b\n"}, {"b.md", "b\n"}));
    assert_str(rig_sh(r, "git cat-file commit HEAD | grep -c '^gpgsig'; git cat-file commit HEAD~1 | grep -c '^gpgsig'"), "1\n1\n");
    rig_assert_clean(r);
    rig_sh(r, "git config gpg.program /bin/false");
    assert_int_equal(COMMIT(r, NULL, "c", {"a.md", "c\n"}), PS_EGIT);
    assert_str(rig_read(r, "a.md"), "b\n");
    rig_assert_clean(r);
}

/* ---- and in a folder of the work tree, on an unborn branch, with odd names, with large files ---- */

static void in_a_subfolder(void **state) {
    rig *r = *state;
    rig_sh(r, "mkdir sales; echo o > other.md; git add other.md");
    script(r, ".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    rig_close(r);
    rig_open(r, "sales");
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"-a b*[x].md", "a\n"}, {":(top)x.md", "x\n"}, {"\xff\"\n'.md", "raw\n"}, {"*", "star\n"}));
    assert_str(rig_sh(r, "git ls-tree -r -z --name-only HEAD | tr '\\0' '|'"),
               "sales/*|sales/-a b*[x].md|sales/:(top)x.md|sales/\xff\"\n'.md|");
    assert_str(rig_sh(r, "git status --porcelain"), "A  other.md\n");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"*", NULL}));
    assert_str(rig_sh(r, "git show --name-status --format= HEAD"), "D\tsales/*\n");
}

static void large_files_go_through_git(void **state) {
    rig *r = *state;
    ps_oid made;
    assert_ps_ok(r, COMMIT(r, NULL, "a", {"a.md", "a\n"}));
    rig_sh(r, "head -c 17000000 /dev/zero > big.bin; echo b > b.md");
    const ps_str paths[] = {PS_S("big.bin"), PS_S("b.md")};
    assert_ps_ok(r, ps_repo_commit_paths(r->repo, r->fs, paths, 2, PS_S("big"), &rig_author, &made, &r->err));
    assert_str(rig_sh(r, "git cat-file -s HEAD:big.bin"), "17000000\n");
    rig_assert_clean(r);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(no_plaintext_where_a_filter_is_set),
        T(a_filter_that_fails_leaves_all_as_it_was),
        T(an_edit_under_a_filter_is_seen),
        T(line_ends_are_converted_as_git_does),
        T(line_ends_stay_where_nothing_asks),
        T(other_conversions),
        T(hooks_run_with_what_is_committed),
        T(a_hook_that_refuses_leaves_all_as_it_was),
        T(a_hook_may_change_what_is_committed),
        T(hooks_elsewhere_and_sleeping_ones),
        T(nothing_to_do_is_no_failure),
        T(signs_where_signing_is_on),
        T(in_a_subfolder),
        T(large_files_go_through_git),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
