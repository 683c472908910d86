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

return M
