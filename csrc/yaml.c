#include "yaml.h"

/* What libyaml takes as it is within a line. */
static bool printable(uint32_t c) {
    bool ascii = c >= 0x20 && c <= 0x7E;
    bool breaks = c == 0x2028 || c == 0x2029;
    return ascii || (c >= 0xA0 && c <= 0xD7FF && !breaks) || (c >= 0xE000 && c <= 0xFFFD && c != 0xFEFF) || c >= 0x10000;
}

/* Words that other readers of the file take for a truth value or for nothing. */
static bool is_word(ps_str s) {
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off", "y", "n", "null", "~"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (ps_str_eq_nocase(s, ps_str_of(words[i]))) {
            return true;
        }
    }
    return false;
}

static bool one_of(char c, ps_str set) {
    return ps_str_find(set, (ps_str){&c, 1}, 0) != SIZE_MAX;
}

static bool all_printable(ps_str s) {
    while (s.n) {
        uint32_t c;
        size_t n = ps_str_rune(s, &c);
        if (!n || !printable(c)) {
            return false;
        }
        s = ps_str_sub(s, n, s.n);
    }
    return true;
}

/* `-`, `?` and `:` may begin a plain scalar only before a letter; a minus before a digit is a number. */
static bool starts_plain(ps_str s) {
    if (s.p[0] == '-') {
        return s.n > 1 && s.p[1] >= '0' && s.p[1] <= '9';
    }
    return !one_of(s.p[0], PS_S("?:,[]{}#&*!|>'\"%@`= "));
}

static bool plain(ps_str s, bool in_flow) {
    if (!all_printable(s) || is_word(s) || !starts_plain(s) || s.p[s.n - 1] == ' ' || s.p[s.n - 1] == ':') {
        return false;
    }
    if (ps_str_find(s, PS_S(": "), 0) != SIZE_MAX || ps_str_find(s, PS_S(" #"), 0) != SIZE_MAX) {
        return false;
    }
    for (size_t i = 0; in_flow && i < s.n; i++) {
        if (one_of(s.p[i], PS_S(",[]{}:"))) {
            return false;
        }
    }
    return true;
}

static void put_single(ps_buf *out, ps_str s) {
    ps_buf_char(out, '\'');
    for (size_t i = 0; i < s.n; i++) {
        ps_buf_put(out, s.p[i] == '\'' ? PS_S("''") : ps_str_sub(s, i, i + 1));
    }
    ps_buf_char(out, '\'');
}

static void put_escaped(ps_buf *out, ps_str ch, uint32_t c) {
    if (c == '\n') {
        ps_buf_put(out, PS_S("\\n"));
    } else if (c == '"' || c == '\\') {
        ps_buf_char(out, '\\');
        ps_buf_char(out, (char)c);
    } else if (printable(c)) {
        ps_buf_put(out, ch);
    } else if (c < 0x10000) {
        ps_buf_fmt(out, "\\u%04X", (unsigned)c);
    }
}

static void put_double(ps_buf *out, ps_str s) {
    ps_buf_char(out, '"');
    while (s.n) {
        uint32_t c = 0xFFFD;
        size_t n = ps_str_rune(s, &c);
        ps_str ch = n ? ps_str_sub(s, 0, n) : PS_S("\xEF\xBF\xBD");
        put_escaped(out, ch, n ? c : 0xFFFD);
        s = ps_str_sub(s, n ? n : 1, s.n);
    }
    ps_buf_char(out, '"');
}

void ps_yaml_scalar(ps_buf *out, ps_str value, bool in_flow) {
    if (value.n == 0) {
        return;
    }
    bool escapes = ps_str_find(value, PS_S("\""), 0) != SIZE_MAX || ps_str_find(value, PS_S("\\"), 0) != SIZE_MAX;
    if (plain(value, in_flow)) {
        ps_buf_put(out, value);
    } else if (escapes && all_printable(value)) {
        put_single(out, value);
    } else {
        put_double(out, value);
    }
}
