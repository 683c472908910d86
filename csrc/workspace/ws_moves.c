/* The decision chain, day by day: what changed, and which contact moved whom. */
#include "chain_moves.h"
#include "field.h"
#include "meaning.h"
#include "workspace_impl.h"

enum { MOVED_DAYS = 14 };

static bool is_of_chain(const ps_v_event *e) {
    return ps_str_starts(e->field, PS_S("stakeholders/")) || ps_str_starts(e->field, PS_S("relationships/")) ||
           ps_str_starts(e->field, PS_S("contact/"));
}

/* What history tells of the chain, turned to begin with the oldest; those of a commit keep their order, and no day comes before an earlier one's,
 * however clocks went. */
static int gather(ps_work *w, ps_str id, ps_chain_event **out, size_t *n) {
    ps_v_events all = {0};
    int rc = ps_work_changes_of(w, id, &all);
    ps_chain_event *list = rc ? NULL : ps_arena_alloc(w->arena, (all.n + 1) * sizeof *list);
    if (!list) {
        return rc ? rc : ps_nomem(w->err);
    }
    *n = 0;
    for (size_t end = all.n; end > 0;) {
        size_t first = end - 1;
        while (first > 0 && ps_str_eq(all.v[first - 1].commit, all.v[end - 1].commit)) {
            first--;
        }
        for (size_t i = first; i < end; i++) {
            const ps_v_event *e = &all.v[i];
            if (is_of_chain(e)) {
                ps_date day = ps_date_read(e->date), before = *n ? list[*n - 1].day : day;
                list[(*n)++] = (ps_chain_event){day > before ? day : before, e->commit, e->field, e->from, e->to};
            }
        }
        end = first;
    }
    *out = list;
    return PS_OK;
}

static ps_str said(ps_work *w, ps_text_id id, const ps_str *args, size_t n) {
    ps_buf b = {0};
    ps_text_put(&b, w->lang, id, args, n);
    ps_str kept = ps_keep(w, ps_buf_str(&b));
    w->failed |= !ps_buf_ok(&b);
    ps_buf_free(&b);
    return kept;
}

static ps_str ways_of(ps_work *w, ps_str value) {
    ps_strs ids = {0};
    ps_buf b = {0};
    w->failed |= ps_ids_split(w->arena, value, &ids) != PS_OK;
    for (size_t i = 0; i < ids.n; i++) {
        ps_buf_put(&b, i ? w->lang == PS_ZH ? PS_S("、") : PS_S(", ") : PS_S(""));
        ps_buf_put(&b, ps_process_label(w->process, PS_V_WAYS, ids.v[i]));
    }
    ps_str kept = b.n ? ps_keep(w, ps_buf_str(&b)) : PS_S("–");
    w->failed |= !ps_buf_ok(&b);
    ps_buf_free(&b);
    return kept;
}

/* A cell in the words of the process. */
static ps_str value_of(ps_work *w, ps_str column, ps_str value) {
    static const struct {
        const char *column;
        ps_vocab_id vocab;
    } vocabs[] = {{"stance", PS_V_STANCES}, {"layer", PS_V_LAYERS}, {"role", PS_V_ROLES}, {"aim", PS_V_AIMS}};
    for (size_t i = 0; value.n && i < sizeof vocabs / sizeof *vocabs; i++) {
        if (ps_str_eq(column, ps_str_of(vocabs[i].column))) {
            return ps_process_label(w->process, vocabs[i].vocab, value);
        }
    }
    if (ps_str_eq(column, PS_S("ways"))) {
        return ways_of(w, value);
    }
    return value.n ? ps_id_bare(value) : PS_S("–");
}

static ps_str column_of(const ps_work *w, ps_str what) {
    static const ps_column_id columns[] = {PS_C_LAYER, PS_C_ROLE, PS_C_INFLUENCE, PS_C_CONTACT, PS_C_AIM, PS_C_WAYS};
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        if (ps_str_eq(what, ps_column_in(columns[i], PS_EN))) {
            return ps_column_in(columns[i], w->lang);
        }
    }
    return what;
}

static ps_str text_of(ps_work *w, const ps_chain_move *m) {
    ps_str name = ps_view_person(w, m->person), kind = ps_process_label(w->process, PS_V_RELATIONS, m->to.n ? m->to : m->from);
    static const struct {
        const char *what;
        ps_text_id text;
    } alone[] = {{"came", PS_T_CHAIN_CAME}, {"gone", PS_T_CHAIN_GONE}, {"met", PS_T_CHAIN_MET}};
    for (size_t i = 0; i < sizeof alone / sizeof *alone; i++) {
        if (ps_str_eq(m->what, ps_str_of(alone[i].what))) {
            return said(w, alone[i].text, &name, 1);
        }
    }
    if (m->other.n) {
        const ps_str args[] = {name, ps_view_person(w, m->other), kind};
        return said(w, ps_str_eq(m->what, PS_S("tie")) ? PS_T_CHAIN_TIED : PS_T_CHAIN_UNTIED, args, 3);
    }
    ps_str from = value_of(w, m->what, m->from), to = value_of(w, m->what, m->to);
    if (ps_str_eq(m->what, PS_S("stance"))) {
        return said(w, PS_T_CHAIN_TURNED, (const ps_str[]){name, from, to}, 3);
    }
    return said(w, PS_T_CHAIN_CHANGED, (const ps_str[]){name, column_of(w, m->what), from, to}, 4);
}

/* "2026-11-11 visit (Chen Gang, Liu Min)" */
static ps_str contact_text(ps_work *w, const ps_contact *c) {
    ps_buf who = {0};
    ps_datestr day;
    for (size_t i = 0; i < c->n_who; i++) {
        ps_buf_put(&who, i ? w->lang == PS_ZH ? PS_S("、") : PS_S(", ") : PS_S(""));
        ps_buf_put(&who, ps_view_person(w, c->who[i]));
    }
    const ps_str args[] = {ps_date_str(&day, c->date), ps_contact_label(c->kind, w->lang), ps_buf_str(&who)};
    ps_str text = said(w, PS_T_CHAIN_BY, args, 3);
    w->failed |= !ps_buf_ok(&who);
    ps_buf_free(&who);
    return text;
}

static ps_v_chain_step *step_of(ps_work *w, ps_v_chain_steps *out, ps_date day) {
    ps_v_chain_step *last = out->n ? &out->v[out->n - 1] : NULL;
    if (last && last->date == day) {
        return last;
    }
    ps_v_chain_step *step = PS_PUSH(w->arena, out);
    if (step) {
        step->date = day;
    }
    return step;
}

static int view_move(ps_work *w, const ps_chain_move *m, ps_v_chain_steps *out) {
    ps_v_chain_step *step = step_of(w, out, m->day);
    ps_v_chain_move *v = step ? PS_PUSH(w->arena, &step->moves) : NULL;
    if (!v) {
        return ps_nomem(w->err);
    }
    *v = (ps_v_chain_move){.what = ps_keep(w, m->what),
                           .person = ps_keep(w, m->person),
                           .other = ps_keep(w, m->other),
                           .from = ps_keep(w, m->from),
                           .to = ps_keep(w, m->to),
                           .text = text_of(w, m),
                           .commit = m->commit};
    if (m->by) {
        v->by = contact_text(w, m->by);
        v->path = ps_keep_path(w, m->by->doc->path);
        v->lnum = (int)m->by->line;
    }
    return PS_OK;
}

int ps_view_chain_steps(ps_work *w, const ps_deal *deal, const ps_chain *chain, ps_v_chain_steps *out) {
    ps_chain_moves moves = {0};
    ps_chain_event *events = NULL;
    size_t n = 0;
    int days = ps_process_threshold(w->process, PS_S("chain"), PS_S("moved-days"), MOVED_DAYS);
    int rc = gather(w, deal->id, &events, &n);
    rc = rc ? rc : ps_chain_moves_of(&moves, w->arena, deal, chain, events, n, days, w->err);
    for (size_t i = 0; !rc && i < moves.n; i++) {
        rc = view_move(w, &moves.v[i], out);
    }
    return rc;
}

static int moves_run(ps_work *w, const ps_a_id *in, ps_v_chain_steps *out) {
    ps_deal *deal;
    ps_chain chain;
    int rc = ps_work_deal_then(w, &(ps_a_deal){.id = in->id}, &deal);
    rc = rc ? rc : ps_chain_read(&chain, w->arena, deal, &w->world, w->err);
    return rc ? rc : ps_view_chain_steps(w, deal, &chain, out);
}
PS_CALL_RUN(moves, ps_a_id, ps_v_chain_steps, PS_READS)
