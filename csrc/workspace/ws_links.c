/* Which notes lead to a note: links are found by the last part of their target, and then asked where they lead from there. */
#include "index_part.h"
#include "workspace_impl.h"

typedef struct {
    ps_str path, title, text; /* path from the root; text: of the line */
    ps_str target;
    unsigned line;
} found;

/* What is looked for. */
typedef struct {
    ps_work *w;
    ps_str path, folder; /* from the root; folder with its '/' */
    ps_str deal;         /* the folder of the deal it lies in, with its '/'; "" none */
    bool of_kind;        /* it has an id: its name alone leads to it from anywhere */
    ps_strs names;
    ps_str name; /* the one at hand */
    PS_VEC(found) links;
    size_t before; /* those of the names before */
} search;

static ps_str folder_of(ps_str path) {
    return ps_str_sub(path, 0, path.n - ps_path_name(path).n);
}

/* "deals/2026/acme/" of what lies there; "". */
static ps_str deal_of(ps_str path) {
    ps_kind kind;
    ps_str id;
    bool in_deal = ps_work_where(path, &kind, &id) && kind == PS_K_DEAL;
    return in_deal ? ps_str_sub(path, 0, (size_t)(id.p - path.p) + id.n + 1) : PS_S("");
}

static int add_name(search *s, ps_str name) {
    for (size_t i = 0; i < s->names.n; i++) {
        if (ps_str_eq(s->names.v[i], name)) {
            return PS_OK;
        }
    }
    ps_str *slot = name.n ? PS_PUSH(s->w->arena, &s->names) : NULL;
    if (name.n && (!slot || !(*slot = ps_keep(s->w, name)).p)) {
        return ps_nomem(s->w->err);
    }
    return PS_OK;
}

static int add_aliases(search *s, const ps_note *note) {
    const ps_fm *aliases = ps_note_field(note, PS_S("aliases"));
    int rc = aliases && aliases->kind == PS_FM_SCALAR ? add_name(s, ps_note_unlink(aliases->text)) : PS_OK;
    for (size_t i = 0; !rc && aliases && aliases->kind == PS_FM_LIST && i < aliases->n_items; i++) {
        rc = add_name(s, ps_note_unlink(aliases->items[i].text));
    }
    return rc;
}

/* The names by which links may call it: its file's, its deal's id, its aliases. */
static int read_names(search *s) {
    ps_kind kind;
    ps_str id, text;
    ps_note *note;
    ps_str file = ps_path_name(s->path), stem = ps_str_ends(file, PS_S(".md")) ? ps_str_sub(file, 0, file.n - 3) : file;
    bool has_kind = ps_work_where(s->path, &kind, &id), is_deal = has_kind && kind == PS_K_DEAL && ps_str_eq(file, PS_S("deal.md"));
    s->of_kind = has_kind && (kind != PS_K_DEAL || (is_deal && ps_str_eq(s->folder, s->deal)));
    int rc = add_name(s, stem);
    rc = rc || !s->of_kind ? rc : add_name(s, id);
    rc = rc ? rc : ps_work_read(s->w, s->path, &text);
    rc = rc ? rc : ps_note_parse(&note, text, s->w->lang, s->w->err);
    if (!rc) {
        rc = add_aliases(s, note);
        ps_note_free(note);
    }
    return rc;
}

/* ---- where a link leads ---- */

/* "folder" + "target", with ".md" where it lacks it, is the path. */
static bool names_path(ps_str folder, ps_str target, ps_str path) {
    if (!ps_str_starts(path, folder)) {
        return false;
    }
    ps_str rest = ps_str_sub(path, folder.n, path.n);
    return ps_str_eq(rest, target) || (ps_str_starts(rest, target) && ps_str_eq(ps_str_sub(rest, target.n, rest.n), PS_S(".md")));
}

/* Whether a note of this name stands in a folder, and is another than the one looked for. */
static int stands_in(search *s, ps_str folder, bool *yes) {
    ps_work *w = s->w;
    ps_str path = ps_arena_fmt(w->arena, "%.*s%.*s.md", PS_FMT(folder), PS_FMT(s->name));
    *yes = false;
    if (!path.p || !folder.n || ps_str_eq(path, s->path)) {
        return path.p ? PS_OK : ps_nomem(w->err);
    }
    return ps_parts_has(w->ws->index, path, yes, w->s->cancel, w->err);
}

/* A name leads to the note of that name in its own folder, in its deal's, and else to what has that id. */
static int leads_by_name(search *s, ps_str from, bool *yes) {
    ps_str own = folder_of(from), deal = deal_of(from);
    bool nearer = false;
    *yes = names_path(own, s->name, s->path);
    if (*yes) {
        return PS_OK;
    }
    int rc = stands_in(s, own, &nearer);
    if (!rc && !nearer && deal.n && names_path(deal, s->name, s->path)) {
        *yes = true;
        return PS_OK;
    }
    rc = rc || nearer || ps_str_eq(deal, own) ? rc : stands_in(s, deal, &nearer);
    *yes = !rc && !nearer && s->of_kind;
    return rc;
}

static int leads_here(search *s, const found *f, bool *yes) {
    if (!f->target.n) {
        return leads_by_name(s, f->path, yes);
    }
    ps_str places[] = {folder_of(f->path), deal_of(f->path), PS_S("")};
    *yes = false;
    for (size_t i = 0; !*yes && i < sizeof places / sizeof *places; i++) {
        *yes = names_path(places[i], f->target, s->path);
    }
    return PS_OK;
}

/* Whether an id that comes before in the order of kinds takes the name from this note. */
static int is_taken(search *s, bool *taken) {
    ps_error quiet = {.lang = s->w->lang}, *was = s->w->err;
    ps_kind kind;
    ps_str id, folder;
    *taken = false;
    if (!s->of_kind || !ps_work_where(s->path, &kind, &id) || kind == PS_K_DEAL) {
        return PS_OK;
    }
    s->w->err = &quiet;
    *taken = ps_work_folder(s->w, s->name, &folder) == PS_OK;
    s->w->err = was;
    int rc = PS_OK;
    for (size_t i = 1; !rc && !*taken && i < PS_K_COUNT && ps_kind_order[i] != kind; i++) { /* after the deals */
        ps_str dir = ps_arena_fmt(s->w->arena, "%.*s/", PS_FMT(ps_kind_dir(ps_kind_order[i])));
        rc = dir.p ? stands_in(s, dir, taken) : ps_nomem(s->w->err);
    }
    return rc;
}

/* ---- finding ---- */

static bool is_unsaved(const search *s, ps_str path) {
    ps_str root = ps_str_of(s->w->ws->root);
    for (size_t i = 0; i < s->w->s->n_overlay; i++) {
        ps_str at = s->w->s->overlay[i].path;
        if (ps_str_starts(at, root) && at.n > root.n && ps_str_eq(ps_str_sub(at, root.n + 1, at.n), path)) {
            return true;
        }
    }
    return false;
}

static int take(search *s, ps_str path, const ps_part *link) {
    found *f = PS_PUSH(s->w->arena, &s->links);
    if (!f) {
        return ps_nomem(s->w->err);
    }
    *f = (found){.path = s->links.n > s->before + 1 && ps_str_eq(f[-1].path, path) ? f[-1].path : ps_keep(s->w, path),
                 .target = ps_keep(s->w, link->text[1]),
                 .line = link->line};
    return PS_OK;
}

static int take_row(void *ctx, const ps_part_row *row) {
    search *s = ctx;
    if (!row) {
        s->links.n = s->before;
        return PS_OK;
    }
    return is_unsaved(s, row->path) || ps_str_eq(row->path, s->path) ? PS_OK : take(s, row->path, row->part);
}

/* The links of the unsaved texts. */
static int take_unsaved(search *s) {
    ps_str root = ps_str_of(s->w->ws->root);
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < s->w->s->n_overlay; i++) {
        ps_str at = s->w->s->overlay[i].path, path = ps_str_starts(at, root) ? ps_str_sub(at, root.n + 1, at.n) : PS_S("");
        ps_note *note;
        ps_parts parts = {0};
        if (!ps_index_holds(path) || ps_str_eq(path, s->path)) {
            continue;
        }
        rc = ps_note_parse(&note, s->w->s->overlay[i].text, s->w->lang, s->w->err);
        if (rc) {
            break;
        }
        rc = ps_parts_of(s->w->arena, path, note, &parts, s->w->err);
        for (size_t k = 0; !rc && k < parts.of[PS_PART_LINK].n; k++) {
            const ps_part *p = &parts.of[PS_PART_LINK].v[k];
            rc = ps_str_eq(p->text[0], s->name) ? take(s, path, p) : PS_OK;
        }
        ps_note_free(note);
    }
    return rc;
}

/* Keeps those that lead here. */
static int sift(search *s) {
    bool taken, yes = false;
    size_t kept = s->before;
    int rc = is_taken(s, &taken);
    for (size_t i = s->before; !rc && i < s->links.n; i++) {
        found f = s->links.v[i];
        bool twice = kept > s->before && s->links.v[kept - 1].line == f.line && ps_str_eq(s->links.v[kept - 1].path, f.path);
        bool by_id = taken && !f.target.n && !ps_str_eq(folder_of(f.path), s->folder);
        rc = twice || by_id ? PS_OK : leads_here(s, &f, &yes);
        if (!rc && !twice && !by_id && yes) {
            s->links.v[kept++] = f;
        }
    }
    s->links.n = kept;
    return rc;
}

static int find_all(search *s) {
    ps_work *w = s->w;
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < s->names.n; i++) {
        s->name = s->names.v[i];
        s->before = s->links.n;
        rc = ps_parts_links(w->ws->index, s->name, take_row, s, w->s->cancel, w->err);
        rc = rc ? rc : take_unsaved(s);
        rc = rc ? rc : sift(s);
    }
    return rc;
}

/* ---- answering ---- */

static ps_str line_of(ps_str text, unsigned line) {
    ps_str part = PS_S("");
    while (line-- && ps_str_next(&text, '\n', &part)) {
    }
    return ps_str_trim(part);
}

/* Title and text of a note, an unsaved one's too. */
static int note_of(search *s, ps_str path, ps_str *title, ps_str *text) {
    ps_work *w = s->w;
    ps_note *note;
    if (!is_unsaved(s, path)) {
        return ps_parts_note(w->arena, w->ws->index, path, title, text, w->s->cancel, w->err);
    }
    int rc = ps_work_read(w, path, text);
    rc = rc ? rc : ps_note_parse(&note, *text, w->lang, w->err);
    if (!rc) {
        *title = ps_keep(w, ps_note_title(note));
        ps_note_free(note);
    }
    return rc;
}

static int view_links(search *s, ps_v_links *out) {
    ps_str title = PS_S(""), text = PS_S("");
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < s->links.n; i++) {
        const found *f = &s->links.v[i];
        ps_str deal = deal_of(f->path);
        bool same = i > 0 && ps_str_eq(f->path, f[-1].path);
        rc = same ? PS_OK : note_of(s, f->path, &title, &text);
        if (rc == PS_ENOTFOUND) { /* gone since */
            rc = PS_OK;
            continue;
        }
        ps_v_link *v = rc ? NULL : PS_PUSH(s->w->arena, out);
        if (!v) {
            return rc ? rc : ps_nomem(s->w->err);
        }
        *v = (ps_v_link){.path = ps_keep_path(s->w, f->path),
                         .deal = deal.n ? ps_keep(s->w, ps_path_name(ps_str_sub(deal, 0, deal.n - 1))) : PS_S(""),
                         .title = title,
                         .text = line_of(text, f->line),
                         .lnum = (int)f->line};
    }
    return rc;
}

static int backlinks_run(ps_work *w, const ps_a_links *in, ps_v_links *out) {
    search s = {.w = w};
    ps_index_counts counts;
    int rc = ps_work_relative(w, in->path, &s.path);
    rc = rc ? rc : ps_work_open_index(w);
    rc = rc || in->known ? rc : ps_index_update(w->ws->index, w->ws->fs, false, w->s->cancel, &counts, w->err);
    if (!rc) {
        s.folder = folder_of(s.path);
        s.deal = deal_of(s.path);
        rc = read_names(&s);
    }
    rc = rc ? rc : find_all(&s);
    return rc ? rc : view_links(&s, out);
}
PS_CALL_RUN(backlinks, ps_a_links, ps_v_links, PS_READS)
