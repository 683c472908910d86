-- A brief: what to have read before a visit. Told elsewhere, it says nothing that is private.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local w

local function note(path, text)
  scratch.write(w.dir .. '/' .. path, text)
end

local function brief(id, more)
  local args = { id = id }
  for key, value in pairs(more or {}) do
    args[key] = value
  end
  return w.call('brief', args)
end

local function texts(list, field)
  local found = {}
  for i, one in ipairs(list) do
    found[i] = one[field]
  end
  return found
end

local function everything(value, found)
  found = found or {}
  if type(value) == 'table' then
    for _, part in pairs(value) do
      everything(part, found)
    end
  else
    found[#found + 1] = tostring(value)
  end
  return table.concat(found, '\n')
end

local LIU = [=[
---
name: Liu Min
account: acme
post: Head of network
stance: neutral
influence: 3
needs: [benefit, growth]
contact: li.wei
---
# Liu Min

## Talking points

- What they wrote, or said before a large audience:
- Proud of her team: nobody left

## Relationships

| from | to | kind | note |
|------|----|------|------|
| liu.min | wang.jun | fellow-student | Wuhan, 1998 |

## Private

- secret: is looking for another post
- [ ] secret task [due:: 2026-12-01]

| from | to | kind | note |
|------|----|------|------|
| liu.min | zhang.san | partner | secret tie |
]=]

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-10T08:00:00Z')
  w = scratch.workspace('en')
  w.call('add', { kind = 'account', id = 'acme', title = 'Acme' })
  note('people/liu.min.md', LIU)
  note('people/mo.yan.md', '---\nname: Mo Yan\naccount: acme\nprivate: true\nstance: opponent\npost: Buyer\n---\n## Talking points\n\n- secret habit\n')
  w.call('new', { title = 'Core', id = 'core', account = 'acme', owner = 'li.wei', value = 1000, currency = 'CNY', profile = 'full' })
  local path = w.dir .. '/deals/2026/core/deal.md'
  scratch.write(path, (scratch.read(path):gsub('\n## Stakeholders.-\n(## Competitors)', [=[

## Stakeholders

| person | layer | role | stance | influence | needs | contact | aim | ways |
|---|---|---|---|---|---|---|---|---|
| [[liu.min]] | technical | decision-maker | sceptic | | | | | |
| wang.jun | decision | key-decision-maker | | 5 | | | | |
| mo.yan | | | | 4 | | | | |

%1]=])))
  w.call('save', {})
  scratch.setenv('PURSUIT_NOW', '2026-11-20T08:00:00Z')
  w.call('log', { id = 'core', kind = 'visit', who = { 'liu.min' }, text = 'The budget is in the plan.\n\n[stance:: liu.min supporter]\n\n'
    .. '- [ ] Send the offer [due:: 2026-12-03]\n- [ ] Name the date [owner:: liu.min] [due:: 2026-11-19]' })
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
end)

describe('a brief', function()
  it('of a person says who, what they need, how they stood, and whom they know', function()
    local answer = brief('liu.min')
    assert.same({ 'person', 'Liu Min', 'acme', 1 }, { answer.kind, answer.title, answer.account, #answer.people })
    local one = answer.people[1]
    assert.equal('supporter', one.person.deals[1].stance)
    assert.equal(3, one.person.deals[1].influence) -- the row leaves it blank
    assert.is_true(one.person.compliance)
    assert.same({ 'Proud of her team: nobody left' }, one.talking)
    assert.equal('2026-11-20', one.turns[1].date)
    local turned = texts(one.turns, 'text')
    assert.truthy(table.concat(turned, '\n'):find('Sceptic.*Supporter'), table.concat(turned, '\n'))
    assert.equal('wang.jun', one.relations[1].id)
    assert.equal('Wuhan, 1998', one.relations[1].note)
    assert.same({ 'The budget is in the plan.' }, texts(answer.contacts, 'text'))
  end)

  it('says what was promised both ways, and what to bring up', function()
    local answer = brief('liu.min')
    assert.same({ 'Name the date', 'Send the offer' }, texts(answer.promises, 'text'))
    assert.same({ true, false }, texts(answer.promises, 'theirs'))
    assert.equal('action', answer.points[1].kind)
    assert.equal('Send the offer', answer.points[1].text)
    local kinds = texts(answer.points, 'kind')
    assert.equal('question', kinds[#kinds])
  end)

  it('reads a long log of promises in no time: each is looked for in its own entry', function()
    local path = w.dir .. '/deals/2026/core/log.md'
    local entries, saved = {}, scratch.read(path)
    for i = 1, 3000 do
      entries[i] = ('## 2026-01-%02d 10:00 visit\n\n[who:: %s]\n\n- [ ] Promise %d [due:: 2026-12-03]\n')
        :format(i % 28 + 1, i == 2999 and 'liu.min' or 'wang.jun', i)
    end
    local before = os.clock()
    local answer = w.call('brief', { id = 'liu.min' }, { [path] = saved .. table.concat(entries, '\n') })
    assert.is_true(os.clock() - before < 3, ('%.1f s'):format(os.clock() - before))
    assert.same({ 'Name the date', 'Send the offer', 'Promise 2999' }, texts(answer.promises, 'text'))
  end)

  it('of a deal and of an account has all of their people, who weighs most first', function()
    local names = {}
    for i, one in ipairs(brief('core').people) do
      names[i] = one.person.id
    end
    assert.same({ 'wang.jun', 'mo.yan', 'liu.min' }, names)
    assert.equal('deal', brief('core').kind)
    assert.equal('account', brief('acme').kind)
    assert.equal(3, #brief('acme').people)
    local gaps = {}
    for _, point in ipairs(brief('core').points) do
      gaps[#gaps + 1] = point.kind == 'gap' and point.text or nil
    end
    assert.truthy(table.concat(gaps, '\n'):find('wang.jun', 1, true))
  end)

  it('shows what is private to ourselves, apart', function()
    local one = brief('liu.min').people[1]
    assert.truthy(one.private[1]:find('another post', 1, true))
    assert.same({ 'secret habit' }, brief('mo.yan').people[1].talking)
    assert.is_true(brief('mo.yan').people[1].person.hidden)
  end)

  it('that is told elsewhere has nothing of it', function()
    for _, id in ipairs({ 'liu.min', 'mo.yan', 'core', 'acme' }) do
      local told = everything(brief(id, { discreet = true }))
      assert.falsy(told:find('secret', 1, true), id)
      assert.truthy(told:find(id == 'mo.yan' and 'Buyer' or 'Liu Min', 1, true), id)
    end
    assert.equal('unknown', brief('mo.yan', { discreet = true }).people[1].person.deals[1].stance)
    assert.equal('opponent', brief('mo.yan').people[1].person.deals[1].stance)
  end)

  it('that is told elsewhere has nothing of it as of a past day either', function()
    w.call('save', {})
    local told = everything(brief('core', { discreet = true, at = 'today' }))
    assert.falsy(told:find('secret', 1, true))
    assert.truthy(told:find('Liu Min', 1, true))
    assert.truthy(everything(brief('core', { at = 'today' })):find('secret', 1, true))
  end)

  it('takes a kind where an id is of several', function()
    note('people/core.md', '---\nname: Core Person\n---\n')
    assert.equal('deal', brief('core').kind)
    assert.equal('Core Person', brief('core', { kind = 'person' }).title)
    assert.equal('NOTFOUND', (w.fails('brief', { id = 'nobody' })))
    assert.equal('NOTFOUND', (w.fails('brief', { id = '../../etc' })))
  end)

  it('of a past day tells nothing of what came later', function()
    w.call('save', {})
    local answer = brief('liu.min', { at = '2026-11-10' })
    assert.equal('sceptic', answer.people[1].person.deals[1].stance)
    assert.same({}, answer.contacts)
    assert.same({}, answer.people[1].turns)
  end)
end)

describe('a map that is drawn for others', function()
  it('says nothing that is private', function()
    for _, kind in ipairs({ 'dot', 'mmd', 'svg' }) do
      local path = scratch.dir() .. '/map.' .. kind
      w.call('draw', { id = 'core', path = path })
      local told = scratch.read(path)
      assert.falsy(told:find('secret', 1, true), kind)
      assert.falsy(told:find('zhang.san', 1, true), kind)
      assert.truthy(told:find('Mo Yan', 1, true), kind)
    end
  end)
end)
