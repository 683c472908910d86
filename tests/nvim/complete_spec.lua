---What <Tab> offers after each part of a command line.
local children = require('child')

local child

setup(function()
  child = children.start()
  child:workspace()
  child:ok('new', 'Acme core', { id = 'acme-core' })
  child:ok('new', '云南回传网', { id = '云南回传' })
  child:ok('add', 'account', { title = 'Port', id = 'port' })
  child:ok('add', 'person', { title = 'Chen Gang' })
end)

teardown(function()
  child:stop()
end)

local function offers(line)
  return child:lua("return vim.fn.getcompletion(..., 'cmdline')", 'Pursuit ' .. line)
end

local function offered(line, word)
  local list = offers(line)
  assert.is_true(vim.list_contains(list, word), line .. ': ' .. vim.inspect(list))
end

describe('completion', function()
  it('offers the subcommands that are built, and no other', function()
    local all = offers('')
    assert.same(require('pursuit.command').names(), all)
    offered('', 'advance')
    for _, later in ipairs(child:get("require('pursuit.command').LATER")) do
      assert.is_false(vim.list_contains(all, later), later)
    end
    assert.same({ 'check', 'close', 'commit', 'competitor', 'competitors', 'compliance', 'cost', 'costs' }, offers('c'))
  end)

  it('has something for each of them', function()
    for _, name in ipairs(child:get("require('pursuit.command').names()")) do
      if not vim.list_contains({ 'commit', 'process', 'reindex', 'stop', 'view' }, name) then
        assert.is_true(#offers(name .. ' ') > 0, name)
      end
    end
  end)

  it('offers deals', function()
    for _, name in ipairs({ 'open', 'check', 'review', 'advance', 'back', 'history', 'undo', 'visit', 'archive', 'rename', 'refresh' }) do
      offered(name .. ' ', 'acme-core')
      offered(name .. ' 云', '云南回传')
    end
    offered('advance! ', 'acme-core')
  end)

  it('offers decisions, statuses and reasons, with or without a deal before them', function()
    offered('decide ', 'conditional')
    offered('decide acme-core ', 'no-go')
    offered('close ', 'won')
    assert.same({ 'paused' }, offers('close acme-core p'))
    offered('close lost ', 'price')
    offered('close acme-core no-decision ', 'reason=')
    offered('close won reason=', 'reason=price')
  end)

  it('offers what the process has', function()
    offered('cost 100 ', 'travel')
    offered('cost acme-core 100 tr', 'travel')
    offered('new Title kind=', 'kind=C')
    offered('new Title profile=s', 'profile=small')
  end)

  it('offers keys and their values', function()
    offered('new Title ', 'account=')
    assert.same({ 'account=' }, offers('new Title acc'))
    offered('new Title account=', 'account=port')
    offered('new Title team=li.wei,', 'team=li.wei,li.wei')
    offered('board ', 'stage=')
    child:ok('view', 'hot', 'value>1m')
    offered('view h', 'hot')
    offered('view late sta', 'stage=')
    offered('deals mine @', '@hot')
    offered('search radio -sta', '-stage=')
    offered('board all sta', 'stage=')
    child:ok('new', 'Two words', { id = 'two-words' })
    child:ok('deals')
    offered('deals title="Two w', 'words"')
    offered('deals stage=con', 'stage=concept')
    offered('log text who=', 'who=chen-gang')
    offered('log text kind=', 'kind=call')
    offered('board owner=', 'owner=me')
    offered('deals owner=', 'owner=li.wei')
    for _, flag in ipairs({ 'mine', 'ready', 'stalled', 'unearned', 'archived' }) do
      offered('board ', flag)
      offered('deals ', flag)
    end
    offered('add ', 'person')
    offered('add person Name ', 'account=')
  end)

  it('offers states, switches and folders', function()
    assert.same({ 'x', '/', '-', 'open' }, offers('toggle '))
    assert.same({ 'off', 'on' }, vim.fn.sort(offers('autocommit ')))
    offered('init ', 'lang=')
    assert.same({ 'lang=zh' }, offers('init lang=z'))
  end)

  it('is silent where there is no workspace', function()
    child:cmd('enew')
    child:api('set_current_dir', child.home)
    assert.same({}, offers('open '))
    assert.same(require('pursuit.command').names(), offers(''))
  end)
end)
