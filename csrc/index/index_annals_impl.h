/* What the modules of the annals share. Nobody else includes it. */
#ifndef PS_INDEX_ANNALS_IMPL_H
#define PS_INDEX_ANNALS_IMPL_H

#include "history_order.h"
#include "index_annals.h"
#include "index_store.h"

typedef enum {
    PS_ANN_BEGIN,
    PS_ANN_READ,
    PS_ANN_COMMIT,
    PS_ANN_TREE,
    PS_ANN_TREE_PUT,
    PS_ANN_TREE_SETTLED,
    PS_ANN_FIND,
    PS_ANN_PUT,
    PS_ANN_RETELL_CUT,
    PS_ANN_RETELL,
    PS_ANN_IS_STALE,
    PS_ANN_DROP_EVENTS,
    PS_ANN_TOLD,
    PS_ANN_IS_TOLD,
    PS_ANN_PLACE,
    PS_ANN_PLACE_PUT,
    PS_ANN_EVENT_PUT,
    PS_ANN_TIP,
    PS_ANN_TIP_PUT,
    PS_ANN_TIP_DROP,
    PS_ANN_COUNT_TOLD,
    PS_ANN_UNTOLD,
    PS_ANN_LAST_DROP,
    PS_ANN_LAST_PUT,
    PS_ANN_OF,
    PS_ANN_OF_BELOW,
    PS_ANN_BELOW_CLEAR,
    PS_ANN_BELOW_PUT,
    PS_ANN_SINCE,
    PS_ANN_LIVES,
    PS_ANN_DEEDS,
    PS_ANN_LAST,
    PS_ANN_LAST_OF,
    PS_ANN_POS,
    PS_ANN_SQL_COUNT
} ps_annals_sql;

enum { PS_RAW = 20, PS_ORD_BITS = 24 }; /* bytes of an id; an event's row is its commit's and its number among that commit's */

/* A commit in the graph: known once its row is there. */
typedef struct {
    unsigned char raw[PS_RAW];
    int64_t row, committed;
    size_t *parents, n_parents, children;
} ps_annals_node;

/* Commits from one on, numbered as they are met. */
typedef struct {
    ps_arena arena;
    PS_VEC(ps_annals_node) nodes;
    size_t *slots, n_slots; /* node + 1 by id */
    size_t loaded;          /* nodes before this one are known */
} ps_annals_graph;

/* A work tree, as the store has it. */
typedef struct {
    int64_t row; /* 0: not yet */
    unsigned char head[PS_RAW];
    uint64_t shallow;
    bool linear;        /* no merge leads to its HEAD */
    int64_t n, settled; /* commits; the first of which, from the oldest on, `last` speaks of */
} ps_annals_tree;

struct ps_annals {
    ps_store store;
    char *tree; /* name of the work tree */
    ps_annals_tree at;
    int opened;            /* the store's opening that the rest is about */
    ps_annals_graph graph; /* of a survey under way */
    bool surveying;
    int64_t cursor; /* what stands above it in the order is told */
    int64_t told;   /* -1: not counted */
};

/* ---- index_annals.c ---- */
#define PS_ANN_STMT(out, annals, id, err) ps_store_stmt((out), &(annals)->store, (int)(id), (err))
void ps_raw_of(unsigned char out[PS_RAW], const ps_oid *id);
void ps_raw_hex(ps_oid *out, const unsigned char *raw);
void ps_bind_raw(sqlite3_stmt *stmt, int at, const unsigned char *raw);
int ps_annals_load_tree(ps_annals *annals, ps_error *err);

/* ---- index_annals_graph.c ---- */
void ps_annals_graph_free(ps_annals_graph *graph);
/* Begins with a commit. */
int ps_annals_graph_start(ps_annals_graph *graph, const unsigned char *raw, ps_error *err);
/* Fills the next node from the store; *missing where the store has no such commit: `loaded` stays. */
int ps_annals_graph_step(ps_annals_graph *graph, ps_annals *annals, bool *missing, ps_error *err);
/* Rows of all commits in their order, newest first; on the heap of the graph's arena. */
int ps_annals_graph_order(ps_annals_graph *graph, int64_t **rows, bool *linear, ps_error *err);

#endif
