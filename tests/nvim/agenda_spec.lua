---The agenda and the morning's page in a real window, and the calendar.
local agenda_page = require('pursuit.render.agenda')
local cells = require('pursuit.render.cells')
local children = require('child')
local day = require('pursuit.render.day')
local today_page = require('pursuit.render.today')

local child, root

local function contains(text, part)
  assert.truthy(text:find(part, 1, true), ('%q is not in\n%s'):format(part, text))
end

local function lacks(text, part)
  assert.is_nil(text:find(part, 1, true), ('%q is in\n%s'):format(part, text))
end

---The screen's lines up to the first that lies beyond the buffer.
local function shown()
  local lines = {}
  for line in vim.gsplit(child:screen(), '\n') do
    if line == '~' then
      break
    end
    lines[#lines + 1] = line
  end
  return lines
end

local LOG = [[
## 2026-11-11 14:25 visit
- [ ] Send the offer [due:: 2026-11-20] ^p1
- [ ] Call Ms Qian [due:: 2026-11-23]
- [ ] Names the budget [owner:: chen-gang] [due:: 2026-11-26]
- [ ] 提交测试规范 [owner:: zhao] [due:: 2026-11-26]
]]

local function some_deals()
  child:ok('add', 'person', { id = 'chen-gang', title = 'Chen Gang', account = 'acme' })
  local acme = child:ok('new', 'Acme core network', { id = 'acme-core', profile = 'full', account = 'acme', close = '2026-12-04' })
  children.write(acme.folder .. '/log.md', LOG)
  local text = children.read(acme.path)
  children.write(acme.path, text .. '\n## Procurement\n| step | state | date |\n|---|---|---|\n| tender | | 2026-12-03 |\n')
  child:ok('new', 'Quiet deal', { id = 'quiet', profile = 'full' })
  child:ok('commit')
  child:settle()
  return acme
end

local function start(lang, columns)
  child = children.start({ columns = columns, lines = 30 })
  root = child:workspace(lang)
end

after_each(function()
  if child then
    child:stop()
    child = nil
  end
end)

describe('the agenda', function()
  it('stands on the screen in English', function()
    start('en', 100)
    some_deals()
    child:pursuit('agenda all')
    assert.same({
      ' Agenda   everybody                                   14 days   7 items, 1 overdue   Mon 2026-11-23',
      '',
      ' Overdue',
      ' ! 11-20  promise    acme-core  Send the offer                                            li.wei',
      '',
      ' Today   Mon 2026-11-23',
      '          promise    acme-core  Call Ms Qian                                              li.wei',
      '          no action  quiet      Quiet deal: no next action                                li.wei',
      '',
      ' Thu 2026-11-26',
      ' …        promise    acme-core  Names the budget                                          chen-gang',
      '          promise    acme-core  提交测试规范                                              zhao',
      '',
      ' Thu 2026-12-03',
      ' ◆        tender     acme-core  Tender                                                    li.wei',
      '',
      ' Fri 2026-12-04',
      '          closing    acme-core  Acme core network: expected closing                       li.wei',
    }, shown())
  end)

  it('stands on the screen in Chinese, in a narrow window', function()
    start('zh', 60)
    some_deals()
    child:pursuit('agenda')
    local lines = shown()
    contains(lines[1], '日程   owner=li.wei')
    contains(table.concat(lines, '\n'), '已逾期')
    contains(table.concat(lines, '\n'), '预计签约')
    lacks(table.concat(lines, '\n'), '提交测试规范')
    for _, line in ipairs(lines) do
      assert.is_true(vim.api.nvim_strwidth(line) <= 60, line)
    end
  end)

  it('takes days, whose, and a filter', function()
    start('en', 100)
    some_deals()
    child:pursuit('agenda 3 all quiet')
    contains(child:lines()[1], 'everybody quiet')
    contains(child:lines()[1], '3 days')
    contains(child:screen(), 'Quiet deal')
    lacks(child:screen(), 'acme-core')
    child:pursuit('agenda owner=zhao')
    contains(child:screen(), '提交测试规范')
    lacks(child:screen(), 'Call Ms Qian')
    child:pursuit('agenda nonsense=1')
    contains(child:screen(), 'nonsense=1')
    child:pursuit('agenda 1 status=lost')
    contains(child:screen(), 'nothing that matches is due within 1 days')
  end)

  it('takes a deal up again that was put aside until today', function()
    start('en', 100)
    local id = child:ok('new', 'Later', { id = 'later', value = 9 }).id
    child:ok('close', id, 'lost', { reason = 'price', revisit = '2026-11-23' })
    child:pursuit('board all')
    contains(child:screen(), '↻ lost: look again')
    child:pursuit('agenda all')
    contains(child:screen(), 'look at it again')
    child:lua([[vim.fn.search('look at it again')]])
    child:type('r')
    child:settle()
    assert.equal('open', child:ok('deal', id).status)
    lacks(child:screen(), 'look at it again')
    child:messages()
    child:lua([[vim.fn.search('no next action')]])
    child:type('r')
    contains(table.concat(child:messages(), '\n'), 'nothing here was put aside, or ends')
  end)

  it('opens the deal that renews a contract', function()
    start('en', 100)
    local terms = { amount = 9, period = 'year', count = 1, start = '2026-01-01', notice = '30d' }
    local id = child:ok('new', 'Care', { id = 'care', kind = 'C', value = 9, recurring = terms }).id
    child:ok('close', id, 'won', { date = '2026-01-01' })
    child:pursuit('agenda 30 all')
    contains(child:screen(), 'Care: last day to give notice')
    child:lua([[vim.fn.search('last day to give notice')]])
    child:type('r')
    child:wait_for("vim.fn.getline(2) == 'id: care-renewal-2027-01'", 'the renewal')
    child:pursuit('agenda 60 all')
    child:lua([[vim.fn.search('Care: renewal')]])
    child:messages()
    child:type('r')
    child:wait_for("vim.inspect(_G.said):find('renews it from 2027-01-01 on already', 1, true) ~= nil", 'the refusal')
  end)

  it('finds an item again where the note has changed meanwhile, and changes no other line', function()
    start('en', 100)
    local acme = some_deals()
    local log = acme.folder .. '/log.md'
    local was = children.read(log)
    local function show_then(text)
      child:pursuit('agenda')
      child:type('4G')
      contains(child:api('get_current_line'), 'Send the offer')
      children.write(log, text)
      child:messages()
      child:type('x')
      child:settle()
    end
    local moved = was:gsub('\n', '\n\n- [ ] Something else\n', 1)
    show_then(moved)
    assert.equal((moved:gsub('%[ %] Send the offer', '[x] Send the offer')), children.read(log))
    children.write(log, was)
    local gone = was:gsub('Send the offer', 'Send another')
    show_then(gone)
    assert.equal(gone, children.read(log))
    contains(table.concat(child:messages(), '\n'), 'the note has changed meanwhile')
    local twice = moved:gsub('Something else', 'Send the offer [due:: 2026-11-20]') .. '- [ ] Send the offer [due:: 2026-11-21]\n'
    children.write(log, was)
    show_then(twice)
    contains(table.concat(child:messages(), '\n'), 'the note has changed meanwhile')
  end)

  it('has keys', function()
    start('en', 100)
    local acme = some_deals()
    child:pursuit('agenda')
    assert.equal(4, child:api('win_get_cursor', 0)[1])
    child:type('<CR>')
    assert.equal(acme.folder .. '/log.md', child:name())
    assert.equal(2, child:api('win_get_cursor', 0)[1])
    child:pursuit('agenda')
    child:answer('+3d')
    child:type('p')
    child:settle()
    contains(children.read(acme.folder .. '/log.md'), 'Send the offer [due:: 2026-11-26] ^p1')
    contains(table.concat(child:messages(), '\n'), 'postponed to 2026-11-26')
    lacks(child:screen(), 'Overdue')
    contains(child:api('get_current_line'), 'Send the offer') -- the cursor went with it
    child:type('x')
    child:settle()
    contains(children.read(acme.folder .. '/log.md'), '- [x] Send the offer')
    lacks(child:screen(), 'Send the offer')
    child:type('w')
    child:settle()
    contains(child:screen(), '提交测试规范')
    child:answer('quiet')
    child:type('f')
    child:settle()
    lacks(child:screen(), 'acme-core')
    child:type('x')
    child:settle()
    contains(table.concat(child:messages(), '\n'), 'not closed here')
    child:type('p')
    contains(table.concat(child:messages(), '\n'), 'no day of its own')
    child:type('<C-q>')
    child:settle()
    local list = child:get('vim.fn.getqflist()')
    assert.equal(1, #list)
    contains(list[1].text, '2026-11-23  no action  quiet  Quiet deal: no next action  li.wei')
    child:cmd('cclose')
    child:type('?')
    contains(child:screen(), 'into the quickfix list')
    child:type('q')
    child:type('q')
    assert.not_equal('pursuit-agenda', child:get('vim.bo.filetype'))
  end)

  it('shows many items step by step', function()
    start('en', 100)
    local acme = some_deals()
    local lines = {}
    for i = 1, 250 do
      lines[i] = ('- [ ] Call number %03d [due:: 2026-11-2%d]'):format(i, i % 4 + 4)
    end
    children.write(acme.folder .. '/log.md', table.concat(lines, '\n') .. '\n')
    child:pursuit('agenda')
    contains(child:lines()[1], '253 items')
    assert.equal(' … 153 more: <CR> shows them', child:lines()[#child:lines()])
    child:type('G<CR>')
    child:settle()
    contains(child:lines()[#child:lines()], '53 more')
    child:type('G<CR>')
    child:settle()
    contains(child:lines()[1], '253 items')
    lacks(table.concat(child:lines(), '\n'), 'more: <CR>')
    child:type('<C-q>')
    child:settle()
    assert.equal(253, child:get('#vim.fn.getqflist()'))
    child:pursuit('today')
    contains(child:screen(), 'Within a week  250')
    contains(table.concat(child:lines(), '\n'), '… 220 more')
    child:lua([[vim.fn.search('more: <CR>')]])
    child:type('<CR>')
    child:settle()
    lacks(table.concat(child:lines(), '\n'), 'more: <CR>')
  end)

  it('postpones what stands in the line', function()
    start('en', 100)
    local acme = some_deals()
    child:cmd('edit ' .. acme.folder .. '/log.md')
    child:api('win_set_cursor', 0, { 3, 0 })
    child:pursuit('postpone +2d Ms Qian is ill')
    contains(table.concat(child:messages(), '\n'), 'postponed to 2026-11-25')
    contains(child:api('get_current_line'), '[due:: 2026-11-25]')
    local done = vim.system({ 'git', '-C', root, 'log', '-1', '--format=%B' }, { text = true }):wait()
    contains(done.stdout, 'Reason: Ms Qian is ill')
    child:answer('周五')
    child:pursuit('postpone')
    contains(child:api('get_current_line'), '[due:: 2026-11-27]')
    child:cmd('edit ' .. acme.path)
    child:pursuit('postpone +1d')
    contains(table.concat(child:messages(), '\n'), 'nothing on this line has a day')
  end)

  it('closes a row and shows what is not saved', function()
    start('en', 100)
    local acme = some_deals()
    child:cmd('edit ' .. acme.folder .. '/log.md')
    child:api('buf_set_lines', 0, -1, -1, false, { '- [ ] Typed just now [due:: 2026-11-24]' })
    child:pursuit('agenda')
    contains(child:screen(), 'Typed just now')
    child:cmd('edit! ' .. acme.folder .. '/log.md')
    child:pursuit('agenda')
    child:lua([[vim.fn.search('tender')]])
    child:type('x')
    child:settle()
    lacks(child:screen(), 'Tender')
    contains(children.read(acme.path), '| tender | done | 2026-12-03 |')
  end)
end)

describe('today', function()
  it('stands on the screen in English', function()
    start('en', 100)
    some_deals()
    child:pursuit('today')
    assert.same({
      ' Today   owner=li.wei                                                                Mon 2026-11-23',
      '',
      ' Overdue  1',
      ' ! 11-20    promise    acme-core  Send the offer',
      '',
      ' Today  1',
      '            promise    acme-core  Call Ms Qian',
      '',
      ' Tenders  1',
      ' ◆ in 10 d  tender     acme-core  Tender',
      '',
      ' Waiting for others  2',
      ' … 11-26    promise    acme-core  Names the budget                                        chen-gang',
      '   11-26    promise    acme-core  提交测试规范                                            zhao',
      '',
      ' Without a next action  1',
      '                       quiet      Quiet deal',
    }, shown())
  end)

  it('stands on the screen in Chinese, in a narrow window', function()
    start('zh', 60)
    some_deals()
    child:pursuit('today')
    local screen = table.concat(shown(), '\n')
    for _, part in ipairs({ '今天   owner=li.wei', 'zhao：提交测试规范', '已逾期', '投标截止', '10 天后', '等待他人', '没有下一步行动' }) do
      contains(screen, part)
    end
    for _, line in ipairs(shown()) do
      assert.is_true(vim.api.nvim_strwidth(line) <= 60, line)
    end
  end)

  it('says that all is done', function()
    start('en', 100)
    child:pursuit('today')
    contains(child:screen(), 'All done: nothing is due, nothing is new.')
    child:pursuit('today nobody')
    contains(table.concat(child:messages(), '\n'), 'one word too many')
  end)

  ---Somebody else closes a promise, a while later.
  local function other_works(acme)
    child:lua('vim.env.PURSUIT_NOW = ...', '2026-11-23T15:00:00+00:00')
    local function git(...)
      local done = vim.system({ 'git', '-C', root, ... }, { env = { GIT_CONFIG_GLOBAL = child.home .. '/.gitconfig' } }):wait()
      assert.equal(0, done.code, done.stderr)
    end
    git('config', 'user.name', 'Zhao Min')
    git('config', 'user.email', 'zhao.min@example.com')
    child:ok('postpone', acme.folder .. '/log.md', 3, '2026-11-24')
    child:settle()
    git('config', '--unset', 'user.name')
    git('config', '--unset', 'user.email')
  end

  it('tells what others did until it has been seen', function()
    start('en', 100)
    local acme = some_deals()
    child:pursuit('today')
    child:type('q') -- seen up to now
    other_works(acme)
    child:pursuit('today')
    contains(child:screen(), 'Changed by others since 2026-11-23 14:25')
    contains(child:screen(), '11-23 15:00  Zhao Min  acme-core  "Call Ms Qian": due 2026-11-23 → 2026-11-24')
    child:lua([[vim.fn.search('Zhao Min')]])
    child:type('<CR>')
    child:settle()
    assert.equal('git', child:get('vim.bo.filetype'))
    child:pursuit('today') -- looking at a line is not leaving
    contains(child:screen(), 'Zhao Min')
    child:type('m')
    child:settle()
    lacks(child:screen(), 'Zhao Min')
    child:pursuit('board')
    child:pursuit('today')
    lacks(child:screen(), 'Zhao Min')
  end)

  it('is seen when it is left', function()
    start('en', 100)
    local acme = some_deals()
    child:pursuit('today')
    child:pursuit('board')
    other_works(acme)
    child:pursuit('today')
    contains(child:screen(), 'Zhao Min')
    child:lua([[vim.fn.search('Zhao Min')]])
    child:type('<CR>')
    child:settle()
    child:type('q') -- back from a look at a line
    child:settle()
    contains(child:screen(), 'Zhao Min')
    child:pursuit('board')
    child:pursuit('today')
    lacks(child:screen(), 'Zhao Min')
  end)
end)

describe('an export', function()
  it('goes where the user wants it', function()
    start('en', 100)
    some_deals()
    child:pursuit('board')
    child:api('set_current_dir', child.home)
    child:pursuit('export out.ics')
    contains(table.concat(child:messages(), '\n'), child.home .. '/out.ics')
    contains(children.read(child.home .. '/out.ics'), 'BEGIN:VCALENDAR\r\n')
  end)

  it('is a calendar, read back', function()
    start('en', 100)
    local acme = some_deals()
    local path = child:ok('export', child.home .. '/out.ics', { root = root })
    assert.equal(child.home .. '/out.ics', path)
    local function read()
      local entries, entry = {}, nil
      local text = children.read(path):gsub('\r\n ', '')
      for line in text:gmatch('(.-)\r\n') do
        local name, value = line:match('^([%w-]+)[^:]*:(.*)$')
        assert.truthy(name, line)
        if name == 'BEGIN' and value ~= 'VCALENDAR' then
          entry = { kind = value }
        elseif name == 'END' and entry then
          entries[entry.SUMMARY], entry = entry, nil
        elseif entry then
          entry[name] = value
        end
      end
      return entries
    end
    local first = read()
    assert.equal(6, vim.tbl_count(first))
    local offer = first['acme-core: Send the offer']
    assert.equal('VTODO', offer.kind)
    assert.equal('20261120', offer.DUE)
    assert.equal('20261123T142500Z', offer.DTSTAMP)
    assert.equal('promise', offer.CATEGORIES)
    local closing = first['Acme core network: expected closing']
    assert.equal('VEVENT', closing.kind)
    assert.equal('20261204', closing.DTSTART)
    assert.equal('20261205', closing.DTEND)
    child:ok('postpone', acme.folder .. '/log.md', 2, '2026-12-24')
    child:ok('export', path, { root = root, owner = 'me', filter = 'acme' })
    local second = read()
    assert.equal('20261224', second['acme-core: Send the offer'].DUE)
    assert.equal(offer.UID, second['acme-core: Send the offer'].UID)
    assert.is_nil(second['acme-core: 提交测试规范'])
  end)

  it('refuses what is not built and what can not be written', function()
    start('en', 100)
    some_deals()
    local _, message, code = unpack(child:call('export', 'out.csv', { root = root }))
    assert.equal('UNSUPPORTED', code)
    contains(message, "'out.csv': only calendars (.ics)")
    assert.equal('NOTFOUND', child:call('export', child.home .. '/nowhere/out.ics', { root = root })[3])
    vim.uv.fs_symlink(child.home .. '/target', child.home .. '/link.ics')
    assert.truthy(child:call('export', child.home .. '/link.ics', { root = root })[3])
    assert.is_nil(vim.uv.fs_stat(child.home .. '/target'))
    child:pursuit('export out.csv')
    contains(table.concat(child:messages(), '\n'), 'only calendars')
    child:pursuit('export ' .. child.home .. '/out.ics 30 all')
    contains(table.concat(child:messages(), '\n'), '6 entries written to')
  end)
end)

describe('the pages', function()
  local function item(fields)
    return vim.tbl_extend('force', { date = '2026-11-23', kind = 'task', deal = 'acme-core', title = 'Acme', text = 'Do it', path = '/x', lnum = 1,
      overdue = false, waiting = false }, fields)
  end
  local items = {
    item({ date = '2026-10-01', overdue = true, text = ('很长的任务说明'):rep(20), owner = 'a-person-with-a-long-name' }),
    item({ kind = 'condition', deal = 'a-deal-with-a-very-long-id-indeed', owner = 'li.wei' }),
    item({ kind = 'tender', waiting = true, owner = 'chen-gang' }),
    item({ deal = nil, title = nil, text = nil }),
  }

  it('fit into any window', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for width = 30, 200, 5 do
        local style = { width = width, lang = lang, today = '2026-11-23', owner = 'li.wei', filter = 'stage=concept', days = 14 }
        local page = agenda_page.page({ items = items, today = '2026-11-23', owner = 'li.wei', count = 9, late = 1 }, style)
        local morning = { today = '2026-11-23', overdue = { items[1] }, day = { items[2] }, week = {}, tenders = { items[3] }, waiting = {},
          idle = { items[4] }, stalled = {}, since_clock = '2026-11-22 18:00',
          totals = { overdue = 5, day = 1, week = 0, tenders = 1, waiting = 0, idle = 1, stalled = 0, changes = 3 },
          changes = { { clock = '2026-11-23 10:00', author = 'Zhao Min', deal = 'a-deal-with-a-very-long-id', text = ('改动'):rep(60) } } }
        for _, line in ipairs(vim.list_extend(vim.list_extend({}, page.lines), today_page.page(morning, style).lines)) do
          assert.is_true(cells.width(line) <= width, ('%d cells in %d: %s'):format(cells.width(line), width, line))
        end
      end
    end
  end)

  it('know the days of the week', function()
    assert.equal('Mon', day.weekday('2026-11-23', 'en'))
    assert.equal('周日', day.weekday('2026-11-29', 'zh'))
    assert.equal('Tue', day.weekday('2028-02-29', 'en'))
    assert.equal('', day.weekday('soon', 'en'))
    assert.equal(366, day.between('2028-01-01', '2029-01-01'))
    assert.equal('in 10 d', day.distance('2026-11-23', '2026-12-03', 'en'))
    assert.equal('3 天前', day.distance('2026-11-23', '2026-11-20', 'zh'))
    assert.equal('tomorrow', day.distance('2026-11-30', '2026-12-01', 'en'))
  end)
end)
