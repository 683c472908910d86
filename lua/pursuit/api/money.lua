---Money: what winning costs, what was given to whom, who has to pay what, who carries how much.
local api = require('pursuit.api')
local M = {}

---What an expense would do to the budget of its stage, to the deal's, and to what a person may receive: nothing is written.
---@param id string
---@param entry { amount: number|string|nil, category: string?, stage: string?, to: string?, date: string? } as for `cost`
---@param opts pursuit.RootOpts?
---@return pursuit.Weighing? weighing
---@return string? message
---@return string? code
function M.weigh(id, entry, opts)
  api.expect('weigh', 'id', id, 'string')
  local args = api.options('weigh', entry)
  args.id = id
  return api.call('weigh', args, opts)
end

---The money of a deal: spend per stage against budget, the curve, the ledger, what is to be expected, and the three probabilities.
---@param id string
---@param opts pursuit.AtOpts? at: as at the end of that day
---@return pursuit.Costs? costs
---@return string? message
---@return string? code
function M.costs(id, opts)
  api.expect('costs', 'id', id, 'string')
  return api.call('costs', { id = id }, opts)
end

---Hospitality and gifts by person and calendar year, over all deals, against the limits of the process.
---@param opts { person: string?, year: integer?, at: string?, root: string? }? year: this one if left out; -1: all
---@return pursuit.Gifts? gifts
---@return string? message
---@return string? code
function M.gifts(opts)
  return api.call('gifts', {}, opts)
end

---What customers have to pay, of won deals.
---@param opts { filter: string|table|nil, state: string?, at: string?, root: string? }? state: 'later' 'due' 'invoiced' 'overdue' 'paid'
---'all'; all that is not paid if left out
---@return pursuit.Payments? payments
---@return string? message
---@return string? code
function M.payments(opts)
  return api.call('payments', {}, api.filtered('payments', opts))
end

---Who carries how many open deals, how much value and how many open activities, by stage.
---@param opts { filter: string|table|nil, at: string?, currency: string?, root: string? }? currency: of the values
---@return pursuit.LoadRow[]? load by owner
---@return string? message
---@return string? code
function M.load(opts)
  local answer, message, code = api.call('load', {}, api.filtered('load', opts))
  if not answer then
    return nil, message, code
  end
  return answer.rows
end

return M
