/* What was typed in a log entry and belongs in a table: `[stance:: chen-gang supporter]`, `[cost:: 1860 travel]`. Carried once: a mark counts as carried
 * when the committed log holds it already, so that the log and its tables change in one commit. */
#include "field.h"
#include "gifts.h"
#include "workspace_impl.h"

typedef struct {
    ps_str key, value, entry; /* entry: the heading's text, which begins with the day */
    int ordinal;              /* among equal ones */
} mark;
typedef PS_VEC(mark) marks;

static int add_marks(ps_work *w, const ps_note *note, const ps_inline *fields, size_t n, int heading, marks *out) {
    while (heading >= 0 && note->headings[heading].level > 2) {
        heading = note->headings[heading].parent;
    }
    ps_date day;
    bool in_entry = heading >= 0 && ps_date_parse(ps_str_sub(note->headings[heading].text, 0, 10), &day);
    for (size_t i = 0; in_entry && i < n; i++) {
        bool carries = ps_str_eq(fields[i].key, PS_S("stance")) || ps_str_eq(fields[i].key, PS_S("cost"));
        mark *m = carries ? PS_PUSH(w->arena, out) : NULL;
        if (carries && !m) {
            return ps_nomem(w->err);
        }
        if (m) {
            *m = (mark){ps_keep(w, fields[i].key), ps_keep(w, fields[i].value), ps_keep(w, note->headings[heading].text), 0};
        }
    }
    return PS_OK;
}

static bool alike(const mark *a, const mark *b) {
    return ps_str_eq(a->key, b->key) && ps_str_eq(a->value, b->value) && ps_str_eq(a->entry, b->entry);
}

static int read_marks(ps_work *w, ps_str text, marks *out) {
    ps_note *note;
    int rc = ps_note_parse(&note, text, w->lang, w->err);
    if (rc) {
        return rc;
    }
    for (size_t i = 0; !rc && i < note->n_blocks; i++) {
        rc = add_marks(w, note, note->blocks[i].fields, note->blocks[i].n_fields, note->blocks[i].heading, out);
    }
    for (size_t i = 0; !rc && i < note->n_tasks; i++) {
        rc = add_marks(w, note, note->tasks[i].fields, note->tasks[i].n_fields, note->tasks[i].heading, out);
    }
    for (size_t i = 0; i < out->n; i++) {
        for (size_t k = 0; k < i; k++) {
            out->v[i].ordinal += alike(&out->v[i], &out->v[k]);
        }
    }
    ps_note_free(note);
    return rc;
}

static bool among(const marks *list, const mark *m) {
    for (size_t i = 0; i < list->n; i++) {
        if (alike(&list->v[i], m) && list->v[i].ordinal == m->ordinal) {
            return true;
        }
    }
    return false;
}

/* First word and the rest. */
static ps_str first_word(ps_str *rest) {
    ps_str word;
    *rest = ps_str_trim(*rest);
    if (!ps_str_next(rest, ' ', &word)) {
        return PS_S("");
    }
    *rest = rest->p ? ps_str_trim(*rest) : PS_S("");
    return word;
}

static int carry_stance(ps_work *w, ps_note **note, const mark *m) {
    ps_str rest = m->value, person = ps_id_bare(first_word(&rest)), stance = rest;
    const ps_table *table = ps_heading_table(*note, PS_H_STAKEHOLDERS, &w->process->aliases);
    int name = ps_column_find(table, PS_C_PERSON, &w->process->aliases), column = ps_column_find(table, PS_C_STANCE, &w->process->aliases);
    bool known = w->process->vocab[PS_V_STANCES].n == 0 || ps_process_term(w->process, PS_V_STANCES, stance);
    if (!ps_id_valid(person) || !stance.n || !known) {
        return PS_OK; /* its diagnostic says what is wrong with it */
    }
    for (size_t i = 0; table && name >= 0 && column >= 0 && i < table->n; i++) {
        if (ps_str_eq(ps_id_bare(ps_row_cell(&table->rows[i], name)), person)) {
            return ps_note_set_cell(note, (size_t)(table - (*note)->tables), i, column, stance, w->err);
        }
    }
    static const ps_column_id columns[] = {PS_C_PERSON, PS_C_STANCE};
    const ps_str cells[] = {person, stance};
    return ps_work_add_row(w, note, PS_H_STAKEHOLDERS, columns, cells, 2, '\0');
}

/* Where the category asks for it, a person's id after it says who received it. */
static bool take_recipient(ps_work *w, ps_str category, ps_str *rest, ps_str *person) {
    ps_str after = *rest, path, id = ps_id_bare(first_word(&after));
    bool named = ps_gift_asks(w->process, category) && ps_id_valid(id) && w->world.note(w->world.ctx, PS_K_PERSON, id, &path);
    if (named) {
        *person = id;
        *rest = after;
    }
    return named;
}

/* The row's id is made from the mark, not from the moment: a carry that was cut short is not done twice. */
static int carry_cost(ps_work *w, ps_note **note, ps_str stage, const mark *m) {
    static const ps_column_id columns[] = {PS_C_DATE, PS_C_STAGE, PS_C_CATEGORY, PS_C_AMOUNT, PS_C_BY, PS_C_NOTE, PS_C_RECIPIENT};
    ps_str rest = m->value, amount = first_word(&rest), category = first_word(&rest), cells[7];
    ps_moneystr plain;
    ps_money money;
    if (ps_money_parse(&money, amount, NULL) || money == 0 ||
        (w->process->vocab[PS_V_COSTS].n && !ps_process_term(w->process, PS_V_COSTS, category))) {
        return PS_OK;
    }
    size_t n = take_recipient(w, category, &rest, &cells[6]) ? 7 : 6;
    cells[0] = ps_str_sub(m->entry, 0, 10);
    cells[1] = stage;
    cells[2] = category;
    cells[3] = ps_keep(w, ps_money_str(&plain, money));
    cells[4] = w->my_id;
    cells[5] = rest.n ? rest : ps_str_trim(ps_str_sub(m->entry, 16, m->entry.n));
    ps_str id = ps_template_row_id(w->arena, 'c', m->ordinal, cells, n);
    if (!id.p) {
        return ps_nomem(w->err);
    }
    const ps_table *ledger = ps_heading_table(*note, PS_H_LEDGER, &w->process->aliases);
    for (size_t i = 0; ledger && i < ledger->n; i++) {
        if (ps_str_eq(ledger->rows[i].id, id)) {
            return PS_OK;
        }
    }
    return ps_work_add_row_id(w, note, PS_H_LEDGER, columns, cells, n, id);
}

/* Carries the fresh marks of one key into a note of the deal's folder. */
static int carry_into(ps_work *w, const ps_deal *deal, const char *file, const char *key, const marks *fresh) {
    ps_note *note = NULL;
    ps_str path = ps_arena_fmt(w->arena, "%.*s/%s", PS_FMT(deal->folder), file);
    bool any = false;
    for (size_t i = 0; i < fresh->n; i++) {
        any = any || ps_str_eq(fresh->v[i].key, ps_str_of(key));
    }
    if (!path.p || !any) {
        return path.p ? PS_OK : ps_nomem(w->err);
    }
    int rc = ps_work_edit(w, path, &note);
    for (size_t i = 0; !rc && i < fresh->n; i++) {
        if (ps_str_eq(fresh->v[i].key, ps_str_of(key))) {
            bool cost = ps_str_eq(fresh->v[i].key, PS_S("cost"));
            rc = cost ? carry_cost(w, &note, deal->profile->stages[deal->stage].id, &fresh->v[i]) : carry_stance(w, &note, &fresh->v[i]);
        }
    }
    rc = ps_work_at(w, rc, path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc;
}

int ps_work_carry_text(ps_work *w, ps_str log, ps_str text, bool *carried) {
    ps_error quiet = {.lang = w->lang};
    marks old = {0}, now = {0}, fresh = {0};
    ps_str was, id;
    ps_kind kind;
    ps_deal *deal;
    *carried = false;
    if (!ps_work_where(log, &kind, &id) || kind != PS_K_DEAL || !ps_str_ends(log, PS_S("/log.md"))) {
        return PS_OK;
    }
    int rc = ps_repo_file(w->ws->repo, w->arena, PS_S(""), log, &was, &quiet);
    if (rc && rc != PS_ENOTFOUND) {
        *w->err = quiet;
        return rc;
    }
    rc = rc ? PS_OK : read_marks(w, was, &old);
    rc = rc ? rc : read_marks(w, text, &now);
    for (size_t i = 0; !rc && i < now.n; i++) {
        bool known = among(&old, &now.v[i]);
        mark *m = known ? NULL : PS_PUSH(w->arena, &fresh);
        if (m) {
            *m = now.v[i];
        } else if (!known) {
            rc = ps_nomem(w->err);
        }
    }
    if (rc || fresh.n == 0) {
        return rc;
    }
    rc = ps_work_deal_at(w, ps_str_sub(log, 0, (size_t)(id.p - log.p) + id.n), &deal);
    size_t before = w->changes.n;
    rc = rc ? rc : carry_into(w, deal, "deal.md", "stance", &fresh);
    rc = rc ? rc : carry_into(w, deal, "costs.md", "cost", &fresh);
    if (!rc && w->changes.n > before) {
        rc = ps_work_put(w, log, text);
        *carried = true;
    }
    return rc;
}

int ps_work_carry(ps_work *w, ps_str log, bool *carried) {
    ps_error quiet = {.lang = w->lang};
    ps_str text;
    *carried = false;
    int rc = ps_fs_read(w->ws->fs, w->arena, log, &text, &quiet);
    if (rc) {
        return rc == PS_ENOMEM ? ps_nomem(w->err) : PS_OK;
    }
    return ps_work_carry_text(w, log, text, carried);
}
