---What to have read before a visit. Pure: an answer of the core in, a page or lines of a note out.
local Page = require('pursuit.render.page')
local account = require('pursuit.render.account')
local cells = require('pursuit.render.cells')
local people = require('pursuit.render.people')
local text = require('pursuit.text')
local M = {}

local INDENT, FEW = '   ', 4

local function comma(list, lang)
  return table.concat(list, lang == 'zh' and '，' or ', ')
end

---@class pursuit.BriefStyle
---@field width integer
---@field lang 'en'|'zh'
---@field at string?

local function head(page, brief, style)
  local lang = style.lang
  local pieces = { { ' ' .. text.get('brief', lang), 'PursuitTitle' }, '   ', { brief.id, 'PursuitId' } }
  local said = brief.title ~= brief.id and '   ' .. brief.title or ''
  if brief.account and brief.account ~= brief.id then
    said = said .. '   ' .. brief.account
  end
  if style.at then
    said = said .. '   ' .. text.get('as_of', lang, style.at)
  end
  local used = cells.width(' ' .. text.get('brief', lang) .. '   ' .. brief.id)
  pieces[#pieces + 1] = cells.fit(said, math.max(0, style.width - used - 1))
  page:add(pieces, brief.path and { path = brief.path, lnum = 1 })
end

---A label, and lines that go on below it.
local function labelled(page, label, said, style, group, item)
  if said == '' then
    return
  end
  local lead = INDENT .. cells.left(text.get(label, style.lang), 10) .. ' '
  for i, line in ipairs(cells.wrap(said, math.max(12, style.width - cells.width(lead) - 1))) do
    page:add({ { i == 1 and lead or (' '):rep(cells.width(lead)), 'PursuitDim' }, { line, group } }, item)
  end
end

---How somebody stands in a deal, in words.
local function stand(one, lang)
  local parts = { one.role_label and people.short(one.role_label) or nil }
  parts[#parts + 1] = one.layer_label and people.short(one.layer_label) or nil
  parts[#parts + 1] = text.get('brief_paren', lang, people.short(one.stance_label), one.sign)
  if one.influence > 0 then
    parts[#parts + 1] = '★' .. one.influence
  end
  return text.get('brief_of', lang, one.deal, comma(parts, lang))
end

local function relation(one, lang)
  local label = one.label or one.kind or '–'
  local said = one.from and text.get('brief_of', lang, label, one.name) or text.get('brief_is', lang, one.name, label)
  return one.note and text.get('brief_paren', lang, said, one.note) or said
end

local function person(page, one, brief, style)
  local p, lang = one.person, style.lang
  local here = { path = p.path or p.deals[1] and p.deals[1].path, lnum = 1, person = p }
  local left = people.left(p, lang)
  page:add({ '' })
  local said = comma(vim.tbl_filter(function(part) return part ~= '' end, { p.post or '', p.unit or '' }), lang)
  said = cells.fit(said, math.max(0, style.width - cells.width(people.name(p, lang)) - (left and cells.width(left) + 6 or 0) - 5))
  page:add({ ' ', { people.name(p, lang), 'PursuitStage' }, '  ', said,
    left and { '   – ' .. left, 'PursuitWarn' } or '' }, here)
  for i, one_stand in ipairs(p.deals) do
    labelled(page, i == 1 and 'brief_stands' or 'brief_blank', stand(one_stand, lang), style, nil,
      { path = one_stand.path, lnum = one_stand.lnum, person = p })
  end
  labelled(page, 'brief_needs', comma(vim.tbl_map(people.short, p.need_labels), lang), style, nil, here)
  if p.compliance then
    labelled(page, 'brief_blank', text.get('brief_compliance', lang), style, 'PursuitWarn', here)
  end
  labelled(page, 'brief_contact', comma({ p.contact or p.deals[1] and p.deals[1].contact or '–', people.ago(p, lang) }, lang), style,
    'PursuitContact', here)
  for i = 1, math.min(FEW, #one.turns) do
    local turn = one.turns[i]
    local words = turn.date .. '  ' .. turn.text .. (turn.by and ' – ' .. turn.by or '')
    local item = turn.path and { path = turn.path, lnum = turn.lnum, person = p } or here
    labelled(page, i == 1 and 'brief_turns' or 'brief_blank', words, style, nil, item)
  end
  for i, line in ipairs(one.talking) do
    labelled(page, i == 1 and 'brief_talking' or 'brief_blank', line, style, 'PursuitReady', here)
  end
  for i, tie in ipairs(one.relations) do
    local item = { path = tie.path, lnum = tie.lnum, person = p }
    labelled(page, i == 1 and 'brief_relations' or 'brief_blank', relation(tie, lang), style, nil, item)
  end
  for i, line in ipairs(one.private) do
    labelled(page, i == 1 and 'brief_private' or 'brief_blank', line, style, 'PursuitMoved', here)
  end
  if brief.kind ~= 'person' then
    for i = 1, math.min(2, #one.contacts) do
      local met = one.contacts[i]
      local words = met.date .. '  ' .. (met.kind or '') .. (met.text and ': ' .. met.text or '')
      labelled(page, i == 1 and 'brief_met' or 'brief_blank', words, style, 'PursuitDim', { path = met.path, lnum = met.lnum, person = p })
    end
  end
end

local function points(page, brief, style)
  local lang, rows = style.lang, {}
  account.section(page, text.get('brief_points', lang), #brief.points == 0 and text.get('promises_none', lang) or nil)
  for _, point in ipairs(brief.points) do
    rows[#rows + 1] = { item = { path = point.path, lnum = point.lnum, deal = point.deal }, cells = {
      { text.get('point_' .. point.kind, lang), point.kind == 'gap' and 'PursuitMissing' or 'PursuitDim' }, { point.deal, 'PursuitId' },
      { point.text .. (point.due and '  ' .. point.due or '') },
    } }
  end
  account.rows(page, rows, style.width)
end

---@param brief pursuit.Brief
---@param style pursuit.BriefStyle
---@return pursuit.Page
function M.page(brief, style)
  local page = Page.new()
  head(page, brief, style)
  for _, one in ipairs(brief.people) do
    person(page, one, brief, style)
  end
  points(page, brief, style)
  account.promises(page, brief.promises, style)
  account.contacts(page, brief.contacts, brief.met, style)
  return page
end

---What of a brief goes into a note: who, what to bring up, what was promised. Of a discreet brief; needs that are a matter of compliance
---stay out.
---@param brief pursuit.Brief
---@param lang 'en'|'zh'
---@return string
function M.note(brief, lang)
  local lines = {}
  local function add(key, ...)
    lines[#lines + 1] = '- ' .. text.get(key, lang, ...)
  end
  for _, one in ipairs(brief.people) do
    local p = one.person
    local parts = { p.post }
    for _, one_stand in ipairs(p.deals) do
      parts[#parts + 1] = stand(one_stand, lang)
    end
    if not p.compliance and #p.need_labels > 0 then
      parts[#parts + 1] = text.get('note_needs', lang, comma(vim.tbl_map(people.short, p.need_labels), lang))
    end
    if not p.gone then
      add('note_who', p.name, comma(parts, lang))
    end
    for _, line in ipairs(brief.kind == 'person' and one.talking or {}) do
      add('note_talk', line)
    end
  end
  for _, point in ipairs(brief.points) do
    add('note_point', point.text)
  end
  for _, one in ipairs(brief.promises) do
    local due = one.due or '–'
    if one.theirs then
      add('note_theirs', one.owner_name, one.text, due)
    else
      add('note_ours', one.text, due)
    end
  end
  return (table.concat(vim.tbl_map(function(line)
    return (line:gsub('%s+', ' '))
  end, lines), '\n'))
end

return M
