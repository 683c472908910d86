---What is changed from the decision chain: aims and ways, a template, who holds a post. The view reads itself again after it.
local ask = require('pursuit.ask')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

local function say(view, key, ...)
  return text.get(key, workspace.lang(view.ws), ...)
end

---An answer about a day in the past changes nothing.
local function may_change(view)
  if view.args.at then
    message.error(say(view, 'map_of_the_past'))
  end
  return not view.args.at
end

local function with_process(view, use)
  operation.start(view.ws, 'process', {}, use, { quiet = true })
end

---The aim and the ways of an entry, asked one after the other, beginning with what it has.
local function ask_aim(view, entry, name, answered)
  with_process(view, function(process)
    local aims = vim.list_extend({ { id = '', label = say(view, 'no_aim') } }, process.aims)
    ask.term(aims, say(view, 'ask_aim', name), function(aim)
      ask.several(process.ways, { prompt = say(view, 'ask_ways', name), done = say(view, 'ways_done') }, entry.ways or {}, function(ways)
        answered(aim ~= '' and aim or nil, ways)
      end)
    end)
  end)
end

local function save(view, args)
  args.id = view.args.id
  operation.start(view.ws, 'strategy', args, function() end)
end

---Aim and ways of the person, or of the layer, that the cursor stands on.
---@param view pursuit.PageView
---@param at table?
function M.aim(view, at)
  local person, layer = at and at.person, at and at.layer
  if not may_change(view) then
    return
  elseif person then
    ask_aim(view, person, person.name, function(aim, ways)
      save(view, { person = person.id, aim = aim, ways = ways })
    end)
  elseif layer and layer.id then
    ask_aim(view, layer, layer.label or layer.id, function(aim, ways)
      ask.text(say(view, 'ask_strategy', layer.label or layer.id), function(strategy)
        save(view, { layer = layer.id, aim = aim, ways = ways, strategy = strategy })
      end, layer.strategy, true)
    end)
  else
    message.info(say(view, 'aim_of_whom'))
  end
end

---Begins the chain with a template of the process.
---@param view pursuit.PageView
function M.template(view)
  if not may_change(view) then
    return
  end
  local function begin(template)
    operation.start(view.ws, 'chain', { id = view.args.id, template = template }, function(place)
      message.info(say(view, 'chain_begun', place.count))
    end)
  end
  with_process(view, function(process)
    if #process.chains > 1 then
      ask.term(process.chains, say(view, 'ask_template'), begin)
    else
      begin()
    end
  end)
end

---Names who holds the post that the cursor stands on.
---@param view pursuit.PageView
---@param at table?
function M.seat(view, at)
  local person = at and at.person
  if not may_change(view) then
    return
  elseif not person or not person.vacant then
    return message.info(say(view, 'no_post'))
  end
  ask.text(say(view, 'ask_holder', person.name), function(id)
    operation.start(view.ws, 'seat', { id = view.args.id, post = person.id, person = id }, function() end)
  end)
end

return M
