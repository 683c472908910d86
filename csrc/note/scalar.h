/* Writing YAML scalars: the one place that decides what must be quoted. */
#ifndef PS_SCALAR_H
#define PS_SCALAR_H

#include "buf.h"

/* Appends a value as it stands after `key: ` (in_flow: inside `[…]` or `{…}`): plain wherever YAML reads it back as the same text, else quoted. Numbers and
 * dates stay plain, words that YAML takes for true, false or null are quoted. Line breaks and what YAML can't hold are escaped, bytes that are no UTF-8
 * become U+FFFD. Nothing for "". */
void ps_yaml_scalar(ps_buf *out, ps_str value, bool in_flow);

#endif
