#include "note_impl.h"

#include <string.h>

size_t ps_line_start(ps_str text, size_t at) {
    const char *hit = at ? memrchr(text.p, '\n', at) : NULL;
    return hit ? (size_t)(hit - text.p) + 1 : 0;
}

static size_t line_break(ps_str text, size_t at) {
    const char *hit = at < text.n ? memchr(text.p + at, '\n', text.n - at) : NULL;
    return hit ? (size_t)(hit - text.p) : text.n;
}

size_t ps_line_end(ps_str text, size_t at) {
    size_t end = line_break(text, at);
    return end > at && text.p[end - 1] == '\r' ? end - 1 : end;
}

size_t ps_line_next(ps_str text, size_t at) {
    size_t end = line_break(text, at);
    return end < text.n ? end + 1 : end;
}

size_t ps_skip_blanks(ps_str text, size_t at, size_t end) {
    while (at < end && (text.p[at] == ' ' || text.p[at] == '\t')) {
        at++;
    }
    return at;
}

size_t ps_trim_end(ps_str text, size_t at, size_t end) {
    while (end > at && (text.p[end - 1] == ' ' || text.p[end - 1] == '\t' || text.p[end - 1] == '\r')) {
        end--;
    }
    return end;
}

/* The end of the list marker at `at`, or `at` where there is none. */
static size_t skip_marker(ps_str text, size_t at, size_t end) {
    size_t p = at;
    if (p < end && (text.p[p] == '-' || text.p[p] == '*' || text.p[p] == '+')) {
        p++;
    } else {
        while (p < end && p - at < 9 && text.p[p] >= '0' && text.p[p] <= '9') {
            p++;
        }
        if (p == at || p == end || (text.p[p] != '.' && text.p[p] != ')')) {
            return at;
        }
        p++;
    }
    return p == end || text.p[p] == ' ' || text.p[p] == '\t' ? p : at;
}

size_t ps_skip_prefix(ps_str text, size_t line, unsigned quotes, size_t lists, size_t *marker) {
    size_t end = ps_line_end(text, line);
    size_t none;
    marker = marker ? marker : &none;
    *marker = SIZE_MAX;
    for (;;) {
        size_t at = ps_skip_blanks(text, line, end);
        if (quotes && at < end && text.p[at] == '>') {
            quotes--;
            line = at + 1;
            continue;
        }
        size_t after = lists ? skip_marker(text, at, end) : at;
        if (after == at) {
            return at;
        }
        lists--;
        *marker = at;
        line = after;
    }
}

unsigned ps_note_line(const ps_note *note, size_t at) {
    size_t lo = 0, hi = note->n_lines;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (note->line_at[mid] <= at) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return (unsigned)lo + 1;
}

size_t ps_note_line_at(const ps_note *note, unsigned line) {
    if (line == 0) {
        return 0;
    }
    return line <= note->n_lines ? note->line_at[line - 1] : note->text.n;
}
