---The customer's procurement flow, held against where we stand. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.FlowStyle
---@field width integer cells of the window
---@field lang 'en'|'zh'
---@field at string? the day that is shown, where it is not today

local STATES = { open = 'flow_state_open', running = 'flow_state_running', done = 'flow_state_done', skipped = 'flow_state_skipped' }
local MARKS = {
  done = { '✓', 'PursuitReady' },
  running = { '▶', 'PursuitStage' },
  open = { '·', 'PursuitDim' },
  skipped = { '–', 'PursuitDim' },
}

local function head(page, answer, style)
  local lang = style.lang
  local title = text.get('flow_title', lang) .. (answer.label and (lang == 'zh' and '：' or ': ') .. answer.label or '')
  local ours = text.get('flow_we', lang, answer.ours_label)
  local pieces, room = { { ' ' .. answer.deal, 'PursuitId' } }, style.width - cells.width(answer.deal) - 5
  pieces[2] = { '   ' .. cells.fit(title, room), 'PursuitTitle' }
  room = room - cells.width(title) - 3
  if style.at then
    pieces[#pieces + 1] = { '   ' .. text.get('as_of', lang, style.at), 'PursuitWarn' }
    room = room - cells.width(text.get('as_of', lang, style.at)) - 3
  end
  if room >= cells.width(ours) then
    pieces[#pieces + 1] = '   ' .. ours
  end
  page:add(pieces, { path = answer.path, lnum = 1 })
  for i, line in ipairs(answer.warning and cells.wrap(answer.warning, style.width - 4) or {}) do
    local sign = i > 1 and '   ' or answer.soon and ' ! ' or ' ✗ '
    page:add({ { sign .. line, answer.soon and 'PursuitWarn' or 'PursuitMissing' } })
  end
end

---What is to be said of a step beside its row.
local function flag(step, lang)
  if step.ahead then
    return '✗ ' .. text.get('flow_is_ahead', lang), 'PursuitMissing'
  elseif step.soon then
    return '! ' .. text.get('flow_is_soon', lang), 'PursuitWarn'
  end
  return step.here and '◀ ' .. text.get('flow_here', lang) or '', 'PursuitStage'
end

---The columns that fit, in the order in which they go: departments, our stage, the state in words.
local function layout(answer, style)
  local lang = style.lang
  local at = {
    label = cells.widest(answer.steps, function(s) return s.label end, math.max(12, math.floor(style.width * 0.35))),
    state = cells.widest(answer.steps, function(s) return text.get(STATES[s.state], lang) end),
    date = 10,
    stage = cells.widest(answer.steps, function(s) return s.stage_label or '' end) + 2,
    flag = cells.widest(answer.steps, function(s) return (flag(s, lang)) end),
  }
  at.stage = math.max(at.stage, cells.width(text.get('flow_should', lang)))
  at.label = math.max(at.label, cells.width(text.get('flow_step', lang)))
  local function left()
    local used = 3 + at.label + 2 + at.date
    for _, key in ipairs({ 'state', 'stage', 'flag' }) do
      used = used + (at[key] > 0 and at[key] + 2 or 0)
    end
    return style.width - 1 - used
  end
  for _, key in ipairs({ 'state', 'stage' }) do
    if left() < 0 then
      at[key] = 0
    end
  end
  if left() < 0 then
    at.label = math.max(6, at.label + left())
  end
  local room = left() - 2
  local widest = cells.widest(answer.steps, function(s) return table.concat(s.departments, ', ') end)
  widest = widest > 0 and math.max(widest, cells.width(text.get('flow_departments', lang))) or 0
  at.departments = widest > 0 and room >= 12 and math.min(widest, room) or 0
  return at
end

local function titles(page, at, lang)
  local line = '   ' .. cells.left(text.get('flow_step', lang), at.label)
  if at.state > 0 then
    line = line .. '  ' .. (' '):rep(at.state)
  end
  line = line .. '  ' .. cells.left(text.get('flow_date', lang), at.date)
  if at.stage > 0 then
    line = line .. '  ' .. cells.left(text.get('flow_should', lang), at.stage)
  end
  if at.flag > 0 then
    line = line .. '  ' .. (' '):rep(at.flag)
  end
  if at.departments > 0 then
    line = line .. '  ' .. cells.fit(text.get('flow_departments', lang), at.departments)
  end
  page:add({ { line, 'PursuitDim' } })
end

local function step_line(page, answer, step, at, style)
  local lang, mark = style.lang, MARKS[step.state]
  local quiet = step.state == 'open' or step.state == 'skipped'
  local pieces = { ' ', { mark[1], mark[2] }, ' ', { cells.left(step.label, at.label), step.here and 'PursuitTitle' or nil } }
  local function put(key, said, group)
    if at[key] > 0 then
      pieces[#pieces + 1] = '  '
      pieces[#pieces + 1] = { cells.left(said, at[key]), group }
    end
  end
  put('state', text.get(STATES[step.state], lang), quiet and 'PursuitDim' or nil)
  put('date', step.date or '', quiet and 'PursuitDim' or nil)
  local ours = step.stage == answer.ours
  put('stage', step.stage_label and (ours and '● ' or '  ') .. step.stage_label or '', ours and 'PursuitStage' or 'PursuitDim')
  local said, group = flag(step, lang)
  put('flag', said, group)
  put('departments', table.concat(step.departments, lang == 'zh' and '、' or ', '), 'PursuitDim')
  page:add(pieces, { path = step.path, lnum = step.lnum, step = step })
end

---@param answer pursuit.Flow
---@param style pursuit.FlowStyle
---@return pursuit.Page
function M.page(answer, style)
  local page = Page.new()
  head(page, answer, style)
  page:add({ '' })
  if #answer.steps == 0 then
    page:say(style.width, ' ', text.get('flow_none', style.lang), 'PursuitDim')
    return page
  end
  local at = layout(answer, style)
  titles(page, at, style.lang)
  for _, step in ipairs(answer.steps) do
    step_line(page, answer, step, at, style)
  end
  if answer.rows == 0 then
    page:add({ '' })
    page:say(style.width, ' ', text.get('flow_unstarted', style.lang), 'PursuitDim')
  end
  return page
end

return M
