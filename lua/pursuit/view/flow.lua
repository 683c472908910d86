---The customer's procurement flow; its steps are set from here.
local ask = require('pursuit.ask')
local operation = require('pursuit.operation')
local page = require('pursuit.view.page')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')

local STATES = { 'open', 'running', 'done', 'skipped' }

---Sets the step under the cursor. What is of another day is only looked at.
local function set(view, state, date)
  local at = page.item(view)
  if at and at.step and not view.args.at then
    operation.start(view.ws, 'flow_step', { id = view.args.id, step = at.step.id, state = state or at.step.state, date = date }, function()
      page.reload(view)
    end)
  end
end

local function choose(view)
  local lang = workspace.lang(view.ws)
  ask.one_of(nil, STATES, { lang = lang, label = 'flow_state_', prompt = 'ask_flow_state', wrong = 'ask_flow_state' }, function(state)
    set(view, state)
  end)
end

local function ask_date(view)
  local at = page.item(view)
  if at and at.step then
    ask.text(text.get('ask_flow_date', workspace.lang(view.ws)), function(date)
      set(view, nil, date)
    end, at.step.date)
  end
end

local function start(view)
  local function begin(flow)
    require('pursuit.command').run('flow', { words = { 'start', flow } })
  end
  if view.args.at then
    return
  elseif view.answer.flow then
    return begin()
  end
  operation.start(view.ws, 'process', {}, function(process)
    ask.term(process.flows, text.get('ask_flow', workspace.lang(view.ws)), begin)
  end)
end

return {
  call = 'flow',
  render = require('pursuit.render.flow').page,
  keys = function(view)
    return {
      { 'x', function() set(view, 'done') end, 'key_flow_done' },
      { 's', function() choose(view) end, 'key_flow_state' },
      { 'd', function() ask_date(view) end, 'key_flow_date' },
      { 'S', function() start(view) end, 'key_flow_start' },
    }
  end,
}
