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
    assert_str(rig_sh(r, "git log -1 --format='%%an <%%ae> %%ad|%%cn|%%s' --date=raw"), "Li Wei <li.wei@example.com> 1794474300 +0800|Li Wei|first: 部署\n");
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(commits_on_an_unborn_branch, rig_setup, rig_teardown),
        cmocka_unit_test_setup_teardown(changes_adds_and_removes_at_once, rig_setup, rig_teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
