#include "field.h"
#include "forecast.h"
#include "workspace_impl.h"

enum { TITLE_MAX = 600 };

static bool one_line(ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F) {
            return false;
        }
    }
    return ps_str_utf8(s);
}

/* At most 200 characters, whatever their script. */
static bool title_ok(ps_str s) {
    size_t runes = 0;
    for (size_t i = 0; i < s.n; i++) {
        runes += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    }
    return s.n > 0 && runes <= 200 && one_line(s);
}

static int check_title(ps_work *w, ps_str title) {
    return title_ok(title) ? PS_OK : ps_fail(w->err, PS_EINVAL, BAD_TITLE);
}

int ps_work_check_term(ps_work *w, ps_vocab_id v, const char *what, ps_str value) {
    const ps_vocab *vocab = &w->process->vocab[v];
    ps_buf list = {0};
    if (value.n == 0 || vocab->n == 0 || ps_process_term(w->process, v, value)) {
        return PS_OK;
    }
    for (size_t i = 0; i < vocab->n; i++) {
        if (i == 0 || !ps_str_eq(vocab->terms[i - 1].id, vocab->terms[i].id)) {
            ps_buf_put(&list, list.n ? PS_S(", ") : PS_S(""));
            ps_buf_put(&list, vocab->terms[i].id);
        }
    }
    ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, ps_str_of(what), value, ps_buf_str(&list));
    ps_buf_free(&list);
    return PS_EINVAL;
}

static int check_profile(ps_work *w, ps_str id) {
    ps_buf list = {0};
    if (id.n == 0 || ps_process_profile(w->process, id)) {
        return PS_OK;
    }
    for (size_t i = 0; i < w->process->n_profiles; i++) {
        ps_buf_put(&list, i ? PS_S(", ") : PS_S(""));
        ps_buf_put(&list, w->process->profiles[i].id);
    }
    ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, PS_S("profile"), id, ps_buf_str(&list));
    ps_buf_free(&list);
    return PS_EINVAL;
}

static int check_ids(ps_work *w, const ps_str *ids, size_t n) {
    for (size_t i = 0; i < n; i++) {
        if (ids[i].n && !ps_id_valid(ids[i])) {
            return ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(ids[i], 120));
        }
    }
    return PS_OK;
}

/* The id given, or one made from the title that is not taken. */
static int choose_id(ps_work *w, ps_str wanted, ps_str title, ps_str *id) {
    ps_error quiet = {.lang = w->lang}, *was = w->err;
    ps_str base = wanted, folder;
    if (wanted.n && !ps_id_valid(wanted)) {
        return ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(wanted, 120));
    }
    if (!wanted.n) {
        base = ps_id_from(w->arena, title);
        if (!base.n) {
            return ps_fail(w->err, PS_EINVAL, NO_ID_IN_TITLE, ps_str_clip(title, 120));
        }
    }
    *id = base;
    for (int round = 2;; round++) {
        w->err = &quiet;
        int rc = ps_work_folder(w, *id, &folder);
        w->err = was;
        if (rc == PS_ENOTFOUND) {
            return PS_OK;
        }
        if (rc && rc != PS_EEXISTS) {
            *w->err = quiet;
            return rc;
        }
        if (wanted.n) {
            return ps_fail(w->err, PS_EEXISTS, ID_TAKEN, *id);
        }
        *id = ps_arena_fmt(w->arena, "%.*s-%d", PS_FMT(ps_str_clip(base, 110)), round);
        if (!id->p) {
            return ps_nomem(w->err);
        }
    }
}

/* One that the process has a rate for, or three capital letters. */
static bool is_currency(const ps_work *w, ps_str s) {
    bool letters = s.n == 3;
    for (size_t i = 0; i < s.n; i++) {
        letters = letters && s.p[i] >= 'A' && s.p[i] <= 'Z';
    }
    return letters || ps_process_term(w->process, PS_V_CURRENCIES, s);
}

static int check_new(ps_work *w, const ps_a_new *in) {
    const ps_str ids[] = {in->account, in->owner, in->parent};
    int rc = check_title(w, in->title);
    rc = rc ? rc : check_ids(w, ids, 3);
    rc = rc ? rc : check_ids(w, in->team.v, in->team.n);
    rc = rc ? rc : check_profile(w, in->profile);
    rc = rc ? rc : ps_work_check_term(w, PS_V_KINDS, "kind", in->kind);
    rc = rc ? rc : ps_work_check_term(w, PS_V_CHANNELS, "source", in->source);
    rc = rc ? rc : ps_work_check_term(w, PS_V_FLOW_NAMES, "flow", in->flow);
    rc = rc ? rc : ps_work_check_term(w, PS_V_FORECAST, "forecast", in->forecast);
    if (!rc && in->probability && (in->probability < 1 || in->probability > 99)) {
        ps_digits d;
        rc = ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, PS_S("probability"), ps_num(&d, in->probability), PS_S("1 … 99"));
    }
    if (!rc && in->currency.n && !is_currency(w, in->currency)) {
        rc = ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, PS_S("currency"), ps_str_clip(in->currency, 20), w->process->currency);
    }
    return rc;
}

static const ps_note *noted(ps_work *w, ps_kind kind, ps_str id) {
    ps_str path;
    return id.n ? w->world.note(w->world.ctx, kind, id, &path) : NULL;
}

/* The account's region where it has a note: its activities are answered there, otherwise they stand in the deal. */
static ps_str region_of(ps_work *w, ps_str account) {
    const ps_note *note = noted(w, PS_K_ACCOUNT, account);
    ps_str region = note ? ps_note_value(note, PS_S("region")) : PS_S("");
    return noted(w, PS_K_REGION, region) ? region : PS_S("");
}

static int year_of(ps_date day) {
    ps_datestr d;
    uint64_t year = 0;
    ps_str_uint(ps_str_sub(ps_date_str(&d, day), 0, 4), 9999, &year);
    return (int)year;
}

static int make_deal(ps_work *w, const ps_a_new *in, ps_str id) {
    ps_new_file *files;
    size_t n;
    ps_date opened = in->opened == PS_DATE_NONE ? w->world.today : in->opened;
    const ps_profile *pr = in->profile.n ? ps_process_profile(w->process, in->profile) : ps_process_propose(w->process, in->value);
    ps_new_deal deal = {.id = id,
                        .title = in->title,
                        .account = in->account,
                        .kind = in->kind.n || w->process->vocab[PS_V_KINDS].n == 0 ? in->kind : w->process->vocab[PS_V_KINDS].terms[0].id,
                        .profile = pr->id,
                        .owner = in->owner.n ? in->owner : w->my_id,
                        .source = in->source,
                        .parent = in->parent,
                        .flow = in->flow,
                        .currency = in->currency.n ? in->currency : w->process->currency,
                        .forecast = in->forecast,
                        .account_noted = noted(w, PS_K_ACCOUNT, in->account) != NULL,
                        .region = region_of(w, in->account),
                        .team = in->team.v,
                        .n_team = in->team.n,
                        .products = in->products.v,
                        .n_products = in->products.n,
                        .value = in->value,
                        .margin = in->margin,
                        .budget = in->budget,
                        .probability = in->probability ? in->probability : -1,
                        .opened = opened,
                        .close = in->close,
                        .by = w->my_id};
    ps_str folder = ps_arena_fmt(w->arena, "deals/%04d/%.*s", year_of(opened), PS_FMT(id));
    int rc = folder.p ? ps_template_folder(w->arena, w->process, &deal, folder, &files, &n, w->err) : ps_nomem(w->err);
    for (size_t i = 0; !rc && i < n; i++) {
        rc = ps_work_put(w, files[i].path, files[i].text);
    }
    return rc;
}

/* Ids may be given as links: `[[acme]]`. */
static int bare_ids(ps_work *w, const ps_a_new *in, ps_a_new *out) {
    *out = *in;
    out->account = ps_id_bare(in->account);
    out->owner = ps_id_bare(in->owner);
    out->parent = ps_id_bare(in->parent);
    out->team = (ps_strs){0};
    for (size_t i = 0; i < in->team.n; i++) {
        ps_str *slot = PS_PUSH(w->arena, &out->team);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = ps_id_bare(in->team.v[i]);
    }
    return PS_OK;
}

/* ---- terms ---- */

static int check_term_value(ps_work *w, ps_str key, ps_str value) {
    static const struct {
        const char *keys, *allowed;
        char type; /* m: money, s: span, n: span or day, c: count, d: day */
    } kinds[] = {{"recurring.amount frame.ceiling", "1200000", 'm'},
                 {"recurring.period", "month, quarter, year, 3m", 's'},
                 {"recurring.notice", "30d, 3m, 2027-10-01", 'n'},
                 {"recurring.count", "1 … 1200", 'c'},
                 {"recurring.start frame.from frame.to", "2027-01-01", 'd'}};
    ps_span span;
    ps_date day;
    int n;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        ps_str rest = ps_str_of(kinds[i].keys), one;
        bool ours = false;
        while (ps_str_next(&rest, ' ', &one)) {
            ours = ours || ps_str_eq(one, key);
        }
        char t = ours ? kinds[i].type : '\0';
        bool good = t == 'm'                                                ? ps_money_read(value) != PS_MONEY_NONE
                    : t == 'c'                                              ? ps_int_read(value, &n) && n >= 1 && n <= PS_RECURRING_MOST
                    : t == 'd'                                              ? ps_date_parse(value, &day)
                    : t == 's' || (t == 'n' && !ps_date_parse(value, &day)) ? ps_span_parse(value, &span)
                                                                            : true;
        if (t) {
            return good ? PS_OK : ps_fail(w->err, PS_EINVAL, UNKNOWN_VALUE, key, ps_str_clip(value, 60), ps_str_of(kinds[i].allowed));
        }
    }
    return ps_fail(w->err, PS_EINVAL, UNKNOWN_TERM, ps_str_clip(key, 60));
}

static int put_map(ps_work *w, ps_note **note, const char *key, const ps_strs *terms) {
    int rc = terms->n % 2 ? ps_fail(w->err, PS_EINVAL, UNKNOWN_TERM, terms->v[terms->n - 1]) : PS_OK;
    for (size_t i = 0; !rc && i + 1 < terms->n; i += 2) {
        ps_str name = ps_arena_fmt(w->arena, "%s.%.*s", key, PS_FMT(terms->v[i]));
        rc = name.p ? check_term_value(w, name, terms->v[i + 1]) : ps_nomem(w->err);
    }
    return rc || !terms->n ? rc : ps_note_set_map(note, ps_str_of(key), terms->v, terms->n, w->err);
}

static int main_of(ps_work *w, ps_str id, ps_str *path) {
    for (size_t i = 0; i < w->changes.n; i++) {
        ps_str at = w->changes.v[i].path, folder = ps_str_sub(at, 0, at.n > 8 ? at.n - 8 : 0);
        if (ps_str_ends(at, PS_S("/deal.md")) && ps_str_eq(ps_path_name(folder), id)) {
            *path = at;
            return PS_OK;
        }
    }
    return ps_fail(w->err, PS_EBUG, DEAL_NO_NOTE);
}

static int put_terms(ps_work *w, const ps_a_new *in, ps_str id) {
    ps_note *note = NULL;
    ps_str path;
    if (!in->recurring.n && !in->frame.n) {
        return PS_OK;
    }
    int rc = main_of(w, id, &path);
    rc = rc ? rc : ps_work_edit(w, path, &note);
    rc = rc ? rc : put_map(w, &note, "recurring", &in->recurring);
    rc = rc ? rc : put_map(w, &note, "frame", &in->frame);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc;
}

int ps_work_open_deal(ps_work *w, const ps_a_new *in, ps_str *id) {
    ps_a_new given;
    int rc = bare_ids(w, in, &given);
    rc = rc ? rc : check_new(w, &given);
    rc = rc ? rc : choose_id(w, in->id, in->title, id);
    rc = rc ? rc : make_deal(w, &given, *id);
    return rc ? rc : put_terms(w, in, *id);
}

static int new_run(ps_work *w, const ps_a_new *in, ps_v_deal *out) {
    ps_str id;
    int rc = ps_work_open_deal(w, in, &id);
    rc = rc ? rc : ps_work_commit(w, id, PS_S(""));
    return rc ? rc : ps_view_deal_now(w, id, out);
}
PS_CALL_RUN(new, ps_a_new, ps_v_deal, PS_WRITES)

/* ---- deals that follow others ---- */

void ps_work_inherit(ps_a_new *deal, const ps_deal *from) {
    deal->account = deal->account.n ? deal->account : from->account;
    deal->owner = deal->owner.n ? deal->owner : from->owner;
    deal->currency = deal->currency.n ? deal->currency : from->currency;
    deal->flow = deal->flow.n ? deal->flow : from->flow;
    if (deal->team.n == 0) {
        deal->team.v = from->team;
        deal->team.n = from->n_team;
    }
}

int ps_work_link_followup(ps_work *w, const ps_deal *from, ps_str id) {
    ps_note *note = NULL;
    ps_lang lang = w->process->lang;
    ps_str path = from->main ? from->main->path : PS_S("");
    int rc = path.n ? ps_work_edit(w, path, &note) : ps_fail(w->err, PS_ENOTFOUND, DEAL_NO_NOTE);
    if (rc) {
        return rc;
    }
    int heading = ps_heading_find(note, PS_H_FOLLOWUPS, &w->process->aliases);
    size_t at = heading < 0 ? note->text.n : ps_note_section_end(note, heading, true);
    bool goes_on =
        at >= 3 && heading >= 0 && ps_str_find(ps_str_sub(note->text, note->headings[heading].range.end, at), PS_S("- [["), 0) != SIZE_MAX;
    ps_str head = heading < 0 ? ps_heading_in(PS_H_FOLLOWUPS, lang) : PS_S("");
    ps_str lines = ps_arena_fmt(w->arena, "%s%.*s%s- [[%.*s]]\n", heading < 0 ? "\n## " : "", PS_FMT(head),
                                heading < 0 ? "\n\n"
                                : goes_on   ? ""
                                            : "\n",
                                PS_FMT(id));
    rc = lines.p ? ps_note_insert(&note, at, lines, w->err) : ps_nomem(w->err);
    rc = ps_work_at(w, rc, path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc;
}

static int followup_run(ps_work *w, const ps_a_new *in, ps_v_deal *out) {
    ps_deal *from;
    ps_str id;
    ps_a_new deal = *in;
    int rc = ps_work_deal_edit(w, ps_id_bare(in->parent), &from);
    if (rc) {
        return rc;
    }
    ps_work_inherit(&deal, from);
    rc = ps_work_open_deal(w, &deal, &id);
    rc = rc ? rc : ps_work_link_followup(w, from, id);
    rc = rc ? rc : ps_work_commit(w, id, PS_S(""));
    return rc ? rc : ps_view_deal_now(w, id, out);
}
PS_CALL_RUN(followup, ps_a_new, ps_v_deal, PS_WRITES)

/* ---- notes of accounts, regions, people, members ---- */

static int add_run(ps_work *w, const ps_a_add *in, ps_v_place *out) {
    ps_kind kind;
    ps_buf note = {0};
    ps_str id = in->id;
    if (!ps_kind_parse(in->kind, &kind) || kind == PS_K_DEAL) {
        return ps_fail(w->err, PS_EINVAL, UNKNOWN_KIND_OF_NOTE, ps_str_clip(in->kind, 40));
    }
    const ps_str account = ps_id_bare(in->account), region = ps_id_bare(in->region), parent = ps_id_bare(in->parent);
    const ps_str ids[] = {account, region, parent, in->id};
    int rc = check_ids(w, ids, 4);
    rc = rc || !in->title.n ? rc : check_title(w, in->title);
    if (!rc && !id.n) {
        id = ps_id_from(w->arena, in->title);
        rc = id.n ? PS_OK : ps_fail(w->err, PS_EINVAL, NO_ID_IN_TITLE, ps_str_clip(in->title, 120));
    }
    const struct {
        const char *key;
        ps_str value;
    } known[] = {{"name", in->title},   {"account", account}, {"region", region},
                 {"emails", in->email}, {"role", in->role},   {"parent", parent}};
    ps_str pairs[2 * sizeof known / sizeof *known];
    size_t n = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (known[i].value.n && !one_line(known[i].value)) {
            rc = rc ? rc : ps_fail(w->err, PS_EINVAL, BAD_TITLE);
        }
        if (known[i].value.n && i > 0) {
            pairs[n++] = ps_str_of(known[i].key);
            pairs[n++] = known[i].value;
        }
    }
    ps_new_entity entity = {.kind = kind, .id = id, .name = in->title, .pairs = pairs, .n_pairs = n};
    ps_str path = rc ? PS_S("") : ps_template_entity_path(w->arena, kind, id);
    if (!rc && !path.p) {
        rc = ps_nomem(w->err);
    }
    if (!rc && ps_fs_stat(w->ws->fs, path) != PS_FS_NONE) {
        ps_fail(w->err, PS_EEXISTS, ID_TAKEN, id);
        rc = ps_error_at(w->err, path, 0);
    }
    rc = rc ? rc : ps_template_entity(&note, w->process, &entity, w->err);
    rc = rc ? rc : ps_work_put(w, path, ps_buf_str(&note));
    rc = rc ? rc : ps_work_commit(w, id, PS_S(""));
    ps_buf_free(&note);
    if (!rc) {
        *out = (ps_v_place){.path = ps_keep_path(w, path), .id = ps_keep(w, id), .kind = ps_keep(w, in->kind), .lnum = 1};
    }
    return rc;
}
PS_CALL_RUN(add, ps_a_add, ps_v_place, PS_WRITES)
