/* An edit: one splice of bytes, and what it is meant to do. Internal to the note module. */
#ifndef PS_NOTE_EDIT_H
#define PS_NOTE_EDIT_H

#include "buf.h"
#include "note_impl.h"

typedef enum { PS_WANT_FIELD, PS_WANT_TASK, PS_WANT_ROW, PS_WANT_NEW_ROW, PS_WANT_NEW_COLUMN, PS_WANT_LINES } ps_want_kind;

/* The one element that may change; everything else must read as before. */
typedef struct ps_want {
    ps_want_kind kind;
    ps_str key;    /* FIELD: of the front matter; TASK: of the inline field that may change, "" for none */
    ps_str member; /* FIELD: of a map, the one that may change; "" for all */
    size_t task, table, row;
    int column; /* ROW: of the cell that may change, -1: none (its id may); NEW_COLUMN: of the new one */
    bool (*reads)(const ps_note *after, const struct ps_want *want); /* whether the new value reads back; NULL: nothing to read */
    ps_str value;
    const ps_str *values;
    size_t n_values;
    char state;
} ps_want;

/* The note with [cut.at, cut.end) replaced by `with`, read again and held against the note before. *after belongs to the caller. */
int ps_edit_make(ps_note **after, const ps_note *before, ps_range cut, ps_str with, const ps_want *want, ps_error *err);
/* The same in place. Frees `with`, which may have failed for want of memory. */
int ps_edit(ps_note **io, ps_range cut, ps_buf *with, const ps_want *want, ps_error *err);
/* The error of broken front matter. */
int ps_edit_check(const ps_note *note, ps_error *err);
/* PS_EPARSE where anything but the wanted element differs, or the new value does not read back. */
int ps_edit_verify(const ps_note *before, const ps_note *after, ps_range cut, size_t new_end, const ps_want *want, ps_error *err);

typedef enum { PS_PLAIN, PS_SINGLE, PS_DOUBLE } ps_quotes;
/* Writes a value so that it reads back: plain where asked for and allowed (`flow`: inside of brackets), else in quotes. */
void ps_scalar_put(ps_buf *out, ps_str value, ps_quotes style, bool flow);

#endif
