#include "calloff.h"
#include "diag_impl.h"
#include "forecast.h"

#define KEY(name) \
    { name, sizeof(name) - 1 }

/* Each item of a list by itself. */
static void check_list(ps_checker *c, ps_spot spot, const ps_cell_rule *rule, const ps_fm *f) {
    ps_strs values = {0};
    if (ps_fm_ids(c->arena, f, &values)) {
        c->failed = true;
    }
    for (size_t i = 0; i < values.n; i++) {
        ps_check_cell(c, spot, rule, ps_cell_name(rule), values.v[i]);
    }
}

static void check_field(ps_checker *c, ps_str path, const ps_note *note, const ps_cell_rule *rule) {
    const ps_fm *f = rule->apart ? NULL : ps_note_field(note, ps_cell_name(rule));
    if (!f) {
        return;
    }
    ps_str text = ps_fm_text(f);
    ps_spot spot = ps_spot_field(path, note, ps_cell_name(rule));
    if (!text.n && f->kind != PS_FM_EMPTY && f->kind != PS_FM_SCALAR && !rule->list) {
        ps_say(c, spot, PS_ERROR, "bad-value", DIAG_ONE_VALUE, ps_cell_name(rule));
    } else if (rule->list) {
        check_list(c, spot, rule, f);
    } else {
        ps_check_cell(c, spot, rule, ps_cell_name(rule), text);
    }
}

static void check_rules(ps_checker *c, ps_str path, const ps_note *note, ps_kind kind) {
    size_t n;
    const ps_cell_rule *rules = ps_entry_front(kind, &n);
    for (size_t i = 0; i < n; i++) {
        check_field(c, path, note, &rules[i]);
    }
}

/* Members of `recurring` and `frame`. */
static void check_map(ps_checker *c, ps_str key, ps_str amount, const ps_str *dates, size_t n_dates) {
    const ps_fm *map = ps_note_field(c->deal->main->note, key);
    for (size_t i = 0; map && map->kind == PS_FM_MAP && i < map->n_items; i++) {
        const ps_fm *item = &map->items[i];
        ps_spot spot = ps_spot_range(c->deal->main->path, c->deal->main->note, item->range);
        if (ps_str_eq(item->key, amount)) {
            ps_check_money(c, spot, ps_fm_text(item));
        } else if (ps_ids_have(dates, n_dates, item->key)) {
            ps_check_date(c, spot, ps_fm_text(item));
        }
    }
}

static ps_str member_of(const ps_fm *map, const char *key) {
    for (size_t i = 0; i < map->n_items; i++) {
        if (ps_str_eq(map->items[i].key, ps_str_of(key))) {
            return ps_fm_text(&map->items[i]);
        }
    }
    return PS_S("");
}

/* What recurs is spread by all three; a contract without a count goes on until notice is given, and is no sum. */
static void check_recurring(ps_checker *c, ps_str path, const ps_note *note) {
    const ps_fm *map = ps_note_field(note, PS_S("recurring"));
    ps_spot spot = ps_spot_field(path, note, PS_S("recurring"));
    ps_span span;
    int count = 0;
    if (!map || map->kind != PS_FM_MAP || map->n_items == 0) {
        return;
    }
    ps_str amount = member_of(map, "amount"), period = member_of(map, "period"), times = member_of(map, "count");
    if (period.n && !ps_span_parse(period, &span)) {
        ps_say(c, spot, PS_ERROR, "bad-value", DIAG_SPAN, ps_str_clip(period, 40));
    }
    ps_check_whole(c, spot, times, 1, PS_RECURRING_MOST);
    if (!amount.n || !period.n) {
        ps_say(c, spot, PS_INFO, "recurring", DIAG_RECURRING);
    }
    ps_money each = ps_money_read(amount), all = 0, value = c->deal->value;
    bool counted = each != PS_MONEY_NONE && ps_int_read(times, &count) && !__builtin_mul_overflow(each, (int64_t)count, &all);
    if (counted && value != PS_MONEY_NONE && all > value) {
        ps_moneystr a, b;
        ps_digits n;
        ps_say(c, spot, PS_INFO, "recurring", DIAG_RECURRING_VALUE, ps_money_grouped(&a, each), ps_num(&n, count),
               ps_money_grouped(&b, value));
    }
}

static void check_stage_and_profile(ps_checker *c, ps_str path, const ps_note *note) {
    const ps_deal *d = c->deal;
    ps_str profile = ps_fm_text(ps_note_field(note, PS_S("profile")));
    ps_spot spot = ps_spot_field(path, note, PS_S("stage"));
    if (!d->stage_text.n) {
        ps_say(c, spot, PS_ERROR, "no-stage", DIAG_NO_STAGE);
    }
    ps_check_stage(c, spot, PS_S("stage"), d->stage_text);
    if (profile.n && !ps_process_profile(d->process, profile)) {
        ps_say(c, ps_spot_field(path, note, PS_S("profile")), PS_ERROR, "unknown-value", DIAG_NO_PROFILE, profile, d->profile->id);
    }
}

static void check_probability(ps_checker *c, ps_str path, const ps_note *note) {
    ps_str text = ps_fm_text(ps_note_field(note, PS_S("probability")));
    int v = 0;
    bool open = c->deal->status == PS_STATUS_OPEN || c->deal->status == PS_STATUS_PAUSED;
    if (text.n && (!ps_int_read(text, &v) || (open && (v < 1 || v > 99)))) {
        ps_say(c, ps_spot_field(path, note, PS_S("probability")), PS_WARN, "probability-range", DIAG_PROBABILITY, ps_str_clip(text, 40));
    }
}

static void check_outcome(ps_checker *c, ps_str path, const ps_note *note) {
    ps_status s = c->deal->status;
    bool needs_reason = s == PS_STATUS_LOST || s == PS_STATUS_NO_DECISION || s == PS_STATUS_NO_GO;
    if (needs_reason && !c->deal->reason.n) {
        ps_say(c, ps_spot_field(path, note, PS_S("status")), PS_WARN, "reason-missing", DIAG_CLOSED_REASON, ps_status_id(s));
    }
}

/* A frame contract that is over and still at work; and what is called off under one, out of its time. */
static void check_frame(ps_checker *c, ps_str path, const ps_note *note) {
    const ps_deal *d = c->deal;
    ps_str at;
    ps_agreement frame, own;
    ps_datestr a, b;
    ps_date today = c->world ? c->world->today : PS_DATE_NONE, day = d->signed_on != PS_DATE_NONE ? d->signed_on : d->close;
    bool live = d->status == PS_STATUS_OPEN || d->status == PS_STATUS_WON;
    if (ps_agreement_read(&own, note)) {
        ps_spot spot = ps_spot_field(path, note, PS_S("frame"));
        if (own.from != PS_DATE_NONE && own.to != PS_DATE_NONE && own.to < own.from) {
            ps_say(c, spot, PS_WARN, "frame", DIAG_FRAME_PERIOD, ps_date_str(&a, own.to), ps_date_str(&b, own.from));
        } else if (live && own.to != PS_DATE_NONE && own.to < today) {
            ps_say(c, spot, PS_WARN, "frame", DIAG_FRAME_OVER, ps_date_str(&a, own.to));
        }
    }
    const ps_note *parent = live && d->parent.n && !ps_str_eq(d->parent, d->id) ? ps_world_note(c->world, PS_K_DEAL, d->parent, &at) : NULL;
    if (parent && ps_agreement_read(&frame, parent) && day != PS_DATE_NONE &&
        ((frame.to != PS_DATE_NONE && day > frame.to) || (frame.from != PS_DATE_NONE && day < frame.from))) {
        ps_say(c, ps_spot_field(path, note, PS_S("parent")), PS_WARN, "frame", DIAG_FRAME_OUTSIDE, d->parent, ps_date_str(&a, day));
    }
}

/* An open deal whose day has gone by is in no forecast that anybody believes. */
static void check_close(ps_checker *c, ps_str path, const ps_note *note) {
    const ps_deal *d = c->deal;
    if (c->world && d->status == PS_STATUS_OPEN && d->close != PS_DATE_NONE && d->close < c->world->today) {
        ps_datestr day;
        ps_say(c, ps_spot_field(path, note, PS_S("close")), PS_INFO, "close-passed", DIAG_CLOSE_PASSED, ps_date_str(&day, d->close));
    }
}

void ps_check_front(ps_checker *c) {
    static const ps_str recurring[] = {KEY("start")}, frame[] = {KEY("from"), KEY("to")};
    const ps_doc *main = c->deal->main;
    ps_str id = ps_fm_text(ps_note_field(main->note, PS_S("id")));
    if (id.n && !ps_str_eq(id, c->deal->id)) {
        ps_say(c, ps_spot_field(main->path, main->note, PS_S("id")), PS_WARN, "id-mismatch", DIAG_ID, id, c->deal->id);
    }
    check_stage_and_profile(c, main->path, main->note);
    check_rules(c, main->path, main->note, PS_K_DEAL);
    check_map(c, PS_S("recurring"), PS_S("amount"), recurring, 1);
    check_map(c, PS_S("frame"), PS_S("ceiling"), frame, 2);
    check_recurring(c, main->path, main->note);
    check_frame(c, main->path, main->note);
    check_probability(c, main->path, main->note);
    check_outcome(c, main->path, main->note);
    check_close(c, main->path, main->note);
}

void ps_check_entity_front(ps_checker *c, ps_str path, const ps_note *note, ps_kind kind) {
    if (kind != PS_K_DEAL) {
        check_rules(c, path, note, kind);
    }
}
