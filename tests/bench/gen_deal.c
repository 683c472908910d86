#include <string.h>

#include "gen.h"

/* ---- files ---- */

static gen_file *file_of(gen_deal *deal, const char *name) {
    for (size_t i = 0; i < deal->n_files; i++) {
        if (ps_str_eq(ps_path_name(deal->files[i].path), ps_str_of(name))) {
            return &deal->files[i];
        }
    }
    gen_check(false, name);
    return NULL;
}

/* deal.md, to be changed. */
static ps_buf *main_text(gen_deal *deal) {
    gen_file *f = file_of(deal, "deal.md");
    f->changed = true;
    return &f->text;
}

/* The note of a stage of the profile: "1-concept.md". */
static gen_file *stage_file(gen_deal *deal, int pstage) {
    ps_arena arena = {0};
    ps_str name = ps_deal_stage_file(&arena, deal->shop->process, deal->profile->stages[pstage].first);
    gen_file *f = file_of(deal, name.p);
    ps_arena_free(&arena);
    return f;
}

static gen_file *add_file(gen_deal *deal, ps_str path) {
    enum { MOST = 24 };
    if (!deal->files) {
        deal->files = ps_arena_alloc(&deal->shop->arena, MOST * sizeof *deal->files);
    }
    gen_check(deal->files && path.p && deal->n_files < MOST, "out of memory");
    gen_file *f = &deal->files[deal->n_files++];
    *f = (gen_file){path, {0}, true};
    return f;
}

/* ---- opening ---- */

static ps_str term(const gen_deal *deal, gen_dice *d, ps_vocab_id v) {
    const ps_vocab *vocab = &deal->shop->process->vocab[v];
    return vocab->terms[gen_roll(d, vocab->n)].id;
}

/* Smaller ones are more, as in life: `standard` and `full` by the limits of the built-in profiles. */
static int64_t some_value(gen_dice *d) {
    size_t size = gen_roll(d, 100);
    int64_t thousands = size < 70   ? 8 + (int64_t)gen_roll(d, 90)
                        : size < 90 ? 110 + (int64_t)gen_roll(d, 380)
                                    : 520 + (int64_t)gen_roll(d, 6000);
    return thousands * 1000;
}

static void name_deal(gen_deal *deal) {
    ps_arena *arena = &deal->shop->arena;
    const gen_name *product = &gen_products[gen_roll(&deal->dice, GEN_PRODUCTS)];
    ps_str account = gen_account_name(arena, deal->account, deal->tongue);
    deal->id = gen_chance(&deal->dice, 8)
                   ? ps_arena_fmt(arena, "%s-%05zu", product->zh, deal->number)
                   : ps_arena_fmt(arena, "%.*s-%s-%05zu", PS_FMT(gen_account_id(arena, deal->account)), product->id, deal->number);
    deal->title = deal->tongue == GEN_ZH ? ps_arena_fmt(arena, "%.*s%s项目", PS_FMT(account), product->zh)
                                         : ps_arena_fmt(arena, "%s for %.*s", product->en, PS_FMT(account));
    gen_check(deal->id.p && deal->title.p, "out of memory");
}

/* Cells are drawn one after the other: what a call's arguments would draw comes in no order that C promises. */
static void put_cell(ps_buf *row, ps_str cell) {
    ps_buf_put(row, cell);
    ps_buf_put(row, PS_S(" | "));
}

static void put_number(gen_deal *deal, ps_buf *row) {
    ps_buf_fmt(row, "%zu | ", 1 + gen_roll(&deal->dice, 5));
}

static void put_phrase(gen_deal *deal, ps_buf *row) {
    gen_phrase(row, &deal->dice, deal->tongue);
    ps_buf_put(row, PS_S(" | "));
}

static void put_line(gen_deal *deal, ps_buf *text, ps_heading_id heading, ps_buf *row) {
    while (row->n && row->p[row->n - 1] == ' ') {
        row->n--;
    }
    ps_buf_char(row, '\n');
    gen_row(text, ps_heading_in(heading, deal->shop->process->lang), ps_buf_str(row));
    ps_buf_free(row);
}

static void put_stakeholder(gen_deal *deal, ps_buf *text, ps_str person, ps_str boss) {
    static const ps_vocab_id first[] = {PS_V_LAYERS, PS_V_ROLES, PS_V_STANCES}, last[] = {PS_V_AIMS, PS_V_WAYS};
    gen_dice *d = &deal->dice;
    ps_buf row = {0};
    ps_buf_fmt(&row, "| [[%.*s]] | ", PS_FMT(person));
    for (size_t i = 0; i < 3; i++) {
        put_cell(&row, term(deal, d, first[i]));
    }
    put_number(deal, &row);
    put_cell(&row, term(deal, d, PS_V_NEEDS));
    put_cell(&row, deal->owner);
    for (size_t i = 0; i < 2; i++) {
        put_cell(&row, term(deal, d, last[i]));
    }
    put_line(deal, text, PS_H_STAKEHOLDERS, &row);
    if (!ps_str_eq(person, boss)) {
        ps_buf_fmt(&row, "| %.*s | %.*s | ", PS_FMT(boss), PS_FMT(person));
        put_cell(&row, term(deal, d, PS_V_RELATIONS));
        ps_buf_put(&row, PS_S(" |"));
        put_line(deal, text, PS_H_RELATIONSHIPS, &row);
    }
}

static void put_stakeholders(gen_deal *deal, ps_buf *text) {
    size_t first = deal->account * (GEN_DEALS_PER_ACCOUNT / GEN_DEALS_PER_PERSON), n = 2 + gen_roll(&deal->dice, 3);
    ps_arena arena = {0};
    ps_str boss = gen_person_id(&arena, first % deal->shop->n_people);
    for (size_t i = 0; i < n; i++) {
        put_stakeholder(deal, text, gen_person_id(&arena, (first + i) % deal->shop->n_people), boss);
    }
    ps_arena_free(&arena);
}

static void put_competition(gen_deal *deal, ps_buf *text) {
    gen_dice *d = &deal->dice;
    ps_buf row = {0};
    size_t rival = gen_roll(d, GEN_RIVALS), n = 1 + gen_roll(d, 2);
    for (size_t i = 0; i < n; i++) {
        const gen_name *r = &gen_rivals[(rival + i) % GEN_RIVALS], *product = &gen_products[gen_roll(d, GEN_PRODUCTS)];
        ps_buf_fmt(&row, "| %s | %s | ", deal->tongue == GEN_ZH ? r->zh : r->en, deal->tongue == GEN_ZH ? product->zh : product->en);
        put_phrase(deal, &row);
        put_phrase(deal, &row);
        put_number(deal, &row);
        put_line(deal, text, PS_H_COMPETITORS, &row);
    }
    const ps_vocab *factors = &deal->shop->process->vocab[PS_V_FACTORS];
    for (size_t i = 0; i < factors->n; i++) {
        ps_buf_fmt(&row, "| %.*s | ", PS_FMT(factors->terms[i].id));
        put_number(deal, &row);
        put_number(deal, &row);
        ps_buf_put(&row, PS_S("[[log]] |"));
        put_line(deal, text, PS_H_DECISION_FACTORS, &row);
    }
}

/* A block id as we make them: "c-5f3a9b2c4d6e". */
static void put_mark(gen_deal *deal, ps_buf *row, char letter) {
    ps_buf_fmt(row, "^%c-", letter);
    for (int i = 0; i < 12; i++) {
        ps_buf_char(row, "0123456789abcdef"[gen_roll(&deal->dice, 16)]);
    }
    ps_buf_put(row, PS_S(" |"));
}

static void make_folder(gen_deal *deal, ps_date day, ps_str summary) {
    gen_shop *shop = deal->shop;
    gen_dice *d = &deal->dice;
    static const ps_str kinds[] = {{"A", 1}, {"B", 1}, {"B", 1}};
    ps_arena arena = {0};
    ps_error err = {.lang = PS_EN};
    ps_new_file *files;
    size_t n, kind = gen_roll(d, 3);
    ps_str source = term(deal, d, PS_V_CHANNELS);
    int judged = (int)(5 + gen_roll(d, 90));
    bool judges = gen_chance(d, 20);
    ps_new_deal in = {.id = deal->id,
                      .title = deal->title,
                      .account = gen_account_id(&arena, deal->account),
                      .kind = kinds[kind],
                      .profile = deal->profile->id,
                      .owner = deal->owner,
                      .source = source,
                      .account_noted = true,
                      .region = ps_str_of(gen_regions[deal->account % GEN_REGIONS].id),
                      .team = &deal->other,
                      .n_team = 1,
                      .value = deal->value * PS_MONEY_ONE,
                      .margin = PS_MONEY_NONE,
                      .budget = deal->value / 40 * PS_MONEY_ONE,
                      .probability = judges ? judged : -1,
                      .opened = day,
                      .close = day + 120 + (ps_date)gen_roll(d, 500),
                      .summary = summary};
    gen_must(ps_template_folder(&arena, shop->process, &in, deal->folder, &files, &n, &err), &err);
    for (size_t i = 0; i < n; i++) {
        ps_buf_put(&add_file(deal, ps_arena_dup(&shop->arena, files[i].path))->text, files[i].text);
    }
    ps_arena_free(&arena);
}

void gen_deal_open(gen_deal *deal, gen_shop *shop, size_t number, ps_date day) {
    ps_datestr opened;
    ps_buf summary = {0};
    *deal = (gen_deal){.shop = shop, .dice = gen_dice_for(shop->seed, number), .number = number, .stage = 0};
    size_t tongue = gen_roll(&deal->dice, 100), owner = gen_roll(&deal->dice, GEN_MEMBERS);
    deal->tongue = tongue < 45 ? GEN_EN : tongue < 90 ? GEN_ZH : GEN_MIXED;
    deal->account = number / GEN_DEALS_PER_ACCOUNT;
    deal->owner = ps_str_of(gen_members[owner].id);
    deal->other = ps_str_of(gen_members[(owner + 1 + gen_roll(&deal->dice, GEN_MEMBERS - 1)) % GEN_MEMBERS].id);
    deal->value = some_value(&deal->dice);
    const ps_process *p = shop->process;
    deal->profile = ps_process_profile(p, deal->value <= 100000 ? PS_S("small") : deal->value <= 500000 ? PS_S("standard") : PS_S("full"));
    gen_check(deal->profile != NULL, "the process lacks a profile");
    name_deal(deal);
    ps_date_str(&opened, day);
    deal->folder = ps_arena_fmt(&shop->arena, "deals/%.4s/%.*s", opened.b, PS_FMT(deal->id));
    gen_prose(&summary, &deal->dice, deal->tongue, 3 + gen_roll(&deal->dice, 3));
    ps_buf_fmt(&summary, " KX-%06zu", number);
    make_folder(deal, day, ps_buf_str(&summary));
    ps_buf_free(&summary);
    put_stakeholders(deal, main_text(deal));
    put_competition(deal, main_text(deal));
    gen_fill_groups(&stage_file(deal, 0)->text, &deal->dice, deal->tongue, day);
}

void gen_deal_free(gen_deal *deal) {
    for (size_t i = 0; i < deal->n_files; i++) {
        ps_buf_free(&deal->files[i].text);
    }
}

/* ---- operations ---- */

ps_str gen_deal_tick(gen_deal *deal, ps_date day) {
    gen_file *f = stage_file(deal, deal->stage);
    if (gen_tick(&f->text, &deal->dice, day, false)) {
        f->changed = true;
        return PS_S("1 activity closed");
    }
    return gen_deal_contact(deal, day);
}

static void put_promise(gen_deal *deal, ps_buf *text, ps_str who, ps_date day) {
    gen_dice *d = &deal->dice;
    ps_datestr due;
    bool theirs = gen_chance(d, 20);
    ps_buf_put(text, gen_chance(d, 70) ? PS_S("\n- [x] ") : PS_S("\n- [ ] "));
    gen_phrase(text, d, deal->tongue);
    ps_str owner = theirs ? who : deal->owner, on = ps_date_str(&due, day + 7 + (ps_date)gen_roll(d, 60));
    ps_buf_fmt(text, " [owner:: %.*s] [due:: %.*s]\n", PS_FMT(owner), PS_FMT(on));
}

ps_str gen_deal_contact(gen_deal *deal, ps_date day) {
    static const char *const kinds[] = {"visit", "call", "meeting", "note"};
    gen_dice *d = &deal->dice;
    gen_file *f = file_of(deal, "log.md");
    ps_arena arena = {0};
    ps_datestr on;
    size_t person = (deal->account * (GEN_DEALS_PER_ACCOUNT / GEN_DEALS_PER_PERSON) + gen_roll(d, 3)) % deal->shop->n_people;
    size_t hour = 8 + gen_roll(d, 10), minute = gen_roll(d, 12) * 5, kind = gen_roll(d, 4);
    ps_str who = gen_person_id(&arena, person);
    ps_date_str(&on, day);
    ps_buf_fmt(&f->text, "\n## %s %02zu:%02zu %s\n\n[who:: [[%.*s]]]\n\n", on.b, hour, minute, kinds[kind], PS_FMT(who));
    gen_prose(&f->text, d, deal->tongue, 2 + gen_roll(d, 4));
    ps_buf_char(&f->text, '\n');
    if (gen_chance(d, 60)) {
        put_promise(deal, &f->text, who, day);
    }
    f->changed = true;
    ps_arena_free(&arena);
    return PS_S("contact");
}

ps_str gen_deal_cost(gen_deal *deal, ps_date day) {
    gen_dice *d = &deal->dice;
    gen_file *f = file_of(deal, "costs.md");
    ps_buf row = {0};
    ps_datestr on;
    size_t whole = 20 + gen_roll(d, 900), cents = gen_roll(d, 100);
    ps_date_str(&on, day);
    ps_buf_fmt(&row, "| %s | %.*s | travel | %zu.%02zu | %.*s | | ", on.b, PS_FMT(deal->profile->stages[deal->stage].id), whole, cents,
               PS_FMT(deal->owner));
    gen_phrase(&row, d, deal->tongue);
    ps_buf_char(&row, ' ');
    put_mark(deal, &row, 'c');
    put_line(deal, &f->text, PS_H_LEDGER, &row);
    f->changed = true;
    return PS_S("Travel");
}

static void set_value(gen_deal *deal) {
    ps_moneystr m;
    gen_key(main_text(deal), "value", ps_money_str(&m, deal->value * PS_MONEY_ONE));
}

ps_str gen_deal_revalue(gen_deal *deal) {
    deal->value += (int64_t)(1 + gen_roll(&deal->dice, 20)) * deal->value / 100 / 500 * 500;
    set_value(deal);
    return PS_S("value changed");
}

ps_str gen_deal_postpone(gen_deal *deal, ps_date day) {
    ps_datestr on;
    gen_key(main_text(deal), "close", ps_date_str(&on, day + 30 + (ps_date)gen_roll(&deal->dice, 300)));
    return PS_S("close changed");
}

/* What was planned, what happened … */
static void put_summary(gen_deal *deal) {
    static const ps_heading_id parts[] = {PS_H_AVOID, PS_H_REPEAT, PS_H_COSTED, PS_H_HAPPENED, PS_H_PLANNED};
    gen_file *f = file_of(deal, "summary.md");
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        ps_buf lines = {0};
        ps_buf_char(&lines, '\n');
        gen_prose(&lines, &deal->dice, deal->tongue, 2 + gen_roll(&deal->dice, 3));
        ps_buf_char(&lines, '\n');
        gen_under(&f->text, ps_heading_in(parts[i], deal->shop->process->lang), ps_buf_str(&lines));
        ps_buf_free(&lines);
    }
    f->changed = true;
}

ps_str gen_deal_lose(gen_deal *deal, ps_date day) {
    ps_buf *text = main_text(deal);
    ps_datestr on;
    gen_key(text, "status", PS_S("lost"));
    gen_key(text, "close", ps_date_str(&on, day));
    ps_str reason = term(deal, &deal->dice, PS_V_LOSSES);
    gen_key(text, "reason", reason);
    gen_key(text, "lost_to", ps_str_of(gen_rivals[gen_roll(&deal->dice, GEN_RIVALS)].en));
    put_summary(deal);
    deal->closed = true;
    return PS_S("lost");
}

static void win(gen_deal *deal, ps_date day) {
    ps_buf *text = main_text(deal);
    ps_datestr on;
    gen_key(text, "status", PS_S("won"));
    gen_key(text, "signed", ps_date_str(&on, day));
    put_summary(deal);
    deal->won = true;
}

static void put_step(gen_deal *deal, ps_str from, ps_str to, ps_str gate, ps_date day) {
    ps_buf row = {0};
    ps_datestr on;
    ps_date_str(&on, day);
    ps_buf_fmt(&row, "| %s | %.*s | %.*s | %.*s | %.*s%s | %.*s | ", on.b, PS_FMT(from), PS_FMT(to), PS_FMT(gate), PS_FMT(gate),
               gate.n ? "-1" : "", PS_FMT(deal->owner));
    put_mark(deal, &row, 's');
    put_line(deal, main_text(deal), PS_H_STAGE_HISTORY, &row);
}

/* Everything that the stage's way asks for. */
static void walk(gen_deal *deal, const ps_pstage *stage, ps_date day) {
    gen_file *f = stage_file(deal, deal->stage);
    f->changed |= gen_tick(&f->text, &deal->dice, day, true) > 0;
    if (stage->gate >= 0) {
        ps_str gate = deal->profile->gates[stage->gate].id;
        ps_str path = ps_arena_fmt(&deal->shop->arena, "%.*s/reviews/%.*s-1.md", PS_FMT(deal->folder), PS_FMT(gate));
        gen_review_text(&add_file(deal, path)->text, deal, stage->gate, day);
    }
    if (deal->stage == deal->profile->decision) {
        win(deal, day);
    }
}

ps_str gen_deal_advance(gen_deal *deal, ps_date day) {
    const ps_profile *pr = deal->profile;
    if (deal->stage + 1 >= pr->n_stages) {
        return PS_S("");
    }
    const ps_pstage *from = &pr->stages[deal->stage], *to = from + 1;
    walk(deal, from, day);
    put_step(deal, from->id, to->id, from->gate >= 0 ? pr->gates[from->gate].id : PS_S(""), day);
    gen_key(main_text(deal), "stage", to->id);
    deal->stage++;
    gen_file *f = stage_file(deal, deal->stage);
    gen_fill_groups(&f->text, &deal->dice, deal->tongue, day);
    f->changed = true;
    return to->id;
}
