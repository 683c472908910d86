---Deals that follow one another, the first on top. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

local SIGNS = {
  open = { '·', 'PursuitDim' }, won = { '✓', 'PursuitReady' }, done = { '✓', 'PursuitReady' }, lost = { '✗', 'PursuitMissing' },
  ['no-decision'] = { '✗', 'PursuitMissing' }, ['no-go'] = { '✗', 'PursuitMissing' }, paused = { '‖', 'PursuitDim' },
}

---The day that says most: of a win its signature, else when it is to be signed, else when it was opened.
local function day_of(deal, lang)
  if deal.signed then
    return text.get('kinship_signed', lang, deal.signed)
  elseif deal.status == 'open' and deal.close then
    return text.get('kinship_close', lang, deal.close)
  end
  return deal.opened and text.get('kinship_opened', lang, deal.opened) or ''
end

local function standing(deal, lang)
  if deal.status == 'open' then
    return deal.stage_label or deal.stage or ''
  end
  return text.get('status_' .. deal.status, lang)
end

---Branches of the tree before each deal: from below, for a branch goes on where another follows on its level.
local function branches(deals)
  local lead, open = {}, {}
  for i = #deals, 1, -1 do
    local depth, parts = deals[i].depth, {}
    for level = 1, depth - 1 do
      parts[level] = open[level] and '│  ' or '   '
    end
    parts[depth] = depth > 0 and (open[depth] and '├─ ' or '└─ ') or nil
    lead[i] = table.concat(parts)
    open[depth] = true
    for level = depth + 1, #deals do
      if open[level] == nil then
        break
      end
      open[level] = nil
    end
  end
  return lead
end

local function head(page, answer, style)
  local pieces = { { ' ' .. answer.deal, 'PursuitId' }, '   ', { text.get('kinship_title', style.lang), 'PursuitTitle' } }
  if style.at then
    pieces[#pieces + 1] = { '   ' .. text.get('as_of', style.lang, style.at), 'PursuitWarn' }
  end
  page:add(pieces)
  if answer.circle then
    page:say(style.width, ' ✗ ', text.get('kinship_circle', style.lang), 'PursuitMissing')
  elseif answer.missing then
    page:say(style.width, ' ✗ ', text.get('kinship_missing', style.lang, answer.missing), 'PursuitMissing')
  end
  page:add({ '' })
end

---@param answer pursuit.Kinship
---@param style { width: integer, lang: 'en'|'zh', at: string? }
---@return pursuit.Page
function M.page(answer, style)
  local page, lang = Page.new(), style.lang
  local lead, deals = branches(answer.deals), answer.deals
  head(page, answer, style)
  local rows = {}
  for i, deal in ipairs(deals) do
    local value = amount.row(deal.value, lang)
    rows[i] = {
      id = lead[i] .. deal.id, title = deal.title or '', value = value ~= '' and deal.currency .. ' ' .. value or '',
      standing = standing(deal, lang), day = day_of(deal, lang),
    }
  end
  local function widest(name, most)
    return cells.widest(rows, function(row) return row[name] end, most)
  end
  local id, value, stands = widest('id', math.max(12, math.floor(style.width * 0.3))), widest('value', 16), widest('standing', 14)
  local day = style.width >= 72 and widest('day', 24) or 0
  value = style.width >= 52 and value or 0
  local title = widest('title', 40)
  local room = style.width - 4 - id - 2 - (value > 0 and value + 2 or 0) - stands - 2 - (day > 0 and day + 2 or 0)
  for i, deal in ipairs(deals) do
    local sign, row = SIGNS[deal.status] or SIGNS.open, rows[i]
    local here = deal.here and { ' ▸', 'PursuitMoved' } or '  '
    local pieces = { here, { sign[1], sign[2] }, ' ', { cells.left(row.id, id), 'PursuitId' }, '  ' }
    if room >= 8 then
      pieces[#pieces + 1] = cells.left(row.title, math.min(room, title))
      pieces[#pieces + 1] = '  '
    end
    if value > 0 then
      pieces[#pieces + 1] = { cells.right(row.value, value), 'PursuitNumber' }
      pieces[#pieces + 1] = '  '
    end
    pieces[#pieces + 1] = { cells.left(row.standing, stands), sign[2] }
    if day > 0 then
      pieces[#pieces + 1] = { '  ' .. cells.fit(row.day, day), 'PursuitDim' }
    end
    page:add(pieces, { path = deal.path, lnum = 1, deal = deal })
  end
  if #deals == 1 then
    page:add({ '' })
    page:say(style.width, ' ', text.get('kinship_alone', lang), 'PursuitDim')
  end
  return page
end

return M
