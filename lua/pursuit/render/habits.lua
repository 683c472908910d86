---What sellers are used to: a calm line for each habit, with its numbers and thresholds; the evidence under it. Pure.
local Page = require('pursuit.render.page')
local amount = require('pursuit.render.amount')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.HabitsStyle
---@field width integer
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today
---@field unfolded table<string, boolean>? '<owner>/<habit>' whose evidence is shown
---@field process string? path of the process note

local FEW = { storyteller = 'habits_few_deals', ['late-pusher'] = 'habits_few_activities', ['early-spender'] = 'habits_few_budgets' }

---A sign in short, and the counts behind it.
local SIGNS = {
  ['early-share'] = { 'habits_early_share', 'habits_early_share_long' },
  ['advanced-share'] = { 'habits_advanced_share', 'habits_advanced_share_long' },
  ['idle-share'] = { 'habits_idle_share', 'habits_idle_share_long' },
  ['late-share'] = { 'habits_late_share', 'habits_late_share_long' },
  ['over-curve'] = { 'habits_over_curve', 'habits_over_curve_long' },
}

---'early 83% (≥ 70%)'
local function sign_text(sign, lang)
  local value = sign.value and sign.value .. '%' or '–'
  return text.get(SIGNS[sign.key][1], lang, value, ('%s %d%%'):format(sign.most and '≤' or '≥', sign.limit))
end

---What a habit rests on, part by part.
local function parts_of(habit, lang)
  if not habit.enough then
    return { text.get(FEW[habit.habit], lang, habit.have, habit.need) }
  end
  return vim.tbl_map(function(sign)
    return sign_text(sign, lang)
  end, habit.signs)
end

---The same in one line.
local function line_of(habit, lang)
  return table.concat(parts_of(habit, lang), '  ')
end

local function span(from, to, lang)
  if not from or from == to then
    return from or ''
  end
  return text.get('habits_between', lang, from, to)
end

---What a deal has to say, in the terms of the habit: the point, and what stands behind it.
local PROOF = {
  storyteller = function(proof, lang)
    return text.get('habits_idle', lang, proof.days, proof.to or '–'), proof.from and text.get('habits_opened', lang, proof.from) or ''
  end,
  ['late-pusher'] = function(proof, lang)
    local reached = proof.reached and text.get('habits_reached', lang, proof.reached) or ''
    if proof.count == 0 then
      return text.get('done_of', lang, proof.of, proof.of), reached
    end
    return text.get('habits_late', lang, proof.count, proof.of, span(proof.from, proof.to, lang)), reached
  end,
  ['early-spender'] = function(proof, lang)
    local said = text.get('habits_spent', lang, amount.full(proof.amount), amount.full(proof.curve), proof.share .. '%')
    return proof.currency .. ' ' .. said, span(proof.from, proof.to, lang)
  end,
}

---The counts behind the shares.
local function sign_lines(page, habit, style)
  for _, sign in ipairs(habit.signs) do
    local said = text.get(SIGNS[sign.key][2], style.lang, amount.full(sign.part), amount.full(sign.of))
    page:add({ '       ', { cells.fit(said, style.width - 8), 'PursuitDim' } })
  end
end

local INDENT = 7

local function proof_lines(page, habit, style)
  local said = PROOF[habit.habit]
  local id = cells.widest(habit.evidence, function(proof) return proof.deal end, 18)
  local point = cells.widest(habit.evidence, function(proof) return (said(proof, style.lang)) end)
  local room = style.width - INDENT - id - 3
  for _, proof in ipairs(habit.evidence) do
    local first, second = said(proof, style.lang)
    local pieces = {
      '     ', proof.against and { '! ', 'PursuitWarn' } or '  ', { cells.left(proof.deal, id), 'PursuitId' },
      '  ', { cells.left(first, math.min(point, room)), not proof.against and 'PursuitDim' or nil },
    }
    local rest = room - point - 2
    if rest >= cells.width(second) and second ~= '' then
      pieces[#pieces + 1] = { '  ' .. second, 'PursuitDim' }
      rest = rest - cells.width(second) - 2
      if rest >= 12 then
        pieces[#pieces + 1] = { '  ' .. cells.fit(proof.title, rest), 'PursuitDim' }
      end
    end
    page:add(pieces, { path = proof.path, lnum = 1, deal = proof.deal })
    for i = 1, math.min(3, #(proof.items or {})) do
      local more = i == 3 and #proof.items > 3 and ' …' or ''
      page:add({ (' '):rep(INDENT + id + 2), { cells.fit(proof.items[i] .. more, room), 'PursuitDim' } }, { path = proof.path, lnum = 1 })
    end
  end
end

local function habit_lines(page, habit, widest, style)
  local key = habit.owner .. '/' .. habit.habit
  local open = style.unfolded and style.unfolded[key]
  local item = { fold = key, path = #habit.evidence == 0 and style.process or nil }
  local mark = habit.found and { '!', 'PursuitWarn' } or habit.enough and { '·', 'PursuitDim' } or { '?', 'PursuitDim' }
  local fold = #habit.evidence == 0 and ' ' or open and '▾' or '▸'
  local said = line_of(habit, style.lang)
  local group = not habit.found and 'PursuitDim' or nil
  local head = { '   ', mark, ' ', { cells.left(habit.label, widest), group }, ' ', { fold, 'PursuitDim' } }
  local room = style.width - widest - 10
  if cells.width(said) <= room then
    vim.list_extend(head, { '  ', { said, group } })
    page:add(head, item)
  else
    page:add(head, item)
    local fits = cells.width(said) < style.width - INDENT
    for _, part in ipairs(fits and { said } or parts_of(habit, style.lang)) do
      page:add({ (' '):rep(INDENT), { cells.fit(part, style.width - INDENT - 1), group } }, item)
    end
  end
  if open then
    sign_lines(page, habit, style)
    proof_lines(page, habit, style)
  end
end

local function head(page, answer, style)
  local found = 0
  for _, habit in ipairs(answer.habits) do
    found = found + (habit.found and 1 or 0)
  end
  local whose = answer.owner or text.get('habits_everybody', style.lang)
  local said = found > 0 and text.get('habits_found', style.lang, found) or text.get('habits_none', style.lang)
  page:add({
    { ' ' .. text.get('habits', style.lang), 'PursuitTitle' }, '   ' .. whose .. '   ' .. said,
    style.at and { '   ' .. text.get('as_of', style.lang, answer.today), 'PursuitWarn' } or { '   ' .. answer.today, 'PursuitDim' },
  })
end

---@param answer pursuit.Habits
---@param style pursuit.HabitsStyle
---@return pursuit.Page
function M.page(answer, style)
  local page, owner = Page.new(), nil
  head(page, answer, style)
  if #answer.habits == 0 then
    page:add({ '' })
    page:say(style.width, ' ', text.get('habits_nobody', style.lang), 'PursuitDim')
    return page
  end
  local said = cells.widest(answer.habits, function(habit) return line_of(habit, style.lang) end)
  local room = style.width - said - 10 -- for labels, where a habit takes one line
  local widest = cells.widest(answer.habits, function(habit) return habit.label end, room >= 24 and room or math.max(12, style.width - 9))
  for _, habit in ipairs(answer.habits) do
    if habit.owner ~= owner then
      owner = habit.owner
      page:add({ '' })
      local name = habit.name ~= owner and '  ' .. habit.name or ''
      page:add({ { ' ' .. owner, 'PursuitId' }, { cells.fit(name, style.width - cells.width(owner) - 2), 'PursuitStage' } })
    end
    habit_lines(page, habit, widest, style)
  end
  page:add({ '' })
  page:say(style.width, ' ', text.get('habits_thresholds', style.lang), 'PursuitDim', { path = style.process })
  return page
end

return M
