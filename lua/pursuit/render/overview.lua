---A deal on one screen: stages with their gates and groups of activities, the three sides, money. Pure: an answer in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local sides = require('pursuit.render.overview_sides')
local text = require('pursuit.text')
local M = {}

---@class pursuit.OverviewStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today

local MARKS = {
  walked = { '✓', 'PursuitReady' },
  here = { '▶', 'PursuitStage' },
  ahead = { '·', 'PursuitDim' },
  forced = { '!', 'PursuitWarn' },
  unearned = { '✗', 'PursuitError' },
}
local DECIDED = { go = 'PursuitReady', conditional = 'PursuitWarn', hold = 'PursuitWarn', ['no-go'] = 'PursuitError' }
local BAR, WIDE = 10, 72

---@param part number
---@param whole number
---@return integer full cells of a bar
local function share(part, whole)
  return whole > 0 and math.max(0, math.min(BAR, math.floor(BAR * part / whole + 0.5))) or 0
end

local function bar(full, group)
  return { { ('█'):rep(full), group }, { ('░'):rep(BAR - full), 'PursuitDim' } }
end

local function head(page, answer, style)
  local lang, facts = style.lang, {}
  if style.at then
    facts[#facts + 1] = { text.get('as_of', lang, style.at), 'PursuitWarn' }
  end
  for _, fact in ipairs({ answer.account or false, answer.owner or false, text.get('status_' .. answer.status, lang) }) do
    facts[#facts + 1] = fact or nil
  end
  local pieces, room = { { ' ' .. answer.deal, 'PursuitId' } }, style.width - cells.width(answer.deal) - 2
  for _, fact in ipairs(facts) do
    room = room - 3 - cells.width(type(fact) == 'table' and fact[1] or fact)
  end
  if room > 8 then
    pieces[#pieces + 1] = { '   ' .. cells.fit(answer.title, room - 3), 'PursuitTitle' }
  end
  for _, fact in ipairs(facts) do
    pieces[#pieces + 1] = '   '
    pieces[#pieces + 1] = fact
  end
  page:add(pieces, { path = answer.path, lnum = 1 })
end

---Spend against budget, and the curve: how much of the bar the stage's budget holds.
local function money(stage, lang)
  if not stage.budget and stage.spent == 0 then
    return '', nil
  end
  local said = amount.row(stage.spent, lang)
  said = stage.budget and text.get('spent_of', lang, said, amount.row(stage.budget, lang)) or said
  return said, stage.over and 'PursuitWarn' or nil
end

local function stage_line(page, stage, number, at, style)
  local mark, total = MARKS[stage.state], stage.done + stage.na + stage.open
  local pieces = {
    ' ', { mark[1], mark[2] }, (' %d '):format(number), { cells.left(stage.label, at.label), 'PursuitStage' }, '  ',
  }
  vim.list_extend(pieces, bar(share(stage.done + stage.na, total), mark[2] ~= 'PursuitDim' and 'PursuitReady' or nil))
  pieces[#pieces + 1] = cells.right(('%d/%d'):format(stage.done + stage.na, total), 7)
  local used = 24 + at.label
  if used + 14 <= style.width then
    pieces[#pieces + 1] = { cells.right(stage.entered and text.get('days', style.lang, stage.days) or '', 8), 'PursuitDim' }
    pieces[#pieces + 1] = cells.right(stage.probability .. '%', 6)
  end
  if used + 14 + at.money + 2 <= style.width then
    local said, group = money(stage, style.lang)
    pieces[#pieces + 1] = { cells.right(said, at.money), group }
    pieces[#pieces + 1] = stage.over and { ' !', 'PursuitWarn' } or ''
  end
  page:add(pieces)
end

---Groups of activities, as many in a line as fit.
local function group_lines(page, stage, style)
  local indent, line, used = (' '):rep(5), {}, 0
  local function flush()
    if #line > 0 then
      page:add(line)
    end
    line, used = { indent }, cells.width(indent)
  end
  flush()
  for _, group in ipairs(#stage.groups > 1 and stage.groups or {}) do -- one alone says what the stage's line says
    local closed, total = group.done + group.na, group.done + group.na + group.open
    local count = (' %d/%d'):format(closed, total)
    local label = cells.fit(group.label or '', style.width - used - cells.width(count) - 2)
    if cells.width(label) < cells.width(group.label or '') and #line > 1 then
      flush()
      label = cells.fit(group.label or '', style.width - used - cells.width(count) - 2)
    end
    local quiet = stage.state == 'ahead' or closed == total
    line[#line + 1] = { label, quiet and 'PursuitDim' or nil }
    line[#line + 1] = { count, quiet and 'PursuitDim' or 'PursuitMissing' }
    line[#line + 1] = '   '
    used = used + cells.width(label .. count) + 3
  end
  if #line > 1 then
    page:add(line)
  end
end

local function gate_line(page, stage, style)
  if not stage.gate then
    return
  end
  local lang, said, group = style.lang, text.get('not_held', style.lang), 'PursuitDim'
  if stage.decision then
    local decision = text.get('decision_' .. stage.decision, lang)
    said, group = text.get('gate_decided', lang, decision, stage.round, stage.decided or ''), DECIDED[stage.decision]
  elseif stage.round > 0 then
    said, group = text.get('gate_open', lang, stage.round), 'PursuitMissing'
  end
  local label = cells.fit(stage.gate_label, style.width - 10 - cells.width(said))
  page:add({ '     ', { '● ', 'PursuitReview' }, label, '  ', { said, group } }, stage.path and { path = stage.path, lnum = 1 })
end

---@param answer pursuit.Overview
---@param style pursuit.OverviewStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  local at = {
    label = cells.widest(answer.stages, function(stage) return stage.label end, math.floor(style.width * 0.3)),
    money = cells.widest(answer.stages, function(stage) return (money(stage, style.lang)) end, 30) + 2,
  }
  head(page, answer, style)
  page:add({ '' })
  for i, stage in ipairs(answer.stages) do
    stage_line(page, stage, i - 1, at, style)
    if style.width >= WIDE then
      group_lines(page, stage, style)
    end
    gate_line(page, stage, style)
  end
  page:add({ '' })
  sides.add(page, answer, style)
  return page
end

return M
