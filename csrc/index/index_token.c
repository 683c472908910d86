#include "index_token.h"

#include <limits.h>
#include <string.h>

#include "alloc.h"
#include "buf.h"
#include "rune.h"

typedef int token_fn(void *ctx, int flags, const char *word, int n, int at, int end);

/* Ours: unicode61 inside. */
typedef struct {
    fts5_tokenizer inner;
    Fts5Tokenizer *unicode61;
} tokenizer;

static fts5_api *api_of(sqlite3 *db) {
    fts5_api *api = NULL;
    sqlite3_stmt *stmt = NULL;
    if (sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL) == SQLITE_OK) {
        sqlite3_bind_pointer(stmt, 1, (void *)&api, "fts5_api_ptr", NULL);
        sqlite3_step(stmt);
    }
    sqlite3_finalize(stmt);
    return api;
}

static int create(void *ctx, const char **args, int n_args, Fts5Tokenizer **out) {
    fts5_api *api = ctx;
    void *user = NULL;
    static const char *options[] = {"remove_diacritics", "2"};
    (void)args;
    (void)n_args;
    tokenizer *t = ps_alloc(sizeof *t);
    if (!t) {
        return SQLITE_NOMEM;
    }
    *t = (tokenizer){0};
    int rc = api->xFindTokenizer(api, "unicode61", &user, &t->inner);
    rc = rc ? rc : t->inner.xCreate(user, options, 2, &t->unicode61);
    if (rc) {
        ps_free(t);
        return rc;
    }
    *out = (Fts5Tokenizer *)t;
    return SQLITE_OK;
}

static void destroy(Fts5Tokenizer *self) {
    tokenizer *t = (tokenizer *)self;
    t->inner.xDelete(t->unicode61);
    ps_free(t);
}

/* A stretch of text without CJK on its way through unicode61. */
typedef struct {
    void *ctx;
    token_fn *put;
    int base;
    const ps_buf *starts; /* offset in the text of each folded byte and of the end, as ints; empty: nothing was folded */
} stretch;

static int offset_of(const stretch *s, int at) {
    return s->base + (s->starts->n ? ((const int *)(const void *)s->starts->p)[at] : at);
}

static int put_word(void *ctx, int flags, const char *word, int n, int at, int end) {
    const stretch *s = ctx;
    return s->put(s->ctx, flags, word, n, offset_of(s, at), offset_of(s, end));
}

/* The next character; what is no UTF-8 counts as a byte that belongs to no word. */
static size_t rune_at(ps_str text, size_t at, uint32_t *rune) {
    size_t n = ps_str_rune(ps_str_sub(text, at, text.n), rune);
    if (n == 0) {
        *rune = ' ';
        return 1;
    }
    return n;
}

/* Length of the stretch at `from` that holds no CJK. *plain: unicode61 can read it as it stands. */
static size_t stretch_end(ps_str text, size_t from, bool *plain) {
    size_t at = from;
    *plain = true;
    while (at < text.n) {
        uint32_t c;
        size_t n = rune_at(text, at, &c);
        if (ps_rune_is_cjk(c)) {
            break;
        }
        *plain = *plain && ps_rune_width_folded(c) == c && (n > 1 || (unsigned char)text.p[at] < 0x80) && text.p[at] != '\0';
        at += n;
    }
    return at;
}

/* unicode61 reads no further than a NUL, and may run over what is no UTF-8: both become blanks. */
static void fold_stretch(ps_str text, ps_buf *folded, ps_buf *starts) {
    for (size_t at = 0; at < text.n;) {
        char bytes[4];
        uint32_t c;
        size_t n = rune_at(text, at, &c), m = ps_rune_put(bytes, c ? ps_rune_width_folded(c) : ' ');
        for (size_t i = 0; i < m; i++) {
            int start = (int)at;
            ps_buf_put(starts, (ps_str){(const char *)&start, sizeof start});
        }
        ps_buf_put(folded, (ps_str){bytes, m});
        at += n;
    }
    int end = (int)text.n;
    ps_buf_put(starts, (ps_str){(const char *)&end, sizeof end});
}

static int tokenize_stretch(const tokenizer *t, void *ctx, int flags, ps_str text, size_t from, size_t end, bool plain, token_fn *put) {
    ps_buf folded = {0}, starts = {0};
    stretch s = {ctx, put, (int)from, &starts};
    ps_str part = ps_str_sub(text, from, end);
    if (!plain) {
        fold_stretch(part, &folded, &starts);
        part = ps_buf_str(&folded);
    }
    int rc = ps_buf_ok(&folded) && ps_buf_ok(&starts) ? SQLITE_OK : SQLITE_NOMEM;
    rc = rc ? rc : t->inner.xTokenize(t->unicode61, &s, flags, part.p, (int)part.n, put_word);
    ps_buf_free(&folded);
    ps_buf_free(&starts);
    return rc;
}

/* One CJK character, with the mark that belongs to it. */
static int put_character(void *ctx, ps_str text, size_t at, size_t *end, token_fn *put) {
    char bytes[4];
    uint32_t c, mark;
    *end = at + rune_at(text, at, &c);
    c = ps_rune_width_folded(c);
    if (*end < text.n) {
        size_t n = rune_at(text, *end, &mark);
        uint32_t voiced = ps_rune_voiced(c, mark);
        *end += voiced ? n : 0;
        c = voiced ? voiced : c;
    }
    return put(ctx, 0, bytes, (int)ps_rune_put(bytes, c), (int)at, (int)*end);
}

/* ---- what needs no unicode61: words of ASCII letters and digits, and what separates words ---- */

static bool is_ascii_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Punctuation of Chinese text, full-width ASCII punctuation included: unicode61 takes it for what separates words. */
static bool is_cjk_punctuation(uint32_t c) {
    return (c >= 0x3000 && c <= 0x3003) || (c >= 0x3008 && c <= 0x3011) || (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20);
}

/* Length of what separates words at `at`, as far as that is plain to see; 0: something else stands there. */
static size_t separator(ps_str text, size_t at) {
    uint32_t c;
    if ((unsigned char)text.p[at] < 0x80) {
        return !is_ascii_word(text.p[at]);
    }
    size_t n = ps_str_rune(ps_str_sub(text, at, text.n), &c);
    return n && is_cjk_punctuation(c) ? n : 0;
}

enum { FAST_WORD = 64 };

/* End of an ASCII word at `at`, folded into `word`; `at` where there is none, or where it may go on in ways that only unicode61 knows. */
static size_t ascii_word(ps_str text, size_t at, char word[FAST_WORD]) {
    size_t end = at;
    uint32_t c;
    while (end < text.n && end - at < FAST_WORD && is_ascii_word(text.p[end])) {
        char upper = text.p[end];
        word[end++ - at] = upper >= 'A' && upper <= 'Z' ? (char)(upper - 'A' + 'a') : upper;
    }
    if (end == at || end == text.n) {
        return end;
    }
    if ((unsigned char)text.p[end] < 0x80) {
        return is_ascii_word(text.p[end]) ? at : end;
    }
    return ps_str_rune(ps_str_sub(text, end, text.n), &c) && (ps_rune_is_cjk(c) || is_cjk_punctuation(c)) ? end : at;
}

static int tokenize_rest(const tokenizer *t, void *ctx, int flags, ps_str text, size_t at, size_t *end, token_fn *put) {
    bool plain;
    *end = stretch_end(text, at, &plain);
    return *end > at ? tokenize_stretch(t, ctx, flags, text, at, *end, plain, put) : put_character(ctx, text, at, end, put);
}

/* ---- words made beforehand: each as its length in two bytes, then its bytes ---- */

static _Thread_local const ps_str *given;
static _Thread_local size_t n_given;

void ps_token_given(const ps_str *packs, size_t n) {
    given = packs;
    n_given = n;
}

enum { LONGEST = 32768 }; /* FTS5 cuts there too */

static int pack(void *ctx, int flags, const char *word, int n, int at, int end) {
    uint16_t size = (uint16_t)(n < LONGEST ? n : LONGEST);
    (void)flags;
    (void)at;
    (void)end;
    ps_buf_put(ctx, (ps_str){(const char *)&size, sizeof size});
    ps_buf_put(ctx, (ps_str){word, size});
    return SQLITE_OK;
}

static int unpack(ps_str packed, void *ctx, token_fn *put) {
    const char *p = packed.p, *end = packed.p + packed.n;
    uint16_t n;
    int rc = SQLITE_OK;
    while (!rc && p < end) {
        memcpy(&n, p, sizeof n);
        rc = put(ctx, 0, p + sizeof n, n, 0, 0);
        p += sizeof n + n;
    }
    return rc;
}

static int tokenize(Fts5Tokenizer *self, void *ctx, int flags, const char *p, int n, token_fn *put) {
    ps_str text = {p, n > 0 ? (size_t)n : 0};
    int rc = SQLITE_OK;
    if (n_given && flags == FTS5_TOKENIZE_DOCUMENT) {
        n_given--;
        return unpack(*given++, ctx, put);
    }
    for (size_t at = 0, end; !rc && at < text.n; at = end) {
        char word[FAST_WORD];
        end = at + separator(text, at);
        if (end == at && (end = ascii_word(text, at, word)) > at) {
            rc = put(ctx, 0, word, (int)(end - at), (int)at, (int)end);
        } else if (end == at) {
            rc = tokenize_rest((const tokenizer *)self, ctx, flags, text, at, &end, put);
        }
    }
    return rc;
}

/* How well a row answers: for each word or phrase how often it stands there, saturating; in the title it counts far more. Needs nothing of other rows,
 * so that a note scores the same in any index. Smaller is better. */
static void score(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *ctx, int n_args, sqlite3_value **args) {
    enum { TITLE_WEIGHT = 12, ENOUGH = 1000 };
    double sum = 0;
    int rc = SQLITE_OK;
    (void)n_args;
    (void)args;
    for (int i = 0; !rc && i < api->xPhraseCount(fts); i++) {
        Fts5PhraseIter at;
        int column, place, hits = 0;
        rc = api->xPhraseFirst(fts, i, &at, &column, &place);
        while (!rc && column >= 0 && hits < ENOUGH) {
            hits += column == 0 ? TITLE_WEIGHT : 1;
            api->xPhraseNext(fts, &at, &column, &place);
        }
        sum += hits / (hits + 3.0);
    }
    rc ? sqlite3_result_error_code(ctx, rc) : sqlite3_result_double(ctx, -sum);
}

int ps_token_register(sqlite3 *db) {
    static const fts5_tokenizer ours = {create, destroy, tokenize};
    fts5_api *api = api_of(db);
    if (!api) {
        return SQLITE_ERROR;
    }
    int rc = api->xCreateTokenizer(api, "pursuit", api, (fts5_tokenizer *)&ours, NULL);
    return rc ? rc : api->xCreateFunction(api, "ps_score", NULL, score, NULL);
}

typedef struct {
    ps_arena *arena;
    ps_tokens *out;
} list;

static int put_in_list(void *ctx, int flags, const char *word, int n, int at, int end) {
    list *l = ctx;
    (void)flags;
    ps_token *t = PS_PUSH(l->arena, l->out);
    if (!t || !(t->word = ps_arena_dup(l->arena, (ps_str){word, (size_t)n})).p) {
        return SQLITE_NOMEM;
    }
    t->at = (uint32_t)at;
    t->end = (uint32_t)end;
    return SQLITE_OK;
}

struct ps_tokenizer {
    Fts5Tokenizer *ours;
};

int ps_tokenizer_new(ps_tokenizer **out, sqlite3 *db) {
    fts5_api *api = api_of(db);
    ps_tokenizer *t = ps_alloc(sizeof *t);
    int rc = !api ? SQLITE_ERROR : !t ? SQLITE_NOMEM : create(api, NULL, 0, &t->ours);
    if (rc) {
        ps_free(t);
        return rc;
    }
    *out = t;
    return SQLITE_OK;
}

void ps_tokenizer_free(ps_tokenizer *t) {
    if (t) {
        destroy(t->ours);
        ps_free(t);
    }
}

int ps_tokenizer_pack(ps_tokenizer *t, ps_str text, ps_buf *out) {
    int rc = text.n > INT_MAX ? SQLITE_TOOBIG : tokenize(t->ours, out, FTS5_TOKENIZE_AUX, text.p, (int)text.n, pack);
    return rc ? rc : ps_buf_ok(out) ? SQLITE_OK : SQLITE_NOMEM;
}

int ps_tokenizer_list(ps_tokenizer *t, ps_arena *arena, ps_str text, ps_tokens *out) {
    list l = {arena, out};
    return text.n > INT_MAX ? SQLITE_TOOBIG : tokenize(t->ours, &l, FTS5_TOKENIZE_AUX, text.p, (int)text.n, put_in_list);
}
