---Goals and plan as a Gantt chart in text. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.PlanStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today

local DAY = 86400

---A day as a number, and back. Noon keeps clear of every change of clocks.
local function number(date)
  local year, month, day = (date or ''):match('^(%d+)-(%d+)-(%d+)$')
  return year and math.floor(os.time({ year = year, month = month, day = day, hour = 12 }) / DAY)
end

local function date(day)
  return os.date('%Y-%m-%d', day * DAY + DAY / 2)
end

---How days fall on cells.
---@return { from: integer, step: integer, count: integer }? nil where there is nothing to show, or no room
local function scale(plan, room)
  local from, to = number(plan.from), number(plan.to)
  if not from or not to or room < 8 then
    return nil
  end
  local today = number(plan.today)
  if today and today >= from - 31 and today <= to + 31 then -- today is on the chart where it is near
    from, to = math.min(from, today), math.max(to, today)
  end
  local step = math.max(1, math.ceil((to - from + 1) / room))
  return { from = from, step = step, count = math.min(room, math.ceil((to - from + 1) / step)) }
end

local function cell(at, day)
  return math.floor((day - at.from) / at.step) + 1
end

---The months above the chart, each where it begins, as far as there is room.
local function months(at)
  local line, used = '', 0
  for i = 1, at.count do
    local first, last = at.from + (i - 1) * at.step, at.from + i * at.step - 1
    local begins = i == 1 and first or nil
    for day = first, last do
      begins = date(day):sub(9) == '01' and day or begins
    end
    local label = begins and date(begins):sub(1, 7)
    if label and i > used and i + #label <= at.count + 1 then
      line = line .. (' '):rep(i - 1 - #line) .. label
      used = #line + 1
    end
  end
  return line
end

---The bar of an item: a goal as a line to its day, a task as a block; one day alone is a point.
local function bar(item, at, today, close)
  local first, last = number(item.start) or number(item['end']), number(item['end']) or number(item.start)
  local pieces, run, group = {}, '', nil
  local function put(char, with)
    if with ~= group and run ~= '' then
      pieces[#pieces + 1] = group and { run, group } or run
      run = ''
    end
    group, run = with, run .. char
  end
  local from, to = first and cell(at, math.min(first, last)), first and cell(at, math.max(first, last))
  for i = 1, at.count do
    if from and i >= from and i <= to then
      local char = item.goal and (i == to and '◆' or '─') or '█'
      put(char, item.closed and 'PursuitDim' or item.goal and 'PursuitStage' or 'PursuitNumber')
    elseif i == today then
      put('┊', 'PursuitWarn')
    elseif i == close then
      put('┊', 'PursuitDim')
    else
      put(' ', nil)
    end
  end
  pieces[#pieces + 1] = group and { run, group } or run
  return pieces
end

local function head(page, plan, style)
  local lang, pieces = style.lang, { { ' ' .. plan.deal, 'PursuitId' }, '   ', { text.get('plan_title', style.lang), 'PursuitTitle' } }
  if style.at then
    pieces[#pieces + 1] = { '   ' .. text.get('as_of', lang, style.at), 'PursuitWarn' }
  end
  local done, tasks = 0, 0
  for _, item in ipairs(plan.items) do
    done = done + ((not item.goal and item.closed) and 1 or 0)
    tasks = tasks + (item.goal and 0 or 1)
  end
  pieces[#pieces + 1] = '   ' .. text.get('done_of', lang, done, tasks)
  if plan.close then
    pieces[#pieces + 1] = { '   ' .. text.get('signing_on', lang, plan.close), 'PursuitDim' }
  end
  page:add(pieces, { path = plan.path, lnum = 1 })
end

local function label(item)
  return ('  '):rep(math.min(item.depth, 6)) .. (item.id and item.id .. ' ' or '') .. (item.text or '')
end

---What is wrong with each item, by its line.
local function faults_of(plan)
  local found = {}
  for _, fault in ipairs(plan.faults) do
    local key = fault.path .. '\0' .. fault.lnum
    found[key] = found[key] or {}
    table.insert(found[key], fault)
  end
  return found
end

---What is watched, how often and by whom, with fewer columns the narrower the window is.
local function add_controls(page, plan, style)
  local function column(field, most, least)
    return style.width >= least and cells.widest(plan.controls, function(one) return one[field] or '' end, most) or 0
  end
  local columns = {
    { 'text', column('text', math.max(12, math.floor(style.width * 0.36)), 0) },
    { 'owner', column('owner', 16, 60), 'PursuitDim' },
    { 'every', column('every', 14, 44) },
    { 'next', column('next', 10, 28), 'PursuitNumber' },
  }
  page:add({ { ' ' .. text.get('control_plan', style.lang), 'PursuitTitle' } })
  for _, one in ipairs(plan.controls) do
    local due = one.next and one.next <= plan.today
    local pieces = { ' ', one.fault and { '✗', 'PursuitMissing' } or due and { '!', 'PursuitWarn' } or ' ' }
    for i, to in ipairs(columns) do
      if to[2] > 0 then
        local group = to[1] == 'next' and due and 'PursuitWarn' or to[3]
        pieces[#pieces + 1] = { (i == 1 and ' ' or '  ') .. cells.left(one[to[1]] or '', to[2]), group }
      end
    end
    local place = { path = one.path, lnum = one.lnum }
    page:add(pieces, place)
    if one.fault then
      page:say(style.width, '     ', one.fault, 'PursuitMissing', place)
    end
  end
end

---The chart.
local function add_items(page, plan, style)
  local name = cells.widest(plan.items, label, math.max(12, math.floor(style.width * 0.36)))
  local owner = style.width >= 60 and cells.widest(plan.items, function(item) return item.owner or '' end, 12) or 0
  local indent = 3 + name + (owner > 0 and owner + 2 or 0) + 2
  local at = scale(plan, style.width - indent - 1)
  local function column(day)
    return at and number(day) and cell(at, number(day))
  end
  local today, close = column(plan.today), column(plan.close)
  if at then
    page:add({ { (' '):rep(indent) .. months(at), 'PursuitDim' } })
  end
  local faults = faults_of(plan)
  for _, item in ipairs(plan.items) do
    local wrong = faults[item.path .. '\0' .. item.lnum]
    local place = { path = item.path, lnum = item.lnum }
    local mark = item.closed and { '✓', 'PursuitReady' } or wrong and { '✗', 'PursuitMissing' } or ' '
    local group = item.goal and 'PursuitStage' or item.closed and 'PursuitDim' or nil
    local pieces = { ' ', mark, ' ', { cells.left(label(item), name), group } }
    if owner > 0 then
      pieces[#pieces + 1] = { '  ' .. cells.left(item.owner or '', owner), 'PursuitDim' }
    end
    if at then
      pieces[#pieces + 1] = '  '
      vim.list_extend(pieces, bar(item, at, today, close))
    end
    page:add(pieces, place)
    for _, fault in ipairs(wrong or {}) do
      local lead = (' '):rep(5 + 2 * math.min(item.depth, 6))
      page:add({ { lead .. cells.fit(fault.text, style.width - #lead - 1), 'PursuitMissing' } }, place)
    end
  end
end

---@param plan pursuit.Plan
---@param style pursuit.PlanStyle
---@return pursuit.Page
function M.page(plan, style)
  local page = Page.new()
  head(page, plan, style)
  page:add({ '' })
  if #plan.items == 0 and #plan.controls == 0 then
    page:say(style.width, ' ', text.get('no_plan', style.lang), 'PursuitDim', { path = plan.path, lnum = 1 })
  end
  if #plan.items > 0 then
    add_items(page, plan, style)
  end
  if #plan.controls > 0 then
    page:add({ '' })
    add_controls(page, plan, style)
  end
  return page
end

return M
