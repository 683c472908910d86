/* The table of items. For index_item.c, and index.c, which has all schemas and statements. */
#ifndef PS_INDEX_ITEM_TABLE_H
#define PS_INDEX_ITEM_TABLE_H

/* first: the first day on which it may be due; path: below the folder */
#define PS_INDEX_ITEM_SCHEMA \
    "CREATE TABLE item (folder TEXT NOT NULL, n INTEGER NOT NULL, first INTEGER NOT NULL, day INTEGER NOT NULL, months INTEGER NOT NULL," \
    " days INTEGER NOT NULL, ahead INTEGER NOT NULL, kind INTEGER NOT NULL, line INTEGER NOT NULL, path TEXT NOT NULL, text TEXT NOT " \
    "NULL," \
    " owner TEXT NOT NULL, state TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (folder, n)) WITHOUT ROWID;"
#define PS_INDEX_ITEM_PUT "INSERT INTO item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
#define PS_INDEX_ITEM_DROP "DELETE FROM item WHERE folder = ?1"
#define PS_INDEX_ITEM_UNTIL \
    "SELECT folder, day, months, days, ahead, kind, line, path, text, owner, state, id FROM item WHERE first <= ?1 ORDER BY folder, n"

#endif
