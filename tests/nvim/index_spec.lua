---Two Neovims on one index: whatever happens to its file, both go on with the answers of the notes.
local children = require('child')

local one, two, root, cache

setup(function()
  one = children.start()
  root = one:workspace()
  one:ok('new', 'Core 部署', { id = 'core' })
  two = children.start()
  cache = children.folder()
  for _, child in ipairs({ one, two }) do
    child:lua('vim.env.XDG_CACHE_HOME = ...', cache)
    child:api('set_current_dir', root)
  end
  for i = 1, 30 do
    children.write(('%s/deals/2026/core/n%02d.md'):format(root, i), ('# N%d\nzebra 部署 %d\n'):format(i, i))
  end
end)

teardown(function()
  one:stop()
  two:stop()
end)

local function files(pattern)
  return vim.fn.glob(cache .. '/**/' .. pattern, false, true)
end

local function count(child)
  return #child:ok('search', 'zebra', { limit = 1000 })
end

local HARM = {
  ['is deleted'] = function(path)
    os.remove(path)
  end,
  ['is deleted with all beside it'] = function(path)
    for _, suffix in ipairs({ '', '-wal', '-shm', '.use' }) do
      os.remove(path .. suffix)
    end
  end,
  ['is emptied'] = function(path)
    io.open(path, 'wb'):close()
  end,
  ['is cut short'] = function(path)
    local text = children.read(path)
    children.write(path, text:sub(1, math.floor(#text / 2)))
  end,
  ['is overwritten'] = function(path)
    children.write(path, ('rubbish '):rep(4096))
  end,
  ['has lost its head'] = function(path)
    children.write(path, ('\0'):rep(4096) .. children.read(path):sub(4097))
  end,
}

describe('the index of two Neovims', function()
  local notes = 30
  for what, harm in pairs(HARM) do
    it(what .. ', and nothing is lost', function()
      assert.same({ notes, notes }, { count(one), count(two) })
      for _, path in ipairs(files('*.db')) do
        harm(path)
      end
      assert.same({ notes, notes }, { count(two), count(one) })
      notes = notes + 1
      children.write(('%s/deals/2026/core/more%02d.md'):format(root, notes), 'zebra\n')
      assert.same({ notes, notes }, { count(one), count(two) })
      assert.same({}, one:messages())
    end)
  end

  it('is written by both, in turns and at once', function()
    for i = 1, 10 do
      for name, child in pairs({ a = one, b = two }) do
        children.write(('%s/deals/2026/core/%s%02d.md'):format(root, name, i), 'okapi\n')
        vim.rpcnotify(child.channel, 'nvim_exec_lua', "require('pursuit').search('okapi')", {})
      end
    end
    assert.same({ 20, 20 }, { #one:ok('search', 'okapi', { limit = 100 }), #two:ok('search', 'okapi', { limit = 100 }) })
  end)
end)
