---The foot of the overview: the three sides (customer, ourselves, competitors), money, and what is next. Pure.
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

local FLOW = { open = 'flow_open', running = 'flow_running', done = 'flow_done', skipped = 'flow_skipped' }

local function joined(parts, lang)
  local list = {}
  for _, part in pairs(parts) do
    list[#list + 1] = part or nil
  end
  return table.concat(list, lang == 'zh' and '，' or ', ')
end

local function several(list, lang)
  return table.concat(list, lang == 'zh' and '、' or ', ')
end

---What the decision factors come to.
local function score(value)
  return ('%.2f'):format(value)
end

---The lines: label, text, highlight, where it leads. A side's label stands before its first line.
local Rows = {}
Rows.__index = Rows

function Rows:add(label, said, group, item)
  local name = label ~= self.last and text.get(label, self.lang) or ''
  self.last = label
  self[#self + 1] = { name, said, group, item or self.here }
end

---Needs, where the customer stands in its own flow, and who decides.
local function customer(rows, answer, lang)
  local needs, flow = answer.needs, answer.flow
  if needs then
    local said = text.get('needs_known', lang, needs.done, needs.total)
    rows:add('side_customer', needs.said and said .. (lang == 'zh' and '：' or ': ') .. needs.said or said)
  end
  if flow then
    local at = flow.step_label and joined({ flow.step_label, text.get(FLOW[flow.state], lang), flow.date or false }, lang)
      or text.get('flow_nowhere', lang)
    local parts = { at, flow.ahead and text.get('flow_ahead', lang, flow.behind) or nil }
    if flow.next_label then
      local day = flow.next_date and ' ' .. flow.next_date or ''
      parts[#parts + 1] = text.get('flow_next', lang, flow.next_label .. day)
    end
    rows:add('side_customer', joined(parts, lang), flow.ahead and 'PursuitWarn' or nil, { path = flow.path, lnum = flow.lnum })
  end
  local chain = { text.get('covered', lang, answer.covered, answer.people) }
  if #answer.champions > 0 then
    chain[#chain + 1] = text.get('champion', lang, several(answer.champions, lang))
  end
  if answer.against > 0 then
    chain[#chain + 1] = text.get('against_us', lang, answer.against)
  end
  if (answer.gaps or 0) > 0 then
    chain[#chain + 1] = text.get('chain_gaps', lang, answer.gaps)
  end
  rows:add('side_customer', joined(chain, lang))
end

---Our findings, the team, and what we are weighed at.
local function ourselves(rows, answer, lang)
  local swot = text.get('swot_counts', lang, answer.strengths, answer.weaknesses, answer.opportunities, answer.threats)
  rows:add('side_self', answer.unanswered > 0 and joined({ swot, text.get('unanswered', lang, answer.unanswered) }, lang) or swot)
  local parts = {}
  if answer.total then
    parts[1] = text.get('weighed', lang, score(answer.total), answer.rank)
  end
  if #(answer.team or {}) > 1 then
    parts[#parts + 1] = text.get('team_of', lang, several(answer.team, lang))
  end
  if #parts > 0 then
    rows:add('side_self', joined(parts, lang))
  end
end

---Each with threat and what they are weighed at; then where they are better.
local function competitors(rows, answer, lang)
  local rivals = vim.tbl_map(function(rival)
    local said = rival.threat and ('%s (%s)'):format(rival.label, rival.threat) or rival.label
    return rival.total and said .. ' ' .. score(rival.total) or said
  end, answer.rivals)
  local first = answer.rivals[1]
  local leads = first and first.lnum > 0 and { path = answer.path, lnum = first.lnum } or nil
  rows:add('side_rivals', #rivals > 0 and several(rivals, lang) or '–', nil, leads)
  local lags = vim.tbl_map(function(lag)
    return ('%s %s%s'):format(lag.label, score(lag.gap), lag.rival and (' (%s)'):format(lag.rival) or '')
  end, answer.lags or {})
  if #lags > 0 then
    rows:add('side_rivals', text.get('lags', lang, several(lags, lang)), 'PursuitWarn', { path = answer.path, lnum = answer.lags[1].lnum })
  end
end

local function money(rows, answer, lang)
  local function sum(value)
    return value and amount.sum(value, lang) or '–'
  end
  rows:add('side_money',
    text.get('money_value', lang, answer.currency, sum(answer.value), answer.probability, sum(answer.expected_value)))
  local cost = { sum(answer.spent), sum(answer.expected_cost), sum(answer.budget), sum(answer.expected_margin) }
  rows:add('side_cost', text.get('money_cost', lang, unpack(cost)), answer.dear and 'PursuitWarn' or nil)
  if answer.frame then
    local said, group = require('pursuit.render.frame').said(answer.frame, lang)
    rows:add('side_frame', said, group)
  end
end

---In two lines at most: the whole deal is to stay on one screen.
local function lines_of(said, room)
  local lines = cells.wrap(said, math.max(8, room))
  return #lines < 3 and lines or { lines[1], cells.fit(vim.trim(said:sub(#lines[1] + 1)), room) }
end

---@param page pursuit.Page
---@param answer pursuit.Overview
---@param style pursuit.OverviewStyle
function M.add(page, answer, style)
  local lang, rows = style.lang, setmetatable({ lang = style.lang, here = { path = answer.path, lnum = 1 } }, Rows)
  customer(rows, answer, lang)
  ourselves(rows, answer, lang)
  competitors(rows, answer, lang)
  money(rows, answer, lang)
  if answer.parent then
    rows:add('side_parent', answer.parent)
  end
  local action = answer.next_action
  if action then
    rows:add('side_next', joined({ action.text, action.due or false }, lang), nil, { path = action.path, lnum = action.lnum })
  end
  if (answer.lessons or 0) > 0 then
    rows:add('side_lessons', text.get('lessons_offer', lang, answer.lessons), 'PursuitDim')
  end
  local width = cells.widest(rows, function(row) return row[1] end)
  for _, row in ipairs(rows) do
    for i, line in ipairs(lines_of(row[2], style.width - width - 4)) do
      page:add({ ' ', { cells.left(i == 1 and row[1] or '', width), 'PursuitTitle' }, '  ', { line, row[3] } }, row[4])
    end
  end
end

return M
