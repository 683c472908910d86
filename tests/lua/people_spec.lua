-- People and accounts as lists: from notes, rows and logs of all deals; chosen by filters.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local w

local function note(path, text)
  scratch.write(w.dir .. '/' .. path, text)
end

local function stakeholders(id, rows)
  local path = w.dir .. '/deals/2026/' .. id .. '/deal.md'
  local table = '\n## Stakeholders\n\n| person | layer | role | stance | influence | needs | contact | aim | ways |\n'
    .. '|---|---|---|---|---|---|---|---|---|\n' .. rows .. '\n'
  local text = scratch.read(path):gsub('\n## Stakeholders.-\n(## Competitors)', function(rest)
    return table .. rest
  end)
  scratch.write(path, text)
end

local function log(id, text)
  local path = w.dir .. '/deals/2026/' .. id .. '/log.md'
  scratch.write(path, scratch.read(path) .. text)
end

local function ids(call, filter, more)
  local args = { filter = filter }
  for key, value in pairs(more or {}) do
    args[key] = value
  end
  local found = {}
  for _, one in ipairs(w.call(call, args)[call]) do
    found[#found + 1] = one.id
  end
  return table.concat(found, ' ')
end

local function person(id, more, overlay)
  for _, one in ipairs(w.call('people', more or {}, overlay).people) do
    if one.id == id then
      return one
    end
  end
end

local function account(id)
  for _, one in ipairs(w.call('accounts', {}).accounts) do
    if one.id == id then
      return one
    end
  end
end

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  w = scratch.workspace('en')
  note('accounts/acme.md', '---\nname: Acme\nregion: north\nlevel: level-2\n---\n')
  note('accounts/harbour.md', '---\nname: Port of Linjiang\nlevel: 4\n---\n')
  note('people/liu.min.md', '---\nname: Liu Min\naccount: "[[acme]]"\npost: Head of network\nlayer: technical\nstance: supporter\n'
    .. 'influence: 3\nneeds: [interests, benefit]\ncontact: li.wei\n---\n')
  note('people/gao.yang.md', '---\nname: 高杨\naccount: acme\nlayer: decision\nleft: 2026-10-01\n---\n')
  note('people/mo.yan.md', '---\nname: Mo Yan\naccount: harbour\nprivate: true\nstance: neutral\n---\n')
  w.call('new', { title = 'Core', id = 'core', account = 'acme', owner = 'li.wei', value = 1000, currency = 'CNY', profile = 'full' })
  w.call('new', { title = 'Ring', id = 'ring', account = 'acme', owner = 'zhao.min', value = 500, currency = 'EUR', profile = 'full' })
  w.call('new', { title = 'Won', id = 'won', account = 'acme', owner = 'li.wei', value = 70, currency = 'CNY' })
  w.call('close', { id = 'won', status = 'won', date = '2026-11-20', value = 70 })
  w.call('new', { title = 'Lost', id = 'lost', account = 'harbour', owner = 'li.wei', value = 9, currency = 'CNY' })
  stakeholders('core', '| [[liu.min]] | | decision-maker | champion | | | | | |\n| wang.jun | decision | key-decision-maker | opponent | 5 | | | | |')
  stakeholders('ring', '| liu.min | | | | 4 | | zhao.min | | |')
  stakeholders('lost', '| old.hand | decision | | | 5 | | | | |')
  log('core', '\n## 2026-11-10 10:00 visit\n\n[who:: [[liu.min]]]\n\n- [ ] Send it [owner:: li.wei]\n- [ ] Tell us [owner:: liu.min]\n')
  log('ring', '\n## 2026-11-18 call\n\n[who:: liu.min, li.wei]\n\n- [x] Done\n\n## 2026-12-01 visit\n\n[who:: liu.min]\n')
  w.call('close', { id = 'lost', status = 'lost', reason = 'price' })
end)

describe('people', function()
  it('are those with a note and those that a deal at work names; whoever left comes last', function()
    assert.equal('liu.min mo.yan wang.jun old.hand gao.yang', ids('people'))
  end)

  it('stand in their deals as the row says, and where it is blank as their note does', function()
    local liu = person('liu.min')
    local found = {}
    for _, stand in ipairs(liu.deals) do
      found[#found + 1] = table.concat({ stand.deal, stand.layer, stand.stance, stand.sign, stand.influence, stand.contact }, ' ')
    end
    assert.same({ 'core technical champion ++ 3 li.wei', 'ring technical supporter + 4 zhao.min' }, found)
    assert.equal('Decision maker', liu.deals[1].role_label)
    assert.equal(4, liu.weight)
    assert.is_true(liu.compliance)
    assert.same({ 'interests', 'benefit' }, liu.needs)
  end)

  it('were last met on the last day of any log, and not on one to come', function()
    local liu = person('liu.min')
    assert.same({ '2026-11-18', 5, 'ring' }, { liu.seen, liu.days, liu.seen_in })
    assert.is_nil(person('wang.jun').seen)
  end)

  it('are told of with what marks them', function()
    assert.same({ '2026-10-01', true }, { person('gao.yang').left, person('gao.yang').gone })
    assert.is_true(person('mo.yan').hidden)
    assert.is_nil(person('wang.jun').path)
  end)

  it('are chosen by what they are', function()
    assert.equal('liu.min gao.yang', ids('people', 'account=acme'))
    assert.equal('wang.jun', ids('people', 'stance=opponent'))
    assert.equal('liu.min', ids('people', 'stance=champion,supporter'))
    assert.equal('liu.min', ids('people', '态度=铁杆支持'))
    assert.equal('liu.min', ids('people', 'contact=me'))
    assert.equal('liu.min wang.jun', ids('people', 'influence>=4'))
    assert.equal('liu.min', ids('people', 'need=benefit'))
    assert.equal('liu.min', ids('people', 'network'))
    assert.equal('liu.min', ids('people', 'seen>-7d'))
    assert.equal('mo.yan wang.jun old.hand gao.yang', ids('people', 'seen='))
    assert.equal('gao.yang', ids('people', 'left'))
    assert.equal('liu.min mo.yan wang.jun old.hand', ids('people', '-left'))
    assert.equal('gao.yang', ids('people', '离职'))
    assert.equal('liu.min wang.jun', ids('people', 'deal=core'))
  end)

  it('are chosen by a deal that is all of what is asked of deals', function()
    assert.equal('liu.min', ids('people', 'owner=zhao.min'))
    assert.equal('', ids('people', 'owner=zhao.min currency=CNY'))
    assert.equal('liu.min wang.jun', ids('people', 'owner=me value>=1000'))
    assert.equal('old.hand', ids('people', 'status=lost'))
  end)

  it('are not chosen by what nobody could be', function()
    local code, message = w.fails('people', { filter = 'stance=chmpion' })
    assert.equal('INVAL', code)
    assert.truthy(message:find('champion', 1, true), message)
    code, message = w.fails('people', { filter = 'stanse=champion' })
    assert.equal('INVAL', code)
    assert.truthy(message:find('stance', 1, true), message)
  end)

  it('of a limit are told with how many there are', function()
    local answer = w.call('people', { limit = 2 })
    assert.same({ 2, 5 }, { #answer.people, answer.count })
  end)

  it('count unsaved texts, and stand as they stood', function()
    local path = w.dir .. '/people/liu.min.md'
    local typed = scratch.read(path):gsub('post: [^\n]*', 'post: CTO')
    assert.equal('CTO', person('liu.min', {}, { [path] = typed }).post)
    assert.equal('Head of network', person('liu.min').post)
    w.call('save', {})
    assert.equal('liu.min', person('liu.min', { at = 'today' }).id)
  end)

  it('who left are told with what is open under their names', function()
    note('team/sun.li.md', '---\nname: Sun Li\nemails: [sun@example.com]\nleft: 2026-11-01\n---\n- [ ] Write it down [owner:: sun.li]\n')
    local burdens = w.call('people', { filter = 'left' }).burdens
    assert.same({ 'sun.li', 'gao.yang' }, { burdens[1].id, burdens[2].id })
    assert.equal('Write it down', burdens[1].items[1].text)
    assert.same({}, w.call('people', {}).burdens)
  end)

  it('are the same from the index and from the files', function()
    local by_index = w.call('people', {})
    scratch.setenv('PURSUIT_DIRECT', '1')
    local by_files = w.call('people', {})
    scratch.setenv('PURSUIT_DIRECT', '')
    assert.same(by_files, by_index)
  end)
end)

describe('accounts', function()
  it('add up what is open per currency, and what was won', function()
    local acme = account('acme')
    assert.same({ 2, 1 }, { acme.deals, acme.won })
    assert.same({ { currency = 'CNY', value = 1000, weighted = 100 }, { currency = 'EUR', value = 500, weighted = 50 } }, acme.sums)
    assert.equal(70, acme.booked[1].value)
    assert.same({ 1, 1 }, { acme.ours, acme.theirs })
    assert.same({ '2026-11-18', 5 }, { acme.seen, acme.days })
  end)

  it('have their level by id or by number', function()
    assert.same({ 'level-2', 2 }, { account('acme').level, account('acme').rank })
    assert.same({ 'level-4', 4 }, { account('harbour').level, account('harbour').rank })
  end)

  it('are chosen by what they are, and by their deals', function()
    assert.equal('acme harbour', ids('accounts'))
    assert.equal('acme', ids('accounts', 'region=north'))
    assert.equal('harbour', ids('accounts', 'level>=3'))
    assert.equal('acme', ids('accounts', 'level=level-2'))
    assert.equal('acme', ids('accounts', 'owner=zhao.min'))
    assert.equal('acme', ids('accounts', 'deals>=2'))
    assert.equal('acme', ids('accounts', 'promises>0'))
    assert.equal('harbour', ids('accounts', 'linjiang'))
    assert.equal('harbour', ids('accounts', 'seen='))
  end)
end)

describe('completion', function()
  local function words(typed, of)
    local found = {}
    for _, word in ipairs(w.call('complete', { filter = typed, of = of }).words) do
      found[word.id] = true
    end
    return found
  end

  it('offers what people and accounts have', function()
    assert.is_true(words('', 'people')['stance='])
    assert.is_true(words('', 'people')['left'])
    assert.is_true(words('', 'people')['stage='])
    assert.is_nil(words('')['stance='])
    assert.is_true(words('stance=ch', 'people')['stance=champion'])
    assert.is_true(words('contact=', 'people')['contact=me'])
    assert.is_true(words('level=', 'accounts')['level=level-3'])
    assert.is_true(words('seen<', 'accounts')['seen<today'] or words('seen=', 'accounts')['seen=today'])
  end)
end)
