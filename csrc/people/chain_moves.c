#include "chain_moves.h"

#include "field.h"

typedef struct {
    ps_str id;
    bool in, met;
    size_t first; /* index + 1 of the first contact that is known of; 0: none */
} someone;

typedef struct {
    ps_arena *arena;
    const ps_deal *deal;
    const ps_chain_event *events;
    size_t n;
    int days;
    const ps_chain_event **contacts; /* what told of each of the deal's; NULL: nothing yet */
    PS_VEC(someone) people;
    ps_chain_moves moves;
    size_t first, end;    /* events of the commit that is looked at */
    PS_VEC(size_t) fresh; /* the contacts that came with it */
    bool failed;
} moving;

/* "stakeholders/chen.gang/stance": the parts behind the first, as many as there are. */
static size_t parts_of(ps_str field, ps_str *out, size_t most) {
    ps_str rest = field, part;
    size_t n = 0;
    bool first = true;
    while (n < most && ps_str_next(&rest, '/', &part)) {
        if (!first) {
            out[n++] = part;
        }
        first = false;
    }
    return n;
}

static bool is_of(const ps_chain_event *e, const char *table) {
    size_t slash = ps_str_find(e->field, PS_S("/"), 0);
    return slash != SIZE_MAX && ps_str_eq(ps_str_sub(e->field, 0, slash), ps_str_of(table));
}

static someone *person_of(moving *m, ps_str id) {
    for (size_t i = 0; i < m->people.n; i++) {
        if (ps_str_eq(m->people.v[i].id, id)) {
            return &m->people.v[i];
        }
    }
    someone *s = PS_PUSH(m->arena, &m->people);
    m->failed |= !s;
    if (s) {
        *s = (someone){.id = id, .in = true};
    }
    return s;
}

static ps_chain_move *add(moving *m, const ps_chain_event *e, ps_str what, ps_str person) {
    ps_chain_move *move = PS_PUSH(m->arena, &m->moves);
    m->failed |= !move;
    if (move) {
        *move = (ps_chain_move){.day = e->day, .what = what, .person = person, .commit = e->commit};
    }
    return move;
}

/* ---- contacts ---- */

static bool names(const ps_contact *c, ps_str person) {
    return ps_ids_have(c->who, c->n_who, person);
}

/* The first contact of that day or later; contacts stand by time. */
static size_t from_day(const ps_deal *deal, ps_date day) {
    size_t low = 0, high = deal->n_contacts;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (deal->contacts[middle].date < day) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

/* The deal's contact of which an event tells, by the time in its field; SIZE_MAX: it stands in the log no more. */
static size_t contact_of(const moving *m, const ps_chain_event *e) {
    ps_str when = ps_str_sub(e->field, sizeof "contact/" - 1, e->field.n);
    ps_date day = ps_date_read(ps_str_sub(when, 0, 10));
    for (size_t i = day == PS_DATE_NONE ? m->deal->n_contacts : from_day(m->deal, day); i < m->deal->n_contacts; i++) {
        const ps_contact *c = &m->deal->contacts[i];
        if (c->date != day) {
            return SIZE_MAX;
        }
        if (!m->contacts[i] && ps_str_eq(c->date_text, when)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* What moved a person by the end of a commit's day: the contact that came with it, else the last one before. */
static const ps_contact *mover(const moving *m, ps_str person, const ps_chain_event *e) {
    for (size_t i = m->fresh.n; i > 0; i--) {
        const ps_contact *c = &m->deal->contacts[m->fresh.v[i - 1]];
        if (names(c, person)) {
            return c;
        }
    }
    for (size_t i = from_day(m->deal, e->day + 1); i > 0; i--) {
        const ps_contact *c = &m->deal->contacts[i - 1];
        if (e->day - c->date > m->days) {
            return NULL;
        }
        if (names(c, person)) {
            return c;
        }
    }
    return NULL;
}

/* ---- events ---- */

static void meet(moving *m, const ps_chain_event *e, size_t contact, someone *s) {
    ps_chain_move *move = s->in && !s->met ? add(m, e, PS_S("met"), s->id) : NULL;
    if (move) {
        move->by = &m->deal->contacts[contact];
        s->met = true;
    }
}

static void see_contact(moving *m, const ps_chain_event *e, size_t at) {
    const ps_contact *c = &m->deal->contacts[at];
    size_t *slot = PS_PUSH(m->arena, &m->fresh);
    m->failed |= !slot;
    if (slot) {
        *slot = at;
    }
    m->contacts[at] = e;
    for (size_t i = 0; i < c->n_who; i++) {
        for (size_t k = 0; k < m->people.n; k++) {
            someone *s = &m->people.v[k];
            if (ps_str_eq(s->id, c->who[i])) {
                s->first = s->first ? s->first : at + 1;
                meet(m, e, at, s);
            }
        }
    }
}

static void come(moving *m, const ps_chain_event *e, ps_str id, bool in) {
    someone *s = person_of(m, id);
    ps_chain_move *move = s ? add(m, e, in ? PS_S("came") : PS_S("gone"), id) : NULL;
    if (!move) {
        return;
    }
    move->by = in ? mover(m, id, e) : NULL;
    s->in = in;
    if (in && s->first && !s->met) {
        meet(m, e, s->first - 1, s);
    }
}

static bool is_told(ps_str column) {
    static const char *const columns[] = {"layer", "role", "stance", "influence", "contact", "aim", "ways"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (ps_str_eq(column, ps_str_of(columns[i]))) {
            return true;
        }
    }
    return false;
}

static void see_row(moving *m, const ps_chain_event *e) {
    ps_str part[3];
    size_t n = parts_of(e->field, part, 3);
    if (n == 1) {
        come(m, e, part[0], !e->from.n);
        return;
    }
    ps_chain_move *move = n == 2 && is_told(part[1]) ? add(m, e, part[1], part[0]) : NULL;
    if (move) {
        move->from = e->from;
        move->to = e->to;
        move->by = mover(m, part[0], e);
    }
}

static void see_tie(moving *m, const ps_chain_event *e) {
    ps_str part[4];
    ps_chain_move *move = parts_of(e->field, part, 4) == 3 ? add(m, e, e->from.n ? PS_S("untied") : PS_S("tie"), part[0]) : NULL;
    if (move) {
        move->other = part[1];
        *(e->from.n ? &move->from : &move->to) = part[2];
    }
}

/* The log is read before the tables of one commit: what is written down together belongs together. */
static void see_commit(moving *m) {
    m->fresh.n = 0;
    for (size_t i = m->first; i < m->end; i++) {
        const ps_chain_event *e = &m->events[i];
        size_t at = is_of(e, "contact") ? contact_of(m, e) : SIZE_MAX;
        if (at != SIZE_MAX) {
            see_contact(m, e, at);
        }
    }
    for (size_t i = m->first; i < m->end && !m->failed; i++) {
        if (is_of(&m->events[i], "stakeholders")) {
            see_row(m, &m->events[i]);
        } else if (is_of(&m->events[i], "relationships")) {
            see_tie(m, &m->events[i]);
        }
    }
}

/* Whoever a row or a change of one tells of, as of the beginning: in the chain, unless the first that is told is that they come. So are those of today's
 * chain of whom nothing is told. */
static void find_people(moving *m, const ps_chain *chain) {
    for (size_t i = 0; i < m->n && !m->failed; i++) {
        ps_str part[2];
        size_t before = m->people.n, n = is_of(&m->events[i], "stakeholders") ? parts_of(m->events[i].field, part, 2) : 0;
        someone *s = n ? person_of(m, part[0]) : NULL;
        if (s && m->people.n > before) {
            s->in = n > 1 || m->events[i].from.n > 0;
        }
    }
    for (size_t i = 0; i < chain->n_members && !m->failed; i++) {
        person_of(m, chain->members[i].id);
    }
}

int ps_chain_moves_of(ps_chain_moves *out, ps_arena *arena, const ps_deal *deal, const ps_chain *chain, const ps_chain_event *events,
                      size_t n, int days, ps_error *err) {
    moving m = {.arena = arena, .deal = deal, .events = events, .n = n, .days = days};
    m.contacts = ps_arena_alloc(arena, (deal->n_contacts + 1) * sizeof *m.contacts);
    m.failed = !m.contacts;
    if (!m.failed) {
        find_people(&m, chain);
    }
    for (m.first = 0; m.first < n && !m.failed; m.first = m.end) {
        m.end = m.first + 1;
        while (m.end < n && ps_str_eq(events[m.end].commit, events[m.first].commit)) {
            m.end++;
        }
        see_commit(&m);
    }
    *out = m.moves;
    return m.failed ? ps_nomem(err) : PS_OK;
}
