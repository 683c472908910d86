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
  return api.call('people', {}, api.filter('people', filter, opts))
end

---The accounts, with what is open and what was won.
---@param filter string|table|nil
---@param opts pursuit.FilterOpts?
---@return pursuit.Accounts? accounts
---@return string? message
---@return string? code
function M.accounts(filter, opts)
  return api.call('accounts', {}, api.filter('accounts', filter, opts))
end

---A page about an account: deals, people with how they stand, contacts and promises of all deals, level, sites, frame contracts.
---@param id string
---@param opts { at: string?, root: string? }? at: as at the end of that day
---@return pursuit.AccountPage? account
---@return string? message
---@return string? code
function M.account(id, opts)
  api.expect('account', 'id', id, 'string')
  return api.call('account', { id = id }, opts)
end

---What to have read before a visit: who, how they stood over time, what to bring up, promises both ways, last contacts.
---@param id string of a person, an account or a deal
---@param opts { kind: 'person'|'account'|'deal'|nil, discreet: boolean?, at: string?, root: string? }? discreet: without what is private
---@return pursuit.Brief? brief
---@return string? message
---@return string? code
function M.brief(id, opts)
  api.expect('brief', 'id', id, 'string')
  return api.call('brief', { id = id }, opts)
end

---Writes down the level of the relationship with an account: its front matter, and a row of Level history. One commit.
---@param id string
---@param level string|integer an id of the process, or a number
---@param opts { note: string?, by: string?, date: string?, root: string? }? by: me
---@return pursuit.Place? place the row; text: the level
---@return string? message
---@return string? code
function M.level(id, level, opts)
  api.expect('level', 'id', id, 'string')
  return api.call('level', { id = id, level = tostring(level) }, opts)
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
