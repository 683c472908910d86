---What people received, by person and year, against the limits. Pure: an answer in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local broken = require('pursuit.render.broken')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local text = require('pursuit.text')
local M = {}

---@class pursuit.GiftsStyle
---@field width integer
---@field lang 'en'|'zh'
---@field at boolean? the answer is of another day

local BAR = 20

local function head(page, answer, style)
  local lang = style.lang
  local left = ' ' .. text.get('gifts_title', lang) .. '   ' .. (answer.year > 0 and answer.year or text.get('gifts_all_years', lang))
  local right = answer.currency .. '   ' .. answer.today
  page:add({ { left, 'PursuitTitle' }, (' '):rep(math.max(1, style.width - 1 - cells.width(left .. right))), right })
  if style.at then
    page:say(style.width, ' ', text.get('as_at', lang, answer.today), 'PursuitWarn')
  end
end

local function person_line(page, person, answer, style)
  local lang = style.lang
  local name = person.person and (person.name or person.person) or text.get('gifts_nobody', lang)
  local year = person.year == 0 and text.get('gifts_no_day', lang) or answer.year == 0 and tostring(person.year) or ''
  local more = (person.account and '   ' .. cells.fit(person.account, 20) or '') .. (year ~= '' and '   ' .. year or '')
  page:add({ ' ', { cells.fit(name, style.width - 30), person.person and 'PursuitId' or 'PursuitWarn' }, { more, 'PursuitDim' } },
    person.path and { path = person.path, lnum = 1 })
end

local function bar(sum, width)
  local full = sum.limit > 0 and math.max(0, math.min(width, math.floor(sum.sum / sum.limit * width + 0.5))) or width
  return ('█'):rep(full) .. ('░'):rep(width - full)
end

local function sum_line(page, sum, at, style)
  local lang = style.lang
  local said = sum.limit and text.get('gifts_of_limit', lang, amount.full(sum.sum), amount.full(sum.limit))
      or text.get('gifts_no_limit', lang, amount.full(sum.sum))
  local group = sum.over and 'PursuitError' or sum.near and 'PursuitMissing' or nil
  local pieces = { '   ', cells.left(sum.label, at.label), '  ', { cells.right(said, at.said), group } }
  local used = 5 + at.label + at.said
  if sum.limit and used + 2 + BAR < style.width then
    vim.list_extend(pieces, { '  ', { bar(sum, BAR), group } })
    used = used + 2 + BAR
  end
  local mark = sum.over and '✗ ' .. text.get('gifts_over', lang) or sum.near and '! ' .. text.get('gifts_near', lang) or ''
  mark = mark ~= '' and used + 2 + cells.width(mark) >= style.width and mark:match('^%S+') or mark
  vim.list_extend(pieces, { '  ', { mark, group } })
  page:add(pieces)
  if sum.unrated > 0 then
    page:add({ '     ', { '! ' .. text.get('gifts_unrated', lang, sum.unrated), 'PursuitWarn' } })
  end
end

local function row_columns(lang)
  return {
    { title = '', cell = function(row) return '    ' .. (row.date or text.get('gifts_no_day', lang)) end, group = 'PursuitDim' },
    { title = '', cell = function(row) return row.deal end, max = 22, group = 'PursuitId' },
    { title = '', right = true, group = 'PursuitNumber', cell = function(row)
      return row.amount and ('%s %s'):format(row.currency, amount.full(row.amount)) or row.currency .. ' ?'
    end },
    { title = '', cell = function(row) return row.passes and '✗' or '' end, group = 'PursuitError' },
    { title = '', keep = 1, group = 'PursuitDim', cell = function(row)
      return row.among > 1 and text.get('gifts_among', lang, row.among) or ''
    end },
    { title = '', cell = function(row) return row.by or '' end, max = 12, keep = 0, group = 'PursuitDim' },
    { title = '', cell = function(row) return row.note or '' end, max = 36, keep = 2 },
  }
end

---@param answer pursuit.Gifts
---@param style pursuit.GiftsStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, lang, sums, rows = Page.new(), style.lang, {}, {}
  head(page, answer, style)
  for _, person in ipairs(answer.people) do
    vim.list_extend(sums, person.sums)
    for _, sum in ipairs(person.sums) do
      vim.list_extend(rows, sum.rows)
    end
  end
  local at = {
    label = cells.widest(sums, function(sum) return sum.label end, 20),
    said = cells.widest(sums, function(sum)
      return sum.limit and text.get('gifts_of_limit', lang, amount.full(sum.sum), amount.full(sum.limit))
          or text.get('gifts_no_limit', lang, amount.full(sum.sum))
    end),
  }
  local shown = columns.fit(row_columns(lang), rows, style.width)
  if #answer.people == 0 then
    page:add({ '' })
    page:add({ { ' ' .. text.get('gifts_none', lang), 'PursuitDim' } })
  end
  for _, person in ipairs(answer.people) do
    page:add({ '' })
    person_line(page, person, answer, style)
    for _, sum in ipairs(person.sums) do
      sum_line(page, sum, at, style)
      for _, row in ipairs(sum.rows) do
        columns.row(page, shown, row, { path = row.path, lnum = row.lnum })
      end
    end
  end
  broken.add(page, answer.broken, style.width)
  return page
end

return M
