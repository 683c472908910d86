/* What changed in a deal between two of its states. */
#include <string.h>

#include "when.h"
#include "ws_tell.h"

static int blob_text(ps_work *w, const ps_oid *blob, ps_str *out) {
    *out = (ps_str){NULL, 0};
    return blob->hex[0] ? ps_repo_blob(w->ws->repo, w->arena, blob, out, w->err) : PS_OK;
}

/* ---- what changed since a tree ---- */

typedef struct {
    ps_str oldest;
    ps_work *w;
} birth;

static int to_oldest(void *ctx, const ps_revision *rev, ps_error *err) {
    birth *b = ctx;
    (void)err;
    b->oldest = ps_keep(b->w, ps_str_of(rev->id.hex));
    return 0;
}

/* The tree that "since" begins with: the one given, else the deal's first. */
static int first_tree(ps_work *w, const ps_deal *deal, ps_str tree, ps_oid *out) {
    birth b = {PS_S(""), w};
    out->hex[0] = '\0';
    if (tree.n && tree.n < sizeof out->hex) {
        memcpy(out->hex, tree.p, tree.n);
        out->hex[tree.n] = '\0';
        return PS_OK;
    }
    int rc = ps_history_walk(w->ws->repo, PS_S(""), &deal->folder, 1, to_oldest, &b, w->err);
    return rc < 0 ? rc : b.oldest.n ? ps_repo_tree(w->ws->repo, out, b.oldest, deal->folder, w->err) : PS_OK;
}

static void put_changed(ps_str path, ps_str old, ps_str now, ps_changed *files, size_t *n) {
    bool same = old.p && now.p && ps_str_eq(old, now);
    if (!same) {
        files[(*n)++] = (ps_changed){path, old, now};
    }
}

int ps_work_since(ps_work *w, const ps_deal *deal, ps_str tree, ps_event **out, size_t *n_out) {
    ps_oid from;
    ps_tree_file *old = NULL;
    size_t n_old = 0, n = 0;
    ps_error quiet = {.lang = w->lang};
    *out = NULL;
    *n_out = 0;
    int rc = first_tree(w, deal, tree, &from);
    if (rc || !from.hex[0]) {
        return rc;
    }
    if (ps_repo_tree_files(w->ws->repo, w->arena, &from, &old, &n_old, &quiet)) {
        return PS_OK; /* the judged state is gone (a shallow clone, a rewritten history): nothing can be said */
    }
    ps_changed *files = ps_arena_alloc(w->arena, (n_old + deal->n_docs + 1) * sizeof *files);
    if (!files) {
        return ps_nomem(w->err);
    }
    for (size_t i = 0; !rc && i < n_old; i++) {
        ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(deal->folder), PS_FMT(old[i].path)), text;
        if (!path.p) {
            return ps_nomem(w->err);
        }
        if (!ps_str_ends(path, PS_S(".md"))) {
            continue;
        }
        const ps_doc *doc = ps_deal_doc(deal, path);
        rc = blob_text(w, &old[i].blob, &text);
        if (!rc) {
            put_changed(path, text, doc ? doc->note->text : (ps_str){NULL, 0}, files, &n);
        }
    }
    for (size_t i = 0; !rc && i < deal->n_docs; i++) {
        bool known = false;
        for (size_t k = 0; !known && k < n_old; k++) {
            known = ps_str_ends(deal->docs[i].path, old[k].path) && deal->docs[i].path.n == deal->folder.n + 1 + old[k].path.n;
        }
        if (!known) {
            put_changed(deal->docs[i].path, (ps_str){NULL, 0}, deal->docs[i].note->text, files, &n);
        }
    }
    return rc ? rc : ps_meaning_diff(w->arena, w->process, files, n, w->process->lang, out, n_out, w->err);
}

/* ---- between two of its states ---- */

typedef struct {
    ps_str label;
    ps_oid tree; /* hex "": there was nothing, or it is now */
    bool now;    /* as it stands: disk and unsaved texts */
} state;

/* The tree of a deal at a commit, also under an earlier name. */
static int tree_at(ps_work *w, const ps_deal *deal, const ps_oid *commit, ps_oid *out) {
    ps_renames renames = {0};
    ps_str folder = deal->folder;
    int rc = ps_repo_tree(w->ws->repo, out, ps_str_of(commit->hex), folder, w->err);
    if (rc || out->hex[0]) {
        return rc;
    }
    rc = ps_history_renames(w->ws->repo, w->arena, commit, &renames, w->err);
    for (size_t i = renames.n; !rc && i > 0; i--) {
        const ps_rename *r = &renames.v[i - 1];
        folder = ps_str_eq(r->now, ps_path_name(folder)) ? r->was : folder;
    }
    return rc || ps_str_eq(folder, deal->folder) ? rc : ps_repo_tree(w->ws->repo, out, ps_str_of(commit->hex), folder, w->err);
}

static bool is_round(const ps_review *r, ps_str said) {
    ps_arena arena = {0};
    bool same = ps_str_eq(ps_arena_fmt(&arena, "%.*s-%d", PS_FMT(r->gate), r->round), said);
    ps_arena_free(&arena);
    return same;
}

/* What a gate's review saw: the latest, or one by its round. *found false: no gate. */
static int at_gate(ps_work *w, const ps_deal *deal, ps_str said, state *out, bool *found) {
    const ps_review *best = NULL;
    bool gate = ps_process_gate(w->process, said) >= 0;
    for (size_t i = 0; i < deal->n_reviews; i++) {
        const ps_review *r = &deal->reviews[i];
        bool hit = ps_str_eq(r->gate, said) || is_round(r, said);
        gate |= hit;
        best = hit && r->reviewed.n == 40 && (!best || r->round >= best->round) ? r : best;
    }
    *found = gate;
    if (!gate) {
        return PS_OK;
    }
    if (!best) {
        return ps_fail(w->err, PS_ENOTFOUND, DIFF_NO_REVIEW, said, deal->id);
    }
    memcpy(out->tree.hex, best->reviewed.p, best->reviewed.n);
    out->label = ps_arena_fmt(w->arena, "%.*s-%d", PS_FMT(best->gate), best->round);
    return out->label.p ? PS_OK : ps_nomem(w->err);
}

static int at_day(ps_work *w, const ps_deal *deal, ps_date day, state *out) {
    ps_datestr said, today;
    ps_oid commit;
    if (day > w->world.today) {
        return ps_fail(w->err, PS_EINVAL, AT_FUTURE, ps_date_str(&said, day), ps_date_str(&today, w->world.today));
    }
    out->label = ps_keep(w, ps_date_str(&said, day));
    out->now = day == w->world.today;
    if (out->now) {
        return PS_OK;
    }
    int rc = ps_history_at(w->ws->repo, &commit, ps_day_time(day, w->process->tz) + 24 * 60 * 60 - 1, w->err);
    return rc || !commit.hex[0] ? rc : tree_at(w, deal, &commit, &out->tree);
}

static int at_revision(ps_work *w, const ps_deal *deal, ps_str said, state *out) {
    ps_oid commit;
    ps_error quiet = {.lang = w->lang};
    int rc = ps_repo_rev(w->ws->repo, &commit, said, &quiet);
    if (rc) {
        return rc == PS_ENOMEM ? ps_nomem(w->err) : ps_fail(w->err, PS_ENOTFOUND, DIFF_NO_STATE, ps_str_clip(said, 40));
    }
    out->label = ps_keep(w, said);
    rc = tree_at(w, deal, &commit, &out->tree);
    return rc || out->tree.hex[0] ? rc : ps_fail(w->err, PS_ENOTFOUND, AT_NO_DEAL, deal->id, ps_str_clip(said, 40));
}

static int at_birth(ps_work *w, const ps_deal *deal, state *out) {
    ps_v_events life = {0};
    ps_oid commit = {""};
    int rc = ps_work_changes_of(w, deal->id, &life);
    const ps_v_event *first = !rc && life.n ? &life.v[life.n - 1] : NULL;
    if (!first) {
        return rc;
    }
    out->label = first->date;
    memcpy(commit.hex, first->commit.p, first->commit.n < sizeof commit.hex ? first->commit.n : 0);
    return tree_at(w, deal, &commit, &out->tree);
}

static int find_state(ps_work *w, const ps_deal *deal, ps_str said, bool from, state *out) {
    bool gate;
    ps_date day;
    *out = (state){.label = PS_S(""), .now = !said.n && !from};
    if (!said.n) {
        return from ? at_birth(w, deal, out) : PS_OK;
    }
    int rc = at_gate(w, deal, said, out, &gate);
    if (rc || gate) {
        return rc;
    }
    return ps_when_parse(said, w->world.today, w->world.today, &day) ? at_day(w, deal, day, out) : at_revision(w, deal, said, out);
}

typedef struct {
    ps_str local, text;
} piece;
typedef PS_VEC(piece) pieces;

static int load_now(ps_work *w, const ps_deal *deal, pieces *out) {
    for (size_t i = 0; i < deal->n_docs; i++) {
        piece *p = PS_PUSH(w->arena, out);
        if (!p) {
            return ps_nomem(w->err);
        }
        *p = (piece){ps_str_sub(deal->docs[i].path, deal->folder.n + 1, deal->docs[i].path.n), deal->docs[i].note->text};
    }
    return PS_OK;
}

static int load_state(ps_work *w, const ps_deal *deal, const state *s, pieces *out) {
    ps_tree_file *files = NULL;
    size_t n = 0;
    if (s->now) {
        return load_now(w, deal, out);
    }
    int rc = s->tree.hex[0] ? ps_repo_tree_files(w->ws->repo, w->arena, &s->tree, &files, &n, w->err) : PS_OK;
    for (size_t i = 0; !rc && i < n; i++) {
        piece *p = ps_str_ends(files[i].path, PS_S(".md")) ? PS_PUSH(w->arena, out) : NULL;
        if (p) {
            p->local = files[i].path;
            rc = blob_text(w, &files[i].blob, &p->text);
        } else if (ps_str_ends(files[i].path, PS_S(".md"))) {
            rc = ps_nomem(w->err);
        }
    }
    return rc;
}

static const piece *find_piece(const pieces *list, ps_str local) {
    for (size_t i = 0; i < list->n; i++) {
        if (ps_str_eq(list->v[i].local, local)) {
            return &list->v[i];
        }
    }
    return NULL;
}

/* What differs of two states, as changed files of the folder of today. */
static int pair_up(ps_work *w, const ps_deal *deal, const pieces *old, const pieces *now, ps_changed **out, size_t *n_out) {
    ps_changed *files = ps_arena_alloc(w->arena, (old->n + now->n + 1) * sizeof *files);
    size_t n = 0;
    for (int side = 0; files && side < 2; side++) {
        const pieces *here = side ? now : old;
        for (size_t i = 0; i < here->n; i++) {
            const piece *p = &here->v[i], *other = find_piece(side ? old : now, p->local);
            if ((side && other) || (other && ps_str_eq(other->text, p->text))) {
                continue;
            }
            ps_str path = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(deal->folder), PS_FMT(p->local)), none = {NULL, 0};
            if (!path.p) {
                return ps_nomem(w->err);
            }
            files[n++] = (ps_changed){path, side ? none : p->text, side ? p->text : other ? other->text : none};
        }
    }
    *out = files;
    *n_out = n;
    return files ? PS_OK : ps_nomem(w->err);
}

int ps_work_diff(ps_work *w, const ps_deal *deal, ps_str from, ps_str to, ps_v_diff *out) {
    state a, b;
    pieces old = {0}, now = {0};
    ps_changed *files;
    ps_event *events = NULL;
    size_t n, n_events = 0;
    const ps_annal nobody = {.id = {""}};
    const ps_str id = ps_keep(w, deal->id); /* the deal does not outlive the call */
    int rc = find_state(w, deal, from, true, &a);
    rc = rc ? rc : find_state(w, deal, to, false, &b);
    rc = rc ? rc : load_state(w, deal, &a, &old);
    rc = rc ? rc : load_state(w, deal, &b, &now);
    rc = rc ? rc : pair_up(w, deal, &old, &now, &files, &n);
    rc = rc ? rc : ps_meaning_diff(w->arena, w->process, files, n, w->lang, &events, &n_events, w->err);
    ps_event_list list = {.w = w, .out = &out->events};
    for (size_t i = 0; !rc && i < n_events; i++) {
        rc = ps_event_put(&list, &nobody, &events[i], id);
    }
    out->id = id;
    out->from = a.label;
    out->to = b.label;
    return rc;
}

static int diff_run(ps_work *w, const ps_a_diff *in, ps_v_diff *out) {
    ps_deal *deal;
    int rc = ps_work_deal(w, in->id, &deal);
    *out = (ps_v_diff){0};
    return rc ? rc : ps_work_diff(w, deal, in->from, in->to, out);
}
PS_CALL_RUN(diff, ps_a_diff, ps_v_diff, PS_READS)
