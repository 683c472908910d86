local scratch = require('scratch')

describe('the project summary', function()
  local w, path
  before_each(function()
    scratch.setenv('PURSUIT_NOW', '2026-01-10T12:00')
    w = scratch.workspace()
    path = w.call('new', { title = 'Core', id = 'core', value = 100, profile = 'full', budget = 1000, close = '2026-06-30' }).path:gsub('deal%.md$', 'summary.md')
  end)
  after_each(function()
    scratch.setenv('PURSUIT_NOW', '')
  end)

  local function line_of(key)
    local lnum = 0
    for line in scratch.read(w.call('deal', { id = 'core' }).path):gmatch('([^\n]*)\n') do
      lnum = lnum + 1
      if line:find(key, 1, true) == 1 then
        return lnum
      end
    end
  end

  local function lose()
    w.call('cost', { id = 'core', amount = 120, category = 'travel' })
    scratch.setenv('PURSUIT_NOW', '2026-02-01T12:00')
    w.call('postpone', { path = w.call('deal', { id = 'core' }).path, lnum = line_of('close:'), date = '2026-08-31', reason = 'budget not free' })
    scratch.setenv('PURSUIT_NOW', '2026-07-10T12:00')
    return w.call('close', { id = 'core', status = 'lost', reason = 'price', to = 'zhongke' })
  end

  it('is drafted with the closing, in one commit, and says what slipped and why', function()
    local before = w.commits()
    lose()
    assert.equal(before + 3, w.commits())
    local text = scratch.read(path)
    for _, said in ipairs({
      '## What to repeat', '## Drafted from the history', '- Opened 2026-01-10, expected to close 2026-06-30',
      '- Ended 2026-07-10: Lost, 10 days later than expected at first; times the day was moved: 1', '- Lost to zhongke: Price too high',
      '| Information gathering | 2026-01-10 | 2026-07-10 | 181 | 2026-06-30 | 50 | 120 |',
      '- 159 days in Information gathering, 2026-02-01 to 2026-07-10 (30 allowed)', '- EUR 120 spent of 1,000: 12%',
      '- 2026-02-01: expected closing 2026-06-30 → 2026-08-31, 62 days later: budget not free',
    }) do
      assert.truthy(text:find(said, 1, true), said .. '\n' .. text)
    end
    assert.equal('', w.status())
    assert.equal('lost', w.call('deal', { id = 'core' }).status)
  end)

  it('is drafted anew where nobody changed the draft, and left alone where somebody did', function()
    lose()
    local head = w.head()
    assert.same({ 'same', head }, { w.call('summary', { id = 'core' }).text, w.head() })
    scratch.write(path, (scratch.read(path):gsub('## What to repeat\n', '## What to repeat\n\n- visit early\n')))
    w.call('save', { paths = { path } })
    w.call('cost', { id = 'core', amount = 30, category = 'travel' })
    assert.equal('written', w.call('summary', { id = 'core' }).text)
    local text = scratch.read(path)
    assert.truthy(text:find('- EUR 150 spent of 1,000: 15%', 1, true))
    assert.truthy(text:find('## What to repeat\n\n- visit early\n', 1, true))
    scratch.write(path, (text:gsub('%- EUR 150 spent', '- we spent EUR 150')))
    w.call('save', { paths = { path } })
    w.call('cost', { id = 'core', amount = 30, category = 'travel' })
    local place = w.call('summary', { id = 'core' })
    assert.same({ 'kept', path }, { place.text, place.path })
    assert.truthy(scratch.read(path):find('- we spent EUR 150', 1, true))
    w.call('reopen', { id = 'core' })
    w.call('close', { id = 'core', status = 'won' }) -- closing goes on all the same
    assert.truthy(scratch.read(path):find('- we spent EUR 150', 1, true))
  end)

  it('is made where the note is gone, and of an open deal too', function()
    os.remove(path)
    w.call('commit', { message = 'gone' })
    assert.equal('written', w.call('summary', { id = 'core' }).text)
    local text = scratch.read(path)
    assert.truthy(text:find('- Opened 2026-01-10', 1, true) and not text:find('- Ended', 1, true))
    w.call('close', { id = 'core', status = 'paused', reason = 'later' })
    assert.equal(text, scratch.read(path)) -- a pause sums nothing up
  end)

  it('stops no closing where the note is broken', function()
    local broken = '---\nx: [\n---\n# mine\n'
    scratch.write(path, broken)
    w.call('commit', { message = 'broken' })
    assert.equal('won', w.call('close', { id = 'core', status = 'won' }).status)
    assert.equal(broken, scratch.read(path))
    local code, message = w.fails('summary', { id = 'core' })
    assert.equal('PARSE', code)
    assert.truthy(message:find('summary.md:', 1, true), message)
  end)

  it('is drafted with a no-go as well', function()
    w.close_items('core')
    w.call('review', { id = 'core' })
    local before = w.commits()
    w.call('decide', { id = 'core', decision = 'no-go', reason = 'not ours', reviewers = { 'li.wei' } })
    assert.equal(before + 1, w.commits())
    local text = scratch.read(path)
    assert.truthy(text:find('- Ended 2026-01-10: No-go', 1, true) and text:find('round 1, 2026-01-10: No-go, not ours', 1, true), text)
  end)

  it('speaks the language of the process', function()
    local zh = scratch.workspace('zh')
    local note = zh.call('new', { title = '核心网', id = 'hx', value = 100, profile = 'full' }).path:gsub('deal%.md$', 'summary.md')
    zh.call('close', { id = 'hx', status = 'no-decision', reason = 'postponed' })
    local text = scratch.read(note)
    assert.truthy(text:find('## 由变更记录起草', 1, true) and text:find('- 结束 2026-01-10：客户搁置', 1, true), text)
  end)
end)
