#include "history_order.h"

static bool before(const ps_order *o, size_t a, size_t b) {
    const ps_order_node *x = &o->v[a], *y = &o->v[b];
    return x->time != y->time ? x->time > y->time : a < b;
}

static void push(ps_order *o, size_t node) {
    size_t i = o->n++;
    for (; i && before(o, node, o->heap[(i - 1) / 2]); i = (i - 1) / 2) {
        o->heap[i] = o->heap[(i - 1) / 2];
    }
    o->heap[i] = node;
}

static size_t pop(ps_order *o) {
    size_t top = o->heap[0], last = o->heap[--o->n], i = 0, kid;
    while ((kid = i * 2 + 1) < o->n) {
        kid += kid + 1 < o->n && before(o, o->heap[kid + 1], o->heap[kid]);
        if (!before(o, o->heap[kid], last)) {
            break;
        }
        o->heap[i] = o->heap[kid];
        i = kid;
    }
    o->heap[i] = last;
    return top;
}

bool ps_order_start(ps_order *out, ps_arena *arena, ps_order_node *nodes, size_t n, size_t first) {
    *out = (ps_order){nodes, ps_arena_alloc(arena, n * sizeof *out->heap), 0};
    if (out->heap) {
        push(out, first);
    }
    return out->heap;
}

bool ps_order_next(ps_order *order, size_t *out) {
    if (!order->n) {
        return false;
    }
    size_t at = pop(order);
    const ps_order_node *node = &order->v[at];
    for (size_t p = 0; p < node->n_parents; p++) {
        if (--order->v[node->parents[p]].children == 0) {
            push(order, node->parents[p]);
        }
    }
    *out = at;
    return true;
}
