---The decision chain on the screen.
local cells = require('pursuit.render.cells')
local children = require('child')
local render = require('pursuit.render.map')

local function person(fields)
  return vim.tbl_extend('keep', fields, {
    name = fields.id, stance = 'unknown', sign = '?', influence = 0, needs = {}, days = 0, covered = false, compliance = false,
    path = '/w/deal.md', lnum = 9,
  })
end

local function map()
  return {
    deal = 'acme-core', title = 'Acme core', covered = 2, total = 4, champions = { '刘敏' }, today = '2026-11-23',
    layers = {
      { id = 'decision', label = 'Decision', people = {
        person({ id = 'wang', name = 'Wang Jun', post = 'bureau director', influence = 5, needs = { 'achievement' }, lnum = 20 }),
      } },
      { id = 'management', label = 'Management', people = {
        person({ id = 'chen', name = 'Chen Gang', post = 'deputy director O&M', influence = 4, sign = '+', needs = { 'growth' },
          contact = 'li.wei', seen = '2026-11-12', days = 11, superior = 'wang' }),
        person({ id = 'sun', name = 'Sun Hao', post = 'deputy director planning', influence = 4, sign = '--', needs = { 'benefit' },
          compliance = true, contact = 'zhao.min', seen = '2026-09-21', days = 63, superior = 'wang' }),
      } },
      { id = 'technical', label = 'Technical', people = {
        person({ id = 'liu', name = '刘敏', post = '运维部主任', influence = 3, sign = '++', contact = 'li.wei', seen = '2026-11-23',
          superior = 'chen' }),
      } },
      { id = 'support', label = 'Support', people = {} },
    },
    ties = {
      { from = 'wang', to = 'chen', from_name = 'Wang Jun', to_name = 'Chen Gang', kind = 'subordinate', label = 'Subordinate', reporting = true },
      { from = 'wang', to = 'zhao', from_name = 'Wang Jun', to_name = 'Zhao Li', kind = 'fellow-student', label = 'Fellow student',
        note = 'our reference site', reporting = false, path = '/w/deal.md', lnum = 31 },
    },
    gaps = {
      { kind = 'layer', text = "nobody is known in the layer 'Board'", path = '/w/deal.md', lnum = 18 },
      { kind = 'unmet', person = 'wang', text = '', brief = 'not met' }, { kind = 'contact', person = 'wang', text = '', brief = "nobody's" },
      { kind = 'opponent', person = 'sun', text = '', brief = 'no strategy' },
      { kind = 'unseen', person = 'sun', text = '', brief = 'not seen for long' },
    },
  }
end

local function draw(style)
  return render.page(map(), vim.tbl_extend('keep', style, { width = 100, lang = 'en' }))
end

describe('the decision chain', function()
  it('stands layer by layer in 100 columns', function()
    assert.same({
      ' acme-core   decision chain   covered 2 of 4   champion: 刘敏',
      " ✗ nobody is known in the layer 'Board'",
      '',
      ' Decision    Wang Jun, bureau director ★5 ?   no contact yet      ✗ not met',
      '               ∙ Fellow student: Zhao Li (our reference site)',
      ' Management  Chen Gang, deputy direct… ★4 +   li.wei, 11 d ago',
      '             Sun Hao, deputy director… ★4 --  zhao.min, 63 d ago  ✗ no strategy, not seen for long',
      ' Technical   刘敏, 运维部主任          ★3 ++  li.wei, today',
      ' Support     –',
    }, draw({}).lines)
  end)

  it('marks who left, and who will', function()
    local function flag(fields, lang)
      local who = vim.tbl_extend('force', person({ id = 'x', name = 'Xu', sign = '+' }), fields)
      local answer = { deal = 'core', title = 'Core', covered = 0, total = 0, champions = {}, ties = {}, gaps = {},
        layers = { { id = 'decision', label = 'Decision', people = { who } } } }
      return render.page(answer, { width = 100, lang = lang or 'en' }).lines[3]
    end
    assert.truthy(flag({ left = '2026-10-01', gone = true }):find('– left 2026-10-01', 1, true))
    assert.truthy(flag({ left = '2026-10-01', gone = true }, 'zh'):find('– 2026-10-01 离职', 1, true))
    assert.truthy(flag({ left = '2026-12-31', gone = false }):find('– leaves 2026-12-31', 1, true))
    assert.truthy(flag({ gone = true }):find('– left', 1, true))
    assert.falsy(flag({ gone = false }):find('–', 1, true))
    assert.truthy(flag({ gone = false, hidden = true }):find('Xu [private]', 1, true))
  end)

  it('shows personal needs where there is room, and which are a matter of compliance', function()
    local lines = table.concat(draw({ width = 140 }).lines, '\n')
    assert.truthy(lines:find('achievement', 1, true))
    assert.truthy(lines:find('! benefit', 1, true))
  end)

  it('names needs in the words of the process, without what explains them', function()
    local chain = map()
    local wang = chain.layers[1].people[1]
    wang.needs, wang.need_labels = { 'growth', 'respect' }, { '个人发展和进步（技术、管理、能力）', '获得尊重' }
    local lines = render.page(chain, { width = 140, lang = 'zh' }).lines
    assert.truthy(table.concat(lines, '\n'):find('个人发展和进步、获得尊重', 1, true))
    wang.need_labels = { 'Personal growth: technology, ability', 'Respect' }
    lines = render.page(chain, { width = 140, lang = 'en' }).lines
    assert.truthy(table.concat(lines, '\n'):find('Personal growth, Respect', 1, true))
  end)

  it('tells what is to be reached, layer by layer and, where asked, of everybody', function()
    local chain = map()
    chain.layers[1].aim_label, chain.layers[1].ways = 'Break-through', { 'reference-site' }
    chain.layers[1].strategy, chain.layers[1].path, chain.layers[1].lnum = 'bring him to Kunming', '/w/deal.md', 40
    chain.layers[2].strategy = 'answer everything in writing'
    local sun = chain.layers[2].people[2]
    sun.aim_label, sun.ways, sun.way_labels = 'Consolidate', { 'informal', 'knowledge' }, { 'Informal contact, without a tie', 'Knowledge marketing: talks' }
    local page = render.page(chain, { width = 100, lang = 'en', aims = true })
    assert.same({
      ' Decision    » Break-through: reference-site; bring him to Kunming',
      '             Wang Jun, bureau director ★5 ?   no contact yet      ✗ not met',
    }, { page.lines[4], page.lines[5] })
    assert.same({ '/w/deal.md', 40 }, { page.items[4].path, page.items[4].lnum })
    assert.equal(' Management  » answer everything in writing', page.lines[7])
    assert.equal('               → Consolidate: Informal contact, Knowledge marketing', page.lines[10])
    assert.is_nil(table.concat(render.page(chain, { width = 100, lang = 'en' }).lines):find('→', 1, true))
  end)

  it('follows the lines of reporting', function()
    local lines = draw({ tree = true }).lines
    local joined = table.concat(lines, '\n')
    assert.truthy(joined:find(' Decision    Wang Jun', 1, true))
    assert.truthy(joined:find(' Management  ├─ Chen Gang', 1, true))
    assert.truthy(joined:find(' Technical   │  └─ 刘敏', 1, true))
    assert.truthy(joined:find(' Management  └─ Sun Hao', 1, true))
  end)

  it('says nothing of the kind of a relationship that has none', function()
    local answer = map()
    answer.ties[2].kind, answer.ties[2].label = nil, nil
    assert.equal('               ∙ –: Zhao Li (our reference site)', render.page(answer, { width = 100, lang = 'en' }).lines[5])
  end)

  it('says what is lacking below the person where there is no room beside', function()
    local page = draw({ width = 50 })
    local at = vim.iter(ipairs(page.lines)):find(function(_, line) return line:find('^ +✗ no strategy, not seen for long$') end)
    assert.truthy(page.lines[at - 1]:find('Sun Hao', 1, true))
    assert.equal('sun', page.items[at].person.id)
  end)

  it('fits every width, in either language, and keeps names to the last', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 30, 40, 60, 80, 100, 160 }) do
        for _, tree in ipairs({ false, true }) do
          local page = draw({ width = width, lang = lang, tree = tree })
          for i, line in ipairs(page.lines) do
            assert.is_true(i == 1 or cells.width(line) <= width, ('%d cells in %d: %s'):format(cells.width(line), width, line))
          end
          assert.truthy(table.concat(page.lines, '\n'):find('Wang'))
        end
      end
    end
  end)

  it('leads each line to its row', function()
    local page = draw({})
    assert.same({ 20, 31, 18 }, { page.items[4].lnum, page.items[5].lnum, page.items[2].lnum })
  end)

  it('tells what a day changed, and which contact moved whom', function()
    local by = '2026-11-11 visit (Chen Gang, Liu Min)'
    local steps = {
      { date = '2026-11-02', moves = { { what = 'came', person = 'chen', text = 'Chen Gang comes in', lnum = 0 } } },
      { date = '2026-11-11', moves = {
        { what = 'stance', person = 'chen', text = 'Chen Gang Neutral → Supporter', by = by, path = '/w/log.md', lnum = 7 },
        { what = 'met', person = 'liu', text = 'Liu Min: first met', by = by, path = '/w/log.md', lnum = 7 },
      } },
    }
    local page = draw({ steps = steps, at = '2026-11-11' })
    assert.same({
      ' change 2 of 2  Chen Gang Neutral → Supporter  2026-11-11 visit (Chen Gang, Liu Min)',
      '                Liu Min: first met',
    }, { page.lines[3], page.lines[4] })
    assert.same({ '/w/log.md', 7 }, { page.items[3].path, page.items[3].lnum })
    assert.truthy(table.concat(page.lines, '\n'):find('\n▸Management  Chen Gang', 1, true))
    local narrow = draw({ steps = steps, at = '2026-11-11', width = 50 }).lines
    assert.same({ ' change 2 of 2  Chen Gang Neutral → Supporter', '                  2026-11-11 visit (Chen Gang, L…' },
      { narrow[3], narrow[4] })
    assert.is_nil(table.concat(draw({ steps = steps, at = '2026-11-05' }).lines, '\n'):find('change', 1, true))
  end)

  it('keeps the day and who is covered where there is little room', function()
    local steps = { { date = '2026-11-11', moves = { { what = 'came', person = 'chen', text = 'Chen Gang comes in', lnum = 0 } } } }
    for _, width in ipairs({ 60, 80, 100 }) do
      for _, lang in ipairs({ 'en', 'zh' }) do
        local first = draw({ width = width, lang = lang, steps = steps, at = '2026-11-11' }).lines[1]
        assert.is_true(cells.width(first) <= width, first)
        assert.truthy(first:find('2026-11-11', 1, true) and first:find('2', 30, true), first)
      end
    end
    assert.equal(' acme-core   as of 2026-11-11   covered 2 of 4', draw({ width = 50, steps = steps, at = '2026-11-11' }).lines[1])
  end)

  it('counts what is too much for a few lines', function()
    local moves = {}
    for i = 1, 9 do
      moves[i] = { what = 'came', person = 'p' .. i, text = ('P%d comes in'):format(i), lnum = 0 }
    end
    local lines = draw({ steps = { { date = '2026-11-02', moves = moves } }, at = '2026-11-02', lang = 'zh' }).lines
    assert.same({ '                P6 comes in', '                …… 另有 3 项' }, { lines[8], lines[9] })
  end)

  it('says what to do where nobody is known', function()
    local empty = map()
    empty.layers, empty.ties, empty.gaps, empty.total = {}, {}, {}, 0
    assert.truthy(table.concat(render.page(empty, { width = 100, lang = 'zh' }).lines, '\n'):find('决策链成员', 1, true))
  end)
end)

describe(':Pursuit map', function()
  local child, root
  setup(function()
    child = children.start()
    root = child:workspace()
    child:ok('new', 'Core', { id = 'core' })
  end)
  teardown(function()
    child:stop()
  end)

  it('opens the chain, turns it, and leads to the table', function()
    child:api('set_current_dir', root)
    child:pursuit('map core')
    child:wait_for("vim.bo.filetype == 'pursuit-map'", 'the map')
    assert.truthy(child:screen():find('decision chain', 1, true))
    child:type('t')
    child:api('win_set_cursor', 0, { 2, 0 })
    child:type('<CR>')
    assert.equal(root .. '/deals/2026/core/deal.md', child:get('vim.api.nvim_buf_get_name(0)'))
    assert.truthy(child:get('vim.api.nvim_get_current_line()'):find('Stakeholders', 1, true))
  end)

  it('begins with a template, learns who holds a post, and sets aims and ways', function()
    child:ok('new', 'Begun', { id = 'begun' })
    child:api('set_current_dir', root)
    child:pursuit('map begun')
    child:wait_for("vim.bo.filetype == 'pursuit-map'", 'the map')
    assert.truthy(child:screen():find('T begins with a template', 1, true))
    child:type('T')
    child:wait_for("vim.fn.search('Bureau director', 'w') > 0", 'the posts')
    assert.truthy(child:screen():find('not known by name', 1, true))
    child:answer('zhou.guoqiang')
    child:type('n')
    child:wait_for("vim.fn.search('zhou.guoqiang', 'w') > 0", 'the name')
    -- an aim, two ways one after the other, and that is all
    child:answer('Break', 'leaders visit', 'reference site', 'that is all')
    child:type('a')
    child:wait_for("#_G.asked == 4", 'the questions')
    child:wait_for("vim.fn.search('zhou.guoqiang', 'w') > 0 and require('pursuit').map('begun').layers[1].people[1].aim ~= nil", 'the row')
    local zhou = child:ok('map', 'begun').layers[1].people[1]
    assert.same({ 'break-through', { 'site-inspection', 'reference-site' } }, { zhou.aim, zhou.ways })
    child:type('s')
    child:wait_for("vim.fn.search('→ Break through', 'w') > 0", 'aim and ways')
    child:ok('strategy', 'begun', { layer = 'support', strategy = 'keep them informed' })
    child:wait_for("vim.fn.search('» keep them', 'w') > 0", 'the strategy of a layer')
    child:answer('Consolidate', 'that is all', 'visit the office')
    child:type('a')
    child:wait_for("vim.fn.search('» Consolidate; visit the office', 'w') > 0", 'the new one')
  end)

  it('is drawn into a file that is named', function()
    child:api('set_current_dir', root)
    child:pursuit('map core draw=core.mmd')
    child:wait_for("vim.uv.fs_stat('core.mmd') ~= nil", 'the drawing')
    assert.truthy(io.open(root .. '/core.mmd'):read('a'):find('flowchart TB', 1, true))
    child:pursuit('map core')
    child:wait_for("vim.bo.filetype == 'pursuit-map'", 'the map')
    child:answer(root .. '/asked.svg')
    child:type('e')
    child:wait_for(("vim.uv.fs_stat('%s/asked.svg') ~= nil"):format(root), 'the drawing that was asked for')
    assert.equal(root .. '/core.dot', child:ok('draw', 'core', root .. '/core.dot'))
  end)

  it('goes through the days on which it changed, and back to today', function()
    local path = root .. '/deals/2026/core/deal.md'
    local function put(stance)
      local rows = ('## Stakeholders\n\n| person | layer | stance |\n|---|---|---|\n| chen.gang | technical | %s |\n\n'):format(stance)
      local file = assert(io.open(path))
      local text = file:read('a')
      file:close()
      file = assert(io.open(path, 'w'))
      file:write((text:gsub('## Stakeholders.-\n(## Relationships)', rows .. '%1')))
      file:close()
      child:ok('commit')
    end
    child:lua("vim.env.PURSUIT_NOW = '2026-12-01T12:00:00Z'")
    put('neutral')
    child:lua("vim.env.PURSUIT_NOW = '2026-12-03T12:00:00Z'")
    child:ok('log', 'core', { kind = 'visit', who = { 'chen.gang' }, text = 'A trial is agreed on. [stance:: chen.gang supporter]' })
    child:lua("vim.env.PURSUIT_NOW = '2026-12-05T12:00:00Z'")
    child:pursuit('map core')
    child:wait_for("vim.bo.filetype == 'pursuit-map'", 'the map')
    child:type('<lt>')
    child:wait_for("table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false)):find('change 2 of 2', 1, true)", 'change 2 of 2')
    local screen = child:screen()
    assert.truthy(screen:find('as of 2026-12-03', 1, true))
    assert.truthy(screen:find('chen.gang Neutral → Supporter', 1, true))
    assert.truthy(screen:find('2026-12-03 visit (chen.gang)', 1, true))
    child:type('<lt>')
    child:wait_for("table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false)):find('change 1 of 2', 1, true)", 'change 1 of 2')
    assert.truthy(child:screen():find('as of 2026-12-01', 1, true))
    assert.truthy(child:screen():find('no contact yet', 1, true))
    child:type('>')
    child:wait_for("table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false)):find('change 2 of 2', 1, true)", 'change 2 of 2')
    child:type('>')
    child:wait_for("not vim.api.nvim_buf_get_lines(0, 0, 1, false)[1]:find('as of')", 'today')
    assert.same({ 'came' }, vim.tbl_map(function(move) return move.what end, child:ok('map', 'core', { moves = true }).moves[1].moves))
  end)
end)
