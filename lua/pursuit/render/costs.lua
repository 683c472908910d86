---The money of a deal: stages against budget, the curve against the process's, the three probabilities, the ledger. Pure: an answer in, a
---page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local curve = require('pursuit.render.curve')
local text = require('pursuit.text')
local M = {}

---@class pursuit.CostsStyle
---@field width integer
---@field lang 'en'|'zh'
---@field at string?
---@field whole boolean? the whole ledger

local BAR, CHART, LEAST_CHART, HEIGHT, LEDGER, DAY = 12, 72, 24, 8, 8, 24 * 60 * 60
local MARKS = { near = { '!', 'PursuitMissing' }, over = { '✗', 'PursuitWarn' }, ceiling = { '✗', 'PursuitError' } }

local function percent(hundredths)
  return hundredths and ('%.0f%%'):format(hundredths / 100) or ''
end

local function head(page, answer, style)
  local lang = style.lang
  local left = ' ' .. answer.deal
  local title = '   ' .. cells.fit(answer.title, math.max(10, style.width - 36 - cells.width(left)))
  local right = ('%s   %s   %s'):format(text.get('costs_title', lang), answer.currency, answer.today)
  local gap = math.max(1, style.width - 1 - cells.width(left .. title .. right))
  page:add({ { left, 'PursuitId' }, { title, 'PursuitTitle' }, (' '):rep(gap), right }, { path = answer.path, lnum = 1 })
  if style.at then
    page:say(style.width, ' ', text.get('as_at', lang, answer.today), 'PursuitWarn')
  end
end

local function sums(page, answer, style)
  local lang = style.lang
  local spent = amount.full(answer.spent)
  local part = answer.budget and answer.budget > 0 and (' (%.0f%%)'):format(answer.spent / answer.budget * 100) or ''
  local said = answer.budget and text.get('costs_spent_of', lang, spent, amount.full(answer.budget)) or text.get('costs_spent', lang, spent)
  local over = answer.budget and answer.spent > answer.budget
  page:add({ ' ', { said .. part, over and 'PursuitError' or nil } })
  local margin = answer.expected_margin and '   ' .. text.get('costs_margin', lang, amount.full(answer.expected_margin)) or ''
  page:add({ ' ', { text.get('costs_expected', lang, amount.full(answer.expected_cost)), answer.dear and 'PursuitError' or nil }, margin })
end

---Filled by what was spent of the budget; what passes it shows in the mark.
local function bar(stage, width)
  local full = stage.budget and stage.budget > 0 and math.min(width, math.floor(stage.spent / stage.budget * width + 0.5)) or 0
  full = full == 0 and stage.budget and stage.spent > 0 and 1 or full
  return ('█'):rep(full) .. (stage.budget and '░' or ' '):rep(width - full)
end

---Whether somebody set it otherwise than the process's shares would.
local function by_hand(stage)
  return stage.by_hand and stage.budget ~= stage.share
end

local function stage_columns(answer, lang)
  local any_hand = vim.iter(answer.stages):any(by_hand)
  local reached = {} ---@type table<string, boolean> up to the stage at hand
  for _, stage in ipairs(answer.stages) do
    reached[stage.id] = true
    if stage.here then
      break
    end
  end
  local any_planned = vim.iter(answer.stages):any(function(stage) return stage.planned ~= nil end)
  local function money(title, of, keep)
    return {
      title = text.get(title, lang), right = true, keep = keep, group = 'PursuitNumber',
      cell = function(stage) local v = of(stage) return v and (v == 0 and '·' or amount.full(v)) or '' end,
    }
  end
  local list = {
    { title = '', cell = function(stage) return stage.here and '▶' or '' end, group = 'PursuitStage' },
    { title = text.get('costs_stage', lang), cell = function(stage) return stage.label end, max = 26, group = 'PursuitStage' },
    money('costs_actual', function(stage) return stage.spent end),
    {
      title = text.get('costs_budget', lang), right = true, group = 'PursuitNumber',
      cell = function(stage)
        return stage.budget and amount.full(stage.budget) .. (by_hand(stage) and '*' or any_hand and ' ' or '') or ''
      end,
    },
  }
  if any_planned then
    list[#list + 1] = money('costs_planned', function(stage) return stage.planned end, 2)
  end
  list[#list + 1] = { title = '', bar = true, max = BAR, keep = 1, cell = bar }
  local function part(title, of, keep)
    return { title = text.get(title, lang), right = true, keep = keep, cell = of }
  end
  if answer.budget then
    list[#list + 1] = part('costs_ran', function(stage) return (stage.spent ~= 0 or reached[stage.id]) and percent(stage.ran) or '' end, 4)
    list[#list + 1] = part('costs_allowed', function(stage) return percent(stage.allowed) end, 4)
  end
  list[#list + 1] = part('costs_probability', function(stage) return stage.probability .. '%' end, 6)
  list[#list + 1] = { title = '', keep = 7, cell = function(stage)
    return MARKS[stage.mark] and MARKS[stage.mark][1] .. ' ' .. text.get('costs_mark_' .. stage.mark, lang) or ''
  end }
  return list
end

local function stages(page, answer, style)
  local shown = columns.fit(stage_columns(answer, style.lang), answer.stages, style.width)
  columns.titles(page, shown)
  for _, stage in ipairs(answer.stages) do
    local mark = MARKS[stage.mark]
    columns.row(page, shown, stage, nil, mark and stage.mark ~= 'near' and mark[2] or nil)
  end
  if vim.iter(answer.stages):any(by_hand) then
    page:add({ { ' ' .. text.get('costs_by_hand', style.lang), 'PursuitDim' } })
  end
end

local function warnings(page, answer, style)
  for i, warning in ipairs(answer.warnings) do
    if i == 1 then
      page:add({ '' })
    end
    local group = warning.warns and 'PursuitWarn' or 'PursuitMissing'
    page:add({ ' ', { warning.warns and '✗ ' or '! ', group }, cells.fit(warning.text, style.width - 4) })
  end
end

local function time_of(day)
  local year, month, date = day:match('^(%d+)-(%d+)-(%d+)$')
  return os.time({ year = tonumber(year), month = tonumber(month), day = tonumber(date), hour = 12 }) / DAY
end

local function chart(page, answer, style)
  local lang, points, top = style.lang, {}, 10000
  for i, point in ipairs(answer.curve) do
    points[i] = { x = time_of(point.day), area = point.ran or 0, line = point.allowed }
    top = math.max(top, point.ran or 0)
  end
  local width = math.min(CHART, style.width - 9)
  if #points < 2 or width < LEAST_CHART then
    return
  end
  top = math.ceil(top / 2500) * 2500
  local lines = curve.lines({ points = points, width = width, height = HEIGHT, top = top, line = 'PursuitStage',
    area = answer.ahead and 'PursuitWarn' or 'PursuitNumber' })
  for i, pieces in ipairs(lines) do
    local value = top * (#lines - i + 1) / #lines
    local label = (i == 1 or (#lines - i + 1) % 2 == 0) and percent(value) or ''
    page:add({ { cells.right(label, 6) .. ' ┤', 'PursuitDim' }, unpack(pieces) })
  end
  page:add({ { (' '):rep(7) .. '└' .. ('─'):rep(width), 'PursuitDim' } })
  local first, last = answer.curve[1].day, answer.curve[#answer.curve].day
  page:add({ { (' '):rep(8) .. first .. (' '):rep(math.max(1, width - #first - #last)) .. last, 'PursuitDim' } })
  local said = '█ ' .. text.get('costs_curve_spent', lang) .. '   ━ ' .. text.get('costs_curve_allowed', lang)
  page:add({ { (' '):rep(8) .. said, 'PursuitDim' } })
end

local function curve_part(page, answer, style)
  local lang = style.lang
  page:add({ '' })
  local ahead = answer.ahead and { '   ✗ ' .. text.get('costs_ahead', lang), 'PursuitWarn' } or ''
  local unit = { '   ' .. text.get('costs_curve_unit', lang), 'PursuitDim' }
  page:add({ { ' ' .. text.get('costs_curve', lang), 'PursuitTitle' }, unit, ahead })
  if answer.budget and answer.budget > 0 then
    chart(page, answer, style)
  else
    page:say(style.width, ' ', text.get('costs_no_budget', lang), 'PursuitDim')
  end
end

---The three sources, each by itself.
local function probabilities(page, answer, style)
  local lang = style.lang
  local judged, open = answer.judged, answer.status == 'open'
  local rows = {
    { 'costs_win_stage', answer.stage_probability .. '%', '', not judged and open },
    { 'costs_win_judged', judged and judged .. '%' or '–', judged and '' or text.get('costs_win_nobody', lang), judged and open },
    { 'costs_win_observed', answer.observed and answer.observed .. '%' or '–', answer.observed
        and text.get('costs_win_seen', lang, answer.won, answer.seen) or text.get('costs_win_few', lang, answer.seen, answer.least) },
  }
  page:add({ '' })
  page:add({ { ' ' .. text.get('costs_win', lang), 'PursuitTitle' } })
  local width = cells.widest(rows, function(row) return text.get(row[1], lang) end)
  for _, row in ipairs(rows) do
    local counts = row[4] and '◂ ' .. text.get('costs_win_counts', lang) or ''
    local note = row[3] ~= '' and row[3] or counts
    page:add({ '   ', cells.left(text.get(row[1], lang), width), { cells.right(row[2], 6), 'PursuitNumber' }, '   ',
      { cells.fit(note, math.max(0, style.width - width - 13)), row[4] and 'PursuitReady' or 'PursuitDim' } })
  end
end

local function categories(page, answer, style)
  local lang, most = style.lang, answer.categories[1] and answer.categories[1].spent or 0
  page:add({ '' })
  page:add({ { ' ' .. text.get('costs_categories', lang), 'PursuitTitle' } })
  local shown = columns.fit({
    { title = '', cell = function() return ' ' end },
    { title = '', cell = function(row) return row.label or row.id end, max = 24 },
    { title = '', right = true, group = 'PursuitNumber', cell = function(row) return amount.full(row.spent) end },
    { title = '', bar = true, max = 20, keep = 1, cell = function(row, width)
      local full = most > 0 and math.max(0, math.floor(row.spent / most * width + 0.5)) or 0
      return ('█'):rep(full) .. (' '):rep(width - full)
    end },
    { title = '', right = true, group = 'PursuitDim', keep = 2, cell = function(row) return ('×%d'):format(row.count) end },
  }, answer.categories, style.width)
  for _, row in ipairs(answer.categories) do
    columns.row(page, shown, row)
  end
end

local function ledger(page, answer, style)
  local lang, rows = style.lang, answer.ledger
  local from = style.whole and 1 or math.max(1, #rows - LEDGER + 1)
  page:add({ '' })
  page:add({ { ' ' .. text.get('costs_ledger', lang), 'PursuitTitle' } })
  local list = vim.list_slice(rows, from)
  local shown = columns.fit({
    { title = '', cell = function(row) return ' ' .. (row.date or '') end, group = 'PursuitDim' },
    { title = '', cell = function(row) return row.category_label or '' end, max = 16 },
    { title = '', right = true, group = 'PursuitNumber', cell = function(row) return row.amount and amount.full(row.amount) or '?' end },
    { title = '', cell = function(row) return row.stage_label or row.stage or '' end, max = 22, keep = 1, group = 'PursuitDim' },
    { title = '', cell = function(row) return row.to or '' end, max = 18, keep = 3, group = 'PursuitContact' },
    { title = '', cell = function(row) return row.by or '' end, max = 12, keep = 0, group = 'PursuitDim' },
    { title = '', cell = function(row) return row.note or '' end, max = 30, keep = 2 },
  }, list, style.width)
  if from > 1 then
    page:add({ { '   ' .. text.get('costs_more', lang, from - 1), 'PursuitDim' } })
  end
  for _, row in ipairs(list) do
    columns.row(page, shown, row, { path = row.path, lnum = row.lnum })
  end
end

---@param answer pursuit.Costs
---@param style pursuit.CostsStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  sums(page, answer, style)
  page:add({ '' })
  stages(page, answer, style)
  warnings(page, answer, style)
  curve_part(page, answer, style)
  probabilities(page, answer, style)
  if #answer.ledger > 0 then
    categories(page, answer, style)
    ledger(page, answer, style)
  else
    page:add({ '' })
    page:add({ { ' ' .. text.get('costs_nothing', style.lang, answer.deal), 'PursuitDim' } })
  end
  return page
end

return M
