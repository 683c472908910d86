#include "swot.h"

#include <stdlib.h>

#include "deal_parts.h"

ps_str ps_swot_flaw_id(ps_swot_flaw_kind k) {
    static const char *const ids[PS_SWOT_FLAW_COUNT] = {"no-kind", "twice", "no-finding", "lost", "unanswered"};
    return ps_str_of(ids[k]);
}

typedef struct {
    ps_swot *out;
    ps_arena *arena;
    const ps_deal *deal;
    const ps_world *world;
    const ps_table *table;
    PS_VEC(ps_swot_entry) entries;
    bool failed;
} reading;

/* ---- what a row says ---- */

static int kind_of(ps_str s) {
    static const char letters[] = "SWOT";
    for (int i = 0; i < 4 && s.n == 1; i++) {
        if (s.p[0] == letters[i] || s.p[0] == letters[i] + ('a' - 'A')) {
            return i;
        }
    }
    return -1;
}

/* A text without the links in it; an alias stays. */
static ps_str without_links(reading *r, ps_str s) {
    if (ps_str_find(s, PS_S("[["), 0) == SIZE_MAX) {
        return s;
    }
    char *text = ps_arena_alloc(r->arena, s.n + 1);
    size_t n = 0, at = 0;
    r->failed |= !text;
    while (text && at < s.n) {
        size_t open = ps_str_find(s, PS_S("[["), at), close = open == SIZE_MAX ? SIZE_MAX : ps_str_find(s, PS_S("]]"), open);
        size_t end = close == SIZE_MAX ? s.n : open;
        for (size_t i = at; i < end; i++) {
            text[n++] = s.p[i];
        }
        at = close == SIZE_MAX ? s.n : close + 2;
        size_t bar = close == SIZE_MAX ? SIZE_MAX : ps_str_find(s, PS_S("|"), open);
        for (size_t i = bar; bar < close && i + 1 < close; i++) {
            text[n++] = s.p[i + 1];
        }
    }
    return text ? ps_str_trim((ps_str){text, n}) : s;
}

/* The finding that a row points at: its first link that leads to a block or a heading; else the first that leads nowhere. */
static void find_source(reading *r, ps_swot_entry *e, const ps_row *row) {
    int at = ps_column_find(r->table, PS_C_FINDING, ps_deal_aliases(r->deal));
    const ps_note *note = r->out->doc->note;
    const ps_origin from = {r->deal, r->world, r->out->doc->path, note};
    size_t n = 0;
    bool lost = false;
    const ps_link *links = at < 0 || (size_t)at >= row->n ? NULL : ps_links_within(note, row->cells[at].range, &n);
    for (size_t i = 0; i < n && !e->path.n; i++) {
        ps_target t = ps_target_of(&from, &links[i]);
        if (t.kind == PS_TARGET_FOUND) {
            e->source = links[i].block.n ? links[i].block : links[i].heading.n ? links[i].heading : ps_path_name(links[i].target);
            e->path = t.path;
            e->at = t.line;
        }
        lost = lost || t.kind != PS_TARGET_FOUND;
    }
    e->flawed[PS_SWOT_LOST] = lost && !e->path.n;
    e->flawed[PS_SWOT_NO_FINDING] = !e->finding.n || (!e->path.n && !lost);
}

static void read_row(reading *r, const ps_row *row) {
    const ps_aliases *al = ps_deal_aliases(r->deal);
    ps_swot_entry *e = ps_row_blank(row) ? NULL : PS_PUSH(r->arena, &r->entries);
    if (!e) {
        r->failed |= !ps_row_blank(row);
        return;
    }
    *e = (ps_swot_entry){.id = ps_column_cell(r->table, row, PS_C_ID, al),
                         .finding = without_links(r, ps_column_cell(r->table, row, PS_C_FINDING, al)),
                         .answer = ps_column_cell(r->table, row, PS_C_ANSWER, al),
                         .kind = kind_of(ps_column_cell(r->table, row, PS_C_KIND, al)),
                         .line = row->line};
    e->used = e->answer.n > 0;
    e->flawed[PS_SWOT_NO_KIND] = e->kind < 0;
    find_source(r, e, row);
}

/* ---- whether a strategy uses it ---- */

static bool is_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

/* Whether a text names the id, as a word. */
static bool names(ps_str text, ps_str id) {
    for (size_t at = ps_str_find(text, id, 0); id.n && at != SIZE_MAX; at = ps_str_find(text, id, at + 1)) {
        bool begins = at == 0 || !is_word(text.p[at - 1]), ends = at + id.n == text.n || !is_word(text.p[at + id.n]);
        if (begins && ends) {
            return true;
        }
    }
    return false;
}

static bool in_table(const ps_deal *deal, ps_heading_id heading, ps_str id) {
    const ps_doc *doc;
    const ps_table *t = ps_deal_table_anywhere(deal, heading, &doc);
    for (size_t i = 0; t && i < t->n; i++) {
        for (size_t c = 1; c < t->rows[i].n; c++) { /* the first is the row's own id */
            if (names(t->rows[i].cells[c].text, id)) {
                return true;
            }
        }
    }
    return false;
}

/* What is written as the project's strategy and for each layer. */
static void read_strategies(reading *r, ps_str out[2]) {
    static const char *const ids[2] = {"strategy-project", "strategy-layers"};
    for (size_t i = 0; i < r->deal->n_answers; i++) {
        for (int k = 0; k < 2; k++) {
            if (ps_str_eq(r->deal->answers[i].activity->id, ps_str_of(ids[k]))) {
                r->failed |= ps_answer_said(&out[k], r->arena, &r->deal->answers[i]) != PS_OK;
            }
        }
    }
}

static void find_uses(reading *r) {
    ps_str strategies[2] = {{"", 0}, {"", 0}};
    read_strategies(r, strategies);
    for (size_t i = 0; i < r->entries.n; i++) {
        ps_swot_entry *e = &r->entries.v[i];
        e->used = e->used || names(strategies[0], e->id) || names(strategies[1], e->id) || in_table(r->deal, PS_H_GOALS, e->id) ||
                  in_table(r->deal, PS_H_PLAN, e->id);
        e->flawed[PS_SWOT_UNANSWERED] = !e->used;
    }
}

static int by_id(const void *a, const void *b) {
    const ps_swot_entry *x = *(const ps_swot_entry *const *)a, *y = *(const ps_swot_entry *const *)b;
    int c = ps_str_cmp(x->id, y->id);
    return c ? c : x->line < y->line ? -1 : x->line > y->line;
}

static void find_twins(reading *r) {
    ps_swot_entry **sorted = ps_arena_alloc(r->arena, (r->entries.n + 1) * sizeof *sorted);
    r->failed |= !sorted;
    for (size_t i = 0; sorted && i < r->entries.n; i++) {
        sorted[i] = &r->entries.v[i];
    }
    if (sorted && r->entries.n) {
        qsort(sorted, r->entries.n, sizeof *sorted, by_id);
    }
    for (size_t i = 1; sorted && i < r->entries.n; i++) {
        sorted[i]->flawed[PS_SWOT_TWICE] = sorted[i]->id.n && ps_str_eq(sorted[i]->id, sorted[i - 1]->id);
    }
}

static void count(ps_swot *o) {
    for (size_t i = 0; i < o->n; i++) {
        const ps_swot_entry *e = &o->entries[i];
        bool flawed = false;
        for (int k = 0; k < PS_SWOT_FLAW_COUNT; k++) {
            flawed = flawed || e->flawed[k];
        }
        if (e->kind >= 0) {
            o->counts[e->kind]++;
        }
        o->unanswered += !e->used;
        o->flaws += flawed;
    }
}

int ps_swot_read(ps_swot *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err) {
    reading r = {.out = out, .arena = arena, .deal = deal, .world = world};
    *out = (ps_swot){0};
    r.table = ps_deal_table_anywhere(deal, PS_H_SWOT, &out->doc);
    for (size_t i = 0; r.table && !r.failed && i < r.table->n; i++) {
        read_row(&r, &r.table->rows[i]);
    }
    find_uses(&r);
    find_twins(&r);
    out->entries = r.entries.v;
    out->n = r.entries.n;
    count(out);
    return r.failed ? ps_nomem(err) : PS_OK;
}
