---How the pipeline moved: sums that reconcile, then what moved, kind by kind. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local broken = require('pursuit.render.broken')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local text = require('pursuit.text')
local M = {}

---@class pursuit.MovementStyle
---@field width integer
---@field lang 'en'|'zh'
---@field filter string

local ORDER = {
  'new', 'reopened', 'grown', 'shrunk', 'won', 'lost', 'no-decision', 'no-go', 'paused', 'gone', 'advanced', 'back', 'slipped', 'pulled-in',
  'unchanged',
}
local GROUPS = {
  new = 'PursuitReady', reopened = 'PursuitReady', grown = 'PursuitReady', won = 'PursuitReady', advanced = 'PursuitReady',
  shrunk = 'PursuitWarn',
  lost = 'PursuitError', back = 'PursuitWarn', slipped = 'PursuitWarn', ['no-decision'] = 'PursuitWarn', ['no-go'] = 'PursuitWarn',
}

local function label(move, lang)
  return text.get('move_' .. move, lang)
end

---An amount with its sign.
local function signed(value, lang)
  local said = amount.sum(math.abs(value), lang)
  return value > 0 and '+' .. said or value < 0 and '−' .. said or said
end

---The lines of the sums: begin, what there was of each kind, end.
local function sum_rows(answer)
  local rows = { { move = 'begin', sums = {} } }
  local by_move = {}
  for _, sum in ipairs(answer.sums) do
    rows[1].sums[sum.currency] = { count = sum.begin_count, amount = sum.begin }
    for _, moved in ipairs(sum.moves) do
      by_move[moved.move] = by_move[moved.move] or { move = moved.move, sums = {}, counts = moved.counts }
      by_move[moved.move].sums[sum.currency] = moved
    end
  end
  local after = {}
  for _, move in ipairs(ORDER) do
    local row = by_move[move]
    if row then
      table.insert(row.counts and rows or after, row)
    end
  end
  local last = { move = 'end', sums = {} }
  for _, sum in ipairs(answer.sums) do
    last.sums[sum.currency] = { count = sum.end_count, amount = sum['end'] }
  end
  rows[#rows + 1] = last
  return rows, after
end

local function sum_columns(answer, lang)
  local list = {
    { title = '', cell = function(row) return label(row.move, lang) end, group = 'PursuitDim' },
  }
  for i, sum in ipairs(answer.sums) do
    local currency = sum.currency
    list[#list + 1] = { title = '', right = true, keep = i, group = 'PursuitDim', cell = function(row)
      local moved = row.sums[currency]
      return moved and tostring(moved.count) or ''
    end }
    list[#list + 1] = { title = currency, right = true, keep = i, group = 'PursuitNumber', cell = function(row)
      local moved = row.sums[currency]
      return not moved and '' or row.counts and signed(moved.amount, lang) or amount.sum(moved.amount, lang)
    end }
  end
  list[2].keep, list[3].keep = nil, nil
  return list
end

---How a deal moved, in a few words.
local function how(row, lang)
  if row.move == 'advanced' or row.move == 'back' then
    return (row.from_label or row.from or '') .. ' → ' .. (row.to_label or row.to or '')
  elseif row.move == 'slipped' or row.move == 'pulled-in' then
    return ('%s → %s   %s'):format(row.from, row.to, text.get('days', lang, ('%+d'):format(row.days):gsub('-', '−')))
  elseif (row.move == 'grown' or row.move == 'shrunk') and row.from and row.to then
    return amount.sum(tonumber(row.from), lang) .. ' → ' .. amount.sum(tonumber(row.to), lang)
  end
  return ''
end

local function deal_columns(lang, several)
  return {
    { title = '', cell = function(row) return '  ' .. row.deal end, max = 26, group = 'PursuitId' },
    { title = '', right = true, group = 'PursuitNumber', cell = function(row)
      local said = (row.move == 'advanced' or row.move == 'back' or row.move == 'slipped' or row.move == 'pulled-in')
        and amount.sum(row.amount, lang) or signed(row.amount, lang)
      return several and row.currency .. ' ' .. said or said
    end },
    { title = '', bar = true, max = 200, cell = function(row, width)
      local said = {}
      for _, part in ipairs({ how(row, lang), row.title, row.owner or '' }) do
        said[#said + 1] = part ~= '' and part or nil
      end
      return cells.fit(table.concat(said, '   '), width)
    end },
  }
end

local function head(page, answer, style)
  local left = (' %s   %s → %s'):format(text.get('movement', style.lang), answer.from, answer.to)
  local filter = style.filter ~= '' and '   ' .. cells.fit(style.filter, style.width - cells.width(left) - 5) or ''
  page:add({ { left, 'PursuitTitle' }, { filter, 'PursuitDim' } })
  page:add({ '' })
end

---@param answer pursuit.Movement
---@param style pursuit.MovementStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, lang = Page.new(), style.lang
  head(page, answer, style)
  if #answer.sums == 0 then
    page:add({ { ' ' .. text.get('nothing_moved', lang), 'PursuitDim' } })
  else
    local rows, after = sum_rows(answer)
    local shown = columns.fit(sum_columns(answer, lang), vim.list_extend(vim.list_extend({}, rows), after), style.width)
    columns.titles(page, shown)
    for i, row in ipairs(rows) do
      columns.row(page, shown, row, nil, (i == 1 or i == #rows) and 'PursuitStage' or nil)
    end
    for i, row in ipairs(after) do
      if i == 1 then
        page:add({ '' })
      end
      columns.row(page, shown, row)
    end
  end
  local shown = columns.fit(deal_columns(lang, #answer.sums > 1), answer.rows, style.width)
  local move
  for _, row in ipairs(answer.rows) do
    if row.move ~= move then
      move = row.move
      page:add({ '' })
      page:add({ { ' ' .. label(move, lang), GROUPS[move] or 'PursuitStage' } })
    end
    columns.row(page, shown, row, { deal = row })
  end
  broken.add(page, answer.broken, style.width)
  return page
end

return M
