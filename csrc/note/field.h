/* Values of front matter and of inline fields as people write them: one id or several, linked or bare, in any form of list. Pure. */
#ifndef PS_FIELD_H
#define PS_FIELD_H

#include "date.h"
#include "money.h"
#include "note.h"

/* The one scalar of a value, trimmed: also of a list of one, as `[[acme]]` without quotes reads. "" for anything else, and for NULL. */
ps_str ps_fm_text(const ps_fm *f);
/* A bare id: a link's target without its folder and ".md"; what is no link stays as it is. */
ps_str ps_id_bare(ps_str s);
ps_str ps_fm_id(const ps_fm *f);
/* Bare ids of a text such as `[[chen-gang]], [[liu-min]]` or `chen-gang、liu-min`; appended. 0 or PS_ENOMEM. */
int ps_ids_split(ps_arena *arena, ps_str text, ps_strs *out);
/* Bare ids of a list, a nested list or a single scalar; appended, empty ones left out. 0 or PS_ENOMEM. */
int ps_fm_ids(ps_arena *arena, const ps_fm *f, ps_strs *out);
/* Whether a list names the id. */
bool ps_ids_have(const ps_str *ids, size_t n, ps_str id);

/* NONE where the text is empty or can't be read. */
ps_date ps_date_read(ps_str s);
ps_money ps_money_read(ps_str s);
/* A whole number, with a sign and a per cent mark allowed; clamped to ±1,000,000. false on anything else. */
bool ps_int_read(ps_str s, int *out);
/* `true`, `yes`, `是` and the like. */
bool ps_bool_read(ps_str s);

#endif
