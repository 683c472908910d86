#include <string.h>

#include "field.h"
#include "ws_filter.h"

typedef struct {
    ps_work *w;
    ps_kind kind;
    ps_str old, to;
    ps_str folder, new_folder; /* of a deal */
} renaming;

/* ---- which texts name the thing ---- */

/* Front-matter keys that hold an id of a kind, and lists of them. */
static const struct {
    ps_kind kind;
    const char *key;
} keys[] = {{PS_K_ACCOUNT, "account"}, {PS_K_ACCOUNT, "parent"},     {PS_K_REGION, "region"}, {PS_K_DEAL, "parent"},
            {PS_K_DEAL, "deal"},       {PS_K_COMPETITOR, "lost_to"}, {PS_K_MEMBER, "owner"},  {PS_K_MEMBER, "contact"},
            {PS_K_MEMBER, "team"},     {PS_K_MEMBER, "reviewers"}};

static const struct {
    ps_kind kind;
    ps_heading_id heading;
    ps_column_id column;
} cells[] = {{PS_K_PERSON, PS_H_STAKEHOLDERS, PS_C_PERSON},
             {PS_K_PERSON, PS_H_RELATIONSHIPS, PS_C_FROM},
             {PS_K_PERSON, PS_H_RELATIONSHIPS, PS_C_TO},
             {PS_K_PERSON, PS_H_LEDGER, PS_C_TO},
             {PS_K_MEMBER, PS_H_STAKEHOLDERS, PS_C_CONTACT},
             {PS_K_MEMBER, PS_H_LEDGER, PS_C_BY},
             {PS_K_MEMBER, PS_H_STAGE_HISTORY, PS_C_BY},
             {PS_K_MEMBER, PS_H_VOTES, PS_C_REVIEWER},
             {PS_K_COMPETITOR, PS_H_COMPETITORS, PS_C_COMPETITOR},
             {PS_K_MEMBER, PS_H_COMPLIANCE, PS_C_OWNER},
             {PS_K_MEMBER, PS_H_HANDOVERS, PS_C_FROM},
             {PS_K_MEMBER, PS_H_HANDOVERS, PS_C_TO},
             {PS_K_MEMBER, PS_H_HANDOVERS, PS_C_BY},
             {PS_K_MEMBER, PS_H_COMPONENTS, PS_C_OWNER},
             {PS_K_MEMBER, PS_H_PLAN, PS_C_OWNER}};

static bool there(ps_work *w, ps_kind kind, ps_str id) {
    ps_str path;
    return w->world.note(w->world.ctx, kind, id, &path) != NULL;
}

/* Whether a link means the thing: by its path, else first a note beside, then a deal, then by kind. */
static bool link_means(const renaming *r, ps_str from, ps_str target) {
    ps_str dir = ps_kind_dir(r->kind);
    ps_str part = ps_path_name(ps_str_ends(target, PS_S(".md")) ? ps_str_sub(target, 0, target.n - 3) : target);
    if (!ps_str_eq(part, r->old)) {
        return false;
    }
    if (part.n < target.n && ps_str_find(target, PS_S("/"), 0) != SIZE_MAX) {
        return ps_str_starts(target, dir);
    }
    size_t slash = from.n;
    while (slash && from.p[slash - 1] != '/') {
        slash--;
    }
    ps_str beside = ps_arena_fmt(r->w->arena, "%.*s%.*s.md", (int)slash, from.p, PS_FMT(r->old));
    if (beside.p && ps_fs_stat(r->w->ws->fs, beside) == PS_FS_FILE) {
        return ps_str_eq(ps_str_sub(from, 0, slash ? slash - 1 : 0), dir);
    }
    for (size_t i = 0; i < PS_K_COUNT; i++) {
        if (there(r->w, ps_kind_order[i], r->old)) {
            return ps_kind_order[i] == r->kind;
        }
    }
    return false;
}

/* ---- the edits of one note ---- */

/* The bytes of a link that name the thing: the folder of a path into the deal, else its last part; empty where it means something else. */
static ps_range named_in(const renaming *r, ps_str text, ps_str from, const ps_link *l) {
    size_t at = ps_str_find(text, l->target, l->range.at), skip = 0, n = l->target.n;
    if (at >= l->range.end) {
        return (ps_range){0, 0};
    }
    if (r->folder.n && ps_str_starts(l->target, r->folder) && n > r->folder.n && l->target.p[r->folder.n] == '/') {
        skip = r->folder.n - r->old.n;
    } else if (link_means(r, from, l->target)) {
        skip = n - r->old.n - (ps_str_ends(l->target, PS_S(".md")) ? 3 : 0);
    } else {
        return (ps_range){0, 0};
    }
    return (ps_range){at + skip, at + skip + r->old.n};
}

/* Every link to the thing, by splices from the first to the last: what stands around them stays. */
static int relink(const renaming *r, ps_str path, ps_note **note) {
    ps_work *w = r->w;
    ps_str text = (*note)->text;
    ps_buf out = {0};
    size_t done = 0, n_links = (*note)->n_links;
    for (size_t i = 0; i < n_links; i++) {
        ps_range name = named_in(r, text, path, &(*note)->links[i]);
        if (name.end == 0 || name.at < done) {
            continue;
        }
        ps_buf_put(&out, ps_str_sub(text, done, name.at));
        ps_buf_put(&out, r->to);
        done = name.end;
    }
    if (done == 0) {
        return PS_OK;
    }
    ps_buf_put(&out, ps_str_sub(text, done, text.n));
    ps_note *now = NULL;
    int rc = ps_buf_ok(&out) ? ps_note_parse(&now, ps_buf_str(&out), w->lang, w->err) : ps_nomem(w->err);
    if (!rc && (now->n_links != n_links || (now->broken != NULL) != ((*note)->broken != NULL))) {
        ps_fail(w->err, PS_EPARSE, BAD_ROUND_TRIP);
        rc = ps_error_at(w->err, path, 1);
    }
    ps_buf_free(&out);
    if (rc) {
        ps_note_free(now);
        return rc;
    }
    ps_note_free(*note);
    *note = now;
    return PS_OK;
}

static int rename_key(const renaming *r, ps_note **note, ps_str key) {
    ps_work *w = r->w;
    ps_strs ids = {0};
    const ps_fm *f = ps_note_field(*note, key);
    bool found = false;
    if (!f || f->kind == PS_FM_EMPTY) {
        return PS_OK;
    }
    if (f->kind == PS_FM_SCALAR) {
        return ps_str_eq(ps_fm_id(f), r->old) ? ps_note_set(note, key, r->to, w->err) : PS_OK;
    }
    int rc = ps_fm_ids(w->arena, f, &ids);
    for (size_t i = 0; !rc && i < ids.n; i++) {
        found = found || ps_str_eq(ids.v[i], r->old);
        ids.v[i] = ps_keep(w, ps_str_eq(ids.v[i], r->old) ? r->to : ids.v[i]);
    }
    return rc ? ps_nomem(w->err) : found ? ps_note_set_list(note, key, ids.v, ids.n, w->err) : PS_OK;
}

static int rename_cells(const renaming *r, ps_note **note, ps_heading_id heading, ps_column_id column) {
    int rc = PS_OK;
    const ps_table *table = ps_heading_table(*note, heading, &r->w->process->aliases);
    size_t t = table ? (size_t)(table - (*note)->tables) : 0, rows = table ? table->n : 0;
    int at = ps_column_find(table, column, &r->w->process->aliases);
    for (size_t i = 0; !rc && at >= 0 && i < rows; i++) {
        if (ps_str_eq(ps_row_cell(&(*note)->tables[t].rows[i], at), r->old)) {
            rc = ps_note_set_cell(note, t, i, at, r->to, r->w->err);
        }
    }
    return rc;
}

/* A competitor's column of the decision factors, by a splice of its heading. */
static int rename_column(const renaming *r, ps_str path, ps_note **note) {
    ps_work *w = r->w;
    const ps_table *t = ps_heading_table(*note, PS_H_DECISION_FACTORS, &w->process->aliases);
    const ps_cell *cell = NULL;
    for (size_t i = 0; t && r->kind == PS_K_COMPETITOR && i < t->header.n; i++) {
        cell = ps_str_eq(t->header.cells[i].text, r->old) ? &t->header.cells[i] : cell;
    }
    if (!cell) {
        return PS_OK;
    }
    ps_str text = (*note)->text;
    ps_buf out = {0};
    ps_note *now = NULL;
    ps_buf_put(&out, ps_str_sub(text, 0, cell->range.at));
    ps_buf_put(&out, r->to);
    ps_buf_put(&out, ps_str_sub(text, cell->range.end, text.n));
    int rc = ps_buf_ok(&out) ? ps_note_parse(&now, ps_buf_str(&out), w->lang, w->err) : ps_nomem(w->err);
    if (!rc && (now->n_tables != (*note)->n_tables || now->n_lines != (*note)->n_lines)) {
        ps_fail(w->err, PS_EPARSE, BAD_ROUND_TRIP);
        rc = ps_error_at(w->err, path, 1);
    }
    ps_buf_free(&out);
    ps_note_free(rc ? now : *note);
    *note = rc ? *note : now;
    return rc;
}

static int rename_owners(const renaming *r, ps_note **note) {
    int rc = PS_OK;
    if (r->kind != PS_K_MEMBER && r->kind != PS_K_PERSON) {
        return rc;
    }
    for (size_t i = 0; !rc && i < (*note)->n_tasks; i++) {
        if (ps_str_eq(ps_task_field(&(*note)->tasks[i], PS_S("owner")), r->old)) {
            rc = ps_note_set_task_field(note, i, PS_S("owner"), r->to, r->w->err);
        }
    }
    return rc;
}

/* A note that names the thing in one way or another; others are not parsed. */
static int rename_in(const renaming *r, ps_str path, ps_str to_path) {
    ps_work *w = r->w;
    ps_str text;
    ps_note *note = NULL;
    bool moves = !ps_str_eq(path, to_path);
    int rc = ps_work_read(w, path, &text);
    if (rc || (!moves && ps_str_find(text, r->old, 0) == SIZE_MAX)) {
        return rc && !moves ? ps_work_pass_over(w, rc, path) : rc;
    }
    rc = ps_note_parse(&note, text, w->lang, w->err);
    rc = rc ? rc : relink(r, path, &note);
    bool edits = !rc && !note->broken; /* broken front matter is left to its owner, and told by its diagnostic */
    for (size_t i = 0; !rc && edits && i < sizeof keys / sizeof *keys; i++) {
        rc = keys[i].kind == r->kind ? rename_key(r, &note, ps_str_of(keys[i].key)) : PS_OK;
    }
    for (size_t i = 0; !rc && edits && i < sizeof cells / sizeof *cells; i++) {
        rc = cells[i].kind == r->kind ? rename_cells(r, &note, cells[i].heading, cells[i].column) : PS_OK;
    }
    rc = rc || !edits ? rc : rename_column(r, path, &note);
    rc = rc || !edits ? rc : rename_owners(r, &note);
    rc = ps_work_at(w, rc, path);
    if (!rc && moves) {
        rc = ps_work_put(w, path, (ps_str){NULL, 0});
    }
    if (!rc && (moves || !ps_str_eq(note->text, text))) {
        rc = ps_work_put_note(w, to_path, note);
    }
    ps_note_free(note);
    return rc;
}

static int rename_everywhere(const renaming *r) {
    ps_work *w = r->w;
    ps_strs paths = {0};
    int rc = PS_OK;
    for (size_t i = 0; !rc && i < PS_K_COUNT; i++) {
        ps_str dir = ps_kind_dir(ps_kind_order[i]);
        rc = ps_work_files(w, dir, &paths);
        rc = rc ? ps_work_pass_over(w, rc, dir) : PS_OK;
    }
    for (size_t i = 0; !rc && i < paths.n; i++) {
        bool inside = r->folder.n && ps_str_starts(paths.v[i], r->folder) && paths.v[i].p[r->folder.n] == '/';
        rc = inside ? PS_OK : rename_in(r, paths.v[i], paths.v[i]);
    }
    return rc;
}

/* ---- the thing itself ---- */

/* deal.md and its kin name their own deal; the earlier id stays as an alias, so that old links still lead here. */
static int rename_self(const renaming *r, ps_str path) {
    ps_work *w = r->w;
    ps_note *note = NULL;
    ps_strs aliases = {0};
    int rc = ps_work_edit(w, path, &note);
    rc = rc || r->kind != PS_K_DEAL ? rc : ps_note_set(&note, PS_S("id"), r->to, w->err);
    rc = rc || ps_fm_ids(w->arena, ps_note_field(note, PS_S("aliases")), &aliases) == PS_OK ? rc : ps_nomem(w->err);
    bool has_old = !rc && ps_ids_have(aliases.v, aliases.n, r->old), has_new = !rc && ps_ids_have(aliases.v, aliases.n, r->to);
    const ps_str add[] = {r->to, r->old};
    for (size_t i = 0; !rc && i < 2; i++) {
        ps_str *slot = (i ? has_old : has_new || r->kind != PS_K_DEAL) ? NULL : PS_PUSH(w->arena, &aliases);
        if (slot) {
            *slot = add[i];
        }
    }
    for (size_t i = 0; i < aliases.n; i++) {
        aliases.v[i] = ps_keep(w, aliases.v[i]);
    }
    rc = rc ? rc : ps_note_set_list(&note, PS_S("aliases"), aliases.v, aliases.n, w->err);
    rc = ps_work_at(w, rc, path);
    rc = rc ? rc : ps_work_put_note(w, path, note);
    ps_note_free(note);
    return rc;
}

/* What git keeps beside the notes: pictures, drawings. */
static int move_others(const renaming *r) {
    ps_work *w = r->w;
    ps_oid tree;
    ps_tree_file *files = NULL;
    size_t n = 0;
    int rc = ps_repo_tree(w->ws->repo, &tree, PS_S(""), r->folder, w->err);
    if (!rc && tree.hex[0]) {
        rc = ps_repo_tree_files(w->ws->repo, w->arena, &tree, &files, &n, w->err);
    }
    for (size_t i = 0; !rc && i < n; i++) {
        ps_str from = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(r->folder), PS_FMT(files[i].path)), content;
        ps_str to = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(r->new_folder), PS_FMT(files[i].path));
        if (!from.p || !to.p) {
            return ps_nomem(w->err);
        }
        if (ps_fs_stat(w->ws->fs, from) != PS_FS_FILE) {
            continue;
        }
        rc = ps_work_read(w, from, &content);
        if (rc == PS_ENOTFOUND) { /* a note, which has moved already */
            rc = PS_OK;
            continue;
        }
        rc = rc ? rc : ps_work_put(w, to, content);
        rc = rc ? rc : ps_work_put(w, from, (ps_str){NULL, 0});
    }
    return rc;
}

/* The notes below the old folder; attachments that git ignores are moved after the commit. */
static int move_folder(renaming *r) {
    ps_work *w = r->w;
    ps_strs paths = {0};
    int rc = ps_work_files(w, r->folder, &paths);
    for (size_t i = 0; !rc && i < paths.n; i++) {
        ps_str rest = ps_str_sub(paths.v[i], r->folder.n, paths.v[i].n);
        ps_str to = ps_arena_fmt(w->arena, "%.*s%.*s", PS_FMT(r->new_folder), PS_FMT(rest));
        rc = to.p ? rename_in(r, paths.v[i], to) : ps_nomem(w->err);
    }
    ps_str main = ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(r->new_folder));
    return rc ? rc : main.p ? rename_self(r, main) : ps_nomem(w->err);
}

static int check_target(renaming *r) {
    ps_work *w = r->w;
    ps_str path;
    ps_error quiet = {.lang = w->lang}, *was = w->err;
    if (!ps_id_valid(r->to)) {
        return ps_fail(w->err, PS_EINVAL, BAD_ID, ps_str_clip(r->to, 120));
    }
    if (r->kind == PS_K_DEAL) {
        w->err = &quiet;
        int rc = ps_work_folder(w, r->to, &path);
        w->err = was;
        return rc == PS_ENOTFOUND ? PS_OK : ps_fail(w->err, PS_EEXISTS, ID_TAKEN, r->to);
    }
    return there(w, r->kind, r->to) ? ps_fail(w->err, PS_EEXISTS, ID_TAKEN, r->to) : PS_OK;
}

static int rename_deal(renaming *r, ps_str *path) {
    ps_work *w = r->w;
    int rc = ps_work_folder(w, r->old, &r->folder);
    if (rc) {
        return rc;
    }
    r->new_folder = ps_arena_fmt(w->arena, "%.*s%.*s", (int)(r->folder.n - r->old.n), r->folder.p, PS_FMT(r->to));
    *path = ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(r->new_folder));
    ps_str main = ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(r->folder));
    rc = r->new_folder.p && path->p && main.p ? ps_work_no_unsaved(w, r->folder) : ps_nomem(w->err);
    if (!rc && ps_fs_stat(w->ws->fs, main) != PS_FS_FILE) {
        ps_fail(w->err, PS_ENOTFOUND, DEAL_NO_NOTE);
        return ps_error_at(w->err, r->folder, 0);
    }
    rc = rc ? rc : rename_everywhere(r);
    rc = rc ? rc : move_folder(r);
    return rc ? rc : move_others(r);
}

static int rename_entity(renaming *r, ps_str *path) {
    ps_work *w = r->w;
    if (!ps_id_valid(r->old)) {
        return ps_fail(w->err, PS_ENOTFOUND, NO_NOTE, ps_str_clip(r->old, 120));
    }
    ps_str from = ps_template_entity_path(w->arena, r->kind, r->old);
    *path = ps_template_entity_path(w->arena, r->kind, r->to);
    if (!from.p || !path->p) {
        return ps_nomem(w->err);
    }
    if (ps_fs_stat(w->ws->fs, from) != PS_FS_FILE) {
        ps_fail(w->err, PS_ENOTFOUND, NO_NOTE, r->old);
        return ps_error_at(w->err, from, 0);
    }
    int rc = rename_everywhere(r);
    rc = rc ? rc : rename_in(r, from, *path);
    return rc ? rc : rename_self(r, *path);
}

/* Who names it is who another name would change; nothing of that is written. */
int ps_work_pointers(ps_work *w, ps_kind kind, ps_str id, ps_strs *out) {
    renaming r = {.w = w, .kind = kind, .old = id, .to = ps_arena_fmt(w->arena, "%.*s_", PS_FMT(ps_str_clip(id, 110)))};
    int rc = !r.to.p ? ps_nomem(w->err) : kind == PS_K_DEAL ? ps_work_folder(w, id, &r.folder) : PS_OK;
    rc = rc ? rc : rename_everywhere(&r);
    for (size_t i = 0; !rc && i < w->changes.n; i++) {
        ps_str *slot = PS_PUSH(w->arena, out);
        if (!slot) {
            return ps_nomem(w->err);
        }
        *slot = w->changes.v[i].path;
    }
    w->changes.n = 0;
    return rc;
}

/* HEAD alone is looked at: whoever comes after a rename moves the rest before anything else. */
static int see_rename(void *ctx, const ps_revision *rev, ps_error *err) {
    ps_work *w = ctx;
    ps_str was = ps_trailer(rev->message, PS_S("Was")), id = ps_trailer(rev->message, PS_S("Deal")), old;
    ps_kind kind;
    ps_str inside = was.n ? ps_arena_fmt(w->arena, "%.*s/deal.md", PS_FMT(was)) : PS_S("");
    bool ours = was.n && inside.p && ps_work_where(inside, &kind, &old) && kind == PS_K_DEAL && ps_id_valid(id);
    if (!ours || ps_fs_stat(w->ws->fs, was) != PS_FS_DIR || ps_fs_stat(w->ws->fs, inside) != PS_FS_NONE) {
        return 1;
    }
    ps_str to = ps_arena_fmt(w->arena, "%.*s%.*s", (int)(was.n - old.n), was.p, PS_FMT(id));
    int rc = !to.p ? ps_nomem(err) : ps_fs_stat(w->ws->fs, to) == PS_FS_DIR ? ps_fs_move_rest(w->ws->fs, was, to, err) : PS_OK;
    return rc ? rc : 1;
}

int ps_work_finish_rename(ps_work *w) {
    int rc = ps_history_walk(w->ws->repo, PS_S(""), NULL, 0, see_rename, w, w->err);
    return rc < 0 ? rc : PS_OK;
}

static int rename_run(ps_work *w, const ps_a_rename *in, ps_v_place *out) {
    renaming r = {.w = w, .kind = PS_K_DEAL, .old = in->id, .to = in->to};
    ps_str path;
    ps_buf subject = {0};
    if (in->kind.n && !ps_kind_parse(in->kind, &r.kind)) {
        return ps_fail(w->err, PS_EINVAL, UNKNOWN_KIND_OF_NOTE, ps_str_clip(in->kind, 40));
    }
    int rc = check_target(&r);
    rc = rc ? rc : r.kind == PS_K_DEAL ? rename_deal(&r, &path) : rename_entity(&r, &path);
    rc = rc ? rc : ps_work_rename_in_views(w, r.kind, r.old, r.to);
    const ps_str args[] = {r.old, r.to};
    ps_text_put(&subject, w->process->lang, PS_T_RENAMED, args, 2);
    ps_str trailer =
        rc || r.kind != PS_K_DEAL ? PS_S("") : ps_arena_fmt(w->arena, "Deal: %.*s\nWas: %.*s\n", PS_FMT(r.to), PS_FMT(r.folder));
    rc = rc || (ps_buf_ok(&subject) && trailer.p) ? rc : ps_nomem(w->err);
    rc = rc ? rc : ps_work_commit_as(w, ps_buf_str(&subject), trailer);
    if (!rc && r.kind == PS_K_DEAL) { /* attachments and whatever else git does not track */
        rc = ps_fs_move_rest(w->ws->fs, r.folder, r.new_folder, w->err);
    }
    if (!rc) {
        *out = (ps_v_place){.path = ps_keep_path(w, path), .id = ps_keep(w, r.to), .kind = ps_keep(w, in->kind), .lnum = 1};
    }
    ps_buf_free(&subject);
    return rc;
}
PS_CALL_RUN(rename, ps_a_rename, ps_v_place, PS_WRITES)
