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

return M
