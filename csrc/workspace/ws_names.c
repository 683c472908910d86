#include "field.h"
#include "workspace_impl.h"

static int put_term(ps_work *w, ps_v_terms *out, ps_str id, ps_str label, ps_str extra) {
    ps_v_term *t = PS_PUSH(w->arena, out);
    if (!t) {
        return ps_nomem(w->err);
    }
    *t = (ps_v_term){ps_keep(w, id), ps_keep(w, label), ps_keep(w, extra)};
    return PS_OK;
}

static int put_vocab(ps_work *w, const ps_process *p, ps_vocab_id v, ps_v_terms *out) {
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < p->vocab[v].n; i++) {
        const ps_term *t = &p->vocab[v].terms[i];
        bool seen = out->n && ps_str_eq(out->v[out->n - 1].id, t->id); /* steps of one flow */
        rc = seen ? PS_OK : put_term(w, out, t->id, t->label, PS_S(""));
    }
    return rc;
}

static int put_faults(ps_work *w, const ps_process *p, ps_v_process *out) {
    ps_diags diags = {0};
    int rc = ps_diag_process(&diags, w->arena, p, PS_S(".pursuit/process.md"), w->err);
    return rc ? rc : ps_view_diags(w, &diags, &out->faults);
}

/* The process in force, and the faults of the note as it stands (it may be newer and broken). */
static int process_run(ps_work *w, const ps_a_id *in, ps_v_process *out) {
    const ps_process *p = w->process;
    ps_process *written = NULL;
    ps_str text;
    (void)in;
    int rc = PS_OK;
    *out = (ps_v_process){.name = ps_keep(w, p->name),
                          .path = ps_keep_path(w, PS_S(".pursuit/process.md")),
                          .lang = p->lang == PS_ZH ? PS_S("zh") : PS_S("en"),
                          .currency = ps_keep(w, p->currency),
                          .again = ps_process_threshold(p, PS_S("closing"), PS_S("again-days"), 90)};
    for (int i = 0; !rc && i < p->n_stages; i++) {
        rc = put_term(w, &out->stages, p->stages[i].id, p->stages[i].label, PS_S(""));
    }
    for (int i = 0; !rc && i < p->n_gates; i++) {
        rc = put_term(w, &out->gates, p->gates[i].id, p->gates[i].label, p->gates[i].asks);
    }
    for (size_t i = 0; !rc && i < p->n_profiles; i++) {
        rc = put_term(w, &out->profiles, p->profiles[i].id, p->profiles[i].label, PS_S(""));
    }
    for (size_t i = 0; !rc && i < p->n_activities; i++) {
        rc = put_term(w, &out->activities, p->activities[i].id, p->activities[i].text, p->stages[p->activities[i].stage].id);
    }
    const struct {
        ps_vocab_id v;
        ps_v_terms *to;
    } all[] = {{PS_V_KINDS, &out->kinds},       {PS_V_CHANNELS, &out->channels}, {PS_V_FLOW_NAMES, &out->flows},
               {PS_V_LOSSES, &out->losses},     {PS_V_COSTS, &out->costs},       {PS_V_STANCES, &out->stances},
               {PS_V_LAYERS, &out->layers},     {PS_V_ROLES, &out->roles},       {PS_V_DECISIONS, &out->decisions},
               {PS_V_STATUSES, &out->statuses}, {PS_V_AIMS, &out->aims},         {PS_V_WAYS, &out->ways},
               {PS_V_CHAIN_NAMES, &out->chains}};
    for (size_t i = 0; !rc && i < sizeof all / sizeof *all; i++) {
        rc = put_vocab(w, p, all[i].v, all[i].to);
    }
    rc = rc ? rc : ps_work_read(w, PS_S(".pursuit/process.md"), &text);
    rc = rc ? rc : ps_process_read(&written, text, w->lang, w->err);
    rc = rc ? rc : put_faults(w, written, out);
    ps_process_free(written);
    return rc;
}
PS_CALL_RUN(process, ps_a_id, ps_v_process, PS_READS)

/* What a note belongs to: a person's account, an account's region. */
static ps_str belongs_to(const ps_note *note, ps_kind kind) {
    const char *key = kind == PS_K_PERSON ? "account" : kind == PS_K_ACCOUNT ? "region" : NULL;
    return note && key ? ps_fm_id(ps_note_field(note, ps_str_of(key))) : PS_S("");
}

/* Of what is known, unless nothing is. */
static int name_deals(ps_work *w, ps_v_terms *out) {
    ps_row_list rows = {0};
    int rc = ps_work_rows(w, &rows);
    if (!rc && w->known && !rows.n) {
        w->known = w->has_rows = false;
        rc = ps_work_rows(w, &rows);
    }
    for (size_t i = 0; !rc && i < rows.n; i++) {
        const ps_v_deal *deal = &rows.v[i]->view;
        rc = put_term(w, out, ps_path_name(rows.v[i]->folder), ps_str_eq(deal->title, deal->id) ? PS_S("") : deal->title, PS_S(""));
    }
    return rc;
}

static int names_run(ps_work *w, const ps_a_names *in, ps_v_terms *out) {
    ps_kind kind;
    ps_strs ids = {0};
    if (!ps_kind_parse(in->kind, &kind)) {
        return ps_fail(w->err, PS_EINVAL, UNKNOWN_KIND_OF_NOTE, in->kind);
    }
    w->known = in->known;
    if (kind == PS_K_DEAL) {
        return name_deals(w, out);
    }
    int rc = ps_work_ids(w, kind, &ids);
    for (size_t i = 0; !rc && i < ids.n; i++) {
        ps_str path;
        const ps_note *note = w->world.note(w->world.ctx, kind, ids.v[i], &path);
        rc = put_term(w, out, ids.v[i], ps_note_title(note), belongs_to(note, kind));
    }
    return rc;
}
PS_CALL_RUN(names, ps_a_names, ps_v_terms, PS_READS)

static int where_run(ps_work *w, const ps_a_path *in, ps_v_where *out) {
    ps_str path, id;
    ps_kind kind;
    int rc = ps_work_relative(w, in->path, &path);
    if (rc) {
        return rc;
    }
    bool ours = ps_work_where(path, &kind, &id);
    bool process = ps_str_eq(path, PS_S(".pursuit/process.md"));
    out->kind = ours ? ps_kind_id(kind) : process ? PS_S("process") : PS_S("other");
    out->id = ours ? ps_keep(w, id) : PS_S("");
    return PS_OK;
}
PS_CALL_RUN(where, ps_a_path, ps_v_where, PS_READS)
