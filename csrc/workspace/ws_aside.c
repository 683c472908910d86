/* What has a day in the notes outside of deals. Remembered as long as the workspace is open: a walk with stat tells which have to be read again. */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "alloc.h"
#include "field.h"
#include "index_known.h"
#include "workspace_impl.h"

typedef struct {
    char *path;     /* nearly all notes need no more than this: */
    ps_arena arena; /* of what the note says */
    ps_aside note;
    ps_fs_stamp stamp;
    bool settled; /* it was old enough, when it was read, for its stamp to tell of every later write */
} entry;

struct ps_asides {
    entry *v; /* by path */
    size_t n, cap;
    uint64_t process; /* whose names of columns and activities were gone by */
};

static void forget(entry *e) {
    ps_free(e->path);
    ps_arena_free(&e->arena);
}

void ps_asides_free(ps_asides *a) {
    for (size_t i = 0; a && i < a->n; i++) {
        forget(&a->v[i]);
    }
    if (a) {
        ps_free(a->v);
        ps_free(a);
    }
}

/* ---- one note ---- */

/* Whose the open items of a note are that name nobody. */
static ps_str owner_of(ps_kind kind, ps_str id, const ps_note *note) {
    ps_str key = kind == PS_K_PERSON ? PS_S("contact") : PS_S("owner");
    return kind == PS_K_MEMBER ? id : ps_fm_id(ps_note_field(note, key));
}

static int keep_items(ps_arena *arena, const ps_items *found, ps_items *out) {
    for (size_t i = 0; i < found->n; i++) {
        ps_item *slot = PS_PUSH(arena, out);
        if (!slot || ps_item_copy(arena, &found->v[i], slot)) {
            return PS_ENOMEM;
        }
    }
    return PS_OK;
}

/* What a text at out->path holds, copied into the arena. */
static int read_text(ps_work *w, ps_arena *arena, ps_str text, ps_aside *out) {
    ps_kind kind;
    ps_str id;
    ps_note *note = NULL;
    ps_arena own = {0};
    ps_items found = {0};
    bool ours = ps_work_where(out->path, &kind, &id) && kind != PS_K_DEAL;
    bool may = ours && (ps_str_find(text, PS_S("[due::"), 0) != SIZE_MAX || ps_str_find(text, PS_S("|"), 0) != SIZE_MAX ||
                        (kind == PS_K_MEMBER && ps_str_find(text, PS_S("[done::"), 0) != SIZE_MAX));
    int rc = may ? ps_note_parse(&note, text, w->lang, w->err) : PS_OK;
    if (!rc && note) {
        ps_str title = ps_note_title(note), owner = owner_of(kind, id, note);
        rc = ps_agenda_of_note(&found, &own, w->process, note, out->path, owner, w->err);
        rc = rc || kind != PS_K_MEMBER ? rc : ps_agenda_of_member(&found, &own, w->process, note, out->path, id, w->err);
        if (!rc && found.n) {
            out->title = ps_arena_dup(arena, title.n ? title : id);
            out->owner = ps_arena_dup(arena, owner);
            rc = out->title.p && out->owner.p && !keep_items(arena, &found, &out->items) ? PS_OK : ps_nomem(w->err);
        }
    }
    ps_note_free(note);
    ps_arena_free(&own);
    return rc;
}

/* From the disk, whatever stands in an editor. What can't be read has nothing. */
static int read_file(ps_work *w, entry *e) {
    ps_arena own = {0};
    ps_str text;
    int rc = ps_fs_read(w->ws->fs, &own, e->note.path, &text, w->err);
    rc = rc ? ps_work_pass_over(w, rc, e->note.path) : read_text(w, &e->arena, text, &e->note);
    ps_arena_free(&own);
    return rc;
}

/* ---- the walk ---- */

typedef struct {
    ps_work *w;
    ps_asides *was, *now; /* entries move from the one to the other */
    int64_t checked;      /* when the walk began, nanoseconds */
} walk;

static entry *push(ps_asides *a) {
    if (a->n == a->cap) {
        size_t cap = a->cap ? a->cap * 2 : 256;
        entry *v = ps_realloc(a->v, cap * sizeof *v);
        if (!v) {
            return NULL;
        }
        a->v = v;
        a->cap = cap;
    }
    a->v[a->n] = (entry){0};
    return &a->v[a->n++];
}

static int against_path(const void *key, const void *element) {
    return ps_str_cmp(*(const ps_str *)key, ((const entry *)element)->note.path);
}

static entry *find(const ps_asides *a, ps_str path) {
    return a && a->n ? bsearch(&path, a->v, a->n, sizeof *a->v, against_path) : NULL;
}

static int see(void *ctx, ps_str path, const ps_fs_stamp *stamp) {
    walk *k = ctx;
    if (ps_work_cancelled(k->w)) {
        return ps_fail(k->w->err, PS_ECANCEL, CANCELLED);
    }
    entry *before = find(k->was, path), *e = push(k->now);
    if (!e) {
        return ps_nomem(k->w->err);
    }
    if (before && before->settled && ps_fs_stamp_eq(&before->stamp, stamp)) {
        *e = *before;
        *before = (entry){.note = {.path = e->note.path}}; /* in order still */
        return PS_OK;
    }
    e->stamp = *stamp;
    e->settled = ps_known_settled(&(ps_known_note){.stamp = *stamp, .checked = k->checked});
    e->path = ps_alloc(path.n + 1);
    if (!e->path) {
        return ps_nomem(k->w->err);
    }
    memcpy(e->path, path.p, path.n);
    e->note.path = (ps_str){e->path, path.n};
    return read_file(k->w, e);
}

static int by_path(const void *a, const void *b) {
    return ps_str_cmp(((const entry *)a)->note.path, ((const entry *)b)->note.path);
}

/* Sees to it that ws->asides are what the disk has. A walk that is broken off loses what it has read, and no more. */
static int refresh(ps_work *w) {
    ps_workspace *ws = w->ws;
    uint64_t process = ps_str_hash(PS_HASH, (ps_str){ws->process_text, ws->process_size});
    if (ws->asides && ws->asides->process != process) {
        ps_asides_free(ws->asides);
        ws->asides = NULL;
    }
    struct timespec t = {0};
    clock_gettime(CLOCK_REALTIME, &t);
    walk k = {w, ws->asides, ps_alloc(sizeof *k.now), (int64_t)t.tv_sec * 1000000000 + t.tv_nsec};
    if (!k.now) {
        return ps_nomem(w->err);
    }
    *k.now = (ps_asides){.process = process};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < PS_K_DEAL; i++) {
        rc = ps_fs_walk(ws->fs, ps_kind_dir((ps_kind)i), see, &k, w->err);
    }
    if (k.now->n) {
        qsort(k.now->v, k.now->n, sizeof *k.now->v, by_path);
    }
    ps_asides_free(k.was);
    ws->asides = k.now;
    if (rc) { /* what was not come to is not there */
        ps_asides_free(ws->asides);
        ws->asides = NULL;
    }
    return rc;
}

/* ---- answering ---- */

static int visit_unsaved(ps_work *w, ps_str path, ps_aside_visit *visit, void *ctx) {
    ps_str text;
    ps_aside note = {.path = path};
    int rc = ps_work_read(w, path, &text);
    rc = rc ? ps_work_pass_over(w, rc, path) : read_text(w, w->arena, text, &note);
    return rc || !note.items.n ? rc : visit(ctx, &note);
}

/* Paths from the root of what stands in an editor. */
static int list_unsaved(ps_work *w, ps_strs *out) {
    ps_str root = ps_str_of(w->ws->root);
    for (size_t i = 0; i < w->s->n_overlay; i++) {
        ps_str at = w->s->overlay[i].path;
        bool inside = ps_str_starts(at, root) && at.n > root.n + 1 && at.p[root.n] == '/';
        ps_str *slot = inside ? PS_PUSH(w->arena, out) : NULL;
        if (slot) {
            *slot = ps_str_sub(at, root.n + 1, at.n);
        } else if (inside) {
            return ps_nomem(w->err);
        }
    }
    return PS_OK;
}

static int visit_past(ps_work *w, ps_aside_visit *visit, void *ctx) {
    ps_strs paths = {0};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < PS_K_DEAL; i++) {
        rc = ps_work_files(w, ps_kind_dir((ps_kind)i), &paths);
    }
    for (size_t i = 0; !rc && i < paths.n; i++) {
        rc = visit_unsaved(w, paths.v[i], visit, ctx);
    }
    return rc;
}

int ps_work_asides(ps_work *w, ps_aside_visit *visit, void *ctx) {
    const char *direct = getenv("PURSUIT_DIRECT");
    ps_strs unsaved = {0};
    if (w->past || w->discreet || (direct && *direct)) {
        return visit_past(w, visit, ctx);
    }
    int rc = w->known ? PS_OK : refresh(w);
    rc = rc ? rc : list_unsaved(w, &unsaved);
    const ps_asides *a = w->ws->asides;
    for (size_t i = 0; !rc && a && i < a->n; i++) {
        bool live = a->v[i].note.items.n == 0 || ps_ids_have(unsaved.v, unsaved.n, a->v[i].note.path);
        rc = live ? PS_OK : visit(ctx, &a->v[i].note);
    }
    for (size_t i = 0; !rc && i < unsaved.n; i++) {
        rc = visit_unsaved(w, unsaved.v[i], visit, ctx);
    }
    return rc;
}
