---What has been observed, in a window.
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

---Six deals: five leave the first stage after 10 to 50 days, four of them forward; four are won, of five that were judged 70 %.
local function start(lang, columns)
  child = children.start({ columns = columns, lines = 30, now = '2026-09-01T10:00:00Z' })
  child:workspace(lang)
  for i = 1, 6 do
    child:ok('new', 'Deal ' .. i, { id = 'd' .. i, value = 1000, currency = 'CNY', profile = 'full', probability = i < 6 and 70 or nil })
  end
  for i = 1, 5 do
    child:lua('vim.env.PURSUIT_NOW = ...', ('2026-%02d-%02dT10:00:00Z'):format(i < 3 and 9 or 10, ({ 11, 21, 1, 11, 21 })[i]))
    if i < 5 then
      child:ok('advance', 'd' .. i, { override = 'they wait' })
      child:ok('close', 'd' .. i, 'won')
    else
      child:ok('close', 'd5', 'lost', { reason = 'price' })
    end
  end
  child:lua([[vim.env.PURSUIT_NOW = '2026-11-23T10:00:00Z']])
end

after_each(function()
  child:stop()
end)

describe('the view of what is observed', function()
  it('stands on the screen in English', function()
    start('en', 110)
    child:pursuit('observed')
    assert.same({
      ' Observed   of 6 deals',
      '',
      '                           entered      went on   days (half between)   stalls after          won   process',
      ' Information gathering           6   80%  n = 5            30 (20–40)            30d   80%  n = 5       10%',
      ' Concept discussion              4        n = 4                 n = 4            45d        n = 4       25%',
      ' Pursuit planning                0        n = 0                 n = 0            30d        n = 0       45%',
      ' Negotiation and signing         0        n = 0                 n = 0            30d        n = 0       70%',
      ' Delivery and service            0        n = 0                 n = 0            90d        n = 0      100%',
      ' Follow-on business              0        n = 0                 n = 0            90d        n = 0      100%',
      '',
      ' Judged probabilities',
      '   judged 60–80%: 80% were won, n = 5',
    }, shown())
  end)

  it('stands on the screen in Chinese, in a narrow window', function()
    start('zh', 60)
    child:pursuit('observed 2026 id!=d1')
    assert.same({
      ' 历史实况   共 5 个项目   立项于 2025-12-31 → 2026-11-23…',
      '',
      '                  继续推进    赢单   流程赢率',
      ' 信息收集            n = 4   n = 4        10%',
    }, vim.list_slice(shown(), 1, 4))
    assert.equal('   判断为 60–80%：样本太少，n = 4', shown()[#shown()])
  end)

  it('leads to the deals of a stage, and is filtered', function()
    start('en', 100)
    child:pursuit('observed')
    child:api('win_set_cursor', 0, { 5, 0 })
    keys('<CR>')
    assert.equal(4, child:get('#vim.fn.getqflist()'))
    child:cmd('cclose')
    keys('fd6<CR>')
    assert.equal(' Observed   of 1 deal   d6', shown()[1])
    assert.truthy(child:screen():find('no closed deal had a judged probability', 1, true))
  end)
end)
