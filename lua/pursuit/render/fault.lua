---The line that says that the process note can't be used as it is written. Pure.
local cells = require('pursuit.render.cells')
local text = require('pursuit.text')
local M = {}

---Adds nothing where there are no faults.
---@param page pursuit.Page
---@param faults pursuit.Diagnostic[]?
---@param style { width: integer, lang: 'en'|'zh' }
function M.add(page, faults, style)
  local first = faults and faults[1]
  if not first then
    return
  end
  local place = ('%s:%d'):format(first.path:match('[^/]+/[^/]+$') or first.path, first.lnum)
  local said = text.get('process_fault', style.lang, place, #faults, first.message)
  page:add({ { ' ✗ ' .. cells.fit(said, style.width - 4), 'PursuitError' } }, { path = first.path, lnum = first.lnum })
end

return M
