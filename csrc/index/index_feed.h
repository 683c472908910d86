/* Files read and parsed ahead, by a thread of its own, for one that writes what they yield. */
#ifndef PS_INDEX_FEED_H
#define PS_INDEX_FEED_H

#include "index_impl.h"

typedef struct ps_feed ps_feed;

/* Paths and fs are borrowed. A few files are read without a thread, when they are asked for. Owned by the caller: ps_feed_close. */
int ps_feed_open(ps_feed **out, ps_index *ix, const ps_fs *fs, const ps_str *paths, size_t n, ps_error *err);
/* The next one, in the order of the paths, that stands until the next call; NULL at the end. PS_ENOMEM. */
int ps_feed_next(ps_feed *feed, ps_index_doc **out, ps_error *err);
void ps_feed_close(ps_feed *feed); /* at any time; NULL is fine */

#endif
