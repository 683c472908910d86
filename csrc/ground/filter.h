/* The words that choose deals: `stage=concept,planning value>1m -stalled close<+30d 电信 @hot`. Pure: a text in, terms out, and terms held
 * against values.
 *
 * A word is `field op value`, a flag, `@view`, or anything else, which id, title or account must hold; a `-` before it turns it round. Operators
 * are = != < > <= >=. A value may be a list with commas, any of which is enough; one with blanks stands in quotes, as may a plain word. No value
 * means "not set". Text compares as fold.h does, and punctuation may be full-width. */
#ifndef PS_FILTER_H
#define PS_FILTER_H

#include "arena.h"
#include "date.h"
#include "money.h"

typedef enum {
#define PS_FIELD(id, name, zh, kind, values) PS_FIELD_##id,
#include "filter.def"
#undef PS_FIELD
    PS_FIELD_COUNT,
    PS_FIELD_FRONT, /* a key of front matter; its value may be anything */
    PS_FIELD_WORD,
    PS_FIELD_VIEW
} ps_field_id;

typedef enum { PS_FIELD_TEXT, PS_FIELD_FLAG, PS_FIELD_MONEY, PS_FIELD_NUMBER, PS_FIELD_DAY } ps_field_kind;

/* What may be named as a value. */
typedef enum {
    PS_OF_ANYTHING,
    PS_OF_DEALS,
    PS_OF_ACCOUNTS,
    PS_OF_KINDS,
    PS_OF_PROFILES,
    PS_OF_STAGES, /* in their order: `stage>concept` */
    PS_OF_STATUSES,
    PS_OF_MEMBERS,
    PS_OF_CURRENCIES,
    PS_OF_CHANNELS,
    PS_OF_FORECASTS,
    PS_OF_GATES,
    PS_OF_LAYERS,
    PS_OF_ROLES,
    PS_OF_STANCES,
    PS_OF_NEEDS,
    PS_OF_LEVELS,
    PS_OF_REGIONS,
    PS_OF_DAYS /* of further fields (ws_filter.h) */
} ps_field_values;

/* By PS_FIELD_…, below PS_FIELD_COUNT. Static. */
ps_str ps_field_name(ps_field_id field);
ps_field_kind ps_field_kind_of(ps_field_id field);
ps_field_values ps_field_values_of(ps_field_id field);
/* By its name in either language, without case; false where it is none. */
bool ps_field_find(ps_str name, ps_field_id *out);
/* Whether it could be a key of front matter. */
bool ps_field_could_be(ps_str name);

typedef enum { PS_OP_EQ, PS_OP_NE, PS_OP_LT, PS_OP_GT, PS_OP_LE, PS_OP_GE } ps_filter_op;

typedef struct { /* bytes of the filter's text */
    size_t at, end;
} ps_filter_span;

typedef struct {
    ps_str text; /* as typed, without quotes */
    bool number, day;
    int64_t amount;      /* number: as money (of a NUMBER field: the number itself); of a flag 0 or 1; of a stage its place */
    ps_date first, last; /* day: all the days that are meant */
    ps_filter_span where;
} ps_filter_value;

typedef struct ps_filter_term ps_filter_term;
typedef PS_VEC(ps_filter_term) ps_filter_terms;
struct ps_filter_term {
    ps_field_id field;
    ps_str name; /* of the field as typed, or of the view */
    ps_filter_op op;
    bool negated;
    PS_VEC(ps_filter_value) values; /* none: not set. Of a word: the one */
    const ps_filter_terms *view;    /* of a view, once somebody has read it: all of them must be right */
    ps_filter_span where, name_where;
};

/* Texts point into `text` or the arena. `today`: what relative dates count from. PS_EINVAL: err->col and err->end_col mark the place. */
int ps_filter_parse(ps_filter_terms *out, ps_arena *arena, ps_str text, ps_date today, ps_error *err);
/* Fails with a reason about a part of the word, at a place within the text. */
int ps_filter_bad(ps_error *err, ps_str text, ps_filter_span word, ps_filter_span where, ps_text_id why, const ps_str *args, size_t n);
/* The end of the word that begins at an offset, quotes and all; the first word at or after one. */
size_t ps_filter_word_end(ps_str text, size_t at);
size_t ps_filter_word_start(ps_str text, size_t at);
/* The bounds of the word that ends the text: what is being typed. */
ps_filter_span ps_filter_last_word(ps_str text);
/* The word's sign, field and operator off the front; what is left is its values. Bytes of `-`, and of `field op`; 0: none of it is there. */
void ps_filter_head(ps_str word, size_t *sign, size_t *head, ps_str *name);

/* ---- values (filter_value.c); false: it is none ---- */
/* `200000`, `1,200,000`, `200k`, `1.5m`, `20万`, `3亿`. */
bool ps_filter_money(ps_str s, ps_money *out);
/* A day of when.h (`2026-12-31`, `today`, `+30d`, `-2w`, `+3m`), or `2026-12`, `2026-Q4`, `2026`: the first and the last day of it. */
bool ps_filter_day(ps_str s, ps_date today, ps_date *first, ps_date *last);

/* ---- holding against (filter_match.c). The sign of the term counts in each ---- */
bool ps_filter_takes_texts(const ps_filter_term *t, const ps_str *texts, size_t n); /* any of them; of a word: holds */
bool ps_filter_takes_number(const ps_filter_term *t, int64_t v, bool set);
bool ps_filter_takes_day(const ps_filter_term *t, ps_date day);
/* Texts that may be amounts or days, as the filter's value says. */
bool ps_filter_takes_front(const ps_filter_term *t, const ps_str *texts, size_t n, ps_date today);

/* The nearest of some words to one that is none of them, nearest first, at most `max`; all in order where nothing is near. */
int ps_filter_near(ps_arena *arena, ps_str word, const ps_str *words, size_t n, size_t max, ps_strs *out, ps_error *err);

#endif
