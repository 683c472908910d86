/* A contract that recurs is renewed by a deal of its own: who decides, what decides and what was answered comes along, to be confirmed. */
#include "field.h"
#include "ws_filter.h"

typedef struct {
    ps_work *w;
    const ps_deal *from;
    ps_str id, mark; /* of the new deal; `[[old]]` */
    ps_date day;     /* the first day of the new contract */
} renewing;

static const ps_fm *member(const ps_deal *deal, const char *key) {
    const ps_fm *map = deal->main ? ps_note_field(deal->main->note, PS_S("recurring")) : NULL;
    for (size_t i = 0; map && map->kind == PS_FM_MAP && i < map->n_items; i++) {
        if (ps_str_eq(map->items[i].key, ps_str_of(key))) {
            return &map->items[i];
        }
    }
    return NULL;
}

/* ---- terms ---- */

/* The day on which the contract ends; of one that goes on, the next on which it would. */
static ps_date renewal_day(const ps_deal *deal, ps_date today) {
    ps_span period;
    int count = 0;
    ps_date start = ps_date_read(ps_fm_text(member(deal, "start")));
    start = start == PS_DATE_NONE ? deal->signed_on : start;
    if (start == PS_DATE_NONE || !ps_span_parse(ps_fm_text(member(deal, "period")), &period)) {
        return PS_DATE_NONE;
    }
    if (ps_int_read(ps_fm_text(member(deal, "count")), &count) && count > 0) {
        return ps_span_add(start, period, count);
    }
    const ps_item next = {.kind = PS_I_RENEWAL, .date = ps_span_add(start, period, 1), .every = period};
    return ps_item_day(&next, today);
}

static int push(ps_work *w, ps_strs *list, ps_str text) {
    ps_str *slot = PS_PUSH(w->arena, list);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = ps_keep(w, text);
    return PS_OK;
}

/* The same terms from the day on, unless others are given. */
static int carry_terms(renewing *r, ps_a_new *deal) {
    static const char *const keys[] = {"amount", "period", "count", "notice"};
    ps_work *w = r->w;
    ps_datestr day;
    int rc = PS_OK;
    if (deal->recurring.n) {
        return PS_OK;
    }
    for (size_t i = 0; !rc && i < sizeof keys / sizeof *keys; i++) {
        ps_str value = ps_fm_text(member(r->from, keys[i]));
        bool moves = i == 3 && ps_date_read(value) == PS_DATE_NONE; /* a day of notice was one of the old contract */
        rc = !value.n || (i == 3 && !moves) ? PS_OK : push(w, &deal->recurring, ps_str_of(keys[i]));
        rc = rc || !value.n || (i == 3 && !moves) ? rc : push(w, &deal->recurring, value);
    }
    rc = rc ? rc : push(w, &deal->recurring, PS_S("start"));
    return rc ? rc : push(w, &deal->recurring, ps_date_str(&day, r->day));
}

static int title_of(renewing *r, ps_str *title) {
    ps_datestr day;
    ps_buf text = {0};
    ps_text_args(&text, r->w->process->lang, RENEWAL_TITLE, r->from->title, ps_str_sub(ps_date_str(&day, r->day), 0, 7));
    int rc = ps_buf_ok(&text) ? PS_OK : ps_nomem(r->w->err);
    *title = rc ? PS_S("") : ps_keep(r->w, ps_buf_str(&text));
    ps_buf_free(&text);
    return rc;
}

/* Nobody renews a contract twice. */
static int check_others(const renewing *r) {
    ps_work *w = r->w;
    ps_row_list rows = {0};
    ps_datestr day;
    int rc = ps_work_rows(w, &rows);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const ps_v_deal *d = &rows.v[i]->view;
        ps_date start = ps_date_read(ps_front_value(d->front, PS_S("recurring.start")));
        bool over = ps_str_eq(d->status, PS_S("lost")) || ps_str_eq(d->status, PS_S("no-go")) || ps_str_eq(d->status, PS_S("no-decision"));
        if (!rows.v[i]->broken && !over && ps_str_eq(d->parent, r->from->id) && start == r->day) {
            return ps_fail(w->err, PS_EEXISTS, RENEWED_ALREADY, d->id, ps_date_str(&day, start));
        }
    }
    return rc;
}

/* ---- what comes along ---- */

/* The new note with the old one's table in the place of its empty one. */
static int carry_table(renewing *r, ps_note **note, ps_heading_id heading) {
    ps_work *w = r->w;
    const ps_aliases *al = &w->process->aliases;
    const ps_table *old = ps_heading_table(r->from->main->note, heading, al), *now = ps_heading_table(*note, heading, al);
    ps_buf text = {0};
    ps_note *after = NULL;
    if (!old || !old->n || !now) {
        return PS_OK;
    }
    ps_buf_put(&text, ps_str_sub((*note)->text, 0, now->range.at));
    ps_buf_put(&text, ps_str_sub(r->from->main->note->text, old->range.at, old->range.end));
    ps_buf_put(&text, ps_str_sub((*note)->text, now->range.end, (*note)->text.n));
    int rc = ps_buf_ok(&text) ? ps_note_parse(&after, ps_buf_str(&text), w->lang, w->err) : ps_nomem(w->err);
    ps_buf_free(&text);
    if (!rc) {
        ps_note_free(*note);
        *note = after;
    }
    return rc;
}

/* Factors and weights are set per deal, never copied: what stands there is where a talk may begin, and says so until somebody had it. */
static int mark_factors(renewing *r, ps_note **note) {
    ps_work *w = r->w;
    const ps_table *t = ps_heading_table(*note, PS_H_DECISION_FACTORS, &w->process->aliases);
    size_t at = t ? (size_t)(t - (*note)->tables) : 0, n = t ? t->n : 0;
    int column = ps_column_find(t, PS_C_EVIDENCE, &w->process->aliases), rc = PS_OK;
    ps_str text = ps_arena_fmt(w->arena, "[from:: %.*s]", PS_FMT(r->mark));
    for (size_t i = 0; !rc && column >= 0 && i < n; i++) {
        rc = text.p ? ps_note_set_cell(note, at, i, column, text, w->err) : ps_nomem(w->err);
    }
    return rc;
}

static int add_checks(renewing *r, ps_note **note) {
    static const ps_text_id checks[] = {PS_T_RENEW_PEOPLE, PS_T_RENEW_FACTORS};
    ps_work *w = r->w;
    ps_lang lang = w->process->lang;
    ps_datestr day;
    ps_buf lines = {0};
    int heading = ps_heading_find(*note, PS_H_SUMMARY, &w->process->aliases);
    size_t at = heading < 0 ? (*note)->text.n : ps_note_section_end(*note, heading, true);
    ps_buf_char(&lines, '\n');
    for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
        ps_str text = ps_text(checks[i], lang);
        ps_buf_fmt(&lines, "- [ ] %.*s [due:: %s] [from:: %.*s]\n", PS_FMT(text), ps_date_str(&day, r->day).p, PS_FMT(r->mark));
    }
    int rc = ps_buf_ok(&lines) ? ps_note_insert(note, at, ps_buf_str(&lines), w->err) : ps_nomem(w->err);
    ps_buf_free(&lines);
    return rc;
}

static int carry_main(renewing *r, ps_str path) {
    static const ps_heading_id tables[] = {PS_H_STAKEHOLDERS, PS_H_RELATIONSHIPS, PS_H_COMPETITORS, PS_H_DECISION_FACTORS};
    ps_note *note = NULL;
    int rc = ps_work_edit(r->w, path, &note);
    for (size_t i = 0; !rc && i < sizeof tables / sizeof *tables; i++) {
        rc = carry_table(r, &note, tables[i]);
    }
    rc = rc ? rc : mark_factors(r, &note);
    rc = rc ? rc : add_checks(r, &note);
    rc = ps_work_at(r->w, rc, path);
    rc = rc ? rc : ps_work_put_note(r->w, path, note);
    ps_note_free(note);
    return rc;
}

/* What was found out before the customer decided may still hold; what was done then is to be done again. */
static const ps_answer *answered(const renewing *r, ps_str id) {
    int decision = r->w->process->decision;
    for (size_t i = 0; id.n && i < r->from->n_answers; i++) {
        const ps_answer *a = &r->from->answers[i];
        if (ps_str_eq(a->activity->id, id)) {
            return a->doc && a->closed && (decision < 0 || a->activity->stage < decision) ? a : NULL;
        }
    }
    return NULL;
}

static int carry_answers(renewing *r, ps_str path) {
    ps_work *w = r->w;
    ps_note *note = NULL;
    int rc = ps_work_edit(w, path, &note);
    for (size_t i = 0; !rc && i < note->n_tasks; i++) {
        if (note->tasks[i].state == ' ' && answered(r, note->tasks[i].id)) {
            rc = ps_note_set_state(&note, i, '/', w->err);
            rc = rc ? rc : ps_note_set_task_field(&note, i, PS_S("from"), r->mark, w->err);
        }
    }
    rc = ps_work_at(w, rc, path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc;
}

static int carry(renewing *r) {
    ps_work *w = r->w;
    size_t n = w->changes.n;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        ps_str path = w->changes.v[i].path, id;
        ps_kind kind;
        if (ps_work_where(path, &kind, &id) && kind == PS_K_DEAL && ps_str_eq(id, r->id)) {
            rc = ps_str_ends(path, PS_S("/deal.md")) ? carry_main(r, path) : carry_answers(r, path);
        }
    }
    return rc;
}

static int renew_run(ps_work *w, const ps_a_new *in, ps_v_deal *out) {
    renewing r = {.w = w};
    ps_deal *from;
    ps_a_new deal = *in;
    int rc = ps_work_deal_edit(w, ps_id_bare(in->parent), &from);
    if (rc) {
        return rc;
    }
    r.from = from;
    r.day = renewal_day(from, w->world.today);
    r.mark = ps_arena_fmt(w->arena, "[[%.*s]]", PS_FMT(from->id));
    if (r.day == PS_DATE_NONE) {
        return ps_fail(w->err, PS_EINVAL, NOTHING_RECURS, from->id);
    }
    ps_work_inherit(&deal, from);
    deal.kind = in->kind.n ? in->kind : from->kind;
    deal.profile = in->profile.n ? in->profile : from->profile->id;
    deal.value = in->value == PS_MONEY_NONE ? from->value : in->value;
    deal.margin = in->margin == PS_MONEY_NONE ? from->margin : in->margin;
    deal.close = in->close == PS_DATE_NONE ? r.day : in->close;
    rc = check_others(&r);
    rc = rc || deal.title.n ? rc : title_of(&r, &deal.title);
    rc = rc ? rc : r.mark.p ? carry_terms(&r, &deal) : ps_nomem(w->err);
    rc = rc ? rc : ps_work_open_deal(w, &deal, &r.id);
    rc = rc ? rc : carry(&r);
    rc = rc ? rc : ps_work_link_followup(w, from, r.id);
    rc = rc ? rc : ps_work_commit(w, r.id, PS_S(""));
    return rc ? rc : ps_view_deal_now(w, r.id, out);
}
PS_CALL_RUN(renew, ps_a_new, ps_v_deal, PS_WRITES)
