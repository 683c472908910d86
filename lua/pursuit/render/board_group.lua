---The deals of a board in groups: by stage, as the core gives them, or by what the shown ones share. Pure.
local text = require('pursuit.text')
local M = {}

---@alias pursuit.BoardGroup 'stage'|'owner'|'account'|'month'

---@type pursuit.BoardGroup[]
M.NAMES = { 'stage', 'owner', 'account', 'month' }

---@class pursuit.Group
---@field label string
---@field item any what its line stands for
---@field count integer
---@field sums pursuit.Sum[]
---@field open boolean? there may be more deals than those that are counted
---@field deals integer[] indexes into the board's

---@param by pursuit.BoardGroup
---@return pursuit.BoardGroup
function M.next(by)
  for i, name in ipairs(M.NAMES) do
    if name == by then
      return M.NAMES[i % #M.NAMES + 1]
    end
  end
  return M.NAMES[1]
end

---What the deals of a group have in common; '' for none of it.
local KEYS = {
  owner = function(deal)
    return deal.owner or ''
  end,
  account = function(deal)
    return deal.account or ''
  end,
  month = function(deal)
    return deal.close and deal.close:sub(1, 7) or ''
  end,
}

local WITHOUT = { owner = 'group_without_owner', account = 'group_without_account', month = 'group_without_month' }

---Open deals add up; won ones are booked.
local function add(group, deal)
  group.count = group.count + 1
  if deal.status ~= 'open' or not deal.value then
    return
  end
  for _, sum in ipairs(group.sums) do
    if sum.currency == deal.currency then
      sum.value, sum.weighted = sum.value + deal.value, sum.weighted + (deal.weighted or 0)
      return
    end
  end
  table.insert(group.sums, { currency = deal.currency, value = deal.value, weighted = deal.weighted or 0 })
end

local function by_stage(board)
  local groups, of = {}, {}
  for _, stage in ipairs(board.stages) do
    local group = {
      label = ('%d %s'):format(stage.number, stage.label), item = { stage = stage.id }, count = stage.count, sums = stage.sums, deals = {},
    }
    of[stage.id] = group
    groups[#groups + 1] = group
  end
  for i, deal in ipairs(board.deals) do
    table.insert(of[deal.stage].deals, i)
  end
  return vim.tbl_filter(function(group)
    return group.count > 0 or #group.deals > 0
  end, groups)
end

---Groups of a board; those without a key come last.
---@param board pursuit.Board
---@param by pursuit.BoardGroup
---@param lang 'en'|'zh'
---@return pursuit.Group[]
function M.of(board, by, lang)
  local key_of = KEYS[by]
  if not key_of then
    return by_stage(board)
  end
  local of, keys = {}, {}
  for i, deal in ipairs(board.deals) do
    local key = key_of(deal)
    if not of[key] then
      local label = key ~= '' and key or text.get(WITHOUT[by], lang)
      of[key] = { label = label, item = { group = key }, count = 0, sums = {}, deals = {}, open = (board.more or 0) > 0 }
      keys[#keys + 1] = key
    end
    add(of[key], deal)
    table.insert(of[key].deals, i)
  end
  table.sort(keys, function(a, b)
    return a ~= '' and (b == '' or a < b)
  end)
  return vim.tbl_map(function(key)
    return of[key]
  end, keys)
end

return M
