---The board of a large workspace: a page at a time, in groups, renewed in the background, and never in the way.
local children = require('child')
local group = require('pursuit.render.board_group')
local render = require('pursuit.render.board')
local fake = require('fake_deals')

local child, root

local function contains(text, part)
  assert.truthy(text:find(part, 1, true), ('%q is not in\n%s'):format(part, text))
end

local function deal_note(i)
  return ([[
---
id: deal-%04d
title: Deal number %d %s
account: account-%d
kind: A
profile: full
stage: information
status: open
owner: %s
value: %d
currency: CNY
opened: 2026-10-01
close: 2026-%02d-15
---
# Deal %d
]]):format(i, i, i % 3 == 0 and '云南回传网' or 'network', i % 7, i % 2 == 0 and 'li.wei' or 'chen.yu', 1000000 - i, i % 3 + 10, i)
end

---A workspace of so many deals that nobody has read.
local function start(count, opts)
  child = children.start(vim.tbl_extend('force', { columns = 100, lines = 30 }, opts or {}))
  root = child:workspace(opts and opts.lang)
  for i = 1, count do
    children.write(('%s/deals/2026/deal-%04d/deal.md'):format(root, i), deal_note(i))
  end
end

after_each(function()
  if child then
    child:stop()
    child = nil
  end
end)

describe('the board of many deals', function()
  it('shows a page, and more where the cursor comes to its end', function()
    start(450)
    child:pursuit('board all')
    local lines = child:lines()
    assert.equal(204, #lines)
    contains(lines[1], '450 open')
    contains(lines[3], '450')
    assert.equal('   … 250 more', lines[204])
    child:type('G')
    child:settle()
    child:wait_for('#vim.api.nvim_buf_get_lines(0, 0, -1, false) == 404')
    assert.equal(204, child:api('win_get_cursor', 0)[1])
    contains(child:api('get_current_line'), 'deal-0201')
    child:wait_for("vim.api.nvim_buf_get_lines(0, -2, -1, false)[1] == '   … 50 more'")
    child:api('win_set_cursor', 0, { 404, 0 })
    child:type('<CR>')
    child:settle()
    child:wait_for('#vim.api.nvim_buf_get_lines(0, 0, -1, false) == 453')
    assert.is_nil(table.concat(child:lines(), '\n'):find('more', 1, true))
    child:api('win_set_cursor', 0, { 300, 0 })
    local here = child:api('get_current_line')
    child:type('R')
    child:settle()
    assert.equal(453, #child:lines(), 'what was shown stays')
    assert.equal(here, child:api('get_current_line'))
  end)

  it('speaks Chinese of the rest', function()
    start(210, { lang = 'zh' })
    child:pursuit('board all')
    assert.equal('   … 还有 10 个', child:lines()[204])
  end)

  it('groups by owner, account and month', function()
    start(6)
    child:pursuit('board all')
    contains(child:lines()[3], ' 0 Information gathering')
    child:type('g')
    child:settle()
    contains(child:lines()[3], ' chen.yu')
    contains(child:screen(), 'Information')
    child:type('g')
    child:settle()
    contains(child:lines()[3], ' account-1')
    child:type('g')
    child:settle()
    contains(child:lines()[3], ' 2026-10')
    child:pursuit('board all')
    contains(child:lines()[3], ' 2026-10')
    child:type('g')
    child:settle()
    contains(child:lines()[3], ' 0 Information gathering')
  end)

  it('is drawn anew only where something differs, and notices on focus what others changed', function()
    start(5)
    child:pursuit('board all')
    local tick = child:get('vim.b.changedtick')
    child:type('R')
    child:settle()
    assert.equal(tick, child:get('vim.b.changedtick'))
    child:api('win_set_cursor', 0, { 6, 0 })
    local here = child:get("require('pursuit.view.board').deal(vim.api.nvim_get_current_buf()).id")
    children.write(root .. '/deals/2026/another/deal.md', (deal_note(0):gsub('deal%-0000', 'another')))
    child:cmd('doautocmd FocusGained')
    child:wait_for("table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\\n'):find('another') ~= nil")
    assert.equal(here, child:get("require('pursuit.view.board').deal(vim.api.nvim_get_current_buf()).id"))
    assert.equal(7, child:api('win_get_cursor', 0)[1])
  end)

  it('is there at once the second time, from what is known', function()
    start(5)
    child:pursuit('board all')
    child:cmd('bwipeout')
    child:lua([[
      local operation = require('pursuit.operation')
      local start = operation.start
      _G.asked = {}
      operation.start = function(ws, name, args, ...)
        if name == 'board' then
          table.insert(_G.asked, args.known)
        end
        return start(ws, name, args, ...)
      end
    ]])
    children.write(root .. '/deals/2026/another/deal.md', (deal_note(0):gsub('deal%-0000', 'another')))
    child:pursuit('board all')
    assert.same({ true, false }, child:get('_G.asked'))
    contains(table.concat(child:lines(), '\n'), 'another')
  end)

  it('never holds up the editor while it is read and drawn', function()
    start(600)
    child:lua([[
      _G.ticks, _G.longest, _G.began = 0, 0, vim.uv.hrtime()
      local last, timer = vim.uv.hrtime(), vim.uv.new_timer()
      timer:start(1, 1, function()
        local now = vim.uv.hrtime()
        _G.ticks, _G.longest, last = _G.ticks + 1, math.max(_G.longest, now - last), now
        if _G.took then
          timer:stop()
        end
      end)
      vim.cmd('Pursuit board all')
    ]])
    child:settle()
    child:lua('_G.took = vim.uv.hrtime() - _G.began')
    assert.is_true(child:get('_G.ticks') > 20)
    assert.is_true(child:get('_G.longest * 3 < _G.took'), ('%.1f of %.1f ms'):format(child:get('_G.longest') / 1e6, child:get('_G.took') / 1e6))
  end)

  it('can be left in the middle of reading, and stopped', function()
    start(600)
    child:lua("vim.cmd('Pursuit board all')")
    child:cmd('Pursuit stop')
    child:settle()
    child:pursuit('history deal-0001')
    assert.truthy(child:get("vim.fn.maparg('<C-c>', 'n', false, true).desc"):find('stop reading', 1, true))
    child:type('q')
    child:lua("vim.cmd('Pursuit board all')")
    assert.equal(0, child:quit())
    local dir = root
    child = children.start({ cwd = dir })
    child:pursuit('board all')
    contains(child:lines()[1], '600 open')
  end)
end)

describe('a filter that is wrong', function()
  it('is shown with its part marked, in the prompt too', function()
    start(2)
    child:pursuit('board 电信 stage=concpet mine')
    local lines = child:lines()
    contains(table.concat(lines, '\n'), 'there are: concept')
    assert.equal('   电信 stage=concpet mine', lines[#lines - 1])
    assert.equal((' '):rep(3 + 11) .. '^^^^^^^', lines[#lines])
    child:resize(40, 30)
    for _, line in ipairs(child:lines()) do
      assert.is_true(vim.api.nvim_strwidth(line) <= 40, line)
    end
    child:resize(100, 30)
    child:lua([[
      vim.ui.input = function(opts, done)
        _G.opts = { default = opts.default, marked = opts.highlight(opts.default), other = opts.highlight('x'), completion = opts.completion }
        done('account=account-1')
      end
    ]])
    child:type('f')
    child:settle()
    local opts = child:get('_G.opts')
    assert.equal('电信 stage=concpet mine', opts.default)
    assert.same({ { 13, 20, 'PursuitError' } }, opts.marked)
    assert.same({}, opts.other)
    contains(child:screen(), 'deal-0001')
  end)

  it('is completed in the prompt, and saved under a name', function()
    start(2)
    child:pursuit('board all')
    child:cmd('set wildcharm=9')
    child:api('input', 'f')
    child:api('input', 'mine account=account-1<Tab>')
    child:api('input', '<CR>')
    child:wait_for("vim.api.nvim_get_mode().mode == 'n'")
    child:settle()
    contains(child:lines()[1], 'mine account=account-1')
    child:answer('one')
    child:type('F')
    child:settle()
    contains(child:lines()[1], '@one')
    assert.same({ '@one is now: mine account=account-1' }, child:messages())
    contains(children.read(root .. '/.pursuit/views.md'), '| one | mine account=account-1 |')
  end)
end)

describe('groups', function()
  it('have the sums of what they show, and come in order', function()
    local board = fake.board('en')
    board.more = 3
    local owners = group.of(board, 'owner', 'en')
    assert.same({ 'li.wei', 'zhao.min', '赵敏' }, vim.tbl_map(function(one) return one.label end, owners))
    assert.same({ 4, true, { { currency = 'CNY', value = 3880000, weighted = 1948000 } } }, { owners[1].count, owners[1].open, owners[1].sums })
    board.deals[1].close = '2027-01-31'
    local months = group.of(board, 'month', 'zh')
    assert.same({ '2027-01', '无日期' }, vim.tbl_map(function(one) return one.label end, months))
    assert.equal('stage', group.next('month'))
  end)

  it('have room for large counts', function()
    local board = fake.board('en')
    board.stages[1].count, board.more = 12345, 12342
    local lines = render.page(board, { width = 100, lang = 'en', filter = '' }).lines
    contains(lines[3], ' 0 Information gathering    12345   CNY')
    contains(lines[#lines], '… 12,342 more')
    lines = render.page(board, { width = 100, lang = 'en', filter = '', by = 'owner' }).lines
    contains(lines[3], ' li.wei    4+   CNY')
  end)

  it('are wrapped where a message is long', function()
    local cells = require('pursuit.render.cells')
    assert.same({ 'can not read', 'the filter' }, cells.wrap('can not read the filter', 14))
    assert.same({ '无法理解筛', '选词' }, cells.wrap('无法理解筛选词', 10))
    assert.same({ '' }, cells.wrap('', 10))
    assert.same({ '无法理解', '筛，选' }, cells.wrap('无法理解筛，选', 10)) -- no line begins with a comma
    assert.same({ '。。', '。' }, cells.wrap('。。。', 4))
    assert.same({ '无法理', '解）；选' }, cells.wrap('无法理解）；选', 8))
    assert.same({ 'the budget of', '26 k is spent' }, cells.wrap('the budget of 26 k is spent', 16))
    assert.same({ '费用预算', '26 万' }, cells.wrap('费用预算 26 万', 12))
  end)

  it('fit into any window', function()
    for _, by in ipairs(group.NAMES) do
      for _, width in ipairs({ 60, 100, 160 }) do
        local page = render.page(vim.tbl_extend('force', fake.board('zh'), { more = 9800 }), { width = width, lang = 'zh', filter = '', by = by })
        for _, line in ipairs(page.lines) do
          assert.is_true(vim.api.nvim_strwidth(line) <= width, by .. ': ' .. line)
        end
        assert.same({ more = true }, page.items[#page.lines])
      end
    end
  end)
end)
