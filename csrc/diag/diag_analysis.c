/* What the analysis of a deal lacks: factors, SWOT, the customer's flow, needs. What is not begun is no fault. */
#include "diag_impl.h"
#include "factors.h"
#include "flow.h"
#include "needs.h"
#include "swot.h"

/* ---- factors ---- */

static bool is_begun(const ps_factors *o, const ps_factor *f) {
    bool begun = f->weight != PS_MONEY_NONE || f->us != PS_MONEY_NONE || f->evidence.n;
    for (size_t i = 0; i < o->n_rivals; i++) {
        begun = begun || f->rivals[i] != PS_MONEY_NONE;
    }
    return begun;
}

static void say_lack(ps_checker *c, const ps_factors *o, const ps_factor_lack *l) {
    const ps_factor *f = &o->factors[l->factor];
    ps_buf text = {0};
    if (!is_begun(o, f) && l->kind != PS_FACTOR_UNKNOWN) {
        return;
    }
    ps_factor_lack_text(&text, o, l, c->lang);
    if (ps_buf_ok(&text)) {
        ps_say_message(c, ps_spot_line(o->doc->path, o->doc->note, f->line), PS_HINT, "factor", ps_buf_str(&text));
    }
    c->failed |= !ps_buf_ok(&text);
    ps_buf_free(&text);
}

/* Weights are set for each deal: those of the deal that this one follows are taken over, not weighed. */
static void check_copied(ps_checker *c, const ps_factors *o) {
    const ps_note *note = ps_world_note(c->world, PS_K_DEAL, c->deal->parent, NULL);
    ps_factors parent;
    if (!note || !o->doc) {
        return;
    }
    if (ps_factors_of_note(&parent, c->arena, note, c->process, NULL)) {
        c->failed = true;
        return;
    }
    if (ps_factors_copied(o, &parent)) {
        ps_say(c, ps_spot_line(o->doc->path, o->doc->note, o->factors[0].line), PS_HINT, "factor", FACTOR_COPIED, c->deal->parent);
    }
}

static void check_factors(ps_checker *c) {
    ps_factors o;
    if (ps_factors_read(&o, c->arena, c->deal, c->world, NULL)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < o.n_lacks; i++) {
        say_lack(c, &o, &o.lacks[i]);
    }
    check_copied(c, &o);
}

/* ---- SWOT; unknown kinds and ids that come twice are said of every table ---- */

static void check_swot(ps_checker *c) {
    ps_swot o;
    if (ps_swot_read(&o, c->arena, c->deal, c->world, NULL)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < o.n; i++) {
        const ps_swot_entry *e = &o.entries[i];
        ps_spot spot = ps_spot_line(o.doc->path, o.doc->note, e->line);
        if (e->flawed[PS_SWOT_LOST]) {
            ps_say(c, spot, PS_WARN, "swot", SWOT_LOST, e->id);
        } else if (e->flawed[PS_SWOT_NO_FINDING]) {
            ps_say(c, spot, PS_HINT, "swot", SWOT_NO_FINDING, e->id);
        }
        if (e->flawed[PS_SWOT_UNANSWERED]) {
            ps_say(c, spot, PS_HINT, "swot", SWOT_UNANSWERED, e->id);
        }
    }
}

/* ---- the customer's flow ---- */

/* Said on the row that is ahead, or will be; where the step has none, on the flow's name. */
static void say_warning(ps_checker *c, const ps_flow *o) {
    const ps_flow_step *s = &o->steps[o->worst >= 0 ? o->worst : o->coming];
    const ps_doc *doc = s->line ? o->doc : c->deal->main;
    ps_spot spot = s->line ? ps_spot_line(doc->path, doc->note, s->line) : ps_spot_field(doc->path, doc->note, PS_S("flow"));
    ps_buf text = {0};
    ps_flow_warning(&text, c->deal, o, c->lang);
    if (ps_buf_ok(&text)) {
        ps_say_message(c, spot, o->worst >= 0 ? PS_WARN : PS_INFO, "flow-ahead", ps_buf_str(&text));
    }
    c->failed |= !ps_buf_ok(&text);
    ps_buf_free(&text);
}

static void check_flow(ps_checker *c) {
    ps_flow o;
    if (ps_flow_read(&o, c->arena, c->deal, c->world ? c->world->today : PS_DATE_NONE, NULL)) {
        c->failed = true;
        return;
    }
    for (size_t i = 0; i < o.n; i++) {
        const ps_flow_step *s = &o.steps[i];
        ps_flow_state ignored;
        if (s->line && !ps_flow_state_parse(s->written, &ignored)) {
            ps_say(c, ps_spot_line(o.doc->path, o.doc->note, s->line), PS_HINT, "unknown-value", FLOW_STATE, ps_str_clip(s->written, 40));
        }
        if (s->line && s->state == PS_FLOW_DONE && c->world && s->date != PS_DATE_NONE && s->date > c->world->today) {
            ps_say(c, ps_spot_line(o.doc->path, o.doc->note, s->line), PS_WARN, "future", FLOW_FUTURE, s->label);
        }
    }
    if ((o.worst >= 0 || o.coming >= 0) && c->deal->main) {
        say_warning(c, &o);
    }
}

/* ---- needs ---- */

static void check_needs(ps_checker *c) {
    ps_needs o;
    if (ps_needs_read(&o, c->arena, c->deal, NULL)) {
        c->failed = true;
        return;
    }
    const ps_answer *a = o.of[PS_NEED_TRUE].answer;
    bool same = o.asked.n && o.true_need.n && !o.apart;
    if (a && a->doc && o.unsaid) {
        ps_say(c, ps_spot_line(a->path, a->doc->note, a->line), PS_HINT, "need", NEED_UNSAID);
    } else if (a && a->doc && same) {
        ps_say(c, ps_spot_line(a->path, a->doc->note, a->line), PS_HINT, "need", NEED_SAME);
    }
}

void ps_check_analysis(ps_checker *c) {
    check_factors(c);
    check_swot(c);
    check_flow(c);
    check_needs(c);
}
