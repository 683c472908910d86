/* Notes outside of deals that have something with a day: found by the index, so that not all of them are read. */
#include <stdlib.h>

#include "index_part.h"
#include "workspace_impl.h"

static const char *const folders[] = {"accounts", "regions", "people", "team"};
enum { FOLDERS = sizeof folders / sizeof *folders };

typedef struct {
    ps_work *w;
    ps_strs *out;
    size_t before; /* those of what was read before */
} search;

static int add(search *s, ps_str path) {
    ps_str *last = s->out->n ? &s->out->v[s->out->n - 1] : NULL;
    if (last && ps_str_eq(*last, path)) {
        return PS_OK;
    }
    ps_str *slot = PS_PUSH(s->w->arena, s->out), kept = slot ? ps_arena_dup(s->w->arena, path) : (ps_str){NULL, 0};
    if (!kept.p) {
        return ps_nomem(s->w->err);
    }
    *slot = kept;
    return PS_OK;
}

/* An open task with a day. */
static int see_task(void *ctx, const ps_part_row *row) {
    search *s = ctx;
    if (!row) {
        s->out->n = s->before;
        return PS_OK;
    }
    ps_str state = row->part->text[0], due = row->part->text[4];
    return due.n && !ps_str_eq(state, PS_S("x")) && !ps_str_eq(state, PS_S("-")) ? add(s, row->path) : PS_OK;
}

/* A table whose rows are items. */
static int see_table(void *ctx, const ps_part_row *row) {
    enum { MOST = 64 };
    search *s = ctx;
    ps_str header[MOST], list, one;
    size_t n = 0;
    if (!row) {
        s->out->n = s->before;
        return PS_OK;
    }
    list = row->part->text[0];
    while (n < MOST && ps_part_next(&list, &one)) {
        header[n++] = one;
    }
    return ps_item_header(header, n, &s->w->process->aliases) ? add(s, row->path) : PS_OK;
}

static int read_parts(ps_work *w, ps_strs *out) {
    ps_index_counts counts;
    search s = {.w = w, .out = out};
    int rc = ps_work_open_index(w);
    rc = rc || w->known ? rc : ps_index_update(w->ws->index, w->ws->fs, false, w->s->cancel, &counts, w->err);
    for (size_t i = 0; !rc && i < FOLDERS; i++) {
        ps_str under = ps_str_of(folders[i]);
        s.before = out->n;
        rc = ps_parts_read(w->ws->index, PS_PART_TASK, under, see_task, &s, w->s->cancel, w->err);
        s.before = out->n;
        rc = rc ? rc : ps_parts_read(w->ws->index, PS_PART_GRID, under, see_table, &s, w->s->cancel, w->err);
    }
    return rc;
}

/* Every note, where the index can't be asked. */
static int list_all(ps_work *w, ps_strs *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < FOLDERS; i++) {
        rc = ps_work_files(w, ps_str_of(folders[i]), out);
    }
    return rc;
}

/* What stands in an editor may have become such a note. */
static int add_unsaved(ps_work *w, ps_strs *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < w->s->n_overlay; i++) {
        ps_str path;
        ps_error quiet = {.lang = w->lang};
        ps_work asks = *w;
        asks.err = &quiet;
        bool ours = ps_work_relative(&asks, w->s->overlay[i].path, &path) == PS_OK;
        ps_str *slot = ours ? PS_PUSH(w->arena, out) : NULL;
        if (slot) {
            *slot = path;
        } else if (ours) {
            rc = ps_nomem(w->err);
        }
    }
    return rc;
}

static int by_path(const void *a, const void *b) {
    return ps_str_cmp(*(const ps_str *)a, *(const ps_str *)b);
}

static void make_unique(ps_strs *list) {
    size_t kept = 0;
    if (list->n) {
        qsort(list->v, list->n, sizeof *list->v, by_path);
    }
    for (size_t i = 0; i < list->n; i++) {
        if (!kept || !ps_str_eq(list->v[kept - 1], list->v[i])) {
            list->v[kept++] = list->v[i];
        }
    }
    list->n = kept;
}

int ps_work_dated_notes(ps_work *w, ps_strs *out) {
    const char *direct = getenv("PURSUIT_DIRECT");
    if (w->past || (direct && *direct)) {
        return list_all(w, out);
    }
    int rc = read_parts(w, out);
    if (rc == PS_EBUSY || rc == PS_EIO) { /* the index is no truth: nothing depends on it */
        ps_error_clear(w->err);
        out->n = 0;
        rc = list_all(w, out);
    }
    rc = rc ? rc : add_unsaved(w, out);
    make_unique(out);
    return rc;
}
