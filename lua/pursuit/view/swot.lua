---Strengths, weaknesses, opportunities, threats; each line leads to its row, and on to the finding.
local buffer = require('pursuit.buffer')
local page = require('pursuit.view.page')

local function open_source(view)
  local at = page.item(view)
  local entry = at and at.entry
  if entry and entry.source_path then
    buffer.open(entry.source_path, entry.source_lnum)
  end
end

return {
  call = 'swot',
  render = require('pursuit.render.swot').page,
  keys = function(view)
    return { { 'o', function() open_source(view) end, 'key_swot_source' }, page.adds('a', 'swot', 'key_add_swot') }
  end,
}
