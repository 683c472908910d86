---The board: the pipeline by stage, or in other groups. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local fault = require('pursuit.render.fault')
local groups_of = require('pursuit.render.board_group')
local state = require('pursuit.render.state')
local text = require('pursuit.text')
local M = {}

---@class pursuit.BoardStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field filter string
---@field by pursuit.BoardGroup? 'stage' if left out
---@field today string? YYYY-MM-DD
---@field at boolean? today is another day
---@field faults pursuit.Diagnostic[]? of the process note
---@field habits pursuit.HabitMarks? what is said of their habits
---@field breathe fun()? called between rows: a page may be made in slices

---A column: what it shows of a deal, how wide it may be, on which side its text is, the blanks before it.
local COLUMNS = {
  { name = 'id', max = 18, gap = 0, group = 'PursuitId' },
  { name = 'title', max = 30, gap = 2 },
  { name = 'stage', max = 14, gap = 2, group = 'PursuitDim' }, -- where the groups are others
  { name = 'account', max = 16, gap = 2, group = 'PursuitDim' },
  { name = 'value', max = 14, gap = 2, right = true, group = 'PursuitNumber' },
  { name = 'probability', max = 5, gap = 2, right = true },
  { name = 'owner', max = 12, gap = 2, group = 'PursuitDim' },
  { name = 'days', max = 6, gap = 2, right = true, group = 'PursuitDim' },
  { name = 'tender', max = 6, gap = 2, right = true, group = 'PursuitDim' }, -- days until the next one
  { name = 'mark', max = 2, gap = 2 },
  { name = 'state', max = 32, gap = 1 },
  { name = 'next', max = 40, gap = 2, group = 'PursuitDim' },
}

---In narrow windows columns shrink in this order, so far that they can be read. The state shrinks to its short words.
local SHRINK = {
  { 'title', 24 }, { 'stage', 10 }, { 'state', 0 }, { 'account', 12 }, { 'id', 16 }, { 'title', 16 }, { 'account', 10 }, { 'id', 14 },
}
---The next action is only shown where it takes little from the others.
local SHRINK_NEXT = { { 'next', 20 }, { 'title', 24 }, { 'stage', 10 }, { 'state', 0 }, { 'account', 12 } }
---Where that is not enough, they go in this order,
local GO = { 'next', 'stage', 'owner', 'days', 'probability', 'account', 'tender', 'value' }
---and what is left shrinks on.
local LAST = { { 'title', 10 }, { 'id', 10 }, { 'state', 0 }, { 'title', 6 }, { 'id', 6 } }
local INDENT = 3

---The deal came into its stage within the last days, from another.
local function moved(deal)
  return deal.days_in_stage < 7 and deal.entered ~= nil and deal.entered ~= deal.opened
end

---The next tender counts down in its last weeks, and presses in its last days.
local TENDER_DAYS, TENDER_NEAR = 60, 7

---@return string countdown
---@return boolean near
local function tender(deal, style)
  local days = deal.tender and style.today and state.days_between(style.today, deal.tender)
  if not days or days < 0 or days > TENDER_DAYS then
    return '', false
  end
  return '◆' .. text.get('days', style.lang, days), days <= TENDER_NEAR
end

local function next_action(deal)
  local action = deal.next_action
  if not action then
    return ''
  end
  return (action.text or '') .. (action.due and ' ' .. action.due:sub(6) or '')
end

local function row(deal, style, currencies)
  local lang = style.lang
  local value = amount.row(deal.value, lang)
  local shown = state.of(deal, lang, style.today)
  local countdown, near = tender(deal, style)
  return {
    id = deal.id,
    title = deal.title or '',
    stage = deal.stage_label or deal.stage or '',
    account = deal.account or '',
    value = currencies > 1 and value ~= '' and deal.currency .. ' ' .. value or value,
    probability = ('%d%%'):format(deal.probability) .. (deal.probability_source == 'judged' and '*' or ' '),
    owner = deal.owner or '',
    days = text.get('days', lang, deal.days_in_stage),
    mark = shown.mark,
    state = shown.text,
    short = shown.short,
    tender = countdown,
    next = next_action(deal),
    groups = { mark = shown.group, state = shown.group, tender = near and 'PursuitWarn' or nil },
  }
end

local function widths(rows, breathe)
  local found = {}
  for _, column in ipairs(COLUMNS) do
    local width = 0
    for _, cell in ipairs(rows) do
      width = math.max(width, cells.width(cell[column.name]))
      if width >= column.max then
        break
      end
    end
    breathe()
    found[column.name] = math.min(width, column.max)
  end
  return found
end

---The cells of the widest short state.
local function shortest_state(rows)
  local width = 0
  for _, cell in ipairs(rows) do
    width = math.max(width, math.min(cells.width(cell.state), cells.width(cell.short)))
  end
  return width
end

local function total(shown)
  local sum = INDENT
  for _, column in ipairs(COLUMNS) do
    local width = shown[column.name]
    sum = sum + (width > 0 and width + column.gap or 0)
  end
  return sum
end

---Shrinks columns step by step as far as they may. The cells that are still too many.
local function shrink(shown, over, steps, least_state)
  for _, step in ipairs(steps) do
    local name, least = step[1], step[1] == 'state' and least_state or step[2]
    local cut = math.max(0, math.min(over, shown[name] - least))
    shown[name], over = shown[name] - cut, over - cut
  end
  return over
end

---Column widths that fit: columns shrink as far as they may, then one goes and the others get its room.
local function fitted(rows, width, natural)
  local least_state = shortest_state(rows)
  for i = 0, #GO do
    if i > 0 then
      natural[GO[i]] = 0
    end
    local shown = vim.deepcopy(natural)
    local over = shrink(shown, total(shown) - width, natural.next > 0 and SHRINK_NEXT or SHRINK, least_state)
    if over <= 0 then
      return shown
    elseif i == #GO then
      shrink(shown, over, LAST, 0)
      return shown
    end
  end
end

---A cell's words, or its short ones where there is no room.
local function words_of(cell, name, width)
  return name == 'state' and cells.width(cell.state) > width and cell.short or cell[name]
end

local function deal_line(page, deal, cell, shown)
  local pieces = { { cells.left(moved(deal) and ' ▲' or '', INDENT), 'PursuitMoved' } }
  for _, column in ipairs(COLUMNS) do
    local width = shown[column.name]
    if width > 0 then
      local fit = column.right and cells.right or cells.left
      local group = cell.groups[column.name] or column.group
      pieces[#pieces + 1] = (' '):rep(column.gap)
      pieces[#pieces + 1] = { fit(words_of(cell, column.name, width), width), group }
    end
  end
  page:add(pieces, { deal = deal })
end

---'CNY 8.45 M   weighted 3.12 M', for each currency.
local function sums_text(sums, lang, weighted)
  local said = {}
  for _, sum in ipairs(sums) do
    local one = sum.currency .. ' ' .. amount.sum(sum.value, lang)
    if weighted then
      one = one .. '   ' .. text.get('weighted', lang, amount.sum(sum.weighted, lang))
    end
    said[#said + 1] = one
  end
  return table.concat(said, '   ')
end

---The richest of several texts that fits into a width.
local function first_that_fits(width, candidates)
  for _, candidate in ipairs(candidates) do
    if cells.width(candidate) <= width then
      return candidate
    end
  end
  return ''
end

local function head(page, board, style)
  local lang = style.lang
  local left = ' ' .. text.get('pipeline', lang)
  local filter = style.filter ~= '' and '   ' .. cells.fit(style.filter, 30) or ''
  local count = text.get('open_deals', lang, board.count)
  local room = style.width - cells.width(left .. filter) - 4
  local right = first_that_fits(room, {
    count .. '   ' .. sums_text(board.sums, lang, true) .. (style.today and '   ' .. style.today or ''),
    count .. '   ' .. sums_text(board.sums, lang, true),
    count .. '   ' .. sums_text(board.sums, lang, false),
    count,
  })
  local gap = math.max(1, style.width - 1 - cells.width(left .. filter .. right))
  page:add({ { left, 'PursuitTitle' }, { filter, 'PursuitDim' }, (' '):rep(gap), right })
  if style.at then
    local said = text.get('as_at', lang, style.today)
    local all = said .. '   ' .. text.get('as_at_keys', lang)
    page:add({ { ' ' .. (cells.width(all) < style.width and all or cells.fit(said, style.width - 1)), 'PursuitWarn' } })
  end
end

---How many deals a group has; '+' where more may come.
local function count_of(one)
  return tostring(one.count) .. (one.open and '+' or '')
end

---Mildly: one dim line, where the deals are of one owner.
local function habit_line(page, style)
  local marks = style.habits
  local labels = marks and marks.owner and marks.of[marks.owner]
  if labels then
    local said = text.get('habits_on_board', style.lang, table.concat(labels, '; '))
    page:add({ { ' ' .. cells.fit(said, style.width - 2), 'PursuitDim' } }, { habits = marks.owner })
  end
end

---The same behind an owner's sums.
local function habit_of_group(one, style, room)
  local labels = style.by == 'owner' and style.habits and style.habits.of[one.item.group]
  local said = labels and '   · ' .. table.concat(labels, '; ') or ''
  return room >= 12 and cells.fit(said, room) or ''
end

local function group_line(page, one, widest, style)
  local left = ' ' .. cells.left(one.label, widest.label) .. cells.right(count_of(one), widest.count)
  local room = style.width - cells.width(left) - 4
  local sums = first_that_fits(room, { sums_text(one.sums, style.lang, true), sums_text(one.sums, style.lang, false) })
  local habit = habit_of_group(one, style, room - cells.width(sums))
  page:add({ { left, 'PursuitStage' }, '   ', { sums .. habit, 'PursuitDim' } }, one.item)
end

local function broken_lines(page, board, style)
  for _, broken in ipairs(board.broken) do
    local place = broken.path:match('[^/]+/[^/]+$') or broken.path
    local said = ('%s:%d: %s'):format(place, broken.lnum, broken.message)
    page:add({ { ' ! ', 'PursuitError' }, cells.fit(said, style.width - 4) }, { path = broken.path, lnum = broken.lnum })
  end
end

---Whether the filter, which stands in the head, says whose the deals are.
local function one_owner(filter)
  return (' ' .. filter .. ' '):find('%sowner=%S') ~= nil or (' ' .. filter .. ' '):find(' mine ', 1, true) ~= nil
end

---The cells of the widest label and of the widest count. Of the stages all labels count, so that nothing moves when one comes to have
---deals.
local function group_widths(board, groups, style)
  local widest, count, width = 0, 4, style.width
  if (style.by or 'stage') == 'stage' then
    for _, stage in ipairs(board.stages) do
      widest = math.max(widest, cells.width(stage.label) + 2)
    end
  end
  for _, one in ipairs(groups) do
    widest = math.max(widest, cells.width(one.label))
    count = math.max(count, #count_of(one) + 2)
  end
  return { label = math.min(widest, math.max(10, width - 30)), count = count }
end

---Columns that the head or the groups say already are left out.
local function natural_widths(board, rows, style, breathe)
  local natural = widths(rows, breathe)
  local by = style.by or 'stage'
  natural.owner = (by == 'owner' or one_owner(style.filter)) and 0 or natural.owner
  natural.account = by == 'account' and 0 or natural.account
  natural.stage = (by == 'stage' or #board.stages == 0) and 0 or natural.stage
  return natural
end

local function more_line(page, board, style)
  local said = text.get('more_deals', style.lang, amount.full(board.more))
  page:add({ { '   ' .. said, 'PursuitDim' } }, { more = true })
end

---What is wrong with a filter, and the filter with the part marked.
---@param said string
---@param filter string
---@param place { col: integer?, end_col: integer? }
---@param width integer cells of the window
---@return pursuit.Page
function M.fault(said, filter, place, width)
  local page = Page.new()
  for _, line in ipairs(cells.wrap(said, math.max(10, width - 2))) do
    page:add({ ' ' .. line })
  end
  local from, to = place.col, place.end_col
  if from and to and from <= #filter + 1 then
    local before, part = filter:sub(1, from - 1), filter:sub(from, to)
    page:add({ '' })
    page:add({ '   ' .. before, { part, 'PursuitError' }, filter:sub(to + 1) })
    page:add({ (' '):rep(3 + cells.width(before)), { ('^'):rep(math.max(1, cells.width(part))), 'PursuitError' } })
  end
  return page
end

---By what the board can be grouped after this.
M.next_group = groups_of.next

---@param board pursuit.Board
---@param style pursuit.BoardStyle
---@return pursuit.Page
function M.page(board, style)
  local page, rows = Page.new(), {}
  local breathe = style.breathe or function() end
  for i, deal in ipairs(board.deals) do
    rows[i] = row(deal, style, #board.sums)
    breathe()
  end
  local shown = fitted(rows, style.width, natural_widths(board, rows, style, breathe))
  head(page, board, style)
  habit_line(page, style)
  fault.add(page, style.faults, style)
  local groups = groups_of.of(board, style.by or 'stage', style.lang)
  local widest = group_widths(board, groups, style)
  for _, one in ipairs(groups) do
    page:add({ '' })
    group_line(page, one, widest, style)
    for _, i in ipairs(one.deals) do
      deal_line(page, board.deals[i], rows[i], shown)
      breathe()
    end
  end
  if (board.more or 0) > 0 then
    more_line(page, board, style)
  end
  if #board.broken > 0 then
    page:add({ '' })
    broken_lines(page, board, style)
  end
  if #board.deals == 0 then
    page:add({ '' })
    page:add({ { ' ' .. text.get(style.filter == '' and 'no_deals' or 'no_deals_here', style.lang), 'PursuitDim' } })
  end
  return page
end

return M
