-- Guided entry as scripts get it: forms with what is known, entries that are checked before anything is written, one commit each.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local function list(values)
  local out = {}
  for field, value in pairs(values or {}) do
    out[#out + 1] = { field = field, value = value }
  end
  return out
end

---What stands under a heading of a note, up to the next heading.
local function section(path, heading)
  return (scratch.read(path) .. '\n## '):match('\n## ' .. heading .. '\n(.-)\n## ') or ''
end

local function world(lang)
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  local w = scratch.workspace(lang)
  w.call('new', { title = 'Core', id = 'core', account = 'acme', value = 900000 })
  w.call('add', { kind = 'person', id = 'chen-gang', title = 'Chen Gang', account = 'acme' })
  w.call('add', { kind = 'person', id = 'abel', title = 'Abel', account = 'other' })
  w.deal = w.dir .. '/deals/2026/core/deal.md'
  function w.form(table, values)
    return w.call('form', { id = 'core', table = table, values = list(values) })
  end
  ---The answer, or nil, message, code.
  function w.enter(table, values, more)
    local args = { id = 'core', table = table, values = list(values) }
    for key, value in pairs(more or {}) do
      args[key] = value
    end
    return w.ws:call('enter', args)
  end
  function w.commits()
    return tonumber((scratch.git(w.dir, 'rev-list', '--count', 'HEAD')))
  end
  function w.subject()
    return (scratch.git(w.dir, 'log', '-1', '--format=%s'))
  end
  function w.clean()
    return scratch.git(w.dir, 'status', '--porcelain') == ''
  end
  return w
end

local function fields(form)
  local found = {}
  for _, field in ipairs(form.fields) do
    found[field.name] = field
  end
  return found
end

describe('a value or a budget below zero', function()
  it('is refused, and a margin or an expense below zero is not', function()
    local w = world('en')
    local was = scratch.read(w.deal)
    for _, field in ipairs({ 'value', 'budget' }) do
      local done, why = w.enter('deal', { [field] = '-5' }, { change = true })
      assert.is_nil(done, field)
      assert.truthy(why:find("'-5' is below zero", 1, true), why)
    end
    assert.equal(was, scratch.read(w.deal))
    assert(w.enter('deal', { margin = '-5', value = '0' }, { change = true }))
    assert(w.enter('cost', { date = '2026-11-20', stage = 'information', category = 'travel', amount = '-5' }))
  end)
end)

describe('a form', function()
  local w
  setup(function()
    w = world('en')
  end)

  it('has every field of the table in its order, with what it may be', function()
    local form = w.form('stakeholder')
    local names = {}
    for _, field in ipairs(form.fields) do
      names[#names + 1] = field.name
    end
    assert.same({ 'person', 'layer', 'role', 'stance', 'influence', 'needs', 'contact', 'aim', 'ways' }, names)
    local by = fields(form)
    assert.equal('id', by.person.type)
    assert.is_true(by.person.required)
    assert.equal('chen-gang', by.person.choices[1].id) -- of the deal's account: before the others
    assert.equal('Chen Gang', by.person.choices[1].label)
    assert.equal('abel', by.person.choices[2].id)
    assert.equal(1, by.person.near)
    assert.equal('decision', by.layer.choices[4].id)
    assert.equal('Decision', by.layer.choices[4].label)
    assert.is_true(by.needs.many)
    assert.is_nil(by.layer.value)
  end)

  it('says what a blank cell means by the note of the person', function()
    local path = w.dir .. '/people/chen-gang.md'
    local text = scratch.read(path)
    scratch.write(path, (text:gsub('layer:\n', 'layer: technical\n'):gsub('needs:[^\n]*\n', 'needs: [growth, respect]\n')))
    local by = fields(w.form('stakeholder', { person = 'chen-gang' }))
    assert.equal('technical', by.layer.means)
    assert.equal('growth, respect', by.needs.means)
    assert.is_nil(by.layer.value)
    scratch.write(path, text)
  end)

  it('begins with today, me and the stage that the deal is in', function()
    local by = fields(w.form('cost'))
    assert.equal('2026-11-23', by.date.value)
    assert.equal('information', by.stage.value)
    assert.is_nil(by.by) -- that is not asked
    assert.equal('travel', by.category.choices[1].id)
    assert.is_truthy(fields(w.form('task')).owner.value)
  end)

  it('holds the front matter as it stands', function()
    local by = fields(w.form('deal'))
    assert.equal('900000', by.value.value)
    assert.equal('acme', by.account.value)
    assert.is_nil(by.status) -- that is closed and reopened
    assert.equal('commit', by.forecast.choices[1].id)
  end)

  it('says what is wrong with what is given, and with nothing else', function()
    local by = fields(w.form('stakeholder', { person = 'chen-gang', influence = '9', layer = 'decision', needs = 'growth, gold' }))
    assert.is_truthy(by.influence.fault:find('9', 1, true))
    assert.is_truthy(by.needs.fault:find('gold', 1, true))
    assert.is_nil(by.layer.fault)
    assert.is_nil(by.person.fault)
  end)

  it('names what can be entered where the table is none', function()
    local _, said, code = w.ws:call('form', { id = 'core', table = 'nonsense' })
    assert.equal('INVAL', code)
    assert.is_truthy(said:find('stakeholder, .*relationship, competitor'))
    for _, entry in ipairs(w.call('entries', {})) do
      if entry.id ~= 'vote' then -- that needs a review
        assert.is_truthy(w.form(entry.id).label, entry.id)
      end
    end
  end)
end)

---One entry for each table: what is given, and the row that comes of it in a workspace of each language.
local ROWS = {
  { 'stakeholder', 'Stakeholders', '决策链成员', { person = 'chen-gang', layer = 'decision', influence = '4', needs = 'growth,respect', contact = 'me' },
    '| chen-gang | decision |  |  | 4 | growth, respect | @me |  |  |' },
  { 'relationship', 'Relationships', '关系', { from = '[[chen-gang]]', to = 'abel', kind = 'alumnus', note = 'a | b' }, '| chen-gang | abel | alumnus | a \\| b |' },
  { 'competitor', 'Competitors', '竞争对手', { competitor = 'Huateng', threat = 'high' }, '| Huateng |  |  |  | high |' },
  { 'factor', 'Decision factors', '决策因素', { factor = 'price', weight = '30', us = '6', Huateng = '8' }, '| price | 30 | 6 | 8 |  |' },
  { 'procurement', 'Procurement', '客户购买流程', { step = 'tender', state = 'open', date = '2026-12-01' }, '| tender | open | 2026-12-01 |  |' },
  { 'swot', 'SWOT', 'SWOT分析', { kind = 'W', finding = 'late once' }, '| w1 | W | late once |  |' },
  { 'goal', 'Goals', '目标', { goal = 'sign in spring', ['end'] = '2027-03-31' }, '| g1 | sign in spring |  |  |  | 2027-03-31 |  |  |' },
  { 'plan', 'Plan', '计划', { task = 'visit', owner = 'me', ['end'] = '+7d' }, '| p1 | visit | @me | 2026-11-23 | 2026-11-30 |  |  |' },
  { 'component', 'Components', '组合清单', { component = 'ring', value = '400,000', owner = 'me' }, '| ring | 400000 | @me |' },
  { 'payment', 'Payments', '回款', { milestone = 'down payment', due = '2027-01-01', amount = '90000' }, '| down payment | 2027-01-01 | 90000 |  |  |' },
}

for _, lang in ipairs({ 'en', 'zh' }) do
  describe('entering, ' .. lang, function()
    local w, me
    setup(function()
      w = world(lang)
      me = fields(w.form('task')).owner.value
    end)

    for _, row in ipairs(ROWS) do
      local table, heading, given, written = row[1], lang == 'en' and row[2] or row[3], row[4], row[5]
      it('makes a row of ' .. table .. ', in one commit', function()
        local before, text = w.commits(), scratch.read(w.deal)
        local place = assert(w.enter(table, given))
        assert.equal(before + 1, w.commits())
        assert.is_true(w.clean())
        assert.is_truthy(w.subject():find('^core: '), w.subject())
        local line = (scratch.read(place.path) .. '\n'):match(('[^\n]*\n'):rep(place.lnum - 1) .. '([^\n]*)\n')
        local flat = line:gsub('%s+|', ' |'):gsub('|%s+', '| '):gsub('| |', '|  |'):gsub('| |', '|  |')
        local want = written:gsub('@me', me)
        assert.equal(want, flat)
        assert.is_truthy(section(place.path, heading):find(line, 1, true))
        -- all that stood there stands there
        local kept = 0
        for old in text:gmatch('[^\n]+') do
          local widened = table == 'factor' and old:sub(1, 1) == '|' -- by the column of a competitor
          kept = kept + ((widened or scratch.read(w.deal):find(old, 1, true)) and 0 or 1)
        end
        assert.equal(0, kept)
        for _, diag in ipairs(w.call('diagnostics', { path = place.path })) do
          assert.is_false(diag.lnum == place.lnum and diag.severity < 3, diag.message)
        end
      end)
    end

    it('counts on', function()
      local place = assert(w.enter('swot', { kind = 'W', finding = 'no reference' }))
      assert(w.enter('swot', { kind = 'S', finding = 'near' }))
      assert.is_truthy(scratch.read(place.path):find('| w2 ', 1, true))
      assert.is_truthy(scratch.read(place.path):find('| s1 ', 1, true))
    end)

    it('refuses a key that is there, and changes the row where it is asked to', function()
      local _, said, code = w.enter('stakeholder', { person = 'chen-gang', stance = 'neutral' })
      assert.equal('EXISTS', code)
      assert.is_truthy(said:find('deal.md:%d+'))
      local form = w.form('stakeholder', { person = 'chen-gang' })
      assert.is_true(form.exists)
      assert.equal('decision', fields(form).layer.value)
      local place = assert(w.enter('stakeholder', { person = 'chen-gang', stance = 'neutral', influence = '' }, { change = true }))
      assert.equal(form.lnum, place.lnum)
      assert.is_truthy(scratch.read(w.deal):find('| chen%-gang%s*| decision%s*|%s*| neutral%s*|%s*| growth, respect'))
      local _, none, gone = w.enter('stakeholder', { person = 'nobody', stance = 'neutral' }, { change = true })
      assert.equal('NOTFOUND', gone)
      assert.is_truthy(none:find('nobody', 1, true))
    end)

    it('writes nothing where a field is wrong, and names the field', function()
      local before = w.commits()
      local text = scratch.read(w.deal)
      local wrong = {
        { 'stakeholder', { person = 'zhu', influence = '9' }, '9' },
        { 'stakeholder', { person = 'zhu', layer = 'top' }, 'top' },
        { 'stakeholder', { person = 'a/b' }, 'a/b' },
        { 'stakeholder', { layer = 'decision' }, lang == 'en' and 'person: ' or '成员：' },
        { 'stakeholder', { person = 'zhu', colour = 'red' }, 'colour' },
        { 'factor', { factor = 'service', weight = 'heavy' }, 'heavy' },
        { 'factor', { factor = 'service', Huateng = 'good' }, 'Huateng' },
        { 'plan', { task = 'x', start = 'someday' }, 'someday' },
        { 'payment', { milestone = 'x', amount = 'much' }, 'much' },
        { 'swot', { kind = 'Q', finding = 'x' }, 'Q' },
        { 'goal', { measure = 'x' }, lang == 'en' and 'goal: ' or '目标：' },
        { 'cost', { category = 'bribe', amount = '5' }, 'bribe' },
        { 'competitor', { competitor = 'two\nlines' }, 'competitor' },
        { 'deal', { probability = '140' }, '140' },
        { 'deal', { close = 'never' }, 'never' },
        { 'deal', { title = '' }, lang == 'en' and 'title: ' or '标题：' },
        { 'deal', { status = 'won' }, 'status' },
      }
      for _, case in ipairs(wrong) do
        local place, said, code = w.enter(case[1], case[2])
        assert.is_nil(place, case[1])
        assert.equal('INVAL', code, case[1] .. ' ' .. tostring(said))
        assert.is_truthy(said:find(case[3], 1, true), said)
      end
      assert.equal(text, scratch.read(w.deal))
      assert.equal(before, w.commits())
      assert.is_true(w.clean())
    end)

    it('sets front matter, several at once, and keeps the rest', function()
      local before, text = w.commits(), scratch.read(w.deal)
      assert(w.enter('deal', { probability = '60 %', close = '2027-02-28', value = '1,200,000', team = 'me, zhao' }))
      local now = scratch.read(w.deal)
      assert.is_truthy(now:find('\nprobability: 60\n', 1, true))
      assert.is_truthy(now:find('\nvalue: 1200000\n', 1, true))
      assert.is_truthy(now:find('\nclose: 2027-02-28\n', 1, true))
      assert.is_truthy(now:find('\nteam: [' .. me .. ', zhao]\n', 1, true))
      assert.equal(text:match('\n%-%-%-\n.*$'), now:match('\n%-%-%-\n.*$'))
      assert.equal(before + 1, w.commits())
      assert(w.enter('deal', { probability = '' }))
      assert.is_truthy(scratch.read(w.deal):find('\nprobability:\n', 1, true))
    end)

    it('takes the name of a field of front matter in either language', function()
      assert.truthy(w.enter('deal', { ['预计签约'] = '2027-05-01' }, { change = true }))
      assert.truthy(scratch.read(w.deal):find('\nclose: 2027-05-01\n', 1, true))
      assert.truthy(w.enter('deal', { ['Win probability'] = '35' }, { change = true }))
      assert.truthy(scratch.read(w.deal):find('\nprobability: 35\n', 1, true))
    end)

    it('takes words of either language for fields and terms', function()
      assert(w.enter('stakeholder', { ['成员'] = 'abel', ['层级'] = lang == 'zh' and '决策层' or 'Decision', stance = 'neutral' }))
      assert.is_truthy(scratch.read(w.deal):find('| abel%s*| decision%s*|'))
    end)

    it('puts a cost into the ledger, by the operation that keeps it', function()
      local place = assert(w.enter('cost', { category = 'travel', amount = '1,860.50', note = 'flight' }))
      local line = (scratch.read(place.path) .. '\n'):match(('[^\n]*\n'):rep(place.lnum - 1) .. '([^\n]*)\n')
      assert.is_truthy(line:find('1860.5', 1, true) and line:find('information', 1, true) and line:find('^c-', 1, true))
      assert.equal(1860.5, w.call('deal', { id = 'core' }).spent)
    end)

    it('puts a task where the cursor is, else under its own heading of the stage', function()
      local stage = w.dir .. '/deals/2026/core/0-information.md'
      local place = assert(w.enter('task', { task = 'call the bureau', due = '+3d' }))
      assert.equal(stage, place.path)
      local heading = lang == 'en' and 'Tasks' or '待办事项'
      assert.equal('\n- [ ] call the bureau [owner:: ' .. me .. '] [due:: 2026-11-26]\n', section(stage, heading))
      assert(w.enter('task', { task = 'second', owner = 'zhao' }))
      assert.is_truthy(section(stage, heading):find('2026-11-26]\n- [ ] second [owner:: zhao]\n', 1, true))
      local free = w.dir .. '/deals/2026/core/ideas.md'
      scratch.write(free, '# Ideas\n\n## One\n\ntext\n\n## Two\n')
      w.call('commit', { message = 'ideas' })
      local third = assert(w.enter('task', { task = 'third' }, { path = free, lnum = 4 }))
      assert.equal(free, third.path)
      assert.equal('# Ideas\n\n## One\n\ntext\n\n- [ ] third [owner:: ' .. me .. ']\n\n## Two\n', scratch.read(free))
      assert.equal(7, third.lnum)
    end)

    it('puts a promise into the log: into an entry of today, else into one of its own', function()
      local log = w.dir .. '/deals/2026/core/log.md'
      local place = assert(w.enter('promise', { task = 'budget figures', owner = 'chen-gang', due = '2026-12-01' }))
      assert.equal(log, place.path)
      assert.is_truthy(scratch.read(log):find('\n## 2026%-11%-23 %d%d:%d%d note\n'))
      assert(w.enter('promise', { task = 'site plan', owner = 'abel' }))
      local _, entries = scratch.read(log):gsub('\n## ', '')
      assert.equal(1, entries)
      assert.is_truthy(scratch.read(log):find('2026-12-01]\n- [ ] site plan [owner:: abel]\n', 1, true))
      local waiting = 0
      for _, item in ipairs(w.call('agenda', { days = 30, owner = '' }).items) do
        waiting = waiting + (item.kind == 'promise' and item.waiting and 1 or 0)
      end
      assert.equal(1, waiting) -- the other has no day
    end)

    it('enters a vote into the open review', function()
      local _, _, code = w.enter('vote', { vote = 'go' })
      assert.equal('NOTFOUND', code)
      local review = w.call('review', { id = 'core' })
      assert(w.enter('vote', { reviewer = me, vote = 'go', comment = 'fine' }))
      local text = scratch.read(review.path)
      assert.is_truthy(text:find('| ' .. me .. '%s*| go%s*| fine%s*|'))
      assert.equal('go', w.call('review', { id = 'core' }).votes[1].vote)
      local _, _, again = w.enter('vote', { reviewer = me, vote = 'hold' })
      assert.equal('EXISTS', again)
      assert(w.enter('vote', { reviewer = 'zhao', vote = 'hold' }))
      assert.is_truthy(scratch.read(review.path):find('| zhao%s*| hold%s*| %[proxy:: '))
    end)
  end)
end

describe('a name where an id belongs', function()
  it('is that of the note called so, unless two are', function()
    local w = world('en')
    w.call('add', { kind = 'competitor', id = 'northnet', title = 'Northnet' })
    w.call('add', { kind = 'person', id = 'abel-two', title = 'Abel' })
    assert.truthy(w.enter('stakeholder', { person = 'Chen gang' }))
    assert.truthy(w.enter('competitor', { competitor = 'Northnet' }))
    assert.truthy(w.enter('competitor', { competitor = 'Nobody knows' }))
    assert.truthy(section(w.deal, 'Stakeholders'):find('\n| chen-gang ', 1, true))
    local rivals = section(w.deal, 'Competitors')
    assert.truthy(rivals:find('\n| northnet ', 1, true))
    assert.truthy(rivals:find('\n| Nobody knows ', 1, true))
    local shown = w.call('overview', { id = 'core' }).rivals
    assert.same({ 'northnet', 'Northnet' }, { shown[1].id, shown[1].label }) -- by the name of the note
    assert.equal('Nobody knows', shown[2].label)
    assert.equal('Abel', w.enter('stakeholder', { person = 'Abel' }).text) -- two are called so
    assert.equal('abel', w.enter('stakeholder', { person = 'abel' }).text)
  end)
end)

describe('a table that people wrote', function()
  local w
  setup(function()
    w = world('en')
  end)

  it('keeps its own columns, order and bytes', function()
    local text = scratch.read(w.deal):gsub('\n## Competitors.-\n## ', '\n## ')
    local own = text .. '\n## Competitors\r\n\n| 威胁 | Note to self | competitor |\n|:--|--|--|\n| high | x  | Old |\n'
    scratch.write(w.deal, own)
    w.call('save', { paths = { w.deal } })
    assert(w.enter('competitor', { competitor = 'New', threat = 'low' }))
    assert.equal(own .. '| low |  | New |\n', scratch.read(w.deal))
    local _, said, code = w.enter('competitor', { competitor = 'Third', product = 'x' })
    assert.equal('INVAL', code) -- rather than to lose what was given
    assert.is_truthy(said:find('product', 1, true))
  end)

  it('stays in the note where it stands', function()
    local stage = w.dir .. '/deals/2026/core/2-planning.md'
    scratch.write(stage, (scratch.read(stage):gsub('\n#+ SWOT.*', '\n')) .. '\n## SWOT\n\n| id | kind | finding | answer |\n|----|------|---------|--------|\n| t7 | T | x | y |\n')
    w.call('save', { paths = { stage } })
    local place = assert(w.enter('swot', { kind = 'T', finding = 'z' }))
    assert.equal(stage, place.path)
    assert.is_truthy(scratch.read(stage):find('| t8 | T | z |  |\n', 1, true), scratch.read(stage):sub(-200))
  end)
end)

describe('a competitor that is scored for the first time', function()
  it('gets a column before the evidence, and every row a cell', function()
    local w = world('en')
    assert(w.enter('competitor', { competitor = 'Huateng' }))
    assert(w.enter('factor', { factor = 'price', weight = '30', us = '6', Huateng = '8' }))
    assert(w.enter('competitor', { competitor = 'Northnet' }))
    assert.equal('number', fields(w.form('factor')).Northnet.type)
    assert(w.enter('factor', { factor = 'price', Northnet = '9', evidence = '[[log]]' }, { change = true }))
    local text = scratch.read(w.deal)
    assert.is_truthy(text:find('| factor%s*| weight%s*| us%s*| Huateng | Northnet | evidence%s*|\n'), text)
    assert.is_truthy(text:find('| price%s*| 30%s*| 6%s*| 8%s*| 9%s*| %[%[log%]%]%s*|\n'), text)
  end)
end)
