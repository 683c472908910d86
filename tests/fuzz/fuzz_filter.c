/* Any bytes read as a filter: they read, or are refused with a place; what reads can be held against anything, and its sign turns it round. */
#include <stdint.h>
#include <stdlib.h>

#include "filter.h"
#include "fold.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok) {
    if (!ok) {
        abort();
    }
}

static void check_term(const ps_filter_term *t, ps_str text, ps_date today) {
    ps_filter_term other = *t;
    other.negated = !t->negated;
    must(t->where.at < t->where.end && t->where.end <= text.n);
    must(t->name_where.at <= t->name_where.end && t->name_where.end <= text.n);
    for (size_t i = 0; i < t->values.n; i++) {
        must(t->values.v[i].where.at <= t->values.v[i].where.end && t->values.v[i].where.end <= text.n);
    }
    must(ps_filter_takes_texts(t, &text, 1) != ps_filter_takes_texts(&other, &text, 1));
    must(ps_filter_takes_number(t, 5, true) != ps_filter_takes_number(&other, 5, true));
    must(ps_filter_takes_day(t, today) != ps_filter_takes_day(&other, today));
    must(ps_filter_takes_front(t, &text, 1, today) != ps_filter_takes_front(&other, &text, 1, today));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    ps_str text = {(const char *)data, size}, name;
    ps_arena arena = {0};
    ps_filter_terms terms;
    ps_error err = {0};
    ps_date today = 20782;
    size_t sign, head;
    int rc = ps_filter_parse(&terms, &arena, text, today, &err);
    if (rc) {
        must(rc == PS_EINVAL && err.message[0] && err.col >= 1 && err.col <= size + 1 && err.end_col >= err.col);
    }
    for (size_t i = 0; !rc && i < terms.n; i++) {
        check_term(&terms.v[i], text, today);
    }
    must(ps_filter_last_word(text).at <= size);
    ps_filter_head(text, &sign, &head, &name);
    must(sign <= head && head <= size);
    must(ps_fold_holds(text, text) && ps_fold_eq(text, text) && ps_fold_distance(text, text) == 0);
    ps_arena_free(&arena);
    return 0;
}
