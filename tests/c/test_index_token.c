/* The words that search sees, against a reading of the text by hand. */
#include "index_token.h"
#include "note_fixture.h"
#include "rune.h"

static sqlite3 *db;
static ps_tokenizer *tokenizer;

static int open_db(void **state) {
    assert_int_equal(sqlite3_open(":memory:", &db), SQLITE_OK);
    assert_int_equal(ps_token_register(db), SQLITE_OK);
    return ps_tokenizer_new(&tokenizer, db);
}

static int close_db(void **state) {
    ps_tokenizer_free(tokenizer);
    return sqlite3_close(db);
}

/* "word|word" of a text. */
static void words_are(ps_str text, const char *want) {
    ps_arena arena = {0};
    ps_tokens words = {0};
    ps_buf got = {0};
    assert_int_equal(ps_tokenizer_list(tokenizer, &arena, text, &words), SQLITE_OK);
    for (size_t i = 0; i < words.n; i++) {
        ps_buf_put(&got, i ? PS_S("|") : PS_S(""));
        ps_buf_put(&got, words.v[i].word);
        assert_true(words.v[i].at < words.v[i].end && words.v[i].end <= text.n);
    }
    nf_is(ps_buf_str(&got), want);
    ps_buf_free(&got);
    ps_arena_free(&arena);
}

static void each_cjk_character_is_a_word(void **state) {
    words_are(PS_S("部署"), "部|署");
    words_are(PS_S("5G核心网trial试点"), "5g|核|心|网|trial|试|点");
    words_are(PS_S("“预算”，电信。"), "预|算|电|信");
    words_are(PS_S("한국 カナ 𠀀"), "한|국|カ|ナ|𠀀");
    words_are(PS_S("カ・ナ"), "カ|ナ");
}

static void other_words_fold_case_and_accents(void **state) {
    words_are(PS_S("Café ÀÉÎ naïve STRASSE"), "cafe|aei|naive|strasse");
    words_are(PS_S("cafe\xCC\x81"), "cafe");
    words_are(PS_S("a-b_c d.e"), "a|b|c|d|e");
    words_are(PS_S("Привет МИР"), "привет|мир");
}

static void width_is_folded(void **state) {
    words_are(PS_S("ＡＢＣ１２３"), "abc123");
    words_are(PS_S("x＝ｙ"), "x|y");
    words_are(PS_S("ｶﾞｽ ﾊﾟｲﾌﾟ ｳﾞ ｱｲ"), "ガ|ス|パ|イ|プ|ヴ|ア|イ");
    words_are(PS_S("価格　Ａ"), "価|格|a");
}

static void offsets_are_those_of_the_text(void **state) {
    ps_arena arena = {0};
    ps_tokens words = {0};
    ps_str text = PS_S("价 ＡＢｃ-d é部ｶﾞ\xFFz");
    static const char *const parts[] = {"价", "ＡＢｃ", "d", "é", "部", "ｶﾞ", "z"};
    assert_int_equal(ps_tokenizer_list(tokenizer, &arena, text, &words), SQLITE_OK);
    assert_int_equal(words.n, 7);
    for (size_t i = 0; i < words.n; i++) {
        nf_is(ps_str_sub(text, words.v[i].at, words.v[i].end), parts[i]);
    }
    ps_arena_free(&arena);
}

static void what_is_no_text_holds_what_words_it_can(void **state) {
    words_are(PS_S(""), "");
    words_are(PS_S("\xFF\xFE\xE9"), "");
    words_are(PS_S("a\0b"), "a|b");
    words_are(PS_S("a\xE9"), "a");
    words_are(PS_S("\"'()*^:-"), "");
    words_are(PS_S("NEAR( AND"), "near|and");
}

/* Letters and digits of ASCII in runs, CJK one by one: the plain reading. */
static void naive(ps_str text, ps_buf *out) {
    bool in_word = false, first = true;
    for (size_t at = 0; at < text.n;) {
        uint32_t c;
        size_t n = ps_str_rune(ps_str_sub(text, at, text.n), &c);
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        bool cjk = c >= 0x4E00 && c <= 0x9FFF;
        if ((letter && !in_word) || cjk) {
            ps_buf_put(out, first ? PS_S("") : PS_S("|"));
            first = false;
        }
        if (letter) {
            ps_buf_char(out, (char)(c >= 'A' && c <= 'Z' ? c + 32 : c));
        } else if (cjk) {
            ps_buf_put(out, ps_str_sub(text, at, at + n));
        }
        in_word = letter;
        at += n;
    }
}

static void random_text_reads_as_a_naive_reader_has_it(void **state) {
    static const char *const pieces[] = {"a",  "Bc", "9", " ",       "-", "\n", "部", "署", "电信",
                                         "，", "。", "“", "[[x-1]]", "`", "|",  "预", "|",  "Z"};
    srand(7);
    for (int round = 0; round < 500; round++) {
        ps_buf text = {0}, want = {0};
        for (int i = 0, n = rand() % 60; i < n; i++) {
            ps_buf_put(&text, ps_str_of(pieces[(size_t)rand() % (sizeof pieces / sizeof *pieces)]));
        }
        naive(ps_buf_str(&text), &want);
        words_are(ps_buf_str(&text), want.n ? want.p : "");
        ps_buf_free(&text);
        ps_buf_free(&want);
    }
}

/* Rows that hold a word. */
static int count(const char *match) {
    sqlite3_stmt *stmt;
    assert_int_equal(sqlite3_prepare_v2(db, "SELECT count(*) FROM t WHERE t MATCH ?1", -1, &stmt, NULL), SQLITE_OK);
    sqlite3_bind_text(stmt, 1, match, -1, SQLITE_STATIC);
    assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
    int n = sqlite3_column_int(stmt, 0);
    sqlite3_finalize(stmt);
    return n;
}

static void words_made_beforehand_are_found_like_others(void **state) {
    ps_buf words = {0};
    char put[] = "INSERT INTO t VALUES ('', '')";
    assert_int_equal(sqlite3_exec(db, "CREATE VIRTUAL TABLE t USING fts5 (a, b, tokenize = 'pursuit')", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(ps_tokenizer_pack(tokenizer, PS_S("Café 部署"), &words), SQLITE_OK);
    size_t at = words.n;
    assert_int_equal(ps_tokenizer_pack(tokenizer, PS_S("the ＡＢＣ radio"), &words), SQLITE_OK);
    ps_str all = ps_buf_str(&words), packs[] = {ps_str_sub(all, 0, at), ps_str_sub(all, at, all.n)};
    ps_token_given(packs, 2);
    assert_int_equal(sqlite3_exec(db, put, NULL, NULL, NULL), SQLITE_OK);
    ps_token_given(NULL, 0);
    assert_int_equal(sqlite3_exec(db, "INSERT INTO t VALUES ('radio', 'x')", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(count("cafe"), 1);
    assert_int_equal(count("a : \"部署\""), 1);
    assert_int_equal(count("b : \"the abc radio\""), 1);
    assert_int_equal(count("radio"), 2);
    ps_buf_free(&words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_cjk_character_is_a_word, open_db, close_db),
        cmocka_unit_test_setup_teardown(other_words_fold_case_and_accents, open_db, close_db),
        cmocka_unit_test_setup_teardown(width_is_folded, open_db, close_db),
        cmocka_unit_test_setup_teardown(offsets_are_those_of_the_text, open_db, close_db),
        cmocka_unit_test_setup_teardown(what_is_no_text_holds_what_words_it_can, open_db, close_db),
        cmocka_unit_test_setup_teardown(random_text_reads_as_a_naive_reader_has_it, open_db, close_db),
        cmocka_unit_test_setup_teardown(words_made_beforehand_are_found_like_others, open_db, close_db),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
