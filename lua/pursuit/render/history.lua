---The life of a deal, newest first. Pure: events of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---@class pursuit.HistoryStyle
---@field width integer
---@field lang 'en'|'zh'
---@field title string
---@field expanded table<string, boolean> folds that are shown in full, by their key

local SIGNS = {
  stage = { '▶', 'PursuitStage' },
  review = { '●', 'PursuitReview' },
  close = { '■', 'PursuitStage' },
  cost = { '¥', 'PursuitNumber' },
  contact = { '☎', 'PursuitContact' },
}
local AUTHOR = 12

---Events of little weight that come in numbers, told together.
local FOLDED = { activity = true, criterion = true, note = true }

---Events without those that only say that a note's text changed, in commits of which more is told.
---@param events pursuit.Event[]
---@return pursuit.Event[]
local function telling(events)
  local told = {}
  for _, event in ipairs(events) do
    if event.kind ~= 'note' and event.commit then
      told[event.commit] = true
    end
  end
  return vim.tbl_filter(function(event)
    return event.kind ~= 'note' or not told[event.commit]
  end, events)
end

---Runs of events by one person on one day that are told in one line. What was taken back, or opened again, stands alone or among its like.
---@param events pursuit.Event[]
---@return { events: pursuit.Event[], key: string }[]
function M.folds(events)
  local runs = {}
  for _, event in ipairs(telling(events)) do
    local key = table.concat({ event.kind, event.date or '', event.author or '', event.to or '' }, '\0')
    local last = runs[#runs]
    if last and FOLDED[event.kind] and last.same == key and not event.undo and not last.undo then
      table.insert(last.events, event)
    else
      runs[#runs + 1] = { events = { event }, same = key, undo = event.undo, key = key .. '\0' .. (event.commit or '') }
    end
  end
  return runs
end

local function when(event)
  return cells.left(event.clock or event.date or '', 16)
end

---What happened, in words.
local function said(event)
  if event.text and event.text ~= '' then
    return event.text
  end
  return ('%s %s → %s'):format(event.field or event.kind, event.from or '', event.to or '')
end

local function line(page, event, what, style, item)
  local sign = SIGNS[event.kind] or { ' ' }
  local author = style.width >= 60 and cells.left(event.author or '', AUTHOR) .. ' ' or ''
  local room = style.width - 1 - 16 - 2 - cells.width(author) - 3
  page:add({
    { ' ' .. when(event), 'PursuitDim' },
    '  ',
    { author, 'PursuitDim' },
    { sign[1] .. ' ', sign[2] },
    { cells.fit(what, room), sign[2] ~= 'PursuitNumber' and sign[2] or nil },
  }, item)
end

---@param events pursuit.Event[]
---@param style pursuit.HistoryStyle
---@return pursuit.Page
function M.page(events, style)
  local page = Page.new()
  page:add({ { ' ' .. cells.fit(style.title, style.width - 2), 'PursuitTitle' } })
  page:add({ '' })
  for _, run in ipairs(M.folds(events)) do
    local first = run.events[1]
    if #run.events == 1 then
      line(page, first, said(first), style, first)
    elseif style.expanded[run.key] then
      for _, event in ipairs(run.events) do
        line(page, event, said(event), style, vim.tbl_extend('force', event, { fold = run.key }))
      end
    else
      local what = text.get('folded_' .. first.kind, style.lang, #run.events) .. '  ▸'
      line(page, first, what, style, vim.tbl_extend('force', first, { fold = run.key }))
    end
  end
  if #events == 0 then
    page:add({ { ' ' .. text.get('no_history', style.lang), 'PursuitDim' } })
  end
  return page
end

return M
