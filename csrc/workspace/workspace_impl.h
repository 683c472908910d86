/* What the use cases share: a call at work. Private to workspace.c and ws_*.c. */
#ifndef PS_WORKSPACE_IMPL_H
#define PS_WORKSPACE_IMPL_H

#include <pthread.h>

#include "agenda.h"
#include "chain.h"
#include "heading.h"
#include "history.h"
#include "index_deal.h"
#include "index.h"
#include "index_annals.h"
#include "person.h"
#include "privacy.h"
#include "seek.h"
#include "summary.h"
#include "template.h"
#include "diag.h"
#include "repo.h"
#include "workspace.h"

typedef struct ps_teller ps_teller;

typedef struct ps_touched_days ps_touched_days;
typedef struct ps_asides ps_asides;

struct ps_workspace {
    pthread_mutex_t lock; /* one call at a time; recursive */
    ps_fs *fs;
    ps_repo *repo;       /* NULL until ps_ws_ready */
    ps_index *index;     /* NULL until something is looked for */
    ps_annals *annals;   /* NULL until the history is asked for */
    ps_teller *teller;   /* the same */
    ps_asides *asides;   /* NULL until the agenda is asked for */
    char *cache;         /* the user's cache folder; NULL: not said */
    char *root;          /* absolute, real, without a slash at the end */
    ps_process *process; /* the last valid one */
    char *process_text;  /* what it was read from, to read it again only after a change */
    size_t process_size;
    ps_touched_days *touched; /* what git was asked last about stalls; NULL: nothing */
    ps_lang lang;
    bool lang_set;
    bool later; /* git's index may follow: ps_ws_follow_later */
};

typedef struct {
    ps_kind kind;
    ps_str id, path;
    ps_note *note; /* NULL: looked for and not there */
} ps_cached;

/* A file or folder that stands where a note could, and can't be read: too large, no permission, a link that leads outside. */
typedef struct {
    ps_str path;
    const ps_error *why;
} ps_unread;

typedef struct ps_past ps_past;
typedef PS_VEC(const ps_deal_row *) ps_row_list;

/* A call at work. Reads see, in this order: what the call itself will write, the session's unsaved texts, the disk; or, once it has travelled, what
 * git kept of that day and nothing else. */
typedef struct ps_work {
    ps_workspace *ws;
    ps_session *s;
    ps_error *err;
    ps_arena *arena;           /* the session's */
    const ps_process *process; /* the one in force */
    ps_lang lang;              /* of messages */
    int64_t now;
    ps_world world;
    ps_sign me;          /* writers only */
    ps_str my_id;        /* once ps_work_me was asked */
    bool writes, failed; /* failed: memory ran out in ps_keep */
    ps_row_list rows;    /* once asked for, of these changes and this past */
    bool has_rows;
    size_t rows_changes;
    const ps_past *rows_past;
    bool rows_known;
    bool known;                /* answer from what the index holds, without a look at the files */
    bool discreet;             /* nothing that is private is read: what is told leaves the workspace */
    PS_VEC(ps_change) changes; /* what will be written; each path once */
    PS_VEC(ps_cached) cached;
    ps_seek by_id;            /* of the cached, by kind and id */
    PS_VEC(ps_unread) unread; /* passed over: one odd file must not hide everything else */
    PS_VEC(ps_deal *) deals;  /* freed at the end */
    ps_past *past;            /* NULL: today */
} ps_work;

/* Sees to it that the repository is open and whole. Under the lock. */
int ps_ws_ready(ps_workspace *ws, ps_error *err);

typedef enum { PS_READS, PS_WRITES } ps_work_mode;
int ps_work_begin(ps_work *w, ps_workspace *ws, ps_session *s, ps_work_mode mode, ps_error *err);
int ps_work_end(ps_work *w, int rc); /* rc, or PS_ENOMEM where ps_keep failed */

/* The body of a call: `int name_run(ps_work *w, const args *in, answer *out)` between begin and end. */
#define PS_CALL_RUN(name, args, answer, mode) \
    int ps_call_##name(ps_workspace *ws, ps_session *s, const args *in, answer *out, ps_error *err) { \
        ps_work w; \
        int rc = ps_work_begin(&w, ws, s, mode, err); \
        return rc ? rc : ps_work_end(&w, name##_run(&w, in, out)); \
    }

/* ---- ws_work.c ---- */
ps_str ps_keep(ps_work *w, ps_str s);             /* a copy in the session's arena; "" and w->failed when memory is out */
ps_str ps_keep_path(ps_work *w, ps_str relative); /* absolute */
/* Relative to the root, from an absolute path (also through symbolic links) or a relative one. PS_EINVAL where it lies outside. */
int ps_work_relative(ps_work *w, ps_str path, ps_str *out);
/* Everything that looks at files goes through these three. */
int ps_work_read(ps_work *w, ps_str path, ps_str *text);                                 /* PS_ENOTFOUND */
int ps_work_read_in(ps_work *w, ps_arena *arena, ps_str path, ps_str *text);             /* the same, into an arena of the caller's */
int ps_work_list(ps_work *w, ps_arena *arena, ps_str dir, ps_fs_entry **out, size_t *n); /* as ps_fs_list */
int ps_work_stat(ps_work *w, ps_str path, ps_fs_kind *kind);
int ps_work_put(ps_work *w, ps_str path, ps_str content); /* copied; p NULL deletes */
int ps_work_put_note(ps_work *w, ps_str path, const ps_note *note);
/* The note of a path to be edited, parsed; freed by the caller. Broken front matter is its own error, with path and line. */
int ps_work_edit(ps_work *w, ps_str path, ps_note **out);
/* Commits what was put: the user's own unstaged edits of these paths first, apart. `fallback`: what the subject says where nothing changed in meaning.
 * `trailers`: further lines such as "Undo: 1a2b\n", or "". */
int ps_work_commit(ps_work *w, ps_str fallback, ps_str trailers);
/* The same with this subject, where the operation says better what was done than its parts would: renames, undo. */
int ps_work_commit_as(ps_work *w, ps_str subject, ps_str trailers);
/* Commits what was put where one of the files stands on the disk already as it was put, and differs from HEAD. */
int ps_work_commit_with(ps_work *w);
/* Commits what stands in the work tree at these dirty paths with a message made from the meaning, or this one. out->hex "": nothing to do. */
int ps_work_commit_tree(ps_work *w, const ps_str *paths, size_t n, ps_str message, ps_oid *out);
/* Refuses with PS_EUNSAVED where an unsaved text lies below the folder. */
int ps_work_no_unsaved(ps_work *w, ps_str folder);
/* What differs from HEAD below these paths, as ps_repo_dirty. */
int ps_work_dirty(ps_work *w, const ps_str *paths, size_t n, ps_dirty **out, size_t *n_out);
bool ps_work_cancelled(const ps_work *w);
/* Says how far the call is: `done` of `total` notes, deals or commits. */
void ps_work_progress(ps_work *w, size_t done, size_t total);
ps_date ps_work_today(const ps_work *w);
/* Edits fail with the note's path before the message. */
int ps_work_at(ps_work *w, int rc, ps_str path);

/* ---- ws_discreet.c ---- */
/* From now on the call reads notes as they may be told outside of the workspace (privacy.h): for everything that exports, reports or copies. Only for calls
 * that write no notes. What was read before is gone. */
void ps_work_discreet(ps_work *w);
int ps_work_hide(ps_work *w, ps_arena *arena, ps_str path, ps_str *text); /* of a note's text what is private */
/* A deal at hand, without what is private of it: for what is copied out of its notes into others. The caller's (ps_deal_free). */
int ps_work_told(ps_work *w, const ps_deal *deal, ps_deal **out);

/* ---- ws_me.c ---- */
/* My id in the team: the member whose emails hold git's, else the part before the '@', else made from the name; "" where git knows nobody. */
int ps_work_me(ps_work *w, ps_str *id);

/* ---- ws_process.c ---- */
int ps_work_process(ps_work *w); /* sees to it that ws->process is the one in force */

/* ---- ws_world.c ---- */
/* The folder of a deal, "deals/2026/acme"; PS_ENOTFOUND; PS_EEXISTS where two folders claim the id. */
int ps_work_folder(ps_work *w, ps_str id, ps_str *folder);
/* The deal, freed at the end of the call. After a put it can be read again. */
int ps_work_deal(ps_work *w, ps_str id, ps_deal **out);
int ps_work_deal_at(ps_work *w, ps_str folder, ps_deal **out);
/* Passes over what could not be read, `rc` and w->err saying why; the rc to go on with: PS_OK, or PS_ENOMEM and the like. */
int ps_work_pass_over(ps_work *w, int rc, ps_str path);
void ps_work_drop(ps_work *w, ps_deal *deal); /* free it now: for walks over many */
/* Forgets deals and notes that were read: after a commit that others of the same call follow. */
void ps_work_forget(ps_work *w);
/* The deal as it stands, or stood at in->at, with its deal.md: PS_ENOTFOUND where that is missing. */
int ps_work_deal_then(ps_work *w, const ps_a_deal *in, ps_deal **out);
/* The same, ready to be changed: deal.md is there and parses, nothing of it is unsaved. */
int ps_work_deal_edit(ps_work *w, ps_str id, ps_deal **out);
/* Folders of all deals, "deals/<year>/<id>", by name. */
int ps_work_folders(ps_work *w, ps_strs *out);
/* Every .md file below a folder, without files/ and hidden ones; paths from the root. */
int ps_work_files(ps_work *w, ps_str folder, ps_strs *out);
/* Calls `visit` with every note of a kind but deals, by id; what can't be read is passed over. The note stands until it returns; a code of its own ends
 * it. */
typedef int ps_note_visit(void *ctx, ps_kind kind, ps_str id, ps_str path, const ps_note *note);
int ps_work_each_note(ps_work *w, ps_kind kind, ps_note_visit *visit, void *ctx);
/* Ids of a kind, by name. */
int ps_work_ids(ps_work *w, ps_kind kind, ps_strs *out);
/* What a path of the workspace is. For a file of a deal's folder kind is PS_K_DEAL and *id the deal; false: none of ours. */
bool ps_work_where(ps_str path, ps_kind *kind, ps_str *id);

/* ---- ws_front.c ---- */
/* A deal as its deal.md alone tells it, or only the front matter of that: freed at the end of the call, or by ps_work_drop. NULL where there is no
 * deal.md that can be read. */
int ps_work_front(ps_work *w, ps_str folder, bool whole, ps_deal **out);
/* The same as deal.md and costs.md tell it. */
int ps_work_ledger(ps_work *w, ps_str folder, ps_deal **out);

/* ---- ws_past.c ---- */
/* From now on the call sees the commit that stood at the end of the day, in the zone of today's process: its files, its process, its people; today is
 * that day. Unsaved texts don't count and nothing may be written. Before the first commit there is nothing. A deal that was renamed since stands in its
 * folder of today. PS_EINVAL for a day that has not come. What was read of another time is gone. */
int ps_work_travel(ps_work *w, ps_date day);
int ps_work_travel_to(ps_work *w, ps_str day); /* as people say days; "" stays */
void ps_work_stay(ps_work *w);                 /* back to today */
ps_str ps_past_commit(const ps_work *w);       /* hex, to walk the history from; "" today, and before the first commit */
ps_date ps_past_day(const ps_work *w);         /* PS_DATE_NONE: today */
/* The folder of a deal as git knew it then: what the history is to be asked for. */
ps_str ps_past_folder(ps_work *w, ps_str folder);
/* What git has at a path: a blob or a tree; hex "": nothing. Only where the call has travelled. */
int ps_past_id(ps_work *w, ps_str path, ps_oid *out);
int ps_past_read(ps_work *w, ps_arena *arena, ps_str path, ps_str *text);
int ps_past_list(ps_work *w, ps_arena *arena, ps_str dir, ps_fs_entry **out, size_t *n);
int ps_past_stat(ps_work *w, ps_str path, ps_fs_kind *kind);

/* ---- ws_view.c ---- */
int ps_view_deal(ps_work *w, const ps_deal *deal, ps_date changed, ps_v_deal *out);
/* What depends on the day: days in the stage, and whether it stalls. */
void ps_view_clock(ps_v_deal *out, const ps_clock *clock, ps_date changed, ps_date today);
int ps_view_action(ps_work *w, const ps_deal *deal, ps_v_action **out); /* the next one; NULL: none */
ps_str ps_view_person(ps_work *w,
                      ps_str id); /* how somebody at the customer is called: by the name in the note, else by the id (ws_map.c) */
int ps_view_champions(ps_work *w, const ps_chain *chain, ps_strs *out); /* names of those with the first stance (ws_map.c) */
int ps_view_missing(ps_work *w, const ps_missing *m, size_t n, ps_v_missings *out);
int ps_view_review(ps_work *w, const ps_deal *deal, const ps_review *r, ps_v_review *out);
int ps_view_diags(ps_work *w, const ps_diags *in, ps_v_diags *out);
int ps_view_sum(ps_work *w, ps_v_sums *sums, const ps_v_deal *deal);
/* Sets the session's `missing` and returns PS_EREFUSED with the message. */
int ps_refuse(ps_work *w, const ps_missing *m, size_t n, ps_text_id id, const ps_str *args, size_t n_args);
/* The deal as it stands after the call's writes. */
int ps_view_deal_now(ps_work *w, ps_str id, ps_v_deal *out);

/* ---- ws_row.c ---- */
/* A second hand of a call at work that has not travelled, for a thread of its own or to give memory back before the call ends: reads as the first does, and never writes.
 * Whatever it has read goes with ps_work_return. */
void ps_work_lend(ps_work *out, const ps_work *of, ps_session *s, ps_error *err);
void ps_work_return(ps_work *lent);
/* Why a deal can't be read: code, note or folder, line, message. */
typedef struct {
    const char *code;
    ps_str path, message;
    unsigned line;
} ps_row_fault;
/* The deal of a folder as a row, but for what tells how long it holds by the files; lives as long as what `w` has read. folder "": it holds no note.
 * `fault` is set where the row is broken. */
int ps_work_row(ps_work *w, ps_str folder, ps_deal_row *out, ps_row_fault *fault);

/* ---- ws_index.c ---- */
int ps_work_open_index(ps_work *w);
/* The notes among these files, which were just written or removed, go into the index as they are now, where it is open and nobody else writes. What
 * fails is left to the next walk; so are many at once. */
void ps_work_index_paths(ps_work *w, const ps_str *paths, size_t n);
/* Every deal, by folder, as the files and unsaved texts have it; of those that can't be read, broken. From the index, brought up to date before, unless
 * w->known; from the files where that can't be. They live as long as the session. */
int ps_work_rows(ps_work *w, ps_row_list *out); /* asked twice in a call, it looks once */

/* ---- ws_deals.c ---- */
/* Every deal of the workspace, archived and closed ones too, by folder, with stalls settled and unsaved texts counted. `broken`: those that can't be
 * read; NULL: not asked for. */
int ps_work_deals(ps_work *w, ps_v_deals *out, ps_v_diags *broken);
/* The same without the views, for who takes but a few: each is made by ps_view_settled. */
typedef struct {
    const ps_deal_row *row;
    ps_date touched;        /* what ps_view_clock wants to know */
    ps_money used, planned; /* of a frame contract: what its call-offs count for */
} ps_settled;
typedef PS_VEC(ps_settled) ps_settled_list;
int ps_work_settled(ps_work *w, ps_settled_list *out, ps_v_diags *broken);
void ps_view_settled(const ps_work *w, const ps_settled *deal, ps_v_deal *out);

/* ---- ws_stand.c: people in the rows of deals ---- */
enum { PS_STAND_CELLS = 10 };
int ps_row_put_people(ps_work *w, const ps_deal *deal, ps_deal_row *out);
/* The n-th stand of a row, as its table has it; false at the end. `seen`: day of the last contact in this deal's log. */
bool ps_row_stand(const ps_deal_row *row, size_t n, ps_date today, ps_stand *out);
/* The n-th person whom its log names, and when that was last; false at the end. *day NONE: it is still to come. */
bool ps_row_met(const ps_deal_row *row, size_t n, ps_date today, ps_str *person, ps_date *day);

/* ---- ws_moves.c ---- */
/* What changed in a chain and which contact moved whom, by day. */
int ps_view_chain_steps(ps_work *w, const ps_deal *deal, const ps_chain *chain, ps_v_chain_steps *out);

/* ---- ws_burden.c ---- */
/* What is open under somebody's name; what calls of handing over go by. */
int ps_work_burden(ps_work *w, ps_str id, ps_v_burden *out);

/* ---- ws_frame.c ---- */
bool ps_view_is_frame(const ps_v_deal *d);
int ps_work_settle_frames(ps_work *w, ps_settled_list *deals); /* `used` and `planned` of all */
/* The frame contract that a deal is, with all its call-offs; NULL where it is none. */
int ps_work_frame(ps_work *w, ps_str id, ps_v_frame **out);

/* ---- ws_board.c ---- */
/* Those that a filter takes. in->at, in->known are seen to. */
int ps_work_filtered(ps_work *w, const ps_a_filter *in, ps_settled_list *out, ps_v_diags *broken);

/* ---- ws_place.c ---- */
/* The note that an operation begins in. */
typedef struct {
    ps_str path; /* from the root */
    ps_kind kind;
    ps_deal *deal;           /* NULL outside a deal */
    const ps_review *review; /* the review whose note it is */
} ps_place;
/* PS_EINVAL where it is no note of ours. */
int ps_work_place(ps_work *w, ps_str path, ps_place *at);
/* The task on a line, or the one whose text goes on there; SIZE_MAX. */
size_t ps_place_task(const ps_note *note, int lnum);
/* A reason that has no place in the note, as a trailer of the commit; "" for none. */
ps_str ps_work_reason(ps_work *w, ps_str reason);

/* ---- ws_item.c ---- */
/* The line on which an item of this kind and text stands that was shown on *lnum; kind "": *lnum as it is. PS_ECONFLICT. */
int ps_work_item_line(ps_work *w, const ps_place *at, const ps_note *note, ps_str kind, ps_str text, int *lnum);

/* ---- ws_aside.c ---- */
/* A note outside of deals that has something with a day. */
typedef struct {
    ps_str path, title, owner; /* path from the root; owner: of what names nobody */
    ps_items items;
} ps_aside;
/* Calls `visit` with each, unsaved texts counted; a code of its own ends it. What it is given stands until it returns. With w->known from what is remembered,
 * without a look at the files. */
typedef int ps_aside_visit(void *ctx, const ps_aside *note);
int ps_work_asides(ps_work *w, ps_aside_visit *visit, void *ctx);
void ps_asides_free(ps_asides *asides); /* NULL is fine */

/* ---- ws_agenda.c ---- */
/* Whose items are meant: an id, `me`, "" for everybody's. PS_ENOIDENTITY where git does not know me. */
int ps_work_whose(ps_work *w, ps_str asked, ps_str *owner);
bool ps_work_has_note(ps_work *w, ps_kind kind, ps_str id);
/* PS_ENOTFOUND, naming the note that would be the member's. */
int ps_work_no_member(ps_work *w, ps_str member);
/* The items up to a day, of all deals that the filter takes and, without a filter, of the notes outside of deals; by day. */
int ps_work_items(ps_work *w, ps_str filter, ps_date until, ps_v_items *out);
/* Whether it is for this person: theirs, or in their deal and the customer's. "" takes all. */
bool ps_v_item_for(const ps_v_item *item, ps_str owner);

/* ---- ws_new.c ---- */
/* Puts a new deal's notes, with its terms, for the call to go on with; ids may be links. *id: its id. */
int ps_work_open_deal(ps_work *w, const ps_a_new *in, ps_str *id);
/* What a deal that follows another takes over from it, where it says nothing itself. */
void ps_work_inherit(ps_a_new *deal, const ps_deal *from);
/* Names the new deal in the one it follows, under Follow-up deals. */
int ps_work_link_followup(ps_work *w, const ps_deal *from, ps_str id);

/* ---- ws_lessons.c ---- */
int ps_work_lessons(ps_work *w, const ps_a_lessons *in, ps_v_lessons *out);

/* ---- ws_summary.c ---- */
/* Drafts the summary of a deal, as this call will leave it, among what is to be written; made where it is missing. Nothing is written where somebody has
 * changed the draft. */
int ps_work_draft_summary(ps_work *w, ps_str id, ps_str *path, ps_draft_fate *fate);
/* The same with a closing, which a summary that can't be read does not stop. */
int ps_work_sum_up(ps_work *w, ps_str id);

/* ---- ws_save.c ---- */
/* Commits what a person has typed below a folder (or in a file), so that the state at hand has an id, and carries what new log entries hold for the
 * tables. PS_ESTAGED where something of it is staged. */
int ps_work_save_folder(ps_work *w, ps_str under);

/* ---- ws_rename.c ---- */
/* Moves what git does not track, where a rename was cut short right after its commit. */
int ps_work_finish_rename(ps_work *w);
/* Paths of notes that name a deal or a note: by a link, in front matter, in a table. */
int ps_work_pointers(ps_work *w, ps_kind kind, ps_str id, ps_strs *out);

/* ---- ws_pending.c ---- */
/* Paths whose saves were announced and, as far as is known, not committed. */
int ps_work_pending(ps_work *w, ps_strs *out);
/* Forgets them where nothing of them is uncommitted any more. */
int ps_work_forget_pending(ps_work *w);

/* ---- ws_tell.c ---- */
void ps_teller_free(ps_teller *teller);

/* ---- ws_events.c: what git's history tells, remembered in the annals ---- */
/* Does what `body` does with complete annals, once it has read the little that is new; *did false: they are not complete, and the caller walks git. The
 * body may begin anew: it forgets first what it gathered. */
int ps_work_annals(ps_work *w, ps_annals_body *body, void *ctx, bool *did);
/* The life of a deal as `history` tells it, newest first. */
int ps_work_events_of(ps_work *w, ps_str id, ps_v_events *out);
/* The same, an undo told by all that it changed, not as one event. */
int ps_work_changes_of(ps_work *w, ps_str id, ps_v_events *out);
/* What changed in all deals with commits of this time and later, newest first, but for those of the author with this email ("": nobody). */
int ps_work_events_since(ps_work *w, int64_t time, ps_str but, ps_v_events *out);

/* ---- ws_diff.c ---- */
/* The events between two states of a deal, as `diff` takes them. */
int ps_work_diff(ps_work *w, const ps_deal *deal, ps_str from, ps_str to, ps_v_diff *out);
/* The events between a tree of the deal's folder and what stands now. */
int ps_work_since(ps_work *w, const ps_deal *deal, ps_str tree, ps_event **out, size_t *n);

/* ---- ws_stall.c ---- */
typedef struct {
    ps_str deal; /* that another deal's log entry names */
    ps_date day;
} ps_mention;
typedef PS_VEC(ps_mention) ps_mentions;
int ps_row_mentions(ps_work *w, const ps_row_list *rows, ps_mentions *out);
int ps_mentions_add(ps_work *w, const ps_deal *deal, ps_mentions *out);
typedef struct {
    ps_str folder, id;
    ps_date
        day; /* out: of the newest commit that changed it in meaning, or contact of another log; PS_DATE_NONE: none within what any stage allows */
} ps_stall;
void ps_touched_days_free(ps_touched_days *days); /* NULL is fine */
/* `known`: the mentions of all logs, where they were gathered already; NULL: they are looked for. */
int ps_work_stalls(ps_work *w, ps_stall *stalls, size_t n, const ps_mentions *known);

/* ---- ws_log.c ---- */
/* The ledger's note, or the log, to be edited; where it was deleted by hand, made anew. Of the log, entries typed by hand are committed first. */
int ps_work_costs_edit(ps_work *w, const ps_deal *deal, ps_str *path, ps_note **note);
int ps_work_log_edit(ps_work *w, const ps_deal *deal, ps_str *path, ps_note **note);
/* Enters a cost, and commits. */
int ps_work_cost(ps_work *w, const ps_a_cost *in, ps_v_entry *out);

/* ---- ws_review.c ---- */
/* The comment of a vote as it is written: one that somebody else enters says by whom. */
ps_str ps_work_vote_comment(ps_work *w, const ps_v_vote *vote);

/* ---- ws_table.c ---- */
/* A table with these columns and no row under a heading, which is made at the end of the note where it lacks. */
int ps_work_make_table(ps_work *w, ps_note **note, ps_heading_id heading, const ps_str *columns, size_t n);
/* Appends a row to the table under a heading, with a block id made from it (letter '\0': none); makes heading and table at the end of the note where
 * they lack. */
int ps_work_add_row(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, const ps_str *cells, size_t n,
                    char letter);
/* The same with this id ("" for none). */
int ps_work_add_row_id(ps_work *w, ps_note **note, ps_heading_id heading, const ps_column_id *columns, const ps_str *cells, size_t n,
                       ps_str id);
/* Gives the rows of Stage history and Ledger that a person typed their block ids, in the notes that will be written. */
int ps_work_mark_rows(ps_work *w);

/* ---- ws_new.c ---- */
/* A value must be one of a vocabulary's ids, where the process has that vocabulary; "" is fine. PS_EINVAL names them all. */
int ps_work_check_term(ps_work *w, ps_vocab_id v, const char *what, ps_str value);

/* ---- ws_export.c ---- */
/* Writes a file for other programs where the user wants it, also outside of the workspace; an absolute path. */
int ps_work_write_out(ps_work *w, ps_str path, ps_str text);

/* ---- ws_carry.c ---- */
/* Puts what a log's new entries hold for the tables of the deal, and the log itself, to be committed together. */
int ps_work_carry(ps_work *w, ps_str log, bool *carried);
/* The same for a log that is about to be written with this text. */
int ps_work_carry_text(ps_work *w, ps_str log, ps_str text, bool *carried);

#endif
