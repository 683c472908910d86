-- Every call with arguments that nobody should give: each is refused with a message, or does what it says; nothing is half done.
local scratch = require('scratch')

local CODES = {}
for code in ('INVAL NOTFOUND EXISTS PARSE IO REFUSED CONFLICT STAGED UNSAVED BUSY UNSUPPORTED GIT NOIDENTITY'):gmatch('%S+') do
  CODES[code] = true
end

local LONG = ('x'):rep(10000)
local TEXTS = {
  '', ' ', LONG, ('长'):rep(3000), '!!!', '../', '../../etc/passwd', '/etc/passwd', '.hidden', '--help', 'a/b', 'a\r\n---\nb: c', 'a\0b', 'a\27[31m',
  '\255\254', 'a: "b', '#x', '[[x]]', '| a | `b', '$(id)', '- [ ] x ^y', '---', '## 2026-01-01 10:00 visit', '```', 'null', '2026-13-01', 'nobody',
  '\226\128\168',
}
local NUMBERS = { -1, 0, 1, 1e9, 2147483648, -2147483649, 1e308, 0 / 0, 1 / 0, 0.5, '0', '1e5', '12abc', '', '99999999999999999999', {}, true }

-- What each call takes: s text, i whole number, m money, d date, l list of texts, b yes or no.
local CALLS = {
  deal = { id = 's' },
  deals = { filter = 's', all = 'b' },
  board = { filter = 's' },
  readiness = { id = 's' },
  history = { id = 's' },
  diagnostics = { path = 's' },
  process = { id = 's' },
  names = { kind = 's' },
  where = { path = 's' },
  show = { id = 's' },
  new = { title = 's', id = 's', account = 's', kind = 's', profile = 's', owner = 's', currency = 's', source = 's', parent = 's', flow = 's', forecast = 's',
    team = 'l', products = 'l', value = 'm', margin = 'm', budget = 'm', opened = 'd', close = 'd', probability = 'i' },
  add = { kind = 's', id = 's', title = 's', account = 's', region = 's', email = 's', role = 's', parent = 's' },
  toggle = { path = 's', lnum = 'i', last = 'i', state = 's', reason = 's', bulk = 'b' },
  refresh = { id = 's' },
  review = { id = 's' },
  decide = { id = 's', decision = 's', reason = 's', reviewers = 'l', votes = 'l', conditions = 'l' },
  advance = { id = 's', override = 's' },
  back = { id = 's', reason = 's' },
  close = { id = 's', status = 's', reason = 's', to = 's', date = 'd', value = 'm' },
  reopen = { id = 's' },
  cost = { id = 's', amount = 'm', category = 's', note = 's', stage = 's', to = 's', date = 'd' },
  log = { id = 's', text = 's', kind = 's', date = 's', who = 'l', deals = 'l' },
  visit = { id = 's', kind = 's', who = 'l' },
  followup = { parent = 's', title = 's', id = 's' },
  rename = { kind = 's', id = 's', to = 's' },
  archive = { id = 's' },
  undo = { id = 's' },
  save = { paths = 'l', message = 's' },
  commit = { paths = 'l', message = 's' },
}

local function bad_values(kind)
  local list = {}
  if kind == 's' or kind == 'd' then
    for i, text in ipairs(TEXTS) do
      list[i] = text
    end
    list[#list + 1] = {}
    list[#list + 1] = true
    list[#list + 1] = 12
  elseif kind == 'l' then
    for i, text in ipairs(TEXTS) do
      list[i] = { text }
    end
    list[#list + 1] = { {} }
    list[#list + 1] = { { reviewer = '../x', vote = 'go' } }
    list[#list + 1] = { { text = 'a\nb', due = 'soon' } }
    list[#list + 1] = 12
  elseif kind == 'b' then
    return { false, 'yes', 0 }
  else
    return NUMBERS
  end
  return list
end

local function head_of(dir)
  return scratch.read(dir .. '/.git/refs/heads/main')
end

describe('hostile arguments', function()
  local w, good, path, lnum

  setup(function()
    w = scratch.workspace()
    w.call('new', { title = 'Deal', id = 'deal', value = 100, budget = 100 })
    w.call('new', { title = 'Other', id = 'other', value = 100 })
    w.call('add', { kind = 'account', id = 'acme', title = 'Acme' })
    local item = w.call('readiness', { id = 'deal' }).missing[1]
    path, lnum = item.path, item.lnum
    good = {
      deal = { id = 'deal' }, deals = { filter = '' }, board = { filter = '' }, readiness = { id = 'deal' }, history = { id = 'deal' },
      diagnostics = { path = path }, process = {}, names = { kind = 'deal' }, where = { path = path }, show = { id = 'HEAD' },
      new = { title = 'New' }, add = { kind = 'person', title = 'Somebody' }, toggle = { path = path, lnum = lnum }, refresh = { id = 'deal' },
      review = { id = 'deal' }, decide = { id = 'deal', decision = 'hold', reason = 'x' }, advance = { id = 'deal', override = 'x' },
      back = { id = 'deal', reason = 'x' }, close = { id = 'deal', status = 'lost', reason = 'x' }, reopen = { id = 'deal' },
      cost = { id = 'deal', amount = 1, category = 'travel' }, log = { id = 'deal', text = 'x' }, visit = { id = 'deal' },
      followup = { parent = 'deal', title = 'More' }, rename = { kind = 'account', id = 'acme', to = 'acme-2' }, archive = { id = 'deal' }, undo = { id = 'deal' },
      save = {}, commit = {},
    }
  end)

  for name, fields in pairs(CALLS) do
    it(name .. ': refused with a message and nothing done, or done whole', function()
      for field, kind in pairs(fields) do
        for _, value in ipairs(bad_values(kind)) do
          local args = {}
          for key, given in pairs(good[name]) do
            args[key] = given
          end
          args[field] = value
          local shown = ('%s %s=%q'):format(name, field, tostring(value):sub(1, 40))
          local head = head_of(w.dir)
          local answer, message, code = w.ws:call(name, args)
          if answer == nil then
            assert.is_true(CODES[code], shown .. ': ' .. tostring(code) .. ' ' .. tostring(message))
            assert.is_true(#message > 0 and #message < 2048, shown)
            assert.is_nil(message:find('[%z\1-\8\11-\31\127]'), shown .. ': ' .. message)
            assert.equal(head, head_of(w.dir), shown .. ': ' .. message)
          elseif head_of(w.dir) ~= head then
            assert.equal('', w.status(), shown)
            scratch.git(w.dir, 'reset', '-q', '--hard', head)
          end
        end
      end
      assert.equal('', w.status())
    end)
  end
end)
