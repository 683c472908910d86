/* The text that md4c is given. It takes a heading or a fence right below a table for one more row; GitHub, and people, end the table there. So
 * md4c gets a copy in which the last byte of that row is a line break of its own: same length, same offsets, and what we read of a row comes
 * from the original. */
#include "note_impl.h"

#include <limits.h>
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

/* Follows the lines: a delimiter row with a pipe opens a table, a blank line ends it. */
static bool still_table(ps_str text, size_t line, size_t next, bool in_table) {
    size_t at = ps_skip_prefix(text, line, UINT_MAX, 0, NULL);
    size_t end = ps_trim_end(text, at, ps_line_end(text, line));
    if (end <= at) {
        return false;
    }
    return in_table || (memchr(text.p + at, '|', next - at) && ps_is_delimiter(text, at, end));
}

int ps_view(ps_build *b, const char **view) {
    ps_str text = b->note->text;
    char *copy = NULL;
    bool in_table = false;
    *view = text.p;
    for (size_t line = b->note->body_at, next; line < text.n; line = next) {
        next = ps_line_next(text, line);
        in_table = still_table(text, line, next, in_table);
        if (!in_table || next == text.n || next - line < 3 || !ends_table(text, next)) {
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
        copy[next - 2] = '\n';
        in_table = false;
    }
    return PS_OK;
}
