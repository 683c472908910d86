#include "entry.h"

#include "deal_parts.h"

/* Cells: what they hold, what must be there, what they begin with. */
#define OF(c, kind, of, needed, first) \
    { .column = PS_C_##c, .type = PS_CELL_##kind, .arg = of, .must = needed, .begin = first }
#define TEXT(c, needed, first) OF(c, TEXT, PS_NO_TERMS, needed, first)
#define PROPOSED(c, vocab, needed) OF(c, TEXT, PS_V_##vocab, needed, PS_BEGIN_EMPTY)
#define DATE(c, needed, first) OF(c, DATE, 0, needed, first)
#define MONEY(c, needed) OF(c, MONEY, 0, needed, PS_BEGIN_EMPTY)
#define NUMBER(c, needed) OF(c, NUMBER, 0, needed, PS_BEGIN_EMPTY)
#define WHOLE(c, from, to, needed, first) \
    { .column = PS_C_##c, .type = PS_CELL_WHOLE, .must = needed, .begin = first, .min = from, .max = to }
#define ONE_OF(c, list, needed) \
    { .column = PS_C_##c, .type = PS_CELL_ONE_OF, .must = needed, .words = list }

#define MAY PS_MAY
#define COLUMN PS_COLUMN_MUST
#define CELL PS_CELL_MUST
#define EMPTY PS_BEGIN_EMPTY
#define PERSON PS_BEGIN_PERSON

static const ps_cell_rule stakeholder[] = {
    OF(PERSON, ID, PS_K_PERSON, CELL, EMPTY),    OF(LAYER, TERM, PS_V_LAYERS, MAY, PERSON), OF(ROLE, TERM, PS_V_ROLES, MAY, PERSON),
    OF(STANCE, TERM, PS_V_STANCES, MAY, PERSON), WHOLE(INFLUENCE, 1, 5, MAY, PERSON),       OF(NEEDS, TERMS, PS_V_NEEDS, MAY, PERSON),
    OF(CONTACT, ID, PS_K_MEMBER, MAY, PERSON),   OF(AIM, TERM, PS_V_AIMS, MAY, PERSON),     OF(WAYS, TERMS, PS_V_WAYS, MAY, PERSON),
};
static const ps_cell_rule strategy[] = {
    OF(LAYER, TERM, PS_V_LAYERS, CELL, EMPTY),
    OF(AIM, TERM, PS_V_AIMS, MAY, EMPTY),
    OF(WAYS, TERMS, PS_V_WAYS, MAY, EMPTY),
    TEXT(STRATEGY, MAY, EMPTY),
};
static const ps_cell_rule relationship[] = {
    OF(FROM, ID, PS_K_PERSON, CELL, EMPTY),
    OF(TO, ID, PS_K_PERSON, CELL, EMPTY),
    OF(KIND, TERM, PS_V_RELATIONS, CELL, EMPTY),
    TEXT(NOTE, MAY, EMPTY),
};
static const ps_cell_rule competitor[] = {
    OF(COMPETITOR, NAME, PS_K_COMPETITOR, CELL, EMPTY),
    TEXT(PRODUCT, MAY, EMPTY),
    TEXT(FOCUS, MAY, EMPTY),
    TEXT(POLICY, MAY, EMPTY),
    TEXT(THREAT, MAY, EMPTY),
};
static const ps_cell_rule factor[] = {
    PROPOSED(FACTOR, FACTORS, CELL),
    NUMBER(WEIGHT, COLUMN),
    NUMBER(US, COLUMN),
    OF(EVIDENCE, EVIDENCE, 0, MAY, EMPTY),
};
static const ps_cell_rule procurement[] = {
    OF(STEP, STEP, 0, CELL, EMPTY),
    TEXT(STATE, COLUMN, EMPTY),
    DATE(DATE, MAY, EMPTY),
    PROPOSED(DEPARTMENTS, DEPARTMENTS, MAY),
};
static const ps_cell_rule compliance[] = {
    TEXT(ID, CELL, PS_BEGIN_NUMBER),
    TEXT(REQUIREMENT, COLUMN, EMPTY),
    OF(COMPLY, TERM, PS_V_COMPLIANCE, COLUMN, EMPTY),
    TEXT(DEVIATION, MAY, EMPTY),
    OF(OWNER, ID, PS_K_PERSON, MAY, PS_BEGIN_ME),
    DATE(DUE, MAY, EMPTY),
    TEXT(STATE, MAY, EMPTY),
    OF(EVIDENCE, EVIDENCE, 0, MAY, EMPTY),
};
static const ps_cell_rule swot[] = {
    TEXT(ID, CELL, PS_BEGIN_NUMBER),
    ONE_OF(KIND, "S W O T", CELL),
    TEXT(FINDING, COLUMN, EMPTY),
    TEXT(ANSWER, MAY, EMPTY),
};
static const ps_cell_rule goal[] = {
    TEXT(ID, CELL, PS_BEGIN_NUMBER), TEXT(GOAL, COLUMN, EMPTY), TEXT(MEASURE, MAY, EMPTY), OF(OWNER, ID, PS_K_PERSON, MAY, EMPTY),
    DATE(START, MAY, EMPTY),         DATE(END, MAY, EMPTY),     TEXT(STATE, MAY, EMPTY),   TEXT(AFTER, MAY, EMPTY),
};
static const ps_cell_rule plan[] = {
    TEXT(ID, CELL, PS_BEGIN_NUMBER),  TEXT(TASK, COLUMN, EMPTY), OF(OWNER, ID, PS_K_PERSON, MAY, PS_BEGIN_ME),
    DATE(START, MAY, PS_BEGIN_TODAY), DATE(END, MAY, EMPTY),     TEXT(STATE, MAY, EMPTY),
    TEXT(AFTER, MAY, EMPTY),
};
static const ps_cell_rule control[] = {
    TEXT(WATCHED, CELL, EMPTY),
    OF(OWNER, IDS, PS_K_PERSON, MAY, PS_BEGIN_ME),
    TEXT(EVERY, COLUMN, EMPTY),
    DATE(NEXT, COLUMN, PS_BEGIN_TODAY),
};
static const ps_cell_rule component[] = {
    TEXT(COMPONENT, CELL, EMPTY),
    MONEY(VALUE, COLUMN),
    OF(OWNER, ID, PS_K_PERSON, MAY, PS_BEGIN_ME),
};
static const ps_cell_rule payment[] = {
    TEXT(MILESTONE, CELL, EMPTY), DATE(DUE, COLUMN, EMPTY), MONEY(AMOUNT, COLUMN), TEXT(INVOICED, MAY, EMPTY), TEXT(PAID, MAY, EMPTY),
};
static const ps_cell_rule history[] = {
    DATE(DATE, CELL, EMPTY),  OF(FROM, STAGE, 0, COLUMN, EMPTY),   OF(TO, STAGE, 0, COLUMN, EMPTY), OF(GATE, GATE, 0, MAY, EMPTY),
    TEXT(REVIEW, MAY, EMPTY), OF(BY, ID, PS_K_MEMBER, MAY, EMPTY), TEXT(OVERRIDE, MAY, EMPTY),
};
static const ps_cell_rule handover[] = {
    DATE(DATE, CELL, EMPTY),
    OF(FROM, ID, PS_K_MEMBER, CELL, EMPTY),
    OF(TO, ID, PS_K_MEMBER, CELL, EMPTY),
    OF(BY, ID, PS_K_MEMBER, MAY, EMPTY),
};
static const ps_cell_rule budget[] = {
    OF(STAGE, STAGE, 0, CELL, PS_BEGIN_STAGE),
    MONEY(BUDGET, COLUMN),
    MONEY(PLANNED, MAY),
};
static const ps_cell_rule cost[] = {
    DATE(DATE, CELL, PS_BEGIN_TODAY),
    OF(STAGE, STAGE, 0, CELL, PS_BEGIN_STAGE),
    OF(CATEGORY, TERM, PS_V_COSTS, CELL, EMPTY),
    MONEY(AMOUNT, CELL),
    OF(BY, ID, PS_K_MEMBER, MAY, PS_BEGIN_OPERATION),
    TEXT(RECIPIENT, MAY, EMPTY),
    TEXT(NOTE, MAY, EMPTY),
};
static const ps_cell_rule vote[] = {
    OF(REVIEWER, ID, PS_K_MEMBER, COLUMN, PS_BEGIN_ME),
    ONE_OF(VOTE, "go conditional hold no-go", COLUMN),
    TEXT(COMMENT, MAY, EMPTY),
};
/* An owner at the customer makes it a promise that we wait for. */
static const ps_cell_rule task[] = {
    TEXT(TASK, CELL, EMPTY),
    OF(OWNER, ID, PS_K_MEMBER, MAY, PS_BEGIN_ME),
    DATE(DUE, MAY, EMPTY),
};
static const ps_cell_rule promise[] = {
    TEXT(TASK, CELL, EMPTY),
    OF(OWNER, ID, PS_K_PERSON, CELL, EMPTY),
    DATE(DUE, MAY, EMPTY),
};

/* Front matter. A key that operations alone may set begins empty. */
#define FIELD(name, text, kind, of, first) \
    { .key = name, .label = PS_T_FIELD_##text, .type = PS_CELL_##kind, .arg = of, .begin = first }
#define FUNDS(name, text, first) \
    { .key = name, .label = PS_T_FIELD_##text, .type = PS_CELL_MONEY, .begin = first, .from_zero = true }
#define LISTED(name, text, kind, of, first) \
    { .key = name, .label = PS_T_FIELD_##text, .type = PS_CELL_##kind, .arg = of, .begin = first, .list = true }
#define CHOICE(name, text, all, first) \
    { .key = name, .label = PS_T_FIELD_##text, .type = PS_CELL_ONE_OF, .words = all, .begin = first }
#define NOW PS_BEGIN_NOW

static const ps_cell_rule deal_front[] = {
    {.key = "title", .label = PS_T_FIELD_TITLE, .type = PS_CELL_TEXT, .arg = PS_NO_TERMS, .must = CELL, .begin = NOW},
    FIELD("account", ACCOUNT, ID, PS_K_ACCOUNT, NOW),
    FIELD("kind", KIND, TERM, PS_V_KINDS, NOW),
    {.key = "profile", .label = PS_T_FIELD_PROFILE, .type = PS_CELL_PROFILE, .begin = NOW, .apart = true},
    FIELD("owner", OWNER, ID, PS_K_MEMBER, NOW),
    LISTED("team", TEAM, ID, PS_K_MEMBER, NOW),
    FUNDS("value", VALUE, NOW),
    FIELD("currency", CURRENCY, TERM, PS_V_CURRENCIES, NOW),
    FIELD("margin", MARGIN, MONEY, 0, NOW),
    {.key = "probability", .label = PS_T_FIELD_PROBABILITY, .type = PS_CELL_WHOLE, .begin = NOW, .min = 1, .max = 99, .apart = true},
    CHOICE("forecast", FORECAST, "commit best pipeline omitted", NOW),
    CHOICE("forecast_manager", FORECAST_MANAGER, "commit best pipeline omitted", NOW),
    FIELD("source", SOURCE, TERM, PS_V_CHANNELS, NOW),
    LISTED("products", PRODUCTS, TEXT, PS_NO_TERMS, NOW),
    FIELD("close", CLOSE, DATE, 0, NOW),
    FUNDS("budget", BUDGET, NOW),
    FIELD("parent", PARENT, ID, PS_K_DEAL, NOW),
    FIELD("flow", FLOW, TERM, PS_V_FLOW_NAMES, NOW),
    FIELD("revisit", REVISIT, DATE, 0, NOW),
    CHOICE("status", STATUS, "open won lost no-decision no-go paused done", EMPTY),
    FIELD("opened", OPENED, DATE, 0, EMPTY),
    FIELD("signed", SIGNED, DATE, 0, EMPTY),
};
static const ps_cell_rule account_front[] = {
    FIELD("region", REGION, ID, PS_K_REGION, EMPTY),
    FIELD("parent", PARENT, ID, PS_K_ACCOUNT, EMPTY),
    FIELD("owner", OWNER, ID, PS_K_MEMBER, EMPTY),
    {.key = "level", .label = PS_T_FIELD_LEVEL, .type = PS_CELL_TERM, .arg = PS_V_LEVELS, .apart = true},
};
static const ps_cell_rule competitor_front[] = {FIELD("owner", OWNER, ID, PS_K_MEMBER, EMPTY)};
static const ps_cell_rule region_front[] = {FIELD("owner", OWNER, ID, PS_K_MEMBER, EMPTY)};
static const ps_cell_rule person_front[] = {
    FIELD("account", ACCOUNT, ID, PS_K_ACCOUNT, EMPTY),
    FIELD("layer", LAYER, TERM, PS_V_LAYERS, EMPTY),
    FIELD("role", ROLE, TERM, PS_V_ROLES, EMPTY),
    FIELD("stance", STANCE, TERM, PS_V_STANCES, EMPTY),
    {.key = "influence", .label = PS_T_FIELD_INFLUENCE, .type = PS_CELL_WHOLE, .min = 1, .max = 5},
    LISTED("needs", NEEDS, TERM, PS_V_NEEDS, EMPTY),
    FIELD("contact", CONTACT, ID, PS_K_MEMBER, EMPTY),
    FIELD("aim", AIM, TERM, PS_V_AIMS, EMPTY),
    LISTED("ways", WAYS, TERM, PS_V_WAYS, EMPTY),
    FIELD("left", LEFT, DATE, 0, EMPTY),
};
static const ps_cell_rule member_front[] = {FIELD("left", LEFT, DATE, 0, EMPTY)};

#define ROWS(name, heading, doc, anywhere, keys, open, cells) \
    { name, PS_ENTRY_ROW, PS_H_##heading, PS_DOC_##doc, anywhere, keys, open, cells, sizeof(cells) / sizeof *(cells) }
static const ps_entry entries[] = {
    ROWS("stakeholder", STAKEHOLDERS, DEAL, false, 1, false, stakeholder),
    ROWS("strategy", LAYER_STRATEGY, DEAL, true, 1, false, strategy),
    ROWS("relationship", RELATIONSHIPS, DEAL, false, 3, false, relationship),
    ROWS("competitor", COMPETITORS, DEAL, false, 1, false, competitor),
    ROWS("factor", DECISION_FACTORS, DEAL, false, 1, true, factor),
    ROWS("procurement", PROCUREMENT, DEAL, false, 1, false, procurement),
    ROWS("requirement", COMPLIANCE, DEAL, true, 1, false, compliance),
    ROWS("swot", SWOT, DEAL, true, 1, false, swot),
    ROWS("goal", GOALS, DEAL, true, 1, false, goal),
    ROWS("plan", PLAN, DEAL, true, 1, false, plan),
    ROWS("control", CONTROL, DEAL, true, 1, false, control),
    ROWS("component", COMPONENTS, DEAL, false, 1, false, component),
    ROWS("payment", PAYMENTS, DEAL, false, 1, false, payment),
    ROWS(NULL, STAGE_HISTORY, DEAL, false, 0, false, history),
    ROWS(NULL, HANDOVERS, DEAL, false, 0, false, handover),
    ROWS("budget", BUDGET, COSTS, false, 1, false, budget),
    ROWS("cost", LEDGER, COSTS, false, 0, false, cost),
    ROWS("vote", VOTES, REVIEW, false, 1, false, vote),
    {"deal", PS_ENTRY_FRONT, PS_H_COUNT, PS_DOC_DEAL, false, 0, false, deal_front, sizeof deal_front / sizeof *deal_front},
    {"task", PS_ENTRY_TASK, PS_H_COUNT, PS_DOC_STAGE, true, 0, false, task, sizeof task / sizeof *task},
    {"promise", PS_ENTRY_TASK, PS_H_COUNT, PS_DOC_LOG, true, 0, false, promise, sizeof promise / sizeof *promise},
};

const ps_entry *ps_entries(size_t *n) {
    *n = sizeof entries / sizeof *entries;
    return entries;
}

const ps_entry *ps_entry_named(ps_str name) {
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (entries[i].name && ps_str_eq(ps_str_of(entries[i].name), name)) {
            return &entries[i];
        }
    }
    return NULL;
}

ps_str ps_entry_label(const ps_entry *entry, ps_lang lang) {
    if (entry->form == PS_ENTRY_ROW) {
        return ps_heading_in(entry->heading, lang);
    }
    bool of_task = entry->form == PS_ENTRY_TASK, in_log = entry->doc == PS_DOC_LOG;
    return ps_text(!of_task ? PS_T_ENTRY_DEAL : in_log ? PS_T_ENTRY_PROMISE : PS_T_ENTRY_TASK, lang);
}

const ps_entry *ps_entry_under(ps_heading_id heading) {
    for (size_t i = 0; i < sizeof entries / sizeof *entries; i++) {
        if (entries[i].form == PS_ENTRY_ROW && entries[i].heading == heading) {
            return &entries[i];
        }
    }
    return NULL;
}

const ps_cell_rule *ps_entry_front(ps_kind kind, size_t *n) {
    static const struct {
        const ps_cell_rule *v;
        size_t n;
    } kinds[] = {[PS_K_ACCOUNT] = {account_front, sizeof account_front / sizeof *account_front},
                 [PS_K_REGION] = {region_front, sizeof region_front / sizeof *region_front},
                 [PS_K_PERSON] = {person_front, sizeof person_front / sizeof *person_front},
                 [PS_K_MEMBER] = {member_front, sizeof member_front / sizeof *member_front},
                 [PS_K_COMPETITOR] = {competitor_front, sizeof competitor_front / sizeof *competitor_front},
                 [PS_K_DEAL] = {deal_front, sizeof deal_front / sizeof *deal_front}};
    *n = (size_t)kind < sizeof kinds / sizeof *kinds ? kinds[kind].n : 0;
    return *n ? kinds[kind].v : NULL;
}

ps_str ps_cell_label(const ps_cell_rule *rule, ps_lang lang) {
    return rule->key ? ps_text(rule->label, lang) : ps_column_in(rule->column, lang);
}

ps_str ps_cell_name(const ps_cell_rule *rule) {
    return rule->key ? ps_str_of(rule->key) : ps_column_in(rule->column, PS_EN);
}

/* A field of front matter goes by what a form calls it, too. */
static bool is_called(const ps_cell_rule *rule, ps_str word, const ps_aliases *aliases) {
    return rule->key ? ps_str_eq_nocase(ps_text(rule->label, PS_EN), word) || ps_str_eq(ps_text(rule->label, PS_ZH), word)
                     : ps_column_is(rule->column, word, aliases);
}

const ps_cell_rule *ps_entry_cell(const ps_entry *entry, ps_str word, const ps_aliases *aliases) {
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < entry->n; i++) {
            const ps_cell_rule *rule = &entry->cells[i];
            bool named = pass ? is_called(rule, word, aliases) : ps_str_eq(ps_cell_name(rule), word);
            if (named) {
                return rule;
            }
        }
    }
    return NULL;
}

bool ps_entry_in(const ps_entry *entry, ps_doc_kind doc) {
    bool moved = entry->doc == PS_DOC_COSTS && doc == PS_DOC_DEAL;
    return entry->form == PS_ENTRY_ROW && (entry->doc == doc || moved || (entry->anywhere && doc != PS_DOC_REVIEW));
}

const ps_table *ps_entry_table(const ps_entry *entry, const ps_deal *deal, const ps_doc **doc) {
    const ps_table *found = ps_deal_table(deal, entry->heading, entry->doc, doc);
    for (size_t i = 0; !found && i < deal->n_docs; i++) {
        found = ps_entry_in(entry, deal->docs[i].kind) ? ps_heading_table(deal->docs[i].note, entry->heading, ps_deal_aliases(deal)) : NULL;
        *doc = found ? &deal->docs[i] : *doc;
    }
    if (!found) {
        *doc = ps_deal_doc_of(deal, entry->doc);
    }
    return found;
}
