/* The body: md4c says what the blocks are, its text pointers say where. */
#include "note_walk.h"

#include <limits.h>
#include <string.h>

static int stop(ps_walk *w, int rc) {
    w->stopped = w->stopped ? w->stopped : rc;
    return w->stopped;
}

static int spend(ps_walk *w) {
    w->budget -= w->budget > 0;
    return stop(w, w->budget == 0 ? PS_STOP_BUDGET : 0);
}

static int enter_item(ps_walk *w, const MD_BLOCK_LI_DETAIL *li) {
    ps_open_item *it = PS_PUSH(&w->b->note->arena, &w->items);
    if (!it) {
        return PS_STOP_MEMORY;
    }
    *it = (ps_open_item){.fresh = true, .mark = SIZE_MAX, .task = SIZE_MAX, .quotes = w->quotes};
    if (li->is_task) {
        it->mark = w->from + li->task_mark_offset;
    }
    return 0;
}

static int enter_other(ps_walk *w, MD_BLOCKTYPE type, void *detail) {
    switch (type) {
    case MD_BLOCK_QUOTE:
        w->quotes++;
        ps_walk_open(w, type);
        return 0;
    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
        w->lists++;
        return 0;
    case MD_BLOCK_LI:
        ps_walk_open(w, type);
        return enter_item(w, detail);
    case MD_BLOCK_P:
        ps_walk_open(w, type);
        return 0;
    case MD_BLOCK_H:
        ps_walk_open(w, type);
        w->level = ((const MD_BLOCK_H_DETAIL *)detail)->level;
        return 0;
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
        w->in_verbatim = true;
        return ps_walk_item_begins(w);
    case MD_BLOCK_HR:
        return ps_walk_item_begins(w);
    case MD_BLOCK_TABLE:
        w->in_table = true;
        w->code.n = w->rows.n = 0;
        return 0;
    default:
        return 0;
    }
}

static int enter_table_part(ps_walk *w, MD_BLOCKTYPE type) {
    if (type != MD_BLOCK_TR) {
        return 0;
    }
    size_t *row = PS_PUSH(&w->b->note->arena, &w->rows);
    if (row) {
        *row = SIZE_MAX;
    }
    return ps_walk_oom(!row);
}

static int on_enter(MD_BLOCKTYPE type, void *detail, void *data) {
    ps_walk *w = data;
    int rc = spend(w);
    if (rc) {
        return rc;
    }
    if (w->in_table) {
        return stop(w, enter_table_part(w, type));
    }
    rc = ps_walk_close(w);
    if (!rc && (type == MD_BLOCK_UL || type == MD_BLOCK_OL || type == MD_BLOCK_QUOTE)) {
        bool task = w->items.n && w->items.v[w->items.n - 1].mark != SIZE_MAX;
        rc = task ? ps_walk_item_begins(w) : 0;
    }
    return stop(w, rc ? rc : enter_other(w, type, detail));
}

static int leave_item(ps_walk *w) {
    int rc = ps_walk_item_begins(w);
    w->items.n--;
    return rc;
}

static int leave_other(ps_walk *w, MD_BLOCKTYPE type) {
    ps_walk_open(w, MD_BLOCK_LI); /* a tight item goes on after an inner block without a word from md4c */
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
    ps_walk *w = data;
    (void)detail;
    int rc = spend(w);
    if (rc) {
        return rc;
    }
    if (w->in_table && type != MD_BLOCK_TABLE) {
        return 0;
    }
    rc = w->in_table ? ps_walk_table(w) : ps_walk_close(w);
    return stop(w, rc ? rc : leave_other(w, type));
}

static int add_range(ps_walk *w, ps_ranges *to, size_t at, size_t end) {
    ps_range *put = PS_PUSH(&w->b->note->arena, to);
    if (put) {
        *put = (ps_range){at, end};
    }
    return ps_walk_oom(!put);
}

/* Text that md4c made up (line breaks, NUL) has no place in the source: SIZE_MAX. */
static size_t offset_of(const ps_walk *w, const char *p, size_t n) {
    uintptr_t base = (uintptr_t)w->view, at = (uintptr_t)p;
    bool inside = at >= base + w->from && at < base + w->end && n <= base + w->end - at;
    return inside ? (size_t)(at - base) : SIZE_MAX;
}

static int take_text(ps_walk *w, MD_TEXTTYPE type, size_t at, size_t n) {
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
    ps_walk *w = data;
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
static size_t after_span(const ps_walk *w, MD_SPANTYPE type, const void *detail) {
    ps_str text = ps_walk_text(w);
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
    return inline_link && !ps_blank_line_between(text, at, to) ? to + last->size : at;
}

static int on_leave_span(MD_SPANTYPE type, void *detail, void *data) {
    ps_walk *w = data;
    int rc = spend(w);
    if (!rc && w->in_leaf && w->last != SIZE_MAX) {
        w->last = after_span(w, type, detail);
        w->cursor = w->last > w->cursor ? w->last : w->cursor;
    }
    return rc;
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
    ps_walk w = {.b = b, .from = b->note->body_at, .end = text.n, .cursor = b->note->body_at, .budget = 200000 + size * 8};
    if (ps_view(b, &w.view)) {
        return PS_ENOMEM;
    }
    int rc = md_parse(w.view + w.from, (MD_SIZE)size, &parser, &w);
    ps_link_headings(b);
    b->note->clipped = w.stopped == PS_STOP_BUDGET;
    return rc == -1 || w.stopped == PS_STOP_MEMORY ? PS_ENOMEM : PS_OK;
}
