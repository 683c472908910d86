local amount = require('pursuit.render.amount')
local board = require('pursuit.render.board')
local cells = require('pursuit.render.cells')
local fake = require('fake_deals')
local history = require('pursuit.render.history')
local readiness = require('pursuit.render.readiness')

local function screen(text)
  return vim.split(vim.trim(text), '\n')
end

local function lines_of(page)
  local lines = vim.deepcopy(page.lines)
  lines[1] = vim.trim(lines[1])
  return lines
end

---No line is wider than its window.
local function fits(page, width)
  for _, line in ipairs(page.lines) do
    assert.is_true(cells.width(line) <= width, ('%d cells in %d: %s'):format(cells.width(line), width, line))
  end
end

local function draw_board(lang, width, filter)
  return board.page(fake.board(lang), { width = width, lang = lang, filter = filter or 'owner=me', today = '2026-11-23' })
end

describe('the board', function()
  it('stands in 100 columns', function()
    assert.same(screen([[
Pipeline   owner=me                             6 open   CNY 5.34 M   weighted 2.41 M   2026-11-23

 0 Information gathering     3   CNY 1.20 M   weighted 120 k
   yunnan-backhaul  云南回传网扩容            云南电信          820 k  10%   41d  ! stalled 11d
   plant-7-cctv     Plant 7 video             steelco           200 k  10%    3d  · 4 of 13 done
   harbor-lte       Harbour private LTE       port-authority    180 k  10%   12d  ✗ 3 missing

 1 Concept discussion        2   CNY 1.84 M   weighted 684 k
 ▲ acme-core        Acme core network upgra…  acme-telecom    1,200 k  25%    5d  ✓ ready to advance
   metro-ring       Metro ring protection     city-transit      640 k  60%*  52d  ✗ 4 missing

 3 Negotiation and signing   1   CNY 2.30 M   weighted 1.61 M
   core-5g          5G 核心网试点             省移动          2,300 k  70%   18d  ✗ claims too much]]), lines_of(draw_board('en', 100)))
  end)

  it('keeps the state in words and drops columns in 80 columns', function()
    assert.same(screen([[
Pipeline   owner=me         6 open   CNY 5.34 M   weighted 2.41 M   2026-11-23

 0 Information gathering     3   CNY 1.20 M   weighted 120 k
   yunnan-backhaul  云南回传网扩容     云南电信        820 k  ! stalled 11d
   plant-7-cctv     Plant 7 video      steelco         200 k  · 4 of 13 done
   harbor-lte       Harbour private…   port-author…    180 k  ✗ 3 missing

 1 Concept discussion        2   CNY 1.84 M   weighted 684 k
 ▲ acme-core        Acme core networ…  acme-telecom  1,200 k  ✓ ready to advance
   metro-ring       Metro ring prote…  city-transit    640 k  ✗ 4 missing

 3 Negotiation and signing   1   CNY 2.30 M   weighted 1.61 M
   core-5g          5G 核心网试点      省移动        2,300 k  ✗ claims too much]]), lines_of(draw_board('en', 80)))
  end)

  it('keeps id, title and state in 50 columns', function()
    assert.same(screen([[
Pipeline   owner=me          6 open   CNY 5.34 M

 0 Information gathe…   3   CNY 1.20 M
   yunnan-backha…  云南回传网…  ! stalled 11d
   plant-7-cctv    Plant 7 vi…  · 4 of 13 done
   harbor-lte      Harbour pr…  ✗ 3 missing

 1 Concept discussion   2   CNY 1.84 M
 ▲ acme-core       Acme core…   ✓ ready to advance
   metro-ring      Metro ring…  ✗ 4 missing

 3 Negotiation and s…   1   CNY 2.30 M
   core-5g         5G 核心网…   ✗ claims too much]]), lines_of(draw_board('en', 50)))
  end)

  it('speaks Chinese, in units of ten thousand', function()
    assert.same(screen([[
销售漏斗   owner=me                             6 个项目   CNY 534 万   加权 241.4 万   2026-11-23

 0 信息收集   3   CNY 120 万   加权 12 万
   yunnan-backhaul  云南回传网扩容            云南电信         82 万  10%   41 天  ! 停滞 11 天
   plant-7-cctv     Plant 7 video             steelco          20 万  10%    3 天  · 已完成 4/13
   harbor-lte       Harbour private LTE       port-authority   18 万  10%   12 天  ✗ 3 项未完成

 1 概念交流   2   CNY 184 万   加权 68.4 万
 ▲ acme-core        Acme core network upgra…  acme-telecom    120 万  25%    5 天  ✓ 可以推进
   metro-ring       Metro ring protection     city-transit     64 万  60%*  52 天  ✗ 4 项未完成

 3 谈判签约   1   CNY 230 万   加权 161 万
   core-5g          5G 核心网试点             省移动          230 万  70%   18 天  ✗ 填报高于实际]]), lines_of(draw_board('zh', 100)))
  end)

  it('says whose a deal is where the filter does not, and all of the state where there is room', function()
    local said = table.concat(draw_board('en', 120, 'stage=concept').lines, '\n')
    assert.truthy(said:find(" zhao.min  52d  ✗ 4 missing, 1 condition", 1, true), said)
    assert.falsy(table.concat(draw_board('en', 160, 'mine').lines, '\n'):find('zhao.min', 1, true))
  end)

  it('cuts no state, in words or in few words, in 60 columns and more', function()
    local answer = fake.board('en')
    answer.deals[5].overridden = true
    for width = 60, 160 do
      local page = board.page(answer, { width = width, lang = 'en', filter = '', today = '2026-11-23' })
      for lnum, item in pairs(page.items) do
        if item.deal and item.deal.id == 'metro-ring' then
          assert.truthy(page.lines[lnum]:find('✗ 4 missing[%a%d, ]*, forced'), page.lines[lnum])
        elseif item.deal and item.deal.id == 'core-5g' then
          assert.truthy(page.lines[lnum]:find('✗ claims [%a ]+'), page.lines[lnum])
          assert.falsy(page.lines[lnum]:find('claims[%a ]*…'), page.lines[lnum])
        end
      end
    end
  end)

  it('shows the next action where there is room', function()
    local page = draw_board('en', 140)
    assert.truthy(table.concat(page.lines, '\n'):find('call Ms Qian 11-25', 1, true))
  end)

  it('counts down to the next tender, in its last weeks', function()
    local function draw(width, lang)
      local answer = fake.board(lang)
      for i, day in ipairs({ '2026-11-30', '2026-12-05', '2027-01-22', '2027-01-23', '2026-11-22', '2026-11-23' }) do
        answer.deals[i].tender = day
      end
      return board.page(answer, { width = width, lang = lang, filter = 'owner=me', today = '2026-11-23' })
    end
    local page = draw(110, 'en')
    local said = {}
    for i, line in ipairs(page.lines) do
      said[#said + 1] = page.items[i] and page.items[i].deal and (line:match('◆%d+d') or '-') or nil
    end
    assert.same({ '◆7d', '◆12d', '◆60d', '-', '-', '◆0d' }, said)
    for _, lang in ipairs({ 'en', 'zh' }) do
      for _, width in ipairs({ 40, 60, 80, 100, 140 }) do
        fits(draw(width, lang), width)
      end
    end
    assert.truthy(table.concat(draw(80, 'zh').lines, '\n'):find('◆7 天', 1, true))
  end)

  it('is never wider than its window, at any width, in either language', function()
    for _, lang in ipairs({ 'en', 'zh' }) do
      for width = 40, 160 do
        fits(draw_board(lang, width), width)
      end
    end
  end)

  it('lines up where ambiguous characters are two cells wide', function()
    vim.o.ambiwidth = 'double'
    for width = 60, 120, 7 do
      fits(draw_board('zh', width), width)
    end
    vim.o.ambiwidth = 'single'
  end)

  it('puts each deal under its line', function()
    local page = draw_board('en', 100)
    assert.equal('yunnan-backhaul', page.items[4].deal.id)
    assert.equal('concept', page.items[8].stage)
    assert.is_nil(page.items[2])
  end)

  it('names the currency in rows where there are several', function()
    local answer = fake.board('en')
    answer.sums[2] = { currency = 'EUR', value = 5, weighted = 1 }
    local page = board.page(answer, { width = 120, lang = 'en', filter = '', today = '2026-11-23' })
    assert.truthy(page.lines[4]:find('CNY 820 k', 1, true))
  end)

  it('lists deals that can not be read, at their line', function()
    local answer = fake.board('en')
    answer.broken = { { path = '/w/deals/2026/x/deal.md', lnum = 3, message = 'no value after the colon' } }
    local page = board.page(answer, { width = 80, lang = 'en', filter = '' })
    assert.equal(' ! x/deal.md:3: no value after the colon', page.lines[#page.lines])
    assert.same({ path = '/w/deals/2026/x/deal.md', lnum = 3 }, page.items[#page.lines])
  end)

  it('says in one line that the process note is faulty', function()
    local faults = { { path = '/w/.pursuit/process.md', lnum = 30, message = "the id 'x' stands twice" }, { path = '/w/p', lnum = 1, message = '' } }
    local page = board.page(fake.board('en'), { width = 120, lang = 'en', filter = '', faults = faults })
    assert.equal(" ✗ .pursuit/process.md:30: faulty, the last valid process is used (faults: 2): the id 'x' stands twice", page.lines[2])
    assert.same({ path = '/w/.pursuit/process.md', lnum = 30 }, page.items[2])
    page = readiness.page(fake.readiness('zh'), { width = 60, lang = 'zh', folder = fake.folder, faults = faults })
    assert.truthy(table.concat(page.lines, '\n'):find('.pursuit/process.md:30：流程笔记有误', 1, true))
    fits(page, 60)
  end)

  it('says what to do where there are no deals', function()
    local nothing = { count = 0, sums = {}, stages = {}, deals = {}, broken = {} }
    local page = board.page(nothing, { width = 80, lang = 'en', filter = '' })
    assert.truthy(page.lines[#page.lines]:find(':Pursuit new', 1, true))
    page = board.page(nothing, { width = 80, lang = 'zh', filter = 'owner=me' })
    assert.truthy(page.lines[#page.lines]:find('没有符合条件的项目', 1, true))
  end)

  it('shows nothing that could turn or move the text', function()
    local answer = fake.board('en')
    answer.deals[1].title = 'a\27[31m\n\226\128\174b'
    local page = board.page(answer, { width = 120, lang = 'en', filter = '' })
    assert.truthy(page.lines[4]:find('a [31m b', 1, true))
  end)
end)

describe('readiness', function()
  local function draw(lang, width)
    return readiness.page(fake.readiness(lang), { width = width, lang = lang, folder = fake.folder })
  end

  it('lists what is missing', function()
    assert.same(screen([[
acme-core   Concept discussion → Pursuit planning   gate: Project approval review, round 1
 █████████████████████░░░  19 of 24    2 not applicable    3 missing

 ✗ 1-concept.md:14      Is it in the customer's budget and plan?                       open
 ✗ 1-concept.md:31      Who supports, who opposes, who stands with whom                not there
 ✗ reviews/approval-1   the only reviewer is the owner; the team has 3 members         reviewer]]), lines_of(draw('en', 100)))
  end)

  it('lists it in Chinese', function()
    assert.same(screen([[
acme-core   概念交流 → 项目策划   评审点：立项评审第 1 轮
 █████████████████████░░░  19/24    2 项不适用    3 项未完成

 ✗ 1-concept.md:14      客户是否已列入预算和计划?                  未完成
 ✗ 1-concept.md:31      谁支持,谁反对,谁和谁站在一起               尚未列出
 ✗ reviews/approval-1   唯一的评审人就是负责人;团队有 3 人         评审人]]), lines_of(draw('zh', 80)))
  end)

  it('puts the gate on a line of its own where it is narrow', function()
    local page = draw('en', 60)
    assert.equal(' gate: Project approval review, round 1', page.lines[2])
    fits(page, 60)
  end)

  it('gives long words the room of their kind', function()
    local answer = fake.readiness('en')
    answer.missing[3].message = ('word '):rep(13) .. 'end'
    local page = readiness.page(answer, { width = 100, lang = 'en', folder = fake.folder })
    assert.truthy(page.lines[6]:find('word end', 1, true))
    fits(page, 100)
  end)

  it('never cuts the number of a line', function()
    local answer = fake.readiness('zh')
    answer.missing[1].path = '/w/accounts/a-very-long-name-of-a-telecom-company.md'
    for width = 40, 160 do
      local page = readiness.page(answer, { width = width, lang = 'zh', folder = fake.folder })
      assert.truthy(table.concat(page.lines, '\n'):find('.md:14', 1, true), width)
      fits(page, width)
    end
    local page = readiness.page(answer, { width = 120, lang = 'zh', folder = fake.folder })
    assert.truthy(table.concat(page.lines, '\n'):find('accounts/a-very-long-name-of-a-telecom-company.md:14', 1, true), 'there is room')
  end)

  it('leads each line to its place', function()
    local page = draw('en', 100)
    assert.equal(fake.folder .. '/1-concept.md', page.items[4].path)
    assert.equal(14, page.items[4].lnum)
  end)

  it('says so when all is done', function()
    local answer = fake.readiness('en')
    answer.missing, answer.ready = {}, true
    local page = readiness.page(answer, { width = 100, lang = 'en', folder = fake.folder })
    assert.equal(' ✓ ready to advance', page.lines[#page.lines])
    answer.next, answer.next_label = nil, nil
    page = readiness.page(answer, { width = 100, lang = 'en', folder = fake.folder })
    assert.equal(' ✓ last stage', page.lines[#page.lines])
  end)
end)

describe('history', function()
  local function draw(lang, width, expanded)
    return history.page(fake.events, { width = width, lang = lang, title = 'acme-core', expanded = expanded or {} })
  end

  it('tells a life, newest first', function()
    assert.same(screen([[
acme-core

 2026-11-20 16:02  li.wei       ▶ Concept discussion → Pursuit planning   after approval-1
 2026-11-20 15:40  chen.yu      ● Project approval review, round 1: go
 2026-11-18 09:12  li.wei         value 900,000 → 1,200,000
 2026-11-17 18:30  赵敏           2 activities  ▸
 2026-11-12 11:00  li.wei       ¥ 1,860 travel, visit to 云南
 2026-11-11 14:25  li.wei       ☎ visit: Chen Gang, Liu Min]]), lines_of(draw('en', 100)))
  end)

  it('leaves out the author where it is narrow', function()
    assert.same(screen([[
acme-core

 2026-11-20 16:02  ▶ Concept discussion → Pursui…
 2026-11-20 15:40  ● Project approval review, ro…
 2026-11-18 09:12    value 900,000 → 1,200,000
 2026-11-17 18:30    2 项活动  ▸
 2026-11-12 11:00  ¥ 1,860 travel, visit to 云南
 2026-11-11 14:25  ☎ visit: Chen Gang, Liu Min]]), lines_of(draw('zh', 50)))
  end)

  it('unfolds what it tells together', function()
    local folded = draw('en', 100)
    local page = draw('en', 100, { [folded.items[6].fold] = true })
    assert.truthy(page.lines[6]:find('Budget known', 1, true))
    assert.truthy(page.lines[7]:find('Needs written down', 1, true))
    assert.equal('b', page.items[7].commit)
  end)

  it('does not say that a text changed where it tells what', function()
    local events = {
      { date = '2026-11-20', commit = 'a', kind = 'activity', text = 'done: Budget known' },
      { date = '2026-11-20', commit = 'a', kind = 'note', text = '1-concept.md: text changed' },
      { date = '2026-11-19', commit = 'b', kind = 'note', text = 'log.md: text changed' },
    }
    local page = history.page(events, { width = 80, lang = 'en', title = 'x', expanded = {} })
    assert.equal(4, #page.lines)
    assert.truthy(page.lines[4]:find('log.md', 1, true))
  end)

  it('knows the commit of each line', function()
    assert.equal(('%040d'):format(15), draw('en', 80).items[4].commit)
  end)
end)

describe('cells', function()
  it('cut and fill by width, not by bytes or characters', function()
    assert.equal('云南…', cells.fit('云南回传网', 5))
    assert.equal('云南…', cells.fit('云南回传网', 6))
    assert.equal('云南 ', cells.left('云南', 5))
    assert.equal('   云', cells.right('云', 5))
    assert.equal('', cells.fit('abc', 0))
    assert.equal('…', cells.fit('abc', 1))
  end)

  it('cut on the left', function()
    assert.equal('…网:33', cells.fit_end('云南回传网:33', 6))
    assert.equal('云南:33', cells.fit_end('云南:33', 7))
    assert.equal('', cells.fit_end('abc', 0))
  end)

  it('cut combining characters with the one they belong to', function()
    assert.equal('e\204\129…', cells.fit('e\204\129e\204\129e\204\129', 2))
  end)
end)

describe('amounts', function()
  it('are short', function()
    assert.equal('1,200 k', amount.row(1200000, 'en'))
    assert.equal('9,999', amount.row(9999, 'en'))
    assert.equal('-12 k', amount.row(-12000, 'en'))
    assert.equal('', amount.row(nil, 'en'))
    assert.equal('8.45 M', amount.sum(8450000, 'en'))
    assert.equal('120 万', amount.row(1200000, 'zh'))
    assert.equal('1.25 亿', amount.row(125000000, 'zh'))
  end)

  it('are exact where they are whole', function()
    assert.equal('1,860.50', amount.full(1860.5))
    assert.equal('-1,200,000', amount.full(-1200000))
  end)
end)
