/* What the edits of front matter share. Internal to the note module. */
#ifndef PS_NOTE_EDIT_FM_H
#define PS_NOTE_EDIT_FM_H

#include "note_edit.h"

/* PS_EINVAL for a key or a value that can't be written, and the error of broken front matter. */
int ps_fm_check(const ps_note *note, ps_str key, ps_error *err);
int ps_fm_check_value(ps_str value, ps_error *err);
/* Where the value begins after its anchor and tag. */
size_t ps_fm_content(const ps_note *note, const ps_fm *fm);
/* Whether all front matter stands in one pair of braces. */
bool ps_fm_in_flow(const ps_note *note);
/* The quotes that a value has now; fm may be NULL. */
ps_quotes ps_fm_quotes(const ps_note *note, const ps_fm *fm);
void ps_fm_put_link(ps_buf *out, ps_str id, ps_quotes style);
/* The splice that replaces a field's value, or adds a field: what to cut, and into `with` what to put there. */
ps_range ps_fm_replace(const ps_note *note, const ps_fm *fm, ps_str value, ps_buf *with);
ps_range ps_fm_add(const ps_note *note, ps_str key, ps_str value, ps_buf *with);
/* Sets want->key to the written value. Frees `value`. */
int ps_fm_put(ps_note **io, ps_buf *value, const ps_want *want, ps_error *err);

#endif
