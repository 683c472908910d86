#include <string.h>

#include "index_annals_impl.h"

void ps_annals_graph_free(ps_annals_graph *graph) {
    ps_arena_free(&graph->arena);
    *graph = (ps_annals_graph){0};
}

static size_t slot_of(const ps_annals_graph *g, const unsigned char *raw) {
    size_t h;
    memcpy(&h, raw, sizeof h); /* an id is a hash already */
    for (h &= g->n_slots - 1; g->slots[h]; h = (h + 1) & (g->n_slots - 1)) {
        if (memcmp(g->nodes.v[g->slots[h] - 1].raw, raw, PS_RAW) == 0) {
            break;
        }
    }
    return h;
}

static bool grow(ps_annals_graph *g) {
    size_t n = g->n_slots ? g->n_slots * 2 : 1024;
    size_t *slots = ps_arena_alloc(&g->arena, n * sizeof *slots);
    if (!slots) {
        return false;
    }
    g->slots = slots;
    g->n_slots = n;
    for (size_t i = 0; i < g->nodes.n; i++) {
        g->slots[slot_of(g, g->nodes.v[i].raw)] = i + 1;
    }
    return true;
}

/* The node of an id, made where there is none yet. */
static bool node_of(size_t *out, ps_annals_graph *g, const unsigned char *raw) {
    if (g->nodes.n * 2 >= g->n_slots && !grow(g)) {
        return false;
    }
    size_t slot = slot_of(g, raw);
    if (!g->slots[slot]) {
        ps_annals_node *node = PS_PUSH(&g->arena, &g->nodes);
        if (!node) {
            return false;
        }
        memcpy(node->raw, raw, PS_RAW);
        g->slots[slot] = g->nodes.n;
    }
    *out = g->slots[slot] - 1;
    return true;
}

int ps_annals_graph_start(ps_annals_graph *graph, const unsigned char *raw, ps_error *err) {
    size_t first;
    ps_annals_graph_free(graph);
    return node_of(&first, graph, raw) ? PS_OK : ps_nomem(err);
}

static int take_parents(ps_annals_graph *g, size_t at, const unsigned char *parents, size_t n, ps_error *err) {
    size_t *list = n ? ps_arena_alloc(&g->arena, n * sizeof *list) : NULL;
    bool good = list || !n;
    for (size_t i = 0; good && i < n; i++) {
        good = node_of(&list[i], g, parents + i * PS_RAW);
        if (good) {
            g->nodes.v[list[i]].children++;
        }
    }
    g->nodes.v[at].parents = list;
    g->nodes.v[at].n_parents = n;
    return good ? PS_OK : ps_nomem(err);
}

int ps_annals_graph_step(ps_annals_graph *graph, ps_annals *annals, bool *missing, ps_error *err) {
    sqlite3_stmt *stmt;
    size_t at = graph->loaded;
    int rc = PS_ANN_STMT(&stmt, annals, PS_ANN_FIND, err);
    *missing = false;
    if (rc) {
        return rc;
    }
    ps_bind_raw(stmt, 1, graph->nodes.v[at].raw);
    int code = sqlite3_step(stmt);
    rc = ps_store_sql(&annals->store, code, err);
    *missing = !rc && (code != SQLITE_ROW || sqlite3_column_int(stmt, 3) == 2);
    if (!rc && !*missing) {
        graph->nodes.v[at].row = sqlite3_column_int64(stmt, 0);
        graph->nodes.v[at].committed = sqlite3_column_int64(stmt, 1);
        const unsigned char *parents = sqlite3_column_blob(stmt, 2);
        rc = take_parents(graph, at, parents, (size_t)sqlite3_column_bytes(stmt, 2) / PS_RAW, err);
        graph->loaded += !rc;
    }
    sqlite3_reset(stmt);
    return rc;
}

int ps_annals_graph_order(ps_annals_graph *graph, int64_t **rows, bool *linear, ps_error *err) {
    size_t n = graph->nodes.n, at, told = 0;
    ps_order order;
    ps_order_node *nodes = ps_arena_alloc(&graph->arena, n * sizeof *nodes);
    int64_t *out = ps_arena_alloc(&graph->arena, n * sizeof *out);
    *linear = true;
    for (size_t i = 0; nodes && i < n; i++) {
        const ps_annals_node *node = &graph->nodes.v[i];
        nodes[i] = (ps_order_node){node->committed, node->parents, node->n_parents, node->children};
        *linear &= node->n_parents < 2;
    }
    if (!nodes || !out || !ps_order_start(&order, &graph->arena, nodes, n, 0)) {
        return ps_nomem(err);
    }
    while (told < n && ps_order_next(&order, &at)) {
        out[told++] = graph->nodes.v[at].row;
    }
    *rows = out;
    return PS_OK;
}
