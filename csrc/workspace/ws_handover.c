/* Everything that is open under one name goes to another: the notes outside of deals in one commit, then each deal in one of its own. */
#include "field.h"
#include "ws_charges.h"

typedef struct {
    ps_work *w;
    ps_str from, to;
    ps_v_handover *out;
} handing;

static int put_commit(const handing *h) {
    ps_str *slot = h->w->s->commit.n ? PS_PUSH(h->w->arena, &h->out->commits) : NULL;
    if (slot) {
        *slot = h->w->s->commit;
    }
    return slot || !h->w->s->commit.n ? PS_OK : ps_nomem(h->w->err);
}

/* deal "": the notes outside of deals. The subject says what was done: its parts, told one by one, would hide it. */
static int commit(const handing *h, ps_str deal) {
    ps_work *w = h->w;
    ps_buf subject = {0};
    const ps_str args[] = {deal, h->from, h->to};
    ps_text_put(&subject, w->process->lang, deal.n ? PS_T_HANDED_OVER : PS_T_HANDED_OVER_NOTES, args, 3);
    ps_str trailers = ps_arena_fmt(w->arena, "%s%.*s%sHandover: %.*s %.*s\n", deal.n ? "Deal: " : "", PS_FMT(deal), deal.n ? "\n" : "",
                                   PS_FMT(h->from), PS_FMT(h->to));
    w->s->commit = PS_S("");
    int rc = ps_buf_ok(&subject) && trailers.p ? ps_work_commit_as(w, ps_buf_str(&subject), trailers) : ps_nomem(w->err);
    ps_buf_free(&subject);
    ps_work_forget(w); /* what comes next reads the notes as they are now */
    return rc ? rc : put_commit(h);
}

/* Gives what was found in a note; `more`, where there is one, goes into the same note. */
static int give(const handing *h, ps_str path, const ps_charges *found, int (*more)(const handing *h, ps_note **note)) {
    ps_work *w = h->w;
    ps_note *note = NULL;
    int rc = ps_work_edit(w, path, &note);
    rc = rc ? rc : ps_charges_give(&note, w->arena, found, h->from, h->to, w->err);
    rc = rc || !more ? rc : more(h, &note);
    rc = ps_work_at(w, rc, path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc;
}

/* ---- notes outside of deals ---- */

static int give_notes(const handing *h, const ps_strs *paths) {
    ps_work *w = h->w;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < paths->n; i++) {
        ps_charges found = {0};
        ps_note *note = NULL;
        rc = ps_work_edit(w, paths->v[i], &note);
        rc = rc ? rc : ps_charges_of_note(&found, w->arena, w->process, note, h->from, w->err);
        rc = rc ? rc : give(h, paths->v[i], &found, NULL);
        ps_note_free(note);
    }
    return rc || !paths->n ? rc : commit(h, PS_S(""));
}

/* ---- a deal ---- */

static int add_handover_row(const handing *h, ps_note **note) {
    static const ps_column_id columns[] = {PS_C_DATE, PS_C_FROM, PS_C_TO, PS_C_BY};
    ps_datestr day;
    const ps_str cells[] = {ps_date_str(&day, h->w->world.today), h->from, h->to, h->w->my_id};
    return ps_work_add_row(h->w, note, PS_H_HANDOVERS, columns, cells, 4, '\0');
}

/* The name of a drafted note that is not there yet. */
static int brief_path(const handing *h, const ps_deal *deal, ps_str *out) {
    ps_datestr day;
    ps_str date = ps_date_str(&day, h->w->world.today);
    *out = ps_arena_fmt(h->w->arena, "%.*s/handover-%.*s.md", PS_FMT(deal->folder), PS_FMT(date));
    for (int n = 2; out->p && ps_fs_stat(h->w->ws->fs, *out) != PS_FS_NONE; n++) {
        *out = ps_arena_fmt(h->w->arena, "%.*s/handover-%.*s-%d.md", PS_FMT(deal->folder), PS_FMT(date), n);
    }
    return out->p ? PS_OK : ps_nomem(h->w->err);
}

static int draft(const handing *h, const ps_deal *deal, ps_str *path) {
    ps_work *w = h->w;
    ps_buf text = {0};
    ps_deal *told = NULL;
    const ps_new_handover in = {h->from, h->to};
    int rc = brief_path(h, deal, path);
    rc = rc ? rc : ps_work_told(w, deal, &told);
    rc = rc ? rc : ps_template_handover(&text, w->arena, deal, told, &w->world, &in, w->err);
    ps_deal_free(told);
    rc = rc ? rc : ps_work_put(w, *path, ps_buf_str(&text));
    ps_buf_free(&text);
    ps_str *slot = rc ? NULL : PS_PUSH(w->arena, &h->out->briefs);
    if (slot) {
        *slot = ps_keep_path(w, *path);
    }
    return rc || slot ? rc : ps_nomem(w->err);
}

/* The predecessor's documents are to be read again, and here they are: the activity opens, is the new owner's, and leads to the brief. Further deals of the
 * account add theirs. */
static int reopen(const handing *h, const ps_answer *a, ps_str brief) {
    enum { DAYS = 7 };
    ps_work *w = h->w;
    ps_note *note = NULL;
    ps_datestr due;
    ps_str link = ps_arena_fmt(w->arena, "[[%.*s]]", (int)(brief.n - 3), brief.p);
    int rc = link.p ? ps_work_edit(w, a->path, &note) : ps_nomem(w->err);
    if (rc) {
        return rc;
    }
    size_t i = a->task_index;
    const ps_task *task = &note->tasks[i];
    ps_str so_far = ps_task_field(task, PS_S("evidence"));
    bool waits = task->state == ' ' && so_far.n && ps_str_eq(ps_id_bare(ps_task_field(task, PS_S("owner"))), h->to);
    link = waits ? ps_arena_fmt(w->arena, "%.*s, %.*s", PS_FMT(so_far), PS_FMT(link)) : link;
    int days = ps_process_threshold(w->process, PS_S("handover"), PS_S("days"), DAYS);
    static const char *const gone[] = {"done", "reason"};
    rc = link.p ? ps_note_set_state(&note, i, ' ', w->err) : ps_nomem(w->err);
    for (size_t k = 0; !rc && k < 2; k++) {
        rc = ps_note_set_task_field(&note, i, ps_str_of(gone[k]), (ps_str){NULL, 0}, w->err);
    }
    rc = rc ? rc : ps_note_set_task_field(&note, i, PS_S("owner"), h->to, w->err);
    rc = rc ? rc : ps_note_set_task_field(&note, i, PS_S("due"), ps_date_str(&due, w->world.today + days), w->err);
    rc = rc ? rc : ps_note_set_task_field(&note, i, PS_S("evidence"), link, w->err);
    rc = ps_work_at(w, rc, a->path);
    rc = rc ? rc : ps_work_put_note(w, a->path, note);
    ps_note_free(note);
    return rc;
}

/* The method's activity for this; a process without it asks for nothing. */
static const ps_answer *handover_answer(const ps_deal *deal) {
    for (size_t i = 0; i < deal->n_answers; i++) {
        if (ps_str_eq(deal->answers[i].activity->id, PS_S("handover"))) {
            return deal->answers[i].task ? &deal->answers[i] : NULL;
        }
    }
    return NULL;
}

static bool has(const ps_charges *found, ps_charge_kind kind, bool sealed) {
    for (size_t i = 0; i < found->n; i++) {
        if (found->v[i].kind == kind && found->v[i].sealed == sealed) {
            return true;
        }
    }
    return false;
}

static int give_doc(const handing *h, const ps_deal *deal, const ps_doc *doc, ps_deal_life life, bool *sealed) {
    ps_charges found = {0};
    int rc = ps_charges_of_doc(&found, h->w->arena, deal, doc, life, h->from, h->w->err);
    *sealed = *sealed || has(&found, PS_CHARGE_CONDITION, true);
    return rc || !found.n || doc == deal->main ? rc : give(h, doc->path, &found, NULL);
}

/* deal.md last: whether it gets a row depends on the others. */
static int give_main(const handing *h, const ps_deal *deal, ps_deal_life life, bool sealed, bool *owned) {
    ps_charges found = {0};
    int rc = ps_charges_of_doc(&found, h->w->arena, deal, deal->main, life, h->from, h->w->err);
    *owned = has(&found, PS_CHARGE_OWNER, false);
    return rc || !(found.n || sealed) ? rc : give(h, deal->main->path, &found, *owned || sealed ? add_handover_row : NULL);
}

static int give_deal(const handing *h, ps_str folder) {
    ps_work *w = h->w;
    ps_deal *deal;
    ps_deal_life life;
    ps_str brief;
    bool sealed = false, owned = false;
    int rc = ps_work_deal_at(w, folder, &deal);
    if (rc || !deal->main) {
        return rc;
    }
    ps_str id = ps_keep(w, deal->id);
    rc = ps_deal_life_of(&life, deal, w->world.today, w->err);
    for (size_t i = 0; !rc && i < deal->n_docs; i++) {
        rc = give_doc(h, deal, &deal->docs[i], life, &sealed);
    }
    rc = rc ? rc : give_main(h, deal, life, sealed, &owned);
    if (!rc && owned && life == PS_DEAL_LIVE) {
        const ps_answer *answer = handover_answer(deal);
        rc = draft(h, deal, &brief);
        rc = rc || !answer ? rc : reopen(h, answer, brief);
    }
    return rc ? rc : commit(h, id);
}

/* ---- all of it ---- */

static int check_names(const handing *h) {
    ps_work *w = h->w;
    ps_str path;
    const ps_str names[] = {h->from, h->to};
    for (size_t i = 0; i < 2; i++) {
        if (!ps_id_valid(names[i])) {
            return ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(names[i], 120));
        }
    }
    if (ps_str_eq(h->from, h->to)) {
        return ps_fail(w->err, PS_EINVAL, HANDOVER_SAME, h->to);
    }
    const ps_note *note = w->world.note(w->world.ctx, PS_K_MEMBER, h->to, &path);
    ps_date left = ps_left_day(note);
    if (!note) {
        return ps_fail(w->err, PS_ENOTFOUND, HANDOVER_NOBODY, h->to);
    }
    bool gone = left != PS_DATE_NONE && left <= w->world.today;
    return gone ? ps_fail(w->err, PS_EREFUSED, HANDOVER_LEFT, h->to, ps_note_value(note, PS_S("left"))) : PS_OK;
}

static int overlay_has(ps_work *w, ps_str path) {
    for (size_t i = 0; i < w->s->n_overlay; i++) {
        ps_str at = ps_keep_path(w, path);
        if (ps_str_eq(w->s->overlay[i].path, at)) {
            ps_fail(w->err, PS_EUNSAVED, UNSAVED);
            return ps_error_at(w->err, path, 0);
        }
    }
    return PS_OK;
}

/* Nothing begins that unsaved texts would stop in the middle. */
static int check_saved(ps_work *w, const ps_errand *e) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < e->folders.n; i++) {
        rc = ps_work_no_unsaved(w, e->folders.v[i]);
    }
    for (size_t i = 0; !rc && i < e->notes.n; i++) {
        rc = overlay_has(w, e->notes.v[i]);
    }
    for (size_t i = 0; !rc && i < e->accounts.n; i++) {
        ps_str path = ps_template_entity_path(w->arena, PS_K_ACCOUNT, e->accounts.v[i]);
        rc = path.p ? overlay_has(w, path) : ps_nomem(w->err);
    }
    return rc;
}

static int add_path(ps_work *w, ps_str path, ps_strs *out) {
    ps_str *slot = path.p ? PS_PUSH(w->arena, out) : NULL;
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = path;
    return PS_OK;
}

/* Nor any that what is staged would. */
static int check_staged(ps_work *w, const ps_errand *e) {
    ps_strs paths = {0};
    ps_dirty *dirty = NULL;
    size_t n = 0;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < e->folders.n; i++) {
        rc = add_path(w, e->folders.v[i], &paths);
    }
    for (size_t i = 0; !rc && i < e->notes.n; i++) {
        rc = add_path(w, e->notes.v[i], &paths);
    }
    for (size_t i = 0; !rc && i < e->accounts.n; i++) {
        rc = add_path(w, ps_template_entity_path(w->arena, PS_K_ACCOUNT, e->accounts.v[i]), &paths);
    }
    rc = rc || !paths.n ? rc : ps_work_dirty(w, paths.v, paths.n, &dirty, &n);
    for (size_t i = 0; !rc && i < n; i++) {
        if (dirty[i].staged && ps_str_ends(dirty[i].path, PS_S(".md"))) {
            ps_fail(w->err, PS_ESTAGED, STAGED);
            rc = ps_error_at(w->err, dirty[i].path, 0);
        }
    }
    return rc;
}

static int give_all(const handing *h, const ps_errand *e) {
    int rc = give_notes(h, &e->notes);
    for (size_t i = 0; !rc && i < e->folders.n; i++) {
        ps_work_progress(h->w, i, e->folders.n);
        rc = give_deal(h, e->folders.v[i]);
    }
    return rc;
}

static int handover_run(ps_work *w, const ps_a_handover *in, ps_v_handover *out) {
    ps_errand errand = {.found = &out->charges};
    handing h = {.w = w, .out = out};
    int rc = ps_work_whose(w, in->from, &h.from);
    rc = rc ? rc : ps_work_whose(w, in->to, &h.to);
    rc = rc ? rc : check_names(&h);
    if (rc) {
        return rc;
    }
    out->from = h.from = ps_keep(w, h.from);
    out->to = h.to = ps_keep(w, h.to);
    rc = ps_work_charges(w, h.from, in->filter, &errand);
    rc = rc || in->dry_run ? rc : check_saved(w, &errand);
    rc = rc || in->dry_run ? rc : check_staged(w, &errand);
    return rc || in->dry_run ? rc : give_all(&h, &errand);
}
PS_CALL_RUN(handover, ps_a_handover, ps_v_handover, PS_WRITES)
