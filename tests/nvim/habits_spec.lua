---What sellers are used to.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.habits')

local function sign(key, part, of, value, limit, met, most)
  return { key = key, part = part, of = of, value = value, limit = limit, met = met, most = most or false }
end

local function habits()
  return {
    today = '2026-11-23', currency = 'EUR',
    habits = {
      {
        owner = 'li.wei', name = '李伟', habit = 'storyteller', label = 'Always tells stories', enough = true, found = true, have = 6, need = 5,
        signs = {
          sign('early-share', 5, 6, 83, 70, true), sign('advanced-share', 0, 6, 0, 20, true, true), sign('idle-share', 3, 5, 60, 30, true),
        },
        evidence = {
          { deal = 'harbor', title = '港口专网', path = '/w/harbor/deal.md', days = 92, from = '2026-05-01', to = '2026-08-23', against = true },
          { deal = 'ring', title = 'Ring', path = '/w/ring/deal.md', days = 3, from = '2026-10-01', to = '2026-11-20', against = false },
        },
      },
      {
        owner = 'li.wei', name = '李伟', habit = 'late-pusher', label = 'Works only once it turns commercial', enough = true, found = false,
        have = 40, need = 20, signs = { sign('late-share', 2, 40, 5, 50, false) },
        evidence = {
          { deal = 'ring', title = 'Ring', path = '/w/ring/deal.md', count = 2, of = 20, from = '2026-10-02', to = '2026-10-02',
            reached = '2026-10-01', items = { 'Its budget', 'Its people' }, against = true },
        },
      },
      {
        owner = 'li.wei', name = '李伟', habit = 'early-spender', label = 'Spends early', enough = false, found = false, have = 1, need = 3,
        signs = { sign('over-curve', 1860.5, 600, 310, 200, true) },
        evidence = {
          { deal = 'ring', title = 'Ring', path = '/w/ring/deal.md', amount = 1860.5, curve = 600, share = 310, currency = 'EUR',
            from = '2026-09-01', to = '2026-09-20', against = true },
        },
      },
    },
  }
end

local function draw(width, lang, unfolded)
  return render.page(habits(), { width = width, lang = lang or 'en', unfolded = unfolded, process = '/w/process.md' })
end

local ALL = { ['li.wei/storyteller'] = true, ['li.wei/late-pusher'] = true, ['li.wei/early-spender'] = true }

describe('habits', function()
  it('take a line each, with numbers and thresholds', function()
    assert.same({
      ' Habits   everybody   1 recognised   2026-11-23',
      '',
      ' li.wei  李伟',
      '   ! Always tells stories                ▸  early 83% (≥ 70%)  went on 0% (≤ 20%)  idle 60% (≥ 30%)',
      '   · Works only once it turns commercial ▸  closed late 5% (≥ 50%)',
      '   ? Spends early                        ▸  too little to say: 1 of 3 deals with a budget',
      '',
      ' The thresholds stand in the process note, under Habit thresholds.',
    }, draw(100).lines)
  end)

  it('show what they rest on: which deals, which dates, which sums', function()
    local page = draw(100, 'en', ALL)
    assert.same({
      '   ! Always tells stories                ▾  early 83% (≥ 70%)  went on 0% (≤ 20%)  idle 60% (≥ 30%)',
      '       open deals in the early stages: 5 of 6',
      '       deals that ever left them: 0 of 6',
      '       early ones without activity for long: 3 of 5',
      '     ! harbor  idle 92 d, last on 2026-08-23  opened 2026-05-01  港口专网',
      '       ring    idle 3 d, last on 2026-11-20   opened 2026-10-01  Ring',
      '   · Works only once it turns commercial ▾  closed late 5% (≥ 50%)',
      '       activities of earlier stages closed once the customer was deciding: 2 of 40',
      '     ! ring  2 of 20 closed late, 2026-10-02  decision stage reached 2026-10-01  Ring',
      '             Its budget',
      '             Its people',
      '   ? Spends early                        ▾  too little to say: 1 of 3 deals with a budget',
      "       spent in the early stages 1,860.50, by the process's curve 600",
      '     ! ring  EUR 1,860.50 spent early, curve 600: 310%  2026-09-01 to 2026-09-20  Ring',
    }, vim.list_slice(page.lines, 4, 17))
    assert.same({ '/w/harbor/deal.md', 'li.wei/late-pusher' }, { page.items[8].path, page.items[10].fold })
  end)

  it('fit every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 40, 60, 80, 100, 200 }) do
        for i, line in ipairs(draw(width, lang, ALL).lines) do
          assert.is_true(i == 1 or cells.width(line) <= width, ('%d cells in %d: %s'):format(cells.width(line), width, line))
        end
      end
    end
    assert.equal('   ! Always tells stories             ▸  早期 83%（≥ 70%）  曾推进 0%（≤ 20%）  无活动 60%（≥ 30%）', draw(100, 'zh').lines[4])
  end)
end)

describe(':Pursuit habits', function()
  local child
  setup(function()
    child = children.start()
    child:workspace()
    for i = 1, 5 do
      child:ok('new', 'Deal ' .. i, { id = 'd' .. i, opened = '2026-08-01' })
    end
  end)
  teardown(function()
    child:stop()
  end)

  it('unfolds the evidence, whose lines open the deals', function()
    child:pursuit('habits li.wei')
    child:wait_for("vim.bo.filetype == 'pursuit-habits' and vim.fn.search('Always tells') > 0", 'the habits')
    assert.is_nil(child:screen():find('opened 2026-08-01', 1, true))
    child:type('<Tab>')
    child:wait_for("vim.fn.search('opened 2026-08-01') > 0", 'the evidence')
    child:type('<CR>')
    child:wait_for("vim.api.nvim_buf_get_name(0):find('/deals/2026/d%d/deal.md$') ~= nil", 'the deal')
  end)

  it('is mild on the board, once git has been read, and can be turned off', function()
    child:pursuit('board owner=li.wei')
    child:wait_for("vim.fn.getline(2):find('habit: Always tells stories of new projects', 1, true) ~= nil", 'the habit under the head')
    child:lua([[vim.g.pursuit = { board = { habits = false } }]])
    child:pursuit('board owner=me')
    child:wait_for("vim.fn.getline(1):find('owner=me', 1, true) ~= nil", 'the board')
    child:settle()
    assert.equal('', child:lines()[2])
    child:lua([[vim.g.pursuit = nil]])
    child:pursuit('board mine')
    child:wait_for("vim.fn.getline(2):find('habit: Always tells stories of new projects', 1, true) ~= nil", 'the habit of mine')
    child:pursuit('board all')
    child:settle()
    child:type('g')
    child:wait_for("vim.fn.search('^ li.wei .*· Always tells stories') > 0", 'the habit beside the owner')
  end)

  it('is the same to a script, and refuses what it does not know', function()
    local list = child:ok('habits', 'me')
    assert.same({ 'li.wei', 'storyteller', true, 5 }, { list[1].owner, list[1].habit, list[1].enough, list[1].have })
    assert.same(3, #list)
    child:pursuit('habits li.wei zhao.min')
    assert.same({ "'zhao.min' is one word too many" }, child:messages())
  end)
end)
