#include <string.h>

#include "index_impl.h"

/* FTS5's list of its segments: the record 10 of its data. A cookie of four bytes, then numbers: of levels, of segments, a counter; for each level how many
 * of its segments are being merged and how many there are, and for each of those three more. */
enum { LIST_ROW = 10, COOKIE = 4, LONGEST_LIST = 4096, LONGEST_NUMBER = 9, HIGH = 3 };

typedef struct {
    const unsigned char *p, *end;
    bool failed;
} reader;

/* Seven bits a byte, the highest first; larger ones than we could meet fail. */
static uint64_t number(reader *r) {
    uint64_t n = 0;
    for (int i = 0; i < LONGEST_NUMBER - 1 && r->p < r->end; i++) {
        unsigned char byte = *r->p++;
        n = n << 7 | (byte & 0x7F);
        if (byte < 0x80) {
            return n;
        }
    }
    r->failed = true;
    return 0;
}

/* The same list with all segments of its lowest level HIGH levels up, and none anywhere else; 0: it does not look like that. */
static size_t lift(reader r, unsigned char *out) {
    const unsigned char *begin = r.p;
    r.p += COOKIE;
    uint64_t levels = number(&r), segments = number(&r);
    number(&r);
    size_t head = (size_t)(r.p - begin), n = head;
    uint64_t merging = number(&r), lowest = number(&r);
    const unsigned char *list = r.p;
    for (uint64_t i = 0; i < lowest * 3 && !r.failed; i++) {
        number(&r);
    }
    size_t size = (size_t)(r.p - list);
    for (uint64_t i = 1; i < levels && !r.failed; i++) { /* empty ones */
        merging += number(&r) + number(&r);
    }
    if (r.failed || r.p != r.end || levels == 0 || levels > HIGH || merging || lowest != segments || segments > 100) {
        return 0;
    }
    memcpy(out, begin, head);
    out[COOKIE] = HIGH + 1;
    for (int i = 0; i < HIGH; i++) {
        out[n++] = 0;
        out[n++] = 0;
    }
    out[n++] = 0;
    out[n++] = (unsigned char)segments;
    memcpy(out + n, list, size);
    return n + size;
}

static int rewrite(sqlite3 *db, sqlite3_stmt *get, sqlite3_stmt *set) {
    unsigned char list[LONGEST_LIST + 16];
    sqlite3_bind_int(get, 1, LIST_ROW);
    if (sqlite3_step(get) != SQLITE_ROW) {
        return SQLITE_ERROR;
    }
    const unsigned char *p = sqlite3_column_blob(get, 0);
    int n = sqlite3_column_bytes(get, 0);
    size_t lifted = p && n > COOKIE + 3 && n <= LONGEST_LIST ? lift((reader){p, p + n, false}, list) : 0;
    sqlite3_reset(get);
    if (!lifted) {
        return SQLITE_OK;
    }
    sqlite3_bind_blob(set, 1, list, (int)lifted, SQLITE_STATIC);
    sqlite3_bind_int(set, 2, LIST_ROW);
    int code = sqlite3_step(set);
    /* FTS5 remembers the list until something of it is rolled back. */
    return code == SQLITE_DONE
               ? sqlite3_exec(db, "BEGIN; INSERT INTO words (words, rank) VALUES ('automerge', 8); ROLLBACK", NULL, NULL, NULL)
               : code;
}

int ps_index_settle_words(sqlite3 *db) {
    sqlite3_stmt *get = NULL, *set = NULL;
    int code = sqlite3_prepare_v2(db, "SELECT block FROM words_data WHERE id = ?1", -1, &get, NULL);
    code = code ? code : sqlite3_prepare_v2(db, "UPDATE words_data SET block = ?1 WHERE id = ?2", -1, &set, NULL);
    code = code ? code : rewrite(db, get, set);
    sqlite3_finalize(get);
    sqlite3_finalize(set);
    return code;
}
