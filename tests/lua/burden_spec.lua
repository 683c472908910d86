-- What is open under somebody's name.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local w

local function note(path, text)
  scratch.write(w.dir .. '/' .. path, text)
end

local function items(id, overlay)
  local found = {}
  for _, item in ipairs(w.call('burden', { id = id }, overlay).items) do
    found[#found + 1] = ('%s %s: %s'):format(item.kind, item.deal or '-', item.text)
  end
  return found
end

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  w = scratch.workspace('en')
  w.call('new', { title = 'Core', id = 'core', owner = 'sun.li', team = { 'sun.li', 'li.wei' } })
  w.call('new', { title = 'Ring', id = 'ring', owner = 'li.wei', team = { 'li.wei', 'sun.li' } })
  w.call('new', { title = 'Old', id = 'old', owner = 'sun.li' })
  w.call('close', { id = 'old', status = 'lost', reason = 'price' })
  note('team/sun.li.md', '---\nname: Sun Li\nemails: [sun@example.com]\nleft: 2026-11-01\n---\n- [ ] Write down what you know [owner:: sun.li]\n')
  note('accounts/acme.md', '---\nname: Acme\nowner: "[[sun.li]]"\n---\n')
  note('people/liu.min.md', '---\nname: Liu Min\ncontact: sun.li\nstance: champion\n---\n')
  local deal = w.dir .. '/deals/2026/ring/deal.md'
  scratch.write(deal, (scratch.read(deal):gsub('\n## Stakeholders.-\n(## Competitors)', [=[

## Stakeholders

| person | layer | role | stance | influence | needs | contact | aim | ways |
|--------|-------|------|--------|-----------|-------|---------|-----|------|
| [[liu.min]] | | | | | | [[sun.li]] | | |
| wang.jun | | | | | | | | |

%1]=])))
  local log = w.dir .. '/deals/2026/ring/log.md'
  scratch.write(log, scratch.read(log) .. [=[

## 2026-11-20 10:00 visit

- [ ] Send the offer [due:: 2026-12-03] [owner:: [[sun.li]]]
- [ ] Name the budget [owner:: liu.min]
- [x] Done long since [owner:: sun.li]
]=])
  local goals = w.dir .. '/deals/2026/ring/notes.md'
  scratch.write(goals, '## Plan\n\n| id | task | owner | start | end | state | after |\n|---|---|---|---|---|---|---|\n'
    .. '| p1 | Survey the site | sun.li | 2026-11-01 | 2026-12-01 | open | |\n| p2 | Build | sun.li | | | done | |\n')
end)

describe('burden', function()
  it('tells deals, teams, relationships, tasks and the plan, and nothing of what is over', function()
    assert.same({
      'deal core: Core',
      'team ring: Ring',
      'contact ring: Liu Min',
      'promise ring: Send the offer',
      'plan ring: Survey the site',
      'account -: Acme',
      'person -: Liu Min',
      'task -: Write down what you know',
    }, items('sun.li'))
  end)

  it('says who it is, and since when they are gone', function()
    local who = w.call('burden', { id = 'sun.li' })
    assert.same({ 'Sun Li', 'member', '2026-11-01', true }, { who.name, who.kind, who.left, who.gone })
  end)

  it('says of a name that is nobody\'s that there is no such member', function()
    local said = 'nobody has no note team/nobody.md: :Pursuit add member makes one'
    for call, args in pairs({ burden = { id = 'nobody' }, charges = { member = 'nobody' } }) do
      local code, message = w.fails(call, args)
      assert.same({ 'NOTFOUND', said }, { code, message })
    end
  end)

  it('tells of a person at the customer what they owe, and where they still stand', function()
    assert.same({ 'stakeholder ring: Liu Min', 'promise ring: Name the budget' }, items('liu.min'))
  end)

  it('leads to the line', function()
    for _, item in ipairs(w.call('burden', { id = 'sun.li' }).items) do
      local n = 0
      for line in scratch.read(item.path):gmatch('([^\n]*)\n') do
        n = n + 1
        if n == item.lnum then
          assert.truthy(line:find('sun.li', 1, true) or line:find(item.text, 1, true), item.kind .. ': ' .. line)
        end
      end
    end
  end)

  it('counts unsaved texts', function()
    local log = w.dir .. '/deals/2026/core/log.md'
    local typed = scratch.read(log) .. '\n## 2026-11-21 call\n\n- [ ] Ring back [owner:: zhao.min]\n'
    assert.equal('NOTFOUND', (w.fails('burden', { id = 'zhao.min' })))
    assert.same({ 'promise core: Ring back' }, items('zhao.min', { [log] = typed }))
  end)

  it('refuses what is no id', function()
    assert.equal('INVAL', (w.fails('burden', { id = 'a/b' })))
  end)
end)
