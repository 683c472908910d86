---Goals and plan of a deal; each line leads to its row.
local page = require('pursuit.view.page')

return {
  call = 'plan',
  render = require('pursuit.render.plan').page,
  keys = function()
    return { page.adds('a', 'plan', 'key_add_task'), page.adds('g', 'goal', 'key_add_goal') }
  end,
}
