-- TAP for busted. Its own handler breaks off at a spec that does not load, is silent about a failed `setup`, and passes a spec without
-- tests.
local busted = require('busted')

return function()
  local handler = require('busted.outputHandlers.base')()
  local count = 0

  local function put(line)
    io.write(line, '\n')
    io.flush()
  end

  ---@param directive? string `# SKIP why`; a '#' in the name would be read as one
  local function result(verdict, name, directive)
    count = count + 1
    put(('%s %d - %s%s'):format(verdict, count, (name:gsub('[#\n]', ' ')), directive or ''))
  end

  local function explain(what)
    local message = what.message
    if type(message) ~= 'string' then
      message = message == nil and 'nil' or require('pl.pretty').write(message)
    end
    local trace = what.trace and what.trace.traceback or ''
    put('# ' .. ((message .. trace):gsub('\n', '\n# ')))
  end

  local function test_end(element, _, status)
    local name = handler.getFullName(element)
    if status == 'success' then
      result('ok', name)
    elseif status == 'pending' then
      local pending = handler.pendings[#handler.pendings]
      result('ok', name, ' # SKIP ' .. (pending and pending.message or ''))
    else
      result('not ok', name)
      local faults = status == 'failure' and handler.failures or handler.errors
      if faults[#faults] then
        explain(faults[#faults])
      end
    end
    return nil, true
  end

  -- What goes wrong outside a test: a spec that does not load, setup, before_each.
  local function fault(element)
    if element.descriptor ~= 'it' then
      result('not ok', handler.getFullName(element))
      explain(handler.errors[#handler.errors])
    end
    return nil, true
  end

  local function suite_end()
    if count == 0 then
      result('not ok', 'the spec has a test')
    end
    put('1..' .. count)
    return nil, true
  end

  busted.subscribe({ 'suite', 'end' }, suite_end)
  busted.subscribe({ 'test', 'end' }, test_end)
  busted.subscribe({ 'error' }, fault)
  busted.subscribe({ 'failure' }, fault)
  return handler
end
