/* Rows of deals: what is put comes back, whatever it holds and wherever memory runs out. */
#include <unistd.h>

#include "alloc.h"
#include "index_deal.h"
#include "note_fixture.h"

static char cache[64];

static int make(void **state) {
    strcpy(cache, "/tmp/pursuit-cache-XXXXXX");
    return mkdtemp(cache) ? 0 : 1;
}

static int clear(void **state) {
    char command[256];
    snprintf(command, sizeof command, "rm -rf %s", cache);
    return system(command);
}

static ps_index *open_index(void) {
    ps_index *ix = NULL;
    ps_error err = {0};
    assert_int_equal(ps_index_new(&ix, PS_S("/somewhere"), ps_str_of(cache), &err), PS_OK);
    return ix;
}

static ps_str team[] = {{"bob", 3}, {"", 0}, {"a:b\0c", 5}, {"电信", 6}};

static ps_deal_row full_row(void) {
    return (ps_deal_row){.folder = PS_S("deals/2026/one"),
                         .print = INT64_MIN + 3,
                         .settled = true,
                         .lasting = {20000, INT32_MAX},
                         .clock = {20400, PS_DATE_NONE, -5, 30},
                         .needs = {team, 4, 4},
                         .gifts = {team + 1, 3, 3},
                         .payments = {team + 2, 2, 2},
                         .lessons = {team, 2, 2},
                         .rivals = {team + 3, 1, 1},
                         .products = {team, 1, 1},
                         .region = PS_S("north"),
                         .reached = PS_S("offer"),
                         .activities = 17,
                         .view = {.id = PS_S("one"),
                                  .title = PS_S("Ein Titel 电信"),
                                  .path = PS_S("/somewhere/deals/2026/one/deal.md"),
                                  .folder = PS_S("/somewhere/deals/2026/one"),
                                  .team = {team, 3, 3},
                                  .value = 12345678901234,
                                  .spent = PS_MONEY_NONE,
                                  .probability = 40,
                                  .opened = 20000,
                                  .close = PS_DATE_NONE,
                                  .archived = true,
                                  .front = {"title\0Ein\0", 10}},
                         .acts = true,
                         .action = {PS_S("call"), PS_S("bob"), PS_S("/somewhere/deals/2026/one/log.md"), 20500, 7}};
}

static void assert_same(const ps_deal_row *a, const ps_deal_row *b) {
    assert_true(ps_str_eq(a->folder, b->folder));
    assert_true(a->print == b->print);
    assert_int_equal(a->settled, b->settled);
    assert_int_equal(a->lasting.from, b->lasting.from);
    assert_int_equal(a->lasting.until, b->lasting.until);
    assert_memory_equal(&a->clock, &b->clock, sizeof a->clock);
    assert_int_equal(a->needs.n, b->needs.n);
    for (size_t i = 0; i < a->needs.n; i++) {
        assert_true(ps_str_eq(a->needs.v[i], b->needs.v[i]));
    }
    assert_int_equal(a->gifts.n, b->gifts.n);
    assert_int_equal(a->payments.n, b->payments.n);
    for (size_t i = 0; i < a->payments.n; i++) {
        assert_true(ps_str_eq(a->payments.v[i], b->payments.v[i]));
    }
    assert_int_equal(a->lessons.n, b->lessons.n);
    assert_int_equal(a->products.n, b->products.n);
    assert_int_equal(a->rivals.n, b->rivals.n);
    assert_true(ps_str_eq(a->rivals.v[0], b->rivals.v[0]) && ps_str_eq(a->region, b->region));
    assert_true(ps_str_eq(a->reached, b->reached));
    assert_int_equal(a->activities, b->activities);
    assert_int_equal(a->view.team.n, b->view.team.n);
    assert_true(ps_str_eq(a->view.title, b->view.title));
    assert_true(ps_str_eq(a->view.path, b->view.path));
    assert_true(ps_str_eq(a->view.folder, b->view.folder));
    assert_true(ps_str_eq(a->view.front, b->view.front));
    assert_true(a->view.value == b->view.value && a->view.spent == b->view.spent);
    assert_int_equal(a->view.close, b->view.close);
    assert_int_equal(a->view.archived, b->view.archived);
    assert_int_equal(a->acts, b->acts);
    assert_true(ps_str_eq(a->action.path, b->action.path));
    assert_int_equal(a->action.lnum, b->action.lnum);
}

static void what_is_put_comes_back(void **state) {
    ps_index *ix = open_index(), *other = open_index();
    ps_error err = {0};
    ps_deal_rows *rows, *before;
    ps_deal_row put[] = {full_row(), {.folder = PS_S("deals/2025/old"), .broken = true}}, copy;
    ps_arena arena = {0};
    assert_int_equal(ps_index_deals(other, NULL, &before, &err), PS_OK);
    assert_int_equal(ps_index_put_deals(ix, put, 2, NULL, 0, NULL, &err), PS_OK);
    assert_int_equal(ps_index_deals(other, NULL, &rows, &err), PS_OK); /* another connection */
    assert_int_equal(before->rows.n, 0);
    assert_int_equal(rows->rows.n, 2);
    assert_true(rows->rows.v[0].broken); /* by folder */
    assert_same(&rows->rows.v[1], &put[0]);
    assert_ptr_equal(rows->rows.v[1].view.next_action, &rows->rows.v[1].action);
    assert_int_equal(ps_deal_row_copy(&arena, &rows->rows.v[1], &copy), PS_OK);
    ps_deal_rows_release(rows);
    ps_deal_rows_release(before);
    assert_same(&copy, &put[0]);
    assert_int_equal(copy.view.next_action->lnum, 7);
    assert_int_equal(ps_index_put_deals(ix, NULL, 0, &put[0].folder, 1, NULL, &err), PS_OK);
    assert_int_equal(ps_index_deals(ix, NULL, &rows, &err), PS_OK);
    assert_int_equal(rows->rows.n, 1);
    ps_index_close(ix);
    ps_index_close(other);
    assert_true(rows->rows.v[0].broken); /* held beyond the index */
    ps_deal_rows_release(rows);
    ps_arena_free(&arena);
}

static void memory_may_run_out_anywhere(void **state) {
    int rc = PS_ENOMEM;
    for (size_t at = 1; rc; at++) {
        ps_index *ix = NULL;
        ps_error err = {0};
        ps_deal_rows *rows = NULL;
        ps_deal_row put = full_row();
        ps_alloc_fail_at(at);
        rc = ps_index_new(&ix, PS_S("/elsewhere"), ps_str_of(cache), &err);
        rc = rc ? rc : ps_index_put_deals(ix, &put, 1, NULL, 0, NULL, &err);
        rc = rc ? rc : ps_index_deals(ix, NULL, &rows, &err);
        ps_alloc_fail_at(0);
        assert_true(rc == PS_OK || rc == PS_ENOMEM);
        ps_deal_rows_release(rows);
        ps_index_close(ix);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_put_comes_back),
        cmocka_unit_test(memory_may_run_out_anywhere),
    };
    return cmocka_run_group_tests_name("index_deal", tests, make, clear);
}
