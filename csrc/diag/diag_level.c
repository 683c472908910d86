/* The level of the relationship in an account's note, against the history of levels below it. */
#include "diag_impl.h"

static void check_value(ps_checker *c, ps_spot spot, ps_str level) {
    if (level.n && !ps_process_level(c->process, level)) {
        ps_check_term(c, spot, PS_S("level"), level, PS_V_LEVELS);
    }
}

void ps_check_level(ps_checker *c, ps_str path, const ps_note *note) {
    const ps_aliases *al = &c->process->aliases;
    const ps_table *t = ps_heading_table(note, PS_H_LEVEL_HISTORY, al);
    ps_str level = ps_fm_text(ps_note_field(note, PS_S("level"))), last = PS_S("");
    ps_spot spot = ps_spot_field(path, note, PS_S("level"));
    check_value(c, spot, level);
    for (size_t i = 0; t && i < t->n; i++) {
        ps_spot line = ps_spot_line(path, note, t->rows[i].line);
        ps_str cell = ps_column_cell(t, &t->rows[i], PS_C_LEVEL, al);
        ps_check_date(c, line, ps_column_cell(t, &t->rows[i], PS_C_DATE, al));
        check_value(c, line, cell);
        last = cell.n ? cell : last;
    }
    if (last.n && ps_process_level(c->process, last) != ps_process_level(c->process, level)) {
        ps_say(c, spot, PS_WARN, "level-history", DIAG_LEVEL_HISTORY, level.n ? level : PS_S("–"), last);
    }
}
