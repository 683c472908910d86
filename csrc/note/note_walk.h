/* The walk through a body: what md4c's calls build up. Internal to the note module. All functions return 0 or PS_STOP_*. */
#ifndef PS_NOTE_WALK_H
#define PS_NOTE_WALK_H

#include <md4c.h>

#include "note_impl.h"

enum { PS_STOP_MEMORY = 1, PS_STOP_BUDGET = 2 };

typedef struct { /* a list item that is open */
    bool fresh;  /* no leaf block yet */
    size_t mark; /* offset of md4c's task mark, SIZE_MAX */
    size_t task; /* index, SIZE_MAX */
    unsigned quotes;
} ps_open_item;

typedef struct {
    ps_build *b;
    const char *view; /* the text that md4c reads */
    size_t from, end; /* of the body */
    size_t cursor;    /* end of what was seen so far */
    size_t budget;    /* calls that are left: a table's empty cells can be far more than the text's bytes */
    int stopped;      /* STOP_*: md4c does not heed every refusal, so that each later call must refuse again */
    unsigned quotes, lists;
    PS_VEC(ps_open_item) items;
    bool in_leaf, in_verbatim, in_table;
    MD_BLOCKTYPE leaf;
    unsigned level;
    size_t first, last; /* of the leaf's text, SIZE_MAX */
    ps_ranges code;
    ps_ranges parts;     /* the leaf's pieces of text; an empty range is a line break */
    PS_VEC(size_t) rows; /* of the table: first text of each, SIZE_MAX */
} ps_walk;

ps_str ps_walk_text(const ps_walk *w);
/* The start of the line that holds an offset; of the first line what follows a BOM. */
size_t ps_walk_line(const ps_walk *w, size_t at);
int ps_walk_oom(int rc);
/* The innermost open items that have had no leaf block yet: so many list markers may stand on the line. */
size_t ps_walk_fresh(const ps_walk *w);
void ps_walk_none_fresh(ps_walk *w);
/* Index of the heading that was last. */
int ps_walk_heading(const ps_walk *w);
/* Whether a blank line lies between two offsets. */
bool ps_blank_line_between(ps_str text, size_t from, size_t to);

void ps_walk_open(ps_walk *w, MD_BLOCKTYPE type);
/* Makes of the open leaf what it is: a heading, a task, a block, a table. */
int ps_walk_close(ps_walk *w);
/* The open item begins with something else than text, or with nothing. */
int ps_walk_item_begins(ps_walk *w);
int ps_walk_heading_done(ps_walk *w);
/* `##` without a word gives no text: the next line that is nothing but the marks. */
int ps_walk_heading_empty(ps_walk *w);
int ps_walk_table(ps_walk *w);
/* Parents and ends of sections. */
void ps_link_headings(ps_build *b);

#endif
