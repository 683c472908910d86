---What is said, and how it fits into the message line.
local children = require('child')

local child

before_each(function()
  child = children.start({ columns = 60, lines = 20 })
end)

after_each(function()
  child:stop()
end)

describe('a message', function()
  it('that is too long is cut on the screen and stands whole in :messages', function()
    local long = ('nothing is ready here, %s'):format(('and so on '):rep(12)) .. 'END'
    child:lua('vim.notify = _G.builtin_notify')
    child:lua([[require('pursuit.message').warn(...)]], long)
    assert.equal('n', child:get('vim.api.nvim_get_mode().mode'))
    assert.truthy(child:screen():find('nothing is ready here', 1, true))
    assert.truthy(child:screen():find('…', 1, true))
    assert.is_nil(child:screen():find('END', 1, true))
    assert.truthy(child:get('vim.fn.execute("messages")'):gsub('\n', ''):find('END', 1, true))
  end)

  it('goes as a whole to whoever shows notifications otherwise', function()
    child:lua([[vim.notify = setmetatable({}, { __call = function(_, text) _G.shown = text end })]])
    local long = ('x'):rep(200)
    child:lua([[require('pursuit.message').info(...)]], long)
    assert.equal(long, child:get('_G.shown'))
  end)
end)

describe('advance', function()
  it('never takes a mistyped id for a reason and moves another deal', function()
    child:workspace()
    child:ok('new', 'Here', { id = 'here' })
    child:pursuit('open here')
    child:messages()
    child:pursuit('advance hear')
    local said = table.concat(child:messages(), '\n')
    assert.truthy(said:find("no deal is named 'hear'", 1, true), said)
    assert.equal('information', child:ok('deal', 'here').stage)
  end)
end)
