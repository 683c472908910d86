/* What is personal about people: sections headed "Private" (私人, or as the team calls it) of any note, and notes outside of deals that say
 * `private: true`. Who works with the notes sees it, marked; what leaves the workspace goes without it. The one place for that rule. Pure. */
#ifndef PS_PRIVACY_H
#define PS_PRIVACY_H

#include "heading.h"

/* Whether the note as a whole is private. One whose front matter can't be read may be meant so. */
bool ps_private_note(const ps_note *note);
/* Whether a place of the note's text stands in a private section. */
bool ps_private_at(const ps_note *note, size_t at, const ps_aliases *aliases);
/* Whether any section is private. */
bool ps_private_any(const ps_note *note, const ps_aliases *aliases);
/* Appends the text as it may be told: lines that are private are empty, so that all others keep their numbers. `front`: `private:` counts; then of a
 * private note only id, name, account, unit, post and `left` of its front matter are told. PS_ENOMEM. */
int ps_private_hide(ps_buf *out, const ps_note *note, bool front, const ps_aliases *aliases, ps_error *err);

#endif
