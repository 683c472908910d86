#include "control.h"

#include "deal_parts.h"

static ps_control_fault fault_of(const ps_control *c) {
    bool repeats = c->span.months || c->span.days;
    return !repeats                  ? PS_CONTROL_NO_SPAN
           : c->next == PS_DATE_NONE ? PS_CONTROL_NO_DAY
           : !c->owner.n             ? PS_CONTROL_NO_OWNER
                                     : PS_CONTROL_FINE;
}

int ps_controls_read(ps_controls *out, ps_arena *arena, const ps_deal *deal, ps_error *err) {
    const ps_aliases *al = ps_deal_aliases(deal);
    const ps_doc *doc = NULL;
    const ps_table *t = ps_deal_table_anywhere(deal, PS_H_CONTROL, &doc);
    for (size_t i = 0; t && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_control *c = ps_row_blank(row) ? NULL : PS_PUSH(arena, out);
        if (!c && !ps_row_blank(row)) {
            return ps_nomem(err);
        }
        if (c) {
            *c = (ps_control){.text = ps_column_cell(t, row, PS_C_WATCHED, al),
                              .owner = ps_column_cell(t, row, PS_C_OWNER, al),
                              .every = ps_column_cell(t, row, PS_C_EVERY, al),
                              .next = ps_date_read(ps_column_cell(t, row, PS_C_NEXT, al)),
                              .table = t,
                              .doc = doc,
                              .line = row->line};
            c->span = ps_span_parse(c->every, &c->span) ? c->span : (ps_span){0};
            c->fault = fault_of(c);
        }
    }
    return PS_OK;
}

ps_str ps_control_fault_text(ps_control_fault f, ps_lang lang) {
    switch (f) {
    case PS_CONTROL_NO_SPAN:
        return ps_text(PS_T_CONTROL_NO_SPAN, lang);
    case PS_CONTROL_NO_DAY:
        return ps_text(PS_T_CONTROL_NO_DAY, lang);
    case PS_CONTROL_NO_OWNER:
        return ps_text(PS_T_CONTROL_NO_OWNER, lang);
    case PS_CONTROL_FINE:
        break;
    }
    return PS_S("");
}

ps_date ps_control_after(ps_date next, ps_span span, ps_date today) {
    if (next == PS_DATE_NONE || (!span.months && !span.days)) {
        return PS_DATE_NONE;
    }
    int least = span.months * 31 + span.days; /* no step is longer: none is leapt over */
    int times = today > next ? (today - next) / least : 1;
    ps_date day = ps_span_add(next, span, times > 1 ? times : 1);
    while (day != PS_DATE_NONE && day <= today) {
        day = ps_span_add(next, span, ++times);
    }
    return day;
}
