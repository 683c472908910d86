---The screen texts of the READMEs: a small workspace lived through by the API on fixed days, then looked at. `.ci/screens` writes them
---between the markers `<!-- screen: board -->` and `<!-- /screen -->`; docs_spec.lua asks whether they are up to date.
local children = require('child')
local M = {}

local COLUMNS, LINES = 100, 26
local HISTORY_LINES = 14
local TODAY = '2026-11-23T14:25:00+00:00'
---The time zones of the built-in processes.
local ZONES = { en = '+00:00', zh = '+08:00' }

---README → the language of its screens.
M.FILES = { ['README.md'] = 'en', ['doc/README.zh.md'] = 'zh' }

---What differs between the languages: titles, names, words typed.
local WORDS = {
  en = {
    acme = 'Core network', metro = 'Metro ring', core = '5G core trial', harbour = 'Harbour LTE',
    plant = 'Plant 7 video', backhaul = 'Regional network', billing = 'Billing renewal',
    call = 'call Ms Qian', hearsay = 'asked for a price', chance = 'the chance justifies the cost',
    flight = 'flight to the site', heard = 'The director wants proof of the failover times.', tests = 'Test report promised to the director.',
    people = {
      ['wang-jun'] = 'Wang Jun', ['chen-gang'] = 'Chen Gang', ['sun-hao'] = 'Sun Hao', ['liu-min'] = 'Liu Min',
    },
    classmate = 'our reference site',
  },
  zh = {
    acme = '核心网升级改造', metro = '地铁环网保护', core = '5G 核心网试点', harbour = '港口专网', plant = '七号厂视频监控',
    backhaul = '云南回传网扩容二期', billing = '计费系统续签',
    call = '致电钱敏', hearsay = '客户来电询价', chance = '赢率与后续投入相称',
    flight = '往返机票', heard = '局长要看倒换时间的实测数据。', tests = '答应向局长提交测试报告。',
    people = {
      ['wang-jun'] = '王军', ['chen-gang'] = '陈刚', ['sun-hao'] = '孙浩', ['liu-min'] = '刘敏',
    },
    classmate = '我们的样板点',
  },
}

local Story = {}
Story.__index = Story

function Story:at(time)
  self.child:lua('vim.env.PURSUIT_NOW = ...', time .. ':00' .. self.zone)
end

function Story:ok(name, ...)
  return self.child:ok(name, ...)
end

---What a person types: the first `count` open tasks with an id like this one get done, then the notes are saved.
function Story:tick(path, id, count)
  local left = count or math.huge
  local text = children.read(path):gsub('(%- )%[ %]([^\n]* %^' .. id .. '[^\n]*)', function(before, rest)
    left = left - 1
    return left >= 0 and before .. '[x]' .. rest or nil
  end)
  children.write(path, text)
  self:ok('commit')
end

function Story:activities(id, count)
  local left = count or math.huge
  for _, missing in ipairs(self:ok('readiness', id).missing) do
    if missing.kind == 'activity' and left > 0 then
      left = left - 1
      local lines = vim.split(children.read(missing.path), '\n', { plain = true })
      lines[missing.lnum] = lines[missing.lnum]:gsub('%[ %]', '[x]', 1)
      children.write(missing.path, table.concat(lines, '\n'))
    end
  end
  self:ok('commit')
end

function Story:pass(id, opts)
  self:activities(id)
  local review = self:ok('review', id)
  self:tick(review.path, 'crit%-')
  self:ok('decide', id, 'go', opts)
end

---An entry typed into the log.
function Story:entry(id, heading, ...)
  local path = self:ok('deal', id).folder .. '/log.md'
  children.write(path, children.read(path) .. '\n## ' .. heading .. '\n\n' .. table.concat({ ... }, '\n\n') .. '\n')
  self:ok('commit')
end

---Sets a key of deal.md by hand.
function Story:set(id, key, value)
  local path = self:ok('deal', id).path
  children.write(path, (children.read(path):gsub('\n' .. key .. ':[^\n]*', '\n' .. key .. ': ' .. value, 1)))
  self:ok('commit')
end

---The decision chain of a deal.
local function people(story, id, words)
  for person, name in vim.spairs(words.people) do
    story:ok('add', 'person', { title = name, id = person, account = 'acme' })
  end
  for person, fields in vim.spairs({
    ['wang-jun'] = { layer = 'decision', role = 'key-decision-maker', influence = 5, needs = 'achievement' },
    ['chen-gang'] = { layer = 'management', role = 'decision-maker', influence = 4, needs = 'growth', contact = 'li.wei' },
    ['sun-hao'] = { layer = 'management', stance = 'opponent', influence = 4, needs = 'respect', contact = 'zhao.min' },
    ['liu-min'] = { layer = 'technical', stance = 'champion', influence = 3, needs = 'interests', contact = 'li.wei' },
  }) do
    story:ok('enter', id, 'stakeholder', vim.tbl_extend('error', { person = person }, fields), { change = person == 'chen-gang' }) -- the log told of him
  end
  story:ok('enter', id, 'relationship', { from = 'wang-jun', to = 'chen-gang', kind = 'subordinate' })
  story:ok('enter', id, 'relationship', { from = 'wang-jun', to = 'zhao-li', kind = 'fellow-student', note = words.classmate })
end

local function tell(story, words)
  local function new(title, opts)
    story:ok('new', words[title], opts)
  end
  story:at('2026-08-03T09:10')
  new('billing', { id = 'billing-2027', account = 'citybank', value = 96000, profile = 'full', owner = 'zhao.min', source = 'experience' })
  story:pass('billing-2027', { reviewers = { 'zhao.min' } })
  story:ok('advance', 'billing-2027')
  story:pass('billing-2027', { reviewers = { 'zhao.min' } })
  story:ok('advance', 'billing-2027')
  story:activities('billing-2027')
  story:ok('advance', 'billing-2027')
  story:at('2026-09-04T10:20')
  new('backhaul', { id = 'backhaul', account = 'southtel', value = 820000, profile = 'full', source = 'tender' })
  story:activities('backhaul', 6)
  new('core', { id = 'core-5g', account = 'northmob', value = 2300000, profile = 'full', close = '2027-03-31', source = 'tech-exchange' })
  story:at('2026-10-02T11:00')
  new('acme', { id = 'acme-core', account = 'acme', value = 900000, profile = 'full', team = { 'chen.yu', 'zhao.min' }, budget = 12000,
    source = 'regular-meeting' })
  story:entry('acme-core', '2026-10-02 10:30 call', '[who:: [[chen-gang]]]', words.tests, '[stance:: chen-gang neutral]')
  people(story, 'acme-core', words)
  story:entry('acme-core', '2026-10-02 10:45 meeting', '[who:: [[sun-hao]]]')
  story:pass('acme-core', { reviewers = { 'chen.yu' } })
  story:ok('advance', 'acme-core')
  new('metro', { id = 'metro-ring', account = 'transit', value = 640000, profile = 'full', owner = 'zhao.min', probability = 60 })
  story:pass('metro-ring', { reviewers = { 'zhao.min' } })
  story:ok('advance', 'metro-ring')
  story:at('2026-11-09T08:30')
  story:activities('metro-ring', 22)
  story:set('core-5g', 'stage', 'concept')
  story:at('2026-11-11T14:25')
  new('plant', { id = 'plant-7-cctv', account = 'steelco', value = 200000, profile = 'full' })
  story:pass('plant-7-cctv')
  story:entry('acme-core', '2026-11-11 14:25 visit', '[who:: [[chen-gang]], [[liu-min]]]', words.heard, '[stance:: chen-gang supporter]')
  story:ok('cost', 'acme-core', { amount = 1860, category = 'travel', note = words.flight })
  story:at('2026-11-17T18:30')
  story:activities('acme-core')
  story:at('2026-11-18T09:12')
  story:set('acme-core', 'value', '1200000')
  story:set('acme-core', 'close', '2027-02-28')
  story:at('2026-11-19T16:05')
  new('harbour', { id = 'harbour-lte', account = 'port', value = 180000, profile = 'full' })
  story:activities('harbour-lte', 9)
  story:ok('log', 'harbour-lte', { text = words.hearsay .. '\n\n- [ ] ' .. words.call .. ' [owner:: li.wei] [due:: 2026-11-25] [next:: yes]' })
  story:at('2026-11-20T15:40')
  story:pass('acme-core', { reason = words.chance, reviewers = { 'chen.yu', 'zhao.min' } })
  story:at('2026-11-20T16:02')
  story:ok('advance', 'acme-core')
  story:at('2026-11-23T14:25')
end

---The part of the screen that the view fills.
local function view(child, command)
  child:pursuit(command)
  child:cmd('only')
  child:settle()
  local lines = vim.split(child:screen(), '\n')
  while lines[#lines] and not lines[#lines]:find('^ %S') and not lines[#lines]:find('^   %S') do
    table.remove(lines)
  end
  return table.concat(lines, '\n')
end

---@param lang 'en'|'zh'
---@return table<string, string> screens by name: board, readiness, map, history
function M.take(lang)
  local child = children.start({ columns = COLUMNS, lines = LINES, now = TODAY })
  child:workspace(lang)
  child:lua([[vim.o.laststatus, vim.o.showtabline, vim.o.ruler, vim.o.showmode, vim.o.fillchars = 0, 0, false, false, 'eob: ']])
  local ok, screens = pcall(function()
    tell(setmetatable({ child = child, zone = ZONES[lang] }, Story), WORDS[lang])
    local found = { board = view(child, 'board all'), readiness = view(child, 'check metro-ring'), map = view(child, 'map acme-core') }
    child:resize(COLUMNS, HISTORY_LINES)
    found.history = view(child, 'history acme-core')
    return found
  end)
  child:stop()
  return assert(ok and screens, screens)
end

---A text with screens put between its markers.
---@param text string
---@param screens table<string, string>
---@return string
function M.put(text, screens)
  return (text:gsub('(<!%-%- screen: (%w+) %-%->\n).-(<!%-%- /screen %-%->)', function(open, name, close)
    local screen = assert(screens[name], 'there is no screen ' .. name)
    return open .. '```text\n' .. screen .. '\n```\n' .. close
  end))
end

function M.main()
  for file, lang in pairs(M.FILES) do
    local path = os.getenv('PURSUIT_ROOT') .. '/' .. file
    children.write(path, M.put(children.read(path), M.take(lang)))
  end
end

return M
