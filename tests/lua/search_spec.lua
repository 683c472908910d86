-- Searches find what a plain reading of the files finds, whatever happened to the files.
local core = require('pursuit.core')
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

-- Words of ASCII letters and digits in lower case, and each other character of three bytes by itself.
local function words(text)
  local found = {}
  for run, wide in text:gmatch('([%w]*)([\228-\233]?[\128-\191]?[\128-\191]?)') do
    if run ~= '' then
      found[#found + 1] = run:lower()
    end
    if #wide == 3 then
      found[#found + 1] = wide
    end
  end
  return found
end

local function holds(text, phrase, prefix)
  local list, want = words(text), words(phrase)
  for at = 1, #list - #want + 1 do
    local all = #want > 0
    for i = 1, #want do
      local is = list[at + i - 1]
      all = all and (is == want[i] or (prefix and i == #want and is:sub(1, #want[i]) == want[i]))
    end
    if all then
      return true
    end
  end
  return false
end

local function notes(dir)
  local found = {}
  local pipe = assert(io.popen(
    ("cd '%s' && find deals accounts people team regions .pursuit -name '*.md' -type f -not -path '*/files/*' 2>/dev/null"):format(dir)))
  for path in pipe:lines() do
    found[#found + 1] = dir .. '/' .. path
  end
  pipe:close()
  return found
end

-- Paths of notes that hold each { phrase, prefix =, no = }.
local function naive(dir, terms, overlay)
  local found, all = {}, notes(dir)
  for path in pairs(overlay or {}) do
    if not scratch.read(path) then
      all[#all + 1] = path
    end
  end
  for _, path in ipairs(all) do
    local text, fits = overlay and overlay[path] or scratch.read(path), true
    for _, term in ipairs(terms) do
      fits = fits and holds(text, term[1], term.prefix) ~= (term.no or false)
    end
    if fits then
      found[#found + 1] = path
    end
  end
  table.sort(found)
  return found
end

local function paths(hits)
  local found = {}
  for i, hit in ipairs(hits) do
    found[i] = hit.path
  end
  table.sort(found)
  return found
end

local ASKED = {
  { '部署', { { '部署' } } },
  { '署', { { '署' } } },
  { 'a-b', { { 'a b' } } },
  { '"radio backup"', { { 'radio backup' } } },
  { 'rad*', { { 'rad', prefix = true } } },
  { '部署 backup', { { '部署' }, { 'backup' } } },
  { 'backup -radio', { { 'backup' }, { 'radio', no = true } } },
  { '-the', { { 'the', no = true } } },
  { '电信预算', { { '电信预算' } } },
  { 'BACKUP 部', { { 'backup' }, { '部' } } },
}

local function agree(w, overlay)
  for _, asked in ipairs(ASKED) do
    local hits = w.call('search', { query = asked[1], limit = 10000 }, overlay)
    assert.same(naive(w.dir, asked[2], overlay), paths(hits), asked[1])
  end
end

local PIECES = { '部署', '署', '电信', '预算', '，', '。', 'radio', 'Radio', 'backup', 'a-b', 'the', ' ', '\n', '\n\n## ', ' | ', '- [ ] ', '[[x]]' }

local function text()
  local parts = { '# ' }
  for i = 2, math.random(60) do
    parts[i] = PIECES[math.random(#PIECES)] .. (math.random(3) == 1 and ' ' or '')
  end
  return table.concat(parts) .. '\n'
end

local function any(list)
  return list[math.random(#list)]
end

local CHANGES = {
  function(w)
    scratch.write(w.dir .. '/deals/2026/one/free-' .. math.random(5) .. '.md', text())
  end,
  function(w)
    scratch.write(any(notes(w.dir .. '/')):gsub('process%.md$', 'note.md'), text())
  end,
  function(w)
    local path = any(notes(w.dir))
    if path:find('free') then
      os.remove(path)
    end
  end,
  function(w)
    os.rename(w.dir .. '/deals/2026/one/free-1.md', w.dir .. '/people/free-' .. math.random(3) .. '.md')
  end,
  function(w)
    scratch.git(w.dir, 'add', '-A')
    scratch.git(w.dir, 'commit', '-q', '-m', 'all')
  end,
  function(w)
    scratch.git(w.dir, 'checkout', '-q', '-f', 'HEAD~' .. math.random(2), '--', 'deals')
  end,
  function(w)
    scratch.git(w.dir, 'reset', '-q', '--hard', 'HEAD')
  end,
  function(w) -- the same size within the same instant
    local path = w.dir .. '/deals/2026/one/twin.md'
    scratch.write(path, 'radio\n')
    w.call('search', { query = 'radio' })
    scratch.write(path, 'audio\n')
  end,
}

describe('search', function()
  it('finds what a naive search of the files finds, after any change', function()
    math.randomseed(11)
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one' })
    w.call('new', { title = 'Two 部署', id = 'two' })
    scratch.write(w.dir .. '/accounts/port.md', '# Port\nbackup radio 部署\n')
    for _ = 1, 60 do
      for _ = 1, math.random(3) do
        any(CHANGES)(w)
      end
      agree(w)
    end
    local overlay = {
      [w.dir .. '/accounts/port.md'] = '# Port\n电信预算\n',
      [w.dir .. '/deals/2026/two/new.md'] = '# New\nbackup a-b\n',
    }
    agree(w, overlay)
    agree(w)
  end)

  it('tells note, line, deal, title and the match', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one' })
    scratch.write(w.dir .. '/deals/2026/one/site.md', '---\ntitle: Site visit\n---\n\nnothing here\nthe ＢＡＣＫＵＰ radio 部署\n')
    local hits = w.call('search', { query = 'backup 部署' })
    assert.equal(1, #hits)
    local hit = hits[1]
    assert.equal(w.dir .. '/deals/2026/one/site.md', hit.path)
    assert.same({ 6, 5, 'one', 'Site visit' }, { hit.lnum, hit.col, hit.deal, hit.title })
    assert.equal('the ＢＡＣＫＵＰ radio 部署', hit.snippet)
    assert.equal('ＢＡＣＫＵＰ', hit.snippet:sub(hit.marks[1].from, hit.marks[1].to))
    assert.equal('部署', hit.snippet:sub(hit.marks[2].from, hit.marks[2].to))
  end)

  it('puts titles and what is said often first, and equal ones by path', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one' })
    local dir = w.dir .. '/deals/2026/one/'
    scratch.write(dir .. 'a.md', '# x\nzebra\n')
    scratch.write(dir .. 'b.md', '# x\nzebra zebra zebra\n')
    scratch.write(dir .. 'c.md', '# Zebra\n')
    scratch.write(dir .. 'd.md', '# x\nzebra\n')
    local order = {}
    for i, hit in ipairs(w.call('search', { query = 'zebra' })) do
      order[i] = hit.path:sub(#dir + 1)
    end
    assert.same({ 'c.md', 'b.md', 'a.md', 'd.md' }, order)
    assert.equal(2, #w.call('search', { query = 'zebra', limit = 2 }))
  end)

  it('takes the filters of deals in the same line', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one', value = 100 })
    w.call('new', { title = 'Two', id = 'two', value = 2000, owner = 'anna' })
    for _, id in ipairs({ 'one', 'two' }) do
      scratch.write(w.dir .. '/deals/2026/' .. id .. '/x.md', 'zebra 电信\n')
    end
    scratch.write(w.dir .. '/accounts/port.md', 'zebra 电信\n')
    local function deals(query)
      local found = {}
      for i, hit in ipairs(w.call('search', { query = query })) do
        found[i] = hit.deal or '-'
      end
      table.sort(found)
      return table.concat(found, ' ')
    end
    assert.equal('- one two', deals('zebra'))
    assert.equal('two', deals('电信 value>1000'))
    assert.equal('one', deals('zebra owner=me'))
    assert.equal('one two', deals('zebra stage=information'))
    assert.equal('', deals('zebra stage=concept'))
    assert.equal('', deals('zebra "value>1000"'))
    assert.equal('', deals('zebra colour=red'))
  end)

  it('finds any hits as well as the best ones, with filters too', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one' })
    w.call('new', { title = 'Two', id = 'two', owner = 'anna' })
    for i = 1, 9 do
      scratch.write(('%s/deals/2026/%s/n%d.md'):format(w.dir, i % 3 == 0 and 'two' or 'one', i), 'zebra ' .. i .. '\n')
    end
    local function found(args)
      return #w.call('search', args)
    end
    assert.equal(9, found({ query = 'zebra', any = true }))
    assert.equal(4, found({ query = 'zebra', any = true, limit = 4 }))
    assert.equal(3, found({ query = 'owner=anna zebra', any = true }))
    assert.equal(2, found({ query = 'zebra owner=anna', limit = 2 }))
    assert.equal(8, found({ query = 'zebra -3', any = true }))
    assert.same(w.call('search', { query = '-zebra' }), w.call('search', { query = '-zebra', any = true }))
    local overlay = { [w.dir .. '/deals/2026/one/n1.md'] = 'horse\n' }
    assert.equal(5, #w.call('search', { query = 'zebra', any = true, limit = 5 }, overlay))
    assert.equal(8, #w.call('search', { query = 'zebra', any = true }, overlay))
  end)

  it('can ask what is known, without a look at the files', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one' })
    scratch.write(w.dir .. '/deals/2026/one/a.md', 'zebra\n')
    assert.equal(1, #w.call('search', { query = 'zebra' }))
    scratch.write(w.dir .. '/deals/2026/one/b.md', 'zebra\n')
    assert.equal(1, #w.call('search', { query = 'zebra', known = true }))
    assert.equal(2, #w.call('search', { query = 'zebra' }))
    assert.equal(2, #w.call('search', { query = 'zebra', known = true }))
  end)

  it('goes on by path where there are many without a word', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one' })
    for i = 1, 1100 do
      scratch.write(('%s/people/p%04d.md'):format(w.dir, i), i % 100 == 0 and 'zebra\n' or 'horse\n')
    end
    local overlay = { [w.dir .. '/people/p0100.md'] = 'horse\n', [w.dir .. '/people/p0101.md'] = 'zebra\n' }
    local hits = w.call('search', { query = '-zebra', limit = 5000 }, overlay)
    local people = {}
    for _, hit in ipairs(hits) do
      people[#people + 1] = hit.path:match('people/p(%d+)')
    end
    assert.equal(1100 - 11, #people)
    local sorted = vim and vim.deepcopy(people) or { unpack(people) }
    table.sort(sorted)
    assert.same(sorted, people)
  end)

  it('takes any input as a query', function()
    local w = scratch.workspace()
    for _, query in ipairs({ '', ' ', '"', '""', "'", 'NEAR(', 'NEAR(a b, 3)', 'a AND', 'OR', 'NOT x', '(', ')', '*', '-', '--', '-"', '^a', 'title:', 'title : x',
      '{a b} : c', '\0', 'a\0b', '\255\254', '%', ';DROP TABLE note', ('x '):rep(5000), ('('):rep(3000), ('"a'):rep(999), 'value>much', 'close<soon', '=', '>=' }) do
      local hits, message = w.ws:call('search', { query = query })
      assert.is_table(hits, query .. ': ' .. tostring(message))
    end
  end)

  it('leaves out attachments, hidden files and what lies outside', function()
    local w = scratch.workspace()
    w.call('new', { title = 'One', id = 'one' })
    for _, path in ipairs({ 'deals/2026/one/files/x.md', 'deals/2026/one/.x.md', 'elsewhere/x.md', 'deals/2026/one/x.txt' }) do
      scratch.write(w.dir .. '/' .. path, 'zebra\n')
    end
    local outside = scratch.dir()
    scratch.write(outside .. '/x.md', 'zebra\n')
    os.execute(("rm -rf '%s/people' && ln -s '%s' '%s/people'"):format(w.dir, outside, w.dir)) -- a whole folder that leads outside
    os.execute(("ln -s '%s/x.md' '%s/deals/2026/one/link.md'; ln -s '%s' '%s/deals/2026/one/dir'"):format(outside, w.dir, outside, w.dir))
    assert.same({}, w.call('search', { query = 'zebra' }))
    scratch.write(w.dir .. '/deals/2026/one/reviews/x.md', 'zebra\n')
    assert.equal(1, #w.call('search', { query = 'zebra' }))
    assert.is_nil(core.search)
  end)
end)
