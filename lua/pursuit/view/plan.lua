---Goals and plan of a deal; each line leads to its row.
local function add(name)
  return function()
    require('pursuit.command').run('add', { words = { name } })
  end
end

return {
  call = 'plan',
  render = require('pursuit.render.plan').page,
  keys = function()
    return {
      { 'a', add('plan'), 'key_add_task' },
      { 'g', add('goal'), 'key_add_goal' },
    }
  end,
}
