/* Edits of lists and maps in front matter. Only the items that differ are touched, so that quotes and comments of the others stay. */
#include "note_edit_fm.h"

typedef struct { /* items [from, to) of the field are replaced by values [from, end) */
    size_t from, to, end;
} change;

static bool is_block(const ps_note *note, const ps_fm *fm) {
    size_t at = ps_fm_content(note, fm);
    return at < fm->range.end && note->text.p[at] != '[' && note->text.p[at] != '{';
}

/* Whether an item holds the value, as it is or as the target of a link. */
static bool holds(const ps_fm *item, ps_str value) {
    bool empty = item->kind == PS_FM_EMPTY && value.n == 0;
    bool text = item->kind == PS_FM_SCALAR && ps_str_eq(item->text, value);
    bool link = item->kind == PS_FM_SCALAR && ps_id_valid(value) && ps_fm_is_link(item->text) &&
                ps_str_eq(ps_note_unlink(ps_str_trim(item->text)), value);
    return empty || text || link;
}

static change compare(const ps_fm *fm, const ps_str *values, size_t n) {
    change c = {0, fm->n_items, n};
    while (c.from < c.to && c.from < c.end && holds(&fm->items[c.from], values[c.from])) {
        c.from++;
    }
    while (c.to > c.from && c.end > c.from && holds(&fm->items[c.to - 1], values[c.end - 1])) {
        c.to--;
        c.end--;
    }
    return c;
}

static bool all_links(const ps_fm *fm) {
    for (size_t i = 0; i < fm->n_items; i++) {
        if (fm->items[i].kind != PS_FM_SCALAR || !ps_fm_is_link(fm->items[i].text)) {
            return false;
        }
    }
    return fm->n_items > 0;
}

static void put_item(ps_buf *out, ps_str value, bool link, bool flow) {
    if (link && ps_id_valid(value)) {
        ps_fm_put_link(out, value, PS_DOUBLE);
    } else {
        ps_scalar_put(out, value, PS_PLAIN, flow);
    }
}

static bool list_reads(const ps_note *after, const ps_want *want) {
    const ps_fm *fm = ps_note_field(after, want->key);
    bool same = fm && fm->kind == PS_FM_LIST && fm->n_items == want->n_values;
    for (size_t i = 0; same && i < want->n_values; i++) {
        same = holds(&fm->items[i], want->values[i]);
    }
    return same;
}

static int set_whole_list(ps_note **io, const ps_want *want, bool link, ps_error *err) {
    ps_buf with = {0};
    ps_buf_char(&with, '[');
    for (size_t i = 0; i < want->n_values; i++) {
        ps_buf_put(&with, i ? PS_S(", ") : PS_S(""));
        put_item(&with, want->values[i], link, true);
    }
    ps_buf_char(&with, ']');
    return ps_fm_put(io, &with, want, err);
}

static int change_block(ps_note **io, const ps_fm *fm, change c, const ps_want *want, bool link, ps_error *err) {
    ps_str text = (*io)->text;
    size_t first = ps_fm_content(*io, fm);
    ps_str indent = ps_str_sub(text, ps_line_start(text, first), first);
    size_t at =
        c.from < fm->n_items ? ps_line_start(text, fm->items[c.from].range.at) : ps_line_next(text, fm->items[c.from - 1].range.end);
    size_t end = c.to > c.from ? ps_line_next(text, fm->items[c.to - 1].range.end) : at;
    ps_buf with = {0};
    for (size_t i = c.from; i < c.end; i++) {
        ps_buf_put(&with, indent);
        ps_buf_put(&with, PS_S("- "));
        put_item(&with, want->values[i], link, false);
        ps_buf_put(&with, (*io)->eol);
    }
    return ps_edit(io, (ps_range){at, end}, &with, want, err);
}

/* The bytes of items [from, to), with the comma that goes with them where nothing takes their place. */
static ps_range flow_cut(const ps_fm *fm, size_t from, size_t to, bool replaced) {
    const ps_fm *v = fm->items;
    if (from == to) {
        size_t at = from ? v[from - 1].whole.end : v[0].whole.at;
        return (ps_range){at, at};
    }
    if (replaced) {
        return (ps_range){v[from].whole.at, v[to - 1].whole.end};
    }
    return from ? (ps_range){v[from - 1].whole.end, v[to - 1].whole.end} : (ps_range){v[0].whole.at, v[to].whole.at};
}

static int change_flow(ps_note **io, const ps_fm *fm, change c, const ps_want *want, bool link, ps_error *err) {
    ps_buf with = {0};
    bool adds = c.to == c.from;
    for (size_t i = c.from; i < c.end; i++) {
        ps_buf_put(&with, i > c.from || (adds && c.from) ? PS_S(", ") : PS_S(""));
        put_item(&with, want->values[i], link, true);
    }
    ps_buf_put(&with, adds && c.from == 0 ? PS_S(", ") : PS_S(""));
    return ps_edit(io, flow_cut(fm, c.from, c.to, c.end > c.from), &with, want, err);
}

int ps_note_set_list(ps_note **io, ps_str key, const ps_str *values, size_t n, ps_error *err) {
    int rc = ps_fm_check(*io, key, err);
    for (size_t i = 0; i < n && !rc; i++) {
        rc = ps_fm_check_value(values[i], err);
    }
    if (rc) {
        return rc;
    }
    const ps_fm *fm = ps_note_field(*io, key);
    ps_want want = {
        .kind = PS_WANT_FIELD, .key = key, .values = values, .n_values = n, .value = n ? values[0] : PS_S("[]"), .reads = list_reads};
    bool link = fm && fm->kind == PS_FM_LIST && all_links(fm);
    bool alias = fm && fm->range.end > fm->range.at && (*io)->text.p[fm->range.at] == '*';
    if (!fm || alias || fm->kind != PS_FM_LIST || fm->n_items == 0 || n == 0) {
        bool same = fm && !alias && fm->kind == PS_FM_LIST && fm->n_items == 0 && n == 0;
        return same ? PS_OK : set_whole_list(io, &want, link, err);
    }
    change c = compare(fm, values, n);
    if (c.from == c.to && c.from == c.end) {
        return PS_OK;
    }
    return is_block(*io, fm) ? change_block(io, fm, c, &want, link, err) : change_flow(io, fm, c, &want, link, err);
}

static const ps_fm *member_of(const ps_fm *map, ps_str key) {
    for (size_t i = 0; map && i < map->n_items; i++) {
        if (ps_str_eq(map->items[i].key, key)) {
            return &map->items[i];
        }
    }
    return NULL;
}

static bool member_reads(const ps_note *after, const ps_want *want) {
    const ps_fm *map = ps_note_field(after, want->key);
    const ps_fm *member = member_of(map, want->member);
    if (!want->value.p) {
        return map && !member;
    }
    return map && map->kind == PS_FM_MAP && member && holds(member, want->value);
}

static ps_range remove_member(const ps_note *note, const ps_fm *map, const ps_fm *member, bool block) {
    size_t i = (size_t)(member - map->items);
    if (block) {
        return (ps_range){ps_line_start(note->text, member->whole.at), ps_line_next(note->text, member->whole.end)};
    }
    return map->n_items == 1 ? member->whole : flow_cut(map, i, i + 1, false);
}

static ps_range add_member(const ps_note *note, const ps_fm *map, const ps_want *want, ps_str value, bool block, ps_buf *with) {
    const ps_fm *last = map->n_items ? &map->items[map->n_items - 1] : NULL;
    size_t at = last ? last->whole.end : ps_fm_content(note, map) + 1;
    if (block && last) {
        size_t first = map->items[0].whole.at;
        at = ps_line_next(note->text, at);
        ps_buf_put(with, ps_str_sub(note->text, ps_line_start(note->text, first), first));
    } else if (last) {
        ps_buf_put(with, PS_S(", "));
    }
    ps_scalar_put(with, want->member, PS_PLAIN, !block);
    ps_buf_put(with, PS_S(": "));
    ps_buf_put(with, value);
    ps_buf_put(with, block && last ? note->eol : PS_S(""));
    return (ps_range){at, at};
}

/* One member of a map that is there. */
static int set_member(ps_note **io, const ps_want *want, ps_error *err) {
    const ps_fm *map = ps_note_field(*io, want->key);
    const ps_fm *member = member_of(map, want->member);
    if (member ? want->value.p && member->kind == PS_FM_SCALAR && ps_str_eq(member->text, want->value) : !want->value.p) {
        return PS_OK;
    }
    bool block = is_block(*io, map);
    ps_buf with = {0}, value = {0};
    ps_range cut;
    if (!want->value.p) {
        if (map->n_items == 1 && block) {
            ps_buf_put(&value, PS_S("{}"));
            return ps_fm_put(io, &value, want, err);
        }
        cut = remove_member(*io, map, member, block);
    } else {
        ps_scalar_put(&value, want->value, ps_fm_quotes(*io, member), !block);
        with.failed = value.failed;
        cut = member ? ps_fm_replace(*io, member, ps_buf_str(&value), &with) : add_member(*io, map, want, ps_buf_str(&value), block, &with);
        ps_buf_free(&value);
    }
    return ps_edit(io, cut, &with, want, err);
}

static bool map_reads(const ps_note *after, const ps_want *want) {
    const ps_fm *map = ps_note_field(after, want->key);
    bool same = map && map->kind == PS_FM_MAP;
    for (size_t i = 0; same && i + 1 < want->n_values; i += 2) {
        const ps_fm *member = member_of(map, want->values[i]);
        same = want->values[i + 1].p ? member && holds(member, want->values[i + 1]) : !member;
    }
    return same;
}

static int set_whole_map(ps_note **io, ps_str key, const ps_str *pairs, size_t n, ps_error *err) {
    ps_buf with = {0};
    bool any = false;
    ps_buf_char(&with, '{');
    for (size_t i = 0; i < n; i += 2) {
        if (!pairs[i + 1].p) {
            continue;
        }
        ps_buf_put(&with, any ? PS_S(", ") : PS_S(""));
        ps_scalar_put(&with, pairs[i], PS_PLAIN, true);
        ps_buf_put(&with, PS_S(": "));
        ps_scalar_put(&with, pairs[i + 1], PS_PLAIN, true);
        any = true;
    }
    ps_buf_char(&with, '}');
    ps_want want = {.kind = PS_WANT_FIELD, .key = key, .values = pairs, .n_values = n, .value = pairs[0], .reads = map_reads};
    return ps_fm_put(io, &with, &want, err);
}

/* Each member is an edit of its own, all of them on a copy, so that *io changes wholly or not at all. */
static int set_members(ps_note **io, ps_str key, const ps_str *pairs, size_t n, ps_error *err) {
    ps_note *copy;
    int rc = ps_note_parse(&copy, (*io)->text, (*io)->lang, err);
    if (rc) {
        return rc;
    }
    for (size_t i = 0; i < n && !rc; i += 2) {
        ps_want want = {.kind = PS_WANT_FIELD, .key = key, .member = pairs[i], .value = pairs[i + 1], .reads = member_reads};
        rc = set_member(&copy, &want, err);
    }
    if (rc) {
        ps_note_free(copy);
        return rc;
    }
    ps_note_free(*io);
    *io = copy;
    return PS_OK;
}

int ps_note_set_map(ps_note **io, ps_str key, const ps_str *pairs, size_t n_pairs, ps_error *err) {
    int rc = ps_fm_check(*io, key, err);
    if (!rc && n_pairs % 2) {
        rc = ps_fail(err, PS_EINVAL, NOTE_BAD_KEY, key);
    }
    for (size_t i = 0; i < n_pairs && !rc; i++) {
        rc = i % 2 == 0 ? ps_fm_check(*io, pairs[i], err) : ps_fm_check_value(pairs[i], err);
    }
    if (rc || n_pairs == 0) {
        return rc;
    }
    const ps_fm *fm = ps_note_field(*io, key);
    bool alias = fm && fm->range.end > fm->range.at && (*io)->text.p[fm->range.at] == '*';
    bool map = fm && !alias && fm->kind == PS_FM_MAP;
    return map ? set_members(io, key, pairs, n_pairs, err) : set_whole_map(io, key, pairs, n_pairs, err);
}
