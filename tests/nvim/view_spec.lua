---The views in a real window: screens, keys, the cursor that stays with its deal.
local children = require('child')

local child, root

local function contains(text, part)
  assert.truthy(text:find(part, 1, true), ('%q is not in\n%s'):format(part, text))
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

local function start(lang, columns)
  child = children.start({ columns = columns, lines = 30 })
  root = child:workspace(lang)
end

after_each(function()
  child:stop()
end)

local function some_deals()
  local function new(title, fields)
    child:ok('new', title, vim.tbl_extend('force', { currency = 'CNY', profile = 'full' }, fields))
  end
  new('Harbour private LTE', { id = 'harbor-lte', account = 'port-authority', value = 180000 })
  new('云南回传网扩容', { id = 'yunnan', account = '云南电信', value = 820000 })
  new('Acme core', { id = 'acme-core', account = 'acme', value = 1200000, probability = 60 })
  child:ok('advance', 'acme-core', { override = 'the customer is in a hurry' })
end

describe('the board', function()
  it('stands on the screen in English', function()
    start('en', 100)
    some_deals()
    child:pursuit('')
    assert.same({
      ' Pipeline   owner=me                              3 open   CNY 2.20 M   weighted 820 k   2026-11-23',
      '',
      ' 0 Information gathering     2   CNY 1.00 M   weighted 100 k',
      '   yunnan      云南回传网扩容       云南电信          820 k  10%   li.wei 0d  · 0 of 13 done',
      '   harbor-lte  Harbour private LTE  port-authority    180 k  10%   li.wei 0d  · 0 of 13 done',
      '',
      ' 1 Concept discussion        1   CNY 1.20 M   weighted 720 k',
      '   acme-core   Acme core            acme            1,200 k  60%*  li.wei 0d  · 0 of 24 done, forced',
    }, shown())
  end)

  it('stands on the screen in Chinese, in a narrow window', function()
    start('zh', 60)
    some_deals()
    child:pursuit('')
    local lines = shown()
    contains(lines[1], '销售漏斗   owner=me')
    contains(table.concat(lines, '\n'), '云南回传网扩容')
    for _, line in ipairs(lines) do
      assert.is_true(vim.api.nvim_strwidth(line) <= 60, line)
    end
  end)

  it('is there at once, and filled when it has been read', function()
    start('en', 100)
    some_deals()
    child:lua([[
      vim.cmd('Pursuit')
      _G.first = vim.api.nvim_buf_get_lines(0, 0, -1, false)
    ]])
    assert.same({ ' reading …' }, child:get('_G.first'))
    child:settle()
    contains(child:lines()[1], 'Pipeline')
  end)

  it('keeps the cursor on its deal when it is read again', function()
    start('en', 100)
    some_deals()
    child:pursuit('')
    child:api('win_set_cursor', 0, { 5, 0 })
    child:ok('new', 'Much larger', { id = 'larger', value = 9000000, currency = 'CNY', profile = 'full' })
    child:settle()
    contains(child:api('get_current_line'), 'harbor-lte')
    assert.equal(6, child:api('win_get_cursor', 0)[1])
  end)

  it('draws for the width of its window', function()
    start('en', 120)
    some_deals()
    child:pursuit('')
    child:resize(50, 30)
    child:wait_for("vim.api.nvim_strwidth(vim.api.nvim_buf_get_lines(0, 3, 4, false)[1]) <= 50")
    contains(child:lines()[4], 'yunnan')
  end)

  it('has keys', function()
    start('en', 100)
    some_deals()
    child:pursuit('')
    child:type('<CR>')
    assert.equal(root .. '/deals/2026/yunnan/deal.md', child:name())
    child:pursuit('')
    child:type('c')
    child:settle()
    assert.equal('pursuit-readiness', child:get('vim.bo.filetype'))
    contains(child:screen(), 'yunnan   Information gathering')
    child:type('q')
    assert.equal('pursuit-board', child:get('vim.bo.filetype'))
    child:type('h')
    child:settle()
    assert.equal('pursuit-history', child:get('vim.bo.filetype'))
    child:type('q')
    child:pursuit('')
    child:type('r')
    child:settle()
    assert.equal(root .. '/deals/2026/yunnan/reviews/preliminary-1.md', child:name())
    child:pursuit('')
    child:type('>')
    child:settle()
    contains(table.concat(child:messages(), '\n'), 'yunnan is not ready')
    child:type('q')
    child:type('?')
    contains(child:screen(), 'mine or all')
    child:type('q')
    assert.equal('pursuit-board', child:get('vim.bo.filetype'))
    child:type('q')
    assert.not_equal('pursuit-board', child:get('vim.bo.filetype'))
  end)

  it('filters', function()
    start('en', 100)
    some_deals()
    child:ok('new', 'Of another', { id = 'of-another', owner = 'zhao.min', value = 5, profile = 'full' })
    child:pursuit('')
    assert.is_nil(child:screen():find('of-another', 1, true))
    child:type('a')
    child:settle()
    contains(child:screen(), 'of-another')
    child:answer('stage=concept')
    child:type('f')
    child:settle()
    contains(child:lines()[1], 'stage=concept')
    assert.is_nil(child:screen():find('yunnan', 1, true))
    child:answer('account=nobody')
    child:type('f')
    child:settle()
    contains(child:screen(), 'no deals that match')
    child:pursuit('board all')
    contains(child:screen(), 'of-another')
    child:pursuit('board owner=zhao.min')
    assert.is_nil(child:screen():find('yunnan', 1, true))
  end)

  it('says what is wrong with a filter', function()
    start('en', 100)
    some_deals()
    child:pursuit('board value>much')
    contains(child:screen(), 'much')
  end)

  it('shows deals that can not be read, and goes to the line', function()
    start('en', 100)
    some_deals()
    local path = root .. '/deals/2026/yunnan/deal.md'
    children.write(path, '---\nid: yunnan\ntitle: a: b\n---\n')
    child:pursuit('board all')
    contains(child:screen(), 'deal.md:3:')
    local at
    for i, line in ipairs(child:lines()) do
      at = line:find('deal.md:3:', 1, true) and i or at
    end
    child:api('win_set_cursor', 0, { at, 0 })
    child:type('<CR>')
    assert.equal(path, child:name())
    assert.equal(3, child:api('win_get_cursor', 0)[1])
  end)

  it('comes back where it was, and can not be changed', function()
    start('en', 100)
    some_deals()
    child:pursuit('')
    assert.is_false(child:get('vim.bo.modifiable'))
    assert.is_false(child:get('vim.wo.wrap'))
    child:type('<CR>')
    assert.is_true(child:get('vim.wo.wrap'), 'the note has its own options')
    child:type('<C-o>')
    child:settle()
    assert.equal('pursuit-board', child:get('vim.bo.filetype'))
  end)
end)

describe('readiness', function()
  it('renews itself when a task is closed', function()
    start('en', 100)
    some_deals()
    child:pursuit('check yunnan')
    local before = #child:lines()
    child:type('<CR>')
    child:pursuit('toggle x')
    child:settle()
    contains(child:screen(), '1 of 13')
    child:cmd('wincmd j')
    assert.equal(before - 1, #child:lines())
  end)

  it('opens in Chinese', function()
    start('zh', 80)
    some_deals()
    child:pursuit('check acme-core')
    contains(child:screen(), '概念交流 → 项目策划')
    contains(child:screen(), '评审点：立项评审')
    contains(child:screen(), '项未完成')
  end)
end)

describe('windows', function()
  it('of views and lists keep what they show when something else opens', function()
    start('en', 100)
    some_deals()
    child:pursuit('check yunnan')
    local view = child:api('get_current_win')
    child:type('r')
    child:settle()
    contains(child:name(), '/reviews/preliminary-1.md')
    assert.not_equal(view, child:api('get_current_win'))
    child:cmd('copen')
    child:pursuit('open yunnan')
    contains(child:name(), '/yunnan/deal.md')
    assert.equal(1, child:get("#vim.tbl_filter(function(w) return vim.fn.win_gettype(w) == 'quickfix' end, vim.api.nvim_list_wins())"))
  end)

  it('with unsaved changes are not taken where buffers are not hidden', function()
    start('en', 100)
    some_deals()
    child:cmd('set nohidden')
    child:cmd('enew')
    child:api('buf_set_lines', 0, 0, -1, false, { 'mine' })
    child:pursuit('open yunnan')
    contains(child:name(), '/yunnan/deal.md')
    assert.equal(2, child:get('#vim.api.nvim_list_wins()'))
    assert.same({}, child:messages())
  end)

  it('that hold on to their buffer are left alone', function()
    start('en', 100)
    some_deals()
    child:cmd('set winfixbuf')
    child:pursuit('')
    assert.equal('pursuit-board', child:get('vim.bo.filetype'))
    assert.equal(2, child:get('#vim.api.nvim_list_wins()'))
  end)
end)

describe('history', function()
  it('folds what was done in one go', function()
    start('en', 100)
    some_deals()
    for _, missing in ipairs(child:ok('readiness', 'yunnan').missing) do
      if missing.kind == 'activity' then
        child:ok('toggle', missing.path, missing.lnum, 'x')
      end
    end
    child:pursuit('history yunnan')
    local folded = #child:lines()
    contains(table.concat(child:lines(), '\n'), '13 activities  ▸')
    child:type('<Tab>')
    assert.equal(folded + 12, #child:lines())
    child:type('<Tab>')
    assert.equal(folded, #child:lines())
  end)

  it('opens the note of a line', function()
    start('zh', 80)
    some_deals()
    child:pursuit('history yunnan')
    contains(child:lines()[1], '变更记录')
    child:type('o')
    contains(child:name(), '/yunnan/')
  end)
end)
