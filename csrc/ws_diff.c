/* What changed in a deal between two of its states. */
#include <string.h>

#include "workspace_impl.h"

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
