/* Any bytes read as a note: every range lies inside, and an edit leaves all bytes before and behind its place. The first two bytes choose the
 * edit. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "note.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool ok) {
    if (!ok) {
        abort();
    }
}

static void check_range(const ps_note *n, ps_range r) {
    must(r.at <= r.end && r.end <= n->text.n);
}

static void check_inlines(const ps_note *n, const ps_inline *v, size_t count) {
    for (size_t i = 0; i < count; i++) {
        check_range(n, v[i].range);
        check_range(n, v[i].value_range);
        must(n->text.p[v[i].range.at] == '[' && n->text.p[v[i].range.end - 1] == ']');
    }
}

static void check_fm(const ps_note *n, const ps_fm *fm) {
    check_range(n, fm->range);
    check_range(n, fm->whole);
    bool alias = fm->range.end > fm->range.at && n->text.p[fm->range.at] == '*';
    for (size_t i = 0; i < fm->n_items && !alias; i++) {
        check_fm(n, &fm->items[i]);
    }
}

static void check_row(const ps_note *n, const ps_row *row) {
    check_range(n, row->range);
    must(row->n > 0);
    for (size_t i = 0; i < row->n; i++) {
        check_range(n, row->cells[i].range);
    }
}

static void check_note(const ps_note *n) {
    for (size_t i = 0; i < n->n_fields; i++) {
        check_fm(n, &n->fields[i]);
    }
    for (size_t i = 0; i < n->n_tasks; i++) {
        const ps_task *t = &n->tasks[i];
        check_range(n, t->range);
        check_range(n, t->id_range);
        must(t->state_at > 0 && n->text.p[t->state_at - 1] == '[' && n->text.p[t->state_at + 1] == ']');
        must(t->heading < (int)n->n_headings);
        check_inlines(n, t->fields, t->n_fields);
    }
    for (size_t i = 0; i < n->n_headings; i++) {
        check_range(n, n->headings[i].range);
        must(n->headings[i].end <= n->text.n && n->headings[i].parent < (int)i);
        must(ps_note_section_end(n, (int)i, true) <= n->text.n);
    }
    for (size_t i = 0; i < n->n_tables; i++) {
        check_range(n, n->tables[i].range);
        check_row(n, &n->tables[i].header);
        for (size_t k = 0; k < n->tables[i].n; k++) {
            check_row(n, &n->tables[i].rows[k]);
        }
    }
    for (size_t i = 0; i < n->n_links; i++) {
        check_range(n, n->links[i].range);
    }
    for (size_t i = 0; i < n->n_blocks; i++) {
        check_range(n, n->blocks[i].range);
        check_inlines(n, n->blocks[i].fields, n->blocks[i].n_fields);
    }
}

/* [at, end): the place of the edit in the text before. */
static int edit(ps_note **n, unsigned which, unsigned index, ps_str value, ps_range *place, ps_error *err) {
    const ps_str list[] = {value, PS_S("a"), value};
    const ps_note *note = *n;
    const ps_fm *fm = note->n_fields ? &note->fields[index % note->n_fields] : NULL;
    ps_str key = fm ? fm->key : PS_S("key");
    size_t fm_end = note->has_fm ? note->fm_range.end : note->body_at;
    *place = (ps_range){note->has_fm ? note->fm_range.at : note->body_at, fm_end};
    switch (which % 10) {
    case 0:
        return ps_note_set(n, key, value, err);
    case 1:
        return ps_note_set_list(n, key, list, index % 4, err);
    case 2:
        return ps_note_set_map(n, key, (const ps_str[]){PS_S("k"), value}, 2, err);
    case 3:
        return ps_note_unset(n, key, err);
    case 4:
        *place = (ps_range){note->body_at, note->text.n};
        return note->n_tasks ? ps_note_set_state(n, index % note->n_tasks, "x -/"[which / 10 % 4], err) : PS_EINVAL;
    case 5:
        *place = (ps_range){note->body_at, note->text.n};
        return note->n_tasks ? ps_note_set_task_field(n, index % note->n_tasks, PS_S("due"), value, err) : PS_EINVAL;
    case 6:
        *place = (ps_range){note->body_at, note->text.n};
        return note->n_tables ? ps_note_add_row(n, index % note->n_tables, list, 1, which & 16 ? PS_S("id") : PS_S(""), err) : PS_EINVAL;
    case 7:
        *place = (ps_range){note->body_at, note->text.n};
        return note->n_tables ? ps_note_set_cell(n, index % note->n_tables, which / 10 % 3, (int)(index % 5), value, err) : PS_EINVAL;
    case 8:
        *place = (ps_range){note->body_at, note->text.n};
        return note->n_tables ? ps_note_set_row_id(n, index % note->n_tables, which / 10 % 3, PS_S("id"), err) : PS_EINVAL;
    default:
        *place = (ps_range){note->text.n, note->text.n};
        return ps_note_insert(n, note->text.n, PS_S("- [ ] new ^new\n"), err);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 2) {
        return 0;
    }
    ps_note *n = NULL;
    ps_error err = {.lang = data[0] & 1 ? PS_ZH : PS_EN};
    ps_str text = {(const char *)data + 2, size - 2};
    must(ps_note_parse(&n, text, err.lang, &err) == PS_OK);
    must(ps_str_eq(n->text, text));
    check_note(n);
    ps_range place;
    ps_str value = data[1] & 1 ? ps_str_clip(ps_str_sub(text, text.n / 2, text.n), 12) : PS_S("x: \"部署\" | y");
    int rc = edit(&n, data[0], data[1], value, &place, &err);
    if (rc == PS_OK) {
        check_note(n);
        must(n->text.n >= place.at + (text.n - place.end));
        must(ps_str_starts(n->text, ps_str_sub(text, 0, place.at)) && ps_str_ends(n->text, ps_str_sub(text, place.end, text.n)));
    } else {
        must(ps_str_eq(n->text, text));
        must(rc == PS_EPARSE || rc == PS_EINVAL);
    }
    ps_note_free(n);
    return 0;
}
