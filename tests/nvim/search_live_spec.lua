---Search as one types.
local children = require('child')

local child, root

setup(function()
  child = children.start()
  root = child:workspace()
  child:ok('new', 'Core 部署', { id = 'core' })
  child:ok('new', 'Metro ring', { id = 'metro', owner = 'anna' })
  children.write(root .. '/deals/2026/core/site.md', '# Site\n\nthe zebra radio 部署\n')
  children.write(root .. '/deals/2026/metro/visit.md', '# Visit\n\nzebra and giraffe\n')
  children.write(root .. '/people/chen.md', '# 陈刚\n\n电信预算 zebra zebra\n')
end)

teardown(function()
  child:stop()
end)

before_each(function()
  child:resize(100, 30)
  child:cmd('stopinsert')
  child:cmd('silent! only')
  child:cmd('enew!')
  child:api('set_current_dir', root)
  child:lua("vim.fn.setqflist({}, 'f')")
  child:messages()
end)

-- Lines of the list.
local function list()
  return child:lua([[
    for _, win in ipairs(vim.api.nvim_list_wins()) do
      local config = vim.api.nvim_win_get_config(win)
      if config.relative ~= '' and not config.focusable then
        return vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(win), 0, -1, false)
      end
    end
    return {}
  ]])
end

local function wait_for_list(pattern)
  local good = vim.wait(10000, function()
    return (table.concat(list(), '\n'):find(pattern)) ~= nil
  end, 5)
  assert.is_true(good, 'waited in vain for ' .. pattern .. ' in\n' .. table.concat(list(), '\n'))
end

local function windows()
  return child:get('#vim.api.nvim_list_wins()')
end

describe(':Pursuit search without words', function()
  it('shows hits while one types, the newest question alone', function()
    child:pursuit('search')
    for _, key in ipairs({ 'z', 'e', 'b', 'r', 'a', ' ', 'g', 'i', 'r', '*' }) do
      child:type(key)
    end
    wait_for_list('giraffe')
    child:settle()
    assert.equal(1, #list())
    child:type('<C-u>电信')
    wait_for_list('电信预算')
    assert.equal(1, #list())
    child:type('<Esc>')
    assert.equal(1, windows())
    assert.equal('n', child:get('vim.api.nvim_get_mode().mode'))
  end)

  it('takes filters and any text', function()
    child:pursuit('search')
    child:type('owner=anna zebra')
    wait_for_list('giraffe')
    assert.equal(1, #list())
    child:type('<C-u>"NEAR(zebra, 9)')
    wait_for_list("no note holds '\"NEAR%(zebra, 9%)'")
    assert.same({}, child:messages())
    child:type('<Esc>')
  end)

  it('opens the chosen hit at its match', function()
    child:pursuit('search')
    child:type('zebra')
    wait_for_list('giraffe')
    child:settle()
    assert.equal(3, #list())
    child:type('<C-n><C-n><C-p><C-p><Down>')
    local chosen = list()[2]
    child:type('<CR>')
    child:wait_for("vim.fn.expand('%:t') ~= ''")
    assert.equal(1, windows())
    assert.truthy(chosen:find(child:get("vim.api.nvim_get_current_line():match('zebra.*')"), 1, true))
    assert.equal('zebra', child:get("vim.api.nvim_get_current_line():sub(vim.fn.col('.'), vim.fn.col('.') + 4)"))
    assert.equal('n', child:get('vim.api.nvim_get_mode().mode'))
  end)

  it('opens what is typed last, also before it is found', function()
    child:pursuit('search')
    child:type('giraffe<CR>')
    child:wait_for("vim.fn.expand('%:t') == 'visit.md'")
    assert.equal(1, windows())
  end)

  it('puts all hits into the quickfix list', function()
    child:pursuit('search')
    child:type('zebra<C-q>')
    child:wait_for('#vim.fn.getqflist() == 3')
    assert.equal('search zebra', child:get('vim.fn.getqflist({ title = 0 })').title)
  end)

  it('sees what has been written since', function()
    child:pursuit('search')
    child:type('okapi')
    wait_for_list('no note holds')
    children.write(root .. '/people/liu.md', '# Liu\n\nan okapi\n')
    child:type('<BS>')
    child:type('i')
    wait_for_list('an okapi')
    child:type('<Esc>')
    os.remove(root .. '/people/liu.md')
  end)

  it('fits into narrow windows, in cells', function()
    child:resize(60, 20)
    child:pursuit('search')
    child:type('部署')
    wait_for_list('部署')
    for _, line in ipairs(list()) do
      assert.is_true(child:lua('return vim.api.nvim_strwidth(...)', line) <= 56, line)
    end
    child:resize(40, 12)
    child:resize(100, 30)
    child:type('<Esc>')
    assert.equal(1, windows())
  end)

  it('shows the match also where much stands before it', function()
    local render = require('pursuit.render.hit')
    local cells = require('pursuit.render.cells')
    for _, before in ipairs({ ('long way '):rep(7), ('路很长'):rep(12) }) do
      local hit = { path = '/w/log.md', deal = 'core', title = 'Log', snippet = before .. 'zebra and more', marks = {
        { from = #before + 1, to = #before + 5 },
      } }
      for _, width in ipairs({ 40, 56, 96, 200 }) do
        local line = render.page({ hit }, width).lines[1]
        assert.truthy(line:find('zebra', 1, true), line)
        assert.is_true(cells.width(line) <= width, line)
      end
    end
  end)

  it('goes when another window is entered', function()
    child:pursuit('search')
    child:type('zebra')
    wait_for_list('zebra')
    child:cmd('stopinsert')
    child:cmd('wincmd p')
    child:wait_for('#vim.api.nvim_list_wins() == 1')
    child:settle()
  end)
end)
