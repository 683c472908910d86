/* The index where memory runs out, and what it takes for unchanged. */
#include <sys/stat.h>
#include <unistd.h>

#include "alloc.h"
#include "index_impl.h"
#include "note_fixture.h"
#include "search.h"

static char dir[64], cache[64];

static void write_file(const char *name, const char *text) {
    char path[256];
    snprintf(path, sizeof path, "%s/%s", dir, name);
    FILE *f = fopen(path, "w");
    assert_non_null(f);
    fputs(text, f);
    fclose(f);
}

static int make(void **state) {
    strcpy(dir, "/tmp/pursuit-index-XXXXXX");
    strcpy(cache, "/tmp/pursuit-cache-XXXXXX");
    assert_non_null(mkdtemp(dir));
    assert_non_null(mkdtemp(cache));
    char path[256];
    snprintf(path, sizeof path, "%s/people", dir);
    assert_int_equal(mkdir(path, 0777), 0);
    write_file("people/a.md", "---\ntitle: 部署\n---\n# A\nradio ＡＢＣ\n");
    write_file("people/b.md", "# B\nradio\n");
    return 0;
}

static int clear(void **state) {
    char command[256];
    snprintf(command, sizeof command, "rm -rf %s %s", dir, cache);
    return system(command);
}

/* Everything once: a question to an index that is not there yet. */
static int ask(size_t fail_at, size_t *hits) {
    ps_error err = {0};
    ps_arena arena = {0};
    ps_fs *fs = NULL;
    ps_index *ix = NULL;
    ps_search_terms terms = {0};
    ps_search_hits found = {0};
    ps_search_unsaved unsaved = {PS_S("people/c.md"), PS_S("# C\nradio\n")};
    assert_int_equal(ps_fs_open(&fs, ps_str_of(dir), &err), PS_OK);
    ps_alloc_fail_at(fail_at);
    int rc = ps_index_new(&ix, ps_str_of(dir), ps_str_of(cache), &err);
    rc = rc ? rc : ps_search_terms_read(&arena, PS_S("radio -zebra"), &terms, &err);
    ps_search_question q = {.terms = &terms, .unsaved = &unsaved, .n_unsaved = 1, .limit = 10};
    rc = rc ? rc : ps_search(&arena, ix, fs, &q, &found, &err);
    ps_alloc_fail_at(0);
    *hits = found.n;
    if (rc) {
        assert_int_equal(err.code, rc);
        assert_true(err.message[0]);
    }
    ps_index_close(ix);
    ps_fs_close(fs);
    ps_arena_free(&arena);
    return rc;
}

static void memory_that_runs_out_is_an_error(void **state) {
    size_t hits, failures = 0;
    assert_int_equal(ask(0, &hits), PS_OK);
    assert_int_equal(hits, 3);
    for (size_t n = 1; n < 4000; n++) {
        int rc = ask(n, &hits);
        if (rc == PS_OK) {
            assert_int_equal(hits, 3);
            break;
        }
        failures++;
    }
    assert_true(failures > 20);
    assert_int_equal(ask(0, &hits), PS_OK);
    assert_int_equal(hits, 3);
}

static void known_notes_are_found_after_growth_and_drops(void **state) {
    ps_known *known = ps_known_new();
    char path[32];
    for (int i = 0; i < 5000; i++) {
        snprintf(path, sizeof path, "n%d", i);
        ps_known_note note = {.path = ps_str_of(path), .checked = i};
        assert_true(ps_known_put(known, &note));
        if (i % 3 == 0) {
            ps_known_drop(known, note.path);
        }
    }
    size_t n = 0, at = 0;
    for (int i = 0; i < 5000; i++) {
        snprintf(path, sizeof path, "n%d", i);
        ps_known_note *found = ps_known_find(known, ps_str_of(path));
        assert_true((found != NULL) == (i % 3 != 0));
        assert_true(!found || found->checked == i);
        n += found != NULL;
    }
    assert_int_equal(ps_known_count(known), n);
    while (ps_known_next(known, &at)) {
        n--;
    }
    assert_int_equal(n, 0);
    assert_null(ps_known_find(known, PS_S("")));
    ps_known_free(known);
}

static void young_files_are_not_trusted(void **state) {
    const int64_t second = 1000000000;
    ps_fs_stamp stamp = {1, 10 * second, 10 * second, 7}, later = stamp;
    ps_known_note young = {.stamp = stamp, .checked = 11 * second}, old = {.stamp = stamp, .checked = 13 * second};
    later.ctime++;
    assert_false(ps_known_holds(&young, &stamp));
    assert_true(ps_known_holds(&old, &stamp));
    assert_false(ps_known_holds(&old, &later));
}

static void words_are_whole(ps_index *ix) {
    assert_int_equal(sqlite3_exec(ix->store.db, "INSERT INTO words (words, rank) VALUES ('integrity-check', 1)", NULL, NULL, NULL),
                     SQLITE_OK);
}

/* What FTS5 was told of its segments is a list that it goes on with. */
static void words_stay_whole_after_a_filling(void **state) {
    enum { NOTES = 1200, SAVES = 150 };
    ps_error err = {0};
    ps_fs *fs = NULL;
    ps_index *ix = NULL;
    ps_index_counts counts;
    char name[64], text[64];
    for (int i = 0; i < NOTES; i++) {
        snprintf(name, sizeof name, "people/n%04d.md", i);
        snprintf(text, sizeof text, "# N%d\nzebra 部署 w%d\n", i, i);
        write_file(name, text);
    }
    assert_int_equal(ps_fs_open(&fs, ps_str_of(dir), &err), PS_OK);
    assert_int_equal(ps_index_new(&ix, ps_str_of(dir), ps_str_of(cache), &err), PS_OK);
    assert_int_equal(ps_index_update(ix, fs, true, NULL, &counts, &err), PS_OK);
    assert_int_equal(counts.notes, NOTES + 2);
    words_are_whole(ix);
    for (int i = 0; i < SAVES; i++) {
        snprintf(name, sizeof name, "people/n%04d.md", i * 7 % NOTES);
        snprintf(text, sizeof text, "# N%d\nhorse %d\n", i, i);
        write_file(name, text);
        assert_int_equal(ps_index_update(ix, fs, false, NULL, &counts, &err), PS_OK);
    }
    words_are_whole(ix);
    ps_index_close(ix);
    ps_fs_close(fs);
}

/* Somebody else has the file to himself for a moment: who would not wait for him must not make another one. */
static void a_file_is_not_replaced_by_who_is_in_a_hurry(void **state) {
    ps_error err = {0};
    ps_fs *fs = NULL;
    ps_index *ix = NULL, *hasty = NULL;
    ps_index_counts counts;
    ps_str path = PS_S("people/a.md");
    assert_int_equal(ps_fs_open(&fs, ps_str_of(dir), &err), PS_OK);
    assert_int_equal(ps_index_new(&ix, ps_str_of(dir), ps_str_of(cache), &err), PS_OK);
    assert_int_equal(ps_index_new(&hasty, ps_str_of(dir), ps_str_of(cache), &err), PS_OK);
    assert_int_equal(ps_index_update(ix, fs, false, NULL, &counts, &err), PS_OK);
    assert_int_equal(sqlite3_exec(ix->store.db, "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE; COMMIT",
                                  NULL, NULL, NULL),
                     SQLITE_OK);
    assert_int_equal(ps_index_some(hasty, fs, &path, 1, &err), PS_ECANCEL);
    assert_int_equal(sqlite3_exec(ix->store.db, "PRAGMA locking_mode = NORMAL; BEGIN IMMEDIATE; COMMIT", NULL, NULL, NULL), SQLITE_OK);
    char *was = strdup(ix->store.gen);
    assert_int_equal(ps_index_update(ix, fs, false, NULL, &counts, &err), PS_OK);
    assert_string_equal(ix->store.gen, was);
    assert_int_equal(counts.changed, 0);
    assert_int_equal(ps_index_some(hasty, fs, &path, 1, &err), PS_OK);
    assert_string_equal(hasty->store.gen, was);
    free(was);
    ps_index_close(hasty);
    ps_index_close(ix);
    ps_fs_close(fs);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_file_is_not_replaced_by_who_is_in_a_hurry, make, clear),
        cmocka_unit_test_setup_teardown(memory_that_runs_out_is_an_error, make, clear),
        cmocka_unit_test_setup_teardown(words_stay_whole_after_a_filling, make, clear),
        cmocka_unit_test(known_notes_are_found_after_growth_and_drops),
        cmocka_unit_test(young_files_are_not_trusted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
