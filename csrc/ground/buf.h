/* A growing text on the heap. A failed allocation sticks: later writes do nothing, and ps_buf_ok says so at the end. */
#ifndef PS_BUF_H
#define PS_BUF_H

#include "str.h"

typedef struct {
    char *p; /* NUL-terminated once something was written */
    size_t n, cap;
    bool failed;
} ps_buf; /* zero-initialised = empty */

void ps_buf_put(ps_buf *b, ps_str s);
void ps_buf_char(ps_buf *b, char c);
void ps_buf_fmt(ps_buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* The text so far; valid until the next write. */
ps_str ps_buf_str(const ps_buf *b);
bool ps_buf_ok(const ps_buf *b);
void ps_buf_free(ps_buf *b); /* and makes it empty again */

#endif
