/* peer_board FILE …: the bare queries for what a board of open and won deals shows, on the index of the plugin itself (the file that has deals): its sums by
 * stage, and its rows. Every value is looked at. Says how many rows. */
#include <sqlite3.h>

#include "peer.h"

static const char sums[] = "SELECT stage, currency, count(*), sum(value), sum(weighted) FROM deal WHERE status = 'open' AND archived = 0 "
                           "GROUP BY stage, currency";
static const char rows[] = "SELECT id, title, account, value, currency, probability, probability_source, owner, stage, stage_label, "
                           "entered, close, missing, ready, "
                           "reviewable, unearned, overridden, conditions, gate, gate_label, next, noted, contact, due, allowed, "
                           "action_text, action_owner, action_due "
                           "FROM deal WHERE status IN ('open', 'won') AND archived = 0 ORDER BY stage, value DESC";

static size_t run(sqlite3 *db, const char *sql) {
    sqlite3_stmt *stmt;
    size_t n = 0, bytes = 0;
    peer_check(sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) == SQLITE_OK, sqlite3_errmsg(db));
    while (sqlite3_step(stmt) == SQLITE_ROW) {
        for (int i = 0; i < sqlite3_column_count(stmt); i++) {
            bytes += sqlite3_column_text(stmt, i) ? (size_t)sqlite3_column_bytes(stmt, i) : 0;
        }
        n++;
    }
    peer_check(sqlite3_finalize(stmt) == SQLITE_OK && (bytes > 0 || n == 0), sqlite3_errmsg(db));
    return n;
}

static sqlite3 *open_one(const char *file) {
    sqlite3 *db = NULL;
    sqlite3_stmt *stmt = NULL;
    bool good =
        sqlite3_open_v2(file, &db, SQLITE_OPEN_READONLY, NULL) == SQLITE_OK && sqlite3_prepare_v2(db, rows, -1, &stmt, NULL) == SQLITE_OK;
    sqlite3_finalize(stmt);
    if (!good) {
        sqlite3_close(db);
    }
    return good ? db : NULL;
}

int main(int argc, char **argv) {
    sqlite3 *db = NULL;
    for (int i = 1; i < argc && !db; i++) {
        db = open_one(argv[i]);
    }
    peer_check(db != NULL, "no index with deals");
    run(db, rows); /* warm, as ours is */
    int64_t began = peer_now();
    run(db, sums);
    peer_say(began, run(db, rows));
    sqlite3_close(db);
    return 0;
}
