#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "sha1.h"

/* The sum of `times` copies of a text, put in pieces of some bytes. */
static void assert_sum(const char *text, int times, size_t piece, const char *want) {
    unsigned char sum[20];
    char hex[41];
    ps_sha1 s;
    ps_sha1_start(&s);
    for (int i = 0; i < times; i++) {
        for (size_t at = 0, n = strlen(text); at < n; at += piece) {
            ps_sha1_put(&s, text + at, n - at < piece ? n - at : piece);
        }
    }
    ps_sha1_end(&s, sum);
    for (int i = 0; i < 20; i++) {
        snprintf(hex + i * 2, 3, "%02x", sum[i]);
    }
    assert_string_equal(hex, want);
}

/* The examples of FIPS 180, in pieces that end before, at and after a block. */
static void sums_as_the_standard_does(void **state) {
    static const char two_blocks[] = "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq";
    static const char ten[] = "0123456701234567012345670123456701234567012345670123456701234567";
    (void)state;
    for (size_t piece = 1; piece < 70; piece++) {
        assert_sum("", 1, piece, "da39a3ee5e6b4b0d3255bfef95601890afd80709");
        assert_sum("abc", 1, piece, "a9993e364706816aba3e25717850c26c9cd0d89d");
        assert_sum(two_blocks, 1, piece, "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
        assert_sum(ten, 10, piece, "dea356a2cddd90c7a7ecedc5ebb563934f460452");
    }
    assert_sum("aaaaaaaaaa", 100000, 7, "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(sums_as_the_standard_does)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
