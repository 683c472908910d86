---Subcommands that make, find and check: what they do, what they ask, what they say when they can not.
local children = require('child')

local child, root

---Runs a command and gives the only thing that it said.
local function says(arguments)
  child:messages()
  child:pursuit(arguments)
  local said = child:messages()
  assert.equal(1, #said, arguments .. ': ' .. vim.inspect(said))
  return said[1]
end

local function contains(text, part)
  assert.truthy(text:find(part, 1, true), ('%q is not in %q'):format(part, text))
end

local count = 0
local function new(fields)
  count = count + 1
  return child:ok('new', 'Deal ' .. count, fields or {})
end

local function quickfix()
  return child:get('vim.fn.getqflist()')
end

---The buffer is a note of no deal.
local function away()
  child:cmd('silent! only')
  child:cmd('enew')
end

before_each(function()
  if not child then
    child = children.start({ lines = 40 })
    root = child:workspace()
  end
  child:answer()
  away()
  child:messages()
end)

teardown(function()
  child:stop()
end)

describe(':Pursuit', function()
  it('says what is not built yet, in either language', function()
    contains(says('forecast'), "':Pursuit forecast' is not built yet")
    child:lua("vim.g.pursuit = { lang = 'zh' }")
    contains(says('forecast'), '尚未实现')
    child:lua('vim.g.pursuit = nil')
  end)

  it('names what there is not', function()
    contains(says('frobnicate'), "there is no ':Pursuit frobnicate'")
    contains(says('!!!'), 'there is no')
  end)

  it('says where it found no workspace', function()
    child:api('set_current_dir', child.home)
    for _, name in ipairs(child:get("require('pursuit.command').names()")) do
      if name ~= 'init' then
        contains(says(name), 'no workspace here')
      end
    end
    child:api('set_current_dir', root)
  end)

  it('names a wrong option', function()
    child:lua('vim.g.pursuit = { lang = 5 }')
    contains(says('deals'), 'vim.g.pursuit.lang')
    child:lua('vim.g.pursuit = nil')
  end)
end)

describe('init', function()
  it('makes a workspace and opens its process', function()
    local dir = children.folder()
    contains(says('init ' .. dir .. '/my\\ sales lang=zh'), dir .. '/my sales')
    assert.equal(dir .. '/my sales/.pursuit/process.md', child:name())
    contains(table.concat(child:lines(), '\n'), '信息收集')
  end)

  it('takes the working directory where none is given', function()
    local dir = children.folder()
    child:api('set_current_dir', dir)
    contains(says('init'), dir)
    child:api('set_current_dir', root)
    assert.truthy(vim.uv.fs_stat(dir .. '/.pursuit/process.md'))
  end)

  it('refuses where there is one, an unknown language, an unknown key', function()
    contains(says('init ' .. root), root)
    contains(says('init ' .. children.folder() .. ' lang=de'), "'de' is not a language")
    contains(says('init x lnag=en'), "no field 'lnag'")
  end)
end)

describe('new', function()
  it('makes a deal from words and opens it', function()
    contains(says('new Port network account="port-authority" value=5000 team=a,b'), 'port-network')
    local deal = child:ok('deal', 'port-network')
    assert.equal(deal.path, child:name())
    assert.equal('Port network', deal.title)
    assert.equal('port-authority', deal.account)
    assert.equal(5000, deal.value)
    assert.same({ 'a', 'b' }, deal.team)
  end)

  it('asks where nothing is said', function()
    child:answer('Asked for', 'steelco', '', '2027-01-31')
    child:pursuit('new')
    local deal = child:ok('deal', 'asked-for')
    assert.equal('steelco', deal.account)
    assert.is_nil(deal.value)
    assert.equal('2027-01-31', deal.close)
  end)

  it('makes nothing when the question is left', function()
    child:answer(false)
    local before = #child:ok('deals')
    child:pursuit('new')
    child:answer('A title', false)
    child:pursuit('new')
    assert.equal(before, #child:ok('deals'))
  end)

  it('says what is wrong', function()
    contains(says('new x acount=y'), "no field 'acount'")
    contains(says('new x value=much'), "'much' is not an amount")
    contains(says('new x close=2026-02-30'), "'2026-02-30'")
    local id = new().id
    contains(says('new x id=' .. id), id)
    contains(says('new ' .. ('long '):rep(2000)), 'title')
  end)
end)

describe('add', function()
  it('makes notes and opens them', function()
    for kind, folder in pairs({ account = 'accounts', person = 'people', member = 'team', region = 'regions' }) do
      child:pursuit('add ' .. kind .. ' Some ' .. kind)
      assert.same({}, child:messages())
      assert.equal(('%s/%s/some-%s.md'):format(root, folder, kind), child:name())
    end
  end)

  it('asks for the name', function()
    child:answer('Chen Gang')
    child:pursuit('add person account=port')
    assert.equal(root .. '/people/chen-gang.md', child:name())
  end)

  it('says what is wrong', function()
    contains(says('add'), 'account person member region')
    contains(says('add planet Mars'), 'account person member region')
    contains(says('add person Chen Gang'), 'chen-gang')
    contains(says('add person X color=red'), "no field 'color'")
  end)
end)

describe('open', function()
  it('opens a deal by id, from one of its notes, or by a pick', function()
    local deal = new()
    child:pursuit('open ' .. deal.id)
    assert.equal(deal.path, child:name())
    child:cmd('edit ' .. deal.folder .. '/log.md')
    child:pursuit('open')
    assert.equal(deal.path, child:name())
    away()
    child:answer(deal.id)
    child:pursuit('open')
    assert.equal(deal.path, child:name())
  end)

  it('says what is wrong', function()
    contains(says('open nothing'), "there is no deal 'nothing'")
    contains(says('open ' .. new().id .. ' twice'), "'twice'")
  end)

  it('runs no code that is hidden in a name', function()
    child:lua('_G.ran = false')
    local deal = new()
    local path = deal.folder .. '/a|lua _G.ran = true|`touch x`%#.md'
    children.write(path, '# hostile\n')
    child:lua("require('pursuit.buffer').open(...)", path)
    assert.equal(path, child:name())
    assert.is_false(child:get('_G.ran'))
    child:cmd('enew')
    os.remove(path)
  end)
end)

describe('check', function()
  it('fills the quickfix list and shows the same lines', function()
    local deal = new()
    child:pursuit('check ' .. deal.id)
    local missing = child:ok('readiness', deal.id).missing
    local list = quickfix()
    assert.equal(#missing, #list)
    assert.equal(missing[1].lnum, list[1].lnum)
    assert.equal('E', list[1].type)
    assert.equal(deal.id .. ': 14 missing', child:get("vim.fn.getqflist({ title = 1 }).title"))
    assert.equal('pursuit-readiness', child:get('vim.bo.filetype'))
    child:type('<CR>')
    assert.equal(missing[1].path, child:name())
    assert.equal(missing[1].lnum, child:api('win_get_cursor', 0)[1])
  end)

  it('takes the deal of the note', function()
    local deal = new()
    child:cmd('edit ' .. deal.folder .. '/0-information.md')
    child:pursuit('check')
    contains(child:screen(), deal.id .. '   Information gathering → Concept discussion')
  end)

  it('says what is wrong', function()
    contains(says('check nothing'), "there is no deal 'nothing'")
  end)
end)

describe('toggle', function()
  local function at_first_task()
    local deal = new()
    local first = child:ok('readiness', deal.id).missing[1]
    child:cmd('edit ' .. first.path)
    child:api('win_set_cursor', 0, { first.lnum, 0 })
    return deal, first
  end

  local function line()
    return child:api('get_current_line')
  end

  it('goes from open to done and back', function()
    at_first_task()
    child:pursuit('toggle')
    contains(line(), '- [x]')
    child:pursuit('toggle')
    contains(line(), '- [ ]')
    assert.same({}, child:messages())
  end)

  it('takes a state and a reason', function()
    local deal = at_first_task()
    child:pursuit('toggle doing')
    contains(line(), '- [/]')
    child:pursuit('toggle - key account, not territorial')
    contains(line(), '- [-]')
    contains(line(), '[reason:: key account, not territorial]')
    assert.equal(1, child:ok('readiness', deal.id).na)
    child:pursuit('toggle open')
    contains(line(), '- [ ]')
  end)

  it('works on the lines of a range, one by one', function()
    local deal, first = at_first_task()
    child:cmd(('%d,%dPursuit toggle x'):format(first.lnum, first.lnum + 2))
    child:settle()
    assert.equal(3, child:ok('readiness', deal.id).done)
    child:cmd('normal! gg')
    child:cmd(('%dPursuit toggle'):format(first.lnum))
    child:settle()
    assert.equal(2, child:ok('readiness', deal.id).done)
    assert.same({}, child:messages())
  end)

  it('marks no activities in bulk before delivery', function()
    local deal, first = at_first_task()
    child:api('win_set_cursor', 0, { first.lnum - 2, 0 })
    says('toggle! - too much work')
    assert.equal(0, child:ok('readiness', deal.id).na)
  end)

  it('takes the task that is meant, whatever another program did above it', function()
    local _, first = at_first_task()
    local text = children.read(first.path)
    children.write(first.path, 'a line above\n' .. text)
    local meant = line()
    child:pursuit('toggle')
    assert.equal(first.lnum + 1, child:api('win_get_cursor', 0)[1])
    assert.equal((meant:gsub('%[ %]', '[x]')), line():sub(1, #meant))
  end)

  it('keeps the cursor where it is', function()
    local _, first = at_first_task()
    child:api('win_set_cursor', 0, { first.lnum, 9 })
    child:pursuit('toggle')
    assert.same({ first.lnum, 9 }, child:api('win_get_cursor', 0))
  end)

  it('asks to write unsaved changes, then goes on', function()
    at_first_task()
    child:api('buf_set_lines', 0, -1, -1, false, { 'mine' })
    child:answer(false)
    contains(says('toggle'), 'nothing was changed')
    contains(line(), '- [ ]')
    assert.is_true(child:get('vim.bo.modified'))
    child:answer('Write all')
    child:pursuit('toggle')
    contains(line(), '- [x]')
    assert.is_false(child:get('vim.bo.modified'))
    assert.equal('mine', child:lines()[#child:lines()])
  end)

  it('says what is wrong', function()
    contains(says('toggle'), 'not a note')
    at_first_task()
    contains(says('toggle perhaps'), "'perhaps' is not a state")
    child:api('win_set_cursor', 0, { 1, 0 })
    says('toggle')
    child:cmd('1,2Pursuit toggle')
    contains(child:messages()[1], 'no task here')
  end)
end)

describe('refresh', function()
  it('says when there is nothing to add', function()
    contains(says('refresh ' .. new().id), 'everything that the process asks')
  end)

  it('adds what the process has gained, and goes there', function()
    local dir = children.folder() .. '/gains'
    child:ok('init', dir, { lang = 'en' })
    child:api('set_current_dir', dir)
    local deal = new()
    local path = dir .. '/.pursuit/process.md'
    local before = '(%- %[ %] Customer need is described as first heard[^\n]*\n)'
    local process = children.read(path):gsub(before, '%1- [ ] The customer was told so ^was-told\n', 1)
    children.write(path, process)
    child:ok('commit')
    contains(says('refresh ' .. deal.id), '1 item added')
    contains(child:api('get_current_line'), '^was-told')
    child:api('set_current_dir', root)
  end)
end)

describe('deals', function()
  it('go into the quickfix list', function()
    local deal = new({ account = 'only-one' })
    child:pursuit('deals account=only-one')
    assert.equal(1, #quickfix())
    contains(quickfix()[1].text, deal.id .. ' · ')
    contains(says('deals account=nobody'), 'no deals that match')
  end)
end)
