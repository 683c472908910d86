/* What deals taught: the lessons of a project summary, and how much one deal is like another. Pure. */
#ifndef PS_LESSONS_H
#define PS_LESSONS_H

#include "process.h"

typedef struct {
    bool avoid;    /* else to repeat */
    ps_str text;   /* on one line */
    unsigned line; /* where it begins */
} ps_lesson;
typedef PS_VEC(ps_lesson) ps_lesson_list;
/* Every item of a list and every paragraph under the two headings. Appends; texts lie in the arena. PS_ENOMEM. */
int ps_lessons_read(ps_lesson_list *out, ps_arena *arena, const ps_process *p, const ps_note *summary);

/* As one text, and back; false where it is none. */
ps_str ps_lesson_pack(ps_arena *arena, const ps_lesson *lesson); /* p NULL: out of memory */
bool ps_lesson_unpack(ps_str text, ps_lesson *out);

/* What deals are compared by. "" is like nothing. */
typedef struct {
    ps_str account, region, kind, title;
    ps_strs rivals, products;
} ps_features;

typedef enum { PS_LIKE_ACCOUNT, PS_LIKE_REGION, PS_LIKE_RIVAL, PS_LIKE_PRODUCT, PS_LIKE_KIND, PS_LIKE_WORDS, PS_LIKES } ps_like;
ps_str ps_like_id(ps_like l); /* "account" */
enum { PS_LIKE_LEAST = 3 };   /* points from which deals count as similar: more than a kind in common */
/* Points for what two deals have in common: the account 8, the region 4, each competitor 3, each product 3, the kind of sale 2, each word of the title 1 (at
 * most 3; of Chinese, each two characters). likes[l]: whether that is in common. */
int ps_likeness(const ps_features *a, const ps_features *b, bool likes[PS_LIKES]);

#endif
