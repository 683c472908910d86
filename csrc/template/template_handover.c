#include "chain.h"
#include "spend.h"
#include "template_write.h"

/* What who takes a deal over must know, from what its notes hold. It is prose and lists, never tasks or tables: nothing of it counts a second time. */
typedef struct {
    ps_buf *out;
    const ps_deal *deal, *told; /* as it stands, and without what is private of it */
    const ps_world *world;
    const ps_process *process;
    ps_lang lang;
    ps_arena *arena;
} brief;

#define SAY(b, id, ...) ps_text_args((b)->out, (b)->lang, id, __VA_ARGS__)

static void section(brief *b, ps_text_id id) {
    ps_write_heading(b->out, 2, ps_text(id, b->lang));
}

/* "- Label: value" */
static void line(brief *b, ps_text_id label, ps_str value) {
    if (value.n) {
        ps_buf_put(b->out, PS_S("- "));
        SAY(b, TPL_PAIR, ps_text(label, b->lang), value);
        ps_buf_char(b->out, '\n');
    }
}

static ps_str stem(ps_str path, ps_str folder) {
    bool inside = ps_str_starts(path, folder) && path.n > folder.n;
    ps_str name = inside ? ps_str_sub(path, folder.n + 1, path.n) : path;
    return ps_str_ends(name, PS_S(".md")) ? ps_str_sub(name, 0, name.n - 3) : name;
}

static void link_to(brief *b, ps_str path) {
    ps_str name = stem(path, b->deal->folder);
    ps_buf_fmt(b->out, " [[%.*s]]", PS_FMT(name));
}

static void none(brief *b, bool any) {
    if (!any) {
        ps_buf_put(b->out, ps_text(PS_T_TPL_NONE, b->lang));
        ps_buf_char(b->out, '\n');
    }
}

/* A text in the arena; "" and the buffer failed when memory is out. */
static ps_str made(brief *b, ps_str s) {
    b->out->failed |= !s.p;
    return s.p ? s : PS_S("");
}

static ps_str label_of(const brief *b, ps_vocab_id v, ps_str id) {
    return id.n ? ps_process_label(b->process, v, id) : PS_S("");
}

/* ---- state ---- */

static ps_str stage_label(const brief *b, int stage) {
    return b->deal->profile->n_stages ? b->deal->profile->stages[stage].label : PS_S("");
}

static void write_money(brief *b, ps_text_id label, ps_money v) {
    ps_moneystr m;
    ps_str amount = ps_money_grouped(&m, v);
    line(b, label, amount.n ? made(b, ps_arena_fmt(b->arena, "%.*s %.*s", PS_FMT(amount), PS_FMT(b->deal->currency))) : PS_S(""));
}

static void write_state(brief *b) {
    const ps_deal *d = b->deal;
    ps_datestr day;
    ps_digits days, percent;
    ps_date entered = ps_deal_entered(d);
    int earned = ps_gate_earned(d);
    section(b, PS_T_TPL_HO_STATE);
    line(b, PS_T_TPL_HO_CUSTOMER, d->account.n ? made(b, ps_arena_fmt(b->arena, "[[%.*s]]", PS_FMT(d->account))) : PS_S(""));
    ps_buf_put(b->out, PS_S("- "));
    SAY(b, TPL_HO_STAGE, stage_label(b, d->stage), ps_date_str(&day, entered),
        ps_num(&days, entered == PS_DATE_NONE || entered > b->world->today ? 0 : b->world->today - entered));
    ps_buf_char(b->out, '\n');
    line(b, PS_T_TPL_HO_EARNED, earned < d->stage ? stage_label(b, earned) : PS_S(""));
    line(b, PS_T_TPL_HO_STATUS, d->status == PS_STATUS_OPEN ? PS_S("") : label_of(b, PS_V_STATUSES, ps_status_id(d->status)));
    write_money(b, PS_T_MEAN_VALUE, d->value);
    line(b, PS_T_MEAN_PROB, made(b, ps_arena_fmt(b->arena, "%.*s %%", PS_FMT(ps_num(&percent, ps_deal_probability(d, NULL))))));
    line(b, PS_T_MEAN_CLOSE, ps_date_str(&day, d->close));
    line(b, PS_T_MEAN_KIND, label_of(b, PS_V_KINDS, d->kind));
    line(b, PS_T_MEAN_FLOW, label_of(b, PS_V_FLOW_NAMES, d->flow));
}

/* ---- what is to be done ---- */

static void write_action(brief *b, const ps_action *a) {
    ps_datestr day;
    ps_str due = ps_date_str(&day, a->due);
    ps_buf_put(b->out, PS_S("- "));
    ps_write_text(b->out, a->text);
    if (a->owner.n || due.n) {
        SAY(b, TPL_HO_WHO, a->owner, a->owner.n && due.n ? ps_text(PS_T_TPL_HO_AND, b->lang) : PS_S(""), due);
    }
    link_to(b, a->path);
    ps_buf_char(b->out, '\n');
}

static void write_actions(brief *b) {
    const ps_action *next = ps_deal_next_action(b->told, b->world);
    section(b, PS_T_TPL_HO_NEXT);
    if (next) {
        write_action(b, next);
    }
    none(b, next != NULL);
    section(b, PS_T_TPL_HO_OPEN);
    size_t others = 0;
    for (size_t i = 0; i < b->told->n_actions; i++) {
        if (&b->told->actions[i] != next) {
            write_action(b, &b->told->actions[i]);
            others++;
        }
    }
    none(b, others > 0);
}

static int write_missing(brief *b, ps_error *err) {
    ps_readiness r = {0};
    int rc = ps_gate_readiness(&r, b->arena, b->deal, b->world, b->lang, err);
    if (rc) {
        return rc;
    }
    section(b, PS_T_TPL_HO_MISSING);
    for (size_t i = 0; i < r.n_missing; i++) {
        ps_buf_put(b->out, PS_S("- "));
        ps_write_text(b->out, r.missing[i].text.n ? r.missing[i].text : r.missing[i].message);
        link_to(b, r.missing[i].path);
        ps_buf_char(b->out, '\n');
    }
    none(b, r.n_missing > 0);
    return PS_OK;
}

/* ---- people, money, contacts ---- */

static void part(brief *b, ps_str text) {
    if (text.n) {
        ps_buf_put(b->out, ps_text(PS_T_TPL_HO_COMMA, b->lang));
        ps_write_line(b->out, text);
    }
}

static void write_member(brief *b, const ps_member *m) {
    ps_datestr day;
    ps_digits n;
    ps_str stance = m->stance.n ? m->stance : PS_S("unknown");
    ps_buf_fmt(b->out, "- [[%.*s]]", PS_FMT(m->id));
    part(b, ps_str_eq(m->name, m->id) ? PS_S("") : m->name);
    part(b, m->post);
    part(b, label_of(b, PS_V_LAYERS, m->layer));
    part(b, label_of(b, PS_V_ROLES, m->role));
    part(b, m->influence ? made(b, ps_arena_fmt(b->arena, "★%.*s", PS_FMT(ps_num(&n, m->influence)))) : PS_S(""));
    part(b, label_of(b, PS_V_STANCES, stance));
    ps_str seen = ps_date_str(&day, m->seen);
    ps_buf_put(b->out, ps_text(PS_T_TPL_HO_COMMA, b->lang));
    if (seen.n) {
        SAY(b, TPL_HO_SEEN, seen);
    } else {
        ps_buf_put(b->out, ps_text(PS_T_TPL_HO_UNSEEN, b->lang));
    }
    ps_buf_char(b->out, '\n');
}

static int write_people(brief *b, ps_error *err) {
    ps_chain chain;
    int rc = ps_chain_read(&chain, b->arena, b->deal, b->world, err);
    if (rc) {
        return rc;
    }
    section(b, PS_T_TPL_HO_PEOPLE);
    for (size_t i = 0; i < chain.n_members; i++) {
        write_member(b, &chain.members[i]);
    }
    none(b, chain.n_members > 0);
    return PS_OK;
}

static void write_rivals(brief *b) {
    const ps_aliases *al = &b->process->aliases;
    const ps_table *t = b->deal->main ? ps_heading_table(b->deal->main->note, PS_H_COMPETITORS, al) : NULL;
    section(b, PS_T_TPL_HO_RIVALS);
    size_t n = 0;
    for (size_t i = 0; t && i < t->n; i++) {
        ps_str name = ps_column_cell(t, &t->rows[i], PS_C_COMPETITOR, al);
        if (name.n) {
            ps_buf_put(b->out, PS_S("- "));
            ps_write_line(b->out, name);
            part(b, ps_column_cell(t, &t->rows[i], PS_C_PRODUCT, al));
            part(b, ps_column_cell(t, &t->rows[i], PS_C_THREAT, al));
            ps_buf_char(b->out, '\n');
            n++;
        }
    }
    none(b, n > 0);
}

static void write_costs(brief *b) {
    ps_spend s;
    ps_spend_of(&s, b->deal);
    section(b, PS_T_TPL_HO_MONEY);
    write_money(b, PS_T_MEAN_BUDGET, s.budget);
    write_money(b, PS_T_TPL_SPENT_COLUMN, s.spent);
    write_money(b, PS_T_TPL_HO_EXPECTED, s.expected);
    write_money(b, PS_T_MEAN_MARGIN, b->deal->margin);
}

static ps_str first_line(ps_str text) {
    ps_str rest = text, one = PS_S("");
    while (ps_str_next(&rest, '\n', &one)) {
        one = ps_str_trim(one);
        if (one.n && !ps_str_starts(one, PS_S("["))) { /* fields such as [who:: …] */
            return ps_str_starts(one, PS_S("- ")) ? ps_str_sub(one, 2, one.n) : one;
        }
    }
    return PS_S("");
}

/* The last ones, the newest first. */
static void write_contacts(brief *b) {
    enum { FEW = 5, LONG = 200 };
    const ps_deal *d = b->told;
    section(b, PS_T_TPL_HO_CONTACTS);
    for (size_t i = 0; i < FEW && i < d->n_contacts; i++) {
        const ps_contact *c = &d->contacts[d->n_contacts - 1 - i];
        ps_str said = ps_str_clip(first_line(c->text), LONG);
        ps_buf_put(b->out, PS_S("- "));
        ps_write_line(b->out, c->date_text);
        part(b, c->kind);
        for (size_t k = 0; k < c->n_who; k++) {
            ps_buf_fmt(b->out, " [[%.*s]]", PS_FMT(c->who[k]));
        }
        if (said.n) {
            ps_buf_put(b->out, PS_S(": "));
            ps_write_text(b->out, said);
        }
        ps_buf_char(b->out, '\n');
    }
    none(b, d->n_contacts > 0);
}

/* ---- the note ---- */

static void write_front(brief *b, const ps_new_handover *in) {
    ps_buf_put(b->out, PS_S("---\n"));
    ps_write_key(b->out, PS_S("handover"), b->deal->id);
    ps_write_date(b->out, PS_S("date"), b->world->today);
    ps_write_key(b->out, PS_S("from"), in->from);
    ps_write_key(b->out, PS_S("to"), in->to);
    ps_buf_put(b->out, PS_S("---\n"));
}

static void write_head(brief *b, const ps_new_handover *in) {
    ps_datestr day;
    ps_buf title = {0};
    ps_text_args(&title, b->lang, TPL_HO_TITLE, b->deal->title);
    b->out->failed |= !ps_buf_ok(&title);
    ps_write_heading(b->out, 1, ps_buf_str(&title));
    ps_buf_free(&title);
    ps_buf_put(b->out, PS_S("> "));
    SAY(b, TPL_HO_LEAD, in->from, in->to, ps_date_str(&day, b->world->today));
    ps_buf_char(b->out, '\n');
}

int ps_template_handover(ps_buf *out, ps_arena *arena, const ps_deal *deal, const ps_deal *told, const ps_world *world,
                         const ps_new_handover *in, ps_error *err) {
    ps_buf text = {0};
    brief b = {&text, deal, told, world, deal->process, deal->process->lang, arena};
    write_front(&b, in);
    write_head(&b, in);
    write_state(&b);
    write_actions(&b);
    int rc = write_missing(&b, err);
    rc = rc ? rc : write_people(&b, err);
    write_rivals(&b);
    write_costs(&b);
    write_contacts(&b);
    section(&b, PS_T_TPL_HO_UNSAID);
    ps_buf_put(&text, ps_text(PS_T_TPL_HO_PROMPTS, b.lang));
    if (rc) {
        ps_buf_free(&text);
        return rc;
    }
    return ps_write_append(out, &text, err);
}
