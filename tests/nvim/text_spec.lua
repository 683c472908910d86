local message = require('pursuit.message')
local text = require('pursuit.text')
local words = require('pursuit.words')

local ROOT = os.getenv('PURSUIT_ROOT')

---All of the plugin's Lua, but for the texts themselves.
local function sources()
  local found = {}
  for _, path in ipairs(vim.fn.globpath(ROOT .. '/lua/pursuit', '**/*.lua', false, true)) do
    if not path:find('/pursuit/text[./]') and not path:find('/pursuit/demo') then
      local file = assert(io.open(path, 'rb'))
      found[path:sub(#ROOT + 2)] = file:read('*a')
      file:close()
    end
  end
  return found
end

describe('texts', function()
  it('are there in both languages, with the same arguments', function()
    for key, entry in pairs(text.all()) do
      assert.truthy(entry.en and entry.en ~= '', key)
      assert.truthy(entry.zh and entry.zh ~= '', key)
      local function arguments(said)
        local list = {}
        for n in said:gmatch('{(%d)}') do
          list[#list + 1] = n
        end
        table.sort(list)
        return table.concat(list, ' ')
      end
      assert.equal(arguments(entry.en), arguments(entry.zh), key)
    end
  end)

  it('are all used, and every one that is used is there', function()
    local all, built = table.concat(vim.tbl_values(sources()), '\n'), { 'status_', 'decision_', 'kind_', 'folded_', 'ask_', 'field_', 'item_', 'weekday_', 'forecast_', 'by_', 'move_', 'costs_mark_', 'pay_', 'charge_', 'count_', 'seen_', 'events_', 'open_', 'people_', 'accounts_', 'account_', 'brief_', 'point_', 'note_' }
    for key in pairs(text.all()) do
      local prefix = vim.iter(built):find(function(one)
        return vim.startswith(key, one)
      end)
      assert.truthy(all:find("'" .. key .. "'", 1, true) or prefix, key .. ' is not used')
    end
    for key in all:gmatch("text%.get%('([%w_-]+)'[,)]") do
      assert.truthy(text.all()[key], key .. ' is not there')
    end
  end)

  it('take arguments', function()
    assert.equal("there is no deal 'x%1'", text.get('no_such_deal', 'en', 'x%1'))
    assert.equal(', 1 condition', text.get('and_conditions', 'en', 1))
    assert.has_error(function()
      text.get('no such text', 'en')
    end)
  end)

  it('of the interface stand in one place', function()
    for path, source in pairs(sources()) do
      for line in source:gmatch('[^\n]+') do
        local code = line:gsub('%-%-.*$', '')
        local chinese = code:find('[\228-\233][\128-\191][\128-\191]') and not path:find('words%.lua')
        assert.is_falsy(chinese, path .. ': ' .. line)
      end
    end
  end)
end)

describe('what is shown', function()
  it('has no control characters and none that turn the direction', function()
    assert.equal('a b', message.clean('a\n\27\0b'))
    assert.equal('ab', message.clean('a\226\128\174b'))
    assert.equal('ab', message.clean('a\226\129\166b'))
    assert.equal('云南…▲', message.clean('云南…▲'))
  end)

  it('in a statusline is no code', function()
    assert.equal('%%{system(1)} x', message.statusline('%{system(1)}\nx'))
  end)
end)

describe('words', function()
  it('are split at blanks, but for quoted values and blanks after a backslash', function()
    assert.same({ 'a', 'b', 'account=port authority', 'c' }, words.split('  a b account="port authority" c '))
    assert.same({ 'a b', 'c' }, words.split('a\\ b c'))
    assert.same({ "Harbour's", '"LTE"', 'x="y' }, words.split([[Harbour's "LTE" x="y]]))
    assert.same({}, words.split(''))
  end)

  it('between quotes are one, and quotes within a text are its own', function()
    assert.same({ 'a', '"Evil Corp"', '"x"', 'b' }, words.runs({ 'a', '"Evil', 'Corp"', '"x"', 'b' }))
    assert.same({ '"open', '19' }, words.runs({ '"open', '19' }))
    assert.same({ 'Evil Corp', '"a" and "b"', 'said "no"', '"' },
      { words.bare('"Evil Corp"'), words.bare('"a" and "b"'), words.bare('said "no"'), words.bare('"') })
  end)

  it('of the form key=value are options', function()
    local rest, options, unknown = words.options({ 'a', 'value=5', 'E=mc', 'acount=x', 'b' }, { 'value' })
    assert.same({ 'a', 'E=mc', 'b' }, rest)
    assert.same({ value = '5' }, options)
    assert.equal('acount', unknown)
  end)

  it('make lists', function()
    assert.same({ 'a', 'b', 'c' }, words.list('a,b、c'))
    assert.is_nil(words.list(nil))
  end)
end)
