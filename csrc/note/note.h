/* A Markdown note with YAML front matter, as structure with byte ranges, and the edits that keep every other byte.
 *
 * Front matter opens with a line `---` at the very beginning (after a BOM) and ends at the next line `---` or `...`. Without such a line the first
 * one is a thematic break, unless the second reads `key:`: then the front matter is broken, and the body begins at the next blank line or heading.
 * Markdown is CommonMark with GFM tables and tasks, read as people mean it: a table may have a short delimiter row (`|-|-|`), may follow a line of
 * text, ends at a heading or a fence, and the alias pipe of a wiki link parts no cells, escaped or not. Headings in quotes and lists part no
 * sections and are not listed; tasks and tables there are. A block id stands at the end of a line of an item's first paragraph, of its last
 * paragraph, or of a row's last cell; inline fields may stand behind it. Code, HTML and comments hold no tasks, links, fields or ids.
 *
 * Pure: bytes in, structure out. Works on any text: what is no UTF-8, broken or strange is read as far as it goes, never refused;
 * only broken front matter (note->broken) forbids edits. Offsets count bytes of note->text (BOM included), lines count from 1. */
#ifndef PS_NOTE_H
#define PS_NOTE_H

#include "arena.h"
#include "error.h"

typedef struct {
    size_t at, end;
} ps_range;

/* ---- front matter ---- */
typedef enum { PS_FM_EMPTY, PS_FM_SCALAR, PS_FM_LIST, PS_FM_MAP } ps_fm_kind;

typedef struct ps_fm {
    ps_str key; /* decoded */
    ps_fm_kind kind;
    ps_str text;         /* SCALAR: the decoded value, trimmed of nothing; else "" */
    struct ps_fm *items; /* LIST: items (key empty); MAP: members; nested at most one more level, deeper levels are kept as bytes only */
    size_t n_items;
    ps_range range; /* the value's bytes, with quotes, tag and anchor; zero length right after ':' where empty */
    ps_range whole; /* from the key's first byte to the end of the value */
    unsigned line;  /* of the key (items: of the value) */
} ps_fm;

/* ---- body ---- */
typedef struct {       /* `[key:: value]` */
    ps_str key, value; /* trimmed; value may hold [[links]] */
    ps_range range, value_range;
} ps_inline;

typedef struct {
    ps_str text;    /* plain, trimmed, without a closing sequence of #; `^id` and inline fields removed */
    ps_str raw;     /* the line's content as written */
    ps_str id;      /* block id or "" */
    int level;      /* 1 to 6 */
    int parent;     /* index of the heading it stands under, -1 for none */
    ps_range range; /* the heading's line(s) without the line break */
    size_t end;     /* end of its section: start of the next heading of the same or a higher level, or the text's end */
    unsigned line;
} ps_heading;

typedef struct {
    char state;        /* ' ', 'x' ('X' reads as 'x'), '/', '-'; any other mark is kept as it is */
    size_t state_at;   /* offset of the character between the brackets */
    ps_str text;       /* without marker, block id and inline fields; inner line breaks as one blank; trimmed */
    ps_str id;         /* without '^'; "" if none */
    ps_range id_range; /* of `^id` where there is one */
    ps_inline *fields;
    size_t n_fields;
    int heading;    /* index into headings, -1 */
    int depth;      /* 0: top-level list */
    ps_range range; /* from the list marker to the end of the item's first paragraph, without its line break */
    unsigned line;  /* of the marker */
} ps_task;

typedef struct {
    ps_str text;    /* trimmed, `\|` unescaped, a trailing block id removed (last cell) */
    ps_range range; /* the trimmed content as written, without a block id (zero length where empty: a place between the pipes) */
} ps_cell;

typedef struct {
    ps_cell *cells;
    size_t n;
    ps_str id;         /* block id at the end of the last cell, or "" */
    ps_range id_range; /* of `^id` where there is one */
    ps_range range;    /* the row's line without its line break */
    unsigned line;
} ps_row;

typedef struct {
    ps_row header;
    ps_row *rows;
    size_t n;
    int heading;    /* the heading it stands under, -1 */
    ps_range range; /* header to last row */
    unsigned line;
} ps_table;

typedef struct { /* `[[target#heading^block|alias]]`, `![[…]]` */
    ps_str target, heading, block, alias;
    bool embed;
    ps_range range;
    unsigned line;
} ps_link;

typedef struct {
    ps_str text; /* raw text of an ordinary list item or paragraph with a block id (not a task) */
    ps_str id;
    ps_inline *fields;
    size_t n_fields;
    int heading;
    ps_range range;
    unsigned line;
} ps_block;

/* What reads without an error but hardly as it was meant: `tags: #a #b` (a comment), `link: [[x]]` (a list in a list). */
typedef struct {
    ps_str message; /* in the language of the parse */
    ps_range range;
    unsigned line;
} ps_hint;

typedef struct ps_note {
    ps_arena arena;
    ps_str text; /* the note's own copy of all bytes */
    ps_lang lang;
    bool bom;
    ps_str eol;        /* "\n" or "\r\n": what most lines end with */
    bool has_fm;       /* opens with a `---` line */
    ps_error *broken;  /* why the front matter does not parse (line and message of its own for the usual mistakes), else NULL. What stands
                          * before the fault is in `fields`, to be shown */
    ps_range fm_range; /* between the fences */
    ps_fm *fields;
    size_t n_fields;
    size_t body_at;
    bool clipped; /* the body was read in part only (a table of some hundred thousand empty cells): such a note is never edited */
    ps_heading *headings;
    size_t n_headings;
    ps_task *tasks;
    size_t n_tasks;
    ps_table *tables;
    size_t n_tables;
    ps_link *links; /* of the body and of front-matter scalars */
    size_t n_links;
    ps_block *blocks; /* non-task blocks with a block id or with inline fields, in order */
    size_t n_blocks;
    ps_hint *hints; /* of the front matter */
    size_t n_hints;
    unsigned n_lines;      /* at least 1; a line break at the very end opens no further line */
    const size_t *line_at; /* offset of the first byte of each line */
} ps_note;

/* Copies the text. Owned by the caller: ps_note_free (NULL is fine). Fails only for want of memory. lang: language of note->broken. */
int ps_note_parse(ps_note **out, ps_str text, ps_lang lang, ps_error *err);
void ps_note_free(ps_note *note);

/* ---- looking things up; all return NULL / "" / -1 where there is none ---- */
const ps_fm *ps_note_field(const ps_note *note, ps_str key);
/* The scalar's text, trimmed, with a wiki link around it taken off (`"[[acme]]"` → acme); "" where absent, empty or no scalar. */
ps_str ps_note_value(const ps_note *note, ps_str key);
/* The name of a note: its front matter's title or name, else its first heading; "" where it has none. NULL is fine. */
ps_str ps_note_title(const ps_note *note);
/* The target of `[[target|alias]]`, else s itself. */
ps_str ps_note_unlink(ps_str s);
/* The alias of `[[target|alias]]`; "" for anything else. */
ps_str ps_note_alias(ps_str s);
/* First task with this block id. */
const ps_task *ps_note_task(const ps_note *note, ps_str id);
const ps_inline *ps_inline_get(const ps_inline *fields, size_t n, ps_str key);
ps_str ps_task_field(const ps_task *task, ps_str key); /* value or "" */
/* First heading whose text equals one of `names` without case. */
int ps_note_heading(const ps_note *note, const ps_str *names, size_t n_names);
/* First table within that heading's section (sub-headings included). */
const ps_table *ps_note_table(const ps_note *note, int heading);
/* Column whose header equals one of names without case; -1. */
int ps_table_column(const ps_table *table, const ps_str *names, size_t n_names);
/* Cell text, "" where the row is too short or column < 0. */
ps_str ps_row_cell(const ps_row *row, int column);
bool ps_row_blank(const ps_row *row);                       /* no cell holds anything */
unsigned ps_note_line(const ps_note *note, size_t at);      /* line of an offset */
size_t ps_note_line_at(const ps_note *note, unsigned line); /* offset of a line's first byte; text.n past the end */

/* ---- edits. *io is replaced by the note after the edit and the old one freed; on failure *io stays as it was.
 * Each is a splice of bytes followed by a re-parse in which everything else must be equal and the new value must read back,
 * else PS_EPARSE (message: what would have changed). A note with broken front matter is never edited: its own error is returned. ---- */

/* Sets a top-level key; an empty value gives `key:`. Plain where YAML allows, else quoted; an existing quoted value keeps its style of quotes, a
 * wiki link around it is kept where `value` is an id. A missing key goes before the closing fence; a note without front matter gets one. */
int ps_note_set(ps_note **io, ps_str key, ps_str value, ps_error *err);
/* Sets a list of scalars in flow style `[a, b]` (a block list stays a block list). */
int ps_note_set_list(ps_note **io, ps_str key, const ps_str *values, size_t n, ps_error *err);
/* Sets members of a flow map `key: {amount: 5, period: month}`; pairs are keys and values in turn. */
int ps_note_set_map(ps_note **io, ps_str key, const ps_str *pairs, size_t n_pairs, ps_error *err);
int ps_note_unset(ps_note **io, ps_str key, ps_error *err); /* removes the key's lines; fine where absent */

int ps_note_set_state(ps_note **io, size_t task, char state, ps_error *err);
/* Sets, adds (before the block id, at the end of the item's text) or with value.p == NULL removes an inline field of a task. */
int ps_note_set_task_field(ps_note **io, size_t task, ps_str key, ps_str value, ps_error *err);
int ps_note_set_cell(ps_note **io, size_t table, size_t row, int column, ps_str value, ps_error *err);
/* Appends a row (fewer cells than columns: the rest empty), `|` escaped, line breaks as blanks; id != "": ` ^id` in the last cell.
 * Pads cells to the columns' width where the table is aligned. */
int ps_note_add_row(ps_note **io, size_t table, const ps_str *cells, size_t n, ps_str id, ps_error *err);
/* A new column with this name before another one, which is not the first: its cells are empty, and rows that end before it stay as they are. */
int ps_note_add_column(ps_note **io, size_t table, size_t before, ps_str name, ps_error *err);
/* Gives a row its block id. */
int ps_note_set_row_id(ps_note **io, size_t table, size_t row, ps_str id, ps_error *err);
/* Puts whole lines (text ends with "\n"; converted to the note's line ends) at an offset that is the start of a line, or at the end. The
 * structure before and after must stay the same. */
int ps_note_insert(ps_note **io, size_t at, ps_str lines, ps_error *err);
/* Where new lines of a section belong: after its last line that is not blank (the section without its sub-headings when `own`). */
size_t ps_note_section_end(const ps_note *note, int heading, bool own);

/* An id as the design section 2 has it: letters of any script, digits, '-', '_', '.'; no leading dot; 1 to 120 bytes. */
bool ps_id_valid(ps_str id);
/* An id made from a title: lower-case ASCII letters, other scripts' letters kept, everything else one '-'; "" where nothing is left. */
ps_str ps_id_from(ps_arena *arena, ps_str title);

#endif
