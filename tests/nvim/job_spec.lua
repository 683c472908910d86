---Jobs in the background, with a worker that does as it is told.
local job = require('pursuit.job')
local message = require('pursuit.message')

---A handle whose jobs end when their result is set.
local function worker()
  local handle = { jobs = {} }
  function handle.start(_, name)
    local one = { name = name }
    function one.poll()
      if one.cancelled then
        return true, nil, 'cancelled', 'CANCEL', {}
      elseif one.result then
        return true, unpack(one.result, 1, 4)
      end
      return false
    end
    function one.cancel()
      one.cancelled = true
    end
    handle.jobs[#handle.jobs + 1] = one
    return one
  end
  return handle
end

local function until_idle()
  assert.is_true(vim.wait(3000, function()
    return not job.busy()
  end, 5))
end

describe('a job', function()
  it('gives its answer when it is there', function()
    local handle, got = worker(), nil
    job.start(handle, 'deals', {}, {}, function(...)
      got = { ... }
    end)
    assert.is_true(job.busy())
    assert.is_nil(got)
    handle.jobs[1].result = { { 'answer' }, { changed = {} } }
    until_idle()
    assert.same({ { 'answer' }, { changed = {} } }, got)
  end)

  it('gives its failure', function()
    local handle, got = worker(), nil
    job.start(handle, 'deals', {}, {}, function(...)
      got = { ... }
    end)
    handle.jobs[1].result = { nil, 'said', 'NOTFOUND', { path = 'x' } }
    until_idle()
    assert.is_nil(got[1])
    assert.equal('said', got[2])
    assert.equal('NOTFOUND', got[3])
    assert.equal('x', got[4].path)
  end)

  it('that can not start says so at once', function()
    local got
    local handle = { start = function()
      return nil, 'no', 'NOMEM'
    end }
    assert.is_nil(job.start(handle, 'deals', {}, {}, function(...)
      got = { ... }
    end))
    assert.equal('no', got[2])
  end)

  it('can be cancelled', function()
    local handle, code = worker(), nil
    local one = job.start(handle, 'deals', {}, {}, function(_, _, what)
      code = what
    end)
    job.cancel(one)
    until_idle()
    assert.equal('CANCEL', code)
    job.start(handle, 'deals', {}, {}, function(_, _, what)
      code = what .. '2'
    end)
    job.cancel_reading()
    until_idle()
    assert.equal('CANCEL2', code)
  end)

  it('that changes something is not cancelled when Neovim leaves', function()
    local handle = worker()
    assert.is_true(job.reads('plan'))
    assert.is_false(job.reads('export'))
    job.start(handle, 'board', {}, {}, function() end)
    job.start(handle, 'save', {}, {}, function() end)
    job.cancel_reading()
    assert.is_true(handle.jobs[1].cancelled)
    assert.is_nil(handle.jobs[2].cancelled)
    handle.jobs[2].result = { true }
    until_idle()
  end)

  it('may start another when it ends', function()
    local handle, order = worker(), {}
    job.start(handle, 'first', {}, {}, function()
      order[1] = 'first'
      job.start(handle, 'second', {}, {}, function()
        order[2] = 'second'
      end)
      handle.jobs[2].result = { true }
    end)
    handle.jobs[1].result = { true }
    assert.is_true(vim.wait(3000, function()
      return #order == 2
    end, 5))
    assert.same({ 'first', 'second' }, order)
  end)

  it('whose receiver fails does not stop the others', function()
    local handle, got, said = worker(), false, nil
    local notify = vim.notify
    vim.notify = function(text) -- luacheck: ignore 122
      said = text
    end
    job.start(handle, 'first', {}, {}, function()
      error('broken receiver')
    end)
    job.start(handle, 'second', {}, {}, function()
      got = true
    end)
    handle.jobs[1].result, handle.jobs[2].result = { true }, { true }
    until_idle()
    vim.notify = notify -- luacheck: ignore 122
    assert.is_true(got)
    assert.truthy(said:find('broken receiver', 1, true))
  end)

  it('that takes long says so, once, and takes it back', function()
    local handle, shown, gone = worker(), {}, 0
    local progress, done = message.progress, message.progress_done
    message.progress = function(text)
      shown[#shown + 1] = text
    end
    message.progress_done = function()
      gone = gone + 1
    end
    job.start(handle, 'slow', {}, {}, function() end, 'reading …')
    job.start(handle, 'slow, without a word', {}, {}, function() end)
    assert.is_true(vim.wait(3000, function()
      return #shown > 0
    end, 5))
    handle.jobs[1].result, handle.jobs[2].result = { true }, { true }
    until_idle()
    message.progress, message.progress_done = progress, done
    assert.same({ 'reading …' }, shown)
    assert.equal(1, gone)
  end)
end)
