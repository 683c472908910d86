#include "rivals.h"

#include "deal_parts.h"

ps_str ps_rival_products(ps_arena *arena, const ps_note *competitor) {
    ps_strs products = {0};
    ps_str joined = PS_S("");
    if (!competitor) {
        return joined;
    }
    if (ps_fm_ids(arena, ps_note_field(competitor, PS_S("products")), &products)) {
        return (ps_str){NULL, 0};
    }
    for (size_t i = 0; i < products.n && joined.p; i++) {
        joined = i ? ps_arena_fmt(arena, "%.*s, %.*s", PS_FMT(joined), PS_FMT(products.v[i])) : products.v[i];
    }
    return joined;
}

/* What the row says, else the competitor's note. */
static ps_str inherit(ps_str cell, const ps_note *note, ps_str key) {
    return cell.n || !note ? cell : ps_note_value(note, key);
}

/* Fills one; false when memory is out. */
static bool read_row(ps_contender *c, ps_arena *arena, const ps_table *t, const ps_row *row, const ps_aliases *al, const ps_world *world) {
    ps_str cell = ps_column_cell(t, row, PS_C_COMPETITOR, al), path = PS_S("");
    *c = (ps_contender){.id = ps_id_bare(cell), .line = row->line};
    const ps_note *note = ps_world_note(world, PS_K_COMPETITOR, c->id, &path);
    ps_str title = ps_note_title(note), product = ps_column_cell(t, row, PS_C_PRODUCT, al);
    c->name = title.n ? title : c->id;
    c->path = note ? path : PS_S("");
    c->product = product.n ? product : ps_rival_products(arena, note);
    c->focus = inherit(ps_column_cell(t, row, PS_C_FOCUS, al), note, PS_S("focus"));
    c->policy = inherit(ps_column_cell(t, row, PS_C_POLICY, al), note, PS_S("policy"));
    c->threat = ps_column_cell(t, row, PS_C_THREAT, al);
    return c->product.p != NULL;
}

int ps_rivals_read(ps_contender **out, size_t *n, ps_arena *arena, const ps_note *note, const ps_process *process, const ps_world *world,
                   ps_error *err) {
    const ps_aliases *al = &process->aliases;
    const ps_table *t = ps_heading_table(note, PS_H_COMPETITORS, al);
    PS_VEC(ps_contender) list = {0};
    bool failed = false;
    for (size_t i = 0; t && !failed && i < t->n; i++) {
        bool named = ps_column_cell(t, &t->rows[i], PS_C_COMPETITOR, al).n > 0;
        ps_contender *c = named ? PS_PUSH(arena, &list) : NULL;
        failed = named && (!c || !read_row(c, arena, t, &t->rows[i], al, world));
    }
    *out = list.v;
    *n = list.n;
    return failed ? ps_nomem(err) : PS_OK;
}
