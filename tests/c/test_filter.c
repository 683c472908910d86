/* The filter language: what each word means, where its faults are, and that nothing breaks it. */
#include "filter.h"
#include "fold.h"
#include "gen_note.h"

typedef struct {
    ps_arena arena;
    ps_filter_terms terms;
    ps_error err;
    ps_date today; /* 2026-11-25 */
} rig;

static int rig_up(void **state) {
    static rig r;
    r = (rig){0};
    assert_true(ps_date_parse(PS_S("2026-11-25"), &r.today));
    *state = &r;
    return 0;
}

static int rig_down(void **state) {
    ps_arena_free(&((rig *)*state)->arena);
    return 0;
}

static int parse(rig *r, const char *text) {
    ps_error_clear(&r->err);
    return ps_filter_parse(&r->terms, &r->arena, ps_str_of(text), r->today, &r->err);
}

static const ps_filter_term *only(rig *r, const char *text) {
    if (parse(r, text)) {
        print_error("%s: %s\n", text, r->err.message);
        fail();
    }
    assert_int_equal(r->terms.n, 1);
    return &r->terms.v[0];
}

static bool text_is(rig *r, const char *filter, const char *text) {
    ps_str s = ps_str_of(text);
    return ps_filter_takes_texts(only(r, filter), &s, 1);
}

static bool amount_is(rig *r, const char *filter, const char *amount) {
    ps_money v = PS_MONEY_NONE;
    bool set = ps_money_parse(&v, ps_str_of(amount), NULL) == PS_OK;
    return ps_filter_takes_number(only(r, filter), v, set);
}

static bool day_is(rig *r, const char *filter, const char *day) {
    ps_date d = PS_DATE_NONE;
    ps_date_parse(ps_str_of(day), &d);
    return ps_filter_takes_day(only(r, filter), d);
}

static bool front_is(rig *r, const char *filter, const char *text) {
    ps_str s = ps_str_of(text);
    return ps_filter_takes_front(only(r, filter), &s, 1, r->today);
}

/* The fault's place within the text, and its message holds `said`. */
static void fails_at(rig *r, const char *text, const char *part, const char *said) {
    assert_int_equal(parse(r, text), PS_EINVAL);
    size_t n = strlen(text), at = r->err.col - 1, end = r->err.end_col;
    assert_true(at < end && at <= n);
    nf_is(ps_str_sub(ps_str_of(text), at, end < n ? end : n), part);
    if (!strstr(r->err.message, said)) {
        print_error("%s\nlacks: %s\n", r->err.message, said);
        fail();
    }
}

static void words_and_fields_know_their_place(void **state) {
    rig *r = *state;
    assert_int_equal(parse(r, "  stage=concept,planning  -电信 @hot stalled value>=1m"), PS_OK);
    assert_int_equal(r->terms.n, 5);
    const ps_filter_term *t = r->terms.v;
    assert_int_equal(t[0].field, PS_FIELD_STAGE);
    assert_int_equal(t[0].op, PS_OP_EQ);
    assert_int_equal(t[0].values.n, 2);
    nf_is(t[0].values.v[1].text, "planning");
    assert_int_equal(t[0].where.at, 2);
    assert_int_equal(t[0].where.end, 24);
    assert_int_equal(t[0].values.v[1].where.at, 16);
    assert_int_equal(t[1].field, PS_FIELD_WORD);
    assert_true(t[1].negated);
    nf_is(t[1].values.v[0].text, "电信");
    assert_int_equal(t[2].field, PS_FIELD_VIEW);
    nf_is(t[2].name, "hot");
    assert_int_equal(t[3].field, PS_FIELD_STALLED);
    assert_int_equal(t[4].op, PS_OP_GE);
    assert_int_equal(t[4].values.v[0].amount, 1000000 * (int64_t)PS_MONEY_ONE);
    assert_int_equal(only(r, "mine")->field, PS_FIELD_OWNER);
    nf_is(only(r, "mine")->values.v[0].text, "me");
    assert_int_equal(only(r, "products=lte")->field, PS_FIELD_FRONT);
    assert_int_equal(only(r, "阶段=concept")->field, PS_FIELD_STAGE);
    assert_int_equal(only(r, "STAGE=concept")->field, PS_FIELD_STAGE);
    assert_int_equal(only(r, "=concept")->field, PS_FIELD_WORD);
    assert_int_equal(only(r, "-")->field, PS_FIELD_WORD);
    assert_int_equal(only(r, "\"stalled\"")->field, PS_FIELD_WORD);
    assert_int_equal(parse(r, " \t　 "), PS_OK);
    assert_int_equal(r->terms.n, 0);
}

static void quotes_and_backslashes_keep_blanks(void **state) {
    rig *r = *state;
    nf_is(only(r, "title=\"two words\"")->values.v[0].text, "two words");
    nf_is(only(r, "title=“两 个”")->values.v[0].text, "两 个");
    nf_is(only(r, "title=two\\ words")->values.v[0].text, "two words");
    nf_is(only(r, "title=\"a \\\"b\\\" c\"")->values.v[0].text, "a \"b\" c");
    nf_is(only(r, "\"two words\"")->values.v[0].text, "two words");
    assert_int_equal(only(r, "title=\"a,b\",c")->values.n, 2);
    fails_at(r, "me title=\"two words", "\"two words", "quote");
    fails_at(r, "title=\"two\"words x", "words", "after the quote");
}

static void text_compares_without_case_and_width(void **state) {
    rig *r = *state;
    assert_true(text_is(r, "owner=Li.Wei", "li.wei"));
    assert_true(text_is(r, "title=ÄRGER", "Ärger"));
    assert_true(text_is(r, "title=ΣΟΦΙΑ", "σοφια"));
    assert_true(text_is(r, "title=МОСКВА", "москва"));
    assert_true(text_is(r, "ａｃｍｅ", "The ACME deal"));
    assert_true(text_is(r, "ｶﾞｽ", "ガス会社"));
    assert_false(text_is(r, "acme", "acne"));
    assert_false(text_is(r, "title=core", "core network"));
    assert_true(text_is(r, "core", "core network"));
    assert_true(text_is(r, "stage=a,b", "b"));
    assert_false(text_is(r, "stage!=a,b", "b"));
    assert_true(text_is(r, "-stage=a,b", "c"));
    assert_true(text_is(r, "-stage!=a", "a"));
    assert_true(text_is(r, "stage＝a、b", "b"));
    assert_true(text_is(r, "lost_to=", ""));
    assert_false(text_is(r, "lost_to!=", ""));
    assert_true(text_is(r, "lost_to!=", "huawei"));
    ps_str team[] = {PS_S("li.wei"), PS_S("chen.yu")};
    assert_true(ps_filter_takes_texts(only(r, "team=chen.yu"), team, 2));
    assert_false(ps_filter_takes_texts(only(r, "team!=chen.yu"), team, 2));
    assert_false(ps_filter_takes_texts(only(r, "team="), team, 2));
    assert_true(ps_filter_takes_texts(only(r, "team="), team, 0));
}

static void money_takes_suffixes_and_thousands(void **state) {
    static const struct {
        const char *text, *amount;
    } cases[] = {{"200k", "200000"},   {"1.5m", "1500000"},      {"1M", "1000000"},     {"20万", "200000"},
                 {"3亿", "300000000"}, {"1,200,000", "1200000"}, {"-5k", "-5000"},      {"1_000", "1000"},
                 {"１００", "100"},    {"2bn", "2000000000"},    {"2千万", "20000000"}, {"0.5k", "500"}};
    rig *r = *state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_money v, want;
        assert_true(ps_filter_money(ps_str_of(cases[i].text), &v));
        assert_int_equal(ps_money_parse(&want, ps_str_of(cases[i].amount), NULL), PS_OK);
        assert_int_equal(v, want);
    }
    ps_money v;
    static const char *const none[] = {"", "k", "万", "1 k", "12,50", "999999999999亿", "1kk", "--1", "much"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(ps_filter_money(ps_str_of(none[i]), &v));
    }
    assert_true(amount_is(r, "value>1m", "1000001"));
    assert_false(amount_is(r, "value>1m", "1000000"));
    assert_true(amount_is(r, "value>=1,000,000", "1000000"));
    assert_true(amount_is(r, "value=100,200", "100200"));
    assert_true(amount_is(r, "value=1k,2k", "2000"));
    assert_true(amount_is(r, "value<20万", "199999.99"));
    assert_false(amount_is(r, "value<20万", ""));
    assert_true(amount_is(r, "value=", ""));
    assert_true(amount_is(r, "value!=5", ""));
    assert_true(ps_filter_takes_number(only(r, "probability>=60%"), 60, true));
    fails_at(r, "me value>much", "much", "'value>much'");
    fails_at(r, "value=1k,x", "x", "no amount");
    fails_at(r, "days>1.5", "1.5", "whole number");
    fails_at(r, "stalled=perhaps", "perhaps", "neither yes nor no");
}

static void days_are_points_and_periods(void **state) {
    rig *r = *state;
    assert_true(day_is(r, "close<2026-12-31", "2026-12-30"));
    assert_false(day_is(r, "close<2026-12-31", "2026-12-31"));
    assert_true(day_is(r, "close=2026-12", "2026-12-01"));
    assert_true(day_is(r, "close=2026-12", "2026-12-31"));
    assert_false(day_is(r, "close=2026-12", "2027-01-01"));
    assert_false(day_is(r, "close<2026-12", "2026-12-01"));
    assert_true(day_is(r, "close<=2026-12", "2026-12-31"));
    assert_true(day_is(r, "close>2026-12", "2027-01-01"));
    assert_false(day_is(r, "close>2026-12", "2026-12-31"));
    assert_true(day_is(r, "close=2026-q4", "2026-10-01"));
    assert_false(day_is(r, "close=2026-Q4", "2026-09-30"));
    assert_true(day_is(r, "close=2026", "2026-01-01"));
    assert_true(day_is(r, "close=2027-02", "2027-02-28"));
    assert_true(day_is(r, "close=today", "2026-11-25"));
    assert_true(day_is(r, "close<+30d", "2026-12-24"));
    assert_false(day_is(r, "close<+30d", "2026-12-25"));
    assert_true(day_is(r, "entered<-2w", "2026-11-10"));
    assert_false(day_is(r, "entered<-2w", "2026-11-11"));
    assert_true(day_is(r, "close=+3m", "2027-02-25"));
    assert_true(day_is(r, "close=-12个月", "2025-11-25"));
    assert_true(day_is(r, "close=2026-12,2027-Q1", "2027-03-31"));
    assert_false(day_is(r, "close<+30d", ""));
    assert_true(day_is(r, "close=", ""));
    assert_true(day_is(r, "close!=", "2026-01-01"));
    ps_date end, first, last;
    assert_true(ps_date_parse(PS_S("2026-08-31"), &end));
    assert_true(ps_filter_day(PS_S("+6m"), end, &first, &last));
    assert_true(ps_date_parse(PS_S("2027-02-28"), &end));
    assert_int_equal(first, end);
    static const char *const none[] = {"", "soon", "2026-13", "2026-Q5", "2026-Q0", "2026-02-30", "+3x", "+999999999d", "+99999y", "26-12"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        assert_false(ps_filter_day(ps_str_of(none[i]), r->today, &first, &last));
    }
    fails_at(r, "close<soon", "soon", "2026-Q4");
}

static void any_key_of_front_matter_compares_as_it_reads(void **state) {
    rig *r = *state;
    assert_true(front_is(r, "products=lte", "LTE"));
    assert_true(front_is(r, "seats>100", "1,200"));
    assert_false(front_is(r, "seats>100", "20"));
    assert_false(front_is(r, "seats>100", "many"));
    assert_true(front_is(r, "seats=1k", "1000"));
    assert_true(front_is(r, "renewal<2027", "2026-12-31"));
    assert_false(front_is(r, "renewal<2027", ""));
    assert_true(front_is(r, "renewal=", ""));
    assert_true(front_is(r, "产品=lte,5g", "5G"));
    fails_at(r, "renewal<soon", "soon", "neither an amount nor a date");
}

static void what_has_no_order_says_so(void **state) {
    rig *r = *state;
    assert_int_equal(parse(r, "stage>=concept"), PS_OK);
    fails_at(r, "a owner<me", "<", "no order");
    fails_at(r, "value>", ">", "lacks a value");
    fails_at(r, "stage>a,b", "b", "one value");
    fails_at(r, "stage=a, b", ",", "lacks a value");
    fails_at(r, "a/b=c", "a/b", "no field");
    fails_at(r, "x @", "@", "after @");
}

static void the_last_word_is_what_is_being_typed(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t at;
    } cases[] = {{"", 0}, {"sta", 0}, {"me ", 3}, {"me stage=con", 3}, {"me title=\"two wo", 3}, {"title=\"two\" x", 12}, {"电信 阶", 7}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_int_equal(ps_filter_last_word(ps_str_of(cases[i].text)).at, cases[i].at);
    }
    size_t sign, head;
    ps_str name;
    ps_filter_head(PS_S("-stage!=con"), &sign, &head, &name);
    assert_int_equal(sign, 1);
    assert_int_equal(head, 8);
    nf_is(name, "stage");
    ps_filter_head(PS_S("sta"), &sign, &head, &name);
    assert_int_equal(head, 0);
}

static void near_words_come_first(void **state) {
    rig *r = *state;
    static const ps_str words[] = {{"information", 11}, {"concept", 7}, {"planning", 8}, {"概念交流", 12}};
    ps_strs out = {0};
    assert_int_equal(ps_filter_near(&r->arena, PS_S("concpet"), words, 4, 3, &out, &r->err), PS_OK);
    assert_int_equal(out.n, 1);
    nf_is(out.v[0], "concept");
    out = (ps_strs){0};
    assert_int_equal(ps_filter_near(&r->arena, PS_S("概念"), words, 4, 3, &out, &r->err), PS_OK);
    nf_is(out.v[0], "概念交流");
    out = (ps_strs){0};
    assert_int_equal(ps_filter_near(&r->arena, PS_S("xyzzy"), words, 4, 3, &out, &r->err), PS_OK);
    assert_int_equal(out.n, 3);
    assert_int_equal(ps_fold_distance(PS_S("kitten"), PS_S("SITTING")), 3);
    assert_int_equal(ps_fold_distance(PS_S(""), PS_S("abc")), 3);
    assert_int_equal(ps_fold_distance(PS_S("ab"), PS_S("ba")), 1);
}

/* Whatever is typed reads, or is told with a place in it. */
static void nothing_breaks_it(void **state) {
    static const char *const pieces[] = {"stage",    "=",     "!=",      "<",   ">=",      "\"",   "“",    "”",
                                         ",",        "，",    "@",       "-",   " ",       "　",   "\\",   "电信",
                                         "value",    "1m",    "2026-12", "+3m", "stalled", "mine", "\xFF", "\xE7",
                                         "products", "close", "x/y",     "!",   "≥",       "\x01", "-2w",  "999999999999999999",
                                         "，，",     "ｶﾞ",    "＝"};
    rig *r = *state;
    gn_random random = {20261125};
    for (int round = 0; round < 20000; round++) {
        ps_buf text = {0};
        for (size_t n = gn_next(&random, 12); n > 0; n--) {
            ps_buf_put(&text, ps_str_of(gn_pick(&random, pieces)));
        }
        ps_arena arena = {0};
        ps_filter_terms terms;
        ps_error err = {0};
        ps_str s = ps_buf_str(&text);
        char *exact = malloc(s.n ? s.n : 1); /* of its own size, for what looks beyond an end */
        memcpy(exact, s.p ? s.p : "", s.n);
        s.p = exact;
        int rc = ps_filter_parse(&terms, &arena, s, r->today, &err);
        if (rc) {
            assert_int_equal(rc, PS_EINVAL);
            assert_true(err.col >= 1 && err.col <= s.n + 1 && err.end_col >= err.col && err.message[0]);
        }
        for (size_t i = 0; !rc && i < terms.n; i++) {
            const ps_filter_term *t = &terms.v[i];
            assert_true(t->where.at < t->where.end && t->where.end <= s.n);
            ps_filter_takes_texts(t, &s, 1);
            ps_filter_takes_front(t, &s, 1, r->today);
            assert_true(ps_filter_takes_number(t, 5, true) !=
                        ps_filter_takes_number(&(ps_filter_term){.field = t->field,
                                                                 .op = t->op,
                                                                 .negated = !t->negated,
                                                                 .values = {t->values.v, t->values.n, t->values.cap}},
                                               5, true));
        }
        assert_true(ps_filter_last_word(s).at <= s.n);
        ps_arena_free(&arena);
        free(exact);
        ps_buf_free(&text);
    }
}

int main(void) {
#define T(name) cmocka_unit_test_setup_teardown(name, rig_up, rig_down)
    const struct CMUnitTest tests[] = {
        T(words_and_fields_know_their_place),
        T(quotes_and_backslashes_keep_blanks),
        T(text_compares_without_case_and_width),
        T(money_takes_suffixes_and_thousands),
        T(days_are_points_and_periods),
        T(any_key_of_front_matter_compares_as_it_reads),
        T(what_has_no_order_says_so),
        T(the_last_word_is_what_is_being_typed),
        T(near_words_come_first),
        T(nothing_breaks_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
