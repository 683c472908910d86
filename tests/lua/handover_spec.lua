-- Handing over what is open under a name: one commit a deal, undoable, resumable, nothing of reviews changed.
local core = require('pursuit.core')
local ffi = require('ffi')
local scratch = require('scratch')
ffi.cdef([[
int kill(int, int);
int usleep(unsigned);
]])

local function append(path, text)
  scratch.write(path, scratch.read(path) .. text)
end

local function set(path, key, value)
  local text = scratch.read(path)
  local now, n = text:gsub('\n' .. key .. ':[^\n]*', '\n' .. key .. ': ' .. value, 1)
  assert.equal(1, n, key .. ' in ' .. path)
  scratch.write(path, now)
end

local function kinds(charges)
  local found = {}
  for _, item in ipairs(charges.items) do
    found[#found + 1] = item.kind .. ':' .. (item.text or '')
  end
  table.sort(found)
  return found
end

---A workspace in which li.wei has an account, a person, two deals and a task in a third that is zhao.min's.
local function workspace()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  local w = scratch.workspace('en')
  w.call('add', { kind = 'member', id = 'zhao.min', title = 'Zhao Min', email = 'zhao.min@example.com' })
  w.call('add', { kind = 'member', id = 'chen.yu', title = 'Chen Yu' })
  w.call('add', { kind = 'account', id = 'acme', title = 'Acme' })
  w.call('add', { kind = 'person', id = 'liu.min', title = 'Liu Min', account = 'acme' })
  w.call('new', { title = 'Core', id = 'core', account = 'acme', team = { 'li.wei', 'chen.yu' }, value = 100000, profile = 'full' })
  w.call('new', { title = 'Ring', id = 'ring', account = 'acme' })
  w.call('new', { title = 'Other', id = 'other', owner = 'zhao.min', team = { 'li.wei' } })
  w.call('new', { title = 'Gone', id = 'gone' })
  w.call('close', { id = 'gone', status = 'lost', reason = 'price' })
  w.core = w.dir .. '/deals/2026/core/deal.md'
  append(w.dir .. '/accounts/acme.md', '\n## Notes\n\n- [ ] Renew the frame contract [owner:: li.wei]\n')
  set(w.dir .. '/people/liu.min.md', 'contact', 'li.wei')
  append(w.core, '\n## Plan\n\n| id | task | owner | start | end | state | after |\n|--|--|--|--|--|--|--|\n'
    .. '| 1 | Offer | li.wei | | 2026-12-10 | | |\n| 2 | Price | li.wei | | 2026-11-10 | done | |\n| 3 | Text | [[chen.yu]] | | 2026-12-01 | | |\n')
  local text = scratch.read(w.core):gsub('(| person[^\n]*\n[^\n]*\n)', '%1| [[liu.min]] | technical | | champion | 3 | | [[li.wei]] | | |\n')
  scratch.write(w.core, text)
  append(w.dir .. '/deals/2026/other/deal.md', '\n- [ ] Send the sample [owner:: li.wei, chen.yu]\n- [x] Called [owner:: li.wei]\n')
  w.call('log', { id = 'core', text = 'Talked about ports\n\n- [ ] Send port list [owner:: li.wei] [due:: 2026-12-01]', kind = 'visit', who = { 'liu.min' } })
  w.call('commit', {})
  return w
end

describe('charges', function()
  local w = workspace()

  it('is what is open under a name, and nothing of the past', function()
    local charges = w.call('charges', { member = 'li.wei' })
    assert.same({
      'contact:Liu Min', 'contact:[[liu.min]]', 'owner:', 'owner:', 'plan:Offer', 'promise:Send port list', 'task:Renew the frame contract',
      'task:Send the sample', 'team:', 'team:',
    }, kinds(charges))
    assert.same({ 2, 4, 0, 2, 2 }, { charges.deals, charges.tasks, charges.conditions, charges.contacts, charges.others })
    assert.equal('Li Wei', charges.name)
    for _, item in ipairs(charges.items) do
      assert.is_string(scratch.read(item.path))
    end
  end)

  it('takes the words of a filter, with the accounts and people of those deals', function()
    local charges = w.call('charges', { member = 'li.wei', filter = 'other' })
    assert.same({ 'task:Send the sample', 'team:' }, kinds(charges))
    charges = w.call('charges', { member = 'me', filter = 'ring' })
    assert.same({ 'contact:Liu Min', 'owner:', 'task:Renew the frame contract' }, kinds(charges))
  end)

  it('counts what is closed where a day is to come', function()
    local path = w.dir .. '/deals/2026/gone/deal.md'
    local typed = scratch.read(path):gsub('\nstatus:', '\nrevisit: 2027-02-01\nstatus:', 1)
    assert.equal(3, w.call('charges', { member = 'li.wei' }, { [path] = typed }).deals)
  end)

  it('is nothing for who has nothing, and refuses what is no id', function()
    assert.equal('NOTFOUND', (w.fails('charges', { member = 'nobody' })))
    assert.equal('INVAL', (w.fails('charges', { member = 'a/b' })))
  end)
end)

describe('handover', function()
  it('refuses whoever is not in the team, has left, or has it already', function()
    local w = workspace()
    local code, said = w.fails('handover', { from = 'li.wei', to = 'wang' })
    assert.same({ 'NOTFOUND', "nobody in the team is 'wang': `:Pursuit add member` makes the note" }, { code, said })
    assert.equal('INVAL', (w.fails('handover', { from = 'li.wei', to = 'li.wei' })))
    local path = w.dir .. '/team/chen.yu.md'
    scratch.write(path, (scratch.read(path):gsub('\n%-%-%-\n', '\nleft: 2026-11-01\n---\n', 1)))
    code, said = w.fails('handover', { from = 'li.wei', to = 'chen.yu' })
    assert.same({ 'REFUSED', 'chen.yu left on 2026-11-01' }, { code, said })
  end)

  it('says what it would do, and does nothing', function()
    local w = workspace()
    local head = w.head()
    local would = w.call('handover', { from = 'li.wei', to = 'zhao.min', dry_run = true })
    assert.same({ 2, 0, 0 }, { would.charges.deals, #would.commits, #would.briefs })
    assert.equal(head, w.head())
  end)

  it('gives everything in one commit a deal, and one for the notes around', function()
    local w = workspace()
    local before = w.commits()
    local done = w.call('handover', { from = 'li.wei', to = 'zhao.min' })
    assert.equal(4, #done.commits)
    assert.equal(before + 4, w.commits())
    assert.equal('', w.status())
    assert.same({}, w.call('charges', { member = 'li.wei' }).items)
    local deal = w.call('deal', { id = 'core' })
    assert.same({ 'zhao.min', { 'zhao.min', 'chen.yu' } }, { deal.owner, deal.team })
    local text = scratch.read(w.core)
    assert.truthy(text:find('| Offer | zhao.min |', 1, true))
    assert.truthy(text:find('| Price | li.wei |', 1, true), 'what is done keeps its owner')
    assert.truthy(text:find('| [[zhao.min]] |', 1, true))
    assert.truthy(text:find('| 2026-11-23 | li.wei | zhao.min | li.wei |', 1, true))
    assert.truthy(scratch.read(w.dir .. '/deals/2026/other/deal.md'):find('Send the sample [owner:: zhao.min, chen.yu]', 1, true))
    assert.falsy(scratch.read(w.dir .. '/deals/2026/other/deal.md'):find('Handovers', 1, true))
    assert.truthy(scratch.read(w.dir .. '/people/liu.min.md'):find('\ncontact: zhao.min\n', 1, true))
    assert.truthy(scratch.read(w.dir .. '/accounts/acme.md'):find('Renew the frame contract [owner:: zhao.min]', 1, true))
    assert.equal('li.wei', w.call('deal', { id = 'gone' }).owner)
    local subject = scratch.git(w.dir, 'log', '-1', '--format=%s%n%(trailers:key=Handover,valueonly)', done.commits[2])
    assert.equal('core: handed over from li.wei to zhao.min\nli.wei zhao.min', (subject:gsub('\n$', '')))
    local events = {}
    for _, event in ipairs(w.call('history', { id = 'core' })) do
      events[event.field or ''] = event
    end
    assert.same({ 'li.wei', 'zhao.min' }, { events.owner.from, events.owner.to })
  end)

  it('opens the activity again, with the drafts of all deals of the account', function()
    local w = workspace()
    local account = w.dir .. '/accounts/acme.md'
    local lnum = 0
    for line in scratch.read(account):gmatch('([^\n]*)\n') do
      lnum = lnum + 1
      if line:find('^handover', 1, true) then
        break
      end
    end
    w.call('toggle', { path = account, lnum = lnum, state = 'x' })
    assert.truthy(scratch.read(account):find('%- %[x%][^\n]*%[done:: 2026%-11%-23%] %^handover'))
    local done = w.call('handover', { from = 'li.wei', to = 'zhao.min' })
    assert.same({ w.dir .. '/deals/2026/core/handover-2026-11-23.md', w.dir .. '/deals/2026/ring/handover-2026-11-23.md' }, done.briefs)
    local line = scratch.read(account):match('[^\n]*%^handover')
    assert.equal('- [ ] Predecessor\'s handover documents are read [owner:: zhao.min] [due:: 2026-11-30] [evidence:: [[deals/2026/core/'
      .. 'handover-2026-11-23]], [[deals/2026/ring/handover-2026-11-23]]] ^handover', line)
    local missing = {}
    for _, item in ipairs(w.call('readiness', { id = 'ring' }).missing) do
      missing[item.id or ''] = true
    end
    assert.is_true(missing.handover)
    for _, d in ipairs(w.call('diagnostics', {})) do
      assert.are_not.equal('target-missing', d.code, d.message)
      assert.are_not.equal('front-matter', d.code, d.message)
    end
  end)

  it('drafts what the new owner must know', function()
    local w = workspace()
    local done = w.call('handover', { from = 'li.wei', to = 'zhao.min', filter = 'core' })
    assert.equal(1, #done.briefs)
    local text = scratch.read(done.briefs[1])
    for _, part in ipairs({
      'handover: core', '# Handover: Core', '> li.wei → zhao.min, 2026-11-23.', '- stage: Information gathering since 2026-11-23 (0 days)',
      '- value: 100,000 EUR', '- customer: [[acme]]', '- Send port list (li.wei, 2026-12-01) [[log]]',
      '- [[liu.min]], Liu Min, Technical, ★3, Champion, last seen 2026-11-23', '- 2026-11-23 12:00, visit [[liu.min]]: Talked about ports',
      '## What the notes don\'t say',
    }) do
      assert.truthy(text:find(part, 1, true), part .. '\nis not in\n' .. text)
    end
    assert.equal(1, w.call('deal', { id = 'core' }).next_action and 1, 'what the draft lists is no task')
  end)

  it('drafts nothing of what is private in the log, as an entry, within one, or as a whole', function()
    local w = workspace()
    local log = w.dir .. '/deals/2026/core/log.md'
    append(log, '\n## 2026-11-22 09:00 call\n\nAsked for open-words\n\n### Private\n\n[who:: [[secret.who]]]\n\n'
      .. '- [ ] Send flowers secret-task [owner:: li.wei] [due:: 2026-12-02]\n\n'
      .. '## 2026-11-21 09:00 call\n\n### Private\n\nsecret-within\n\n'
      .. '## Private\n\n### 2026-11-20 10:00 dinner\n\n[who:: [[liu.min]]]\n\nHis divorce secret-entry\n')
    w.call('commit', {})
    local text = scratch.read(w.call('handover', { from = 'li.wei', to = 'zhao.min', filter = 'core' }).briefs[1])
    assert.truthy(text:find('open-words', 1, true), text)
    assert.truthy(text:find('- 2026-11-21 09:00, call\n', 1, true), text)
    assert.truthy(text:find('Talked about ports', 1, true), text)
    assert.falsy(text:find('secret', 1, true), text)
    assert.falsy(text:find('dinner', 1, true), text)
    scratch.write(log, '---\nprivate: true\n---\n' .. scratch.read(log))
    w.call('commit', {})
    text = scratch.read(w.call('handover', { from = 'zhao.min', to = 'li.wei', filter = 'core' }).briefs[1])
    assert.falsy(text:find('open-words', 1, true), text)
    assert.falsy(text:find('Send port list', 1, true), text)
    assert.truthy(text:find('- value: 100,000 EUR', 1, true), 'what is not private is drafted as before')
  end)

  it('leaves a decided review as it is, and its conditions go all the same', function()
    local w = workspace()
    local path = w.dir .. '/deals/2026/core/reviews/preliminary-1.md'
    scratch.write(path, '---\ndeal: core\ngate: preliminary\nround: 1\ndate: 2026-11-20\ndecision: conditional\nreviewers: [chen.yu]\n---\n'
      .. '# Preliminary review\n\n## Conditions\n\n- [ ] Meet the director [owner:: li.wei] [due:: 2026-12-05] ^cond-1\n'
      .. '- [x] Ask for the plan [owner:: li.wei] [done:: 2026-11-22] ^cond-2\n')
    w.call('commit', {})
    local was = scratch.read(path)
    assert.equal(1, w.call('charges', { member = 'li.wei' }).conditions)
    w.call('handover', { from = 'li.wei', to = 'zhao.min' })
    assert.equal(was, scratch.read(path))
    assert.equal(0, w.call('charges', { member = 'li.wei' }).conditions)
    assert.equal(1, w.call('charges', { member = 'zhao.min' }).conditions)
    local owners = {}
    for _, item in ipairs(w.call('agenda', { days = 30 }).items) do
      owners[item.text] = item.owner
    end
    assert.equal('zhao.min', owners['Meet the director'])
    w.call('handover', { from = 'zhao.min', to = 'chen.yu', filter = 'core' }) -- and on to a third
    assert.equal(1, w.call('charges', { member = 'chen.yu' }).conditions)
    assert.equal(was, scratch.read(path))
  end)

  it('still tells who has what when somebody gets another id', function()
    local w = workspace()
    w.call('handover', { from = 'li.wei', to = 'zhao.min' })
    w.call('rename', { kind = 'member', id = 'zhao.min', to = 'zhao' })
    assert.truthy(scratch.read(w.core):find('| 2026-11-23 | li.wei | zhao | li.wei |', 1, true))
    assert.truthy(scratch.read(w.dir .. '/people/liu.min.md'):find('\ncontact: zhao\n', 1, true))
  end)

  it('is taken back deal by deal', function()
    local w = workspace()
    local was, others = scratch.read(w.core), scratch.read(w.dir .. '/deals/2026/ring/deal.md')
    w.call('handover', { from = 'li.wei', to = 'zhao.min' })
    w.call('undo', { id = 'ring' })
    w.call('undo', { id = 'core' })
    assert.equal(was, scratch.read(w.core))
    assert.equal(others, scratch.read(w.dir .. '/deals/2026/ring/deal.md'))
    assert.is_nil(scratch.read(w.dir .. '/deals/2026/core/handover-2026-11-23.md'))
    assert.equal(2, w.call('charges', { member = 'li.wei' }).deals)
    assert.equal(0, w.call('charges', { member = 'li.wei', filter = 'other' }).contacts)
    w.call('undo', { id = 'people/liu.min' })
    assert.truthy(scratch.read(w.dir .. '/people/liu.min.md'):find('\ncontact: li.wei\n', 1, true))
    assert.truthy(scratch.read(w.dir .. '/accounts/acme.md'):find('Renew the frame contract [owner:: li.wei]', 1, true))
    assert.equal('', w.status())
    assert.equal('NOTFOUND', (w.fails('undo', { id = 'people/nobody' })))
  end)

  it('does nothing where a text is unsaved, and counts it in what it says', function()
    local w = workspace()
    local head, typed = w.head(), scratch.read(w.core) .. '\n- [ ] One more [owner:: li.wei]\n'
    assert.equal(5, w.call('charges', { member = 'li.wei' }, { [w.core] = typed }).tasks)
    assert.equal('UNSAVED', (w.fails('handover', { from = 'li.wei', to = 'zhao.min' }, { [w.core] = typed })))
    assert.equal(head, w.head())
  end)

  it('does nothing where something is staged: not a part of it either', function()
    local w = workspace()
    append(w.dir .. '/deals/2026/ring/deal.md', '\nstaged by hand\n')
    scratch.git(w.dir, 'add', 'deals/2026/ring/deal.md')
    local head, status = w.head(), w.status()
    assert.equal('STAGED', (w.fails('handover', { from = 'li.wei', to = 'zhao.min' })))
    assert.same({ head, status, 'li.wei' }, { w.head(), w.status(), w.call('deal', { id = 'core' }).owner })
    assert.is_true(#w.call('handover', { from = 'li.wei', to = 'zhao.min', dry_run = true }).charges.items > 0)
    scratch.git(w.dir, 'restore', '--staged', 'deals/2026/ring/deal.md')
    scratch.write(w.dir .. '/deals/2026/ring/files/offer.txt', 'staged, and none of the notes that are written')
    scratch.git(w.dir, 'add', '-f', 'deals/2026/ring/files/offer.txt')
    w.call('handover', { from = 'li.wei', to = 'zhao.min' })
    assert.equal('zhao.min', w.call('deal', { id = 'ring' }).owner)
  end)

  it('passes over a deal that can not be read, and says so', function()
    local w = workspace()
    scratch.write(w.core, '---\nowner: [li.wei\n---\n')
    local done = w.call('handover', { from = 'li.wei', to = 'zhao.min' })
    assert.equal(1, #done.charges.broken)
    assert.equal('---\nowner: [li.wei\n---\n', scratch.read(w.core))
    assert.equal('zhao.min', w.call('deal', { id = 'ring' }).owner)
  end)

  it('that is killed leaves each deal before or after it, and goes on', function()
    local w = workspace()
    for n = 1, 8 do
      w.call('new', { title = 'Deal ' .. n, id = 'deal-' .. n, account = 'acme' })
    end
    w.ws:close()
    local names = { 'li.wei', 'zhao.min' }
    math.randomseed(os.time())
    for round = 1, 12 do
      local from, to = names[round % 2 + 1], names[(round + 1) % 2 + 1]
      local pid = scratch.spawn(function()
        local ws = assert(core.open(w.dir))
        assert(ws:call('handover', { from = from, to = to }))
      end)
      ffi.C.usleep(math.random(2000, 60000))
      ffi.C.kill(pid, 9)
      scratch.wait(pid)
      local ws = assert(core.open(w.dir))
      assert.equal('', w.status())
      for _, deal in ipairs(ws:call('deals', { filter = 'deal-', all = true })) do
        local text = scratch.read(deal.path)
        local rows = select(2, text:gsub('\n| 2026%-11%-23 | [%a.]+ | [%a.]+ |', ''))
        assert.is_true(deal.owner == from or deal.owner == to)
        local _, briefs = scratch.git(w.dir, 'ls-files', deal.folder and deal.path:gsub('deal.md$', '') .. 'handover-*' or ''):gsub('handover%-', '')
        assert.equal(rows, briefs, 'a deal has its row and its draft, or neither')
      end
      assert(ws:call('handover', { from = from, to = to }))
      assert.same({}, ws:call('charges', { member = from }).items)
      ws:close()
    end
    local found, ok = scratch.git(w.dir, 'fsck', '--no-dangling', '--no-progress')
    assert.is_true(ok, found)
  end)

  teardown(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)
end)
