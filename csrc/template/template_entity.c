#include "template_write.h"

/* Keys of a kind's front matter in their order; a list's key ends in '*'. */
static const char *const account_keys[] = {"region", "industry", "level", "owner", "parent", NULL};
static const char *const region_keys[] = {"owner", NULL};
static const char *const person_keys[] = {"account",   "post",   "unit",    "layer", "role",  "stance",
                                          "influence", "needs*", "contact", "phone", "email", NULL};
static const char *const competitor_keys[] = {"products*", "focus", "policy", "owner", NULL};
static const char *const member_keys[] = {"emails*", "role", "target", NULL};

static const char *const *keys_of(ps_kind kind) {
    switch (kind) {
    case PS_K_ACCOUNT:
        return account_keys;
    case PS_K_REGION:
        return region_keys;
    case PS_K_PERSON:
        return person_keys;
    case PS_K_COMPETITOR:
        return competitor_keys;
    default:
        return member_keys;
    }
}

static ps_str given(const ps_new_entity *in, ps_str key) {
    for (size_t i = 0; i + 1 < in->n_pairs; i += 2) {
        if (ps_str_eq(in->pairs[i], key)) {
            return in->pairs[i + 1];
        }
    }
    return PS_S("");
}

static ps_str name_of(const ps_new_entity *in) {
    ps_str name = in->name.n ? in->name : given(in, PS_S("name"));
    return name.n ? name : in->id;
}

/* "a@x, b@x" as `key: [a@x, b@x]` */
static void write_comma_list(ps_buf *out, ps_str key, ps_str value) {
    enum { MOST = 32 };
    ps_str items[MOST], part;
    size_t n = 0;
    while (n < MOST && ps_str_next(&value, ',', &part)) {
        items[n] = ps_str_trim(part);
        n += items[n].n > 0;
    }
    ps_write_list(out, key, items, n);
}

static bool is_own_key(ps_kind kind, ps_str key) {
    static const char *const common[] = {"id", "aliases", "name"};
    for (size_t i = 0; i < 3; i++) {
        if (ps_str_eq(key, ps_str_of(common[i]))) {
            return true;
        }
    }
    for (const char *const *k = keys_of(kind); *k; k++) {
        ps_str own = ps_str_of(*k);
        if (ps_str_eq(key, ps_str_ends(own, PS_S("*")) ? ps_str_sub(own, 0, own.n - 1) : own)) {
            return true;
        }
    }
    return false;
}

static void write_front(ps_buf *out, const ps_new_entity *in) {
    ps_str name = name_of(in);
    ps_buf_put(out, PS_S("---\n"));
    ps_write_key(out, PS_S("id"), in->id);
    ps_write_list(out, PS_S("aliases"), &name, !ps_str_eq(name, in->id));
    ps_write_key(out, PS_S("name"), name);
    for (const char *const *k = keys_of(in->kind); *k; k++) {
        ps_str key = ps_str_of(*k);
        if (ps_str_ends(key, PS_S("*"))) {
            key.n--;
            write_comma_list(out, key, given(in, key));
        } else {
            ps_write_key(out, key, given(in, key));
        }
    }
    for (size_t i = 0; i + 1 < in->n_pairs; i += 2) {
        if (!is_own_key(in->kind, in->pairs[i])) {
            ps_write_key(out, in->pairs[i], in->pairs[i + 1]);
        }
    }
    ps_buf_put(out, PS_S("---\n"));
}

static bool of_scope(const void *ctx, const ps_activity *a) {
    return a->scope == *(const ps_scope *)ctx;
}

static bool any(const void *ctx, const ps_activity *a) {
    (void)ctx;
    (void)a;
    return true;
}

/* What is answered here once for all deals. */
static void write_scoped(ps_buf *out, const ps_process *p, ps_scope scope) {
    ps_checklist list = {.process = p, .takes = of_scope, .ctx = &scope, .level = 3};
    ps_write_section(out, 2, PS_H_ACTIVITIES, p->lang);
    ps_write_checklist(out, &list, p->activities, p->n_activities);
}

static void write_account(ps_buf *out, const ps_process *p) {
    ps_write_section(out, 2, PS_H_CUSTOMER_CARD, p->lang);
    ps_buf_put(out, ps_text(PS_T_TPL_CUSTOMER_CARD, p->lang));
    ps_write_section(out, 2, PS_H_SITES, p->lang);
    write_scoped(out, p, PS_SCOPE_ACCOUNT);
}

static void write_person(ps_buf *out, const ps_process *p) {
    static const ps_column_id relationships[] = {PS_C_FROM, PS_C_TO, PS_C_KIND, PS_C_NOTE};
    const ps_vocab *points = &p->vocab[PS_V_POINTS];
    ps_write_section(out, 2, PS_H_TALKING_POINTS, p->lang);
    for (size_t i = 0; i < points->n; i++) {
        ps_buf_put(out, PS_S("- "));
        ps_write_line(out, points->terms[i].label);
        ps_buf_put(out, PS_S(":\n"));
    }
    ps_write_section(out, 2, PS_H_RELATIONSHIPS, p->lang);
    ps_write_table(out, relationships, 4, p->lang, NULL);
}

static void write_member(ps_buf *out, const ps_process *p) {
    ps_checklist list = {.process = p, .takes = any, .level = 3};
    ps_write_section(out, 2, PS_H_READINESS, p->lang);
    ps_write_checklist(out, &list, p->readiness, p->n_readiness);
}

int ps_template_entity(ps_buf *out, const ps_process *p, const ps_new_entity *in, ps_error *err) {
    ps_buf b = {0};
    write_front(&b, in);
    ps_write_title(&b, in->id, name_of(in));
    switch (in->kind) {
    case PS_K_ACCOUNT:
        write_account(&b, p);
        break;
    case PS_K_REGION:
        write_scoped(&b, p, PS_SCOPE_REGION);
        break;
    case PS_K_PERSON:
        write_person(&b, p);
        break;
    case PS_K_COMPETITOR:
        break;
    default:
        write_member(&b, p);
    }
    ps_write_section(&b, 2, PS_H_NOTES, p->lang);
    return ps_write_append(out, &b, err);
}

int ps_template_points(ps_buf *out, const ps_process *p, const ps_point *points, size_t n, bool heading, ps_error *err) {
    ps_buf b = {0};
    bool some = false;
    for (size_t i = 0; i < n; i++) {
        some |= points[i].state != PS_POINT_ABSENT;
    }
    if (heading || !some) { /* what stands before it may be a paragraph */
        ps_buf_char(out, '\n');
    }
    if (heading) {
        ps_write_section(&b, 2, PS_H_READINESS, p->lang);
    }
    for (size_t i = 0; i < n; i++) {
        if (points[i].state == PS_POINT_ABSENT) {
            ps_write_item(&b, points[i].point->text, points[i].point->id);
        }
    }
    return ps_write_append(out, &b, err);
}

ps_str ps_template_entity_path(ps_arena *arena, ps_kind kind, ps_str id) {
    return ps_arena_fmt(arena, "%.*s/%.*s.md", PS_FMT(ps_kind_dir(kind)), PS_FMT(id));
}
