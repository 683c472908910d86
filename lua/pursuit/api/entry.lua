---What can be entered into a deal: its forms, and entering.
local api = require('pursuit.api')
local M = {}

local function list(values)
  return require('pursuit.guide').list(values or {})
end

---What can be entered: ids and labels.
---@param opts pursuit.RootOpts?
---@return pursuit.Term[]? entries
---@return string? message
---@return string? code
function M.entries(opts)
  return api.call('entries', {}, opts)
end

---The fields of an entry, what they may be and what they begin with.
---@param id string
---@param name string stakeholder, relationship, competitor, factor, procurement, swot, goal, plan, component, payment … task, promise, deal
---@param values table<string, any>? what is known already: a person makes it known what blank fields mean
---@param opts pursuit.RootOpts?
---@return pursuit.Form? form
---@return string? message
---@return string? code
function M.form(id, name, values, opts)
  api.expect('form', 'id', id, 'string')
  api.expect('form', 'table', name, 'string')
  api.expect('form', 'values', values, 'table', true)
  return api.call('form', { id = id, table = name, values = list(values) }, opts)
end

---Enters it, in one commit. 'INVAL' names the field that is wrong; 'EXISTS': a row with this key is there, which `change` changes.
---@param id string
---@param name string
---@param values table<string, any> by field; lists for those that take several
---@param opts { root: string?, change: boolean?, path: string?, lnum: integer? }? path, lnum: where a task is to stand
---@return pursuit.Place? place text: the key
---@return string? message
---@return string? code
function M.enter(id, name, values, opts)
  api.expect('enter', 'id', id, 'string')
  api.expect('enter', 'table', name, 'string')
  api.expect('enter', 'values', values, 'table')
  return api.call('enter', { id = id, table = name, values = list(values) }, opts)
end

return M
