-- The agenda of a workspace, and its operations, through the binding.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())
scratch.setenv('PURSUIT_NOW', '2026-11-23T09:00:00+08:00')

local function deal(ws, id, front, body, more)
  ws.call('new', { title = id, id = id, owner = 'li.wei', profile = 'full', opened = '2026-11-20' })
  local path = ws.dir .. '/deals/2026/' .. id .. '/deal.md'
  local text = scratch.read(path)
  for key, value in pairs(front or {}) do
    local line = '\n' .. key .. ': ' .. value .. '\n'
    local n
    text, n = text:gsub('\n' .. key .. ':[^\n]*\n', line, 1)
    if n == 0 then
      text = text:gsub('\n%-%-%-\n', line .. '---\n', 1)
    end
  end
  scratch.write(path, text .. (body or ''))
  for name, content in pairs(more or {}) do
    scratch.write(ws.dir .. '/deals/2026/' .. id .. '/' .. name, content)
  end
  ws.call('commit', {})
  return path
end

local function line_of(path, words)
  local n = 0
  for line in (scratch.read(path) .. '\n'):gmatch('(.-)\n') do
    n = n + 1
    if line:find(words, 1, true) then
      return n
    end
  end
end

-- 'day kind deal text (owner)' for each, with ! where it is overdue and ? where we wait.
local function shown(items)
  local lines = {}
  for i, item in ipairs(items) do
    lines[i] = ('%s%s%s %s %s: %s (%s)'):format(item.date:sub(6), item.overdue and '!' or '', item.waiting and '?' or '', item.kind,
      item.deal or '', item.text or '', item.owner or '')
  end
  return lines
end

local function of_kind(lines, kind)
  local kept = {}
  for _, line in ipairs(lines) do
    kept[#kept + 1] = line:find(' ' .. kind .. ' ', 1, true) and line or nil
  end
  return kept
end

describe('the agenda', function()
  it('holds what is due, overdue first, of deals and of other notes', function()
    local ws = scratch.workspace('en')
    ws.call('add', { kind = 'person', id = 'chen-gang', title = 'Chen Gang' })
    deal(ws, 'acme', { close = '2026-12-05', flow = 'enterprise' },
      '\n## Procurement\n| step | state | date |\n|---|---|---|\n| tender | | 2026-12-01 |\n', {
        ['log.md'] = '- [ ] Call [due:: 2026-11-23]\n- [ ] Names it [owner:: chen-gang] [due:: 2026-11-20]\n- [ ] Far [due:: 2027-03-01]\n',
      })
    deal(ws, 'quiet')
    scratch.write(ws.dir .. '/team/li.wei.md', '---\nname: Li Wei\nemails: [li.wei@example.com]\n---\n- [ ] Learn [due:: 2026-11-30]\n')
    local agenda = ws.call('agenda', { days = 14 })
    assert.equal('2026-11-23', agenda.today)
    assert.same({
      '11-20!? promise acme: Names it (chen-gang)',
      '11-23 promise acme: Call (li.wei)',
      '11-23 no-action quiet: no next action (li.wei)',
      '11-30 task : Learn (li.wei)',
      '12-01 tender acme: Tender (li.wei)',
      '12-05 close acme: expected closing (li.wei)',
    }, shown(agenda.items))
    assert.same({ '11-20!? promise acme: Names it (chen-gang)', '11-23 promise acme: Call (li.wei)' },
      shown(ws.call('agenda', { days = 0, filter = 'acme' }).items))
    assert.same({}, shown(ws.call('agenda', { days = 14, owner = 'zhao' }).items))
    assert.equal(6, #ws.call('agenda', { days = 14, owner = 'me' }).items)
    local item = agenda.items[2]
    assert.equal('acme', item.title)
    assert.equal(ws.dir .. '/deals/2026/acme/log.md', item.path)
    assert.equal(1, item.lnum)
  end)

  it('says in the language of the workspace what kinds without words are', function()
    local ws = scratch.workspace('zh')
    deal(ws, 'acme', { close = '2026-12-05' })
    local items = shown(ws.call('agenda', { days = 14 }).items)
    assert.same({ '11-23 no-action acme: 没有下一步行动 (li.wei)', '12-05 close acme: 预计签约 (li.wei)' }, items)
  end)

  it('counts what is not saved', function()
    local ws = scratch.workspace('en')
    deal(ws, 'acme', { close = '2027-12-05' })
    local path = ws.dir .. '/deals/2026/acme/log.md'
    local items = ws.call('agenda', { days = 14 }, { [path] = '- [ ] Typed [due:: 2026-11-24]\n' }).items
    assert.same({ '11-24 promise acme: Typed (li.wei)' }, shown(items))
  end)

  it('leaves closed and archived deals out, but for the day to look again', function()
    local ws = scratch.workspace('en')
    deal(ws, 'acme', { close = '2026-12-05' })
    ws.call('close', { id = 'acme', status = 'lost', reason = 'no budget this year' })
    assert.same({}, shown(ws.call('agenda', { days = 14 }).items))
    local path = ws.dir .. '/deals/2026/acme/deal.md'
    scratch.write(path, (scratch.read(path):gsub('\nstatus: lost', '\nstatus: lost\nrevisit: 2026-12-01')))
    assert.same({ '12-01 revisit acme: look at it again (li.wei)' }, shown(ws.call('agenda', { days = 14 }).items))
    ws.call('archive', { id = 'acme' })
    assert.same({}, shown(ws.call('agenda', { days = 14 }).items))
    assert.equal(1, #ws.call('agenda', { days = 14, filter = 'archived' }).items)
  end)

  it('refuses what is no number of days and what is no filter', function()
    local ws = scratch.workspace('en')
    assert.equal('INVAL', (ws.fails('agenda', { days = -1 })))
    assert.equal('INVAL', (ws.fails('agenda', { days = 1, filter = 'nonsense=1' })))
  end)
end)

describe('the index', function()
  ---What the files say, and what the index says, are the same.
  local function same(ws, overlay)
    local args = { days = 60, owner = '' }
    local known = ws.call('agenda', args, overlay)
    scratch.setenv('PURSUIT_DIRECT', '1')
    local direct = ws.call('agenda', args, overlay)
    scratch.setenv('PURSUIT_DIRECT', '')
    assert.same(direct, known)
    return known.items
  end

  it('gives the agenda that the files give, whatever happened to them', function()
    local ws = scratch.workspace('en')
    math.randomseed(7)
    ws.call('add', { kind = 'person', id = 'chen-gang', title = 'Chen Gang' })
    for i = 1, 12 do
      deal(ws, 'deal-' .. i, { close = '2026-12-' .. (10 + i) })
    end
    local words = { '- [ ] A [due:: 2026-12-%02d]\n', '- [x] B [due:: 2026-12-%02d]\n', '- [ ] C [owner:: chen-gang] [due:: 2026-11-%02d]\n',
      '| what | owner | due | state |\n|---|---|---|---|\n| D | zhao | 2026-12-%02d | |\n', 'nothing %d\n' }
    local places = { 'team/li.wei.md', 'people/chen-gang.md', 'accounts/acme.md', 'regions/east.md' }
    local most = 0
    for round = 1, 60 do
      local text = {}
      for i = 1, math.random(0, 3) do
        text[i] = words[math.random(#words)]:format(math.random(10, 28))
      end
      local folder = ws.dir .. '/deals/2026/deal-' .. math.random(12)
      local path = math.random(3) == 1 and ws.dir .. '/' .. places[math.random(#places)] or folder .. '/log.md'
      local what = math.random(10)
      local overlay
      if what == 1 and round > 20 then
        os.execute(("rm -rf '%s'"):format(folder))
      elseif what <= 3 then
        overlay = { [path] = '# Unsaved\n' .. table.concat(text, '\n') }
      elseif what == 4 then
        os.remove(path)
      else
        scratch.write(path, '# Written\n' .. table.concat(text, '\n'))
      end
      most = math.max(most, #same(ws, overlay))
    end
    assert.is_true(most > 20)
  end)

  it('answers from what it knows where that is asked for', function()
    local ws = scratch.workspace('en')
    deal(ws, 'acme', {}, '', { ['log.md'] = '- [ ] Call [due:: 2026-11-24]\n' })
    assert.same({ '11-24 promise acme: Call (li.wei)' }, shown(ws.call('agenda', { days = 14 }).items))
    scratch.write(ws.dir .. '/deals/2026/acme/log.md', '- [ ] Call back [due:: 2026-11-25]\n')
    assert.same({ '11-24 promise acme: Call (li.wei)' }, shown(ws.call('agenda', { days = 14, known = true }).items))
    assert.same({ '11-25 promise acme: Call back (li.wei)' }, shown(ws.call('agenda', { days = 14 }).items))
    assert.same({ '11-25 promise acme: Call back (li.wei)' }, shown(ws.call('agenda', { days = 14, known = true }).items))
  end)
end)

describe('an item', function()
  local function moved(ws, path, lnum, date, reason)
    local place = ws.call('postpone', { path = path, lnum = lnum, date = date, reason = reason })
    return place.date, (scratch.git(ws.dir, 'log', '-1', '--format=%B'))
  end

  it('gets another day: a task, with the reason in the commit', function()
    local ws = scratch.workspace('en')
    deal(ws, 'acme', {}, '', { ['log.md'] = '- [ ] Call [due:: 2026-11-20] ^p1\n- [ ] Later [due:: 2026-12-01]\n- [ ] Never\n' })
    local path = ws.dir .. '/deals/2026/acme/log.md'
    local day, message = moved(ws, path, 1, '+3d', 'on\nholiday')
    assert.equal('2026-11-26', day) -- past: from today
    assert.is_truthy(message:find('acme: "Call": due 2026-11-20 → 2026-11-26', 1, true), message)
    assert.is_truthy(message:find('\nDeal: acme\nReason: on?holiday', 1, true), message)
    assert.equal('2026-12-08', (moved(ws, path, 2, '+1w')))
    assert.equal('2026-11-27', (moved(ws, path, 3, '周五')))
    assert.equal('- [ ] Call [due:: 2026-11-26] ^p1\n- [ ] Later [due:: 2026-12-08]\n- [ ] Never [due:: 2026-11-27]\n', scratch.read(path))
    local _, text = ws.fails('postpone', { path = path, lnum = 1, date = 'whenever' })
    assert.is_truthy(text:find("'whenever' is not a day", 1, true), text)
    assert.equal('NOTFOUND', (ws.fails('postpone', { path = path, lnum = 99, date = '+3d' })))
    assert.equal('', ws.status())
    local event = ws.call('history', { id = 'acme' })[2]
    assert.equal('"Later": due 2026-12-01 → 2026-12-08', event.text)
  end)

  it('gets another day: rows and front matter', function()
    local ws = scratch.workspace('en')
    local path = deal(ws, 'acme', { close = '2026-12-05', frame = '{ceiling: 5, to: 2026-12-31}',
      recurring = '{period: year, start: 2026-01-01, count: 1, notice: 30}' },
      '\n## Plan\n| id | task | owner | start | end | state | after |\n|---|---|---|---|---|---|---|\n| t1 | Survey | li.wei | | 2026-11-24 | | |\n'
        .. '\n## Payments\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n| Advance | 2026-11-25 | 500 | | |\n')
    assert.equal('2026-12-01', (moved(ws, path, line_of(path, 'Survey'), '2026-12-01')))
    assert.equal('2026-12-02', (moved(ws, path, line_of(path, 'Advance'), '+1w')))
    local day, message = moved(ws, path, line_of(path, 'close:'), '+1m')
    assert.equal('2027-01-05', day)
    assert.is_truthy(message:find('close 2026-12-05 → 2027-01-05', 1, true), message)
    assert.equal('2027-01-31', (moved(ws, path, line_of(path, 'frame:'), '2027-01-31')))
    assert.equal('INVAL', (ws.fails('postpone', { path = path, lnum = line_of(path, 'recurring:'), date = '+1w' })))
    assert.equal('NOTFOUND', (ws.fails('postpone', { path = path, lnum = line_of(path, 'owner:'), date = '+1w' })))
    local text = scratch.read(path)
    assert.is_truthy(text:find('| t1 | Survey | li.wei | | 2026-12-01 | | |', 1, true), text)
    assert.is_truthy(text:find('frame: {ceiling: 5, to: 2027-01-31}', 1, true), text)
  end)

  it('keeps the day that a sealed review set', function()
    local ws = scratch.workspace('en')
    deal(ws, 'acme', {})
    ws.close_items('acme')
    local review = ws.call('review', { id = 'acme' })
    ws.meet_criteria(review)
    ws.call('decide', { id = 'acme', decision = 'conditional', conditions = { { text = 'Ask', owner = 'li.wei', due = '2026-11-30' } } })
    local items = ws.call('agenda', { days = 14 }).items
    assert.same({ '11-30 condition acme: Ask (li.wei)' }, shown(items))
    assert.equal('REFUSED', (ws.fails('postpone', { path = items[1].path, lnum = items[1].lnum, date = '+3d' })))
    ws.call('toggle', { path = items[1].path, lnum = items[1].lnum, state = 'x' })
    assert.equal('no-action', ws.call('agenda', { days = 14 }).items[1].kind)
  end)

  it('comes again where it is watched, whether it was postponed or looked at', function()
    local ws = scratch.workspace('en')
    deal(ws, 'acme', {}, '', {
      ['2-planning.md'] = '## Control plan\n| watched | owner | every | next |\n|---|---|---|---|\n| Spend | li.wei | 2 weeks | 2026-11-20 |\n| Mood | li.wei | often | |\n',
    })
    local path = ws.dir .. '/deals/2026/acme/2-planning.md'
    local function items()
      return of_kind(shown(ws.call('agenda', { days = 60 }).items), 'control')
    end
    assert.same({ '11-20! control acme: Spend (li.wei)' }, items())
    assert.equal('x', ws.call('toggle', { path = path, lnum = line_of(path, 'Spend'), kind = 'control', text = 'Spend' }).text)
    assert.truthy(scratch.read(path):find('| Spend | li.wei | 2 weeks | 2026-12-04 |', 1, true))
    ws.call('postpone', { path = path, lnum = line_of(path, 'Spend'), date = '+1w' })
    assert.same({ '12-11 control acme: Spend (li.wei)' }, items())
    local code, text = ws.fails('toggle', { path = path, lnum = line_of(path, 'Spend'), state = '-' })
    assert.equal('INVAL', code)
    assert.truthy(text:find('2-planning.md:4: this comes again', 1, true))
    assert.equal('NOTFOUND', (ws.fails('toggle', { path = path, lnum = line_of(path, 'Mood') })))
    code = ws.fails('toggle', { path = path, lnum = line_of(path, 'Mood'), kind = 'control', text = 'Mud' })
    assert.equal('CONFLICT', code)
  end)

  it('is done: rows and payments as tasks are', function()
    local ws = scratch.workspace('en')
    local path = deal(ws, 'acme', {},
      '\n## Plan\n| id | task | owner | start | end | state | after |\n|---|---|---|---|---|---|---|\n| t1 | Survey | li.wei | | 2026-11-24 | | |\n'
        .. '\n## Payments\n| milestone | due | amount | invoiced | paid |\n|---|---|---|---|---|\n| Advance | 2026-11-25 | 500 | | |\n', {
        ['compliance.md'] = '| 条款 | 要求 | 负责人 | 截止日期 | 状态 |\n|---|---|---|---|---|\n| 3.1 | 双电源 | li.wei | 2026-11-28 | |\n',
      })
    local items = ws.call('agenda', { days = 14 }).items
    assert.same({
      '11-23 no-action acme: no next action (li.wei)', '11-24 plan acme: Survey (li.wei)', '11-25 payment acme: Advance, 500 EUR (li.wei)',
      '11-28 row acme: 3.1 双电源 (li.wei)',
    }, shown(items))
    for i = 2, 4 do
      assert.equal('x', ws.call('toggle', { path = items[i].path, lnum = items[i].lnum, state = 'x' }).text)
    end
    assert.equal(1, #ws.call('agenda', { days = 14 }).items)
    assert.is_truthy(scratch.read(path):find('| 2026-11-24 | done | |', 1, true))
    assert.is_truthy(scratch.read(path):find('| 500 | | 2026-11-23 |', 1, true))
    assert.is_truthy(scratch.read(items[4].path):find('| 2026-11-28 | 已完成 |', 1, true))
    assert.equal(' ', ws.call('toggle', { path = items[2].path, lnum = items[2].lnum }).text)
    assert.equal('/', ws.call('toggle', { path = items[4].path, lnum = items[4].lnum, state = '/' }).text)
    assert.equal(3, #ws.call('agenda', { days = 14 }).items)
    assert.equal('NOTFOUND', (ws.fails('toggle', { path = path, lnum = line_of(path, '| id | task'), state = 'x' })))
    assert.equal('INVAL', (ws.fails('toggle', { path = path, lnum = items[3].lnum, state = '/' })))
  end)
end)

describe('today', function()
  local function keys(list)
    local found = {}
    for i, item in ipairs(list) do
      found[i] = item.text
    end
    return found
  end

  it('parts the morning', function()
    local ws = scratch.workspace('en')
    ws.call('add', { kind = 'person', id = 'chen-gang', title = 'Chen Gang' })
    deal(ws, 'acme', { close = '2027-06-01', flow = 'enterprise' },
      '\n## Procurement\n| step | state | date |\n|---|---|---|\n| tender | | 2026-12-20 |\n', {
        ['log.md'] = '- [ ] Late [due:: 2026-11-20]\n- [ ] Now [due:: 2026-11-23]\n- [ ] Soon [due:: 2026-11-30]\n- [ ] Far [due:: 2026-12-01]\n'
          .. '- [ ] Theirs [owner:: chen-gang] [due:: 2026-11-20]\n- [ ] Colleague [owner:: zhao] [due:: 2026-11-24]\n',
      })
    deal(ws, 'quiet')
    deal(ws, 'others', { owner = 'zhao' })
    local today = ws.call('today', { owner = 'me' })
    assert.same({ 'Late' }, keys(today.overdue))
    assert.same({ 'Now' }, keys(today.day))
    assert.same({ 'Soon' }, keys(today.week))
    assert.same({ 'Tender' }, keys(today.tenders))
    assert.same({ 'Theirs', 'Colleague' }, keys(today.waiting))
    assert.equal(1, #today.idle)
    assert.equal('quiet', today.idle[1].deal)
    assert.same({}, today.stalled)
    assert.same({}, today.changes)
    assert.equal('li.wei', today.owner)
  end)

  it('tells what others did since then in my deals', function()
    local ws = scratch.workspace('en')
    local path = deal(ws, 'acme', { close = '2027-06-01' })
    deal(ws, 'others', { owner = 'zhao' })
    scratch.git(ws.dir, 'config', 'user.name', 'Zhao Min')
    scratch.git(ws.dir, 'config', 'user.email', 'zhao.min@example.com')
    scratch.setenv('PURSUIT_NOW', '2026-11-23T10:00:00+08:00')
    ws.call('postpone', { path = path, lnum = line_of(path, 'close:'), date = '2027-07-01' })
    local other = ws.dir .. '/deals/2026/others/deal.md'
    scratch.write(other, (scratch.read(other):gsub('\nowner: zhao', '\nowner: zhao.min')))
    ws.call('commit', {})
    scratch.git(ws.dir, 'config', 'user.name', 'Li Wei')
    scratch.git(ws.dir, 'config', 'user.email', 'li.wei@example.com')
    local since = ws.call('today', {}).now - 1800
    local changes = ws.call('today', { owner = 'me', since = since }).changes
    assert.equal(1, #changes)
    assert.equal('acme', changes[1].deal)
    assert.equal('close 2027-06-01 → 2027-07-01', changes[1].text)
    assert.equal('Zhao Min', changes[1].author)
    assert.same({}, ws.call('today', { owner = 'me', since = since + 1800 }).changes)
    scratch.setenv('PURSUIT_NOW', '2026-11-23T09:00:00+08:00')
  end)
end)
