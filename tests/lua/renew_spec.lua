-- Terms of a contract, its renewal, and the chain of deals.
local scratch = require('scratch')

local function ids(chain)
  local found = {}
  for _, deal in ipairs(chain.deals) do
    found[#found + 1] = ('%d %s'):format(deal.depth, deal.id)
  end
  return found
end

describe('terms', function()
  local w
  setup(function()
    scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
    w = scratch.workspace('en')
  end)

  it('are taken by new, and stand in the front matter', function()
    w.call('new', { title = 'Care', id = 'care', kind = 'C', value = 12000,
      recurring = { 'amount', '1000', 'period', 'month', 'count', '12', 'start', '2027-01-01', 'notice', '3m' }, frame = { 'ceiling', '90000' } })
    local text = scratch.read(w.dir .. '/deals/2026/care/deal.md')
    assert.truthy(text:find('\nrecurring: {amount: 1000, period: month, count: 12, start: 2027-01-01, notice: 3m}\n', 1, true), text)
    assert.truthy(text:find('\nframe: {ceiling: 90000}\n', 1, true))
    assert.equal(1, w.commits() - 1)
  end)

  it('are refused where they can not be right, and nothing is made', function()
    local head = w.head()
    for _, bad in ipairs({ { 'amount', 'much' }, { 'period', 'now and then' }, { 'count', '0' }, { 'start', 'soon' }, { 'notice', 'x' }, { 'colour', 'red' }, { 'amount' } }) do
      assert.equal('INVAL', (w.fails('new', { title = 'Bad', recurring = bad })), table.concat(bad, ' '))
    end
    assert.equal('INVAL', (w.fails('new', { title = 'Bad', frame = { 'to', '2026' } })))
    assert.equal(head, w.head())
  end)

  it('bring the activities of their kind, when the kind changes too', function()
    w.call('new', { title = 'Box', id = 'box', kind = 'A' })
    local path = w.dir .. '/deals/2026/box/deal.md'
    local function absent()
      local found = {}
      for _, item in ipairs(w.call('diagnostics', {})) do
        if item.path == path then
          found[#found + 1] = item.code
        end
      end
      return found
    end
    local function has(name)
      local all = ''
      for _, file in ipairs({ '2-planning', '3-negotiation' }) do
        all = all .. scratch.read(w.dir .. '/deals/2026/box/' .. file .. '.md')
      end
      return all:find('^' .. name, 1, true) ~= nil
    end
    assert.is_false(has('type-c-recurring'))
    scratch.write(path, (scratch.read(path):gsub('\nkind: A\n', '\nkind: C\n')))
    assert.equal(1, w.call('refresh', { id = 'box' }).count)
    assert.is_true(has('type-c-recurring'))
    scratch.write(path, (scratch.read(path):gsub('\nkind: C\n', '\nkind: B\n')))
    assert.equal(1, w.call('refresh', { id = 'box' }).count)
    assert.is_true(has('type-b-service-terms'))
    scratch.write(path, (scratch.read(path):gsub('\nkind: B\n', '\nkind: D\n') .. '\n## Components\n\n| component | value | owner |\n|--|--|--|\n| a | 1 | |\n'))
    w.call('refresh', { id = 'box' })
    assert.is_true(has('type-d-components'))
    assert.is_table(absent())
  end)
end)

describe('renew', function()
  local w, deal, old
  setup(function()
    scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
    w = scratch.workspace('en')
    w.call('new', { title = 'Care', id = 'care', kind = 'C', value = 12000, profile = 'full', team = { 'chen.yu' },
      recurring = { 'amount', '1000', 'period', 'month', 'count', '12', 'start', '2026-02-01', 'notice', '30d' } })
    old = w.dir .. '/deals/2026/care/'
    local text = scratch.read(old .. 'deal.md'):gsub('(| person[^\n]*\n[^\n]*\n)', '%1| liu.min | technical | | champion | 3 | | li.wei | | |\n')
    text = text:gsub('| factor[^\n]*\n[^\n]*\n', '| factor | weight | us | rival | evidence |\n|--|--|--|--|--|\n| price | 60 | 3 | 4 | [[log]] |\n')
    scratch.write(old .. 'deal.md', text)
    text = scratch.read(old .. '1-concept.md'):gsub('%- %[ %]([^\n]*%^need%-problem)', '- [x]%1')
    text = text:gsub('%- %[ %]([^\n]*) (%^need%-kind)', '- [-]%1 [reason:: known] %2')
    scratch.write(old .. '1-concept.md', text)
    text = scratch.read(old .. '3-negotiation.md'):gsub('%- %[ %]([^\n]*%^solution)', '- [x]%1')
    scratch.write(old .. '3-negotiation.md', text)
    w.call('close', { id = 'care', status = 'won', date = '2026-02-01' })
    w.call('commit', {})
  end)

  it('comes up before its notice', function()
    local found = {}
    for _, item in ipairs(w.call('agenda', { days = 90 }).items) do
      found[item.kind] = item.date
    end
    assert.same({ '2027-01-02', '2027-02-01' }, { found.notice, found.renewal })
  end)

  it('opens a deal with the same terms from the day on, in one commit', function()
    local before = w.commits()
    deal = w.call('renew', { parent = 'care' })
    assert.equal(before + 1, w.commits())
    assert.same({ 'Care, renewal 2027-02', 'care', 'C', 12000, '2027-02-01', 'full' }, { deal.title, deal.parent, deal.kind, deal.value, deal.close, deal.profile })
    local text = scratch.read(deal.path)
    assert.truthy(text:find('\nrecurring: {amount: 1000, period: month, count: 12, notice: 30d, start: 2027-02-01}\n', 1, true), text)
    assert.equal('', w.status())
  end)

  it('brings along who decides, what decides and what was answered, to be confirmed', function()
    local text = scratch.read(deal.path)
    assert.truthy(text:find('| liu.min | technical | | champion | 3 |', 1, true))
    assert.truthy(text:find('| price | 60 | 3 | 4 | [from:: [[care]]] |', 1, true), text)
    assert.truthy(text:find('- [ ] Stakeholders and their stance are confirmed [due:: 2027-02-01] [from:: [[care]]]', 1, true))
    local concept = scratch.read(deal.folder .. '/1-concept.md')
    assert.truthy(concept:find('%- %[/%] [^\n]*%[from:: %[%[care%]%]%] %^need%-problem'))
    assert.truthy(concept:find('%- %[/%] [^\n]*%[from:: %[%[care%]%]%] %^need%-kind'))
    assert.truthy(concept:find('%- %[ %] [^\n]*%^need%-reason'))
    assert.truthy(scratch.read(deal.folder .. '/3-negotiation.md'):find('%- %[ %] [^\n]*%^solution'), 'is done anew')
    local hints = 0
    for _, d in ipairs(w.call('diagnostics', {})) do
      hints = hints + (d.code == 'to-confirm' and 1 or 0)
      assert.are_not.equal('front-matter', d.code, d.message)
    end
    assert.equal(5, hints, 'two answers, one factor, two checks')
  end)

  it('counts nothing that is not confirmed', function()
    assert.equal(0, w.call('readiness', { id = deal.id }).done)
  end)

  it('is linked both ways, and shown as a chain', function()
    assert.truthy(scratch.read(old .. 'deal.md'):find('## Follow-up deals\n\n- [[' .. deal.id .. ']]\n', 1, true))
    local next = w.call('followup', { parent = 'care', title = 'More care' })
    assert.truthy(scratch.read(old .. 'deal.md'):find('- [[' .. deal.id .. ']]\n- [[more-care]]\n', 1, true))
    local want = { '0 care', '1 ' .. deal.id, '1 more-care' }
    table.sort(want)
    local got = ids(w.call('kinship', { id = next.id }))
    table.sort(got)
    assert.same(want, got)
    assert.equal('care', w.call('kinship', { id = deal.id }).deals[1].id)
    assert.equal('NOTFOUND', (w.fails('kinship', { id = 'nobody' })))
  end)

  it('renews nothing twice, and nothing that does not recur', function()
    local code, said = w.fails('renew', { parent = 'care' })
    assert.same({ 'EXISTS', deal.id .. ' renews it from 2027-02-01 on already' }, { code, said })
    w.call('close', { id = deal.id, status = 'lost', reason = 'price' })
    assert.is_table(w.call('renew', { parent = 'care', title = 'Once more' }))
    w.call('new', { title = 'Box', id = 'box' })
    assert.equal('INVAL', (w.fails('renew', { parent = 'box' })))
  end)

  it('is taken back as a whole', function()
    local was = scratch.read(old .. 'deal.md')
    w.call('followup', { parent = 'care', title = 'Third' })
    w.call('undo', { id = 'third' })
    assert.equal(was, scratch.read(old .. 'deal.md'))
    assert.equal('NOTFOUND', (w.fails('deal', { id = 'third' })))
  end)

  teardown(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)
end)
