#include "search_impl.h"

enum { SNIPPET_BYTES = 160, LEAD_BYTES = 48 };

typedef struct {
    uint32_t at, end;
    size_t phrase;
} match;
typedef PS_VEC(match) matches;

static bool stands_at(const ps_search_phrase *p, const ps_tokens *words, size_t at) {
    if (at + p->words.n > words->n) {
        return false;
    }
    for (size_t i = 0; i < p->words.n; i++) {
        ps_str want = p->words.v[i].word, is = words->v[at + i].word;
        bool open = p->prefix && i + 1 == p->words.n;
        if (!(open ? ps_str_starts(is, want) : ps_str_eq(is, want))) {
            return false;
        }
    }
    return p->words.n > 0;
}

static bool find_matches(ps_arena *arena, const ps_search_phrases *phrases, const ps_tokens *words, matches *out) {
    for (size_t at = 0; at < words->n; at++) {
        for (size_t i = 0; i < phrases->n; i++) {
            if (!stands_at(&phrases->v[i], words, at)) {
                continue;
            }
            match *m = PS_PUSH(arena, out);
            if (!m) {
                return false;
            }
            *m = (match){words->v[at].at, words->v[at + phrases->v[i].words.n - 1].end, i};
        }
    }
    return true;
}

static size_t line_end(ps_str text, size_t at) {
    size_t end = ps_str_find(text, PS_S("\n"), at);
    return end == SIZE_MAX ? text.n : end;
}

/* Index of the match that opens the line with the most different phrases; of equal ones the first. */
static size_t best_line(ps_str text, const matches *m) {
    size_t best = 0, most = 0;
    for (size_t i = 0; i < m->n;) {
        size_t end = line_end(text, m->v[i].at), from = i, count = 0;
        uint64_t seen = 0;
        for (; i < m->n && m->v[i].at < end; i++) {
            uint64_t bit = 1ull << (m->v[i].phrase % 64);
            count += !(seen & bit);
            seen |= bit;
        }
        if (count > most) {
            most = count;
            best = from;
        }
        i += i == from; /* a word is never empty, but this ends in any case */
    }
    return best;
}

static bool continues(char c) {
    return ((unsigned char)c & 0xC0) == 0x80;
}

/* Adds the marks of the matches within the text from `at` on, which stands in the snippet after `lead` bytes. What overlaps or touches is one. */
static bool put_marks(ps_arena *arena, const matches *m, size_t at, size_t end, size_t lead, ps_search_hit *hit) {
    for (size_t i = 0; i < m->n; i++) {
        if (m->v[i].at < at || m->v[i].end > end) {
            continue;
        }
        size_t from = m->v[i].at - at + lead, to = m->v[i].end - at + lead;
        ps_search_mark *last = hit->marks.n ? &hit->marks.v[hit->marks.n - 1] : NULL;
        if (last && from <= last->end) {
            last->end = to > last->end ? to : last->end;
            continue;
        }
        ps_search_mark *mark = PS_PUSH(arena, &hit->marks);
        if (!mark) {
            return false;
        }
        *mark = (ps_search_mark){from, to};
    }
    return true;
}

static unsigned line_of(ps_str text, size_t at, size_t *begin) {
    unsigned line = 1;
    *begin = 0;
    for (size_t i = 0; i < at; i++) {
        if (text.p[i] == '\n') {
            line++;
            *begin = i + 1;
        }
    }
    return line;
}

/* The part of the line around a place. */
static bool cut(ps_arena *arena, ps_str text, size_t begin, size_t at, const matches *m, ps_search_hit *hit) {
    size_t end = line_end(text, at);
    while (end > at && text.p[end - 1] == '\r') {
        end--;
    }
    while (begin < at && (text.p[begin] == ' ' || text.p[begin] == '\t')) {
        begin++;
    }
    size_t from = at - begin > LEAD_BYTES ? at - LEAD_BYTES : begin;
    while (from > begin && continues(text.p[from])) {
        from--;
    }
    ps_str part = ps_str_clip(ps_str_sub(text, from, end), SNIPPET_BYTES);
    bool before = from > begin, after = from + part.n < end;
    hit->snippet = ps_arena_fmt(arena, "%s%.*s%s", before ? "…" : "", PS_FMT(part), after ? "…" : "");
    return hit->snippet.p && put_marks(arena, m, from, from + part.n, before ? sizeof "…" - 1 : 0, hit);
}

/* The first line that says something: after the front matter. */
static size_t opening(ps_str text) {
    size_t at = 0;
    if (ps_str_starts(text, PS_S("---"))) {
        size_t fence = ps_str_find(text, PS_S("\n---"), 3);
        at = fence == SIZE_MAX ? 0 : line_end(text, fence + 1);
    }
    while (at < text.n && (text.p[at] == '\n' || text.p[at] == '\r' || text.p[at] == ' ')) {
        at++;
    }
    return at < text.n ? at : 0;
}

int ps_search_snippet(ps_tokenizer *t, ps_arena *arena, const ps_search_phrases *phrases, ps_str text, ps_search_hit *hit, bool *found) {
    ps_arena scratch = {0};
    ps_tokens words = {0};
    matches m = {0};
    size_t begin;
    int code = phrases->n ? ps_tokenizer_list(t, &scratch, text, &words) : SQLITE_OK;
    if (!code && !find_matches(&scratch, phrases, &words, &m)) {
        code = SQLITE_NOMEM;
    }
    *found = m.n > 0;
    size_t at = m.n ? m.v[best_line(text, &m)].at : opening(text);
    hit->line = line_of(text, at, &begin);
    hit->col = (unsigned)(at - begin + 1);
    if (!code && !cut(arena, text, begin, at, &m, hit)) {
        code = SQLITE_NOMEM;
    }
    ps_arena_free(&scratch);
    return code;
}
