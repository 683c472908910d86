local scratch = require('scratch')

describe("a seller's readiness", function()
  local w, note
  before_each(function()
    scratch.setenv('PURSUIT_NOW', '2026-01-10T12:00')
    w = scratch.workspace()
    note = w.dir .. '/team/li.wei.md'
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  local function seller()
    return w.call('prepared', { member = 'me' }).sellers[1]
  end

  local function states()
    local said = {}
    for _, point in ipairs(seller().points) do
      said[#said + 1] = point.state
    end
    return table.concat(said, ' ')
  end

  it('is written by init and add, and its points date themselves', function()
    assert.equal('open open open open open open open', states())
    local point = seller().points[3]
    assert.same({ 'sales-skills', 'Sales skills' }, { point.id, point.text })
    w.call('toggle', { path = point.path, lnum = point.lnum, state = 'x' })
    assert.truthy(scratch.read(note):find('- [x] Sales skills [done:: 2026-01-10] ^sales-skills', 1, true))
    assert.same({ '2026-01-10', '2026-07-09', 'ready' }, { seller().points[3].done, seller().points[3].due, seller().points[3].state })
    w.call('add', { kind = 'member', title = 'Zhao Min', id = 'zhao.min' })
    assert.same({ 'li.wei', 'zhao.min' }, { w.call('prepared', {}).sellers[1].member, w.call('prepared', {}).sellers[2].member })
    assert.equal(7, w.call('prepared', { member = 'zhao.min' }).sellers[1].open)
  end)

  it('comes up when it is due again, and is brought up to date by a tick', function()
    local point = seller().points[1]
    w.call('toggle', { path = point.path, lnum = point.lnum, state = 'x' })
    local function due(days)
      local said = {}
      for _, item in ipairs(w.call('agenda', { days = days, owner = 'me' }).items) do
        said[#said + 1] = item.kind .. ' ' .. item.date .. (item.overdue and ' late' or '')
      end
      return table.concat(said, '; ')
    end
    assert.equal('', due(90))
    assert.equal('readiness 2026-07-09', due(365))
    scratch.setenv('PURSUIT_NOW', '2026-07-10T12:00')
    assert.equal('readiness 2026-07-09 late', due(7))
    assert.equal(1, #w.call('today', { owner = 'me' }).overdue)
    assert.equal('due', seller().points[1].state)
    w.call('toggle', { path = point.path, lnum = point.lnum }) -- not taken back: answered anew
    assert.same({ 'ready', '2026-07-10' }, { seller().points[1].state, seller().points[1].done })
    assert.equal('', due(7))
    w.call('toggle', { path = point.path, lnum = point.lnum })
    assert.same({ 'open' }, { seller().points[1].state, seller().points[1].done })
    assert.truthy(scratch.read(note):find('- [ ] Knowledge of the own company and the industry ^own-company', 1, true))
  end)

  it('is found again from the agenda, wherever it has moved in the note', function()
    local point = seller().points[1]
    w.call('toggle', { path = point.path, lnum = point.lnum, state = 'x' })
    scratch.setenv('PURSUIT_NOW', '2026-07-10T12:00')
    local item = w.call('agenda', { days = 7, owner = 'me' }).items[1]
    scratch.write(note, (scratch.read(note):gsub('\n# ', '\nTyped meanwhile.\n\n# ', 1)))
    local done = w.call('toggle', { path = item.path, lnum = item.lnum, kind = item.kind, text = item.text })
    assert.equal(item.lnum + 2, done.lnum)
    assert.same({ 'ready', '2026-07-10' }, { seller().points[1].state, seller().points[1].done })
    local other = { path = item.path, lnum = item.lnum, kind = item.kind, text = 'Something else' }
    assert.equal('CONFLICT', (w.fails('toggle', other)))
  end)

  it('asks for a reason where a point is not applicable', function()
    local point = seller().points[7]
    assert.equal('INVAL', w.fails('toggle', { path = point.path, lnum = point.lnum, state = '-' }))
    w.call('toggle', { path = point.path, lnum = point.lnum, state = '-', reason = 'works from afar' })
    assert.same({ 'na', 'works from afar' }, { seller().points[7].state, seller().points[7].reason })
  end)

  it('gets the points that the note lacks, in one commit', function()
    local text = scratch.read(note):gsub('%- %[ %] Sales skills %^sales%-skills\n', ''):gsub('%- %[ %] Presence[^\n]*\n', '')
    scratch.write(note, text)
    w.call('save', { paths = { note } })
    local before = w.commits()
    local made = w.call('prepare', { id = 'me' })
    assert.same({ 2, note, before + 1 }, { made.count, made.path, w.commits() })
    assert.equal('open open open open open open open', states())
    assert.equal(0, w.call('prepare', { id = 'li.wei' }).count)
    assert.equal(before + 1, w.commits())
    scratch.write(note, '---\nname: Li Wei\nemails: [li.wei@example.com]\n---\n# Li Wei\n')
    w.call('save', { paths = { note } })
    assert.equal(7, w.call('prepare', {}).count)
    assert.equal('open open open open open open open', states())
    assert.equal('# Li Wei\n\n## Readiness\n\n- [ ] Knowledge', scratch.read(note):match('(# Li Wei.-Knowledge)'))
    assert.equal('', w.status())
  end)

  it('can be looked at as of another day, and says whose note is not there', function()
    local point = seller().points[1]
    scratch.setenv('PURSUIT_NOW', '2026-02-10T12:00')
    w.call('toggle', { path = point.path, lnum = point.lnum, state = 'x' })
    assert.equal('open', w.call('prepared', { member = 'li.wei', at = '2026-02-01' }).sellers[1].points[1].state)
    local code, message = w.fails('prepared', { member = 'nobody' })
    assert.same({ 'NOTFOUND', 'nobody has no note team/nobody.md: :Pursuit add member makes one' }, { code, message })
  end)
end)
