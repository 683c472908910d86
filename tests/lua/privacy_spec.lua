-- What is private about people is read by who works with the notes, and stands in nothing that leaves the workspace.
local ffi = require('ffi')
local scratch = require('scratch')
ffi.cdef('int usleep(unsigned);')

scratch.setenv('XDG_CACHE_HOME', scratch.dir())

local w

local PERSON = [[
---
id: liu.min
name: Liu Min
%s
---
# Liu Min

- [ ] Send the card %s[due:: 2026-12-01]

## Private

- [ ] Ask after the operation %s[due:: 2026-12-02]
]]

local function export(overlay)
  local path = scratch.dir() .. '/out.ics'
  w.call('export', { path = path, days = 60 }, overlay)
  return scratch.read(path)
end

local function texts(overlay)
  local found = {}
  for _, item in ipairs(w.call('agenda', { days = 60 }, overlay).items) do
    found[#found + 1] = item.text or item.kind
  end
  return table.concat(found, '\n')
end

setup(function()
  scratch.setenv('PURSUIT_NOW', '2026-11-23T12:00:00Z')
  w = scratch.workspace('en')
  w.call('new', { title = 'Core', id = 'core' })
  scratch.write(w.dir .. '/people/liu.min.md', PERSON:format('', 'open-person ', 'secret-person '))
  scratch.write(w.dir .. '/people/wang.jun.md', PERSON:format('private: true', 'secret-note ', 'secret-note '))
  local log = w.dir .. '/deals/2026/core/log.md'
  scratch.write(log, scratch.read(log) .. [=[

## 2026-11-20 10:00 visit

[who:: [[liu.min]]]

- [ ] Send the offer open-deal [due:: 2026-12-03] [owner:: li.wei]

### Private

- [ ] Ring the doctor secret-deal [due:: 2026-12-04] [owner:: li.wei]
]=])
end)

describe('private notes', function()
  it('stand in our own agenda', function()
    local own = texts()
    for _, word in ipairs({ 'open-person', 'secret-person', 'secret-note', 'open-deal', 'secret-deal' }) do
      assert.truthy(own:find(word, 1, true), word)
    end
  end)

  it('stand in no calendar, and what is not private does', function()
    local told = export()
    assert.truthy(told:find('open-person', 1, true))
    assert.truthy(told:find('open-deal', 1, true))
    assert.falsy(told:find('secret', 1, true))
  end)

  it('stay out of it from the index too, and in the index all the same', function()
    texts()
    assert.falsy(export():find('secret', 1, true))
    assert.truthy(texts():find('secret-deal', 1, true))
  end)

  it('stay out of it where a whole note of a deal is private, and its row comes from the index', function()
    local own = scratch.workspace('en')
    own.call('new', { title = 'Ring', id = 'ring' })
    local folder = own.dir .. '/deals/2026/ring/'
    scratch.write(own.dir .. '/people/liu.min.md', '---\nname: Liu Min\n---\n')
    scratch.write(folder .. 'own.md', '---\nprivate: true\n---\n- [ ] Keep it secret [due:: 2026-12-05]\n')
    scratch.write(folder .. 'log.md', '---\nprivate: true\n---\n# Log\n\n## 2026-11-20 10:00 visit\n\n[who:: [[liu.min]]]\n')
    ffi.C.usleep(2100000) -- until the files are old enough to be known by their times
    assert.equal('secret', own.call('agenda', { days = 60 }).items[1].text:match('secret'))
    own.call('export', { path = own.dir .. '/out.ics', days = 60 })
    assert.falsy(scratch.read(own.dir .. '/out.ics'):find('secret', 1, true))
    assert.equal('2026-11-20', own.call('brief', { id = 'liu.min' }).people[1].person.seen)
    assert.is_nil(own.call('brief', { id = 'liu.min', discreet = true }).people[1].person.seen)
  end)

  it('stay out of it where the text is unsaved', function()
    local path = w.dir .. '/deals/2026/core/log.md'
    local typed = scratch.read(path) .. '\n## Private\n- [ ] Say nothing secret-unsaved [due:: 2026-12-05]\n'
    local overlay = { [path] = typed }
    assert.truthy(texts(overlay):find('secret-unsaved', 1, true))
    assert.falsy(export(overlay):find('secret', 1, true))
  end)

  it('keep the line numbers of all that is told', function()
    local line = 0
    for text in (scratch.read(w.dir .. '/deals/2026/core/log.md')):gmatch('([^\n]*)\n') do
      line = line + 1
      if text:find('open-deal', 1, true) then
        break
      end
    end
    assert.truthy(export():gsub('\r\n ', ''):find('log.md:' .. line, 1, true))
  end)
end)
