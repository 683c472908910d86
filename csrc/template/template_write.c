#include "template_write.h"

/* ---- front matter ---- */

void ps_write_key(ps_buf *out, ps_str key, ps_str value) {
    ps_yaml_scalar(out, key, false);
    ps_buf_char(out, ':');
    if (value.n) {
        ps_buf_char(out, ' ');
        ps_yaml_scalar(out, value, false);
    }
    ps_buf_char(out, '\n');
}

void ps_write_key_if(ps_buf *out, ps_str key, ps_str value) {
    if (value.n) {
        ps_write_key(out, key, value);
    }
}

void ps_write_list(ps_buf *out, ps_str key, const ps_str *items, size_t n) {
    if (n == 0) {
        ps_write_key(out, key, PS_S(""));
        return;
    }
    ps_yaml_scalar(out, key, false);
    ps_buf_put(out, PS_S(": ["));
    for (size_t i = 0; i < n; i++) {
        ps_buf_put(out, i ? PS_S(", ") : PS_S(""));
        ps_yaml_scalar(out, items[i], true);
    }
    ps_buf_put(out, PS_S("]\n"));
}

void ps_write_money(ps_buf *out, ps_str key, ps_money v) {
    ps_moneystr d;
    ps_write_key(out, key, ps_money_str(&d, v));
}

void ps_write_date(ps_buf *out, ps_str key, ps_date day) {
    ps_datestr d;
    ps_write_key(out, key, ps_date_str(&d, day));
}

/* ---- body ---- */

void ps_write_line(ps_buf *out, ps_str text) {
    text = ps_str_trim(text);
    for (size_t i = 0; i < text.n; i++) {
        bool control = (unsigned char)text.p[i] < 0x20 || text.p[i] == 0x7F;
        ps_buf_char(out, control ? ' ' : text.p[i]);
    }
}

/* Where a `^id` at the end of the text begins; text.n if there is none. */
static size_t block_id_at(ps_str text) {
    for (size_t i = text.n; i > 0; i--) {
        char c = text.p[i - 1];
        if (c == '^') {
            return i < text.n ? i - 1 : text.n;
        }
        if (c == ' ' || c == '\t') {
            break;
        }
    }
    return text.n;
}

void ps_write_text(ps_buf *out, ps_str text) {
    text = ps_str_trim(text);
    size_t id = block_id_at(text);
    ps_write_line(out, ps_str_sub(text, 0, id));
    if (id < text.n) {
        ps_buf_put(out, id && text.p[id - 1] == ' ' ? PS_S(" \\") : PS_S("\\"));
        ps_write_line(out, ps_str_sub(text, id, text.n));
    }
}

static void blank_line(ps_buf *out) {
    if (out->n && !ps_str_ends(ps_buf_str(out), PS_S("\n\n"))) {
        ps_buf_char(out, '\n');
    }
}

void ps_write_heading(ps_buf *out, int level, ps_str text) {
    text = ps_str_trim(text);
    blank_line(out);
    for (int i = 0; i < level; i++) {
        ps_buf_char(out, '#');
    }
    ps_buf_char(out, ' ');
    if (ps_str_ends(text, PS_S("#"))) { /* would read as a closing sequence */
        ps_write_line(out, ps_str_sub(text, 0, text.n - 1));
        ps_buf_put(out, text.n > 1 && text.p[text.n - 2] == ' ' ? PS_S(" \\#") : PS_S("\\#"));
    } else {
        ps_write_text(out, text);
    }
    ps_buf_put(out, PS_S("\n\n"));
}

void ps_write_section(ps_buf *out, int level, ps_heading_id h, ps_lang lang) {
    ps_write_heading(out, level, ps_heading_in(h, lang));
}

void ps_write_title(ps_buf *out, ps_str id, ps_str title) {
    ps_buf text = {0};
    if (ps_heading_known(ps_str_trim(title))) {
        ps_buf_put(&text, id);
        ps_buf_put(&text, PS_S(": "));
    }
    ps_buf_put(&text, title.n ? title : id);
    out->failed |= !ps_buf_ok(&text);
    ps_write_heading(out, 1, ps_buf_str(&text));
    ps_buf_free(&text);
}

void ps_write_item(ps_buf *out, ps_str text, ps_str id) {
    ps_buf_put(out, PS_S("- [ ] "));
    if (id.n) {
        ps_write_line(out, text);
        ps_buf_put(out, PS_S(" ^"));
        ps_buf_put(out, id);
    } else {
        ps_write_text(out, text);
    }
    ps_buf_char(out, '\n');
}

void ps_write_field(ps_buf *out, ps_str key, ps_str value) {
    ps_buf_put(out, PS_S(" ["));
    ps_buf_put(out, key);
    ps_buf_put(out, PS_S(":: "));
    ps_write_line(out, value);
    ps_buf_char(out, ']');
}

void ps_write_table(ps_buf *out, const ps_column_id *columns, size_t n, ps_lang lang, const ps_str *room) {
    enum { MOST = 16 };
    ps_str cells[MOST];
    n = n < MOST ? n : MOST;
    for (size_t i = 0; i < n; i++) {
        cells[i] = ps_column_in(columns[i], lang);
    }
    ps_grid_put(out, cells, 1, n, 0, room);
}

/* ---- checklists ---- */

static bool elsewhere(const ps_checklist *list, const ps_activity *a, ps_scope scope) {
    const ps_new_deal *d = list->deal;
    bool account = scope == PS_SCOPE_ACCOUNT && d && d->account_noted && d->account.n;
    bool region = scope == PS_SCOPE_REGION && d && d->region.n;
    return a->scope == scope && (account || region);
}

static bool stands_here(const ps_checklist *list, const ps_activity *a) {
    return list->takes(list->ctx, a) && !elsewhere(list, a, PS_SCOPE_ACCOUNT) && !elsewhere(list, a, PS_SCOPE_REGION);
}

/* `> In [[accounts/acme]], once for all its deals: Customer card is complete; …` */
static void write_elsewhere(ps_buf *out, const ps_checklist *list, const ps_activity *group, size_t n, ps_scope scope) {
    ps_str id = scope == PS_SCOPE_ACCOUNT ? list->deal->account : list->deal->region;
    ps_lang lang = list->process->lang;
    size_t told = 0;
    for (size_t i = 0; i < n; i++) {
        if (!list->takes(list->ctx, &group[i]) || !elsewhere(list, &group[i], scope)) {
            continue;
        }
        if (!told++) {
            blank_line(out);
            ps_buf_put(out, PS_S("> "));
            if (scope == PS_SCOPE_ACCOUNT) {
                ps_text_args(out, lang, TPL_IN_ACCOUNT, id);
            } else {
                ps_text_args(out, lang, TPL_IN_REGION, id);
            }
        } else {
            ps_buf_put(out, ps_text(PS_T_TPL_LIST, lang));
        }
        ps_write_line(out, group[i].text);
    }
    if (told) {
        ps_buf_char(out, '\n');
    }
}

static void write_group(ps_buf *out, const ps_checklist *list, const ps_activity *group, size_t n) {
    size_t taken = 0;
    for (size_t i = 0; i < n; i++) {
        taken += list->takes(list->ctx, &group[i]);
    }
    if (!taken) {
        return;
    }
    if (group->group.n) {
        ps_write_heading(out, list->level, group->group);
    }
    for (size_t i = 0; i < n; i++) {
        if (stands_here(list, &group[i])) {
            ps_write_item(out, group[i].text, group[i].id);
        }
    }
    if (list->deal) {
        write_elsewhere(out, list, group, n, PS_SCOPE_ACCOUNT);
        write_elsewhere(out, list, group, n, PS_SCOPE_REGION);
    }
}

void ps_write_checklist(ps_buf *out, const ps_checklist *list, const ps_activity *activities, size_t n) {
    for (size_t at = 0; at < n;) {
        size_t end = at + 1;
        while (end < n && activities[end].stage == activities[at].stage && ps_str_eq(activities[end].group, activities[at].group)) {
            end++;
        }
        write_group(out, list, activities + at, end - at);
        at = end;
    }
}

int ps_write_append(ps_buf *out, ps_buf *b, ps_error *err) {
    ps_str text = ps_buf_str(b);
    while (ps_str_ends(text, PS_S("\n\n"))) { /* an empty section at the end */
        text.n--;
    }
    if (ps_buf_ok(b)) {
        ps_buf_put(out, text);
    }
    bool ok = ps_buf_ok(b) && ps_buf_ok(out);
    ps_buf_free(b);
    return ok ? PS_OK : ps_nomem(err);
}

/* With the end of each text in it. */
uint64_t ps_write_hash(const ps_str *texts, size_t n) {
    uint64_t h = PS_HASH;
    for (size_t i = 0; i < n; i++) {
        h = ps_str_hash(ps_str_hash(h, texts[i]), PS_S("\xFF"));
    }
    return h;
}

ps_str ps_write_keep(ps_arena *arena, ps_buf *b) {
    ps_str kept = ps_buf_ok(b) ? ps_arena_dup(arena, ps_buf_str(b)) : (ps_str){0};
    ps_buf_free(b);
    return kept;
}
