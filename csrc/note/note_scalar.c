/* How a value is written in YAML. */
#include "note_edit.h"

#include <string.h>

/* What YAML takes for a line break, or does not allow as it is. */
static bool needs_escape(uint32_t r) {
    return r < 0x20 || (r >= 0x7F && r < 0xA0) || r == 0x2028 || r == 0x2029 || r == 0xFEFF || (r & 0xFFFE) == 0xFFFE;
}

static bool has_escapes(ps_str s) {
    uint32_t r;
    for (size_t i = 0, n; i < s.n; i += n) {
        n = ps_str_rune(ps_str_sub(s, i, s.n), &r);
        if (n == 0 || needs_escape(r)) {
            return true;
        }
    }
    return false;
}

static bool is_null_word(ps_str s) {
    return ps_str_eq(s, PS_S("~")) || ps_str_eq_nocase(s, PS_S("null"));
}

static bool plain_start(ps_str s) {
    if (strchr("?:,[]{}#&*!|>'\"%@`", s.p[0])) {
        return false;
    }
    return s.p[0] != '-' || (s.n > 1 && s.p[1] != ' ' && s.p[1] != '-');
}

static bool plain_ok(ps_str s, bool flow) {
    if (s.n == 0 || s.p[0] == ' ' || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ':' || is_null_word(s) || !plain_start(s) || has_escapes(s)) {
        return false;
    }
    for (size_t i = 0; i + 1 < s.n; i++) {
        if ((s.p[i] == ':' && s.p[i + 1] == ' ') || (s.p[i] == ' ' && s.p[i + 1] == '#')) {
            return false;
        }
    }
    for (size_t i = 0; flow && i < s.n; i++) {
        bool mark = memchr(",[]{}", s.p[i], 5) || (s.p[i] == ':' && memchr(",?[]{}", s.p[i + 1 < s.n ? i + 1 : i], 6));
        if (mark) {
            return false;
        }
    }
    return !flow || s.p[0] != '-';
}

static void put_single(ps_buf *out, ps_str s) {
    ps_buf_char(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        if (s.p[i] == '\'') {
            ps_buf_char(out, '\'');
        }
        ps_buf_char(out, s.p[i]);
    }
    ps_buf_char(out, '\'');
}

static void put_escape(ps_buf *out, uint32_t r) {
    switch (r) {
    case 0:
        ps_buf_put(out, PS_S("\\0"));
        return;
    case '\n':
        ps_buf_put(out, PS_S("\\n"));
        return;
    case '\r':
        ps_buf_put(out, PS_S("\\r"));
        return;
    case '\t':
        ps_buf_put(out, PS_S("\\t"));
        return;
    default:
        ps_buf_fmt(out, r < 0x100 ? "\\x%02X" : r < 0x10000 ? "\\u%04X" : "\\U%08X", (unsigned)r);
    }
}

static void put_double(ps_buf *out, ps_str s) {
    uint32_t r;
    ps_buf_char(out, '"');
    for (size_t i = 0, n; i < s.n; i += n) {
        n = ps_str_rune(ps_str_sub(s, i, s.n), &r);
        if (n == 0 || r == '"' || r == '\\') {
            ps_buf_char(out, '\\');
        }
        n = n ? n : 1;
        if (needs_escape(r)) {
            put_escape(out, r);
        } else {
            ps_buf_put(out, ps_str_sub(s, i, i + n));
        }
    }
    ps_buf_char(out, '"');
}

void ps_scalar_put(ps_buf *out, ps_str value, ps_quotes style, bool flow) {
    bool escapes = has_escapes(value);
    if (style == PS_PLAIN && plain_ok(value, flow)) {
        ps_buf_put(out, value);
        return;
    }
    bool marks = value.n && (memchr(value.p, '"', value.n) || memchr(value.p, '\\', value.n));
    bool apostrophe = value.n && memchr(value.p, '\'', value.n);
    if (!escapes && (style == PS_SINGLE || (style == PS_PLAIN && marks && !apostrophe))) {
        put_single(out, value);
    } else {
        put_double(out, value);
    }
}
