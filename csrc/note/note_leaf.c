/* Paragraphs, list items and tables of the body. */
#include "note_walk.h"

#include <string.h>

ps_str ps_walk_text(const ps_walk *w) {
    return w->b->note->text;
}

size_t ps_walk_line(const ps_walk *w, size_t at) {
    size_t line = ps_line_start(ps_walk_text(w), at);
    return line < w->from ? w->from : line;
}

int ps_walk_oom(int rc) {
    return rc ? PS_STOP_MEMORY : 0;
}

size_t ps_walk_fresh(const ps_walk *w) {
    size_t n = 0;
    while (n < w->items.n && w->items.v[w->items.n - 1 - n].fresh) {
        n++;
    }
    return n;
}

void ps_walk_none_fresh(ps_walk *w) {
    for (size_t i = w->items.n; i && w->items.v[i - 1].fresh; i--) {
        w->items.v[i - 1].fresh = false;
    }
}

int ps_walk_heading(const ps_walk *w) {
    return (int)w->b->headings.n - 1;
}

static int push_block(ps_walk *w, const ps_leaf_parts *parts, ps_range range) {
    if (parts->id.n == 0 && parts->n_fields == 0) {
        return 0;
    }
    ps_block *block = PS_PUSH(&w->b->note->arena, &w->b->blocks);
    if (!block) {
        return PS_STOP_MEMORY;
    }
    *block = (ps_block){.text = parts->text,
                        .id = parts->id,
                        .fields = parts->fields,
                        .n_fields = parts->n_fields,
                        .heading = ps_walk_heading(w),
                        .range = range,
                        .line = ps_note_line(w->b->note, range.at)};
    return 0;
}

static int leaf_parts(ps_walk *w, size_t at, size_t end, ps_leaf_parts *parts) {
    ps_leaf leaf;
    bool failed =
        ps_leaf_make(w->b, &leaf, at, end, w->quotes, &w->code) || ps_leaf_links(w->b, &leaf) || ps_leaf_parts_of(w->b, &leaf, parts);
    return ps_walk_oom(failed);
}

/* The list marker before a task's bracket. */
static size_t marker_before(ps_str text, size_t bracket) {
    size_t line = ps_line_start(text, bracket);
    size_t at = ps_trim_end(text, line, bracket);
    if (at > line && (text.p[at - 1] == '.' || text.p[at - 1] == ')')) {
        at--;
        while (at > line && text.p[at - 1] >= '0' && text.p[at - 1] <= '9') {
            at--;
        }
        return at;
    }
    return at > line ? at - 1 : at;
}

static int push_task(ps_walk *w, ps_open_item *it, size_t mark, size_t end) {
    ps_str text = ps_walk_text(w);
    ps_leaf_parts parts = {0};
    if (leaf_parts(w, mark + 2, end, &parts)) {
        return PS_STOP_MEMORY;
    }
    ps_task *task = PS_PUSH(&w->b->note->arena, &w->b->tasks);
    if (!task) {
        return PS_STOP_MEMORY;
    }
    char state = text.p[mark];
    size_t at = marker_before(text, mark - 1);
    *task = (ps_task){.state = state == 'X' ? 'x' : state,
                      .state_at = mark,
                      .text = parts.text,
                      .id = parts.id,
                      .id_range = parts.id_range,
                      .fields = parts.fields,
                      .n_fields = parts.n_fields,
                      .heading = ps_walk_heading(w),
                      .depth = (int)w->lists - 1,
                      .range = {at, ps_trim_end(text, mark + 2, end)},
                      .line = ps_note_line(w->b->note, at)};
    it->task = w->b->tasks.n - 1;
    return 0;
}

/* `[c]` at an item's start, followed by a blank or the line's end: the offset of c. */
static size_t own_mark(ps_str text, size_t at) {
    size_t end = ps_line_end(text, at);
    bool bracket = end - at >= 3 && text.p[at] == '[' && text.p[at + 2] == ']';
    bool closed = bracket && (end - at == 3 || text.p[at + 3] == ' ' || text.p[at + 3] == '\t');
    return closed && text.p[at + 1] >= ' ' && text.p[at + 1] < 0x7F && text.p[at + 1] != '[' ? at + 1 : SIZE_MAX;
}

bool ps_blank_line_between(ps_str text, size_t from, size_t to) {
    for (size_t line = ps_line_next(text, from); line < to; line = ps_line_next(text, line)) {
        if (ps_trim_end(text, line, ps_line_end(text, line)) <= ps_skip_blanks(text, line, ps_line_end(text, line))) {
            return true;
        }
    }
    return false;
}

/* A later paragraph of an item, or one outside of lists. The id of a task may stand at the end of its last paragraph. */
static int paragraph(ps_walk *w, size_t at, size_t end) {
    ps_leaf_parts parts = {0};
    if (leaf_parts(w, at, end, &parts)) {
        return PS_STOP_MEMORY;
    }
    ps_open_item *it = w->items.n ? &w->items.v[w->items.n - 1] : NULL;
    ps_task *task = it && it->task != SIZE_MAX && it->quotes == w->quotes ? &w->b->tasks.v[it->task] : NULL;
    if (task && task->id.n == 0 && parts.id.n) {
        task->id = parts.id;
        task->id_range = parts.id_range;
        parts.id = PS_S("");
    }
    return push_block(w, &parts, (ps_range){at, ps_trim_end(ps_walk_text(w), at, end)});
}

static int first_paragraph(ps_walk *w, ps_open_item *it, size_t end) {
    ps_str text = ps_walk_text(w);
    size_t marker;
    size_t at = ps_skip_prefix(text, ps_walk_line(w, w->first), w->quotes, ps_walk_fresh(w), &marker);
    ps_walk_none_fresh(w);
    if (it->mark != SIZE_MAX) {
        if (!ps_blank_line_between(text, it->mark, w->first)) {
            return push_task(w, it, it->mark, end);
        }
        int rc = push_task(w, it, it->mark, ps_line_end(text, it->mark));
        return rc ? rc : paragraph(w, at, end);
    }
    size_t mark = marker == SIZE_MAX ? SIZE_MAX : own_mark(text, at);
    if (mark != SIZE_MAX) {
        return push_task(w, it, mark, end);
    }
    ps_leaf_parts parts = {0};
    int rc = leaf_parts(w, at, end, &parts);
    return rc ? rc : push_block(w, &parts, (ps_range){marker == SIZE_MAX ? at : marker, ps_trim_end(text, at, end)});
}

int ps_walk_item_begins(ps_walk *w) {
    if (w->items.n == 0 || !w->items.v[w->items.n - 1].fresh) {
        return 0;
    }
    ps_open_item *it = &w->items.v[w->items.n - 1];
    ps_walk_none_fresh(w);
    if (it->mark == SIZE_MAX) {
        return 0;
    }
    w->cursor = it->mark + 2;
    return push_task(w, it, it->mark, ps_line_end(ps_walk_text(w), it->mark));
}

void ps_walk_open(ps_walk *w, MD_BLOCKTYPE type) {
    w->in_leaf = true;
    w->leaf = type;
    w->first = w->last = SIZE_MAX;
    w->code.n = w->parts.n = 0;
}

static int text_done(ps_walk *w, size_t line, size_t end) {
    ps_open_item *it = w->items.n ? &w->items.v[w->items.n - 1] : NULL;
    if (it && it->fresh) {
        return first_paragraph(w, it, end);
    }
    return paragraph(w, ps_skip_prefix(ps_walk_text(w), line, w->quotes, 0, NULL), end);
}

/* md4c of Debian 12 takes no table with a delimiter row like `|--|--|`, or right after a line of text, for one; GitHub does, and so do people. */
static int text_close(ps_walk *w, size_t end) {
    size_t line = ps_walk_line(w, w->first), n_rows;
    size_t fresh = ps_walk_fresh(w);
    size_t header = ps_table_find(w->b, line, end, w->quotes, fresh, &n_rows, &w->code);
    w->cursor = end;
    if (header == SIZE_MAX) {
        return text_done(w, line, end);
    }
    int rc = header > line ? text_done(w, line, ps_line_end(ps_walk_text(w), ps_walk_line(w, header - 1))) : ps_walk_item_begins(w);
    return rc ? rc : ps_walk_oom(ps_table_read(w->b, header, n_rows, w->quotes, header > line ? 0 : fresh, &w->code));
}

int ps_walk_close(ps_walk *w) {
    if (!w->in_leaf) {
        return 0;
    }
    w->in_leaf = false;
    if (w->leaf == MD_BLOCK_H && w->first == SIZE_MAX) {
        return ps_walk_heading_empty(w);
    }
    if (w->first == SIZE_MAX) {
        return 0;
    }
    if (w->leaf == MD_BLOCK_H) { /* a quoted heading, or one in a list, parts no section */
        int rc = w->quotes == 0 && w->items.n == 0 ? 0 : ps_walk_item_begins(w);
        return rc ? rc : w->quotes == 0 && w->items.n == 0 ? ps_walk_heading_done(w) : 0;
    }
    return text_close(w, ps_line_end(ps_walk_text(w), w->last));
}

/* The line of a header of which no row holds a word: before the next delimiter row. */
static size_t find_empty_table(const ps_walk *w) {
    ps_str text = ps_walk_text(w);
    for (size_t line = ps_walk_line(w, w->cursor); line < text.n; line = ps_line_next(text, line)) {
        size_t next = ps_line_next(text, line);
        size_t at = ps_skip_prefix(text, next, w->quotes, 0, NULL);
        bool has_pipe = memchr(text.p + line, '|', ps_line_end(text, line) - line) != NULL;
        if (has_pipe && next < text.n && ps_is_delimiter(text, at, ps_line_end(text, at))) {
            return line;
        }
    }
    return SIZE_MAX;
}

/* Rows are lines in sequence, with the delimiter row after the header: any text gives the header's place. */
static size_t find_header(const ps_walk *w) {
    ps_str text = ps_walk_text(w);
    for (size_t i = 0; i < w->rows.n; i++) {
        if (w->rows.v[i] == SIZE_MAX) {
            continue;
        }
        size_t line = ps_walk_line(w, w->rows.v[i]);
        for (size_t up = i ? i + 1 : 0; up && line; up--) {
            line = ps_line_start(text, line - 1);
        }
        return line;
    }
    return find_empty_table(w);
}

int ps_walk_table(ps_walk *w) {
    w->in_table = false;
    size_t header = w->rows.n ? find_header(w) : SIZE_MAX;
    size_t fresh = ps_walk_fresh(w);
    int rc = ps_walk_item_begins(w);
    if (rc || header == SIZE_MAX) {
        return rc;
    }
    if (ps_table_read(w->b, header, w->rows.n - 1, w->quotes, fresh, &w->code)) {
        return PS_STOP_MEMORY;
    }
    w->cursor = w->b->tables.v[w->b->tables.n - 1].range.end;
    return 0;
}
