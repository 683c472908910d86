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

void ps_sha1_start(ps_sha1 *s) {
    *s = (ps_sha1){.state = {0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U, 0xc3d2e1f0U}};
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
        mix(s->state, s->block);
    }
    for (; n >= 64; p += 64, n -= 64) {
        mix(s->state, p);
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
