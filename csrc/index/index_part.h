/* What a note is made of, as rows of the index. Pure but for what reads them back. */
#ifndef PS_INDEX_PART_H
#define PS_INDEX_PART_H

#include "index.h"
#include "note.h"

typedef enum {
    PS_PART_HEADING, /* level; text */
    PS_PART_TASK,    /* heading; state, block id, text, owner, due, other fields as a list of keys and values */
    PS_PART_LINK,    /* -; name: the last part of the target; target as written where it is more than that; "#heading" or "^block" */
    PS_PART_GRID,    /* heading; a table's column headers as a list */
    PS_PART_RECORD,  /* grid; block id, key: the first cell; the other cells as a list */
    PS_PART_FIELD,   /* -; key and value of a scalar, or of each item of a list, of the front matter's top level */
    PS_PART_ENTRY,   /* heading; time, kind, people and further deals, each as a list, of an entry of a deal's log.md */
    PS_PART_KINDS
} ps_part_kind;

enum { PS_PART_TEXTS = 6 };

/* A row. Its place among those of its kind in the note is part of its id: PS_PART_ID. */
typedef struct {
    unsigned line;
    int number;                 /* what stands before ';' above; heading and grid: the place of that row, -1 none */
    ps_str text[PS_PART_TEXTS]; /* what stands behind it; "" none */
} ps_part;
typedef struct {
    PS_VEC(ps_part) of[PS_PART_KINDS];
} ps_parts;

enum { PS_PART_BITS = 24 }; /* no note of PS_FS_MAX bytes has more of one kind */
#define PS_PART_ID(note, place) (((int64_t)(note) << PS_PART_BITS) | (int64_t)(place))

/* A list is its items, each followed by a NUL (a NUL within reads as a blank). Takes the first item off; false at the end. */
bool ps_part_next(ps_str *list, ps_str *item);

/* The parts of the note at a path from the root. Texts point into the note, or live in the arena. PS_ENOMEM. */
int ps_parts_of(ps_arena *arena, ps_str path, const ps_note *note, ps_parts *out, ps_error *err);

/* What the rows of a note came from, while they are read back. */
typedef struct {
    ps_str path; /* from the root */
    int64_t note;
    const ps_part *part;
} ps_part_row;
/* Calls `visit` with the rows of a kind of every note below a folder ("people", "" all), by path and place, as far as the index knows: nothing is read
 * from files. Called with NULL it is to forget what came before: the first call, and again where it begins anew. What it is given stands until it returns; it
 * asks the index nothing; a code of its own ends the reading. PS_ECANCEL once *cancel is set (NULL: never). */
typedef int ps_part_visit(void *ctx, const ps_part_row *row);
int ps_parts_read(ps_index *ix, ps_part_kind kind, ps_str under, ps_part_visit *visit, void *ctx, const volatile int *cancel,
                  ps_error *err);
/* The same for the links of a name, in any note. */
int ps_parts_links(ps_index *ix, ps_str name, ps_part_visit *visit, void *ctx, const volatile int *cancel, ps_error *err);
/* Title and text of a note as the index has them, copied; PS_ENOTFOUND. */
int ps_parts_note(ps_arena *arena, ps_index *ix, ps_str path, ps_str *title, ps_str *text, const volatile int *cancel, ps_error *err);
/* Whether the index holds a note of this path. */
int ps_parts_has(ps_index *ix, ps_str path, bool *has, const volatile int *cancel, ps_error *err);

#endif
