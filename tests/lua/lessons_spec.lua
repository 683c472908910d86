local scratch = require('scratch')

describe('lessons', function()
  local w
  before_each(function()
    scratch.setenv('PURSUIT_NOW', '2026-01-10T12:00')
    w = scratch.workspace()
    w.call('add', { kind = 'region', id = 'north', title = 'North' })
    w.call('add', { kind = 'account', id = 'acme', title = 'Acme', region = 'north' })
    w.call('add', { kind = 'account', id = 'bolt', title = 'Bolt', region = 'north' })
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  local function new(id, account, more)
    local args = { id = id, title = id, account = account, value = 100, kind = 'A' }
    for key, v in pairs(more or {}) do
      args[key] = v
    end
    return w.call('new', args)
  end

  local function learn(id, repeated, avoided)
    local path = w.call('deal', { id = id }).path:gsub('deal%.md$', 'summary.md')
    local text = scratch.read(path):gsub('(## What to repeat\n)', '%1\n- ' .. repeated .. '\n')
    text = text:gsub('(## What to avoid\n?)', '%1\n- ' .. (avoided or 'nothing') .. '\n')
    scratch.write(path, text)
    w.call('save', { paths = { path } })
    return path
  end

  local function told(args)
    local said = {}
    for _, lesson in ipairs(w.call('lessons', args).lessons) do
      said[#said + 1] = ('%s %s %d: %s'):format(lesson.deal, lesson.kind, lesson.points, lesson.text)
    end
    return said
  end

  it('of deals that are alike come first, others not at all', function()
    new('radio', 'acme', { products = { 'microwave' } })
    learn('radio', 'visit the tower', 'to promise dates')
    new('fibre', 'bolt', { kind = 'B' })
    learn('fibre', 'measure first')
    new('far', nil, { kind = 'B' })
    learn('far', 'unlike')
    new('now', 'acme', { products = { 'microwave' } })
    -- account 8, region 4, product 3, kind 2; region alone 4
    assert.same({
      'radio repeat 17: visit the tower', 'radio avoid 17: to promise dates', 'fibre repeat 4: measure first', 'fibre avoid 4: nothing',
    }, told({ id = 'now' }))
    local answer = w.call('lessons', { id = 'now', limit = 1 })
    assert.same({ 1, 4, { 'account', 'region', 'product', 'kind' } }, { #answer.lessons, answer.count, answer.lessons[1].likes })
    assert.equal(4, w.call('overview', { id = 'now' }).lessons)
    assert.equal(6, #told({}))
  end)

  it('are those of the notes as they stand: unsaved, changed, gone', function()
    new('radio', 'acme')
    local path = learn('radio', 'visit the tower')
    new('now', 'acme')
    assert.same({ 2, 2 }, { #told({ id = 'now' }), w.call('overview', { id = 'now' }).lessons })
    local typed = scratch.read(path):gsub('visit the tower', 'measure first')
    assert.equal('measure first', w.call('lessons', { id = 'now' }, { [path] = typed }).lessons[1].text)
    os.remove(path)
    assert.same({ 0, 0 }, { #told({ id = 'now' }), w.call('overview', { id = 'now' }).lessons })
    assert.equal('NOTFOUND', (w.fails('lessons', { id = 'nobody' })))
  end)

  it('are counted on an overview as they are known, without a look at all deals', function()
    new('radio', 'acme')
    new('now', 'acme')
    w.call('deals', {})
    learn('radio', 'visit the tower')
    assert.equal(0, w.call('overview', { id = 'now' }).lessons)
    w.call('deals', {})
    assert.equal(2, w.call('overview', { id = 'now' }).lessons)
    new('fresh', 'acme') -- not known yet itself, and read for that
    assert.equal(2, w.call('overview', { id = 'fresh' }).lessons)
  end)

  it('are found by words of theirs, and by filters on their deals', function()
    new('radio', 'acme')
    local path = learn('radio', 'visit the tower', 'to promise dates')
    new('fibre', 'bolt', { kind = 'B' })
    learn('fibre', 'measure the tower first')
    assert.same({ 'fibre repeat 0: measure the tower first', 'radio repeat 0: visit the tower' }, told({ filter = 'tower' }))
    assert.same({ 'radio repeat 0: visit the tower' }, told({ filter = 'TOWER account=acme' }))
    assert.same({ 'radio avoid 0: to promise dates' }, told({ filter = 'account=acme -tower' }))
    local lesson = w.call('lessons', { filter = 'tower account=acme' }).lessons[1]
    local lnum = 0
    for line in scratch.read(path):gmatch('([^\n]*)\n') do
      lnum = lnum + 1
      if lnum == lesson.lnum then
        assert.equal('- visit the tower', line)
      end
    end
    assert.equal(path, lesson.path)
    local text = scratch.read(path):gsub('visit the tower', 'climb it')
    assert.equal('climb it', w.call('lessons', { filter = 'climb' }, { [path] = text }).lessons[1].text)
  end)
end)
