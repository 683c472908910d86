---What people get wrong, and what others try: a message that says what and where, nothing half done, nothing executed.
local children = require('child')

local child, root

local function git(...)
  local result = vim.system({ 'git', ... }, { cwd = root, text = true }):wait()
  return result.stdout, result.code
end

local function says(arguments)
  child:messages()
  child:pursuit(arguments)
  local said = child:messages()
  assert.equal(1, #said, arguments:sub(1, 80) .. ': ' .. vim.inspect(said))
  assert.is_nil(said[1]:find('[%z\1-\31]'), 'one line')
  assert.is_nil(said[1]:find('raised: .*stack traceback'), said[1])
  return said[1]
end

local function contains(text, part)
  assert.truthy(text:find(part, 1, true), ('%q is not in %q'):format(part, text))
end

local function clean()
  assert.equal('', (git('status', '--porcelain')))
end

before_each(function()
  child = children.start()
  root = child:workspace()
end)

after_each(function()
  vim.system({ 'chmod', '-R', 'u+rwx', root }):wait()
  child:stop()
end)

describe('titles', function()
  it('of any characters are kept, shown in cells, and execute nothing', function()
    local titles = {
      '%{execute("let g:ran=1")} %#Error#',
      '`touch ran` $(touch ran) | let g:ran=1',
      "it's \"quoted\" \\ and: colons # too",
      '[[link]] ![x](y) | a',
      '-- leading', '云南\226\128\174回传',
    }
    for i, title in ipairs(titles) do
      local result = child:call('new', title, { id = 'deal-' .. i, value = 5, profile = 'full' })
      if result[1] == vim.NIL then
        assert.equal('INVAL', result[3], title .. ': ' .. tostring(result[2]))
      else
        assert.equal(title, result[1].title)
      end
    end
    child:pursuit('board all')
    contains(child:screen(), 'deal-1')
    child:pursuit('check deal-1')
    child:pursuit('history deal-2')
    child:screen()
    assert.equal(0, child:get("vim.fn.exists('g:ran')"))
    assert.is_nil(vim.uv.fs_stat(root .. '/ran'))
    clean()
  end)

  it('that are too long, or only punctuation, are refused', function()
    contains(says('new ' .. ('x'):rep(10000)), 'title')
    says('new !!!')
    says('new ../..')
    says('new x id=../x')
    says('new x id=a/b')
    clean()
    assert.same({}, child:ok('deals'))
  end)

  it('with control characters are refused', function()
    local result = child:call('new', 'a\27[31mb\nc')
    assert.equal('INVAL', result[3])
    clean()
  end)
end)

describe('notes', function()
  it('that two folders claim are not touched', function()
    local deal = child:ok('new', 'Twice', { id = 'twice' })
    vim.fn.mkdir(root .. '/deals/2025', 'p')
    vim.system({ 'cp', '-R', deal.folder, root .. '/deals/2025/twice' }):wait()
    contains(says('open twice'), 'twice')
    contains(says('advance! twice why not'), 'twice')
    assert.truthy(children.read(deal.path):find('\nstage: information\n', 1, true))
  end)

  it('that were deleted or renamed by hand are named', function()
    local deal = child:ok('new', 'Gone', { id = 'gone' })
    os.remove(deal.path)
    local said = says('check gone')
    contains(said, 'gone')
    vim.fn.delete(deal.folder, 'rf')
    contains(says('check gone'), "there is no deal 'gone'")
  end)

  it('with broken front matter are named by line, and not written', function()
    local deal = child:ok('new', 'Broken', { id = 'broken' })
    local text = '---\nid: broken\ntitle: a: b\nstage: information\n---\n'
    children.write(deal.path, text)
    contains(says('advance! broken why not'), 'deal.md:3:')
    contains(says('cost broken 5 travel'), 'deal.md:3:')
    assert.equal(text, children.read(deal.path))
  end)

  it('outside of the workspace are none of ours', function()
    children.write(child.home .. '/x.md', '- [ ] x\n')
    child:cmd('edit ' .. child.home .. '/x.md')
    contains(says('toggle'), 'not a note')
    vim.uv.fs_symlink(child.home .. '/x.md', root .. '/deals/link.md')
    child:cmd('edit ' .. root .. '/deals/link.md')
    contains(says('toggle'), 'not a note')
    assert.equal('- [ ] x\n', children.read(child.home .. '/x.md'))
  end)
end)

describe('repositories', function()
  it('in the middle of a merge are left alone', function()
    child:ok('new', 'Merge', { id = 'merge' })
    children.write(root .. '/.git/MERGE_HEAD', (git('rev-parse', 'HEAD')))
    local said = says('advance! merge why not')
    os.remove(root .. '/.git/MERGE_HEAD')
    contains(said, 'merge')
    assert.equal('information', child:ok('deal', 'merge').stage)
    clean()
  end)

  it('with a detached HEAD work', function()
    child:ok('new', 'Detached', { id = 'detached' })
    git('checkout', '-q', '--detach')
    contains(says('advance! detached why not'), 'Concept discussion')
    clean()
  end)

  it('that can not be written say so', function()
    if vim.uv.getuid() == 0 then
      return pending('nothing is read-only for root')
    end
    child:ok('new', 'Read only', { id = 'read-only' })
    vim.system({ 'chmod', '-R', 'a-w', root }):wait()
    says('advance! read-only why not')
    vim.system({ 'chmod', '-R', 'u+w', root }):wait()
    assert.equal('information', child:ok('deal', 'read-only').stage)
  end)

  it('that are gone say so', function()
    child:ok('new', 'Gone', { id = 'gone' })
    vim.fn.delete(root .. '/.git', 'rf')
    says('advance! gone why not')
  end)

  it('that come back after they were deleted are opened anew', function()
    child:ok('new', 'Old', { id = 'old' })
    vim.fn.delete(root, 'rf')
    child:ok('init', root, { lang = 'en' })
    child:api('set_current_dir', root)
    assert.same({}, child:ok('deals'))
    child:ok('new', 'New', { id = 'new' })
    clean()
  end)

  it('of somebody without a name say what to run', function()
    child:stop()
    child = children.start({ identity = false })
    local dir = children.folder() .. '/anonymous'
    local result = child:call('init', dir, { lang = 'en' })
    if result[1] == vim.NIL then
      assert.equal('NOIDENTITY', result[3])
      contains(result[2], 'git config')
    else
      result = child:call('new', 'x', { root = dir })
      assert.truthy(result[1] ~= vim.NIL or result[3] == 'NOIDENTITY', vim.inspect(result))
    end
  end)
end)

describe('a process that contradicts itself', function()
  it('is refused with its line, and the last valid one goes on', function()
    child:ok('new', 'Goes on', { id = 'goes-on' })
    local path = root .. '/.pursuit/process.md'
    local text = children.read(path)
    children.write(path, (text:gsub('| information | Is this', '| nowhere | Is this', 1)))
    assert.not_equal(text, children.read(path))
    local process = child:ok('process')
    assert.is_true(#process.faults > 0)
    contains(vim.split(children.read(path), '\n')[process.faults[1].lnum], 'nowhere')
    assert.equal('concept', child:ok('readiness', 'goes-on').next)
  end)
end)

describe('two Neovims', function()
  it('on one workspace lose nothing', function()
    local other = children.start({ cwd = root })
    other:api('set_current_dir', root)
    local mine = child:ok('new', 'Mine', { id = 'mine' })
    assert.equal('mine', other:ok('deal', 'mine').id)
    local missing = child:ok('readiness', 'mine').missing
    other:cmd('edit ' .. missing[1].path)
    for i = 1, 6 do
      (i % 2 == 0 and child or other):ok('toggle', missing[i].path, missing[i].lnum, 'x')
    end
    assert.equal(6, child:ok('readiness', 'mine').done)
    assert.equal(6, other:ok('readiness', 'mine').done)
    other:cmd('checktime')
    assert.equal(children.read(missing[1].path), table.concat(other:lines(), '\n') .. '\n')
    assert.equal(mine.path, other:ok('deal', 'mine').path)
    other:stop()
    clean()
  end)
end)
