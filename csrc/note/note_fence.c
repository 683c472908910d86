/* Where the front matter of a note begins and ends. It opens with a line `---` at the very beginning (after a BOM) and is closed by the next
 * line `---` or `...`. Without a closing line the first one is front matter that is not closed where the second line reads `key:`, else
 * a thematic break. */
#include "note_yaml.h"

static bool is_fence(ps_str text, size_t line, char c) {
    size_t end = ps_trim_end(text, line, ps_line_end(text, line));
    return end - line == 3 && text.p[line] == c && text.p[line + 1] == c && text.p[line + 2] == c;
}

static bool looks_like_key(ps_str text, size_t line) {
    size_t end = ps_line_end(text, line);
    for (size_t i = line; i < end; i++) {
        char c = text.p[i];
        if (c == ':') {
            return i > line && (i + 1 == end || text.p[i + 1] == ' ' || text.p[i + 1] == '\t');
        }
        if (c == ' ' || c == '\t' || c == '#' || c == '|' || c == '>' || c == '[' || c == '`') {
            return false;
        }
    }
    return false;
}

/* Front matter that is not closed ends before the first blank line or heading. */
static size_t unclosed_end(ps_str text, size_t line) {
    while (line < text.n) {
        size_t end = ps_line_end(text, line);
        if (ps_trim_end(text, line, end) == line || text.p[line] == '#') {
            break;
        }
        line = ps_line_next(text, line);
    }
    return line;
}

ps_fence ps_fence_find(ps_str text, size_t at) {
    if (!is_fence(text, at, '-') || ps_line_next(text, at) == text.n) {
        return (ps_fence){.kind = PS_FENCE_NONE};
    }
    size_t first = ps_line_next(text, at);
    for (size_t line = first; line < text.n; line = ps_line_next(text, line)) {
        if (is_fence(text, line, '-') || is_fence(text, line, '.')) {
            return (ps_fence){PS_FENCE_CLOSED, {first, line}, ps_line_next(text, line)};
        }
    }
    if (!looks_like_key(text, first)) {
        return (ps_fence){.kind = PS_FENCE_NONE};
    }
    size_t end = unclosed_end(text, first);
    return (ps_fence){PS_FENCE_OPEN, {first, end}, end};
}
