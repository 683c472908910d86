local core = require('pursuit.core')
local scratch = require('scratch')

describe('history', function()
  local w
  before_each(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal', value = 900000 })
  end)

  it('tells a deal\'s life in meaning, newest first, each event with its commit', function()
    w.walk('deal')
    w.call('cost', { id = 'deal', amount = 1860, category = 'travel', note = 'visit' })
    w.call('log', { id = 'deal', text = 'hello', kind = 'call', who = { 'chen-gang' } })
    w.call('close', { id = 'deal', status = 'won', value = 1200000 })
    local events = w.call('history', { id = 'deal' })
    local kinds = {}
    for _, e in ipairs(events) do
      kinds[e.kind] = (kinds[e.kind] or 0) + 1
      assert.equal('li.wei', e.author)
      assert.equal(40, #e.commit)
      assert.is_truthy(e.date:match('^%d%d%d%d%-%d%d%-%d%d$'))
      assert.is_string(e.text)
    end
    assert.is_true(kinds.stage == 2 and kinds.activity == 13 and kinds.criterion == 5 and kinds.cost == 1 and kinds.contact == 1)
    assert.is_true(kinds.review == 2 and kinds.close == 1)
    assert.equal('stage', events[#events].kind)
    local value
    for _, e in ipairs(events) do
      value = e.field == 'value' and e or value
    end
    if value then
      assert.same({ '900000', '1200000' }, { value.from, value.to })
    end
    assert.equal('NOTFOUND', (w.fails('history', { id = 'none' })))
  end)

  it('tells the time as the notes do: in the zone of the process', function()
    local path = w.dir .. '/.pursuit/process.md'
    local event = w.call('history', { id = 'deal' })[1]
    assert.equal(os.date('!%Y-%m-%d %H:%M', event.time), event.clock)
    scratch.write(path, (scratch.read(path):gsub('timezone: %+00:00', 'timezone: +08:00')))
    event = w.call('history', { id = 'deal' })[1]
    assert.equal(os.date('!%Y-%m-%d %H:%M', event.time + 8 * 3600), event.clock)
    assert.equal(event.date, event.clock:sub(1, 10))
  end)

  it('tells what the account and the region answered for the deal, while it lives', function()
    local other = scratch.workspace()
    local account = other.call('add', { kind = 'account', title = 'Acme', region = 'east' }).path
    local region = other.call('add', { kind = 'region', title = 'East' }).path
    local function close(path, id, more)
      local text, n = scratch.read(path):gsub('%- %[ %] ([^\n]-%^' .. id .. ')', '- [x] %1')
      assert.equal(1, n)
      scratch.write(path, text .. (more or ''))
      other.call('save', { paths = { path } })
    end
    close(account, 'handover')
    other.call('new', { title = 'Deal', account = 'acme' })
    close(account, 'customer%-card', '\nand some words\n')
    other.call('rename', { id = 'deal', to = 'core' })
    close(region, 'industry%-mix')
    close(account, 'site%-map')
    other.call('add', { kind = 'account', title = 'Other' })
    local said = {}
    for _, e in ipairs(other.call('history', { id = 'core' })) do
      said[#said + 1] = e.kind .. ' ' .. (e.field or '')
      assert.equal('core', e.deal)
    end
    assert.same({
      'activity activity/site-map', 'activity activity/industry-mix', 'field id', 'activity activity/customer-card', 'stage stage',
    }, said)
  end)

  it('shows the commit of a line', function()
    local event = w.call('history', { id = 'deal' })[1]
    local text = w.call('show', { id = event.commit }).text
    assert.is_truthy(text:find('deals/', 1, true))
    assert.equal('NOTFOUND', (w.fails('show', { id = 'no-such-commit' })))
    assert.equal('NOTFOUND', (w.fails('show', { id = '--help' })))
  end)

  it('reads edits that came from elsewhere as well', function()
    local path = w.call('deal', { id = 'deal' }).path
    scratch.write(path, (scratch.read(path):gsub('value: 900000', 'value: 1200000')))
    scratch.git(w.dir, 'commit', '-qam', 'by hand')
    local event = w.call('history', { id = 'deal' })[1]
    assert.same({ 'field', 'value', '900000', '1200000' }, { event.kind, event.field, event.from, event.to })
  end)
end)

describe('undo', function()
  local w
  before_each(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal', value = 900000 })
  end)

  it('takes back the last operation with a new commit, then the one before', function()
    local path = w.call('deal', { id = 'deal' }).path
    local before = scratch.read(path)
    w.call('close', { id = 'deal', status = 'lost', reason = 'price' })
    w.call('cost', { id = 'deal', amount = 5, category = 'travel' })
    local commits = w.commits()
    w.call('undo', { id = 'deal' })
    assert.equal(0, w.call('deal', { id = 'deal' }).spent)
    assert.equal('lost', w.call('deal', { id = 'deal' }).status)
    w.call('undo', { id = 'deal' })
    assert.equal(before, scratch.read(path))
    assert.equal(commits + 2, w.commits())
    assert.equal('', w.status())
  end)

  it('is one event of the history, told as what it took back', function()
    w.call('cost', { id = 'deal', amount = 5, category = 'travel', note = 'bus' })
    w.call('advance', { id = 'deal', override = 'the customer asks' })
    local moved = w.call('history', { id = 'deal' })
    w.call('undo', { id = 'deal' })
    w.call('undo', { id = 'deal' })
    local told = w.call('history', { id = 'deal' })
    assert.equal(#moved + 2, #told)
    assert.same({ 'undone: 5 Travel, bus', 'undone: information → concept, override: the customer asks' }, { told[1].text, told[2].text })
    assert.same({ 'cost', 'stage', 'concept', 'information' }, { told[1].kind, told[2].kind, told[2].from, told[2].to })
    w.call('rename', { id = 'deal', to = 'other' })
    w.call('undo', { id = 'other' })
    assert.equal('undone: deal is now other', w.call('history', { id = 'deal' })[1].text)
  end)

  it('says what stands in the way', function()
    local entry = w.call('log', { id = 'deal', text = 'one' })
    scratch.write(entry.path, scratch.read(entry.path) .. '\nmine\n')
    local code, message = w.fails('undo', { id = 'deal' })
    assert.equal('CONFLICT', code)
    assert.equal(entry.path .. ': ', message:sub(1, #entry.path + 2))
    assert.is_truthy(scratch.read(entry.path):find('mine', 1, true))
  end)

  it('takes a new deal back, and then knows no such deal', function()
    w.call('undo', { id = 'deal' })
    assert.equal('NOTFOUND', (w.fails('undo', { id = 'deal' })))
    assert.equal('', w.status())
  end)
end)

describe('rename', function()
  it('moves a deal with its history, links and attachments, in one commit', function()
    local w = scratch.workspace()
    w.call('new', { title = 'Old name', id = 'old' })
    w.call('new', { title = 'Other', id = 'other', parent = 'old' })
    local folder = w.call('deal', { id = 'old' }).folder
    scratch.write(folder .. '/files/offer.pdf', 'PDF')
    scratch.write(folder .. '/map.svg', '<svg/>')
    scratch.write(folder .. '/notes.md', 'see [[old]], [[old|the deal]], `[[old]]` and [[older]]\n')
    w.call('commit', {})
    local commits = w.commits()
    local place = w.call('rename', { id = 'old', to = 'new' })
    assert.equal(commits + 1, w.commits())
    assert.equal('', w.status())
    assert.equal('new', place.id)
    assert.equal('NOTFOUND', (w.fails('deal', { id = 'old' })))
    local deal = w.call('deal', { id = 'new' })
    assert.equal('PDF', scratch.read(deal.folder .. '/files/offer.pdf'))
    assert.equal('<svg/>', scratch.read(deal.folder .. '/map.svg'))
    assert.equal('see [[new]], [[new|the deal]], `[[old]]` and [[older]]\n', scratch.read(deal.folder .. '/notes.md'))
    assert.is_truthy(scratch.read(deal.path):find('old', 1, true))
    assert.equal('new', w.call('deal', { id = 'other' }).parent)
    assert.is_true(#w.call('history', { id = 'new' }) >= 3)
    assert.is_nil(scratch.read(folder .. '/deal.md'))
  end)

  it('renames an account, a person and a member wherever they are named', function()
    local w = scratch.workspace()
    w.call('add', { kind = 'account', title = 'Acme' })
    w.call('add', { kind = 'person', title = 'Chen Gang', account = 'acme' })
    w.call('add', { kind = 'member', title = 'Chen Yu', email = 'chen.yu@example.com' })
    w.call('new', { title = 'Deal', account = 'acme', owner = 'chen-yu', team = { 'li.wei', 'chen-yu' } })
    w.call('log', { id = 'deal', text = 'met', who = { 'chen-gang' } })
    w.call('rename', { kind = 'account', id = 'acme', to = 'acme-group' })
    w.call('rename', { kind = 'member', id = 'chen-yu', to = 'chen.yu' })
    w.call('rename', { kind = 'person', id = 'chen-gang', to = 'gang-chen' })
    local deal = w.call('deal', { id = 'deal' })
    assert.same({ 'acme-group', 'chen.yu' }, { deal.account, deal.owner })
    assert.same({ 'li.wei', 'chen.yu' }, deal.team)
    assert.is_truthy(scratch.read(w.dir .. '/people/gang-chen.md'):find('acme-group', 1, true))
    assert.is_truthy(scratch.read(deal.folder .. '/log.md'):find('[[gang-chen]]', 1, true))
    assert.equal('', w.status())
    assert.equal('NOTFOUND', (w.fails('rename', { kind = 'account', id = 'acme', to = 'x' })))
    assert.equal('EXISTS', (w.fails('rename', { kind = 'member', id = 'chen.yu', to = 'li.wei' })))
    assert.equal('INVAL', (w.fails('rename', { kind = 'thing', id = 'a', to = 'b' })))
    assert.equal('INVAL', (w.fails('rename', { id = 'deal', to = '../x' })))
  end)
end)

describe('what the user has staged or changed', function()
  local w, path
  before_each(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal' })
    path = w.call('deal', { id = 'deal' }).path
  end)

  it('is refused where an operation needs a staged path, and stays exactly as it was', function()
    scratch.write(path, scratch.read(path) .. '\nstaged\n')
    scratch.git(w.dir, 'add', path)
    local before, status, diff = w.head(), w.status(), scratch.git(w.dir, 'diff', '--cached')
    local code, message = w.fails('advance', { id = 'deal', override = 'x' })
    assert.equal('STAGED', code)
    assert.equal(path .. ': ', message:sub(1, #path + 2))
    assert.same({ before, status, diff }, { w.head(), w.status(), (scratch.git(w.dir, 'diff', '--cached')) })
    w.call('cost', { id = 'deal', amount = 5, category = 'travel' })
    assert.same({ status, diff }, { w.status(), (scratch.git(w.dir, 'diff', '--cached')) })
  end)

  it('goes first, in a commit of its own, where it stands unstaged in a file that changes', function()
    scratch.write(path, scratch.read(path) .. '\nmy words\n')
    local before = w.commits()
    w.call('advance', { id = 'deal', override = 'x' })
    assert.equal(before + 2, w.commits())
    assert.is_truthy((scratch.git(w.dir, 'show', 'HEAD~1')):find('+my words', 1, true))
    assert.is_nil((scratch.git(w.dir, 'show', 'HEAD')):find('+my words', 1, true))
    assert.equal('', w.status())
  end)

  it('is left alone elsewhere', function()
    scratch.write(w.dir .. '/deals/2026/draft.txt', 'x')
    scratch.write(w.dir .. '/other.md', 'x')
    local status = w.status()
    w.call('advance', { id = 'deal', override = 'x' })
    assert.equal(status, w.status())
  end)

  it('is refused while a buffer with unsaved changes holds a note of the deal', function()
    local code, _, info = w.fails('advance', { id = 'deal', override = 'x' }, { [path] = 'typed' })
    assert.equal('UNSAVED', code)
    assert.equal(path, info.path)
  end)

  it('is read over the disk by everything that reads', function()
    local text = scratch.read(path):gsub('title: Deal', 'title: Typed')
    assert.equal('Typed', w.call('deal', { id = 'deal' }, { [path] = text }).title)
    assert.equal('Deal', w.call('deal', { id = 'deal' }).title)
  end)
end)

describe('save', function()
  it('commits the note with a message from what changed in meaning', function()
    local w = scratch.workspace()
    w.call('new', { title = 'Deal', id = 'acme-core', value = 900000 })
    local path = w.call('deal', { id = 'acme-core' }).path
    scratch.write(path, (scratch.read(path):gsub('value: 900000', 'value: 1200000')))
    assert.equal(1, w.call('save', { paths = { path } }).commits)
    local subject = scratch.git(w.dir, 'log', '-1', '--format=%s')
    assert.equal('acme-core: value 900,000 → 1,200,000', subject)
    assert.equal('acme-core', (scratch.git(w.dir, 'log', '-1', '--format=%(trailers:key=Deal,valueonly,separator=)')))
    assert.equal(0, w.call('save', { paths = { path } }).commits)
  end)

  it('leaves other files and staged notes alone', function()
    local w = scratch.workspace()
    w.call('new', { title = 'Deal' })
    local path = w.call('deal', { id = 'deal' }).path
    scratch.write(w.dir .. '/free.md', 'x')
    scratch.write(path, scratch.read(path) .. '\nx\n')
    scratch.git(w.dir, 'add', path)
    assert.equal(0, w.call('save', { paths = { w.dir .. '/free.md', path } }).commits)
    assert.equal('INVAL', (w.fails('save', { paths = { '/etc/passwd' } })))
  end)
end)

describe('a repository in a state of its own', function()
  local w
  before_each(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal' })
  end)

  it('refuses operations while a merge is in progress, and goes on after it', function()
    scratch.write(w.dir .. '/.git/MERGE_HEAD', w.head() .. '\n')
    local code, message = w.fails('advance', { id = 'deal', override = 'x' })
    assert.equal('BUSY', code)
    assert.is_truthy(message:find('merge', 1, true))
    assert.equal('BUSY', (w.fails('save', {})))
    assert.equal('Deal', w.call('deal', { id = 'deal' }).title)
    os.remove(w.dir .. '/.git/MERGE_HEAD')
    w.call('advance', { id = 'deal', override = 'x' })
  end)

  it('works on a detached HEAD', function()
    scratch.git(w.dir, 'checkout', '-q', '--detach')
    w.call('advance', { id = 'deal', override = 'x' })
    assert.equal('', w.status())
  end)

  it('works in a linked worktree', function()
    local tree = scratch.dir() .. '/tree'
    scratch.git(w.dir, 'worktree', 'add', '-q', tree)
    local ws = assert(core.open(tree))
    assert(ws:call('advance', { id = 'deal', override = 'x' }))
    assert.equal('', (scratch.git(tree, 'status', '--porcelain')))
    assert.equal('information', w.call('deal', { id = 'deal' }).stage)
  end)

  it('says so where there is no workspace, no repository, or no process note', function()
    local function fails(dir)
      local ws, message, code = core.open(dir)
      assert.is_nil(ws)
      return code, message
    end
    assert.equal('NOTFOUND', (fails(scratch.dir())))
    assert.equal('NOTFOUND', (fails('/no/such/folder')))
    local bare = scratch.dir()
    scratch.write(bare .. '/.pursuit/process.md', 'x')
    local code, message = fails(bare)
    assert.equal('NOTFOUND', code)
    assert.is_truthy(message:find('git', 1, true))
    os.remove(w.dir .. '/.pursuit/process.md')
    assert.equal('NOTFOUND', (w.fails('deals', {})))
  end)

  it('goes on with the last valid process while the note is broken, and names every fault by line', function()
    local path = w.dir .. '/.pursuit/process.md'
    local text = scratch.read(path):gsub('| preliminary', '| preliminary!!', 1):gsub('%^first%-need', '^channel', 1)
    scratch.write(path, text)
    assert.equal('information', w.call('deal', { id = 'deal' }).stage)
    local fresh = assert(core.open(w.dir))
    assert.equal(6, #assert(fresh:call('process', {})).stages)
    local faults = w.call('process', {}).faults
    assert.is_true(#faults >= 2)
    for _, fault in ipairs(faults) do
      assert.is_true(fault.lnum > 0)
    end
    assert.is_true(#w.call('diagnostics', { path = path }) >= 2)
  end)

  it('reads notes that were deleted, renamed or broken by hand, and tells where', function()
    local deal = w.call('deal', { id = 'deal' })
    os.remove(deal.folder .. '/0-information.md')
    assert.is_true(w.call('readiness', { id = 'deal' }).missing[1].absent)
    assert.is_true(w.call('refresh', { id = 'deal' }).count >= 13)
    assert.is_false(w.call('readiness', { id = 'deal' }).missing[1].absent)
    scratch.write(deal.path, '---\ntitle: Fix: x\n---\n')
    local code, message = w.fails('advance', { id = 'deal' })
    assert.equal('PARSE', code)
    assert.equal(deal.path .. ':2: ', message:sub(1, #deal.path + 4))
    assert.equal('---\ntitle: Fix: x\n---\n', scratch.read(deal.path))
    local board = w.call('board', {})
    assert.equal(1, #board.broken)
    assert.equal(2, board.broken[1].lnum)
    os.remove(deal.path)
    code = w.fails('deal', { id = 'deal' })
    assert.equal('NOTFOUND', code)
  end)

  it('names both folders where two claim one id', function()
    local deal = w.call('deal', { id = 'deal' })
    os.execute(('mkdir -p %s/deals/2020 && cp -r %s %s/deals/2020/deal'):format(w.dir, deal.folder, w.dir))
    local code, message = w.fails('deal', { id = 'deal' })
    assert.equal('EXISTS', code)
    assert.is_truthy(message:find('deals/2020/deal', 1, true))
    assert.equal('EXISTS', (w.fails('new', { title = 'x', id = 'deal' })))
    local claims = {}
    for _, d in ipairs(w.call('diagnostics', {})) do
      claims[#claims + 1] = d.code == 'id-twice' and d.path:match('deals/%d+/deal/deal.md$') or nil
    end
    assert.equal(2, #claims)
    assert.same({ 'id-twice', 'id-twice' }, { w.call('board', {}).broken[1].code, w.call('board', {}).broken[2].code })
  end)
end)

describe('a process of the team\'s own', function()
  it('works with three stages, one gate and other names', function()
    local dir = scratch.repository()
    assert(core.init(dir, 'en'))
    scratch.write(dir .. '/.pursuit/process.md', [[
---
pursuit: process
name: Three steps
language: en
currency: EUR
timezone: +01:00
---
## Stages
| id | stage | probability | share | stalls |
|----|-------|-------------|-------|--------|
| lead | Lead | 10 | 20 | 30 |
| offer | Offer | 50 | 60 | 30 |
| order | Order | 100 | 20 | 90 |

## Gates
| id | gate | after |
|----|------|-------|
| bid | Bid decision | lead |

## Decision
The customer decides in: offer

## Profiles
| id | profile | stages | gates | limit |
|----|---------|--------|-------|-------|
| full | Full | | | |
| quick | Quick | lead+offer | | 20000 |

## Activities
### lead
- [ ] The need is written down ^need
### offer
- [ ] The price is calculated ^price
- [ ] Service terms are agreed [kind:: B] ^service-terms
### order
- [ ] The order is confirmed ^confirmed

## Criteria
### bid
- [ ] The need is real ^crit-real
]])
    local ws = assert(core.open(dir))
    assert.same({}, ws:call('process', {}).faults)
    assert.equal('quick', ws:call('new', { title = 'Small', value = 5000 }).profile)
    local deal = ws:call('new', { title = 'Large', value = 50000, kind = 'B' })
    assert.equal('full', deal.profile)
    local merged = ws:call('readiness', { id = 'small' })
    assert.equal('bid', merged.gate)
    assert.equal(2, merged.total)
    assert.equal('order', merged.next)
  end)
end)
