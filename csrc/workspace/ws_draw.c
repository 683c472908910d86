/* The decision chain as a picture. */
#include "chain_words.h"
#include "workspace_impl.h"

typedef int put_chain(ps_buf *out, const ps_chain_sheet *sheet, ps_error *err);

static put_chain *put_of(ps_str path) {
    static const struct {
        const char *end;
        put_chain *put;
    } formats[] = {{".svg", ps_chain_put_svg}, {".dot", ps_chain_put_dot}, {".gv", ps_chain_put_dot}, {".mmd", ps_chain_put_mermaid}};
    ps_str name = ps_path_name(path);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        ps_str end = ps_str_of(formats[i].end);
        if (name.n > end.n && ps_str_eq_nocase(ps_str_sub(name, name.n - end.n, name.n), end)) {
            return formats[i].put;
        }
    }
    return NULL;
}

static int draw_run(ps_work *w, const ps_a_draw *in, ps_v_place *out) {
    put_chain *put = put_of(in->path);
    ps_deal *deal;
    ps_chain chain;
    ps_buf text = {0};
    if (!put) {
        return ps_fail(w->err, PS_EUNSUPPORTED, CHAIN_FORMAT, ps_str_clip(ps_path_name(in->path), 120));
    }
    ps_work_discreet(w);
    int rc = ps_work_deal_then(w, &(ps_a_deal){in->id, in->at}, &deal);
    rc = rc ? rc : ps_chain_read(&chain, w->arena, deal, &w->world, w->err);
    if (rc) {
        return rc;
    }
    ps_chain_sheet sheet = {&chain, w->process, deal->title.n ? deal->title : deal->id, w->world.today, w->lang};
    ps_str path = ps_str_starts(in->path, PS_S("/")) ? in->path : ps_keep_path(w, in->path);
    rc = put(&text, &sheet, w->err);
    rc = rc ? rc : ps_work_write_out(w, path, ps_buf_str(&text));
    ps_buf_free(&text);
    *out = (ps_v_place){.path = ps_keep(w, path), .count = (int)chain.n_members};
    return rc;
}
PS_CALL_RUN(draw, ps_a_draw, ps_v_place, PS_READS)
