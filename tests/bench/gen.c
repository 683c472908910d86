/* gen DIR DEALS COMMITS en|zh SEED: a workspace in DIR, with this many deals, in a new repository whose history has this many commits.
 * Says what answers must agree with: `notes deals open won commits`, and the folder of the deal that most of the work went into. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen.h"

/* The history's first day, and its days: it ends on 2026-05-14. */
enum { FIRST_DAY = 20042, DAYS = 545, DAY_SECONDS = 86400, HOT = 0, MERGE_EVERY = 200 };

/* ---- the stream for `git fast-import` ---- */

typedef struct {
    FILE *out;
    size_t marks, deals, notes, open, won; /* made so far */
} stream;

static void put_data(stream *s, ps_str text) {
    fprintf(s->out, "data %zu\n", text.n);
    fwrite(text.p, 1, text.n, s->out);
    fputc('\n', s->out);
}

/* A commit's head; its files follow. `from`, `merge`: marks, 0 for none. */
static void put_commit(stream *s, const char *branch, ps_str author, int64_t time, ps_str message, size_t from, size_t merge) {
    fprintf(s->out, "commit refs/heads/%s\nmark :%zu\n", branch, ++s->marks);
    for (int i = 0; i < 2; i++) {
        fprintf(s->out, "%s %.*s <%.*s@example.com> %lld +0000\n", i ? "committer" : "author", PS_FMT(author), PS_FMT(author),
                (long long)time);
    }
    put_data(s, message);
    if (from) {
        fprintf(s->out, "from :%zu\n", from);
    }
    if (merge) {
        fprintf(s->out, "merge :%zu\n", merge);
    }
}

static void put_file(stream *s, ps_str path, ps_str text) {
    fprintf(s->out, "M 100644 inline %.*s\n", PS_FMT(path));
    put_data(s, text);
}

static void put_changed(stream *s, gen_deal *deal) {
    for (size_t i = 0; i < deal->n_files; i++) {
        if (deal->files[i].changed) {
            put_file(s, deal->files[i].path, ps_buf_str(&deal->files[i].text));
            deal->files[i].changed = false;
        }
    }
}

/* ---- the work tree ---- */

static void write_file(stream *s, int dir, ps_str path, ps_str text) {
    char name[512];
    s->notes += ps_str_ends(path, PS_S(".md"));
    gen_check(path.n < sizeof name, "a path is too long");
    memcpy(name, path.p, path.n);
    name[path.n] = '\0';
    int fd = openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    for (char *slash = strchr(name, '/'); fd < 0 && errno == ENOENT && slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        gen_check(mkdirat(dir, name, 0755) == 0 || errno == EEXIST, strerror(errno));
        *slash = '/';
        errno = ENOENT;
    }
    fd = fd < 0 ? openat(dir, name, O_WRONLY | O_CREAT | O_TRUNC, 0644) : fd;
    const struct timespec old[2] = {{(int64_t)FIRST_DAY * DAY_SECONDS, 0}, {(int64_t)FIRST_DAY * DAY_SECONDS, 0}};
    gen_check(fd >= 0 && write(fd, text.p, text.n) == (ssize_t)text.n && futimens(fd, old) == 0 && close(fd) == 0, strerror(errno));
}

/* ---- what is not a deal's ---- */

typedef struct {
    ps_str path;
    ps_buf text;
} note;

static void put_note(stream *s, int dir, note *n) {
    put_file(s, n->path, ps_buf_str(&n->text));
    write_file(s, dir, n->path, ps_buf_str(&n->text));
    ps_buf_free(&n->text);
}

static void put_entity(stream *s, int dir, gen_shop *shop, ps_new_entity *in, gen_dice *d) {
    ps_error err = {.lang = PS_EN};
    note n = {.path = ps_template_entity_path(&shop->arena, in->kind, in->id)};
    gen_must(ps_template_entity(&n.text, shop->process, in, &err), &err);
    gen_tongue tongue = gen_chance(d, 50) ? GEN_ZH : GEN_EN;
    if (in->kind != PS_K_MEMBER) {
        gen_tick(&n.text, d, FIRST_DAY + DAYS - 60, true);
        ps_buf_char(&n.text, '\n');
        gen_prose(&n.text, d, tongue, 3);
        ps_buf_char(&n.text, '\n');
    }
    put_note(s, dir, &n);
}

static void put_members(stream *s, int dir, gen_shop *shop, gen_dice *d) {
    for (size_t i = 0; i < GEN_MEMBERS; i++) {
        const gen_name *m = &gen_members[i];
        ps_str pairs[2] = {PS_S("emails"), ps_arena_fmt(&shop->arena, "%s@example.com", m->id)};
        put_entity(s, dir, shop, &(ps_new_entity){PS_K_MEMBER, ps_str_of(m->id), ps_str_of(m->en), pairs, 2}, d);
    }
    for (size_t i = 0; i < GEN_REGIONS; i++) {
        const gen_name *r = &gen_regions[i];
        ps_str name = ps_str_of(shop->process->lang == PS_ZH ? r->zh : r->en);
        put_entity(s, dir, shop, &(ps_new_entity){PS_K_REGION, ps_str_of(r->id), name, NULL, 0}, d);
    }
}

static void put_customers(stream *s, int dir, gen_shop *shop, gen_dice *d) {
    ps_arena *arena = &shop->arena;
    for (size_t i = 0; i < shop->n_accounts; i++) {
        ps_str pairs[] = {PS_S("region"), ps_str_of(gen_regions[i % GEN_REGIONS].id), PS_S("owner"),
                          ps_str_of(gen_members[i % GEN_MEMBERS].id)};
        gen_tongue tongue = i % 2 ? GEN_ZH : GEN_EN;
        put_entity(s, dir, shop, &(ps_new_entity){PS_K_ACCOUNT, gen_account_id(arena, i), gen_account_name(arena, i, tongue), pairs, 4}, d);
    }
    for (size_t i = 0; i < shop->n_people; i++) {
        size_t account = i / (GEN_DEALS_PER_ACCOUNT / GEN_DEALS_PER_PERSON) % shop->n_accounts;
        ps_str pairs[] = {PS_S("account"), gen_account_id(arena, account), PS_S("stance"), PS_S("neutral")};
        gen_tongue tongue = i % 2 ? GEN_ZH : GEN_EN;
        put_entity(s, dir, shop, &(ps_new_entity){PS_K_PERSON, gen_person_id(arena, i), gen_person_name(arena, i, tongue), pairs, 4}, d);
    }
}

static void put_rest(stream *s, int dir, gen_shop *shop) {
    gen_dice d = gen_dice_for(shop->seed, SIZE_MAX);
    note process = {.path = PS_S(".pursuit/process.md")}, ignore = {.path = PS_S("deals/.gitignore")};
    ps_buf_put(&process.text, ps_process_builtin(shop->process->lang));
    ps_buf_put(&ignore.text, PS_S("/*/*/files/\n"));
    put_note(s, dir, &process);
    put_note(s, dir, &ignore);
    put_members(s, dir, shop, &d);
    put_customers(s, dir, shop, &d);
}

/* ---- months of work ---- */

/* A deal that is older than the history: as far as it has come until then. */
static void age(gen_deal *deal, gen_shop *shop, size_t number) {
    gen_dice d = gen_dice_for(shop->seed ^ 0xa9e, number);
    ps_date day = FIRST_DAY - 20 - (ps_date)gen_roll(&d, 900);
    size_t stages = gen_roll(&d, 5);
    gen_deal_open(deal, shop, number, day);
    for (size_t i = 0; i < 3 + gen_roll(&d, 4); i++) {
        gen_deal_contact(deal, day + (ps_date)(i * 2));
        gen_deal_cost(deal, day + (ps_date)(i * 2));
    }
    for (size_t i = 0; i < stages && day + 60 < FIRST_DAY; i++) {
        day += 20 + (ps_date)gen_roll(&d, 100);
        day = day < FIRST_DAY ? day : FIRST_DAY - 1;
        gen_deal_advance(deal, day);
        gen_deal_contact(deal, day);
        gen_deal_cost(deal, day);
    }
    for (size_t i = gen_roll(&d, 12); i > 0; i--) {
        gen_deal_tick(deal, day);
    }
    if (number != HOT && !deal->won && gen_chance(&d, 15)) {
        gen_deal_lose(deal, day);
    }
}

static ps_str change(gen_deal *deal, gen_dice *d, ps_date day) {
    size_t kind = gen_roll(d, 100);
    if (kind < 48) {
        return gen_deal_tick(deal, day);
    }
    if (kind < 66) {
        return gen_deal_cost(deal, day);
    }
    if (kind < 85) {
        return gen_deal_contact(deal, day);
    }
    if (kind < 91) {
        return gen_deal_revalue(deal);
    }
    if (kind < 96) {
        return gen_deal_postpone(deal, day);
    }
    if (kind == 96 && deal->number != HOT && !deal->won) {
        return gen_deal_lose(deal, day);
    }
    ps_str to = gen_deal_advance(deal, day);
    return to.n ? to : gen_deal_contact(deal, day);
}

/* One deal is worked on more than the others, at every size of the workspace: its history can be compared. */
static gen_deal *some_deal(gen_deal *deals, size_t n, gen_dice *d, const gen_deal *but) {
    for (int tries = 0;; tries++) {
        gen_deal *deal = &deals[gen_chance(d, 2) ? HOT : gen_roll(d, n)];
        if (deal != but && (!deal->closed || tries > 16)) {
            return deal;
        }
    }
}

static void commit_deal(stream *s, gen_deal *deal, ps_str what, int64_t time, const char *branch, size_t from) {
    ps_arena arena = {0};
    ps_str message = ps_arena_fmt(&arena, "%.*s: %.*s\n\nDeal: %.*s\nStage: %.*s\n", PS_FMT(deal->id), PS_FMT(what), PS_FMT(deal->id),
                                  PS_FMT(deal->profile->stages[deal->stage].id));
    put_commit(s, branch, deal->owner, time, message, from, 0);
    put_changed(s, deal);
    ps_arena_free(&arena);
}

/* Somebody works apart on one deal while another goes on, and both come together. */
static size_t commit_apart(stream *s, gen_deal *deals, gen_dice *d, int64_t time) {
    size_t base = s->marks;
    gen_deal *here = some_deal(deals, s->deals, d, NULL), *there = some_deal(deals, s->deals, d, here);
    ps_date day = (ps_date)(time / DAY_SECONDS);
    bool was[32];
    commit_deal(s, here, gen_deal_contact(here, day), time, "main", 0);
    size_t main = s->marks;
    ps_str what = gen_deal_cost(there, day);
    for (size_t i = 0; i < there->n_files; i++) {
        was[i] = there->files[i].changed;
    }
    commit_deal(s, there, what, time + 60, "apart", base);
    for (size_t i = 0; i < there->n_files; i++) {
        there->files[i].changed = was[i];
    }
    put_commit(s, "main", there->owner, time + 120, PS_S("Merge branch 'apart'\n"), main, s->marks);
    put_changed(s, there);
    return 3;
}

static void put_history(stream *s, gen_shop *shop, gen_deal *deals, size_t commits) {
    gen_dice d = gen_dice_for(shop->seed ^ 0xc0, 0);
    size_t old = s->deals;
    for (size_t n = 1; n < commits;) {
        int64_t time = (int64_t)FIRST_DAY * DAY_SECONDS + (int64_t)(n * ((uint64_t)DAYS * DAY_SECONDS) / commits);
        ps_date day = (ps_date)(time / DAY_SECONDS);
        if ((s->deals - old) * commits < (shop->n_deals - old) * n && s->deals < shop->n_deals) {
            gen_deal_open(&deals[s->deals], shop, s->deals, day);
            commit_deal(s, &deals[s->deals], PS_S("new deal"), time, "main", 0);
            s->deals++;
            n++;
        } else if (n % MERGE_EVERY == 0 && n + 3 <= commits && s->deals > 1) {
            n += commit_apart(s, deals, &d, time);
        } else {
            gen_deal *deal = some_deal(deals, s->deals, &d, NULL);
            commit_deal(s, deal, change(deal, &d, day), time, "main", 0);
            n++;
        }
    }
    for (; s->deals < shop->n_deals; s->deals++) {
        gen_check(false, "fewer commits than new deals");
    }
}

static void put_everything(stream *s, int dir, gen_shop *shop, size_t commits) {
    gen_deal *deals = ps_arena_alloc(&shop->arena, shop->n_deals * sizeof *deals);
    gen_check(deals != NULL, "out of memory");
    put_commit(s, "main", PS_S("li.wei"), (int64_t)FIRST_DAY * DAY_SECONDS, PS_S("pursuit: workspace set up\n"), 0, 0);
    put_rest(s, dir, shop);
    size_t old = commits > 1 ? shop->n_deals - shop->n_deals * 3 / 10 : shop->n_deals;
    for (; s->deals < old; s->deals++) {
        age(&deals[s->deals], shop, s->deals);
        put_changed(s, &deals[s->deals]);
    }
    put_history(s, shop, deals, commits);
    for (size_t i = 0; i < shop->n_deals; i++) {
        for (size_t k = 0; k < deals[i].n_files; k++) {
            write_file(s, dir, deals[i].files[k].path, ps_buf_str(&deals[i].files[k].text));
        }
        s->won += deals[i].won;
        s->open += !deals[i].won && !deals[i].closed;
        gen_deal_free(&deals[i]);
    }
    printf("%zu %zu %zu %zu %zu %.*s\n", s->notes, s->deals, s->open, s->won, commits, PS_FMT(deals[HOT].folder));
}

static FILE *start_import(const char *dir) {
    gen_check(setenv("GIT_DIR", ".git", 1) == 0 && chdir(dir) == 0, strerror(errno));
    gen_check(system("git init -q -b main . && git config user.name 'Li Wei' && git config user.email li.wei@example.com && "
                     "git config maintenance.auto false && git config gc.auto 0") == 0,
              "git init failed");
    FILE *out = popen("git -c pack.compression=1 fast-import --quiet", "w");
    gen_check(out != NULL, strerror(errno));
    return out;
}

static size_t number(const char *word) {
    uint64_t n = 0;
    gen_check(ps_str_uint(ps_str_of(word), 10000000, &n), "not a number");
    return (size_t)n;
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: gen DIR DEALS COMMITS en|zh SEED\n");
        return 2;
    }
    gen_shop shop = {.n_deals = number(argv[2]), .seed = number(argv[5])};
    ps_error err = {.lang = PS_EN};
    ps_process *process;
    ps_lang lang = PS_EN;
    gen_check(ps_lang_parse(ps_str_of(argv[4]), &lang), "the language is en or zh");
    gen_must(ps_process_read(&process, ps_process_builtin(lang), PS_EN, &err), &err);
    shop.process = process;
    shop.n_accounts = (shop.n_deals + GEN_DEALS_PER_ACCOUNT - 1) / GEN_DEALS_PER_ACCOUNT;
    shop.n_people = shop.n_deals / GEN_DEALS_PER_PERSON + 4;
    gen_check(mkdir(argv[1], 0755) == 0 || errno == EEXIST, strerror(errno));
    int dir = open(argv[1], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    stream s = {.out = start_import(argv[1])};
    gen_check(dir >= 0, strerror(errno));
    put_everything(&s, dir, &shop, number(argv[3]));
    gen_check(pclose(s.out) == 0, "git fast-import failed");
    gen_check(
        system("git branch -q -D apart 2>/dev/null; git reset -q && git commit-graph write --reachable --changed-paths --no-progress") == 0,
        "git reset failed");
    ps_process_free(process);
    ps_arena_free(&shop.arena);
    close(dir);
    return 0;
}
