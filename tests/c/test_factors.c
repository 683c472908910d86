#include "deal_fixture.h"

#include "factors.h"

/* The weighted matrix of decision factors; every total below is worked out by hand beside it. */
#define FRONT "---\ntitle: Acme\nstage: concept\nowner: li.wei\n---\n"
#define FACTORS "## Decision factors\n| factor | weight | us | huateng | [[northnet|Northnet]] | evidence |\n|---|---|---|---|---|---|\n"
#define LOG "## 2026-11-12 14:25 visit\n[who:: liu.min]\n\nService comes first for them.\n"

static void begin(fx *f, ps_lang lang) {
    static char process[1 << 17];
    ps_str note = ps_process_builtin(lang);
    assert_true(note.n < sizeof process);
    snprintf(process, sizeof process, "%.*s", PS_FMT(note));
    fx_begin(f, process, "2026-11-23");
}

static ps_factors read(fx *f, const char *body) {
    ps_factors o = {0};
    fx_file(f, "deal.md", ps_arena_fmt(&f->arena, FRONT "%s", body).p);
    fx_file(f, "log.md", LOG);
    assert_int_equal(ps_factors_read(&o, &f->arena, fx_read(f), &f->world, &f->err), 0);
    return o;
}

#define assert_money(got, text) \
    do { \
        ps_moneystr d_; \
        fx_assert_str(ps_money_str(&d_, (got)), text); \
    } while (0)

/* "0:no-weight 1:no-talk" */
static const char *lacks(fx *f, const ps_factors *o) {
    ps_str s = PS_S("");
    for (size_t i = 0; i < o->n_lacks; i++) {
        s = ps_arena_fmt(&f->arena, "%.*s%s%zu:%.*s", PS_FMT(s), i ? " " : "", o->lacks[i].factor,
                         PS_FMT(ps_factor_lack_id(o->lacks[i].kind)));
    }
    return ps_arena_dup(&f->arena, s).p;
}

static void totals_are_weighted_averages_and_rank_everybody(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_factors o = read(&f, FACTORS "| stability | 30 | 8 | 7 | 9 | [[log#2026-11-12]] |\n"
                                    "| service | 25 | 9 | 5 | 6 | [[log#2026-11-12]] |\n"
                                    "| price | 20 | 5 | 9 | 7 | [[log#2026-11-12]] |\n");
    assert_int_equal(o.n, 3);
    assert_int_equal(o.n_rivals, 2);
    fx_assert_str(o.factors[0].label, "Product stability");
    fx_assert_str(o.rivals[0].label, "huateng");
    fx_assert_str(o.rivals[1].id, "northnet");
    fx_assert_str(o.rivals[1].label, "Northnet");
    assert_money(o.weights, "75");
    assert_money(o.us.total, "7.5333");        /* (30×8 + 25×9 + 20×5) / 75 = 565 / 75 */
    assert_money(o.rivals[0].total, "6.8667"); /* (210 + 125 + 180) / 75 = 515 / 75 */
    assert_money(o.rivals[1].total, "7.4667"); /* (270 + 150 + 140) / 75 = 560 / 75 */
    assert_int_equal(o.us.rank, 1);
    assert_int_equal(o.rivals[1].rank, 2);
    assert_int_equal(o.rivals[0].rank, 3);
    assert_money(o.top, "9");
    /* price: 20 × (9 − 5) = 80; stability: 30 × (9 − 8) = 30; service: we lead */
    assert_int_equal(o.n_gaps, 2);
    assert_int_equal(o.gaps[0], 2);
    assert_int_equal(o.gaps[1], 0);
    assert_money(o.factors[2].gap, "1.0667"); /* 80 / 75 */
    assert_money(o.factors[0].gap, "0.4");    /* 30 / 75 */
    assert_money(o.factors[1].gap, "-1");     /* 25 × (6 − 9) / 75 */
    assert_int_equal(o.factors[2].best, 0);
    assert_string_equal(lacks(&f, &o), "");
    fx_end(&f);
}

static void decimals_are_exact_and_equal_totals_share_a_rank(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_factors o = read(&f, "## Decision factors\n| factor | weight | us | a | b |\n|---|---|---|---|---|\n"
                            "| price | 0.1 | 0.3 | 0.2 | 0.1 |\n| service | 0.2 | 0.1 | 0.15 | 0.2 |\n");
    assert_money(o.us.total, "0.1667");        /* (0.03 + 0.02) / 0.3 = 0.1̅6 */
    assert_money(o.rivals[0].total, "0.1667"); /* (0.02 + 0.03) / 0.3: the same, which doubles don't see */
    assert_money(o.rivals[1].total, "0.1667"); /* (0.01 + 0.04) / 0.3 */
    assert_int_equal(o.us.rank, 1);
    assert_int_equal(o.rivals[0].rank, 1);
    assert_int_equal(o.rivals[1].rank, 1);
    fx_end(&f);
}

static void huge_numbers_neither_overflow_nor_lead_astray(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_factors o = read(&f, "## Decision factors\n| factor | weight | us | a |\n|---|---|---|---|\n"
                            "| price | 900000000000000 | 900000000000000 | 1 |\n| service | 900000000000000 | 1 | 900000000000000 |\n");
    assert_money(o.us.total, "450000000000000.5");
    assert_int_equal(o.us.rank, 1);
    assert_int_equal(o.rivals[0].rank, 1);
    fx_end(&f);
}

static void what_lacks_is_named_and_left_out_of_the_sums(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_factors o = read(&f, FACTORS "| stability | | 8 | 7 | 9 | [[log#2026-11-12]] |\n"           /* no weight */
                                    "| service | 25 | | 5 | 6 | |\n"                               /* we: no score; no evidence */
                                    "| price | 20 | 5 | | 7 | [[files/offer.pdf]] |\n"             /* huateng: no score; no talk */
                                    "| stabilty | 5 | 5 | 5 | 5 | [[log#2026-11-12]] |\n"          /* a slip of the pen */
                                    "| Training on site | -5 | 5 | 5 | 5 | [[log#2026-11-13]] |\n" /* no weight below zero; no such day */
                                    "| | 5 | 5 | 5 | 5 | |\n");
    assert_int_equal(o.n, 5);
    assert_string_equal(lacks(&f, &o), "0:no-weight 1:no-score 1:no-evidence 2:no-rival-score 2:no-talk 3:unknown 4:no-weight 4:no-talk");
    assert_money(o.us.total, "5");          /* price and stabilty: (100 + 25) / 25 */
    assert_money(o.rivals[0].total, "5");   /* service and stabilty: (125 + 25) / 30 */
    assert_money(o.rivals[1].total, "6.3"); /* (150 + 140 + 25) / 50 */
    assert_int_equal(o.us.scored, 2);
    assert_int_equal(o.rivals[1].scored, 3);
    assert_int_equal(o.us.rank, 2);
    fx_assert_str(o.factors[4].label, "Training on site");
    fx_end(&f);
}

static void no_table_is_nothing_to_weigh(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_factors o = read(&f, "");
    assert_null(o.doc);
    assert_true(o.us.total == PS_MONEY_NONE && o.top == PS_MONEY_NONE);
    assert_int_equal(o.us.rank, 0);
    o = read(&f, "## Decision factors\n| factor | weight | us | evidence |\n|---|---|---|---|\n");
    assert_non_null(o.doc);
    assert_int_equal(o.n + o.n_rivals + o.n_gaps, 0);
    fx_end(&f);
}

static void the_needs_of_the_customers_customers_are_asked_for(void **state) {
    fx f;
    begin(&f, PS_EN);
    fx_file(&f, "1-concept.md", "# Concept\n- [ ] The needs of the customer's own customers are known ^need-downstream\n");
    ps_factors o = read(&f, "");
    assert_true(o.asks);
    assert_false(o.downstream);
    fx_file(&f, "1-concept.md", "# Concept\n- [x] The needs of the customer's own customers are known ^need-downstream\n");
    assert_true(read(&f, "").downstream);
    fx_end(&f);
}

static void weights_of_another_deal_are_recognised(void **state) {
    fx f;
    begin(&f, PS_EN);
    ps_factors mine = read(&f, FACTORS "| stability | 30 | 8 | 7 | 9 | |\n| price | 20 | 5 | 9 | 7 | |\n| service | | 1 | 1 | 1 | |\n");
    static const struct {
        const char *rows;
        bool copied;
    } cases[] = {{"| price | 20 | 1 |\n| stability | 30.0 | 2 |\n", true}, /* in any order, whatever the scores */
                 {"| price | 20 | 1 |\n| stability | 31 | 2 |\n", false},
                 {"| price | 20 | 1 |\n| stability | 30 | 2 |\n| service | 5 | 2 |\n", false},
                 {"| price | 20 | 1 |\n| delivery-time | 30 | 2 |\n", false},
                 {"", false}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_note *note = NULL;
        ps_factors other;
        ps_str text = ps_arena_fmt(&f.arena, "## 决策因素\n| 因素 | 权重 | 我方 |\n|---|---|---|\n%s", cases[i].rows);
        assert_int_equal(ps_note_parse(&note, text, PS_EN, &f.err), 0);
        assert_int_equal(ps_factors_of_note(&other, &f.arena, note, f.process, &f.err), 0);
        assert_int_equal(ps_factors_copied(&mine, &other), cases[i].copied);
        ps_note_free(note);
    }
    ps_factors one = read(&f, FACTORS "| stability | 30 | 8 | 7 | 9 | |\n");
    assert_false(ps_factors_copied(&one, &one)); /* one weight says nothing */
    fx_end(&f);
}

static void chinese_tables_read_the_same(void **state) {
    fx f;
    begin(&f, PS_ZH);
    ps_factors o = read(&f, "## 决策因素\n| 因素 | 权重 | 我方 | 华腾 | 依据 |\n|---|---|---|---|---|\n"
                            "| service | 40 | 9 | 6 | [[log#2026-11-12]] |\n| 现场培训 | 10 | 4 | 8 | 口头 |\n");
    fx_assert_str(o.factors[0].label, "及时有效的售后服务");
    fx_assert_str(o.rivals[0].label, "华腾");
    assert_money(o.us.total, "8");          /* (360 + 40) / 50 */
    assert_money(o.rivals[0].total, "6.4"); /* (240 + 80) / 50 */
    assert_string_equal(lacks(&f, &o), "1:no-talk");
    fx_end(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(totals_are_weighted_averages_and_rank_everybody),
        cmocka_unit_test(decimals_are_exact_and_equal_totals_share_a_rank),
        cmocka_unit_test(huge_numbers_neither_overflow_nor_lead_astray),
        cmocka_unit_test(what_lacks_is_named_and_left_out_of_the_sums),
        cmocka_unit_test(no_table_is_nothing_to_weigh),
        cmocka_unit_test(the_needs_of_the_customers_customers_are_asked_for),
        cmocka_unit_test(weights_of_another_deal_are_recognised),
        cmocka_unit_test(chinese_tables_read_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
