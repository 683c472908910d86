---The compliance matrix of a tender: counts, owners, and what is open. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local score = require('pursuit.render.score')
local text = require('pursuit.text')
local M = {}

---@class pursuit.ComplianceStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today
---@field all boolean? closed requirements too

local BAR = 20

local function head(page, answer, style)
  local lang = style.lang
  local pieces = { { ' ' .. answer.deal, 'PursuitId' }, '   ', { text.get('compliance_title', lang), 'PursuitTitle' } }
  if style.at then
    pieces[#pieces + 1] = { '   ' .. text.get('as_of', lang, style.at), 'PursuitWarn' }
  end
  pieces[#pieces + 1] = '   ' .. text.get('compliance_count', lang, answer.count)
  if answer.open > 0 then
    pieces[#pieces + 1] = '   ' .. text.get('compliance_open', lang, answer.open)
  end
  if answer.overdue > 0 then
    pieces[#pieces + 1] = { '   ✗ ' .. text.get('compliance_overdue', lang, answer.overdue), 'PursuitMissing' }
  end
  page:add_fitting(style.width, pieces, { path = answer.path, lnum = 1 })
end

local function answer_lines(page, answer, style)
  local lang = style.lang
  local function label(tally)
    return tally.label or text.get('compliance_unanswered', lang)
  end
  local width = cells.widest(answer.answers, label, math.floor(style.width * 0.4))
  local room = math.max(4, math.min(BAR, style.width - width - 10))
  for _, tally in ipairs(answer.answers) do
    local full, rest = score.bar(tally.count, answer.count, room)
    local group = not tally.id and 'PursuitMissing' or tally.id == 'full' and 'PursuitReady' or 'PursuitNumber'
    page:add({ ' ', cells.left(label(tally), width), '  ', { full, group }, { rest, 'PursuitDim' }, cells.right(tostring(tally.count), 5) })
  end
end

---Who has how many, in as many lines as it takes.
local function owner_lines(page, answer, style)
  local lead = text.get('compliance_owners', style.lang)
  local parts = {}
  for _, tally in ipairs(answer.owners) do
    local said = text.get('compliance_of', style.lang, tally.count, tally.open)
    parts[#parts + 1] = ('%s %s'):format(tally.label or '–', said)
  end
  page:add({ '' })
  for i, line in ipairs(cells.wrap(table.concat(parts, '   '), style.width - cells.width(lead) - 4)) do
    page:add({ ' ', { i == 1 and lead or (' '):rep(cells.width(lead)), 'PursuitDim' }, '  ' .. line })
  end
end

---Overdue ones first, then by day, then as they stand in the table.
local function sorted(answer, all)
  local list = {}
  for i, point in ipairs(answer.points) do
    if all or point.open or not point.explained then
      list[#list + 1] = { point = point, at = i }
    end
  end
  if not all then
    table.sort(list, function(a, b)
      local x, y = a.point.due or '9999', b.point.due or '9999'
      return x < y or (x == y and a.at < b.at)
    end)
  end
  return list
end

local function mark(point)
  return point.overdue and '✗' or point.open and '·' or point.explained and '✓' or '!'
end

local function rows(page, answer, style)
  local lang, list = style.lang, sorted(answer, style.all)
  page:add({ '' })
  page:add({ { ' ' .. text.get(style.all and 'compliance_all' or 'compliance_rest', lang), 'PursuitTitle' } })
  if #list == 0 then
    page:add({ { ' ✓ ' .. text.get('compliance_done', lang), 'PursuitReady' } })
    return
  end
  local shown = columns.fit({
    { title = '', cell = function(e) return mark(e.point) end },
    { title = '', cell = function(e) return e.point.id or '' end, max = 10 },
    { title = '', cell = function(e) return e.point.requirement or '' end, max = math.max(16, math.floor(style.width * 0.38)) },
    { title = '', cell = function(e)
      local said = e.point.answer_label or text.get('compliance_unanswered', lang)
      return e.point.explained and said or ('%s: %s'):format(said, text.get('compliance_unexplained', lang))
    end, max = 26, keep = 4 },
    { title = '', cell = function(e) return e.point.due or '' end, keep = 5 },
    { title = '', cell = function(e) return e.point.owner or '' end, max = 14, keep = 3 },
    { title = '', cell = function(e) return e.point.state or '' end, max = 14, keep = 2 },
    { title = '', cell = function(e) return e.point.deviation or '' end, max = 24, keep = 1 },
  }, list, style.width)
  for _, entry in ipairs(list) do
    local point = entry.point
    local group = point.overdue and 'PursuitMissing' or not point.open and point.explained and 'PursuitDim' or nil
    columns.row(page, shown, entry, { path = point.path, lnum = point.lnum }, group)
  end
end

---@param answer pursuit.Compliance
---@param style pursuit.ComplianceStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  page:add({ '' })
  if answer.count == 0 then
    for _, line in ipairs(cells.wrap(text.get('compliance_none', style.lang), style.width - 2)) do
      page:add({ { ' ' .. line, 'PursuitDim' } }, { path = answer.path, lnum = 1 })
    end
    return page
  end
  answer_lines(page, answer, style)
  owner_lines(page, answer, style)
  rows(page, answer, style)
  return page
end

return M
