---Deals that can't be read, each at the line that is in the way. Pure.
local cells = require('pursuit.render.cells')
local M = {}

---@param page pursuit.Page
---@param broken pursuit.Diagnostic[]
---@param width integer
function M.add(page, broken, width)
  if #broken > 0 then
    page:add({ '' })
  end
  for _, one in ipairs(broken) do
    local place = one.path:match('[^/]+/[^/]+$') or one.path
    local said = ('%s:%d: %s'):format(place, one.lnum, one.message)
    page:add({ { ' ! ', 'PursuitError' }, cells.fit(said, width - 4) }, { path = one.path, lnum = one.lnum })
  end
end

return M
