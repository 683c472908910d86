#include "meaning_impl.h"

/* `## 2026-11-11 14:25 visit`: day, and what stands behind day and time. */
static bool read_entry(const ps_heading *h, ps_str *when, ps_str *kind) {
    ps_date day;
    int64_t time;
    ps_str text = h->text;
    if (text.n < 10 || !ps_date_parse(ps_str_sub(text, 0, 10), &day) || (text.n > 10 && text.p[10] != ' ' && text.p[10] != 'T')) {
        return false;
    }
    bool timed = text.n >= 16 && ps_time_parse(ps_str_sub(text, 0, 16), 0, &time) && (text.n == 16 || text.p[16] == ' ');
    *when = ps_str_sub(text, 0, timed ? 16 : 10);
    *kind = ps_str_trim(ps_str_sub(text, timed ? 16 : 10, text.n));
    return true;
}

/* The next entry at or after heading *at; an entry's own headings belong to it. */
static bool next_entry(const ps_note *note, size_t *at, size_t behind, ps_str *when, ps_str *kind) {
    for (; *at < note->n_headings; ++*at) {
        const ps_heading *h = &note->headings[*at];
        if (h->range.at >= behind && read_entry(h, when, kind)) {
            return true;
        }
    }
    return false;
}

/* Entries of a log, in their order. */
typedef struct {
    const ps_heading *heading;
    ps_str when, kind;
} entry;
typedef PS_VEC(entry) entries;

static bool list_entries(ps_sense *m, const ps_note *note, entries *out) {
    entry e = {0};
    size_t behind = 0;
    for (size_t i = 0; next_entry(note, &i, behind, &e.when, &e.kind); i++) {
        entry *slot = PS_PUSH(m->arena, out);
        if (!slot) {
            return false;
        }
        e.heading = &note->headings[i];
        behind = e.heading->end;
        *slot = e;
    }
    return true;
}

/* Leaves out what both begin with: a log grows at its end, and entries that go with each other tell nothing. */
static void skip_same(entries *a, entries *b) {
    size_t n = 0;
    while (n < a->n && n < b->n && ps_str_eq(a->v[n].heading->text, b->v[n].heading->text)) {
        n++;
    }
    if (n) { /* else there may be no list at all */
        a->v += n;
        a->n -= n;
        b->v += n;
        b->n -= n;
    }
}

/* How many of the first n have this very heading. */
static size_t count_entries(const entries *list, size_t n, ps_str text) {
    size_t count = 0;
    for (size_t i = 0; i < n; i++) {
        count += ps_str_eq(list->v[i].heading->text, text);
    }
    return count;
}

/* Whether there are fewer of its heading in the other than there are up to it here. */
static bool is_more(const entries *here, size_t i, const entries *other) {
    ps_str text = here->v[i].heading->text;
    return count_entries(here, i, text) >= count_entries(other, other->n, text);
}

/* Names of the people in an entry's `[who:: …]`: aliases where links have them, else ids. */
static void put_names(ps_buf *b, const ps_note *note, ps_range range) {
    for (size_t i = 0; i < note->n_links; i++) {
        const ps_link *l = &note->links[i];
        if (l->range.at >= range.at && l->range.end <= range.end) {
            ps_buf_put(b, b->n ? PS_S(", ") : PS_S(""));
            ps_buf_put(b, l->alias.n ? l->alias : ps_id_bare(l->target));
        }
    }
}

static ps_str who_of(ps_sense *m, const ps_note *note, const ps_heading *h) {
    ps_buf b = {0};
    for (size_t i = 0; i < note->n_blocks; i++) {
        const ps_block *block = &note->blocks[i];
        const ps_inline *who = ps_inline_get(block->fields, block->n_fields, PS_S("who"));
        if (who && block->range.at >= h->range.end && block->range.at < h->end) {
            size_t n = b.n;
            put_names(&b, note, who->value_range);
            if (b.n == n && who->value.n) {
                ps_buf_put(&b, who->value);
            }
        }
    }
    m->failed |= !ps_buf_ok(&b);
    ps_str kept = ps_sense_keep(m, ps_buf_ok(&b) ? ps_buf_str(&b) : PS_S(""));
    ps_buf_free(&b);
    return kept;
}

/* "- Aim:" as a contact report asks it. */
static bool is_question(ps_str line) {
    return ps_str_starts(line, PS_S("- ")) && (ps_str_ends(line, PS_S(":")) || ps_str_ends(line, PS_S("：")));
}

/* First line of an entry's own words. */
static ps_str first_words(const ps_note *note, const ps_heading *h) {
    ps_str body = ps_str_trim(ps_str_sub(note->text, h->range.end, h->end)), line;
    while (ps_str_next(&body, '\n', &line)) {
        line = ps_str_trim(line);
        if (line.n && line.p[0] != '[' && !is_question(line)) {
            return line;
        }
    }
    return PS_S("");
}

ps_str ps_contact_label(ps_str kind, ps_lang lang) {
    static const struct {
        const char *id;
        ps_text_id label;
    } labels[] = {{"", PS_T_MEAN_BY_NOTE},           {"visit", PS_T_MEAN_BY_VISIT}, {"call", PS_T_MEAN_BY_CALL},
                  {"meeting", PS_T_MEAN_BY_MEETING}, {"mail", PS_T_MEAN_BY_MAIL},   {"message", PS_T_MEAN_BY_MESSAGE},
                  {"note", PS_T_MEAN_BY_NOTE}};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        if (ps_str_eq_nocase(kind, ps_str_of(labels[i].id))) {
            return ps_text(labels[i].label, lang);
        }
    }
    return kind;
}

static void add_entry(ps_sensed *f, const ps_heading *h, ps_str when, ps_str kind) {
    ps_event *e = ps_sense_add(f, PS_EV_CONTACT);
    if (!e) {
        return;
    }
    ps_str who = who_of(f->m, f->now, h), words = first_words(f->now, h);
    e->field = ps_sense_path(f->m, PS_S("contact"), when, PS_S(""));
    e->to = who;
    e->id = ps_sense_keep(f->m, kind);
    e->date = ps_date_read(ps_str_sub(when, 0, 10));
    e->line = h->line;
    ps_str label = ps_contact_label(kind, f->m->lang);
    e->text = who.n     ? ps_sense_say(f->m, MEAN_CONTACT, label, who)
              : words.n ? ps_sense_say(f->m, MEAN_CONTACT, label, words)
                        : ps_sense_keep(f->m, label);
}

static void add_gone(ps_sensed *f, const ps_heading *h, ps_str when, ps_str kind) {
    ps_event *e = ps_sense_add(f, PS_EV_NOTE);
    if (e) {
        e->line = h->line;
        ps_str what = kind.n ? ps_sense_say(f->m, MEAN_SET, when, ps_contact_label(kind, f->m->lang)) : when;
        e->text = ps_sense_say(f->m, MEAN_ENTRY_GONE, what);
    }
}

void ps_sense_log(ps_sensed *f) {
    if (f->sort != PS_N_LOG) {
        return;
    }
    entries now = {0}, old = {0};
    if (!list_entries(f->m, f->now, &now) || !list_entries(f->m, f->old, &old)) {
        f->m->failed = true;
        return;
    }
    skip_same(&now, &old);
    for (size_t i = 0; i < now.n; i++) {
        const ps_heading *h = now.v[i].heading;
        if (is_more(&now, i, &old)) {
            add_entry(f, h, now.v[i].when, now.v[i].kind);
            ps_sense_told(f, true, (ps_range){h->range.at, h->end});
        }
    }
    for (size_t i = 0; i < old.n; i++) {
        const ps_heading *h = old.v[i].heading;
        if (is_more(&old, i, &now)) {
            add_gone(f, h, old.v[i].when, old.v[i].kind);
            ps_sense_told(f, false, (ps_range){h->range.at, h->end});
        }
    }
}
