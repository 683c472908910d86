-- Who leads to a note: by links and by ids where ids belong.
local scratch = require('scratch')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local function workspace()
  local w = scratch.workspace()
  w.call('new', { title = 'One', id = 'one', account = 'port' })
  w.call('new', { title = 'Two', id = 'two' })
  scratch.write(w.dir .. '/accounts/port.md', '# Port authority\n')
  return w
end

-- "path:line" from the deals on, in order.
local function links(w, path, args, overlay)
  local found = {}
  args = args or {}
  args.path = path
  for i, link in ipairs(w.call('backlinks', args, overlay)) do
    found[i] = link.path:sub(#w.dir + 2):gsub('^deals/2026/', '') .. ':' .. link.lnum
  end
  return table.concat(found, ' ')
end

describe('backlinks', function()
  it('are links and ids where ids belong', function()
    local w = workspace()
    scratch.write(w.dir .. '/deals/2026/two/visit.md', '# Visit\n\nAt [[port|the port]], of [[accounts/port]].\nNot `[[port]]`.\n')
    assert.equal('one/deal.md:5 two/visit.md:3', links(w, 'accounts/port.md'))
    local link = w.call('backlinks', { path = w.dir .. '/accounts/port.md' })[2]
    assert.same({ 'two', 'Visit', 'At [[port|the port]], of [[accounts/port]].' }, { link.deal, link.title, link.text })
  end)

  it('name people in tables and entries of the log', function()
    local w = workspace()
    scratch.write(w.dir .. '/people/chen.md', '# Chen\n')
    local path = w.dir .. '/deals/2026/two/deal.md'
    local text = scratch.read(path):gsub('(## Stakeholders\n\n|[^\n]+\n|[^\n]+\n)', '%1| chen | management | | | | | | | |\n')
    scratch.write(path, text)
    scratch.write(w.dir .. '/deals/2026/two/log.md', '# Log\n\n## 2026-03-01 visit\n[who:: chen, [[liu]]]\n')
    local lnum = select(2, text:sub(1, (text:find('| chen', 1, true))):gsub('\n', '\n')) + 1
    assert.equal(('two/deal.md:%d two/log.md:4'):format(lnum), links(w, 'people/chen.md'))
  end)

  it('go to the nearest note of a name', function()
    local w = workspace()
    for _, id in ipairs({ 'one', 'two' }) do
      scratch.write(w.dir .. '/deals/2026/' .. id .. '/free.md', '[[log]] [[port]]\n')
      scratch.write(w.dir .. '/deals/2026/' .. id .. '/sub/free.md', '[[log]]\n')
    end
    scratch.write(w.dir .. '/deals/2026/two/port.md', '# Two\'s own port\n')
    assert.equal('one/free.md:1 one/sub/free.md:1', links(w, 'deals/2026/one/log.md'))
    assert.equal('two/free.md:1', links(w, 'deals/2026/two/port.md'))
    assert.equal('one/deal.md:5 one/free.md:1', links(w, 'accounts/port.md'))
  end)

  it('go to a deal by its id and its aliases, before an account of that name', function()
    local w = workspace()
    scratch.write(w.dir .. '/accounts/one.md', '# One Ltd\n')
    scratch.write(w.dir .. '/people/chen.md', '[[one]]\n[[old-one]]\n[[accounts/one]]\n')
    local path = w.dir .. '/deals/2026/one/deal.md'
    scratch.write(path, (scratch.read(path):gsub('aliases: %[one%]', 'aliases: [one, old-one]')))
    local found = links(w, 'deals/2026/one/deal.md')
    assert.truthy(found:find('people/chen.md:1 people/chen.md:2', 1, true) or found:find('people/chen.md:1', 1, true) and found:find('people/chen.md:2', 1, true), found)
    assert.is_nil(found:find('chen.md:3', 1, true))
    assert.equal('people/chen.md:3', links(w, 'accounts/one.md'))
  end)

  it('follow every change, also unsaved ones', function()
    local w = workspace()
    local path = w.dir .. '/accounts/note.md'
    scratch.write(path, '# Note\n[[two]]\n')
    local function leads(overlay)
      return links(w, 'deals/2026/two/deal.md', nil, overlay):find('accounts/note.md:2', 1, true) ~= nil
    end
    assert.is_true(leads())
    assert.is_false(leads({ [path] = '# Note\n[[one]]\n' }))
    scratch.write(path, '# Note\n[[one]]\n')
    assert.is_false(leads())
    assert.is_true(leads({ [path] = '# Note\nto [[two]]\n' }))
    os.remove(path)
    assert.is_false(leads())
  end)

  it('can be asked of what is known, without a look at the files', function()
    local w = workspace()
    assert.equal('one/deal.md:5', links(w, 'accounts/port.md'))
    scratch.write(w.dir .. '/people/new.md', '[[port]]\n')
    assert.equal('one/deal.md:5', links(w, 'accounts/port.md', { known = true }))
    assert.equal('one/deal.md:5 people/new.md:1', links(w, 'accounts/port.md'))
  end)

  it('of a note that is not there are an error', function()
    local w = workspace()
    local answer, message, code = w.ws:call('backlinks', { path = 'accounts/none.md' })
    assert.is_nil(answer)
    assert.equal('NOTFOUND', code)
    assert.truthy(message)
  end)
end)
