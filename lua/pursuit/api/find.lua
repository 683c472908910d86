---Finding: deals, the board, notes, what is due.
local api = require('pursuit.api')
local M = {}

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

---Makes the index anew. Never needed: what is outdated or broken is noticed and replaced.
---@param opts pursuit.RootOpts?
---@return pursuit.Counts? counts
---@return string? message
---@return string? code
function M.reindex(opts)
  return api.call('reindex', {}, opts)
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
  local answer, message, code, info = api.call('agenda', { days = days or 14 }, api.filtered('agenda', opts))
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
  local args = api.filtered('export', opts)
  args.days = args.days or 365
  local place, message, code, info = api.call('export', {}, vim.tbl_extend('force', args, { path = vim.fn.fnamemodify(file, ':p') }))
  if not place then
    return nil, message, code, info
  end
  return place.path
end

---A morning: what is overdue and due, tenders, what others owe, deals without a next action, stalled ones, what others changed.
---@param opts { owner: string?, since: integer?, limit: integer?, known: boolean?, root: string? }? owner: as for `agenda`; since: changes
---after this time, in seconds
---@return pursuit.Today? today
---@return string? message
---@return string? code
function M.today(opts)
  return api.call('today', {}, opts)
end

return M
