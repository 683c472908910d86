#include "template_write.h"

typedef struct {
    const ps_process *process;
    ps_str kind;
    int first, last; /* stages of the process */
    bool (*takes)(const void *ctx, const ps_activity *a);
    const void *ctx;
} wanted;

static bool is_wanted(const void *ctx, const ps_activity *a) {
    const wanted *w = ctx;
    bool counts = a->stage >= w->first && a->stage <= w->last && ps_activity_for(a, w->kind);
    return counts && (!w->takes || w->takes(w->ctx, a));
}

/* "Information gathering + Concept discussion" */
static void write_label(ps_buf *out, const ps_process *p, const ps_pstage *s) {
    ps_buf label = {0};
    for (int i = s->first; i <= s->last; i++) {
        ps_buf_put(&label, i > s->first ? PS_S(" + ") : PS_S(""));
        ps_buf_put(&label, p->stages[i].label);
    }
    out->failed |= !ps_buf_ok(&label);
    ps_write_heading(out, 1, ps_buf_str(&label));
    ps_buf_free(&label);
}

/* Tables that belong to activities of the built-in method: a stage that has the activity gets its table. */
static void write_tables(ps_buf *out, const ps_process *p, const wanted *w) {
    static const ps_column_id swot[] = {PS_C_ID, PS_C_KIND, PS_C_FINDING, PS_C_ANSWER};
    static const struct {
        const char *activity;
        ps_heading_id heading;
        const ps_column_id *columns;
        size_t n;
    } tables[] = {{"strategy-swot", PS_H_SWOT, swot, 4}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        const ps_activity *a = ps_process_activity(p, ps_str_of(tables[i].activity));
        if (a && is_wanted(w, a)) {
            ps_write_section(out, 2, tables[i].heading, p->lang);
            ps_write_table(out, tables[i].columns, tables[i].n, p->lang, NULL);
        }
    }
}

int ps_template_stage_of(ps_buf *out, const ps_process *p, const ps_profile *pr, int pstage, const ps_new_deal *in,
                         bool (*takes)(const void *ctx, const ps_activity *a), const void *ctx, ps_error *err) {
    const ps_pstage *s = &pr->stages[pstage];
    bool merged = s->last > s->first;
    ps_buf b = {0};
    wanted w = {p, in->kind, s->first, s->last, takes, ctx};
    ps_checklist list = {.process = p, .deal = in, .takes = is_wanted, .ctx = &w, .level = merged ? 3 : 2};
    write_label(&b, p, s);
    ps_buf_put(&b, PS_S("[["));
    ps_write_line(&b, in->id);
    ps_buf_put(&b, PS_S("]]\n\n"));
    for (int stage = s->first; stage <= s->last; stage++) {
        w.first = w.last = stage;
        if (merged) {
            ps_write_heading(&b, 2, p->stages[stage].label);
        }
        ps_write_checklist(&b, &list, p->activities, p->n_activities);
    }
    w.first = s->first;
    write_tables(&b, p, &w);
    return ps_write_append(out, &b, err);
}

int ps_template_stage(ps_buf *out, const ps_process *p, const ps_profile *pr, int pstage, const ps_new_deal *in, ps_error *err) {
    return ps_template_stage_of(out, p, pr, pstage, in, NULL, NULL, err);
}
