---What changed between two states, and who set a field, in a real window.
local children = require('child')
local render = require('pursuit.render.history')

local child, path

local function contains(text, part)
  assert.truthy(text:find(part, 1, true), ('%q is not in\n%s'):format(part, text))
end

local function start(lang, columns)
  child = children.start({ columns = columns, lines = 30 })
  local root = child:workspace(lang)
  child:ok('new', 'Acme core', { id = 'acme-core', account = 'acme', value = 900000, currency = 'CNY', profile = 'full' })
  path = child:ok('deal', 'acme-core').path
  child:ok('advance', 'acme-core', { override = 'the customer is in a hurry' })
  children.write(path, (children.read(path):gsub('\nvalue: 900000', '\nvalue: 1200000')))
  child:ok('commit', 'value', { root = root })
end

after_each(function()
  child:stop()
end)

describe('diff', function()
  it('stands on the screen by kind, and leads to the note', function()
    start('en', 100)
    child:pursuit('diff acme-core')
    local lines = child:lines()
    contains(lines[1], 'acme-core   2026-11-23 → now')
    assert.same({ '', ' Stage  1' }, { lines[2], lines[3] })
    contains(lines[4], 'Information gathering → Concept discussion')
    assert.same({ '', ' Fields  1', '   value 900,000 → 1,200,000' }, { lines[5], lines[6], lines[7] })
    assert.equal('pursuit-diff', child:get('vim.bo.filetype'))
    child:type('7G<CR>')
    assert.equal(path, child:get('vim.api.nvim_buf_get_name(0)'))
    child:pursuit('diff acme-core HEAD')
    contains(child:screen(), 'nothing changed')
  end)

  it('speaks Chinese in a narrow window, and says what it does not know', function()
    start('zh', 60)
    child:pursuit('diff acme-core HEAD~1')
    contains(child:screen(), 'acme-core   HEAD~1 → 现在')
    contains(child:screen(), '字段  1')
    child:pursuit('diff acme-core nothing-such')
    contains(table.concat(child:messages(), '\n'), '不是评审点、日期或提交')
  end)
end)

describe('blame', function()
  it('tells who set a field, and opens the commit', function()
    start('en', 100)
    child:pursuit('blame acme-core value')
    local lines = child:lines()
    contains(lines[1], 'acme-core   who set value')
    contains(lines[3], 'value 900,000 → 1,200,000')
    child:type('3G<CR>')
    child:settle()
    contains(child:lines()[1], child:ok('blame', 'acme-core', 'value').commit)
    child:pursuit('blame acme-core valu')
    contains(table.concat(child:messages(), '\n'), 'did you mean value')
  end)

  it('completes the fields that the deal has', function()
    start('en', 100)
    assert.same({ 'value' }, child:get([[vim.fn.getcompletion('Pursuit blame acme-core val', 'cmdline')]]))
    assert.truthy(vim.list_contains(child:get([[vim.fn.getcompletion('Pursuit diff acme-core ', 'cmdline')]]), 'HEAD'))
  end)
end)

describe('history', function()
  it('does not hide among activities what was taken back', function()
    start('en', 100)
    local function event(text, to, undo)
      return { kind = 'activity', date = '2026-11-20', author = 'li.wei', text = text, to = to, undo = undo, commit = text }
    end
    local events = { event('a', 'x'), event('undone: b', 'x', true), event('c', 'x'), event('d', 'x'), event('open again: e', ' ') }
    local sizes = vim.tbl_map(function(run)
      return #run.events
    end, render.folds(events))
    assert.same({ 1, 1, 2, 1 }, sizes)
  end)
end)
