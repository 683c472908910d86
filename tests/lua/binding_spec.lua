local core = require('pursuit.core')
local scratch = require('scratch')

describe('the binding', function()
  it('carries a version and the hash of its sources', function()
    assert.is_truthy(core.version:match('^%d+%.%d+%.%d+'))
    assert.is_string(core.source_hash)
  end)

  it('raises on misuse and returns nil, message, CODE for what can be expected', function()
    local ws = scratch.workspace().ws
    assert.has_error(function()
      ws:call('no-such-call', {})
    end, "no call named 'no-such-call'")
    assert.has_error(function()
      ws:call('deal', 'acme')
    end)
    assert.has_error(function()
      ws:call('deal', {}, { 'not a map' })
    end)
    local answer, message, code, info = ws:call('deal', { id = 'nobody' })
    assert.is_nil(answer)
    assert.equal("no deal is named 'nobody'", message)
    assert.equal('NOTFOUND', code)
    assert.same({}, info.missing)
  end)

  it('refuses options that are unknown or of the wrong type, and says which', function()
    local ws = scratch.workspace().ws
    local cases = {
      { { title = 'x', colour = 'red' }, "unknown option 'colour'" },
      { { title = 'x', value = {} }, "option 'value' must be a number" },
      { { title = 'x', value = 0 / 0 }, "option 'value' must be a finite amount" },
      { { title = 'x', value = 1 / 0 }, "option 'value' must be a finite amount" },
      { { title = 'x', value = 'much' }, "'much' is not an amount: write a number such as 1200000 or 1860.50" },
      { { title = 'x', close = '2026-02-30' }, "'2026-02-30' is not a date: write YYYY-MM-DD" },
      { { title = 'x', team = { 1, 2 } }, "option 'team' must be a list of strings" },
      { { title = {} }, "option 'title' must be a string" },
      { { title = 'x', probability = 0.5 }, "option 'probability' must be a whole number" },
      { { 'x' }, "unknown option '[1]'" },
    }
    for _, case in ipairs(cases) do
      local answer, message, code = ws:call('new', case[1])
      assert.is_nil(answer)
      assert.equal(case[2], message)
      assert.equal('INVAL', code)
    end
  end)

  it('raises on every misuse of every function, and goes on after it', function()
    local w = scratch.workspace()
    local ws, job = w.ws, w.ws:start('deals', {})
    job:wait()
    local wrong = { false, 12, {}, print, ws, job, coroutine.create(print), newproxy() }
    local function try(f, ...)
      local said, message = pcall(f, ...)
      assert.is_true(said or type(message) == 'string')
    end
    for i = 1, 8 do
      local value = wrong[i]
      for _, f in ipairs({ core.find, core.init, core.open }) do
        if type(value) ~= 'number' then
          try(f, value)
        end
        try(f)
      end
      try(core.init, w.dir .. '/\0', value)
      for _, name in ipairs({ 'root', 'lang', 'set_lang', 'call', 'start' }) do
        try(ws[name], value)
        try(ws[name])
        try(ws[name], ws, value)
        try(ws[name], ws, 'deal', value)
        try(ws[name], ws, 'deal', { id = value })
        try(ws[name], ws, 'deal', { [value] = value })
        try(ws[name], ws, 'deal', {}, value)
        try(ws[name], ws, 'deal', {}, { [value] = 'text' })
        try(ws[name], ws, 'deal', {}, { ['/x'] = value })
        try(ws[name], ws, 'new', { title = 'x', team = { value } })
        try(ws[name], ws, 'decide', { id = 'x', votes = { { reviewer = value } } })
      end
      for _, name in ipairs({ 'poll', 'wait', 'cancel' }) do
        try(job[name], value)
        try(job[name])
      end
    end
    collectgarbage()
    assert.is_table(w.call('deals', {}))
    assert.equal('', w.status())
  end)

  it('closes twice without harm and raises after that', function()
    local ws = scratch.workspace().ws
    ws:close()
    ws:close()
    assert.has_error(function()
      ws:call('deals', {})
    end, 'the workspace is closed')
    assert.has_error(function()
      ws:root()
    end)
  end)

  it('keeps its classes locked', function()
    local ws = scratch.workspace().ws
    assert.equal('locked', getmetatable(ws))
    assert.has_error(function()
      ws.call(io.stdout, 'deals', {})
    end)
  end)

  it('runs jobs in order on its own thread and hands their answers over', function()
    local w = scratch.workspace()
    local jobs = {}
    for i = 1, 5 do
      jobs[i] = w.ws:start('new', { title = 'Deal ' .. i, id = 'deal-' .. i })
    end
    for i = 1, 5 do
      local done, deal, info = jobs[i]:wait()
      assert.is_true(done)
      assert.equal('deal-' .. i, deal.id)
      assert.equal(40, #info.commit)
    end
    local done, answer, message, code = w.ws:start('deal', { id = 'nobody' }):wait()
    assert.same({ true, nil, "no deal is named 'nobody'", 'NOTFOUND' }, { done, answer, message, code })
    assert.equal(5, #w.call('deals', {}))
    assert.equal('', w.status())
  end)

  it('reads at once while a job waits for the lock of another process, and speaks the host\'s language', function()
    local ffi = require('ffi')
    ffi.cdef('int open(const char *, int, ...); int close(int); int flock(int, int); long time(long *);')
    local w = scratch.workspace()
    w.call('new', { title = 'Deal', id = 'deal' })
    w.ws:set_lang('zh')
    local fd = ffi.C.open(w.dir .. '/.git/pursuit/lock', 2)
    assert.equal(0, ffi.C.flock(fd, 2))
    local job = w.ws:start('log', { id = 'deal', text = 'later' })
    local bad = w.ws:start('deal', { id = 'nobody' })
    local began = ffi.C.time(nil)
    for _ = 1, 50 do
      assert.equal('Deal', w.call('deal', { id = 'deal' }).title)
    end
    assert.is_true(ffi.C.time(nil) - began < 5)
    assert.is_false((job:poll()))
    ffi.C.close(fd)
    local done, entry, info = job:wait()
    assert.is_true(done)
    assert.equal('later', entry.text)
    assert.equal(w.head(), info.commit)
    assert.equal('没有名为“nobody”的项目', select(3, bad:wait()))
    assert.equal('contact', w.call('history', { id = 'deal' })[1].kind)
  end)

  it('gives the error of its arguments through the job', function()
    local w = scratch.workspace()
    local done, answer, _, code = w.ws:start('new', { colour = 'red' }):poll()
    assert.same({ true, nil, 'INVAL' }, { done, answer, code })
  end)

  it('cancels a job that has not begun', function()
    local w = scratch.workspace()
    local first = w.ws:start('diagnostics', {})
    local second = w.ws:start('new', { title = 'Never' })
    second:cancel()
    first:wait()
    local done, answer, _, code = second:wait()
    assert.is_true(done)
    if answer == nil then -- it may have begun already on a fast machine
      assert.equal('CANCEL', code)
    end
  end)

  it('finishes what is queued before it closes, with jobs that nobody holds', function()
    local w = scratch.workspace()
    for i = 1, 3 do
      w.ws:start('new', { title = 'Deal ' .. i })
    end
    collectgarbage()
    w.ws:close()
    assert.equal(4, w.commits())
  end)

  it('outlives its handle: a job is read after the workspace was closed', function()
    local w = scratch.workspace()
    local job = w.ws:start('deals', {})
    w.ws:close()
    local done, deals = job:wait()
    assert.is_true(done)
    assert.same({}, deals)
  end)

  it('keeps memory steady over many calls, failing ones too', function()
    local w = scratch.workspace()
    local function rounds(n)
      for _ = 1, n do
        w.ws:call('deal', { id = 'nobody' })
        w.ws:call('new', { title = {} })
        pcall(w.ws.call, w.ws, 'no-such-call')
      end
      collectgarbage()
      collectgarbage()
      return collectgarbage('count')
    end
    local before = rounds(50)
    assert.is_true(rounds(500) < before + 64)
  end)

  it('finds the workspace above a path that need not exist', function()
    local w = scratch.workspace()
    assert.equal(w.dir, core.find(w.dir .. '/deals/2026/none/deal.md'))
    assert.equal(w.dir, core.find(w.dir))
    assert.equal('', core.find('/'))
    assert.equal('', core.find(scratch.dir()))
  end)
end)
