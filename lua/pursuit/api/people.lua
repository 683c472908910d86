---People and accounts, and what is open with them.
local api = require('pursuit.api')
local M = {}

---People at the customers, with how they stand in which deals.
---@param filter string|table|nil
---@param opts pursuit.FilterOpts?
---@return pursuit.People? people
---@return string? message
---@return string? code
function M.people(filter, opts)
  return api.call('people', api.filter('people', filter, opts), opts)
end

---The accounts, with what is open and what was won.
---@param filter string|table|nil
---@param opts pursuit.FilterOpts?
---@return pursuit.Accounts? accounts
---@return string? message
---@return string? code
function M.accounts(filter, opts)
  return api.call('accounts', api.filter('accounts', filter, opts), opts)
end

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
