#include <stdlib.h>

#include "deal_parts.h"

/* Reads "2026-11-11 14:25 visit" into day, time and kind; false where the heading is no entry. */
static bool read_heading(ps_contact *c, ps_str text, int tz) {
    ps_str day = ps_str_sub(text, 0, 10), rest = ps_str_trim(ps_str_sub(text, 10, text.n));
    if (!ps_date_parse(day, &c->date) || (text.n > 10 && text.p[10] != ' ' && text.p[10] != 'T')) {
        return false;
    }
    c->time = ps_day_time(c->date, tz);
    c->date_text = day;
    c->kind = rest;
    ps_str minute = ps_str_sub(text, 0, 16);
    if (minute.n == 16 && (text.n == 16 || text.p[16] == ' ') && ps_time_parse(minute, tz, &c->time)) {
        c->date_text = minute;
        c->kind = ps_str_trim(ps_str_sub(text, 16, text.n));
    }
    return true;
}

typedef struct {
    ps_deal *d;
    const ps_doc *doc;
    size_t block; /* first block that is not behind us: entries and blocks both come in order */
} reading;

/* The people and further deals that an entry's lines name. */
static int read_fields(reading *r, ps_contact *c, size_t from, size_t end) {
    const ps_note *note = r->doc->note;
    ps_strs who = {0}, deals = {0};
    int rc = PS_OK;
    while (r->block < note->n_blocks && note->blocks[r->block].range.at < from) {
        r->block++;
    }
    c->block = r->block;
    for (; r->block < note->n_blocks && note->blocks[r->block].range.at < end && !rc; r->block++) {
        const ps_block *b = &note->blocks[r->block];
        for (size_t i = 0; i < b->n_fields && !rc; i++) {
            ps_strs *list = ps_str_eq(b->fields[i].key, PS_S("who")) ? &who : ps_str_eq(b->fields[i].key, PS_S("deals")) ? &deals : NULL;
            rc = list ? ps_ids_split(&r->d->arena, b->fields[i].value, list) : PS_OK;
        }
    }
    c->who = who.v;
    c->n_who = who.n;
    c->deals = deals.v;
    c->n_deals = deals.n;
    return rc;
}

static int read_entry(reading *r, ps_contact *c, int heading) {
    const ps_heading *h = &r->doc->note->headings[heading];
    c->doc = r->doc;
    c->heading = heading;
    c->line = h->line;
    c->text = ps_str_trim(ps_str_sub(r->doc->note->text, h->range.end, h->end));
    return read_fields(r, c, h->range.end, h->end);
}

static int by_time(const void *a, const void *b) {
    const ps_contact *x = a, *y = b;
    if (x->time != y->time) {
        return x->time < y->time ? -1 : 1;
    }
    return x->line < y->line ? -1 : x->line > y->line;
}

int ps_deal_read_contacts(ps_deal *d) {
    reading r = {.d = d, .doc = ps_deal_doc_of(d, PS_DOC_LOG)};
    if (!r.doc) {
        return PS_OK;
    }
    const ps_note *note = r.doc->note;
    size_t behind = 0; /* end of the last entry: a dated heading within an entry is part of it */
    d->contacts = ps_arena_alloc(&d->arena, (note->n_headings + 1) * sizeof *d->contacts);
    if (!d->contacts) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < note->n_headings; i++) {
        ps_contact *c = &d->contacts[d->n_contacts];
        if (note->headings[i].range.at < behind || !read_heading(c, note->headings[i].text, d->process->tz)) {
            continue;
        }
        if (read_entry(&r, c, (int)i)) {
            return PS_ENOMEM;
        }
        behind = note->headings[i].end;
        d->n_contacts++;
    }
    qsort(d->contacts, d->n_contacts, sizeof *d->contacts, by_time);
    return PS_OK;
}
