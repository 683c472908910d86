/* All deals by the index: rows that no longer hold are worked out again from the files, the others are taken as they are. */
#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "ws_standing.h"

/* Deals that are worked out before they are put: what a cancelled call loses at most, and what it holds in memory. */
enum { BATCH = 256, ALONE = 16, SOME = 32 }; /* SOME: of the past, so that what they are made of does not pile up */

int ps_work_open_index(ps_work *w) {
    ps_workspace *ws = w->ws;
    ps_str cache = ws->cache ? ps_str_of(ws->cache) : PS_S("");
    return ws->index ? PS_OK : ps_index_new(&ws->index, ps_str_of(ws->root), cache, w->err);
}

void ps_work_index_paths(ps_work *w, const ps_str *paths, size_t n) {
    ps_error quiet = {.lang = w->lang};
    ps_strs notes = {0};
    for (size_t i = 0; w->ws->index && n <= ALONE && i < n; i++) {
        ps_str *slot = ps_index_holds(paths[i]) ? PS_PUSH(w->arena, &notes) : NULL;
        if (slot) {
            *slot = paths[i];
        }
    }
    if (notes.n) {
        ps_index_some(w->ws->index, w->ws->fs, notes.v, notes.n, &quiet);
    }
}

/* ---- working out ---- */

/* A part of a batch, with its own hand: two of them go side by side. */
typedef struct {
    ps_work work;
    ps_session session;
    ps_error err;
    const ps_str *folders;
    size_t n;
    ps_deal_row *rows; /* out: n of them; folder "" where there is no deal */
    int rc;
} share;

static void *work_out(void *ctx) {
    share *s = ctx;
    ps_row_fault fault;
    s->rc = PS_OK;
    for (size_t i = 0; !s->rc && i < s->n; i++) {
        s->rc = ps_work_row(&s->work, s->folders[i], &s->rows[i], &fault);
    }
    return NULL;
}

static void lend(share *s, const ps_work *w, const ps_str *folders, size_t n, ps_deal_row *rows) {
    ps_work_lend(&s->work, w, &s->session, &s->err);
    s->folders = folders;
    s->n = n;
    s->rows = rows;
}

/* Works the deals of n folders out. What the rows point to goes with the shares. */
static int work_out_all(ps_work *w, share shares[2], const ps_str *folders, size_t n, ps_deal_row *rows) {
    size_t half = n < ALONE ? 0 : n / 2;
    pthread_t thread;
    lend(&shares[0], w, folders, half, rows);
    lend(&shares[1], w, folders + half, n - half, rows + half);
    bool beside = half && pthread_create(&thread, NULL, work_out, &shares[0]) == 0;
    work_out(&shares[1]);
    if (beside) {
        pthread_join(thread, NULL);
    } else {
        work_out(&shares[0]);
    }
    for (int i = 0; i < 2; i++) {
        if (shares[i].rc) {
            *w->err = shares[i].err;
            return shares[i].rc;
        }
    }
    return PS_OK;
}

static void give_back(share shares[2]) {
    ps_work_return(&shares[0].work);
    ps_work_return(&shares[1].work);
}

/* ---- bringing up to date ---- */

/* The disk alone: what is unsaved, or about to be written, is no matter of the index. */
static ps_work of_disk(const ps_work *w, ps_session *bare) {
    ps_work disk = *w;
    *bare = (ps_session){.cancel = w->s->cancel};
    disk.s = bare;
    disk.changes.n = 0;
    disk.discreet = false;
    return disk;
}

static int put_batch(ps_work *w, const ps_standings *stand, const ps_str *folders, size_t n) {
    share shares[2];
    ps_deal_row *rows = ps_arena_alloc(w->arena, n * sizeof *rows);
    size_t kept = 0;
    int64_t at_read = ps_standing_now(); /* what is written after the walk has another stamp, or is what was read */
    if (!rows) {
        return ps_nomem(w->err);
    }
    int rc = work_out_all(w, shares, folders, n, rows);
    for (size_t i = 0; !rc && i < n; i++) {
        const ps_standing *at = ps_standing_of(stand, folders[i]);
        if (rows[i].folder.n && at) {
            rows[i].print = ps_standing_print(stand, at, &rows[i].needs, at_read, &rows[i].settled);
            rows[kept++] = rows[i];
        }
    }
    rc = rc ? rc : ps_index_put_deals(w->ws->index, rows, kept, NULL, 0, w->s->cancel, w->err);
    give_back(shares);
    return rc;
}

/* Whether a row holds today, for what stands. */
static bool holds(const ps_work *w, const ps_standings *stand, const ps_standing *at, const ps_deal_row *row) {
    return row->settled && row->lasting.from <= w->world.today && w->world.today < row->lasting.until &&
           row->print == ps_standing_print(stand, at, &row->needs, 0, NULL);
}

static int push(ps_work *w, ps_strs *list, ps_str s) {
    ps_str *slot = PS_PUSH(w->arena, list);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = s;
    return PS_OK;
}

/* Both lists are in order of folders. */
static int compare(ps_work *w, const ps_standings *stand, const ps_deal_rows *rows, ps_strs *stale, ps_strs *gone) {
    size_t i = 0, k = 0;
    int rc = PS_OK;
    while (!rc && (i < stand->deals.n || k < rows->rows.n)) {
        const ps_standing *at = i < stand->deals.n ? &stand->deals.v[i] : NULL;
        const ps_deal_row *row = k < rows->rows.n ? &rows->rows.v[k] : NULL;
        assert(at || row);
        int order = !at ? 1 : !row ? -1 : ps_str_cmp(at->folder, row->folder);
        if (order > 0) {
            rc = push(w, gone, row->folder);
        } else if (order < 0 || !holds(w, stand, at, row)) {
            rc = push(w, stale, at->folder);
        }
        i += order <= 0;
        k += order >= 0;
    }
    return rc;
}

/* `told` hears how far it is. */
static int put_stale(ps_work *w, ps_work *told, const ps_standings *stand, const ps_strs *stale, const ps_strs *gone) {
    int rc = gone->n ? ps_index_put_deals(w->ws->index, NULL, 0, gone->v, gone->n, w->s->cancel, w->err) : PS_OK;
    for (size_t at = 0; !rc && at < stale->n; at += BATCH) {
        ps_work_progress(told, at, stale->n);
        rc = put_batch(w, stand, stale->v + at, stale->n - at < BATCH ? stale->n - at : BATCH);
    }
    return rc;
}

/* Sees to it that the rows hold, but for those of `live`: files that change while we look, or another process that goes by another process note. */
static int refresh(ps_work *w, ps_strs *live) {
    ps_session bare;
    ps_work disk = of_disk(w, &bare);
    ps_standings stand;
    int rc = ps_standings_read(w, &stand);
    if (rc) {
        return rc;
    }
    for (int round = 0; !rc && round < 2; round++) {
        ps_deal_rows *rows;
        ps_strs stale = {0}, gone = {0};
        rc = ps_index_deals(w->ws->index, w->s->cancel, &rows, w->err);
        if (rc) {
            break;
        }
        rc = compare(w, &stand, rows, &stale, &gone);
        if (round == 0 && (stale.n || gone.n)) {
            rc = rc ? rc : put_stale(&disk, w, &stand, &stale, &gone);
        } else {
            for (size_t i = 0; !rc && i < stale.n; i++) {
                rc = push(w, live, ps_keep(w, stale.v[i]));
            }
            round = 1;
        }
        ps_deal_rows_release(rows);
    }
    ps_standings_free(&stand);
    return rc;
}

/* ---- answering ---- */

static int by_folder(const void *a, const void *b) {
    return ps_str_cmp((*(const ps_deal_row *const *)a)->folder, (*(const ps_deal_row *const *)b)->folder);
}

static int put_row(ps_work *w, const ps_deal_row *row, ps_row_list *out) {
    const ps_deal_row **slot = PS_PUSH(w->arena, out);
    if (!slot) {
        return ps_nomem(w->err);
    }
    *slot = row;
    return PS_OK;
}

/* With the call's own hand: what has travelled can't be lent. */
static int read_past(ps_work *w, const ps_str *folders, size_t n, ps_row_list *out) {
    int rc = PS_OK;
    for (size_t at = 0; !rc && at < n; at += SOME) {
        share one;
        ps_deal_row rows[SOME];
        size_t some = n - at < SOME ? n - at : SOME;
        ps_work_progress(w, at, n);
        lend(&one, w, folders + at, some, rows);
        work_out(&one);
        rc = one.rc;
        if (rc) {
            *w->err = one.err;
        }
        for (size_t i = 0; !rc && i < some; i++) {
            ps_deal_row *copy = rows[i].folder.n ? PS_NEW(w->arena, ps_deal_row) : NULL;
            if (rows[i].folder.n) {
                rc = copy && !ps_deal_row_copy(w->arena, &rows[i], copy) ? put_row(w, copy, out) : ps_nomem(w->err);
            }
        }
        one.work.past = NULL; /* it stays the call's */
        ps_work_return(&one.work);
    }
    return rc;
}

/* From the files, unsaved texts counted, into memory of the session. */
static int read_live(ps_work *w, const ps_str *folders, size_t n, ps_row_list *out) {
    int rc = PS_OK;
    for (size_t at = 0; !rc && at < n; at += BATCH) {
        share shares[2];
        size_t some = n - at < BATCH ? n - at : BATCH;
        ps_deal_row rows[BATCH];
        rc = work_out_all(w, shares, folders + at, some, rows);
        for (size_t i = 0; !rc && i < some; i++) {
            ps_deal_row *copy = rows[i].folder.n ? PS_NEW(w->arena, ps_deal_row) : NULL;
            if (rows[i].folder.n) {
                rc = copy && !ps_deal_row_copy(w->arena, &rows[i], copy) ? put_row(w, copy, out) : ps_nomem(w->err);
            }
        }
        give_back(shares);
    }
    return rc;
}

static int read_all(ps_work *w, ps_row_list *out) {
    ps_strs folders = {0};
    int rc = ps_work_folders(w, &folders);
    return rc ? rc : w->past ? read_past(w, folders.v, folders.n, out) : read_live(w, folders.v, folders.n, out);
}

/* Whether a row depends on a path from the root. */
static bool depends(const ps_deal_row *row, ps_str path) {
    if (ps_str_starts(path, row->folder) && path.n > row->folder.n && path.p[row->folder.n] == '/') {
        return true;
    }
    for (size_t i = 0; i < row->needs.n; i++) {
        if (ps_str_eq(row->needs.v[i], path)) {
            return true;
        }
    }
    return false;
}

/* Paths from the root whose text is not the file's: unsaved, or about to be written. */
static int list_unsaved(ps_work *w, ps_strs *out) {
    ps_str root = ps_str_of(w->ws->root);
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < w->s->n_overlay; i++) {
        ps_str at = w->s->overlay[i].path;
        bool inside = ps_str_starts(at, root) && at.n > root.n + 1 && at.p[root.n] == '/';
        rc = inside ? push(w, out, ps_str_sub(at, root.n + 1, at.n)) : PS_OK;
    }
    for (size_t i = 0; !rc && i < w->changes.n; i++) {
        rc = push(w, out, w->changes.v[i].path);
    }
    return rc;
}

static bool is_live(const ps_deal_row *row, const ps_strs *unsaved, const ps_strs *live) {
    for (size_t i = 0; i < unsaved->n; i++) {
        if (depends(row, unsaved->v[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < live->n; i++) {
        if (ps_str_eq(live->v[i], row->folder)) {
            return true;
        }
    }
    return false;
}

/* Rows that stand, and those that are read anew, in order. */
static int merge(ps_work *w, const ps_deal_rows *rows, ps_strs *live, ps_row_list *out) {
    ps_strs unsaved = {0}, anew = {0};
    int rc = list_unsaved(w, &unsaved);
    for (size_t i = 0; !rc && i < rows->rows.n; i++) {
        const ps_deal_row *row = &rows->rows.v[i];
        bool told = w->discreet && row->secret;
        rc = told || is_live(row, &unsaved, live) ? push(w, &anew, row->folder) : put_row(w, row, out);
    }
    for (size_t i = 0; !rc && i < live->n; i++) { /* those without a row */
        bool known = false;
        for (size_t k = 0; !known && k < anew.n; k++) {
            known = ps_str_eq(anew.v[k], live->v[i]);
        }
        rc = known ? PS_OK : push(w, &anew, live->v[i]);
    }
    rc = rc ? rc : read_live(w, anew.v, anew.n, out);
    if (!rc && anew.n) {
        qsort(out->v, out->n, sizeof *out->v, by_folder);
    }
    return rc;
}

static int hold(ps_work *w, ps_deal_rows *rows) {
    ps_deal_rows **slot = PS_PUSH(w->arena, &w->s->held);
    if (!slot) {
        ps_deal_rows_release(rows);
        return ps_nomem(w->err);
    }
    *slot = rows;
    return PS_OK;
}

static int read_index(ps_work *w, ps_row_list *out) {
    ps_strs live = {0};
    ps_deal_rows *rows;
    int rc = ps_work_open_index(w);
    rc = rc || w->known ? rc : refresh(w, &live);
    rc = rc ? rc : ps_index_deals(w->ws->index, w->s->cancel, &rows, w->err);
    rc = rc ? rc : hold(w, rows);
    return rc ? rc : merge(w, rows, &live, out);
}

static int ask(ps_work *w, ps_row_list *out) {
    const char *direct = getenv("PURSUIT_DIRECT");
    if (w->past || (direct && *direct)) {
        return read_all(w, out);
    }
    int rc = read_index(w, out);
    if (rc == PS_EBUSY || rc == PS_EIO) { /* the index is no truth: nothing depends on it */
        ps_error_clear(w->err);
        out->n = 0;
        rc = read_all(w, out);
    }
    return rc;
}

int ps_work_rows(ps_work *w, ps_row_list *out) {
    int rc = PS_OK;
    if (!w->has_rows || w->rows_past != w->past || w->rows_known != w->known || w->rows_changes != w->changes.n) {
        w->rows = (ps_row_list){0};
        rc = ask(w, &w->rows);
        w->has_rows = rc == PS_OK;
        w->rows_past = w->past;
        w->rows_known = w->known;
        w->rows_changes = w->changes.n;
    }
    *out = w->rows;
    return rc;
}
