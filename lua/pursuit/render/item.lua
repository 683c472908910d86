---Items of the agenda as lines: when, what kind, which deal, what, whose. Pure.
local cells = require('pursuit.render.cells')
local day = require('pursuit.render.day')
local text = require('pursuit.text')
local M = {}

---@class pursuit.ItemStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field today string
---@field owner string? whose they are, where the head says so

---What a line of an item stands for.
---@class pursuit.ItemLine
---@field item pursuit.Item
---@field path string
---@field lnum integer

local INDENT = 3
local LEAST_TEXT = 24
local MOST = { when = 10, kind = 12, deal = 18, owner = 14 }
---In narrow windows columns go in this order.
local GO = { 'owner', 'kind' }
local SIGNS = {
  overdue = { ' ! ', 'PursuitError' },
  waiting = { ' … ', 'PursuitDim' },
  tender = { ' ◆ ', 'PursuitMissing' },
}
---Kinds whose words say little without the deal's title.
local TITLED = { close = true, notice = true, renewal = true, frame = true, revisit = true, ['no-action'] = true, stalled = true }

---@param item pursuit.Item
---@param lang 'en'|'zh'
---@return string
function M.words(item, lang)
  local said = item.text or ''
  return TITLED[item.kind] and item.title and text.get('item_of', lang, item.title, said) or said
end

---@param item pursuit.Item
---@param lang 'en'|'zh'
---@return string
function M.kind(item, lang)
  return text.get('item_' .. item.kind, lang)
end

local function sign(item)
  return SIGNS[item.overdue and 'overdue' or item.waiting and 'waiting' or item.kind] or { (' '):rep(INDENT) }
end

---The cells that each column takes, so that the lines of all lists stand below each other.
---@param items pursuit.Item[]
---@param style pursuit.ItemStyle
---@param when fun(item: pursuit.Item): string the text of the first column
---@return table<string, integer>
function M.widths(items, style, when)
  local found = { when = 0, kind = 0, deal = 0, owner = 0 }
  for _, item in ipairs(items) do
    local owner = item.owner ~= style.owner and item.owner or ''
    local parts = { when = when(item), kind = M.kind(item, style.lang), deal = item.deal or item.title or '', owner = owner }
    for name, said in pairs(parts) do
      found[name] = math.min(MOST[name], math.max(found[name], cells.width(said)))
    end
  end
  local function room()
    local used = INDENT
    for _, width in pairs(found) do
      used = used + (width > 0 and width + 2 or 0)
    end
    return style.width - 1 - used
  end
  local function shrink(least)
    found.deal = math.max(math.min(found.deal, least), found.deal - math.max(0, LEAST_TEXT - room()))
  end
  shrink(12)
  for _, name in ipairs(GO) do
    if room() < LEAST_TEXT then
      found[name] = 0
    end
  end
  shrink(8)
  found.text = math.max(8, room())
  return found
end

---@param page pursuit.Page
---@param item pursuit.Item
---@param style pursuit.ItemStyle
---@param widths table<string, integer>
---@param when string
---@param plain boolean? a heading says the kind already
function M.add(page, item, style, widths, when, plain)
  local mark = sign(item)
  local pieces = { { mark[1], mark[2] } }
  local function column(name, said, group)
    if widths[name] > 0 then
      pieces[#pieces + 1] = { cells.left(said, widths[name]), group }
      pieces[#pieces + 1] = '  '
    end
  end
  column('when', when, mark[2] or 'PursuitDim')
  column('kind', plain and '' or M.kind(item, style.lang), 'PursuitDim')
  column('deal', item.deal or item.title or '', item.deal and 'PursuitId' or 'PursuitDim')
  local words = plain and item.kind == 'no-action' and item.title or M.words(item, style.lang)
  if widths.owner == 0 and style.owner and item.owner and item.owner ~= style.owner then -- whom we wait for, where there is no column
    words = text.get('item_of', style.lang, item.owner, words)
  end
  pieces[#pieces + 1] = cells.left(words, widths.text)
  if widths.owner > 0 then
    pieces[#pieces + 1] = '  '
    pieces[#pieces + 1] = { cells.fit(item.owner ~= style.owner and item.owner or '', widths.owner), 'PursuitDim' }
  end
  page:add(pieces, { item = item, path = item.path, lnum = item.lnum })
end

---The text of an item in the quickfix list.
---@param item pursuit.Item
---@param lang 'en'|'zh'
---@return string
function M.line(item, lang)
  local parts = { item.date, M.kind(item, lang), item.deal or item.title or '', M.words(item, lang), item.owner }
  return table.concat(parts, '  ')
end

---The day of an item without its year, for lists that hold several days.
---@param item pursuit.Item
---@return string
function M.short_day(item)
  return (item.date or ''):sub(6)
end

---'Mon 2026-11-23'.
---@param date string
---@param lang 'en'|'zh'
---@return string
function M.long_day(date, lang)
  return day.weekday(date, lang) .. ' ' .. date
end

return M
