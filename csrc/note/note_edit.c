#include "note_edit.h"

#include <string.h>

#include "alloc.h"

int ps_edit_check(const ps_note *note, ps_error *err) {
    if (note->clipped) {
        return ps_fail(err, PS_EPARSE, NOTE_CLIPPED);
    }
    if (!note->broken) {
        return PS_OK;
    }
    if (err) {
        ps_lang lang = err->lang;
        *err = *note->broken;
        err->lang = lang;
    }
    return PS_EPARSE;
}

int ps_edit_make(ps_note **after, const ps_note *before, ps_range cut, ps_str with, const ps_want *want, ps_error *err) {
    ps_str text = before->text;
    size_t size = text.n - (cut.end - cut.at) + with.n;
    char *p = ps_alloc(size);
    ps_note *made = NULL;
    if (!p) {
        return ps_nomem(err);
    }
    memcpy(p, text.p, cut.at);
    if (with.n) {
        memcpy(p + cut.at, with.p, with.n);
    }
    memcpy(p + cut.at + with.n, text.p + cut.end, text.n - cut.end);
    int rc = ps_note_parse(&made, (ps_str){p, size}, before->lang, err);
    ps_free(p);
    rc = rc ? rc : ps_edit_verify(before, made, cut, cut.at + with.n, want, err);
    if (rc) {
        ps_note_free(made);
        return rc;
    }
    *after = made;
    return PS_OK;
}

int ps_edit(ps_note **io, ps_range cut, ps_buf *with, const ps_want *want, ps_error *err) {
    ps_note *after;
    int rc = ps_edit_check(*io, err);
    if (!rc && !ps_buf_ok(with)) {
        rc = ps_nomem(err);
    }
    rc = rc ? rc : ps_edit_make(&after, *io, cut, ps_buf_str(with), want, err);
    ps_buf_free(with);
    if (rc) {
        return rc;
    }
    ps_note_free(*io);
    *io = after;
    return PS_OK;
}

static void put_lines(ps_buf *out, ps_str lines, ps_str eol) {
    ps_str rest = lines, line;
    while (rest.n && ps_str_next(&rest, '\n', &line)) {
        if (line.n && line.p[line.n - 1] == '\r') {
            line.n--;
        }
        ps_buf_put(out, line);
        ps_buf_put(out, eol);
    }
}

int ps_note_insert(ps_note **io, size_t at, ps_str lines, ps_error *err) {
    const ps_note *note = *io;
    ps_str text = note->text;
    bool line_start = at == text.n || (at < text.n && at >= note->body_at && ps_line_start(text, at) == at) || at == note->body_at;
    if (!line_start || at < note->body_at) {
        return ps_fail(err, PS_EINVAL, NOTE_NOT_LINE);
    }
    if (lines.n == 0) {
        return PS_OK;
    }
    ps_buf with = {0};
    if (at == text.n && at > (note->bom ? 3 : 0) && text.p[at - 1] != '\n') {
        ps_buf_put(&with, note->eol);
    }
    put_lines(&with, lines, note->eol);
    return ps_edit(io, (ps_range){at, at}, &with, &(ps_want){.kind = PS_WANT_LINES}, err);
}
