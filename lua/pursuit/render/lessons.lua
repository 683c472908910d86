---What other deals taught, deal by deal, the most alike first. Pure.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.LessonsStyle
---@field width integer
---@field lang 'en'|'zh'
---@field filter string

local MARKS = { ['repeat'] = { '+', 'PursuitReady' }, avoid = { '−', 'PursuitWarn' } }
local LIKES = {
  account = 'like_account', region = 'like_region', rival = 'like_rival', product = 'like_product', kind = 'like_kind',
  words = 'like_words',
}

---@param lesson pursuit.Lesson
---@param lang 'en'|'zh'
local function likes_of(lesson, lang)
  return table.concat(vim.tbl_map(function(like)
    return text.get(LIKES[like], lang)
  end, lesson.likes), text.get('like_and', lang))
end

local function head(page, answer, style)
  local said = text.get('lessons_count', style.lang, answer.count)
  local left = ' ' .. text.get('lessons', style.lang)
  local of = answer.id and '   ' .. text.get('lessons_for', style.lang, answer.id) or ''
  local filter = style.filter ~= '' and '   ' .. style.filter or ''
  of = cells.fit(of .. filter, style.width - cells.width(left .. said) - 5)
  page:add({ { left, 'PursuitTitle' }, { of, 'PursuitId' }, '   ' .. said })
end

local function deal_line(page, lesson, style)
  local status = text.get('status_' .. lesson.status, style.lang)
  local likes = likes_of(lesson, style.lang)
  local tail = '   ' .. status .. (lesson.date and '   ' .. lesson.date or '') .. (likes ~= '' and '   ' .. likes or '')
  local room = math.max(8, style.width - cells.width(lesson.deal .. tail) - 4)
  local title = lesson.title ~= lesson.deal and '  ' .. cells.fit(lesson.title, room) or ''
  tail = cells.fit(tail, math.max(0, style.width - cells.width(lesson.deal .. title) - 2))
  page:add({ { ' ' .. lesson.deal, 'PursuitId' }, title, { tail, 'PursuitDim' } }, { path = lesson.path, lnum = 1 })
end

---@param answer pursuit.Lessons
---@param style pursuit.LessonsStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, deal = Page.new(), nil
  head(page, answer, style)
  if #answer.lessons == 0 then
    page:add({ '' })
    local said = text.get(answer.id and style.filter == '' and 'lessons_none_alike' or 'lessons_none', style.lang)
    page:say(style.width, ' ', said, 'PursuitDim')
  end
  for _, lesson in ipairs(answer.lessons) do
    if lesson.deal ~= deal then
      deal = lesson.deal
      page:add({ '' })
      deal_line(page, lesson, style)
    end
    for i, line in ipairs(cells.wrap(lesson.text, math.max(10, style.width - 7))) do
      page:add({ '   ', i == 1 and MARKS[lesson.kind] or ' ', ' ' .. line }, { path = lesson.path, lnum = lesson.lnum })
    end
  end
  return page
end

return M
