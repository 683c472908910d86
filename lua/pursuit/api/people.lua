---People and accounts, and what is open with them.
local api = require('pursuit.api')
local M = {}

---What is open under somebody's name: deals, relationships, tasks, conditions, rows.
---@param id string of a member of the team, or of a person at a customer
---@param opts pursuit.RootOpts?
---@return pursuit.Burden? burden
---@return string? message
---@return string? code
function M.burden(id, opts)
  api.expect('burden', 'id', id, 'string')
  return api.call('burden', { id = id }, opts)
end

return M
