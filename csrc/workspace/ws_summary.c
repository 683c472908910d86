/* The project summary: a draft from the history, kept apart from what people write. */
#include "summary.h"

#include <string.h>

#include "ws_tell.h"

typedef PS_VEC(ps_past_change) changes;

/* Why somebody moved a day, as the commit's message says. */
static int reason_of(ps_work *w, ps_str commit, ps_str *out) {
    ps_teller *teller;
    ps_seen_commit seen;
    ps_oid id = {""};
    if (!commit.n || commit.n >= sizeof id.hex) {
        return PS_OK;
    }
    memcpy(id.hex, commit.p, commit.n);
    int rc = ps_work_teller(w, &teller);
    rc = rc ? rc : ps_history_commit(ps_teller_reader(teller), w->arena, &id, &seen, w->err);
    *out = rc ? PS_S("") : ps_trailer(seen.message, PS_S("Reason"));
    return rc;
}

static bool is_day(const ps_v_event *e) {
    return e->from.n && e->to.n && (ps_str_eq(e->field, PS_S("close")) || ps_str_ends(e->field, PS_S("/due")));
}

/* The life of the deal, oldest first. */
static int gather(ps_work *w, ps_str id, changes *out) {
    ps_v_events events = {0};
    int rc = ps_work_changes_of(w, id, &events);
    for (size_t i = events.n; !rc && i > 0; i--) {
        const ps_v_event *e = &events.v[i - 1];
        ps_past_change *c = PS_PUSH(w->arena, out);
        if (!c) {
            return ps_nomem(w->err);
        }
        *c = (ps_past_change){ps_time_day(e->time, w->process->tz), e->author, e->field, e->from, e->to, PS_S("")};
        rc = is_day(e) ? reason_of(w, e->commit, &c->reason) : PS_OK;
    }
    return rc;
}

/* The day on which it ended: of the signing, else the one on which it was closed so, which may be today. */
static ps_date end_of(const ps_work *w, const ps_deal *deal, const changes *life) {
    if (deal->status == PS_STATUS_OPEN || deal->status == PS_STATUS_PAUSED) {
        return PS_DATE_NONE;
    }
    bool won = deal->status == PS_STATUS_WON || deal->status == PS_STATUS_DONE;
    ps_date day = won ? deal->signed_on : PS_DATE_NONE;
    for (size_t i = life->n; day == PS_DATE_NONE && i > 0; i--) {
        const ps_past_change *c = &life->v[i - 1];
        day = ps_str_eq(c->field, PS_S("status")) && ps_str_eq(c->to, ps_status_id(deal->status)) ? c->date : day;
    }
    return day == PS_DATE_NONE ? w->world.today : day;
}

/* The note as it is, or an empty one. */
static int summary_note(ps_work *w, const ps_deal *deal, ps_str path, ps_note **out) {
    ps_new_deal like = {.id = deal->id, .title = deal->title, .probability = -1};
    ps_buf text = {0};
    ps_fs_kind kind;
    int rc = ps_work_stat(w, path, &kind);
    if (rc || kind != PS_FS_NONE) {
        return rc ? rc : ps_work_edit(w, path, out);
    }
    rc = ps_template_summary(&text, w->process, &like, w->err);
    rc = rc ? rc : ps_work_put(w, path, ps_buf_str(&text));
    ps_buf_free(&text);
    return rc ? rc : ps_work_edit(w, path, out);
}

int ps_work_draft_summary(ps_work *w, ps_str id, ps_str *path, ps_draft_fate *fate) {
    ps_deal *deal;
    changes life = {0};
    ps_buf draft = {0}, text = {0};
    ps_note *note = NULL;
    int rc = ps_work_deal(w, id, &deal);
    rc = rc ? rc : gather(w, id, &life);
    *path = rc ? PS_S("") : ps_arena_fmt(w->arena, "%.*s/summary.md", PS_FMT(deal->folder));
    rc = rc || path->p ? rc : ps_nomem(w->err);
    if (!rc) {
        ps_summary_facts facts = {deal, &w->world, life.v, life.n, end_of(w, deal, &life)};
        rc = ps_summary_draft(&draft, w->arena, &facts, w->err);
    }
    rc = rc ? rc : summary_note(w, deal, *path, &note);
    rc = rc ? rc : ps_summary_put(&text, fate, note, ps_buf_str(&draft), w->process, w->err);
    rc = rc || *fate != PS_DRAFT_WRITTEN ? rc : ps_work_put(w, *path, ps_buf_str(&text));
    ps_buf_free(&draft);
    ps_buf_free(&text);
    ps_note_free(note);
    return rc;
}

int ps_work_sum_up(ps_work *w, ps_str id) {
    ps_str path;
    ps_draft_fate fate;
    int rc = ps_work_draft_summary(w, id, &path, &fate);
    if (rc != PS_EPARSE && rc != PS_EIO && rc != PS_EINVAL) {
        return rc;
    }
    ps_error_clear(w->err);
    return PS_OK;
}

static int summary_run(ps_work *w, const ps_a_id *in, ps_v_place *out) {
    static const char *const fates[] = {"same", "written", "kept"};
    ps_draft_fate fate = PS_DRAFT_SAME;
    ps_deal *deal;
    ps_str path, text;
    int rc = ps_work_deal_edit(w, in->id, &deal);
    rc = rc ? rc : ps_work_draft_summary(w, deal->id, &path, &fate);
    rc = rc || fate != PS_DRAFT_WRITTEN ? rc : ps_work_commit(w, deal->id, PS_S(""));
    rc = rc ? rc : ps_work_read(w, path, &text);
    if (rc) {
        return rc;
    }
    ps_note *note = NULL;
    rc = ps_note_parse(&note, text, w->lang, w->err);
    int at = rc ? -1 : ps_heading_find(note, PS_H_DRAFTED, &w->process->aliases);
    *out = (ps_v_place){.path = ps_keep_path(w, path),
                        .id = ps_keep(w, deal->id),
                        .text = ps_str_of(fates[fate]),
                        .lnum = at < 0 ? 1 : (int)note->headings[at].line,
                        .count = fate == PS_DRAFT_WRITTEN};
    ps_note_free(note);
    return rc;
}
PS_CALL_RUN(summary, ps_a_id, ps_v_place, PS_WRITES)
