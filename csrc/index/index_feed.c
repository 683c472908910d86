#include "index_feed.h"

#include <pthread.h>
#include <string.h>

#include "alloc.h"

/* What is read ahead at most: CHUNKS times the docs or the bytes of a chunk. */
enum { CHUNKS = 6, CHUNK_DOCS = 64, CHUNK_BYTES = 1 << 18, ALONE = 24 };

typedef struct {
    ps_index_doc docs[CHUNK_DOCS];
    size_t n;
    int rc; /* after its docs */
} chunk;

struct ps_feed {
    const ps_fs *fs;
    const ps_str *paths;
    size_t n, at; /* at: the next one to be read */
    ps_lang lang;
    ps_tokenizer *words;
    bool alone; /* no thread reads */
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t moved;
    size_t filled, taken; /* chunks so far, under the lock */
    bool stop;            /* under the lock */
    size_t in_chunk;      /* docs that were given out of the one at hand */
    chunk chunks[CHUNKS];
};

static void clear_chunk(chunk *c) {
    for (size_t i = 0; i < c->n; i++) {
        ps_index_doc_free(&c->docs[i]);
    }
    c->n = 0;
}

static void fill_chunk(ps_feed *f, chunk *c, size_t most) {
    size_t bytes = 0;
    ps_error quiet = {.lang = f->lang};
    clear_chunk(c);
    c->rc = PS_OK;
    while (!c->rc && f->at < f->n && c->n < most && bytes < CHUNK_BYTES) {
        ps_index_doc *doc = &c->docs[c->n++];
        c->rc = ps_index_doc_read(doc, f->fs, f->paths[f->at++], f->words, &quiet);
        bytes += doc->note ? doc->note->text.n : 0;
    }
}

static void *read_ahead(void *ctx) {
    ps_feed *f = ctx;
    pthread_mutex_lock(&f->lock);
    for (;;) {
        while (!f->stop && f->filled - f->taken == CHUNKS) {
            pthread_cond_wait(&f->moved, &f->lock);
        }
        if (f->stop || f->at == f->n) {
            break;
        }
        chunk *c = &f->chunks[f->filled % CHUNKS];
        pthread_mutex_unlock(&f->lock);
        fill_chunk(f, c, CHUNK_DOCS);
        pthread_mutex_lock(&f->lock);
        f->filled++;
        pthread_cond_signal(&f->moved);
    }
    f->stop = true;
    pthread_cond_signal(&f->moved);
    pthread_mutex_unlock(&f->lock);
    return NULL;
}

int ps_feed_open(ps_feed **out, ps_index *ix, const ps_fs *fs, const ps_str *paths, size_t n, ps_error *err) {
    ps_feed *f = ps_alloc(sizeof *f);
    if (!f) {
        return ps_nomem(err);
    }
    memset(f, 0, sizeof *f);
    f->fs = fs;
    f->paths = paths;
    f->n = n;
    f->lang = err->lang;
    int rc = ps_index_sql(ix, ps_tokenizer_new(&f->words, ix->store.db), err);
    if (rc) {
        ps_free(f);
        return rc;
    }
    pthread_mutex_init(&f->lock, NULL);
    pthread_cond_init(&f->moved, NULL);
    f->alone = n < ALONE || pthread_create(&f->thread, NULL, read_ahead, f) != 0;
    *out = f;
    return PS_OK;
}

/* The chunk at hand with something left in it; NULL at the end. */
static chunk *next_chunk(ps_feed *f) {
    chunk *c = &f->chunks[f->taken % CHUNKS];
    if (f->alone) {
        fill_chunk(f, c, 1);
        f->in_chunk = 0;
        return c->n ? c : NULL;
    }
    pthread_mutex_lock(&f->lock);
    if (f->in_chunk) { /* this one is used up */
        f->taken++;
        f->in_chunk = 0;
        pthread_cond_signal(&f->moved);
    }
    while (f->filled == f->taken && !f->stop) {
        pthread_cond_wait(&f->moved, &f->lock);
    }
    c = f->filled > f->taken ? &f->chunks[f->taken % CHUNKS] : NULL;
    pthread_mutex_unlock(&f->lock);
    return c;
}

int ps_feed_next(ps_feed *f, ps_index_doc **out, ps_error *err) {
    chunk *c = f->alone || !f->in_chunk ? NULL : &f->chunks[f->taken % CHUNKS];
    if (!c || f->in_chunk == c->n) {
        c = next_chunk(f);
    }
    *out = NULL;
    if (!c) {
        return PS_OK;
    }
    if (c->rc && f->in_chunk + 1 >= c->n) {
        return ps_nomem(err);
    }
    *out = &c->docs[f->in_chunk++];
    return PS_OK;
}

void ps_feed_close(ps_feed *f) {
    if (!f) {
        return;
    }
    if (!f->alone) {
        pthread_mutex_lock(&f->lock);
        f->stop = true;
        pthread_cond_signal(&f->moved);
        pthread_mutex_unlock(&f->lock);
        pthread_join(f->thread, NULL);
    }
    for (size_t i = 0; i < CHUNKS; i++) {
        clear_chunk(&f->chunks[i]);
    }
    pthread_cond_destroy(&f->moved);
    pthread_mutex_destroy(&f->lock);
    ps_tokenizer_free(f->words);
    ps_free(f);
}
