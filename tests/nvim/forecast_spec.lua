---The forecast in a window: screens, keys, its rows' deals.
local children = require('child')

local child

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

local function keys(typed)
  child:type(typed)
  child:settle()
end

local function shows(part)
  assert.truthy(child:screen():find(part, 1, true), ('%q is not in\n%s'):format(part, child:screen()))
end

local function start(lang, columns)
  child = children.start({ columns = columns, lines = 30 })
  child:workspace(lang)
  local function new(title, fields)
    child:ok('new', title, vim.tbl_extend('force', { currency = 'CNY', profile = 'full' }, fields))
  end
  new('Acme core', { id = 'acme-core', account = 'acme', value = 1200000, probability = 60, close = '2026-12-20' })
  new('Harbour LTE', { id = 'harbor-lte', value = 400000, probability = 85, close = '2026-12-31' })
  new('云南回传网扩容', { id = 'yunnan', value = 820000, close = '2027-02-01' })
  new('Far away', { id = 'far', value = 300000, close = '2029-02-01' })
  new('No day', { id = 'no-day', value = 100000 })
  new('Signed', { id = 'signed', value = 90000 })
  child:ok('close', 'signed', 'won', { date = '2026-10-02' })
end

after_each(function()
  child:stop()
end)

describe('the forecast view', function()
  it('stands on the screen in English', function()
    start('en', 100)
    child:pursuit('forecast')
    assert.same({
      ' Forecast   by month                                                               CNY   2026-11-23',
      '',
      '                                      committed   weighted   best case    value   booked   deals',
      ' 2026-10                                      ·          ·           ·        ·     90 k       0',
      ' 2026-12   ██████▒▒▒▒▒▒▒▒▒▒░░░░░░░░       400 k     1.06 M      1.60 M   1.60 M        ·       2',
      ' 2027-02   ▒                                  ·       82 k           ·    820 k        ·       1',
      ' later                                        ·       30 k           ·    300 k        ·       1',
      '',
      ' in all                                   400 k     1.17 M      1.60 M   2.72 M     90 k',
      '',
      ' █ committed   ▒ weighted   ░ best case',
      '',
      ' without a date: no-day',
    }, shown())
  end)

  it('stands on the screen in Chinese, in a narrow window', function()
    start('zh', 60)
    child:pursuit('forecast owner')
    assert.same({
      ' 预测   按负责人                           CNY   2026-11-23',
      '',
      '                          承诺       加权   最佳情况   已签',
      ' li.wei   ███▒▒▒▒▒▒░░░   40 万   118.2 万     160 万   9 万',
      '',
      ' 合计                    40 万   118.2 万     160 万   9 万',
      '',
      ' █ 承诺   ▒ 加权   ░ 最佳情况',
    }, shown())
  end)

  it('leads to the deals of a row, and is turned, filtered and taken to another day', function()
    start('en', 100)
    child:pursuit('forecast')
    child:api('win_set_cursor', 0, { 5, 0 })
    keys('<CR>')
    assert.same({ 'acme-core', 'harbor-lte' }, child:lua([[
      return vim.tbl_map(function(item) return item.text:match('^%S+') end, vim.fn.getqflist())]]))
    child:cmd('cclose')
    keys('<Tab>')
    shows(' 2029-02')
    keys('<Tab>')
    shows(' later')
    keys('g')
    shows('by quarter')
    shows(' 2026-Q4')
    keys('fvalue>1000000<CR>')
    shows('value>1000000')
    assert.is_nil(child:screen():find('2027', 1, true))
    keys('t2026-11-01<CR>')
    shows('as at the end of 2026-11-01')
    shows('nothing to forecast')
    keys('t<C-u>never<CR>')
    shows("'never' is not a date")
    child:pursuit('forecast month at=2026-11-23 harbor')
    shows('as at the end of 2026-11-23')
    shows('400 k')
  end)
end)

describe('a forecast in a narrow window', function()
  local render = require('pursuit.render.forecast')
  local function target(fields)
    return vim.tbl_extend('keep', fields, {
      period = '2026-Q4', target = 100, booked = 0, committed = 0, best = 0, gap = 100, best_gap = 100, apart = {},
    })
  end
  local function row(currency)
    return {
      key = '2026-12', currency = currency, value = 10, weighted = 5, committed = 5, best = 10, booked = 0, manager_committed = 5,
      manager_best = 10, deals = { 'core' },
    }
  end
  local function draw(width)
    return table.concat(render.page({
      by = 'month', today = '2026-11-23', rows = { row('CNY'), row('EUR') }, unrated = {}, undated = {}, broken = {},
      targets = { target({ currency = 'CNY' }), target({ currency = 'EUR' }) },
    }, { width = width, lang = 'en', filter = '' }).lines, '\n')
  end

  it('has no legend for bars that are not there, and says of which currency a target is', function()
    assert.truthy(draw(120):find('█ committed', 1, true))
    assert.is_nil(draw(50):find('█', 1, true))
    assert.truthy(draw(50):find('2026-Q4   CNY', 1, true))
    assert.truthy(draw(50):find('2026-Q4   EUR', 1, true))
  end)
end)
