-- A workspace that can't be written to: reading goes on, every operation says what stands in the way, and nothing is half done.
local core = require('pursuit.core')
local ffi = require('ffi')
local scratch = require('scratch')
ffi.cdef([[
unsigned geteuid(void);
int seteuid(unsigned);
]])

local NOBODY = 65534

describe('a folder that may not be written to', function()
  local w, item
  local root = ffi.C.geteuid() == 0

  -- Permissions do not bind root: it goes on as somebody else.
  local function lock(...)
    for _, path in ipairs({ ... }) do
      os.execute(("chmod -R a-w '%s'"):format(path))
    end
    if root then
      os.execute('chmod a+x "$HOME" "$HOME/.."') -- where git looks for settings
      os.execute(("chown -R %d '%s'"):format(NOBODY, w.dir))
      ffi.C.seteuid(NOBODY)
    end
  end

  before_each(function()
    w = scratch.workspace()
    w.call('add', { kind = 'account', id = 'acme', title = 'Acme' })
    w.call('new', { title = 'Deal', id = 'deal', value = 10 })
    w.call('review', { id = 'deal' })
    item = w.call('readiness', { id = 'deal' }).missing[1]
  end)

  after_each(function()
    if root then
      ffi.C.seteuid(0)
      os.execute(("chown -R 0 '%s'"):format(w.dir))
    end
    os.execute(("chmod -R u+w '%s'"):format(w.dir))
  end)

  local function operations()
    return {
      { 'toggle', { path = item.path, lnum = item.lnum } },
      { 'log', { id = 'deal', text = 'x' } },
      { 'cost', { id = 'deal', amount = 1, category = 'travel' } },
      { 'decide', { id = 'deal', decision = 'hold', reason = 'x' } },
      { 'advance', { id = 'deal', override = 'x' } },
      { 'close', { id = 'deal', status = 'lost', reason = 'x' } },
      { 'rename', { id = 'deal', to = 'moved' } },
      { 'rename', { kind = 'account', id = 'acme', to = 'acme-2' } },
      { 'new', { title = 'New' } },
      { 'add', { kind = 'person', title = 'Chen Gang' } },
      { 'undo', { id = 'deal' } },
    }
  end

  local function all_fail()
    local head = w.head()
    local ws = assert(core.open(w.dir))
    for _, operation in ipairs(operations()) do
      local answer, message, code = ws:call(operation[1], operation[2])
      assert.is_nil(answer, operation[1])
      assert.equal('IO', code, operation[1] .. ': ' .. tostring(message))
      assert.is_truthy(message:find('Permission denied', 1, true), message)
      assert.equal(w.dir, message:sub(1, #w.dir))
    end
    for _, name in ipairs({ 'deal', 'readiness', 'history' }) do
      assert(ws:call(name, { id = 'deal' }))
    end
    assert.is_table(ws:call('board', {}))
    assert.is_table(ws:call('diagnostics', {}))
    ws:close()
    return head
  end

  local function unchanged(head)
    if root then
      ffi.C.seteuid(0)
      os.execute(("chown -R 0 '%s'"):format(w.dir))
    end
    assert.equal(head, w.head())
    assert.equal('', w.status())
  end

  it('as a whole', function()
    local head = w.head()
    lock(w.dir)
    all_fail()
    unchanged(head)
  end)

  it('in its notes, though git could commit', function()
    local head = w.head()
    lock(w.dir .. '/deals', w.dir .. '/accounts', w.dir .. '/team')
    os.execute(("chmod a-w '%s'"):format(w.dir))
    all_fail()
    unchanged(head)
  end)
end)
