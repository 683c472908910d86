/* Front matter as fields: libyaml's events, its marks turned into bytes. */
#include "note_yaml.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

enum { FAULT = 1, KEPT = 3 /* levels that become fields: the root's, a value's, and one more */ };

typedef struct { /* an open collection */
    bool map, expect_key, keep, as_key, flow;
    PS_VEC(ps_fm) children;
    size_t at;     /* its first byte, with its anchor */
    size_t anchor; /* index into anchors, SIZE_MAX */
    ps_str key;    /* of the value that comes */
    size_t key_at;
    bool key_ok;
} frame;

typedef struct {
    ps_str name;
    ps_fm value; /* kind EMPTY while it is open */
} anchor;

typedef struct {
    ps_build *b;
    ps_range slice;
    uint32_t *chars; /* character → byte of the slice; NULL where all is ASCII */
    size_t n_chars;
    frame frames[PS_FM_DEPTH];
    size_t depth;
    size_t last_end; /* end of the last scalar or flow collection */
    PS_VEC(anchor) anchors;
    bool root_seen;
} loop;

static int map_chars(loop *l) {
    ps_str s = ps_str_sub(l->b->note->text, l->slice.at, l->slice.end);
    bool ascii = true;
    for (size_t i = 0; i < s.n && ascii; i++) {
        ascii = (unsigned char)s.p[i] < 0x80;
    }
    if (ascii) {
        return PS_OK;
    }
    l->chars = ps_arena_alloc(&l->b->note->arena, (s.n + 1) * sizeof *l->chars);
    if (!l->chars) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < s.n; i++) {
        if (((unsigned char)s.p[i] & 0xC0) != 0x80) {
            l->chars[l->n_chars++] = (uint32_t)i;
        }
    }
    l->chars[l->n_chars] = (uint32_t)s.n;
    return PS_OK;
}

static size_t byte_of(const loop *l, size_t index) {
    size_t size = l->slice.end - l->slice.at;
    size_t at = l->chars ? l->chars[index < l->n_chars ? index : l->n_chars] : index;
    return l->slice.at + (at < size ? at : size);
}

/* The end of a block scalar's mark lies behind the line breaks that follow it. */
static ps_range range_of(const loop *l, const yaml_event_t *e, bool block) {
    ps_range r = {byte_of(l, e->start_mark.index), byte_of(l, e->end_mark.index)};
    ps_str text = l->b->note->text;
    while (block && r.end > r.at && memchr(" \t\r\n", text.p[r.end - 1], 4)) {
        r.end--;
    }
    return r;
}

static frame *top(loop *l) {
    return l->depth ? &l->frames[l->depth - 1] : NULL;
}

/* Puts a value into the open collection, or takes it as the key. */
static int put_value(loop *l, const ps_fm *value, bool is_alias) {
    frame *f = top(l);
    if (f->map && f->expect_key) {
        f->expect_key = false;
        f->key_ok = value->kind == PS_FM_SCALAR || (value->kind == PS_FM_EMPTY && !is_alias);
        f->key = f->key_ok ? value->text : PS_S("");
        f->key_at = value->range.at;
        return 0;
    }
    f->expect_key = f->map;
    if (!f->keep || (f->map && !f->key_ok)) {
        return 0;
    }
    ps_fm *put = PS_PUSH(&l->b->note->arena, &f->children);
    if (!put) {
        return PS_ENOMEM;
    }
    *put = *value;
    put->key = f->map ? f->key : PS_S("");
    put->whole = (ps_range){f->map ? f->key_at : value->range.at, value->range.end};
    put->line = ps_note_line(l->b->note, put->whole.at);
    return 0;
}

static int add_anchor(loop *l, const yaml_char_t *name, const ps_fm *value, size_t *index) {
    *index = SIZE_MAX;
    if (!name) {
        return 0;
    }
    if (l->anchors.n == PS_FM_ANCHORS) {
        return ps_break(l->b, value->range.at, FM_ANCHORS);
    }
    anchor *put = PS_PUSH(&l->b->note->arena, &l->anchors);
    if (!put) {
        return PS_ENOMEM;
    }
    put->name = ps_arena_dup(&l->b->note->arena, ps_str_of((const char *)name));
    put->value = *value;
    *index = l->anchors.n - 1;
    return put->name.p ? 0 : PS_ENOMEM;
}

static bool is_null(ps_str s) {
    return s.n == 0 || ps_str_eq(s, PS_S("~")) || ps_str_eq(s, PS_S("null")) || ps_str_eq(s, PS_S("Null")) || ps_str_eq(s, PS_S("NULL"));
}

/* Links of a scalar are found in its bytes as written, so that they have a place. */
static int scalar_links(loop *l, ps_range range) {
    ps_leaf leaf;
    if (memchr(l->b->note->text.p + range.at, '[', range.end - range.at) == NULL) {
        return 0;
    }
    return ps_leaf_make(l->b, &leaf, range.at, range.end, 0, NULL) ? PS_ENOMEM : ps_leaf_links(l->b, &leaf);
}

static int on_scalar(loop *l, const yaml_event_t *e) {
    const yaml_scalar_style_t style = e->data.scalar.style;
    bool plain = style == YAML_PLAIN_SCALAR_STYLE;
    ps_str raw = {(const char *)e->data.scalar.value, e->data.scalar.length};
    ps_fm value = {.kind = plain && is_null(raw) ? PS_FM_EMPTY : PS_FM_SCALAR,
                   .text = PS_S(""),
                   .range = range_of(l, e, style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)};
    size_t index;
    frame *f = top(l);
    bool is_key = f->map && f->expect_key;
    if (value.kind == PS_FM_SCALAR || is_key) {
        value.text = ps_arena_dup(&l->b->note->arena, raw);
        if (!value.text.p) {
            return PS_ENOMEM;
        }
    }
    l->last_end = value.range.end;
    int rc = is_key ? 0 : scalar_links(l, value.range);
    rc = rc ? rc : add_anchor(l, e->data.scalar.anchor, &value, &index);
    return rc ? rc : put_value(l, &value, false);
}

static const anchor *find_anchor(const loop *l, ps_str name) {
    for (size_t i = l->anchors.n; i; i--) {
        if (ps_str_eq(l->anchors.v[i - 1].name, name)) {
            return &l->anchors.v[i - 1];
        }
    }
    return NULL;
}

/* An alias stands for its anchor's scalar; a collection's members are shared by top-level fields only, so that nothing grows. */
static int on_alias(loop *l, const yaml_event_t *e) {
    ps_str name = ps_str_of((const char *)e->data.alias.anchor);
    const anchor *found = find_anchor(l, name);
    ps_range range = range_of(l, e, false);
    if (!found) {
        ps_str as_written = ps_str_trim(ps_str_sub(l->b->note->text, range.at, ps_line_end(l->b->note->text, range.at)));
        return ps_break(l->b, range.at, FM_ALIAS, name, as_written);
    }
    ps_fm value = found->value;
    value.range = range;
    if (l->depth > 1) {
        value.items = NULL;
        value.n_items = 0;
    }
    l->last_end = range.end;
    return put_value(l, &value, true);
}

static int open_collection(loop *l, const yaml_event_t *e, bool map) {
    ps_range range = range_of(l, e, false);
    const yaml_char_t *name = map ? e->data.mapping_start.anchor : e->data.sequence_start.anchor;
    bool flow = map ? e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE : e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    if (l->depth == 0 && !map) {
        return ps_break(l->b, range.at, FM_NOT_MAP);
    }
    if (l->depth == PS_FM_DEPTH) {
        return ps_break(l->b, range.at, FM_DEEP);
    }
    frame *above = top(l);
    bool as_key = above && above->map && above->expect_key;
    bool keep = !above || (above->keep && !as_key && l->depth < KEPT);
    frame *f = &l->frames[l->depth++];
    *f = (frame){.map = map, .expect_key = map, .keep = keep, .as_key = as_key, .flow = flow, .at = range.at, .anchor = SIZE_MAX};
    l->last_end = range.end;
    return add_anchor(l, name, &(ps_fm){.text = PS_S(""), .range = range}, &f->anchor);
}

static int by_key(const void *a, const void *b) {
    const ps_fm *x = *(ps_fm *const *)a, *y = *(ps_fm *const *)b;
    int c = ps_str_cmp(x->key, y->key);
    return c ? c : (x->whole.at > y->whole.at) - (x->whole.at < y->whole.at);
}

/* Of all keys that stand twice the second place that comes first. */
static int check_duplicates(loop *l, ps_fm *v, size_t n) {
    ps_fm **sorted = n > 1 ? ps_arena_alloc(&l->b->note->arena, n * sizeof(ps_fm *)) : NULL;
    if (n < 2 || !sorted) {
        return n < 2 ? 0 : PS_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        sorted[i] = &v[i];
    }
    qsort(sorted, n, sizeof(ps_fm *), by_key);
    const ps_fm *first = NULL, *again = NULL;
    for (size_t i = 1; i < n; i++) {
        if (ps_str_eq(sorted[i - 1]->key, sorted[i]->key) && (!again || sorted[i]->whole.at < again->whole.at)) {
            first = sorted[i - 1];
            again = sorted[i];
        }
    }
    if (!again) {
        return 0;
    }
    ps_digits a, b;
    return ps_break(l->b, again->whole.at, FM_DUPLICATE, again->key, ps_num(&a, first->line), ps_num(&b, again->line));
}

static int close_collection(loop *l, const yaml_event_t *e) {
    frame f = l->frames[--l->depth];
    if (f.flow) {
        l->last_end = byte_of(l, e->end_mark.index);
    }
    ps_fm value = {.kind = f.map ? PS_FM_MAP : PS_FM_LIST,
                   .text = PS_S(""),
                   .items = f.children.v,
                   .n_items = f.children.n,
                   .range = {f.at, l->last_end}};
    if (f.anchor != SIZE_MAX) {
        assert(f.anchor < l->anchors.n && l->anchors.v);
        l->anchors.v[f.anchor].value = value;
    }
    int rc = f.map && f.keep ? check_duplicates(l, f.children.v, f.children.n) : 0;
    if (rc || l->depth) {
        return rc ? rc : put_value(l, &value, false);
    }
    l->b->fields.v = f.children.v;
    l->b->fields.n = f.children.n;
    return 0;
}

/* A root that is one scalar: nothing but comments is fine. */
static int on_root_scalar(loop *l, const yaml_event_t *e) {
    bool empty = e->data.scalar.length == 0 && e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    return empty ? 0 : ps_fault_explain(l->b, &(ps_yaml_fault){"not a mapping", byte_of(l, e->start_mark.index), SIZE_MAX});
}

static int on_event(loop *l, const yaml_event_t *e) {
    switch (e->type) {
    case YAML_DOCUMENT_START_EVENT:
        if (l->root_seen) {
            return ps_break(l->b, byte_of(l, e->start_mark.index), FM_SECOND_DOCUMENT);
        }
        l->root_seen = true;
        return 0;
    case YAML_SCALAR_EVENT:
        return l->depth ? on_scalar(l, e) : on_root_scalar(l, e);
    case YAML_ALIAS_EVENT:
        return l->depth ? on_alias(l, e) : ps_break(l->b, byte_of(l, e->start_mark.index), FM_NOT_MAP);
    case YAML_SEQUENCE_START_EVENT:
        return open_collection(l, e, false);
    case YAML_MAPPING_START_EVENT:
        return open_collection(l, e, true);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_collection(l, e);
    default:
        return 0;
    }
}

static int on_fault(loop *l, const yaml_parser_t *p) {
    if (p->error == YAML_MEMORY_ERROR) {
        return PS_ENOMEM;
    }
    bool reader = p->error == YAML_READER_ERROR; /* counts bytes, the others characters */
    size_t at = reader ? l->slice.at + p->problem_offset : byte_of(l, p->problem_mark.index);
    size_t context = p->context && !reader ? byte_of(l, p->context_mark.index) : SIZE_MAX;
    return ps_fault_explain(l->b, &(ps_yaml_fault){p->problem ? p->problem : "", at < l->slice.end ? at : l->slice.end, context});
}

static int run(loop *l, yaml_parser_t *p) {
    for (bool done = false; !done;) {
        yaml_event_t e;
        if (!yaml_parser_parse(p, &e)) {
            return on_fault(l, p);
        }
        int rc = on_event(l, &e);
        done = e.type == YAML_STREAM_END_EVENT || e.type == YAML_NO_EVENT;
        yaml_event_delete(&e);
        if (rc || l->b->note->broken) {
            return rc;
        }
    }
    return 0;
}

static int read_yaml(ps_build *b, ps_range slice) {
    yaml_parser_t p;
    loop l = {.b = b, .slice = slice};
    if (slice.end - slice.at > PS_FM_BYTES) {
        ps_digits d;
        return ps_break(b, slice.at, FM_LARGE, ps_num(&d, PS_FM_BYTES / 1024));
    }
    if (map_chars(&l) || !yaml_parser_initialize(&p)) {
        return PS_ENOMEM;
    }
    yaml_parser_set_encoding(&p, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&p, (const unsigned char *)b->note->text.p + slice.at, slice.end - slice.at);
    int rc = run(&l, &p);
    yaml_parser_delete(&p);
    if (rc == 0 && b->note->broken && l.frames[0].keep) { /* what could be read is there to be shown */
        b->fields.v = l.frames[0].children.v;
        b->fields.n = l.frames[0].children.n;
    }
    return rc || b->note->broken ? rc : ps_fields_hint(b);
}

int ps_note_front(ps_build *b) {
    ps_note *note = b->note;
    ps_fence fence = ps_fence_find(note->text, note->body_at);
    if (fence.kind == PS_FENCE_NONE) {
        note->fm_range = (ps_range){note->body_at, note->body_at};
        return PS_OK;
    }
    note->has_fm = true;
    note->fm_range = fence.range;
    note->body_at = fence.body;
    return fence.kind == PS_FENCE_OPEN ? ps_break(b, fence.range.at, FM_UNCLOSED) : read_yaml(b, fence.range);
}
