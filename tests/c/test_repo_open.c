/* Which repositories are taken, and what is said of those that are not. */
#include "repo_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Opens a folder of the work tree, which must be refused with a message that holds `says`. */
static void refused(rig *r, const char *folder, int code, const char *says) {
    char path[600];
    snprintf(path, sizeof path, "%s%s%s", r->root, *folder ? "/" : "", folder);
    ps_error_clear(&r->err);
    int rc = ps_repo_open(&r->repo, ps_str_of(path), &r->err);
    if (rc != code || !strstr(r->err.message, says)) {
        fail_msg("'%s' gave %s: %s", folder, ps_code_name(rc), r->err.message);
    }
    assert_null(r->repo);
    r->err.lang = PS_ZH;
    assert_int_equal(ps_repo_open(&r->repo, ps_str_of(path), &r->err), code);
    assert_true(strpbrk(r->err.message, "\xe4\xe5\xe6\xe7\xe8\xef") != NULL);
    r->err.lang = PS_EN;
}

static void start(rig *r) {
    rig_sh(r, "git init -q; mkdir deals; echo a > a.md; echo d > deals/d.md; git add .; git commit -qm start");
}

/* The refused repository is as it was. */
static void refused_untouched(rig *r, const char *says) {
    ps_str before = rig_sh(r, "find . -type f -not -path './.git/pursuit/*' | sort | xargs sha1sum");
    refused(r, "", PS_EUNSUPPORTED, says);
    ps_str after = rig_sh(r, "find . -type f -not -path './.git/pursuit/*' | sort | xargs sha1sum");
    assert_true(ps_str_eq(before, after));
}

static void no_repository(void **state) {
    rig *r = *state;
    refused(r, "", PS_ENOTFOUND, "git init");
    refused(r, "nowhere", PS_ENOTFOUND, "nowhere");
    rig_sh(r, "mkdir .git"); /* an empty one is none */
    refused(r, "", PS_ENOTFOUND, "git init");
    rig_sh(r, "rmdir .git; echo 'gitdir: nowhere' > .git");
    refused(r, "", PS_ENOTFOUND, "git init");
    rig_write(r, "file", "x");
    refused(r, "file", PS_ENOTFOUND, "git init");
}

static void bare_and_inside(void **state) {
    rig *r = *state;
    rig_sh(r, "git init -q --bare b.git; git init -q w");
    refused(r, "b.git", PS_EUNSUPPORTED, "is bare");
    refused(r, "w/.git", PS_EUNSUPPORTED, "inside a git folder");
    refused(r, "w/.git/refs", PS_EUNSUPPORTED, "inside a git folder");
    rig_sh(r, "git -C w config core.bare true");
    refused(r, "w", PS_EUNSUPPORTED, "is bare");
}

static void formats(void **state) {
    rig *r = *state;
    rig_sh(r, "git init -q --object-format=sha256");
    refused_untouched(r, "SHA-256");
    rig_sh(r, "rm -rf .git");
    start(r);
    rig_sh(r, "git config core.repositoryformatversion 1; git config extensions.refStorage reftable");
    refused_untouched(r, "git refs migrate");
    rig_sh(r, "git config -f .git/config extensions.refStorage files; git config -f .git/config extensions.fancyNewThing true");
    refused(r, "", PS_EUNSUPPORTED, "can't be read");
    rig_sh(r, "git config -f .git/config --unset extensions.fancyNewThing; git config -f .git/config core.repositoryformatversion 9");
    refused(r, "", PS_EUNSUPPORTED, "can't be read");
    rig_sh(r, "echo '[broken' > .git/config");
    refused(r, "", PS_EUNSUPPORTED, "can't be read");
}

static void indexes(void **state) {
    rig *r = *state;
    start(r);
    rig_sh(r, "git update-index --split-index");
    refused_untouched(r, "--no-split-index");
    rig_sh(r, "git update-index --no-split-index; git config core.splitIndex true");
    refused_untouched(r, "--no-split-index");
    rig_sh(r, "git config core.splitIndex false");
    rig_open(r, "");
    rig_close(r);
    rig_sh(r, "git sparse-checkout set --cone --sparse-index nothing");
    refused_untouched(r, "sparse");
    rig_sh(r, "git sparse-checkout disable");
    rig_open(r, "");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"deals/d.md", "D\n"}));
    rig_assert_clean(r);
    rig_close(r);
    rig_sh(r, "git sparse-checkout set --no-cone a.md");
    refused_untouched(r, "git sparse-checkout disable");
    rig_sh(r, "git sparse-checkout disable; printf 'DIRC garbage' > .git/index");
    refused(r, "", PS_EGIT, "git:");
}

/* The repository turns into one that we can't handle while it is open. */
static void turns_sparse_while_open(void **state) {
    rig *r = *state;
    start(r);
    rig_open(r, "");
    rig_sh(r, "git update-index --split-index; echo x > a.md");
    int rc = COMMIT(r, NULL, "b", {"deals/d.md", "D\n"});
    assert_int_equal(rc, PS_EUNSUPPORTED);
    rig_sh(r, "git update-index --no-split-index; git checkout -q a.md; git sparse-checkout set --no-cone a.md");
    assert_int_equal(COMMIT(r, NULL, "b", {"deals/d.md", "D\n"}), PS_EUNSUPPORTED);
    assert_str(rig_sh(r, "git ls-tree -r --name-only HEAD; git status --porcelain; git log --format=%%s"), "a.md\ndeals/d.md\nstart\n");
}

static void partial_clones(void **state) {
    rig *r = *state;
    start(r);
    rig_sh(r, "echo A > a.md; git commit -qam second; git config uploadpack.allowFilter true; "
              "git clone -q --filter=blob:none file://$PWD ../part 2>&1");
    snprintf(r->root, sizeof r->root, "%.200s/part", r->home);
    refused_untouched(r, "git fetch --refetch --no-filter");
    rig_sh(r, "git fetch -q --refetch --no-filter 2>&1");
    rig_open(r, "");
    assert_ps_ok(r, COMMIT(r, NULL, "b", {"deals/d.md", "D\n"}));
    rig_assert_clean(r);
}

static void work_tree_elsewhere(void **state) {
    rig *r = *state;
    start(r);
    rig_sh(r, "mkdir ../elsewhere; echo theirs > ../elsewhere/a.md; git config core.worktree ../../elsewhere");
    refused(r, "", PS_EUNSUPPORTED, "core.worktree");
    assert_str(rig_sh(r, "cat ../elsewhere/a.md"), "theirs\n");
    rig_sh(r, "git config core.worktree ..");
    rig_open(r, "");
    rig_close(r);
    rig_sh(r, "git config --unset core.worktree; git worktree add -q ../tree; mv ../tree ../moved");
    snprintf(r->root, sizeof r->root, "%.200s/moved", r->home);
    refused(r, "", PS_EUNSUPPORTED, "git worktree repair");
}

static void foreign_owner(void **state) {
    rig *r = *state;
    start(r);
    if (geteuid() != 0) {
        skip(); /* only root can give a file away */
    }
    rig_sh(r, "chown -R 12345 .");
    refused(r, "", PS_EUNSUPPORTED, "safe.directory");
    rig_sh(r, "chown -R 0 .");
    rig_open(r, "");
}

static void plain_ones_are_taken(void **state) {
    rig *r = *state;
    start(r);
    /* shallow, worktree config, submodule, a symlinked way to it, multi-pack index, commit graph */
    rig_sh(r, "git repack -adq; echo b > b.md; git add b.md; git commit -qm b; git repack -dq; git multi-pack-index write; git "
              "commit-graph write; "
              "git config extensions.worktreeConfig true; git config --worktree user.name Tree; "
              "git clone -q --depth 1 file://$PWD ../shallow; ln -s work ../link");
    rig_open(r, "deals");
    ps_str name, email;
    assert_ps_ok(r, ps_repo_identity(r->repo, &r->arena, &name, &email, &r->err));
    assert_str(name, "Tree");
    assert_ps_ok(r, COMMIT(r, NULL, "c", {"d.md", "D\n"}));
    rig_assert_clean(r);
    rig_close(r);
    rig_sh(r, "git -c protocol.file.allow=always submodule add -q $PWD/../shallow sub 2>&1; git commit -qm sub");
    rig_open(r, "sub/deals");
    assert_str(ps_repo_prefix(r->repo), "deals/");
    assert_ps_ok(r, COMMIT(r, NULL, "c", {"d.md", "D2\n"}));
    assert_str(rig_sh(r, "cd sub; git status --porcelain; git log --format=%%s -1"), "c\n");
    rig_close(r);
    snprintf(r->root, sizeof r->root, "%.200s/link", r->home);
    rig_open(r, "");
    assert_int_equal(COMMIT(r, NULL, "x", {"sub/x.md", "x\n"}), PS_EINVAL); /* another repository's */
    assert_non_null(strstr(r->err.message, "another git repository"));
    rig_close(r);
    snprintf(r->root, sizeof r->root, "%.200s/shallow", r->home);
    rig_open(r, "");
    assert_ps_ok(r, COMMIT(r, NULL, "c", {"a.md", "A\n"}));
    rig_assert_clean(r);
}

/* The environment of whoever starts us (a hook, say) points at another repository. */
static void environment_does_not_mislead(void **state) {
    rig *r = *state;
    start(r);
    rig_sh(r, "git init -q ../other");
    char other[300];
    snprintf(other, sizeof other, "%s/other/.git", r->home);
    setenv("GIT_DIR", other, 1);
    setenv("GIT_WORK_TREE", r->home, 1);
    setenv("GIT_INDEX_FILE", "/nonexistent/index", 1);
    setenv("GIT_OBJECT_DIRECTORY", "/nonexistent", 1);
    rig_open(r, "");
    int rc = COMMIT(r, NULL, "b", {"a.md", "A\n"});
    rig_write(r, ".git/hooks/pre-commit", "#!/bin/sh\nexit 0\n");
    char hook[400];
    snprintf(hook, sizeof hook, "%s/.git/hooks/pre-commit", r->root);
    unsetenv("GIT_DIR"), unsetenv("GIT_WORK_TREE"), unsetenv("GIT_INDEX_FILE"), unsetenv("GIT_OBJECT_DIRECTORY");
    assert_ps_ok(r, rc);
    rig_sh(r, "chmod +x .git/hooks/pre-commit");
    setenv("GIT_DIR", other, 1);
    setenv("GIT_INDEX_FILE", "/nonexistent/index", 1);
    rc = COMMIT(r, NULL, "c", {"a.md", "AA\n"});
    unsetenv("GIT_DIR"), unsetenv("GIT_INDEX_FILE");
    assert_ps_ok(r, rc);
    assert_str(rig_sh(r, "git log --format=%%s"), "c\nb\nstart\n");
    rig_assert_clean(r);
}

static void init_makes_one_only_where_there_is_none(void **state) {
    rig *r = *state;
    char path[600];
    snprintf(path, sizeof path, "%s/new/sales", r->root);
    assert_ps_ok(r, ps_repo_init(ps_str_of(path), &r->err));
    assert_ps_ok(r, ps_repo_init(ps_str_of(path), &r->err));
    assert_str(rig_sh(r, "git -C new/sales symbolic-ref HEAD; find . -name HEAD"), "refs/heads/main\n./new/sales/.git/HEAD\n");
    snprintf(path, sizeof path, "%s/new/sales/below", r->root);
    rig_sh(r, "mkdir new/sales/below");
    assert_ps_ok(r, ps_repo_init(ps_str_of(path), &r->err));
    assert_int_not_equal(rig_try(r, "test -e new/sales/below/.git"), 0);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup_closed, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(no_repository),
        T(bare_and_inside),
        T(formats),
        T(indexes),
        T(turns_sparse_while_open),
        T(partial_clones),
        T(work_tree_elsewhere),
        T(foreign_owner),
        T(plain_ones_are_taken),
        T(environment_does_not_mislead),
        T(init_makes_one_only_where_there_is_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
