#include "chain.h"

#include <stdlib.h>

#include "deal_parts.h"
#include "seek.h"
#include "person.h"

enum { UNSEEN_DAYS = 60, INFLUENTIAL = 3, MOST_INFLUENCE = 5 };

ps_str ps_gap_kind_id(ps_gap_kind k) {
    static const char *const ids[PS_GAP_COUNT] = {"layer", "champion", "strategy", "unmet", "opponent", "aim", "unseen", "contact"};
    return ps_str_of(ids[k]);
}

/* ---- stances ---- */

static bool is_unknown(ps_str stance) {
    return stance.n == 0 || ps_str_eq(stance, PS_S("unknown"));
}

int ps_stance_rank(const ps_process *p, ps_str stance) {
    const ps_vocab *v = &p->vocab[PS_V_STANCES];
    int rank = 0;
    for (size_t i = 0; i < v->n && !is_unknown(stance); i++) {
        if (ps_str_eq(v->terms[i].id, stance)) {
            return rank;
        }
        rank += !is_unknown(v->terms[i].id);
    }
    return -1;
}

bool ps_stance_against(const ps_process *p, ps_str stance) {
    const ps_vocab *v = &p->vocab[PS_V_STANCES];
    int known = 0, rank = ps_stance_rank(p, stance);
    for (size_t i = 0; i < v->n; i++) {
        known += !is_unknown(v->terms[i].id);
    }
    return rank > known / 2;
}

/* ---- members ---- */

typedef struct {
    ps_chain *chain;
    ps_arena *arena;
    const ps_deal *deal;
    const ps_world *world;
    const ps_aliases *aliases;
    PS_VEC(ps_member) members;
    PS_VEC(ps_tie) ties;
    ps_seek by_id, by_tie;
    PS_VEC(ps_gap) gaps;
} reading;

/* What the row says; else the person's own. */
static int inherit_ids(reading *r, ps_str cell, const ps_strs *own, ps_str **out, size_t *n) {
    ps_strs ids = {0};
    int rc = cell.n ? ps_ids_split(r->arena, cell, &ids) : PS_OK;
    *out = cell.n ? ids.v : own->v;
    *n = cell.n ? ids.n : own->n;
    return rc;
}

static int layer_of(const ps_process *p, ps_str layer) {
    const ps_term *t = ps_process_term(p, PS_V_LAYERS, layer);
    return t ? (int)(t - p->vocab[PS_V_LAYERS].terms) : -1;
}

/* Of the layer that decides: the process's last. */
static bool is_deciding(const ps_process *p, ps_str layer) {
    int at = layer_of(p, layer);
    return at >= 0 && at == (int)p->vocab[PS_V_LAYERS].n - 1;
}

static ps_str name_of(const reading *r, ps_str id, ps_str cell) {
    ps_str path;
    const ps_note *person = ps_world_note(r->world, PS_K_PERSON, id, &path);
    ps_str name = person ? ps_note_value(person, PS_S("name")) : ps_note_alias(cell);
    return name.n ? name : id;
}

static int read_member(reading *r, const ps_stand *row) {
    ps_str path = PS_S("");
    ps_person person;
    ps_stand stand = *row;
    ps_member *m = PS_PUSH(r->arena, &r->members);
    const ps_note *note = ps_world_note(r->world, PS_K_PERSON, row->person, &path);
    if (!m || ps_person_read(&person, r->arena, row->person, note, r->world ? r->world->today : PS_DATE_NONE, NULL)) {
        return PS_ENOMEM;
    }
    ps_stand_inherit(&stand, &person);
    *m = (ps_member){.id = person.id,
                     .name = person.name,
                     .post = person.post,
                     .unit = person.unit,
                     .layer = stand.layer,
                     .role = stand.role,
                     .stance = stand.stance,
                     .contact = stand.contact,
                     .aim = stand.aim,
                     .influence = stand.influence,
                     .seen = stand.seen,
                     .superior = -1,
                     .path = note ? path : PS_S(""),
                     .line = stand.line,
                     .left = person.left,
                     .gone = person.gone,
                     .hidden = person.hidden,
                     .covered = !person.gone && stand.contact.n && stand.seen != PS_DATE_NONE};
    m->name = note || !stand.alias.n ? m->name : stand.alias;
    m->top = ps_str_eq(m->role, PS_S("key-decision-maker")) || is_deciding(r->deal->process, m->layer);
    m->vacant = !note && ps_process_term(r->deal->process, PS_V_CHAINS, m->id);
    r->chain->covered += m->covered;
    r->chain->gone += m->gone;
    int rc = inherit_ids(r, stand.needs, &person.needs, &m->needs, &m->n_needs);
    return rc ? rc : inherit_ids(r, stand.ways, &person.ways, &m->ways, &m->n_ways);
}

/* A pass for each layer and influence, which keeps the table's order among equals. */
static int sort_members(reading *r) {
    const ps_process *p = r->deal->process;
    size_t n = 0, members = r->members.n;
    ps_member *sorted = members ? ps_arena_alloc(r->arena, members * sizeof *sorted) : NULL;
    int *layers = members ? ps_arena_alloc(r->arena, members * sizeof *layers) : NULL;
    if (members && (!sorted || !layers)) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; i < members; i++) {
        layers[i] = layer_of(p, r->members.v[i].layer);
    }
    for (int layer = (int)p->vocab[PS_V_LAYERS].n - 1; layer >= -1; layer--) {
        for (int influence = MOST_INFLUENCE; influence >= 0; influence--) {
            for (size_t i = 0; i < members; i++) {
                if (layers[i] == layer && r->members.v[i].influence == influence) {
                    sorted[n++] = r->members.v[i];
                }
            }
        }
    }
    r->members.v = n == members && n ? sorted : r->members.v;
    return PS_OK;
}

/* So that each is found by the id. */
static int seek_members(reading *r) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < r->members.n; i++) {
        rc = ps_seek_add(&r->by_id, r->arena, ps_str_hash(PS_HASH, r->members.v[i].id), i);
    }
    return rc;
}

static int read_members(reading *r) {
    ps_stands rows = {0};
    int rc = ps_stands_read(&rows, r->arena, r->deal, r->world ? r->world->today : PS_DATE_NONE, NULL);
    for (size_t i = 0; !rc && i < rows.n; i++) {
        rc = read_member(r, &rows.v[i]);
    }
    rc = rc ? rc : sort_members(r);
    return rc ? rc : seek_members(r);
}

static int index_of(const reading *r, ps_str id) {
    uint64_t hash = ps_str_hash(PS_HASH, id);
    size_t step = 0, at = ps_seek_next(&r->by_id, hash, &step);
    while (at < r->members.n && !ps_str_eq(r->members.v[at].id, id)) {
        at = ps_seek_next(&r->by_id, hash, &step);
    }
    return at < r->members.n ? (int)at : -1;
}

/* ---- ties ---- */

static uint64_t tie_hash(const ps_tie *t) {
    uint64_t hash = ps_str_hash(ps_str_hash(PS_HASH, t->from), PS_S("/"));
    return ps_str_hash(ps_str_hash(ps_str_hash(hash, t->to), PS_S("/")), t->kind);
}

static bool known_tie(const reading *r, const ps_tie *t) {
    uint64_t hash = tie_hash(t);
    for (size_t step = 0, i; (i = ps_seek_next(&r->by_tie, hash, &step)) < r->ties.n;) {
        const ps_tie *o = &r->ties.v[i];
        if (ps_str_eq(o->from, t->from) && ps_str_eq(o->to, t->to) && ps_str_eq(o->kind, t->kind)) {
            return true;
        }
    }
    return false;
}

/* Whether going up from `member` leads to `to`: then `to` can't come to stand below it. */
static bool is_above(const reading *r, int to, int member) {
    for (size_t steps = 0; member >= 0 && steps <= r->members.n; steps++) {
        if (member == to) {
            return true;
        }
        member = r->members.v[member].superior;
    }
    return false;
}

/* The first row that names somebody's superior holds; one that would close a circle is no order. */
static void set_superior(reading *r, int below, int above) {
    if (below >= 0 && above >= 0 && r->members.v[below].superior < 0 && !is_above(r, below, above)) {
        r->members.v[below].superior = above;
    }
}

static int read_ties(reading *r, const ps_note *note, ps_str path) {
    const ps_table *t = note ? ps_heading_table(note, PS_H_RELATIONSHIPS, r->aliases) : NULL;
    for (size_t i = 0; t && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_tie tie = {.from = ps_id_bare(ps_column_cell(t, row, PS_C_FROM, r->aliases)),
                      .to = ps_id_bare(ps_column_cell(t, row, PS_C_TO, r->aliases)),
                      .kind = ps_column_cell(t, row, PS_C_KIND, r->aliases),
                      .note = ps_column_cell(t, row, PS_C_NOTE, r->aliases),
                      .path = path,
                      .line = row->line};
        if (!tie.from.n || !tie.to.n || ps_str_eq(tie.from, tie.to) || known_tie(r, &tie)) {
            continue;
        }
        tie.from_name = name_of(r, tie.from, ps_column_cell(t, row, PS_C_FROM, r->aliases));
        tie.to_name = name_of(r, tie.to, ps_column_cell(t, row, PS_C_TO, r->aliases));
        bool up = ps_str_eq(tie.kind, PS_S("superior")), down = ps_str_eq(tie.kind, PS_S("subordinate"));
        tie.at = index_of(r, tie.from);
        tie.with = index_of(r, tie.to);
        tie.reporting = up || down;
        ps_tie *slot = tie.at < 0 && tie.with < 0 ? NULL : PS_PUSH(r->arena, &r->ties);
        if (slot && ps_seek_add(&r->by_tie, r->arena, tie_hash(&tie), r->ties.n - 1) == PS_OK) {
            *slot = tie;
        } else if (tie.at >= 0 || tie.with >= 0) {
            return PS_ENOMEM;
        }
        set_superior(r, up ? tie.at : down ? tie.with : -1, up ? tie.with : tie.at);
    }
    return PS_OK;
}

static int read_all_ties(reading *r) {
    int rc = r->deal->main ? read_ties(r, r->deal->main->note, r->deal->main->path) : PS_OK;
    for (size_t i = 0; !rc && i < r->members.n; i++) {
        ps_str path;
        rc = read_ties(r, ps_world_note(r->world, PS_K_PERSON, r->members.v[i].id, &path), r->members.v[i].path);
    }
    return rc;
}

/* ---- gaps ---- */

static int add_gap(reading *r, ps_gap_kind kind, int member, int days) {
    ps_gap *g = PS_PUSH(r->arena, &r->gaps);
    if (!g) {
        return PS_ENOMEM;
    }
    *g = (ps_gap){.kind = kind, .member = member, .days = days};
    return PS_OK;
}

static int add_layer_gap(reading *r, ps_gap_kind kind, ps_str layer) {
    int rc = add_gap(r, kind, -1, 0);
    if (!rc) {
        r->gaps.v[r->gaps.n - 1].layer = layer;
    }
    return rc;
}

static bool has_people(const reading *r, ps_str layer) {
    for (size_t i = 0; i < r->members.n; i++) {
        const ps_member *m = &r->members.v[i];
        if (ps_str_eq(m->layer, layer) && !m->vacant && !m->gone) {
            return true;
        }
    }
    return false;
}

static int find_common_gaps(reading *r) {
    const ps_vocab *layers = &r->deal->process->vocab[PS_V_LAYERS];
    bool champion = r->deal->process->vocab[PS_V_STANCES].n == 0;
    for (size_t i = 0; i < r->members.n; i++) {
        const ps_member *m = &r->members.v[i];
        champion = champion || (!m->gone && ps_stance_rank(r->deal->process, m->stance) == 0);
    }
    bool decides = layers->n == 0 || has_people(r, layers->terms[layers->n - 1].id);
    int rc = decides ? PS_OK : add_layer_gap(r, PS_GAP_LAYER, layers->terms[layers->n - 1].id);
    rc = rc || champion ? rc : add_gap(r, PS_GAP_CHAMPION, -1, 0);
    for (size_t i = layers->n; !rc && r->chain->asks_strategy && i > 0; i--) {
        ps_str layer = layers->terms[i - 1].id;
        bool lacks = has_people(r, layer) && !ps_chain_strategy(r->chain, layer);
        rc = lacks ? add_layer_gap(r, PS_GAP_STRATEGY, layer) : PS_OK;
    }
    return rc;
}

static int find_gaps(reading *r, int at) {
    const ps_member *m = &r->members.v[at];
    const ps_process *p = r->deal->process;
    bool key = ps_str_eq(m->role, PS_S("key-decision-maker")), decides = m->role.n > 0;
    int days = m->seen == PS_DATE_NONE || !r->world ? 0 : r->world->today - m->seen, rc = PS_OK;
    if (m->gone) { /* whoever left is lacking nothing; that they are lacking is told of the whole */
        return PS_OK;
    }
    if (key && m->seen == PS_DATE_NONE) {
        rc = add_gap(r, PS_GAP_UNMET, at, 0);
    }
    bool aimless = !m->aim.n || !m->n_ways;
    if (!rc && aimless && ps_stance_against(p, m->stance) && m->influence >= INFLUENTIAL) {
        rc = add_gap(r, PS_GAP_OPPONENT, at, 0);
    } else if (!rc && aimless && m->top && !m->vacant && r->chain->asks_strategy) {
        rc = add_gap(r, PS_GAP_AIM, at, 0);
    }
    if (!rc && decides && days > r->chain->unseen_days) {
        rc = add_gap(r, PS_GAP_UNSEEN, at, days);
    }
    return rc || !decides || m->contact.n ? rc : add_gap(r, PS_GAP_CONTACT, at, 0);
}

/* Whether the deal has come to the stage whose activity asks for a strategy for each layer. */
static bool asks_strategy(const ps_deal *deal) {
    const ps_activity *a = ps_process_activity(deal->process, PS_S("strategy-layers"));
    return a && a->stage <= deal->profile->stages[deal->stage].last;
}

int ps_chain_read(ps_chain *out, ps_arena *arena, const ps_deal *deal, const ps_world *world, ps_error *err) {
    ps_chain chain = {.unseen_days = ps_process_threshold(deal->process, PS_S("chain"), PS_S("unseen-days"), UNSEEN_DAYS)};
    reading r = {.chain = &chain, .arena = arena, .deal = deal, .world = world, .aliases = ps_deal_aliases(deal)};
    chain.asks_strategy = asks_strategy(deal);
    int rc = read_members(&r);
    rc = rc ? rc : read_all_ties(&r);
    rc = rc ? rc : ps_chain_strategies(&chain.strategies, &chain.n_strategies, arena, deal);
    rc = rc ? rc : find_common_gaps(&r);
    for (size_t i = 0; !rc && i < r.members.n; i++) {
        rc = find_gaps(&r, (int)i);
    }
    if (rc) {
        return ps_nomem(err);
    }
    chain.members = r.members.v;
    chain.n_members = r.members.n;
    chain.ties = r.ties.v;
    chain.n_ties = r.ties.n;
    chain.gaps = r.gaps.v;
    chain.n_gaps = r.gaps.n;
    *out = chain;
    return PS_OK;
}
