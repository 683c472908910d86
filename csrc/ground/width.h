/* How wide a text is on a screen. */
#ifndef PS_WIDTH_H
#define PS_WIDTH_H

#include "str.h"

/* Cells of one code point: 2 for East Asian wide and full-width characters and emoji, 0 for combining and invisible ones, else 1. */
unsigned ps_rune_width(uint32_t rune);
/* Cells of a text in one line; a byte that is no UTF-8 counts 1, a control character 1. */
size_t ps_width(ps_str s);

#endif
