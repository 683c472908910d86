/* Where a link of a note leads, among the notes of its deal and those around it. Pure. */
#ifndef PS_TARGET_H
#define PS_TARGET_H

#include "deal.h"

typedef struct {         /* the note that the link stands in */
    const ps_deal *deal; /* NULL outside a deal */
    const ps_world *world;
    ps_str path;
    const ps_note *note;
} ps_origin;

typedef enum { PS_TARGET_FOUND, PS_TARGET_NO_NOTE, PS_TARGET_NO_BLOCK, PS_TARGET_NO_HEADING } ps_target_kind;
typedef struct {
    ps_target_kind kind;
    const ps_note *note; /* NULL: none of ours, a file perhaps */
    const ps_doc *doc;   /* of the deal; NULL outside */
    ps_str path;
    unsigned line; /* of the block or the heading; else 1 */
} ps_target;

ps_target ps_target_of(const ps_origin *from, const ps_link *link);
/* Links that begin in a range of the note. */
const ps_link *ps_links_within(const ps_note *note, ps_range range, size_t *n);
/* Up to and with the last '/'; "" where there is none. */
ps_str ps_path_folder(ps_str path);

#endif
