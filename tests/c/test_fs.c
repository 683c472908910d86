/* Files of a workspace: whole writes, exchanges that lose nothing, and no way out. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "alloc.h"
#include "fs.h"

typedef struct {
    char root[64], scratch[96], out[96];
    ps_fs *fs;
    ps_arena arena;
    ps_error err;
} rig;

static const ps_str none = {NULL, 0};

static int setup(void **state) {
    rig *r = calloc(1, sizeof *r);
    char base[] = "/tmp/pursuit-fs-XXXXXX";
    if (!r || !mkdtemp(base)) {
        return -1;
    }
    snprintf(r->root, sizeof r->root, "%s/w", base);
    snprintf(r->scratch, sizeof r->scratch, "%s/s", base);
    snprintf(r->out, sizeof r->out, "%s/out", base);
    *state = r;
    return mkdir(r->root, 0777) || mkdir(r->scratch, 0777) || mkdir(r->out, 0777) || ps_fs_open(&r->fs, ps_str_of(r->root), &r->err);
}

static int teardown(void **state) {
    rig *r = *state;
    char command[200];
    ps_fs_close(r->fs);
    ps_arena_free(&r->arena);
    snprintf(command, sizeof command, "rm -rf '%.*s'", (int)strlen(r->root) - 2, r->root);
    int status = system(command);
    free(r);
    return status;
}

/* Runs sh in the root. */
static void sh(rig *r, const char *command) {
    char whole[1000];
    snprintf(whole, sizeof whole, "cd '%s' && %s", r->root, command);
    assert_int_equal(system(whole), 0);
}

static void assert_file(rig *r, const char *path, const char *want) {
    ps_str got = none;
    int rc = ps_fs_read(r->fs, &r->arena, ps_str_of(path), &got, &r->err);
    if (!want) {
        assert_int_equal(rc, PS_ENOTFOUND);
        return;
    }
    assert_int_equal(rc, PS_OK);
    assert_true(ps_str_eq(got, ps_str_of(want)));
}

static int put(rig *r, const char *path, const char *text) {
    return ps_fs_write(r->fs, ps_str_of(path), ps_str_of(text), &r->err);
}

static ps_str text_or_none(const char *z) {
    return z ? ps_str_of(z) : none;
}

static int swap(rig *r, const char *path, const char *was, const char *now) {
    return ps_fs_swap(r->fs, ps_str_of(r->scratch), ps_str_of(path), text_or_none(was), text_or_none(now), false, &r->err);
}

static size_t entries(rig *r, const char *dir) {
    ps_fs_entry *list;
    size_t n;
    assert_int_equal(ps_fs_list(r->fs, &r->arena, ps_str_of(dir), &list, &n, &r->err), PS_OK);
    return n;
}

static void assert_scratch_empty(const rig *r) {
    assert_int_equal(rmdir(r->scratch), 0);
    assert_int_equal(mkdir(r->scratch, 0777), 0);
}

static void writes_reads_removes(void **state) {
    rig *r = *state;
    assert_file(r, "a/b/c.md", NULL);
    assert_int_equal(put(r, "a/b/c.md", "one"), PS_OK);
    assert_file(r, "a/b/c.md", "one");
    assert_int_equal(put(r, "a/b/c.md", ""), PS_OK);
    assert_file(r, "a/b/c.md", "");
    assert_int_equal(entries(r, "a/b"), 1); /* no copy is left beside */
    assert_int_equal(ps_fs_stat(r->fs, PS_S("a/b/c.md")), PS_FS_FILE);
    assert_int_equal(ps_fs_stat(r->fs, PS_S("a/b")), PS_FS_DIR);
    assert_int_equal(ps_fs_stat(r->fs, PS_S("")), PS_FS_DIR);
    assert_int_equal(put(r, "a/x.md", "x"), PS_OK);
    assert_int_equal(ps_fs_remove(r->fs, PS_S("a/b/c.md"), &r->err), PS_OK);
    assert_int_equal(ps_fs_stat(r->fs, PS_S("a/b")), PS_FS_NONE); /* empty parents go, others stay */
    assert_file(r, "a/x.md", "x");
    assert_int_equal(ps_fs_remove(r->fs, PS_S("a/b/c.md"), &r->err), PS_ENOTFOUND);
    assert_int_equal(ps_fs_mkdir(r->fs, PS_S("q/r/s"), &r->err), PS_OK);
    assert_int_equal(ps_fs_mkdir(r->fs, PS_S("q/r/s"), &r->err), PS_OK);
    assert_int_not_equal(ps_fs_mkdir(r->fs, PS_S("a/x.md"), &r->err), PS_OK); /* a file stands there */
    assert_int_not_equal(put(r, "a/x.md/y", "y"), PS_OK);
    assert_int_not_equal(put(r, "q/r", "a folder stands there"), PS_OK);
    assert_file(r, "a/x.md", "x");
}

static void keeps_the_mode(void **state) {
    rig *r = *state;
    struct stat st;
    char path[200];
    snprintf(path, sizeof path, "%s/m.sh", r->root);
    assert_int_equal(put(r, "m.sh", "1"), PS_OK);
    assert_int_equal(chmod(path, 0751), 0);
    assert_int_equal(put(r, "m.sh", "2"), PS_OK);
    assert_int_equal(swap(r, "m.sh", "2", "3"), PS_OK);
    assert_int_equal(stat(path, &st), 0);
    assert_int_equal(st.st_mode & 07777, 0751);
}

static void lists_in_order(void **state) {
    rig *r = *state;
    ps_fs_entry *list;
    size_t n;
    sh(r, "mkdir b; touch c a .hidden; ln -s a link; ln -s b dirlink; ln -s nowhere dangling; mkfifo pipe");
    assert_int_equal(ps_fs_list(r->fs, &r->arena, PS_S(""), &list, &n, &r->err), PS_OK);
    static const struct {
        const char *name;
        ps_fs_kind kind;
    } want[] = {{".hidden", PS_FS_FILE},   {"a", PS_FS_FILE},        {"b", PS_FS_DIR},     {"c", PS_FS_FILE},
                {"dangling", PS_FS_OTHER}, {"dirlink", PS_FS_OTHER}, {"link", PS_FS_FILE}, {"pipe", PS_FS_OTHER}};
    assert_int_equal(n, 8);
    for (size_t i = 0; i < n; i++) {
        assert_true(ps_str_eq(list[i].name, ps_str_of(want[i].name)));
        assert_int_equal(list[i].kind, want[i].kind);
    }
    assert_int_equal(ps_fs_list(r->fs, &r->arena, PS_S("none"), &list, &n, &r->err), PS_OK);
    assert_int_equal(n, 0);
}

static void has_no_way_out(void **state) {
    rig *r = *state;
    sh(r, "echo secret > ../out/s.md; ln -s ../out o; ln -s ../out/s.md s; ln -s / slash; mkdir in; echo i > in/i.md; ln -s in inlink; ln "
          "-s /proc/self/cwd magic");
    static const char *const outside[] = {"../out/s.md",      "/etc/passwd", "in/../../out/s.md", "o/s.md", "s",
                                          "slash/etc/passwd", "in//i.md",    "./in/i.md",         "in/",    "magic/in/i.md"};
    ps_str text;
    for (size_t i = 0; i < sizeof outside / sizeof *outside; i++) {
        assert_int_equal(ps_fs_read(r->fs, &r->arena, ps_str_of(outside[i]), &text, &r->err), PS_EINVAL);
        assert_non_null(strstr(r->err.message, "outside"));
        assert_int_equal(put(r, outside[i], "evil"), PS_EINVAL);
        assert_int_not_equal(swap(r, outside[i], "secret\n", "evil"), PS_OK);
        assert_int_equal(ps_fs_stat(r->fs, ps_str_of(outside[i])), PS_FS_NONE);
    }
    assert_int_equal(put(r, "o/new.md", "evil"), PS_EINVAL);
    assert_int_not_equal(swap(r, "o/new.md", NULL, "evil"), PS_OK);
    assert_int_equal(ps_fs_remove(r->fs, PS_S("o/s.md"), &r->err), PS_EINVAL);
    assert_int_equal(ps_fs_mkdir(r->fs, PS_S("o/sub"), &r->err), PS_EINVAL);
    assert_int_equal(ps_fs_read(r->fs, &r->arena, (ps_str){"in/i.md\0x", 9}, &text, &r->err), PS_EINVAL);
    assert_file(r, "inlink/i.md", "i\n"); /* inside is fine */
    sh(r, "test \"$(ls ../out)\" = s.md && test \"$(cat ../out/s.md)\" = secret");
}

static void reads_only_regular_files(void **state) {
    rig *r = *state;
    ps_str text;
    sh(r, "mkfifo pipe; mkdir d; ln -s /dev/zero z; head -c 16777217 /dev/zero > big");
    assert_int_equal(ps_fs_read(r->fs, &r->arena, PS_S("pipe"), &text, &r->err), PS_EINVAL);
    assert_int_equal(ps_fs_read(r->fs, &r->arena, PS_S("d"), &text, &r->err), PS_EINVAL);
    assert_int_equal(ps_fs_read(r->fs, &r->arena, PS_S("z"), &text, &r->err), PS_EINVAL);
    assert_int_equal(ps_fs_read(r->fs, &r->arena, PS_S("big"), &text, &r->err), PS_EINVAL);
    assert_non_null(strstr(r->err.message, "16777216"));
}

static void swaps_only_what_is_expected(void **state) {
    rig *r = *state;
    assert_int_equal(swap(r, "a/f.md", NULL, "1"), PS_OK);
    assert_file(r, "a/f.md", "1");
    assert_int_equal(swap(r, "a/f.md", NULL, "2"), PS_ECONFLICT);
    assert_int_equal(swap(r, "a/f.md", "x", "2"), PS_ECONFLICT);
    assert_true(ps_str_starts(ps_str_of(r->err.message), PS_S("a/f.md: was changed")));
    assert_int_equal(swap(r, "a/f.md", "x", NULL), PS_ECONFLICT);
    assert_file(r, "a/f.md", "1");
    assert_int_equal(swap(r, "a/f.md", "x", "1"), PS_OK); /* it is so already */
    assert_int_equal(swap(r, "a/f.md", "1", "2"), PS_OK);
    assert_file(r, "a/f.md", "2");
    assert_int_equal(swap(r, "a/f.md", "2", NULL), PS_OK);
    assert_int_equal(ps_fs_stat(r->fs, PS_S("a")), PS_FS_NONE);
    assert_int_equal(swap(r, "a/f.md", "2", NULL), PS_OK);
    assert_int_equal(swap(r, "a/f.md", "2", "3"), PS_ECONFLICT); /* somebody removed it */
    assert_scratch_empty(r);
    sh(r, "rmdir a; mkdir d; ln -s d l");
    assert_int_not_equal(swap(r, "d", NULL, "x"), PS_OK);
    assert_int_not_equal(swap(r, "l", NULL, "x"), PS_OK);
    assert_int_equal(swap(r, "n.md", NULL, ""), PS_OK);
    assert_int_equal(swap(r, "n.md", "", "x"), PS_OK);
    assert_scratch_empty(r);
}

/* A scratch folder on another disk, or none: the copy stands beside the file. */
static void swaps_without_a_scratch_folder(void **state) {
    rig *r = *state;
    static const char *const places[] = {"/dev/shm", "/nonexistent/folder"};
    for (size_t i = 0; i < 2; i++) {
        ps_str place = ps_str_of(places[i]);
        assert_int_equal(ps_fs_swap(r->fs, place, PS_S("f.md"), none, PS_S("1"), true, &r->err), PS_OK);
        assert_int_equal(access("x", X_OK), -1);
        assert_int_equal(ps_fs_swap(r->fs, place, PS_S("f.md"), PS_S("1"), PS_S("2"), false, &r->err), PS_OK);
        assert_file(r, "f.md", "2");
        assert_int_equal(ps_fs_swap(r->fs, place, PS_S("f.md"), PS_S("2"), none, false, &r->err), PS_OK);
        assert_int_equal(entries(r, ""), 0);
    }
}

/* One process swaps, another saves by renaming, as editors do; each save must be seen by somebody: no save is ever overwritten unseen. */
static void loses_no_save(void **state) {
    rig *r = *state;
    enum { SAVES = 300 };
    assert_int_equal(put(r, "f.md", "0"), PS_OK);
    pid_t editor = fork();
    if (editor == 0) {
        char tmp[200], path[200];
        snprintf(path, sizeof path, "%s/f.md", r->root);
        snprintf(tmp, sizeof tmp, "%s/f.md~", r->root);
        for (int i = 1; i <= SAVES; i++) {
            FILE *f = fopen(tmp, "w");
            if (!f || fprintf(f, "save %d", i) < 0 || fclose(f) || rename(tmp, path)) {
                _exit(1);
            }
            time_t start = time(NULL);
            for (;;) { /* until the other has seen this very one ("seen 0" may stand there for a moment before it is taken back) */
                char text[64] = "", want[64];
                snprintf(want, sizeof want, "seen %d", i);
                int fd = open(path, O_RDONLY);
                ssize_t n = fd < 0 ? 0 : read(fd, text, sizeof text - 1);
                close(fd);
                if (n > 4 && strcmp(text, want) == 0) {
                    break;
                }
                if (time(NULL) - start > 60) {
                    _exit(2); /* a save was lost */
                }
            }
        }
        _exit(0);
    }
    int seen = 0;
    char now[64];
    /* What was there is replaced by "seen <it>"; on a conflict it is read again. */
    for (time_t start = time(NULL); time(NULL) - start < 120 && seen < SAVES;) {
        ps_arena arena = {0};
        ps_str was;
        if (ps_fs_read(r->fs, &arena, PS_S("f.md"), &was, NULL) == PS_OK && !ps_str_starts(was, PS_S("seen"))) {
            int number = was.n > 5 ? atoi(was.p + 5) : 0;
            snprintf(now, sizeof now, "seen %d", number);
            int rc = ps_fs_swap(r->fs, ps_str_of(r->scratch), PS_S("f.md"), was, ps_str_of(now), false, &r->err);
            assert_true(rc == PS_OK || rc == PS_ECONFLICT);
            if (rc == PS_OK && number) {
                assert_int_equal(number, seen + 1);
                seen = number;
            }
        }
        ps_arena_free(&arena);
    }
    int status;
    assert_int_equal(waitpid(editor, &status, 0), editor);
    assert_int_equal(status, 0);
    assert_int_equal(seen, SAVES);
    assert_scratch_empty(r);
}

/* A swap that was killed at any instant: after clearing, the file is the old or the new one, and no copy is left. */
static void clears_what_a_killed_swap_left(void **state) {
    rig *r = *state;
    for (int round = 0; round < 60; round++) {
        assert_int_equal(put(r, "k/f.md", "old"), PS_OK);
        pid_t pid = fork();
        if (pid == 0) {
            for (;;) {
                swap(r, "k/f.md", "old", "new");
                swap(r, "k/f.md", "new", NULL);
                swap(r, "k/f.md", NULL, "old");
            }
        }
        usleep((useconds_t)(200 + round * 37 % 2000));
        kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        const char *pairs[][2] = {{"old", "new"}, {"new", NULL}, {NULL, "old"}};
        int rc = PS_OK;
        for (size_t i = 0; i < 3; i++) {
            rc = ps_fs_swap_clear(r->fs, ps_str_of(r->scratch), PS_S("k/f.md"), text_or_none(pairs[i][0]), text_or_none(pairs[i][1]),
                                  &r->err);
            if (rc == PS_OK) {
                break;
            }
        }
        assert_int_equal(rc, PS_OK);
        ps_str text;
        rc = ps_fs_read(r->fs, &r->arena, PS_S("k/f.md"), &text, &r->err);
        assert_true(rc == PS_ENOTFOUND || (rc == PS_OK && (ps_str_eq(text, PS_S("old")) || ps_str_eq(text, PS_S("new")))));
        assert_scratch_empty(r);
    }
}

/* What a killed exchange brought out and did not look at any more may be a person's text: it comes back. */
static void brings_back_a_text_from_the_copy(void **state) {
    rig *r = *state;
    assert_int_equal(put(r, "f.md", "old"), PS_OK);
    assert_int_equal(swap(r, "f.md", "old", "new"), PS_OK);
    assert_file(r, "f.md", "new");
    /* FNV-1a of "f.md", as the code names it. */
    uint64_t h = 14695981039346656037U;
    for (const char *c = "f.md"; *c; c++) {
        h = (h ^ (unsigned char)*c) * 1099511628211U;
    }
    char copy[200];
    snprintf(copy, sizeof copy, "%s/.pursuit-%016llx.tmp", r->scratch, (unsigned long long)h);
    FILE *f = fopen(copy, "w");
    assert_non_null(f);
    fputs("typed", f);
    fclose(f);
    assert_int_equal(ps_fs_swap_clear(r->fs, ps_str_of(r->scratch), PS_S("f.md"), PS_S("old"), PS_S("new"), &r->err), PS_OK);
    assert_file(r, "f.md", "typed");
    assert_scratch_empty(r);
}

static void failing_allocations(void **state) {
    rig *r = *state;
    assert_int_equal(put(r, "f.md", "0"), PS_OK);
    for (size_t at = 1; at < 20; at++) {
        ps_fs *fs = NULL;
        ps_str text;
        ps_arena arena = {0};
        ps_alloc_fail_at(at);
        int rc = ps_fs_open(&fs, ps_str_of(r->root), &r->err);
        int rc2 = ps_fs_read(r->fs, &arena, PS_S("f.md"), &text, &r->err);
        int rc3 = swap(r, "f.md", "0", "0");
        ps_alloc_fail_at(0);
        assert_true((rc == PS_OK || rc == PS_ENOMEM) && (rc2 == PS_OK || rc2 == PS_ENOMEM) && (rc3 == PS_OK || rc3 == PS_ENOMEM));
        ps_fs_close(fs);
        ps_arena_free(&arena);
    }
    ps_fs *fs;
    assert_int_equal(ps_fs_open(&fs, PS_S("/nonexistent"), &r->err), PS_ENOTFOUND);
    assert_int_not_equal(ps_fs_open(&fs, PS_S(""), &r->err), PS_OK);
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        T(writes_reads_removes),
        T(keeps_the_mode),
        T(lists_in_order),
        T(has_no_way_out),
        T(reads_only_regular_files),
        T(swaps_only_what_is_expected),
        T(swaps_without_a_scratch_folder),
        T(loses_no_save),
        T(clears_what_a_killed_swap_left),
        T(brings_back_a_text_from_the_copy),
        T(failing_allocations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
