---The weighted matrix of decision factors: we first, then each competitor. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local score = require('pursuit.render.score')
local text = require('pursuit.text')
local M = {}

---@class pursuit.FactorsStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today

local BAR = 8

local function name_of(party, lang)
  return party.id and (party.label or party.id) or text.get('factors_us', lang)
end

---The competitor with the highest total.
local function best_rival(answer)
  local best
  for i = 2, #answer.parties do
    local p = answer.parties[i]
    best = p.total and (not best or p.total > best.total) and p or best
  end
  return best
end

---How we stand, in a word.
local function standing(answer, lang)
  local us, rival = answer.parties[1].total, best_rival(answer)
  if not us or not rival then
    return nil
  end
  local by = score.fixed(math.abs(us - rival.total))
  if answer.parties[1].rank == rival.rank then
    return text.get('factors_even', lang, name_of(rival, lang)), nil
  elseif us > rival.total then
    return '+ ' .. text.get('factors_lead', lang, by), 'PursuitReady'
  end
  return '- ' .. text.get('factors_behind', lang, by, name_of(rival, lang)), 'PursuitMissing'
end

local function head(page, answer, style)
  local pieces = { { ' ' .. answer.deal, 'PursuitId' }, '   ', { text.get('factors_title', style.lang), 'PursuitTitle' } }
  if style.at then
    pieces[#pieces + 1] = { '   ' .. text.get('as_of', style.lang, style.at), 'PursuitWarn' }
  end
  local said, group = standing(answer, style.lang)
  if said then
    pieces[#pieces + 1] = { '   ' .. said, group }
  end
  page:add_fitting(style.width, pieces, { path = answer.path, lnum = 1 })
end

---Widths: the label, the weight, a column for each party, as many as fit; bars where there is room.
local function layout(answer, style)
  local lang = style.lang
  local at = { weight = math.max(cells.width(text.get('factors_weight', lang)), 5) }
  at.score = math.max(4, cells.widest(answer.parties, function(party) return score.fixed(party.total) end, 10))
  at.label = cells.widest(answer.factors, function(f) return f.label end, math.max(10, math.floor(style.width * 0.34)))
  at.label = math.max(at.label, cells.width(text.get('factors_factor', lang)), cells.width(text.get('factors_total', lang)))
  local room = style.width - 2 - at.label - 2 - at.weight - 2
  local plain = at.score + 2
  at.shown = #answer.parties
  at.bar = math.min(BAR, math.floor(room / at.shown) - plain - 3)
  at.bar = at.bar >= 3 and at.bar or 0
  at.party = plain + (at.bar > 0 and at.bar + 1 or 0)
  if at.bar == 0 then
    at.party = math.max(plain, math.min(12, math.floor(room / at.shown) - 2))
  end
  while at.shown > 1 and at.shown * (at.party + 2) > room do
    at.shown = at.shown - 1
  end
  return at
end

local function titles(page, answer, at, lang)
  local factor, weight = text.get('factors_factor', lang), text.get('factors_weight', lang)
  local pieces = { ' ', cells.left(factor, at.label), '  ', cells.right(weight, at.weight) }
  for i = 1, at.shown do
    pieces[#pieces + 1] = '  ' .. cells.left(name_of(answer.parties[i], lang), at.party)
  end
  local line = table.concat(pieces)
  page:add({ { line, 'PursuitDim' } })
end

---The score of a party, with a sign where it leads alone, or where we are behind.
local function party_pieces(pieces, at, value, top, mark)
  local group = mark == '+' and 'PursuitReady' or mark == '-' and 'PursuitMissing' or nil
  pieces[#pieces + 1] = '  '
  pieces[#pieces + 1] = { cells.right(score.number(value), at.score), group }
  if at.bar > 0 then
    local full, rest = score.bar(value, top, at.bar)
    pieces[#pieces + 1] = ' '
    pieces[#pieces + 1] = { full, group or 'PursuitNumber' }
    pieces[#pieces + 1] = { rest, 'PursuitDim' }
  end
  pieces[#pieces + 1] = { ' ' .. (mark or ' '), group }
  pieces[#pieces + 1] = (' '):rep(at.party - at.score - 2 - (at.bar > 0 and at.bar + 1 or 0))
end

---Signs of a row: `+` who has the highest score, `-` on ours where a competitor's is higher.
local function marks(list)
  local top
  for _, value in pairs(list) do
    top = (not top or value > top) and value or top
  end
  local found = {}
  for i, value in pairs(list) do
    found[i] = value == top and '+' or i == 1 and '-' or nil
  end
  return found
end

local function factor_line(page, answer, factor, at)
  local list = { [1] = factor.us }
  for i, rival in ipairs(factor.rivals) do
    list[i + 1] = rival.score
  end
  local signs = marks(list)
  local pieces = { ' ', cells.left(factor.label, at.label), '  ', { cells.right(score.number(factor.weight), at.weight), 'PursuitNumber' } }
  for i = 1, at.shown do
    party_pieces(pieces, at, list[i], answer.top, signs[i])
  end
  page:add(pieces, { path = factor.path, lnum = factor.lnum })
end

local function total_lines(page, answer, at, lang)
  local list = {}
  for i, party in ipairs(answer.parties) do
    list[i] = party.total
  end
  local signs = marks(list)
  local lead = { cells.left(text.get('factors_total', lang), at.label), 'PursuitTitle' }
  local pieces = { ' ', lead, '  ', cells.right(score.number(answer.weights), at.weight) }
  local ranks = { ' ', cells.left(text.get('factors_rank', lang), at.label), '  ', (' '):rep(at.weight) }
  for i = 1, at.shown do
    local group = signs[i] == '+' and 'PursuitReady' or signs[i] == '-' and 'PursuitMissing' or nil
    pieces[#pieces + 1] = '  '
    pieces[#pieces + 1] = { cells.right(score.fixed(list[i]), at.score), group }
    pieces[#pieces + 1] = { cells.left(' ' .. (signs[i] or ' '), at.party - at.score), group }
    local rank = answer.parties[i].rank
    ranks[#ranks + 1] = '  ' .. cells.left(cells.right(rank > 0 and tostring(rank) or '–', at.score), at.party)
  end
  page:add(pieces)
  page:add({ { table.concat(ranks), 'PursuitDim' } })
end

local function by_id(answer)
  local found = {}
  for _, factor in ipairs(answer.factors) do
    found[factor.id] = found[factor.id] or factor
  end
  return found
end

---What to work on: the dearest gaps, with whom we are held against.
local function gap_lines(page, answer, style)
  local lang, factors, names = style.lang, by_id(answer), {}
  if #answer.gaps == 0 then
    return
  end
  for _, party in ipairs(answer.parties) do
    names[party.id or ''] = name_of(party, lang)
  end
  page:add({ '' })
  page:add({ { ' ' .. text.get('factors_gaps', lang), 'PursuitTitle' } })
  local width = cells.widest(answer.gaps, function(id) return factors[id].label end, math.max(10, math.floor(style.width * 0.4)))
  for i = 1, math.min(5, #answer.gaps) do
    local f, theirs = factors[answer.gaps[i]], nil
    for _, rival in ipairs(f.rivals) do
      theirs = rival.id == f.best and rival.score or theirs
    end
    local said = text.get('factors_gap', lang, score.number(f.us), names[f.best] or f.best, score.number(theirs))
    page:add({
      (' %d  '):format(i), cells.left(f.label, width), '  ', { cells.right('-' .. score.fixed(f.gap), 6), 'PursuitMissing' }, '   ',
      { cells.fit(said, math.max(0, style.width - width - 16)), 'PursuitDim' },
    }, { path = f.path, lnum = f.lnum })
  end
end

local function check(page, ok, said, note, style, item)
  local line = cells.fit(said .. (note and '   ' .. note or ''), style.width - 4)
  page:add({ { ok and ' ✓ ' or ' ✗ ', ok and 'PursuitReady' or 'PursuitMissing' }, { line, ok and 'PursuitDim' or nil } }, item)
end

---The three principles of the method.
local function principles(page, answer, style)
  local lang, talked = style.lang, 0
  for _, factor in ipairs(answer.factors) do
    talked = talked + (factor.talked and 1 or 0)
  end
  page:add({ '' })
  page:add({ { ' ' .. text.get('factors_principles', lang), 'PursuitTitle' } })
  check(page, not answer.copied, text.get('factors_own', lang), answer.copied and text.get('factors_copied', lang, answer.copied), style)
  local all = talked == #answer.factors
  check(page, all, text.get('factors_talked', lang), not all and text.get('factors_talks', lang, talked, #answer.factors), style)
  check(page, answer.downstream, text.get('factors_downstream', lang), nil, style)
end

local function lack_lines(page, answer, style)
  if #answer.lacks == 0 then
    return
  end
  page:add({ '' })
  page:add({ { ' ' .. text.get('factors_lacks', style.lang), 'PursuitTitle' } })
  for _, lack in ipairs(answer.lacks) do
    page:add({ { ' ✗ ', 'PursuitMissing' }, cells.fit(lack.text, style.width - 4) }, { path = lack.path, lnum = lack.lnum })
  end
end

---@param answer pursuit.Factors
---@param style pursuit.FactorsStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  page:add({ '' })
  if #answer.factors == 0 then
    for _, line in ipairs(cells.wrap(text.get('factors_none', style.lang), style.width - 2)) do
      page:add({ { ' ' .. line, 'PursuitDim' } }, { path = answer.path, lnum = 1 })
    end
    return page
  end
  local at = layout(answer, style)
  titles(page, answer, at, style.lang)
  for _, factor in ipairs(answer.factors) do
    factor_line(page, answer, factor, at)
  end
  total_lines(page, answer, at, style.lang)
  gap_lines(page, answer, style)
  principles(page, answer, style)
  lack_lines(page, answer, style)
  return page
end

return M
