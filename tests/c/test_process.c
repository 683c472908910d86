/* Reading a process note: what stands in it, and every fault with its line, in both languages. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "alloc.h"
#include "gen_process.h"

/* The complete small process of the design. */
#define SMALL \
    "---\npursuit: process\nname: Three steps\nlanguage: en\ncurrency: EUR\ntimezone: +01:00\n---\n" \
    "## Stages\n| id | stage | probability | share | stalls |\n|----|-------|-------------|-------|--------|\n" \
    "| lead | Lead | 10 | 20 | 30 |\n| offer | Offer | 50 | 60 | 30 |\n| order | Order | 100 | 20 | 90 |\n\n" \
    "## Gates\n| id | gate | after |\n|----|------|-------|\n| bid | Bid decision | lead |\n\n" \
    "## Decision\nThe customer decides in: offer\n\n" \
    "## Profiles\n| id | profile | stages | gates | limit |\n|----|---------|--------|-------|-------|\n| full | Full | | | |\n" \
    "| quick | Quick | lead+offer | | 20000 |\n\n" \
    "## Activities\n### lead\n- [ ] The need is written down ^need\n### offer\n- [ ] The price is calculated ^price\n" \
    "- [ ] Service terms are agreed [kind:: B] ^service-terms\n### order\n- [ ] The order is confirmed ^confirmed\n\n" \
    "## Criteria\n### bid\n- [ ] The need is real ^crit-real\n"

static ps_process *read_in(ps_str text, ps_lang lang) {
    ps_process *p = NULL;
    ps_error err = {.lang = lang};
    assert_int_equal(ps_process_read(&p, text, lang, &err), PS_OK);
    assert_non_null(p);
    return p;
}

static ps_process *read_note(const char *text) {
    return read_in(ps_str_of(text), PS_EN);
}

/* Every fault as "line: message\n". */
static void faults_of(ps_buf *out, ps_str text, ps_lang lang) {
    ps_process *p = read_in(text, lang);
    for (size_t i = 0; i < p->n_faults; i++) {
        ps_buf_fmt(out, "%u: ", p->faults[i].line);
        ps_buf_put(out, p->faults[i].message);
        ps_buf_char(out, '\n');
    }
    assert_true(ps_buf_ok(out));
    ps_process_free(p);
}

static void assert_faults(ps_str text, const char *expected) {
    ps_buf got = {0};
    ps_buf_char(&got, '\n');
    faults_of(&got, text, PS_EN);
    assert_string_equal(got.p + 1, expected);
    ps_buf_free(&got);
}

static void assert_str(ps_str got, const char *expected) {
    if (!ps_str_eq(got, ps_str_of(expected))) {
        fail_msg("'%.*s' is not '%s'", PS_FMT(got), expected);
    }
}

/* SMALL with its first `from` replaced. */
static ps_str changed(ps_buf *out, const char *from, const char *to) {
    ps_str small = PS_S(SMALL);
    size_t at = ps_str_find(small, ps_str_of(from), 0);
    assert_true(at != SIZE_MAX);
    ps_buf_put(out, ps_str_sub(small, 0, at));
    ps_buf_put(out, ps_str_of(to));
    ps_buf_put(out, ps_str_sub(small, at + strlen(from), small.n));
    return ps_buf_str(out);
}

static void the_small_process_of_the_design_reads(void **state) {
    (void)state;
    ps_process *p = read_note(SMALL);
    assert_int_equal(p->n_faults, 0);
    assert_str(p->name, "Three steps");
    assert_str(p->currency, "EUR");
    assert_int_equal(p->lang, PS_EN);
    assert_int_equal(p->tz, 60);
    assert_int_equal(p->n_stages, 3);
    assert_str(p->stages[1].id, "offer");
    assert_str(p->stages[1].label, "Offer");
    assert_int_equal(p->stages[1].probability, 50);
    assert_int_equal(p->stages[1].share, 60);
    assert_int_equal(p->stages[2].stalls, 90);
    assert_int_equal(p->stages[2].line, 13);
    assert_int_equal(p->n_gates, 1);
    assert_int_equal(p->gates[0].after, 0);
    assert_str(p->gates[0].label, "Bid decision");
    assert_int_equal(p->decision, 1);
    assert_int_equal(p->n_profiles, 2);
    assert_true(p->profiles[1].limit == 20000 * PS_MONEY_ONE);
    assert_int_equal(p->profiles[1].n_stages, 2);
    assert_int_equal(p->profiles[1].stages[0].gate, 0);
    assert_int_equal(p->n_activities, 4);
    assert_str(p->activities[2].id, "service-terms");
    assert_str(p->activities[2].text, "Service terms are agreed");
    assert_str(p->activities[2].kind, "B");
    assert_int_equal(p->activities[2].stage, 1);
    assert_int_equal(p->activities[2].open_at, -1);
    assert_int_equal(p->n_criteria, 1);
    assert_str(p->criteria[0].id, "crit-real");
    ps_process_free(p);
}

static void what_the_note_leaves_out_has_defaults(void **state) {
    (void)state;
    ps_process *p = read_note("## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n| only | | 100 | 100 | 1 |\n");
    assert_int_equal(p->n_faults, 0);
    assert_str(p->currency, "EUR");
    assert_int_equal(p->tz, 0);
    assert_int_equal(p->lang, PS_EN);
    assert_int_equal(p->commit_from, 80);
    assert_int_equal(p->best_from, 50);
    assert_int_equal(p->age_account, 365);
    assert_int_equal(p->age_region, 365);
    assert_int_equal(p->decision, -1);
    assert_str(p->stages[0].label, "only");
    assert_int_equal(p->n_profiles, 1);
    assert_str(p->profiles[0].id, "full");
    assert_str(p->profiles[0].label, "Full");
    assert_int_equal(p->profiles[0].n_stages, 1);
    assert_int_equal(p->profiles[0].decision, -1);
    assert_str(ps_process_label(p, PS_V_KINDS, PS_S("Z")), "Z");
    assert_null(ps_process_term(p, PS_V_KINDS, PS_S("Z")));
    assert_int_equal(ps_process_threshold(p, PS_S("storyteller"), PS_S("min-deals"), 5), 5);
    assert_null(ps_process_activity(p, PS_S("need")));
    assert_null(ps_process_profile(p, PS_S("quick")));
    ps_process_free(p);
}

static void a_method_in_any_language_reads_with_english_or_chinese_headings(void **state) {
    (void)state;
    ps_process *p = read_note("---\r\nlanguage: zh_CN\r\ntimezone: Z\r\n---\r\n# Ο δρόμος\r\n\r\nΚείμενο.\r\n\r\n## STAGES\r\n"
                              "| Share | id | stage | Probability | stalls |\r\n|-|-|-|-|-|\r\n| 40 % | αρχή | Αρχή | 5% | 7 |\r\n|||||\r\n"
                              "| 60 | τέλος | Τέλος | 100 | 7 |\r\n\r\n## 评审点\r\n| id | 评审点 | 之后 | 问题 |\r\n|-|-|-|-|\r\n"
                              "| έλεγχος | Έλεγχος | αρχή | γιατί; |\r\n\r\n## 活动\r\n### αρχή\r\n#### Πρώτα\r\n- [ ] Ένα ^ena\r\n");
    assert_int_equal(p->n_faults, 0);
    assert_int_equal(p->lang, PS_ZH);
    assert_int_equal(p->n_stages, 2);
    assert_int_equal(p->stages[0].share, 40);
    assert_str(p->gates[0].asks, "γιατί;");
    assert_str(p->activities[0].group, "Πρώτα");
    assert_str(p->profiles[0].label, "完整");
    ps_process_free(p);
}

static bool has_chinese(ps_str s) {
    for (size_t i = 0; i < s.n; i++) {
        if ((unsigned char)s.p[i] >= 0xE4 && (unsigned char)s.p[i] <= 0xE9) {
            return true;
        }
    }
    return false;
}

static void faults_are_named_by_line(void **state) {
    (void)state;
    static const struct {
        const char *from, *to, *expected;
    } cases[] = {
        {"pursuit: process", "pursuit: deal", "2: 'pursuit: deal' is no process: write 'pursuit: process'\n"},
        {"language: en", "language: fr", "4: the language 'fr' is unknown: write en or zh\n"},
        {"currency: EUR", "currency: euro", "5: 'euro' is not a currency: write its three capital letters, such as EUR or CNY\n"},
        {"currency: EUR", "currency: [EUR, CNY]",
         "5: '[EUR, CNY]' is not a currency: write its three capital letters, such as EUR or CNY\n"},
        {"timezone: +01:00", "timezone: +25:00", "6: '+25:00' is not a time zone: write its distance from UTC, such as +08:00\n"},
        {"| lead | Lead | 10 |", "| lead | Lead | ten |", "11: 'ten' is not a probability: write a whole number from 0 to 100\n"},
        {"| lead | Lead | 10 |", "| lead | Lead | 101 |", "11: '101' is not a probability: write a whole number from 0 to 100\n"},
        {"| lead | Lead | 10 |", "| lead | Lead | -1 |", "11: '-1' is not a probability: write a whole number from 0 to 100\n"},
        {"| lead | Lead | 10 |", "| lead | Lead | |", "11: '' is not a probability: write a whole number from 0 to 100\n"},
        {"10 | 20 | 30", "10 | 21 | 30", "8: the shares of the stages add up to 101, not to 100\n"},
        {"10 | 20 | 30", "10 | x | 30", "11: 'x' is not a share of the budget: write a whole number from 0 to 100\n"},
        {"10 | 20 | 30", "10 | 20 | 0", "11: '0' is no number of days until a deal stalls: write a whole number from 1 to 36500\n"},
        {"10 | 20 | 30", "10 | 20 | -3", "11: '-3' is no number of days until a deal stalls: write a whole number from 1 to 36500\n"},
        {"| lead | Lead", "| | Lead",
         "11: the row has no id\n18: the gate 'bid' stands after 'lead', which is no stage of this process\n"
         "27: the profile 'quick' names the stage 'lead', which this process does not have\n"
         "30: activities stand under 'lead', which is no stage of this process\n"},
        {"| order | Order | 100", "| lead | Order | 100",
         "13: the id 'lead' is already used on line 11\n35: activities stand under 'order', which is no stage of this process\n"},
        {"| bid | Bid decision | lead |", "| bid | Bid | led |",
         "18: the gate 'bid' stands after 'led', which is no stage of this process\n"},
        {"| bid | Bid decision | lead |", "| bid | Bid decision | lead |\n| bad | Bad | lead |",
         "19: the gates 'bid' and 'bad' both stand after the stage 'lead': make them one\n"},
        {"| bid | Bid decision | lead |", "| bid | Bid decision | lead |\n| bid | Bad | offer |",
         "19: the id 'bid' is already used on line 18\n"},
        {"| bid | Bid decision | lead |", "| b d | Bid | lead |",
         "18: 'b d' can't be an id: use letters, digits, '-', '_' and '.', not beginning with '.', at most 120 bytes\n"
         "39: criteria stand under 'bid', which is no gate of this process\n"},
        {"in: offer", "in: offre", "21: the customer decides in 'offre', which is no stage of this process: write its id after a colon\n"},
        {"The customer decides in: offer", "",
         "20: the customer decides in '', which is no stage of this process: write its id after a colon\n"},
        {"| quick |", "| full |", "27: the id 'full' is already used on line 26\n"},
        {"lead+offer", "lead+ofer", "27: the profile 'quick' names the stage 'ofer', which this process does not have\n"},
        {"lead+offer", "lead+order",
         "27: the profile 'quick' merges 'order' with one that does not stand right before it: only neighbours can be merged, in their "
         "order\n"},
        {"lead+offer", "offer+lead",
         "27: the profile 'quick' merges 'lead' with one that does not stand right before it: only neighbours can be merged, in their "
         "order\n"},
        {"lead+offer", "lead+lead", "27: the profile 'quick' names 'lead' twice\n"},
        {"lead+offer", "lead+offer, offer+order", "27: the profile 'quick' names 'offer' twice\n"},
        {"lead+offer", "lead, offer",
         "27: the profile 'quick' would drop the stage 'order' with its activities: name every stage, or only those that are merged\n"},
        {"lead+offer", "lead+", "27: the profile 'quick' has a '+' with nothing to merge in 'lead+'\n"},
        {"lead+offer", "+lead", "27: the profile 'quick' has a '+' with nothing to merge in '+lead'\n"},
        {"lead+offer | |", "lead+offer | bit |", "27: the profile 'quick' names the gate 'bit', which this process does not have\n"},
        {"20000 |", "much |", "27: 'much' is not a limit: write an amount above zero, such as 20000\n"},
        {"20000 |", "-1 |", "27: '-1' is not a limit: write an amount above zero, such as 20000\n"},
        {"### offer", "### offr", "32: activities stand under 'offr', which is no stage of this process\n"},
        {"### bid", "### bit", "39: criteria stand under 'bit', which is no gate of this process\n"},
        {" ^need", "", "31: the item 'The need is written down' has no id: add one at its end, such as ^first-need\n"},
        {" ^crit-real", "", "40: the item 'The need is real' has no id: add one at its end, such as ^first-need\n"},
        {"^price", "^need", "33: the id 'need' is already used on line 31\n"},
        {"^crit-real", "^need", "40: the id 'need' is already used on line 31\n"},
        {"### lead\n", "- [ ] Early ^early\n### lead\n",
         "30: the item 'early' belongs to nothing: put it under the heading of its stage or gate\n"},
        {"- [ ] The price", "- The price", "33: the item 'price' has no box and would be dropped: begin it with '- [ ]'\n"},
        {"[kind:: B]", "[scope:: world]", "34: the scope 'world' of 'service-terms' is unknown: write deal, account or region\n"},
        {"[kind:: B]", "[after:: bit]", "34: 'service-terms' may stay open until after 'bit', which is no gate of this process\n"},
        {"[kind:: B]", "[kind:: B]\n## Kinds\n| id | kind |\n|-|-|\n| C | x |\n", NULL},
        {"## Gates\n", "## Stages\n## Gates\n",
         "15: a second section 'Stages' would be ignored: move its content to the first, on line 8\n"},
        {"| id | stage | probability | share | stalls |", "| id | stage | chance | share | stalls |",
         "9: the table of 'Stages' has no column 'probability'\n"},
        {"| id | gate | after |", "| id | gate | where |", "16: the table of 'Gates' has no column 'after'\n"},
        {"| id | profile | stages |", "| id | profile | merged |", "24: the table of 'Profiles' has no column 'stages'\n"},
        {"| bid | Bid decision | lead |\n", "", "16: the table of 'Gates' has no rows: add one, or remove the section\n"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ps_buf text = {0}, zh = {0};
        ps_str note = changed(&text, cases[i].from, cases[i].to);
        if (cases[i].expected) {
            assert_faults(note, cases[i].expected);
        }
        faults_of(&zh, note, PS_ZH);
        assert_true(zh.n > 0); /* in Chinese too, and then really Chinese */
        assert_true(has_chinese(ps_buf_str(&zh)));
        ps_buf_free(&text);
        ps_buf_free(&zh);
    }
}

static void all_faults_come_at_once_in_the_order_of_lines(void **state) {
    (void)state;
    assert_faults(PS_S("---\ncurrency: e\nlanguage: xx\n---\n"                                   /* 1 to 4 */
                       "## Criteria\n### nowhere\n- [ ] x\n"                                     /* 5 to 7 */
                       "## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n" /* 8 to 10 */
                       "| a | A | 500 | 50 | 1 |\n| a | B | 1 | 40 | 0 |\n"                      /* 11, 12 */
                       "## Gates\n| id | gate | after |\n|-|-|-|\n| g | G | z |\n"               /* 13 to 16 */
                       "## Profiles\n| id | profile | stages |\n|-|-|-|\n| p | P | a+q |\n"      /* 17 to 20 */
                       "## Decision\nIn: q\n"),                                                  /* 21, 22 */
                  "2: 'e' is not a currency: write its three capital letters, such as EUR or CNY\n"
                  "3: the language 'xx' is unknown: write en or zh\n"
                  "6: criteria stand under 'nowhere', which is no gate of this process\n"
                  "7: the item 'x' has no id: add one at its end, such as ^first-need\n"
                  "8: the shares of the stages add up to 90, not to 100\n"
                  "11: '500' is not a probability: write a whole number from 0 to 100\n"
                  "12: '0' is no number of days until a deal stalls: write a whole number from 1 to 36500\n"
                  "12: the id 'a' is already used on line 11\n"
                  "16: the gate 'g' stands after 'z', which is no stage of this process\n"
                  "20: the profile 'p' names the stage 'q', which this process does not have\n"
                  "22: the customer decides in 'q', which is no stage of this process: write its id after a colon\n");
}

static void a_note_without_stages_is_refused(void **state) {
    (void)state;
    assert_faults(PS_S(""), "1: the section '## Stages' is missing: a process needs at least one stage\n");
    assert_faults(PS_S("---\nlanguage: zh\n---\n# x\n"), "1: the section '## 阶段' is missing: a process needs at least one stage\n");
    assert_faults(PS_S("x\n## Stages\nprose\n"), "2: the section 'Stages' has no table\n");
    assert_faults(PS_S("## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n"),
                  "2: the table of 'Stages' has no rows: add one, or remove the section\n");
    assert_faults(PS_S("## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n| | | | | |\n"),
                  "2: the table of 'Stages' has no rows: add one, or remove the section\n");
}

static void broken_front_matter_is_named_by_its_own_line(void **state) {
    (void)state;
    ps_buf text = {0};
    ps_process *p = read_in(changed(&text, "name: Three steps", "name: Three: steps"), PS_EN);
    assert_int_equal(p->n_faults, 1);
    assert_int_equal(p->faults[0].line, 3);
    assert_true(p->faults[0].message.n > 0);
    assert_int_equal(p->n_stages, 3); /* what stands below is read all the same */
    ps_process_free(p);
    ps_buf_free(&text);
}

static void gates_merged_by_their_stages_cannot_be_kept_apart(void **state) {
    (void)state;
    assert_faults(
        PS_S("## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n| a | A | 1 | 50 | 1 |\n| b | B | 1 | 50 | 1 |\n"
             "## Gates\n| id | gate | after |\n|-|-|-|\n| g | G | a |\n| h | H | b |\n"
             "## Profiles\n| id | profile | stages | gates |\n|-|-|-|-|\n| p | P | a+b | g, h |\n| q | Q | a+b | g |\n| r | R | | g |\n"
             "| s | S | a+b | g+h |\n"),
        "14: the profile 'p' keeps the gates 'g' and 'h' apart, but its stages merge them: write 'g+h'\n"
        "15: the profile 'q' keeps the gates 'g' and 'h' apart, but its stages merge them: write 'g+h'\n"
        "15: the profile 'q' would drop the gate 'h' with its criteria: name every gate, or only those that are merged\n"
        "16: the profile 'r' would drop the gate 'h' with its criteria: name every gate, or only those that are merged\n");
}

/* Vocabularies in both languages, with the columns found by either name. */
#define VOCAB_EN \
    "## Kinds\n| id | kind | adds |\n|-|-|-|\n| A | once | |\n| B | with service | terms |\n" \
    "## Stances\n| id | stance | sign |\n|-|-|-|\n| champion | Champion | ++ |\n" \
    "## Flow names\n| id | flow |\n|-|-|\n| f | F |\n| g | G |\n## Departments\n| id | department |\n|-|-|\n| fin | Finance |\n" \
    "| ops | Operations |\n" \
    "## Flows\n| flow | step | label | departments |\n|-|-|-|-|\n| f | plan | Plan | fin, ops |\n| g | plan | Plan again | |\n" \
    "## Chain templates\n| template | id | unit | layer | role | reports |\n|-|-|-|-|-|-|\n| t | boss | Boss | decision | | |\n" \
    "## Habits\n| id | habit | signs |\n|-|-|-|\n| late | Late | x |\n" \
    "## Habit thresholds\n| habit | key | value | meaning |\n|-|-|-|-|\n| late | min | 7 | m |\n" \
    "## Forecast\n| id | category | from |\n|-|-|-|\n| commit | C | 85 % |\n| best | B | 40 |\n| omitted | O | |\n" \
    "## Age limits\n| scope | days |\n|-|-|\n| account | 100 |\n| region | 200 |\n" \
    "## Currencies\n| currency | rate |\n|-|-|\n| EUR | 1 |\n| CNY | 0.1274 |\n" \
    "## Limits\n| what | per | amount |\n|-|-|-|\n| gift | person-year | 50 |\n"

static void vocabularies_read_with_their_cells_and_settings(void **state) {
    (void)state;
    ps_process *p = read_note(SMALL VOCAB_EN);
    assert_int_equal(p->n_faults, 0);
    assert_str(ps_process_label(p, PS_V_KINDS, PS_S("B")), "with service");
    const ps_term *champion = ps_process_term(p, PS_V_STANCES, PS_S("champion"));
    assert_str(ps_term_cell(p, PS_V_STANCES, champion, PS_S("sign")), "++");
    assert_str(ps_term_cell(p, PS_V_STANCES, champion, PS_S("标记")), "++");
    assert_str(ps_term_cell(p, PS_V_STANCES, champion, PS_S("weight")), "");
    const ps_term *plan = ps_process_term(p, PS_V_FLOWS, PS_S("plan"));
    assert_str(plan->label, "Plan");
    assert_str(ps_term_cell(p, PS_V_FLOWS, plan, PS_S("departments")), "fin, ops");
    assert_str(ps_process_label(p, PS_V_CHAINS, PS_S("boss")), "Boss");
    assert_int_equal(p->vocab[PS_V_FLOWS].n, 2);
    assert_int_equal(ps_process_threshold(p, PS_S("late"), PS_S("min"), 1), 7);
    assert_int_equal(ps_process_threshold(p, PS_S("late"), PS_S("max"), 1), 1);
    assert_int_equal(p->commit_from, 85);
    assert_int_equal(p->best_from, 40);
    assert_int_equal(p->age_account, 100);
    assert_int_equal(p->age_region, 200);
    assert_true(ps_activity_for(ps_process_activity(p, PS_S("service-terms")), PS_S("B")));
    assert_false(ps_activity_for(ps_process_activity(p, PS_S("service-terms")), PS_S("A")));
    assert_true(ps_activity_for(ps_process_activity(p, PS_S("price")), PS_S("A")));
    ps_process_free(p);
}

static void faults_of_vocabularies(void **state) {
    (void)state;
    assert_faults(PS_S(SMALL "## Kinds\n| id | kind |\n|-|-|\n| A | once |\n| A | twice |\n| | none |\n"             /* 41 to 46 */
                             "## Forecast\n| id | c | from |\n|-|-|-|\n| commit | C | 101 |\n"                       /* 47 to 50 */
                             "## Age limits\n| scope | days |\n|-|-|\n| account | 0 |\n"                             /* 51 to 54 */
                             "## Currencies\n| currency | rate |\n|-|-|\n| CNY | 0 |\n"                              /* 55 to 58 */
                             "## Limits\n| what | per | amount |\n|-|-|-|\n| gift | year | lots |\n"                 /* 59 to 62 */
                             "## Departments\n| id | d |\n|-|-|\n| fin | F |\n"                                      /* 63 to 66 */
                             "## Flows\n| flow | step | label | departments |\n|-|-|-|-|\n| f | s | S | fin, it |\n" /* 67 to 70 */
                             "| f | s | S | |\n"                                                                     /* 71 */
                             "## Roles\n| id | role |\n|-|-|\n"                                                      /* 72 to 74 */
                             "## Chain templates\n| template | unit |\n|-|-|\n| t | U |\n"                           /* 75 to 78 */
                             "## Aliases\n| alias | means |\n|-|-|\n| Etappe | phase |\n"),                          /* 79 to 82 */
                  "34: the kind 'B' of 'service-terms' is not in the table of kinds\n"
                  "45: the id 'A' is already used on line 44\n"
                  "46: the row has no id\n"
                  "50: '101' is not a probability: write a whole number from 0 to 100\n"
                  "54: '0' is no number of days: write a whole number from 1 to 36500\n"
                  "58: '0' is not a rate: write an amount above zero\n"
                  "62: 'lots' is not a limit: write an amount above zero, such as 20000\n"
                  "70: 'it' is not in the table 'Departments'\n"
                  "71: the id 's' is already used on line 70\n"
                  "73: the table of 'Roles' has no rows: add one, or remove the section\n"
                  "76: the table of 'Chain templates' has no column 'id'\n"
                  "82: the alias 'Etappe' means 'phase', which is no heading or column that pursuit knows\n");
}

static void aliases_name_headings_and_columns(void **state) {
    (void)state;
    ps_process *p =
        read_note("## Aliases\n| alias | means |\n|-|-|\n| Etappen | Stages |\n| Etappe | stage |\n| Anteil | share |\n| Ziele | Goals |\n"
                  "## Etappen\n| id | Etappe | probability | Anteil | stalls |\n|-|-|-|-|-|\n| a | Anfang | 5 | 100 | 9 |\n");
    assert_int_equal(p->n_faults, 0);
    assert_str(p->stages[0].label, "Anfang");
    assert_int_equal(p->aliases.n, 4);
    assert_true(ps_heading_is(PS_H_GOALS, PS_S("ziele"), &p->aliases));
    ps_process_free(p);
}

static void sections_are_told_from_headings_of_the_same_name(void **state) {
    (void)state;
    ps_process *p = read_note(
        "# Roles\n## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n| gates | G | 1 | 50 | 1 |\n"
        "| stages | S | 1 | 50 | 1 |\n## Activities\n### gates\n- [ ] x ^x\n### stages\n#### Criteria\n- [ ] y [scope:: account] ^y\n");
    assert_int_equal(p->n_faults, 0);
    assert_int_equal(p->n_gates, 0);
    assert_int_equal(p->vocab[PS_V_ROLES].n, 0); /* a title is no section */
    assert_int_equal(p->n_activities, 2);
    assert_int_equal(p->activities[1].stage, 1);
    assert_str(p->activities[1].group, "Criteria");
    assert_int_equal(p->activities[1].scope, PS_SCOPE_ACCOUNT);
    ps_process_free(p);
}

static void the_decision_is_read_out_of_prose(void **state) {
    (void)state;
    static const char *const lines[] = {"The customer decides in: offer",    "客户决策阶段\xEF\xBC\x9Aoffer",      "offer",
                                        "Note: it matters.\n\nIn: `offer`.", "The customer decides in: **offer**", "In: [[offer]]"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        ps_buf text = {0};
        ps_process *p = read_in(changed(&text, "The customer decides in: offer", lines[i]), PS_EN);
        assert_int_equal(p->n_faults, 0);
        assert_int_equal(p->decision, 1);
        ps_process_free(p);
        ps_buf_free(&text);
    }
}

static void an_activity_may_stay_open_at_a_gate(void **state) {
    (void)state;
    ps_buf text = {0};
    ps_process *p = read_in(changed(&text, "[kind:: B]", "[after:: bid]"), PS_EN);
    assert_int_equal(p->n_faults, 0);
    assert_int_equal(ps_process_activity(p, PS_S("service-terms"))->open_at, 0);
    assert_int_equal(ps_process_activity(p, PS_S("price"))->open_at, -1);
    ps_process_free(p);
    ps_buf_free(&text);
}

static void put_stages(ps_buf *text, int n) {
    ps_buf_fmt(text, "## Stages\n| id | stage | probability | share | stalls |\n|-|-|-|-|-|\n");
    for (int i = 0; i < n; i++) {
        ps_buf_fmt(text, "| s%d | S | 1 | %d | 1 |\n", i, i == 0 ? 100 : 0);
    }
}

static void at_most_as_many_stages_gates_and_profiles_as_there_is_room_for(void **state) {
    (void)state;
    ps_buf text = {0};
    put_stages(&text, PS_MAX_STAGES);
    assert_faults(ps_buf_str(&text), "");
    ps_buf_free(&text);
    put_stages(&text, PS_MAX_STAGES + 2);
    ps_buf_fmt(&text,
               "## Gates\n| id | gate | after |\n|-|-|-|\n| g | G | s33 |\n## Activities\n### s33\n- [ ] x ^x\n## Decision\nIn: s33\n"
               "## Profiles\n| id | profile | stages |\n|-|-|-|\n| p | P | s32+s33 |\n");
    assert_faults(ps_buf_str(&text), "36: too many rows in 'Stages': at most 32 are possible\n");
    ps_buf_free(&text);
    put_stages(&text, 1);
    ps_buf_fmt(&text, "## Profiles\n| id | profile | stages |\n|-|-|-|\n");
    for (int i = 0; i < 30000; i++) {
        ps_buf_fmt(&text, "| p%d | P | |\n", i);
    }
    assert_faults(ps_buf_str(&text), "72: too many rows in 'Profiles': at most 64 are possible\n");
    ps_buf_free(&text);
}

static void hostile_sizes_are_read(void **state) {
    (void)state;
    ps_buf text = {0};
    put_stages(&text, 10000);
    ps_buf_fmt(&text, "## Activities\n");
    for (int i = 0; i < 10000; i++) {
        ps_buf_fmt(&text, "### s%d\n- [ ] x ^x%d\n", i, i % 9000);
    }
    ps_process *p = read_in(ps_buf_str(&text), PS_EN);
    assert_int_equal(p->n_stages, PS_MAX_STAGES);
    assert_int_equal(p->n_faults, 1001); /* too many stages, and each id that stands a second time */
    ps_process_free(p);
    ps_buf_free(&text);
    ps_buf_fmt(&text, SMALL "## Channels\n| id | channel |\n|-|-|\n");
    while (text.n < 2000000) {
        ps_buf_fmt(&text, "| c%zu | %0*d |\n", text.n, (int)(text.n % 500), 0);
    }
    p = read_in(ps_buf_str(&text), PS_EN);
    assert_int_equal(p->n_faults, 1);
    assert_true(p->vocab[PS_V_CHANNELS].n == 2000);
    ps_process_free(p);
    ps_buf_free(&text);
    ps_buf_fmt(&text, SMALL "## Profiles\n");
    for (int i = 0; i < 200000; i++) {
        ps_buf_char(&text, "#+|-^[]: \n"[i % 10]);
    }
    ps_process_free(read_in(ps_buf_str(&text), PS_ZH));
    ps_buf_free(&text);
}

/* Whatever a byte more, less or another makes of the built-in note is read, and a note that is called valid has whole profiles. */
static void mutilated_notes_are_read(void **state) {
    (void)state;
    gen_process g = {.state = 42};
    for (int round = 0; round < 400; round++) {
        ps_buf text = {0};
        ps_buf_put(&text, ps_process_builtin(round % 2 ? PS_ZH : PS_EN));
        for (int edits = 1 + gen_upto(&g, 20); edits > 0; edits--) {
            size_t at = (size_t)gen_next(&g) % text.n;
            text.p[at] = gen_chance(&g, 50) ? "|#-+^[]:\n "[gen_upto(&g, 10)] : (char)gen_upto(&g, 256);
        }
        ps_str cut = ps_str_sub(ps_buf_str(&text), 0, gen_chance(&g, 30) ? (size_t)gen_next(&g) % text.n : text.n);
        ps_process *p = read_in(cut, PS_EN);
        for (size_t i = 0; p->n_faults == 0 && i < p->n_profiles; i++) {
            assert_true(ps_profile_complete(&p->profiles[i], p));
        }
        ps_process_free(p);
        ps_buf_free(&text);
    }
}

static void every_failing_allocation_is_an_error(ps_str text) {
    for (size_t n = 1;; n++) {
        ps_process *p = NULL;
        ps_error err = {.lang = PS_EN};
        ps_alloc_fail_at(n);
        int rc = ps_process_read(&p, text, PS_EN, &err);
        ps_alloc_fail_at(0);
        if (rc == PS_OK) {
            ps_process_free(p);
            assert_true(n > 10); /* it did fail before */
            return;
        }
        assert_int_equal(rc, PS_ENOMEM);
        assert_null(p);
        assert_string_equal(err.message, "out of memory");
    }
}

static void running_out_of_memory_is_an_error(void **state) {
    (void)state;
    every_failing_allocation_is_an_error(PS_S(SMALL VOCAB_EN));
    every_failing_allocation_is_an_error(
        PS_S("---\na: b: c\n---\n## Stages\n| id | stage | probability |\n|-|-|-|\n| a b | A | 500 |\n| a b | | |\n"));
    every_failing_allocation_is_an_error(ps_process_builtin(PS_ZH));
}

static void names_of_headings_and_columns_are_told_apart(void **state) {
    (void)state;
    for (int a = PS_H_ACTIVITIES; a < PS_H_COUNT; a++) {
        size_t n;
        const ps_str *names = ps_heading_names((ps_heading_id)a, &n);
        assert_true(n >= 2 && names[0].n && names[1].n);
        for (int b = PS_H_ACTIVITIES; b < PS_H_COUNT; b++) {
            for (size_t i = 0; i < n; i++) {
                assert_int_equal(ps_heading_is((ps_heading_id)b, names[i], NULL), a == b);
            }
        }
    }
    for (int h = 0; h < PS_H_COUNT; h++) {
        assert_true(ps_heading_is((ps_heading_id)h, ps_heading_in((ps_heading_id)h, PS_ZH), NULL));
        assert_true(ps_heading_known(ps_heading_in((ps_heading_id)h, PS_EN)));
    }
    assert_false(ps_heading_known(PS_S("")));
    assert_false(ps_column_is(PS_C_ID, PS_S(""), NULL));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_small_process_of_the_design_reads),
        cmocka_unit_test(what_the_note_leaves_out_has_defaults),
        cmocka_unit_test(a_method_in_any_language_reads_with_english_or_chinese_headings),
        cmocka_unit_test(faults_are_named_by_line),
        cmocka_unit_test(all_faults_come_at_once_in_the_order_of_lines),
        cmocka_unit_test(a_note_without_stages_is_refused),
        cmocka_unit_test(broken_front_matter_is_named_by_its_own_line),
        cmocka_unit_test(gates_merged_by_their_stages_cannot_be_kept_apart),
        cmocka_unit_test(vocabularies_read_with_their_cells_and_settings),
        cmocka_unit_test(faults_of_vocabularies),
        cmocka_unit_test(aliases_name_headings_and_columns),
        cmocka_unit_test(sections_are_told_from_headings_of_the_same_name),
        cmocka_unit_test(the_decision_is_read_out_of_prose),
        cmocka_unit_test(an_activity_may_stay_open_at_a_gate),
        cmocka_unit_test(at_most_as_many_stages_gates_and_profiles_as_there_is_room_for),
        cmocka_unit_test(hostile_sizes_are_read),
        cmocka_unit_test(mutilated_notes_are_read),
        cmocka_unit_test(running_out_of_memory_is_an_error),
        cmocka_unit_test(names_of_headings_and_columns_are_told_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
