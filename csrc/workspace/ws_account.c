/* A page about an account: everything that is open with it, and how the relationship stands. */
#include <stdlib.h>

#include "field.h"
#include "ws_people.h"

/* ---- the level ---- */

static int view_levels(ps_work *w, const ps_note *note, ps_str path, ps_v_account_page *out) {
    const ps_aliases *al = &w->process->aliases;
    const ps_table *t = ps_heading_table(note, PS_H_LEVEL_HISTORY, al);
    const ps_vocab *v = &w->process->vocab[PS_V_LEVELS];
    for (size_t i = 0; t && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_str level = ps_column_cell(t, row, PS_C_LEVEL, al);
        ps_v_level_step *s = level.n ? PS_PUSH(w->arena, &out->levels) : NULL;
        if (level.n && !s) {
            return ps_nomem(w->err);
        }
        if (s) {
            int rank = ps_process_level(w->process, level);
            *s = (ps_v_level_step){.date = ps_date_read(ps_column_cell(t, row, PS_C_DATE, al)),
                                   .level = ps_keep(w, level),
                                   .label = rank ? v->terms[rank - 1].label : PS_S(""),
                                   .by = ps_keep(w, ps_id_bare(ps_column_cell(t, row, PS_C_BY, al))),
                                   .note = ps_keep(w, ps_column_cell(t, row, PS_C_NOTE, al)),
                                   .path = ps_keep_path(w, path),
                                   .rank = rank,
                                   .lnum = (int)row->line};
        }
    }
    return PS_OK;
}

/* What the next level is, in the words of the process. */
static void view_next(const ps_work *w, ps_v_account_page *out) {
    const ps_vocab *v = &w->process->vocab[PS_V_LEVELS];
    out->n_levels = (int)v->n;
    if ((size_t)out->account.rank < v->n) {
        const ps_term *t = &v->terms[out->account.rank];
        out->next = t->id;
        out->next_label = t->label;
        out->next_asks = ps_term_cell(w->process, PS_V_LEVELS, t, PS_S("asks"));
    }
}

/* ---- what its note says ---- */

static int view_places(ps_work *w, const ps_note *note, ps_strs *out) {
    int h = ps_heading_find(note, PS_H_SITES, &w->process->aliases);
    ps_str text = h < 0 ? PS_S("") : ps_str_sub(note->text, note->headings[h].range.end, note->headings[h].end), line;
    while (text.n && ps_str_next(&text, '\n', &line)) {
        ps_str said = ps_str_trim(line);
        said = ps_str_starts(said, PS_S("- ")) ? ps_str_trim(ps_str_sub(said, 2, said.n)) : said;
        bool place = said.n && !ps_str_starts(said, PS_S("<!--"));
        ps_str *slot = place ? PS_PUSH(w->arena, out) : NULL;
        if (place && !slot) {
            return ps_nomem(w->err);
        }
        if (slot) {
            *slot = ps_keep(w, said);
        }
    }
    return PS_OK;
}

static int view_activities(ps_work *w, const ps_note *note, ps_str path, ps_v_account_page *out) {
    for (size_t i = 0; i < w->process->n_activities; i++) {
        const ps_activity *a = &w->process->activities[i];
        const ps_task *t = a->scope == PS_SCOPE_ACCOUNT ? ps_note_task(note, a->id) : NULL;
        ps_v_scoped *v = t ? PS_PUSH(w->arena, &out->activities) : NULL;
        if (t && !v) {
            return ps_nomem(w->err);
        }
        if (v) {
            char state[2] = {t->state, 0};
            ps_date done = ps_date_read(ps_task_field(t, PS_S("done")));
            bool ended = t->state == 'x' || (t->state == '-' && ps_task_field(t, PS_S("reason")).n);
            *v = (ps_v_scoped){.id = a->id,
                               .text = ps_keep(w, t->text),
                               .state = ps_keep(w, ps_str_of(state)),
                               .path = ps_keep_path(w, path),
                               .done = done,
                               .lnum = (int)t->line,
                               .days = done == PS_DATE_NONE ? 0 : w->world.today - done,
                               .limit = w->process->age_account,
                               .expired = ended && ps_answer_too_old(w->process, PS_SCOPE_ACCOUNT, t, w->world.today)};
            v->closed = ended && !v->expired;
        }
    }
    return PS_OK;
}

static int view_note(ps_work *w, ps_str id, ps_v_account_page *out) {
    ps_str path;
    const ps_note *note = w->world.note(w->world.ctx, PS_K_ACCOUNT, id, &path);
    if (!note) {
        return PS_OK;
    }
    int rc = view_levels(w, note, path, out);
    rc = rc ? rc : view_places(w, note, &out->places);
    return rc ? rc : view_activities(w, note, path, out);
}

/* ---- the account and its sites ---- */

static int push(ps_work *w, ps_strs *list, ps_str id) {
    ps_str *slot = PS_PUSH(w->arena, list);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = id;
    return PS_OK;
}

/* Adds accounts below those that are in it, until there are no more: a circle ends where it began. */
static int gather_sites(ps_work *w, const ps_v_accounts *all, ps_strs *ids, ps_v_account_page *out) {
    int rc = PS_OK;
    for (bool more = true; more && !rc;) {
        more = false;
        for (size_t i = 0; !rc && i < all->accounts.n; i++) {
            const ps_v_account *a = &all->accounts.v[i];
            bool below = a->parent.n && ps_ids_have(ids->v, ids->n, a->parent) && !ps_ids_have(ids->v, ids->n, a->id);
            ps_v_account *site = below ? PS_PUSH(w->arena, &out->sites) : NULL;
            if (site) {
                *site = *a;
                more = true;
            }
            rc = !below ? PS_OK : site ? push(w, ids, a->id) : ps_nomem(w->err);
        }
    }
    return rc;
}

static int find_account(ps_work *w, ps_str id, ps_strs *ids, ps_v_account_page *out) {
    ps_v_accounts all = {0};
    int rc = ps_work_accounts(w, &(ps_a_filter){0}, &all);
    const ps_v_account *found = NULL;
    for (size_t i = 0; !rc && i < all.accounts.n; i++) {
        found = ps_str_eq(all.accounts.v[i].id, id) ? &all.accounts.v[i] : found;
    }
    if (!rc && !found) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_ACCOUNT, ps_str_clip(id, 120));
    }
    if (!rc) {
        out->account = *found;
        rc = push(w, ids, found->id);
    }
    return rc ? rc : gather_sites(w, &all, ids, out);
}

/* ---- its deals ---- */

static int add_sum(ps_work *w, ps_v_account_page *out, const ps_v_deal *d) {
    bool open = ps_str_eq(d->status, PS_S("open")) && !d->archived,
         won = ps_str_eq(d->status, PS_S("won")) || ps_str_eq(d->status, PS_S("done"));
    out->account.deals += open;
    out->account.won += won;
    return open ? ps_view_sum(w, &out->account.sums, d) : won ? ps_view_sum(w, &out->account.booked, d) : PS_OK;
}

static int by_work(const void *a, const void *b) {
    const ps_v_deal *x = a, *y = b;
    bool p = ps_view_live(x), q = ps_view_live(y);
    if (p != q) {
        return q - p;
    }
    ps_date s = x->signed_on != PS_DATE_NONE ? x->signed_on : x->close, t = y->signed_on != PS_DATE_NONE ? y->signed_on : y->close;
    int order = (s == PS_DATE_NONE) - (t == PS_DATE_NONE);
    order = order ? order : p ? (s > t) - (s < t) : (s < t) - (s > t); /* what comes next; what was last */
    return order ? order : ps_str_cmp(x->id, y->id);
}

/* From the notes: who was met, what was promised, with whom which way is taken. */
static int read_deal(ps_work *w, const ps_deal_row *row, ps_v_account_page *out) {
    ps_deal *d;
    int rc = ps_work_deal_at(w, row->folder, &d);
    rc = rc ? rc : ps_view_contacts(w, d, PS_S(""), &out->contacts);
    rc = rc || !ps_view_live(&row->view) ? rc : ps_view_promises(w, d, PS_S(""), &out->promises);
    if (!rc) {
        ps_work_drop(w, d);
    }
    return rc;
}

static int view_frame(ps_work *w, const ps_v_deal *d, ps_v_account_page *out) {
    ps_v_frame *frame = NULL;
    int rc = ps_view_is_frame(d) ? ps_work_frame(w, d->id, &frame) : PS_OK;
    ps_v_frame *slot = !rc && frame ? PS_PUSH(w->arena, &out->frames) : NULL;
    if (slot) {
        *slot = *frame;
    }
    return rc || slot || !frame ? rc : ps_nomem(w->err);
}

static int view_deals(ps_work *w, const ps_strs *ids, ps_v_account_page *out) {
    ps_settled_list all = {0};
    out->account.sums = out->account.booked = (ps_v_sums){0};
    out->account.deals = out->account.won = 0;
    int rc = ps_work_settled(w, &all, NULL);
    for (size_t i = 0; !rc && i < all.n; i++) {
        if (!ps_ids_have(ids->v, ids->n, all.v[i].row->view.account)) {
            continue;
        }
        ps_v_deal *d = PS_PUSH(w->arena, &out->deals);
        if (!d) {
            return ps_nomem(w->err);
        }
        ps_view_settled(w, &all.v[i], d);
        rc = add_sum(w, out, d);
        rc = rc ? rc : view_frame(w, d, out);
        rc = rc ? rc : read_deal(w, all.v[i].row, out);
    }
    if (out->deals.n) {
        qsort(out->deals.v, out->deals.n, sizeof *out->deals.v, by_work);
    }
    return rc;
}

/* ---- its people, and the ways that are taken with them ---- */

static bool stands_here(const ps_v_person *p, const ps_v_deals *deals) {
    for (size_t i = 0; i < p->deals.n; i++) {
        for (size_t k = 0; k < deals->n; k++) {
            if (ps_str_eq(p->deals.v[i].deal, deals->v[k].id)) {
                return true;
            }
        }
    }
    return false;
}

static int view_people(ps_work *w, const ps_strs *ids, ps_v_account_page *out) {
    ps_v_people all = {0};
    int rc = ps_work_people(w, &(ps_a_filter){0}, &all);
    for (size_t i = 0; !rc && i < all.people.n; i++) {
        const ps_v_person *p = &all.people.v[i];
        bool ours = ps_ids_have(ids->v, ids->n, p->account) || stands_here(p, &out->deals);
        ps_v_person *slot = ours ? PS_PUSH(w->arena, &out->people) : NULL;
        if (slot) {
            *slot = *p;
        } else if (ours) {
            return ps_nomem(w->err);
        }
    }
    return rc;
}

static ps_v_way *way_of(ps_v_account_page *out, ps_str id) {
    for (size_t i = 0; i < out->ways.n; i++) {
        if (ps_str_eq(out->ways.v[i].id, id)) {
            return &out->ways.v[i];
        }
    }
    return NULL;
}

static int take_way(ps_work *w, ps_v_account_page *out, ps_str way, ps_str name) {
    ps_v_way *v = way_of(out, way);
    return v && !ps_ids_have(v->people.v, v->people.n, name) ? push(w, &v->people, name) : PS_OK;
}

/* By the rows of the deals at work; where a row leaves it blank, by the person's note. */
static int take_ways(ps_work *w, const ps_deal_row *row, ps_v_account_page *out) {
    ps_stand s;
    int rc = PS_OK;
    for (size_t i = 0; !rc && ps_row_stand(row, i, w->world.today, &s); i++) {
        ps_strs ways = {0};
        ps_str path;
        const ps_note *note = w->world.note(w->world.ctx, PS_K_PERSON, s.person, &path);
        rc = s.ways.n ? ps_ids_split(w->arena, s.ways, &ways)
             : note   ? ps_fm_ids(w->arena, ps_note_field(note, PS_S("ways")), &ways)
                      : PS_OK;
        rc = rc ? ps_nomem(w->err) : PS_OK;
        for (size_t k = 0; !rc && k < ways.n; k++) {
            rc = take_way(w, out, ways.v[k], ps_view_person(w, s.person));
        }
    }
    return rc;
}

static int view_ways(ps_work *w, ps_v_account_page *out) {
    const ps_vocab *v = &w->process->vocab[PS_V_WAYS];
    ps_row_list rows = {0};
    int rc = ps_work_rows(w, &rows);
    for (size_t i = 0; !rc && i < v->n; i++) {
        ps_v_way *way = PS_PUSH(w->arena, &out->ways);
        if (!way) {
            return ps_nomem(w->err);
        }
        *way = (ps_v_way){.id = v->terms[i].id, .label = v->terms[i].label};
    }
    for (size_t i = 0; !rc && i < rows.n; i++) {
        bool here = false;
        for (size_t k = 0; !rows.v[i]->broken && !here && k < out->deals.n; k++) {
            here = ps_view_live(&rows.v[i]->view) && ps_str_eq(rows.v[i]->view.id, out->deals.v[k].id);
        }
        rc = here ? take_ways(w, rows.v[i], out) : PS_OK;
    }
    return rc;
}

static int account_run(ps_work *w, const ps_a_deal *in, ps_v_account_page *out) {
    ps_strs ids = {0};
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : find_account(w, ps_id_bare(in->id), &ids, out);
    rc = rc ? rc : view_note(w, out->account.id, out);
    rc = rc ? rc : view_deals(w, &ids, out);
    rc = rc ? rc : view_people(w, &ids, out);
    rc = rc ? rc : view_ways(w, out);
    if (!rc) {
        view_next(w, out);
        ps_contacts_order(&out->contacts);
        ps_promises_order(&out->promises);
        out->met = (int)out->contacts.n;
        out->account.seen = out->met ? out->contacts.v[0].date : PS_DATE_NONE;
        out->account.days = out->met ? out->contacts.v[0].days : 0;
        out->account.ours = out->account.theirs = 0;
        for (size_t i = 0; i < out->promises.n; i++) {
            out->account.theirs += out->promises.v[i].theirs;
            out->account.ours += !out->promises.v[i].theirs;
        }
        out->today = w->world.today;
    }
    return rc;
}
PS_CALL_RUN(account, ps_a_deal, ps_v_account_page, PS_READS)

/* ---- writing the level down ---- */

static int level_run(ps_work *w, const ps_a_level *in, ps_v_place *out) {
    static const ps_column_id columns[] = {PS_C_DATE, PS_C_LEVEL, PS_C_BY, PS_C_NOTE};
    const ps_vocab *v = &w->process->vocab[PS_V_LEVELS];
    int rank = ps_process_level(w->process, in->level);
    ps_str id = ps_id_bare(in->id), path = ps_arena_fmt(w->arena, "accounts/%.*s.md", PS_FMT(id));
    ps_note *note = NULL;
    ps_datestr day;
    ps_buf list = {0};
    if (!ps_id_valid(id)) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_ACCOUNT, ps_str_clip(id, 120));
    }
    for (size_t i = 0; !rank && i < v->n; i++) {
        ps_buf_put(&list, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&list, v->terms[i].id);
    }
    if (!rank) {
        ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, PS_S("level"), ps_str_clip(in->level, 80), ps_buf_str(&list));
        ps_buf_free(&list);
        return PS_EINVAL;
    }
    const ps_str cells[] = {ps_keep(w, ps_date_str(&day, in->date == PS_DATE_NONE ? w->world.today : in->date)), v->terms[rank - 1].id,
                            in->by.n ? in->by : w->my_id, in->note};
    int rc = path.p ? ps_work_no_unsaved(w, path) : ps_nomem(w->err);
    rc = rc ? rc : ps_work_edit(w, path, &note);
    if (rc) {
        return rc == PS_ENOTFOUND ? ps_fail(w->err, PS_ENOTFOUND, NO_ACCOUNT, id) : rc;
    }
    rc = ps_work_at(w, ps_note_set(&note, PS_S("level"), v->terms[rank - 1].id, w->err), path);
    rc = rc ? rc : ps_work_at(w, ps_work_add_row_id(w, &note, PS_H_LEVEL_HISTORY, columns, cells, 4, PS_S("")), path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    const ps_table *t = rc ? NULL : ps_heading_table(note, PS_H_LEVEL_HISTORY, &w->process->aliases);
    *out = (ps_v_place){.path = ps_keep_path(w, path),
                        .id = ps_keep(w, id),
                        .kind = PS_S("account"),
                        .text = v->terms[rank - 1].id,
                        .date = cells[0],
                        .lnum = t && t->n ? (int)t->rows[t->n - 1].line : 1};
    rc = rc ? rc : ps_work_commit(w, id, PS_S(""));
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(level, ps_a_level, ps_v_place, PS_WRITES)
