---Progress of what takes long: for the UIs of language servers, else in the message line.
local children = require('child')

local child

---A job that reports what it is told to, until it is told to end.
local WORKER = [[
  _G.step, _G.cancelled, _G.ended = {}, false, nil
  local job = require('pursuit.job')
  local handle = { start = function()
    return {
      poll = function()
        if _G.cancelled then
          return true, nil, 'cancelled', 'CANCEL', {}
        elseif _G.answer then
          return true, _G.answer, {}
        end
        return false, _G.step[1], _G.step[2]
      end,
      cancel = function()
        _G.cancelled = true
      end,
    }
  end }
  job.start(handle, 'board', {}, {}, function(answer, _, code)
    _G.ended = answer or code
  end, 'reading …', ...)
]]

local function listen()
  child:lua([[
    _G.heard = {}
    vim.api.nvim_create_autocmd('LspProgress', {
      callback = function(event)
        table.insert(_G.heard, event.data.params and event.data.params.value or event.data.result.value)
      end,
    })
  ]])
end

before_each(function()
  child = children.start({ columns = 80, lines = 10 })
end)

after_each(function()
  child:stop()
end)

describe('progress', function()
  it('goes to whoever shows that of language servers', function()
    listen()
    child:lua(WORKER, 'en')
    child:wait_for("_G.heard[1] ~= nil")
    assert.same({ kind = 'begin', title = 'reading …', cancellable = true }, child:get('_G.heard[1]'))
    child:lua('_G.step = { 1200, 4800 }')
    child:wait_for("_G.heard[2] ~= nil")
    local report = child:get('_G.heard[2]')
    assert.same({ 'report', '1,200 of 4,800', 25 }, { report.kind, report.message, report.percentage })
    assert.truthy(child:get('vim.lsp.status()'):find('1,200 of 4,800', 1, true))
    assert.is_nil(child:screen():find('reading', 1, true))
    child:lua('_G.answer = true')
    child:wait_for('_G.ended')
    assert.equal('end', child:get('_G.heard[#_G.heard].kind'))
    assert.same({}, child:get('vim.lsp.get_clients({ bufnr = 0 })'))
    child:lua('_G.answer = nil')
    child:lua(WORKER, 'en')
    child:wait_for("_G.heard[#_G.heard].kind == 'begin'")
    assert.equal(1, child:get('#vim.lsp.get_clients()'), 'one client is enough')
  end)

  it('stands in the message line where nobody listens', function()
    child:lua(WORKER, 'zh')
    child:lua('_G.step = { 1200, 4800 }')
    child:wait_for("require('pursuit.job').busy()")
    local found = vim.wait(5000, function()
      return child:screen():find('reading … 1,200 / 4,800', 1, true) ~= nil
    end, 20)
    assert.is_true(found, child:screen())
    child:lua('_G.answer = true')
    child:wait_for('_G.ended')
    assert.is_nil(child:screen():find('reading', 1, true))
  end)

  it('is cancelled as language servers are, and by :Pursuit stop', function()
    listen()
    child:lua(WORKER, 'en')
    child:wait_for("_G.heard[1] ~= nil")
    child:lua([[
      local client = vim.lsp.get_clients({ name = 'pursuit' })[1]
      local token = client.progress:peek().token
      client.rpc.notify('window/workDoneProgress/cancel', { token = token })
    ]])
    child:wait_for('_G.ended')
    assert.equal('CANCEL', child:get('_G.ended'))
    child:workspace()
    child:lua(WORKER, 'en')
    child:cmd('Pursuit stop')
    child:wait_for('_G.ended')
    assert.equal('CANCEL', child:get('_G.ended'))
    child:settle()
    child:pursuit('stop')
    assert.truthy(child:messages()[1]:find('nothing is at work', 1, true))
  end)

  it('keeps nobody from leaving', function()
    child:lua(WORKER, 'en')
    child:wait_for("#vim.lsp.get_clients({ name = 'pursuit' }) == 1")
    assert.equal(0, child:quit())
  end)
end)
