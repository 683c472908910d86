/* The text that md4c is given. It takes a heading or a fence right below a table for one more row; GitHub, and people, end the table there. So
 * md4c gets a copy in which the last byte of that row is a line break of its own: same length, same offsets, and what we read of a row comes
 * from the original. */
#include "note_impl.h"

#include <string.h>

/* Whether a line opens with a heading's or a fence's marks. */
static bool ends_table(ps_str text, size_t at) {
    while (at < text.n && (text.p[at] == ' ' || text.p[at] == '\t' || text.p[at] == '>')) {
        at++;
    }
    size_t run = at;
    while (run < text.n && run - at < 7 && text.p[run] == text.p[at]) {
        run++;
    }
    if (at == text.n || !memchr("#`~", text.p[at], 3)) {
        return false;
    }
    if (text.p[at] != '#') {
        return run - at >= 3;
    }
    return run - at <= 6 && (run == text.n || memchr(" \t\r\n", text.p[run], 4));
}

/* The byte of the line [line, end) that may become a line break, SIZE_MAX where it holds no row. */
static size_t last_of_row(ps_str text, size_t line, size_t end) {
    bool row = end - line > 2 && memchr(text.p + line, '|', end - line) && text.p[end - 1] != '`';
    return row ? end - 1 : SIZE_MAX;
}

int ps_view(ps_build *b, const char **view) {
    ps_str text = b->note->text;
    char *copy = NULL;
    *view = text.p;
    for (size_t line = b->note->body_at, next; line < text.n; line = next) {
        next = ps_line_next(text, line);
        size_t last = next < text.n && ends_table(text, next) ? last_of_row(text, line, next - 1) : SIZE_MAX;
        if (last == SIZE_MAX) {
            continue;
        }
        if (!copy) {
            copy = ps_arena_alloc(&b->note->arena, text.n + 2);
            if (!copy) {
                return PS_ENOMEM;
            }
            memcpy(copy, text.p, text.n + 2);
            *view = copy;
        }
        copy[last] = '\n';
    }
    return PS_OK;
}
