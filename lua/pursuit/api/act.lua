---Operations: one commit each.
local api = require('pursuit.api')
local words = require('pursuit.words')
local M = {}

---Makes a deal: folder, notes, first commit.
---@param title string
---@param opts pursuit.NewOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.new(title, opts)
  api.expect('new', 'title', title, 'string')
  return api.call('new', { title = title }, words.terms(api.options('new', opts)))
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
  return api.call('followup', { parent = id, title = title }, words.terms(args))
end

---The deal that renews a contract which recurs: its terms go on from the day on which the old ones end, and who decides, what decides and
---what was answered before the customer decided comes along, to be confirmed.
---@param id string the deal whose contract ends
---@param opts pursuit.RenewOpts?
---@return pursuit.Deal? deal
---@return string? message
---@return string? code
function M.renew(id, opts)
  api.expect('renew', 'id', id, 'string')
  local args = api.options('renew', opts)
  if args.id then
    error("pursuit.renew: id: the new deal's id follows from its title; rename it after", 2)
  end
  return api.call('renew', { parent = id }, words.terms(args))
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
---@param kind 'account'|'person'|'member'|'region'|'competitor'
---@param opts pursuit.AddOpts
---@return pursuit.Place? place
---@return string? message
---@return string? code
function M.add(kind, opts)
  api.expect('add', 'kind', kind, 'string')
  return api.call('add', { kind = kind }, opts)
end

---Gives something another id, with all that names it, in one commit.
---@param kind 'deal'|'account'|'person'|'member'|'region'|'competitor'
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

return M
