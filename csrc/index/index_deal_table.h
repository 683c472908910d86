/* The table of deals, told once: X(kind, column, member of ps_deal_row). For index_deal.c, and index.c, which has all schemas and statements. */
#ifndef PS_INDEX_DEAL_TABLE_H
#define PS_INDEX_DEAL_TABLE_H

#define PS_DEAL_COLUMNS(X) \
    X(WIDE, print, print) \
    X(BOOL, settled, settled) \
    X(BOOL, broken, broken) \
    X(DATE, lasts_from, lasting.from) \
    X(DATE, lasts_until, lasting.until) \
    X(DATE, noted, clock.noted) \
    X(DATE, contact, clock.contact) \
    X(DATE, due, clock.due) \
    X(INT, allowed, clock.allowed) \
    X(STRS, needs, needs) \
    X(STRS, mentions, mentions) \
    X(STRS, stands, stands) \
    X(STRS, met, met) \
    X(STRS, promises, promises) \
    X(STRS, named, named) \
    X(STRS, gifts, gifts) \
    X(STRS, payments, payments) \
    X(STRS, lessons, lessons) \
    X(STRS, rivals, rivals) \
    X(STRS, products, products) \
    X(STR, region, region) \
    X(STR, reached, reached) \
    X(INT, activities, activities) \
    X(STR, id, view.id) \
    X(STR, title, view.title) \
    X(STR, account, view.account) \
    X(STR, kind, view.kind) \
    X(STR, profile, view.profile) \
    X(STR, stage, view.stage) \
    X(STR, stage_label, view.stage_label) \
    X(STR, earned, view.earned) \
    X(STR, earned_label, view.earned_label) \
    X(STR, status, view.status) \
    X(STR, owner, view.owner) \
    X(STRS, team, view.team) \
    X(STR, currency, view.currency) \
    X(MONEY, value, view.value) \
    X(MONEY, weighted, view.weighted) \
    X(INT, probability, view.probability) \
    X(STR, probability_source, view.probability_source) \
    X(STR, source, view.source) \
    X(PATH, path, view.path) \
    X(PATH, home, view.folder) \
    X(STR, parent, view.parent) \
    X(STR, forecast, view.forecast) \
    X(STR, lost_to, view.lost_to) \
    X(STR, reason, view.reason) \
    X(MONEY, budget, view.budget) \
    X(MONEY, spent, view.spent) \
    X(MONEY, margin, view.margin) \
    X(DATE, opened, view.opened) \
    X(DATE, close, view.close) \
    X(DATE, signed_on, view.signed_on) \
    X(DATE, entered, view.entered) \
    X(DATE, revisit, view.revisit) \
    X(DATE, tender, view.tender) \
    X(BOOL, archived, view.archived) \
    X(STR, gate, view.gate) \
    X(STR, gate_label, view.gate_label) \
    X(STR, next, view.next) \
    X(BOOL, ready, view.ready) \
    X(BOOL, reviewable, view.reviewable) \
    X(BOOL, unearned, view.unearned) \
    X(BOOL, overridden, view.overridden) \
    X(INT, missing, view.missing) \
    X(INT, conditions, view.conditions) \
    X(INT, done, view.done) \
    X(INT, total, view.total) \
    X(BYTES, front, view.front) \
    X(BOOL, secret, secret) \
    X(BOOL, acts, acts) \
    X(STR, action_text, action.text) \
    X(STR, action_owner, action.owner) \
    X(PATH, action_path, action.path) \
    X(DATE, action_due, action.due) \
    X(INT, action_lnum, action.lnum)

#define PS_DEAL_TYPED(kind, column, member) ", " #column " " PS_DEAL_TYPE_##kind
#define PS_DEAL_TYPE_STR "TEXT NOT NULL"
#define PS_DEAL_TYPE_PATH "TEXT NOT NULL" /* from the root */
#define PS_DEAL_TYPE_BYTES "BLOB NOT NULL"
#define PS_DEAL_TYPE_STRS "BLOB NOT NULL" /* "3:abc" for each */
#define PS_DEAL_TYPE_MONEY "INTEGER"      /* 1/10,000; NULL: none */
#define PS_DEAL_TYPE_DATE "INTEGER"       /* days since 1970-01-01; NULL: none */
#define PS_DEAL_TYPE_INT "INTEGER NOT NULL"
#define PS_DEAL_TYPE_BOOL "INTEGER NOT NULL"
#define PS_DEAL_TYPE_WIDE "INTEGER NOT NULL"
#define PS_DEAL_NAMED(kind, column, member) ", " #column
#define PS_DEAL_MARKED(kind, column, member) ", ?"

#define PS_INDEX_DEAL_SCHEMA "CREATE TABLE deal (folder TEXT PRIMARY KEY" PS_DEAL_COLUMNS(PS_DEAL_TYPED) ");"
#define PS_INDEX_DEAL_ALL "SELECT folder" PS_DEAL_COLUMNS(PS_DEAL_NAMED) " FROM deal"
#define PS_INDEX_DEAL_PUT \
    "INSERT OR REPLACE INTO deal (folder" PS_DEAL_COLUMNS(PS_DEAL_NAMED) ") VALUES (?" PS_DEAL_COLUMNS(PS_DEAL_MARKED) ")"
#define PS_INDEX_DEAL_DROP "DELETE FROM deal WHERE folder = ?1"

#endif
