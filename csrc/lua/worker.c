#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <time.h>

#include "alloc.h"
#include "frame.h"

/* When git's index of a large tree follows the commits: after a rest, so that saves of one moment cost it once, but not much later than the first.
 * Until then git's commands that write refuse, and `git status` shows the paths of the commits. */
enum { REST_MS = 100, MOST_MS = 300, AGAIN_MS = 1000 };

struct ps_worker {
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t more, finished;
    ps_frame *head, *tail;
    const ps_workspace *ws; /* the host's */
    int64_t follow_at,
        follow_by; /* ms: when git's index is to follow if nothing is queued, and in any case, or is to be looked at again; 0: neither */
    bool owes, stop;
};

static int64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t); /* the clock of pthread_cond_timedwait */
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- on the worker's thread; those that take a worker hold its lock ---- */

/* A handle of the thread's own: whoever reads on the host's thread waits for no commit, and no repository is used by two threads. */
static int open_own(ps_workspace **own, const ps_workspace *ws, ps_error *err) {
    int rc = *own ? PS_OK : ps_ws_open(own, ps_ws_root(ws), err);
    if (rc == PS_OK) {
        ps_ws_follow_later(*own);
    }
    return rc;
}

static void run(ps_frame *f, ps_workspace **own, const ps_workspace *ws) {
    f->rc = f->rc ? f->rc : open_own(own, ws, &f->err);
    if (*own) {
        ps_ws_set_lang(*own, f->err.lang);
    }
    ps_frame_run(f, *own);
}

/* A debt, or a doubt, that goes on keeps its time: many calls must not put it off. */
static void note_debt(ps_worker *w, bool owes, bool doubts) {
    int64_t now = now_ms();
    int64_t by = w->follow_by && w->owes == owes ? w->follow_by : now + (owes ? MOST_MS : AGAIN_MS);
    w->follow_by = owes || doubts ? by : 0;
    w->follow_at = owes && now + REST_MS < w->follow_by ? now + REST_MS : w->follow_by;
    w->owes = owes;
}

static bool must_follow(const ps_worker *w) {
    return w->follow_at && !w->stop && now_ms() >= (w->head ? w->follow_by : w->follow_at);
}

static void follow(ps_worker *w, ps_workspace **own) {
    pthread_mutex_unlock(&w->lock);
    ps_error quiet = {.lang = PS_EN};
    int rc = open_own(own, w->ws, &quiet);
    bool owed = !rc && ps_ws_owes(*own);
    rc = rc ? rc : owed ? ps_ws_follow(*own, &quiet) : ps_ws_look_again(*own, &quiet);
    bool doubts = !rc && ps_ws_doubts(*own);
    pthread_mutex_lock(&w->lock);
    w->follow_by = 0; /* it was paid, or looked at: what is left begins anew */
    note_debt(w, false, rc || doubts);
}

static void wait_for_more(ps_worker *w) {
    struct timespec until = {(time_t)(w->follow_at / 1000), (long)(w->follow_at % 1000 * 1000000)};
    if (w->follow_at) {
        pthread_cond_timedwait(&w->more, &w->lock, &until);
    } else {
        pthread_cond_wait(&w->more, &w->lock);
    }
}

/* The editor's thread goes first where processors are few: somebody types there. */
static void step_back(void) {
#ifdef __linux__ /* elsewhere this would mean the whole process */
    enum { NICE = 5 };
    setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + NICE);
#endif
}

static void *work(void *arg) {
    ps_worker *w = arg;
    ps_workspace *own = NULL;
    step_back();
    pthread_mutex_lock(&w->lock);
    for (;;) {
        if (must_follow(w)) {
            follow(w, &own);
        }
        if (!w->head && !w->stop) {
            wait_for_more(w);
            continue;
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
        bool owes = own && ps_ws_owes(own), doubts = own && ps_ws_doubts(own);
        pthread_mutex_lock(&w->lock);
        note_debt(w, owes, doubts);
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

void ps_worker_follow(ps_worker *w) {
    pthread_mutex_lock(&w->lock);
    note_debt(w, true, false);
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
