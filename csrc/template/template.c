#include "template.h"

#include <stdio.h>

#include "template_write.h"
#include "width.h"

static const ps_profile *profile_of(const ps_process *p, const ps_new_deal *in) {
    const ps_profile *pr = in->profile.n ? ps_process_profile(p, in->profile) : NULL;
    return pr ? pr : ps_process_propose(p, in->value);
}

static ps_str first_stage(const ps_profile *pr) {
    return pr && pr->n_stages ? pr->stages[0].id : PS_S("");
}

/* ---- deal.md ---- */

static bool known_key(ps_str key) {
    static const char *const keys[] = {"id",     "aliases", "title",  "account",     "kind",   "profile",  "stage",  "status",
                                       "owner",  "team",    "value",  "currency",    "margin", "forecast", "source", "products",
                                       "opened", "close",   "budget", "probability", "parent", "flow"};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (ps_str_eq(key, ps_str_of(keys[i]))) {
            return true;
        }
    }
    return false;
}

static void write_front(ps_buf *out, const ps_process *p, const ps_profile *pr, const ps_new_deal *in) {
    ps_digits d;
    ps_buf_put(out, PS_S("---\n"));
    ps_write_key(out, PS_S("id"), in->id);
    ps_write_list(out, PS_S("aliases"), &in->id, 1);
    ps_write_key(out, PS_S("title"), in->title);
    ps_write_key(out, PS_S("account"), in->account);
    ps_write_key(out, PS_S("kind"), in->kind);
    ps_write_key(out, PS_S("profile"), pr ? pr->id : in->profile);
    ps_write_key(out, PS_S("stage"), first_stage(pr));
    ps_write_key(out, PS_S("status"), PS_S("open"));
    ps_write_key(out, PS_S("owner"), in->owner);
    ps_write_list(out, PS_S("team"), in->team, in->n_team);
    ps_write_money(out, PS_S("value"), in->value);
    ps_write_key(out, PS_S("currency"), in->currency.n ? in->currency : p->currency);
    if (in->margin != PS_MONEY_NONE) {
        ps_write_money(out, PS_S("margin"), in->margin);
    }
    ps_write_key(out, PS_S("probability"), in->probability >= 0 ? ps_num(&d, in->probability) : PS_S(""));
    ps_write_key_if(out, PS_S("forecast"), in->forecast);
    ps_write_key(out, PS_S("source"), in->source);
    if (in->n_products) {
        ps_write_list(out, PS_S("products"), in->products, in->n_products);
    }
    ps_write_date(out, PS_S("opened"), in->opened);
    ps_write_date(out, PS_S("close"), in->close);
    ps_write_money(out, PS_S("budget"), in->budget);
    ps_write_key_if(out, PS_S("parent"), in->parent);
    ps_write_key_if(out, PS_S("flow"), in->flow);
    for (size_t i = 0; i + 1 < in->n_pairs; i += 2) {
        if (!known_key(in->pairs[i])) {
            ps_write_key(out, in->pairs[i], in->pairs[i + 1]);
        }
    }
    ps_buf_put(out, PS_S("---\n"));
}

static void write_summary(ps_buf *out, const ps_new_deal *in, ps_lang lang) {
    ps_write_section(out, 2, PS_H_SUMMARY, lang);
    if (ps_str_trim(in->summary).n) {
        ps_buf_put(out, ps_str_trim(in->summary));
        ps_buf_char(out, '\n');
    } else if (in->parent.n) {
        ps_text_args(out, lang, TPL_FOLLOWS, in->parent);
        ps_buf_char(out, '\n');
    }
}

/* The steps of the customer's procurement flow, to be ticked off as the customer walks it. */
static void write_procurement(ps_buf *out, const ps_process *p, const ps_new_deal *in) {
    enum { COLUMNS = 4, MOST = 40 };
    static const ps_column_id columns[COLUMNS] = {PS_C_STEP, PS_C_STATE, PS_C_DATE, PS_C_DEPARTMENTS};
    ps_str cells[(MOST + 1) * COLUMNS];
    const ps_vocab *flows = &p->vocab[PS_V_FLOWS];
    size_t rows = 1;
    for (size_t c = 0; c < COLUMNS; c++) {
        cells[c] = ps_column_in(columns[c], p->lang);
    }
    for (size_t i = 0; in->flow.n && i < flows->n && rows <= MOST; i++) {
        const ps_term *t = &flows->terms[i];
        if (ps_str_eq(ps_term_cell(p, PS_V_FLOWS, t, PS_S("flow")), in->flow)) {
            ps_str *row = &cells[rows++ * COLUMNS];
            row[0] = t->id;
            row[1] = row[2] = PS_S("");
            row[3] = ps_term_cell(p, PS_V_FLOWS, t, PS_S("departments"));
        }
    }
    if (rows > 1) {
        ps_write_section(out, 2, PS_H_PROCUREMENT, p->lang);
        ps_grid_put(out, cells, rows, COLUMNS, 0, NULL);
    }
}

static void write_empty_tables(ps_buf *out, const ps_process *p, const ps_new_deal *in) {
    static const ps_column_id stakeholders[] = {PS_C_PERSON, PS_C_LAYER,   PS_C_ROLE, PS_C_STANCE, PS_C_INFLUENCE,
                                                PS_C_NEEDS,  PS_C_CONTACT, PS_C_AIM,  PS_C_WAYS};
    static const ps_column_id relationships[] = {PS_C_FROM, PS_C_TO, PS_C_KIND, PS_C_NOTE};
    static const ps_column_id competitors[] = {PS_C_COMPETITOR, PS_C_PRODUCT, PS_C_FOCUS, PS_C_POLICY, PS_C_THREAT};
    static const ps_column_id factors[] = {PS_C_FACTOR, PS_C_WEIGHT, PS_C_US, PS_C_EVIDENCE};
    static const ps_column_id components[] = {PS_C_COMPONENT, PS_C_VALUE, PS_C_OWNER};
    static const struct {
        ps_heading_id heading;
        const ps_column_id *columns;
        size_t n;
    } tables[] = {{PS_H_STAKEHOLDERS, stakeholders, 9},
                  {PS_H_RELATIONSHIPS, relationships, 4},
                  {PS_H_COMPETITORS, competitors, 5},
                  {PS_H_DECISION_FACTORS, factors, 4},
                  {PS_H_COMPONENTS, components, 3}};
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (tables[i].heading != PS_H_COMPONENTS || ps_str_eq(in->kind, PS_S("D"))) {
            ps_write_section(out, 2, tables[i].heading, p->lang);
            ps_write_table(out, tables[i].columns, tables[i].n, p->lang, NULL);
        }
    }
}

/* ---- how wide a column will get ---- */

static void widen(ps_str *widest, ps_str s) {
    *widest = ps_width(s) > ps_width(*widest) ? s : *widest;
}

static ps_str widest_stage(const ps_profile *pr) {
    ps_str widest = PS_S("");
    for (int i = 0; i < pr->n_stages; i++) {
        widen(&widest, pr->stages[i].id);
    }
    return widest;
}

static ps_str widest_gate(const ps_profile *pr) {
    ps_str widest = PS_S("");
    for (int i = 0; i < pr->n_gates; i++) {
        widen(&widest, pr->gates[i].id);
    }
    return widest;
}

static ps_str widest_category(const ps_process *p) {
    ps_str widest = PS_S("");
    for (size_t i = 0; i < p->vocab[PS_V_COSTS].n; i++) {
        widen(&widest, p->vocab[PS_V_COSTS].terms[i].id);
    }
    return widest;
}

static void write_history(ps_buf *out, const ps_process *p, const ps_profile *pr, const ps_new_deal *in) {
    static const ps_column_id columns[PS_HISTORY_CELLS] = {PS_C_DATE, PS_C_FROM, PS_C_TO, PS_C_GATE, PS_C_REVIEW, PS_C_BY, PS_C_OVERRIDE};
    ps_str cells[2 * PS_HISTORY_CELLS];
    ps_datestr day;
    char id[32];
    for (size_t c = 0; c < PS_HISTORY_CELLS; c++) {
        cells[c] = ps_column_in(columns[c], p->lang);
        cells[PS_HISTORY_CELLS + c] = PS_S("");
    }
    ps_str *row = cells + PS_HISTORY_CELLS;
    row[0] = ps_date_str(&day, in->opened);
    row[2] = first_stage(pr);
    row[5] = in->by.n ? in->by : in->owner;
    ps_str of[] = {in->id, row[0], row[2]};
    snprintf(id, sizeof id, "^s-%012llx", (unsigned long long)ps_write_hash(of, 3) & 0xFFFFFFFFFFFF);
    row[6] = ps_str_of(id);
    ps_write_section(out, 2, PS_H_STAGE_HISTORY, p->lang);
    const ps_str stage = widest_stage(pr), gate = widest_gate(pr);
    char name[160]; /* "approval-1" */
    snprintf(name, sizeof name, "%.*s-1", PS_FMT(ps_str_clip(gate, 120)));
    const ps_str room[PS_HISTORY_CELLS] = {row[0], stage, stage, gate, ps_str_of(name), row[5], row[6]};
    ps_grid_put(out, cells, 2, PS_HISTORY_CELLS, 0, room);
}

int ps_template_deal(ps_buf *out, const ps_process *p, const ps_new_deal *in, ps_error *err) {
    const ps_profile *pr = profile_of(p, in);
    ps_buf b = {0};
    write_front(&b, p, pr, in);
    ps_write_title(&b, in->id, in->title);
    write_summary(&b, in, p->lang);
    write_empty_tables(&b, p, in);
    write_procurement(&b, p, in);
    write_history(&b, p, pr, in);
    return ps_write_append(out, &b, err);
}

/* ---- costs.md, log.md, summary.md ---- */

static void write_budget(ps_buf *out, const ps_process *p, const ps_profile *pr, ps_money budget) {
    enum { COLUMNS = 3 };
    static const ps_column_id columns[COLUMNS] = {PS_C_STAGE, PS_C_BUDGET, PS_C_PLANNED};
    ps_str cells[(PS_MAX_STAGES + 1) * COLUMNS];
    ps_moneystr amounts[PS_MAX_STAGES];
    ps_money left = budget;
    int shares = 0;
    for (size_t c = 0; c < COLUMNS; c++) {
        cells[c] = ps_column_in(columns[c], p->lang);
    }
    for (int i = 0; i < pr->n_stages; i++) {
        shares += pr->stages[i].share;
    }
    for (int i = 0; i < pr->n_stages; i++) { /* the last stage takes what rounding left */
        ps_money part = budget == PS_MONEY_NONE || shares <= 0 ? PS_MONEY_NONE : ps_money_share(left, pr->stages[i].share, shares);
        ps_str *row = &cells[(size_t)(i + 1) * COLUMNS];
        row[0] = pr->stages[i].id;
        row[1] = ps_money_str(&amounts[i], part);
        row[2] = PS_S("");
        left = part == PS_MONEY_NONE ? left : left - part;
        shares -= pr->stages[i].share;
    }
    ps_grid_put(out, cells, (size_t)pr->n_stages + 1, COLUMNS, 6, NULL);
}

static void write_top(ps_buf *out, const ps_new_deal *in, ps_str heading) {
    ps_write_heading(out, 1, heading);
    ps_buf_put(out, PS_S("[["));
    ps_write_line(out, in->id);
    ps_buf_put(out, PS_S("]]\n"));
}

int ps_template_costs(ps_buf *out, const ps_process *p, const ps_profile *pr, const ps_new_deal *in, ps_error *err) {
    static const ps_column_id ledger[PS_LEDGER_CELLS] = {PS_C_DATE, PS_C_STAGE,     PS_C_CATEGORY, PS_C_AMOUNT,
                                                         PS_C_BY,   PS_C_RECIPIENT, PS_C_NOTE};
    ps_buf b = {0};
    write_top(&b, in, ps_text(PS_T_TPL_COSTS, p->lang));
    ps_write_section(&b, 2, PS_H_BUDGET, p->lang);
    write_budget(&b, p, pr, in->budget);
    ps_write_section(&b, 2, PS_H_LEDGER, p->lang);
    const ps_str room[PS_LEDGER_CELLS] = {PS_S("2026-11-11"),
                                          widest_stage(pr),
                                          widest_category(p),
                                          PS_S("1234567.89"),
                                          in->owner,
                                          PS_S("chen-gang"),
                                          PS_S("what it was for, in a few ^c-0123456789ab")};
    ps_write_table(&b, ledger, PS_LEDGER_CELLS, p->lang, room);
    return ps_write_append(out, &b, err);
}

int ps_template_log(ps_buf *out, const ps_process *p, const ps_new_deal *in, ps_error *err) {
    ps_buf b = {0};
    write_top(&b, in, ps_text(PS_T_TPL_LOG, p->lang));
    return ps_write_append(out, &b, err);
}

int ps_template_summary(ps_buf *out, const ps_process *p, const ps_new_deal *in, ps_error *err) {
    static const ps_heading_id sections[] = {PS_H_PLANNED, PS_H_HAPPENED, PS_H_COSTED, PS_H_REPEAT, PS_H_AVOID};
    ps_buf b = {0};
    write_top(&b, in, ps_text(PS_T_TPL_SUMMARY, p->lang));
    for (size_t i = 0; i < sizeof sections / sizeof *sections; i++) {
        ps_write_section(&b, 2, sections[i], p->lang);
    }
    return ps_write_append(out, &b, err);
}

/* ---- the folder ---- */

typedef struct {
    ps_arena *arena;
    ps_str folder;
    PS_VEC(ps_new_file) files;
} folder;

/* Takes the text over; the buffer is empty after it. */
static int add_file(folder *f, ps_str name, ps_buf *text, int rc, ps_error *err) {
    ps_new_file *file = rc ? NULL : PS_PUSH(f->arena, &f->files);
    if (file) {
        file->path = ps_arena_fmt(f->arena, "%.*s/%.*s", PS_FMT(f->folder), PS_FMT(name));
        file->text = ps_write_keep(f->arena, text);
    }
    ps_buf_free(text);
    return rc ? rc : file && file->path.p && file->text.p ? PS_OK : ps_nomem(err);
}

int ps_template_folder(ps_arena *arena, const ps_process *p, const ps_new_deal *in, ps_str path, ps_new_file **out, size_t *n,
                       ps_error *err) {
    const ps_profile *pr = profile_of(p, in);
    folder f = {.arena = arena, .folder = path};
    ps_buf b = {0};
    int rc = add_file(&f, PS_S("deal.md"), &b, ps_template_deal(&b, p, in, err), err);
    for (int i = 0; !rc && i < pr->n_stages; i++) {
        ps_str name = ps_deal_stage_file(arena, p, pr->stages[i].first);
        rc = name.p ? ps_template_stage(&b, p, pr, i, in, err) : ps_nomem(err);
        rc = add_file(&f, name, &b, rc, err);
    }
    rc = rc ? rc : add_file(&f, PS_S("costs.md"), &b, ps_template_costs(&b, p, pr, in, err), err);
    rc = rc ? rc : add_file(&f, PS_S("log.md"), &b, ps_template_log(&b, p, in, err), err);
    rc = rc ? rc : add_file(&f, PS_S("summary.md"), &b, ps_template_summary(&b, p, in, err), err);
    if (!rc) {
        *out = f.files.v;
        *n = f.files.n;
    }
    return rc;
}
