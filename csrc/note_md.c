/* The body: md4c says what the blocks are, its text pointers say where. */
#include "note_impl.h"

#include <limits.h>
#include <md4c.h>
#include <string.h>

enum { STOP_MEMORY = 1, STOP_BUDGET = 2 };

typedef struct { /* a list item that is open */
    bool fresh;     /* no leaf block yet */
    size_t mark;    /* offset of md4c's task mark, SIZE_MAX */
    size_t task;    /* index, SIZE_MAX */
    unsigned quotes;
} item;

typedef struct {
    ps_build *b;
    const char *view; /* the text that md4c reads */
    size_t from, end; /* of the body */
    size_t cursor;    /* end of what was seen so far */
    size_t budget;    /* calls that are left: a table's empty cells can be far more than the text's bytes */
    int stopped;      /* STOP_*: md4c does not heed every refusal, so that each later call must refuse again */
    unsigned quotes, lists;
    PS_VEC(item) items;
    bool in_leaf, in_verbatim, in_table;
    MD_BLOCKTYPE leaf;
    unsigned level;
    size_t first, last; /* of the leaf's text, SIZE_MAX */
    ps_ranges code;
    ps_ranges parts;    /* the leaf's pieces of text; an empty range is a line break */
    PS_VEC(size_t) rows; /* of the table: first text of each, SIZE_MAX */
} walk;

static ps_str text_of(const walk *w) {
    return w->b->note->text;
}

static int oom(int rc) {
    return rc ? STOP_MEMORY : 0;
}

static size_t fresh_items(const walk *w) {
    size_t n = 0;
    while (n < w->items.n && w->items.v[w->items.n - 1 - n].fresh) {
        n++;
    }
    return n;
}

static void none_fresh(walk *w) {
    for (size_t i = w->items.n; i && w->items.v[i - 1].fresh; i--) {
        w->items.v[i - 1].fresh = false;
    }
}

static int heading_now(const walk *w) {
    return (int)w->b->headings.n - 1;
}

/* ---- headings ---- */

static int push_heading(walk *w, const ps_heading *h) {
    ps_heading *put = PS_PUSH(&w->b->note->arena, &w->b->headings);
    if (put) {
        *put = *h;
    }
    return oom(!put);
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

static size_t cut_part(char *to, size_t n, const walk *w, ps_range part, const ps_ranges *cuts) {
    for (size_t i = part.at; i < part.end; i++) {
        char c = text_of(w).p[i];
        bool blank = c == ' ' || c == '\t';
        if (ps_in_ranges(cuts, i) || (blank && (n == 0 || to[n - 1] == ' '))) {
            continue;
        }
        to[n++] = blank ? ' ' : c;
    }
    return n;
}

/* The heading's text as a reader sees it: without emphasis marks and link targets, fields and id. */
static int plain_text(walk *w, const ps_leaf_parts *parts, ps_str *out) {
    ps_ranges cuts = {0};
    size_t room = 1;
    for (size_t i = 0; i < parts->n_fields + (parts->id.n > 0); i++) {
        ps_range *cut = PS_PUSH(&w->b->note->arena, &cuts);
        if (!cut) {
            return STOP_MEMORY;
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
        return STOP_MEMORY;
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
static int heading_parts(walk *w, ps_heading *h, size_t at, size_t end) {
    ps_leaf leaf;
    ps_leaf_parts parts;
    if (ps_leaf_make(w->b, &leaf, at, end, 0, &w->code) || ps_leaf_links(w->b, &leaf) || ps_leaf_parts_of(w->b, &leaf, &parts)) {
        return STOP_MEMORY;
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

static int heading_done(walk *w) {
    ps_str text = text_of(w);
    size_t line = ps_line_start(text, w->first);
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

/* `##` without a word gives no text: the next line that is nothing but the marks. */
static int heading_empty(walk *w) {
    ps_str text = text_of(w);
    bool in_line = w->cursor > ps_line_start(text, w->cursor);
    for (size_t line = in_line ? ps_line_next(text, w->cursor) : w->cursor; line < text.n; line = ps_line_next(text, line)) {
        size_t end = ps_line_end(text, line);
        size_t at = ps_skip_prefix(text, line, w->quotes, fresh_items(w), NULL);
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

/* ---- paragraphs and items ---- */

static int push_block(walk *w, const ps_leaf_parts *parts, ps_range range) {
    if (parts->id.n == 0 && parts->n_fields == 0) {
        return 0;
    }
    ps_block *block = PS_PUSH(&w->b->note->arena, &w->b->blocks);
    if (!block) {
        return STOP_MEMORY;
    }
    *block = (ps_block){.text = parts->text,
                        .id = parts->id,
                        .fields = parts->fields,
                        .n_fields = parts->n_fields,
                        .heading = heading_now(w),
                        .range = range,
                        .line = ps_note_line(w->b->note, range.at)};
    return 0;
}

static int leaf_parts(walk *w, size_t at, size_t end, ps_leaf_parts *parts) {
    ps_leaf leaf;
    bool failed = ps_leaf_make(w->b, &leaf, at, end, w->quotes, &w->code) || ps_leaf_links(w->b, &leaf) || ps_leaf_parts_of(w->b, &leaf, parts);
    return oom(failed);
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

static int push_task(walk *w, item *it, size_t mark, size_t end) {
    ps_str text = text_of(w);
    ps_leaf_parts parts;
    if (leaf_parts(w, mark + 2, end, &parts)) {
        return STOP_MEMORY;
    }
    ps_task *task = PS_PUSH(&w->b->note->arena, &w->b->tasks);
    if (!task) {
        return STOP_MEMORY;
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
                      .heading = heading_now(w),
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

static bool blank_line_between(ps_str text, size_t from, size_t to) {
    for (size_t line = ps_line_next(text, from); line < to; line = ps_line_next(text, line)) {
        if (ps_trim_end(text, line, ps_line_end(text, line)) <= ps_skip_blanks(text, line, ps_line_end(text, line))) {
            return true;
        }
    }
    return false;
}

/* A later paragraph of an item, or one outside of lists. The id of a task may stand at the end of its last paragraph. */
static int paragraph(walk *w, size_t at, size_t end) {
    ps_leaf_parts parts;
    if (leaf_parts(w, at, end, &parts)) {
        return STOP_MEMORY;
    }
    item *it = w->items.n ? &w->items.v[w->items.n - 1] : NULL;
    ps_task *task = it && it->task != SIZE_MAX && it->quotes == w->quotes ? &w->b->tasks.v[it->task] : NULL;
    if (task && task->id.n == 0 && parts.id.n) {
        task->id = parts.id;
        task->id_range = parts.id_range;
        parts.id = PS_S("");
    }
    return push_block(w, &parts, (ps_range){at, ps_trim_end(text_of(w), at, end)});
}

static int first_paragraph(walk *w, item *it, size_t end) {
    ps_str text = text_of(w);
    size_t marker;
    size_t at = ps_skip_prefix(text, ps_line_start(text, w->first), w->quotes, fresh_items(w), &marker);
    none_fresh(w);
    if (it->mark != SIZE_MAX) {
        if (!blank_line_between(text, it->mark, w->first)) {
            return push_task(w, it, it->mark, end);
        }
        int rc = push_task(w, it, it->mark, ps_line_end(text, it->mark));
        return rc ? rc : paragraph(w, at, end);
    }
    size_t mark = marker == SIZE_MAX ? SIZE_MAX : own_mark(text, at);
    if (mark != SIZE_MAX) {
        return push_task(w, it, mark, end);
    }
    ps_leaf_parts parts;
    int rc = leaf_parts(w, at, end, &parts);
    return rc ? rc : push_block(w, &parts, (ps_range){marker == SIZE_MAX ? at : marker, ps_trim_end(text, at, end)});
}

/* An item that begins with something else than text, or with nothing. */
static int item_begins_otherwise(walk *w) {
    if (w->items.n == 0 || !w->items.v[w->items.n - 1].fresh) {
        return 0;
    }
    item *it = &w->items.v[w->items.n - 1];
    none_fresh(w);
    if (it->mark == SIZE_MAX) {
        return 0;
    }
    w->cursor = it->mark + 2;
    return push_task(w, it, it->mark, ps_line_end(text_of(w), it->mark));
}

/* ---- leaves ---- */

static void leaf_open(walk *w, MD_BLOCKTYPE type) {
    w->in_leaf = true;
    w->leaf = type;
    w->first = w->last = SIZE_MAX;
    w->code.n = w->parts.n = 0;
}

static int text_done(walk *w, size_t line, size_t end) {
    item *it = w->items.n ? &w->items.v[w->items.n - 1] : NULL;
    if (it && it->fresh) {
        return first_paragraph(w, it, end);
    }
    return paragraph(w, ps_skip_prefix(text_of(w), line, w->quotes, 0, NULL), end);
}

/* md4c of Debian 12 takes no table with a delimiter row like `|--|--|`, or right after a line of text, for one; GitHub does, and so do people. */
static int text_close(walk *w, size_t end) {
    size_t line = ps_line_start(text_of(w), w->first), n_rows;
    size_t fresh = fresh_items(w);
    size_t header = ps_table_find(w->b, line, end, w->quotes, fresh, &n_rows, &w->code);
    w->cursor = end;
    if (header == SIZE_MAX) {
        return text_done(w, line, end);
    }
    int rc = header > line ? text_done(w, line, ps_line_end(text_of(w), ps_line_start(text_of(w), header - 1))) : item_begins_otherwise(w);
    return rc ? rc : oom(ps_table_read(w->b, header, n_rows, w->quotes, header > line ? 0 : fresh, &w->code));
}

static int leaf_close(walk *w) {
    if (!w->in_leaf) {
        return 0;
    }
    w->in_leaf = false;
    if (w->leaf == MD_BLOCK_H && w->first == SIZE_MAX) {
        return heading_empty(w);
    }
    if (w->first == SIZE_MAX) {
        return 0;
    }
    if (w->leaf == MD_BLOCK_H) { /* a quoted heading, or one in a list, parts no section */
        int rc = w->quotes == 0 && w->items.n == 0 ? 0 : item_begins_otherwise(w);
        return rc ? rc : w->quotes == 0 && w->items.n == 0 ? heading_done(w) : 0;
    }
    return text_close(w, ps_line_end(text_of(w), w->last));
}

/* ---- tables ---- */

/* The line of a header of which no row holds a word: before the next delimiter row. */
static size_t find_empty_table(const walk *w) {
    ps_str text = text_of(w);
    for (size_t line = ps_line_start(text, w->cursor); line < text.n; line = ps_line_next(text, line)) {
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
static size_t find_header(const walk *w) {
    ps_str text = text_of(w);
    for (size_t i = 0; i < w->rows.n; i++) {
        if (w->rows.v[i] == SIZE_MAX) {
            continue;
        }
        size_t line = ps_line_start(text, w->rows.v[i]);
        for (size_t up = i ? i + 1 : 0; up && line; up--) {
            line = ps_line_start(text, line - 1);
        }
        return line;
    }
    return find_empty_table(w);
}

static int table_done(walk *w) {
    w->in_table = false;
    size_t header = w->rows.n ? find_header(w) : SIZE_MAX;
    size_t fresh = fresh_items(w);
    int rc = item_begins_otherwise(w);
    if (rc || header == SIZE_MAX) {
        return rc;
    }
    if (ps_table_read(w->b, header, w->rows.n - 1, w->quotes, fresh, &w->code)) {
        return STOP_MEMORY;
    }
    w->cursor = w->b->tables.v[w->b->tables.n - 1].range.end;
    return 0;
}

/* ---- md4c's calls ---- */

static int stop(walk *w, int rc) {
    w->stopped = w->stopped ? w->stopped : rc;
    return w->stopped;
}

static int spend(walk *w) {
    w->budget -= w->budget > 0;
    return stop(w, w->budget == 0 ? STOP_BUDGET : 0);
}

static int enter_item(walk *w, const MD_BLOCK_LI_DETAIL *li) {
    item *it = PS_PUSH(&w->b->note->arena, &w->items);
    if (!it) {
        return STOP_MEMORY;
    }
    *it = (item){.fresh = true, .mark = SIZE_MAX, .task = SIZE_MAX, .quotes = w->quotes};
    if (li->is_task) {
        it->mark = w->from + li->task_mark_offset;
    }
    return 0;
}

static int enter_other(walk *w, MD_BLOCKTYPE type, void *detail) {
    switch (type) {
    case MD_BLOCK_QUOTE:
        w->quotes++;
        leaf_open(w, type);
        return 0;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        w->lists++;
        return 0;
    case MD_BLOCK_LI:
        leaf_open(w, type);
        return enter_item(w, detail);
    case MD_BLOCK_P:
        leaf_open(w, type);
        return 0;
    case MD_BLOCK_H:
        leaf_open(w, type);
        w->level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
        return 0;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
        w->in_verbatim = true;
        return item_begins_otherwise(w);
    case MD_BLOCK_HR:
        return item_begins_otherwise(w);
    case MD_BLOCK_TABLE:
        w->in_table = true;
        w->code.n = w->rows.n = 0;
        return 0;
    default:
        return 0;
    }
}

static int enter_table_part(walk *w, MD_BLOCKTYPE type) {
    if (type != MD_BLOCK_TR) {
        return 0;
    }
    size_t *row = PS_PUSH(&w->b->note->arena, &w->rows);
    if (row) {
        *row = SIZE_MAX;
    }
    return oom(!row);
}

static int on_enter(MD_BLOCKTYPE type, void *detail, void *data) {
    walk *w = data;
    int rc = spend(w);
    if (rc) {
        return rc;
    }
    if (w->in_table) {
        return stop(w, enter_table_part(w, type));
    }
    rc = leaf_close(w);
    if (!rc && (type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_QUOTE)) {
        bool task = w->items.n && w->items.v[w->items.n - 1].mark != SIZE_MAX;
        rc = task ? item_begins_otherwise(w) : 0;
    }
    return stop(w, rc ? rc : enter_other(w, type, detail));
}

static int leave_item(walk *w) {
    int rc = item_begins_otherwise(w);
    w->items.n--;
    return rc;
}

static int leave_other(walk *w, MD_BLOCKTYPE type) {
    leaf_open(w, MD_BLOCK_LI); /* a tight item goes on after an inner block without a word from md4c */
    switch (type) {
    case MD_BLOCK_QUOTE:
        w->quotes--;
        return 0;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        w->lists--;
        return 0;
    case MD_BLOCK_LI:
        return leave_item(w);
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
        w->in_verbatim = false;
        return 0;
    default:
        return 0;
    }
}

static int on_leave(MD_BLOCKTYPE type, void *detail, void *data) {
    walk *w = data;
    (void)detail;
    int rc = spend(w);
    if (rc) {
        return rc;
    }
    if (w->in_table && type != MD_BLOCK_TABLE) {
        return 0;
    }
    rc = w->in_table ? table_done(w) : leaf_close(w);
    return stop(w, rc ? rc : leave_other(w, type));
}

static int add_range(walk *w, ps_ranges *to, size_t at, size_t end) {
    ps_range *put = PS_PUSH(&w->b->note->arena, to);
    if (put) {
        *put = (ps_range){at, end};
    }
    return oom(!put);
}

/* Text that md4c made up (line breaks, NUL) has no place in the source: SIZE_MAX. */
static size_t offset_of(const walk *w, const char *p, size_t n) {
    uintptr_t base = (uintptr_t)w->view, at = (uintptr_t)p;
    bool inside = at >= base + w->from && at < base + w->end && n <= base + w->end - at;
    return inside ? (size_t)(at - base) : SIZE_MAX;
}

static int take_text(walk *w, MD_TEXTTYPE type, size_t at, size_t n) {
    w->cursor = at + n > w->cursor ? at + n : w->cursor;
    if (w->in_verbatim || n == 0) {
        return 0;
    }
    if (w->in_table && w->rows.n && w->rows.v[w->rows.n - 1] == SIZE_MAX) {
        w->rows.v[w->rows.n - 1] = at;
    }
    int rc = 0;
    if (w->in_leaf) {
        w->first = w->first == SIZE_MAX ? at : w->first;
        w->last = at + n;
        rc = add_range(w, &w->parts, at, at + n);
    }
    bool code = type == MD_TEXT_CODE || type == MD_TEXT_HTML;
    return rc || !code ? rc : add_range(w, &w->code, at, at + n);
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *p, MD_SIZE n, void *data) {
    walk *w = data;
    int rc = spend(w);
    size_t at = offset_of(w, p, n);
    if (rc) {
        return rc;
    }
    if (at != SIZE_MAX) {
        return stop(w, take_text(w, type, at, n));
    }
    bool line_break = w->in_leaf && w->first != SIZE_MAX; /* remembered as an empty range */
    return line_break ? stop(w, add_range(w, &w->parts, w->last, w->last)) : 0;
}

static int on_enter_span(MD_SPANTYPE type, void *detail, void *data) {
    (void)type;
    (void)detail;
    return spend(data);
}

/* A code span's closing marks, or a link's target, may stand on a line after the last text. */
static size_t after_span(const walk *w, MD_SPANTYPE type, const void *detail) {
    ps_str text = text_of(w);
    size_t at = w->last;
    if (type == MD_SPAN_CODE) {
        while (at < w->end && memchr(" \t\r\n>", text.p[at], 5)) {
            at++;
        }
        while (at < w->end && text.p[at] == '`') {
            at++;
        }
        return at;
    }
    if (type != MD_SPAN_A && type != MD_SPAN_IMG) {
        return at;
    }
    const MD_SPAN_A_DETAIL *a = detail;
    const MD_ATTRIBUTE *last = a->title.size ? &a->title : &a->href;
    size_t to = offset_of(w, last->text, last->size);
    size_t bracket = ps_str_find(ps_str_sub(text, 0, w->end), PS_S("]"), at);
    bool inline_link = to != SIZE_MAX && to > at && bracket < to && bracket + 1 < w->end && text.p[bracket + 1] == '(';
    return inline_link && !blank_line_between(text, at, to) ? to + last->size : at;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *data) {
    walk *w = data;
    int rc = spend(w);
    if (!rc && w->in_leaf && w->last != SIZE_MAX) {
        w->last = after_span(w, type, detail);
        w->cursor = w->last > w->cursor ? w->last : w->cursor;
    }
    return rc;
}

/* ---- sections ---- */

static void link_headings(ps_build *b) {
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

int ps_note_body(ps_build *b) {
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_TASKLISTS | MD_FLAG_STRIKETHROUGH,
        .enter_block = on_enter,
        .leave_block = on_leave,
        .enter_span = on_enter_span,
        .leave_span = on_leave_span,
        .text = on_text,
    };
    ps_str text = b->note->text;
    size_t size = text.n - b->note->body_at;
    b->note->clipped = size > INT_MAX; /* md4c counts in 32 bits */
    if (size == 0 || b->note->clipped) {
        return PS_OK;
    }
    walk w = {.b = b, .from = b->note->body_at, .end = text.n, .cursor = b->note->body_at, .budget = 200000 + size * 8};
    if (ps_view(b, &w.view)) {
        return PS_ENOMEM;
    }
    int rc = md_parse(w.view + w.from, (MD_SIZE)size, &parser, &w);
    link_headings(b);
    b->note->clipped = w.stopped == STOP_BUDGET;
    return rc == -1 || w.stopped == STOP_MEMORY ? PS_ENOMEM : PS_OK;
}
