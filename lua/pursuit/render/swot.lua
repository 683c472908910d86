---Strengths, weaknesses, opportunities, threats: four quadrants where there is room, else a list. Pure: an answer in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.SwotStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today

local WIDE = 80
local TITLES = { S = 'swot_s', W = 'swot_w', O = 'swot_o', T = 'swot_t' }
local FLAWS = {
  ['no-kind'] = 'swot_no_kind', twice = 'swot_twice', ['no-finding'] = 'swot_no_finding', lost = 'swot_lost',
  unanswered = 'swot_unanswered',
}
local GROUPS = { S = 'PursuitReady', W = 'PursuitWarn', O = 'PursuitReady', T = 'PursuitWarn' }

local function head(page, answer, style)
  local lang = style.lang
  local pieces = { { ' ' .. answer.deal, 'PursuitId' }, '   ', { text.get('swot_title', lang), 'PursuitTitle' } }
  if style.at then
    pieces[#pieces + 1] = { '   ' .. text.get('as_of', lang, style.at), 'PursuitWarn' }
  end
  if #answer.entries > 0 then
    pieces[#pieces + 1] = '   ' .. text.get('swot_counts', lang, answer.strengths, answer.weaknesses, answer.opportunities, answer.threats)
    if answer.unanswered > 0 then
      pieces[#pieces + 1] = { '   ✗ ' .. text.get('unanswered', lang, answer.unanswered), 'PursuitMissing' }
    elseif style.width >= WIDE then
      pieces[#pieces + 1] = { '   ✓ ' .. text.get('swot_all_used', lang), 'PursuitReady' }
    end
  end
  page:add_fitting(style.width, pieces, { path = answer.path, lnum = 1 })
end

---The lines of an entry: what was found, what answers it, what is wrong with it.
---@return { [1]: string, [2]: string?, entry: pursuit.SwotEntry }[] lines, each of at most so many cells
local function entry_lines(entry, width, lang)
  local lines = {}
  local function put(lead, said, group)
    local indent = (' '):rep(cells.width(lead))
    for i, line in ipairs(cells.wrap(said, math.max(4, width - cells.width(lead)))) do
      lines[#lines + 1] = { (i == 1 and lead or indent) .. line, group, entry = entry }
    end
  end
  put(cells.left(entry.id or '–', math.max(3, cells.width(entry.id or ''))) .. ' ', entry.finding or '–')
  if entry.answer then
    put('    → ', entry.answer, 'PursuitDim')
  end
  for _, flaw in ipairs(entry.flaws) do
    put('    ✗ ', text.get(FLAWS[flaw], lang), 'PursuitMissing')
  end
  return lines
end

---All lines of one kind, its title first.
local function quadrant(answer, kind, width, lang)
  local lines = { { text.get(TITLES[kind] or 'swot_other', lang), GROUPS[kind] or 'PursuitMissing' } }
  for _, entry in ipairs(answer.entries) do
    if (entry.kind or '') == kind then
      vim.list_extend(lines, entry_lines(entry, width, lang))
    end
  end
  return lines
end

local function item_of(entry)
  return entry and { path = entry.path, lnum = entry.lnum, entry = entry } or nil
end

---Two quadrants side by side. A line stands for two entries: which one is meant, the cursor's column tells.
local function pair(page, left, right, half)
  for i = 1, math.max(#left, #right) do
    local l, r = left[i], right[i]
    local pieces = { ' ', { cells.left(l and l[1] or '', half), l and l[2] }, { ' │ ', 'PursuitDim' } }
    if r then
      pieces[#pieces + 1] = { r[1], r[2] }
    end
    local mine, other = item_of(l and l.entry), item_of(r and r.entry)
    local item = mine or other
    if mine and other then
      item = vim.tbl_extend('force', mine, { beyond = half + 3, other = other })
    end
    page:add(pieces, item)
  end
end

local function quadrants(page, answer, style)
  local half = math.floor((style.width - 5) / 2)
  pair(page, quadrant(answer, 'S', half, style.lang), quadrant(answer, 'W', half, style.lang), half)
  page:add({ { ' ' .. ('─'):rep(half) .. '─┼─' .. ('─'):rep(half), 'PursuitDim' } })
  pair(page, quadrant(answer, 'O', half, style.lang), quadrant(answer, 'T', half, style.lang), half)
end

local function list(page, answer, kinds, style)
  for _, kind in ipairs(kinds) do
    local lines = quadrant(answer, kind, style.width - 3, style.lang)
    if #lines > 1 then
      page:add({ { ' ' .. lines[1][1], lines[1][2] } })
      for i = 2, #lines do
        page:add({ ' ', { lines[i][1], lines[i][2] } }, item_of(lines[i].entry))
      end
      page:add({ '' })
    end
  end
end

---@param answer pursuit.Swot
---@param style pursuit.SwotStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  page:add({ '' })
  if #answer.entries == 0 then
    page:say(style.width, ' ', text.get('swot_none', style.lang), 'PursuitDim', { path = answer.path, lnum = 1 })
  elseif style.width >= WIDE then
    quadrants(page, answer, style)
    page:add({ '' })
    list(page, answer, { '' }, style)
  else
    list(page, answer, { 'S', 'W', 'O', 'T', '' }, style)
  end
  return page
end

return M
