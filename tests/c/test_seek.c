#include "note_fixture.h"

#include "seek.h"

static void places_of_a_hash_come_in_the_order_they_were_added(void **state) {
    (void)state;
    ps_arena arena = {0};
    ps_seek seek = {0};
    size_t step = 0;
    assert_int_equal(ps_seek_next(&seek, 7, &step), SIZE_MAX);
    for (size_t i = 0; i < 3000; i++) { /* hashes that collide, also round the end of the slots */
        assert_int_equal(ps_seek_add(&seek, &arena, UINT64_MAX - i % 1000, i), 0);
    }
    for (size_t h = 0; h < 1000; h++) {
        step = 0;
        for (size_t k = 0; k < 3; k++) {
            assert_int_equal(ps_seek_next(&seek, UINT64_MAX - h, &step), h + 1000 * k);
        }
        assert_int_equal(ps_seek_next(&seek, UINT64_MAX - h, &step), SIZE_MAX);
        assert_int_equal(ps_seek_next(&seek, UINT64_MAX - h, &step), SIZE_MAX);
    }
    step = 0;
    assert_int_equal(ps_seek_next(&seek, 12, &step), SIZE_MAX);
    ps_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(places_of_a_hash_come_in_the_order_they_were_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
