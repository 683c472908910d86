#include "lessons.h"

#include "field.h"
#include "fold.h"

/* ---- reading ---- */

/* The text behind the marker of a list's item: a task's box too; false: the line begins none. */
static bool item_text(ps_str line, ps_str *text) {
    size_t at = 0, digits = 0;
    while (at < line.n && line.p[at] == ' ') {
        at++;
    }
    while (at + digits < line.n && line.p[at + digits] >= '0' && line.p[at + digits] <= '9') {
        digits++;
    }
    bool number = digits && at + digits < line.n && (line.p[at + digits] == '.' || line.p[at + digits] == ')');
    bool bullet = !digits && at < line.n && (line.p[at] == '-' || line.p[at] == '*' || line.p[at] == '+');
    size_t after = at + digits + 1;
    if ((!number && !bullet) || after >= line.n || line.p[after] != ' ') {
        return false;
    }
    *text = ps_str_trim(ps_str_sub(line, after, line.n));
    if (text->n >= 4 && text->p[0] == '[' && text->p[2] == ']' && text->p[3] == ' ') {
        *text = ps_str_trim(ps_str_sub(*text, 4, text->n));
    }
    return true;
}

static int add_to(ps_arena *arena, ps_str *text, ps_str more) {
    ps_str joined = text->n ? ps_arena_fmt(arena, "%.*s %.*s", PS_FMT(*text), PS_FMT(more)) : ps_arena_dup(arena, more);
    *text = joined.p ? joined : *text;
    return joined.p ? PS_OK : PS_ENOMEM;
}

/* One line: what it begins, or goes on with. *open: a lesson is under way. */
static int take_line(ps_lesson_list *out, ps_arena *arena, ps_str line, unsigned number, bool avoid, bool *open) {
    ps_str text = ps_str_trim(line);
    bool item = item_text(line, &text), deep = item && line.n && line.p[0] == ' ' && *open;
    if (!text.n || ps_str_starts(text, PS_S("<!--")) || ps_str_starts(text, PS_S("#"))) {
        *open = false;
        return PS_OK;
    }
    if (*open && (!item || deep)) {
        return add_to(arena, &out->v[out->n - 1].text, text);
    }
    ps_lesson *lesson = PS_PUSH(arena, out);
    if (!lesson) {
        return PS_ENOMEM;
    }
    *lesson = (ps_lesson){avoid, PS_S(""), number};
    *open = true;
    return add_to(arena, &lesson->text, text);
}

static int read_section(ps_lesson_list *out, ps_arena *arena, const ps_note *note, int heading, bool avoid) {
    const ps_heading *h = &note->headings[heading];
    size_t at = h->range.end;
    bool open = false;
    int rc = PS_OK;
    while (!rc && at < h->end) {
        size_t stop = ps_str_find(note->text, PS_S("\n"), at);
        stop = stop == SIZE_MAX || stop > h->end ? h->end : stop;
        rc = take_line(out, arena, ps_str_sub(note->text, at, stop), ps_note_line(note, at), avoid, &open);
        at = stop + 1;
    }
    return rc;
}

int ps_lessons_read(ps_lesson_list *out, ps_arena *arena, const ps_process *p, const ps_note *summary) {
    int repeat = ps_heading_find(summary, PS_H_REPEAT, &p->aliases), avoid = ps_heading_find(summary, PS_H_AVOID, &p->aliases);
    int rc = repeat < 0 ? PS_OK : read_section(out, arena, summary, repeat, false);
    return rc || avoid < 0 ? rc : read_section(out, arena, summary, avoid, true);
}

/* ---- packed: "avoid 12 The tower is far" ---- */

ps_str ps_lesson_pack(ps_arena *arena, const ps_lesson *lesson) {
    return ps_arena_fmt(arena, "%s %u %.*s", lesson->avoid ? "avoid" : "repeat", lesson->line, PS_FMT(lesson->text));
}

bool ps_lesson_unpack(ps_str text, ps_lesson *out) {
    ps_str kind, line, rest = text;
    uint64_t number = 0;
    bool good = ps_str_next(&rest, ' ', &kind) && ps_str_next(&rest, ' ', &line) && ps_str_uint(line, UINT32_MAX, &number);
    *out = (ps_lesson){good && ps_str_eq(kind, PS_S("avoid")), good && rest.p ? rest : PS_S(""), (unsigned)number};
    return good;
}

/* ---- likeness ---- */

ps_str ps_like_id(ps_like l) {
    static const char *const ids[PS_LIKES] = {"account", "region", "rival", "product", "kind", "words"};
    return ps_str_of(ids[l]);
}

enum { ACCOUNT = 8, REGION = 4, RIVAL = 3, PRODUCT = 3, KIND = 2, MOST_WORDS = 3, LEAST_LETTERS = 3, WORDS = 24 };

static bool same(ps_str a, ps_str b) {
    return a.n && ps_fold_eq(a, b);
}

static int shared(const ps_strs *a, const ps_strs *b) {
    int n = 0;
    for (size_t i = 0; i < a->n; i++) {
        for (size_t k = 0; k < b->n; k++) {
            if (same(a->v[i], b->v[k])) {
                n++;
                break;
            }
        }
    }
    return n;
}

/* Words of a title as parts of it: runs of letters, and of Chinese each two characters. */
static size_t words_of(ps_str title, ps_str words[WORDS]) {
    size_t n = 0, begin = 0, letters = 0;
    ps_str rest = title, before = PS_S("");
    while (n < WORDS) {
        size_t at = (size_t)(rest.p - title.p);
        uint32_t c = rest.n ? ps_fold_next(&rest) : ' ';
        size_t end = (size_t)(rest.p - title.p);
        bool letter = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0xC0 && c < 0x2E80);
        bool chinese = c >= 0x2E80;
        if (!letter && letters >= LEAST_LETTERS) {
            words[n++] = ps_str_sub(title, begin, at);
        }
        if (chinese && before.n && n < WORDS) {
            words[n++] = ps_str_sub(title, (size_t)(before.p - title.p), end);
        }
        begin = letter && !letters ? at : begin;
        letters = letter ? letters + 1 : 0;
        before = chinese ? ps_str_sub(title, at, end) : PS_S("");
        if (at >= title.n) {
            break;
        }
    }
    return n;
}

static int shared_words(ps_str a, ps_str b) {
    ps_str x[WORDS], y[WORDS];
    size_t n = words_of(a, x), m = words_of(b, y);
    ps_strs left = {x, n, n}, right = {y, m, m};
    int count = shared(&left, &right);
    return count < MOST_WORDS ? count : MOST_WORDS;
}

int ps_likeness(const ps_features *a, const ps_features *b, bool likes[PS_LIKES]) {
    int points[PS_LIKES] = {
        [PS_LIKE_ACCOUNT] = same(a->account, b->account) ? ACCOUNT : 0,
        [PS_LIKE_REGION] = same(a->region, b->region) ? REGION : 0,
        [PS_LIKE_RIVAL] = RIVAL * shared(&a->rivals, &b->rivals),
        [PS_LIKE_PRODUCT] = PRODUCT * shared(&a->products, &b->products),
        [PS_LIKE_KIND] = same(a->kind, b->kind) ? KIND : 0,
        [PS_LIKE_WORDS] = shared_words(a->title, b->title),
    };
    int sum = 0;
    for (int l = 0; l < PS_LIKES; l++) {
        likes[l] = points[l] > 0;
        sum += points[l];
    }
    return sum;
}
