/* Several writers and the git command line on one repository at once: nothing is lost, nothing is corrupt. */
#include "repo_fixture.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

extern off_t ps_owed_small;

enum { WRITERS = 3, COMMITS = 15 };

static bool later; /* git's index follows after some commits */

/* `git commit` of paths reads git's index before it locks it, and what others put there in between it takes back: their paths then look staged, with
 * what they were before. That is git's own (two of it do it to each other), and the way out is the one that the message names. */
static void unstage_as_told(rig *r) {
    for (int tries = 0; tries < 100 && rig_try(r, "git restore --staged -- . ':!mine*.md' ':!new.md' 2>/dev/null"); tries++) {
        usleep(5000);
    }
}

/* One process with its own handle, changing its own file and one that all share. Answers how many commits were made. */
static _Noreturn void writer(rig *r, bool with_git, int me) {
    int made = 0;
    rig_close(r);
    rig_open(r, "");
    if (later) {
        ps_owed_small = 0;
        ps_repo_follow_later(r->repo);
    }
    for (int tries = 0; made < COMMITS && tries < COMMITS * 40; tries++) {
        char own[64], text[64], message[64];
        snprintf(own, sizeof own, "deals/w%d/n%d.md", me, made % 4);
        snprintf(text, sizeof text, "writer %d commit %d\n", me, made);
        snprintf(message, sizeof message, "w%d %d", me, made);
        /* A counter that everyone raises: who reads an old value gets a conflict and reads again. */
        ps_str count = PS_S("0");
        ps_fs_read(r->fs, &r->arena, PS_S("shared.md"), &count, NULL);
        char raised[32];
        snprintf(raised, sizeof raised, "%d\n", atoi(count.p) + 1);
        ps_change changes[] = {{ps_str_of(own), ps_str_of(text)}, {PS_S("shared.md"), ps_str_of(raised)}};
        ps_commit in = {changes, 2, ps_str_of(message), &rig_author};
        ps_oid id;
        ps_error_clear(&r->err);
        int rc = ps_repo_lock(r->repo, 20000, &r->err);
        if (rc == PS_OK) { /* read and write under one lock, as operations do */
            ps_fs_read(r->fs, &r->arena, PS_S("shared.md"), &count, NULL);
            snprintf(raised, sizeof raised, "%d\n", atoi(count.p) + 1);
            changes[1].content = ps_str_of(raised);
            rc = ps_repo_commit(r->repo, r->fs, &in, &id, &r->err);
            ps_repo_unlock(r->repo);
        }
        if (rc == PS_OK && id.hex[0]) {
            made++;
            if (later && made % (2 + me) == 0) {
                ps_repo_follow(r->repo, NULL);
            }
        } else if (rc == PS_ESTAGED && with_git) {
            unstage_as_told(r);
        } else if (rc != PS_OK && rc != PS_ECONFLICT && rc != PS_EBUSY) {
            fprintf(stderr, "writer %d: %s %s\n", me, ps_code_name(rc), r->err.message);
            _exit(100);
        }
    }
    _exit(later && ps_repo_follow(r->repo, NULL) ? 102 : made);
}

/* The command line beside them: its own files, by add and commit, until it has made as many. */
static _Noreturn void command_line(rig *r) {
    char script[1500];
    snprintf(script, sizeof script,
             "cd '%s' && n=0; i=0; while [ $n -lt %d ] && [ $i -lt 2000 ]; do i=$((i+1)); mkdir -p cli; echo $n.$i > cli/f$((n %% 3)).md;"
             " git add cli/f$((n %% 3)).md 2>/dev/null && git commit -q -m \"cli $n\" -- cli/f$((n %% 3)).md 2>/dev/null && n=$((n+1)); "
             "git status >/dev/null; done; exit $n",
             r->root, COMMITS);
    execl("/bin/sh", "sh", "-c", script, (char *)NULL);
    _exit(101);
}

static void race(rig *r, bool with_git, int base) {
    pid_t pids[WRITERS + 1];
    int n = 0, total = base;
    for (; n < WRITERS; n++) {
        if ((pids[n] = fork()) == 0) {
            writer(r, with_git, n);
        }
    }
    if (with_git && (pids[n++] = fork()) == 0) {
        command_line(r);
    }
    for (int i = 0; i < n; i++) {
        int status;
        assert_int_equal(waitpid(pids[i], &status, 0), pids[i]);
        assert_true(WIFEXITED(status));
        if (WEXITSTATUS(status) != COMMITS) {
            fail_msg("%s: %d", i < WRITERS ? "a writer" : "git", WEXITSTATUS(status));
        }
        total += COMMITS;
    }
    rig_close(r);
    rig_open(r, "");
    bool did;
    assert_ps_ok(r, ps_repo_recover(r->repo, r->fs, &did, &r->err));
    if (with_git) {
        unstage_as_told(r);
    }
    assert_int_equal(atoi(rig_sh(r, "git rev-list --count HEAD").p), total);
    assert_str(rig_sh(r, "git rev-list --merges HEAD"), "");
    assert_int_equal(atoi(rig_sh(r, "git rev-list --max-parents=0 HEAD | wc -l").p), 1);
    assert_int_equal(atoi(rig_read(r, "shared.md").p), WRITERS * COMMITS);
    /* Every message once: no commit was made twice or overwritten. */
    assert_int_equal(atoi(rig_sh(r, "git log --format=%%s | sort | uniq | wc -l").p), total);
}

static void writers_and_git_on_one_branch(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"shared.md", "0\n"}, {"mine.md", "mine\n"}, {"mine2.md", "mine\n"}));
    rig_sh(r, "echo staged > mine.md; git add mine.md; echo unstaged > mine.md; echo edited > mine2.md; echo n > new.md; git add new.md");
    race(r, true, 1);
    assert_str(rig_sh(r, "git status --porcelain"), "MM mine.md\n M mine2.md\nA  new.md\n");
    assert_str(rig_sh(r, "git show :mine.md; cat mine.md mine2.md"), "staged\nunstaged\nedited\n");
    assert_str(rig_sh(r, "git diff-files --name-only; git fsck --strict --no-dangling"), "mine.md\nmine2.md\n");
    rig_sh(r, "git reset -q --hard");
    rig_assert_clean(r);
}

static void writers_on_one_branch(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"shared.md", "0\n"}, {"mine.md", "mine\n"}));
    rig_sh(r, "echo staged > mine.md; git add mine.md; echo n > new.md; git add new.md");
    race(r, false, 1);
    assert_str(rig_sh(r, "git status --porcelain"), "M  mine.md\nA  new.md\n");
    rig_sh(r, "git reset -q --hard");
    rig_assert_clean(r);
}

static void writers_whose_index_follows_later(void **state) {
    rig *r = *state;
    later = true;
    writers_and_git_on_one_branch(state);
    later = false;
    assert_false(ps_repo_owes(r->repo));
}

static void the_first_commit_is_made_once(void **state) {
    rig *r = *state;
    race(r, true, 0);
    rig_assert_clean(r);
}

static void writers_with_hooks(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"shared.md", "0\n"}));
    rig_sh(r, "printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
    race(r, true, 1);
    rig_assert_clean(r);
}

/* Another program's save comes in the middle of our commit: it is kept, and shows as a change. */
extern void (*ps_repo_at)(const char *step);
static rig *racing;
static const char *save_at;

static void save(const char *step) {
    if (strcmp(step, save_at) == 0) {
        ps_repo_at = NULL;
        rig_write(racing, "a.md", "saved by an editor\n");
    }
}

static void keeps_a_save_that_comes_meanwhile(void **state) {
    static const char *const steps[] = {"blobs", "commit-made", "journal", "ref-moved", "index-locked", "index-made", "index-renamed"};
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"a.md", "0\n"}));
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        char text[32];
        snprintf(text, sizeof text, "%zu saved by ps\n", i + 10); /* of the same size */
        racing = r;
        save_at = steps[i];
        ps_repo_at = save;
        assert_ps_ok(r, COMMIT(r, NULL, text, {"a.md", text}));
        assert_null(ps_repo_at);
        assert_str(rig_read(r, "a.md"), "saved by an editor\n");
        assert_str(rig_sh(r, "git show HEAD:a.md"), text);
        assert_str(rig_sh(r, "git status --porcelain"), " M a.md\n");
        rig_sh(r, "git checkout -q a.md");
    }
    rig_assert_clean(r);
}

/* Somebody else commits between our look and our move. */
static const char *other_commit;

static void interfere(const char *step) {
    if (strcmp(step, "commit-made") == 0) {
        ps_repo_at = NULL;
        rig_sh(racing, "%s", other_commit);
    }
}

static void builds_on_what_others_commit(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"a.md", "0\n"}, {"b.md", "0\n"}));
    racing = r;
    ps_repo_at = interfere;
    other_commit = "echo theirs > b.md; git commit -qam theirs";
    assert_ps_ok(r, COMMIT(r, NULL, "ours", {"a.md", "ours\n"}));
    assert_str(rig_sh(r, "git log --format=%%s; git show HEAD:a.md HEAD:b.md"), "ours\ntheirs\nstart\nours\ntheirs\n");
    rig_assert_clean(r);
    ps_repo_at = interfere;
    other_commit = "echo a > a.md; git commit -qam theirs2";
    assert_int_equal(COMMIT(r, NULL, "ours2", {"a.md", "ours2\n"}, {"c.md", "c\n"}), PS_ECONFLICT);
    assert_string_equal(r->err.path, "a.md");
    rig_assert_clean(r);
    assert_null(rig_read(r, "c.md").p);
    ps_repo_at = interfere;
    other_commit = "git checkout -q -b elsewhere; echo x > x.md; git add x.md; git commit -qm x";
    assert_ps_ok(r, COMMIT(r, NULL, "ours3", {"a.md", "ours3\n"}));
    /* The commit is on the branch it was made for; the one that is checked out now is untouched. */
    assert_str(rig_sh(r, "git symbolic-ref --short HEAD; git log --format=%%s -2; git log --format=%%s -1 main"),
               "elsewhere\nx\ntheirs2\nours3\n");
    rig_assert_clean(r);
}

/* Somebody's `git commit` writes back an index without what we have announced to it. */
static void lose_announcement(const char *step) {
    if (strcmp(step, "announced") == 0) {
        ps_repo_at = NULL;
        rig_sh(racing, "git update-index --force-remove deals/new.md");
    }
}

static void announces_again_what_others_lose(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"a.md", "0\n"}));
    rig_sh(r, "printf '#!/bin/sh\\nexit 0\\n' > .git/hooks/pre-commit; chmod +x .git/hooks/pre-commit");
    racing = r;
    ps_repo_at = lose_announcement;
    assert_ps_ok(r, COMMIT(r, NULL, "ours", {"a.md", "1\n"}, {"deals/new.md", "new\n"}));
    assert_null(ps_repo_at);
    assert_str(rig_sh(r, "git show HEAD:deals/new.md; git rev-list --count HEAD"), "new\n2\n");
    rig_assert_clean(r);
}

/* Two threads of one process, each with its own handle: the main one and the worker. */
typedef struct {
    char root[256];
    int me, made, rc;
    ps_error err;
} worker;

static void *work(void *arg) {
    worker *w = arg;
    ps_repo *repo = NULL;
    ps_fs *fs = NULL;
    w->rc = ps_repo_open(&repo, ps_str_of(w->root), &w->err);
    w->rc = w->rc ? w->rc : ps_fs_open(&fs, ps_str_of(w->root), &w->err);
    for (int i = 0; w->rc == PS_OK && i < COMMITS; i++) {
        char path[32], text[32];
        snprintf(path, sizeof path, "t%d.md", w->me);
        snprintf(text, sizeof text, "thread %d %d\n", w->me, i);
        ps_change change = {ps_str_of(path), ps_str_of(text)};
        ps_commit in = {&change, 1, ps_str_of(text), &rig_author};
        ps_oid made;
        w->rc = ps_repo_commit(repo, fs, &in, &made, &w->err);
        w->made += w->rc == PS_OK && made.hex[0];
    }
    ps_repo_close(repo);
    ps_fs_close(fs);
    return NULL;
}

static void threads_with_a_handle_each(void **state) {
    rig *r = *state;
    pthread_t threads[2];
    static worker workers[2];
    for (int i = 0; i < 2; i++) {
        workers[i] = (worker){.me = i};
        snprintf(workers[i].root, sizeof workers[i].root, "%s", r->root);
        assert_int_equal(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    }
    for (int i = 0; i < 2; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        if (workers[i].rc) {
            fail_msg("thread %d: %s", i, workers[i].err.message);
        }
        assert_int_equal(workers[i].made, COMMITS);
    }
    assert_int_equal(atoi(rig_sh(r, "git rev-list --count HEAD").p), 2 * COMMITS);
    rig_assert_clean(r);
}

/* git packs and prunes all the time, and removes folders of objects that it has emptied. */
static void commits_while_git_packs(void **state) {
    rig *r = *state;
    assert_ps_ok(r, COMMIT(r, NULL, "start", {"a.md", "0\n"}));
    pid_t pid = fork();
    if (pid == 0) {
        if (chdir(r->root)) {
            _exit(1);
        }
        execl("/bin/sh", "sh", "-c", "while :; do git gc -q; git prune-packed -q; rmdir .git/objects/?? 2>/dev/null; done 2>/dev/null",
              (char *)NULL);
        _exit(1);
    }
    for (int i = 1; i <= 30; i++) {
        char text[32];
        snprintf(text, sizeof text, "%d\n", i);
        int rc = COMMIT(r, NULL, text, {"a.md", text}, {"deals/b.md", text});
        if (rc) {
            kill(pid, SIGKILL);
        }
        assert_ps_ok(r, rc);
    }
    kill(pid, SIGTERM);
    waitpid(pid, NULL, 0);
    /* A gc that the shell had started may still be at work. */
    assert_int_equal(rig_try(r, "for i in $(seq 500); do test -e .git/gc.pid || exit 0; sleep 0.02; done; exit 1"), 0);
    assert_int_equal(atoi(rig_sh(r, "git rev-list --count HEAD").p), 31);
    assert_str(rig_sh(r, "git status --porcelain; git fsck --strict --no-dangling; git diff-files"), "");
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_setup, rig_teardown)
    const struct CMUnitTest tests[] = {
        T(writers_on_one_branch),
        T(threads_with_a_handle_each),
        T(commits_while_git_packs),
        T(writers_and_git_on_one_branch),
        T(writers_whose_index_follows_later),
        T(the_first_commit_is_made_once),
        T(writers_with_hooks),
        T(keeps_a_save_that_comes_meanwhile),
        T(builds_on_what_others_commit),
        T(announces_again_what_others_lose),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
