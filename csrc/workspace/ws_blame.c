/* Who set what stands in a deal: the event that made a field what it is. */
#include <string.h>

#include "ws_tell.h"

enum { NEAR = 3 };

typedef struct {
    ps_work *w;
    const ps_deal *deal;
    ps_v_events life;    /* committed, newest first; undos by what they changed */
    ps_v_events pending; /* what HEAD does not have yet */
} blaming;

/* What differs between HEAD and what stands. */
static int find_pending(blaming *b) {
    ps_v_diff diff = {0};
    ps_error quiet = {.lang = b->w->lang}, *err = b->w->err;
    b->w->err = &quiet; /* a deal that HEAD lacks has no committed life either */
    int rc = ps_work_diff(b->w, b->deal, PS_S("HEAD"), PS_S(""), &diff);
    b->w->err = err;
    b->pending = rc ? (ps_v_events){0} : diff.events;
    return rc == PS_ENOMEM ? ps_nomem(err) : PS_OK;
}

static int start(blaming *b, ps_work *w, ps_str id) {
    ps_deal *deal;
    *b = (blaming){.w = w};
    int rc = ps_work_deal(w, id, &deal);
    b->deal = rc ? NULL : deal;
    rc = rc ? rc : ps_work_changes_of(w, id, &b->life);
    return rc ? rc : find_pending(b);
}

static const ps_v_event *find(const ps_v_events *events, ps_str key) {
    for (size_t i = 0; i < events->n; i++) {
        if (ps_str_eq(events->v[i].field, key)) {
            return &events->v[i];
        }
    }
    return NULL;
}

static const ps_fm *front_of(const blaming *b, ps_str key) {
    return b->deal->main ? ps_note_field(b->deal->main->note, key) : NULL;
}

static ps_str value_of(const blaming *b, ps_str key) {
    return b->deal->main ? ps_note_value(b->deal->main->note, key) : PS_S("");
}

/* The deal's first event: that it is new, where its history goes back so far. */
static const ps_v_event *birth(const ps_v_events *life) {
    for (size_t i = life->n; i > 0; i--) {
        const ps_v_event *e = &life->v[i - 1];
        if (ps_str_eq(e->field, PS_S("stage")) && !e->from.n) {
            return e;
        }
    }
    return life->n ? &life->v[life->n - 1] : NULL;
}

/* What was there from the first day on came with the deal. */
static bool of_birth(const blaming *b, ps_str key, ps_v_event *out) {
    if (!b->life.n || !front_of(b, key)) {
        return false;
    }
    *out = *birth(&b->life);
    out->field = key;
    out->from = PS_S("");
    out->to = ps_keep(b->w, value_of(b, key)); /* the note does not outlive the call */
    return true;
}

/* `stakeholders/chen/stance` came with the row `stakeholders/chen`. */
static const ps_v_event *of_row(const blaming *b, ps_str key) {
    const ps_v_event *found = NULL;
    for (size_t n = key.n; !found && n > 0; n--) {
        ps_str row = ps_str_sub(key, 0, n - 1);
        bool inner = key.p[n - 1] == '/' && ps_str_find(row, PS_S("/"), 0) != SIZE_MAX;
        found = inner ? find(&b->life, row) : NULL;
    }
    return found;
}

static int tell_pending(ps_work *w, const ps_v_event *e, ps_v_event *out) {
    ps_datestr day, clock;
    ps_buf text = {0};
    ps_str me;
    int rc = ps_work_me(w, &me);
    if (rc == PS_ENOMEM) {
        return rc;
    }
    ps_text_put(&text, w->lang, PS_T_BLAME_UNCOMMITTED, &e->text, 1);
    *out = *e;
    out->text = ps_keep(w, ps_buf_str(&text));
    out->author = rc ? PS_S("") : ps_keep(w, me);
    out->time = w->now;
    out->date = ps_keep(w, ps_date_str(&day, ps_time_day(w->now, w->process->tz)));
    out->clock = ps_keep(w, ps_time_str(&clock, w->now, w->process->tz));
    ps_error_clear(w->err);
    ps_buf_free(&text);
    return PS_OK;
}

/* ---- names ---- */

static bool has_term(const ps_v_terms *terms, ps_str id) {
    for (size_t i = 0; i < terms->n; i++) {
        if (ps_str_eq(terms->v[i].id, id)) {
            return true;
        }
    }
    return false;
}

static int add_term(ps_work *w, ps_v_terms *out, ps_str id, ps_str value) {
    ps_v_term *t = id.n && !has_term(out, id) ? PS_PUSH(w->arena, out) : NULL;
    if (t) {
        *t = (ps_v_term){ps_keep(w, id), ps_keep(w, value), PS_S("")};
    }
    return t || !id.n || has_term(out, id) ? PS_OK : ps_nomem(w->err);
}

static int list_fields(const blaming *b, ps_v_terms *out) {
    const ps_note *note = b->deal->main ? b->deal->main->note : NULL;
    int rc = PS_OK;
    for (size_t i = 0; !rc && note && i < note->n_fields; i++) {
        ps_str key = note->fields[i].key;
        rc = add_term(b->w, out, key, value_of(b, key));
    }
    for (size_t i = 0; !rc && i < b->pending.n; i++) {
        rc = add_term(b->w, out, b->pending.v[i].field, b->pending.v[i].to);
    }
    for (size_t i = 0; !rc && i < b->life.n; i++) {
        rc = add_term(b->w, out, b->life.v[i].field, b->life.v[i].to);
    }
    return rc;
}

/* How alike two names are: what they have in common at the front, and whether one is in the other. */
static size_t likeness(ps_str a, ps_str b) {
    size_t n = 0;
    while (n < a.n && n < b.n && (a.p[n] | 32) == (b.p[n] | 32)) {
        n++;
    }
    bool within = a.n > 1 && b.n > 1 && (ps_str_find(a, b, 0) != SIZE_MAX || ps_str_find(b, a, 0) != SIZE_MAX);
    return n < 2 && !within ? 0 : n + (within ? 4 : 0);
}

static int tell_near(const blaming *b, ps_str key) {
    ps_v_terms all = {0};
    ps_buf near = {0};
    ps_work *w = b->w;
    int rc = list_fields(b, &all);
    for (int told = 0; !rc && told < NEAR; told++) {
        size_t best = 0, score = 0;
        for (size_t i = 0; i < all.n; i++) {
            size_t like = likeness(all.v[i].id, key);
            best = like > score ? i : best;
            score = like > score ? like : score;
        }
        if (!score) {
            break;
        }
        ps_buf_fmt(&near, "%s%.*s", near.n ? ", " : "", PS_FMT(all.v[best].id));
        all.v[best].id = PS_S("");
    }
    ps_str said = ps_str_clip(key, 60);
    rc = rc                  ? rc
         : !ps_buf_ok(&near) ? ps_nomem(w->err)
         : near.n            ? ps_fail(w->err, PS_ENOTFOUND, BLAME_NEAR, b->deal->id, said, ps_buf_str(&near))
                             : ps_fail(w->err, PS_ENOTFOUND, BLAME_NOTHING, b->deal->id, said);
    ps_buf_free(&near);
    return rc;
}

/* ---- the calls ---- */

static int blame_run(ps_work *w, const ps_a_blame *in, ps_v_event *out) {
    blaming b;
    int rc = start(&b, w, in->id);
    if (rc) {
        return rc;
    }
    const ps_v_event *e = find(&b.pending, in->key);
    if (e) {
        return tell_pending(w, e, out);
    }
    e = find(&b.life, in->key);
    e = e ? e : of_row(&b, in->key);
    if (e) {
        *out = *e;
        return PS_OK;
    }
    return of_birth(&b, in->key, out) ? PS_OK : tell_near(&b, in->key);
}
PS_CALL_RUN(blame, ps_a_blame, ps_v_event, PS_READS)

static int fields_run(ps_work *w, const ps_a_id *in, ps_v_terms *out) {
    blaming b;
    int rc = start(&b, w, in->id);
    return rc ? rc : list_fields(&b, out);
}
PS_CALL_RUN(fields, ps_a_id, ps_v_terms, PS_READS)
