-- What changed between two states of a deal, and who set what stands there.
local scratch = require('scratch')

local function fields(diff)
  local list = {}
  for _, e in ipairs(diff.events) do
    list[#list + 1] = ('%s %s %s>%s'):format(e.kind, e.field or '', e.from or '', e.to or '')
  end
  return list
end

describe('diff', function()
  local w, path
  before_each(function()
    scratch.setenv('PURSUIT_NOW', '2026-03-02T10:00:00Z')
    w = scratch.workspace()
    w.call('new', { title = 'Deal', value = 900000 })
    path = w.call('deal', { id = 'deal' }).path
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  local function set(key, value)
    local text, n = scratch.read(path):gsub('\n' .. key .. ':[^\n]*', '\n' .. key .. ': ' .. value, 1)
    assert.equal(1, n, key)
    return text
  end

  local function save(key, value, now)
    scratch.setenv('PURSUIT_NOW', now)
    scratch.write(path, set(key, value))
    w.call('save', { paths = { path } })
  end

  it('tells what changed since the deal began, unsaved texts too', function()
    save('value', '1000000', '2026-03-05T10:00:00Z')
    local diff = w.call('diff', { id = 'deal' }, { [path] = set('owner', 'chen') })
    assert.same({ 'field owner li.wei>chen', 'field value 900000>1000000' }, fields(diff))
    assert.same({ 'deal', '2026-03-02' }, { diff.id, diff.from })
    assert.is_nil(diff.to)
    assert.is_nil(diff.events[1].commit)
    assert.equal('deal', diff.events[1].deal)
  end)

  it('takes days and revisions at both ends', function()
    local first = w.head()
    save('value', '1000000', '2026-03-05T10:00:00Z')
    save('value', '1100000', '2026-03-10T10:00:00Z')
    save('value', '1200000', '2026-03-20T10:00:00Z')
    local function values(from, to)
      return fields(w.call('diff', { id = 'deal', from = from, to = to }))[1]
    end
    assert.equal('field value 900000>1000000', values('2026-03-04', '2026-03-05'))
    assert.equal('field value 1000000>1200000', values('2026-03-06', nil))
    assert.equal('field value 1000000>1100000', values('-2w', '2026-03-19'))
    assert.equal('field value 900000>1200000', values(first, 'HEAD'))
    assert.equal('field value 1100000>1200000', values('HEAD~1', 'today'))
    assert.equal('field value 1200000>1000000', values('HEAD', 'HEAD~2'))
    assert.is_nil(values('HEAD', nil))
    assert.equal('stage stage >information', values('2026-03-01', '2026-03-03'))
  end)

  it('takes gates: what their reviews saw', function()
    w.walk('deal')
    w.walk('deal')
    local review
    for _, e in ipairs(w.call('history', { id = 'deal' })) do
      review = e.kind == 'review' and e.path:match('reviews/(.-)%.md$') or review
    end
    local gate = review:match('^(.-)%-%d+$')
    save('value', '1200000', '2026-03-20T10:00:00Z')
    for _, from in ipairs({ gate, review }) do
      local diff = w.call('diff', { id = 'deal', from = from })
      assert.equal(review, diff.from)
      assert.is_truthy(table.concat(fields(diff), '\n'):find('field value 900000>1200000', 1, true))
    end
    local code, message = w.fails('diff', { id = 'deal', from = 'signing' })
    assert.equal('NOTFOUND', code)
    assert.is_string(message)
  end)

  it('goes through a rename', function()
    save('value', '1000000', '2026-03-05T10:00:00Z')
    w.call('rename', { id = 'deal', to = 'core' })
    for _, from in ipairs({ '2026-03-04', 'HEAD~2', '' }) do
      local told = fields(w.call('diff', { id = 'core', from = from }))
      assert.same({ 'field id deal>core', 'field value 900000>1000000' }, { told[1], told[#told] })
    end
  end)

  it('says what it does not know', function()
    assert.equal('NOTFOUND', (w.fails('diff', { id = 'deal', from = 'nothing-such' })))
    assert.equal('NOTFOUND', (w.fails('diff', { id = 'deal', from = '--help' })))
    assert.equal('INVAL', (w.fails('diff', { id = 'deal', to = '2027-01-01' })))
    assert.equal('NOTFOUND', (w.fails('diff', { id = 'none' })))
  end)

  it('blames the commit that set a value', function()
    save('value', '1000000', '2026-03-05T10:00:00Z')
    local set_by = w.head()
    save('owner', 'chen', '2026-03-10T10:00:00Z')
    local event = w.call('blame', { id = 'deal', key = 'value' })
    assert.same({ set_by, '900000', '1000000', 'li.wei', '2026-03-05' }, { event.commit, event.from, event.to, event.author, event.date })
  end)

  it('blames what came with the deal on its birth', function()
    local birth = w.head()
    save('owner', 'chen', '2026-03-10T10:00:00Z')
    local event = w.call('blame', { id = 'deal', key = 'value' })
    assert.same({ birth, '900000', 'value', 'stage' }, { event.commit, event.to, event.field, event.kind })
    assert.is_nil(event.from)
  end)

  it('blames an activity, and an undo for what it put back', function()
    w.close_items('deal')
    local item
    for _, e in ipairs(w.call('history', { id = 'deal' })) do
      item = e.kind == 'activity' and e.field or item
    end
    local event = w.call('blame', { id = 'deal', key = item })
    assert.same({ 'activity', 'x' }, { event.kind, event.to })
    w.call('undo', { id = 'deal' })
    local undone = w.call('history', { id = 'deal' })[1]
    assert.equal(undone.commit, w.call('blame', { id = 'deal', key = undone.field }).commit)
  end)

  it('blames what is not committed yet on me', function()
    local event = w.call('blame', { id = 'deal', key = 'owner' }, { [path] = set('owner', 'chen') })
    assert.same({ 'li.wei', 'chen' }, { event.author, event.to })
    assert.is_nil(event.commit)
    assert.is_truthy(event.text:find('not committed', 1, true))
  end)

  it('names what is near where there is no such field', function()
    local code, message = w.fails('blame', { id = 'deal', key = 'valu' })
    assert.equal('NOTFOUND', code)
    assert.is_truthy(message:find('value', 1, true))
    assert.equal('NOTFOUND', (w.fails('blame', { id = 'deal', key = '' })))
    local names = {}
    for _, term in ipairs(w.call('fields', { id = 'deal' })) do
      names[term.id] = term.label
    end
    assert.same({ '900000', 'Deal' }, { names.value, names.title })
  end)
end)
