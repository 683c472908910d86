/* Filters held against deals: the language of filter.h with the workspace's own names in it. Private to the workspace. */
#ifndef PS_WS_FILTER_H
#define PS_WS_FILTER_H

#include "filter.h"
#include "workspace_impl.h"

/* A field that something else than a deal has, beside the deals' own: what people and accounts can be asked for. */
typedef struct {
    ps_str name, zh;
    ps_field_values of;
    bool flag; /* its bare name is a word of the filter: it is set */
} ps_further_field;
typedef struct {
    const ps_further_field *v;
    size_t n;
} ps_further_fields;

typedef struct {
    ps_filter_terms terms;
    bool status;               /* a term speaks of the status: closed deals are not left out */
    bool archived;             /* of the archive: nor are those that were put away */
    const ps_process *process; /* borrowed: the one in force */
    ps_date today;
} ps_filter;

/* ---- ws_filter.c ---- */
/* PS_EINVAL names the word that can't be read, err->col and err->end_col say where it stands in the text. */
int ps_filter_read(ps_work *w, ps_str text, ps_filter *out);
/* The same with further fields: their terms are of PS_FIELD_FRONT, named as the field is. */
int ps_filter_read_for(ps_work *w, ps_str text, ps_further_fields further, ps_filter *out);
/* By its name in either language; NULL. */
const ps_further_field *ps_further_find(ps_further_fields fields, ps_str name);
bool ps_filter_takes(const ps_filter *f, const ps_v_deal *deal);
bool ps_filter_term_takes(const ps_filter *f, const ps_filter_term *t, const ps_v_deal *deal);
/* Parts a line of other words (a search) from the filters in it: what has an operator and reads as one, and `@view` of a view that there is. */
int ps_filter_part(ps_work *w, ps_str line, ps_str *filters, ps_str *rest);
/* Takes `key NUL value NUL` off the front of ps_v_deal's; false at the end. */
bool ps_filter_next_pair(ps_str *front, ps_str *key, ps_str *value);
ps_str ps_front_value(ps_str front, ps_str key); /* of the first pair with the key; "" */
/* The values of a key of front matter. */
int ps_filter_front(ps_work *w, ps_str front, ps_str key, ps_strs *out);

/* ---- ws_filter_value.c ---- */
/* A filter that is being read: names are made ids, views are put in place. */
typedef struct {
    ps_work *w;
    ps_str text;      /* of the filter at hand */
    ps_v_deals deals; /* once asked for */
    ps_v_views views; /* likewise; terms of each below */
    struct ps_view_state *states;
    bool has_deals, has_views;
    ps_further_fields further;
    size_t size;  /* terms so far, those of views each time they are named */
    size_t depth; /* views that are being read, each named by the one before */
} ps_filter_reader;
/* All deals, read once. */
int ps_filter_deals(ps_filter_reader *r);
/* Makes ids of what a term names, in either language; PS_EINVAL where no deal could have that value. */
int ps_filter_resolve(ps_filter_reader *r, ps_filter_term *t);
/* What a field's values may be: ids with labels. Empty for what may be anything. */
int ps_filter_choices(ps_work *w, ps_field_values of, ps_v_terms *out);
/* Keys of front matter that are no fields: the usual ones, and those of the deals. */
int ps_filter_keys(ps_filter_reader *r, ps_strs *out);

/* ---- ws_saved.c ---- */
/* The rows of .pursuit/views.md; none where there is no such note. */
int ps_work_views(ps_work *w, ps_v_views *out);
/* Puts the note with an id of a kind changed in all filters, where one names it. */
int ps_work_rename_in_views(ps_work *w, ps_kind kind, ps_str from, ps_str to);
/* What is wrong in it. */
int ps_work_check_views(ps_work *w, ps_v_diags *out);
/* Reads a view's filter into *terms with this reader; loops are refused. `word`: where it is named. */
int ps_filter_view(ps_filter_reader *r, ps_filter_term *word);
/* Every term of a text, resolved. */
int ps_filter_terms_read(ps_filter_reader *r, ps_str text, ps_filter_terms *out);

#endif
