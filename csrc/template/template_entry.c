#include <stdio.h>

#include "template_write.h"

/* ---- free text inside a log entry: nothing of it may end the entry or swallow the next one ---- */

typedef struct {
    bool fenced; /* within a code fence of `mark` */
    char mark;
    size_t marks;
    bool paragraph; /* the line before is text, so that a line of `---` would make it a heading */
} flow;

static size_t indent_of(ps_str line) {
    size_t n = 0;
    while (n < line.n && line.p[n] == ' ') {
        n++;
    }
    return n;
}

static size_t run_of(ps_str s, char c) {
    size_t n = 0;
    while (n < s.n && s.p[n] == c) {
        n++;
    }
    return n;
}

/* Tracks code fences; true where the line is one or stands in one. */
static bool in_fence(flow *f, ps_str line) {
    ps_str rest = ps_str_sub(line, indent_of(line), line.n);
    bool near = line.n - rest.n <= 3;
    char c = rest.n ? rest.p[0] : '\0';
    size_t marks = c == '`' || c == '~' ? run_of(rest, c) : 0;
    if (f->fenced) {
        bool ends = near && c == f->mark && marks >= f->marks && ps_str_trim(ps_str_sub(rest, marks, rest.n)).n == 0;
        f->fenced = !ends;
        return true;
    }
    bool info_ok = c != '`' || ps_str_find(rest, PS_S("`"), marks) == SIZE_MAX;
    if (near && marks >= 3 && info_ok) {
        *f = (flow){.fenced = true, .mark = c, .marks = marks};
        return true;
    }
    return false;
}

/* HTML that goes on until its own end, over blank lines. */
static bool opens_html(ps_str rest) {
    static const char *const opens[] = {"<!", "<?", "<script", "<pre", "<style", "<textarea"};
    for (size_t i = 0; i < sizeof opens / sizeof *opens; i++) {
        ps_str o = ps_str_of(opens[i]);
        if (rest.n >= o.n && ps_str_eq_nocase(ps_str_sub(rest, 0, o.n), o)) {
            return true;
        }
    }
    return false;
}

static bool is_underline(ps_str rest) {
    rest = ps_str_trim(rest);
    size_t n = rest.n ? run_of(rest, rest.p[0]) : 0;
    return n && n == rest.n && (rest.p[0] == '=' || rest.p[0] == '-');
}

static void put_body_line(ps_buf *out, flow *f, ps_str line) {
    bool was_paragraph = f->paragraph;
    f->paragraph = false;
    if (!in_fence(f, line)) {
        ps_str rest = ps_str_sub(line, indent_of(line), line.n);
        size_t hashes = run_of(rest, '#');
        if ((hashes == 1 || hashes == 2) && (rest.n == hashes || rest.p[hashes] == ' ' || rest.p[hashes] == '\t')) {
            ps_buf_put(out, hashes == 1 ? PS_S("##") : PS_S("#"));
        } else if (opens_html(rest)) {
            ps_buf_char(out, '\\');
        } else if (was_paragraph && is_underline(rest)) {
            ps_buf_char(out, '\n');
        }
        f->paragraph = rest.n > 0 && hashes == 0;
    }
    ps_buf_put(out, line);
    ps_buf_char(out, '\n');
}

static void put_body(ps_buf *out, ps_str text) {
    flow f = {0};
    ps_str line;
    while (ps_str_next(&text, '\n', &line)) {
        put_body_line(out, &f, ps_str_ends(line, PS_S("\r")) ? ps_str_sub(line, 0, line.n - 1) : line);
    }
    for (size_t i = 0; f.fenced && i < f.marks; i++) {
        ps_buf_char(out, f.mark);
    }
    ps_buf_put(out, f.fenced ? PS_S("\n") : PS_S(""));
}

/* ---- log entries ---- */

static void write_links(ps_buf *out, const ps_str *ids, size_t n) {
    for (size_t i = 0; i < n; i++) {
        ps_buf_put(out, i ? PS_S(", [[") : PS_S("[["));
        ps_write_line(out, ids[i]);
        ps_buf_put(out, PS_S("]]"));
    }
}

static void write_fields(ps_buf *out, const ps_new_contact *in) {
    if (in->n_who || in->prompts) {
        ps_buf_put(out, PS_S("[who:: "));
        write_links(out, in->who, in->n_who);
        ps_buf_put(out, PS_S("]\n"));
    }
    for (size_t i = 0; i < in->n_deals; i++) {
        ps_buf_put(out, i ? PS_S(", ") : PS_S("[deals:: "));
        ps_write_line(out, in->deals[i]);
    }
    ps_buf_put(out, in->n_deals ? PS_S("]\n") : PS_S(""));
}

int ps_template_contact(ps_buf *out, const ps_process *p, const ps_new_contact *in, ps_error *err) {
    ps_datestr d;
    ps_buf b = {0};
    ps_str text = ps_str_trim(in->text);
    ps_buf_put(&b, PS_S("\n## "));
    ps_buf_put(&b, ps_time_str(&d, in->time, p->tz));
    ps_buf_char(&b, ' ');
    ps_write_text(&b, in->kind.n ? in->kind : PS_S("note"));
    ps_buf_put(&b, PS_S("\n\n"));
    write_fields(&b, in);
    if (text.n) {
        ps_buf_put(&b, in->n_who || in->prompts || in->n_deals ? PS_S("\n") : PS_S(""));
        put_body(&b, text);
    }
    if (in->prompts) {
        ps_buf_char(&b, '\n');
        ps_buf_put(&b, ps_text(PS_T_TPL_PROMPTS, p->lang));
    }
    return ps_write_append(out, &b, err);
}

/* ---- task items ---- */

static void write_task(ps_buf *out, ps_str text, ps_str owner, ps_str due) {
    ps_buf_put(out, PS_S("- [ ] "));
    ps_write_text(out, text);
    if (owner.n) {
        ps_write_field(out, PS_S("owner"), owner);
    }
    if (due.n) {
        ps_write_field(out, PS_S("due"), due);
    }
}

static void end_item(ps_buf *out, ps_str id) {
    if (id.n) {
        ps_buf_put(out, PS_S(" ^"));
        ps_buf_put(out, id);
    }
    ps_buf_char(out, '\n');
}

int ps_template_condition(ps_buf *out, const ps_condition *in, ps_error *err) {
    ps_datestr d;
    ps_buf b = {0};
    write_task(&b, in->text, in->owner, in->due != PS_DATE_NONE ? ps_date_str(&d, in->due) : in->due_text);
    if (in->for_id.n) {
        ps_write_field(&b, PS_S("for"), in->for_id);
    }
    end_item(&b, in->id);
    return ps_write_append(out, &b, err);
}

int ps_template_task(ps_buf *out, const ps_action *in, ps_error *err) {
    ps_datestr d;
    ps_buf b = {0};
    write_task(&b, in->text, in->owner, ps_date_str(&d, in->due));
    if (in->next) {
        ps_write_field(&b, PS_S("next"), PS_S("yes"));
    }
    end_item(&b, in->id);
    return ps_write_append(out, &b, err);
}

/* ---- rows ---- */

int ps_template_expense(ps_arena *arena, const ps_expense *in, ps_str cells[PS_LEDGER_CELLS], ps_error *err) {
    ps_datestr day;
    ps_moneystr amount;
    ps_str date = ps_arena_dup(arena, in->date != PS_DATE_NONE ? ps_date_str(&day, in->date) : in->date_text);
    ps_str money = ps_arena_dup(arena, ps_money_str(&amount, in->amount));
    if (!date.p || !money.p) {
        return ps_nomem(err);
    }
    const ps_str row[PS_LEDGER_CELLS] = {date, in->stage, in->category, money, in->by, in->to, in->note};
    for (size_t i = 0; i < PS_LEDGER_CELLS; i++) {
        cells[i] = row[i];
    }
    return PS_OK;
}

int ps_template_step(ps_arena *arena, const ps_step *in, ps_str cells[PS_HISTORY_CELLS], ps_error *err) {
    ps_datestr day;
    ps_str date = ps_arena_dup(arena, ps_date_str(&day, in->date));
    if (!date.p) {
        return ps_nomem(err);
    }
    const ps_str row[PS_HISTORY_CELLS] = {date, in->from, in->to, in->gate, in->review, in->by, in->override};
    for (size_t i = 0; i < PS_HISTORY_CELLS; i++) {
        cells[i] = row[i];
    }
    return PS_OK;
}

ps_str ps_template_row_id(ps_arena *arena, char letter, int64_t now, const ps_str *cells, size_t n) {
    ps_digits d;
    ps_str moment = ps_num(&d, now);
    uint64_t h = ps_write_hash(cells, n) * 31 + ps_write_hash(&moment, 1);
    return ps_arena_fmt(arena, "%c-%012llx", letter, (unsigned long long)(h & 0xFFFFFFFFFFFF));
}
