#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "alloc.h"
#include "workspace_impl.h"

static const ps_str PROCESS = {".pursuit/process.md", 19};

/* PS_ENOTFOUND where it is none. */
static int is_workspace(const char *dir) {
    ps_fs *fs;
    ps_error quiet = {0};
    int rc = ps_fs_open(&fs, ps_str_of(dir), &quiet);
    if (rc) {
        return rc == PS_ENOMEM ? rc : PS_ENOTFOUND;
    }
    bool yes = ps_fs_stat(fs, PROCESS) == PS_FS_FILE;
    ps_fs_close(fs);
    return yes ? PS_OK : PS_ENOTFOUND;
}

/* The nearest folder at or above `path` that exists, absolute and real. */
static int existing(ps_arena *arena, ps_str path, ps_str *out, ps_error *err) {
    ps_str z = ps_arena_dup(arena, path.n ? path : PS_S("."));
    if (!z.p) {
        return ps_nomem(err);
    }
    char *real = realpath(z.p, NULL);
    while (!real && z.n) {
        size_t cut = z.n;
        while (cut && z.p[cut - 1] != '/') {
            cut--;
        }
        z.n = cut > 1 ? cut - 1 : cut;
        if (cut == 0) {
            real = realpath(".", NULL);
            break;
        }
        ((char *)z.p)[z.n] = '\0';
        real = realpath(z.p, NULL);
        if (cut == 1) {
            break;
        }
    }
    *out = real ? ps_arena_dup(arena, ps_str_of(real)) : PS_S("");
    free(real);
    return out->p ? PS_OK : ps_nomem(err);
}

int ps_ws_find(ps_arena *arena, ps_str path, ps_str *root, ps_error *err) {
    ps_str at;
    *root = PS_S("");
    int rc = existing(arena, path, &at, err);
    while (!rc && at.n) {
        int found = is_workspace(at.p);
        if (found != PS_ENOTFOUND) {
            *root = at;
            rc = found ? ps_nomem(err) : PS_OK;
            break;
        }
        size_t cut = at.n;
        while (cut && at.p[cut - 1] != '/') {
            cut--;
        }
        if (at.n == 1 || cut == 0) {
            break;
        }
        at.n = cut > 1 ? cut - 1 : 1;
        ((char *)at.p)[at.n] = '\0';
    }
    return rc;
}

/* A recursive mutex: a call may use another. */
static bool make_lock(pthread_mutex_t *lock) {
    pthread_mutexattr_t attr;
    if (pthread_mutexattr_init(&attr)) {
        return false;
    }
    bool made = !pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE) && !pthread_mutex_init(lock, &attr);
    pthread_mutexattr_destroy(&attr);
    return made;
}

static int finish_rename(ps_workspace *ws, ps_error *err) {
    ps_session s = {0};
    ps_work w = {.ws = ws, .s = &s, .err = err, .arena = &s.arena};
    int rc = ps_work_finish_rename(&w);
    ps_session_end(&s);
    return rc;
}

/* What the process note's front matter says, as long as nobody has read the whole. */
static int read_lang(ps_workspace *ws, ps_error *err) {
    ps_arena arena = {0};
    ps_note *note = NULL;
    ps_str text;
    int rc = ps_fs_read(ws->fs, &arena, PROCESS, &text, err);
    size_t end = rc ? SIZE_MAX : ps_str_find(text, PS_S("\n---"), 0);
    if (!rc && end != SIZE_MAX) {
        rc = ps_note_parse(&note, ps_str_sub(text, 0, end + 4), ws->lang, err);
    }
    if (!rc && note) {
        ps_lang_parse(ps_note_value(note, PS_S("language")), &ws->lang);
    }
    ps_note_free(note);
    ps_arena_free(&arena);
    return rc == PS_ENOMEM ? rc : PS_OK;
}

int ps_ws_ready(ps_workspace *ws, ps_error *err) {
    ps_repo *repo;
    bool did;
    if (ws->repo) {
        return PS_OK;
    }
    int rc = ps_repo_open(&repo, ps_str_of(ws->root), err);
    if (rc) {
        return rc;
    }
    ws->repo = repo;
    if (ps_repo_lock(repo, 2000, NULL) == PS_OK) { /* someone else at work will have recovered already */
        rc = ps_repo_recover(repo, ws->fs, &did, err);
        rc = rc ? rc : finish_rename(ws, err);
        ps_repo_unlock(repo);
    }
    if (rc) { /* tried again by the next call */
        ps_repo_close(repo);
        ws->repo = NULL;
    } else if (ws->later) {
        ps_repo_follow_later(repo);
    }
    return rc;
}

int ps_ws_open_later(ps_workspace **out, ps_str root, ps_error *err) {
    ps_arena arena = {0};
    ps_str z = ps_arena_dup(&arena, root);
    ps_workspace *ws = z.p ? ps_alloc(sizeof *ws) : NULL;
    int rc = PS_OK;
    if (!ws || !make_lock(&ws->lock)) {
        ps_free(ws);
        ps_arena_free(&arena);
        return ps_nomem(err);
    }
    pthread_mutex_t lock = ws->lock;
    *ws = (ps_workspace){.lock = lock, .lang = err ? err->lang : PS_EN};
    char *real = realpath(z.p, NULL);
    rc = real ? is_workspace(real) : PS_ENOTFOUND;
    if (rc) {
        rc = rc == PS_ENOMEM ? ps_nomem(err) : ps_fail(err, PS_ENOTFOUND, NO_WORKSPACE, root);
        goto cleanup;
    }
    ps_str path = ps_str_of(real);
    ws->root = ps_alloc(path.n + 1);
    if (!ws->root) {
        rc = ps_nomem(err);
        goto cleanup;
    }
    memcpy(ws->root, real, path.n + 1);
    rc = ps_fs_open(&ws->fs, path, err);
    rc = rc ? rc : read_lang(ws, err);
cleanup:
    free(real);
    ps_arena_free(&arena);
    if (rc) {
        ps_ws_close(ws);
        return rc;
    }
    *out = ws;
    return PS_OK;
}

int ps_ws_open(ps_workspace **out, ps_str root, ps_error *err) {
    ps_workspace *ws;
    int rc = ps_ws_open_later(&ws, root, err);
    if (rc) {
        return rc;
    }
    rc = ps_ws_ready(ws, err);
    if (rc) {
        ps_ws_close(ws);
        return rc;
    }
    /* the language of the process, and a first look at whether it can be read */
    ps_session s = {0};
    ps_v_process view = {0};
    ps_a_id none = {PS_S("")};
    ps_error quiet = {.lang = ws->lang};
    ps_call_process(ws, &s, &none, &view, &quiet);
    ps_session_end(&s);
    *out = ws;
    return PS_OK;
}

void ps_ws_close(ps_workspace *ws) {
    if (!ws) {
        return;
    }
    pthread_mutex_lock(&ws->lock);
    if (ws->repo) {
        ps_repo_follow(ws->repo, NULL); /* where it can't, the next open does */
    }
    pthread_mutex_unlock(&ws->lock);
    pthread_mutex_destroy(&ws->lock);
    ps_touched_days_free(ws->touched);
    ps_index_close(ws->index);
    ps_asides_free(ws->asides);
    ps_annals_close(ws->annals);
    ps_teller_free(ws->teller); /* before the repository that it reads */
    ps_free(ws->cache);
    ps_process_free(ws->process);
    ps_free(ws->process_text);
    ps_repo_close(ws->repo);
    ps_fs_close(ws->fs);
    ps_free(ws->root);
    ps_free(ws);
}

void ps_ws_follow_later(ps_workspace *ws) {
    ws->later = true;
    if (ws->repo) {
        ps_repo_follow_later(ws->repo);
    }
}

bool ps_ws_owes(const ps_workspace *ws) {
    return ws->repo && ps_repo_owes(ws->repo);
}

int ps_ws_follow(ps_workspace *ws, ps_error *err) {
    pthread_mutex_lock(&ws->lock);
    int rc = ws->repo ? ps_repo_follow(ws->repo, err) : PS_OK;
    pthread_mutex_unlock(&ws->lock);
    return rc;
}

bool ps_ws_doubts(const ps_workspace *ws) {
    return ws->repo && ps_repo_doubts(ws->repo);
}

int ps_ws_look_again(ps_workspace *ws, ps_error *err) {
    pthread_mutex_lock(&ws->lock);
    int rc = ws->repo ? ps_repo_look_again(ws->repo, err) : PS_OK;
    pthread_mutex_unlock(&ws->lock);
    return rc;
}

ps_str ps_ws_root(const ps_workspace *ws) {
    return ps_str_of(ws->root);
}

ps_lang ps_ws_lang(const ps_workspace *ws) {
    return ws->lang;
}

int ps_ws_set_cache(ps_workspace *ws, ps_str dir, ps_error *err) {
    char *copy = ps_alloc(dir.n + 1);
    if (!copy) {
        return ps_nomem(err);
    }
    memcpy(copy, dir.p, dir.n);
    copy[dir.n] = '\0';
    pthread_mutex_lock(&ws->lock);
    ps_index_close(ws->index);
    ps_annals_close(ws->annals);
    ps_free(ws->cache);
    ws->index = NULL;
    ws->annals = NULL;
    ws->cache = copy;
    pthread_mutex_unlock(&ws->lock);
    return PS_OK;
}

void ps_ws_set_lang(ps_workspace *ws, ps_lang lang) {
    ws->lang = lang;
    ws->lang_set = true;
}

/* ---- init ---- */

/* My team note, and a rule that keeps attachments out of git where no one has made one. */
static int put_first_files(ps_work *w) {
    static const ps_str IGNORE = {"deals/.gitignore", 16};
    ps_buf note = {0};
    ps_str emails[4] = {PS_S("name"), w->me.name, PS_S("emails"), w->me.email};
    ps_new_entity me = {.kind = PS_K_MEMBER, .id = w->my_id, .name = w->me.name, .pairs = emails, .n_pairs = 4};
    ps_str path = ps_template_entity_path(w->arena, PS_K_MEMBER, w->my_id);
    int rc = path.p ? PS_OK : ps_nomem(w->err);
    if (!rc && ps_id_valid(w->my_id) && ps_fs_stat(w->ws->fs, path) == PS_FS_NONE) {
        rc = ps_template_entity(&note, w->process, &me, w->err);
        rc = rc ? rc : ps_work_put(w, path, ps_buf_str(&note));
    }
    if (!rc && ps_fs_stat(w->ws->fs, IGNORE) == PS_FS_NONE) {
        rc = ps_work_put(w, IGNORE, PS_S("/*/*/files/\n"));
    }
    ps_buf_free(&note);
    return rc;
}

/* One commit that holds everything: a killed one leaves no half of a workspace. Until it is made the process note is read from the session. */
static int fill(ps_workspace *ws, ps_session *s, ps_error *err) {
    ps_work w;
    ps_lang lang = ws->lang;
    ps_str process = ps_process_builtin(lang);
    ps_overlay unsaved = {ps_arena_fmt(&s->arena, "%s/%.*s", ws->root, PS_FMT(PROCESS)), process};
    if (!unsaved.path.p) {
        return ps_nomem(err);
    }
    s->overlay = &unsaved;
    s->n_overlay = 1;
    int rc = ps_work_begin(&w, ws, s, PS_WRITES, err);
    if (!rc) {
        rc = ps_work_put(&w, PROCESS, process);
        rc = rc ? rc : put_first_files(&w);
        rc = rc ? rc : ps_work_commit_as(&w, ps_text(PS_T_INIT_SUBJECT, lang), PS_S(""));
        rc = ps_work_end(&w, rc);
    }
    s->overlay = NULL;
    s->n_overlay = 0;
    return rc;
}

/* The folder with its parents, where they lack: only then a repository above it can be seen. */
static int make_folder(ps_arena *arena, ps_str dir, ps_error *err) {
    ps_str z = ps_arena_dup(arena, dir);
    if (!z.p || dir.n == 0 || memchr(dir.p, '\0', dir.n)) {
        return z.p ? ps_ioerr(err, dir, EINVAL) : ps_nomem(err);
    }
    for (size_t i = 1; i <= z.n; i++) {
        if (i < z.n && z.p[i] != '/') {
            continue;
        }
        char cut = z.p[i];
        ((char *)z.p)[i] = '\0';
        bool made = mkdir(z.p, 0777) == 0 || errno == EEXIST;
        int failed = errno;
        ((char *)z.p)[i] = cut;
        if (!made) {
            return ps_ioerr(err, dir, failed);
        }
    }
    return PS_OK;
}

int ps_ws_init(ps_session *s, ps_str dir, ps_lang lang, ps_v_place *out, ps_error *err) {
    ps_arena *arena = &s->arena;
    ps_workspace ws = {.lang = lang, .lang_set = true};
    ps_str root, above;
    int rc = ps_ws_find(arena, dir, &root, err);
    if (!rc && root.n) {
        ps_fail(err, PS_EEXISTS, WORKSPACE_EXISTS);
        return ps_error_at(err, root, 0);
    }
    rc = rc ? rc : existing(arena, dir, &above, err);
    rc = rc ? rc : ps_repo_knows_me(above, err); /* nothing is made for someone whom git does not know */
    rc = rc ? rc : make_folder(arena, dir, err);
    rc = rc ? rc : ps_repo_init(dir, err);
    ps_str z = ps_arena_dup(arena, dir);
    if (rc || !z.p) {
        return rc ? rc : ps_nomem(err);
    }
    char *real = realpath(z.p, NULL);
    if (!real) {
        return ps_ioerr(err, dir, errno);
    }
    if (!make_lock(&ws.lock)) {
        free(real);
        return ps_nomem(err);
    }
    ws.root = real;
    rc = ps_fs_open(&ws.fs, ps_str_of(real), err);
    rc = rc ? rc : ps_repo_open(&ws.repo, ps_str_of(real), err);
    rc = rc ? rc : fill(&ws, s, err);
    if (!rc) {
        out->path = ps_arena_dup(arena, ps_str_of(real));
        rc = out->path.p ? PS_OK : ps_nomem(err);
    }
    ps_process_free(ws.process);
    ps_free(ws.process_text);
    ps_repo_close(ws.repo);
    ps_fs_close(ws.fs);
    pthread_mutex_destroy(&ws.lock);
    free(real);
    return rc;
}
