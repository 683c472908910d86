/* What people get wrong in front matter, each with a message that shows how to write it. libyaml's own words come last. */
#include "note_yaml.h"

#include <string.h>

enum { SHOWN = 80 /* bytes of a value that a message shows */ };

int ps_break_set(ps_build *b, size_t at, ps_text_id id, const ps_str *args, size_t n) {
    ps_note *note = b->note;
    ps_buf message = {0};
    ps_text_put(&message, note->lang, id, args, n);
    ps_error *broken = ps_buf_ok(&message) ? PS_NEW(&note->arena, ps_error) : NULL;
    if (broken) {
        ps_str shown = ps_str_clip(ps_buf_str(&message), sizeof broken->message - 1);
        memcpy(broken->message, shown.p, shown.n);
        broken->lang = note->lang;
        broken->code = PS_EPARSE;
        broken->line = ps_note_line(note, at);
    }
    ps_buf_free(&message);
    note->broken = broken;
    return broken ? PS_OK : PS_ENOMEM;
}

typedef struct {
    size_t at;    /* of the line */
    ps_str line;  /* trimmed, without `- ` */
    ps_str key;   /* "" where there is no `key:` */
    ps_str value; /* trimmed, without what surely is a comment */
    bool indented, item;
} fm_line;

static ps_str without_comment(ps_str value) {
    for (size_t i = 0; i + 1 < value.n; i++) {
        if (value.p[i] == '#' && (i == 0 || value.p[i - 1] == ' ' || value.p[i - 1] == '\t') && value.p[i + 1] == ' ') {
            return ps_str_trim(ps_str_sub(value, 0, i));
        }
    }
    return value;
}

static fm_line take_apart(const ps_note *note, size_t at) {
    ps_str text = note->text;
    fm_line l = {.at = ps_line_start(text, at), .key = PS_S("")};
    ps_str raw = ps_str_sub(text, l.at, ps_line_end(text, l.at));
    l.line = ps_str_trim(raw);
    l.indented = raw.n && (raw.p[0] == ' ' || raw.p[0] == '\t');
    while (ps_str_starts(l.line, PS_S("- "))) {
        l.line = ps_str_trim(ps_str_sub(l.line, 2, l.line.n));
        l.item = true;
    }
    l.value = l.line;
    for (size_t i = 0; i < l.line.n && !strchr("\"'[{#", l.line.p[i]); i++) {
        bool ends = i + 1 == l.line.n || l.line.p[i + 1] == ' ' || l.line.p[i + 1] == '\t';
        if (l.line.p[i] == ':' && ends && i) {
            l.key = ps_str_sub(l.line, 0, i);
            l.value = ps_str_trim(ps_str_sub(l.line, i + 1, l.line.n));
            break;
        }
    }
    l.value = without_comment(l.value);
    return l;
}

/* `key: "value"`, or `- "value"` for what has no key; p is NULL when memory is out. */
static ps_str quoted(ps_build *b, const fm_line *l, ps_str value) {
    char q = memchr(value.p, '"', value.n) || memchr(value.p, '\\', value.n) ? '\'' : '"';
    ps_str shown = ps_str_clip(value, SHOWN);
    const char *cut = shown.n < value.n ? "…" : "";
    return l->key.n ? ps_arena_fmt(&b->note->arena, "%.*s: %c%.*s%s%c", PS_FMT(l->key), q, PS_FMT(shown), cut, q)
                    : ps_arena_fmt(&b->note->arena, "%c%.*s%s%c", q, PS_FMT(shown), cut, q);
}

/* `key: ["[[A]]", "[[B]]"]` */
static ps_str quoted_links(ps_build *b, const fm_line *l) {
    ps_buf out = {0};
    ps_buf_put(&out, l->key);
    ps_buf_put(&out, l->key.n ? PS_S(": [") : PS_S("["));
    size_t end = 0, n = 0;
    for (size_t at = ps_str_find(l->value, PS_S("[["), 0); at != SIZE_MAX; at = ps_str_find(l->value, PS_S("[["), end)) {
        ps_link link;
        end = at + 2;
        if (ps_link_read(l->value, at, false, &link, &end)) {
            ps_buf_put(&out, n++ ? PS_S(", \"") : PS_S("\""));
            ps_buf_put(&out, ps_str_sub(l->value, at, end));
            ps_buf_char(&out, '"');
        }
    }
    ps_buf_char(&out, ']');
    ps_str made = ps_buf_ok(&out) ? ps_arena_dup(&b->note->arena, ps_buf_str(&out)) : (ps_str){NULL, 0};
    ps_buf_free(&out);
    return made;
}

/* The offset after the quote that closes a value that begins with one; SIZE_MAX where it is not closed on the line. */
static size_t closing_quote(ps_str v) {
    for (size_t i = 1; i < v.n; i++) {
        if (v.p[0] == '"' && v.p[i] == '\\') {
            i++;
        } else if (v.p[i] == v.p[0] && v.p[0] == '\'' && i + 1 < v.n && v.p[i + 1] == '\'') {
            i++;
        } else if (v.p[i] == v.p[0]) {
            return i + 1;
        }
    }
    return SIZE_MAX;
}

static bool begins_quote(ps_str v) {
    return v.n && (v.p[0] == '"' || v.p[0] == '\'');
}

static size_t count_links(ps_str v) {
    size_t n = 0;
    for (size_t at = ps_str_find(v, PS_S("[["), 0); at != SIZE_MAX; at = ps_str_find(v, PS_S("[["), at + 2)) {
        n++;
    }
    return n;
}

/* U+0085, U+2028, U+2029: YAML takes them for line breaks. */
static bool has_strange_break(ps_str s) {
    return ps_str_find(s, PS_S("\xC2\x85"), 0) != SIZE_MAX || ps_str_find(s, PS_S("\xE2\x80\xA8"), 0) != SIZE_MAX ||
           ps_str_find(s, PS_S("\xE2\x80\xA9"), 0) != SIZE_MAX;
}

static bool tab_indent(ps_str text, size_t line) {
    size_t end = ps_line_end(text, line);
    size_t at = ps_skip_blanks(text, line, end);
    return at < end && memchr(text.p + line, '\t', at - line) != NULL;
}

/* Net number of brackets of a kind that a value opens. */
static int open_brackets(ps_str v) {
    int n = 0;
    for (size_t i = 0; i < v.n; i++) {
        n += (v.p[i] == '[' || v.p[i] == '{') - (v.p[i] == ']' || v.p[i] == '}');
    }
    return n;
}

#define BREAK_QUOTED(b, l, id, ...) \
    do { \
        ps_str show_ = quoted((b), (l), (l)->value); \
        return show_.p ? ps_break((b), (l)->at, id, show_, ##__VA_ARGS__) : PS_ENOMEM; \
    } while (0)

static int explain_brackets(ps_build *b, const fm_line *l) {
    if (ps_str_starts(l->value, PS_S("[[")) && count_links(l->value) > 1) {
        ps_str show = quoted_links(b, l);
        return show.p ? ps_break(b, l->at, FM_LINKS, show) : PS_ENOMEM;
    }
    if (ps_str_starts(l->value, PS_S("[[")) || ps_str_starts(l->value, PS_S("{{"))) {
        BREAK_QUOTED(b, l, FM_BRACKET_FIRST, ps_str_sub(l->value, 0, 2));
    }
    if (open_brackets(l->value) > 0) {
        return ps_break(b, l->at, FM_BRACKET_OPEN, ps_str_sub(l->value, 0, 1));
    }
    if (open_brackets(l->value) == 0 && !ps_str_ends(l->value, PS_S("]")) && !ps_str_ends(l->value, PS_S("}"))) {
        BREAK_QUOTED(b, l, FM_BRACKET_FIRST, ps_str_sub(l->value, 0, 1));
    }
    return PS_OK;
}

static int explain_quotes(ps_build *b, const fm_line *l) {
    size_t end = closing_quote(l->value);
    if (end == SIZE_MAX) {
        return ps_break(b, l->at, FM_QUOTE_OPEN, ps_str_sub(l->value, 0, 1));
    }
    if (end < l->value.n) {
        return l->value.p[0] == '\'' ? ps_break(b, l->at, FM_AFTER_SINGLE) : ps_break(b, l->at, FM_AFTER_DOUBLE);
    }
    return PS_OK;
}

static int explain_value(ps_build *b, const fm_line *l) {
    ps_str v = l->value;
    if (v.n == 0 || (l->key.n == 0 && !l->item)) {
        return PS_OK;
    }
    if (begins_quote(v)) {
        return explain_quotes(b, l);
    }
    if (v.p[0] == '[' || v.p[0] == '{') {
        return explain_brackets(b, l);
    }
    if (strchr("@`%*&!|>?,]}", v.p[0]) || ps_str_starts(v, PS_S("- "))) {
        BREAK_QUOTED(b, l, FM_RESERVED, ps_str_sub(v, 0, 1));
    }
    if (ps_str_find(v, PS_S(": "), 0) != SIZE_MAX || ps_str_ends(v, PS_S(":"))) {
        BREAK_QUOTED(b, l, FM_COLON);
    }
    return PS_OK;
}

static int explain_no_key(ps_build *b, const fm_line *l) {
    size_t wide = ps_str_find(l->line, PS_S("："), 0);
    size_t colon = ps_str_find(l->line, PS_S(":"), 0);
    ps_str key = ps_str_clip(ps_str_sub(l->line, 0, wide < colon ? wide : colon), SHOWN);
    if (l->key.n || l->line.n == 0 || l->line.p[0] == '#') {
        return PS_OK;
    }
    if (wide != SIZE_MAX && wide < colon) {
        return ps_break(b, l->at, FM_WIDE_COLON, key);
    }
    bool word = colon != SIZE_MAX && colon && !memchr(l->line.p, ' ', colon) && !strchr("\"'[{", l->line.p[0]);
    if (word) {
        return ps_break(b, l->at, FM_COLON_BLANK, key);
    }
    return PS_OK;
}

/* Breaks the note where the line at `at` shows one of the usual mistakes. */
static int explain_line(ps_build *b, size_t at) {
    ps_str text = b->note->text;
    if (at < b->note->fm_range.at || at >= b->note->fm_range.end) {
        return PS_OK;
    }
    fm_line l = take_apart(b->note, at);
    if (tab_indent(text, l.at)) {
        return ps_break(b, l.at, FM_TAB);
    }
    if (has_strange_break(ps_str_sub(text, l.at, ps_line_end(text, l.at)))) {
        return ps_break(b, l.at, FM_STRANGE_BREAK);
    }
    int rc = explain_no_key(b, &l);
    return rc || b->note->broken ? rc : explain_value(b, &l);
}

/* A quote that was not closed shows itself lines later: the last line up to the fault whose value opens one. */
static int explain_open_quote(ps_build *b, size_t at) {
    ps_str text = b->note->text;
    size_t line = ps_line_start(text, at);
    for (;;) {
        fm_line l = take_apart(b->note, line);
        if ((l.key.n || l.item) && begins_quote(l.value) && closing_quote(l.value) == SIZE_MAX) {
            return ps_break(b, line, FM_QUOTE_OPEN, ps_str_sub(l.value, 0, 1));
        }
        if (line <= b->note->fm_range.at) {
            return PS_OK;
        }
        line = ps_line_start(text, line - 1);
    }
}

static size_t word_before(const ps_note *note, size_t at) {
    at = at < note->fm_range.end ? at : note->fm_range.end;
    while (at > note->fm_range.at && memchr(" \t\r\n", note->text.p[at - 1], 4)) {
        at--;
    }
    return at > note->fm_range.at ? at - 1 : at;
}

static bool says(const ps_yaml_fault *fault, const char *words) {
    return strstr(fault->problem, words) != NULL;
}

static int explain_known(ps_build *b, const ps_yaml_fault *fault) {
    static const char *const reader[] = {"control characters", "octet", "overflow", "Unicode", "UTF"};
    for (size_t i = 0; i < sizeof reader / sizeof *reader; i++) {
        if (says(fault, reader[i])) {
            return ps_break(b, fault->at, FM_BAD_BYTE);
        }
    }
    if (says(fault, "escape") || says(fault, "hexdecimal")) {
        return ps_break(b, fault->at, FM_ESCAPE);
    }
    return PS_OK;
}

static int explain_other(ps_build *b, const ps_yaml_fault *fault) {
    bool no_colon = says(fault, "could not find expected ':'") && fault->context != SIZE_MAX;
    size_t at = no_colon ? fault->context : word_before(b->note, fault->at + 1);
    fm_line l = take_apart(b->note, at);
    if (says(fault, "not a mapping") || (l.key.n == 0 && !l.indented && l.line.n)) {
        return ps_break(b, at, FM_NOT_KEY, ps_str_clip(l.line, SHOWN));
    }
    if (l.indented) {
        return ps_break(b, at, FM_INDENT);
    }
    return ps_break(b, at, FM_OTHER, ps_str_of(fault->problem));
}

int ps_fault_explain(ps_build *b, const ps_yaml_fault *fault) {
    size_t places[] = {fault->at, fault->context, word_before(b->note, fault->at)};
    int rc = explain_known(b, fault);
    if (!rc && !b->note->broken) {
        rc = explain_open_quote(b, fault->at);
    }
    for (size_t i = 0; i < sizeof places / sizeof *places && !rc && !b->note->broken; i++) {
        rc = places[i] == SIZE_MAX ? PS_OK : explain_line(b, places[i]);
    }
    return rc || b->note->broken ? rc : explain_other(b, fault);
}

int ps_hint_add(ps_build *b, ps_range range, ps_text_id id, ps_str key, ps_str value) {
    ps_buf out = {0};
    ps_text_put(&out, b->note->lang, id, (const ps_str[]){key, value}, 2);
    ps_str message = ps_buf_ok(&out) ? ps_arena_dup(&b->note->arena, ps_buf_str(&out)) : (ps_str){NULL, 0};
    ps_buf_free(&out);
    ps_hint *hint = message.p ? PS_PUSH(&b->note->arena, &b->hints) : NULL;
    if (!hint) {
        return PS_ENOMEM;
    }
    *hint = (ps_hint){message, range, ps_note_line(b->note, range.at)};
    return PS_OK;
}

/* `tags: #a #b` is empty, and a comment. */
static int hint_comment(ps_build *b, const ps_fm *fm) {
    ps_str text = b->note->text;
    size_t end = ps_line_end(text, fm->whole.end);
    size_t at = ps_skip_blanks(text, fm->whole.end, end);
    bool tag = at + 1 < end && text.p[at] == '#' && !memchr(" \t#", text.p[at + 1], 3);
    if (!tag || fm->kind != PS_FM_EMPTY) {
        return PS_OK;
    }
    end = ps_trim_end(text, at, end);
    return ps_hint_add(b, (ps_range){at, end}, PS_T_FM_HINT_COMMENT, fm->key, ps_str_clip(ps_str_sub(text, at, end), SHOWN));
}

/* `link: [[Note]]` is a list in a list. */
static int hint_link(ps_build *b, const ps_fm *fm) {
    ps_str raw = ps_str_sub(b->note->text, fm->range.at, fm->range.end);
    return ps_fm_bare_link(b->note, fm) ? ps_hint_add(b, fm->range, PS_T_FM_HINT_LINK, fm->key, ps_str_clip(raw, SHOWN)) : PS_OK;
}

/* `{{title}}` of a template is a map in a map, `!important` a tag without a value. */
static int hint_mark(ps_build *b, const ps_fm *fm) {
    ps_str raw = ps_str_sub(b->note->text, fm->range.at, fm->range.end);
    bool braces = fm->kind == PS_FM_MAP && ps_str_starts(raw, PS_S("{{"));
    bool tag = fm->kind == PS_FM_EMPTY && raw.n && raw.p[0] == '!' && !ps_str_starts(raw, PS_S("!!"));
    if (!braces && !tag) {
        return PS_OK;
    }
    fm_line l = {.key = fm->key};
    ps_str show = quoted(b, &l, raw);
    return show.p ? ps_hint_add(b, fm->range, PS_T_FM_RESERVED, show, ps_str_sub(raw, 0, braces ? 2 : 1)) : PS_ENOMEM;
}

int ps_fields_hint(ps_build *b) {
    int rc = PS_OK;
    for (size_t i = 0; i < b->fields.n && !rc; i++) {
        const ps_fm *fm = &b->fields.v[i];
        rc = hint_comment(b, fm);
        rc = rc ? rc : hint_link(b, fm);
        rc = rc ? rc : hint_mark(b, fm);
    }
    return rc;
}
