/* Text of a Markdown table whose columns line up by display cells. */
#ifndef PS_GRID_H
#define PS_GRID_H

#include "buf.h"

/* Appends header, delimiter and rows. cells: rows × columns, row by row, the first row is the header. `|` is escaped; line breaks and control characters
 * become blanks. right: a bit for each column that is right-aligned. room: a text for each column that will fit into it, so that rows which come
 * later line up; NULL: as wide as the cells. */
void ps_grid_put(ps_buf *out, const ps_str *cells, size_t rows, size_t columns, unsigned right, const ps_str *room);
/* One line without `\n`: cells trimmed and escaped as above, not padded. */
void ps_grid_cell(ps_buf *out, ps_str cell);

#endif
