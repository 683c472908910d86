---The agenda: what is overdue, then day by day. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local item = require('pursuit.render.item')
local text = require('pursuit.text')
local M = {}

---@class pursuit.AgendaStyle: pursuit.ItemStyle
---@field filter string
---@field days integer

local function head(page, agenda, style)
  local lang = style.lang
  local left = ' ' .. text.get('agenda', lang)
  local whose = '   ' .. (style.owner and 'owner=' .. style.owner or text.get('everybodys', lang))
  local filter = style.filter ~= '' and ' ' .. style.filter or ''
  local count = text.get('items', lang, agenda.count)
  local late = agenda.late > 0 and text.get('and_overdue', lang, agenda.late) or ''
  local span = text.get('next_days', lang, style.days)
  local about = cells.fit(whose .. filter, math.max(0, math.floor(style.width / 2)))
  local room = style.width - cells.width(left .. about) - 2
  local right = ''
  local all, day = span .. '   ' .. count .. late, item.long_day(agenda.today, lang)
  for _, said in ipairs({ all .. '   ' .. day, all, count .. late, count }) do
    if right == '' and cells.width(said) <= room then
      right = said
    end
  end
  local gap = math.max(1, style.width - 1 - cells.width(left .. about .. right))
  page:add({ { left, 'PursuitTitle' }, { about, 'PursuitDim' }, (' '):rep(gap), right })
end

---The heading of an item's group.
local function group_of(one, agenda, lang)
  if one.overdue then
    return text.get('overdue', lang)
  end
  local said = item.long_day(one.date, lang)
  return one.date == agenda.today and text.get('today_title', lang) .. '   ' .. said or said
end

---@param agenda pursuit.Agenda
---@param style pursuit.AgendaStyle
---@return pursuit.Page
function M.page(agenda, style)
  local page = Page.new()
  local function when(one)
    return one.overdue and item.short_day(one) or ''
  end
  head(page, agenda, style)
  local widths, group = item.widths(agenda.items, style, when), nil
  for _, one in ipairs(agenda.items) do
    local named = group_of(one, agenda, style.lang)
    if named ~= group then
      group = named
      page:add({ '' })
      page:add({ { ' ' .. named, one.overdue and 'PursuitError' or 'PursuitStage' } })
    end
    item.add(page, one, style, widths, when(one))
  end
  if agenda.count > #agenda.items then
    page:add({ '' })
    local more = text.get('more_items', style.lang, agenda.count - #agenda.items)
    page:add({ { ' ' .. cells.fit(more, style.width - 2), 'PursuitDim' } }, { more = true })
  end
  if #agenda.items == 0 then
    page:add({ '' })
    page:add({ { ' ' .. text.get(style.filter == '' and 'nothing_due' or 'nothing_due_here', style.lang, style.days), 'PursuitDim' } })
  end
  return page
end

return M
