-- The decision chain as scripts get it: from the deal's rows, people's notes and the log; unsaved texts and earlier days too.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local ROWS = [[

## Stakeholders

| person | layer | role | stance | influence | needs | contact | aim | ways |
|--------|-------|------|--------|-----------|-------|---------|-----|------|
| wang.jun | decision | key-decision-maker | unknown | 5 | benefit | | | |
| liu.min | | | champion | | | | | |

## Relationships

| from | to | kind | note |
|------|----|------|------|
| wang.jun | liu.min | subordinate | |
| wang.jun | yang.bo | served-together | our reference site |
]]

local w, path

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  w = scratch.workspace('en')
  w.call('new', { title = 'Core', id = 'core' })
  w.call('add', { kind = 'person', id = 'liu.min', title = 'Liu Min' })
  path = w.dir .. '/deals/2026/core/deal.md'
end)

local function text()
  local own = scratch.read(path):gsub('\n## Stakeholders.-\n(## Competitors)', '\n%1')
  return own .. ROWS
end

local function lines_of(from)
  local list = {}
  for line in from:gmatch('([^\n]*)\n') do
    list[#list + 1] = line
  end
  return list
end

local function line_of(from, lnum)
  return lines_of(from)[lnum]
end

local function all_but(from, lnum)
  local list = lines_of(from)
  table.remove(list, lnum)
  return table.concat(list, '\n')
end

local function people(map)
  local found = {}
  for _, layer in ipairs(map.layers) do
    for _, person in ipairs(layer.people) do
      found[#found + 1] = (layer.id or '-') .. ':' .. person.id
    end
  end
  return found
end

describe('map', function()
  it('gives every layer of the process, with or without people', function()
    local map = w.call('map', { id = 'core' })
    assert.equal(4, #map.layers)
    assert.equal('decision', map.layers[1].id)
    assert.equal('support', map.layers[4].id)
    assert.equal(0, map.total)
    assert.same({ 'layer', 'champion' }, { map.gaps[1].kind, map.gaps[2].kind })
    assert.equal("nobody is known in the layer 'Decision'", map.gaps[1].text)
  end)

  it('sees unsaved rows, and says where each stands', function()
    local typed = text()
    local map = w.call('map', { id = 'core' }, { [path] = typed })
    assert.same({ 'decision:wang.jun', '-:liu.min' }, people(map))
    assert.same({ 'Liu Min' }, map.champions)
    local wang = map.layers[1].people[1]
    assert.same({ '?', 5, true, false }, { wang.sign, wang.influence, wang.compliance, wang.covered })
    local lnum = 0
    for line in typed:gmatch('([^\n]*)\n') do
      lnum = lnum + 1
      if line:find('^| wang.jun | decision') then
        break
      end
    end
    assert.same({ path, lnum }, { wang.path, wang.lnum })
    assert.equal('wang.jun', map.layers[5].people[1].superior)
    assert.equal(w.dir .. '/people/liu.min.md', map.layers[5].people[1].note)
    assert.same({ true, false }, { map.ties[1].reporting, map.ties[2].reporting })
    assert.same({ 'Served together', 'personal' }, { map.ties[2].label, map.ties[2].group })
    assert.same({ 'unmet', 'contact' }, { map.gaps[1].kind, map.gaps[2].kind })
    assert.equal('wang.jun: key decision maker, not met yet', map.gaps[1].text)
  end)

  it('shows the chain of an earlier day', function()
    scratch.setenv('PURSUIT_NOW', '2026-12-10T12:00:00Z')
    scratch.write(path, text())
    w.call('commit', {})
    assert.equal(2, w.call('map', { id = 'core' }).total)
    assert.equal(0, w.call('map', { id = 'core', at = '2026-12-09' }).total)
    assert.equal(2, w.call('map', { id = 'core', at = '2026-12-10' }).total)
  end)

  it('tells day by day what changed, and which contact moved whom', function()
    scratch.setenv('PURSUIT_NOW', '2026-12-12T12:00:00Z')
    local entry = 'We agreed on a trial. [stance:: wang.jun supporter]'
    w.call('log', { id = 'core', kind = 'visit', who = { 'wang.jun', 'liu.min' }, text = entry })
    local steps = w.call('moves', { id = 'core' })
    assert.same({ '2026-12-10', '2026-12-12' }, { steps[1].date, steps[2].date })
    local first, second = {}, {}
    for _, move in ipairs(steps[1].moves) do
      first[#first + 1] = move.text
    end
    for _, move in ipairs(steps[2].moves) do
      second[#second + 1] = move.text .. ' | ' .. move.by
    end
    assert.same({ 'wang.jun comes in', 'Liu Min comes in', 'wang.jun – Liu Min: Subordinate', 'wang.jun – yang.bo: Served together' }, first)
    local by = ' | 2026-12-12 visit (wang.jun, Liu Min)'
    assert.same({ 'wang.jun: first met' .. by, 'Liu Min: first met' .. by, 'wang.jun Unknown → Supporter' .. by }, second)
    local stance = steps[2].moves[3]
    assert.same({ 'stance', 'wang.jun', 'unknown', 'supporter' }, { stance.what, stance.person, stance.from, stance.to })
    assert.same({ w.dir .. '/deals/2026/core/log.md' }, { stance.path })
    assert.truthy(scratch.read(stance.path):find('## 2026-12-12', 1, true))
    assert.same(40, #stance.commit)
  end)

  it('is drawn for other programs, without what is private and personal', function()
    local note = w.dir .. '/people/liu.min.md'
    scratch.write(note, '---\nname: Liu Min\npost: Head of O&M\nneeds: [growth]\n---\n\n## Private\n\n'
      .. '### Relationships\n\n| from | to | kind | note |\n|---|---|---|---|\n| liu.min | nobody.else | spouse | |\n')
    local svg = w.call('draw', { id = 'core', path = w.dir .. '/out.svg' })
    assert.same({ w.dir .. '/out.svg', 2 }, { svg.path, svg.count })
    local shown = scratch.read(svg.path)
    assert.truthy(shown:find('<svg ', 1, true))
    assert.truthy(shown:find('>Head of O&amp;M</text>', 1, true))
    assert.truthy(shown:find('Served together: yang.bo', 1, true))
    assert.truthy(shown:find('2026-12-12', 1, true))
    for _, format in ipairs({ 'svg', 'dot', 'mmd' }) do
      local file = w.call('draw', { id = 'core', path = 'chain.' .. format }).path
      assert.equal(w.dir .. '/chain.' .. format, file)
      local drawn = scratch.read(file)
      assert.truthy(drawn:find('Liu Min', 1, true))
      assert.is_nil(drawn:find('nobody.else', 1, true))
      assert.is_nil(drawn:lower():find('benefit', 1, true))
    end
    assert.equal(0, w.call('draw', { id = 'core', path = 'before.dot', at = '2026-12-09' }).count)
    local code, message = w.fails('draw', { id = 'core', path = 'chain.png' })
    assert.same({ 'UNSUPPORTED', "can't draw 'chain.png': .svg, .dot (Graphviz) and .mmd (Mermaid) can be made" }, { code, message })
    assert.equal('NOTFOUND', (w.fails('draw', { id = 'nobody', path = 'chain.svg' })))
    assert.truthy((w.fails('draw', { id = 'core', path = 'no/such/folder/chain.svg' })))
  end)

  it('sets aim and ways of a person, and of a layer, in one commit each', function()
    local before = scratch.read(path)
    local place = w.call('strategy', { id = 'core', person = 'wang.jun', aim = 'break-through', ways = { 'leader-call', 'old-ties' } })
    local after = scratch.read(path)
    assert.equal('| wang.jun | decision | key-decision-maker | supporter | 5 | benefit | | break-through | leader-call, old-ties |',
      line_of(after, place.lnum))
    assert.equal(all_but(before, place.lnum), all_but(after, place.lnum)) -- nothing else has changed
    w.call('strategy', { id = 'core', layer = 'decision', aim = 'break-through', strategy = 'bring him to our reference' })
    place = w.call('strategy', { id = 'core', layer = 'decision', ways = { 'reference-site' }, strategy = 'bring him there' })
    local layer = w.call('map', { id = 'core' }).layers[1]
    assert.same({ 'bring him there', { 'reference-site' } }, { layer.strategy, layer.ways })
    assert.is_nil(layer.aim)
    assert.same({ path, place.lnum }, { layer.path, layer.lnum })
    local told = w.call('history', { id = 'core' })
    assert.equal('strategies/decision/ways', told[2].field)
    for _, wrong in ipairs({ { person = 'wang.jun', aim = 'bribe' }, { person = 'wang.jun', ways = { 'bribe' } }, { layer = 'nowhere' }, {},
      { person = 'wang.jun', layer = 'decision' } }) do
      wrong.id = 'core'
      assert.equal('INVAL', (w.fails('strategy', wrong)))
    end
    local code, message = w.fails('strategy', { id = 'core', person = 'nobody', aim = 'consolidate' })
    assert.equal('NOTFOUND', code)
    assert.truthy(message:find("'nobody' is not in the table Stakeholders", 1, true))
  end)

  it('knows a strategy in another note of the deal, and sets it there', function()
    w.call('new', { title = 'Other', id = 'other' })
    local note = w.dir .. '/deals/2026/other/2-planning.md'
    scratch.write(note, scratch.read(note) .. '\n## Layer strategy\n\n| layer | aim | ways | strategy |\n|---|---|---|---|\n| support | | | gone |\n')
    local place = w.call('strategy', { id = 'other', layer = 'technical', strategy = 'a trial in the county' })
    assert.equal(note, place.path)
    assert.equal('| technical | | | a trial in the county |', line_of(scratch.read(note), place.lnum):gsub(' +', ' ') .. '')
    local found = {}
    for _, diag in ipairs(w.call('diagnostics', { path = note }, { [note] = scratch.read(note):gsub('| gone |', '| gone |\n| moon | fly | swim | |') })) do
      found[#found + 1] = diag.code == 'unknown-value' and diag.message:match("'(%w+)'") or nil
    end
    table.sort(found)
    assert.same({ 'fly', 'moon', 'swim' }, found)
  end)

  it('begins with a template of the process, and learns who holds a post', function()
    w.call('new', { title = 'Third', id = 'third' })
    local third = w.dir .. '/deals/2026/third/deal.md'
    local place = w.call('chain', { id = 'third' })
    assert.same({ 17 + 16, 'telecom', third }, { place.count, place.id, place.path })
    local map = w.call('map', { id = 'third' })
    assert.equal(17, map.total)
    local director = map.layers[1].people[1]
    assert.same({ 'bureau-director', 'Bureau director', true }, { director.id, director.name, director.vacant })
    assert.equal('layer', map.gaps[1].kind) -- nobody is known there, whatever the post is called
    assert.equal('bureau-director', map.layers[2].people[1].superior)
    assert.equal('EXISTS', (w.fails('chain', { id = 'third', template = 'telecom' })))
    assert.equal('INVAL', (w.fails('chain', { id = 'third', template = 'moon' })))
    local seat = w.call('seat', { id = 'third', post = 'bureau-director', person = 'zhou.guoqiang' })
    map = w.call('map', { id = 'third' })
    director = map.layers[1].people[1]
    assert.same({ 'zhou.guoqiang', false, 1 + 5 }, { director.id, director.vacant, seat.count })
    assert.equal('zhou.guoqiang', map.layers[2].people[1].superior)
    assert.is_nil(scratch.read(third):find('bureau-director', 1, true))
    assert.equal('champion', map.gaps[1].kind)
    assert.equal('NOTFOUND', (w.fails('seat', { id = 'third', post = 'bureau-director', person = 'somebody' })))
    assert.equal('EXISTS', (w.fails('seat', { id = 'third', post = 'deputy-om', person = 'zhou.guoqiang' })))
    assert.equal('INVAL', (w.fails('seat', { id = 'third', post = 'deputy-om', person = '../x' })))
    w.call('undo', { id = 'third' })
    assert.equal('bureau-director', w.call('map', { id = 'third' }).layers[1].people[1].id)
  end)

  it('refuses a deal that is not there', function()
    local code, message = w.fails('map', { id = 'nobody' })
    assert.same({ 'NOTFOUND', "no deal is named 'nobody'" }, { code, message })
  end)
end)
