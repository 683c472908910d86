#include "diag_impl.h"

/* A heading that begins like a day but is none: an entry that would be lost without a word. */
static bool looks_dated(ps_str text) {
    size_t digits = 0;
    while (digits < text.n && text.p[digits] >= '0' && text.p[digits] <= '9') {
        digits++;
    }
    return digits == 4 && digits < text.n && (text.p[4] == '-' || text.p[4] == '/' || text.p[4] == '.');
}

static ps_str first_word(ps_str text) {
    ps_str word = text, rest = text;
    ps_str_next(&rest, ' ', &word);
    return word;
}

static void check_headings(ps_checker *c, const ps_doc *log) {
    for (size_t i = 0; i < log->note->n_headings; i++) {
        const ps_heading *h = &log->note->headings[i];
        ps_str word = first_word(h->text);
        ps_str day = ps_str_sub(word, 0, word.n > 10 && word.p[10] == 'T' ? 10 : word.n);
        if (looks_dated(h->text) && ps_date_read(day) == PS_DATE_NONE) {
            ps_say(c, ps_spot_line(log->path, log->note, h->line), PS_WARN, "bad-date", DIAG_LOG_DATE, ps_str_clip(h->text, 80));
        }
    }
}

/* `chen-gang supporter`, `1860 travel`: what an entry carries into the tables. */
/* The day of the entry that a place of the log belongs to. */
static ps_date day_of(const ps_checker *c, const ps_doc *log, ps_range at) {
    ps_date day = PS_DATE_NONE;
    for (size_t i = 0; i < c->deal->n_contacts; i++) {
        const ps_contact *k = &c->deal->contacts[i];
        const ps_heading *h = k->doc == log ? &log->note->headings[k->heading] : NULL;
        day = h && h->range.at <= at.at && at.at < h->end ? k->date : day;
    }
    return day;
}

static void check_mark(ps_checker *c, const ps_doc *log, const ps_inline *field) {
    bool stance = ps_str_eq(field->key, PS_S("stance"));
    ps_str first = first_word(field->value), second = ps_str_trim(ps_str_sub(field->value, first.n, field->value.n));
    ps_spot spot = ps_spot_range(log->path, log->note, field->value_range);
    if (!stance && !ps_str_eq(field->key, PS_S("cost"))) {
        return;
    }
    if (!first.n || !second.n) {
        ps_say(c, ps_spot_range(log->path, log->note, field->range), PS_WARN, "log-mark", DIAG_LOG_MARK);
    } else if (stance) {
        ps_check_id(c, spot, ps_id_bare(first), PS_K_PERSON);
        ps_check_term(c, spot, PS_S("stance"), first_word(second), PS_V_STANCES);
    } else {
        ps_check_money(c, spot, first);
        ps_str category = first_word(second), rest = ps_str_trim(ps_str_sub(second, category.n, second.n));
        ps_check_term(c, spot, ps_column_in(PS_C_CATEGORY, c->lang), category, PS_V_COSTS);
        ps_check_cost_mark(c, spot, day_of(c, log, field->range), first, category, rest);
    }
}

static void check_marks(ps_checker *c, const ps_doc *log, const ps_inline *fields, size_t n) {
    for (size_t i = 0; i < n; i++) {
        check_mark(c, log, &fields[i]);
    }
}

/* The people and deals that an entry names, where it names them. */
static void check_named(ps_checker *c, const ps_contact *k) {
    const ps_note *note = k->doc->note;
    size_t end = note->headings[k->heading].end;
    for (size_t i = k->block; i < note->n_blocks && note->blocks[i].range.at < end; i++) {
        for (size_t n = 0; n < note->blocks[i].n_fields; n++) {
            const ps_inline *field = &note->blocks[i].fields[n];
            ps_spot spot = ps_spot_range(k->doc->path, note, field->value_range);
            if (ps_str_eq(field->key, PS_S("who"))) {
                ps_check_ids(c, spot, field->value, PS_K_PERSON);
            } else if (ps_str_eq(field->key, PS_S("deals"))) {
                ps_check_ids(c, spot, field->value, PS_K_DEAL);
            }
        }
    }
}

void ps_check_contacts(ps_checker *c) {
    const ps_doc *log = ps_deal_doc_of(c->deal, PS_DOC_LOG);
    if (log) {
        check_headings(c, log);
        for (size_t i = 0; i < log->note->n_blocks; i++) {
            check_marks(c, log, log->note->blocks[i].fields, log->note->blocks[i].n_fields);
        }
        for (size_t i = 0; i < log->note->n_tasks; i++) {
            check_marks(c, log, log->note->tasks[i].fields, log->note->tasks[i].n_fields);
        }
    }
    for (size_t i = 0; i < c->deal->n_contacts; i++) {
        const ps_contact *k = &c->deal->contacts[i];
        ps_spot spot = ps_spot_line(k->doc->path, k->doc->note, k->line);
        check_named(c, k);
        if (c->world && k->date > c->world->today) {
            ps_say(c, spot, PS_INFO, "future", DIAG_LOG_FUTURE);
        }
    }
}
