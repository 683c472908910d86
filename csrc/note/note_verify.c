/* After an edit: everything but the one wanted element must read as before, each at its place. */
#include "note_edit.h"

typedef struct {
    const ps_note *a, *b; /* before, after */
    ps_range cut;         /* in a */
    size_t new_end;       /* in b: what was put in ends here */
    const ps_want *want;
} diff;

static size_t shift(const diff *d, size_t at) {
    return at - d->cut.end + d->new_end;
}

static bool at_same(const diff *d, size_t a, size_t b) {
    bool after = a >= d->cut.end && (a > d->cut.at || d->cut.end == d->cut.at);
    return b == (after ? shift(d, a) : a);
}

static bool end_same(const diff *d, size_t a, size_t b) {
    return b == (a <= d->cut.at || a < d->cut.end ? a : shift(d, a));
}

static bool range_same(const diff *d, ps_range a, ps_range b) {
    return at_same(d, a.at, b.at) && end_same(d, a.end, b.end);
}

static bool within(ps_range r, size_t at, size_t end) {
    return r.at >= at && r.end <= end && end > at;
}

static bool heading_same(const diff *d, int a, int b) {
    if (a < 0 || b < 0) {
        return a == b || (a < 0 && b < 0);
    }
    return at_same(d, d->a->headings[a].range.at, d->b->headings[b].range.at);
}

static bool inline_same(const diff *d, const ps_inline *a, const ps_inline *b) {
    return ps_str_eq(a->key, b->key) && ps_str_eq(a->value, b->value) && range_same(d, a->range, b->range);
}

/* The fields but those of the key `but`, which may come and go. */
static bool inlines_same(const diff *d, const ps_inline *a, size_t na, const ps_inline *b, size_t nb, ps_str but) {
    size_t i = 0, k = 0;
    while (i < na || k < nb) {
        if (i < na && but.n && ps_str_eq(a[i].key, but)) {
            i++;
        } else if (k < nb && but.n && ps_str_eq(b[k].key, but)) {
            k++;
        } else if (i == na || k == nb || !inline_same(d, &a[i++], &b[k++])) {
            return false;
        }
    }
    return true;
}

static bool task_same(const diff *d, const void *pa, const void *pb) {
    const ps_task *a = pa, *b = pb;
    bool edited = d->want->kind == PS_WANT_TASK && (size_t)(a - d->a->tasks) == d->want->task;
    bool state = a->state == b->state || (edited && d->want->key.n == 0);
    bool place = edited ? a->range.at == b->range.at && a->state_at == b->state_at
                        : range_same(d, a->range, b->range) && at_same(d, a->state_at, b->state_at);
    return state && place && ps_str_eq(a->text, b->text) && ps_str_eq(a->id, b->id) && a->depth == b->depth &&
           heading_same(d, a->heading, b->heading) &&
           inlines_same(d, a->fields, a->n_fields, b->fields, b->n_fields, edited ? d->want->key : PS_S(""));
}

static bool one_heading_same(const diff *d, const void *pa, const void *pb) {
    const ps_heading *a = pa, *b = pb;
    return a->level == b->level && ps_str_eq(a->text, b->text) && ps_str_eq(a->raw, b->raw) && ps_str_eq(a->id, b->id) &&
           heading_same(d, a->parent, b->parent) && range_same(d, a->range, b->range);
}

static bool cells_same(const diff *d, const ps_row *a, const ps_row *b, int but) {
    bool grown = but >= 0 && (size_t)but >= a->n; /* a short row gets the cells that it lacked */
    if (b->n != (grown ? (size_t)but + 1 : a->n)) {
        return false;
    }
    for (size_t i = 0; i < b->n; i++) {
        if ((int)i == but) {
            continue;
        }
        ps_str was = i < a->n ? a->cells[i].text : PS_S("");
        bool place = i >= a->n || but >= 0 || range_same(d, a->cells[i].range, b->cells[i].range);
        if (!place || !ps_str_eq(was, b->cells[i].text)) {
            return false;
        }
    }
    return true;
}

static bool row_same(const diff *d, const ps_row *a, const ps_row *b, bool edited) {
    if (!edited) {
        return cells_same(d, a, b, -1) && ps_str_eq(a->id, b->id) && range_same(d, a->range, b->range);
    }
    bool id = d->want->column < 0 || ps_str_eq(a->id, b->id);
    int but = d->want->column < 0 ? (int)a->n - 1 : d->want->column; /* an id moves the end of the last cell, never its text */
    bool text = d->want->column >= 0 || (b->n == a->n && ps_str_eq(a->cells[a->n - 1].text, b->cells[a->n - 1].text));
    return id && text && cells_same(d, a, b, but) && a->range.at == b->range.at;
}

/* The row with an empty cell more, or as it was where it ends before that. */
static bool row_widened(const ps_row *a, const ps_row *b, size_t column, bool header) {
    size_t more = a->n > column;
    bool same = b->n == a->n + more && ps_str_eq(a->id, b->id) && (header || !more || b->cells[column].text.n == 0);
    for (size_t i = 0; same && i < a->n; i++) {
        same = ps_str_eq(a->cells[i].text, b->cells[i + (more && i >= column)].text);
    }
    return same;
}

static bool table_widened(const diff *d, const ps_table *a, const ps_table *b) {
    size_t column = (size_t)d->want->column;
    bool same = a->range.at == b->range.at && a->n == b->n && heading_same(d, a->heading, b->heading) &&
                row_widened(&a->header, &b->header, column, true);
    for (size_t i = 0; same && i < a->n; i++) {
        same = row_widened(&a->rows[i], &b->rows[i], column, false);
    }
    return same;
}

static bool table_same(const diff *d, const void *pa, const void *pb) {
    const ps_table *a = pa, *b = pb;
    if (d->want->kind == PS_WANT_NEW_COLUMN && (size_t)(a - d->a->tables) == d->want->table) {
        return table_widened(d, a, b);
    }
    bool wanted = d->want->kind == PS_WANT_NEW_ROW || d->want->kind == PS_WANT_ROW;
    bool mine = wanted && (size_t)(a - d->a->tables) == d->want->table;
    bool grown = mine && d->want->kind == PS_WANT_NEW_ROW, edited = mine && d->want->kind == PS_WANT_ROW;
    bool place = mine ? a->range.at == b->range.at : range_same(d, a->range, b->range);
    bool frame = place && b->n == a->n + grown && heading_same(d, a->heading, b->heading) && row_same(d, &a->header, &b->header, false);
    for (size_t i = 0; frame && i < a->n; i++) {
        frame = row_same(d, &a->rows[i], &b->rows[i], edited && i == d->want->row);
    }
    return frame;
}

static bool link_same(const diff *d, const void *pa, const void *pb) {
    const ps_link *a = pa, *b = pb;
    return a->embed == b->embed && ps_str_eq(a->target, b->target) && ps_str_eq(a->heading, b->heading) && ps_str_eq(a->block, b->block) &&
           ps_str_eq(a->alias, b->alias) && range_same(d, a->range, b->range);
}

static bool block_same(const diff *d, const void *pa, const void *pb) {
    const ps_block *a = pa, *b = pb;
    return ps_str_eq(a->text, b->text) && ps_str_eq(a->id, b->id) && heading_same(d, a->heading, b->heading) &&
           range_same(d, a->range, b->range) && inlines_same(d, a->fields, a->n_fields, b->fields, b->n_fields, PS_S(""));
}

typedef struct {
    const void *v;
    size_t n, size;
    size_t range; /* offset of the element's ps_range */
} list;

#define LIST(note, field, type) \
    { (note)->field, (note)->n_##field, sizeof(type), offsetof(type, range) }

static const char *element(const list *l, size_t i) {
    return (const char *)l->v + i * l->size;
}

static ps_range place(const list *l, size_t i) {
    return *(const ps_range *)(const void *)(element(l, i) + l->range);
}

/* Links live and die with the bytes that were replaced; whole new lines bring elements of every kind. */
static int lists_same(const diff *d, const list *a, const list *b, bool links, bool (*same)(const diff *, const void *, const void *),
                      ps_error *err) {
    size_t i = 0, k = 0;
    bool new_ones = links || d->want->kind == PS_WANT_LINES;
    for (;;) {
        while (links && i < a->n && within(place(a, i), d->cut.at, d->cut.end)) {
            i++;
        }
        while (new_ones && k < b->n && within(place(b, k), d->cut.at, d->new_end)) {
            k++;
        }
        if (i == a->n && k == b->n) {
            return PS_OK;
        }
        if (i == a->n || k == b->n || !same(d, element(a, i), element(b, k))) {
            break;
        }
        i++;
        k++;
    }
    const ps_note *note = i < a->n ? d->a : d->b;
    size_t at = i < a->n ? place(a, i).at : place(b, k).at;
    ps_digits line;
    ps_str shown = ps_str_clip(ps_str_trim(ps_str_sub(note->text, at, ps_line_end(note->text, at))), 80);
    return ps_fail(err, PS_EPARSE, NOTE_WOULD_CHANGE, ps_num(&line, ps_note_line(note, at)), shown);
}

static int body_same(const diff *d, ps_error *err) {
    const struct {
        list a, b;
        bool links;
        bool (*same)(const diff *, const void *, const void *);
    } all[] = {
        {LIST(d->a, headings, ps_heading), LIST(d->b, headings, ps_heading), false, one_heading_same},
        {LIST(d->a, tasks, ps_task), LIST(d->b, tasks, ps_task), false, task_same},
        {LIST(d->a, tables, ps_table), LIST(d->b, tables, ps_table), false, table_same},
        {LIST(d->a, blocks, ps_block), LIST(d->b, blocks, ps_block), false, block_same},
        {LIST(d->a, links, ps_link), LIST(d->b, links, ps_link), true, link_same},
    };
    int rc = PS_OK;
    for (size_t i = 0; i < sizeof all / sizeof *all && !rc; i++) {
        rc = lists_same(d, &all[i].a, &all[i].b, all[i].links, all[i].same, err);
    }
    return rc;
}

/* An alias is compared as it is written: its anchor's value may be the one that changes. */
static bool fm_same(const diff *d, const ps_fm *a, const ps_fm *b) {
    ps_str was = ps_str_sub(d->a->text, a->range.at, a->range.end), is = ps_str_sub(d->b->text, b->range.at, b->range.end);
    bool raw = ps_str_eq(a->key, b->key) && ps_str_eq(was, is) && range_same(d, a->range, b->range) && at_same(d, a->whole.at, b->whole.at);
    if (!raw || (was.n && was.p[0] == '*')) {
        return raw;
    }
    bool same = a->kind == b->kind && ps_str_eq(a->text, b->text) && a->n_items == b->n_items;
    for (size_t i = 0; same && i < a->n_items; i++) {
        same = fm_same(d, &a->items[i], &b->items[i]);
    }
    return same;
}

/* The fields (or members) but `but`, in order. NULL: all the same; else the first that is not. */
static const ps_fm *fields_differ(const diff *d, const ps_fm *a, size_t na, const ps_fm *b, size_t nb, ps_str but) {
    size_t i = 0, k = 0;
    for (;;) {
        while (i < na && ps_str_eq(a[i].key, but)) {
            i++;
        }
        while (k < nb && ps_str_eq(b[k].key, but)) {
            k++;
        }
        if (i == na && k == nb) {
            return NULL;
        }
        if (i == na || k == nb || !fm_same(d, &a[i], &b[k])) {
            return i < na ? &a[i] : &b[k];
        }
        i++;
        k++;
    }
}

static const ps_fm *members_differ(const diff *d) {
    const ps_fm *a = ps_note_field(d->a, d->want->key), *b = ps_note_field(d->b, d->want->key);
    if (d->want->member.n == 0 || !a || !b) {
        return NULL;
    }
    return fields_differ(d, a->items, a->n_items, b->items, b->n_items, d->want->member);
}

static int front_same(const diff *d, ps_error *err) {
    if (d->b->broken) {
        return ps_fail(err, PS_EPARSE, NOTE_WOULD_BREAK, ps_str_of(d->b->broken->message));
    }
    if (d->want->kind != PS_WANT_FIELD) {
        return PS_OK; /* the same bytes */
    }
    const ps_fm *other = fields_differ(d, d->a->fields, d->a->n_fields, d->b->fields, d->b->n_fields, d->want->key);
    other = other ? other : members_differ(d);
    if (other) {
        ps_digits line;
        return ps_fail(err, PS_EPARSE, NOTE_WOULD_CHANGE, ps_num(&line, other->line), other->key);
    }
    return PS_OK;
}

/* Whether the body begins where it did; after a closing fence without a line break the new lines bring one. */
static bool body_at_same(const diff *d) {
    const ps_note *a = d->a, *b = d->b;
    if (d->want->kind == PS_WANT_FIELD) {
        return b->text.n - b->body_at == a->text.n - a->body_at;
    }
    bool open_fence = a->has_fm && a->body_at == a->text.n && a->text.p[a->text.n - 1] != '\n';
    return b->body_at == a->body_at + (open_fence && d->cut.at == a->text.n ? a->eol.n : 0);
}

int ps_edit_verify(const ps_note *before, const ps_note *after, ps_range cut, size_t new_end, const ps_want *want, ps_error *err) {
    diff d = {before, after, cut, new_end, want};
    int rc = front_same(&d, err);
    if (!rc && !body_at_same(&d)) {
        rc = ps_fail(err, PS_EPARSE, NOTE_WOULD_CHANGE, PS_S("1"), PS_S("---")); /* the front matter would end elsewhere */
    }
    rc = rc ? rc : body_same(&d, err);
    if (!rc && want->reads && !want->reads(after, want)) {
        rc = ps_fail(err, PS_EPARSE, NOTE_READS_BACK, ps_str_clip(want->value, 200));
    }
    return rc;
}
