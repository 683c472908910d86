---What is missing for a deal's next step. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.ReadinessStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field folder string the deal's folder

local BAR = 24

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
  return missing.lnum > 1 and ('%s:%d'):format(path, missing.lnum) or path
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
  local pieces = { { ' ' .. readiness.deal, 'PursuitId' }, '   ', { way, 'PursuitTitle' } }
  if readiness.gate_label then
    local gate = text.get('gate', lang, readiness.gate_label)
    if readiness.round > 0 then
      gate = gate .. text.get('round', lang, readiness.round)
    end
    pieces[#pieces + 1] = '   ' .. gate
  end
  page:add(pieces)
end

local function bar(page, readiness, lang)
  local closed = readiness.done + readiness.na
  local full = readiness.total > 0 and math.floor(BAR * closed / readiness.total) or BAR
  local said = '  ' .. text.get('of', lang, readiness.done, readiness.total)
  if readiness.na > 0 then
    said = said .. '    ' .. text.get('na_count', lang, readiness.na)
  end
  local pieces = { ' ', { ('█'):rep(full), 'PursuitReady' }, { ('░'):rep(BAR - full), 'PursuitDim' }, said, '    ' }
  if #readiness.missing > 0 then
    pieces[#pieces + 1] = { text.get('missing_count', lang, #readiness.missing), 'PursuitMissing' }
  end
  page:add(pieces)
end

local function verdict(readiness, lang)
  if not readiness.next then
    return text.get('last_stage', lang)
  elseif readiness.gate_label then
    return text.get('ready_for', lang, readiness.gate_label)
  end
  return text.get('ready_to_advance', lang)
end

local function lines(page, readiness, style)
  local places, widest = {}, 0
  for i, missing in ipairs(readiness.missing) do
    places[i] = M.place(missing, style.folder)
    widest = math.max(widest, cells.width(places[i]))
  end
  local place = math.min(widest, math.max(12, math.floor(style.width * 0.3)))
  local kind = style.width >= 72 and 12 or 0
  local room = style.width - 3 - place - 3 - (kind > 0 and kind + 2 or 0) - 1
  for i, missing in ipairs(readiness.missing) do
    local said = cells.left(what(missing) or '', room)
    local pieces = { { ' ✗ ', 'PursuitMissing' }, { cells.left(places[i], place), 'PursuitDim' }, '   ', said }
    if kind > 0 then
      local label = missing.absent and 'absent' or 'kind_' .. missing.kind
      pieces[#pieces + 1] = '  '
      pieces[#pieces + 1] = { cells.left(text.get(label, style.lang), kind), 'PursuitDim' }
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
  bar(page, readiness, style.lang)
  page:add({ '' })
  if #readiness.missing == 0 then
    page:add({ { ' ✓ ' .. verdict(readiness, style.lang), 'PursuitReady' } })
  else
    lines(page, readiness, style)
  end
  return page
end

return M
