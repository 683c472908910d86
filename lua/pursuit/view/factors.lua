---The weighted matrix of decision factors; each line leads to its row.
local page = require('pursuit.view.page')

return {
  call = 'factors',
  render = require('pursuit.render.factors').page,
  keys = function()
    return { page.adds('a', 'factor', 'key_add_factor') }
  end,
}
