local core = require('pursuit.core')
local scratch = require('scratch')

local function fails_init(dir, lang)
  local answer, message, code = core.init(dir, lang)
  assert.is_nil(answer)
  return code, message
end

describe('init', function()
  it('changes the tasks of some lines in one commit, or none of them', function()
    local w = scratch.workspace()
    w.call('new', { title = 'Deal', id = 'deal', profile = 'full' })
    local path = w.call('deal', { id = 'deal' }).folder .. '/free.md'
    scratch.write(path, '# Free\n\n- [ ] one\n  - [x] two\n- [/] three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] four\n')
    w.call('save', { paths = { path } })
    local before = w.commits()
    assert.equal(2, w.call('toggle', { path = path, lnum = 1, last = 9, state = 'x' }).count)
    assert.equal('# Free\n\n- [x] one\n  - [x] two\n- [x] three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [ ] four\n', scratch.read(path))
    assert.equal('NOTFOUND', (w.fails('toggle', { path = path, lnum = 1, last = 9, state = 'x' })))
    assert.equal('NOTFOUND', (w.fails('toggle', { path = path, lnum = 9, last = 2 })))
    assert.equal(4, w.call('toggle', { path = path, lnum = 3, last = 99 }).count)
    assert.equal('# Free\n\n- [ ] one\n  - [ ] two\n- [ ] three\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n- [x] four\n', scratch.read(path))
    assert.equal(before + 2, w.commits())
    local first = w.call('readiness', { id = 'deal' }).missing[1]
    local text = scratch.read(first.path)
    local code, message = w.fails('toggle', { path = first.path, lnum = first.lnum, last = first.lnum + 3, state = '-' })
    assert.equal('INVAL', code)
    assert.is_truthy(message:find(first.path .. ':' .. first.lnum .. ':', 1, true), message)
    assert.equal(text, scratch.read(first.path))
  end)

  it('makes a workspace in one commit and leaves git clean', function()
    local w = scratch.workspace()
    assert.equal('', w.status())
    assert.equal(1, w.commits())
    assert.is_truthy(scratch.read(w.dir .. '/team/li.wei.md'):find('li.wei@example.com', 1, true))
    assert.same({}, w.call('process', {}).faults)
    assert.same({}, w.call('diagnostics', {}))
  end)

  it('adopts a repository that is full of other notes and changes none of them', function()
    local dir = scratch.repository()
    local notes = {
      ['Daily/2024-01-01.md'] = '---\ntags: #a #b\n: broken\n---\n- [ ] task\r\n',
      ['accounts/old.md'] = '---\nname: "unclosed\n---\n',
      ['deals/plan.md'] = '# not a deal\n',
      ['people/名单.md'] = '\239\187\191# BOM\n',
      ['.gitignore'] = '*.tmp\n',
    }
    for name, text in pairs(notes) do
      scratch.write(dir .. '/' .. name, text)
    end
    scratch.git(dir, 'add', '.')
    scratch.git(dir, 'commit', '-q', '-m', 'mine')
    scratch.write(dir .. '/Daily/draft.md', 'not committed')
    assert(core.init(dir, 'zh'))
    for name, text in pairs(notes) do
      assert.equal(text, scratch.read(dir .. '/' .. name))
    end
    assert.equal('?? Daily/draft.md', (scratch.git(dir, 'status', '--porcelain')))
    local ws = assert(core.open(dir))
    assert.equal('zh', ws:lang())
    assert.same({}, ws:call('deals', {}))
    assert.is_table(ws:call('diagnostics', {}))
  end)

  it('works in a folder of a repository', function()
    local dir = scratch.repository()
    scratch.write(dir .. '/README', 'x')
    scratch.git(dir, 'add', '.')
    scratch.git(dir, 'commit', '-q', '-m', 'x')
    assert(core.init(dir .. '/sales/eu', 'en'))
    local ws = assert(core.open(dir .. '/sales/eu'))
    local deal = assert(ws:call('new', { title = 'One' }))
    assert.equal(ws:root() .. '/deals/' .. deal.opened:sub(1, 4) .. '/one/deal.md', deal.path)
    assert.equal('', (scratch.git(dir, 'status', '--porcelain')))
    assert.is_truthy((scratch.git(dir, 'ls-files')):find('sales/eu/deals/' .. deal.opened:sub(1, 4) .. '/one/deal.md', 1, true))
  end)

  it('refuses a second workspace, there or below', function()
    local w = scratch.workspace()
    assert.equal('EXISTS', (fails_init(w.dir, 'en')))
    assert.equal('EXISTS', (fails_init(w.dir .. '/deals', 'en')))
  end)

  it('says what to type where git knows nobody, and writes nothing', function()
    local dir = scratch.dir()
    assert(select(2, scratch.git(dir, 'init', '-q')))
    scratch.git(dir, 'config', 'user.useConfigOnly', 'true')
    local code, message = fails_init(dir, 'en')
    assert.equal('NOIDENTITY', code)
    assert.is_truthy(message:find('git config', 1, true))
    assert.equal('', (scratch.git(dir, 'status', '--porcelain')))
  end)

  it('makes no folder and no repository either, and needs no repository to know somebody', function()
    local base = scratch.dir()
    local code, message = fails_init(base .. '/sales/eu', 'en')
    assert.equal('NOIDENTITY', code)
    assert.is_truthy(message:find('git config', 1, true))
    assert.is_false(os.rename(base .. '/sales', base .. '/sales') or false)
    fails_init(base, 'en')
    assert.is_false(os.rename(base .. '/.git', base .. '/.git') or false)
    scratch.write(base .. '/settings', '[user]\n\tname = Chen Yu\n\temail = chen.yu@example.com\n')
    scratch.setenv('GIT_CONFIG_GLOBAL', base .. '/settings')
    local made = core.init(base .. '/sales/eu', 'en')
    scratch.setenv('GIT_CONFIG_GLOBAL', '/dev/null')
    assert.is_truthy(made)
    assert.equal('Chen Yu', (scratch.git(base .. '/sales/eu', 'log', '-1', '--format=%an')))
  end)
end)

describe('new', function()
  local w
  before_each(function()
    w = scratch.workspace()
  end)

  it('makes the folder, its notes and one commit', function()
    local deal, info = w.call('new', { title = 'Acme core upgrade', value = 1200000, team = { 'chen.yu' } })
    assert.equal('acme-core-upgrade', deal.id)
    assert.equal('information', deal.stage)
    assert.equal('li.wei', deal.owner)
    assert.equal(1200000, deal.value)
    assert.equal(120000, deal.weighted)
    assert.equal('full', deal.profile)
    assert.equal('stage', deal.probability_source)
    assert.equal(w.head(), info.commit)
    assert.equal('', w.status())
    assert.same({}, w.call('diagnostics', {}) and {})
  end)

  it('takes the smallest profile that covers the value, and full without one', function()
    assert.equal('small', w.call('new', { title = 'a', value = 100 }).profile)
    assert.equal('full', w.call('new', { title = 'b' }).profile)
    assert.equal('full', w.call('new', { title = 'c', value = '99999999' }).profile)
    assert.equal('standard', w.call('new', { title = 'd', value = 100, profile = 'standard' }).profile)
  end)

  it('gives a second deal of the same title an id of its own', function()
    assert.equal('a', w.call('new', { title = 'A' }).id)
    assert.equal('a-2', w.call('new', { title = 'A' }).id)
    assert.equal('a-3', w.call('new', { title = 'A' }).id)
  end)

  it('keeps titles as they are: quotes, colons, Chinese, emoji, brackets', function()
    for i, title in ipairs({ 'Fix: x', '"quoted"', "it's # not a comment", '核心网升级:二期', '🚀 launch [[x]]', '- dash', '{a: b}', '*star', '&anchor', '50% off', '| pipe `x`', 'true', '2026-01-01' }) do
      local deal = w.call('new', { title = title, id = 't' .. i })
      assert.equal(title, deal.title)
      assert.equal(title, w.call('deal', { id = deal.id }).title)
    end
    assert.equal('', w.status())
  end)

  it('refuses what is no deal, and writes nothing', function()
    local before = w.head()
    local cases = {
      { {}, 'INVAL' },
      { { title = '' }, 'INVAL' },
      { { title = '!!! ??? ---' }, 'INVAL' },
      { { title = ('x'):rep(10000) }, 'INVAL' },
      { { title = 'a\nb' }, 'INVAL' },
      { { title = 'a\27[31m' }, 'INVAL' },
      { { title = 'a\0b' }, 'INVAL' },
      { { title = 'a', id = '../b' }, 'INVAL' },
      { { title = 'a', id = '.hidden' }, 'INVAL' },
      { { title = 'a', id = 'a/b' }, 'INVAL' },
      { { title = 'a', id = ('x'):rep(121) }, 'INVAL' },
      { { title = 'a', profile = 'huge' }, 'INVAL' },
      { { title = 'a', kind = 'Z' }, 'INVAL' },
      { { title = 'a', source = 'hearsay' }, 'INVAL' },
      { { title = 'a', account = '../../etc' }, 'INVAL' },
      { { title = 'a', probability = 100 }, 'INVAL' },
      { { title = 'a', value = '12abc' }, 'INVAL' },
      { { title = 'a', value = '99999999999999999999' }, 'INVAL' },
      { { title = 'a', opened = '2026-13-01' }, 'INVAL' },
    }
    for _, case in ipairs(cases) do
      local code, message = w.fails('new', case[1])
      assert.equal(case[2], code, message)
      assert.is_true(#message > 0 and #message < 2000)
    end
    w.call('new', { title = 'taken' })
    assert.equal('EXISTS', (w.fails('new', { title = 'other', id = 'taken' })))
    assert.equal(2, w.commits())
    assert.equal('', w.status())
    assert.are_not.equal(before, w.head())
  end)

  it('names the values that are possible', function()
    local _, message = w.fails('new', { title = 'a', kind = 'Z' })
    assert.equal("unknown kind 'Z': one of A, B, C, D", message)
  end)
end)

describe('answers in an account or a region', function()
  it('count in every deal there', function()
    local w = scratch.workspace()
    w.call('add', { kind = 'region', title = 'North' })
    w.call('add', { kind = 'account', title = 'Acme', region = 'north' })
    w.call('new', { title = 'One', account = 'acme' })
    w.call('new', { title = 'Two', account = 'acme' })
    local function open(id)
      local n, elsewhere = 0, 0
      for _, item in ipairs(w.call('readiness', { id = id }).missing) do
        n = n + (item.kind == 'activity' and 1 or 0)
        elsewhere = elsewhere + (item.path:find('/deals/', 1, true) and 0 or 1)
      end
      return n, elsewhere
    end
    local before, elsewhere = open('two')
    assert.is_true(elsewhere >= 11)
    w.close_items('one')
    assert.equal(before - elsewhere, (open('two')))
  end)

  it('are confirmed by a toggle once they are too old', function()
    local w = scratch.workspace()
    w.call('add', { kind = 'account', title = 'Acme' })
    w.call('new', { title = 'Deal', account = 'acme' })
    local path = w.dir .. '/accounts/acme.md'
    scratch.write(path, (scratch.read(path):gsub('%- %[ %] ([^\n]-) %^customer%-card', '- [x] %1 [done:: 2001-01-01] ^customer-card')))
    local card
    for _, item in ipairs(w.call('readiness', { id = 'deal' }).missing) do
      card = item.id == 'customer-card' and item or card
    end
    assert.is_true(card.expired)
    assert.equal('x', w.call('toggle', { path = path, lnum = card.lnum }).text)
    assert.is_nil(scratch.read(path):find('2001', 1, true))
    for _, item in ipairs(w.call('readiness', { id = 'deal' }).missing) do
      assert.are_not.equal('customer-card', item.id)
    end
    assert.equal(' ', w.call('toggle', { path = path, lnum = card.lnum }).text)
  end)

  it('stand in the deal where it names no account', function()
    local w = scratch.workspace()
    w.call('new', { title = 'Alone' })
    for _, item in ipairs(w.call('readiness', { id = 'alone' }).missing) do
      assert.is_truthy(item.path:find('/deals/', 1, true))
    end
  end)
end)

describe('toggle', function()
  local w, path, lnum
  before_each(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal' })
    local item = w.call('readiness', { id = 'deal' }).missing[1]
    path, lnum = item.path, item.lnum
  end)

  it('goes open, done, open', function()
    assert.equal('x', w.call('toggle', { path = path, lnum = lnum }).text)
    assert.equal(' ', w.call('toggle', { path = path, lnum = lnum }).text)
    assert.equal('/', w.call('toggle', { path = path, lnum = lnum, state = '/' }).text)
    assert.equal('x', w.call('toggle', { path = path, lnum = lnum }).text)
  end)

  it('marks not applicable only with a reason, and forgets the reason after', function()
    local code, message = w.fails('toggle', { path = path, lnum = lnum, state = '-' })
    assert.equal('INVAL', code)
    assert.equal(path .. ':' .. lnum .. ': ', message:sub(1, #path + #tostring(lnum) + 3))
    w.call('toggle', { path = path, lnum = lnum, state = '-', reason = 'key account' })
    assert.is_truthy(scratch.read(path):find('[reason:: key account]', 1, true))
    w.call('toggle', { path = path, lnum = lnum, state = ' ' })
    assert.is_nil(scratch.read(path):find('reason::', 1, true))
  end)

  it('changes one byte of a file with CRLF and a missing last line break', function()
    local text = scratch.read(path):gsub('\n', '\r\n'):gsub('\r\n$', '')
    scratch.write(path, text)
    w.call('toggle', { path = path, lnum = lnum })
    local now = scratch.read(path)
    assert.equal(#text, #now)
    local differ = 0
    for i = 1, #text do
      differ = differ + (text:byte(i) ~= now:byte(i) and 1 or 0)
    end
    assert.equal(1, differ)
    assert.equal('', w.status())
  end)

  it('allows not applicable in bulk only from delivery on', function()
    local code = w.fails('toggle', { path = path, lnum = 0, bulk = true, reason = 'small' })
    assert.equal('REFUSED', code)
    w.call('close', { id = 'deal', status = 'won', value = 10 })
    local delivery = path:gsub('0%-information', '4-delivery')
    assert.equal('INVAL', (w.fails('toggle', { path = delivery, lnum = 0, bulk = true })))
    assert.is_true(w.call('toggle', { path = delivery, lnum = 0, bulk = true, reason = 'one-off purchase' }).count >= 4)
    assert.equal('', w.status())
  end)

  it('says what is wrong with the place', function()
    assert.equal('NOTFOUND', (w.fails('toggle', { path = path, lnum = 1 })))
    assert.equal('NOTFOUND', (w.fails('toggle', { path = path, lnum = 100000 })))
    assert.equal('INVAL', (w.fails('toggle', { path = '/etc/passwd', lnum = 1 })))
    assert.equal('INVAL', (w.fails('toggle', { path = w.dir .. '/../x.md', lnum = 1 })))
    assert.equal('INVAL', (w.fails('toggle', { path = w.dir .. '/free.md', lnum = 1 })))
    assert.equal('NOTFOUND', (w.fails('toggle', { path = w.dir .. '/deals/2026/none/x.md', lnum = 1 })))
    assert.equal('INVAL', (w.fails('toggle', { path = path, lnum = lnum, state = 'yes' })))
  end)
end)

describe('cost, log and visit', function()
  local w
  before_each(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal', budget = 12000 })
  end)

  it('adds ledger rows that sum up exactly', function()
    w.call('cost', { id = 'deal', amount = '0.1', category = 'travel' })
    w.call('cost', { id = 'deal', amount = '0.2', category = 'travel', note = 'taxi | night', date = '2026-11-01' })
    w.call('cost', { id = 'deal', amount = '-0.05', category = 'travel', note = 'refund' })
    assert.equal(0.25, w.call('deal', { id = 'deal' }).spent)
    assert.equal('', w.status())
  end)

  it('refuses costs that are none', function()
    for _, args in ipairs({
      { id = 'deal', amount = 0, category = 'travel' },
      { id = 'deal', category = 'travel' },
      { id = 'deal', amount = 5 },
      { id = 'deal', amount = 5, category = 'bribe' },
      { id = 'deal', amount = 5, category = 'travel', stage = 'nowhere' },
      { id = 'deal', amount = 5, category = 'hospitality' },
    }) do
      assert.equal('INVAL', (w.fails('cost', args)))
    end
    w.call('cost', { id = 'deal', amount = 5, category = 'hospitality', to = 'chen-gang' })
  end)

  it('writes entries that read back, and headings in a text do not break them', function()
    local entry = w.call('log', { id = 'deal', text = '# big news\nthey said yes', kind = 'call', who = { 'chen-gang' }, date = '2026-11-11 14:25' })
    assert.equal('2026-11-11 14:25', entry.date)
    assert.same({ 'call', { 'chen-gang' } }, { entry.kind, entry.who })
    local events = w.call('history', { id = 'deal' })
    assert.equal('contact', events[1].kind)
    assert.equal('INVAL', (w.fails('log', { id = 'deal', text = ' ' })))
    assert.equal('INVAL', (w.fails('log', { id = 'deal', text = 'x', date = 'yesterday' })))
    assert.equal('NOTFOUND', (w.fails('log', { id = 'deal', text = 'x', deals = { 'none' } })))
    local visit = w.call('visit', { id = 'deal', who = { 'chen-gang', 'liu-min' } })
    assert.is_truthy(scratch.read(visit.path):find('visit', 1, true))
    assert.equal('', w.status())
  end)

  it('carries a stance and a cost typed in an entry once, in the commit of the log', function()
    local log = w.call('log', { id = 'deal', text = 'first', date = '2026-11-11' }).path
    local text = scratch.read(log) .. '\n## 2026-11-12 10:00 visit\n[who:: [[chen-gang]]]\n[stance:: chen-gang supporter] [cost:: 1860 travel train]\n'
    scratch.write(log, text)
    local before = w.commits()
    local done, info = w.call('save', { paths = { log } })
    assert.equal(1, done.commits)
    assert.equal(before + 1, w.commits())
    assert.equal(3, #info.changed)
    assert.equal(1860, w.call('deal', { id = 'deal' }).spent)
    local main = scratch.read(w.call('deal', { id = 'deal' }).path)
    assert.is_truthy(main:find('| chen-gang', 1, true))
    assert.is_truthy(main:find('supporter', 1, true))
    assert.equal('', w.status())
    scratch.write(log, text .. '\nmore text\n')
    w.call('save', { paths = { log } })
    assert.equal(1860, w.call('deal', { id = 'deal' }).spent)
    w.call('log', { id = 'deal', text = 'later' })
    assert.equal(1860, w.call('deal', { id = 'deal' }).spent)
  end)
end)

describe('a follow-up', function()
  it('takes over account, owner and currency and names its parent', function()
    local w = scratch.workspace()
    w.call('new', { title = 'First', account = 'acme', currency = 'USD', owner = 'chen.yu' })
    local deal = w.call('followup', { title = 'Second', parent = 'first' })
    assert.same({ 'acme', 'USD', 'chen.yu', 'first' }, { deal.account, deal.currency, deal.owner, deal.parent })
    assert.equal('NOTFOUND', (w.fails('followup', { title = 'Third', parent = 'none' })))
  end)
end)

describe('filters', function()
  it('choose deals by fields, comparisons, flags and words', function()
    local w = scratch.workspace()
    w.call('new', { title = 'Alpha 电信', value = 100, account = 'acme' })
    w.call('new', { title = 'Beta', value = 2000, kind = 'C', owner = 'chen.yu' })
    w.call('new', { title = 'Gamma', close = '2026-12-31' })
    local function ids(filter)
      local list = {}
      for i, deal in ipairs(w.call('deals', { filter = filter })) do
        list[i] = deal.id
      end
      return table.concat(list, ' ')
    end
    assert.equal('beta', ids('value>1000'))
    assert.equal('beta', ids('kind=C'))
    assert.equal('alpha-电信 gamma', ids('owner=me'))
    assert.equal('alpha-电信', ids('电信'))
    assert.equal('alpha-电信', ids('ACME value<=100'))
    assert.equal('gamma', ids('close<2027-01-01'))
    assert.equal('alpha-电信 beta', ids('value>=100'))
    assert.equal('', ids('stalled'))
    assert.equal('', ids('stage!=information'))
    for _, filter in ipairs({ 'colour=red', 'value>much', 'close<soon' }) do
      local code, message = w.fails('deals', { filter = filter })
      assert.equal('INVAL', code)
      assert.is_truthy(message:find(filter, 1, true))
    end
  end)
end)
