---The compliance matrix of a tender; each line leads to its row.
local page = require('pursuit.view.page')

local function widen(view)
  view.style.all = not view.style.all
  page.draw(view)
end

return {
  call = 'compliance',
  render = require('pursuit.render.compliance').page,
  keys = function(view)
    return { { 'a', function() widen(view) end, 'key_compliance_all' }, page.adds('A', 'requirement', 'key_add_requirement') }
  end,
}
