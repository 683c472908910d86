/* What a commit is about: its files, in meaning, judged by the process that was in force then. What is told of a commit never changes, but for those
 * that have no valid process of their own. */
#include <string.h>

#include "alloc.h"
#include "ws_tell.h"

static const ps_str PROCESS = {".pursuit/process.md", 19};
enum { PROCESSES = 64 }; /* that are kept at once */

/* ---- the process of a commit ---- */

typedef struct {
    ps_oid blob;
    ps_process *process; /* NULL: not valid */
} version;

struct ps_teller {
    ps_history_reader *reader;
    version v[PROCESSES];
    size_t n;
    ps_tell_job job;
};

void ps_teller_free(ps_teller *teller) {
    if (teller) {
        for (size_t i = 0; i < teller->n; i++) {
            ps_process_free(teller->v[i].process);
        }
        ps_arena_free(&teller->job.arena);
        ps_history_reader_free(teller->reader);
        ps_free(teller);
    }
}

int ps_work_teller(ps_work *w, ps_teller **out) {
    ps_workspace *ws = w->ws;
    if (!ws->teller) {
        ps_teller *t = ps_alloc(sizeof *t);
        if (!t) {
            return ps_nomem(w->err);
        }
        *t = (ps_teller){0};
        int rc = ps_history_reader_new(&t->reader, ws->repo, w->err);
        if (rc) {
            ps_free(t);
            return rc;
        }
        ws->teller = t;
    }
    *out = ws->teller;
    return PS_OK;
}

ps_history_reader *ps_teller_reader(ps_teller *teller) {
    return teller->reader;
}

ps_tell_job *ps_teller_job(ps_teller *teller) {
    return &teller->job;
}

uint64_t ps_tell_judge(const ps_work *w) {
    ps_str text = w->ws->process->note ? w->ws->process->note->text : PS_S("");
    return ps_str_hash(PS_HASH, text) | 1;
}

static int read_version(ps_work *w, ps_teller *t, const ps_oid *blob, const version **out) {
    ps_arena scratch = {0};
    ps_str text;
    if (t->n == PROCESSES) {
        ps_process_free(t->v[--t->n].process);
    }
    version *v = &t->v[t->n];
    *v = (version){.blob = *blob};
    int rc = ps_repo_blob(w->ws->repo, &scratch, blob, &text, w->err);
    rc = rc ? rc : ps_process_read(&v->process, text, w->lang, w->err);
    if (!rc && v->process->n_faults) {
        ps_process_free(v->process);
        v->process = NULL;
    }
    t->n += !rc;
    ps_arena_free(&scratch);
    *out = v;
    return rc;
}

static int process_at(ps_work *w, ps_teller *t, const ps_oid *commit, const ps_process **out, uint64_t *judged) {
    ps_oid blob;
    const version *found = NULL;
    int rc = ps_history_blob(t->reader, &blob, commit, PROCESS, w->err);
    for (size_t i = 0; !rc && !found && i < t->n; i++) {
        found = strcmp(t->v[i].blob.hex, blob.hex) == 0 ? &t->v[i] : NULL;
    }
    if (!rc && !found && blob.hex[0]) {
        rc = read_version(w, t, &blob, &found);
    }
    bool own = !rc && found && found->process;
    *out = own ? found->process : w->ws->process;
    *judged = own || rc ? 0 : ps_tell_judge(w);
    return rc;
}

/* ---- places ---- */

ps_str ps_tell_place(ps_str path) {
    ps_kind kind;
    ps_str id;
    if (ps_work_where(path, &kind, &id) && kind == PS_K_DEAL) {
        return ps_str_sub(path, 0, (size_t)(id.p - path.p) + id.n);
    }
    bool other = ps_kind_of_dir(path, &kind) && kind != PS_K_DEAL && ps_str_ends(path, PS_S(".md"));
    return other || ps_str_eq(path, PS_S(".pursuit/process.md")) ? path : PS_S("");
}

static int blob_text(ps_work *w, ps_arena *arena, const ps_oid *blob, ps_str *out) {
    *out = (ps_str){NULL, 0};
    return blob->hex[0] ? ps_repo_blob(w->ws->repo, arena, blob, out, w->err) : PS_OK;
}

/* The notes among files, with their bytes before and after. */
static int changed_notes(ps_work *w, ps_arena *arena, const ps_touched *files, size_t n, ps_changed **out, size_t *n_out) {
    ps_changed *list = ps_arena_alloc(arena, (n + 1) * sizeof *list);
    int rc = list ? PS_OK : ps_nomem(w->err);
    *n_out = 0;
    for (size_t i = 0; !rc && i < n; i++) {
        if (!ps_str_ends(files[i].path, PS_S(".md"))) {
            continue;
        }
        ps_changed *c = &list[(*n_out)++];
        c->path = files[i].path;
        rc = blob_text(w, arena, &files[i].old, &c->old);
        rc = rc ? rc : blob_text(w, arena, &files[i].now, &c->now);
    }
    *out = list;
    return rc;
}

static bool is_made(const ps_touched *files, size_t n, ps_str path) {
    for (size_t i = 0; i < n; i++) {
        if (ps_str_eq(files[i].path, path)) {
            return !files[i].old.hex[0];
        }
    }
    return false;
}

/* ---- telling ---- */

int ps_telling_start(ps_work *w, ps_telling *t, ps_arena *arena, const ps_oid *commit, const ps_touched *files, size_t n, bool both) {
    ps_teller *teller = NULL;
    *t = (ps_telling){.arena = arena, .files = files, .n = n, .both = both};
    int rc = ps_work_teller(w, &teller);
    return rc ? rc : process_at(w, teller, commit, &t->process, &t->judged);
}

int ps_telling_resume(ps_work *w, ps_telling *t, const ps_oid *commit, bool *same) {
    ps_teller *teller = NULL;
    uint64_t judged = t->judged;
    int rc = ps_work_teller(w, &teller);
    rc = rc ? rc : process_at(w, teller, commit, &t->process, &t->judged);
    *same = !rc && t->judged == judged;
    return rc;
}

static int put_events(ps_work *w, ps_telling *t, ps_str place, const ps_touched *files, size_t n, const ps_event *events,
                      const ps_event *other, size_t n_events) {
    ps_str kept = ps_arena_dup(t->arena, place);
    for (size_t i = 0; kept.p && i < n_events; i++) {
        ps_annal_event *e = PS_PUSH(t->arena, &t->events);
        if (!e) {
            return ps_nomem(w->err);
        }
        *e = (ps_annal_event){.place = kept, .made = is_made(files, n, events[i].path), .event = events[i]};
        e->texts[PS_EN] = e->texts[PS_ZH] = events[i].text;
        if (other) {
            e->texts[w->lang == PS_EN ? PS_ZH : PS_EN] = other[i].text;
        }
    }
    ps_annal_event *bare = kept.p && !n_events ? PS_PUSH(t->arena, &t->events) : NULL;
    if (!kept.p || (!n_events && !bare)) {
        return ps_nomem(w->err);
    }
    if (bare) {
        ps_str none = PS_S("");
        *bare = (ps_annal_event){.place = kept, .touched = true, .texts = {none, none}};
        bare->event =
            (ps_event){PS_EV_NOTE, none, none, none, none, none, kept, none, none, none, none, none, PS_DATE_NONE, PS_MONEY_NONE, 0};
    }
    return PS_OK;
}

int ps_telling_next(ps_work *w, ps_telling *t) {
    ps_arena scratch = {0};
    ps_changed *notes;
    ps_event *events, *other = NULL;
    size_t n, n_events, n_other, end = t->at + 1;
    const ps_touched *files = t->files + t->at;
    ps_str place = ps_tell_place(files->path);
    while (end < t->n && place.n && ps_str_eq(ps_tell_place(t->files[end].path), place)) {
        end++;
    }
    size_t n_files = end - t->at;
    t->at = end;
    if (!place.n) {
        return PS_OK;
    }
    int rc = changed_notes(w, &scratch, files, n_files, &notes, &n);
    rc = rc ? rc : ps_meaning_diff(t->arena, t->process, notes, n, w->lang, &events, &n_events, w->err);
    if (!rc && t->both && n_events) {
        rc = ps_meaning_diff(t->arena, t->process, notes, n, w->lang == PS_EN ? PS_ZH : PS_EN, &other, &n_other, w->err);
    }
    rc = rc ? rc : put_events(w, t, place, files, n_files, events, other, n_events);
    ps_arena_free(&scratch);
    return rc;
}

static ps_str subject_of(ps_str message) {
    size_t end = ps_str_find(message, PS_S("\n"), 0);
    return ps_str_sub(message, 0, end == SIZE_MAX ? message.n : end);
}

void ps_tell_message(ps_annal *out, ps_str message) {
    out->subject = subject_of(message);
    out->deal = ps_trailer(message, PS_S("Deal"));
    out->was = ps_trailer(message, PS_S("Was"));
    out->undo = ps_trailer(message, PS_S("Undo"));
}
