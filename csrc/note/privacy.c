#include "privacy.h"

#include "field.h"

/* Whatever is said there but a plain no means it: what can't be understood had better not be told. */
static bool says_private(const ps_fm *f) {
    static const char *const no[] = {"", "false", "no", "off", "0", "否"};
    bool plain = !f || f->kind == PS_FM_EMPTY || f->kind == PS_FM_SCALAR;
    for (size_t i = 0; plain && i < sizeof no / sizeof *no; i++) {
        if (ps_str_eq_nocase(ps_fm_text(f), ps_str_of(no[i]))) {
            return false;
        }
    }
    return true;
}

bool ps_private_note(const ps_note *note) {
    return note->broken || says_private(ps_note_field(note, PS_S("private")));
}

bool ps_private_at(const ps_note *note, size_t at, const ps_aliases *aliases) {
    for (size_t i = 0; i < note->n_headings; i++) {
        const ps_heading *h = &note->headings[i];
        if (h->range.at <= at && at < h->end && ps_heading_is(PS_H_PRIVATE, h->text, aliases)) {
            return true;
        }
    }
    return false;
}

bool ps_private_any(const ps_note *note, const ps_aliases *aliases) {
    for (size_t i = 0; i < note->n_headings; i++) {
        if (ps_heading_is(PS_H_PRIVATE, note->headings[i].text, aliases)) {
            return true;
        }
    }
    return false;
}

static void put_blank(ps_buf *out, ps_str text) {
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] == '\n') {
            ps_buf_char(out, '\n');
        }
    }
}

/* Whether of a private note this is told all the same: who it is, and where. */
static bool is_public(ps_str key) {
    static const char *const keys[] = {"id", "name", "account", "unit", "post", "left", "private"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (ps_str_eq(key, ps_str_of(keys[i]))) {
            return true;
        }
    }
    return false;
}

static void put_front(ps_buf *out, const ps_note *note) {
    size_t at = note->fm_range.at;
    ps_buf_put(out, ps_str_sub(note->text, 0, at));
    for (size_t i = 0; i < note->n_fields; i++) {
        const ps_fm *f = &note->fields[i];
        if (is_public(f->key) && f->whole.at >= at) {
            put_blank(out, ps_str_sub(note->text, at, f->whole.at));
            ps_buf_put(out, ps_str_sub(note->text, f->whole.at, f->whole.end));
            at = f->whole.end;
        }
    }
    put_blank(out, ps_str_sub(note->text, at, note->fm_range.end));
    ps_buf_put(out, ps_str_sub(note->text, note->fm_range.end, note->body_at));
    put_blank(out, ps_str_sub(note->text, note->body_at, note->text.n));
}

static void put_sections(ps_buf *out, const ps_note *note, const ps_aliases *aliases) {
    size_t at = 0;
    for (size_t i = 0; i < note->n_headings; i++) {
        const ps_heading *h = &note->headings[i];
        if (h->range.at >= at && ps_heading_is(PS_H_PRIVATE, h->text, aliases)) {
            ps_buf_put(out, ps_str_sub(note->text, at, h->range.at));
            put_blank(out, ps_str_sub(note->text, h->range.at, h->end));
            at = h->end;
        }
    }
    ps_buf_put(out, ps_str_sub(note->text, at, note->text.n));
}

int ps_private_hide(ps_buf *out, const ps_note *note, bool front, const ps_aliases *aliases, ps_error *err) {
    if (!front || !ps_private_note(note)) {
        put_sections(out, note, aliases);
    } else if (note->broken) {
        put_blank(out, note->text);
    } else {
        put_front(out, note);
    }
    return ps_buf_ok(out) ? PS_OK : ps_nomem(err);
}
