/* What of a deal's front matter somebody must see to: an owner who left, a day to look again that has passed, deals that follow themselves, terms. */
#include "diag_impl.h"
#include "person.h"
#include "when.h"

static ps_spot at_key(const ps_checker *c, const char *key) {
    return ps_spot_field(c->deal->main->path, c->deal->main->note, ps_str_of(key));
}

static void check_owner(ps_checker *c) {
    const ps_deal *d = c->deal;
    bool live = d->status == PS_STATUS_OPEN || d->status == PS_STATUS_WON || d->status == PS_STATUS_PAUSED;
    const ps_note *note = live ? ps_world_note(c->world, PS_K_MEMBER, d->owner, NULL) : NULL;
    ps_date left = ps_left_day(note);
    if (left != PS_DATE_NONE && left <= c->world->today) {
        ps_say(c, at_key(c, "owner"), PS_WARN, "owner-left", DIAG_OWNER_LEFT, d->owner, ps_note_value(note, PS_S("left")));
    }
}

/* ---- closed deals ---- */

static void check_revisit(ps_checker *c) {
    const ps_fm *field = ps_note_field(c->deal->main->note, PS_S("revisit"));
    ps_date day = field ? ps_date_read(ps_fm_text(field)) : PS_DATE_NONE;
    ps_datestr text;
    bool over = c->deal->status != PS_STATUS_OPEN && c->deal->status != PS_STATUS_WON && c->deal->status != PS_STATUS_DONE;
    if (over && c->world && day != PS_DATE_NONE && day < c->world->today) {
        ps_say(c, at_key(c, "revisit"), PS_HINT, "revisit-passed", DIAG_REVISIT_PASSED, ps_date_str(&text, day));
    }
}

/* Words of one's own are fine, but they are counted with no others. */
static void check_reason(ps_checker *c) {
    const ps_vocab *v = &c->process->vocab[PS_V_LOSSES];
    ps_str reason = c->deal->reason;
    ps_buf known = {0};
    if (c->deal->status != PS_STATUS_LOST || !reason.n || !v->n || ps_process_term(c->process, PS_V_LOSSES, reason)) {
        return;
    }
    for (size_t i = 0; i < v->n; i++) {
        ps_buf_put(&known, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&known, v->terms[i].id);
    }
    c->failed = c->failed || !ps_buf_ok(&known);
    ps_say(c, at_key(c, "reason"), PS_HINT, "reason-unknown", DIAG_REASON_UNKNOWN, ps_str_clip(reason, 60), ps_buf_str(&known));
    ps_buf_free(&known);
}

/* ---- follow-ups ---- */

/* Goes up from deal to deal. Where that leads back to where it began, the line says so; a circle further up is told there. */
static void check_parent(ps_checker *c) {
    enum { MOST = 100 };
    ps_str at = c->deal->parent;
    for (int i = 0; at.n && i < MOST; i++) {
        if (ps_str_eq(at, c->deal->id)) {
            ps_say(c, at_key(c, "parent"), PS_WARN, "parent-cycle", DIAG_PARENT_CYCLE, c->deal->id, c->deal->parent);
            return;
        }
        const ps_note *note = ps_world_note(c->world, PS_K_DEAL, at, NULL);
        at = note ? ps_id_bare(ps_note_value(note, PS_S("parent"))) : PS_S("");
    }
}

/* ---- terms ---- */

static void check_members(ps_checker *c, const char *key, const ps_str *known, size_t n, ps_str list) {
    const ps_note *note = c->deal->main->note;
    const ps_fm *map = ps_note_field(note, ps_str_of(key));
    if (map && map->kind != PS_FM_MAP && map->kind != PS_FM_EMPTY) {
        ps_say(c, at_key(c, key), PS_ERROR, "bad-value", DIAG_TERMS, ps_str_of(key), list);
    }
    for (size_t i = 0; map && map->kind == PS_FM_MAP && i < map->n_items; i++) {
        if (!ps_ids_have(known, n, map->items[i].key)) {
            ps_say(c, ps_spot_range(c->deal->main->path, note, map->items[i].whole), PS_WARN, "unknown-value", DIAG_TERM,
                   ps_str_clip(map->items[i].key, 40), ps_str_of(key), list);
        }
    }
}

static const ps_fm *member(const ps_checker *c, const char *key, const char *name) {
    const ps_fm *map = ps_note_field(c->deal->main->note, ps_str_of(key));
    for (size_t i = 0; map && map->kind == PS_FM_MAP && i < map->n_items; i++) {
        if (ps_str_eq(map->items[i].key, ps_str_of(name))) {
            return &map->items[i];
        }
    }
    return NULL;
}

static void check_terms(ps_checker *c) {
    static const ps_str recurring[] = {{"amount", 6}, {"period", 6}, {"count", 5}, {"start", 5}, {"notice", 6}};
    static const ps_str frame[] = {{"ceiling", 7}, {"from", 4}, {"to", 2}};
    const ps_doc *main = c->deal->main;
    ps_span span;
    check_members(c, "recurring", recurring, 5, PS_S("amount, period, count, start, notice"));
    check_members(c, "frame", frame, 3, PS_S("ceiling, from, to"));
    const ps_fm *notice = member(c, "recurring", "notice"), *from = member(c, "frame", "from"), *to = member(c, "frame", "to");
    ps_str text = notice ? ps_fm_text(notice) : PS_S("");
    if (text.n && ps_date_read(text) == PS_DATE_NONE && !ps_span_parse(text, &span)) {
        ps_say(c, ps_spot_range(main->path, main->note, notice->range), PS_ERROR, "bad-value", DIAG_NOTICE, ps_str_clip(text, 40));
    }
    ps_date begin = from ? ps_date_read(ps_fm_text(from)) : PS_DATE_NONE, end = to ? ps_date_read(ps_fm_text(to)) : PS_DATE_NONE;
    if (begin != PS_DATE_NONE && end != PS_DATE_NONE && end < begin) {
        ps_say(c, ps_spot_range(main->path, main->note, to->range), PS_WARN, "frame-order", DIAG_FRAME_ORDER);
    }
}

/* ---- carried over by a renewal ---- */

static void check_carried_tasks(ps_checker *c, const ps_doc *doc) {
    for (size_t i = 0; i < doc->note->n_tasks; i++) {
        const ps_task *task = &doc->note->tasks[i];
        ps_str from = ps_id_bare(ps_task_field(task, PS_S("from")));
        if (from.n && task->state != 'x' && task->state != '-') {
            ps_say(c, ps_spot_inline(doc->path, doc->note, task, PS_S("from")), PS_HINT, "to-confirm", DIAG_TO_CONFIRM, from);
        }
    }
}

static void check_carried_factors(ps_checker *c) {
    static const ps_str mark = {"[from::", 7};
    const ps_doc *main = c->deal->main;
    const ps_table *t = ps_heading_table(main->note, PS_H_DECISION_FACTORS, &c->process->aliases);
    int column = ps_column_find(t, PS_C_EVIDENCE, &c->process->aliases);
    for (size_t i = 0; column >= 0 && i < t->n; i++) {
        ps_str text = ps_row_cell(&t->rows[i], column);
        if (ps_str_starts(text, mark)) {
            ps_str from = ps_str_trim(ps_str_sub(text, mark.n, text.n));
            from = ps_str_ends(from, PS_S("]")) ? ps_str_sub(from, 0, from.n - 1) : from;
            ps_say(c, ps_spot_range(main->path, main->note, t->rows[i].cells[column].range), PS_HINT, "to-confirm", DIAG_TO_CONFIRM_ROW,
                   ps_id_bare(from));
        }
    }
}

void ps_check_house(ps_checker *c) {
    check_owner(c);
    check_revisit(c);
    check_reason(c);
    check_parent(c);
    check_terms(c);
    for (size_t i = 0; i < c->deal->n_docs; i++) {
        check_carried_tasks(c, &c->deal->docs[i]);
    }
    check_carried_factors(c);
}
