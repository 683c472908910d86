---The money of a deal; a row of the ledger leads to its line.
local page = require('pursuit.view.page')

local function command(name)
  return function()
    require('pursuit.command').run(name, {})
  end
end

return {
  call = 'costs',
  render = require('pursuit.render.costs').page,
  keys = function(view)
    return {
      { '<Tab>', function()
        view.style.whole = not view.style.whole
        page.draw(view)
      end, 'key_unfold_ledger' },
      { 'a', command('cost'), 'key_enter_cost' },
      { 'o', command('overview'), 'key_overview' },
      { 'h', command('history'), 'key_history' },
    }
  end,
}
