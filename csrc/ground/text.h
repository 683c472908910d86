/* Every text that the core shows to a person, in each language: text.def holds them. */
#ifndef PS_TEXT_H
#define PS_TEXT_H

#include "buf.h"

typedef enum { PS_EN, PS_ZH } ps_lang;

typedef enum {
#define PS_TEXT(id, en, zh) PS_T_##id,
#include "text.def"
#undef PS_TEXT
    PS_T_COUNT
} ps_text_id;

/* The template itself. */
ps_str ps_text(ps_text_id id, ps_lang lang);
/* Appends the template with %1 to %9 replaced by args[0] to args[n-1]. Control characters of arguments become '?'. */
void ps_text_put(ps_buf *out, ps_lang lang, ps_text_id id, const ps_str *args, size_t n);
/* ps_text_args(out, lang, NO_DEAL, id): the same with the arguments (ps_str each) in line. */
#define ps_text_args(out, lang, id, ...) \
    ps_text_put((out), (lang), PS_T_##id, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], \
                sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1)
/* "en" or "zh" (also zh_CN and so on); false for another language. */
bool ps_lang_parse(ps_str s, ps_lang *lang);

#endif
