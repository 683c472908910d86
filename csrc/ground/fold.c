#include "fold.h"

#include "rune.h"

enum { LONGEST = 64 };

static const struct {
    uint32_t first, last, step;
    int32_t difference;
} cases[] = {
#define CASE(first, last, step, difference) {first, last, step, difference},
#include "fold.def"
#undef CASE
};

static uint32_t without_case(uint32_t c) {
    size_t low = 0, high = sizeof cases / sizeof *cases;
    if (c < 0x80) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (c > cases[mid].last) {
            low = mid + 1;
        } else if (c < cases[mid].first) {
            high = mid;
        } else {
            bool is = (c - cases[mid].first) % cases[mid].step == 0;
            return is ? (uint32_t)((int32_t)c + cases[mid].difference) : c;
        }
    }
    return c;
}

uint32_t ps_fold_next(ps_str *rest) {
    uint32_t c = (unsigned char)rest->p[0], mark;
    size_t n = c < 0x80 ? 1 : ps_str_rune(*rest, &c);
    *rest = ps_str_sub(*rest, n ? n : 1, rest->n);
    if (c < 0x80 || n == 0) {
        return without_case(n ? c : c + 0x110000); /* beyond all characters */
    }
    c = ps_rune_width_folded(c);
    n = rest->n && (unsigned char)rest->p[0] >= 0x80 ? ps_str_rune(*rest, &mark) : 0;
    uint32_t voiced = n ? ps_rune_voiced(c, mark) : 0;
    if (voiced) {
        *rest = ps_str_sub(*rest, n, rest->n);
        return voiced;
    }
    return without_case(c);
}

/* Whether the text begins with the part. */
static bool begins(ps_str text, ps_str part, bool whole) {
    while (text.n && part.n) {
        if (ps_fold_next(&text) != ps_fold_next(&part)) {
            return false;
        }
    }
    return part.n == 0 && (!whole || text.n == 0);
}

bool ps_fold_eq(ps_str a, ps_str b) {
    return begins(a, b, true);
}

bool ps_fold_holds(ps_str text, ps_str part) {
    do {
        if (begins(text, part, false)) {
            return true;
        }
    } while (text.n && (ps_fold_next(&text), true));
    return false;
}

static size_t folded(ps_str s, uint32_t *out) {
    size_t n = 0;
    while (s.n && n < LONGEST) {
        out[n++] = ps_fold_next(&s);
    }
    return n;
}

static int least(int a, int b) {
    return a < b ? a : b;
}

int ps_fold_distance(ps_str a, ps_str b) {
    uint32_t x[LONGEST], y[LONGEST];
    int rows[3][LONGEST + 1]; /* the one before the last, the last, this one */
    size_t n = folded(a, x), m = folded(b, y);
    for (size_t j = 0; j <= m; j++) {
        rows[0][j] = (int)j;
    }
    for (size_t i = 1; i <= n; i++) {
        int *before = rows[(i + 1) % 3], *last = rows[(i + 2) % 3], *now = rows[i % 3];
        now[0] = (int)i;
        for (size_t j = 1; j <= m; j++) {
            now[j] = least(least(last[j], now[j - 1]) + 1, last[j - 1] + (x[i - 1] != y[j - 1]));
            if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) {
                now[j] = least(now[j], before[j - 2] + 1);
            }
        }
    }
    return rows[n % 3][m];
}
