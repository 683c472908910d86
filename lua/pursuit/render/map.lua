---The decision chain: layer by layer, or along the lines of reporting. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.MapStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field tree boolean? along the lines of reporting
---@field at string? the day that is shown, where it is not today
---@field aims boolean? with everybody's aim and ways
---@field steps pursuit.ChainStep[]? the days on which the chain changed, while they are gone through

local STEP_LINES = 6
local STANCE = { ['+'] = 'PursuitReady', ['++'] = 'PursuitReady', ['-'] = 'PursuitWarn', ['--'] = 'PursuitError' }

local function head(page, map, style)
  local lang = style.lang
  local title, at = '   ' .. text.get('decision_chain', lang), style.at and '   ' .. text.get('as_of', lang, style.at) or ''
  local covered = '   ' .. text.get('covered', lang, map.covered, map.total)
  local room = style.width - cells.width(' ' .. map.deal .. at .. covered)
  title = cells.width(title) < room and title or '' -- where there is little room, the day goes before what the buffer's name says
  room = room - cells.width(title)
  local pieces = { { ' ' .. map.deal, 'PursuitId' }, { title, 'PursuitTitle' }, { at, 'PursuitWarn' }, covered }
  if #map.champions > 0 and room > 16 then
    local champions = text.get('champion', lang, table.concat(map.champions, lang == 'zh' and '、' or ', '))
    pieces[#pieces + 1] = '   ' .. cells.fit(champions, room - 4)
  end
  page:add(pieces)
  for _, gap in ipairs(map.gaps) do
    if not gap.person then
      page:say(style.width, ' ✗ ', gap.text, 'PursuitMissing', { path = gap.path, lnum = gap.lnum })
    end
  end
end

---What changed on the day that is shown.
---@return pursuit.ChainStep? step
---@return integer? number
local function step_of(style)
  for i, step in ipairs(style.at and style.steps or {}) do
    if step.date == style.at then
      return step, i
    end
  end
end

---What changed on that day, and the contact that it is put down to; the same one is named once.
local function add_step(page, style)
  local step, number = step_of(style)
  if not step then
    return
  end
  local lang, lead = style.lang, ' ' .. text.get('step_of', style.lang, number, #style.steps) .. '  '
  local indent = cells.width(lead)
  local most = math.max(10, math.floor((style.width - indent - 3) * (style.width < 80 and 1 or 0.5)))
  local width, before = cells.widest(step.moves, function(move) return move.text end, most), nil
  for i, move in ipairs(step.moves) do
    local room = style.width - indent - width - 4
    local by = move.by and (move.by == before and '' or move.by) or ''
    local at = move.path and { path = move.path, lnum = move.lnum }
    if i > STEP_LINES and #step.moves > STEP_LINES + 1 then
      page:add({ (' '):rep(indent), { text.get('and_more', lang, #step.moves - STEP_LINES), 'PursuitDim' } })
      return
    end
    local lead_in = i == 1 and { lead, 'PursuitWarn' } or (' '):rep(indent)
    page:add({ lead_in, cells.left(move.text, width), '  ', { room >= 12 and cells.fit(by, room) or '', 'PursuitDim' } }, at)
    if room < 12 and by ~= '' then
      page:add({ (' '):rep(indent + 2), { cells.fit(by, style.width - indent - 3), 'PursuitDim' } }, at)
    end
    before = move.by
  end
end

---Whom the day moved, by id.
local function moved_of(style)
  local step, found = step_of(style), {}
  for _, move in ipairs(step and step.moves or {}) do
    found[move.person] = true
  end
  return found
end

---What is lacking with each person, by id; that nobody owns the relationship stands there anyway.
local function gaps_of(map)
  local found = {}
  for _, gap in ipairs(map.gaps) do
    if gap.person and gap.brief and gap.kind ~= 'contact' then
      found[gap.person] = found[gap.person] or {}
      table.insert(found[gap.person], gap.brief)
    end
  end
  return found
end

---Who may be met, and when that was last.
local function contact(person, lang)
  if person.vacant then
    return text.get('post_vacant', lang)
  end
  if not person.seen then
    return text.get('no_contact', lang)
  end
  local ago = person.days == 0 and text.get('today', lang) or text.get('days_ago', lang, person.days)
  return person.contact and person.contact .. (lang == 'zh' and '，' or ', ') .. ago or ago
end

---Terms in the words of the process: of a label what stands before it explains itself.
local function terms(ids, labels, lang)
  local list = {}
  for i, id in ipairs(ids or {}) do
    local label = labels and labels[i] or id
    local short = vim.trim((label:gsub('（.*', ''):gsub('：.*', ''):gsub('，.*', ''):gsub('[(:,].*', '')))
    list[i] = short ~= '' and short or label
  end
  return table.concat(list, lang == 'zh' and '、' or ', ')
end

---What is to be reached with somebody, or in a layer, and how: "Break-through: reference site; in words".
local function aim_of(entry, lang)
  local parts, colon = {}, lang == 'zh' and '：' or ': '
  local ways = terms(entry.ways, entry.way_labels, lang)
  local aim = entry.aim_label or ''
  parts[1] = aim ~= '' and ways ~= '' and aim .. colon .. ways or aim .. ways
  parts[#parts + (parts[1] == '' and 0 or 1)] = entry.strategy
  return table.concat(parts, lang == 'zh' and '；' or '; ')
end

---What is shown of a person, column by column.
local function row(person, gaps, lang)
  local mark = person.hidden and text.get('private_mark', lang) or ''
  local name = person.name .. mark .. (person.post and (lang == 'zh' and '，' or ', ') .. person.post or '')
  local flags = gaps or {}
  local needs = terms(person.needs, person.need_labels, lang)
  local left = person.gone and text.get('left', lang) or nil
  if person.left then
    left = text.get(person.gone and 'left_on' or 'leaves_on', lang, person.left)
  end
  return {
    name = name,
    star = person.influence > 0 and '★' .. person.influence or '',
    sign = person.sign or '?',
    needs = person.compliance and '! ' .. needs or needs,
    contact = contact(person, lang),
    flag = left and '– ' .. left or #flags > 0 and '✗ ' .. table.concat(flags, lang == 'zh' and '、' or ', ') or '',
    person = person,
  }
end

---Everybody, in the order of the layers.
local function by_layer(map, lang)
  local list, gaps = {}, gaps_of(map)
  for _, layer in ipairs(map.layers) do
    local label = layer.label or text.get('no_layer', lang)
    local plan = aim_of(layer, lang)
    if plan ~= '' then
      list[#list + 1] = { lead = label, plan = plan, layer = layer }
    end
    for i, person in ipairs(layer.people) do
      local lead = i == 1 and plan == '' and label or ''
      list[#list + 1] = vim.tbl_extend('force', row(person, gaps[person.id], lang), { lead = lead, branch = '', layer = layer })
    end
    if #layer.people == 0 and plan == '' then
      list[#list + 1] = { lead = label, layer = layer }
    end
  end
  return list
end

---Everybody, each below the one they report to. Whoever comes twice in a table is shown once.
local function by_report(map, lang)
  local list, gaps, below, layers, roots, seen = {}, gaps_of(map), {}, {}, {}, {}
  for _, layer in ipairs(map.layers) do
    for _, person in ipairs(layer.people) do
      layers[person.id] = layer.label or text.get('no_layer', lang)
      local into = person.superior and (below[person.superior] or {}) or roots
      table.insert(into, person)
      if person.superior then
        below[person.superior] = into
      end
    end
  end
  local function put(person, rail, joint)
    if seen[person.id] then
      return
    end
    seen[person.id] = true
    list[#list + 1] = vim.tbl_extend('force', row(person, gaps[person.id], lang), { lead = layers[person.id], branch = rail .. joint })
    local children = below[person.id] or {}
    local under = rail .. (joint == '' and '' or joint == '├─ ' and '│  ' or '   ')
    for i, child in ipairs(children) do
      put(child, under, i == #children and '└─ ' or '├─ ')
    end
  end
  for _, person in ipairs(roots) do
    put(person, '', '')
  end
  return list
end

---Relationships that are no reporting, by the person whose line they follow.
local function ties_of(map)
  local found, known = {}, {}
  for _, layer in ipairs(map.layers) do
    for _, person in ipairs(layer.people) do
      known[person.id] = true
    end
  end
  for _, tie in ipairs(map.ties) do
    if not tie.reporting then
      local at = known[tie.from] and tie.from or tie.to
      found[at] = found[at] or {}
      table.insert(found[at], tie)
    end
  end
  return found
end

---The width of each column: what a column holds, as long as there is room; needs go first, then the contact, then names are cut.
local function layout(list, style)
  local lead = cells.widest(list, function(e) return e.lead end, math.floor(style.width * 0.2))
  local at = { lead = lead, star = 2, sign = 2 }
  at.needs = math.min(24, cells.widest(list, function(e) return e.needs or '' end))
  at.contact = cells.widest(list, function(e) return e.contact or '' end)
  at.flag = cells.widest(list, function(e) return e.flag or '' end)
  local name = cells.widest(list, function(e) return (e.branch or '') .. (e.name or '') end)
  local function room()
    local used = 1 + lead + 2 + at.star + 1 + at.sign
    for _, key in ipairs({ 'needs', 'contact', 'flag' }) do
      used = used + (at[key] > 0 and at[key] + 2 or 0)
    end
    return style.width - used - 3
  end
  for _, key in ipairs({ 'needs', 'contact', 'flag' }) do
    if room() < math.min(name, 24) then
      at[key] = 0
    end
  end
  at.name = math.max(4, math.min(name, room()))
  return at
end

local function add_person(page, entry, at, moved, style)
  local branch = entry.branch
  local name = cells.left(entry.name, math.max(1, at.name - cells.width(branch)))
  local mark = { moved[entry.person.id] and '▸' or ' ', 'PursuitWarn' }
  local pieces = {
    mark, { cells.left(entry.lead, at.lead), 'PursuitStage' }, '  ', { branch, 'PursuitDim' }, name, ' ',
    { cells.left(entry.star, at.star), 'PursuitNumber' }, ' ', { cells.left(entry.sign, at.sign), STANCE[entry.sign] },
  }
  for _, key in ipairs({ 'needs', 'contact', 'flag' }) do
    if at[key] > 0 then
      pieces[#pieces + 1] = '  '
      pieces[#pieces + 1] = { cells.left(entry[key], at[key]), key == 'flag' and 'PursuitMissing' or 'PursuitDim' }
    end
  end
  local person = entry.person
  local item = { path = person.path, lnum = person.lnum, person = person }
  page:add(pieces, item)
  if at.flag == 0 and entry.flag ~= '' then -- what is lacking is said in any window
    page:say(style.width, (' '):rep(at.lead + 5), entry.flag, 'PursuitMissing', item)
  end
end

---What is to be reached with a person.
local function add_aim(page, entry, at, style)
  local aim = style.aims and aim_of(entry.person, style.lang) or ''
  if aim ~= '' then
    local indent, person = at.lead + 5, entry.person
    local item = { path = person.path, lnum = person.lnum, person = person }
    page:add({ (' '):rep(indent), { '→ ' .. cells.fit(aim, style.width - indent - 3), 'PursuitDim' } }, item)
  end
end

local function add_ties(page, entry, ties, at, style)
  for _, tie in ipairs(ties or {}) do
    local mine = tie.from == entry.person.id
    local other = mine and (tie.to_name or tie.to) or (tie.from_name or tie.from)
    local said = (style.lang == 'zh' and '%s：%s' or '%s: %s'):format(tie.label or tie.kind or '–', other)
    if tie.note then
      said = (style.lang == 'zh' and '%s（%s）' or '%s (%s)'):format(said, tie.note)
    end
    local indent = 1 + at.lead + 2 + 2
    said = cells.fit(said, style.width - indent - 3)
    page:add({ { (' '):rep(indent) .. '∙ ' .. said, 'PursuitDim' } }, { path = tie.path, lnum = tie.lnum })
  end
end

---@param map pursuit.Map
---@param style pursuit.MapStyle
---@return pursuit.Page
function M.page(map, style)
  local page = Page.new()
  head(page, map, style)
  add_step(page, style)
  page:add({ '' })
  if not vim.iter(map.layers):any(function(layer) return #layer.people > 0 end) then
    for _, key in ipairs(style.at and { 'no_stakeholders' } or { 'no_stakeholders', 'stakeholder_offer', 'template_offer' }) do
      page:say(style.width, ' ', text.get(key, style.lang), 'PursuitDim')
    end
    return page
  end
  local list = style.tree and by_report(map, style.lang) or by_layer(map, style.lang)
  local at, ties, moved = layout(list, style), ties_of(map), moved_of(style)
  for _, entry in ipairs(list) do
    local item = { layer = entry.layer, path = entry.layer and entry.layer.path, lnum = entry.layer and entry.layer.lnum }
    if not entry.person then
      local said = entry.plan and { '» ' .. cells.fit(entry.plan, style.width - at.lead - 6), 'PursuitTitle' } or { '–', 'PursuitDim' }
      page:add({ ' ', { cells.left(entry.lead, at.lead), 'PursuitStage' }, '  ', said }, item)
    else
      add_person(page, entry, at, moved, style)
      add_aim(page, entry, at, style)
      add_ties(page, entry, ties[entry.person.id], at, style)
    end
  end
  return page
end

return M
