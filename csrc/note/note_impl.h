/* What the files of the note module share: the note while it is built, one leaf block's text, and the plan of an edit. */
#ifndef PS_NOTE_IMPL_H
#define PS_NOTE_IMPL_H

#include "note.h"

enum {
    PS_FM_DEPTH = 32,        /* levels of front matter */
    PS_FM_BYTES = 64 * 1024, /* size of front matter */
    PS_FM_ANCHORS = 1000,
    PS_FIELD_KEY = 64 /* bytes of an inline field's key */
};

typedef struct ps_build {
    ps_note *note;
    PS_VEC(ps_fm) fields;
    PS_VEC(ps_hint) hints;
    PS_VEC(ps_heading) headings;
    PS_VEC(ps_task) tasks;
    PS_VEC(ps_table) tables;
    PS_VEC(ps_link) links;
    PS_VEC(ps_block) blocks;
} ps_build;

/* All of these return 0 or PS_ENOMEM. */
int ps_note_front(ps_build *b);
int ps_note_body(ps_build *b);
/* The text as md4c is given it: as long as the note's, followed by the same "\n\0". */
int ps_view(ps_build *b, const char **view);

size_t ps_line_start(ps_str text, size_t at);
/* Before the line break ("\r\n" or "\n") or the end of the text. */
size_t ps_line_end(ps_str text, size_t at);
/* The next line's first byte, or the end of the text. */
size_t ps_line_next(ps_str text, size_t at);
/* Skips blanks and tabs in [at, end). */
size_t ps_skip_blanks(ps_str text, size_t at, size_t end);
/* The end of [at, end) without blanks, tabs and CR before it. */
size_t ps_trim_end(ps_str text, size_t at, size_t end);
/* Where a line's own content begins, after at most `quotes` marks `>` and `lists` list markers. *marker: offset of the last list marker, else
 * SIZE_MAX (may be NULL). */
size_t ps_skip_prefix(ps_str text, size_t line, unsigned quotes, size_t lists, size_t *marker);

typedef struct {
    size_t at;  /* in the joined text */
    size_t src; /* in the note */
} ps_piece;

typedef PS_VEC(ps_range) ps_ranges;

typedef struct {
    ps_str s;         /* the lines without their prefixes, joined by one blank */
    ps_piece *pieces; /* one per line, at least one */
    size_t n_pieces;
    ps_piece one;          /* the piece of a single line */
    const ps_ranges *code; /* ascending ranges of the note that are code or HTML, not text */
    bool in_table;         /* an alias pipe may be written `\|` */
} ps_leaf;

typedef struct {
    ps_inline *fields;
    size_t n_fields;
    ps_str id;
    ps_range id_range; /* of the note */
    ps_str text;       /* the leaf without fields and id */
} ps_leaf_parts;

/* [at, end) of the note; lines after the first lose their prefix. */
int ps_leaf_make(ps_build *b, ps_leaf *leaf, size_t at, size_t end, unsigned quotes, const ps_ranges *code);
/* Whether one of the ascending ranges holds the offset. */
bool ps_in_ranges(const ps_ranges *ranges, size_t at);
size_t ps_leaf_src(const ps_leaf *leaf, size_t at);
int ps_leaf_parts_of(ps_build *b, const ps_leaf *leaf, ps_leaf_parts *parts);
/* Adds the wiki links of the leaf to b->links. */
int ps_leaf_links(ps_build *b, const ps_leaf *leaf);
/* A `^id` at the end of s, alone or after a blank: its range in s; false if there is none. */
bool ps_find_id(ps_str s, ps_range *range);
/* The wiki link whose `[[` is at s.p[at]: its end and its parts. */
bool ps_link_read(ps_str s, size_t at, bool in_table, ps_link *link, size_t *end);

/* Whether s is one wiki link and nothing else. */
bool ps_fm_is_link(ps_str s);
/* `link: [[Note]]` without quotes, which YAML reads as a list in a list. */
bool ps_fm_bare_link(const ps_note *note, const ps_fm *fm);

bool ps_is_delimiter(ps_str text, size_t at, size_t end);
/* The line of a table's header in the paragraph from `line` to `end`, SIZE_MAX where there is none. */
size_t ps_table_find(ps_build *b, size_t line, size_t end, unsigned quotes, size_t lists, size_t *n_rows, const ps_ranges *code);
/* A table of n_rows rows (without the header) whose header stands on the line at `header`. */
int ps_table_read(ps_build *b, size_t header, size_t n_rows, unsigned quotes, size_t lists, const ps_ranges *code);

#endif
