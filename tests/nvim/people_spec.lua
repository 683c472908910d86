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
      ' name               account        post              our contact   last met   stands in                        needs',
      ' 刘敏               acme-telecom   Head of network   li.wei         5 d ago   ++★3 core  + ring                ! Interests, Benefit',
      ' Mo Yan [private]   harbour                          –                    –',
      ' Gao Yang           acme-telecom                     –                    –   – left 2026-10-01; ?★5 core',
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

describe('the page about an account', function()
  local account = require('pursuit.render.account')

  local function answer(fields)
    return vim.tbl_extend('keep', fields or {}, {
      account = { id = 'acme', name = 'Acme 电信', region = 'north', owner = 'li.wei', rank = 2, level_label = 'Stresses value', deals = 1, won = 1,
        sums = { { currency = 'CNY', value = 1200000, weighted = 300000 } }, booked = {}, seen = '2026-11-18', days = 5, path = '/w/accounts/acme.md' },
      deals = { { id = 'core', title = 'Core', status = 'open', stage_label = 'Concept', currency = 'CNY', value = 1200000, probability = 25,
        close = '2026-12-20', owner = 'li.wei', path = '/w/deals/2026/core/deal.md' } },
      people = { person({ id = 'liu.min', name = '刘敏', post = 'Head', seen = '2026-11-18', days = 5, deals = { stand('core', '++', 3) } }) },
      contacts = { { date = '2026-11-18', kind = 'call', deal = 'core', who = { '刘敏' }, text = 'Budget is in.', path = '/w/log.md', lnum = 7, days = 5 } },
      met = 1, places = { 'Linjiang, harbour road' },
      promises = { { deal = 'core', text = 'Send the offer', owner_name = 'li.wei', due = '2026-12-03', theirs = false, overdue = false },
        { deal = 'core', text = 'Name the date', owner_name = '刘敏', due = '2026-11-20', theirs = true, overdue = true } },
      levels = { { date = '2026-09-01', level = 'level-2', rank = 2, by = 'li.wei', note = 'review' } },
      next = 'level-3', next_label = 'All-round service', ways = { { id = 'knowledge', label = 'Knowledge: talks', people = { '刘敏' } },
        { id = 'informal', label = 'Informal contact, without a tie', people = {} } },
      sites = {}, frames = {}, n_levels = 5, today = '2026-11-23',
      activities = { { id = 'organisation', text = 'Organisation is known', state = 'x', closed = true, expired = false, done = '2026-11-01', days = 22,
        limit = 365 }, { id = 'site-map', text = 'Map', state = 'x', closed = false, expired = true, done = '2020-01-01', days = 2518, limit = 365 } },
    })
  end

  it('says it in one idea a line', function()
    assert.same({
      ' acme   Acme 电信   north   li.wei',
      ' 1 open   CNY 1.20 M   weighted CNY 300 k   last met 5 d ago',
      '',
      ' Level of the relationship',
      '   ▰▰▱▱▱  2  Stresses value',
      '   next   3  All-round service',
      '   ways taken  Knowledge (刘敏)',
      '   not yet  Informal contact',
      '   2026-09-01  2  li.wei  review',
      '',
      ' Deals',
      ' ▶   core   Core   Concept   CNY 1,200 k   25%   2026-12-20   li.wei',
      '',
      ' People',
      '   刘敏  Head  5 d ago  ++★3 core',
      '',
      ' Open promises',
      '   ours    2026-12-03    li.wei  core  Send the offer',
      '   theirs  ! 2026-11-20  刘敏    core  Name the date',
      '',
      ' Contacts   1',
      '   2026-11-18  call  core  刘敏  Budget is in.',
      '',
      ' Sites',
      '   Linjiang, harbour road',
      '',
      ' Answered here once for all deals   1/2',
      '   ✓  22 d ago    Organisation is known',
      '   !  2518 d ago  Map – counts for 365 days',
    }, account.page(answer(), { width = 100, lang = 'en' }).lines)
  end)

  it('fits every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for width = 40, 140, 7 do
        for _, line in ipairs(account.page(answer(), { width = width, lang = lang }).lines) do
          assert.truthy(cells.width(line) <= width, width .. ': ' .. line)
        end
      end
    end
  end)
end)

describe('a brief', function()
  local brief = require('pursuit.render.brief')

  local function answer()
    local liu = person({ id = 'liu.min', name = '刘敏', post = 'Head of network', contact = 'li.wei', seen = '2026-11-18', days = 5,
      need_labels = { 'Growth: technology', 'Benefit' }, compliance = true, path = '/w/people/liu.min.md',
      deals = { { deal = 'core', sign = '+', stance_label = 'Supporter', role_label = 'Decision maker', layer_label = 'Technical', influence = 3,
        path = '/w/deal.md', lnum = 9 } } })
    return {
      kind = 'person', id = 'liu.min', title = '刘敏', account = 'acme', path = '/w/people/liu.min.md', met = 1, discreet = false, today = '2026-11-23',
      deals = { { id = 'core', title = 'Core' } },
      people = { { person = liu, talking = { 'Proud of her team' }, private = { 'is ill' }, contacts = {},
        turns = { { date = '2026-11-18', deal = 'core', text = '刘敏 neutral → supporter', by = '2026-11-18 visit', path = '/w/log.md', lnum = 7 } },
        relations = { { id = 'wang', name = 'Wang Jun', kind = 'superior', label = 'Superior', from = false, path = '/w/deal.md', lnum = 30 } } } },
      points = { { kind = 'gap', text = 'nobody is known', deal = 'core', path = '/w/deal.md', lnum = 20 },
        { kind = 'action', text = 'Call her', due = '2026-11-25', deal = 'core', path = '/w/log.md', lnum = 9 } },
      promises = { { deal = 'core', text = 'Send the offer', owner_name = 'li.wei', due = '2026-12-03', theirs = false, overdue = false },
        { deal = 'core', text = 'Name the date', owner_name = '刘敏', theirs = true, overdue = false } },
      contacts = { { date = '2026-11-18', kind = 'visit', deal = 'core', who = { '刘敏' }, text = 'Budget is in.', path = '/w/log.md', lnum = 7, days = 5 } },
    }
  end

  it('says it in one idea a line', function()
    assert.same({
      ' Brief   liu.min   刘敏   acme',
      '',
      ' 刘敏  Head of network',
      '   stands     core: Decision maker, Technical, Supporter (+), ★3',
      '   needs      Growth, Benefit',
      '              a direct benefit is a matter of compliance',
      '   contact    li.wei, 5 d ago',
      '   over time  2026-11-18  刘敏 neutral → supporter – 2026-11-18 visit',
      '   talk about Proud of her team',
      '   relations  Superior of Wang Jun',
      '   private    is ill',
      '',
      ' To bring up',
      '   gap   core  nobody is known',
      '   next  core  Call her  2026-11-25',
      '',
      ' Open promises',
      '   ours    2026-12-03  li.wei  core  Send the offer',
      '   theirs  –           刘敏    core  Name the date',
      '',
      ' Contacts   1',
      '   2026-11-18  visit  core  刘敏  Budget is in.',
    }, brief.page(answer(), { width = 90, lang = 'en' }).lines)
  end)

  it('fits every width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for width = 40, 140, 7 do
        for _, line in ipairs(brief.page(answer(), { width = width, lang = lang }).lines) do
          assert.truthy(cells.width(line) <= width, width .. ': ' .. line)
        end
      end
    end
  end)

  it('says nothing of the kind of a relation that has none', function()
    local one = answer()
    one.people[1].relations[1].label, one.people[1].relations[1].kind = nil, nil
    assert.is_nil(table.concat(brief.page(one, { width = 90, lang = 'en' }).lines, '\n'):find('nil', 1, true))
  end)

  it('goes into a note in short, without needs that are a matter of compliance', function()
    assert.equal(table.concat({
      '- 刘敏: Head of network, core: Decision maker, Technical, Supporter (+), ★3',
      '- Talk about: Proud of her team',
      '- Bring up: nobody is known',
      '- Bring up: Call her',
      '- We owe: Send the offer (2026-12-03)',
      '- 刘敏 owes: Name the date (–)',
    }, '\n'), brief.note(answer(), 'en'))
    assert.falsy(brief.note(answer(), 'zh'):find('is ill', 1, true))
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

  it('lead from an account to its page, where its level is written down', function()
    child:pursuit('account acme')
    child:wait_for("vim.fn.getline(1):find('acme', 1, true)")
    child:type('l')
    child:type('<C-u>3<CR>')
    child:type('joint laboratory<CR>')
    child:wait_for("vim.fn.join(vim.fn.getline(1, '$'), '\\n'):find('joint laboratory', 1, true)")
    assert.truthy(children.read(root .. '/accounts/acme.md'):find('\nlevel: level-3\n', 1, true))
    assert.equal('pursuit-account', child:get('vim.bo.filetype'))
    assert.is_true(child:get('vim.b.pursuit_deal == nil'))
  end)

  it('lead from an account to what is known of its deals', function()
    for _, id in ipairs({ 'core', 'ring' }) do
      child:ok('new', id, { id = id, account = 'acme', root = root })
    end
    child:ok('new', 'Other', { id = 'other', account = 'harbour', root = root })
    child:pursuit('account acme')
    child:wait_for("vim.fn.getline(1):find('acme', 1, true)")
    child:lua('vim.ui.select = function(items) _G.offered = vim.tbl_map(function(item) return item.id end, items) end')
    child:pursuit('factors')
    assert.same({ 'core', 'ring' }, child:get('_G.offered'))
    child:cmd("call search('^ . *ring')")
    child:pursuit('factors')
    child:wait_for("vim.fn.getline(1):find('ring   decision factors', 1, true)")
    child:pursuit('brief harbour')
    child:wait_for("vim.fn.getline(1):find('harbour', 1, true)")
    child:pursuit('map')
    child:wait_for("vim.fn.getline(1):find('other   decision chain', 1, true)")
  end)

  it('find the account of the note that is here', function()
    child:cmd('edit ' .. root .. '/people/liu-min.md')
    child:pursuit('account')
    child:wait_for("vim.fn.getline(1):find('acme', 1, true)")
  end)

  it('lead to a brief, which begins a visit without what is private', function()
    child:ok('new', 'Core', { id = 'core', account = 'acme', root = root })
    local path = root .. '/people/liu-min.md'
    local text = children.read(path) .. '\n## Private\n\nsecret: is ill\n'
    local file = assert(io.open(path, 'w'))
    file:write((text:gsub('(## Talking points\n)', '%1\n- Proud of her team\n')))
    file:close()
    child:pursuit('people')
    child:wait_for("vim.fn.getline(4):find('Liu Min', 1, true)")
    child:cmd('4')
    child:type('b')
    child:wait_for("vim.fn.join(vim.fn.getline(1, '$'), '\\n'):find('secret: is ill', 1, true)")
    child:pursuit('brief core')
    child:wait_for("vim.bo.filetype == 'pursuit-brief' and vim.fn.getline(1):find('core', 1, true)")
    child:type('w')
    child:wait_for("vim.fn.expand('%:t') == 'log.md'")
    local log = children.read(root .. '/deals/' .. os.date('%Y') .. '/core/log.md') or table.concat(child:get("vim.fn.getline(1, '$')"), '\n')
    assert.truthy(log:find('Bring up', 1, true), log)
    assert.falsy(log:find('secret', 1, true))
  end)

  it('copy a brief without what is private', function()
    child:pursuit('brief liu-min')
    child:wait_for("vim.bo.filetype == 'pursuit-brief'")
    child:type('y')
    child:wait_for([[vim.fn.getreg('"'):find('Liu Min', 1, true)]])
    assert.falsy(child:get([[vim.fn.getreg('"')]]):find('secret', 1, true))
  end)

  it('are on the screen of accounts too', function()
    child:pursuit('accounts')
    child:wait_for("vim.fn.getline(4):find(\'acme\', 1, true)")
  end)
end)
