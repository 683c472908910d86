---What customers have to pay: sums by currency, then each payment. Pure: an answer in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local broken = require('pursuit.render.broken')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local text = require('pursuit.text')
local M = {}

---@class pursuit.PaymentsStyle
---@field width integer
---@field lang 'en'|'zh'
---@field filter string
---@field state string? that was asked for
---@field at boolean? the answer is of another day

local MARKS = {
  overdue = { '✗', 'PursuitError' },
  invoiced = { '●', 'PursuitReview' },
  due = { '!', 'PursuitMissing' },
  later = { '·', 'PursuitDim' },
  paid = { '✓', 'PursuitReady' },
}
local SUMS = { 'overdue', 'invoiced', 'due', 'later', 'open', 'paid' }
local KEEP = { overdue = 6, open = 5, invoiced = 4, due = 3, later = 2, paid = 1 }

local function head(page, answer, style)
  local lang = style.lang
  local left = ' ' .. text.get('payments_title', lang) .. '   ' .. text.get('pay_' .. (style.state or 'open'), lang)
  local filter = style.filter ~= '' and '   ' .. cells.fit(style.filter, 30) or ''
  local gap = math.max(1, style.width - 1 - cells.width(left .. filter .. answer.today))
  page:add({ { left, 'PursuitTitle' }, { filter, 'PursuitDim' }, (' '):rep(gap), answer.today })
  if style.at then
    page:say(style.width, ' ', text.get('as_at', lang, answer.today), 'PursuitWarn')
  end
end

local function sums(page, answer, style)
  local lang = style.lang
  local list = { { title = '', cell = function(sum) return sum.currency end, group = 'PursuitDim' } }
  for _, name in ipairs(SUMS) do
    list[#list + 1] = {
      title = (MARKS[name] and MARKS[name][1] .. ' ' or '') .. text.get('pay_' .. name, lang), right = true, keep = KEEP[name],
      group = name == 'overdue' and 'PursuitError' or 'PursuitNumber',
      cell = function(sum) return sum[name] == 0 and '·' or amount.sum(sum[name], lang) end,
    }
  end
  local shown = columns.fit(list, answer.sums, style.width)
  columns.titles(page, shown)
  for _, sum in ipairs(answer.sums) do
    columns.row(page, shown, sum)
  end
end

local function when(row, lang)
  if row.state == 'paid' or not row.due then
    return ''
  elseif row.days < 0 then
    return text.get('pay_late', lang, -row.days)
  end
  return row.days == 0 and text.get('today', lang) or text.get('pay_in', lang, row.days)
end

local function layout(answer, lang)
  local partly = vim.iter(answer.rows):any(function(row) return row.rest and row.rest ~= row.amount and row.state ~= 'paid' end)
  local list = {
    { title = '', cell = function(row) return MARKS[row.state][1] end },
    { title = text.get('pay_day', lang), cell = function(row) return row.due or '–' end },
    { title = '', right = true, keep = 3, cell = function(row) return when(row, lang) end },
    { title = '', cell = function(row) return row.deal end, max = 22, group = 'PursuitId' },
    { title = text.get('pay_milestone', lang), cell = function(row) return row.milestone or '' end, max = 24, keep = 4 },
    { title = '', cell = function(row) return row.currency end, group = 'PursuitDim' },
    { title = text.get('pay_amount', lang), right = true, group = 'PursuitNumber', cell = function(row)
      return row.amount and amount.full(row.amount) or '?'
    end },
  }
  if partly then
    list[#list + 1] = { title = text.get('pay_rest', lang), right = true, group = 'PursuitNumber', keep = 5, cell = function(row)
      return row.rest and row.rest ~= row.amount and row.state ~= 'paid' and amount.full(row.rest) or ''
    end }
  end
  vim.list_extend(list, {
    { title = text.get('pay_invoiced_on', lang), keep = 2, cell = function(row)
      return row.invoiced_on or row.invoiced and text.get('pay_yes', lang) or ''
    end },
    { title = text.get('pay_paid', lang), keep = 1, cell = function(row)
      return row.paid_on or row.state == 'paid' and text.get('pay_yes', lang) or ''
    end },
    { title = '', keep = 0, cell = function(row) return row.owner or '' end, max = 12, group = 'PursuitDim' },
  })
  return list
end

---@param answer pursuit.Payments
---@param style pursuit.PaymentsStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  page:add({ '' })
  if #answer.sums > 0 then
    sums(page, answer, style)
    page:add({ '' })
  end
  if #answer.rows == 0 then
    page:add({ { ' ' .. text.get('payments_none', style.lang), 'PursuitDim' } })
  else
    local shown = columns.fit(layout(answer, style.lang), answer.rows, style.width)
    columns.titles(page, shown)
    for _, row in ipairs(answer.rows) do
      local quiet = (row.state == 'later' or row.state == 'paid') and 'PursuitDim' or row.state == 'overdue' and 'PursuitError' or nil
      columns.row(page, shown, row, { path = row.path, lnum = row.lnum }, quiet)
    end
  end
  broken.add(page, answer.broken, style.width)
  return page
end

return M
