/* The annals with commits that are made up: what is read of them and how often, their order, and where memory runs out. */
#include <unistd.h>

#include "alloc.h"
#include "index_annals.h"
#include "note_fixture.h"

enum { MOST = 12 };

/* Commits by number; parents as digits. */
typedef struct {
    const char *parents[MOST];
    int64_t times[MOST];
    int read[MOST]; /* how often */
} world;

static char cache[64];

static int make(void **state) {
    strcpy(cache, "/tmp/pursuit-cache-XXXXXX");
    return mkdtemp(cache) ? 0 : -1;
}

static int clear(void **state) {
    char command[128];
    snprintf(command, sizeof command, "rm -rf %s", cache);
    return system(command);
}

static ps_oid id_of(size_t n) {
    ps_oid id;
    snprintf(id.hex, sizeof id.hex, "%040zx", n + 1);
    return id;
}

static size_t number_of(const ps_oid *id) {
    return (size_t)strtoul(id->hex, NULL, 16) - 1;
}

static int read_one(void *ctx, const ps_oid *id, ps_annal *out, ps_error *err) {
    static ps_oid parents[MOST];
    world *w = ctx;
    size_t n = number_of(id);
    ps_str none = PS_S("");
    *out = (ps_annal){*id, w->times[n], w->times[n], 0, PS_S("Li Wei"), none, PS_S("subject"), none, none, none, parents, 0, false};
    for (const char *p = w->parents[n]; *p; p++) {
        parents[out->n_parents++] = id_of((size_t)(*p - '0'));
    }
    w->read[n]++;
    return PS_OK;
}

static bool never(void *ctx) {
    return false;
}

typedef struct {
    world *w;
    ps_oid head;
    ps_buf told; /* numbers of commits as they are answered */
    int64_t last;
} asking;

static int tell_all(ps_annals *annals, ps_error *err) {
    ps_arena arena = {0};
    ps_oid *ids;
    size_t n = 1;
    ps_str none = PS_S("");
    int rc = PS_OK;
    while (!rc && n) {
        rc = ps_annals_untold(annals, &arena, 3, &ids, &n, err);
        rc = rc || !n ? rc : ps_annals_begin(annals, err);
        for (size_t i = 0; !rc && i < n; i++) {
            ps_annal_event e = {.place = PS_S("deals/2026/a"), .texts = {PS_S("en"), PS_S("中")}};
            e.event = (ps_event){PS_EV_FIELD, none, none, PS_S("value"), none, PS_S("1"), none, none, none, none, none, none, 0, 0, 0};
            rc = ps_annals_tell(annals, &ids[i], 0, &e, 1, err);
        }
        rc = rc || !n ? rc : ps_annals_commit(annals, err);
    }
    ps_arena_free(&arena);
    return rc ? rc : ps_annals_settle(annals, err);
}

static int see(void *ctx, const ps_annal *c, const ps_annal_event *events, size_t n, ps_error *err) {
    asking *a = ctx;
    ps_buf_fmt(&a->told, "%zu", number_of(&c->id));
    return n == 1 && ps_str_eq(events->event.text, PS_S("中")) ? PS_OK : PS_EBUG;
}

static int see_last(void *ctx, ps_str place, int64_t time) {
    ((asking *)ctx)->last = time;
    return PS_OK;
}

static int ask_body(ps_annals *annals, void *ctx, ps_error *err) {
    asking *a = ctx;
    ps_arena arena = {0};
    ps_annals_state state;
    bool done;
    const ps_str place = PS_S("deals/2026/a");
    a->told.n = 0;
    int rc = ps_annals_look(annals, &a->head, 0, 1, &state, err);
    if (!rc && !state.complete) {
        rc = ps_annals_survey(annals, &a->head, 0, read_one, never, a->w, &done, err);
        rc = rc ? rc : tell_all(annals, err);
    }
    rc = rc ? rc : ps_annals_of(annals, &arena, &place, 1, NULL, PS_ZH, see, a, err);
    rc = rc ? rc : ps_annals_last(annals, &place, 1, see_last, a, err);
    ps_arena_free(&arena);
    return rc;
}

static int ask(ps_annals *annals, world *w, size_t head, asking *out) {
    ps_error err = {0};
    *out = (asking){.w = w, .head = id_of(head)};
    return ps_annals_with(annals, NULL, ask_body, out, &err);
}

static void order_is(ps_annals *annals, world *w, size_t head, const char *want) {
    asking a;
    assert_int_equal(ask(annals, w, head, &a), PS_OK);
    nf_is(ps_buf_str(&a.told), want);
    assert_int_equal(a.last, w->times[want[0] - '0']);
    ps_buf_free(&a.told);
}

static world some(void) {
    /* 0 ← 1 ← 2 ← 3; 4 on 1; 5 merges 3 and 4; 6 on 5 */
    return (world){{"", "0", "1", "2", "1", "34", "5"}, {10, 20, 30, 50, 40, 60, 70}, {0}};
}

static ps_annals *open_annals(const char *tree) {
    ps_annals *annals;
    ps_error err = {0};
    assert_int_equal(ps_annals_new(&annals, PS_S("key"), ps_str_of(tree), ps_str_of(cache), &err), PS_OK);
    return annals;
}

static void each_commit_is_read_once(void **state) {
    world w = some();
    ps_annals *annals = open_annals("one");
    order_is(annals, &w, 2, "210");
    order_is(annals, &w, 3, "3210");
    order_is(annals, &w, 4, "410");
    order_is(annals, &w, 5, "534210");
    order_is(annals, &w, 6, "6534210");
    order_is(annals, &w, 3, "3210");
    ps_annals *other = open_annals("two");
    order_is(other, &w, 5, "534210");
    order_is(annals, &w, 3, "3210");
    for (size_t i = 0; i < 7; i++) {
        assert_int_equal(w.read[i], 1);
    }
    ps_annals_close(other);
    ps_annals_close(annals);
}

static void failing_memory_is_an_error_and_leaves_nothing_half(void **state) {
    for (size_t at = 1; at < 400; at++) {
        world w = some();
        ps_annals *annals = open_annals("three");
        asking a;
        ps_alloc_fail_at(at);
        int rc = ask(annals, &w, 5, &a);
        ps_alloc_fail_at(0);
        ps_buf_free(&a.told);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
        order_is(annals, &w, 5, "534210");
        ps_annals_close(annals);
        if (at % 7 == 0) { /* anew: the next fails while it reads */
            clear(NULL);
            make(NULL);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_commit_is_read_once, make, clear),
        cmocka_unit_test_setup_teardown(failing_memory_is_an_error_and_leaves_nothing_half, make, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
