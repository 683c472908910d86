---Competitors over all deals, or one of them. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local columns = require('pursuit.render.columns')
local score = require('pursuit.render.score')
local text = require('pursuit.text')
local M = {}

local OUTCOME_TEXTS = {
  open = 'outcome_open', won = 'outcome_won', ['lost-to'] = 'outcome_lost-to', ['lost-other'] = 'outcome_lost-other',
  other = 'outcome_other',
}
local OUTCOMES = { won = '✓', ['lost-to'] = '✗', ['lost-other'] = '·', other = '·', open = '▶' }
local OUTCOME_GROUPS = { won = 'PursuitReady', ['lost-to'] = 'PursuitMissing', ['lost-other'] = 'PursuitDim', other = 'PursuitDim' }

local function sums(list, lang)
  local parts = {}
  for _, sum in ipairs(list) do
    parts[#parts + 1] = sum.currency .. ' ' .. amount.sum(sum.value, lang)
  end
  return table.concat(parts, ', ')
end

local function as_of(pieces, style)
  if style.at then
    pieces[#pieces + 1] = { '   ' .. text.get('as_of', style.lang, style.at), 'PursuitWarn' }
  end
  return pieces
end

---All of them, a line each.
local function list(page, answer, style)
  local lang = style.lang
  page:add(as_of({ { ' ' .. text.get('rivals_title', lang), 'PursuitTitle' } }, style))
  page:add({ '' })
  if #answer.competitors == 0 then
    page:say(style.width, ' ', text.get('rivals_none', lang), 'PursuitDim')
    return
  end
  local shown = columns.fit({
    { title = text.get('rivals_name', lang), cell = function(c) return c.name end, max = 28 },
    { title = text.get('rivals_open', lang), cell = function(c) return tostring(c.open) end, right = true },
    { title = text.get('rivals_won', lang), cell = function(c) return tostring(c.won) end, right = true },
    { title = text.get('rivals_lost', lang), cell = function(c) return tostring(c.lost) end, right = true },
    { title = text.get('rivals_value', lang), cell = function(c) return sums(c.sums, lang) end, right = true, keep = 3 },
    { title = text.get('rivals_regions', lang), cell = function(c) return table.concat(c.regions, ', ') end, max = 24, keep = 2 },
    { title = text.get('rivals_focus', lang), cell = function(c) return c.focus or '' end, max = 24, keep = 1 },
  }, answer.competitors, style.width)
  columns.titles(page, shown)
  for _, c in ipairs(answer.competitors) do
    columns.row(page, shown, c, { competitor = c.id }, c.open == 0 and 'PursuitDim' or nil)
  end
end

local function facts(page, c, style)
  local rows, lang = {}, style.lang
  for _, fact in ipairs({
    { 'rivals_products', c.products }, { 'rivals_focus', c.focus }, { 'rivals_policy', c.policy },
    { 'rivals_regions', table.concat(c.regions, ', ') }, { 'rivals_accounts', table.concat(c.accounts, ', ') },
  }) do
    if fact[2] and fact[2] ~= '' then
      rows[#rows + 1] = { text.get(fact[1], lang), fact[2] }
    end
  end
  local width = cells.widest(rows, function(r) return r[1] end)
  for _, row in ipairs(rows) do
    for i, line in ipairs(cells.wrap(row[2], style.width - width - 4)) do
      page:add({ ' ', { cells.left(i == 1 and row[1] or '', width), 'PursuitDim' }, '  ' .. line }, c.note and { path = c.note, lnum = 1 })
    end
  end
end

---Its total beside ours: who leads is said by a sign.
local function against(s)
  if not s.us or not s.them then
    return ''
  end
  local sign = s.us > s.them and '+' or s.us < s.them and '-' or '='
  return ('%s %s : %s'):format(sign, score.fixed(s.us), score.fixed(s.them))
end

local function deals(page, c, style)
  local lang = style.lang
  page:add({ '' })
  page:add({ { ' ' .. text.get('rivals_deals', lang), 'PursuitTitle' } })
  local shown = columns.fit({
    { title = '', cell = function(s) return OUTCOMES[s.outcome] end },
    { title = '', cell = function(s) return s.deal end, max = 24 },
    { title = '', cell = function(s)
      return s.outcome == 'open' and s.stage_label or text.get(OUTCOME_TEXTS[s.outcome], lang)
    end, max = 24, keep = 6 },
    { title = '', cell = function(s) return amount.row(s.value, lang) end, right = true, keep = 5 },
    { title = '', cell = against, keep = 4 },
    { title = '', cell = function(s) return s.threat or '' end, max = 30, keep = 3 },
    { title = '', cell = function(s) return s.account or '' end, max = 18, keep = 2 },
    { title = '', cell = function(s) return s.product or '' end, max = 18, keep = 1 },
  }, c.standings, style.width)
  for _, s in ipairs(c.standings) do
    columns.row(page, shown, s, { path = s.path, lnum = s.lnum }, OUTCOME_GROUPS[s.outcome])
  end
end

local function scores(page, c, style)
  local lang = style.lang
  if #c.factors == 0 then
    return
  end
  page:add({ '' })
  page:add({ { ' ' .. text.get('rivals_scores', lang), 'PursuitTitle' } })
  local most = math.max(12, style.width - 36)
  local width = cells.widest(c.factors, function(f) return f.label end, most)
  for _, f in ipairs(c.factors) do
    local sign = f.them > f.us and '-' or f.them < f.us and '+' or '='
    local group = sign == '-' and 'PursuitMissing' or sign == '+' and 'PursuitReady' or nil
    page:add({
      ' ', { sign .. ' ', group }, cells.left(f.label, width),
      cells.right(score.number(f.them), 7), ' : ', cells.left(score.number(f.us), 6),
      { text.get('rivals_over', lang, f.deals), 'PursuitDim' },
    })
  end
end

local function one(page, c, style)
  local lang = style.lang
  page:add_fitting(style.width, as_of({
    { ' ' .. c.name, 'PursuitTitle' }, '   ' .. text.get('rivals_record', lang, c.open, c.won, c.lost),
    { #c.sums > 0 and '   ' .. sums(c.sums, lang) or '', 'PursuitNumber' },
  }, style), c.note and { path = c.note, lnum = 1 })
  page:add({ '' })
  facts(page, c, style)
  if #c.standings > 0 then
    deals(page, c, style)
  end
  scores(page, c, style)
end

---@param answer pursuit.Competitors
---@param style { width: integer, lang: 'en'|'zh', at: string?, id: string? }
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  if style.id and answer.competitors[1] then
    one(page, answer.competitors[1], style)
  else
    list(page, answer, style)
  end
  return page
end

return M
