#include "grid.h"

#include "width.h"

enum { LEAST = 3 }; /* dashes of a delimiter */

static bool is_control(char c) {
    return (unsigned char)c < 0x20 || c == 0x7F;
}

void ps_grid_cell(ps_buf *out, ps_str cell) {
    cell = ps_str_trim(cell);
    for (size_t i = 0; i < cell.n; i++) {
        bool escaped = cell.p[i] == '|' && !(i && cell.p[i - 1] == '\\');
        if (escaped) {
            ps_buf_char(out, '\\');
        }
        ps_buf_char(out, is_control(cell.p[i]) ? ' ' : cell.p[i]);
    }
}

static size_t cell_width(ps_str cell) {
    cell = ps_str_trim(cell);
    size_t pipes = 0;
    for (size_t i = 0; i < cell.n; i++) {
        pipes += cell.p[i] == '|' && !(i && cell.p[i - 1] == '\\');
    }
    return ps_width(cell) + pipes;
}

typedef struct {
    const ps_str *cells, *room;
    size_t rows, columns;
    unsigned right;
} grid;

static size_t column_width(const grid *g, size_t column) {
    size_t widest = g->room ? cell_width(g->room[column]) : 0;
    for (size_t r = 0; r < g->rows; r++) {
        size_t w = cell_width(g->cells[r * g->columns + column]);
        widest = w > widest ? w : widest;
    }
    return widest > LEAST ? widest : LEAST;
}

static void put_times(ps_buf *out, char c, size_t n) {
    while (n--) {
        ps_buf_char(out, c);
    }
}

static void put_padded(ps_buf *out, ps_str cell, size_t width, bool right) {
    size_t w = cell_width(cell);
    size_t pad = width > w ? width - w : 0;
    ps_buf_put(out, PS_S("| "));
    put_times(out, ' ', right ? pad : 0);
    ps_grid_cell(out, cell);
    put_times(out, ' ', right ? 1 : pad + 1);
}

static void put_delimiter(ps_buf *out, const grid *g) {
    for (size_t c = 0; c < g->columns; c++) {
        bool is_right = g->right >> c & 1;
        ps_buf_char(out, '|');
        put_times(out, '-', column_width(g, c) + (is_right ? 1 : 2));
        ps_buf_put(out, is_right ? PS_S(":") : PS_S(""));
    }
    ps_buf_put(out, PS_S("|\n"));
}

void ps_grid_put(ps_buf *out, const ps_str *cells, size_t rows, size_t columns, unsigned right, const ps_str *room) {
    const grid g = {cells, room, rows, columns, right};
    for (size_t r = 0; r < rows; r++) {
        for (size_t c = 0; c < columns; c++) {
            put_padded(out, cells[r * columns + c], column_width(&g, c), right >> c & 1);
        }
        ps_buf_put(out, PS_S("|\n"));
        if (r == 0) {
            put_delimiter(out, &g);
        }
    }
}
