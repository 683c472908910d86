---What changed between two states of a deal, by kind. Pure: an answer of the core in, a page out.
local Page = require('pursuit.render.page')
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---In the order in which they are told.
M.KINDS = { 'stage', 'review', 'close', 'field', 'person', 'activity', 'criterion', 'condition', 'cost', 'contact', 'note' }

---@class pursuit.DiffStyle
---@field width integer
---@field lang 'en'|'zh'

---@param diff pursuit.Diff
---@param style pursuit.DiffStyle
---@return pursuit.Page
function M.page(diff, style)
  local page, groups = Page.new(), {}
  local from, to = diff.from or text.get('state_birth', style.lang), diff.to or text.get('state_now', style.lang)
  page:add({ { ' ' .. cells.fit(text.get('diff_of', style.lang, diff.id, from, to), style.width - 2), 'PursuitTitle' } })
  for _, event in ipairs(diff.events) do
    groups[event.kind] = groups[event.kind] or {}
    table.insert(groups[event.kind], event)
  end
  for _, kind in ipairs(M.KINDS) do
    for i, event in ipairs(groups[kind] or {}) do
      if i == 1 then
        page:add({ '' })
        page:add({ { ' ' .. text.get('events_' .. kind, style.lang), 'PursuitStage' }, { ('  %d'):format(#groups[kind]), 'PursuitDim' } })
      end
      page:add({ '   ', { cells.fit(event.text, style.width - 4) } }, event)
    end
  end
  if #diff.events == 0 then
    page:add({ '' })
    page:add({ { ' ' .. text.get('no_difference', style.lang), 'PursuitDim' } })
  end
  return page
end

return M
