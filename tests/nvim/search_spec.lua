---:Pursuit search and what scripts get.
local children = require('child')

local child, root

setup(function()
  child = children.start()
  root = child:workspace()
  child:ok('new', 'Core 部署', { id = 'core' })
  children.write(root .. '/deals/2026/core/site.md', '# Site\n\nthe zebra radio 部署\n')
end)

teardown(function()
  child:stop()
end)

before_each(function()
  child:cmd('silent! only')
  child:api('set_current_dir', root)
  child:lua("vim.fn.setqflist({}, 'f')")
  child:messages()
end)

local function quickfix()
  return child:get('vim.fn.getqflist({ items = 0, title = 0 })')
end

describe(':Pursuit search', function()
  it('fills the quickfix list, each hit at its match', function()
    child:pursuit('search zebra 部署')
    local list = quickfix()
    assert.equal('search zebra 部署', list.title)
    assert.equal(1, #list.items)
    local item = list.items[1]
    assert.same({ 3, 5 }, { item.lnum, item.col })
    assert.equal('core  Site  the «zebra» radio «部署»', item.text)
    assert.equal(root .. '/deals/2026/core/site.md', child:call('search', 'zebra')[1][1].path)
  end)

  it('says when nothing is found, in either language', function()
    child:pursuit('search nothing-like-it')
    assert.same({ "no note holds 'nothing-like-it'" }, child:messages())
    child:lua("vim.g.pursuit = { lang = 'zh' }")
    child:pursuit('search nothing-like-it')
    assert.same({ '没有笔记包含“nothing-like-it”' }, child:messages())
    child:lua('vim.g.pursuit = nil')
  end)

  it('sees unsaved changes, and no longer what they took away', function()
    child:cmd('edit ' .. root .. '/deals/2026/core/site.md')
    child:lua("vim.api.nvim_buf_set_lines(0, 0, -1, false, { '# Site', 'a giraffe' })")
    assert.equal(1, #child:call('search', 'giraffe')[1])
    assert.equal(0, #child:call('search', 'zebra')[1])
    child:cmd('bwipeout!')
    assert.equal(1, #child:call('search', 'zebra')[1])
  end)

  it('keeps its index in the cache folder of Neovim', function()
    child:call('search', 'zebra')
    assert.equal(1, #child:get("vim.fn.glob(vim.fn.stdpath('cache') .. '/pursuit/*/*.db', false, true)"))
  end)
end)

describe(':Pursuit reindex', function()
  it('says how many notes there are', function()
    child:pursuit('reindex')
    assert.truthy(child:messages()[1]:match('^%d+ notes indexed$'))
    local counts = child:call('reindex')[1]
    assert.equal(counts.notes, counts.changed)
  end)
end)
