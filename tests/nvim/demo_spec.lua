---The demo: made three times at once, looked at from all sides.
local children = require('child')

local ROOT, NVIM = os.getenv('PURSUIT_ROOT'), os.getenv('PURSUIT_NVIM')
local NOW = '2026-11-23T14:25:00+00:00'
local MINUTES = 5 * 60 * 1000

---Starts the demo as .ci/demo does.
local function start(dir, arguments, env)
  local command = { NVIM, '--clean', '--headless', '-l', ROOT .. '/lua/pursuit/demo/run.lua' }
  vim.list_extend(command, arguments or {})
  command[#command + 1] = dir
  return vim.system(command, { text = true, env = vim.tbl_extend('force', { PURSUIT_NOW = NOW }, env or {}) })
end

local function ended(process)
  local result = process:wait(MINUTES)
  assert.equal(0, result.code, result.stderr)
  return result.stdout
end

local function git(dir, ...)
  local result = vim.system({ 'git', '-C', dir, ... }, { text = true }):wait()
  assert.equal(0, result.code, result.stderr)
  return vim.trim(result.stdout)
end

---Counts of a field's values.
local function tally(list, field)
  local counts = {}
  for _, item in ipairs(list) do
    counts[item[field]] = (counts[item[field]] or 0) + 1
  end
  return counts
end

local made = {}
do
  local base = children.folder()
  made.en = { lang = 'en', dir = base .. '/en' }
  made.again = { lang = 'en', dir = base .. '/again' }
  made.zh = { lang = 'zh', dir = base .. '/zh' }
  made.en.process = start(made.en.dir)
  made.again.process = start(made.again.dir, { '--interactive' })
  made.zh.process = start(made.zh.dir, { 'lang=zh' })
  for _, one in pairs(made) do
    one.told = ended(one.process)
  end
end

describe('the demo', function()
  it('is the same each time, told or not', function()
    assert.equal(git(made.en.dir, 'rev-parse', 'HEAD'), git(made.again.dir, 'rev-parse', 'HEAD'))
  end)

  it('says only that it is at work when it is made to be opened', function()
    assert.equal(1, select(2, made.again.told:gsub('\n', '\n')), made.again.told)
  end)

  it('stops where the folder is not empty, and changes nothing', function()
    local dir = children.folder()
    children.write(dir .. '/mine.txt', 'mine\n')
    local result = start(dir):wait(MINUTES)
    assert.equal(1, result.code)
    assert.truthy(result.stderr:find('is not empty', 1, true), result.stderr)
    assert.same({ 'mine.txt' }, vim.fn.readdir(dir))
  end)

  it('stops with a message where something fails', function()
    local result = start(children.folder() .. '/demo', {}, { PURSUIT_NOW = '2026-11-23', PATH = '/nonexistent' }):wait(MINUTES)
    assert.equal(1, result.code)
    assert.truthy(result.stderr:find('^demo: '), result.stderr)
  end)

  it('says how it is called', function()
    local result = start(children.folder() .. '/demo', { 'lang=fr' }):wait(MINUTES)
    assert.equal(1, result.code)
    assert.truthy(result.stderr:find('usage:', 1, true), result.stderr)
  end)
end)

for _, one in ipairs({ made.en, made.zh }) do
  describe('the demo in ' .. one.lang, function()
    local child, deals

    setup(function()
      child = children.start({ now = NOW })
      deals = child:ok('deals', '', { root = one.dir })
      vim.list_extend(deals, child:ok('deals', 'archived', { root = one.dir }))
    end)

    teardown(function()
      child:stop()
    end)

    local function deal(id)
      return child:ok('deal', id, { root = one.dir })
    end

    it('leaves a repository that git finds no fault with', function()
      assert.equal('', git(one.dir, 'status', '--short'))
      assert.equal('', git(one.dir, 'fsck', '--strict'))
    end)

    it('has more than a year of history by all of the team, in order', function()
      local times = vim.split(git(one.dir, 'log', '--reverse', '--first-parent', '--format=%at'), '\n')
      for i = 2, #times do
        assert.is_true(tonumber(times[i]) >= tonumber(times[i - 1]), 'commit ' .. i .. ' is older than the one before')
      end
      assert.is_true(tonumber(times[#times]) - tonumber(times[1]) > 365 * 86400)
      assert.is_true(#times > 700)
      local authors = vim.split(git(one.dir, 'log', '--format=%ae'), '\n')
      assert.is_true(vim.tbl_count(tally(vim.tbl_map(function(email) return { email = email } end, authors), 'email')) >= 7)
    end)

    it('has a seller with each of the three habits, and enough to say so', function()
      local found = {}
      for _, habit in ipairs(child:lua([[return require('pursuit').habits(nil, { root = ... })]], one.dir)) do
        if habit.found then
          found[#found + 1] = habit.owner .. ' ' .. habit.habit
          assert.is_true(habit.have >= habit.need and #habit.evidence > 0)
        end
      end
      assert.same({ 'sofia.rossi late-pusher', 'tom.hale early-spender', 'wang.lei storyteller' }, found)
    end)

    it('has summed up every deal that is closed, and learned something', function()
      for _, id in ipairs({ 'plant-7-video', 'grid-dispatch', 'bank-vdi', 'nurse-call', 'bank-dual-dc' }) do
        local text = children.read((deal(id).path:gsub('deal%.md$', 'summary.md')))
        assert.truthy(text:find('<!-- pursuit ', 1, true), id)
      end
      local text = children.read((deal('datacentre-fabric').path:gsub('deal%.md$', 'summary.md')))
      local why = one.lang == 'en' and 'the institutes have not agreed who pays' or '各研究所还没谈妥谁出钱'
      assert.truthy(text:find(why, 1, true), text)
      assert.equal('plant-7-video', child:ok('lessons', 'mes-link', { root = one.dir })[1].deal)
    end)

    it('has a seller whose points are up to date, due again and open', function()
      local seller = child:ok('prepared', 'li.wei', { root = one.dir })[1]
      assert.same({ 3, 3, 1 }, { seller.ready, seller.due, seller.open })
    end)

    it('has deals of every kind and profile, in every stage and outcome', function()
      assert.is_true(#deals >= 30)
      local function has(field, values)
        local counts = tally(deals, field)
        for _, value in ipairs(values) do
          assert.is_true((counts[value] or 0) > 0, ('no deal with %s %s'):format(field, value))
        end
      end
      has('kind', { 'A', 'B', 'C', 'D' })
      has('profile', { 'full', 'standard', 'small' })
      has('stage', { 'information', 'concept', 'planning', 'negotiation', 'delivery', 'extension' })
      has('status', { 'open', 'won', 'lost', 'no-decision', 'no-go', 'paused', 'done' })
      for _, field in ipairs({ 'stalled', 'overridden', 'unearned', 'ready', 'archived' }) do
        has(field, { true })
      end
    end)

    it('has nothing wrong in its notes but the stage that is claimed too early', function()
      local found = assert(child:lua('return require("pursuit").diagnostics(nil, { root = ... })', one.dir))
      assert.is_true(#found > 1)
      local shown = { ['over-budget'] = true, ['over-limit'] = true } -- sellers who spend early, a guest who was invited often
      for _, diagnostic in ipairs(found) do
        local hint = diagnostic.severity >= vim.diagnostic.severity.INFO
        assert.truthy(hint or shown[diagnostic.code] or diagnostic.path:find('/core-5g/', 1, true), diagnostic.message)
      end
      for code in pairs(shown) do
        assert.truthy(vim.iter(found):any(function(diagnostic) return diagnostic.code == code end), code)
      end
      assert.is_true(deal('core-5g').unearned)
    end)

    it('has money to look at: early spenders, guests near their limit, targets, payments in every state', function()
      assert.is_true(child:ok('costs', 'rail-radio', { root = one.dir }).ahead)
      local marks = { near = 0, over = 0 }
      for _, person in ipairs(child:ok('gifts', { root = one.dir, year = -1 }).people) do
        for _, sum in ipairs(person.sums) do
          marks.near = marks.near + (sum.near and not sum.over and 1 or 0)
          marks.over = marks.over + (sum.over and 1 or 0)
        end
      end
      assert.is_true(marks.near > 0 and marks.over > 0)
      local payments = child:ok('payments', { root = one.dir, state = 'all' })
      for _, state in ipairs({ 'overdue', 'invoiced', 'due', 'later', 'paid' }) do
        assert.truthy((tally(payments.rows, 'state'))[state], state)
      end
      assert.equal(2, #payments.sums)
      assert.is_true(#child:ok('forecast', { root = one.dir, by = 'owner' }).targets > 12)
      assert.equal(8, #child:ok('load', { root = one.dir }))
    end)

    it('has a seller who left, a loss to look at again today, and a renewal', function()
      assert.equal('anna.berg', deal('nurse-call').owner)
      local owner = vim.iter(child:ok('history', 'nurse-call', { root = one.dir })):find(function(event)
        return event.field == 'owner'
      end)
      assert.same({ 'jonas.weber', 'anna.berg' }, { owner.from, owner.to })
      assert.equal(1, #vim.fn.glob(deal('nurse-call').folder .. '/handover-*.md', true, true))
      assert.same({}, child:ok('handover', 'jonas.weber', 'anna.berg', { root = one.dir, dry_run = true }).charges.items)
      local lost = deal('datacentre-fabric')
      assert.same({ 'lost', 'price', NOW:sub(1, 10) }, { lost.status, lost.reason, lost.revisit })
      local renewed = child:ok('followups', 'nurse-call', { root = one.dir }).deals[2]
      assert.same({ 'nurse-call', 'C', 'open' }, { renewed.parent, renewed.kind, renewed.status })
    end)

    it('has the worked case, from the first talk to its follow-up', function()
      local case = deal('linjiang-softswitch')
      assert.same({ 'extension', 'extension', 'won' }, { case.stage, case.earned, case.status })
      local kinds = tally(child:ok('history', case.id, { root = one.dir }), 'kind')
      for kind, least in pairs({ stage = 6, review = 8, close = 1, cost = 10, contact = 12, person = 5, condition = 4, activity = 50 }) do
        assert.is_true((kinds[kind] or 0) >= least, ('%d events of kind %s'):format(kinds[kind] or 0, kind))
      end
      local following = vim.tbl_filter(function(other) return other.parent == case.id end, deals)
      assert.equal(1, #following)
    end)

    it('has an early spender, a late pusher and a storyteller', function()
      local spent, stories, idle, forced = 0, 0, 0, 0
      for _, one_deal in ipairs(deals) do
        local early = one_deal.stage == 'information' or one_deal.stage == 'concept'
        if one_deal.owner == 'tom.hale' and early and one_deal.spent >= 0.4 * one_deal.budget then
          spent = spent + 1
        elseif one_deal.owner == 'wang.lei' and early and one_deal.status == 'open' then
          stories, idle = stories + 1, idle + (one_deal.stalled and 1 or 0)
        elseif one_deal.owner == 'sofia.rossi' and one_deal.overridden then
          forced = forced + 1
        end
      end
      assert.is_true(spent >= 3)
      assert.is_true(stories >= 5 and idle / stories >= 0.3)
      assert.is_true(forced >= 2)
    end)

    it('tells a deal from its first day to its follow-up, refusals included', function()
      local at = 1
      for _, line in ipairs({
        ':Pursuit new ', ':Pursuit check harbor-lte', ':Pursuit log harbor-lte', ':Pursuit cost harbor-lte', ':Pursuit advance harbor-lte',
        '  deals/2026/harbor-lte/0-information.md:', ':Pursuit toggle na ', ':Pursuit review harbor-lte', ':Pursuit decide harbor-lte go',
        '  deals/2026/harbor-lte/reviews/approval-1.md:', ':Pursuit decide harbor-lte conditional', ':Pursuit advance harbor-lte',
        '  deals/2026/harbor-lte/3-negotiation.md:', ':Pursuit close harbor-lte won', ':Pursuit advance harbor-lte',
        ':Pursuit followup harbor-lte', ':Pursuit history harbor-lte', ':Pursuit board',
      }) do
        local found, stop = one.told:find('\n' .. line, at, true)
        assert.is_truthy(found, ('%q does not follow in\n%s'):format(line, one.told:sub(at, at + 2000)))
        at = stop
      end
      assert.falsy(one.told:find('%f[%w]nil%f[%W]'))
      assert.same({ 'extension', 'won' }, { deal('harbor-lte').stage, deal('harbor-lte').status })
    end)
  end)
end
