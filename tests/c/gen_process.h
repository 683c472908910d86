/* Random processes, valid by construction, as a note's text and as what must be read from it. The same seed gives the same process.
 *
 *     gen_process g;
 *     gen_process_make(&g, seed);
 *     … gen_process_text(&g), g.n_stages, gen_id(g.ids, …)
 *     gen_process_free(&g);
 */
#ifndef PS_GEN_PROCESS_H
#define PS_GEN_PROCESS_H

#include <stdlib.h>
#include <string.h>

#include "buf.h"
#include "process.h"

#define GEN_UNUSED __attribute__((unused))

enum { GEN_PROFILES = 6, GEN_ITEMS = 200 };

typedef struct {
    uint64_t state;
    ps_lang lang;
    int n_stages, n_gates, n_profiles, n_activities, n_criteria, decision; /* -1: the method has none */
    int shares[PS_MAX_STAGES], stalls[PS_MAX_STAGES], probabilities[PS_MAX_STAGES];
    int gate_after[PS_MAX_GATES];                    /* ascending */
    int activity_stage[GEN_ITEMS];                   /* activity i has the id "a<i>" */
    int criterion_gate[GEN_ITEMS];                   /* criterion i has the id "c<i>" */
    bool stages_joined[GEN_PROFILES][PS_MAX_STAGES]; /* with the one before */
    bool gates_joined[GEN_PROFILES][PS_MAX_GATES];   /* as the process must come out: by the stages, or by the gates cell */
    ps_buf text;
} gen_process;

/* xorshift64* */
static GEN_UNUSED uint64_t gen_next(gen_process *g) {
    g->state ^= g->state >> 12;
    g->state ^= g->state << 25;
    g->state ^= g->state >> 27;
    return g->state * 0x2545F4914F6CDD1DULL;
}

static GEN_UNUSED int gen_upto(gen_process *g, int below) {
    return (int)(gen_next(g) >> 33) % below;
}

static GEN_UNUSED bool gen_chance(gen_process *g, int per_cent) {
    return gen_upto(g, 100) < per_cent;
}

/* Ids of stages and gates; some of another script, some with every mark that an id may hold. */
static GEN_UNUSED ps_str gen_id(char *out, size_t size, char kind, int i) {
    static const char *const stems[] = {"%c%d", "%c-%d_x", "阶段%c%d", "%c.%d", "étape-%c-%d"};
    int n = snprintf(out, size, stems[i % 5], kind, i);
    return (ps_str){out, (size_t)n};
}

static void gen_put_id(gen_process *g, char kind, int i) {
    char id[64];
    ps_buf_put(&g->text, gen_id(id, sizeof id, kind, i));
}

static const char *gen_word(const gen_process *g, const char *en, const char *zh) {
    return g->lang == PS_ZH ? zh : en;
}

/* Positive parts and zeros that add up to 100. */
static void gen_shares(gen_process *g) {
    int left = 100;
    for (int i = 0; i < g->n_stages; i++) {
        g->shares[i] = i + 1 == g->n_stages ? left : gen_upto(g, left + 1) / 2;
        left -= g->shares[i];
    }
}

static void gen_numbers(gen_process *g) {
    gen_shares(g);
    for (int i = 0; i < g->n_stages; i++) {
        g->stalls[i] = 1 + gen_upto(g, 400);
        g->probabilities[i] = gen_upto(g, 101);
    }
    for (int i = 0; i < g->n_stages; i++) {
        if (gen_chance(g, 60)) {
            g->gate_after[g->n_gates++] = i;
        }
    }
    g->decision = gen_chance(g, 70) ? gen_upto(g, g->n_stages) : -1;
}

static bool gen_same_stage(const gen_process *g, int profile, int a, int b) {
    for (int i = a + 1; i <= b; i++) {
        if (!g->stages_joined[profile][i]) {
            return false;
        }
    }
    return true;
}

static void gen_merges(gen_process *g, int profile) {
    int stages = gen_upto(g, 101), gates = gen_chance(g, 50) ? 0 : gen_upto(g, 60);
    for (int i = 1; i < g->n_stages; i++) {
        g->stages_joined[profile][i] = gen_chance(g, stages);
    }
    for (int i = 1; i < g->n_gates; i++) {
        bool same = gen_same_stage(g, profile, g->gate_after[i - 1], g->gate_after[i]);
        g->gates_joined[profile][i] = same || gen_chance(g, gates);
    }
}

/* A cell: merges only, or everything; with any of the marks that people use. */
static void gen_cell(gen_process *g, char kind, const bool *joined, int n, bool all) {
    static const char *const commas[] = {", ", ",", " ", "、", "; ", "\xEF\xBC\x8C"};
    static const char *const plus[] = {"+", " + ", "+ ", "\xEF\xBC\x8B"};
    bool first = true;
    for (int i = 0; i < n; i++) {
        bool alone = !joined[i] && (i + 1 == n || !joined[i + 1]);
        if (alone && !all) {
            continue;
        }
        if (joined[i]) {
            ps_buf_put(&g->text, ps_str_of(plus[gen_upto(g, 4)]));
        } else if (!first) {
            ps_buf_put(&g->text, ps_str_of(commas[gen_upto(g, 6)]));
        }
        gen_put_id(g, kind, i);
        first = false;
    }
}

/* Whether the gates merge by themselves as they must, so that their cell may stay empty. */
static bool gen_implied(const gen_process *g, int profile) {
    for (int i = 1; i < g->n_gates; i++) {
        if (g->gates_joined[profile][i] && !gen_same_stage(g, profile, g->gate_after[i - 1], g->gate_after[i])) {
            return false;
        }
    }
    return true;
}

static void gen_profiles(gen_process *g) {
    ps_buf_fmt(&g->text, "\n## %s\n\n| id | %s | %s | %s | %s |\n|---|---|---|---|---|\n", gen_word(g, "Profiles", "流程方案"),
               gen_word(g, "profile", "流程方案"), gen_word(g, "stages", "阶段"), gen_word(g, "gates", "评审点"),
               gen_word(g, "limit", "金额上限"));
    for (int i = 0; i < g->n_profiles; i++) {
        if (i > 0) {
            gen_merges(g, i); /* the first merges nothing */
        }
        ps_buf_fmt(&g->text, "| p%d | Profile %d | ", i, i);
        gen_cell(g, 's', g->stages_joined[i], g->n_stages, gen_chance(g, 30));
        ps_buf_fmt(&g->text, " | ");
        if (!gen_implied(g, i) || gen_chance(g, 30)) {
            gen_cell(g, 'g', g->gates_joined[i], g->n_gates, gen_chance(g, 30));
        }
        ps_buf_fmt(&g->text, " | ");
        if (gen_chance(g, 50)) {
            ps_buf_fmt(&g->text, "%d", 1000 * (i + 1));
        }
        ps_buf_fmt(&g->text, " |\n");
    }
}

static void gen_stages(gen_process *g) {
    ps_buf_fmt(&g->text, "## %s\n\n| id | %s | %s | %s | %s |\n|---|---|---|---|---|\n", gen_word(g, "Stages", "阶段"),
               gen_word(g, "stage", "阶段"), gen_word(g, "probability", "赢率"), gen_word(g, "share", "费用占比"),
               gen_word(g, "stalls", "停滞天数"));
    for (int i = 0; i < g->n_stages; i++) {
        ps_buf_fmt(&g->text, "| ");
        gen_put_id(g, 's', i);
        ps_buf_fmt(&g->text, " | Stage %d \\| 第%d步 | %d | %d%s | %d |\n", i, i, g->probabilities[i], g->shares[i],
                   gen_chance(g, 20) ? " %" : "", g->stalls[i]);
    }
}

/* The rows of gates in any order. */
static void gen_gates(gen_process *g) {
    if (!g->n_gates) {
        return;
    }
    ps_buf_fmt(&g->text, "\n## %s\n\n| id | %s | %s |\n|---|---|---|\n", gen_word(g, "Gates", "评审点"), gen_word(g, "gate", "评审点"),
               gen_word(g, "after", "之后"));
    int from = gen_upto(g, g->n_gates);
    for (int k = 0; k < g->n_gates; k++) {
        int i = (from + k) % g->n_gates;
        ps_buf_fmt(&g->text, "| ");
        gen_put_id(g, 'g', i);
        ps_buf_fmt(&g->text, " | Gate %d | ", i);
        gen_put_id(g, 's', g->gate_after[i]);
        ps_buf_fmt(&g->text, " |\n");
    }
}

static void gen_activities(gen_process *g) {
    static const char *const fields[] = {"", " [kind:: B]", " [scope:: account]", " [scope:: region]", " [scope:: deal] [kind:: C]"};
    ps_buf_fmt(&g->text, "\n## %s\n", gen_word(g, "Activities", "活动"));
    int from = gen_upto(g, g->n_stages);
    for (int k = 0; k < g->n_stages; k++) {
        int stage = (from + k) % g->n_stages;
        ps_buf_fmt(&g->text, "\n### ");
        gen_put_id(g, 's', stage);
        ps_buf_fmt(&g->text, "\n\n");
        for (int n = gen_upto(g, 6); n > 0 && g->n_activities < GEN_ITEMS; n--) {
            if (gen_chance(g, 30)) {
                ps_buf_fmt(&g->text, "\n#### Group %d\n\n", n);
            }
            g->activity_stage[g->n_activities] = stage;
            ps_buf_fmt(&g->text, "- [ ] Activity %d 活动%s ^a%d\n", g->n_activities, fields[gen_upto(g, 5)], g->n_activities);
            g->n_activities++;
        }
    }
}

static void gen_criteria(gen_process *g) {
    ps_buf_fmt(&g->text, "\n## %s\n", gen_word(g, "Criteria", "评审项"));
    for (int gate = g->n_gates - 1; gate >= 0; gate--) {
        ps_buf_fmt(&g->text, "\n### ");
        gen_put_id(g, 'g', gate);
        ps_buf_fmt(&g->text, "\n\n");
        for (int n = gen_upto(g, 5); n > 0 && g->n_criteria < GEN_ITEMS; n--) {
            g->criterion_gate[g->n_criteria] = gate;
            ps_buf_fmt(&g->text, "- [ ] Criterion %d ^c%d\n", g->n_criteria, g->n_criteria);
            g->n_criteria++;
        }
    }
}

static GEN_UNUSED void gen_process_make(gen_process *g, uint64_t seed) {
    memset(g, 0, sizeof *g);
    g->state = seed * 0x9E3779B97F4A7C15ULL + 1;
    gen_next(g);
    g->lang = gen_chance(g, 50) ? PS_ZH : PS_EN;
    g->n_stages = gen_chance(g, 5) ? PS_MAX_STAGES : 1 + gen_upto(g, 12);
    g->n_profiles = 1 + gen_upto(g, GEN_PROFILES);
    gen_numbers(g);
    ps_buf_fmt(
        &g->text,
        "---\npursuit: process\nname: Random %d\nlanguage: %s\ncurrency: CNY\ntimezone: +08:00\n---\n# Title\n\nProse with `code`.\n\n",
        (int)seed, g->lang == PS_ZH ? "zh" : "en");
    gen_stages(g);
    gen_gates(g);
    if (g->decision >= 0) {
        ps_buf_fmt(&g->text, "\n## %s\n\nSome prose: of any kind\n%s", gen_word(g, "Decision", "客户决策"),
                   gen_word(g, "The customer decides in: ", "客户决策阶段\xEF\xBC\x9A"));
        gen_put_id(g, 's', g->decision);
        ps_buf_fmt(&g->text, "\n");
    }
    ps_buf_fmt(&g->text, "\n## Our own notes\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] not an activity\n");
    gen_profiles(g);
    gen_activities(g);
    gen_criteria(g);
}

static GEN_UNUSED ps_str gen_process_text(const gen_process *g) {
    return ps_buf_str(&g->text);
}

static GEN_UNUSED void gen_process_free(gen_process *g) {
    ps_buf_free(&g->text);
}

#endif
