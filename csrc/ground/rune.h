/* Kinds of characters that search tells apart, and the one form of each that it compares. */
#ifndef PS_RUNE_H
#define PS_RUNE_H

#include "str.h"

/* Characters of scripts that are written without blanks and read one by one: each is a word to search. */
bool ps_rune_is_cjk(uint32_t rune);
/* The usual form of what has a half-width or full-width one: `Ａ` → `A`, `ｶ` → `カ`; others as they are. */
uint32_t ps_rune_width_folded(uint32_t rune);
/* `カ` with a half-width voiced (ﾞ) or semi-voiced (ﾟ) mark after it: `ガ`; 0 where the two don't join. */
uint32_t ps_rune_voiced(uint32_t katakana, uint32_t mark);
/* Writes 1 to 4 bytes of UTF-8. */
size_t ps_rune_put(char *out, uint32_t rune);

#endif
