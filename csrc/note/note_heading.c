/* Headings of the body: their place and their plain text. */
#include "note_walk.h"

static int push_heading(ps_walk *w, const ps_heading *h) {
    ps_heading *put = PS_PUSH(&w->b->note->arena, &w->b->headings);
    if (put) {
        *put = *h;
    }
    return ps_walk_oom(!put);
}

/* After the opening `#`s, else `at` for a heading that is underlined. */
static size_t skip_hashes(ps_str text, size_t at, size_t end, unsigned level) {
    size_t p = at;
    while (p < end && text.p[p] == '#') {
        p++;
    }
    bool opens = p - at == level && (p == end || text.p[p] == ' ' || text.p[p] == '\t');
    return opens ? p : at;
}

static size_t before_closing(ps_str text, size_t at, size_t end) {
    end = ps_trim_end(text, at, end);
    size_t p = end;
    while (p > at && text.p[p - 1] == '#') {
        p--;
    }
    bool closes = p < end && (p == at || text.p[p - 1] == ' ' || text.p[p - 1] == '\t');
    return closes ? ps_trim_end(text, at, p) : end;
}

static size_t cut_part(char *to, size_t n, const ps_walk *w, ps_range part, const ps_ranges *cuts) {
    for (size_t i = part.at; i < part.end; i++) {
        char c = ps_walk_text(w).p[i];
        bool blank = c == ' ' || c == '\t';
        if (ps_in_ranges(cuts, i) || (blank && (n == 0 || to[n - 1] == ' '))) {
            continue;
        }
        to[n++] = blank ? ' ' : c;
    }
    return n;
}

/* The heading's text as a reader sees it: without emphasis marks and link targets, fields and id. */
static int plain_text(ps_walk *w, const ps_leaf_parts *parts, ps_str *out) {
    ps_ranges cuts = {0};
    size_t room = 1;
    for (size_t i = 0; i < parts->n_fields + (parts->id.n > 0); i++) {
        ps_range *cut = PS_PUSH(&w->b->note->arena, &cuts);
        if (!cut) {
            return PS_STOP_MEMORY;
        }
        *cut = i < parts->n_fields ? parts->fields[i].range : parts->id_range;
    }
    for (size_t i = cuts.n; i > 1 && cuts.v[i - 2].at > cuts.v[i - 1].at; i--) {
        ps_range swap = cuts.v[i - 1];
        cuts.v[i - 1] = cuts.v[i - 2];
        cuts.v[i - 2] = swap;
    }
    for (size_t i = 0; i < w->parts.n; i++) {
        room += w->parts.v[i].end - w->parts.v[i].at + 1;
    }
    char *to = ps_arena_alloc(&w->b->note->arena, room);
    if (!to) {
        return PS_STOP_MEMORY;
    }
    size_t n = 0;
    for (size_t i = 0; i < w->parts.n; i++) {
        ps_range part = w->parts.v[i];
        n = cut_part(to, n, w, part, &cuts);
        if (part.at == part.end && n && to[n - 1] != ' ') {
            to[n++] = ' ';
        }
    }
    *out = ps_str_trim((ps_str){to, n});
    return 0;
}

/* [at, end) is the content without marks. */
static int heading_parts(ps_walk *w, ps_heading *h, size_t at, size_t end) {
    ps_leaf leaf;
    ps_leaf_parts parts = {0};
    if (ps_leaf_make(w->b, &leaf, at, end, 0, &w->code) || ps_leaf_links(w->b, &leaf) || ps_leaf_parts_of(w->b, &leaf, &parts)) {
        return PS_STOP_MEMORY;
    }
    h->raw = leaf.s;
    h->id = parts.id;
    bool simple = w->parts.n == 1 && w->parts.v[0].end - w->parts.v[0].at == leaf.s.n;
    if (simple) {
        h->text = parts.text;
        return 0;
    }
    return plain_text(w, &parts, &h->text);
}

int ps_walk_heading_done(ps_walk *w) {
    ps_str text = ps_walk_text(w);
    size_t line = ps_walk_line(w, w->first);
    size_t at = ps_skip_prefix(text, line, 0, 0, NULL);
    size_t end = ps_line_end(text, w->last);
    size_t content = skip_hashes(text, at, end, w->level);
    size_t content_end = content > at ? before_closing(text, content, end) : end;
    ps_heading h = {.level = (int)w->level, .line = ps_note_line(w->b->note, at)};
    if (content == at) { /* underlined: the next line belongs to it */
        end = ps_line_end(text, ps_line_next(text, w->last));
    }
    h.range = (ps_range){at, ps_trim_end(text, at, end)};
    w->cursor = end;
    int rc = heading_parts(w, &h, content, content_end);
    return rc ? rc : push_heading(w, &h);
}

int ps_walk_heading_empty(ps_walk *w) {
    ps_str text = ps_walk_text(w);
    bool in_line = w->cursor > ps_walk_line(w, w->cursor);
    for (size_t line = in_line ? ps_line_next(text, w->cursor) : w->cursor; line < text.n; line = ps_line_next(text, line)) {
        size_t end = ps_line_end(text, line);
        size_t at = ps_skip_prefix(text, line, w->quotes, ps_walk_fresh(w), NULL);
        size_t after = skip_hashes(text, at, end, w->level);
        if (after == at || before_closing(text, after, end) > ps_skip_blanks(text, after, end)) {
            continue;
        }
        w->cursor = end;
        bool outer = w->quotes == 0 && w->items.n == 0;
        return !outer ? 0
                      : push_heading(w, &(ps_heading){.text = PS_S(""),
                                                      .raw = PS_S(""),
                                                      .id = PS_S(""),
                                                      .level = (int)w->level,
                                                      .range = {at, ps_trim_end(text, at, end)},
                                                      .line = ps_note_line(w->b->note, at)});
    }
    return 0;
}

void ps_link_headings(ps_build *b) {
    int above[7] = {-1, -1, -1, -1, -1, -1, -1}; /* by level: the heading whose section is open */
    for (size_t i = 0; i < b->headings.n; i++) {
        ps_heading *h = &b->headings.v[i];
        size_t line = ps_line_start(b->note->text, h->range.at);
        h->parent = -1;
        h->end = b->note->text.n;
        for (int level = 1; level <= 6; level++) {
            if (above[level] >= 0 && level < h->level) {
                h->parent = above[level];
            } else if (above[level] >= 0) {
                b->headings.v[above[level]].end = line;
                above[level] = -1;
            }
        }
        above[h->level] = (int)i;
    }
}
