---Goals and plan as a chart.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.plan')

local function item(fields)
  return vim.tbl_extend('keep', fields, { after = {}, depth = 0, goal = false, closed = false, path = '/w/deal.md', lnum = 1 })
end

local function plan()
  return {
    deal = 'acme-core', title = 'Acme core', path = '/w/deal.md', today = '2026-12-15', from = '2026-12-01', to = '2027-01-31',
    close = '2027-01-31',
    items = {
      item({ id = 'g1', text = 'Win', goal = true, start = '2026-12-01', ['end'] = '2027-01-31', lnum = 10 }),
      item({ id = '1', text = '报价', owner = 'li.wei', start = '2026-12-01', ['end'] = '2026-12-20', closed = true, lnum = 15 }),
      item({ id = '1.1', text = 'Price', depth = 1, start = '2026-12-05', ['end'] = '2026-12-10', lnum = 16 }),
      item({ id = '2', text = 'Talks', owner = '赵敏', ['end'] = '2027-01-20', lnum = 17 }),
      item({ id = '3', text = 'Some day', owner = 'li.wei', lnum = 18 }),
    },
    controls = {
      { text = '费用 against plan', owner = 'li.wei', every = '1w', next = '2026-12-14', path = '/w/1.md', lnum = 30 },
      { text = 'Stance of the board', owner = '赵敏', every = 'now and then', next = '2026-12-30', path = '/w/1.md', lnum = 31,
        fault = 'how often? Write it' },
    },
    faults = { { kind = 'no-owner', item = '1.1', text = 'no owner', path = '/w/deal.md', lnum = 16 } },
  }
end

local function draw(width, lang)
  return render.page(plan(), { width = width, lang = lang or 'en' })
end

describe('the plan', function()
  it('is a chart over days that fall on cells', function()
    assert.same({
      ' acme-core   goals and plan   1 of 4 done   signing 2027-01-31',
      '',
      '                        2026-12        2027-01',
      '   g1 Win               ──────────────────────────────◆',
      ' ✓ 1 报价       li.wei  ██████████                    ┊',
      ' ✗   1.1 Price            ███  ┊                      ┊',
      '       no owner',
      '   2 Talks      赵敏           ┊                 █    ┊',
      '   3 Some day   li.wei         ┊                      ┊',
      '',
      ' Control plan',
      ' ! 费用 against plan    li.wei  1w            2026-12-14',
      ' ✗ Stance of the board  赵敏    now and then  2026-12-30',
      '     how often? Write it',
    }, draw(70).lines)
  end)

  it('fits every width, in either language, and keeps words to the last', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 24, 40, 60, 80, 100, 200 }) do
        for i, line in ipairs(draw(width, lang).lines) do
          assert.is_true(i == 1 or cells.width(line) <= width, ('%d cells in %d: %s'):format(cells.width(line), width, line))
        end
        assert.truthy(table.concat(draw(width, lang).lines, '\n'):find('报价', 1, true))
      end
    end
  end)

  it('leads each line to its row', function()
    local page = draw(70)
    assert.same({ 10, 16, 16 }, { page.items[4].lnum, page.items[6].lnum, page.items[7].lnum })
  end)

  it('goes without a chart where nothing has a day', function()
    local bare = plan()
    bare.from, bare.to = nil, nil
    assert.equal(' ✓ 1 报价       li.wei', render.page(bare, { width = 70, lang = 'en' }).lines[4])
  end)
end)

describe(':Pursuit plan', function()
  local child, root
  setup(function()
    child = children.start()
    root = child:workspace()
    child:ok('new', 'Core', { id = 'core' })
  end)
  teardown(function()
    child:stop()
  end)

  it('counts unsaved rows, and follows them', function()
    local path = root .. '/deals/2026/core/deal.md'
    child:cmd('edit ' .. path)
    child:lua([[
      vim.api.nvim_buf_set_lines(0, -1, -1, false, { '', '## Plan', '', '| id | task | owner | start | end | state | after |',
        '|---|---|---|---|---|---|---|', '| a | Offer | li.wei | 2026-12-05 | 2026-12-01 | | |' })
      local gone = vim.fn.search('^## Plan')
    ]])
    local answer = child:ok('plan', 'core')
    assert.equal(1, #answer.items)
    assert.same({ 'ends-early', 'ends before it starts on 2026-12-05' }, { answer.faults[1].kind, answer.faults[1].text })
    child:pursuit('plan core')
    child:wait_for("vim.bo.filetype == 'pursuit-plan'", 'the plan')
    assert.truthy(child:screen():find('a Offer', 1, true))
  end)
end)
