/* The order of a history, worked out by hand. */
#include "history_order.h"
#include "note_fixture.h"

enum { MOST = 8 };

/* Parents as digits, "" for none; the first node is the newest. */
static void order_is(const int64_t *times, const char *const *parents, size_t n, const char *want) {
    ps_arena arena = {0};
    ps_order order;
    ps_order_node nodes[MOST] = {0};
    size_t lists[MOST][MOST], at;
    ps_buf got = {0};
    for (size_t i = 0; i < n; i++) {
        nodes[i].time = times[i];
        nodes[i].parents = lists[i];
        for (const char *p = parents[i]; *p; p++) {
            lists[i][nodes[i].n_parents++] = (size_t)(*p - '0');
            nodes[*p - '0'].children++;
        }
    }
    assert_true(ps_order_start(&order, &arena, nodes, n, 0));
    while (ps_order_next(&order, &at)) {
        ps_buf_fmt(&got, "%zu", at);
    }
    nf_is(ps_buf_str(&got), want);
    ps_buf_free(&got);
    ps_arena_free(&arena);
}

static void a_row_is_told_from_its_end(void **state) {
    order_is((int64_t[]){30, 20, 10}, (const char *const[]){"1", "2", ""}, 3, "012");
}

static void branches_are_told_by_time(void **state) {
    /* 0 merges 1 and 2, which both follow 3 */
    order_is((int64_t[]){40, 20, 30, 10}, (const char *const[]){"12", "3", "3", ""}, 4, "0213");
    order_is((int64_t[]){40, 30, 20, 10}, (const char *const[]){"12", "3", "3", ""}, 4, "0123");
}

static void a_clock_that_lies_puts_no_parent_before_its_child(void **state) {
    order_is((int64_t[]){10, 20, 90, 30}, (const char *const[]){"1", "2", "3", ""}, 4, "0123");
    order_is((int64_t[]){40, 5, 30, 90}, (const char *const[]){"12", "3", "3", ""}, 4, "0213");
}

static void in_one_second_the_first_that_was_met_comes_first(void **state) {
    order_is((int64_t[]){10, 10, 10, 10}, (const char *const[]){"12", "3", "3", ""}, 4, "0123");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_told_from_its_end),
        cmocka_unit_test(branches_are_told_by_time),
        cmocka_unit_test(a_clock_that_lies_puts_no_parent_before_its_child),
        cmocka_unit_test(in_one_second_the_first_that_was_met_comes_first),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
