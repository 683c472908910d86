/* What is typed, as terms. */
#include "note_fixture.h"
#include "search_query.h"

/* Terms as "-text*" joined by "|", quoted ones in brackets. */
static void terms_are(ps_str typed, const char *want) {
    ps_arena arena = {0};
    ps_error err = {0};
    ps_search_terms terms = {0};
    ps_buf got = {0};
    assert_int_equal(ps_search_terms_read(&arena, typed, &terms, &err), PS_OK);
    for (size_t i = 0; i < terms.n; i++) {
        const ps_search_term *t = &terms.v[i];
        ps_buf_fmt(&got, t->quoted ? "%s%s[%.*s]%s" : "%s%s%.*s%s", i ? "|" : "", t->negated ? "-" : "", PS_FMT(t->text),
                   t->prefix ? "*" : "");
    }
    nf_is(ps_buf_str(&got), want);
    ps_buf_free(&got);
    ps_arena_free(&arena);
}

static void terms_are_read_as_typed(void **state) {
    terms_are(PS_S("budget 预算"), "budget|预算");
    terms_are(PS_S("  a\tb\n c　d "), "a|b|c|d");
    terms_are(PS_S("\"two words\" -\"not these\" pre* -no*"), "[two words]|-[not these]|pre*|-no*");
    terms_are(PS_S("“电信 预算”"), "[电信 预算]");
    terms_are(PS_S("\"pre fix\"*"), "[pre fix]*");
    terms_are(PS_S("a-b stage=concept value>=10"), "a-b|stage=concept|value>=10");
}

static void every_text_is_a_query(void **state) {
    terms_are(PS_S(""), "");
    terms_are(PS_S("\""), "");
    terms_are(PS_S("\"\"\"\""), "");
    terms_are(PS_S("\"open"), "[open]");
    terms_are(PS_S("a\"b c\"d"), "a|[b c]|d");
    terms_are(PS_S("- -- *"), "-|--|*");
    terms_are(PS_S("a\0b"), "a|b");
    terms_are(PS_S("NEAR( AND OR NOT a:b ^c"), "NEAR(|AND|OR|NOT|a:b|^c");
    char longer[8192];
    memset(longer, 'x', sizeof longer);
    ps_arena arena = {0};
    ps_error err = {0};
    ps_search_terms terms = {0};
    assert_int_equal(ps_search_terms_read(&arena, (ps_str){longer, sizeof longer}, &terms, &err), PS_OK);
    assert_int_equal(terms.n, 1);
    assert_int_equal(terms.v[0].text.n, PS_SEARCH_MAX_BYTES);
    ps_arena_free(&arena);
}

static void expressions_quote_everything(void **state) {
    ps_arena arena = {0};
    ps_error err = {0};
    ps_search_terms terms = {0};
    ps_buf yes = {0}, no = {0};
    assert_int_equal(ps_search_terms_read(&arena, PS_S("NEAR( a* -b \"c d\"* -e"), &terms, &err), PS_OK);
    ps_search_expression(&yes, &terms, false, "");
    ps_search_expression(&no, &terms, true, "");
    nf_is(ps_buf_str(&yes), "\"NEAR(\" AND \"a\" * AND \"c d\" *");
    nf_is(ps_buf_str(&no), "\"b\" OR \"e\"");
    ps_buf_free(&yes);
    ps_buf_free(&no);
    ps_arena_free(&arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(terms_are_read_as_typed),
        cmocka_unit_test(every_text_is_a_query),
        cmocka_unit_test(expressions_quote_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
