#include "note_edit.h"

#include <assert.h>

static int find_task(const ps_note *note, size_t task, ps_error *err) {
    ps_digits d;
    if (task < note->n_tasks) {
        return PS_OK;
    }
    return ps_fail(err, PS_EINVAL, NOTE_NO_TASK, ps_num(&d, (int64_t)task));
}

static bool state_reads(const ps_note *after, const ps_want *want) {
    return want->task < after->n_tasks && after->tasks[want->task].state == want->state;
}

int ps_note_set_state(ps_note **io, size_t task, char state, ps_error *err) {
    int rc = ps_edit_check(*io, err);
    rc = rc ? rc : find_task(*io, task, err);
    if (rc) {
        return rc;
    }
    if (state < ' ' || state > '~' || state == '[' || state == ']') {
        return ps_fail(err, PS_EINVAL, NOTE_BAD_STATE, ((ps_str){&state, 1}));
    }
    const ps_task *t = &(*io)->tasks[task];
    if (t->state == state) {
        return PS_OK;
    }
    ps_buf with = {0};
    ps_buf_char(&with, state);
    ps_want want = {.kind = PS_WANT_TASK, .task = task, .state = state == 'X' ? 'x' : state, .reads = state_reads};
    return ps_edit(io, (ps_range){t->state_at, t->state_at + 1}, &with, &want, err);
}

static bool field_reads(const ps_note *after, const ps_want *want) {
    const ps_task *t = want->task < after->n_tasks ? &after->tasks[want->task] : NULL;
    const ps_inline *field = t ? ps_inline_get(t->fields, t->n_fields, want->key) : NULL;
    if (!t || t->state != want->state || !want->value.p) {
        return t && t->state == want->state && !field;
    }
    return field && ps_str_eq(field->value, want->value);
}

/* The field with a blank beside it; a field that has a line of its own goes with the line. */
static ps_range field_with_blank(const ps_note *note, const ps_task *t, const ps_inline *field) {
    ps_str text = note->text;
    ps_range cut = field->range;
    size_t line = ps_line_start(text, cut.at), end = ps_line_end(text, cut.end);
    size_t content = line;
    while (content < cut.at && (text.p[content] == ' ' || text.p[content] == '\t' || text.p[content] == '>')) {
        content++;
    }
    if (line > t->range.at && content == cut.at && ps_trim_end(text, cut.end, end) == cut.end) {
        size_t before = line - 1;
        before -= before > 0 && text.p[before - 1] == '\r';
        return (ps_range){before, end};
    }
    if (cut.at > t->state_at + 2 && (text.p[cut.at - 1] == ' ' || text.p[cut.at - 1] == '\t')) {
        cut.at--;
    } else if (cut.end < end && text.p[cut.end] == ' ') {
        cut.end++;
    }
    return cut;
}

static void put_field(ps_buf *out, ps_str key, ps_str value) {
    ps_buf_char(out, '[');
    ps_buf_put(out, key);
    ps_buf_put(out, value.n ? PS_S(":: ") : PS_S("::"));
    ps_buf_put(out, value);
    ps_buf_char(out, ']');
}

/* Where a new field goes, and its text. */
static ps_range place_field(const ps_task *t, ps_str key, ps_str value, ps_buf *with) {
    bool before_id = t->id.n && t->id_range.at >= t->range.at && t->id_range.end <= t->range.end;
    size_t at = before_id ? t->id_range.at : t->range.end;
    if (!before_id) {
        ps_buf_char(with, ' ');
    }
    put_field(with, key, value);
    if (before_id) {
        ps_buf_char(with, ' ');
    }
    return (ps_range){at, at};
}

static bool one_line(ps_str s) {
    assert(s.p || !s.n);
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) {
            return false;
        }
    }
    return true;
}

int ps_note_set_task_field(ps_note **io, size_t task, ps_str key, ps_str value, ps_error *err) {
    int rc = ps_edit_check(*io, err);
    rc = rc ? rc : find_task(*io, task, err);
    if (rc) {
        return rc;
    }
    value = value.p ? ps_str_trim(value) : value;
    if (key.n == 0 || key.n > PS_FIELD_KEY || !one_line(key) || !one_line(value)) {
        return ps_fail(err, PS_EINVAL, NOTE_ONE_LINE, key);
    }
    const ps_task *t = &(*io)->tasks[task];
    const ps_inline *field = ps_inline_get(t->fields, t->n_fields, key);
    if (field ? value.p && ps_str_eq(field->value, value) : !value.p) {
        return PS_OK;
    }
    ps_buf with = {0};
    ps_want want = {.kind = PS_WANT_TASK, .task = task, .key = key, .value = value, .state = t->state, .reads = field_reads};
    ps_range cut;
    if (!field) {
        cut = place_field(t, key, value, &with);
    } else if (!value.p) {
        cut = field_with_blank(*io, t, field);
    } else {
        cut = field->value_range;
        if (cut.at == cut.end && (*io)->text.p[cut.at - 1] == ':') {
            ps_buf_char(&with, ' ');
        }
        ps_buf_put(&with, value);
    }
    return ps_edit(io, cut, &with, &want, err);
}
