---What is missing for a deal's next step. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local fault = require('pursuit.render.fault')
local text = require('pursuit.text')
local M = {}

---@class pursuit.ReadinessStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field folder string the deal's folder
---@field faults pursuit.Diagnostic[]? of the process note

local WIDE = 72

---A place as it is called within the deal: '1-concept.md:14', or the review's name.
---@param missing pursuit.Missing
---@param folder string
---@return string
function M.place(missing, folder)
  local path = missing.path or ''
  if vim.startswith(path, folder .. '/') then
    path = path:sub(#folder + 2)
  else
    path = path:match('[^/]+/[^/]+$') or path
  end
  return missing.lnum > 1 and ('%s:%d'):format(path, missing.lnum) or (path:gsub('%.md$', ''))
end

---What stands in the line: the item itself, or what is to be done where there is none.
local function what(missing)
  local item = missing.kind == 'activity' or missing.kind == 'criterion' or missing.kind == 'condition'
  return item and missing.text or missing.message
end

local function head(page, readiness, style)
  local lang = style.lang
  local way = readiness.stage_label or readiness.stage
  if readiness.next_label then
    way = way .. ' → ' .. readiness.next_label
  end
  local gate = readiness.gate_label and text.get('gate', lang, readiness.gate_label)
  if gate and readiness.round > 0 then
    gate = gate .. text.get('round', lang, readiness.round)
  end
  local pieces = { { ' ' .. readiness.deal, 'PursuitId' }, '   ', { way, 'PursuitTitle' } }
  local used = cells.width(' ' .. readiness.deal .. '   ' .. way)
  if gate and used + 3 + cells.width(gate) <= style.width then
    pieces[#pieces + 1] = '   ' .. gate
    gate = nil
  end
  page:add(pieces)
  if gate then
    page:add({ ' ' .. gate })
  end
end

local function bar(page, readiness, style)
  local lang, wide = style.lang, style.width >= WIDE
  local length, gap = wide and 24 or 8, wide and '    ' or '  '
  local closed = readiness.done + readiness.na
  local full = readiness.total > 0 and math.min(length, math.floor(length * closed / readiness.total)) or length
  local pieces = {
    ' ',
    { ('█'):rep(full), 'PursuitReady' },
    { ('░'):rep(length - full), 'PursuitDim' },
    '  ' .. text.get('of', lang, readiness.done, readiness.total),
  }
  if readiness.na > 0 and style.width >= 50 then
    pieces[#pieces + 1] = gap .. text.get('na_count', lang, readiness.na)
  end
  if #readiness.missing > 0 then
    pieces[#pieces + 1] = gap
    pieces[#pieces + 1] = { text.get('missing_count', lang, #readiness.missing), 'PursuitMissing' }
  end
  page:add(pieces)
end

---What a line says of its item at the end.
local function label_of(missing)
  if missing.absent and missing.kind == 'review' then
    return 'not_held'
  end
  return missing.absent and 'absent' or missing.expired and 'expired' or 'kind_' .. missing.kind
end

---The cells of places and of words, where both share so many: places give way to words only so far that their ends can be read, and keep
---what the words don't need.
local function shares(readiness, places, room)
  local place, said = 0, 0
  for i, missing in ipairs(readiness.missing) do
    place = math.max(place, cells.width(places[i]))
    said = math.max(said, cells.width(what(missing) or ''))
  end
  place = math.min(place, math.max(12, math.floor(room * 0.35), room - said))
  return place, room - place
end

local function lines(page, readiness, style)
  local places = {}
  for i, missing in ipairs(readiness.missing) do
    places[i] = M.place(missing, style.folder)
  end
  local kind = style.width >= WIDE and 12 or 0
  local place, room = shares(readiness, places, style.width - 3 - 3 - (kind > 0 and kind + 2 or 0) - 1)
  for i, missing in ipairs(readiness.missing) do
    local said = what(missing) or ''
    local long = kind > 0 and cells.width(said) > room -- words matter more than their kind
    said = cells.left(said, long and room + kind + 2 or room)
    local where = cells.left(cells.fit_end(places[i], place), place) -- the line is at the end
    local pieces = { { ' ✗ ', 'PursuitMissing' }, { where, 'PursuitDim' }, '   ', said }
    if kind > 0 and not long then
      pieces[#pieces + 1] = '  '
      pieces[#pieces + 1] = { cells.left(text.get(label_of(missing), style.lang), kind), 'PursuitDim' }
    end
    page:add(pieces, { path = missing.path, lnum = missing.lnum, missing = missing })
  end
end

---@param readiness pursuit.Readiness
---@param style pursuit.ReadinessStyle
---@return pursuit.Page
function M.page(readiness, style)
  local page = Page.new()
  head(page, readiness, style)
  bar(page, readiness, style)
  fault.add(page, style.faults, style)
  page:add({ '' })
  if #readiness.missing == 0 then
    local verdict = readiness.next and 'ready_to_advance' or 'last_stage'
    page:add({ { ' ✓ ' .. text.get(verdict, style.lang), 'PursuitReady' } })
  else
    lines(page, readiness, style)
  end
  return page
end

return M
