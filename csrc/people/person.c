#include "person.h"

#include "deal_parts.h"
#include "privacy.h"

static int influence_of(ps_str text) {
    int n = 0;
    return ps_int_read(text, &n) && n >= 1 && n <= 5 ? n : 0;
}

ps_date ps_left_day(const ps_note *note) {
    const ps_fm *f = note ? ps_note_field(note, PS_S("left")) : NULL;
    ps_date day = PS_DATE_NONE;
    ps_str text = ps_fm_text(f);
    if (!text.n || ps_str_eq_nocase(text, PS_S("no")) || ps_str_eq_nocase(text, PS_S("false"))) {
        return PS_DATE_NONE;
    }
    return ps_date_parse(text, &day) ? day : 0;
}

int ps_person_read(ps_person *out, ps_arena *arena, ps_str id, const ps_note *note, ps_date today, ps_error *err) {
    *out = (ps_person){.id = id, .name = id, .left = PS_DATE_NONE};
    if (!note) {
        return PS_OK;
    }
    ps_str name = ps_note_value(note, PS_S("name"));
    *out = (ps_person){.id = id,
                       .name = name.n ? name : id,
                       .account = ps_fm_id(ps_note_field(note, PS_S("account"))),
                       .unit = ps_note_value(note, PS_S("unit")),
                       .post = ps_note_value(note, PS_S("post")),
                       .layer = ps_note_value(note, PS_S("layer")),
                       .role = ps_note_value(note, PS_S("role")),
                       .stance = ps_note_value(note, PS_S("stance")),
                       .contact = ps_id_bare(ps_note_value(note, PS_S("contact"))),
                       .aim = ps_note_value(note, PS_S("aim")),
                       .influence = influence_of(ps_note_value(note, PS_S("influence"))),
                       .left = ps_left_day(note),
                       .hidden = ps_private_note(note)};
    out->gone = out->left != PS_DATE_NONE && (today == PS_DATE_NONE || out->left <= today);
    int rc = ps_fm_ids(arena, ps_note_field(note, PS_S("needs")), &out->needs);
    rc = rc ? rc : ps_fm_ids(arena, ps_note_field(note, PS_S("ways")), &out->ways);
    return rc ? ps_nomem(err) : PS_OK;
}

ps_date ps_deal_seen(const ps_deal *deal, ps_str person, ps_date today) {
    ps_date seen = PS_DATE_NONE;
    for (size_t i = 0; i < deal->n_contacts; i++) {
        const ps_contact *c = &deal->contacts[i];
        bool later = c->date <= today && (seen == PS_DATE_NONE || c->date > seen);
        seen = later && ps_ids_have(c->who, c->n_who, person) ? c->date : seen;
    }
    return seen;
}

int ps_stands_read(ps_stands *out, ps_arena *arena, const ps_deal *deal, ps_date today, ps_error *err) {
    const ps_aliases *al = ps_deal_aliases(deal);
    const ps_table *t = deal->main ? ps_heading_table(deal->main->note, PS_H_STAKEHOLDERS, al) : NULL;
    for (size_t i = 0; t && i < t->n; i++) {
        const ps_row *row = &t->rows[i];
        ps_str id = ps_id_bare(ps_column_cell(t, row, PS_C_PERSON, al));
        ps_stand *s = id.n ? PS_PUSH(arena, out) : NULL;
        if (id.n && !s) {
            return ps_nomem(err);
        }
        if (s) {
            *s = (ps_stand){.person = id,
                            .alias = ps_note_alias(ps_column_cell(t, row, PS_C_PERSON, al)),
                            .layer = ps_column_cell(t, row, PS_C_LAYER, al),
                            .role = ps_column_cell(t, row, PS_C_ROLE, al),
                            .stance = ps_column_cell(t, row, PS_C_STANCE, al),
                            .contact = ps_id_bare(ps_column_cell(t, row, PS_C_CONTACT, al)),
                            .aim = ps_column_cell(t, row, PS_C_AIM, al),
                            .needs = ps_column_cell(t, row, PS_C_NEEDS, al),
                            .ways = ps_column_cell(t, row, PS_C_WAYS, al),
                            .influence = influence_of(ps_column_cell(t, row, PS_C_INFLUENCE, al)),
                            .seen = ps_deal_seen(deal, id, today),
                            .line = row->line};
        }
    }
    return PS_OK;
}

static ps_str either(ps_str own, ps_str inherited) {
    return own.n ? own : inherited;
}

void ps_stand_inherit(ps_stand *stand, const ps_person *person) {
    stand->layer = either(stand->layer, person->layer);
    stand->role = either(stand->role, person->role);
    stand->stance = either(stand->stance, person->stance);
    stand->contact = either(stand->contact, person->contact);
    stand->aim = either(stand->aim, person->aim);
    stand->influence = stand->influence ? stand->influence : person->influence;
}
