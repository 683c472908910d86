/* Walking the history: order, folders, merges, skewed clocks, shallow clones, and speed. */
#include "repo_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "alloc.h"

/* A visit that writes one line a commit: subject, then each file with + (new), - (gone) or ~ (changed). */
typedef struct {
    ps_buf out;
    int left; /* commits until the walk is stopped; -1: never */
} story;

static int tell(void *ctx, const ps_revision *rev, ps_error *err) {
    story *s = ctx;
    (void)err;
    ps_str rest = rev->message, subject;
    ps_str_next(&rest, '\n', &subject);
    ps_buf_put(&s->out, subject);
    for (size_t i = 0; i < rev->n_files; i++) {
        const ps_touched *f = &rev->files[i];
        ps_buf_fmt(&s->out, " %c%.*s", !f->old.hex[0] ? '+' : !f->now.hex[0] ? '-' : '~', PS_FMT(f->path));
    }
    ps_buf_char(&s->out, '\n');
    return s->left > 0 && --s->left == 0 ? 7 : 0;
}

static ps_str walk(rig *r, const char *from, const char *const *under, size_t n, int left, int expected) {
    story s = {.left = left};
    ps_str list[8];
    for (size_t i = 0; i < n; i++) {
        list[i] = ps_str_of(under[i]);
    }
    int rc = ps_history_walk(r->repo, ps_str_of(from), list, n, tell, &s, &r->err);
    if (rc != expected) {
        fail_msg("%d %s", rc, r->err.message);
    }
    ps_str text = ps_arena_dup(&r->arena, ps_buf_str(&s.out));
    ps_buf_free(&s.out);
    return text;
}

#define ALL(r) walk((r), "", NULL, 0, -1, 0)
#define UNDER(r, ...) walk((r), "", (const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *), -1, 0)

static void tells_what_each_commit_touched(void **state) {
    rig *r = *state;
    assert_str(ALL(r), "");
    COMMIT(r, NULL, "one", {"deals/2026/a/deal.md", "a\n"}, {"deals/2026/a/log.md", "l\n"}, {"people/x.md", "x\n"});
    COMMIT(r, NULL, "two", {"deals/2026/b/deal.md", "b\n"});
    COMMIT(r, NULL, "three", {"deals/2026/a/deal.md", "A\n"}, {"deals/2026/a/log.md", NULL});
    COMMIT(r, NULL, "four", {"people/x.md", NULL}, {"people/y.md", "x\n"});
    assert_str(ALL(r), "four -people/x.md +people/y.md\nthree ~deals/2026/a/deal.md -deals/2026/a/log.md\ntwo +deals/2026/b/deal.md\n"
                       "one +deals/2026/a/deal.md +deals/2026/a/log.md +people/x.md\n");
    assert_str(UNDER(r, "deals/2026/a"),
               "three ~deals/2026/a/deal.md -deals/2026/a/log.md\none +deals/2026/a/deal.md +deals/2026/a/log.md\n");
    assert_str(UNDER(r, "deals/2026/a/", "people/x.md"), "four -people/x.md\nthree ~deals/2026/a/deal.md -deals/2026/a/log.md\n"
                                                         "one +deals/2026/a/deal.md +deals/2026/a/log.md +people/x.md\n");
    assert_str(UNDER(r, "deals", "deals/2026/b/deal.md", "deals/2026"),
               "three ~deals/2026/a/deal.md -deals/2026/a/log.md\ntwo +deals/2026/b/deal.md\n"
               "one +deals/2026/a/deal.md +deals/2026/a/log.md\n");
    assert_str(UNDER(r, "nowhere", "deals/2026/a/deal.md/x"), "");
    assert_str(walk(r, "HEAD~2", NULL, 0, -1, 0),
               "two +deals/2026/b/deal.md\none +deals/2026/a/deal.md +deals/2026/a/log.md +people/x.md\n");
    assert_str(walk(r, "", NULL, 0, 2, 7), "four -people/x.md +people/y.md\nthree ~deals/2026/a/deal.md -deals/2026/a/log.md\n");
    walk(r, "nope", NULL, 0, -1, PS_ENOTFOUND);
}

static int check_fields(void *ctx, const ps_revision *rev, ps_error *err) {
    rig *r = ctx;
    ps_str text;
    (void)err;
    assert_str(rev->author, "Li Wei");
    assert_str(rev->email, "li.wei@example.com");
    assert_str(rev->message, "subject\n\nbody\n\nDeal: acme\n");
    assert_int_equal(rev->time, 1794474300);
    assert_int_equal(rev->tz, 480);
    assert_int_equal(rev->n_files, 1);
    assert_str(rig_sh(r, "git rev-parse HEAD | tr -d '\\n'"), rev->id.hex);
    assert_ps_ok(r, ps_repo_blob(r->repo, &r->arena, &rev->files[0].now, &text, &r->err));
    assert_str(text, "x\n");
    return 0;
}

static void gives_whole_revisions_in_a_subfolder(void **state) {
    rig *r = *state;
    rig_sh(r, "mkdir sales; echo t > top.md; git add top.md; git commit -qm top");
    rig_close(r);
    rig_open(r, "sales");
    assert_ps_ok(r, COMMIT(r, NULL, "subject\n\nbody\n\nDeal: acme", {"x.md", "x\n"}));
    assert_ps_ok(r, ps_history_walk(r->repo, PS_S(""), NULL, 0, check_fields, r, &r->err));
    assert_str(ALL(r), "subject +x.md\n");
}

/* More paths than are looked up one by one. */
static void takes_many_paths(void **state) {
    rig *r = *state;
    COMMIT(r, NULL, "one", {"a/x.md", "1"}, {"a-b/x.md", "1"}, {"b/x.md", "1"}, {"c/x.md", "1"}, {"d/e/x.md", "1"}, {"d/f/x.md", "1"},
           {"g.md", "1"}, {"ab", "1"});
    COMMIT(r, NULL, "two", {"ab", "2"}, {"d/f/x.md", "2"});
    COMMIT(r, NULL, "three", {"d/e/x.md", "2"}, {"g.md", NULL});
    assert_str(UNDER(r, "a", "b", "c", "d/e", "g.md", "nowhere", "a/x.md", "a/"),
               "three ~d/e/x.md -g.md\none +a/x.md +b/x.md +c/x.md +d/e/x.md +g.md\n");
    assert_str(UNDER(r, "1", "2", "3", "4", "5", "6"), "");
    rig_close(r);
    rig_open(r, "d");
    assert_str(UNDER(r, "e", "1", "2", "3", "4", "5"), "three ~e/x.md\none +e/x.md\n");
    assert_str(UNDER(r, "e", "1", "2", "3", "4", ""), "three ~e/x.md\ntwo ~f/x.md\none +e/x.md +f/x.md\n");
}

static void changes_of_kind(void **state) {
    rig *r = *state;
    COMMIT(r, NULL, "file", {"n", "file\n"}, {"n.md", "x"}, {"n-", "x"});
    COMMIT(r, NULL, "folder", {"n", NULL}, {"n/a", "1\n"}, {"n/b", "2\n"});
    COMMIT(r, NULL, "file again", {"n/a", NULL}, {"n/b", NULL}, {"n", "file\n"});
    assert_str(ALL(r), "file again +n -n/a -n/b\nfolder -n +n/a +n/b\nfile +n +n- +n.md\n");
    assert_str(UNDER(r, "n"), "file again -n/a -n/b +n\nfolder +n/a +n/b -n\nfile +n\n");
    rig_sh(r, "chmod +x n.md; git commit -qam mode");
    assert_str(UNDER(r, "n.md"), "file +n.md\n"); /* a mode is no content */
}

static void merges_count_for_what_they_change_themselves(void **state) {
    rig *r = *state;
    COMMIT(r, NULL, "base", {"a.md", "1\n2\n3\n"}, {"b.md", "b\n"});
    rig_sh(r, "git checkout -q -b side; echo S >> b.md; git commit -qam side; sed -i s/3/side/ a.md; git commit -qam side2; git checkout "
              "-q main; sed -i s/1/main/ a.md; git commit -qam main; "
              "git merge -q -m 'clean merge' side; git checkout -q -b other; echo o > a.md; git commit -qam other; git checkout -q main; "
              "echo m > a.md; git commit -qam mine; "
              "git merge -q other >/dev/null; echo both > a.md; git commit -qam 'resolved'");
    ps_str all = ALL(r);
    assert_true(ps_str_find(all, PS_S("clean merge ~a.md\n"), 0) != SIZE_MAX); /* its a.md is neither side's */
    assert_true(ps_str_find(all, PS_S("clean merge ~b.md"), 0) == SIZE_MAX);
    assert_true(ps_str_find(all, PS_S("resolved ~a.md\n"), 0) != SIZE_MAX);
    assert_true(ps_str_find(all, PS_S("side ~b.md\n"), 0) != SIZE_MAX);
    assert_str(UNDER(r, "b.md"), "side ~b.md\nbase +b.md\n");
}

static void skewed_clocks_do_not_turn_the_order(void **state) {
    rig *r = *state;
    static const int64_t times[] = {1000, 5000, 10, 3000, 20};
    for (int i = 0; i < 5; i++) {
        char text[16], message[16];
        ps_sign when = rig_author;
        when.time = times[i];
        snprintf(text, sizeof text, "%d\n", i);
        snprintf(message, sizeof message, "c%d", i);
        ps_change c = {PS_S("a.md"), ps_str_of(text)};
        ps_commit in = {&c, 1, ps_str_of(message), &when};
        ps_oid made;
        assert_ps_ok(r, ps_repo_commit(r->repo, r->fs, &in, &made, &r->err));
    }
    assert_str(ALL(r), "c4 ~a.md\nc3 ~a.md\nc2 ~a.md\nc1 ~a.md\nc0 +a.md\n");
    ps_oid at, want;
    assert_ps_ok(r, ps_history_at(r->repo, &at, 15, &r->err));
    assert_ps_ok(r, ps_repo_rev(r->repo, &want, PS_S("HEAD~2"), &r->err));
    assert_string_equal(at.hex, want.hex);
    assert_ps_ok(r, ps_history_at(r->repo, &at, 20, &r->err));
    assert_ps_ok(r, ps_repo_head(r->repo, &want, &r->err));
    assert_string_equal(at.hex, want.hex);
    assert_ps_ok(r, ps_history_at(r->repo, &at, 5, &r->err));
    assert_string_equal(at.hex, "");
}

static void ends_where_a_shallow_clone_ends(void **state) {
    rig *r = *state;
    COMMIT(r, NULL, "one", {"a.md", "1\n"});
    COMMIT(r, NULL, "two", {"a.md", "2\n"});
    COMMIT(r, NULL, "three", {"a.md", "3\n"});
    rig_sh(r, "git clone -q --depth 2 file://$PWD ../shallow");
    rig_close(r);
    snprintf(r->root, sizeof r->root, "%.200s/shallow", r->home);
    rig_open(r, "");
    assert_str(ALL(r), "three ~a.md\ntwo +a.md\n");
    ps_oid at;
    assert_ps_ok(r, ps_history_at(r->repo, &at, 1, &r->err));
    assert_string_equal(at.hex, "");
}

/* "was>now" for each rename since the newest commit that is not after a time. */
static const char *renamed_since(rig *r, int64_t time) {
    static char text[512];
    ps_arena arena = {0};
    ps_renames list = {0};
    ps_oid at;
    size_t n = 0;
    assert_ps_ok(r, ps_history_at(r->repo, &at, time, &r->err));
    assert_ps_ok(r, ps_history_renames(r->repo, &arena, &at, &list, &r->err));
    text[0] = '\0';
    for (size_t i = 0; i < list.n; i++) {
        n += (size_t)snprintf(text + n, sizeof text - n, "%.*s>%.*s ", PS_FMT(list.v[i].was), PS_FMT(list.v[i].now));
    }
    ps_arena_free(&arena);
    return text;
}

static void renames_come_in_with_a_commit_of_the_line(void **state) {
    rig *r = *state;
    rig_sh(r, "c() { echo $1 > $2.md; git add .; GIT_AUTHOR_DATE=\"@$1 +0000\" git commit -qm \"$2\" ${3:+-m \"$3\"}; }; "
              "c 1000 one; c 2000 two \"$(printf 'Deal: b\\nWas: deals/2026/a')\"; c 3000 three");
    assert_string_equal(renamed_since(r, 3500), "");
    assert_string_equal(renamed_since(r, 2500), "");
    assert_string_equal(renamed_since(r, 1500), "deals/2026/a>b ");
    rig_sh(r, "c() { echo $1 > $2.md; git add .; GIT_AUTHOR_DATE=\"@$1 +0000\" git commit -qm \"$2\" ${3:+-m \"$3\"}; }; "
              "git checkout -q -b side HEAD~1; c 2100 four \"$(printf 'Deal: d\\nWas: deals/2026/c')\"; git checkout -q main; c 4000 five; "
              "GIT_AUTHOR_DATE='@5000 +0000' git merge -q --no-ff -m merged side; c 6000 six \"$(printf 'Deal: e\\nWas: deals/2026/b')\"");
    assert_string_equal(renamed_since(r, 6000), "");
    assert_string_equal(renamed_since(r, 5500), "deals/2026/b>e ");
    assert_string_equal(renamed_since(r, 4500), "deals/2026/c>d deals/2026/b>e "); /* made before, brought in later */
    assert_string_equal(renamed_since(r, 500), "deals/2026/a>b deals/2026/c>d deals/2026/b>e ");
    ps_oid at, want;
    assert_ps_ok(r, ps_history_at(r->repo, &at, 4999, &r->err));
    assert_ps_ok(r, ps_repo_rev(r->repo, &want, PS_S("HEAD~2"), &r->err));
    assert_string_equal(at.hex, want.hex);
    rig_sh(r, "git reset -q --hard HEAD~2"); /* HEAD goes elsewhere */
    assert_string_equal(renamed_since(r, 1500), "deals/2026/a>b ");
    assert_string_equal(renamed_since(r, 9999), "");
}

/* A line is read as far back as is asked, and further when that is asked. */
static void goes_back_as_far_as_is_asked(void **state) {
    rig *r = *state;
    rig_sh(r, "for i in $(seq 1 40); do echo $i > a.md; git add .; GIT_AUTHOR_DATE=\"@$((i * 100)) +0000\" git commit -qm c$i; done");
    for (int i = 40; i > 0; i -= 3) {
        ps_oid at, want;
        char rev[16];
        snprintf(rev, sizeof rev, "HEAD~%d", 40 - i);
        assert_ps_ok(r, ps_history_at(r->repo, &at, i * 100 + 50, &r->err));
        assert_ps_ok(r, ps_repo_rev(r->repo, &want, ps_str_of(rev), &r->err));
        assert_string_equal(at.hex, want.hex);
        if (i == 22) {
            rig_sh(r, "echo more >> a.md; GIT_AUTHOR_DATE='@9000 +0000' git commit -qam more; git reset -q --hard HEAD~1");
        }
    }
}

static void unborn_has_no_history(void **state) {
    rig *r = *state;
    ps_oid at;
    assert_str(ALL(r), "");
    assert_ps_ok(r, ps_history_at(r->repo, &at, INT64_MAX, &r->err));
    assert_string_equal(at.hex, "");
}

static int count(void *ctx, const ps_revision *rev, ps_error *err) {
    (void)err;
    *(size_t *)ctx += rev->n_files;
    return 0;
}

static int stop_at_once(void *ctx, const ps_revision *rev, ps_error *err) {
    (void)ctx, (void)rev, (void)err;
    return 1;
}

/* 20,000 commits in 400 deals: one deal's story is there at once. */
static void is_fast(void **state) {
    rig *r = *state;
    enum { COMMITS = 20000, DEALS = 100 };
    char path[300];
    snprintf(path, sizeof path, "%s/import", r->home);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    for (int i = 0; i < COMMITS; i++) {
        char text[64];
        int n = snprintf(text, sizeof text, "commit %d\n", i);
        fprintf(f, "commit refs/heads/main\ncommitter L <l@x> %d +0000\ndata 2\nc\n\nM 644 inline deals/2026/d%d/log.md\ndata %d\n%s\n",
                1700000000 + i, i * 7919 % DEALS, n, text);
    }
    fclose(f);
    rig_sh(r, "git fast-import --quiet < %s", path);
    ps_str under = PS_S("deals/2026/d7");
    size_t files = 0;
    clock_t start = clock();
    assert_ps_ok(r, ps_history_walk(r->repo, PS_S(""), &under, 1, count, &files, &r->err));
    double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_int_equal(files, COMMITS / DEALS);
    files = 0;
    start = clock();
    assert_ps_ok(r, ps_history_walk(r->repo, PS_S(""), NULL, 0, count, &files, &r->err));
    double whole = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_int_equal(files, COMMITS);
    ps_str each[DEALS];
    for (int i = 0; i < DEALS; i++) { /* as the board asks for all of them */
        each[i] = ps_arena_fmt(&r->arena, "deals/2026/d%d", i);
    }
    files = 0;
    start = clock();
    assert_ps_ok(r, ps_history_walk(r->repo, PS_S(""), each, DEALS, count, &files, &r->err));
    double many = (double)(clock() - start) / CLOCKS_PER_SEC;
    assert_int_equal(files, COMMITS);
    start = clock();
    assert_int_equal(ps_history_walk(r->repo, PS_S(""), each, DEALS, stop_at_once, &files, &r->err), 1);
    double first = (double)(clock() - start) / CLOCKS_PER_SEC;
    print_message("%d commits: one deal %.2f s, everything %.2f s, each deal %.2f s, the newest %.4f s\n", COMMITS, seconds, whole, many,
                  first);
    assert_true(many < 10 && first < 0.2);
    assert_true(seconds < 5 && whole < 10); /* sanitizers and busy machines included */
}

static void a_failing_allocation_is_an_error(void **state) {
    rig *r = *state;
    COMMIT(r, NULL, "one", {"a.md", "1\n"}, {"deals/b.md", "1\n"});
    COMMIT(r, NULL, "two", {"a.md", "2\n"}, {"deals/b.md", NULL});
    bool done = false;
    for (size_t at = 1; !done; at++) {
        size_t files = 0;
        ps_alloc_fail_at(at);
        int rc = ps_history_walk(r->repo, PS_S(""), NULL, 0, count, &files, &r->err);
        ps_alloc_fail_at(0);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
        done = rc == PS_OK;
        assert_true(!done || files == 4);
    }
}

static void reads_trailers(void **state) {
    (void)state;
    ps_str m = PS_S("subject\n\nbody Deal: no\nDeal: neither\n\nDeal: acme-core\nstage:  offer \nGate:\nX: 1\n\n");
    assert_str(ps_trailer(m, PS_S("Deal")), "acme-core");
    assert_str(ps_trailer(m, PS_S("Stage")), "offer");
    assert_str(ps_trailer(m, PS_S("Gate")), "");
    assert_str(ps_trailer(m, PS_S("Decision")), "");
    assert_str(ps_trailer(PS_S("Deal: subject only\n"), PS_S("Deal")), "");
    assert_str(ps_trailer(PS_S(""), PS_S("Deal")), "");
    assert_str(ps_trailer(PS_S("\n\n\n"), PS_S("Deal")), "");
    assert_str(ps_trailer(PS_S("s\r\n\r\nDeal: crlf\r\n"), PS_S("Deal")), "crlf");
    assert_str(ps_trailer(PS_S("s\n\nDeals: x\nDeal"), PS_S("Deal")), "");
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(tells_what_each_commit_touched),
        T(gives_whole_revisions_in_a_subfolder),
        T(takes_many_paths),
        T(changes_of_kind),
        T(merges_count_for_what_they_change_themselves),
        T(skewed_clocks_do_not_turn_the_order),
        T(ends_where_a_shallow_clone_ends),
        T(unborn_has_no_history),
        T(renames_come_in_with_a_commit_of_the_line),
        T(goes_back_as_far_as_is_asked),
        T(is_fast),
        T(a_failing_allocation_is_an_error),
        cmocka_unit_test(reads_trailers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
