/* Pieces that the templates share: keys, headings, items, tables. For template*.c alone. */
#ifndef PS_TEMPLATE_WRITE_H
#define PS_TEMPLATE_WRITE_H

#include "grid.h"
#include "heading.h"
#include "template.h"
#include "scalar.h"

/* `key: value\n`, an empty value as `key:\n`. */
void ps_write_key(ps_buf *out, ps_str key, ps_str value);
/* The same, but no line for an empty value. */
void ps_write_key_if(ps_buf *out, ps_str key, ps_str value);
/* `key: [a, b]\n`; `key:\n` without items. */
void ps_write_list(ps_buf *out, ps_str key, const ps_str *items, size_t n);
void ps_write_money(ps_buf *out, ps_str key, ps_money v);
void ps_write_date(ps_buf *out, ps_str key, ps_date day);

/* Text in one line: control characters and line breaks become blanks, blanks at the ends go. */
void ps_write_line(ps_buf *out, ps_str text);
/* The same as text of an item or a heading that must not end in what reads as a block id. */
void ps_write_text(ps_buf *out, ps_str text);
/* A heading, with the blank line after it; before it too where something stands there. */
void ps_write_heading(ps_buf *out, int level, ps_str text);
void ps_write_section(ps_buf *out, int level, ps_heading_id h, ps_lang lang);
/* Level 1 with a title that people gave: one that is the name of a section is led by the id. */
void ps_write_title(ps_buf *out, ps_str id, ps_str title);
/* `- [ ] text ^id\n` */
void ps_write_item(ps_buf *out, ps_str text, ps_str id);
/* An inline field with a blank before it. */
void ps_write_field(ps_buf *out, ps_str key, ps_str value);
/* An empty table with these columns; room as in ps_grid_put. */
void ps_write_table(ps_buf *out, const ps_column_id *columns, size_t n, ps_lang lang, const ps_str *room);

/* The checklist of activities that `takes` says yes to, in order, each group under a heading of `level`. notes: whether after a group comes the line
 * about what is answered in the account's or region's note (in->account_noted, in->region). */
typedef struct {
    const ps_process *process;
    const ps_new_deal *deal; /* NULL: no such lines */
    bool (*takes)(const void *ctx, const ps_activity *a);
    const void *ctx;
    int level;
} ps_checklist;
void ps_write_checklist(ps_buf *out, const ps_checklist *list, const ps_activity *activities, size_t n);

/* Appends what was written in b to *out, whole or not at all, and frees b. 0 or PS_ENOMEM. */
int ps_write_append(ps_buf *out, ps_buf *b, ps_error *err);
/* A number made from texts: for ids of rows. */
uint64_t ps_write_hash(const ps_str *texts, size_t n);

/* Stage note with the activities of the profile's stage that `takes` says yes to (NULL: all that count for the deal). */
int ps_template_stage_of(ps_buf *out, const ps_process *p, const ps_profile *pr, int pstage, const ps_new_deal *in,
                         bool (*takes)(const void *ctx, const ps_activity *a), const void *ctx, ps_error *err);
/* The arena's copy of what was written; frees the buffer. p is NULL when memory is out. */
ps_str ps_write_keep(ps_arena *arena, ps_buf *b);

#endif
