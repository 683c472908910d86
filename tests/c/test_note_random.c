/* Random notes: every range gives the bytes that it should, and a random edit changes nothing but its own place. */
#include "gen_note.h"

enum { NOTES = 2500, EDITS = 6 };

/* What is said when a property fails. */
static ps_str shown, edited;

#define holds(condition) \
    do { \
        if (!(condition)) { \
            print_error("note:\n<%.*s>\nafter:\n<%.*s>\n", PS_FMT(shown), PS_FMT(edited)); \
            _assert_true((uintptr_t)0, #condition, __FILE__, __LINE__); \
        } \
    } while (0)

static bool has_break(ps_str s) {
    return s.n && memchr(s.p, '\n', s.n);
}

static void check_fields(const ps_note *n, const ps_inline *v, size_t count, ps_range within) {
    for (size_t i = 0; i < count; i++) {
        ps_str whole = nf_cut(n, v[i].range), value = nf_cut(n, v[i].value_range);
        holds(whole.n > 4 && whole.p[0] == '[' && whole.p[whole.n - 1] == ']');
        holds(has_break(value) || ps_str_eq(value, v[i].value));
        holds(v[i].range.at >= within.at && v[i].range.end <= within.end);
        holds(i == 0 || v[i].range.at >= v[i - 1].range.end);
    }
}

static void check_id(const ps_note *n, ps_str id, ps_range range) {
    if (id.n) {
        ps_str written = nf_cut(n, range);
        holds(written.n == id.n + 1 && written.p[0] == '^' && ps_str_eq(ps_str_sub(written, 1, written.n), id));
    }
}

static void check_tasks(const ps_note *n) {
    for (size_t i = 0; i < n->n_tasks; i++) {
        const ps_task *t = &n->tasks[i];
        ps_str whole = nf_cut(n, t->range);
        holds(t->range.at >= n->body_at && whole.n >= 5 && strchr("-*+0123456789", whole.p[0]));
        holds(t->state_at > t->range.at && t->state_at < t->range.end);
        holds(n->text.p[t->state_at - 1] == '[' && n->text.p[t->state_at + 1] == ']');
        holds(n->text.p[t->state_at] == t->state || (n->text.p[t->state_at] == 'X' && t->state == 'x'));
        holds(ps_note_line(n, t->range.at) == t->line && t->depth >= 0);
        holds(t->heading < (int)n->n_headings && !has_break(t->text) && ps_str_eq(ps_str_trim(t->text), t->text));
        holds(i == 0 || n->tasks[i - 1].state_at < t->state_at);
        check_id(n, t->id, t->id_range);
        check_fields(n, t->fields, t->n_fields, t->range);
    }
}

static void check_row(const ps_note *n, const ps_row *row) {
    holds(!has_break(nf_cut(n, row->range)) && ps_note_line(n, row->range.at) == row->line && row->n > 0);
    check_id(n, row->id, row->id_range);
    for (size_t i = 0; i < row->n; i++) {
        ps_str written = nf_cut(n, row->cells[i].range);
        holds(row->cells[i].range.at >= row->range.at && row->cells[i].range.end <= row->range.end + 1);
        holds(ps_str_find(written, PS_S("\\|"), 0) != SIZE_MAX || ps_str_eq(written, row->cells[i].text));
        holds(i == 0 || row->cells[i].range.at > row->cells[i - 1].range.end);
        holds(ps_str_eq(ps_str_trim(written), written));
    }
}

static void check_tables(const ps_note *n) {
    for (size_t i = 0; i < n->n_tables; i++) {
        const ps_table *t = &n->tables[i];
        holds(t->range.at == t->header.range.at && (t->n == 0 || t->range.end == t->rows[t->n - 1].range.end));
        check_row(n, &t->header);
        for (size_t k = 0; k < t->n; k++) {
            check_row(n, &t->rows[k]);
            holds(t->rows[k].line == t->header.line + 2 + k);
        }
    }
}

static void check_rest(const ps_note *n) {
    for (size_t i = 0; i < n->n_headings; i++) {
        const ps_heading *h = &n->headings[i];
        ps_str whole = nf_cut(n, h->range);
        holds(whole.n && (whole.p[0] == '#' || strchr("=-", whole.p[whole.n - 1])));
        holds(h->end >= h->range.end && h->parent < (int)i && ps_note_line(n, h->range.at) == h->line);
        holds(has_break(whole) || ps_str_find(whole, h->raw, 0) != SIZE_MAX);
        holds(h->parent < 0 || (n->headings[h->parent].level < h->level && n->headings[h->parent].end >= h->end));
    }
    for (size_t i = 0; i < n->n_links; i++) {
        ps_str whole = nf_cut(n, n->links[i].range);
        holds(ps_str_starts(whole, n->links[i].embed ? PS_S("![[") : PS_S("[[")) && ps_str_ends(whole, PS_S("]]")));
        holds(i == 0 || n->links[i].range.at >= n->links[i - 1].range.end);
    }
    for (size_t i = 0; i < n->n_blocks; i++) {
        holds(n->blocks[i].id.n || n->blocks[i].n_fields);
        check_fields(n, n->blocks[i].fields, n->blocks[i].n_fields, n->blocks[i].range);
    }
    for (size_t i = 0; i < n->n_fields; i++) {
        const ps_fm *fm = &n->fields[i];
        holds(fm->whole.at < fm->range.at + 1 && fm->range.end == fm->whole.end && fm->range.end <= n->fm_range.end);
        holds(fm->kind != PS_FM_EMPTY || fm->range.at < fm->range.end || n->text.p[fm->range.at - 1] == ':');
    }
}

/* Fewer notes where each takes long: under valgrind. */
static int notes(void) {
    const char *wrap = getenv("WRAP");
    return wrap && *wrap ? NOTES / 20 : NOTES;
}

static void every_range_gives_its_bytes(void **state) {
    gn_random r = {0x9E3779B97F4A7C15u};
    size_t tasks = 0, tables = 0, links = 0, fields = 0;
    for (int i = 0; i < notes(); i++) {
        ps_buf text = gn_note(&r);
        shown = ps_buf_str(&text);
        edited = PS_S("");
        ps_note *n = nf_read_in(shown, PS_EN);
        check_tasks(n);
        check_tables(n);
        check_rest(n);
        tasks += n->n_tasks, tables += n->n_tables, links += n->n_links, fields += n->n_fields;
        ps_note_free(n);
        ps_buf_free(&text);
    }
    assert_true(tasks > (size_t)notes() && tables > (size_t)notes() / 4 && links > (size_t)notes() &&
                fields > (size_t)notes()); /* the generator makes what is to be tested */
}

/* Edits: [at, end) of the text before may change, nothing else. */
typedef struct {
    size_t at, end;
    bool insert_only, remove_only;
} place;

static const ps_str values[] = {
    {"x", 1},     {"", 0},          {"部署 🚀", 11}, {"a: b", 4},   {"two words", 9}, {"[[li|L]]", 8},
    {"a | b", 5}, {"\"q\" 'r'", 7}, {"5", 1},       {"li.wei", 6}, {"#x", 2},        {"- y", 3},
};

static const char *const keys[] = {"title", "value", "stage",   "empty", "quoted", "account", "list", "block",
                                   "text",  "map",   "nothing", "new",   "multi",  "dq",      "键"};

static place field_place(const ps_note *n, ps_str key) {
    const ps_fm *fm = ps_note_field(n, key);
    size_t end = n->has_fm ? n->fm_range.end : n->body_at;
    if (!fm) {
        return (place){end, end, true, false};
    }
    end = ps_note_line_at(n, ps_note_line(n, fm->whole.end) + 1); /* a new item of a block goes on the line after */
    return (place){ps_note_line_at(n, fm->line), end, false, false};
}

static int edit_front(ps_note **n, gn_random *r, ps_str key, place *p, ps_error *err) {
    ps_str list[] = {gn_pick(r, values), PS_S("a"), gn_pick(r, values)};
    ps_str pairs[] = {PS_S("amount"), gn_pick(r, values), PS_S("k"), gn_pick(r, values)};
    *p = field_place(*n, key);
    switch (gn_next(r, 5)) {
    case 0:
        return ps_note_set_list(n, key, list, gn_next(r, 4), err);
    case 1:
        return ps_note_set_map(n, key, pairs, 2 + 2 * gn_next(r, 2), err);
    case 2:
        p->remove_only = true;
        p->insert_only = false;
        return ps_note_unset(n, key, err);
    default:
        return ps_note_set(n, key, gn_pick(r, values), err);
    }
}

static int edit_task(ps_note **n, gn_random *r, place *p, ps_error *err) {
    static const char *const names[] = {"due", "owner", "reason", "new"};
    size_t i = gn_next(r, (*n)->n_tasks);
    const ps_task *t = &(*n)->tasks[i];
    if (gn_next(r, 2)) {
        *p = (place){t->state_at, t->state_at + 1, false, false};
        return ps_note_set_state(n, i, gn_pick(r, " x/-"), err);
    }
    *p = (place){t->state_at + 2, t->range.end, false, false};
    ps_str value = gn_next(r, 4) ? gn_pick(r, values) : (ps_str){NULL, 0};
    return ps_note_set_task_field(n, i, ps_str_of(gn_pick(r, names)), value, err);
}

static int edit_table(ps_note **n, gn_random *r, place *p, ps_error *err) {
    size_t i = gn_next(r, (*n)->n_tables);
    const ps_table *t = &(*n)->tables[i];
    const ps_str cells[] = {gn_pick(r, values), gn_pick(r, values)};
    if (t->n == 0 || gn_next(r, 3) == 0) {
        *p = (place){t->range.end, t->range.end + 8, true, false};
        return ps_note_add_row(n, i, cells, 1 + gn_next(r, t->header.n > 1 ? 2 : 1), gn_next(r, 2) ? PS_S("new-id") : PS_S(""), err);
    }
    if (t->header.n > 1 && gn_next(r, 4) == 0) {
        *p = (place){t->header.range.at, t->range.end + 8, false, false};
        return ps_note_add_column(n, i, 1 + gn_next(r, t->header.n - 1), gn_pick(r, values), err);
    }
    size_t row = gn_next(r, t->n);
    *p = (place){t->rows[row].range.at, t->rows[row].range.end + 8, false, false};
    if (gn_next(r, 3) == 0) {
        return ps_note_set_row_id(n, i, row, PS_S("new-id"), err);
    }
    return ps_note_set_cell(n, i, row, (int)gn_next(r, t->header.n), gn_pick(r, values), err);
}

static int edit_lines(ps_note **n, gn_random *r, place *p, ps_error *err) {
    static const char *const lines[] = {"\n## 2026-11-11 14:25 visit\n\n[who:: [[a]]]\n", "\n- [ ] new ^new\n", "\nText\n\n"};
    int heading = (*n)->n_headings ? (int)gn_next(r, (*n)->n_headings) : -1;
    size_t at = gn_next(r, 2) ? (*n)->text.n : ps_note_section_end(*n, heading, gn_next(r, 2));
    *p = (place){at, at, true, false};
    return ps_note_insert(n, at, ps_str_of(gn_pick(r, lines)), err);
}

static int edit_any(ps_note **n, gn_random *r, place *p, ps_error *err) {
    switch (gn_next(r, 4)) {
    case 0:
        return edit_front(n, r, ps_str_of(gn_pick(r, keys)), p, err);
    case 1:
        return (*n)->n_tasks ? edit_task(n, r, p, err) : PS_EINVAL;
    case 2:
        return (*n)->n_tables ? edit_table(n, r, p, err) : PS_EINVAL;
    default:
        return edit_lines(n, r, p, err);
    }
}

static void check_edit(ps_str before, ps_str after, place p) {
    edited = after;
    p.at = p.at < before.n ? p.at : before.n;
    p.end = p.end < before.n ? p.end : before.n;
    size_t head = 0, tail = 0, least = before.n < after.n ? before.n : after.n;
    while (head < least && before.p[head] == after.p[head]) {
        head++;
    }
    while (tail < least && before.p[before.n - 1 - tail] == after.p[after.n - 1 - tail]) {
        tail++;
    }
    holds(head >= p.at && tail >= before.n - p.end);
    holds(!p.insert_only || head + tail >= before.n);
    holds(!p.remove_only || head + tail >= after.n);
}

static void a_random_edit_changes_nothing_but_its_own_place(void **state) {
    gn_random r = {0xD1B54A32D192ED03u};
    size_t done = 0, refused = 0;
    for (int i = 0; i < notes(); i++) {
        ps_buf text = gn_note(&r);
        ps_note *n = nf_read_in(ps_buf_str(&text), PS_EN);
        for (int k = 0; k < EDITS; k++) {
            ps_buf before = {0};
            place p = {0};
            ps_error err = {.lang = PS_EN};
            ps_buf_put(&before, n->text);
            shown = ps_buf_str(&before);
            int rc = edit_any(&n, &r, &p, &err);
            if (rc == PS_OK) {
                check_edit(shown, n->text, p);
                check_tasks(n);
                check_tables(n);
                check_rest(n);
                done++;
            } else {
                holds(rc == PS_EINVAL || rc == PS_EPARSE);
                holds(ps_str_eq(n->text, shown));
                refused += rc == PS_EPARSE && !n->broken;
            }
            ps_buf_free(&before);
        }
        ps_note_free(n);
        ps_buf_free(&text);
    }
    print_message("%zu edits made, %zu refused\n", done, refused);
    assert_true(done > (size_t)notes() * EDITS / 2 && refused < done / 10);
}

static void a_state_set_forth_and_back_gives_the_same_bytes(void **state) {
    gn_random r = {0xA0761D6478BD642Fu};
    for (int i = 0; i < notes() / 4; i++) {
        ps_buf text = gn_note(&r);
        shown = ps_buf_str(&text);
        ps_note *n = nf_read_in(shown, PS_EN);
        for (size_t t = 0; t < n->n_tasks && !n->broken; t++) {
            ps_error err = {.lang = PS_EN};
            char was = n->text.p[n->tasks[t].state_at];
            if (ps_note_set_state(&n, t, was == '/' ? '-' : '/', &err) == PS_OK) {
                int rc = ps_note_set_state(&n, t, was, &err);
                edited = ps_str_of(err.message);
                holds(rc == PS_OK);
            }
            holds(ps_str_eq(n->text, shown));
        }
        ps_note_free(n);
        ps_buf_free(&text);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_range_gives_its_bytes),
        cmocka_unit_test(a_random_edit_changes_nothing_but_its_own_place),
        cmocka_unit_test(a_state_set_forth_and_back_gives_the_same_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
