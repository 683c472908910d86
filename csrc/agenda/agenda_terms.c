#include "agenda_impl.h"

/* The days that a deal's front matter speaks of. */

static const ps_fm *field_of(const ps_listing *l, const char *key) {
    return ps_note_field(l->deal->main->note, ps_str_of(key));
}

static ps_str member(const ps_fm *map, const char *key) {
    for (size_t i = 0; map && map->kind == PS_FM_MAP && i < map->n_items; i++) {
        if (ps_str_eq(map->items[i].key, ps_str_of(key))) {
            return ps_fm_text(&map->items[i]);
        }
    }
    return PS_S("");
}

static ps_item *add(ps_listing *l, ps_item_kind kind, ps_date day, const ps_fm *field) {
    ps_item *item = day == PS_DATE_NONE ? NULL : ps_item_add(l, kind, day, l->deal->main->path, field->line);
    if (item) {
        item->id = field->key;
    }
    return item;
}

static void add_date(ps_listing *l, ps_item_kind kind, const char *key) {
    const ps_fm *field = field_of(l, key);
    if (field) {
        add(l, kind, ps_date_read(ps_fm_text(field)), field);
    }
}

/* Days before the renewal on which notice must be given; -1 where there is none. A day of its own counts where the contract ends for good. */
static int notice_days(ps_str notice, ps_date renewal) {
    ps_span before;
    ps_date day = ps_date_read(notice);
    if (day == PS_DATE_NONE && ps_span_parse(notice, &before)) {
        day = ps_span_add(renewal, before, -1);
    }
    return day == PS_DATE_NONE || day > renewal ? -1 : renewal - day;
}

/* With a count the contract ends after so many periods. Without one it goes on period after period until notice is given: nothing comes due unless that
 * must be thought of. */
static void add_renewals(ps_listing *l) {
    const ps_fm *field = field_of(l, "recurring");
    ps_span period;
    int count = 0;
    ps_date start = ps_date_read(member(field, "start"));
    start = start == PS_DATE_NONE ? l->deal->signed_on : start;
    if (!field || start == PS_DATE_NONE || !ps_span_parse(member(field, "period"), &period)) {
        return;
    }
    bool ends = ps_int_read(member(field, "count"), &count) && count > 0;
    ps_date renewal = ps_span_add(start, period, ends ? count : 1);
    int ahead = renewal == PS_DATE_NONE ? -1 : notice_days(member(field, "notice"), renewal);
    ps_item *notice = ahead < 0 ? NULL : add(l, PS_I_NOTICE, renewal, field);
    if (notice) {
        notice->ahead = ahead;
        notice->every = ends ? (ps_span){0, 0} : period;
    }
    ps_item *item = ends || ahead >= 0 ? add(l, PS_I_RENEWAL, renewal, field) : NULL;
    if (item) {
        item->every = ends ? (ps_span){0, 0} : period;
    }
}

static void add_frame(ps_listing *l) {
    const ps_fm *field = field_of(l, "frame");
    if (field) {
        add(l, PS_I_FRAME, ps_date_read(member(field, "to")), field);
    }
}

void ps_item_terms(ps_listing *l) {
    switch (l->deal->status) {
    case PS_STATUS_OPEN:
        add_date(l, PS_I_CLOSE, "close");
        /* fall through */
    case PS_STATUS_WON:
    case PS_STATUS_DONE:
        add_renewals(l);
        add_frame(l);
        break;
    default:
        add_date(l, PS_I_REVISIT, "revisit");
    }
}
