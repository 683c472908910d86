#include "heading.h"

enum { NAMES = 4 };

typedef struct {
    ps_str names[NAMES];
    size_t n;
} named;

#define LITERAL(s) \
    { (s), sizeof(s) - 1 }
#define ROW(id, en, zh, third, fourth) \
    {{LITERAL(en), LITERAL(zh), LITERAL(third), LITERAL(fourth)}, 2 + (sizeof(third) > 1) + (sizeof(fourth) > 1)},

static const named headings[] = {
#define PS_HEADING ROW
#include "heading.def"
#undef PS_HEADING
};

static const named columns[] = {
#define PS_COLUMN ROW
#include "heading.def"
#undef PS_COLUMN
};

const ps_str *ps_heading_names(ps_heading_id h, size_t *n) {
    *n = headings[h].n;
    return headings[h].names;
}

const ps_str *ps_column_names(ps_column_id c, size_t *n) {
    *n = columns[c].n;
    return columns[c].names;
}

ps_str ps_heading_in(ps_heading_id h, ps_lang lang) {
    return headings[h].names[lang];
}

ps_str ps_column_in(ps_column_id c, ps_lang lang) {
    return columns[c].names[lang];
}

static bool has(const named *x, ps_str text) {
    for (size_t i = 0; i < x->n; i++) {
        if (ps_str_eq_nocase(x->names[i], text)) {
            return true;
        }
    }
    return false;
}

static bool is(const named *x, ps_str text, const ps_aliases *aliases) {
    if (has(x, text)) {
        return true;
    }
    for (size_t i = 0; aliases && i < aliases->n; i++) {
        if (ps_str_eq_nocase(aliases->v[i].alias, text) && has(x, aliases->v[i].means)) {
            return true;
        }
    }
    return false;
}

bool ps_heading_is(ps_heading_id h, ps_str text, const ps_aliases *aliases) {
    return is(&headings[h], text, aliases);
}

bool ps_column_is(ps_column_id c, ps_str text, const ps_aliases *aliases) {
    return is(&columns[c], text, aliases);
}

bool ps_heading_known(ps_str text) {
    for (int h = 0; h < PS_H_COUNT; h++) {
        if (has(&headings[h], text)) {
            return true;
        }
    }
    for (int c = 0; c < PS_C_COUNT; c++) {
        if (has(&columns[c], text)) {
            return true;
        }
    }
    return false;
}

/* A fixed name goes before an alias, here and below: a team's alias never hides what has its own name. */
int ps_heading_find(const ps_note *note, ps_heading_id h, const ps_aliases *aliases) {
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < note->n_headings; i++) {
            if (ps_heading_is(h, note->headings[i].text, pass ? aliases : NULL)) {
                return (int)i;
            }
        }
    }
    return -1;
}

const ps_table *ps_heading_table(const ps_note *note, ps_heading_id h, const ps_aliases *aliases) {
    int heading = ps_heading_find(note, h, aliases);
    return heading < 0 ? NULL : ps_note_table(note, heading);
}

int ps_column_find(const ps_table *table, ps_column_id c, const ps_aliases *aliases) {
    if (!table) {
        return -1;
    }
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < table->header.n; i++) {
            if (ps_column_is(c, table->header.cells[i].text, pass ? aliases : NULL)) {
                return (int)i;
            }
        }
    }
    return -1;
}

ps_str ps_column_cell(const ps_table *table, const ps_row *row, ps_column_id c, const ps_aliases *aliases) {
    return ps_row_cell(row, ps_column_find(table, c, aliases));
}
