---The Lua API. Calls are synchronous, see the disk and unsaved buffers as of the call, and neither open nor switch buffers.
---What can be expected to fail returns nil, message, CODE (and for REFUSED a table with `missing`); misuse raises an error.
local api = require('pursuit.api')
local M = {}

---Sets options; the same as setting `vim.g.pursuit`. Never needed.
---@param opts pursuit.Opts?
function M.setup(opts)
  require('pursuit.config').set(opts)
end

---Makes a workspace, or adopts a folder full of notes without changing them.
---@param dir string
---@param opts { lang: 'en'|'zh'|nil }?
---@return { root: string }? workspace
---@return string? message
---@return string? code
function M.init(dir, opts)
  api.expect('init', 'dir', dir, 'string')
  return api.init(dir, api.options('init', opts))
end

---Makes a deal: folder, notes, first commit.
---@param title string
---@param opts pursuit.NewOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.new(title, opts)
  api.expect('new', 'title', title, 'string')
  return api.call('new', { title = title }, opts)
end

---@param id string
---@param opts pursuit.AtOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.deal(id, opts)
  api.expect('deal', 'id', id, 'string')
  return api.call('deal', { id = id }, opts)
end

---The deals that a filter lets through: words as in `:Pursuit deals`, or a table of them (`{ 'stalled', stage = 'concept' }`).
---Every deal that is not archived; with `all` false open ones, and won ones until they are done. `archived` in the filter gives those.
---@param filter string|table|nil
---@param opts pursuit.FilterOpts?
---@return pursuit.Deal[]? deals
---@return string? message
---@return string? code
function M.deals(filter, opts)
  local args = api.filter('deals', filter, opts)
  args.all = args.all ~= false
  return api.call('deals', {}, args)
end

---The pipeline by stage, with sums.
---@param filter string|table|nil
---@param opts pursuit.FilterOpts?
---@return pursuit.Board? board
---@return string? message
---@return string? code
function M.board(filter, opts)
  return api.call('board', {}, api.filter('board', filter, opts))
end

---Filters that have a name, as the workspace keeps them in `.pursuit/views.md`.
---@param opts pursuit.RootOpts?
---@return pursuit.View[]? views
---@return string? message
---@return string? code
function M.views(opts)
  return api.call('views', {}, opts)
end

---Saves a filter under a name: from then on `@name` stands for it in any filter.
---@param name string
---@param filter string|table|nil nil with `remove`
---@param opts { description: string?, remove: boolean?, root: string? }?
---@return pursuit.View? view
---@return string? message
---@return string? code
function M.view(name, filter, opts)
  api.expect('view', 'name', name, 'string')
  local args = api.filter('view', filter, opts)
  return api.call('view', { name = name }, args)
end

---All that is missing for the next step.
---@param id string
---@param opts pursuit.AtOpts?
---@return pursuit.Readiness? readiness
---@return string? message
---@return string? code
function M.readiness(id, opts)
  api.expect('readiness', 'id', id, 'string')
  return api.call('readiness', { id = id }, opts)
end

---A deal, or all of them, as at the end of a day. One that had another id then is found, and told, by its id of today. Before the first
---commit there is nothing; a day that has not come is an error. What is not committed does not count.
---@param date string 'YYYY-MM-DD'; also '-30d', 'today'
---@param opts { id: string?, filter: string|table|nil, root: string? }? id: that one deal, else those that the filter lets through
---@return pursuit.Deal|pursuit.Deal[]|nil deals
---@return string? message
---@return string? code
function M.at(date, opts)
  api.expect('at', 'date', date, 'string')
  local args = api.options('at', opts)
  args.at = date
  if args.id then
    api.expect('at', 'id', args.id, 'string')
    return api.call('deal', {}, args)
  end
  local filter = args.filter
  args.filter, args.all = nil, true
  return api.call('deals', {}, api.filter('at', filter, args))
end

---Changes the task item at a line. Without a state: open → done → open.
---@param path string
---@param lnum integer
---@param state ' '|'x'|'/'|'-'|nil
---@param reason string? needed for '-'
---@param opts { root: string?, bulk: boolean?, last: integer? }? bulk: every open activity under the heading at lnum; last: the tasks of
--- the lines from lnum to this one
---@return string? state the new one, of the last task that was changed
---@return string? message
---@return string? code
function M.toggle(path, lnum, state, reason, opts)
  api.expect('toggle', 'path', path, 'string')
  api.expect('toggle', 'lnum', lnum, 'number')
  api.expect('toggle', 'state', state, 'string', true)
  api.expect('toggle', 'reason', reason, 'string', true)
  local place, message, code, info = api.call('toggle', { path = path, lnum = lnum, state = state, reason = reason }, opts, path)
  if not place then
    return nil, message, code, info
  end
  return place.text
end

---The open review of the next gate, made if there is none.
---@param id string
---@param opts pursuit.RootOpts?
---@return pursuit.Review? review
---@return string? message
---@return string? code
function M.review(id, opts)
  api.expect('review', 'id', id, 'string')
  return api.call('review', { id = id }, opts)
end

---Records the decision of the open review.
---@param id string
---@param decision 'go'|'conditional'|'hold'|'no-go'
---@param opts pursuit.DecideOpts?
---@return pursuit.Review? review
---@return string? message
---@return string? code
function M.decide(id, decision, opts)
  api.expect('decide', 'id', id, 'string')
  api.expect('decide', 'decision', decision, 'string')
  return api.call('decide', { id = id, decision = decision }, opts)
end

---One stage on.
---@param id string
---@param opts { override: string?, root: string? }? override: the reason to go on without what is missing
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.advance(id, opts)
  api.expect('advance', 'id', id, 'string')
  return api.call('advance', { id = id }, opts)
end

---One stage back.
---@param id string
---@param reason string
---@param opts pursuit.RootOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.back(id, reason, opts)
  api.expect('back', 'id', id, 'string')
  api.expect('back', 'reason', reason, 'string')
  return api.call('back', { id = id, reason = reason }, opts)
end

---@param id string
---@param status 'won'|'lost'|'no-decision'|'no-go'|'paused'|'done'
---@param opts pursuit.CloseOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.close(id, status, opts)
  api.expect('close', 'id', id, 'string')
  api.expect('close', 'status', status, 'string')
  return api.call('close', { id = id, status = status }, opts)
end

---@param id string
---@param opts pursuit.RootOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.reopen(id, opts)
  api.expect('reopen', 'id', id, 'string')
  return api.call('reopen', { id = id }, opts)
end

---An entry in the ledger.
---@param id string
---@param opts pursuit.CostOpts
---@return pursuit.Entry? entry
---@return string? message
---@return string? code
function M.cost(id, opts)
  api.expect('cost', 'id', id, 'string')
  return api.call('cost', { id = id }, opts)
end

---An entry in the log.
---@param id string
---@param opts pursuit.LogOpts
---@return pursuit.Entry? entry
---@return string? message
---@return string? code
function M.log(id, opts)
  api.expect('log', 'id', id, 'string')
  return api.call('log', { id = id }, opts)
end

---A visit's entry in the log, filled in as far as is known.
---@param id string
---@param opts pursuit.LogOpts?
---@return pursuit.Entry? entry
---@return string? message
---@return string? code
function M.visit(id, opts)
  api.expect('visit', 'id', id, 'string')
  return api.call('visit', { id = id }, opts)
end

---A deal that follows from another.
---@param id string the deal it follows
---@param title string
---@param opts pursuit.NewOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.followup(id, title, opts)
  api.expect('followup', 'id', id, 'string')
  api.expect('followup', 'title', title, 'string')
  local args = api.options('followup', opts)
  if args.id then
    error("pursuit.followup: id: the new deal's id follows from its title; rename it after", 2)
  end
  return api.call('followup', { parent = id, title = title }, args)
end

---What is to be expected: open deals by month (of their `close`), quarter, owner, account, kind or stage, with booked ones by their day of
---signing; one row for each currency. Instalments (`recurring`) fall where they are due. What has no day is `undated`, by month and quarter.
---@param opts { by: 'month'|'quarter'|'owner'|'account'|'kind'|'stage'|nil, at: string?, filter: string|table|nil, root: string? }?
---@return pursuit.Forecast? forecast
---@return string? message
---@return string? code
function M.forecast(opts)
  local args = api.options('forecast', opts)
  local filter = args.filter
  args.filter = nil
  return api.call('forecast', {}, api.filter('forecast', filter, args))
end

---How the pipeline moved between the ends of two days: what came, went, grew, shrank, advanced, slipped, and sums that reconcile.
---@param from string? a day, or a period ('2026-Q3', '2026-09', '2026'); also '-30d'; thirty days ago if left out
---@param to string? today if left out
---@param opts { filter: string|table|nil, root: string? }? the filter looks at deals as they are at the end
---@return pursuit.Movement? movement
---@return string? message
---@return string? code
function M.movement(from, to, opts)
  api.expect('movement', 'from', from, 'string', true)
  api.expect('movement', 'to', to, 'string', true)
  local args = api.options('movement', opts)
  local filter = args.filter
  args.filter = nil
  return api.call('movement', { from = from, to = to }, api.filter('movement', filter, args))
end

---What the workspace's own history says of the process: for each stage how many went on, in how many days and what share was won in the end,
---beside the process's numbers; and how judged probabilities came true. What rests on fewer than `least` deals is nil.
---@param opts { from: string?, to: string?, filter: string|table|nil, root: string? }? from, to: deals opened then, else all
---@return pursuit.Observed? observed
---@return string? message
---@return string? code
function M.observed(opts)
  local args = api.options('observed', opts)
  local filter = args.filter
  args.filter = nil
  return api.call('observed', {}, api.filter('observed', filter, args))
end

---What happened to a deal, newest first.
---@param id string
---@param opts pursuit.RootOpts?
---@return pursuit.Event[]? events
---@return string? message
---@return string? code
function M.history(id, opts)
  api.expect('history', 'id', id, 'string')
  return api.call('history', { id = id }, opts)
end

---What changed in a deal between two of its states: events as those of the history, but of no time, author and commit.
---@param id string
---@param from string? a gate (what its latest review saw), '<gate>-<round>', a day, a revision of git; else the deal's birth
---@param to string? the same; else now, unsaved texts too
---@param opts pursuit.RootOpts?
---@return pursuit.Event[]? events
---@return string? message
---@return string? code
function M.diff(id, from, to, opts)
  api.expect('diff', 'id', id, 'string')
  api.expect('diff', 'from', from, 'string', true)
  api.expect('diff', 'to', to, 'string', true)
  local diff, message, code = api.call('diff', { id = id, from = from, to = to }, opts)
  if not diff then
    return nil, message, code
  end
  return diff.events
end

---Who set what stands in a field, when and from what: the event of the history.
---@param id string
---@param key string 'value', 'stakeholders/<id>/stance', 'activity/<id>', …
---@param opts pursuit.RootOpts?
---@return pursuit.Event? event without a commit where it is not committed yet
---@return string? message
---@return string? code NOTFOUND where nothing has that name; the message names what is near
function M.blame(id, key, opts)
  api.expect('blame', 'id', id, 'string')
  api.expect('blame', 'key', key, 'string')
  return api.call('blame', { id = id, key = key }, opts)
end

---The decision chain of a deal: people by layer, how they stand to us and to each other, and what it lacks.
---@param id string
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Map? map
---@return string? message
---@return string? code
function M.map(id, opts)
  api.expect('map', 'id', id, 'string')
  return api.call('map', { id = id }, opts)
end

---A deal as a whole: stages with their gates and groups of activities, the three sides, money and probability per stage.
---@param id string
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Overview? overview
---@return string? message
---@return string? code
function M.overview(id, opts)
  api.expect('overview', 'id', id, 'string')
  return api.call('overview', { id = id }, opts)
end

---Goals and plan of a deal, and what can't be right about them.
---@param id string
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Plan? plan
---@return string? message
---@return string? code
function M.plan(id, opts)
  api.expect('plan', 'id', id, 'string')
  return api.call('plan', { id = id }, opts)
end

---The notes that hold all words of a query, one hit a note, best first: words, "phrases", prefix*, -not, and filters such as
---`stage=concept`. Any text is a query.
---@param query string
---@param opts pursuit.SearchOpts?
---@return pursuit.Hit[]? hits
---@return string? message
---@return string? code
function M.search(query, opts)
  api.expect('search', 'query', query, 'string')
  return api.call('search', { query = query }, opts)
end

---The lines of other notes that lead to a note: by links, and by ids where ids belong.
---@param path string absolute, or from the workspace
---@param opts { known: boolean?, root: string? }? known: from what the index knows, without a look at the files
---@return pursuit.Backlink[]? links by path and line
---@return string? message
---@return string? code
function M.backlinks(path, opts)
  api.expect('backlinks', 'path', path, 'string')
  return api.call('backlinks', { path = path }, opts)
end

---@param fn string
---@param opts table?
---@return table
local function with_filter(fn, opts)
  local args = api.options(fn, opts)
  local filter = args.filter
  args.filter = nil
  return api.filter(fn, filter, args)
end

---What is due, overdue first, then by day: tasks, conditions, closings, renewals, payments, rows with a day, procurement steps; and deals
---without a next action or stalled, dated today.
---@param days integer? from today on; 14 if left out
---@param opts pursuit.AgendaOpts? owner: whose, 'me' for mine; everybody's if left out; limit: so many at most; known: from
---what the index knows, without a look at the files
---@return pursuit.Item[]? items
---@return string? message
---@return string? code
function M.agenda(days, opts)
  api.expect('agenda', 'days', days, 'number', true)
  local answer, message, code, info = api.call('agenda', { days = days or 14 }, with_filter('agenda', opts))
  if not answer then
    return nil, message, code, info
  end
  return answer.items
end

---Writes the agenda as a calendar (.ics) that other programs read. Written again, it updates what they have.
---@param file string absolute, or from the working directory
---@param opts { days: integer?, owner: string?, filter: string|table|nil, root: string? }? days: 365 if left out
---@return string? path
---@return string? message
---@return string? code
function M.export(file, opts)
  api.expect('export', 'file', file, 'string')
  local args = with_filter('export', opts)
  args.days = args.days or 365
  local place, message, code, info = api.call('export', {}, vim.tbl_extend('force', args, { path = vim.fn.fnamemodify(file, ':p') }))
  if not place then
    return nil, message, code, info
  end
  return place.path
end

---A morning: what is overdue and due, tenders, what others owe, deals without a next action, stalled ones, what others changed.
---@param opts { owner: string?, since: integer?, limit: integer?, known: boolean?, root: string? }? owner: as for `agenda`; since: changes after this time, in seconds
---@return pursuit.Today? today
---@return string? message
---@return string? code
function M.today(opts)
  return api.call('today', {}, opts)
end

---Gives the task, the row or the field (`close`, `revisit` …) at a line another day.
---@param path string
---@param lnum integer
---@param date string a day, or `+3d`, `+2w`, `fri`
---@param reason string? kept in the commit
---@param opts pursuit.RootOpts?
---@return string? date the new one
---@return string? message
---@return string? code
function M.postpone(path, lnum, date, reason, opts)
  api.expect('postpone', 'path', path, 'string')
  api.expect('postpone', 'lnum', lnum, 'number')
  api.expect('postpone', 'date', date, 'string')
  api.expect('postpone', 'reason', reason, 'string', true)
  local place, message, code, info = api.call('postpone', { path = path, lnum = lnum, date = date, reason = reason }, opts, path)
  if not place then
    return nil, message, code, info
  end
  return place.date
end

---Makes the index anew. Never needed: what is outdated or broken is noticed and replaced.
---@param opts pursuit.RootOpts?
---@return pursuit.Counts? counts
---@return string? message
---@return string? code
function M.reindex(opts)
  return api.call('reindex', {}, opts)
end

---Takes back the last operation on a deal, with a new commit.
---@param id string
---@param opts pursuit.RootOpts?
---@return pursuit.Done? done
---@return string? message
---@return string? code
function M.undo(id, opts)
  api.expect('undo', 'id', id, 'string')
  return api.call('undo', { id = id }, opts)
end

---Commits every change of notes in the workspace.
---@param message string? made from the meaning of the change if left out
---@param opts pursuit.RootOpts?
---@return pursuit.Done? done
---@return string? message
---@return string? code
function M.commit(message, opts)
  api.expect('commit', 'message', message, 'string', true)
  return api.call('commit', { message = message }, opts)
end

---Adds to a deal's notes what the process has gained.
---@param id string
---@param opts pursuit.RootOpts?
---@return pursuit.Place? place `count` items were added, the first at path and lnum
---@return string? message
---@return string? code
function M.refresh(id, opts)
  api.expect('refresh', 'id', id, 'string')
  return api.call('refresh', { id = id }, opts)
end

---Makes the note of an account, a person, a member of the team or a region.
---@param kind 'account'|'person'|'member'|'region'
---@param opts pursuit.AddOpts
---@return pursuit.Place? place
---@return string? message
---@return string? code
function M.add(kind, opts)
  api.expect('add', 'kind', kind, 'string')
  return api.call('add', { kind = kind }, opts)
end

---Gives something another id, with all that names it, in one commit.
---@param kind 'deal'|'account'|'person'|'member'|'region'
---@param id string
---@param to string
---@param opts pursuit.RootOpts?
---@return pursuit.Place? place where it is now
---@return string? message
---@return string? code
function M.rename(kind, id, to, opts)
  api.expect('rename', 'kind', kind, 'string')
  api.expect('rename', 'id', id, 'string')
  api.expect('rename', 'to', to, 'string')
  return api.call('rename', { kind = kind, id = id, to = to }, opts)
end

---@param id string
---@param opts pursuit.RootOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.archive(id, opts)
  api.expect('archive', 'id', id, 'string')
  return api.call('archive', { id = id }, opts)
end

---The process in force.
---@param opts pursuit.RootOpts?
---@return pursuit.Process? process
---@return string? message
---@return string? code
function M.process(opts)
  return api.call('process', {}, opts)
end

---Everything that is wrong in a note, or in all of them.
---@param path string?
---@param opts pursuit.RootOpts?
---@return pursuit.Diagnostic[]? diagnostics
---@return string? message
---@return string? code
function M.diagnostics(path, opts)
  api.expect('diagnostics', 'path', path, 'string', true)
  return api.call('diagnostics', { path = path }, opts, path)
end

---Text for a statusline: the deal of a buffer, its stage and how ready it is. '' for any other buffer. Never waits for more than the first
---look at a deal; after that the answer is renewed in the background.
---@param buf integer? the current one if left out
---@return string text with every % doubled
function M.status(buf)
  api.expect('status', 'buf', buf, 'number', true)
  return require('pursuit.status').text(buf or vim.api.nvim_get_current_buf())
end

---Functions of later steps: scripts that call one learn so, instead of meeting a nil.
local LATER = {
  'blame', 'diff', 'factors', 'habits', 'import', 'load', 'people', 'accounts', 'report', 'sync', 'verify',
}

return setmetatable(M, {
  __index = function(_, name)
    return vim.list_contains(LATER, name)
        and function()
          return nil, require('pursuit.text').get('not_built_function', require('pursuit.config').get().lang or 'en', name), 'UNSUPPORTED'
        end
      or nil
  end,
})
