#include "text.h"

static const ps_str table[][2] = {
#define PS_TEXT(id, en, zh) {{en, sizeof(en) - 1}, {zh, sizeof(zh) - 1}},
#include "text.def"
#undef PS_TEXT
};

ps_str ps_text(ps_text_id id, ps_lang lang) {
    return table[id][lang];
}

static void put_printable(ps_buf *out, ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        ps_buf_char(out, (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F ? '?' : s.p[i]);
    }
}

void ps_text_put(ps_buf *out, ps_lang lang, ps_text_id id, const ps_str *args, size_t n) {
    ps_str t = ps_text(id, lang);
    for (size_t i = 0; i < t.n; i++) {
        bool is_arg = t.p[i] == '%' && i + 1 < t.n && t.p[i + 1] >= '1' && t.p[i + 1] <= '9';
        if (!is_arg) {
            ps_buf_char(out, t.p[i]);
            continue;
        }
        size_t arg = (size_t)(t.p[++i] - '1');
        if (arg < n) {
            put_printable(out, args[arg]);
        }
    }
}

bool ps_lang_parse(ps_str s, ps_lang *lang) {
    ps_str two = ps_str_sub(s, 0, 2);
    bool ends = s.n == 2 || (s.n > 2 && (s.p[2] == '_' || s.p[2] == '-' || s.p[2] == '.'));
    if (!ends || !(ps_str_eq_nocase(two, PS_S("en")) || ps_str_eq_nocase(two, PS_S("zh")))) {
        return false;
    }
    *lang = ps_str_eq_nocase(two, PS_S("zh")) ? PS_ZH : PS_EN;
    return true;
}
