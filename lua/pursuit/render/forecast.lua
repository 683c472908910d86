---The forecast: a row for each period or group, with a bar. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local broken = require('pursuit.render.broken')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local text = require('pursuit.text')
local M = {}

---@class pursuit.ForecastStyle
---@field width integer
---@field lang 'en'|'zh'
---@field filter string
---@field at boolean? the answer is of another day
---@field all boolean? periods far off too, each by itself

local BAR = 24

---A bar of committed, weighted and best case, against the largest of them.
local function bar(row, most, width)
  local function length(value)
    return most > 0 and math.max(0, math.floor(value / most * width + 0.5)) or 0
  end
  local committed = length(row.committed)
  local weighted = math.max(committed, length(row.weighted))
  local best = math.max(weighted, length(row.best))
  return ('█'):rep(committed) .. ('▒'):rep(weighted - committed) .. ('░'):rep(best - weighted) .. (' '):rep(width - best)
end

---The largest of what the bars show, by currency.
local function largest(rows)
  local most = {}
  for _, row in ipairs(vim.tbl_filter(function(row) return not row.folded end, rows)) do
    most[row.currency] = math.max(most[row.currency] or 0, row.committed, row.weighted, row.best)
  end
  return most
end

local MONEY = { 'value', 'weighted', 'committed', 'best', 'booked', 'manager_committed', 'manager_best' }

---Adds a row to the sum of its currency.
local function add(sums, order, row, made)
  local sum = sums[row.currency]
  if not sum then
    sum = vim.tbl_extend('force', { currency = row.currency, deals = {}, seen = {} }, made)
    sums[row.currency] = sum
    order[#order + 1] = sum
  end
  for _, field in ipairs(MONEY) do
    sum[field] = (sum[field] or 0) + row[field]
  end
  for _, id in ipairs(row.deals) do
    if not sum.seen[id] then
      sum.seen[id] = true
      table.insert(sum.deals, id)
    end
  end
end

---The sums of all rows of a currency.
local function totals(rows)
  local sums, order = {}, {}
  for _, row in ipairs(rows) do
    add(sums, order, row, { total = true })
  end
  table.sort(order, function(a, b)
    return a.currency < b.currency
  end)
  return order
end

---The first period that is far before, and the last that is not far after a day: a year, or two years by quarter.
local function horizon(by, today)
  local year, month = today:match('^(%d+)-(%d+)')
  local quarter = ('Q%d'):format(math.ceil(tonumber(month) / 3))
  if by == 'month' then
    return ('%d-%s'):format(year - 1, month), ('%d-%s'):format(year + 1, month)
  end
  return ('%d-%s'):format(year - 2, quarter), ('%d-%s'):format(year + 2, quarter)
end

---Rows of periods far off put together.
local function folded(answer, style)
  if style.all or (answer.by ~= 'month' and answer.by ~= 'quarter') then
    return answer.rows
  end
  local first, last = horizon(answer.by, answer.today)
  local before, after, rows, earlier, later = {}, {}, {}, {}, {}
  for _, row in ipairs(answer.rows) do
    if row.key < first then
      add(before, earlier, row, { label = text.get('earlier', style.lang), folded = true })
    elseif row.key > last then
      add(after, later, row, { label = text.get('later', style.lang), folded = true })
    else
      rows[#rows + 1] = row
    end
  end
  return vim.list_extend(vim.list_extend(earlier, rows), later)
end

local function any(rows, test)
  for _, row in ipairs(rows) do
    if test(row) then
      return true
    end
  end
  return false
end

---A difference with its sign.
local function signed(value, lang)
  return value == 0 and '=' or (value > 0 and '+' or '−') .. amount.sum(math.abs(value), lang)
end

---@return pursuit.Column[]
local function layout(rows, style, sums)
  local lang, most = style.lang, largest(rows)
  local function money(field, keep)
    return {
      title = text.get('forecast_' .. field, lang),
      cell = function(row) return row[field] == 0 and '·' or amount.sum(row[field], lang) end,
      right = true, keep = keep, group = 'PursuitNumber',
    }
  end
  local list = {
    {
      title = '',
      cell = function(row) return row.total and text.get('in_sum', lang) or row.label or row.key or text.get('of_none', lang) end,
      max = 24, group = 'PursuitId',
    },
  }
  if #sums > 1 then
    list[#list + 1] = { title = '', cell = function(row) return row.currency end, group = 'PursuitDim' }
  end
  list[#list + 1] = { title = '', bar = true, max = BAR, keep = 3, cell = function(row, width)
    return (row.total or row.folded) and (' '):rep(width) or bar(row, most[row.currency], width)
  end }
  vim.list_extend(list, { money('committed'), money('weighted'), money('best', 5), money('value', 1) })
  if any(rows, function(row) return row.booked ~= 0 end) then
    list[#list + 1] = money('booked', 4)
  end
  local function differs(row)
    return row.manager_committed ~= row.committed or row.manager_best ~= row.best
  end
  if any(rows, differs) then
    list[#list + 1] = { title = text.get('forecast_manager', lang), right = true, keep = 0, cell = function(row)
      return differs(row) and ('%s / %s'):format(amount.sum(row.manager_committed, lang), amount.sum(row.manager_best, lang)) or ''
    end }
    list[#list + 1] = { title = '±', right = true, keep = 0, cell = function(row)
      return differs(row) and signed(row.manager_committed - row.committed, lang) or ''
    end }
  end
  list[#list + 1] = { title = text.get('forecast_deals', lang), right = true, keep = 2, group = 'PursuitDim', cell = function(row)
    return row.total and '' or tostring(row.count or #row.deals)
  end }
  if any(rows, function(row) return #(row.doubtful or {}) > 0 end) then
    list[#list + 1] = { title = '', group = 'PursuitError', cell = function(row)
      return #(row.doubtful or {}) > 0 and not row.total and '✗ ' .. #row.doubtful or ''
    end }
  end
  return list
end

local function head(page, answer, style, sums)
  local lang, parts = style.lang, {}
  local left = ' ' .. text.get('forecast', lang) .. '   ' .. text.get('by_' .. answer.by, lang)
  local filter = style.filter ~= '' and '   ' .. cells.fit(style.filter, 30) or ''
  if answer.currency then
    parts[1] = text.get('forecast_in', lang, answer.currency)
  elseif #sums == 1 then
    parts[1] = sums[1].currency
  end
  parts[#parts + 1] = answer.today
  local right = table.concat(parts, '   ')
  local gap = math.max(1, style.width - 1 - cells.width(left .. filter .. right))
  page:add({ { left, 'PursuitTitle' }, { filter, 'PursuitDim' }, (' '):rep(gap), right })
  if style.at then
    page:say(style.width, ' ', text.get('as_at', lang, answer.today), 'PursuitWarn')
  end
end

---What the bars are made of, where there are bars.
local function legend(page, shown, signs, lang)
  local parts = {}
  for i = 1, #signs, 2 do
    parts[#parts + 1] = signs[i] .. ' ' .. text.get('forecast_' .. signs[i + 1], lang)
  end
  if vim.iter(shown):any(function(entry) return entry[1].bar end) then
    page:add({ '' })
    page:add({ { ' ' .. table.concat(parts, '   '), 'PursuitDim' } })
  end
end

---Texts after a title, as many lines as they need.
local function list_lines(page, title, words, width)
  local line = ' ' .. title
  for i, word in ipairs(words) do
    local more = (i == 1 and ' ' or ', ') .. word
    if i > 1 and cells.width(line .. more) > width - 2 then
      page:add({ { line .. ',', 'PursuitWarn' } })
      line, more = '   ', word
    end
    line = line .. more
  end
  page:add({ { cells.fit(line, width - 1), 'PursuitWarn' } })
end

---What the lists of all rows hold, each once.
local function every(rows, field)
  local seen, list = {}, {}
  for _, row in ipairs(rows) do
    for _, id in ipairs(row[field] or {}) do
      if not seen[id] then
        seen[id] = true
        list[#list + 1] = id
      end
    end
  end
  return list
end

---Booked, committed and best case on the way to the target.
local function way(row, width)
  local function length(value)
    return row.target > 0 and math.max(0, math.min(width, math.floor(value / row.target * width + 0.5))) or width
  end
  local booked = length(row.booked)
  local committed = math.max(booked, length(row.booked + row.committed))
  local best = math.max(committed, length(row.booked + row.best))
  return ('█'):rep(booked) .. ('▒'):rep(committed - booked) .. ('░'):rep(best - committed) .. ('·'):rep(width - best)
end

---What people are to sell, and what of it neither is booked nor committed.
local function targets(page, answer, style)
  local lang = style.lang
  local function money(title, of, keep)
    return { title = text.get(title, lang), right = true, keep = keep, group = 'PursuitNumber', cell = function(row)
      local value = of(row)
      return value == 0 and '·' or amount.sum(value, lang)
    end }
  end
  local function gap(title, of, keep)
    return { title = text.get(title, lang), right = true, keep = keep, cell = function(row)
      return of(row) > 0 and amount.sum(of(row), lang) or '✓' .. (of(row) < 0 and ' +' .. amount.sum(-of(row), lang) or '')
    end }
  end
  local several = any(answer.targets, function(row) return row.currency ~= answer.targets[1].currency end)
  local first = {} ---@type table<table, boolean> a name stands once
  for i, row in ipairs(answer.targets) do
    first[row] = i == 1 or answer.targets[i - 1].owner ~= row.owner
  end
  local shown = columns.fit({
    { title = text.get('forecast_targets', lang), max = 20, group = 'PursuitId', cell = function(row)
      return not first[row] and '' or row.owner and (row.name or row.owner) or text.get('forecast_everybody', lang)
    end },
    { title = '', cell = function(row) return row.period end, group = 'PursuitStage' },
    { title = '', cell = function(row) return row.currency end, keep = several and 6 or 1, group = 'PursuitDim' },
    money('forecast_target', function(row) return row.target end),
    { title = '', bar = true, max = BAR, keep = 2, cell = way },
    money('forecast_booked', function(row) return row.booked end, 4),
    money('forecast_committed', function(row) return row.committed end, 5),
    gap('forecast_gap', function(row) return row.gap end),
    gap('forecast_best_gap', function(row) return row.best_gap end, 3),
  }, answer.targets, style.width)
  page:add({ '' })
  columns.titles(page, shown)
  for _, row in ipairs(answer.targets) do
    columns.row(page, shown, row, nil, row.gap <= 0 and 'PursuitReady' or nil)
  end
  legend(page, shown, { '█', 'booked', '▒', 'committed', '░', 'best' }, lang)
  local apart = every(answer.targets, 'apart')
  if #apart > 0 then
    list_lines(page, '! ' .. text.get('forecast_apart', lang), apart, style.width)
  end
end

---@param answer pursuit.Forecast
---@param style pursuit.ForecastStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, sums, lang = Page.new(), totals(answer.rows), style.lang
  head(page, answer, style, sums)
  page:add({ '' })
  if #answer.rows == 0 then
    page:say(style.width, ' ', text.get('nothing_to_forecast', lang), 'PursuitDim')
  else
    local rows = folded(answer, style)
    local shown = columns.fit(layout(rows, style, sums), vim.list_extend(vim.list_extend({}, rows), sums), style.width)
    columns.titles(page, shown)
    for _, row in ipairs(rows) do
      columns.row(page, shown, row, { row = row }, row.folded and 'PursuitDim' or nil)
    end
    page:add({ '' })
    for _, sum in ipairs(sums) do
      columns.row(page, shown, sum, nil, 'PursuitStage')
    end
    legend(page, shown, { '█', 'committed', '▒', 'weighted', '░', 'best' }, lang)
  end
  if #answer.targets > 0 then
    targets(page, answer, style)
  end
  local doubtful = every(answer.rows, 'doubtful')
  if #doubtful > 0 then
    page:add({ '' })
    list_lines(page, '✗ ' .. text.get('forecast_doubtful', lang), doubtful, style.width)
  end
  if #answer.unrated > 0 then
    page:add({ '' })
    list_lines(page, '! ' .. text.get('forecast_unrated', lang), answer.unrated, style.width)
  end
  if #answer.undated > 0 then
    page:add({ '' })
    list_lines(page, text.get('without_day', lang), answer.undated, style.width)
  end
  broken.add(page, answer.broken, style.width)
  return page
end

return M
