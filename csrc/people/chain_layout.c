#include "chain_layout.h"

enum { ABREAST = 6, DEEPEST = 8, LINE = 10 }; /* LINE: what a line that goes by keeps free on either side */

/* How far the subtree of a member reaches to either side, row by row; sides count from the middle of its card. */
typedef struct {
    int from, until; /* rows */
    int *min, *max;
} outline;

typedef struct {
    ps_arena *arena;
    const ps_chain *chain;
    const ps_process *process;
    ps_chain_layout *out;
    int card, gap;
    int *band, *offset; /* of a member's card from its superior's */
    outline *outlines;
} laying;

static int band_of(const ps_process *p, const ps_member *m) {
    const ps_term *t = ps_process_term(p, PS_V_LAYERS, m->layer);
    size_t n = p->vocab[PS_V_LAYERS].n;
    return t ? (int)(n - 1 - (size_t)(t - p->vocab[PS_V_LAYERS].terms)) : (int)n;
}

static bool has_reports(const ps_chain *c, size_t member) {
    for (size_t i = 0; i < c->n_members; i++) {
        if (c->members[i].superior == (int)member) {
            return true;
        }
    }
    return false;
}

/* How far below the band's first row: below a superior of the same layer, or beside the others who stand alone, some abreast. */
static int depth_of(const laying *l, size_t member, int *alone) {
    const ps_chain *c = l->chain;
    int depth = 0;
    for (int at = (int)member; depth < DEEPEST && c->members[at].superior >= 0; depth++) {
        at = c->members[at].superior;
        if (l->band[at] != l->band[member]) {
            return depth;
        }
    }
    if (depth == 0 && c->members[member].superior < 0 && !has_reports(c, member)) {
        depth = alone[l->band[member]]++ / ABREAST;
    }
    return depth;
}

static int set_rows(laying *l) {
    size_t n = l->chain->n_members, bands = l->process->vocab[PS_V_LAYERS].n;
    int *depth = ps_arena_alloc(l->arena, (n + 1) * sizeof *depth), *alone = ps_arena_alloc(l->arena, (bands + 1) * sizeof *alone);
    l->out->bands = ps_arena_alloc(l->arena, (bands + 1) * sizeof *l->out->bands);
    if (!depth || !alone || !l->out->bands) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        l->band[i] = band_of(l->process, &l->chain->members[i]);
        l->out->n_bands = l->band[i] == (int)bands ? bands + 1 : l->out->n_bands;
    }
    l->out->n_bands = l->out->n_bands > bands ? l->out->n_bands : bands;
    for (size_t b = 0; b < l->out->n_bands; b++) {
        l->out->bands[b] = (ps_chain_band){b < bands ? &l->process->vocab[PS_V_LAYERS].terms[bands - 1 - b] : NULL, 0, 1};
    }
    for (size_t i = 0; i < n; i++) {
        ps_chain_band *b = &l->out->bands[l->band[i]];
        depth[i] = depth_of(l, i, alone);
        b->rows = depth[i] + 1 > b->rows ? depth[i] + 1 : b->rows;
    }
    for (size_t b = 0; b < l->out->n_bands; b++) {
        l->out->bands[b].row = l->out->rows;
        l->out->rows += l->out->bands[b].rows;
    }
    for (size_t i = 0; i < n; i++) {
        l->out->row[i] = l->out->bands[l->band[i]].row + depth[i];
    }
    return PS_OK;
}

bool ps_chain_hangs(const ps_chain_layout *layout, const ps_chain *chain, size_t member) {
    int above = chain->members[member].superior;
    return above >= 0 && layout->row[above] < layout->row[member];
}

/* ---- outlines ---- */

static bool make(laying *l, outline *o, int from, int until) {
    size_t n = (size_t)(until - from) + 1;
    *o = (outline){from, until, ps_arena_alloc(l->arena, n * sizeof *o->min), ps_arena_alloc(l->arena, n * sizeof *o->max)};
    for (size_t i = 0; o->min && o->max && i < n; i++) {
        o->min[i] = INT32_MAX; /* nothing there */
        o->max[i] = INT32_MIN;
    }
    return o->min && o->max;
}

static void reach(outline *o, int row, int min, int max) {
    int at = row - o->from;
    o->min[at] = min < o->min[at] ? min : o->min[at];
    o->max[at] = max > o->max[at] ? max : o->max[at];
}

static bool empty(const outline *o, int row) {
    return row < o->from || row > o->until || o->min[row - o->from] > o->max[row - o->from];
}

/* Puts one subtree to the right of those that stand already: how far its middle comes to stand from where they count. `from`: rows down to it are
 * crossed by its line. */
static int put_beside(const laying *l, outline *all, const outline *o, int from) {
    int shift = INT32_MIN;
    for (int row = from; row <= o->until; row++) {
        int min = row < o->from ? -LINE : o->min[row - o->from];
        if (!empty(all, row) && (row < o->from || !empty(o, row))) {
            int need = all->max[row - all->from] + l->gap - min;
            shift = need > shift ? need : shift;
        }
    }
    shift = shift == INT32_MIN ? 0 : shift;
    for (int row = from; row <= o->until; row++) {
        if (row < o->from) {
            reach(all, row, shift - LINE, shift + LINE);
        } else if (!empty(o, row)) {
            reach(all, row, shift + o->min[row - o->from], shift + o->max[row - o->from]);
        }
    }
    return shift;
}

static int deepest(const laying *l, size_t member) {
    int until = l->out->row[member];
    for (size_t i = 0; i < l->chain->n_members; i++) {
        if (l->chain->members[i].superior == (int)member && ps_chain_hangs(l->out, l->chain, i)) {
            until = l->outlines[i].until > until ? l->outlines[i].until : until;
        }
    }
    return until;
}

/* The outline of a member and all below, whose own are known. The card stands above the middle of its reports; the line to these is as wide as they are. */
static int outline_of(laying *l, size_t member) {
    const ps_chain *c = l->chain;
    int row = l->out->row[member], first = 0, last = 0;
    outline under, *own = &l->outlines[member];
    bool any = false;
    if (!make(l, &under, row, deepest(l, member)) || !make(l, own, row, under.until)) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < c->n_members; i++) {
        if (c->members[i].superior == (int)member && ps_chain_hangs(l->out, c, i)) {
            last = l->offset[i] = put_beside(l, &under, &l->outlines[i], row + 1);
            first = any ? first : last;
            any = true;
        }
    }
    int middle = first + (last - first) / 2;
    for (size_t i = 0; i < c->n_members; i++) {
        l->offset[i] -= c->members[i].superior == (int)member && ps_chain_hangs(l->out, c, i) ? middle : 0;
    }
    for (int r = row + 1; r <= under.until; r++) {
        if (!empty(&under, r)) {
            reach(own, r, under.min[r - row] - middle, under.max[r - row] - middle);
        }
    }
    int half = l->card / 2, left = first - middle, right = last - middle;
    reach(own, row, left < -half ? left : -half, right > half ? right : half);
    return PS_OK;
}

/* From the lowest row up: whoever reports stands lower. */
static int outline_all(laying *l) {
    int rc = PS_OK;
    for (int row = l->out->rows - 1; row >= 0; row--) {
        for (size_t i = 0; !rc && i < l->chain->n_members; i++) {
            rc = l->out->row[i] == row ? outline_of(l, i) : PS_OK;
        }
    }
    return rc;
}

static int place_all(laying *l) {
    const ps_chain *c = l->chain;
    outline all;
    int min = 0, max = 0;
    if (!make(l, &all, 0, l->out->rows)) {
        return PS_ENOMEM;
    }
    for (int row = 0; row < l->out->rows; row++) {
        for (size_t i = 0; i < c->n_members; i++) {
            if (l->out->row[i] == row) {
                bool hangs = ps_chain_hangs(l->out, c, i);
                l->out->x[i] = hangs ? l->out->x[c->members[i].superior] + l->offset[i] : put_beside(l, &all, &l->outlines[i], row);
            }
        }
    }
    for (int row = 0; row < l->out->rows; row++) {
        min = !empty(&all, row) && all.min[row] < min ? all.min[row] : min;
        max = !empty(&all, row) && all.max[row] > max ? all.max[row] : max;
    }
    for (size_t i = 0; i < c->n_members; i++) {
        l->out->x[i] -= min;
    }
    l->out->width = max - min;
    return PS_OK;
}

int ps_chain_layout_of(ps_chain_layout *out, ps_arena *arena, const ps_chain *chain, const ps_process *process, int card, int gap,
                       ps_error *err) {
    size_t n = chain->n_members + 1;
    *out = (ps_chain_layout){.row = ps_arena_alloc(arena, n * sizeof *out->row), .x = ps_arena_alloc(arena, n * sizeof *out->x)};
    laying l = {.arena = arena, .chain = chain, .process = process, .out = out, .card = card, .gap = gap};
    l.band = ps_arena_alloc(arena, n * sizeof *l.band);
    l.offset = ps_arena_alloc(arena, n * sizeof *l.offset);
    l.outlines = ps_arena_alloc(arena, n * sizeof *l.outlines);
    int rc = out->row && out->x && l.band && l.offset && l.outlines ? PS_OK : PS_ENOMEM;
    rc = rc ? rc : set_rows(&l);
    rc = rc ? rc : outline_all(&l);
    rc = rc ? rc : place_all(&l);
    return rc ? ps_nomem(err) : PS_OK;
}
