/* The built-in notes hold the whole method: every id of tests/method/ids.txt, in its order, with its properties, and nothing else. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "arena.h"
#include "process.h"

static ps_buf ids_text;
static const ps_lang languages[] = {PS_EN, PS_ZH};

static ps_process *builtin(ps_lang lang) {
    ps_process *p = NULL;
    ps_error err = {.lang = PS_EN};
    assert_int_equal(ps_process_read(&p, ps_process_builtin(lang), PS_EN, &err), PS_OK);
    return p;
}

static void read_file(ps_buf *out, const char *path) {
    char chunk[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0) {
        ps_buf_put(out, (ps_str){chunk, n});
    }
    fclose(f);
    assert_true(ps_buf_ok(out));
}

static int read_ids(void **state) {
    (void)state;
    read_file(&ids_text, "tests/method/ids.txt");
    return 0;
}

static int free_ids(void **state) {
    (void)state;
    ps_buf_free(&ids_text);
    return 0;
}

/* Every section that a test has asked for; at the end none of the list may be left over. */
static char asked[200][64];
static size_t n_asked;

/* The ids that the method gives for a section, one a line. */
static void expected_ids(ps_buf *out, const char *section) {
    ps_str rest = ps_buf_str(&ids_text), line, id;
    while (ps_str_next(&rest, '\n', &line)) {
        id = line;
        ps_str name;
        if (ps_str_starts(line, PS_S("#")) || !ps_str_next(&id, '\t', &name) || !ps_str_eq(name, ps_str_of(section))) {
            continue;
        }
        ps_buf_put(out, ps_str_trim(id));
        ps_buf_char(out, '\n');
    }
    assert_true(n_asked < sizeof asked / sizeof *asked);
    snprintf(asked[n_asked++], sizeof asked[0], "%s", section);
}

static void assert_ids(ps_buf *got, const char *section) {
    ps_buf expected = {0};
    ps_buf_char(&expected, '\n');
    expected_ids(&expected, section);
    if (expected.n < 2) {
        fail_msg("tests/method/ids.txt has no section %s", section);
    }
    ps_buf all = {0};
    ps_buf_char(&all, '\n');
    ps_buf_put(&all, ps_buf_str(got));
    if (!ps_str_eq(ps_buf_str(&all), ps_buf_str(&expected))) {
        fail_msg("%s: the note has%sbut the method has%s", section, all.p, expected.p);
    }
    ps_buf_free(&all);
    ps_buf_free(&expected);
    ps_buf_free(got);
}

static void put(ps_buf *out, ps_str id) {
    ps_buf_put(out, id);
    ps_buf_char(out, '\n');
}

static void assert_number(const char *property, ps_str owner, int value) {
    ps_buf got = {0};
    char section[64];
    snprintf(section, sizeof section, "%s/%.*s", property, PS_FMT(owner));
    ps_buf_fmt(&got, "%d\n", value);
    assert_ids(&got, section);
}

static void check_stages_and_gates(const ps_process *p) {
    ps_buf got = {0};
    for (int i = 0; i < p->n_stages; i++) {
        put(&got, p->stages[i].id);
        assert_number("probability", p->stages[i].id, p->stages[i].probability);
        assert_number("share", p->stages[i].id, p->stages[i].share);
        assert_number("stalls", p->stages[i].id, p->stages[i].stalls);
    }
    assert_ids(&got, "stage");
    for (int i = 0; i < p->n_gates; i++) {
        char section[64];
        snprintf(section, sizeof section, "gate-after/%.*s", PS_FMT(p->gates[i].id));
        put(&got, p->stages[p->gates[i].after].id);
        assert_ids(&got, section);
        assert_true(p->gates[i].asks.n > 0);
    }
    for (int i = 0; i < p->n_gates; i++) {
        put(&got, p->gates[i].id);
    }
    assert_ids(&got, "gate");
    put(&got, p->stages[p->decision].id);
    assert_ids(&got, "decision-stage");
}

static void put_activities(ps_buf *out, const ps_process *p, int stage, bool of_a_kind) {
    for (size_t i = 0; i < p->n_activities; i++) {
        if (p->activities[i].stage == stage && (p->activities[i].kind.n > 0) == of_a_kind) {
            put(out, p->activities[i].id);
        }
    }
}

/* The method lists what a kind of sale adds apart; the notes put it where it is done. */
static void check_activities(const ps_process *p) {
    char section[64];
    ps_buf got = {0};
    for (int s = 0; s < p->n_stages; s++) {
        put_activities(&got, p, s, false);
        put_activities(&got, p, s, true);
        snprintf(section, sizeof section, "activity/%.*s", PS_FMT(p->stages[s].id));
        assert_ids(&got, section);
    }
    for (int g = 0; g < p->n_gates; g++) {
        for (size_t i = 0; i < p->n_criteria; i++) {
            if (p->criteria[i].gate == g) {
                put(&got, p->criteria[i].id);
            }
        }
        snprintf(section, sizeof section, "criterion/%.*s", PS_FMT(p->gates[g].id));
        assert_ids(&got, section);
    }
    for (size_t i = 0; i < p->n_readiness; i++) {
        put(&got, p->readiness[i].id);
    }
    assert_ids(&got, "readiness");
}

/* Ids of the activities with a property, in the order of the method's list. */
static void check_properties(const ps_process *p) {
    static const char *const scopes[] = {NULL, "scope/account", "scope/region"};
    static const char *const kinds[] = {"B", "C", "D"};
    ps_buf got = {0};
    for (int scope = 1; scope < 3; scope++) {
        for (size_t i = 0; i < p->n_activities; i++) {
            if (p->activities[i].scope == (ps_scope)scope) {
                put(&got, p->activities[i].id);
            }
        }
        assert_ids(&got, scopes[scope]);
    }
    for (size_t k = 0; k < 3; k++) {
        char section[64];
        for (size_t i = 0; i < p->n_activities; i++) {
            if (ps_str_eq(p->activities[i].kind, ps_str_of(kinds[k]))) {
                put(&got, p->activities[i].id);
            }
        }
        snprintf(section, sizeof section, "kind-activity/%s", kinds[k]);
        assert_ids(&got, section);
    }
    for (size_t i = 0; i < p->n_activities; i++) {
        if (p->activities[i].open_at >= 0) {
            assert_true(ps_str_eq(p->gates[p->activities[i].open_at].id, PS_S("commercial")));
            put(&got, p->activities[i].id);
        }
    }
    assert_ids(&got, "open-after/commercial");
}

static void check_vocabulary(const ps_process *p, ps_vocab_id v, const char *section) {
    ps_buf got = {0};
    for (size_t i = 0; i < p->vocab[v].n; i++) {
        put(&got, p->vocab[v].terms[i].id);
    }
    assert_ids(&got, section);
}

/* Terms told apart by a column: those whose cell is `value` make the section "name/value". */
static void check_part(const ps_process *p, ps_vocab_id v, const char *column, const char *name, const char *value) {
    char section[64];
    ps_buf got = {0};
    for (size_t i = 0; i < p->vocab[v].n; i++) {
        const ps_term *t = &p->vocab[v].terms[i];
        if (ps_str_eq(ps_term_cell(p, v, t, ps_str_of(column)), ps_str_of(value))) {
            put(&got, t->id);
        }
    }
    snprintf(section, sizeof section, "%s/%s", name, value);
    assert_ids(&got, section);
}

static void check_vocabularies(const ps_process *p) {
    static const struct {
        ps_vocab_id v;
        const char *section;
    } plain[] = {{PS_V_KINDS, "kind"},        {PS_V_CHANNELS, "channel"},       {PS_V_LAYERS, "layer"},
                 {PS_V_ROLES, "role"},        {PS_V_STANCES, "stance"},         {PS_V_NEEDS, "need"},
                 {PS_V_FACTORS, "factor"},    {PS_V_LEVELS, "level"},           {PS_V_AIMS, "aim"},
                 {PS_V_WAYS, "way"},          {PS_V_HABITS, "habit"},           {PS_V_FORECAST, "forecast"},
                 {PS_V_STATUSES, "status"},   {PS_V_DEPARTMENTS, "department"}, {PS_V_FLOW_NAMES, "flow"},
                 {PS_V_DECISIONS, "decision"}};
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        check_vocabulary(p, plain[i].v, plain[i].section);
    }
    static const char *const flows[] = {"enterprise", "telecom", "negotiated"};
    for (size_t i = 0; i < 3; i++) {
        check_part(p, PS_V_FLOWS, "flow", "step", flows[i]);
    }
    static const char *const groups[] = {"inside", "family", "business", "personal"};
    for (size_t i = 0; i < 4; i++) {
        check_part(p, PS_V_RELATIONS, "group", "relationship", groups[i]);
    }
    check_part(p, PS_V_CHAINS, "template", "chain", "telecom");
    assert_number("forecast-from", PS_S("commit"), p->commit_from);
    assert_number("forecast-from", PS_S("best"), p->best_from);
    ps_buf got = {0};
    for (size_t i = 0; i < p->n_profiles; i++) {
        put(&got, p->profiles[i].id);
    }
    assert_ids(&got, "profile");
}

static void no_section_is_left_over(void) {
    ps_str rest = ps_buf_str(&ids_text), line, name;
    while (ps_str_next(&rest, '\n', &line)) {
        bool known = !ps_str_trim(line).n || ps_str_starts(line, PS_S("#"));
        ps_str id = line;
        ps_str_next(&id, '\t', &name);
        for (size_t i = 0; i < n_asked && !known; i++) {
            known = ps_str_eq(name, ps_str_of(asked[i]));
        }
        if (!known) {
            fail_msg("no test asks for the section %.*s", PS_FMT(name));
        }
    }
}

static void the_notes_hold_the_whole_method(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        ps_process *p = builtin(languages[i]);
        n_asked = 0;
        check_stages_and_gates(p);
        check_activities(p);
        check_properties(p);
        check_vocabularies(p);
        no_section_is_left_over();
        ps_process_free(p);
    }
}

static void the_notes_have_no_fault(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        ps_process *p = builtin(languages[i]);
        for (size_t k = 0; k < p->n_faults; k++) {
            print_error("%u: %.*s\n", p->faults[k].line, PS_FMT(p->faults[k].message));
        }
        assert_int_equal(p->n_faults, 0);
        assert_int_equal(p->lang, languages[i]);
        for (size_t k = 0; k < p->n_profiles; k++) {
            assert_true(ps_profile_complete(&p->profiles[k], p));
        }
        ps_process_free(p);
    }
}

static void profiles_merge_as_the_method_says(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        ps_process *p = builtin(languages[i]);
        const ps_profile *full = ps_process_profile(p, PS_S("full")), *standard = ps_process_profile(p, PS_S("standard"));
        const ps_profile *small = ps_process_profile(p, PS_S("small"));
        assert_int_equal(full->n_stages, 6);
        assert_int_equal(full->n_gates, 4);
        assert_int_equal(standard->n_stages, 5);
        assert_int_equal(standard->n_gates, 3);
        assert_true(ps_str_eq(standard->gates[0].id, PS_S("approval")));
        assert_true(ps_str_eq(standard->stages[0].id, PS_S("information")));
        assert_int_equal(standard->stages[0].share, 20);
        assert_int_equal(small->n_stages, 4);
        assert_true(ps_str_eq(small->stages[1].id, PS_S("planning")));
        assert_true(full->limit == PS_MONEY_NONE && standard->limit > small->limit && small->limit > 0);
        assert_ptr_equal(ps_process_propose(p, PS_MONEY_ONE), small);
        assert_ptr_equal(ps_process_propose(p, INT64_MAX), full);
        ps_process_free(p);
    }
}

/* ---- the method's words ---- */

typedef struct {
    const char *section;
    ps_vocab_id v;
} vocabulary;
static const vocabulary vocabularies[] = {
    {"channel", PS_V_CHANNELS},
    {"kind", PS_V_KINDS},
    {"way", PS_V_WAYS},
    {"habit", PS_V_HABITS},
    {"decision", PS_V_DECISIONS},
    {"status", PS_V_STATUSES},
    {"flow", PS_V_FLOW_NAMES},
    {"department", PS_V_DEPARTMENTS},
    {"layer", PS_V_LAYERS},
    {"role", PS_V_ROLES},
    {"stance", PS_V_STANCES},
    {"need", PS_V_NEEDS},
    {"group", PS_V_RELATION_GROUPS},
    {"relationship", PS_V_RELATIONS},
    {"point", PS_V_POINTS},
    {"chain", PS_V_CHAINS},
    {"factor", PS_V_FACTORS},
    {"level", PS_V_LEVELS},
    {"aim", PS_V_AIMS},
    {"forecast", PS_V_FORECAST},
};

static ps_str label_of_step(const ps_process *p, ps_str flow, ps_str id) {
    const ps_vocab *v = &p->vocab[PS_V_FLOWS];
    for (size_t i = 0; i < v->n; i++) {
        if (ps_str_eq(v->terms[i].id, id) && ps_str_eq(ps_term_cell(p, PS_V_FLOWS, &v->terms[i], PS_S("flow")), flow)) {
            return v->terms[i].label;
        }
    }
    return PS_S("");
}

static ps_str label_of_item(const ps_process *p, ps_str section, ps_str id) {
    bool ready = ps_str_eq(section, PS_S("readiness"));
    const ps_activity *list = ready ? p->readiness : p->activities;
    for (size_t i = 0; i < (ready ? p->n_readiness : p->n_activities); i++) {
        if (ps_str_eq(list[i].id, id)) {
            return list[i].text;
        }
    }
    for (size_t i = 0; i < p->n_criteria; i++) {
        if (ps_str_eq(p->criteria[i].id, id)) {
            return p->criteria[i].text;
        }
    }
    return PS_S("");
}

/* What the process calls an id of a section; "" where it has none. */
static ps_str label_of(const ps_process *p, ps_str section, ps_str id) {
    int stage = ps_process_stage(p, id), gate = ps_process_gate(p, id);
    const ps_profile *profile = ps_process_profile(p, id);
    for (size_t i = 0; i < sizeof vocabularies / sizeof *vocabularies; i++) {
        if (ps_str_eq(section, ps_str_of(vocabularies[i].section))) {
            const ps_term *t = ps_process_term(p, vocabularies[i].v, id);
            return t ? t->label : PS_S("");
        }
    }
    if (ps_str_eq(section, PS_S("stage"))) {
        return stage >= 0 ? p->stages[stage].label : PS_S("");
    }
    if (ps_str_eq(section, PS_S("gate"))) {
        return gate >= 0 ? p->gates[gate].label : PS_S("");
    }
    if (ps_str_eq(section, PS_S("profile"))) {
        return profile ? profile->label : PS_S("");
    }
    return ps_str_starts(section, PS_S("step/")) ? label_of_step(p, ps_str_sub(section, 5, section.n), id) : label_of_item(p, section, id);
}

/* The letters and digits of a text in lower case: `寻找专人,校友等` and `寻找专人，校友等` are the same words. */
static void bare_words(ps_buf *out, ps_str s) {
    uint32_t rune;
    for (size_t n; (n = ps_str_rune(s, &rune)) > 0; s = ps_str_sub(s, n, s.n)) {
        bool ascii = rune < 0x80, mark = (rune >= 0x3000 && rune <= 0x303F) || (rune >= 0xFF00 && rune <= 0xFF20) || rune == 0x2019;
        bool upper = rune >= 'A' && rune <= 'Z', letter = upper || (rune >= 'a' && rune <= 'z') || (rune >= '0' && rune <= '9');
        if (ascii ? letter : !mark) {
            ps_buf_put(out, ascii ? (ps_str){&(char){(char)(upper ? rune | 0x20 : rune)}, 1} : ps_str_sub(s, 0, n));
        }
    }
}

static bool holds_words(ps_str label, ps_str words) {
    ps_buf all = {0}, part = {0};
    bare_words(&all, label);
    bare_words(&part, words);
    assert_true(ps_buf_ok(&all) && ps_buf_ok(&part));
    bool found = part.n > 0 && ps_str_find(ps_buf_str(&all), ps_buf_str(&part), 0) != SIZE_MAX;
    ps_buf_free(&all);
    ps_buf_free(&part);
    return found;
}

static void terms_are_called_as_the_method_calls_them(void **state) {
    ps_buf text = {0};
    ps_process *en = builtin(PS_EN), *zh = builtin(PS_ZH);
    size_t wrong = 0, lines = 0;
    (void)state;
    read_file(&text, "tests/method/terms.txt");
    ps_str rest = ps_buf_str(&text), line;
    while (ps_str_next(&rest, '\n', &line)) {
        ps_str section, id, english, chinese;
        if (!line.n || ps_str_starts(line, PS_S("#"))) {
            continue;
        }
        assert_true(ps_str_next(&line, '\t', &section) && ps_str_next(&line, '\t', &id) && ps_str_next(&line, '\t', &english) &&
                    ps_str_next(&line, '\t', &chinese));
        lines++;
        ps_str in_en = label_of(en, section, id), in_zh = label_of(zh, section, id);
        bool good_en = ps_str_eq(english, PS_S("-")) ? in_en.n > 0 : holds_words(in_en, english);
        bool good_zh = ps_str_eq(chinese, PS_S("-")) ? in_zh.n > 0 : holds_words(in_zh, chinese);
        if (!good_en || !good_zh) {
            print_error("%.*s %.*s: '%.*s' / '%.*s', the method: '%.*s' / '%.*s'\n", PS_FMT(section), PS_FMT(id), PS_FMT(in_en),
                        PS_FMT(in_zh), PS_FMT(english), PS_FMT(chinese));
            wrong++;
        }
    }
    assert_int_equal(wrong, 0);
    assert_true(lines > 250);
    ps_buf_free(&text);
    ps_process_free(en);
    ps_process_free(zh);
}

static bool has_chinese(ps_str s) {
    uint32_t rune = 0;
    for (size_t n; (n = ps_str_rune(s, &rune)) > 0; s = ps_str_sub(s, n, s.n)) {
        if (rune >= 0x4E00 && rune <= 0x9FFF) {
            return true;
        }
    }
    return false;
}

static void labels_are_in_the_language_of_the_note(void **state) {
    (void)state;
    ps_process *en = builtin(PS_EN), *zh = builtin(PS_ZH);
    for (int i = 0; i < en->n_stages; i++) {
        assert_false(has_chinese(en->stages[i].label));
        assert_true(has_chinese(zh->stages[i].label));
    }
    for (size_t i = 0; i < en->n_activities; i++) {
        assert_false(has_chinese(en->activities[i].text));
        assert_true(has_chinese(zh->activities[i].text));
        assert_true(ps_str_eq(en->activities[i].id, zh->activities[i].id));
        assert_int_equal(en->activities[i].group.n > 0, zh->activities[i].group.n > 0);
    }
    for (int v = 0; v < PS_V_COUNT; v++) {
        assert_int_equal(en->vocab[v].n, zh->vocab[v].n);
        for (size_t i = 0; i < en->vocab[v].n; i++) {
            assert_true(ps_str_eq(en->vocab[v].terms[i].id, zh->vocab[v].terms[i].id));
            assert_false(has_chinese(en->vocab[v].terms[i].label));
        }
    }
    assert_true(ps_str_eq(ps_process_label(zh, PS_V_LAYERS, PS_S("decision")), PS_S("决策层")));
    assert_true(ps_str_eq(zh->stages[1].label, PS_S("概念交流")));
    ps_process_free(en);
    ps_process_free(zh);
}

static void settings_that_later_parts_read_are_there(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        ps_process *p = builtin(languages[i]);
        assert_int_equal(ps_process_threshold(p, PS_S("storyteller"), PS_S("min-deals"), -1) > 0, 1);
        assert_int_equal(ps_process_threshold(p, PS_S("early-spender"), PS_S("over-curve"), -1) >= 100, 1);
        assert_int_equal(ps_process_threshold(p, PS_S("late-pusher"), PS_S("late-share"), -1) > 0, 1);
        assert_int_equal(p->age_account, 365);
        const ps_term *champion = ps_process_term(p, PS_V_STANCES, PS_S("champion"));
        assert_true(ps_str_eq(ps_term_cell(p, PS_V_STANCES, champion, PS_S("sign")), PS_S("++")));
        const ps_term *benefit = ps_process_term(p, PS_V_NEEDS, PS_S("benefit")), *family = ps_process_term(p, PS_V_NEEDS, PS_S("family"));
        assert_true(ps_term_cell(p, PS_V_NEEDS, benefit, PS_S("compliance")).n > 0);
        assert_int_equal(ps_term_cell(p, PS_V_NEEDS, family, PS_S("compliance")).n, 0);
        const ps_term *limit = &p->vocab[PS_V_LIMITS].terms[0];
        assert_true(ps_term_cell(p, PS_V_LIMITS, limit, PS_S("amount")).n > 0);
        assert_true(ps_term_cell(p, PS_V_CURRENCIES, &p->vocab[PS_V_CURRENCIES].terms[0], PS_S("rate")).n > 0);
        const ps_term *gift = ps_process_term(p, PS_V_COSTS, PS_S("gift"));
        assert_true(ps_term_cell(p, PS_V_COSTS, gift, PS_S("to required")).n > 0);
        ps_process_free(p);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_notes_have_no_fault),
        cmocka_unit_test(the_notes_hold_the_whole_method),
        cmocka_unit_test(profiles_merge_as_the_method_says),
        cmocka_unit_test(terms_are_called_as_the_method_calls_them),
        cmocka_unit_test(labels_are_in_the_language_of_the_note),
        cmocka_unit_test(settings_that_later_parts_read_are_there),
    };
    return cmocka_run_group_tests(tests, read_ids, free_ids);
}
