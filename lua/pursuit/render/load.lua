---Who carries how much: a row for each person, with the deals of each stage. Pure: an answer in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local broken = require('pursuit.render.broken')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local text = require('pursuit.text')
local M = {}

---@class pursuit.LoadStyle
---@field width integer
---@field lang 'en'|'zh'
---@field filter string
---@field at boolean? the answer is of another day

local BAR = 24

local function head(page, answer, style)
  local lang = style.lang
  local left = ' ' .. text.get('load_title', lang)
  local filter = style.filter ~= '' and '   ' .. cells.fit(style.filter, 30) or ''
  local right = answer.currency .. '   ' .. answer.today
  local gap = math.max(1, style.width - 1 - cells.width(left .. filter .. right))
  page:add({ { left, 'PursuitTitle' }, { filter, 'PursuitDim' }, (' '):rep(gap), right })
  if style.at then
    page:say(style.width, ' ', text.get('as_at', lang, answer.today), 'PursuitWarn')
  end
end

---A block for each deal where there is room, else in proportion.
local function bar(row, most, width)
  local full = most <= width and row.deals or math.floor(row.deals / most * width + 0.5)
  full = full == 0 and row.deals > 0 and 1 or full
  return ('█'):rep(full) .. (' '):rep(width - full)
end

local function count(n)
  return n == 0 and '·' or tostring(n)
end

local function layout(answer, lang)
  local most = 0
  for _, row in ipairs(answer.rows) do
    most = math.max(most, row.deals)
  end
  local list = {
    { title = '', max = 20, group = 'PursuitId', cell = function(row)
      return row.owner and (row.name or row.owner) or text.get('load_nobody', lang)
    end },
    { title = text.get('load_deals', lang), right = true, group = 'PursuitNumber', cell = function(row) return count(row.deals) end },
    { title = '', bar = true, max = math.max(8, math.min(BAR, most)), keep = 4, cell = function(row, width)
      return bar(row, most, width)
    end },
    { title = text.get('load_value', lang), right = true, group = 'PursuitNumber', cell = function(row)
      return (row.value == 0 and '·' or amount.sum(row.value, lang)) .. (row.unvalued > 0 and '+' or '')
    end },
    { title = text.get('load_activities', lang), right = true, keep = 5, cell = function(row) return count(row.open_activities) end },
    { title = text.get('load_stalled', lang), right = true, keep = 3, cell = function(row) return count(row.stalled) end },
    { title = text.get('load_idle', lang), right = true, keep = 2, cell = function(row) return count(row.idle) end },
  }
  for i, stage in ipairs(answer.rows[1] and answer.rows[1].by_stage or {}) do
    list[#list + 1] = { title = tostring(i - 1), right = true, keep = 1, group = 'PursuitStage', stage = stage, cell = function(row)
      return count(row.by_stage[i].deals)
    end }
  end
  return list
end

---What the numbers over the stages mean, as many in a line as fit.
local function legend(page, shown, style)
  local line = ''
  for _, entry in ipairs(shown) do
    local stage = entry[1].stage
    local said = stage and ('   %s %s'):format(entry[1].title, stage.label)
    if said and cells.width(line .. said) > style.width - 1 and line ~= '' then
      page:add({ { line:sub(3), 'PursuitDim' } })
      line = ''
    end
    line = line .. (said or '')
  end
  if line ~= '' then
    page:add({ { line:sub(3), 'PursuitDim' } })
  end
end

---@param answer pursuit.Load
---@param style pursuit.LoadStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, lang = Page.new(), style.lang
  head(page, answer, style)
  page:add({ '' })
  if #answer.rows == 0 then
    page:add({ { ' ' .. text.get('load_none', lang), 'PursuitDim' } })
    broken.add(page, answer.broken, style.width)
    return page
  end
  local shown, unvalued = columns.fit(layout(answer, lang), answer.rows, style.width), 0
  columns.titles(page, shown)
  for _, row in ipairs(answer.rows) do
    unvalued = unvalued + row.unvalued
    columns.row(page, shown, row, { owner = row.owner or '' }, row.deals == 0 and 'PursuitDim' or nil)
  end
  page:add({ '' })
  legend(page, shown, style)
  if unvalued > 0 then
    page:add({ { ' + ' .. text.get('load_unvalued', lang, unvalued), 'PursuitDim' } })
  end
  if #answer.unrated > 0 then
    page:say(style.width, ' ! ', text.get('load_unrated', lang, table.concat(answer.unrated, ', ')), 'PursuitWarn')
  end
  broken.add(page, answer.broken, style.width)
  return page
end

return M
