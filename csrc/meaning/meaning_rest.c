#include <stdlib.h>

#include "meaning_impl.h"

/* Reads a note's bytes past what was told, with every run of blanks as one. */
typedef struct {
    ps_str text;
    const ps_range *told;
    size_t n, next; /* ranges in order; the one that comes next */
    size_t at;
    bool blank; /* a blank was given last */
} reader;

static int by_place(const void *a, const void *b) {
    const ps_range *x = a, *y = b;
    return x->at < y->at ? -1 : x->at > y->at;
}

static bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The next byte, -1 at the end. What was told counts as a blank. */
static int next_byte(reader *r) {
    while (r->at < r->text.n) {
        while (r->next < r->n && r->told[r->next].end <= r->at) {
            r->next++;
        }
        bool skip = r->next < r->n && r->told[r->next].at <= r->at;
        char c = skip ? ' ' : r->text.p[r->at];
        r->at = skip ? r->told[r->next].end : r->at + 1;
        if (!is_blank(c)) {
            r->blank = false;
            return (unsigned char)c;
        }
        if (!r->blank) {
            r->blank = true;
            return ' ';
        }
    }
    return -1;
}

static int next_or_end(reader *r) {
    int c = next_byte(r);
    if (c == ' ' && r->at >= r->text.n) { /* blanks at the end */
        return next_byte(r);
    }
    return c;
}

static reader start(ps_str text, ps_range *told, size_t n) {
    if (n) {
        qsort(told, n, sizeof *told, by_place);
    }
    return (reader){.text = text, .told = told, .n = n, .blank = true};
}

bool ps_sense_rest(const ps_sensed *f) {
    reader a = start(f->old->text, f->told_old.v, f->told_old.n), b = start(f->now->text, f->told_now.v, f->told_now.n);
    for (;;) {
        int x = next_or_end(&a), y = next_or_end(&b);
        if (x == ' ' && y < 0) {
            x = next_or_end(&a);
        }
        if (y == ' ' && x < 0) {
            y = next_or_end(&b);
        }
        if (x != y) {
            return true;
        }
        if (x < 0) {
            return false;
        }
    }
}
