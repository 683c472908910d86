#include "sha1.h"

#include <string.h>

static uint32_t turn(uint32_t x, int n) {
    return x << n | x >> (32 - n);
}

static uint32_t be32(const unsigned char *p) {
    return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* The next word of the schedule, in a ring of sixteen. Written out, not looped: that is twice as fast. */
#define FIRST(i) (w[i] = be32(p + (i)*4))
#define NEXT(i) (w[(i)&15] = turn(w[((i) + 13) & 15] ^ w[((i) + 8) & 15] ^ w[((i) + 2) & 15] ^ w[(i)&15], 1))
#define CHOICE(x, y, z) ((z) ^ ((x) & ((y) ^ (z)))) + 0x5a827999U
#define PARITY(x, y, z) ((x) ^ (y) ^ (z)) + 0x6ed9eba1U
#define MAJORITY(x, y, z) (((x) & (y)) | ((z) & ((x) | (y)))) + 0x8f1bbcdcU
#define PARITY_AGAIN(x, y, z) ((x) ^ (y) ^ (z)) + 0xca62c1d6U
#define ROUND(a, b, c, d, e, f, word) \
    (e) += turn(a, 5) + f(b, c, d) + (word); \
    (b) = turn(b, 30)
#define FIVE(f, word, i) \
    ROUND(a, b, c, d, e, f, word(i)); \
    ROUND(e, a, b, c, d, f, word((i) + 1)); \
    ROUND(d, e, a, b, c, f, word((i) + 2)); \
    ROUND(c, d, e, a, b, f, word((i) + 3)); \
    ROUND(b, c, d, e, a, f, word((i) + 4))
#define TWENTY(f, i) \
    FIVE(f, NEXT, i); \
    FIVE(f, NEXT, (i) + 5); \
    FIVE(f, NEXT, (i) + 10); \
    FIVE(f, NEXT, (i) + 15)

static void mix(uint32_t state[5], const unsigned char *p) {
    uint32_t w[16], a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];
    FIVE(CHOICE, FIRST, 0);
    FIVE(CHOICE, FIRST, 5);
    FIVE(CHOICE, FIRST, 10);
    ROUND(a, b, c, d, e, CHOICE, FIRST(15));
    ROUND(e, a, b, c, d, CHOICE, NEXT(16));
    ROUND(d, e, a, b, c, CHOICE, NEXT(17));
    ROUND(c, d, e, a, b, CHOICE, NEXT(18));
    ROUND(b, c, d, e, a, CHOICE, NEXT(19));
    TWENTY(PARITY, 20);
    TWENTY(MAJORITY, 40);
    TWENTY(PARITY_AGAIN, 60);
    state[0] += a;
    state[1] += b;
    state[2] += c;
    state[3] += d;
    state[4] += e;
}

/* ---- processors that have instructions for it: five times as fast again ---- */
#if defined(__x86_64__) && defined(__GNUC__)
#include <cpuid.h>
#include <immintrin.h>

/* Four rounds: `now` is the e they begin with, `then` becomes that of the next four. What the last ones prepare is not used. */
#define FOUR(g, now, then) \
    now = (g) ? _mm_sha1nexte_epu32(now, m[(g)&3]) : _mm_add_epi32(now, m[0]); \
    then = abcd; \
    m[((g) + 1) & 3] = (g) >= 3 ? _mm_sha1msg2_epu32(m[((g) + 1) & 3], m[(g)&3]) : m[((g) + 1) & 3]; \
    abcd = _mm_sha1rnds4_epu32(abcd, now, (g) / 5); \
    m[((g) + 3) & 3] = (g) >= 1 ? _mm_sha1msg1_epu32(m[((g) + 3) & 3], m[(g)&3]) : m[((g) + 3) & 3]; \
    m[((g) + 2) & 3] = (g) >= 2 ? _mm_xor_si128(m[((g) + 2) & 3], m[(g)&3]) : m[((g) + 2) & 3]
#define EIGHT(g) \
    FOUR(g, e0, e1); \
    FOUR((g) + 1, e1, e0)

__attribute__((target("sha,sse4.1"))) static void mix_fast(uint32_t state[5], const unsigned char *p) {
    const __m128i order = _mm_set_epi64x(0x0001020304050607LL, 0x08090a0b0c0d0e0fLL);
    __m128i m[4], e1, abcd = _mm_shuffle_epi32(_mm_loadu_si128((const __m128i *)(const void *)state), 0x1b);
    __m128i e0 = _mm_set_epi32((int)state[4], 0, 0, 0), abcd_was = abcd, e_was = e0;
    for (int i = 0; i < 4; i++) {
        m[i] = _mm_shuffle_epi8(_mm_loadu_si128((const __m128i *)(const void *)(p + i * 16)), order);
    }
    EIGHT(0);
    EIGHT(2);
    EIGHT(4);
    EIGHT(6);
    EIGHT(8);
    EIGHT(10);
    EIGHT(12);
    EIGHT(14);
    EIGHT(16);
    EIGHT(18);
    e0 = _mm_sha1nexte_epu32(e0, e_was);
    abcd = _mm_add_epi32(abcd, abcd_was);
    _mm_storeu_si128((__m128i *)(void *)state, _mm_shuffle_epi32(abcd, 0x1b));
    state[4] = (uint32_t)_mm_extract_epi32(e0, 3);
}

/* Asked once: in a virtual machine the question takes longer than many an answer. */
static int is_fast(void) {
    static int known; /* 1: no, 2: yes */
    unsigned a, b, c, d;
    if (!__atomic_load_n(&known, __ATOMIC_RELAXED)) {
        int has_sse = __get_cpuid(1, &a, &b, &c, &d) && (c & (1U << 19)) && (c & (1U << 9));
        int yes = has_sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & (1U << 29));
        __atomic_store_n(&known, yes ? 2 : 1, __ATOMIC_RELAXED);
    }
    return __atomic_load_n(&known, __ATOMIC_RELAXED) == 2;
}
#else
#define mix_fast mix
static int is_fast(void) {
    return 0;
}
#endif

void ps_sha1_start(ps_sha1 *s) {
    *s = (ps_sha1){.mix = is_fast() ? mix_fast : mix, .state = {0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U}};
}

void ps_sha1_put(ps_sha1 *s, const void *bytes, size_t n) {
    const unsigned char *p = bytes;
    size_t held = s->bytes % 64;
    s->bytes += n;
    if (held) {
        size_t part = n < 64 - held ? n : 64 - held;
        memcpy(s->block + held, p, part);
        p += part;
        n -= part;
        if (held + part < 64) {
            return;
        }
        s->mix(s->state, s->block);
    }
    for (; n >= 64; p += 64, n -= 64) {
        s->mix(s->state, p);
    }
    memcpy(s->block, p, n);
}

void ps_sha1_end(ps_sha1 *s, unsigned char out[20]) {
    static const unsigned char padding[64] = {0x80};
    unsigned char length[8];
    uint64_t bits = s->bytes * 8;
    for (int i = 0; i < 8; i++) {
        length[i] = (unsigned char)(bits >> (56 - 8 * i));
    }
    ps_sha1_put(s, padding, 1 + (119 - s->bytes % 64) % 64);
    ps_sha1_put(s, length, sizeof length);
    for (int i = 0; i < 20; i++) {
        out[i] = (unsigned char)(s->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}
