---The board and a deal as they stood: screens, keys, what can't be done there.
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

local function at(now)
  child:lua('vim.env.PURSUIT_NOW = ...', now)
end

local function keys(typed)
  child:type(typed)
  child:settle()
end

local function shows(part)
  assert.truthy(child:screen():find(part, 1, true), ('%q is not in\n%s'):format(part, child:screen()))
end

local function says(part)
  local said = table.concat(child:messages(), '\n')
  assert.truthy(said:find(part, 1, true), ('%q is not in\n%s'):format(part, said))
end

local function is_of_now()
  assert.is_nil(child:screen():find('as at the end', 1, true))
end

---Three weeks of a deal, and another that came later.
local function start(lang, columns)
  child = children.start({ columns = columns, lines = 30, now = '2026-11-02T10:00:00Z' })
  child:workspace(lang)
  child:ok('new', 'Acme core', { id = 'acme', account = 'acme', value = 900000, currency = 'CNY', close = '2026-12-31', profile = 'full' })
  at('2026-11-10T10:00:00Z')
  child:ok('new', 'Metro ring', { id = 'metro', value = 640000, currency = 'CNY', profile = 'full' })
  child:ok('advance', 'acme', { override = 'the customer is in a hurry' })
  at('2026-11-20T10:00:00Z')
  child:ok('close', 'metro', 'lost', { reason = 'price' })
  child:ok('rename', 'deal', 'acme', 'acme-core')
  at('2026-11-23T14:25:00Z')
end

after_each(function()
  child:stop()
end)

describe('the board of another day', function()
  it('says so, in English', function()
    start('en', 100)
    child:pursuit('at 2026-11-05')
    assert.same({
      ' Pipeline   owner=me                                1 open   CNY 900 k   weighted 90 k   2026-11-05',
      ' as at the end of 2026-11-05   nothing can be changed here   t another day   [ ] a week',
      '',
      ' 0 Information gathering     1   CNY 900 k   weighted 90 k',
      '   acme-core  Acme core  acme  900 k  10%   3d  · 0 of 13 done',
    }, shown())
    assert.equal('PursuitWarn', child:lua([[
      local ns = vim.api.nvim_get_namespaces()['pursuit.view']
      return vim.api.nvim_buf_get_extmarks(0, ns, { 1, 0 }, { 1, -1 }, { details = true })[1][4].hl_group]]))
  end)

  it('says so, in Chinese, in a narrow window', function()
    start('zh', 60)
    child:pursuit('at 2026-11-05')
    assert.same({
      ' 销售漏斗   owner=me       1 个项目   CNY 90 万   加权 9 万',
      ' 截至 2026-11-05 日终',
      '',
      ' 0 信息收集         1   CNY 90 万   加权 9 万',
      '   acme-core  Acme core  acme  90 万  10%   · 已完成 0/13',
    }, shown())
  end)

  it('goes on by weeks and back to now, and lets nothing be changed', function()
    start('en', 100)
    child:pursuit('')
    keys('[')
    shows('as at the end of 2026-11-16')
    shows('metro')
    keys('r')
    says('this is the board of 2026-11-16')
    keys('<CR>')
    shows('then and now')
    keys('q')
    keys('[')
    shows('as at the end of 2026-11-09')
    keys(']')
    shows('as at the end of 2026-11-16')
    keys(']')
    shows('2026-11-23')
    is_of_now()
    keys('t2026-11-03<CR>')
    shows('as at the end of 2026-11-03')
    keys('t<C-u><CR>')
    is_of_now()
    keys('t2027-01-01<CR>')
    shows('2027-01-01 has not come yet: today is 2026-11-23')
    keys('t<C-u>long ago<CR>')
    shows("'long ago' is not a date: write YYYY-MM-DD, -30d, -2w or -3m")
    child:messages()
    keys('c')
    says("'long ago' is not a date")
    assert.is_nil(child:screen():find('board of long ago', 1, true))
  end)
end)

describe('a deal then and now', function()
  it('stands side by side in English', function()
    start('en', 100)
    child:pursuit('at 2026-11-05 acme-core')
    assert.same({
      ' acme-core   then and now',
      ' as at the end of 2026-11-05',
      '',
      '                   2026-11-05                now',
      ' title             Acme core                 Acme core',
      ' account           acme                      acme',
      ' owner             li.wei                    li.wei',
      ' stage             Information gathering   → Concept discussion',
      ' earned            Information gathering   → Concept discussion',
      ' status            open                      open',
      ' value             CNY 900,000               CNY 900,000',
      ' win probability   10%                     → 25%',
      ' weighted          CNY 90,000              → CNY 225,000',
      ' close             2026-12-31                2026-12-31',
      ' time in stage     3d                      → 13d',
      ' readiness         0 of 13                 → 0 of 24',
    }, vim.list_slice(shown(), 1, 16))
  end)

  it('stands side by side in Chinese, where one of the two is missing', function()
    start('zh', 60)
    child:pursuit('at 2026-11-05 metro')
    assert.same({ ' metro   当时与现在', ' 截至 2026-11-05 日终', '' }, vim.list_slice(shown(), 1, 3))
    shows('不存在')
    shows('Metro ring')
  end)

  it('is shown for the note at hand, and a wrong word is said', function()
    start('en', 100)
    child:pursuit('open acme-core')
    shows('stage: concept')
    child:pursuit('at -20d')
    shows('then and now')
    shows('2026-11-03')
    child:pursuit('at nonsense acme-core')
    says("'nonsense' is not a date")
    child:pursuit('at 2026-11-05 acme-core more')
    says("'more' is one word too many")
  end)
end)
