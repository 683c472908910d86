---The API contract: every function, what it gives, how it fails.
local children = require('child')

local child, root

local function ok(name, ...)
  return child:ok(name, ...)
end

---What a function that must fail says.
local function fails(code, name, ...)
  local result = child:call(name, ...)
  assert.equal(vim.NIL, result[1], name)
  assert.equal('string', type(result[2]), name)
  assert.equal(code, result[3], result[2])
  return result[2], result[4]
end

local function raises(name, ...)
  local good, fault = pcall(child.call, child, name, ...)
  assert.is_false(good, name)
  assert.truthy(fault:find('pursuit.' .. name .. ': ', 1, true), fault)
  return fault
end

---A deal of its own for each test.
local count = 0
local function new(fields)
  count = count + 1
  return ok('new', 'Deal ' .. count, fields or {}).id
end

---Closes all activities of the stage that is claimed.
local function close_activities(id)
  for _, missing in ipairs(ok('readiness', id).missing) do
    if missing.kind == 'activity' then
      ok('toggle', missing.path, missing.lnum, 'x')
    end
  end
end

local function answer_criteria(review)
  for _, criterion in ipairs(review.criteria) do
    ok('toggle', review.path, criterion.lnum, 'x')
  end
end

setup(function()
  child = children.start()
  root = child:workspace()
end)

teardown(function()
  child:stop()
end)

describe('init', function()
  it('makes a workspace', function()
    local dir = children.folder() .. '/new'
    assert.equal(dir, ok('init', dir, { lang = 'zh' }).root)
    assert.truthy(children.read(dir .. '/.pursuit/process.md'):find('信息收集', 1, true))
  end)

  it('refuses where there is one', function()
    fails('EXISTS', 'init', root)
  end)

  it('refuses an unknown language, and raises at misuse', function()
    fails('INVAL', 'init', children.folder(), { lang = 'de' })
    raises('init', 5)
    raises('init', '/tmp', 'en')
  end)

  it('adopts a folder full of notes and changes none of them', function()
    local dir = children.folder()
    children.write(dir .. '/notes/a.md', '---\nbroken: [\n---\r\n- [ ] x')
    assert.equal(dir, ok('init', dir, {}).root)
    assert.equal('---\nbroken: [\n---\r\n- [ ] x', children.read(dir .. '/notes/a.md'))
  end)
end)

describe('new', function()
  it('gives a deal with everything that was said', function()
    local deal = ok('new', 'Port network', {
      account = 'port', value = 1200000, currency = 'CNY', team = { 'chen.yu', 'zhao.min' }, close = '2027-02-28',
      opened = '2026-11-01', source = 'exhibition',
    })
    assert.equal('port-network', deal.id)
    assert.equal('Port network', deal.title)
    assert.equal('port', deal.account)
    assert.equal(1200000, deal.value)
    assert.equal(120000, deal.weighted)
    assert.equal(10, deal.probability)
    assert.equal('stage', deal.probability_source)
    assert.equal('CNY', deal.currency)
    assert.same({ 'chen.yu', 'zhao.min' }, deal.team)
    assert.equal('li.wei', deal.owner)
    assert.equal('2027-02-28', deal.close)
    assert.equal('2026-11-01', deal.opened)
    assert.equal('open', deal.status)
    assert.equal('information', deal.stage)
    assert.equal('information', deal.earned)
    assert.equal(root .. '/deals/2026/port-network/deal.md', deal.path)
    assert.is_false(deal.stalled)
    assert.same(deal, ok('deal', 'port-network'))
  end)

  it('is one commit, and leaves the tree clean', function()
    local before = vim.system({ 'git', 'rev-list', '--count', 'HEAD' }, { cwd = root, text = true }):wait().stdout
    new()
    local after = vim.system({ 'git', 'rev-list', '--count', 'HEAD' }, { cwd = root, text = true }):wait().stdout
    assert.equal(tonumber(before) + 1, tonumber(after))
    assert.equal('', vim.system({ 'git', 'status', '--porcelain' }, { cwd = root, text = true }):wait().stdout)
  end)

  it('takes a judged probability', function()
    local deal = ok('deal', new({ probability = 60, value = 1000 }))
    assert.equal(60, deal.probability)
    assert.equal('judged', deal.probability_source)
    assert.equal(600, deal.weighted)
  end)

  it('refuses what is wrong, and makes nothing', function()
    local id = new()
    fails('EXISTS', 'new', 'x', { id = id })
    fails('INVAL', 'new', '')
    fails('INVAL', 'new', '!!! ???')
    fails('INVAL', 'new', 'x', { id = '../x' })
    fails('INVAL', 'new', 'x', { id = '.x' })
    fails('INVAL', 'new', 'bad date', { close = '2026-02-30' })
    fails('INVAL', 'new', 'bad amount', { value = 'much' })
    fails('INVAL', 'new', 'bad kind', { kind = 'Z' })
    fails('INVAL', 'new', 'bad profile', { profile = 'none' })
    fails('INVAL', 'new', 'bad key', { acount = 'x' })
    assert.is_nil(vim.uv.fs_stat(root .. '/deals/2026/bad-date'))
  end)

  it('raises at misuse', function()
    raises('new')
    raises('new', 5)
    raises('new', 'x', 'y')
  end)
end)

describe('deal and deals', function()
  it('find by filter', function()
    local id = new({ account = 'steelco', value = 77 })
    assert.equal(id, ok('deals', 'account=steelco')[1].id)
    assert.equal(id, ok('deals', { account = 'steelco' })[1].id)
    assert.equal(1, #ok('deals', { account = 'steelco', stage = 'information' }))
    assert.same({}, ok('deals', 'account=nobody'))
  end)

  it('fail for what is not there', function()
    assert.truthy(fails('NOTFOUND', 'deal', 'nothing'):find('nothing', 1, true))
    fails('NOTFOUND', 'readiness', 'nothing')
    fails('NOTFOUND', 'history', 'nothing')
    raises('deal')
    raises('deals', 5)
  end)

  it('see unsaved buffers', function()
    local id = new({ value = 5 })
    local path = ok('deal', id).path
    child:cmd('edit ' .. path)
    child:cmd('silent %s/^value: .*/value: 9/')
    assert.equal(9, ok('deal', id).value)
    child:cmd('edit!')
    assert.equal(5, ok('deal', id).value)
  end)

  it('neither open nor switch buffers', function()
    child:cmd('enew')
    local before = child:get('{ vim.api.nvim_get_current_buf(), #vim.api.nvim_list_bufs(), #vim.api.nvim_list_wins() }')
    local id = new()
    ok('readiness', id)
    ok('review', id)
    ok('visit', id)
    ok('board')
    assert.same(before, child:get('{ vim.api.nvim_get_current_buf(), #vim.api.nvim_list_bufs(), #vim.api.nvim_list_wins() }'))
  end)

  it('take the workspace of the last table', function()
    local other = ok('init', children.folder() .. '/other', { lang = 'en' }).root
    assert.same({}, ok('deals', '', { root = other }))
    assert.same({}, ok('deals', { root = other }))
    ok('new', 'Only here', { root = other })
    assert.equal('only-here', ok('deals', { root = other })[1].id)
    fails('NOTFOUND', 'deal', 'only-here')
    fails('NOTFOUND', 'deal', 'only-here', { root = children.folder() })
  end)
end)

describe('readiness and toggle', function()
  it('say what is missing, each at the line that toggle takes', function()
    local id = new()
    local readiness = ok('readiness', id)
    assert.equal('information', readiness.stage)
    assert.equal('concept', readiness.next)
    assert.equal('preliminary', readiness.gate)
    assert.is_false(readiness.ready)
    assert.equal(0, readiness.done)
    assert.equal(0, readiness.na)
    assert.equal(readiness.total + 1, #readiness.missing)
    local first = readiness.missing[1]
    for field, kind in pairs({
      kind = 'string', id = 'string', text = 'string', path = 'string', lnum = 'number', message = 'string', absent = 'boolean',
    }) do
      assert.equal(kind, type(first[field]), field)
    end
    assert.equal('x', ok('toggle', first.path, first.lnum))
    assert.equal(1, ok('readiness', id).done)
    assert.equal(' ', ok('toggle', first.path, first.lnum))
    assert.equal('/', ok('toggle', first.path, first.lnum, '/'))
    assert.equal('-', ok('toggle', first.path, first.lnum, '-', 'key account'))
    assert.equal(1, ok('readiness', id).na)
  end)

  it('refuse what can not be', function()
    local id = new()
    local first = ok('readiness', id).missing[1]
    fails('INVAL', 'toggle', first.path, first.lnum, '-')
    fails('INVAL', 'toggle', first.path, first.lnum, 'q')
    child:call('toggle', first.path, 1, 'x')
    fails('NOTFOUND', 'toggle', first.path, 1, 'x')
    fails('NOTFOUND', 'toggle', root .. '/deals/2026/' .. id .. '/none.md', 1, 'x')
    local _, code = child:call('toggle', '/etc/passwd', 1, 'x')
    assert.is_nil(code)
    raises('toggle', first.path)
    raises('toggle', first.path, first.lnum, 5)
  end)

  it('refuse to go over unsaved changes, naming the file', function()
    local id = new()
    local first = ok('readiness', id).missing[1]
    child:cmd('edit ' .. first.path)
    child:api('buf_set_lines', 0, -1, -1, false, { 'mine' })
    local said, info = fails('UNSAVED', 'toggle', first.path, first.lnum, 'x')
    assert.equal(first.path, info.path)
    assert.truthy(vim.startswith(said, first.path))
    assert.equal('mine', child:lines()[#child:lines()])
    child:cmd('silent edit!')
  end)

  it('bring loaded buffers up to date', function()
    local id = new()
    local first = ok('readiness', id).missing[1]
    child:cmd('edit ' .. first.path)
    ok('toggle', first.path, first.lnum, 'x')
    assert.truthy(child:lines()[first.lnum]:find('- [x]', 1, true))
    assert.is_false(child:get('vim.bo.modified'))
    child:lua("vim.v.errmsg = ''")
    child:cmd('checktime')
    assert.equal('', child:get('vim.v.errmsg'))
    child:cmd('silent undo')
    assert.truthy(child:lines()[first.lnum]:find('- [ ]', 1, true))
    assert.is_true(child:get('vim.bo.modified'))
    child:cmd('silent edit!')
  end)
end)

describe('review and decide', function()
  it('take a deal through its gate', function()
    local id = new()
    local review = ok('review', id)
    assert.equal('preliminary', review.gate)
    assert.equal(1, review.round)
    assert.is_nil(review.decision)
    assert.equal(5, #review.criteria)
    assert.equal(review.path, ok('review', id).path, 'the open one is given again')
    local _, info = fails('REFUSED', 'decide', id, 'go')
    assert.is_true(#info.missing > 5)
    close_activities(id)
    answer_criteria(review)
    review = ok('decide', id, 'go', { reviewers = { 'li.wei' }, reason = 'a real need' })
    assert.equal('go', review.decision)
    assert.is_true(review.self_review)
    assert.equal('li.wei', review.votes[1].reviewer)
    assert.is_true(ok('readiness', id).ready)
    local deal = ok('advance', id)
    assert.equal('concept', deal.stage)
    assert.equal('concept', deal.earned)
  end)

  it('need another reviewer where there is a team', function()
    local id = new({ team = { 'chen.yu' } })
    close_activities(id)
    answer_criteria(ok('review', id))
    local _, info = fails('REFUSED', 'decide', id, 'go', { reviewers = { 'li.wei' } })
    assert.equal('reviewer', info.missing[1].kind)
    local review = ok('decide', id, 'go', {
      votes = {
        { reviewer = 'li.wei', vote = 'go' },
        { reviewer = 'chen.yu', vote = 'go', comment = 'good', evidence = 'https://example.com/mail' },
      },
    })
    assert.is_false(review.self_review)
    assert.equal(2, #review.votes)
  end)

  it('pass with conditions, which must be met before the next gate', function()
    local id = new()
    close_activities(id)
    answer_criteria(ok('review', id))
    fails('REFUSED', 'decide', id, 'conditional')
    local review = ok('decide', id, 'conditional', {
      reviewers = { 'li.wei' },
      conditions = { { text = 'Meet the chief engineer', owner = 'li.wei', due = '2026-12-01' } },
    })
    assert.equal('conditional', review.decision)
    assert.equal('Meet the chief engineer', review.conditions[1].text)
    assert.equal('2026-12-01', review.conditions[1].due)
    assert.is_false(review.conditions[1].met)
    ok('advance', id)
    local kinds = {}
    for _, missing in ipairs(ok('readiness', id).missing) do
      kinds[missing.kind] = true
    end
    assert.is_true(kinds.condition)
    assert.equal(1, ok('deal', id).conditions)
  end)

  it('hold and stop for a reason only', function()
    local id = new()
    ok('review', id)
    fails('REFUSED', 'decide', id, 'hold')
    assert.equal('hold', ok('decide', id, 'hold', { reason = 'not yet' }).decision)
    assert.equal('open', ok('deal', id).status)
    assert.equal(2, ok('review', id).round)
    ok('decide', id, 'no-go', { reason = 'no budget' })
    assert.equal('no-go', ok('deal', id).status)
  end)

  it('refuse what can not be', function()
    local id = new()
    fails('NOTFOUND', 'decide', id, 'go')
    ok('review', id)
    fails('INVAL', 'decide', id, 'perhaps')
    raises('decide', id)
    raises('review')
  end)
end)

describe('moves', function()
  it('refuse to advance with everything that is missing', function()
    local id = new()
    local said, info = fails('REFUSED', 'advance', id)
    assert.truthy(said:find(id, 1, true))
    assert.equal(#ok('readiness', id).missing, #info.missing)
    assert.equal('information', ok('deal', id).stage)
  end)

  it('are overridden with a reason that stays', function()
    local id = new()
    local deal = ok('advance', id, { override = 'the customer asked for it' })
    assert.equal('concept', deal.stage)
    assert.is_true(deal.overridden)
    assert.truthy(children.read(deal.path):find('the customer asked for it', 1, true))
  end)

  it('go back for a reason', function()
    local id = new()
    ok('advance', id, { override = 'why not' })
    fails('INVAL', 'back', id, '')
    assert.equal('information', ok('back', id, 'too early').stage)
    fails('REFUSED', 'back', id, 'again')
    raises('back', id)
  end)

  it('close, whatever the stage, and open again', function()
    local id = new({ value = 100 })
    fails('INVAL', 'close', id, 'perhaps')
    fails('INVAL', 'close', id, 'lost')
    local deal = ok('close', id, 'won', { date = '2026-11-20', value = 90 })
    assert.equal('won', deal.status)
    assert.equal('2026-11-20', deal.signed)
    assert.equal(90, deal.value)
    assert.equal('information', deal.stage)
    deal = ok('reopen', id)
    assert.equal('open', deal.status)
    deal = ok('close', id, 'lost', { reason = 'price', to = 'rival' })
    assert.equal('lost', deal.status)
    assert.equal('rival', deal.lost_to)
    assert.equal('price', deal.reason)
    raises('close', id)
  end)
end)

describe('costs and contacts', function()
  it('are written down', function()
    local id = new({ budget = 5000 })
    local entry = ok('cost', id, { amount = 1860.5, category = 'travel', note = 'flight', date = '2026-11-20' })
    assert.equal('string', type(entry.path))
    assert.equal('number', type(entry.lnum))
    assert.equal(1860.5, ok('deal', id).spent)
    ok('cost', id, { amount = '-60.5', category = 'travel' })
    assert.equal(1800, ok('deal', id).spent)
    entry = ok('log', id, { text = 'called about the tender', kind = 'call', who = { 'chen-gang' } })
    assert.truthy(children.read(entry.path):find('called about the tender', 1, true))
    entry = ok('visit', id, { who = { 'liu-min' } })
    assert.truthy(vim.startswith(entry.path, root))
  end)

  it('refuse what is wrong', function()
    local id = new()
    fails('INVAL', 'cost', id, { amount = 'much', category = 'travel' })
    fails('INVAL', 'cost', id, { amount = 5, category = 'yachts' })
    fails('INVAL', 'cost', id, { amount = 0 / 0, category = 'travel' })
    fails('INVAL', 'cost', id, { category = 'travel' })
    fails('INVAL', 'log', id, {})
    fails('INVAL', 'log', id, { text = 'x', date = '2026-13-01' })
  end)
end)

describe('history and undo', function()
  it('tell what happened, newest first', function()
    local id = new()
    ok('cost', id, { amount = 10, category = 'travel' })
    ok('advance', id, { override = 'why not' })
    local events = ok('history', id)
    assert.equal('stage', events[1].kind)
    assert.equal('stage', events[1].field)
    assert.equal('information', events[1].from)
    assert.equal('concept', events[1].to)
    for _, event in ipairs(events) do
      assert.equal('number', type(event.time))
      assert.truthy(event.date:match('^%d%d%d%d%-%d%d%-%d%d$'))
      assert.equal(40, #event.commit)
      assert.equal('string', type(event.text))
    end
  end)

  it('take back the last operation', function()
    local id = new()
    ok('advance', id, { override = 'why not' })
    local done = ok('undo', id)
    assert.equal(1, done.commits)
    assert.equal('information', ok('deal', id).stage)
    fails('NOTFOUND', 'undo', 'nothing')
  end)
end)

describe('keeping house', function()
  it('adds accounts, people, members and regions', function()
    local place = ok('add', 'account', { title = 'Port Authority', id = 'port' })
    assert.equal(root .. '/accounts/port.md', place.path)
    assert.equal(root .. '/people/chen-gang.md', ok('add', 'person', { title = 'Chen Gang', account = 'port' }).path)
    assert.equal(root .. '/team/zhao.min.md', ok('add', 'member', { title = 'Zhao Min', id = 'zhao.min', email = 'z@example.com' }).path)
    assert.equal(root .. '/regions/north.md', ok('add', 'region', { title = 'North', id = 'north' }).path)
    fails('EXISTS', 'add', 'account', { title = 'Port', id = 'port' })
    fails('INVAL', 'add', 'planet', { title = 'Mars' })
  end)

  it('renames a deal with all that names it', function()
    local id = new()
    ok('followup', id, 'Follows ' .. id)
    local place = ok('rename', 'deal', id, 'renamed-deal')
    assert.truthy(place.path:find('/renamed-deal', 1, true))
    assert.equal('renamed-deal', ok('deal', 'renamed-deal').id)
    fails('NOTFOUND', 'deal', id)
    assert.equal('renamed-deal', ok('deals', 'Follows')[1].parent)
    fails('EXISTS', 'rename', 'deal', 'renamed-deal', ok('deals', 'Follows')[1].id)
    fails('INVAL', 'rename', 'deal', 'renamed-deal', '../x')
  end)

  it('archives', function()
    local id = new()
    fails('REFUSED', 'archive', id)
    ok('close', id, 'no-decision', { reason = 'budget' })
    assert.is_true(ok('archive', id).archived)
    for _, deal in ipairs(ok('deals')) do
      assert.not_equal(id, deal.id)
    end
    assert.equal(id, ok('deal', id).id)
  end)

  it('commits what stands in the tree', function()
    children.write(root .. '/accounts/by-hand.md', '# By hand\n')
    local done = ok('commit', 'accounts: one by hand')
    assert.equal(1, done.commits)
    assert.equal(1, done.files)
    local subject = vim.system({ 'git', 'log', '-1', '--format=%s' }, { cwd = root, text = true }):wait().stdout
    assert.equal('accounts: one by hand\n', subject)
    assert.equal(0, ok('commit').commits)
  end)

  it('gives the process', function()
    local process = ok('process')
    assert.equal(6, #process.stages)
    assert.equal(4, #process.gates)
    assert.equal('en', process.lang)
    assert.same({}, process.faults)
    assert.equal(root .. '/.pursuit/process.md', process.path)
  end)

  it('refreshes what the process has gained', function()
    assert.equal(0, ok('refresh', new()).count)
  end)
end)

describe('board, diagnostics, status', function()
  it('give what the views show', function()
    local board = ok('board', 'account=steelco')
    assert.equal(1, board.count)
    assert.equal(1, #board.deals)
    assert.equal(77, board.sums[1].value)
    assert.equal('information', board.stages[1].id)
    assert.same({}, board.broken)
  end)

  it('find what is wrong, at its line', function()
    local id = new()
    local path = ok('deal', id).path
    local text = children.read(path)
    children.write(path, (text:gsub('stage: information', 'stage: planning')))
    local found = vim.tbl_filter(function(one)
      return one.path == path and one.severity == 1
    end, ok('diagnostics', path))
    assert.is_true(#found > 0)
    assert.equal('stage: planning', vim.split(children.read(path), '\n')[found[1].lnum])
    assert.is_true(ok('deal', id).unearned)
    children.write(path, text)
  end)

  it('say in a statusline how a deal stands', function()
    local id = new()
    child:cmd('edit ' .. ok('deal', id).path)
    local status = child:call('status')[1]
    assert.truthy(status:find(id .. ' · Information gathering · ', 1, true), status)
    child:cmd('enew')
    assert.equal('', child:call('status')[1])
  end)
end)

describe('without a workspace', function()
  it('every function says so', function()
    child:api('set_current_dir', child.home)
    child:cmd('enew')
    for name, arguments in pairs({
      new = { 'x' }, deal = { 'x' }, deals = {}, board = {}, readiness = { 'x' }, review = { 'x' }, decide = { 'x', 'go' },
      advance = { 'x' }, back = { 'x', 'y' }, close = { 'x', 'won' }, reopen = { 'x' }, cost = { 'x', {} }, log = { 'x', {} },
      visit = { 'x' }, followup = { 'x', 'y' }, history = { 'x' }, undo = { 'x' }, commit = {}, refresh = { 'x' },
      add = { 'account', {} }, rename = { 'deal', 'x', 'y' }, archive = { 'x' }, process = {}, diagnostics = {},
      toggle = { '/tmp/x.md', 1 },
    }) do
      local said = fails('NOTFOUND', name, unpack(arguments))
      assert.truthy(said:find('no workspace here', 1, true), said)
    end
    child:lua('vim.g.pursuit = { workspace = ... }', root)
    assert.is_true(#ok('deals') > 0)
    child:lua('vim.g.pursuit = nil')
    child:api('set_current_dir', root)
  end)

  it('the language may be changed at any time', function()
    child:lua("vim.g.pursuit = { lang = 'zh' }")
    assert.truthy(fails('NOTFOUND', 'deal', 'nothing'):find('没有', 1, true))
    child:lua('vim.g.pursuit = nil')
    assert.is_nil(fails('NOTFOUND', 'deal', 'nothing'):find('没有', 1, true))
  end)

  it('wrong options are named', function()
    child:lua('vim.g.pursuit = { lang = 5 }')
    assert.truthy(fails('INVAL', 'deals'):find('vim.g.pursuit.lang', 1, true))
    child:lua('vim.g.pursuit = nil')
  end)

  it('a script without a user interface works', function()
    local script = child.home .. '/script.lua'
    children.write(script, ([[
      vim.opt.runtimepath:prepend(%q)
      local pursuit = require('pursuit')
      local deal = assert(pursuit.new('From a script', { root = %q }))
      io.write(deal.id, ' ', #assert(pursuit.readiness(deal.id, { root = %q }).missing))
    ]]):format(os.getenv('PURSUIT_ROOT'), root, root))
    local result = vim.system({ os.getenv('PURSUIT_NVIM'), '--clean', '--headless', '-l', script }, {
      text = true, env = { HOME = child.home, GIT_CONFIG_GLOBAL = child.home .. '/.gitconfig' },
    }):wait()
    assert.equal('from-a-script 14', result.stdout, result.stderr)
  end)
end)

describe('a function of a later step', function()
  it('says that it is not built, and a name of none is nil', function()
    local answer = child:call('sync')
    assert.equal('UNSUPPORTED', answer[3])
    assert.truthy(answer[2]:find('not built', 1, true))
    assert.equal('nil', child:lua("return type(require('pursuit').no_such_thing)"))
  end)
end)
