#include "deal_parts.h"

static const ps_str status_ids[PS_STATUS_COUNT] = {{"open", 4},  {"won", 3},    {"lost", 4}, {"no-decision", 11},
                                                   {"no-go", 5}, {"paused", 6}, {"done", 4}};

ps_str ps_status_id(ps_status s) {
    return s < PS_STATUS_COUNT ? status_ids[s] : PS_S("");
}

bool ps_status_parse(ps_str id, ps_status *out) {
    for (int i = 0; i < PS_STATUS_COUNT; i++) {
        if (ps_str_eq(id, status_ids[i])) {
            *out = (ps_status)i;
            return true;
        }
    }
    return false;
}

static ps_str text_of(const ps_note *note, const char *key) {
    return ps_fm_text(ps_note_field(note, ps_str_of(key)));
}

static ps_str id_of(const ps_note *note, const char *key) {
    return ps_fm_id(ps_note_field(note, ps_str_of(key)));
}

/* The title in the front matter, else the first heading of level 1, else the id. */
static ps_str title_of(const ps_deal *d, const ps_note *note) {
    ps_str title = text_of(note, "title");
    for (size_t i = 0; !title.n && i < note->n_headings; i++) {
        title = note->headings[i].level == 1 ? note->headings[i].text : title;
    }
    return title.n ? title : d->id;
}

static const ps_profile *profile_of(const ps_deal *d, ps_str id) {
    const ps_profile *pr = ps_process_profile(d->process, id);
    pr = pr ? pr : ps_process_profile(d->process, PS_S("full"));
    pr = pr ? pr : d->process->n_profiles ? d->process->profiles : d->profile;
    return pr;
}

static int judged(const ps_note *note) {
    int v = -1;
    if (!ps_int_read(text_of(note, "probability"), &v)) {
        return -1;
    }
    return v < 1 ? 1 : v > 99 ? 99 : v;
}

static void read_texts(ps_deal *d, const ps_note *note) {
    ps_str currency = text_of(note, "currency");
    d->title = title_of(d, note);
    d->account = id_of(note, "account");
    d->kind = text_of(note, "kind");
    d->stage_text = text_of(note, "stage");
    d->owner = id_of(note, "owner");
    d->currency = currency.n ? currency : d->process->currency;
    d->forecast = text_of(note, "forecast");
    d->forecast_manager = text_of(note, "forecast_manager");
    d->source = text_of(note, "source");
    d->parent = id_of(note, "parent");
    d->flow = text_of(note, "flow");
    d->lost_to = id_of(note, "lost_to");
    d->reason = text_of(note, "reason");
}

static void read_numbers(ps_deal *d, const ps_note *note) {
    d->value = ps_money_read(text_of(note, "value"));
    d->margin = ps_money_read(text_of(note, "margin"));
    d->budget = ps_money_read(text_of(note, "budget"));
    d->probability = judged(note);
    d->opened = ps_date_read(text_of(note, "opened"));
    d->close = ps_date_read(text_of(note, "close"));
    d->signed_on = ps_date_read(text_of(note, "signed"));
    d->revisit = ps_date_read(text_of(note, "revisit"));
}

/* The account's region decides where region-scoped activities are answered. */
static void read_region(ps_deal *d, const ps_world *world) {
    const ps_note *account = ps_world_note(world, PS_K_ACCOUNT, d->account, NULL);
    d->region = account ? id_of(account, "region") : PS_S("");
}

int ps_deal_read_fields(ps_deal *d, const ps_world *world) {
    static const ps_note nothing;
    const ps_note *note = d->main ? d->main->note : &nothing;
    ps_strs team = {0};
    d->profile = profile_of(d, text_of(note, "profile"));
    read_texts(d, note);
    read_numbers(d, note);
    read_region(d, world);
    if (!ps_status_parse(text_of(note, "status"), &d->status)) {
        d->status = PS_STATUS_OPEN;
    }
    int stage = ps_profile_stage_id(d->process, d->profile, d->stage_text);
    d->stage = stage < 0 ? 0 : stage;
    int rc = ps_fm_ids(&d->arena, ps_note_field(note, PS_S("team")), &team);
    d->team = team.v;
    d->n_team = team.n;
    return rc;
}

static void read_step(ps_step *s, const ps_table *t, const ps_row *row, const ps_aliases *al) {
    s->date = ps_date_read(ps_column_cell(t, row, PS_C_DATE, al));
    s->from = ps_column_cell(t, row, PS_C_FROM, al);
    s->to = ps_column_cell(t, row, PS_C_TO, al);
    s->gate = ps_column_cell(t, row, PS_C_GATE, al);
    s->review = ps_id_bare(ps_column_cell(t, row, PS_C_REVIEW, al));
    s->by = ps_id_bare(ps_column_cell(t, row, PS_C_BY, al));
    s->override = ps_column_cell(t, row, PS_C_OVERRIDE, al);
    s->row = row;
    s->line = row->line;
}

int ps_deal_read_steps(ps_deal *d) {
    const ps_table *t = d->main ? ps_heading_table(d->main->note, PS_H_STAGE_HISTORY, ps_deal_aliases(d)) : NULL;
    d->steps = t ? ps_arena_alloc(&d->arena, (t->n + 1) * sizeof *d->steps) : NULL;
    if (t && !d->steps) {
        return PS_ENOMEM;
    }
    for (size_t i = 0; t && i < t->n; i++) {
        if (!ps_row_blank(&t->rows[i])) {
            read_step(&d->steps[d->n_steps++], t, &t->rows[i], ps_deal_aliases(d));
        }
    }
    return PS_OK;
}
