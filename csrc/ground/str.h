/* Text is a pointer and a length, never NUL-terminated. A ps_str owns nothing: it points into a note, an arena or a literal. */
#ifndef PS_STR_H
#define PS_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct {
    const char *p;
    size_t n;
} ps_str;

#define PS_S(literal) ((ps_str){(literal), sizeof(literal) - 1})
#define PS_FMT(s) (int)(s).n, (s).p /* for "%.*s" */

/* The text up to a NUL; NULL gives the empty text. */
ps_str ps_str_of(const char *z);
ps_str ps_str_sub(ps_str s, size_t at, size_t end);
bool ps_str_eq(ps_str a, ps_str b);
/* ASCII letters compare without case; other bytes as they are. */
bool ps_str_eq_nocase(ps_str a, ps_str b);
/* <0, 0, >0 in byte order. */
int ps_str_cmp(ps_str a, ps_str b);
bool ps_str_starts(ps_str s, ps_str prefix);
bool ps_str_ends(ps_str s, ps_str suffix);
/* Offset of the first `needle` at or after `from`; SIZE_MAX if there is none. */
size_t ps_str_find(ps_str s, ps_str needle, size_t from);
/* Without ASCII blanks, tabs, CR and LF at both ends. */
ps_str ps_str_trim(ps_str s);
/* Takes the part before the next `sep` off the front of *rest into *part; false once *rest was consumed (p == NULL). */
bool ps_str_next(ps_str *rest, char sep, ps_str *part);
/* Decimal digits only, no sign; false on anything else or above `max`. */
bool ps_str_uint(ps_str s, uint64_t max, uint64_t *out);
/* Bytes of the UTF-8 character at s.p (1 to 4) and its code point; 0 where the bytes are not valid UTF-8 or s is empty. */
size_t ps_str_rune(ps_str s, uint32_t *rune);
bool ps_str_utf8(ps_str s);
/* Longest prefix of at most `max` bytes that does not cut a UTF-8 character. */
ps_str ps_str_clip(ps_str s, size_t max);
/* FNV-1a of the text, going on from the hash of what stood before it: PS_HASH at first. The same forever: ids are made of it. */
#define PS_HASH 0xcbf29ce484222325u
uint64_t ps_str_hash(uint64_t before, ps_str s);
/* The last part of a path: what follows its last '/'. */
ps_str ps_path_name(ps_str path);

#endif
