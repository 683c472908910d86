---A page about an account. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local frame = require('pursuit.render.frame')
local people = require('pursuit.render.people')
local text = require('pursuit.text')
local M = {}

local MOST_CONTACTS, MOST_CELL, LEAST_LAST, INDENT = 8, 28, 24, '   '
local MARK = { open = '▶', won = '✓', done = '✓', paused = '‖', lost = '✗', ['no-decision'] = '✗', ['no-go'] = '✗' }

---@param page pursuit.Page
---@param title string
---@param said string?
---@param item any?
function M.section(page, title, said, item)
  page:add({ '' })
  page:add({ ' ', { title, 'PursuitTitle' }, said and { '   ' .. said, 'PursuitDim' } or '' }, item)
end

---What is left for the last column.
local function room_of(widths, last, width)
  local used = #INDENT + 1
  for i = 1, last - 1 do
    used = used + (widths[i] > 0 and widths[i] + 2 or 0)
  end
  return width - used
end

---A line of columns under a section, cut where there is no room: the last column gives way, and where it has too little, those before it.
---@param page pursuit.Page
---@param rows { cells: { [1]: string, [2]: string? }[], item: any? }[]
---@param width integer
function M.rows(page, rows, width)
  local widths = {}
  for _, row in ipairs(rows) do
    for i, cell in ipairs(row.cells) do
      widths[i] = math.max(widths[i] or 0, math.min(cells.width(cell[1]), MOST_CELL))
    end
  end
  local last = #widths
  local wanted = math.min(widths[last] or 0, LEAST_LAST)
  for i = last - 1, 3, -1 do
    widths[i] = room_of(widths, last, width) < wanted and 0 or widths[i]
  end
  for _, row in ipairs(rows) do
    local pieces, room = { INDENT }, width - #INDENT - 1
    for i, cell in ipairs(row.cells) do
      local most = i == #row.cells and room or math.min(widths[i], room)
      if widths[i] > 0 and most > 0 then
        local said = i == #row.cells and cells.fit(cell[1], most) or cells.left(cell[1], most)
        pieces[#pieces + 1] = { said, cell[2] }
        pieces[#pieces + 1] = '  '
        room = room - most - 2
      end
    end
    page:add(pieces, row.item)
  end
end

local function head(page, answer, style)
  local a, lang = answer.account, style.lang
  local pieces = { { ' ' .. a.id, 'PursuitId' } }
  local function add(said, group)
    if said and said ~= '' then
      pieces[#pieces + 1] = { '   ' .. said, group }
    end
  end
  add(a.name ~= a.id and a.name or nil, 'PursuitTitle')
  add(a.region, 'PursuitDim')
  add(a.industry, 'PursuitDim')
  add(a.owner)
  add(style.at and text.get('as_of', lang, style.at), 'PursuitWarn')
  local used = 0
  for i, piece in ipairs(pieces) do
    piece[1] = cells.fit(piece[1], math.max(0, style.width - used - 1))
    used = used + cells.width(piece[1])
    pieces[i] = piece
  end
  page:add(pieces, a.path and { path = a.path, lnum = 1 })
  local sums = { text.get('account_open', lang, a.deals) }
  if #a.sums > 0 then
    sums[#sums + 1] = people.sums(a.sums, 'value', lang)
    sums[#sums + 1] = text.get('account_weighted', lang, people.sums(a.sums, 'weighted', lang))
  end
  if #a.booked > 0 then
    sums[#sums + 1] = text.get('account_won', lang, people.sums(a.booked, 'value', lang))
  end
  sums[#sums + 1] = text.get('account_seen', lang, people.ago(a, lang))
  page:pack(style.width, sums, 'PursuitNumber')
end

local function bar(rank, levels)
  return ('▰'):rep(rank) .. ('▱'):rep(levels - rank)
end

local function level(page, answer, style)
  local a, lang = answer.account, style.lang
  local here = a.path and { path = a.path, lnum = 1 }
  M.section(page, text.get('account_level', lang), nil, here)
  local rows = {}
  if a.rank > 0 then
    rows[1] = { cells = { { bar(a.rank, answer.n_levels), 'PursuitNumber' }, { tostring(a.rank) }, { a.level_label or '' } }, item = here }
  else
    page:add({ INDENT, { cells.fit(text.get('account_no_level', lang), style.width - 4), 'PursuitMissing' } }, here)
  end
  if answer.next then
    local said = answer.next_label .. (answer.next_asks and ' – ' .. answer.next_asks or '')
    rows[#rows + 1] = { cells = { { text.get('account_next', lang), 'PursuitDim' }, { tostring(a.rank + 1) }, { said } } }
  end
  M.rows(page, rows, style.width)
  local taken, left = {}, {}
  for _, way in ipairs(answer.ways) do
    local names = table.concat(way.people, lang == 'zh' and '、' or ', ')
    local label = people.short(way.label)
    table.insert(#way.people > 0 and taken or left, #way.people > 0 and text.get('brief_paren', lang, label, names) or label)
  end
  if answer.next then
    for i, list in ipairs({ taken, left }) do
      local key = i == 1 and 'account_ways_taken' or 'account_ways_left'
      local lead = INDENT .. text.get(key, lang) .. '  '
      local lines = cells.wrap(#list > 0 and table.concat(list, lang == 'zh' and '；' or '; ') or '–', style.width - cells.width(lead) - 2)
      for n, line in ipairs(lines) do
        page:add({ { n == 1 and lead or (' '):rep(cells.width(lead)), 'PursuitDim' }, { line, i == 2 and 'PursuitDim' or nil } })
      end
    end
  end
  local history = {}
  for i = #answer.levels, 1, -1 do
    local step = answer.levels[i]
    history[#history + 1] = { item = { path = step.path, lnum = step.lnum }, cells = {
      { step.date or '–', 'PursuitDim' }, { step.rank > 0 and tostring(step.rank) or step.level }, { step.by or '', 'PursuitDim' },
      { step.note or '', 'PursuitDim' },
    } }
  end
  M.rows(page, history, style.width)
end

local function deal_columns(lang)
  return {
    { title = '', cell = function(d) return MARK[d.status] or '·' end },
    { title = '', max = 30, group = 'PursuitId', cell = function(d) return d.id end },
    { title = '', max = 30, keep = 2, cell = function(d) return d.title end },
    { title = '', max = 22, keep = 4, group = 'PursuitStage', cell = function(d)
      return d.status == 'open' and d.stage_label or text.get('status_' .. d.status, lang)
    end },
    { title = '', right = true, keep = 6, group = 'PursuitNumber', cell = function(d)
      return d.value and d.currency .. ' ' .. amount.row(d.value, lang) or ''
    end },
    { title = '', right = true, keep = 3, group = 'PursuitDim', cell = function(d)
      return d.status == 'open' and d.probability .. '%' or ''
    end },
    { title = '', keep = 5, group = 'PursuitDim', cell = function(d) return d.signed or d.close or '' end },
    { title = '', max = 14, keep = 1, group = 'PursuitDim', cell = function(d) return d.owner or '' end },
  }
end

local function deals(page, answer, style)
  M.section(page, text.get('account_deals', style.lang))
  if #answer.deals == 0 then
    page:add({ INDENT, { text.get('account_no_deals', style.lang), 'PursuitDim' } })
    return
  end
  local shown = columns.fit(deal_columns(style.lang), answer.deals, style.width)
  for _, deal in ipairs(answer.deals) do
    local quiet = deal.status ~= 'open' and deal.status ~= 'won' and 'PursuitDim' or nil
    columns.row(page, shown, deal, { path = deal.path, lnum = 1, deal = deal.id }, quiet)
  end
  for _, one in ipairs(answer.frames) do
    local said, group = frame.said(one, style.lang)
    local lead = INDENT .. text.get('side_frame', style.lang) .. ' ' .. one.deal .. '  '
    page:add({ { lead, 'PursuitDim' }, { cells.fit(one.currency .. ' ' .. said, style.width - cells.width(lead) - 1), group } },
      { path = one.path, lnum = 1, deal = one.deal })
  end
end

local function persons(page, answer, style)
  local lang = style.lang
  M.section(page, text.get('people', lang), #answer.people == 0 and text.get('account_no_people', lang) or nil)
  local rows = {}
  for _, person in ipairs(answer.people) do
    local stands = vim.tbl_map(people.stand, person.deals)
    local left = people.left(person, lang)
    local dim = person.gone and 'PursuitDim' or nil
    rows[#rows + 1] = { item = { path = person.path or person.deals[1] and person.deals[1].path, lnum = 1, person = person }, cells = {
      { people.name(person, lang), dim }, { person.post or '', dim }, { people.ago(person, lang), 'PursuitContact' },
      { (left and '– ' .. left .. '  ' or '') .. table.concat(stands, '  '), dim },
    } }
  end
  M.rows(page, rows, style.width)
end

---Open promises, ours and theirs.
---@param page pursuit.Page
---@param list pursuit.Promise[]
---@param style { width: integer, lang: 'en'|'zh' }
function M.promises(page, list, style)
  local lang = style.lang
  M.section(page, text.get('promises', lang), #list == 0 and text.get('promises_none', lang) or nil)
  local rows = {}
  for _, theirs in ipairs({ false, true }) do
    for _, one in ipairs(list) do
      if one.theirs == theirs then
        rows[#rows + 1] = { item = { path = one.path, lnum = one.lnum }, cells = {
          { text.get(theirs and 'promise_theirs' or 'promise_ours', lang), theirs and 'PursuitContact' or 'PursuitStage' },
          { (one.overdue and '! ' or '') .. (one.due or '–'), one.overdue and 'PursuitWarn' or 'PursuitNumber' },
          { one.owner_name or '', 'PursuitDim' }, { one.deal, 'PursuitId' }, { one.text },
        } }
      end
    end
  end
  M.rows(page, rows, style.width)
end

---Contacts, newest first.
---@param page pursuit.Page
---@param list pursuit.Contact[]
---@param total integer
---@param style { width: integer, lang: 'en'|'zh' }
function M.contacts(page, list, total, style)
  local lang = style.lang
  M.section(page, text.get('contacts', lang), total > 0 and tostring(total) or text.get('no_contact', lang))
  local rows = {}
  for i = 1, math.min(MOST_CONTACTS, #list) do
    local one = list[i]
    rows[i] = { item = { path = one.path, lnum = one.lnum }, cells = {
      { one.date, 'PursuitNumber' }, { one.kind or '', 'PursuitContact' }, { one.deal, 'PursuitId' },
      { table.concat(one.who, lang == 'zh' and '、' or ', ') }, { one.text or '', 'PursuitDim' },
    } }
  end
  M.rows(page, rows, style.width)
end

local function sites(page, answer, style)
  if #answer.sites + #answer.places == 0 then
    return
  end
  local lang, rows = style.lang, {}
  local function open(site)
    return text.get('account_open', lang, site.deals) .. '   ' .. people.sums(site.sums, 'value', lang)
  end
  M.section(page, text.get('account_sites', lang))
  for _, site in ipairs(answer.sites) do
    rows[#rows + 1] = { item = { path = site.path, lnum = 1, account = site.id }, cells = {
      { site.id, 'PursuitId' }, { site.name ~= site.id and site.name or '' },
      { site.deals > 0 and open(site) or '', 'PursuitNumber' },
    } }
  end
  M.rows(page, rows, style.width)
  for _, place in ipairs(answer.places) do
    local item = answer.account.path and { path = answer.account.path, lnum = 1 }
    page:add({ INDENT, { cells.fit(place, style.width - 4), 'PursuitDim' } }, item)
  end
end

local function activities(page, answer, style)
  if #answer.activities == 0 then
    return
  end
  local lang, rows, closed = style.lang, {}, 0
  for _, one in ipairs(answer.activities) do
    closed = closed + (one.closed and 1 or 0)
    local age = one.done and text.get(one.days == 0 and 'today' or 'days_ago', lang, one.days) or ''
    local mark = one.expired and '!' or one.closed and (one.state == '-' and '–' or '✓') or '·'
    rows[#rows + 1] = { item = { path = one.path, lnum = one.lnum }, cells = {
      { mark, one.expired and 'PursuitWarn' or one.closed and 'PursuitReady' or 'PursuitMissing' }, { age, 'PursuitDim' },
      { one.expired and one.text .. ' – ' .. text.get('account_expired', lang, one.limit) or one.text, one.closed and 'PursuitDim' or nil },
    } }
  end
  M.section(page, text.get('account_activities', lang), ('%d/%d'):format(closed, #answer.activities))
  M.rows(page, rows, style.width)
end

---@param answer pursuit.AccountPage
---@param style { width: integer, lang: 'en'|'zh', at: string? }
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  level(page, answer, style)
  deals(page, answer, style)
  persons(page, answer, style)
  M.promises(page, answer.promises, style)
  M.contacts(page, answer.contacts, answer.met, style)
  sites(page, answer, style)
  activities(page, answer, style)
  return page
end

return M
