#include "ws_standing.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "version.h"

/* ---- numbers that stand for a file ---- */

static uint64_t stir(uint64_t h, uint64_t with) {
    h = (h ^ with) * 0x9E3779B97F4A7C15u;
    return h ^ (h >> 29);
}

static uint64_t of_text(ps_str s) {
    uint64_t h = s.n, word;
    for (; s.n >= sizeof word; s.p += sizeof word, s.n -= sizeof word) {
        memcpy(&word, s.p, sizeof word);
        h = stir(h, word);
    }
    word = 0;
    memcpy(&word, s.p, s.n);
    return stir(h, word);
}

static uint64_t of_file(ps_str path, const ps_fs_stamp *stamp) {
    uint64_t h = of_text(path);
    h = stir(h, (uint64_t)stamp->size);
    h = stir(h, (uint64_t)stamp->mtime);
    h = stir(h, (uint64_t)stamp->ctime);
    return stir(stir(h, (uint64_t)stamp->inode), 0);
}

static int64_t newest_of(const ps_fs_stamp *stamp, int64_t than) {
    int64_t newest = stamp->mtime > stamp->ctime ? stamp->mtime : stamp->ctime;
    return newest > than ? newest : than;
}

/* ---- the walk ---- */

static int see_deal(ps_standings *s, ps_str folder, ps_str path, const ps_fs_stamp *stamp) {
    ps_standing *d = s->deals.n ? &s->deals.v[s->deals.n - 1] : NULL; /* a folder's notes come one after the other */
    if (!d || !ps_str_eq(d->folder, folder)) {
        d = PS_PUSH(&s->arena, &s->deals);
        if (!d || !(d->folder = ps_arena_dup(&s->arena, folder)).p) {
            return PS_ENOMEM;
        }
    }
    d->print += of_file(path, stamp);
    d->newest = newest_of(stamp, d->newest);
    return PS_OK;
}

static int see(void *ctx, ps_str path, const ps_fs_stamp *stamp) {
    ps_standings *s = ctx;
    ps_kind kind;
    ps_str id;
    if (!ps_work_where(path, &kind, &id)) {
        return PS_OK;
    }
    if (kind == PS_K_DEAL) {
        return see_deal(s, ps_str_sub(path, 0, (size_t)(id.p - path.p) + id.n), path, stamp);
    }
    ps_known_note note = {.path = path, .stamp = *stamp};
    return ps_known_put(s->others, &note) ? PS_OK : PS_ENOMEM;
}

static int by_folder(const void *a, const void *b) {
    return ps_str_cmp(((const ps_standing *)a)->folder, ((const ps_standing *)b)->folder);
}

/* By folder, each once, should a walk have come to it twice. */
static void order(ps_standings *s) {
    size_t n = 0;
    if (s->deals.n) {
        qsort(s->deals.v, s->deals.n, sizeof *s->deals.v, by_folder);
    }
    for (size_t i = 0; i < s->deals.n; i++) {
        ps_standing *last = n ? &s->deals.v[n - 1] : NULL;
        if (last && ps_str_eq(last->folder, s->deals.v[i].folder)) {
            last->print += s->deals.v[i].print;
            last->newest = last->newest > s->deals.v[i].newest ? last->newest : s->deals.v[i].newest;
        } else {
            s->deals.v[n++] = s->deals.v[i];
        }
    }
    s->deals.n = n;
}

int64_t ps_standing_now(void) {
    struct timespec t = {0};
    clock_gettime(CLOCK_REALTIME, &t);
    return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

int ps_standings_read(ps_work *w, ps_standings *out) {
    ps_standings s = {.others = ps_known_new()};
    s.rules = stir(of_text(PS_S(PS_SOURCE_HASH)), of_text(w->process->note->text));
    int rc = s.others ? PS_OK : ps_nomem(w->err);
    for (size_t i = 0; !rc && i < PS_K_COUNT; i++) {
        rc = ps_fs_walk(w->ws->fs, ps_kind_dir(ps_kind_order[i]), see, &s, w->err);
        rc = rc ? ps_work_pass_over(w, rc, ps_kind_dir(ps_kind_order[i])) : PS_OK; /* its notes can't be read either */
    }
    if (rc) {
        ps_standings_free(&s);
        return rc;
    }
    order(&s);
    *out = s;
    return PS_OK;
}

void ps_standings_free(ps_standings *s) {
    ps_arena_free(&s->arena);
    ps_known_free(s->others);
    s->others = NULL;
}

const ps_standing *ps_standing_of(const ps_standings *s, ps_str folder) {
    ps_standing key = {.folder = folder};
    return s->deals.n ? bsearch(&key, s->deals.v, s->deals.n, sizeof key, by_folder) : NULL;
}

int64_t ps_standing_print(const ps_standings *s, const ps_standing *deal, const ps_strs *needs, int64_t at, bool *settled) {
    static const ps_fs_stamp absent = {0};
    uint64_t print = deal->print + s->rules;
    int64_t newest = deal->newest;
    for (size_t i = 0; i < needs->n; i++) {
        const ps_known_note *note = ps_known_find(s->others, needs->v[i]);
        print += of_file(needs->v[i], note ? &note->stamp : &absent);
        newest = note ? newest_of(&note->stamp, newest) : newest;
    }
    if (settled) {
        *settled = ps_known_settled(&(ps_known_note){.stamp = {.mtime = newest, .ctime = newest}, .checked = at});
    }
    return (int64_t)print;
}
