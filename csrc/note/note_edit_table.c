/* Edits of tables. A column whose cells are all as wide as its header is aligned and stays so while the new text fits. */
#include "note_edit.h"
#include "width.h"

#include <string.h>

typedef enum { LEFT, RIGHT, CENTER } align;

static ps_range slot_of(const ps_note *note, const ps_row *row, size_t cell) {
    ps_str text = note->text;
    ps_range r = row->cells[cell].range;
    size_t last = cell + 1 == row->n && row->id.n && row->id_range.end > r.end ? row->id_range.end : r.end;
    ps_range slot = {r.at, ps_skip_blanks(text, last, ps_line_end(text, row->range.at))};
    while (slot.at > row->range.at && (text.p[slot.at - 1] == ' ' || text.p[slot.at - 1] == '\t')) {
        slot.at--;
    }
    return slot;
}

static size_t slot_width(const ps_note *note, const ps_row *row, size_t cell) {
    ps_range slot = slot_of(note, row, cell);
    return ps_width(ps_str_sub(note->text, slot.at, slot.end));
}

static size_t delimiter_line(const ps_note *note, const ps_table *table) {
    size_t at = ps_line_next(note->text, table->header.range.at);
    size_t end = ps_line_end(note->text, at);
    while (at < end && !memchr("|:-", note->text.p[at], 3)) {
        at++;
    }
    return at;
}

/* The slot of a column in the delimiter row; empty where it has none. */
static ps_str delimiter_slot(const ps_note *note, const ps_table *table, size_t column) {
    size_t at = delimiter_line(note, table);
    ps_str line = ps_str_sub(note->text, at, ps_trim_end(note->text, at, ps_line_end(note->text, at)));
    ps_str rest = ps_str_sub(line, ps_str_starts(line, PS_S("|")), line.n), slot = PS_S("");
    for (size_t i = 0; i <= column; i++) {
        if (!ps_str_next(&rest, '|', &slot)) {
            return PS_S("");
        }
    }
    return slot;
}

static align align_of(ps_str delimiter) {
    ps_str d = ps_str_trim(delimiter);
    bool left = ps_str_starts(d, PS_S(":")), right = d.n > 1 && d.p[d.n - 1] == ':';
    return left && right ? CENTER : right ? RIGHT : LEFT;
}

/* The width of an aligned column, 0 where it is not aligned. */
static size_t column_width(const ps_note *note, const ps_table *table, size_t column) {
    if (column >= table->header.n) {
        return 0;
    }
    size_t width = slot_width(note, &table->header, column);
    if (ps_width(delimiter_slot(note, table, column)) != width) {
        return 0;
    }
    for (size_t i = 0; i < table->n; i++) {
        if (column >= table->rows[i].n || slot_width(note, &table->rows[i], column) != width) {
            return 0;
        }
    }
    return width;
}

static void put_blanks(ps_buf *out, size_t n) {
    for (; n; n--) {
        ps_buf_char(out, ' ');
    }
}

/* ` text ` padded to a width, which may be 0. */
static void put_slot(ps_buf *out, ps_str text, size_t width, align how) {
    size_t used = ps_width(text) + 2;
    size_t more = width > used ? width - used : 0;
    size_t before = how == RIGHT ? more : how == CENTER ? more / 2 : 0;
    put_blanks(out, before + 1);
    ps_buf_put(out, text);
    put_blanks(out, more - before + 1);
}

/* Line breaks and control characters as blanks, `|` escaped. */
static void put_cell(ps_buf *out, ps_str value) {
    value = ps_str_trim(value);
    for (size_t i = 0; i < value.n; i++) {
        unsigned char c = (unsigned char)value.p[i];
        if (c == '\r' && i + 1 < value.n && value.p[i + 1] == '\n') {
            continue;
        }
        if (c == '|') {
            ps_buf_char(out, '\\');
        }
        ps_buf_char(out, c < 0x20 || c == 0x7F ? ' ' : value.p[i]);
    }
}

static bool cell_holds(ps_str cell, ps_str value) {
    ps_str v = ps_str_trim(value);
    size_t k = 0;
    for (size_t i = 0; i < v.n; i++) {
        bool crlf = v.p[i] == '\r' && i + 1 < v.n && v.p[i + 1] == '\n';
        char c = (unsigned char)v.p[i] < 0x20 || v.p[i] == 0x7F ? ' ' : v.p[i];
        if (!crlf && (k == cell.n || cell.p[k++] != c)) {
            return false;
        }
    }
    return k == cell.n;
}

static void put_id(ps_buf *out, ps_str id) {
    ps_buf_put(out, out->n ? PS_S(" ^") : PS_S("^"));
    ps_buf_put(out, id);
}

static int find_table(const ps_note *note, size_t table, ps_error *err) {
    ps_digits d;
    int rc = ps_edit_check(note, err);
    return rc || table < note->n_tables ? rc : ps_fail(err, PS_EINVAL, NOTE_NO_TABLE, ps_num(&d, (int64_t)table));
}

static int find_row(const ps_note *note, size_t table, size_t row, ps_error *err) {
    ps_digits d;
    int rc = find_table(note, table, err);
    return rc || row < note->tables[table].n ? rc : ps_fail(err, PS_EINVAL, NOTE_NO_ROW, ps_num(&d, (int64_t)row));
}

static int check_id(ps_str id, ps_error *err) {
    return id.n == 0 || ps_id_valid(id) ? PS_OK : ps_fail(err, PS_EINVAL, NOTE_BAD_ID, ps_str_clip(id, 200));
}

static bool cell_reads(const ps_note *after, const ps_want *want) {
    const ps_row *row = &after->tables[want->table].rows[want->row];
    return want->column < (int)row->n && cell_holds(row->cells[want->column].text, want->value);
}

/* A row that is too short: empty cells up to the column, and the row's id goes along to the new last cell. */
static ps_range lengthen(const ps_note *note, const ps_row *row, size_t column, ps_str value, ps_buf *with) {
    ps_str text = note->text;
    const ps_cell *last = &row->cells[row->n - 1];
    ps_range slot = slot_of(note, row, row->n - 1);
    size_t content = last->range.end;
    ps_buf_put(with, content > slot.at ? PS_S(" |") : PS_S("  |"));
    for (size_t i = row->n; i <= column; i++) {
        ps_buf cell = {0};
        ps_buf_put(&cell, i == column ? value : PS_S(""));
        if (i == column && row->id.n) {
            put_id(&cell, row->id);
        }
        put_slot(with, ps_buf_str(&cell), 0, LEFT);
        with->failed = with->failed || cell.failed;
        ps_buf_free(&cell);
        ps_buf_char(with, '|');
    }
    size_t end = ps_line_end(text, row->range.at);
    return (ps_range){content, ps_trim_end(text, content, end)};
}

/* A cell that is there. */
static ps_range replace(const ps_note *note, const ps_table *table, const ps_row *row, size_t column, ps_str value, ps_buf *with) {
    const ps_cell *cell = &row->cells[column];
    ps_range slot = slot_of(note, row, column);
    size_t width = column_width(note, table, column);
    bool id = column + 1 == row->n && row->id.n && row->id_range.at >= slot.at && row->id_range.end <= slot.end;
    bool closed = slot.end < note->text.n && note->text.p[slot.end] == '|';
    bool empty = cell->range.at == cell->range.end;
    if (!width && !empty) {
        ps_buf_put(with, value);
        return cell->range;
    }
    ps_buf all = {0};
    ps_buf_put(&all, value);
    if (id) {
        put_id(&all, row->id);
    }
    size_t keep = width ? width : slot.end - slot.at;
    put_slot(with, ps_buf_str(&all), closed ? keep : 0, align_of(delimiter_slot(note, table, column)));
    with->failed = with->failed || all.failed;
    ps_buf_free(&all);
    if (!closed && with->n) {
        with->n--; /* no blank at the line's end */
    }
    return slot;
}

int ps_note_set_cell(ps_note **io, size_t table, size_t row, int column, ps_str value, ps_error *err) {
    int rc = find_row(*io, table, row, err);
    if (rc) {
        return rc;
    }
    const ps_table *t = &(*io)->tables[table];
    const ps_row *r = &t->rows[row];
    ps_digits d;
    if (column < 0 || ((size_t)column >= t->header.n && (size_t)column >= r->n)) {
        return ps_fail(err, PS_EINVAL, NOTE_NO_COLUMN, ps_num(&d, column));
    }
    if ((size_t)column < r->n ? cell_holds(r->cells[column].text, value) : ps_str_trim(value).n == 0) {
        return PS_OK;
    }
    ps_buf cell = {0}, with = {0};
    put_cell(&cell, value);
    with.failed = cell.failed;
    ps_range cut = (size_t)column < r->n ? replace(*io, t, r, (size_t)column, ps_buf_str(&cell), &with)
                                         : lengthen(*io, r, (size_t)column, ps_buf_str(&cell), &with);
    ps_buf_free(&cell);
    ps_want want = {.kind = PS_WANT_ROW, .table = table, .row = row, .column = column, .value = value, .reads = cell_reads};
    return ps_edit(io, cut, &with, &want, err);
}

static bool id_reads(const ps_note *after, const ps_want *want) {
    return ps_str_eq(after->tables[want->table].rows[want->row].id, want->value);
}

int ps_note_set_row_id(ps_note **io, size_t table, size_t row, ps_str id, ps_error *err) {
    int rc = find_row(*io, table, row, err);
    rc = rc ? rc : check_id(id.n ? id : PS_S("."), err);
    if (rc) {
        return rc;
    }
    const ps_table *t = &(*io)->tables[table];
    const ps_row *r = &t->rows[row];
    const ps_cell *last = &r->cells[r->n - 1];
    ps_buf with = {0};
    ps_range cut = r->id_range;
    if (ps_str_eq(r->id, id)) {
        return PS_OK;
    }
    if (r->id.n) {
        put_id(&with, id);
    } else {
        ps_buf all = {0};
        ps_range slot = slot_of(*io, r, r->n - 1);
        ps_buf_put(&all, ps_str_sub((*io)->text, last->range.at, last->range.end));
        put_id(&all, id);
        bool closed = slot.end < (*io)->text.n && (*io)->text.p[slot.end] == '|';
        put_slot(&with, ps_buf_str(&all), closed ? column_width(*io, t, r->n - 1) : 0, align_of(delimiter_slot(*io, t, r->n - 1)));
        with.failed = with.failed || all.failed;
        ps_buf_free(&all);
        with.n -= !closed && with.n;
        cut = slot;
    }
    ps_want want = {.kind = PS_WANT_ROW, .table = table, .row = row, .column = -1, .value = id, .reads = id_reads};
    return ps_edit(io, cut, &with, &want, err);
}

static bool row_reads(const ps_note *after, const ps_want *want) {
    const ps_table *t = &after->tables[want->table];
    const ps_row *r = &t->rows[t->n - 1];
    bool same = r->n == t->header.n && ps_str_eq(r->id, want->value);
    for (size_t i = 0; same && i < r->n; i++) {
        same = cell_holds(r->cells[i].text, i < want->n_values ? want->values[i] : PS_S(""));
    }
    return same;
}

static void put_row(const ps_note *note, const ps_table *t, const ps_str *cells, size_t n, ps_str id, ps_buf *with) {
    ps_buf_char(with, '|');
    for (size_t i = 0; i < t->header.n; i++) {
        ps_buf cell = {0};
        put_cell(&cell, i < n ? cells[i] : PS_S(""));
        if (i + 1 == t->header.n && id.n) {
            put_id(&cell, id);
        }
        put_slot(with, ps_buf_str(&cell), column_width(note, t, i), align_of(delimiter_slot(note, t, i)));
        with->failed = with->failed || cell.failed;
        ps_buf_free(&cell);
        ps_buf_char(with, '|');
    }
}

int ps_note_add_row(ps_note **io, size_t table, const ps_str *cells, size_t n, ps_str id, ps_error *err) {
    int rc = find_table(*io, table, err);
    rc = rc ? rc : check_id(id, err);
    if (rc) {
        return rc;
    }
    const ps_note *note = *io;
    const ps_table *t = &note->tables[table];
    ps_digits d;
    if (n > t->header.n) {
        return ps_fail(err, PS_EINVAL, NOTE_NO_COLUMN, ps_num(&d, (int64_t)n - 1));
    }
    size_t line = ps_line_start(note->text, t->range.end);
    size_t content = t->n ? t->rows[t->n - 1].range.at : delimiter_line(note, t);
    size_t at = ps_line_end(note->text, t->range.end);
    ps_buf with = {0};
    ps_buf_put(&with, note->eol);
    ps_buf_put(&with, ps_str_sub(note->text, line, content));
    put_row(note, t, cells, n, id, &with);
    ps_want want = {.kind = PS_WANT_NEW_ROW, .table = table, .values = cells, .n_values = n, .value = id, .reads = row_reads};
    return ps_edit(io, (ps_range){at, at}, &with, &want, err);
}

static bool column_reads(const ps_note *after, const ps_want *want) {
    const ps_row *header = &after->tables[want->table].header;
    return want->column < (int)header->n && cell_holds(header->cells[want->column].text, want->value);
}

/* The table's bytes up to an offset of the note, and what goes there. */
static void put_upto(ps_buf *out, const ps_note *note, size_t *from, size_t at, ps_str what) {
    ps_buf_put(out, ps_str_sub(note->text, *from, at));
    ps_buf_put(out, what);
    *from = at;
}

int ps_note_add_column(ps_note **io, size_t table, size_t before, ps_str name, ps_error *err) {
    int rc = find_table(*io, table, err);
    if (rc) {
        return rc;
    }
    const ps_note *note = *io;
    const ps_table *t = &note->tables[table];
    ps_digits d;
    if (before == 0 || before >= t->header.n) {
        return ps_fail(err, PS_EINVAL, NOTE_NO_COLUMN, ps_num(&d, (int64_t)before));
    }
    ps_buf cell = {0}, head = {0}, line = {0}, blank = {0}, with = {0};
    put_cell(&cell, name);
    put_slot(&head, ps_buf_str(&cell), 0, LEFT);
    ps_buf_char(&head, '|');
    for (size_t i = ps_width(ps_buf_str(&cell)) + 2; i; i--) {
        ps_buf_char(&line, '-');
        ps_buf_char(&blank, ' ');
    }
    ps_buf_char(&line, '|');
    ps_buf_char(&blank, '|');
    size_t from = t->header.range.at;
    ps_str delimiter = delimiter_slot(note, t, before);
    put_upto(&with, note, &from, slot_of(note, &t->header, before).at, ps_buf_str(&head));
    if (delimiter.n) {
        put_upto(&with, note, &from, (size_t)(delimiter.p - note->text.p), ps_buf_str(&line));
    }
    for (size_t i = 0; i < t->n; i++) {
        if (t->rows[i].n > before) {
            put_upto(&with, note, &from, slot_of(note, &t->rows[i], before).at, ps_buf_str(&blank));
        }
    }
    put_upto(&with, note, &from, t->range.end, PS_S(""));
    with.failed = with.failed || cell.failed || head.failed || line.failed || blank.failed;
    ps_range cut = {t->header.range.at, t->range.end};
    ps_want want = {.kind = PS_WANT_NEW_COLUMN, .table = table, .column = (int)before, .value = name, .reads = column_reads};
    rc = ps_edit(io, cut, &with, &want, err);
    ps_buf_free(&cell);
    ps_buf_free(&head);
    ps_buf_free(&line);
    ps_buf_free(&blank);
    return rc;
}
