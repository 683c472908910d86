---People and accounts on the screen.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.people')

local function person(fields)
  return vim.tbl_extend('keep', fields, {
    name = fields.id, sign = '?', influence = 0, weight = 0, deals = {}, needs = {}, need_labels = {}, days = 0, gone = false,
    hidden = false, compliance = false,
  })
end

local function stand(deal, sign, influence)
  return { deal = deal, sign = sign, influence = influence, path = '/w/deal.md', lnum = 9 }
end

local function people(fields)
  return vim.tbl_extend('keep', fields or {}, {
    count = 3, today = '2026-11-23', burdens = {}, broken = {},
    people = {
      person({ id = 'liu.min', name = '刘敏', account = 'acme-telecom', post = 'Head of network', contact = 'li.wei', path = '/w/people/liu.min.md',
        seen = '2026-11-18', days = 5, deals = { stand('core', '++', 3), stand('ring', '+', 0) }, need_labels = { 'Interests, hobbies', 'Benefit' },
        compliance = true }),
      person({ id = 'mo.yan', name = 'Mo Yan', account = 'harbour', hidden = true }),
      person({ id = 'gao.yang', name = 'Gao Yang', account = 'acme-telecom', left = '2026-10-01', gone = true, deals = { stand('core', '?', 5) } }),
    },
  })
end

local function draw(answer, width, lang, filter)
  return render.page(answer, { width = width, lang = lang or 'en', filter = filter or '' })
end

describe('people', function()
  it('stand in a line each', function()
    assert.same({
      ' People' .. (' '):rep(103) .. '3 people   2026-11-23',
      '',
      ' name               account        post              our contact   last met   stands in                     needs',
      ' 刘敏               acme-telecom   Head of network   li.wei         5 d ago   core ++★3  ring +             ! Interests, Benefit',
      ' Mo Yan [private]   harbour                          –                    –',
      ' Gao Yang           acme-telecom                     –                    –   – left 2026-10-01; core ?★5',
    }, draw(people(), 132).lines)
  end)

  it('fit every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for width = 40, 140, 7 do
        for _, line in ipairs(draw(people(), width, lang, 'stance=champion contact=me').lines) do
          assert.truthy(cells.width(line) <= width, width .. ': ' .. line)
        end
      end
    end
  end)

  it('say what to do where there are none', function()
    assert.truthy(draw(people({ people = {}, count = 0 }), 100).lines[3]:find('add person', 1, true))
    assert.truthy(draw(people({ people = {}, count = 0 }), 100, 'en', 'x').lines[3]:find('f changes the filter', 1, true))
  end)

  it('who left are told with what is open under their names', function()
    local burden = { id = 'sun.li', name = 'Sun Li', left = '2026-11-01', gone = true, path = '/w/team/sun.li.md', items = {
      { kind = 'deal', deal = 'core', text = 'Core', path = '/w/deals/2026/core/deal.md', lnum = 8, date = '2026-12-20' },
      { kind = 'task', text = 'Write it down', path = '/w/team/sun.li.md', lnum = 20 },
    } }
    local page = draw(people({ burdens = { burden } }), 80)
    local lines = vim.list_slice(page.lines, #page.lines - 2)
    assert.same(' Sun Li  – left 2026-11-01   2 open', lines[1])
    assert.truthy(lines[2]:find('^   deal  core  Core +2026%-12%-20$'))
    assert.truthy(lines[3]:find('^   task  –     Write it down$'))
    assert.equal(20, page.items[#page.lines].lnum)
  end)
end)

describe('accounts', function()
  local function answer()
    return { count = 2, levels = 5, today = '2026-11-23', broken = {}, accounts = {
      { id = 'acme', name = 'Acme 电信', region = 'north', rank = 2, deals = 3, won = 1, ours = 2, theirs = 1, seen = '2026-11-23', days = 0,
        sums = { { currency = 'CNY', value = 1200000, weighted = 300000 }, { currency = 'EUR', value = 500, weighted = 50 } },
        booked = { { currency = 'CNY', value = 70000, weighted = 70000 } } },
      { id = 'harbour', name = 'harbour', rank = 0, deals = 0, won = 0, ours = 0, theirs = 0, days = 0, sums = {}, booked = {} },
    } }
  end

  it('stand in a line each', function()
    assert.same({
      ' account   name        region   level   open                  value             weighted        won   ours · theirs   last met',
      ' acme      Acme 电信   north    ▰▰▱▱▱      3   CNY 1.20 M + EUR 500   CNY 300 k + EUR 50   CNY 70 k           2 · 1      today',
      ' harbour                        –          ·                                                                                 –',
    }, vim.list_slice(render.accounts(answer(), { width = 130, lang = 'en', filter = '' }).lines, 3))
  end)

  it('fit every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for width = 40, 140, 7 do
        for _, line in ipairs(render.accounts(answer(), { width = width, lang = lang, filter = 'level>=2' }).lines) do
          assert.truthy(cells.width(line) <= width, width .. ': ' .. line)
        end
      end
    end
  end)
end)

describe('the lists', function()
  local child, root
  before_each(function()
    child = children.start({ columns = 100, lines = 20 })
    root = child:workspace()
    child:ok('add', 'account', { title = 'Acme', root = root })
    child:ok('add', 'person', { title = 'Liu Min', account = 'acme', root = root })
    child:ok('add', 'person', { title = 'Wang Jun', account = 'harbour', root = root })
  end)
  after_each(function()
    child:stop()
  end)

  it('are opened, filtered with completion, and lead to the note', function()
    child:pursuit('people')
    child:wait_for("vim.fn.getline(4):find(\'Liu Min\', 1, true)")
    child:type('f')
    child:type('account=har<CR>')
    child:wait_for("vim.fn.getline(3):find(\'nobody matches\', 1, true)")
    child:type('f')
    child:type('<C-u>account=harbour<CR>')
    child:wait_for("vim.fn.getline(4):find(\'Wang Jun\', 1, true)")
    assert.falsy(table.concat(child:lines(), '\n'):find('Liu Min', 1, true))
    child:cmd('4')
    child:type('<CR>')
    child:wait_for("vim.fn.expand('%:t') == 'wang-jun.md'")
  end)

  it('complete on the command line', function()
    local function complete(line)
      return child:get(("vim.fn.getcompletion('%s', 'cmdline')"):format(line))
    end
    assert.truthy(vim.list_contains(complete('Pursuit people sta'), 'stance='))
    assert.truthy(vim.list_contains(complete('Pursuit people stance=ch'), 'stance=champion'))
    assert.truthy(vim.list_contains(complete('Pursuit accounts level=level-'), 'level=level-3'))
  end)

  it('are on the screen of accounts too', function()
    child:pursuit('accounts')
    child:wait_for("vim.fn.getline(4):find(\'acme\', 1, true)")
  end)
end)
