/* The cells of tables. md4c says which lines are a table; the cells are cut here, because a wiki link's alias pipe is no end of a cell for the
 * people who write `[[li.wei|Li Wei]]`, and because empty cells have no position there. A pipe parts two cells unless it is escaped, in code, or
 * inside a wiki link. */
#include "note_impl.h"

#include <string.h>

static int unescape(ps_build *b, ps_str *text) {
    if (ps_str_find(*text, PS_S("\\|"), 0) == SIZE_MAX) {
        return PS_OK;
    }
    char *to = ps_arena_alloc(&b->note->arena, text->n);
    if (!to) {
        return PS_ENOMEM;
    }
    size_t n = 0;
    for (size_t i = 0; i < text->n; i++) {
        bool escape = text->p[i] == '\\' && i + 1 < text->n && text->p[i + 1] == '|';
        if (!escape) {
            to[n++] = text->p[i];
        }
    }
    *text = (ps_str){to, n};
    return PS_OK;
}

/* Trims what stands between two pipes; of nothing but blanks the place after the first one is left. */
static ps_range cell_range(ps_str text, size_t at, size_t end) {
    size_t from = ps_skip_blanks(text, at, end);
    size_t to = ps_trim_end(text, from, end);
    if (to > from) {
        return (ps_range){from, to};
    }
    size_t place = end > at ? at + 1 : at;
    return (ps_range){place, place};
}

typedef PS_VEC(ps_cell) cells;

static int add_cell(ps_build *b, cells *row, size_t at, size_t end) {
    ps_cell *cell = PS_PUSH(&b->note->arena, row);
    if (!cell) {
        return PS_ENOMEM;
    }
    cell->range = cell_range(b->note->text, at, end);
    cell->text = ps_str_sub(b->note->text, cell->range.at, cell->range.end);
    return PS_OK;
}

/* The next pipe in [at, end) that parts cells, or end. *link: the first of the row's links that may lie ahead. */
static size_t next_pipe(const ps_build *b, size_t at, size_t end, size_t *link, const ps_ranges *code) {
    ps_str text = b->note->text;
    for (; at < end; at++) {
        if (text.p[at] == '\\') {
            at++;
            continue;
        }
        if (text.p[at] != '|') {
            continue;
        }
        while (*link < b->links.n && b->links.v[*link].range.end <= at) {
            ++*link;
        }
        bool in_link = *link < b->links.n && b->links.v[*link].range.at < at;
        if (!in_link && !ps_in_ranges(code, at)) {
            return at;
        }
    }
    return end;
}

static int split(ps_build *b, cells *row, size_t at, size_t end, size_t link, const ps_ranges *code) {
    ps_str text = b->note->text;
    at += at < end && text.p[at] == '|';
    for (;;) {
        size_t pipe = next_pipe(b, at, end, &link, code);
        bool last = pipe >= end;
        if (last && ps_skip_blanks(text, at, end) == end && row->n) {
            return PS_OK; /* nothing after the closing pipe */
        }
        if (add_cell(b, row, at, last ? end : pipe)) {
            return PS_ENOMEM;
        }
        if (last) {
            return PS_OK;
        }
        at = pipe + 1;
    }
}

/* Takes the id off the last cell. A cell beyond the header's that holds nothing else is no cell: `| a | b | ^id`. */
static void take_id(const ps_build *b, ps_row *row, size_t columns) {
    ps_cell *cell = &row->cells[row->n - 1];
    ps_range id;
    if (!ps_find_id(cell->text, &id)) {
        return;
    }
    size_t at = cell->range.at;
    row->id = ps_str_sub(cell->text, id.at + 1, id.end);
    row->id_range = (ps_range){at + id.at, at + id.end};
    cell->range.end = ps_trim_end(b->note->text, at, at + id.at);
    cell->text = ps_str_sub(b->note->text, at, cell->range.end);
    if (columns && row->n > columns && cell->text.n == 0) {
        row->n--;
    }
}

static int read_row(ps_build *b, ps_row *row, size_t at, size_t end, size_t columns, const ps_ranges *code) {
    ps_leaf leaf;
    cells found = {0};
    size_t link = b->links.n;
    end = ps_trim_end(b->note->text, at, end);
    *row = (ps_row){.id = PS_S(""), .range = {at, end}, .line = ps_note_line(b->note, at)};
    if (ps_leaf_make(b, &leaf, at, end, 0, code)) {
        return PS_ENOMEM;
    }
    leaf.in_table = true;
    if (ps_leaf_links(b, &leaf) || split(b, &found, at, end, link, code)) {
        return PS_ENOMEM;
    }
    row->cells = found.v;
    row->n = found.n;
    take_id(b, row, columns);
    for (size_t i = 0; i < row->n; i++) {
        if (unescape(b, &row->cells[i].text)) {
            return PS_ENOMEM;
        }
    }
    return PS_OK;
}

bool ps_is_delimiter(ps_str text, size_t at, size_t end) {
    bool dash = false;
    for (; at < end; at++) {
        dash = dash || text.p[at] == '-';
        if (!memchr("|:- \t\r", text.p[at], 6)) {
            return false;
        }
    }
    return dash;
}

static size_t count_cells(ps_build *b, size_t at, const ps_ranges *code) {
    ps_row row;
    size_t links = b->links.n;
    int rc = read_row(b, &row, at, ps_line_end(b->note->text, at), 0, code);
    b->links.n = links;
    return rc ? 0 : row.n;
}

size_t ps_table_find(ps_build *b, size_t line, size_t end, unsigned quotes, size_t lists, size_t *n_rows, const ps_ranges *code) {
    ps_str text = b->note->text;
    if (!memchr(text.p + line, '|', end - line)) {
        return SIZE_MAX;
    }
    for (size_t next = ps_line_next(text, line); next < end; line = next, next = ps_line_next(text, line), lists = 0) {
        size_t at = ps_skip_prefix(text, next, quotes, 0, NULL);
        size_t stop = ps_line_end(text, at);
        bool pipes = memchr(text.p + line, '|', next - line) && memchr(text.p + at, '|', stop - at);
        if (!pipes || !ps_is_delimiter(text, at, stop)) {
            continue;
        }
        size_t columns = count_cells(b, ps_skip_prefix(text, line, quotes, lists, NULL), code);
        if (columns && columns == count_cells(b, at, code)) {
            *n_rows = 0;
            for (size_t row = ps_line_next(text, next); row < end; row = ps_line_next(text, row)) {
                ++*n_rows;
            }
            return line;
        }
    }
    return SIZE_MAX;
}

int ps_table_read(ps_build *b, size_t header, size_t n_rows, unsigned quotes, size_t lists, const ps_ranges *code) {
    ps_str text = b->note->text;
    ps_table table = {.heading = (int)b->headings.n - 1, .line = ps_note_line(b->note, header)};
    size_t at = ps_skip_prefix(text, header, quotes, lists, NULL);
    size_t line = ps_line_next(text, header);
    PS_VEC(ps_row) rows = {0};
    if (read_row(b, &table.header, at, ps_line_end(text, at), 0, code)) {
        return PS_ENOMEM;
    }
    table.range = (ps_range){at, ps_trim_end(text, line, ps_line_end(text, line))};
    for (size_t i = 0; i < n_rows && ps_line_next(text, line) < text.n; i++) {
        line = ps_line_next(text, line);
        at = ps_skip_prefix(text, line, quotes, 0, NULL);
        ps_row *row = PS_PUSH(&b->note->arena, &rows);
        if (!row || read_row(b, row, at, ps_line_end(text, at), table.header.n, code)) {
            return PS_ENOMEM;
        }
        table.range.end = row->range.end;
    }
    table.rows = rows.v;
    table.n = rows.n;
    ps_table *put = PS_PUSH(&b->note->arena, &b->tables);
    if (!put) {
        return PS_ENOMEM;
    }
    *put = table;
    return PS_OK;
}
