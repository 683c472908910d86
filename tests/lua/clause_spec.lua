-- What the design says in passing and nothing else would notice.
local core = require('pursuit.core')
local scratch = require('scratch')

local function subjects(w, n)
  local list = {}
  for line in (scratch.git(w.dir, 'log', '--format=%s', '-' .. n) .. '\n'):gmatch('(.-)\n') do
    list[#list + 1] = line
  end
  return list
end

describe('ids', function()
  it('are taken bare or as links, and given bare', function()
    local w = scratch.workspace()
    w.call('add', { kind = 'account', title = 'Acme', region = '[[north]]' })
    w.call('add', { kind = 'person', title = 'Chen Gang', account = '[[acme]]' })
    local deal = w.call('new', { title = 'One', account = '[[acme]]', owner = '[[li.wei]]', team = { '[[chen.yu]]' } })
    assert.same({ 'acme', 'li.wei', 'chen.yu' }, { deal.account, deal.owner, deal.team[1] })
    assert.equal('one', w.call('followup', { parent = '[[one]]', title = 'Two' }).parent)
    local log = w.call('log', { id = 'one', text = 'met', who = { '[[chen-gang]]' }, deals = { '[[two]]' } })
    assert.is_truthy(scratch.read(log.path):find('[who:: [[chen-gang]]]', 1, true))
    w.call('close', { id = 'two', status = 'paused', reason = 'budget', date = '2027-01-15' })
    assert.is_truthy(scratch.read(w.call('deal', { id = 'two' }).path):find('\nrevisit: 2027-01-15\n', 1, true))
  end)

  it('keep the form that they have in a note', function()
    local w = scratch.workspace()
    local path = w.call('new', { title = 'One', account = 'acme' }).path
    scratch.write(path, (scratch.read(path):gsub('\naccount: acme\n', '\naccount: "[[acme]]"\n')))
    assert.equal('acme', w.call('deal', { id = 'one' }).account)
    w.call('add', { kind = 'account', title = 'Acme' })
    w.call('rename', { kind = 'account', id = 'acme', to = 'acme-group' })
    assert.is_truthy(scratch.read(path):find('\naccount: "[[acme-group]]"\n', 1, true))
  end)

  it('of a currency are three letters or one that has a rate', function()
    local w = scratch.workspace()
    assert.equal('JPY', w.call('new', { title = 'Yen', currency = 'JPY' }).currency)
    assert.equal('INVAL', (w.fails('new', { title = 'Odd', currency = 'a: b' })))
  end)
end)

describe('rows typed by hand', function()
  it('get block ids with the next operation on their note', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One', value = 10 }).folder
    local costs, main = folder .. '/costs.md', folder .. '/deal.md'
    local _, at = scratch.read(costs):find('## Ledger\n\n[^\n]*\n[^\n]*\n')
    local typed = '| 2026-11-01 | information | travel | 12 | li.wei |  | by hand |\n'
    scratch.write(costs, scratch.read(costs):sub(1, at) .. typed .. typed .. scratch.read(costs):sub(at + 1))
    w.call('cost', { id = 'one', amount = 5, category = 'travel' })
    local ids = {}
    for id in scratch.read(costs):gmatch('by hand %^(c%-%x+) |') do
      ids[#ids + 1] = id
    end
    assert.equal(2, #ids)
    assert.are_not.equal(ids[1], ids[2])
    assert.equal(29, w.call('deal', { id = 'one' }).spent)
    assert.equal(4, w.commits()) -- init, new, what was typed, the cost
    scratch.write(main, (scratch.read(main):gsub(' %^s%-%x+ |', ' |')))
    w.call('close', { id = 'one', status = 'lost', reason = 'price' })
    assert.is_truthy(scratch.read(main):find('| %^s%-%x+ |'))
    assert.equal('', w.status())
  end)
end)

describe('a mark in a log', function()
  it('is carried though its table has edits that wait to be saved', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One' }).folder
    w.call('cost', { id = 'one', amount = 5, category = 'travel', note = 'taxi' })
    scratch.write(folder .. '/costs.md', (scratch.read(folder .. '/costs.md'):gsub('taxi', 'train')))
    scratch.write(folder .. '/log.md', scratch.read(folder .. '/log.md') .. '\n## 2026-11-12 10:00 visit\n[cost:: 10 travel bus]\n')
    assert.equal(1, w.call('save', { paths = { folder .. '/log.md' } }).commits)
    assert.equal(15, w.call('deal', { id = 'one' }).spent)
    assert.is_truthy(scratch.read(folder .. '/costs.md'):find('train', 1, true))
    assert.equal('', w.status())
    assert.equal(5, w.commits())
  end)

  it('is carried where an operation writes the entry', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One' }).folder
    local before = w.commits()
    w.call('log', { id = 'one', text = 'taxi [cost:: 10 travel taxi] [stance:: chen-gang supporter]' })
    assert.equal(10, w.call('deal', { id = 'one' }).spent)
    assert.is_truthy(scratch.read(folder .. '/deal.md'):find('| chen-gang', 1, true))
    assert.equal(before + 1, w.commits())
    w.call('log', { id = 'one', text = 'later' })
    assert.equal(10, w.call('deal', { id = 'one' }).spent)
    assert.equal('', w.status())
  end)

  it('names who received it after the category, where that asks', function()
    for lang, column in pairs({ en = 'to', zh = '对象' }) do
      local w = scratch.workspace(lang)
      local folder = w.call('new', { title = 'One' }).folder
      w.call('add', { kind = 'person', id = 'chen-gang', title = 'Chen Gang' })
      w.call('log', { id = 'one', text = 'lunch [cost:: 60 hospitality chen-gang noodles] and a taxi [cost:: 9 travel chen-gang]' })
      w.call('cost', { id = 'one', amount = 40, category = 'gift', to = 'chen-gang', note = 'tea' })
      local ledger = w.call('costs', { id = 'one' }).ledger
      assert.same({ 'hospitality', 'chen-gang', 'noodles' }, { ledger[1].category, ledger[1].to, ledger[1].note })
      assert.same({ 'travel', 'chen-gang' }, { ledger[2].category, ledger[2].note })
      assert.is_nil(ledger[2].to)
      assert.equal('chen-gang', ledger[3].to)
      assert.is_truthy(scratch.read(folder .. '/costs.md'):find('| ' .. column .. ' ', 1, true))
      assert.equal(2, #w.call('gifts', {}).people[1].sums)
    end
  end)

  it('stands in an entry, else it is none', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One' }).folder
    scratch.write(folder .. '/log.md', scratch.read(folder .. '/log.md') .. '\n## Ideas\n[cost:: 10 travel bus] [stance:: chen supporter]\n')
    w.call('save', {})
    assert.equal(0, w.call('deal', { id = 'one' }).spent or 0)
    assert.equal('', w.status())
  end)

  it('is in the review that is opened next', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One', budget = 100 }).folder
    scratch.write(folder .. '/log.md', scratch.read(folder .. '/log.md') .. '\n## 2026-11-12 10:00 visit\n[cost:: 37.5 travel bus]\n')
    assert.is_truthy(scratch.read(w.call('review', { id = 'one' }).path):find('37.5', 1, true))
  end)
end)

describe('a contact told in another deal\'s log', function()
  it('keeps a deal from being stalled', function()
    local w = scratch.workspace()
    scratch.setenv('PURSUIT_NOW', '2026-01-05 10:00')
    w.call('new', { title = 'One' })
    w.call('new', { title = 'Two' })
    scratch.setenv('PURSUIT_NOW', '2026-11-20 10:00')
    assert.is_true(w.call('deal', { id = 'one' }).stalled)
    assert.equal(2, #w.call('deals', { filter = 'stalled' }))
    w.call('log', { id = 'two', text = 'dinner', deals = { 'one' } })
    assert.is_false(w.call('deal', { id = 'one' }).stalled)
    assert.same({}, w.call('deals', { filter = 'stalled' }))
    scratch.setenv('PURSUIT_NOW', '2026-12-31 10:00')
    local deal = w.call('deal', { id = 'one' })
    assert.is_true(deal.stalled)
    assert.equal('2026-11-20', deal.stalled_since)
  end)

  teardown(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)
end)

describe('a commit', function()
  it('carries trailers that git log can be asked for', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one', value = 10, profile = 'full' })
    w.walk('one')
    local function trailers(n)
      return (scratch.git(w.dir, 'log', '-1', '--skip=' .. n, '--format=%(trailers:only,unfold)')):gsub('%s+$', '')
    end
    assert.equal('Deal: one\nStage: concept\nGate: preliminary', trailers(0))
    assert.equal('Deal: one\nGate: preliminary\nDecision: go', trailers(1))
  end)

  it('speaks of what changed in meaning', function()
    local w = scratch.workspace()
    local path = w.call('new', { title = 'One', value = 900000 }).path
    scratch.write(path, (scratch.read(path):gsub('\nvalue: 900000\n', '\nvalue: 1200000\n')))
    w.call('save', {})
    assert.same({ 'one: value 900,000 → 1,200,000' }, subjects(w, 1))
  end)
end)

describe('a rename', function()
  local w, folder
  before_each(function()
    w = scratch.workspace()
    folder = w.call('new', { title = 'One', id = 'old' }).folder
    w.call('new', { title = 'Two', id = 'two', parent = 'old' })
  end)

  local function texts(id)
    local list = {}
    for i, event in ipairs(w.call('history', { id = id })) do
      list[i] = event.text
    end
    return list
  end

  it('changes the name in a link and nothing that looks like it', function()
    w.call('add', { kind = 'person', id = 'eo', title = 'Eo' })
    scratch.write(folder .. '/free.md', '[[people/eo]] [[eo|people/eo]] [[deals/2026/old/log#x]] [[deals/2026/old]]\n')
    local year = folder:match('/(%d+)/old$')
    scratch.write(folder .. '/free.md', (scratch.read(folder .. '/free.md'):gsub('2026', year)))
    w.call('rename', { kind = 'person', id = 'eo', to = 'zoe' })
    w.call('rename', { id = 'old', to = 'new' })
    assert.equal(
      ('[[people/zoe]] [[zoe|people/eo]] [[deals/%s/new/log#x]] [[deals/%s/new]]\n'):format(year, year),
      scratch.read(w.dir .. '/deals/' .. year .. '/new/free.md')
    )
  end)

  it('is one event in the history, and none of another deal\'s life', function()
    w.call('rename', { id = 'old', to = 'new' })
    assert.same({ 'old is now new', 'new deal: One' }, texts('new'))
    assert.equal('new deal: Two', texts('two')[#texts('two')])
    for _, text in ipairs(texts('two')) do
      assert.are_not.equal('new deal: One', text)
    end
    w.call('undo', { id = 'new' })
    assert.same({ 'undone: old is now new', 'old is now new', 'new deal: One' }, texts('old'))
    assert.equal('NOTFOUND', (w.fails('deal', { id = 'new' })))
  end)

  it('takes attachments along, tracked or not, there and back', function()
    scratch.write(folder .. '/files/tracked.md', 'a note\n')
    scratch.git(w.dir, 'add', '-f', folder .. '/files/tracked.md')
    scratch.git(w.dir, 'commit', '-q', '-m', 'attachment')
    scratch.write(folder .. '/files/ignored.pdf', 'PDF')
    local new = w.dir .. folder:sub(#w.dir + 1):gsub('old$', 'new')
    w.call('rename', { id = 'old', to = 'new' })
    assert.equal('PDF', scratch.read(new .. '/files/ignored.pdf'))
    assert.equal('a note\n', scratch.read(new .. '/files/tracked.md'))
    assert.equal('', w.status())
    w.call('undo', { id = 'new' })
    assert.equal('PDF', scratch.read(folder .. '/files/ignored.pdf'))
    assert.is_nil(scratch.read(new .. '/files/ignored.pdf'))
    assert.equal('', w.status())
  end)

  it('is finished by the next open where it was cut short before the attachments', function()
    local new = w.dir .. folder:sub(#w.dir + 1):gsub('old$', 'new')
    w.call('rename', { id = 'old', to = 'new' })
    scratch.write(folder .. '/files/late.pdf', 'PDF')
    w.ws:close()
    local again = assert(core.open(w.dir))
    assert.equal('PDF', scratch.read(new .. '/files/late.pdf'))
    assert.equal('NOTFOUND', select(3, again:call('deal', { id = 'old' })))
  end)

  it('needs a deal that is there', function()
    scratch.write(w.dir .. '/deals/2026/ghost/free.md', 'x\n')
    w.call('commit', {})
    assert.equal('NOTFOUND', (w.fails('rename', { id = 'ghost', to = 'x' })))
    assert.equal('NOTFOUND', (w.fails('rename', { kind = 'account', id = ('x'):rep(10000), to = 'y' })))
    assert.equal('', w.status())
  end)
end)

describe('paths', function()
  it('that wind are followed, and refused where they lead outside', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One' }).folder
    assert.equal('deal', w.call('where', { path = folder .. '/../one/./deal.md' }).kind)
    for _, name in ipairs({ 'where', 'diagnostics' }) do
      assert.equal('INVAL', (w.fails(name, { path = '../x.md' })))
      assert.equal('INVAL', (w.fails(name, { path = w.dir .. '/../x.md' })))
    end
    for _, name in ipairs({ 'save', 'commit' }) do
      local code, message = w.fails(name, { paths = { 'deals/../../etc/passwd' } })
      assert.equal('INVAL', code)
      assert.is_truthy(message:find('outside the workspace', 1, true))
    end
  end)
end)

describe('a team\'s own names', function()
  it('are written to as well as read', function()
    local w = scratch.workspace()
    local process = w.dir .. '/.pursuit/process.md'
    scratch.write(process, scratch.read(process) .. '\n## Aliases\n\n| alias | means |\n|---|---|\n| Ausgaben | Ledger |\n| Betrag | amount |\n'
      .. '| Kreis | Stakeholders |\n| Weg | Stage history |\n')
    local deal = w.call('new', { title = 'One' })
    local costs = deal.folder .. '/costs.md'
    scratch.write(costs, (scratch.read(costs):gsub('## Ledger', '## Ausgaben'):gsub('| amount +|', '| Betrag |')))
    scratch.write(deal.path, (scratch.read(deal.path):gsub('## Stakeholders', '## Kreis'):gsub('## Stage history', '## Weg')))
    w.call('cost', { id = 'one', amount = 10, category = 'travel' })
    w.call('log', { id = 'one', text = 'met [cost:: 5 travel] [stance:: chen-gang neutral]' })
    w.call('advance', { id = 'one', override = 'in a hurry' })
    assert.equal(15, w.call('deal', { id = 'one' }).spent)
    assert.equal('concept', w.call('deal', { id = 'one' }).earned)
    local main = scratch.read(deal.path)
    assert.is_truthy(main:match('## Kreis.-| chen%-gang .-##'))
    for _, heading in ipairs({ '## Ledger', '## Stakeholders', '## Stage history' }) do
      assert.is_nil((main .. scratch.read(costs)):find(heading, 1, true), heading)
    end
  end)
end)

describe('what can\'t be read', function()
  it('is told, and hides nothing else', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One', id = 'one', value = 10 }).folder
    local main = w.call('new', { title = 'Two', id = 'two', value = 20 }).path
    os.execute(("ln -s /etc/passwd '%s/odd.md'; mkfifo '%s/pipe.md'; ln -s /nowhere '%s/gone.md'"):format(folder, folder, folder))
    os.execute(("head -c 17000000 /dev/zero | tr '\\0' x >'%s/large.md'; ln -s /etc '%s/people'"):format(folder, w.dir))
    assert.equal('One', w.call('deal', { id = 'one' }).title)
    assert.equal(2, #w.call('board', {}).deals)
    local told = {}
    for _, d in ipairs(w.call('diagnostics', {})) do
      told[d.path:sub(#w.dir + 2)] = d.code
      assert.is_nil(d.message:find(d.path, 1, true))
    end
    local at = folder:sub(#w.dir + 2)
    assert.equal('unreadable', told[at .. '/odd.md'])
    assert.equal('unreadable', told[at .. '/large.md'])
    assert.equal('unreadable', told.people)
    assert.equal(1, #w.call('diagnostics', { path = folder .. '/odd.md' }))
    w.call('log', { id = 'one', text = 'goes on' })
    w.call('rename', { id = 'two', to = 'three' })
    w.call('undo', { id = 'three' })
    local _, before = w.call('deals', {}), w.head()
    os.remove(main)
    os.execute(("ln -s /etc/passwd '%s'"):format(main))
    local code, message = w.fails('advance', { id = 'two', override = 'x' })
    assert.equal('INVAL', code)
    assert.equal(main .. ': ', message:sub(1, #main + 2))
    assert.equal(1, #w.call('deals', {}))
    assert.equal(before, w.head())
  end)
end)

describe('a save that was announced', function()
  it('is committed by the next one who asks, and what nobody announced stays', function()
    local w = scratch.workspace()
    local folder = w.call('new', { title = 'One', id = 'one' }).folder
    assert.equal(0, w.call('save', { pending = true }).commits)
    scratch.write(folder .. '/log.md', scratch.read(folder .. '/log.md') .. '\n## 2026-11-12 10:00 visit\nsaid much\n')
    scratch.write(folder .. '/mine.md', 'not yet\n')
    w.call('pend', { paths = { folder .. '/log.md' } })
    w.call('pend', { paths = { folder .. '/log.md' } })
    w.ws:close()
    local again = assert(core.open(w.dir))
    assert.equal(1, again:call('save', { pending = true }).commits)
    assert.equal('?? deals/2026/one/mine.md', (w.status():gsub('/%d%d%d%d/', '/2026/')))
    assert.equal(0, again:call('save', { pending = true }).commits)
    again:call('pend', { paths = { folder .. '/mine.md' } })
    assert.equal(1, again:call('save', { paths = { folder .. '/mine.md' } }).commits)
    assert.is_nil(scratch.read(w.dir .. '/.git/pursuit/pending'))
    assert.equal('INVAL', select(3, again:call('pend', { paths = { '/etc/passwd' } })))
  end)
end)
