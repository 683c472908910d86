---What is open under a name, deal by deal. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

local COUNTED = { 'deals', 'tasks', 'conditions', 'contacts', 'others' }

---Whether it is said beside the title: that a whole deal, account or person is theirs.
local function is_mark(item)
  return item.kind == 'owner' or item.kind == 'team' or (item.kind == 'contact' and not item.deal)
end

---'2 deals, 3 tasks': what there is of each.
---@param charges pursuit.Charges
---@param lang 'en'|'zh'
---@return string
function M.sum(charges, lang)
  local parts = {}
  for _, name in ipairs(COUNTED) do
    if charges[name] > 0 then
      parts[#parts + 1] = text.get('count_' .. name, lang, charges[name])
    end
  end
  return table.concat(parts, lang == 'zh' and '，' or ', ')
end

local function head(page, charges, style)
  local lang = style.lang
  local pieces = { { ' ' .. charges.member, 'PursuitId' } }
  if charges.name ~= charges.member then
    pieces[#pieces + 1] = { '   ' .. charges.name, 'PursuitTitle' }
  end
  if charges.left then
    pieces[#pieces + 1] = { '   ' .. text.get('charges_left', lang, charges.left), 'PursuitWarn' }
  end
  if style.to then
    pieces[#pieces + 1] = { '   ' .. text.get('charges_to', lang, style.to), 'PursuitMoved' }
  end
  page:add(pieces)
  local sum = #charges.items > 0 and M.sum(charges, lang) or text.get('charges_none', lang)
  page:say(style.width, ' ', sum, 'PursuitDim')
end

---Items in the order of the answer, those of one deal (or of one note outside of deals) together.
local function groups(charges)
  local list, by_key = {}, {}
  for _, item in ipairs(charges.items) do
    local key = item.deal or item.path
    if not by_key[key] then
      by_key[key] = { deal = item.deal, title = item.title, path = item.path, lnum = item.lnum, marks = {}, items = {} }
      list[#list + 1] = by_key[key]
    end
    table.insert(is_mark(item) and by_key[key].marks or by_key[key].items, item)
  end
  return list
end

local function item_line(page, item, style, width)
  local kind = cells.left(text.get('charge_' .. item.kind, style.lang), width)
  local said = item.text or ''
  said = item.kind == 'contact' and said:gsub('^%[%[(.-)%]%]$', '%1') or said
  local sealed = item.sealed and '   ' .. text.get('charges_sealed', style.lang) or ''
  local room = style.width - 8 - width - cells.width(sealed)
  if room < 16 then
    sealed, room = '', style.width - 8 - width
  end
  page:add({ '     ', { kind .. '  ', 'PursuitDim' }, cells.fit(said, room), { sealed, 'PursuitDim' } }, item)
end

local function marks_of(group, lang)
  local said = {}
  for i, item in ipairs(group.marks) do
    said[i] = text.get('charge_' .. item.kind, lang)
  end
  return table.concat(said, ', ')
end

---The widest title of the deals, or of what is outside of them, beside which something is said.
local function title_width(list, of_deals)
  local marked = vim.tbl_filter(function(group)
    return (group.deal ~= nil) == of_deals and #group.marks > 0
  end, list)
  return cells.widest(marked, function(group)
    return group.title or ''
  end)
end

local function group_line(page, group, style, id, title)
  local said = marks_of(group, style.lang)
  local room = style.width - 1 - id - 2 - (said ~= '' and cells.width(said) + 3 or 0) - 1
  page:add({
    ' ',
    { cells.left(group.deal or '', id), 'PursuitId' },
    id > 0 and '  ' or '',
    said ~= '' and cells.left(group.title or '', math.min(title, room)) or cells.fit(group.title or '', room),
    { said ~= '' and '   ' .. said or '', 'PursuitDim' },
  }, group.marks[1] or { path = group.path, lnum = group.lnum })
end

---@param charges pursuit.Charges
---@param style { width: integer, lang: 'en'|'zh', to: string? }
---@return pursuit.Page
function M.page(charges, style)
  local page, list = Page.new(), groups(charges)
  local function of_deal(group)
    return group.deal or ''
  end
  local id = cells.widest(list, of_deal, 24)
  local width = cells.widest(charges.items, function(item)
    return is_mark(item) and '' or text.get('charge_' .. item.kind, style.lang)
  end)
  local of_deals, of_others = title_width(list, true), title_width(list, false)
  local outside, full = false, true -- full: the group before has lines of its own
  head(page, charges, style)
  for _, group in ipairs(list) do
    local heads = not group.deal and not outside
    if heads or (group.deal and (full or #group.items > 0)) then
      page:add({ '' })
    end
    if heads then
      outside = true
      page:add({ { ' ' .. text.get('charges_notes', style.lang), 'PursuitStage' } })
    end
    full = group.deal ~= nil and #group.items > 0
    group_line(page, group, style, group.deal and id or 0, group.deal and of_deals or of_others)
    for _, item in ipairs(group.items) do
      item_line(page, item, style, width)
    end
  end
  for i, fault in ipairs(charges.broken) do
    if i == 1 then
      page:add({ '' })
    end
    local said = text.get('charges_unread', style.lang, vim.fs.basename(vim.fs.dirname(fault.path)))
    page:say(style.width, ' ✗ ', said, 'PursuitMissing', fault)
  end
  if #list > 0 then
    page:add({ '' })
    page:add({ { ' ' .. text.get('charges_hint', style.lang), 'PursuitDim' } })
  end
  return page
end

return M
