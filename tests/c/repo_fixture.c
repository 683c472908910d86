#include "repo_fixture.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

const ps_sign rig_author = {{"Li Wei", 6}, {"li.wei@example.com", 18}, 1794474300, 480};

/* libgit2 1.5 leaks a match of its regular expressions where it refuses a repository's format. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void) {
    return "leak:libpcre2\n";
}

static void format(char *out, size_t size, const char *fmt, va_list ap) {
    int n = vsnprintf(out, size, fmt, ap);
    assert_true(n >= 0 && (size_t)n < size);
}

/* Runs in the work tree; *text in the arena. */
static int shell(rig *r, const char *command, ps_str *text) {
    char whole[8192];
    ps_buf out = {0};
    char bytes[4096];
    size_t n;
    int w = snprintf(whole, sizeof whole, "cd '%s' && { %s\n} 2>&1", r->root, command);
    assert_true(w > 0 && (size_t)w < sizeof whole);
    FILE *p = popen(whole, "r");
    assert_non_null(p);
    while ((n = fread(bytes, 1, sizeof bytes, p)) > 0) {
        ps_buf_put(&out, (ps_str){bytes, n});
    }
    int status = pclose(p);
    assert_true(ps_buf_ok(&out));
    *text = ps_arena_dup(&r->arena, ps_buf_str(&out));
    ps_buf_free(&out);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 255;
}

ps_str rig_sh(rig *r, const char *fmt, ...) {
    char command[8000];
    ps_str text;
    va_list ap;
    va_start(ap, fmt);
    format(command, sizeof command, fmt, ap);
    va_end(ap);
    int status = shell(r, command, &text);
    if (status) {
        fail_msg("%s\nexit %d: %.*s", command, status, PS_FMT(text));
    }
    return text;
}

int rig_try(rig *r, const char *fmt, ...) {
    char command[8000];
    ps_str text;
    va_list ap;
    va_start(ap, fmt);
    format(command, sizeof command, fmt, ap);
    va_end(ap);
    return shell(r, command, &text);
}

/* What a person's environment might say must not matter; what a machine lacks neither. */
static void plain_environment(const char *home) {
    static const char *const gone[] = {"GIT_DIR",
                                       "GIT_WORK_TREE",
                                       "GIT_INDEX_FILE",
                                       "GIT_OBJECT_DIRECTORY",
                                       "GIT_AUTHOR_NAME",
                                       "GIT_AUTHOR_EMAIL",
                                       "GIT_COMMITTER_NAME",
                                       "GIT_COMMITTER_EMAIL",
                                       "EMAIL",
                                       "XDG_CONFIG_HOME",
                                       "GIT_CONFIG_GLOBAL",
                                       "GIT_CONFIG_PARAMETERS",
                                       "GIT_CONFIG_COUNT",
                                       "GIT_CEILING_DIRECTORIES"};
    for (size_t i = 0; i < sizeof gone / sizeof *gone; i++) {
        unsetenv(gone[i]);
    }
    setenv("HOME", home, 1);
    setenv("GIT_CONFIG_NOSYSTEM", "1", 1);
    setenv("LC_ALL", "C.UTF-8", 1);
}

int rig_setup_closed(void **state) {
    char home[] = "/tmp/pursuit-test-XXXXXX", config[300];
    rig *r = calloc(1, sizeof *r);
    if (!r || !mkdtemp(home)) {
        return -1;
    }
    char *real = realpath(home, NULL);
    snprintf(r->home, sizeof r->home, "%s", real);
    snprintf(r->root, sizeof r->root, "%s/work", real);
    free(real);
    plain_environment(r->home);
    snprintf(config, sizeof config, "%s/gitconfig", r->home);
    setenv("GIT_CONFIG_GLOBAL", config, 1);
    FILE *f = fopen(config, "w");
    if (!f || mkdir(r->root, 0777) < 0) {
        return -1;
    }
    /* What git packs by itself it packs before it answers: nothing goes on behind a test. */
    fputs("[user]\n\tname = Chen Gang\n\temail = chen@example.com\n[init]\n\tdefaultBranch = main\n"
          "[gc]\n\tautoDetach = false\n[maintenance]\n\tautoDetach = false\n",
          f);
    fclose(f);
    *state = r;
    return 0;
}

int rig_setup(void **state) {
    if (rig_setup_closed(state)) {
        return -1;
    }
    rig *r = *state;
    assert_ps_ok(r, ps_repo_init(ps_str_of(r->root), &r->err));
    rig_open(r, "");
    return 0;
}

void rig_open(rig *r, const char *folder) {
    char path[600];
    snprintf(path, sizeof path, "%s%s%s", r->root, *folder ? "/" : "", folder);
    assert_ps_ok(r, ps_repo_open(&r->repo, ps_str_of(path), &r->err));
    assert_ps_ok(r, ps_fs_open(&r->fs, ps_str_of(path), &r->err));
}

void rig_close(rig *r) {
    ps_repo_close(r->repo);
    ps_fs_close(r->fs);
    r->repo = NULL;
    r->fs = NULL;
}

int rig_teardown(void **state) {
    rig *r = *state;
    char command[700];
    rig_close(r);
    snprintf(command, sizeof command, "chmod -R u+rwX '%s' && rm -rf '%s'", r->home, r->home);
    int status = system(command);
    ps_arena_free(&r->arena);
    free(r);
    return status;
}

void rig_write(rig *r, const char *path, const char *text) {
    char full[2048];
    snprintf(full, sizeof full, "%s/%s", r->root, path);
    for (char *slash = full + strlen(r->root) + 1; (slash = strchr(slash, '/')); slash++) {
        *slash = '\0';
        mkdir(full, 0777);
        *slash = '/';
    }
    FILE *f = fopen(full, "w");
    assert_non_null(f);
    assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
    assert_int_equal(fclose(f), 0);
}

ps_str rig_read(rig *r, const char *path) {
    char full[2048], bytes[65536];
    snprintf(full, sizeof full, "%s/%s", r->root, path);
    FILE *f = fopen(full, "r");
    if (!f) {
        return (ps_str){NULL, 0};
    }
    size_t n = fread(bytes, 1, sizeof bytes, f);
    fclose(f);
    return ps_arena_dup(&r->arena, (ps_str){bytes, n});
}

int rig_commit(rig *r, ps_oid *out, const char *message, const rig_change *changes) {
    ps_change list[64];
    size_t n = 0;
    ps_oid made;
    for (; changes[n].path; n++) {
        assert_true(n < 64);
        list[n] = (ps_change){ps_str_of(changes[n].path), changes[n].text ? ps_str_of(changes[n].text) : (ps_str){NULL, 0}};
    }
    ps_commit in = {list, n, ps_str_of(message), &rig_author};
    ps_error_clear(&r->err);
    int rc = ps_repo_commit(r->repo, r->fs, &in, &made, &r->err);
    if (rc == PS_OK && out) {
        *out = made;
    }
    return rc;
}

void rig_assert_clean(rig *r) {
    assert_str(rig_sh(r, "git fsck --strict --no-dangling"), "");
    assert_str(rig_sh(r, "git diff-files --name-only; git diff-index --cached --name-only HEAD --"), "");
    assert_str(rig_sh(r, "git status --porcelain --untracked-files=all"), "");
    assert_str(rig_sh(r, "ls .git/pursuit | grep -v -x -e lock -e git || true"), "");
    assert_str(rig_sh(r, "ls .git/*.lock .git/refs/heads/*.lock 2>/dev/null || true"), "");
}

void rig_check(rig *r, int rc, const char *call, const char *file, int line) {
    if (rc) {
        fprintf(stderr, "%s\n  = %s: %s\n", call, ps_code_name(rc), r->err.message);
        _fail(file, line);
    }
}

void rig_str_equal(ps_str got, const char *want, const char *file, int line) {
    if (!got.p || !ps_str_eq(got, ps_str_of(want))) {
        fprintf(stderr, "got:  '%.*s'\nwant: '%s'\n", got.p ? (int)got.n : 6, got.p ? got.p : "(none)", want);
        _fail(file, line);
    }
}
