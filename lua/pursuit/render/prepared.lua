---What sellers have ready, point by point, with the days. Pure.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.PreparedStyle
---@field width integer
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today
---@field process string? path of the process note

local MARKS = {
  ready = { '✓', 'PursuitReady' }, due = { '!', 'PursuitWarn' }, na = { '-', 'PursuitDim' }, open = { '·', 'PursuitDim' },
  absent = { '·', 'PursuitDim' },
}

---When it was last answered, and when it comes again.
local function days_of(point, lang)
  if point.state == 'due' then
    return point.done, text.get('prepared_since', lang, point.due)
  elseif point.state == 'ready' then
    return point.done or '', point.due and text.get('prepared_next', lang, point.due) or text.get('prepared_undated', lang)
  elseif point.state == 'na' then
    return '', text.get('prepared_na', lang, point.reason)
  end
  return '', text.get(point.state == 'absent' and 'prepared_absent' or 'prepared_open', lang)
end

local DATE = 10

local function point_line(page, point, widest, style)
  local done, next_day = days_of(point, style.lang)
  local pieces = { '   ', MARKS[point.state], ' ', { cells.left(point.text, widest), point.state == 'na' and 'PursuitDim' or nil } }
  local room = style.width - widest - 6
  if room >= DATE + 30 then
    vim.list_extend(pieces, { '  ', { cells.left(done, DATE), 'PursuitNumber' } })
    room = room - DATE - 2
  end
  if room >= 8 then
    pieces[#pieces + 1] = { '  ' .. cells.fit(next_day, room - 3), point.state == 'due' and 'PursuitWarn' or 'PursuitDim' }
  end
  page:add(pieces, { path = point.path, lnum = point.lnum, point = point })
end

local function seller_line(page, seller, style)
  local total = #seller.points
  local said = text.get('prepared_of', style.lang, seller.ready, total)
  local due = seller.due > 0 and '   ' .. text.get('prepared_due', style.lang, seller.due) or ''
  local name = seller.name ~= seller.member and '  ' .. seller.name or ''
  local room = style.width - cells.width(seller.member .. said .. due) - 6
  page:add({
    { ' ' .. seller.member, 'PursuitId' }, { room > 4 and cells.fit(name, room) or '', 'PursuitStage' },
    '   ' .. said, { due, 'PursuitWarn' },
  }, { path = seller.path, lnum = 1, member = seller.member })
end

---@param answer pursuit.Prepared
---@param style pursuit.PreparedStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, lang = Page.new(), style.lang
  page:add({
    { ' ' .. text.get('prepared', lang), 'PursuitTitle' },
    style.at and { '   ' .. text.get('as_of', lang, answer.today), 'PursuitWarn' } or { '   ' .. answer.today, 'PursuitDim' },
  })
  for _, seller in ipairs(answer.sellers) do
    page:add({ '' })
    seller_line(page, seller, style)
    local said = cells.widest(seller.points, function(point) return (select(2, days_of(point, lang))) end, 40)
    local most = math.max(16, style.width - (style.width < 80 and math.max(18, said) + 9 or 46))
    local widest = cells.widest(seller.points, function(point) return point.text end, most)
    for _, point in ipairs(seller.points) do
      point_line(page, point, widest, style)
    end
  end
  page:add({ '' })
  page:say(style.width, ' ', text.get('prepared_days', lang, answer.days), 'PursuitDim', { path = style.process })
  return page
end

return M
