---A morning on one page: what is due, what others owe, what others did. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local day = require('pursuit.render.day')
local item = require('pursuit.render.item')
local text = require('pursuit.text')
local M = {}

---The parts in their order: the list of the answer; whether its first column counts the days; whether its title says what the items are.
local PARTS = {
  { list = 'overdue', title = 'overdue', group = 'PursuitError' },
  { list = 'day', title = 'today_title' },
  { list = 'tenders', title = 'tenders', counts = true },
  { list = 'week', title = 'this_week' },
  { list = 'waiting', title = 'waiting_for' },
  { list = 'idle', title = 'idle', plain = true },
  { list = 'stalled', title = 'stalled_deals', plain = true },
}

local function when_of(part, one, style)
  if part.list == 'day' or part.plain then
    return ''
  elseif part.counts then
    return day.distance(style.today, one.date, style.lang)
  elseif part.list == 'week' then
    return item.short_day(one) .. ' ' .. day.weekday(one.date, style.lang)
  end
  return item.short_day(one)
end

local function title_line(page, title, count, style, group)
  page:add({ '' })
  page:add({ { ' ' .. cells.fit(title, style.width - 8), group or 'PursuitStage' }, { '  ' .. count, 'PursuitDim' } })
end

local function more_line(page, count, style)
  if count > 0 then
    page:add({ '   ', { cells.fit(text.get('more_items', style.lang, count), style.width - 4), 'PursuitDim' } }, { more = true })
  end
end

local function head(page, today, style)
  local whose = style.owner and 'owner=' .. style.owner or text.get('everybodys', style.lang)
  local left, right = ' ' .. text.get('today_title', style.lang), item.long_day(today.today, style.lang)
  local about = '   ' .. cells.fit(whose, math.max(0, style.width - cells.width(left .. right) - 6))
  local gap = math.max(1, style.width - 1 - cells.width(left .. about .. right))
  page:add({ { left, 'PursuitTitle' }, { about, 'PursuitDim' }, (' '):rep(gap), right })
end

---What others did: when, who, where, what.
local function changes(page, today, style)
  local who, where = 0, 0
  for _, event in ipairs(today.changes) do
    who = math.max(who, cells.width(event.author or ''))
    where = math.max(where, cells.width(event.deal or ''))
  end
  who, where = math.min(who, 12), math.min(where, style.width >= 72 and 18 or 12)
  local clock = style.width >= 72 and 11 or 5
  local function room()
    return style.width - 1 - 3 - clock - 2 - who - 2 - where - 2
  end
  where = room() < 10 and math.max(4, where - 10 + room()) or where
  clock = room() < 10 and 0 or clock
  for _, event in ipairs(today.changes) do
    page:add({
      '   ',
      { cells.left((event.clock or ''):sub(6, 5 + clock), clock) .. '  ' .. cells.left(event.author or '', who) .. '  ', 'PursuitDim' },
      { cells.left(event.deal or '', where), 'PursuitId' },
      '  ',
      cells.fit(event.text or '', math.max(0, room())),
    }, { event = event, path = event.path })
  end
end

local function all_of(today)
  local items, parts = {}, {}
  for _, part in ipairs(PARTS) do
    for _, one in ipairs(today[part.list]) do
      items[#items + 1], parts[one] = one, part
    end
  end
  return items, parts
end

---@param today pursuit.Today
---@param style pursuit.ItemStyle
---@return pursuit.Page
function M.page(today, style)
  local page = Page.new()
  local items, parts = all_of(today)
  local widths = item.widths(items, style, function(one)
    return when_of(parts[one], one, style)
  end)
  head(page, today, style)
  for _, part in ipairs(PARTS) do
    local list = today[part.list]
    if #list > 0 then
      title_line(page, text.get(part.title, style.lang), today.totals[part.list], style, part.group)
    end
    for _, one in ipairs(list) do
      item.add(page, one, style, widths, when_of(part, one, style), part.plain)
    end
    more_line(page, today.totals[part.list] - #list, style)
  end
  if #today.changes > 0 then
    title_line(page, text.get('changed_since', style.lang, today.since_clock or ''), today.totals.changes, style)
    changes(page, today, style)
    more_line(page, today.totals.changes - #today.changes, style)
  end
  if #items == 0 and #today.changes == 0 then
    page:add({ '' })
    page:add({ { ' ' .. text.get('all_done', style.lang), 'PursuitDim' } })
  end
  return page
end

return M
