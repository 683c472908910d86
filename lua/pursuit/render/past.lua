---A deal then and now, side by side. Pure.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.PastStyle
---@field width integer
---@field lang 'en'|'zh'
---@field id string
---@field at string the day

local GAP = 3

---What is shown, from top to bottom.
local FIELDS = {
  'title', 'account', 'owner', 'stage_label', 'earned_label', 'status', 'value', 'probability', 'weighted', 'forecast', 'close', 'signed',
  'days_in_stage', 'readiness', 'missing', 'spent', 'next_action',
}

local function money(deal, value)
  return value and ('%s %s'):format(deal.currency, amount.full(value)) or ''
end

---How a field is said; the others as they stand.
local SAID = {
  status = function(deal, lang) return text.get('status_' .. deal.status, lang) end,
  value = function(deal) return money(deal, deal.value) end,
  weighted = function(deal) return money(deal, deal.weighted) end,
  spent = function(deal) return money(deal, deal.spent) end,
  probability = function(deal) return ('%d%%%s'):format(deal.probability, deal.probability_source == 'judged' and '*' or '') end,
  days_in_stage = function(deal, lang) return text.get('days', lang, deal.days_in_stage) end,
  readiness = function(deal, lang) return text.get('of', lang, deal.done, deal.total) end,
  next_action = function(deal)
    local action = deal.next_action
    return action and table.concat({ action.text, action.due }, ' ') or ''
  end,
}

local function said(deal, field, lang)
  if not deal then
    return ''
  end
  local say = SAID[field]
  return say and say(deal, lang) or tostring(deal[field] or '')
end

---@param before pursuit.Deal? then; nil: it was not there
---@param now pursuit.Deal? nil: it is no longer there
---@param style pursuit.PastStyle
---@return pursuit.Page
function M.page(before, now, style)
  local page, lang, rows = Page.new(), style.lang, {}
  local label, first = 0, 0
  for _, field in ipairs(FIELDS) do
    local row = { text.get('field_' .. field, lang), said(before, field, lang), said(now, field, lang) }
    if row[2] ~= '' or row[3] ~= '' then
      rows[#rows + 1] = row
      label, first = math.max(label, cells.width(row[1])), math.max(first, cells.width(row[2]))
    end
  end
  local room = style.width - 1 - label - 2 * GAP - 2
  first = math.min(math.max(first, 10), math.floor(room / 2))
  page:say(style.width, ' ', text.get('then_and_now', lang, style.id), 'PursuitTitle')
  page:say(style.width, ' ', text.get('as_at', lang, style.at), 'PursuitWarn')
  page:add({ '' })
  local gap = (' '):rep(GAP)
  page:add({
    ' ' .. (' '):rep(label) .. gap,
    { cells.left(before and style.at or text.get('not_there', lang), first), 'PursuitWarn' },
    gap .. '  ',
    { now and text.get('now', lang) or text.get('not_there', lang), 'PursuitStage' },
  })
  for _, row in ipairs(rows) do
    local same = row[2] == row[3]
    page:add({
      { ' ' .. cells.left(row[1], label), 'PursuitDim' },
      gap,
      { cells.left(row[2], first), same and 'PursuitDim' or nil },
      { gap .. (same and '  ' or '→ '), 'PursuitMoved' },
      { cells.fit(row[3], room - first), same and 'PursuitDim' or 'PursuitMoved' },
    })
  end
  return page
end

return M
