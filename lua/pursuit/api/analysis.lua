---What the analysis of a deal says, and who stands against us.
local api = require('pursuit.api')
local M = {}

---The weighted matrix of decision factors: scores, totals, ranks, the gaps that matter, and what lacks.
---@param id string
---@param opts pursuit.AtOpts?
---@return pursuit.Factors? factors
---@return string? message
---@return string? code
function M.factors(id, opts)
  api.expect('factors', 'id', id, 'string')
  return api.call('factors', { id = id }, opts)
end

---Where the customer stands in its procurement flow, against where we stand.
---@param id string
---@param opts pursuit.AtOpts?
---@return pursuit.Flow? flow
---@return string? message
---@return string? code
function M.flow(id, opts)
  api.expect('flow', 'id', id, 'string')
  return api.call('flow', { id = id }, opts)
end

---Begins a flow: a row for each of its steps that has none, and `flow:` in the front matter. One commit.
---@param id string
---@param flow string? the deal's own if left out
---@param opts pursuit.RootOpts?
---@return pursuit.Place? place count: rows made
---@return string? message
---@return string? code
function M.flow_start(id, flow, opts)
  api.expect('flow_start', 'id', id, 'string')
  api.expect('flow_start', 'flow', flow, 'string', true)
  return api.call('flow_start', { id = id, flow = flow }, opts)
end

---Sets a step of the flow. One commit.
---@param id string
---@param step string
---@param state 'open'|'running'|'done'|'skipped'
---@param opts { date: string?, root: string? }? date: today if left out, where the row has none or one to come
---@return pursuit.Place? place text: the state; date: the row's day
---@return string? message
---@return string? code
function M.flow_step(id, step, state, opts)
  api.expect('flow_step', 'id', id, 'string')
  api.expect('flow_step', 'step', step, 'string')
  api.expect('flow_step', 'state', state, 'string')
  return api.call('flow_step', { id = id, step = step, state = state }, opts)
end

---Strengths, weaknesses, opportunities and threats, each with what it was found in and what answers it.
---@param id string
---@param opts pursuit.AtOpts?
---@return pursuit.Swot? swot
---@return string? message
---@return string? code
function M.swot(id, opts)
  api.expect('swot', 'id', id, 'string')
  return api.call('swot', { id = id }, opts)
end

---The compliance matrix of a tender, counted by answer and by owner.
---@param id string
---@param opts pursuit.AtOpts?
---@return pursuit.Compliance? compliance
---@return string? message
---@return string? code
function M.compliance(id, opts)
  api.expect('compliance', 'id', id, 'string')
  return api.call('compliance', { id = id }, opts)
end

---Competitors: one, or all that have a note or stand in a deal.
---@param id string?
---@param opts pursuit.AtOpts?
---@return pursuit.Competitors? competitors
---@return string? message
---@return string? code
function M.competitors(id, opts)
  api.expect('competitors', 'id', id, 'string', true)
  return api.call('competitors', { id = id }, opts)
end

return M
