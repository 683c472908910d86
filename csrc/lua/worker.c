#include <pthread.h>
#include <signal.h>

#include "alloc.h"
#include "frame.h"

struct ps_worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more, finished;
    ps_frame *head, *tail;
    const ps_workspace *ws; /* the host's */
    bool stop;
};

/* Runs on a handle of the thread's own: whoever reads on the host's thread waits for no commit, and no repository is used by two threads. */
static void run(ps_frame *f, ps_workspace **own, const ps_workspace *ws) {
    if (!f->rc && !*own) {
        f->rc = ps_ws_open(own, ps_ws_root(ws), &f->err);
    }
    if (*own) {
        ps_ws_set_lang(*own, f->err.lang);
    }
    ps_frame_run(f, *own);
}

static void *work(void *arg) {
    ps_worker *w = arg;
    ps_workspace *own = NULL;
    pthread_mutex_lock(&w->lock);
    for (;;) {
        while (!w->head && !w->stop) {
            pthread_cond_wait(&w->more, &w->lock);
        }
        ps_frame *f = w->head;
        if (!f) {
            break; /* stopped, and nothing is queued */
        }
        w->head = f->next;
        if (!w->head) {
            w->tail = NULL;
        }
        pthread_mutex_unlock(&w->lock);
        run(f, &own, w->ws);
        pthread_mutex_lock(&w->lock);
        __atomic_store_n(&f->done, 1, __ATOMIC_RELEASE);
        pthread_cond_broadcast(&w->finished);
        ps_frame_release(f);
    }
    pthread_mutex_unlock(&w->lock);
    ps_ws_close(own);
    return NULL;
}

int ps_worker_start(ps_worker **out, const ps_workspace *ws, ps_error *err) {
    ps_worker *w = ps_alloc(sizeof *w);
    if (!w) {
        return ps_nomem(err);
    }
    *w = (ps_worker){.ws = ws, .lock = PTHREAD_MUTEX_INITIALIZER, .more = PTHREAD_COND_INITIALIZER, .finished = PTHREAD_COND_INITIALIZER};
    sigset_t all, was;
    sigfillset(&all); /* signals belong to the editor's own threads */
    pthread_sigmask(SIG_SETMASK, &all, &was);
    int failed = pthread_create(&w->thread, NULL, work, w);
    pthread_sigmask(SIG_SETMASK, &was, NULL);
    if (failed) {
        ps_free(w);
        return ps_ioerr(err, PS_S(""), failed);
    }
    *out = w;
    return PS_OK;
}

void ps_worker_put(ps_worker *w, ps_frame *f) {
    ps_frame_hold(f);
    pthread_mutex_lock(&w->lock);
    *(w->tail ? &w->tail->next : &w->head) = f;
    w->tail = f;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
}

void ps_worker_wait(ps_worker *w, ps_frame *f) {
    pthread_mutex_lock(&w->lock);
    while (!__atomic_load_n(&f->done, __ATOMIC_ACQUIRE)) {
        pthread_cond_wait(&w->finished, &w->lock);
    }
    pthread_mutex_unlock(&w->lock);
}

void ps_worker_stop(ps_worker *w) {
    if (!w) {
        return;
    }
    pthread_mutex_lock(&w->lock);
    w->stop = true;
    pthread_cond_signal(&w->more);
    pthread_mutex_unlock(&w->lock);
    pthread_join(w->thread, NULL);
    ps_free(w);
}
