---How sellers work, and what deals teach.
local api = require('pursuit.api')
local M = {}

---The three habits that lose projects, of an owner or of everybody, with the numbers, the thresholds and the evidence.
---@param owner string? an id, 'me'; everybody if left out
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Habit[]? habits by owner
---@return string? message
---@return string? code
function M.habits(owner, opts)
  api.expect('habits', 'owner', owner, 'string', true)
  local answer, said, code = api.call('habits', { owner = owner }, opts)
  if not answer then
    return nil, said, code
  end
  return answer.habits
end

---What sellers have ready: the long-term points of their own notes, when each was answered last, and when it is due again.
---@param member string? an id, 'me'; everybody if left out
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.Seller[]? sellers
---@return string? message
---@return string? code
function M.prepared(member, opts)
  api.expect('prepared', 'member', member, 'string', true)
  local answer, said, code = api.call('prepared', { member = member }, opts)
  if not answer then
    return nil, said, code
  end
  return answer.sellers
end

---Adds the long-term points that a member's note lacks.
---@param member string? me if left out
---@param opts pursuit.RootOpts?
---@return { path: string, id: string, lnum: integer, count: integer }? place count: how many
---@return string? message
---@return string? code
function M.prepare(member, opts)
  api.expect('prepare', 'member', member, 'string', true)
  return api.call('prepare', { id = member }, opts)
end

---Drafts a deal's project summary from its history, or drafts it anew. What people wrote stays, and a draft that they changed.
---@param id string
---@param opts pursuit.RootOpts?
---@return { path: string, lnum: integer, id: string, text: 'written'|'same'|'kept', count: integer }? place of the draft
---@return string? message
---@return string? code
function M.summary(id, opts)
  api.expect('summary', 'id', id, 'string')
  return api.call('summary', { id = id }, opts)
end

---What other deals taught: of those that are like a deal, or, with a filter, of all that fit.
---@param id string? a deal
---@param opts { filter: string?, limit: integer?, root: string? }?
---@return pursuit.Lesson[]? lessons the most alike first
---@return string? message
---@return string? code
function M.lessons(id, opts)
  api.expect('lessons', 'id', id, 'string', true)
  local args = api.options('lessons', opts)
  local answer, said, code = api.call('lessons', { id = id, filter = args.filter, limit = args.limit }, { root = args.root })
  if not answer then
    return nil, said, code
  end
  return answer.lessons
end

return M
