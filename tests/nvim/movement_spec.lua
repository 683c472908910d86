---The pipeline's movement in a window: screens, keys.
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

local function at(now)
  child:lua('vim.env.PURSUIT_NOW = ...', now)
end

local function start(lang, columns)
  child = children.start({ columns = columns, lines = 34, now = '2026-10-01T10:00:00Z' })
  child:workspace(lang)
  local function new(title, fields)
    child:ok('new', title, vim.tbl_extend('force', { currency = 'CNY', profile = 'full' }, fields))
  end
  new('Acme core', { id = 'acme-core', value = 900000, close = '2026-12-31' })
  new('Metro ring', { id = 'metro', value = 640000 })
  at('2026-11-10T10:00:00Z')
  new('云南回传网扩容', { id = 'yunnan', value = 820000 })
  child:ok('advance', 'acme-core', { override = 'the customer is in a hurry' })
  child:ok('close', 'metro', 'won', { value = 700000 })
  local path = child:ok('deal', 'acme-core').path
  children.write(path, (children.read(path):gsub('close: 2026%-12%-31', 'close: 2027-02-28')))
  child:ok('commit')
  at('2026-11-23T10:00:00Z')
end

after_each(function()
  child:stop()
end)

describe('the movement view', function()
  it('stands on the screen in English', function()
    start('en', 100)
    child:pursuit('movement')
    assert.same({
      ' Movement   2026-10-24 → 2026-11-23',
      '',
      '                   CNY',
      ' begin      2   1.54 M',
      ' new        1   +820 k',
      ' grown      1    +60 k',
      ' won        1   −700 k',
      ' end        2   1.72 M',
      '',
      ' advanced   1    900 k',
      ' slipped    1    900 k',
      '',
      ' new',
      '   yunnan      +820 k   云南回传网扩容   li.wei',
      '',
      ' grown',
      '   metro        +60 k   640 k → 700 k   Metro ring   li.wei',
      '',
      ' won',
      '   metro       −700 k   Metro ring   li.wei',
      '',
      ' advanced',
      '   acme-core    900 k   Information gathering → Concept discussion   Acme core   li.wei',
      '',
      ' slipped',
      '   acme-core    900 k   2026-12-31 → 2027-02-28   +59d   Acme core   li.wei',
    }, shown())
  end)

  it('stands on the screen in Chinese, in a narrow window', function()
    start('zh', 60)
    child:pursuit('movement 2026-Q4 acme')
    assert.same({
      ' 漏斗变化   2026-09-30 → 2026-11-23   acme',
      '',
      '               CNY',
      ' 期初   0        0',
      ' 新增   1   +90 万',
      ' 期末   1    90 万',
    }, vim.list_slice(shown(), 1, 6))
  end)

  it('leads to a deal then and now, and takes other days', function()
    start('en', 100)
    child:pursuit('movement')
    child:api('win_set_cursor', 0, { 26, 0 })
    keys('<CR>')
    shows('acme-core   then and now')
    shows('as at the end of 2026-10-24')
    keys('q')
    keys('b2026-09-01<CR>')
    shows('2026-09-01 → 2026-11-23')
    shows('+2.42 M')
    keys('e2026-10-15<CR>')
    shows('2026-09-01 → 2026-10-15')
    keys('b<C-u>2026-11-20<CR>')
    shows('2026-11-20 is after 2026-10-15')
    child:pursuit('movement 2026-11-12')
    shows(' unchanged')
    child:pursuit('movement whenever')
    shows('nothing moved')
  end)
end)
