/* Edits of front matter: scalars, whole keys. Lists and maps stand in note_edit_list.c. */
#include "note_edit_fm.h"

#include <string.h>

static size_t skip_blanks_and_breaks(ps_str text, size_t at, size_t end) {
    while (at < end && memchr(" \t\r\n", text.p[at], 4)) {
        at++;
    }
    return at;
}

size_t ps_fm_content(const ps_note *note, const ps_fm *fm) {
    ps_str text = note->text;
    size_t at = fm->range.at, end = fm->range.end;
    while (at < end && (text.p[at] == '&' || text.p[at] == '!')) {
        while (at < end && !memchr(" \t\r\n", text.p[at], 4)) {
            at++;
        }
        at = skip_blanks_and_breaks(text, at, end);
    }
    return at;
}

/* After the colon of the key. */
static size_t after_colon(const ps_note *note, const ps_fm *fm) {
    ps_str text = note->text;
    size_t at = fm->whole.at, end = fm->range.at;
    char quote = at < end && (text.p[at] == '"' || text.p[at] == '\'') ? text.p[at] : '\0';
    for (at += quote != '\0'; quote && at < end && text.p[at] != quote; at++) {
        at += quote == '"' && text.p[at] == '\\';
    }
    for (; at < end; at++) {
        bool blank = at + 1 >= end || memchr(" \t\r\n", text.p[at + 1], 4);
        if (text.p[at] == ':' && (blank || quote)) {
            return at + 1;
        }
    }
    return end;
}

bool ps_fm_in_flow(const ps_note *note) {
    size_t at = skip_blanks_and_breaks(note->text, note->fm_range.at, note->fm_range.end);
    return at < note->fm_range.end && note->text.p[at] == '{';
}

/* Puts a value's bytes in the place of the old ones; "" leaves `key:`. Properties, comments and all other bytes stay. */
ps_range ps_fm_replace(const ps_note *note, const ps_fm *fm, ps_str value, ps_buf *with) {
    ps_str text = note->text;
    size_t colon = after_colon(note, fm);
    size_t content = ps_fm_content(note, fm);
    size_t line_end = ps_line_end(text, colon);
    size_t before = ps_trim_end(text, colon, content); /* the end of the colon or of the properties */
    if (content <= line_end) {
        if (value.n) {
            ps_buf_put(with, content == before ? PS_S(" ") : PS_S(""));
            ps_buf_put(with, value);
            return (ps_range){content, fm->range.end};
        }
        return (ps_range){before, fm->range.end};
    }
    if (value.n) { /* a block below the key: the value goes behind the colon, before what else stands on the line */
        ps_buf_char(with, ' ');
        ps_buf_put(with, value);
    }
    size_t after = ps_fm_content(note, fm) > fm->range.at && fm->range.at < line_end ? ps_trim_end(text, fm->range.at, line_end) : colon;
    ps_buf tail = {0};
    if (after > colon) { /* its properties stay before it */
        tail = *with;
        *with = (ps_buf){0};
        ps_buf_put(with, ps_str_sub(text, colon, after));
        ps_buf_put(with, ps_buf_str(&tail));
        with->failed = with->failed || tail.failed;
        ps_buf_free(&tail);
    }
    ps_buf_put(with, ps_str_sub(text, after, ps_trim_end(text, after, line_end)));
    return (ps_range){colon, fm->range.end};
}

ps_quotes ps_fm_quotes(const ps_note *note, const ps_fm *fm) {
    size_t at = fm ? ps_fm_content(note, fm) : 0;
    char c = fm && at < fm->range.end ? note->text.p[at] : '\0';
    return c == '"' ? PS_DOUBLE : c == '\'' ? PS_SINGLE : PS_PLAIN;
}

static bool keeps_link(const ps_note *note, const ps_fm *fm, ps_str value) {
    bool link = fm && ((fm->kind == PS_FM_SCALAR && ps_fm_is_link(fm->text)) || ps_fm_bare_link(note, fm));
    return link && ps_id_valid(value);
}

void ps_fm_put_link(ps_buf *out, ps_str id, ps_quotes style) {
    ps_buf_put(out, style == PS_SINGLE ? PS_S("'[[") : PS_S("\"[["));
    ps_buf_put(out, id);
    ps_buf_put(out, style == PS_SINGLE ? PS_S("]]'") : PS_S("]]\""));
}

int ps_fm_check(const ps_note *note, ps_str key, ps_error *err) {
    int rc = ps_edit_check(note, err);
    if (rc) {
        return rc;
    }
    bool control = false;
    for (size_t i = 0; i < key.n; i++) {
        control = control || (unsigned char)key.p[i] < 0x20;
    }
    return key.n && key.n <= 200 && !control && ps_str_utf8(key) ? PS_OK : ps_fail(err, PS_EINVAL, NOTE_BAD_KEY, ps_str_clip(key, 80));
}

int ps_fm_check_value(ps_str value, ps_error *err) {
    return ps_str_utf8(value) ? PS_OK : ps_fail(err, PS_EINVAL, NOTE_NOT_UTF8);
}

/* The indentation of the keys that are there. */
static ps_str indent_of(const ps_note *note) {
    if (note->n_fields == 0) {
        return PS_S("");
    }
    size_t at = note->fields[0].whole.at;
    return ps_str_sub(note->text, ps_line_start(note->text, at), at);
}

static ps_range add_in_flow(const ps_note *note, ps_str key, ps_str value, ps_buf *with) {
    size_t end = note->fm_range.end;
    while (end > note->fm_range.at && note->text.p[end - 1] != '}') {
        end--;
    }
    size_t at = note->n_fields ? note->fields[note->n_fields - 1].whole.end : end - (end > note->fm_range.at);
    ps_buf_put(with, note->n_fields ? PS_S(", ") : PS_S(""));
    ps_scalar_put(with, key, PS_PLAIN, true);
    ps_buf_put(with, PS_S(": "));
    ps_buf_put(with, value);
    return (ps_range){at, at};
}

ps_range ps_fm_add(const ps_note *note, ps_str key, ps_str value, ps_buf *with) {
    if (ps_fm_in_flow(note)) {
        return add_in_flow(note, key, value, with);
    }
    size_t at = note->has_fm ? note->fm_range.end : note->body_at;
    if (!note->has_fm) {
        ps_buf_put(with, PS_S("---"));
        ps_buf_put(with, note->eol);
    }
    ps_buf_put(with, indent_of(note));
    ps_scalar_put(with, key, PS_PLAIN, false);
    ps_buf_char(with, ':');
    ps_buf_put(with, value.n ? PS_S(" ") : PS_S(""));
    ps_buf_put(with, value);
    ps_buf_put(with, note->eol);
    if (!note->has_fm) {
        ps_buf_put(with, PS_S("---"));
        ps_buf_put(with, note->eol);
    }
    return (ps_range){at, at};
}

int ps_fm_put(ps_note **io, ps_buf *value, const ps_want *want, ps_error *err) {
    const ps_fm *fm = ps_note_field(*io, want->key);
    ps_buf with = {.failed = value->failed};
    ps_range cut = fm ? ps_fm_replace(*io, fm, ps_buf_str(value), &with) : ps_fm_add(*io, want->key, ps_buf_str(value), &with);
    ps_buf_free(value);
    return ps_edit(io, cut, &with, want, err);
}

static bool scalar_reads(const ps_note *after, const ps_want *want) {
    const ps_fm *fm = ps_note_field(after, want->key);
    if (!fm || want->value.n == 0) {
        return fm && fm->kind == PS_FM_EMPTY;
    }
    bool link = want->n_values == 1 && ps_fm_is_link(fm->text) && ps_str_eq(ps_note_unlink(ps_str_trim(fm->text)), want->value);
    return fm->kind == PS_FM_SCALAR && (link || ps_str_eq(fm->text, want->value));
}

int ps_note_set(ps_note **io, ps_str key, ps_str value, ps_error *err) {
    int rc = ps_fm_check(*io, key, err);
    rc = rc ? rc : ps_fm_check_value(value, err);
    if (rc) {
        return rc;
    }
    const ps_fm *fm = ps_note_field(*io, key);
    bool link = keeps_link(*io, fm, value);
    if (fm && fm->kind == PS_FM_SCALAR && ps_str_eq(link ? ps_note_unlink(ps_str_trim(fm->text)) : fm->text, value)) {
        return PS_OK;
    }
    ps_buf with = {0};
    if (link) {
        ps_fm_put_link(&with, value, ps_fm_quotes(*io, fm));
    } else if (value.n) {
        ps_scalar_put(&with, value, ps_fm_quotes(*io, fm), ps_fm_in_flow(*io));
    }
    ps_want want = {.kind = PS_WANT_FIELD, .key = key, .value = value, .reads = scalar_reads, .n_values = link};
    return ps_fm_put(io, &with, &want, err);
}

static bool gone(const ps_note *after, const ps_want *want) {
    return ps_note_field(after, want->key) == NULL;
}

int ps_note_unset(ps_note **io, ps_str key, ps_error *err) {
    int rc = ps_fm_check(*io, key, err);
    const ps_fm *fm = rc ? NULL : ps_note_field(*io, key);
    if (!fm) {
        return rc;
    }
    ps_str text = (*io)->text;
    ps_buf with = {0};
    ps_want want = {.kind = PS_WANT_FIELD, .key = key, .reads = gone};
    ps_range cut = {ps_line_start(text, fm->whole.at), ps_line_next(text, fm->whole.end)};
    return ps_edit(io, cut, &with, &want, err);
}
