-- A page about an account: what its deals, people, logs and its own note say of it.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local w

local function note(path, text)
  scratch.write(w.dir .. '/' .. path, text)
end

local function append(path, text)
  note(path, scratch.read(w.dir .. '/' .. path) .. text)
end

local function page(id, more)
  return w.call('account', { id = id, at = more })
end

local function texts(list, ...)
  local found = {}
  for i, one in ipairs(list) do
    local said = {}
    for k, field in ipairs({ ... }) do
      said[k] = tostring(one[field])
    end
    found[i] = table.concat(said, ' ')
  end
  return found
end

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  w = scratch.workspace('en')
  w.call('add', { kind = 'account', id = 'acme', title = 'Acme' })
  note('accounts/acme-south.md', '---\nname: Acme South\nparent: acme\n---\n')
  note('accounts/acme-dock.md', '---\nname: Dock\nparent: "[[acme-south]]"\n---\n')
  note('accounts/other.md', '---\nname: Other\n---\n')
  note('people/liu.min.md', '---\nname: Liu Min\naccount: acme\nstance: supporter\nways: [knowledge]\n---\n')
  note('people/far.away.md', '---\nname: Far Away\naccount: other\n---\n')
  local function new(id, account, more)
    local args = { title = id, id = id, account = account, owner = 'li.wei', value = 1000, currency = 'CNY', profile = 'full' }
    args.close = '2026-12-20'
    for key, value in pairs(more or {}) do
      args[key] = value
    end
    w.call('new', args)
  end
  new('core', 'acme')
  new('frame', 'acme', { value = 5000, close = '2026-12-01' })
  new('call', 'acme', { parent = 'frame', value = 700, close = '2026-12-10' })
  new('dock', 'acme-dock', { value = 50 })
  new('elsewhere', 'other')
  local path = w.dir .. '/deals/2026/frame/deal.md'
  scratch.write(path, (scratch.read(path):gsub('\nstatus:', '\nframe: {ceiling: 6000, to: 2027-06-30}\nstatus:', 1)))
  path = w.dir .. '/deals/2026/core/deal.md'
  scratch.write(path, (scratch.read(path):gsub('\n## Stakeholders.-\n(## Competitors)', [=[

## Stakeholders

| person | layer | role | stance | influence | needs | contact | aim | ways |
|---|---|---|---|---|---|---|---|---|
| [[liu.min]] | | | | 4 | | | | |
| wang.jun | decision | | opponent | 5 | | | | informal, leader-call |

%1]=])))
  append('deals/2026/core/log.md', [=[

## 2026-11-10 10:00 visit

[who:: [[liu.min]]]

The budget is in the plan.

- [ ] Send the offer [due:: 2026-12-03]
- [ ] Name the date [owner:: liu.min] [due:: 2026-11-20]
]=])
  append('deals/2026/dock/log.md', '\n## 2026-11-18 call\n\n[who:: wang.jun]\n\n- [ ] Ask the port\n')
  append('deals/2026/elsewhere/log.md', '\n## 2026-11-21 call\n\n[who:: far.away]\n\n- [ ] Not here\n')
end)

describe('an account', function()
  it('has its deals and those of its sites, and counts a frame contract once', function()
    local answer = page('acme')
    assert.same({ 'frame 5000 4300', 'call 700 700', 'core 1000 1000', 'dock 50 50' }, texts(answer.deals, 'id', 'value', 'counted'))
    assert.same({ { currency = 'CNY', value = 6050, weighted = 605 } }, answer.account.sums)
    assert.equal(4, answer.account.deals)
    assert.same({ 'acme-south', 'acme-dock' }, texts(answer.sites, 'id'))
    assert.same({ 'frame 6000 0 700' }, texts(answer.frames, 'deal', 'ceiling', 'used', 'planned'))
  end)

  it('has its people with how they stand', function()
    local answer = page('acme')
    assert.same({ 'wang.jun', 'liu.min' }, { answer.people[2].id, answer.people[1].id })
    assert.same({ 'core supporter 4' }, texts(answer.people[1].deals, 'deal', 'stance', 'influence'))
  end)

  it('has the contacts of all deals, newest first, and promises both ways', function()
    local answer = page('acme')
    assert.same({ '2026-11-18 dock', '2026-11-10 core' }, texts(answer.contacts, 'date', 'deal'))
    assert.equal('The budget is in the plan.', answer.contacts[2].text)
    assert.same({ 'Liu Min' }, answer.contacts[2].who)
    assert.same({ 'Name the date true true Liu Min', 'Send the offer false false li.wei', 'Ask the port false false li.wei' },
      texts(answer.promises, 'text', 'theirs', 'overdue', 'owner_name'))
    assert.same({ 2, 1 }, { answer.account.ours, answer.account.theirs })
    assert.equal('2026-11-18', answer.account.seen)
  end)

  it('says which ways are taken with whom', function()
    local taken = {}
    for _, way in ipairs(page('acme').ways) do
      taken[way.id] = table.concat(way.people, ' ')
    end
    assert.equal('wang.jun', taken.informal)
    assert.equal('wang.jun', taken['leader-call'])
    assert.equal('Liu Min', taken.knowledge) -- the row leaves it blank
    assert.equal('', taken['site-inspection'])
  end)

  it('has a level, its history, and what comes next', function()
    assert.equal(0, page('acme').account.rank)
    assert.equal('level-1', page('acme').next)
    local commits = w.commits()
    w.call('level', { id = 'acme', level = '2', note = 'after the review' })
    local place = w.call('level', { id = 'acme', level = 'level-3', by = 'chen.yu', date = '2026-11-20', note = 'laboratory' })
    assert.equal(commits + 2, w.commits())
    assert.equal('level-3', place.text)
    local answer = page('acme')
    assert.same({ 'level-3', 3, 'level-4' }, { answer.account.level, answer.account.rank, answer.next })
    assert.same({ '2026-11-23 2 li.wei after the review', '2026-11-20 3 chen.yu laboratory' }, texts(answer.levels, 'date', 'rank', 'by', 'note'))
    assert.truthy(answer.next_label:find('long-term cooperation', 1, true))
    assert.equal('', w.status():gsub('[^\n]*log.md\n?', ''):gsub('[^\n]*deal.md\n?', ''):gsub('%?%?[^\n]*\n?', ''))
  end)

  it('keeps every other byte of the note when a level is written down', function()
    local path = w.dir .. '/accounts/acme.md'
    local before = scratch.read(path)
    w.call('level', { id = 'acme', level = '4' })
    local after = scratch.read(path):gsub('\n| 2026%-11%-23 | level%-4 |[^\n]*', ''):gsub('level: level%-4', 'level: level-3')
    assert.equal(before, after)
  end)

  it('is told where its level is not what its history ends with, or is none', function()
    local function said(level)
      local path = w.dir .. '/accounts/acme.md'
      local typed = scratch.read(path):gsub('\nlevel: [^\n]*', '\nlevel: ' .. level)
      local found = {}
      for _, d in ipairs(w.call('diagnostics', { path = path }, { [path] = typed })) do
        found[#found + 1] = d.code == 'level-history' and d.code or d.code == 'unknown-value' and d.code or nil
      end
      return table.concat(found, ' ')
    end
    assert.equal('', said('level-4')) -- what was written down last
    assert.equal('', said('4'))
    assert.equal('level-history', said('level-2'))
    assert.equal('unknown-value level-history', said('level-9'))
  end)

  it('refuses a level that is none, and an account that is none', function()
    local code, message = w.fails('level', { id = 'acme', level = '9' })
    assert.equal('INVAL', code)
    assert.truthy(message:find('level-5', 1, true))
    assert.equal('NOTFOUND', (w.fails('level', { id = 'nobody', level = '1' })))
    assert.equal('NOTFOUND', (w.fails('account', { id = 'nobody' })))
    assert.equal('NOTFOUND', (w.fails('account', { id = '../x' })))
  end)

  it('tells how old what was answered once is', function()
    local path = w.dir .. '/accounts/acme.md'
    local text = scratch.read(path):gsub('%- %[ %] ([^\n]-) %^organisation', '- [x] %1 [done:: 2026-11-01] ^organisation')
      :gsub('%- %[ %] ([^\n]-) %^customer%-card', '- [x] %1 [done:: 2020-01-01] ^customer-card')
    scratch.write(path, text)
    local found = {}
    for _, one in ipairs(page('acme').activities) do
      found[one.id] = ('%s %s %d'):format(one.closed, one.expired, one.days)
    end
    assert.equal('true false 22', found.organisation)
    assert.equal('false true 2518', found['customer-card'])
    assert.equal('false false 0', found['site-map'])
  end)

  it('that only a deal names has a page too, and one whose sites go in a circle ends', function()
    w.call('new', { title = 'New', id = 'new', account = 'noteless', value = 1 })
    assert.same({ 'new' }, texts(page('noteless').deals, 'id'))
    note('accounts/a.md', '---\nparent: b\n---\n')
    note('accounts/b.md', '---\nparent: a\n---\n')
    assert.same({ 'b' }, texts(page('a').sites, 'id'))
  end)

  it('stands as it stood', function()
    w.call('save', {})
    assert.equal('Acme', page('acme', 'today').account.name)
  end)
end)
