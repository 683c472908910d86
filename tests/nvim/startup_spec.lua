local children = require('child')

local ROOT = os.getenv('PURSUIT_ROOT')

---A copy of the plugin's Lua, without the module.
local function copy()
  local dir = children.folder() .. '/pursuit.nvim'
  vim.fn.mkdir(dir, 'p')
  for _, part in ipairs({ 'lua', 'plugin', 'csrc' }) do
    assert(vim.system({ 'cp', '-R', ROOT .. '/' .. part, dir .. '/' .. part }):wait().code == 0)
  end
  os.remove(dir .. '/lua/pursuit/core.so')
  return dir
end

describe('at startup', function()
  local child

  before_each(function()
    child = children.start()
  end)

  after_each(function()
    child:stop()
  end)

  local function loaded()
    return child:get("vim.tbl_filter(function(name) return name:find('^pursuit') end, vim.tbl_keys(package.loaded))")
  end

  it('nothing is required', function()
    assert.same({}, loaded())
  end)

  it('nothing is required by files that are in no workspace', function()
    children.write(child.home .. '/a.md', '# A\n')
    child:cmd('edit ' .. child.home .. '/a.md')
    assert.same({}, loaded())
  end)

  it('there is one autocommand', function()
    assert.equal(2, child:get("#vim.api.nvim_get_autocmds({ group = 'pursuit' })"), 'one for two events')
    child:cmd('runtime plugin/pursuit.lua')
    assert.equal(2, child:get("#vim.api.nvim_get_autocmds({ group = 'pursuit' })"))
  end)

  it('there are <Plug> maps, and none that takes a key', function()
    local maps = child:get("vim.tbl_map(function(map) return map.lhs end, vim.api.nvim_get_keymap('n'))")
    local ours = vim.tbl_filter(function(lhs)
      return lhs:find('pursuit', 1, true) ~= nil
    end, maps)
    assert.is_true(vim.list_contains(ours, '<Plug>(pursuit-toggle)'))
    for _, lhs in ipairs(ours) do
      assert.truthy(lhs:find('^<Plug>%(pursuit%-%a+%)$'), lhs)
    end
  end)

  it('a <Plug> map runs its command', function()
    child:workspace()
    child:cmd('nmap gb <Plug>(pursuit-board)')
    child:type('gb')
    child:settle()
    assert.equal('pursuit-board', child:get('vim.bo.filetype'))
  end)

  it('setup is not needed and takes options', function()
    child:lua("require('pursuit').setup({ debounce_ms = 5 })")
    assert.equal(5, child:get("require('pursuit.config').get().debounce_ms"))
  end)
end)

describe('a module that', function()
  local child

  after_each(function()
    child:stop()
  end)

  ---What :Pursuit says with this copy of the plugin.
  local function said(dir)
    child = children.start()
    child:lua([[
      local dir = ...
      vim.o.runtimepath = dir .. ',' .. vim.env.VIMRUNTIME
      vim.cmd.runtime('plugin/pursuit.lua')
    ]], dir)
    child:pursuit('')
    local messages = child:messages()
    assert.equal(1, #messages)
    assert.is_nil(messages[1]:find('\n', 1, true))
    assert.truthy(messages[1]:find('run `make` in ' .. dir, 1, true), messages[1])
    return messages[1]
  end

  it('is missing ends in one line with the command to run', function()
    assert.truthy(said(copy()):find('is not built', 1, true))
  end)

  it('does not load ends in one line', function()
    local dir = copy()
    children.write(dir .. '/lua/pursuit/core.so', 'no module at all\n')
    assert.truthy(said(dir):find('does not load', 1, true))
  end)

  it('is stale ends in one line', function()
    local dir = copy()
    assert(vim.uv.fs_copyfile(ROOT .. '/lua/pursuit/core.so', dir .. '/lua/pursuit/core.so'))
    vim.uv.fs_utime(dir .. '/lua/pursuit/core.so', 1, 1)
    children.write(dir .. '/csrc/new.c', '/* a change */\n')
    assert.truthy(said(dir):find('is stale', 1, true))
  end)

  it('is of another version ends in one line', function()
    local dir = copy()
    assert(vim.uv.fs_copyfile(ROOT .. '/lua/pursuit/core.so', dir .. '/lua/pursuit/core.so'))
    local version = children.read(dir .. '/lua/pursuit/version.lua'):gsub("M%.number = '[^']*'", "M.number = '99.0.0'")
    children.write(dir .. '/lua/pursuit/version.lua', version)
    assert.truthy(said(dir):find('is stale', 1, true))
  end)

  it('is missing makes the API fail, not raise', function()
    child = children.start()
    child:lua([[
      vim.o.runtimepath = ... .. ',' .. vim.env.VIMRUNTIME
    ]], copy())
    local result = child:call('deals')
    assert.equal(vim.NIL, result[1])
    assert.truthy(result[2]:find('run `make`', 1, true))
    assert.equal('NOTFOUND', result[3])
  end)
end)

describe('options', function()
  local config = require('pursuit.config')

  after_each(function()
    vim.g.pursuit = nil
  end)

  it('have defaults', function()
    local options, fault = config.get()
    assert.is_nil(fault)
    assert.is_true(options.autocommit)
    assert.is_true(options.diagnostics)
    assert.equal('owner=me', options.board.filter)
  end)

  it('are checked, and faults named by the path of the field', function()
    for options, fault in pairs({
      [{ lang = 'de' }] = "vim.g.pursuit.lang: expected 'en' or 'zh', got \"de\"",
      [{ autocommit = 1 }] = 'vim.g.pursuit.autocommit: expected boolean, got 1',
      [{ board = { filter = false } }] = 'vim.g.pursuit.board.filter: expected string, got false',
      [{ board = 5 }] = 'vim.g.pursuit.board: expected a table, got 5',
      [{ debounce_ms = 1.5 }] = 'vim.g.pursuit.debounce_ms: expected a whole number from 0 to 60000, got 1.5',
      [{ autocomit = true }] = 'vim.g.pursuit.autocomit: there is no such option',
      [{ 'x' }] = 'vim.g.pursuit.1: there is no such option',
    }) do
      vim.g.pursuit = options
      local _, said = config.get()
      assert.equal(fault, said)
    end
    vim.g.pursuit = 5
    assert.equal('vim.g.pursuit: expected a table, got 5', select(2, config.get()))
  end)

  it('are set by setup, which raises what is wrong', function()
    require('pursuit').setup({ lang = 'zh' })
    require('pursuit').setup({ debounce_ms = 0 })
    assert.same({ lang = 'zh', debounce_ms = 0 }, vim.g.pursuit)
    assert.has_error(function()
      require('pursuit').setup({ lang = 1 })
    end, "vim.g.pursuit.lang: expected 'en' or 'zh', got 1")
  end)
end)
