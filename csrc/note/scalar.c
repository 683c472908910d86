#include "scalar.h"

#include "note_edit.h"

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

/* Bytes that are no UTF-8 become U+FFFD: YAML has no way to write them. */
static void put_valid(ps_buf *out, ps_str s) {
    uint32_t c;
    for (size_t i = 0, n; i < s.n; i += n ? n : 1) {
        n = ps_str_rune(ps_str_sub(s, i, s.n), &c);
        ps_buf_put(out, n ? ps_str_sub(s, i, i + n) : PS_S("\xEF\xBF\xBD"));
    }
}

void ps_yaml_scalar(ps_buf *out, ps_str value, bool in_flow) {
    ps_buf valid = {0};
    put_valid(&valid, value);
    if (valid.n) {
        ps_scalar_put(out, ps_buf_str(&valid), is_word(ps_buf_str(&valid)) ? PS_DOUBLE : PS_PLAIN, in_flow);
    }
    out->failed |= !ps_buf_ok(&valid);
    ps_buf_free(&valid);
}
