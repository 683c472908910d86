/* The fixed English and Chinese names of headings and columns: readers know both languages, writers write one. A team's own names for them
 * come from the Aliases table of its process note. Names compare without case. The names themselves stand in heading.def. */
#ifndef PS_HEADING_H
#define PS_HEADING_H

#include "note.h"

typedef enum {
#define PS_HEADING(id, en, zh, third, fourth) PS_H_##id,
#include "heading.def"
#undef PS_HEADING
    PS_H_COUNT
} ps_heading_id;

typedef enum {
#define PS_COLUMN(id, en, zh, third, fourth) PS_C_##id,
#include "heading.def"
#undef PS_COLUMN
    PS_C_COUNT
} ps_column_id;

/* A team's further name; it stands for every heading and column that has `means` among its fixed names. */
typedef struct {
    ps_str alias, means;
    unsigned line;
} ps_alias;

/* Borrowed; NULL where a function takes one means none. */
typedef struct {
    const ps_alias *v;
    size_t n;
} ps_aliases;

/* All fixed names, the English and the Chinese one first. Static. */
const ps_str *ps_heading_names(ps_heading_id h, size_t *n);
const ps_str *ps_column_names(ps_column_id c, size_t *n);
/* The name that is written in notes of a language. */
ps_str ps_heading_in(ps_heading_id h, ps_lang lang);
ps_str ps_column_in(ps_column_id c, ps_lang lang);
/* Whether a text names it, in either language or by an alias. */
bool ps_heading_is(ps_heading_id h, ps_str text, const ps_aliases *aliases);
bool ps_column_is(ps_column_id c, ps_str text, const ps_aliases *aliases);
/* Whether a text is a fixed name of any heading or column. */
bool ps_heading_known(ps_str text);

/* First heading of the note with one of the names, of any level; -1. */
int ps_heading_find(const ps_note *note, ps_heading_id h, const ps_aliases *aliases);
/* First table under it; NULL. */
const ps_table *ps_heading_table(const ps_note *note, ps_heading_id h, const ps_aliases *aliases);
/* Index of the column; -1. `table` NULL: -1. */
int ps_column_find(const ps_table *table, ps_column_id c, const ps_aliases *aliases);
/* Text of a row's cell in that column; "". */
ps_str ps_column_cell(const ps_table *table, const ps_row *row, ps_column_id c, const ps_aliases *aliases);

#endif
