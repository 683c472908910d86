/* Inline fields, block ids and wiki links of one leaf block. */
#include "note_impl.h"

#include <string.h>

static int join(ps_build *b, ps_leaf *leaf, size_t at, size_t end, unsigned quotes) {
    ps_str text = b->note->text;
    char *to = ps_arena_alloc(&b->note->arena, end - at + 1);
    PS_VEC(ps_piece) pieces = {0};
    if (!to) {
        return PS_ENOMEM;
    }
    size_t n = 0;
    for (size_t line = at; line < end; line = ps_line_next(text, line)) {
        size_t from = line == at ? at : ps_skip_prefix(text, line, quotes, 0, NULL);
        size_t stop = ps_line_end(text, line) < end ? ps_line_end(text, line) : end;
        size_t to_end = ps_trim_end(text, from, stop > from ? stop : from);
        ps_piece *piece = PS_PUSH(&b->note->arena, &pieces);
        if (!piece) {
            return PS_ENOMEM;
        }
        if (n) {
            to[n++] = ' ';
        }
        *piece = (ps_piece){n, from};
        memcpy(to + n, text.p + from, to_end - from);
        n += to_end - from;
    }
    leaf->s = (ps_str){to, n};
    leaf->pieces = pieces.v;
    leaf->n_pieces = pieces.n;
    return PS_OK;
}

int ps_leaf_make(ps_build *b, ps_leaf *leaf, size_t at, size_t end, unsigned quotes, const ps_ranges *code) {
    *leaf = (ps_leaf){.code = code};
    ps_str text = b->note->text;
    at = ps_skip_blanks(text, at, end);
    end = ps_trim_end(text, at, end);
    if (memchr(text.p + at, '\n', end - at)) {
        return join(b, leaf, at, end, quotes);
    }
    leaf->s = ps_str_sub(text, at, end);
    leaf->one = (ps_piece){0, at};
    leaf->n_pieces = 1;
    return PS_OK;
}

static const ps_piece *pieces_of(const ps_leaf *leaf) {
    return leaf->pieces ? leaf->pieces : &leaf->one;
}

size_t ps_leaf_src(const ps_leaf *leaf, size_t at) {
    const ps_piece *p = pieces_of(leaf);
    size_t lo = 0, hi = leaf->n_pieces;
    while (hi - lo > 1) {
        size_t mid = lo + (hi - lo) / 2;
        if (p[mid].at <= at) {
            lo = mid;
        } else {
            hi = mid;
        }
    }
    return p[lo].src + (at - p[lo].at);
}

/* The range of [at, end), end being just after a character of the leaf. */
static ps_range src_range(const ps_leaf *leaf, size_t at, size_t end) {
    size_t from = ps_leaf_src(leaf, at);
    return (ps_range){from, end > at ? ps_leaf_src(leaf, end - 1) + 1 : from};
}

bool ps_in_ranges(const ps_ranges *ranges, size_t at) {
    size_t lo = 0, hi = ranges->n;
    while (lo < hi) { /* the first range that ends after at */
        size_t mid = lo + (hi - lo) / 2;
        if (ranges->v[mid].end > at) {
            hi = mid;
        } else {
            lo = mid + 1;
        }
    }
    return lo < ranges->n && ranges->v[lo].at <= at;
}

static bool is_code(const ps_leaf *leaf, size_t at) {
    return leaf->code && leaf->code->n && ps_in_ranges(leaf->code, ps_leaf_src(leaf, at));
}

/* The alias's pipe, with the backslash that a table wants before it. */
static size_t find_pipe(ps_str inside, bool in_table, size_t *after) {
    size_t pipe = ps_str_find(inside, PS_S("|"), 0);
    *after = pipe == SIZE_MAX ? inside.n : pipe + 1;
    if (pipe == SIZE_MAX) {
        return inside.n;
    }
    return in_table && pipe && inside.p[pipe - 1] == '\\' ? pipe - 1 : pipe;
}

static void link_parts(ps_str inside, bool in_table, ps_link *link) {
    size_t after;
    size_t pipe = find_pipe(inside, in_table, &after);
    ps_str to = ps_str_sub(inside, 0, pipe);
    size_t hash = ps_str_find(to, PS_S("#"), 0);
    size_t caret = ps_str_find(to, PS_S("^"), hash == SIZE_MAX ? 0 : hash);
    size_t target_end = hash < caret ? hash : caret;
    link->alias = ps_str_trim(ps_str_sub(inside, after, inside.n));
    link->target = ps_str_trim(ps_str_sub(to, 0, target_end));
    link->heading = hash == SIZE_MAX ? PS_S("") : ps_str_trim(ps_str_sub(to, hash + 1, caret));
    link->block = caret == SIZE_MAX ? PS_S("") : ps_str_trim(ps_str_sub(to, caret + 1, to.n));
}

bool ps_link_read(ps_str s, size_t at, bool in_table, ps_link *link, size_t *end) {
    for (size_t i = at + 2; i + 1 < s.n; i++) {
        char c = s.p[i];
        if (c == '[' || c == '\n') {
            return false;
        }
        if (c != ']') {
            continue;
        }
        ps_str inside = ps_str_sub(s, at + 2, i);
        if (s.p[i + 1] != ']') {
            return false;
        }
        link_parts(inside, in_table, link);
        if (link->target.n + link->heading.n + link->block.n == 0) {
            return false;
        }
        *end = i + 2;
        return true;
    }
    return false;
}

int ps_leaf_links(ps_build *b, const ps_leaf *leaf) {
    ps_str s = leaf->s;
    size_t at = ps_str_find(s, PS_S("[["), 0);
    while (at != SIZE_MAX) {
        ps_link link = {0};
        size_t end = at + 1;
        bool escaped = at && s.p[at - 1] == '\\' && !(at > 1 && s.p[at - 2] == '\\');
        if (!escaped && !is_code(leaf, at) && ps_link_read(s, at, leaf->in_table, &link, &end)) {
            link.embed = at && s.p[at - 1] == '!';
            link.range = src_range(leaf, link.embed ? at - 1 : at, end);
            link.line = ps_note_line(b->note, link.range.at);
            ps_link *put = PS_PUSH(&b->note->arena, &b->links);
            if (!put) {
                return PS_ENOMEM;
            }
            *put = link;
        }
        at = ps_str_find(s, PS_S("[["), end);
    }
    return PS_OK;
}

typedef struct {
    size_t at, end; /* end: of the bracket that closes it, 0 where none does */
    bool outermost;
} bracket;

typedef PS_VEC(bracket) brackets;

/* All `[` that are no code, each with its `]`. One pass, so that a hundred thousand brackets cost no more than their number. */
static int match_brackets(ps_build *b, const ps_leaf *leaf, brackets *found) {
    PS_VEC(size_t) open = {0};
    for (size_t i = 0; i < leaf->s.n; i++) {
        char c = leaf->s.p[i];
        if (c == '\\') {
            i++;
        } else if ((c == '[' || c == ']') && is_code(leaf, i)) {
            continue;
        } else if (c == '[') {
            bracket *put = PS_PUSH(&b->note->arena, found);
            size_t *index = PS_PUSH(&b->note->arena, &open);
            if (!put || !index) {
                return PS_ENOMEM;
            }
            put->at = i;
            *index = found->n - 1;
        } else if (c == ']' && open.n) {
            found->v[open.v[--open.n]].end = i + 1;
        }
    }
    return PS_OK;
}

/* The key of `[key:: …`, untrimmed length in *n; false where it is none. */
static bool field_key(ps_str s, size_t at, size_t end, ps_str *key, size_t *colon) {
    ps_str inside = ps_str_sub(s, at + 1, end - 1);
    size_t limit = inside.n < PS_FIELD_KEY + 2 ? inside.n : PS_FIELD_KEY + 2;
    for (size_t i = 0; i + 1 < limit; i++) {
        char c = inside.p[i];
        if (c == '[' || c == ']' || c == '(' || c == '|' || c == '`') {
            return false;
        }
        if (c == ':' && inside.p[i + 1] == ':') {
            *key = ps_str_trim(ps_str_sub(inside, 0, i));
            *colon = at + 1 + i;
            return key->n > 0;
        }
        if (c == ':') {
            return false;
        }
    }
    return false;
}

static bool read_field(const ps_leaf *leaf, const bracket *br, ps_inline *field) {
    size_t colon;
    if (br->end == 0 || !field_key(leaf->s, br->at, br->end, &field->key, &colon)) {
        return false;
    }
    bool in_link = br->at && leaf->s.p[br->at - 1] == '[' && br->end < leaf->s.n && leaf->s.p[br->end] == ']';
    if (in_link || (br->end < leaf->s.n && leaf->s.p[br->end] == '(')) {
        return false; /* a wiki link or an ordinary one whose text looks like a field */
    }
    size_t from = ps_skip_blanks(leaf->s, colon + 2, br->end - 1);
    size_t end = ps_trim_end(leaf->s, from, br->end - 1);
    field->value = ps_str_sub(leaf->s, from, end);
    field->value_range = src_range(leaf, from, end);
    field->range = src_range(leaf, br->at, br->end);
    return true;
}

typedef PS_VEC(ps_inline) inlines;

static int find_fields(ps_build *b, const ps_leaf *leaf, inlines *fields, ps_ranges *cuts) {
    brackets found = {0};
    if (ps_str_find(leaf->s, PS_S("::"), 0) == SIZE_MAX) {
        return PS_OK;
    }
    if (match_brackets(b, leaf, &found)) {
        return PS_ENOMEM;
    }
    size_t done = 0;
    for (size_t i = 0; i < found.n; i++) {
        ps_inline field = {0};
        if (found.v[i].at < done || !read_field(leaf, &found.v[i], &field)) {
            continue;
        }
        ps_inline *put = PS_PUSH(&b->note->arena, fields);
        ps_range *cut = PS_PUSH(&b->note->arena, cuts);
        if (!put || !cut) {
            return PS_ENOMEM;
        }
        *put = field;
        *cut = (ps_range){found.v[i].at, found.v[i].end};
        done = found.v[i].end;
    }
    return PS_OK;
}

bool ps_find_id(ps_str s, ps_range *range) {
    size_t caret = s.n;
    while (caret && s.p[caret - 1] != ' ' && s.p[caret - 1] != '\t' && s.n - caret <= 121) {
        caret--;
    }
    bool alone = caret == 0 || s.p[caret - 1] == ' ' || s.p[caret - 1] == '\t';
    if (!alone || caret >= s.n || s.p[caret] != '^' || !ps_id_valid(ps_str_sub(s, caret + 1, s.n))) {
        return false;
    }
    *range = (ps_range){caret, s.n};
    return true;
}

/* The end of [0, end) without blanks and fields behind the last word: people type fields after the id, too. */
static size_t before_fields(ps_str s, size_t end, const ps_ranges *cuts) {
    for (size_t i = cuts->n;; i--) {
        end = ps_trim_end(s, 0, end);
        while (i && cuts->v[i - 1].end > end) {
            i--;
        }
        if (i == 0 || cuts->v[i - 1].end != end) {
            return end;
        }
        end = cuts->v[i - 1].at;
    }
}

/* The id stands at the end of the leaf; where a remark was typed under the item, at the end of the first line that has one. */
static bool find_leaf_id(const ps_leaf *leaf, const ps_ranges *cuts, ps_range *id) {
    if (!memchr(leaf->s.p, '^', leaf->s.n)) {
        return false;
    }
    const ps_piece *p = pieces_of(leaf);
    for (size_t k = 0; k < leaf->n_pieces; k++) {
        size_t line = k == 0 ? leaf->n_pieces - 1 : k - 1;
        size_t line_end = line + 1 < leaf->n_pieces ? p[line + 1].at : leaf->s.n;
        size_t end = before_fields(leaf->s, line_end, cuts);
        if (end >= p[line].at && ps_find_id(ps_str_sub(leaf->s, p[line].at, end), id) && !is_code(leaf, p[line].at + id->at)) {
            *id = (ps_range){p[line].at + id->at, p[line].at + id->end};
            return true;
        }
    }
    return false;
}

static size_t put_trimmed(char *to, size_t n, ps_str part) {
    for (size_t i = 0; i < part.n; i++) {
        bool blank = part.p[i] == ' ' || part.p[i] == '\t';
        if (!blank || i > 0 || (n && to[n - 1] != ' ')) {
            to[n++] = part.p[i];
        }
    }
    return n;
}

/* s without the cuts (ascending); where a cut leaves a blank on both sides, one of them goes. */
static int cut_out(ps_build *b, ps_str s, const ps_ranges *cuts, ps_str *out) {
    size_t n_cuts = cuts->n;
    size_t end = s.n;
    for (; n_cuts && cuts->v[n_cuts - 1].end == end; n_cuts--) { /* mostly they all stand at the end: no copy then */
        end = ps_trim_end(s, 0, cuts->v[n_cuts - 1].at);
    }
    *out = ps_str_trim(ps_str_sub(s, 0, end));
    if (n_cuts == 0) {
        return PS_OK;
    }
    char *to = ps_arena_alloc(&b->note->arena, end + 1);
    if (!to) {
        return PS_ENOMEM;
    }
    size_t n = 0, from = 0;
    for (size_t i = 0; i < n_cuts; i++) {
        n = put_trimmed(to, n, ps_str_sub(s, from, cuts->v[i].at));
        from = cuts->v[i].end;
    }
    n = put_trimmed(to, n, ps_str_sub(s, from, end));
    *out = ps_str_trim((ps_str){to, n});
    return PS_OK;
}

static bool add_cut(ps_build *b, ps_ranges *cuts, ps_range cut) {
    if (!PS_PUSH(&b->note->arena, cuts)) {
        return false;
    }
    size_t i = cuts->n - 1;
    for (; i && cuts->v[i - 1].at > cut.at; i--) {
        cuts->v[i] = cuts->v[i - 1];
    }
    cuts->v[i] = cut;
    return true;
}

int ps_leaf_parts_of(ps_build *b, const ps_leaf *leaf, ps_leaf_parts *parts) {
    inlines fields = {0};
    ps_ranges cuts = {0};
    ps_range id;
    *parts = (ps_leaf_parts){.id = PS_S("")};
    if (find_fields(b, leaf, &fields, &cuts)) {
        return PS_ENOMEM;
    }
    if (find_leaf_id(leaf, &cuts, &id)) {
        parts->id = ps_str_sub(leaf->s, id.at + 1, id.end);
        parts->id_range = src_range(leaf, id.at, id.end);
        if (!add_cut(b, &cuts, id)) {
            return PS_ENOMEM;
        }
    }
    parts->fields = fields.v;
    parts->n_fields = fields.n;
    return cut_out(b, leaf->s, &cuts, &parts->text);
}
