#include <stdlib.h>

#include "workspace_impl.h"

bool ps_work_where(ps_str path, ps_kind *kind, ps_str *id) {
    ps_str rest = path, dir, year;
    if (!ps_str_next(&rest, '/', &dir) || !rest.p) {
        return false;
    }
    if (!ps_kind_of_dir(dir, kind)) {
        return false;
    }
    if (*kind == PS_K_DEAL) { /* deals/<year>/<id>/… */
        return ps_str_next(&rest, '/', &year) && rest.p && ps_str_next(&rest, '/', id) && rest.p && ps_id_valid(*id);
    }
    bool note = ps_str_ends(rest, PS_S(".md")) && ps_str_find(rest, PS_S("/"), 0) == SIZE_MAX;
    *id = note ? ps_str_sub(rest, 0, rest.n - 3) : PS_S("");
    return note && ps_id_valid(*id);
}

int ps_work_folders(ps_work *w, ps_strs *out) {
    ps_fs_entry *years, *ids;
    size_t n_years, n_ids;
    int rc = ps_work_list(w, w->arena, PS_S("deals"), &years, &n_years);
    for (size_t y = 0; !rc && y < n_years; y++) {
        if (years[y].kind != PS_FS_DIR || years[y].name.p[0] == '.') {
            continue;
        }
        ps_str dir = ps_arena_fmt(w->arena, "deals/%.*s", PS_FMT(years[y].name));
        rc = dir.p ? ps_work_list(w, w->arena, dir, &ids, &n_ids) : ps_nomem(w->err);
        for (size_t i = 0; !rc && i < n_ids; i++) {
            if (ids[i].kind != PS_FS_DIR || !ps_id_valid(ids[i].name)) {
                continue;
            }
            ps_str *folder = PS_PUSH(w->arena, out);
            if (!folder || !(*folder = ps_arena_fmt(w->arena, "%.*s/%.*s", PS_FMT(dir), PS_FMT(ids[i].name))).p) {
                rc = ps_nomem(w->err);
            }
        }
    }
    return rc;
}

static int no_deal(ps_work *w, ps_str id) {
    ps_datestr day;
    return w->past ? ps_fail(w->err, PS_ENOTFOUND, AT_NO_DEAL, id, ps_date_str(&day, ps_past_day(w)))
                   : ps_fail(w->err, PS_ENOTFOUND, NO_DEAL, id);
}

int ps_work_folder(ps_work *w, ps_str id, ps_str *folder) {
    ps_fs_entry *years;
    size_t n;
    ps_str found = PS_S("");
    if (!ps_id_valid(id)) {
        return no_deal(w, ps_str_clip(id, 120));
    }
    int rc = ps_work_list(w, w->arena, PS_S("deals"), &years, &n);
    for (size_t y = 0; !rc && y < n; y++) {
        ps_str at = ps_arena_fmt(w->arena, "deals/%.*s/%.*s", PS_FMT(years[y].name), PS_FMT(id));
        if (!at.p) {
            return ps_nomem(w->err);
        }
        ps_fs_kind kind = PS_FS_NONE;
        rc = years[y].kind == PS_FS_DIR ? ps_work_stat(w, at, &kind) : PS_OK;
        if (rc || kind != PS_FS_DIR) {
            continue;
        }
        if (found.n) {
            return ps_fail(w->err, PS_EEXISTS, DEAL_TWICE, id, found, at);
        }
        found = at;
    }
    if (!rc && found.n == 0) {
        return no_deal(w, id);
    }
    *folder = found;
    return rc;
}

int ps_work_pass_over(ps_work *w, int rc, ps_str path) {
    if (rc != PS_EIO && rc != PS_EINVAL && rc != PS_EPARSE) {
        return rc == PS_ENOTFOUND ? PS_OK : rc; /* gone since it was listed */
    }
    for (size_t i = 0; i < w->unread.n; i++) {
        if (ps_str_eq(w->unread.v[i].path, path)) {
            return PS_OK;
        }
    }
    ps_unread *u = PS_PUSH(w->arena, &w->unread);
    ps_error *why = u ? PS_NEW(w->arena, ps_error) : NULL;
    if (!why) {
        return ps_nomem(w->err);
    }
    *why = *w->err;
    *u = (ps_unread){ps_keep(w, path), why};
    ps_error_clear(w->err);
    return PS_OK;
}

static int files_below(ps_work *w, ps_arena *arena, ps_str folder, int depth, ps_strs *out) {
    ps_fs_entry *list;
    size_t n = 0;
    int rc = ps_work_list(w, arena, folder, &list, &n);
    rc = rc && depth > 0 ? ps_work_pass_over(w, rc, folder) : rc;
    for (size_t i = 0; !rc && i < n; i++) {
        bool skip = list[i].name.p[0] == '.' || (list[i].kind == PS_FS_DIR && ps_str_eq(list[i].name, PS_S("files")));
        if (skip) {
            continue;
        }
        ps_str path = ps_arena_fmt(arena, "%.*s/%.*s", PS_FMT(folder), PS_FMT(list[i].name));
        if (!path.p) {
            return ps_nomem(w->err);
        }
        if (list[i].kind == PS_FS_DIR && depth < 8) {
            rc = files_below(w, arena, path, depth + 1, out);
        } else if (list[i].kind == PS_FS_FILE && ps_str_ends(path, PS_S(".md"))) {
            ps_str *slot = PS_PUSH(arena, out);
            if (!slot) {
                return ps_nomem(w->err);
            }
            *slot = path;
        }
    }
    return rc;
}

int ps_work_files(ps_work *w, ps_str folder, ps_strs *out) {
    return files_below(w, w->arena, folder, 0, out);
}

/* Puts a new file of the call into the list of a folder's files. */
static int add_pending(ps_work *w, ps_arena *arena, ps_str folder, ps_strs *files) {
    for (size_t i = 0; i < w->changes.n; i++) {
        ps_str path = w->changes.v[i].path;
        bool inside = ps_str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/';
        bool known = !inside;
        for (size_t k = 0; !known && k < files->n; k++) {
            known = ps_str_eq(files->v[k], path);
        }
        if (!known) {
            ps_str *slot = PS_PUSH(arena, files);
            if (!slot) {
                return ps_nomem(w->err);
            }
            *slot = path;
        }
    }
    return PS_OK;
}

/* The texts of a folder's notes. What can't be read is passed over. */
static int read_files(ps_work *w, ps_arena *arena, ps_str folder, ps_file **out, size_t *n) {
    ps_strs paths = {0};
    int rc = files_below(w, arena, folder, 0, &paths);
    rc = rc ? rc : add_pending(w, arena, folder, &paths);
    ps_file *files = rc ? NULL : ps_arena_alloc(arena, (paths.n ? paths.n : 1) * sizeof *files);
    *n = 0;
    for (size_t i = 0; files && !rc && i < paths.n; i++) {
        files[*n].path = paths.v[i];
        rc = ps_work_read_in(w, arena, paths.v[i], &files[*n].text);
        *n += rc == PS_OK;
        rc = rc ? ps_work_pass_over(w, rc, paths.v[i]) : PS_OK;
    }
    *out = files;
    return files ? rc : rc ? rc : ps_nomem(w->err);
}

int ps_work_deal_at(ps_work *w, ps_str folder, ps_deal **out) {
    ps_arena texts = {0}; /* of many deals they would be too much to keep */
    ps_file *files;
    ps_deal *deal;
    size_t n;
    int rc = read_files(w, &texts, folder, &files, &n);
    ps_deal **slot = rc ? NULL : PS_PUSH(w->arena, &w->deals);
    if (slot) {
        w->deals.n--;
        rc = ps_deal_read(&deal, w->process, &w->world, folder, files, n, w->err);
    } else if (!rc) {
        rc = ps_nomem(w->err);
    }
    if (!rc) {
        w->deals.v[w->deals.n++] = deal;
        *out = deal;
    }
    ps_arena_free(&texts);
    return rc;
}

void ps_work_drop(ps_work *w, ps_deal *deal) {
    if (w->deals.n && w->deals.v[w->deals.n - 1] == deal) {
        w->deals.n--;
        ps_deal_free(deal);
    }
}

int ps_work_deal(ps_work *w, ps_str id, ps_deal **out) {
    ps_str folder;
    int rc = ps_work_folder(w, id, &folder);
    return rc ? rc : ps_work_deal_at(w, folder, out);
}

int ps_work_deal_then(ps_work *w, const ps_a_deal *in, ps_deal **out) {
    int rc = ps_work_travel_to(w, in->at);
    rc = rc ? rc : ps_work_deal(w, in->id, out);
    if (!rc && !(*out)->main) {
        ps_fail(w->err, PS_ENOTFOUND, DEAL_NO_NOTE);
        return ps_error_at(w->err, (*out)->folder, 0);
    }
    return rc;
}

int ps_work_deal_edit(ps_work *w, ps_str id, ps_deal **out) {
    ps_str folder;
    int rc = ps_work_folder(w, id, &folder);
    rc = rc ? rc : ps_work_no_unsaved(w, folder);
    rc = rc ? rc : ps_work_deal_at(w, folder, out);
    if (rc) {
        return rc;
    }
    for (size_t i = 0; !(*out)->main && i < w->unread.n; i++) {
        ps_str path = w->unread.v[i].path;
        if (ps_str_starts(path, folder) && ps_str_eq(ps_str_sub(path, folder.n, path.n), PS_S("/deal.md"))) {
            *w->err = *w->unread.v[i].why;
            return w->err->code;
        }
    }
    if (!(*out)->main) {
        ps_fail(w->err, PS_ENOTFOUND, DEAL_NO_NOTE);
        return ps_error_at(w->err, folder, 0);
    }
    const ps_doc *main = (*out)->main;
    if (main->note->broken) {
        unsigned line = main->note->broken->line;
        *w->err = *main->note->broken;
        w->err->code = PS_EPARSE;
        ps_error_at(w->err, main->path, line);
        return PS_EPARSE;
    }
    return PS_OK;
}

int ps_work_ids(ps_work *w, ps_kind kind, ps_strs *out) {
    ps_fs_entry *list;
    size_t n;
    if (kind == PS_K_DEAL) {
        int rc = ps_work_folders(w, out);
        for (size_t i = 0; !rc && i < out->n; i++) {
            out->v[i] = ps_path_name(out->v[i]);
        }
        return rc;
    }
    int rc = ps_work_list(w, w->arena, ps_kind_dir(kind), &list, &n);
    for (size_t i = 0; !rc && i < n; i++) {
        if (list[i].kind != PS_FS_FILE || !ps_str_ends(list[i].name, PS_S(".md"))) {
            continue;
        }
        ps_str id = ps_str_sub(list[i].name, 0, list[i].name.n - 3);
        ps_str *slot = ps_id_valid(id) ? PS_PUSH(w->arena, out) : NULL;
        if (slot) {
            *slot = id;
        } else if (ps_id_valid(id)) {
            rc = ps_nomem(w->err);
        }
    }
    return rc;
}

static int visit_note(ps_work *w, ps_kind kind, ps_str id, ps_note_visit *visit, void *ctx) {
    ps_arena own = {0};
    ps_str text, path = ps_arena_fmt(w->arena, "%.*s/%.*s.md", PS_FMT(ps_kind_dir(kind)), PS_FMT(id));
    ps_note *note = NULL;
    int rc = path.p ? ps_work_read_in(w, &own, path, &text) : ps_nomem(w->err);
    rc = rc ? rc : ps_note_parse(&note, text, w->lang, w->err);
    rc = rc ? ps_work_pass_over(w, rc, path) : visit(ctx, kind, id, path, note);
    ps_note_free(note);
    ps_arena_free(&own);
    return rc;
}

int ps_work_each_note(ps_work *w, ps_kind kind, ps_note_visit *visit, void *ctx) {
    ps_strs ids = {0};
    int rc = ps_work_ids(w, kind, &ids);
    rc = rc ? ps_work_pass_over(w, rc, ps_kind_dir(kind)) : PS_OK;
    for (size_t i = 0; !rc && i < ids.n; i++) {
        rc = ps_work_cancelled(w) ? ps_fail(w->err, PS_ECANCEL, CANCELLED) : visit_note(w, kind, ids.v[i], visit, ctx);
    }
    return rc;
}
