/* The tables of index_part.h and the statements over them. For index.c and index_part_row.c. */
#ifndef PS_INDEX_PART_TABLE_H
#define PS_INDEX_PART_TABLE_H

/* Ids are those of PS_PART_ID, so that a note's rows lie together; what is empty is NULL. */
#define PS_PART_SCHEMA \
    "CREATE TABLE heading (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, level INTEGER NOT NULL, text TEXT);" \
    "CREATE TABLE task (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, heading INTEGER, state TEXT, block TEXT, text TEXT, owner TEXT," \
    " due TEXT, fields BLOB);" \
    "CREATE TABLE link (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, name TEXT NOT NULL, target TEXT, part TEXT);" \
    "CREATE TABLE grid (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, heading INTEGER, columns BLOB);" \
    "CREATE TABLE record (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, grid INTEGER NOT NULL, block TEXT, key TEXT, cells BLOB);" \
    "CREATE TABLE field (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, key TEXT NOT NULL, value TEXT);" \
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, line INTEGER NOT NULL, heading INTEGER NOT NULL, time TEXT NOT NULL, kind TEXT," \
    " who BLOB, deals BLOB);"
#define PS_PART_INDEXES "CREATE INDEX IF NOT EXISTS link_name ON link (name)"

/* In the order of ps_part_kind. M(KIND, table, columns after id and line, their parameters, whether the number is one of them, texts, bits of those texts
 * that are lists) */
#define PS_PART_TABLES(M) \
    M(HEADING, "heading", "level, text", "?3, ?4", true, 1, 0) \
    M(TASK, "task", "heading, state, block, text, owner, due, fields", "?3, ?4, ?5, ?6, ?7, ?8, ?9", true, 6, 1 << 5) \
    M(LINK, "link", "name, target, part", "?4, ?5, ?6", false, 3, 0) \
    M(GRID, "grid", "heading, columns", "?3, ?4", true, 1, 1 << 0) \
    M(RECORD, "record", "grid, block, key, cells", "?3, ?4, ?5, ?6", true, 3, 1 << 2) \
    M(FIELD, "field", "key, value", "?4, ?5", false, 2, 0) \
    M(ENTRY, "entry", "heading, time, kind, who, deals", "?3, ?4, ?5, ?6, ?7", true, 4, 1 << 2 | 1 << 3)

#define PS_PART_PUT(table, columns, marks) "INSERT INTO " table " (id, line, " columns ") VALUES (?1, ?2, " marks ")"
#define PS_PART_DROP(table) "DELETE FROM " table " WHERE id >= ?1 AND id < ?2"
#define PS_PART_READ(table, columns) \
    "SELECT note.path, note.id, line, " columns " FROM note CROSS JOIN " table " AS p WHERE note.path >= ?1 AND note.path < ?2" \
    " AND p.id >= note.id << 24 AND p.id < (note.id + 1) << 24 ORDER BY note.path, p.id"
#define PS_PART_LINKS \
    "SELECT note.path, note.id, line, name, target, part FROM link JOIN note ON note.id = link.id >> 24 WHERE name = ?1 AND ?2 IS NOT " \
    "NULL" \
    " ORDER BY note.path, link.id"

#endif
