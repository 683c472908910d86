/* What is given for an entry, and what is there already. */
#include "ws_entry.h"

#include <string.h>

#include "field.h"
#include "when.h"

bool ps_entering_asks(const ps_entering *e, const ps_cell_rule *rule) {
    bool front = e->entry->form == PS_ENTRY_FRONT;
    return front ? rule->begin == PS_BEGIN_NOW : rule->begin != PS_BEGIN_OPERATION;
}

bool ps_entering_needs(const ps_cell_rule *rule) {
    bool words = rule->type == PS_CELL_TEXT || rule->type == PS_CELL_ONE_OF || rule->type == PS_CELL_ID;
    return rule->must == PS_CELL_MUST || (rule->must == PS_COLUMN_MUST && words);
}

static ps_str kept(ps_work *w, ps_buf *b) {
    ps_str s = ps_buf_ok(b) ? ps_keep(w, ps_buf_str(b)) : PS_S("");
    w->failed |= !ps_buf_ok(b);
    ps_buf_free(b);
    return s;
}

/* ---- values as they are to be written ---- */

/* The id of a term that goes by its label. */
static ps_str by_label(const ps_process *p, ps_vocab_id v, ps_str value) {
    const ps_vocab *vocab = &p->vocab[v];
    for (size_t i = 0; i < vocab->n && !ps_process_term(p, v, value); i++) {
        if (ps_str_eq_nocase(vocab->terms[i].label, value)) {
            return vocab->terms[i].id;
        }
    }
    return value;
}

/* The id of a note that goes by its name: of the one that is called so, where none has the value for its id. */
static ps_str by_name(ps_work *w, ps_kind kind, ps_str value) {
    ps_str path, found = value;
    ps_strs ids = {0};
    size_t n = 0;
    if (!value.n || kind == PS_K_DEAL || w->world.note(w->world.ctx, kind, value, &path)) {
        return value;
    }
    w->failed |= ps_work_ids(w, kind, &ids) == PS_ENOMEM;
    for (size_t i = 0; i < ids.n; i++) {
        if (ps_str_eq_nocase(ps_note_title(w->world.note(w->world.ctx, kind, ids.v[i], &path)), value)) {
            found = ps_keep(w, ids.v[i]);
            n++;
        }
    }
    return n == 1 ? found : value;
}

static ps_str one(const ps_entering *e, const ps_cell_rule *rule, ps_str value) {
    ps_work *w = e->w;
    ps_datestr day;
    ps_moneystr sum;
    ps_date date;
    switch (rule->type) {
    case PS_CELL_TERM:
    case PS_CELL_TERMS:
        return by_label(w->process, (ps_vocab_id)rule->arg, value);
    case PS_CELL_ID:
    case PS_CELL_IDS:
        return ps_str_eq(value, PS_S("me")) && w->my_id.n ? w->my_id : by_name(w, (ps_kind)rule->arg, ps_id_bare(value));
    case PS_CELL_NAME:
        return by_name(w, (ps_kind)rule->arg, ps_id_bare(value));
    case PS_CELL_DATE:
        return ps_when_parse(value, w->world.today, w->world.today, &date) ? ps_keep(w, ps_date_str(&day, date)) : value;
    case PS_CELL_MONEY:
        return ps_money_read(value) != PS_MONEY_NONE ? ps_keep(w, ps_money_str(&sum, ps_money_read(value))) : value;
    default:
        return value;
    }
}

static ps_str written(const ps_entering *e, const ps_cell_rule *rule, ps_str value) {
    ps_strs items = {0};
    ps_buf b = {0};
    bool many = rule->type == PS_CELL_TERMS || rule->type == PS_CELL_IDS || rule->list;
    value = ps_str_trim(value);
    if (!many) {
        return one(e, rule, value);
    }
    e->w->failed |= ps_ids_split(e->w->arena, value, &items) != PS_OK;
    for (size_t i = 0; i < items.n; i++) {
        ps_buf_put(&b, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&b, one(e, rule, items.v[i]));
    }
    return kept(e->w, &b);
}

/* ---- what is given ---- */

static int no_field(const ps_entering *e, ps_str field) {
    ps_buf list = {0};
    for (size_t i = 0; i < e->entry->n; i++) {
        if (ps_entering_asks(e, &e->entry->cells[i])) {
            ps_buf_put(&list, list.n ? PS_S(", ") : PS_S(""));
            ps_buf_put(&list, ps_cell_name(&e->entry->cells[i]));
        }
    }
    for (size_t i = 0; i < e->extra.n; i++) {
        ps_buf_put(&list, PS_S(", "));
        ps_buf_put(&list, e->extra.v[i].name);
    }
    ps_fail(e->w->err, PS_EINVAL, NO_FIELD, ps_str_clip(field, 80), ps_str_of(e->entry->name), kept(e->w, &list));
    return PS_EINVAL;
}

static bool one_line(ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) {
            return false;
        }
    }
    return ps_str_utf8(s);
}

static int take(ps_entering *e, const ps_given *given) {
    const ps_cell_rule *rule = ps_entry_cell(e->entry, given->field, ps_deal_aliases(e->deal));
    if (!one_line(given->value)) {
        return ps_fail(e->w->err, PS_EINVAL, FIELD_FAULT, given->field, ps_text(PS_T_ONE_LINE, e->w->lang));
    }
    if (rule && ps_entering_asks(e, rule)) {
        size_t at = (size_t)(rule - e->entry->cells);
        e->said[at] = true;
        e->value[at] = written(e, rule, given->value);
        return PS_OK;
    }
    for (size_t i = 0; !rule && i < e->extra.n; i++) {
        if (ps_str_eq_nocase(e->extra.v[i].name, given->field)) {
            e->extra.v[i].said = true;
            e->extra.v[i].value = ps_str_trim(given->value);
            return PS_OK;
        }
    }
    return no_field(e, given->field);
}

/* ---- what is there ---- */

static int add_extra(ps_entering *e, ps_str name) {
    ps_extra *x = name.n ? PS_PUSH(e->w->arena, &e->extra) : NULL;
    if (x) {
        *x = (ps_extra){.name = name, .value = PS_S("")};
    }
    return x || !name.n ? PS_OK : ps_nomem(e->w->err);
}

static bool has_extra(const ps_entering *e, ps_str name) {
    bool found = false;
    for (size_t i = 0; i < e->extra.n; i++) {
        found = found || ps_str_eq_nocase(e->extra.v[i].name, name);
    }
    return found;
}

/* The columns of an open table that have no field of their own, and the competitors that have no column yet. */
static int find_extra(ps_entering *e) {
    const ps_aliases *al = ps_deal_aliases(e->deal);
    int rc = PS_OK;
    for (size_t i = 0; e->table && !rc && i < e->table->header.n; i++) {
        ps_str name = e->table->header.cells[i].text;
        rc = ps_entry_cell(e->entry, name, al) ? PS_OK : add_extra(e, name);
    }
    const ps_table *rivals = e->deal->main ? ps_heading_table(e->deal->main->note, PS_H_COMPETITORS, al) : NULL;
    for (size_t i = 0; rivals && !rc && i < rivals->n; i++) {
        ps_str name = ps_id_bare(ps_column_cell(rivals, &rivals->rows[i], PS_C_COMPETITOR, al));
        rc = has_extra(e, name) ? PS_OK : add_extra(e, name);
    }
    return rc;
}

static int find_place(ps_entering *e) {
    if (e->entry->form != PS_ENTRY_ROW) {
        e->doc = e->deal->main;
        return PS_OK;
    }
    if (e->entry->doc == PS_DOC_REVIEW) {
        e->review = ps_deal_open_review(e->deal);
        e->doc = e->review ? e->review->doc : NULL;
        e->table = e->doc ? ps_heading_table(e->doc->note, e->entry->heading, ps_deal_aliases(e->deal)) : NULL;
        return e->doc ? PS_OK : ps_fail(e->w->err, PS_ENOTFOUND, NO_OPEN_REVIEW);
    }
    e->table = ps_entry_table(e->entry, e->deal, &e->doc);
    return e->entry->open ? find_extra(e) : PS_OK;
}

static ps_str cell(const ps_entering *e, const ps_row *row, size_t field) {
    return ps_column_cell(e->table, row, e->entry->cells[field].column, ps_deal_aliases(e->deal));
}

static void find_row(ps_entering *e) {
    size_t keys = (size_t)e->entry->keys;
    bool all = keys > 0;
    for (size_t k = 0; k < keys; k++) {
        all = all && e->value[k].n;
    }
    for (size_t i = 0; all && e->table && !e->row && i < e->table->n; i++) {
        bool same = true;
        for (size_t k = 0; same && k < keys; k++) {
            same = ps_str_eq(ps_id_bare(cell(e, &e->table->rows[i], k)), e->value[k]);
        }
        e->row = same ? &e->table->rows[i] : NULL;
    }
}

static int unknown_table(ps_work *w, ps_str name) {
    ps_buf list = {0};
    size_t n;
    const ps_entry *all = ps_entries(&n);
    for (size_t i = 0; i < n; i++) {
        if (all[i].name) {
            ps_buf_put(&list, list.n ? PS_S(", ") : PS_S(""));
            ps_buf_put(&list, ps_str_of(all[i].name));
        }
    }
    ps_fail(w->err, PS_EINVAL, NO_ENTRY, ps_str_clip(name, 80), kept(w, &list));
    return PS_EINVAL;
}

int ps_entering_begin(ps_entering *e, ps_work *w, const ps_a_entry *in, bool writes) {
    ps_str me;
    *e = (ps_entering){.w = w, .in = in, .entry = ps_entry_named(in->table)};
    for (size_t i = 0; i < PS_ENTRY_MOST_CELLS; i++) {
        e->value[i] = PS_S("");
    }
    if (!e->entry) {
        return unknown_table(w, in->table);
    }
    int rc = ps_work_me(w, &me);
    rc = rc       ? rc
         : writes ? ps_work_deal_edit(w, in->id, &e->deal)
                  : ps_work_deal_then(w, &(ps_a_deal){.id = in->id, .at = PS_S("")}, &e->deal);
    rc = rc ? rc : find_place(e);
    for (size_t i = 0; !rc && i < in->values.n; i++) {
        rc = take(e, &in->values.v[i]);
    }
    if (!rc) {
        find_row(e);
    }
    return rc;
}

ps_str ps_entering_stands(const ps_entering *e, size_t field) {
    const ps_cell_rule *rule = &e->entry->cells[field];
    if (e->entry->form != PS_ENTRY_FRONT) {
        return e->row ? cell(e, e->row, field) : PS_S("");
    }
    const ps_fm *f = ps_note_field(e->deal->main->note, ps_cell_name(rule));
    ps_strs items = {0};
    ps_buf b = {0};
    if (!rule->list) {
        return rule->type == PS_CELL_ID ? ps_fm_id(f) : ps_fm_text(f);
    }
    e->w->failed |= ps_fm_ids(e->w->arena, f, &items) != PS_OK;
    for (size_t i = 0; i < items.n; i++) {
        ps_buf_put(&b, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&b, items.v[i]);
    }
    return kept(e->w, &b);
}

bool ps_entering_waits(const ps_entering *e) {
    bool waits = e->row != NULL;
    for (size_t i = (size_t)e->entry->keys; waits && i < e->entry->n; i++) {
        waits = ps_entering_stands(e, i).n == 0;
    }
    return waits;
}

/* ---- checks ---- */

const ps_cell_rule ps_entering_score = {.type = PS_CELL_NUMBER};

int ps_entering_fault(const ps_entering *e, const ps_cell_rule *rule, ps_str value, ps_str *why) {
    ps_work *w = e->w;
    ps_strs items = {0};
    *why = PS_S("");
    if (!rule->list) {
        return value.n ? ps_diag_value(why, w->arena, e->deal, &w->world, rule, value, w->lang, w->err) : PS_OK;
    }
    int rc = ps_ids_split(w->arena, value, &items) ? ps_nomem(w->err) : PS_OK;
    for (size_t i = 0; !rc && !why->n && i < items.n; i++) {
        rc = ps_diag_value(why, w->arena, e->deal, &w->world, rule, items.v[i], w->lang, w->err);
    }
    return rc;
}

/* ---- proposals ---- */

/* "s12" → "s" and 12; 0 where it ends in no number. */
static ps_str parted(ps_str id, uint64_t *number) {
    size_t at = id.n;
    while (at > 0 && id.p[at - 1] >= '0' && id.p[at - 1] <= '9') {
        at--;
    }
    *number = 0;
    ps_str_uint(ps_str_sub(id, at, id.n), 1000000000, number);
    return ps_str_sub(id, 0, at);
}

/* The next id: as the last row goes on. Findings count by their kind: s1, s2, w1. */
static ps_str next_id(const ps_entering *e) {
    bool swot = e->entry->heading == PS_H_SWOT;
    ps_str prefix = PS_S(""), kind = e->value[1];
    uint64_t number, most = 0;
    char letter = swot ? (char)(kind.n ? kind.p[0] | 0x20 : 's') : e->entry->name[0];
    bool found = false;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; e->table && i < e->table->n; i++) {
            const ps_row *row = &e->table->rows[i];
            bool counts = !swot || ps_str_eq(cell(e, row, 1), kind);
            ps_str its = parted(ps_id_bare(cell(e, row, 0)), &number);
            if (counts && number && !pass) {
                prefix = its;
                found = true;
            } else if (number && pass && ps_str_eq_nocase(its, prefix)) {
                most = number > most ? number : most;
            }
        }
        prefix = found ? prefix : (ps_str){&letter, 1};
    }
    ps_str id = ps_arena_fmt(e->w->arena, "%.*s%llu", PS_FMT(prefix), (unsigned long long)most + 1);
    e->w->failed |= !id.p;
    return id.p ? id : PS_S("");
}

ps_str ps_entering_proposal(const ps_entering *e, size_t field) {
    ps_datestr day;
    switch (e->entry->cells[field].begin) {
    case PS_BEGIN_TODAY:
        return ps_keep(e->w, ps_date_str(&day, e->w->world.today));
    case PS_BEGIN_ME:
        return e->w->my_id;
    case PS_BEGIN_STAGE:
        return e->deal->profile->stages[e->deal->stage].id;
    case PS_BEGIN_NUMBER:
        return next_id(e);
    default:
        return PS_S("");
    }
}
