/* What is asked for an entry: its fields, what they may be and what they begin with. */
#include "field.h"
#include "ws_entry.h"

static int offer(ps_work *w, ps_v_terms *out, ps_str id, ps_str label, ps_str extra) {
    ps_v_term *t = PS_PUSH(w->arena, out);
    if (!t) {
        return ps_nomem(w->err);
    }
    *t = (ps_v_term){ps_keep(w, id), ps_keep(w, label), ps_keep(w, extra)};
    return PS_OK;
}

static int offer_terms(ps_work *w, ps_v_terms *out, ps_vocab_id v) {
    const ps_vocab *vocab = &w->process->vocab[v];
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < vocab->n; i++) {
        rc = offer(w, out, vocab->terms[i].id, vocab->terms[i].label, PS_S(""));
    }
    return rc;
}

/* The steps of the deal's flow, or of all flows where it names none. */
static int offer_steps(ps_work *w, ps_v_terms *out, ps_str flow) {
    const ps_vocab *vocab = &w->process->vocab[PS_V_FLOWS];
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < vocab->n; i++) {
        const ps_term *t = &vocab->terms[i];
        ps_str its = ps_term_cell(w->process, PS_V_FLOWS, t, PS_S("flow"));
        rc = !flow.n || ps_str_eq(its, flow) ? offer(w, out, t->id, t->label, flow.n ? PS_S("") : its) : PS_OK;
    }
    return rc;
}

/* What the process calls one of fixed ids. */
static ps_str label_of(const ps_work *w, const ps_cell_rule *rule, ps_str id) {
    static const ps_vocab_id vocabs[] = {PS_V_DECISIONS, PS_V_FORECAST, PS_V_STATUSES};
    static const ps_text_id letters[] = {PS_T_SWOT_S, PS_T_SWOT_W, PS_T_SWOT_O, PS_T_SWOT_T};
    size_t at = id.n == 1 ? ps_str_find(PS_S("SWOT"), id, 0) : SIZE_MAX;
    if (at != SIZE_MAX && ps_str_eq(ps_str_of(rule->words), PS_S("S W O T"))) {
        return ps_text(letters[at], w->lang);
    }
    for (size_t i = 0; i < sizeof vocabs / sizeof *vocabs; i++) {
        const ps_term *t = ps_process_term(w->process, vocabs[i], id);
        if (t) {
            return t->label;
        }
    }
    return PS_S("");
}

static int offer_words(ps_work *w, ps_v_terms *out, const ps_cell_rule *rule) {
    ps_str rest = ps_str_of(rule->words), word;
    int rc = PS_OK;
    while (!rc && ps_str_next(&rest, ' ', &word)) {
        rc = offer(w, out, word, label_of(w, rule, word), PS_S(""));
    }
    return rc;
}

/* Ids of a kind with the names of their notes; people of the deal's account first. */
static int offer_ids(const ps_entering *e, ps_v_terms *out, ps_kind kind) {
    ps_work *w = e->w;
    ps_strs ids = {0};
    int rc = ps_work_ids(w, kind, &ids);
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; !rc && i < ids.n; i++) {
            const ps_note *note = kind == PS_K_DEAL ? NULL : ps_world_note(&w->world, kind, ids.v[i], NULL);
            ps_str account = kind == PS_K_PERSON && note ? ps_note_value(note, PS_S("account")) : PS_S("");
            bool first = kind != PS_K_PERSON || (account.n && ps_str_eq(account, e->deal->account));
            ps_str name = ps_note_title(note);
            rc = first == !pass ? offer(w, out, ids.v[i], ps_str_eq(name, ids.v[i]) ? PS_S("") : name, account) : PS_OK;
        }
    }
    return rc;
}

static int offer_stages(const ps_entering *e, ps_v_terms *out) {
    const ps_profile *pr = e->deal->profile;
    int rc = PS_OK;
    for (int i = 0; !rc && i < pr->n_stages; i++) {
        rc = offer(e->w, out, pr->stages[i].id, pr->stages[i].label, PS_S(""));
    }
    return rc;
}

static int offer_profiles(ps_work *w, ps_v_terms *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < w->process->n_profiles; i++) {
        rc = offer(w, out, w->process->profiles[i].id, w->process->profiles[i].label, PS_S(""));
    }
    return rc;
}

static int choices(const ps_entering *e, const ps_cell_rule *rule, ps_v_terms *out) {
    ps_work *w = e->w;
    switch (rule->type) {
    case PS_CELL_TERM:
    case PS_CELL_TERMS:
        return offer_terms(w, out, (ps_vocab_id)rule->arg);
    case PS_CELL_TEXT:
        return rule->arg == PS_NO_TERMS ? PS_OK : offer_terms(w, out, (ps_vocab_id)rule->arg);
    case PS_CELL_ONE_OF:
        return offer_words(w, out, rule);
    case PS_CELL_ID:
    case PS_CELL_IDS:
    case PS_CELL_NAME:
        return offer_ids(e, out, (ps_kind)rule->arg);
    case PS_CELL_STAGE:
        return offer_stages(e, out);
    case PS_CELL_PROFILE:
        return offer_profiles(w, out);
    case PS_CELL_STEP:
        return offer_steps(w, out, e->deal->flow);
    default:
        return PS_OK;
    }
}

static ps_str type_name(ps_cell_type type) {
    static const char *const names[] = {"text", "date", "money", "number", "whole", "term",    "terms", "choice",
                                        "id",   "ids",  "name",  "stage",  "gate",  "profile", "step",  "evidence"};
    return ps_str_of(names[type]);
}

/* What a blank cell means: what the note of the person in the first field says under the same name. */
static ps_str inherited(const ps_entering *e, const ps_cell_rule *rule) {
    const ps_note *note = rule->begin == PS_BEGIN_PERSON ? ps_world_note(&e->w->world, PS_K_PERSON, e->value[0], NULL) : NULL;
    const ps_fm *f = note ? ps_note_field(note, ps_cell_name(rule)) : NULL;
    ps_strs items = {0};
    ps_buf b = {0};
    e->w->failed |= f && ps_fm_ids(e->w->arena, f, &items) != PS_OK;
    for (size_t i = 0; i < items.n; i++) {
        ps_buf_put(&b, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&b, items.v[i]);
    }
    ps_str said = ps_buf_ok(&b) ? ps_keep(e->w, ps_buf_str(&b)) : PS_S("");
    ps_buf_free(&b);
    return said;
}

/* People of the deal's account stand first. */
static int count_near(const ps_entering *e, const ps_v_terms *choices) {
    int n = 0;
    while (e->deal->account.n && (size_t)n < choices->n && ps_str_eq(choices->v[n].extra, e->deal->account)) {
        n++;
    }
    return n;
}

static int put_field(const ps_entering *e, size_t at, ps_v_form *out) {
    const ps_cell_rule *rule = &e->entry->cells[at];
    ps_v_form_field *f = PS_PUSH(e->w->arena, &out->fields);
    if (!f) {
        return ps_nomem(e->w->err);
    }
    bool there = e->row || e->entry->form == PS_ENTRY_FRONT;
    ps_str value = e->said[at] ? e->value[at] : there ? ps_entering_stands(e, at) : ps_entering_proposal(e, at);
    *f = (ps_v_form_field){.name = ps_cell_name(rule),
                           .label = ps_cell_label(rule, e->w->lang),
                           .type = type_name(rule->type),
                           .value = ps_keep(e->w, value),
                           .means = inherited(e, rule),
                           .required = ps_entering_needs(rule) && rule->begin != PS_BEGIN_NUMBER,
                           .many = rule->type == PS_CELL_TERMS || rule->type == PS_CELL_IDS || rule->list,
                           .fault = PS_S(""),
                           .made = rule->begin == PS_BEGIN_NUMBER};
    int rc = e->said[at] ? ps_entering_fault(e, rule, e->value[at], &f->fault) : PS_OK;
    f->fault = e->said[at] && f->required && !e->value[at].n ? ps_text(PS_T_FIELD_NEEDED, e->w->lang) : f->fault;
    rc = rc ? rc : choices(e, rule, &f->choices);
    f->near = rule->type == PS_CELL_ID && rule->arg == PS_K_PERSON ? count_near(e, &f->choices) : 0;
    return rc;
}

static int put_extra(const ps_entering *e, const ps_extra *x, ps_v_form *out) {
    ps_v_form_field *f = PS_PUSH(e->w->arena, &out->fields);
    if (!f) {
        return ps_nomem(e->w->err);
    }
    int column = -1;
    for (size_t i = 0; e->row && i < e->table->header.n; i++) {
        column = ps_str_eq_nocase(e->table->header.cells[i].text, x->name) ? (int)i : column;
    }
    ps_str name = ps_keep(e->w, x->name), stands = e->row ? ps_row_cell(e->row, column) : PS_S("");
    *f = (ps_v_form_field){.name = name,
                           .label = name,
                           .type = type_name(PS_CELL_NUMBER),
                           .value = ps_keep(e->w, x->said ? x->value : stands),
                           .means = PS_S(""),
                           .fault = PS_S("")};
    return x->said ? ps_entering_fault(e, &ps_entering_score, x->value, &f->fault) : PS_OK;
}

static int form_run(ps_work *w, const ps_a_entry *in, ps_v_form *out) {
    ps_entering e;
    int rc = ps_entering_begin(&e, w, in, false);
    if (rc) {
        return rc;
    }
    *out = (ps_v_form){.deal = ps_keep(w, e.deal->id),
                       .table = ps_str_of(e.entry->name),
                       .label = ps_entry_label(e.entry, w->lang),
                       .path = e.doc ? ps_keep_path(w, e.doc->path) : PS_S(""),
                       .lnum = e.row ? (int)e.row->line : 0,
                       .exists = e.row && !ps_entering_waits(&e)};
    for (size_t i = 0; !rc && i < e.entry->n; i++) {
        rc = ps_entering_asks(&e, &e.entry->cells[i]) ? put_field(&e, i, out) : PS_OK;
    }
    for (size_t i = 0; !rc && i < e.extra.n; i++) {
        rc = put_extra(&e, &e.extra.v[i], out);
    }
    return rc;
}
PS_CALL_RUN(form, ps_a_entry, ps_v_form, PS_READS)

static int entries_run(ps_work *w, const ps_a_id *in, ps_v_terms *out) {
    size_t n;
    const ps_entry *all = ps_entries(&n);
    int rc = PS_OK;
    (void)in;
    for (size_t i = 0; !rc && i < n; i++) {
        rc = all[i].name ? offer(w, out, ps_str_of(all[i].name), ps_entry_label(&all[i], w->lang), PS_S("")) : PS_OK;
    }
    return rc;
}
PS_CALL_RUN(entries, ps_a_id, ps_v_terms, PS_READS)
