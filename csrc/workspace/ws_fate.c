#include "ws_fate.h"

#include <stdlib.h>

#include "field.h"
#include "ws_lineage.h"

/* Deals by the hash of their folder: the history speaks of them in its own order. */
typedef struct {
    ps_work *w;
    ps_fates *fates;
    size_t *slots, n_slots; /* fate + 1 */
    ps_lineage lineage;
} walk;

static size_t slot_of(const walk *k, ps_str folder) {
    size_t at = (size_t)ps_str_hash(PS_HASH, folder) & (k->n_slots - 1);
    while (k->slots[at] && !ps_str_eq(k->fates->v[k->slots[at] - 1].folder, folder)) {
        at = (at + 1) & (k->n_slots - 1);
    }
    return at;
}

static bool grow(walk *k) {
    size_t n = k->n_slots ? k->n_slots * 2 : 256;
    size_t *slots = ps_arena_alloc(k->w->arena, n * sizeof *slots);
    if (!slots) {
        return false;
    }
    k->slots = slots;
    k->n_slots = n;
    for (size_t i = 0; i < k->fates->n; i++) {
        slots[slot_of(k, k->fates->v[i].folder)] = i + 1;
    }
    return true;
}

static int fate_of(walk *k, ps_str folder, ps_fate **out) {
    if (k->fates->n * 2 >= k->n_slots && !grow(k)) {
        return ps_nomem(k->w->err);
    }
    size_t slot = slot_of(k, folder);
    if (!k->slots[slot]) {
        ps_fate *fate = PS_PUSH(k->w->arena, k->fates);
        if (!fate) {
            return ps_nomem(k->w->err);
        }
        *fate = (ps_fate){.folder = ps_keep(k->w, folder), .ended = PS_DATE_NONE};
        k->slots[slot] = k->fates->n;
    }
    *out = &k->fates->v[k->slots[slot] - 1];
    return PS_OK;
}

int ps_fate_judge(ps_work *w, ps_fate *fate, ps_str said) {
    typedef PS_VEC(int) ints;
    int v;
    if (!ps_int_read(said, &v) || v < 1 || v > 99) {
        return PS_OK;
    }
    for (size_t i = 0; i < fate->n_judged; i++) {
        if (fate->judged[i] == v) {
            return PS_OK;
        }
    }
    ints list = {fate->judged, fate->n_judged, fate->n_judged};
    int *slot = PS_PUSH(w->arena, &list);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = v;
    fate->judged = list.v;
    fate->n_judged = list.n;
    return PS_OK;
}

/* The value of a key on a line of its own in the front matter. A parse for each version of each deal.md would take long. */
static ps_str value_of(ps_str text, ps_str line) {
    size_t end = ps_str_find(text, PS_S("\n---"), 3), at = ps_str_find(text, line, 0);
    if (at == SIZE_MAX || at > end) {
        return PS_S("");
    }
    size_t stop = ps_str_find(text, PS_S("\n"), at + line.n);
    ps_str value = ps_str_trim(ps_str_sub(text, at + line.n, stop == SIZE_MAX ? text.n : stop));
    size_t comment = ps_str_find(value, PS_S(" #"), 0);
    return ps_str_trim(ps_str_sub(value, 0, comment == SIZE_MAX ? value.n : comment));
}

static bool is_loss(ps_str status) {
    ps_status s;
    return ps_status_parse(status, &s) && (s == PS_STATUS_LOST || s == PS_STATUS_NO_DECISION || s == PS_STATUS_NO_GO);
}

/* One version of a deal.md against the one before. Newest first: the first end that is met is the last one. */
static int compare(walk *k, ps_str folder, ps_str old, ps_str now, int64_t time) {
    static const ps_str probability = {"\nprobability:", 13}, status = {"\nstatus:", 8};
    ps_fate *fate = NULL;
    ps_str was = value_of(old, probability), is = value_of(now, probability);
    bool ended = is_loss(value_of(now, status)) && !is_loss(value_of(old, status));
    if (ps_str_eq(was, is) && !ended) {
        return PS_OK;
    }
    int rc = fate_of(k, folder, &fate);
    if (!rc && ended && fate->ended == PS_DATE_NONE) {
        fate->ended = ps_time_day(time, k->w->process->tz);
    }
    rc = rc || ps_str_eq(was, is) ? rc : ps_fate_judge(k->w, fate, is);
    return rc || ps_str_eq(was, is) ? rc : ps_fate_judge(k->w, fate, was);
}

static int see_file(walk *k, const ps_touched *file, int64_t time) {
    ps_arena texts = {0};
    ps_kind kind;
    ps_str id, old = PS_S(""), now = PS_S(""), name = PS_S("/deal.md");
    bool main = ps_str_ends(file->path, name) && ps_work_where(file->path, &kind, &id) && kind == PS_K_DEAL && file->now.hex[0];
    ps_str folder = ps_str_sub(file->path, 0, file->path.n - name.n);
    if (!main || folder.n != (size_t)(id.p - file->path.p) + id.n) {
        return PS_OK;
    }
    int rc = file->old.hex[0] ? ps_repo_blob(k->w->ws->repo, &texts, &file->old, &old, k->w->err) : PS_OK;
    rc = rc ? rc : ps_repo_blob(k->w->ws->repo, &texts, &file->now, &now, k->w->err);
    rc = rc ? rc : compare(k, ps_lineage_now(&k->lineage, folder), old, now, time);
    ps_arena_free(&texts);
    return rc;
}

static int see(void *ctx, const ps_revision *rev, ps_error *err) {
    walk *k = ctx;
    ps_str was = ps_trailer(rev->message, PS_S("Was")), id = was.n ? ps_trailer(rev->message, PS_S("Deal")) : PS_S("");
    int rc = ps_work_cancelled(k->w) ? ps_fail(err, PS_ECANCEL, CANCELLED) : PS_OK;
    for (size_t i = 0; !rc && !id.n && i < rev->n_files; i++) {
        rc = see_file(k, &rev->files[i], rev->time);
    }
    return rc || !id.n ? rc : ps_lineage_put(k->w, &k->lineage, was, id);
}

/* One commit of the annals, newest first as well. What a deal was opened with is no event: it is in its note, or what the first change changed. */
static int see_told(void *ctx, const ps_annal *commit, const ps_annal_event *events, size_t n, ps_error *err) {
    walk *k = ctx;
    int rc = ps_work_cancelled(k->w) ? ps_fail(err, PS_ECANCEL, CANCELLED) : PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        const ps_event *e = &events[i].event;
        bool ended = e->kind == PS_EV_CLOSE && is_loss(e->to), judged = e->kind == PS_EV_FIELD && ps_str_eq(e->field, PS_S("probability"));
        ps_fate *fate = NULL;
        if (!ended && !judged) {
            continue;
        }
        rc = fate_of(k, ps_lineage_now(&k->lineage, events[i].place), &fate);
        if (!rc && ended && fate->ended == PS_DATE_NONE) {
            fate->ended = ps_time_day(commit->time, k->w->process->tz);
        }
        rc = rc || !judged ? rc : ps_fate_judge(k->w, fate, e->to);
        rc = rc || !judged ? rc : ps_fate_judge(k->w, fate, e->from);
    }
    return rc || !commit->was.n || !commit->deal.n ? rc : ps_lineage_put(k->w, &k->lineage, commit->was, commit->deal);
}

static int read_annals(ps_annals *annals, void *ctx, ps_error *err) {
    walk *k = ctx;
    k->fates->n = k->lineage.n = 0;
    k->n_slots = 0;
    return ps_annals_lives(annals, k->w->arena, k->w->lang, see_told, k, err);
}

static int by_folder(const void *a, const void *b) {
    return ps_str_cmp(((const ps_fate *)a)->folder, ((const ps_fate *)b)->folder);
}

int ps_work_fates(ps_work *w, ps_fates *out) {
    static const ps_str deals = {"deals", 5};
    walk k = {.w = w, .fates = out};
    bool did = false;
    int rc = w->past ? PS_OK : ps_work_annals(w, read_annals, &k, &did);
    if (!rc && !did) {
        out->n = k.lineage.n = k.n_slots = 0;
        rc = ps_history_walk(w->ws->repo, ps_past_commit(w), &deals, 1, see, &k, w->err);
    }
    if (rc == PS_OK && out->n) {
        qsort(out->v, out->n, sizeof *out->v, by_folder);
    }
    return rc;
}

const ps_fate *ps_fate_find(const ps_fates *fates, ps_str folder) {
    ps_fate key = {.folder = folder};
    return fates->n ? bsearch(&key, fates->v, fates->n, sizeof *fates->v, by_folder) : NULL;
}
