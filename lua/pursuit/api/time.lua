---Time: what happened, how things stood, what is to come.
local api = require('pursuit.api')
local M = {}

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
  args.all = true
  return api.call('deals', {}, api.filtered('at', args))
end

---What is to be expected: open deals by month (of their `close`), quarter, owner, account, kind or stage, with booked ones by their day of
---signing; one row for each currency. Instalments (`recurring`) fall where they are due. What has no day is `undated`, by month and by
---quarter.
---@param opts { by: 'month'|'quarter'|'owner'|'account'|'kind'|'stage'|nil, at: string?, filter: string|table|nil, root: string? }?
---@return pursuit.Forecast? forecast
---@return string? message
---@return string? code
function M.forecast(opts)
  return api.call('forecast', {}, api.filtered('forecast', opts))
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
  return api.call('movement', { from = from, to = to }, api.filtered('movement', opts))
end

---What the workspace's own history says of the process: for each stage how many went on, in how many days and what share was won in the
---end, beside the process's numbers; and how judged probabilities came true. What rests on fewer than `least` deals is nil.
---@param opts { from: string?, to: string?, filter: string|table|nil, root: string? }? from, to: deals opened then, else all
---@return pursuit.Observed? observed
---@return string? message
---@return string? code
function M.observed(opts)
  return api.call('observed', {}, api.filtered('observed', opts))
end

return M
