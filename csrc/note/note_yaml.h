/* Front matter: fences, the event loop over libyaml, and the messages for what people get wrong. Internal to the note module. */
#ifndef PS_NOTE_YAML_H
#define PS_NOTE_YAML_H

#include "note_impl.h"

typedef enum { PS_FENCE_NONE, PS_FENCE_OPEN, PS_FENCE_CLOSED } ps_fence_kind;

typedef struct {
    ps_fence_kind kind;
    ps_range range; /* between the fences */
    size_t body;
} ps_fence;

ps_fence ps_fence_find(ps_str text, size_t at);

/* What libyaml said about text it could not read. */
typedef struct {
    const char *problem; /* NULL: none */
    size_t at;           /* of the problem, in the note */
    size_t context;      /* of what it was reading then, SIZE_MAX */
} ps_yaml_fault;

/* Marks the note as broken. The line is that of the offset `at`. */
#define ps_break(b, at, id, ...) \
    ps_break_set((b), (at), PS_T_##id, &((const ps_str[]){{0}, ##__VA_ARGS__})[1], \
                 sizeof((const ps_str[]){{0}, ##__VA_ARGS__}) / sizeof(ps_str) - 1)
int ps_break_set(ps_build *b, size_t at, ps_text_id id, const ps_str *args, size_t n);
/* Adds a hint about a range. */
int ps_hint_add(ps_build *b, ps_range range, ps_text_id id, ps_str key, ps_str value);

/* Marks the note as broken with the message that helps most. */
int ps_fault_explain(ps_build *b, const ps_yaml_fault *fault);
/* Hints about fields that read without an error. */
int ps_fields_hint(ps_build *b);

#endif
