---The decision chain of a deal; each line leads to the row that says so.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local edit = require('pursuit.view.map_edit')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local page = require('pursuit.view.page')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')

---The person's own note, where there is one.
local function open_note(view)
  local at = page.item(view)
  local person = at and at.person
  if person then
    buffer.open(person.note or person.path, person.note and 1 or person.lnum)
  end
end

local function turn(view)
  view.style.tree = not view.style.tree
  page.draw(view)
end

local function show_aims(view)
  view.style.aims = not view.style.aims
  page.draw(view)
end

---The last step before a day, or the first after it; nil: none. Without a day: today, which comes after all.
local function next_step(steps, at, direction)
  local found
  for _, step in ipairs(steps) do
    if direction < 0 and (not at or step.date < at) then
      found = step
    elseif direction > 0 and at and step.date > at then
      return step
    end
  end
  return found
end

---To the day before or after on which the chain changed; from the last one on to today.
local function replay(view, direction)
  operation.start(view.ws, 'moves', { id = view.args.id }, function(steps)
    local step = next_step(steps, view.args.at, direction)
    if not step and (direction < 0 or not view.args.at) then
      return message.info(text.get(#steps == 0 and 'no_moves' or direction < 0 and 'first_move' or 'last_move', workspace.lang(view.ws)))
    end
    view.style.steps, view.args.at = steps, step and step.date or nil
    page.reload(view)
  end, { quiet = true })
end

---Draws the chain into a file for other programs.
---@param ws pursuit.Workspace
---@param args { id: string, at: string? }
---@param file string
local function draw(ws, args, file)
  local asked = { id = args.id, at = args.at, path = vim.fn.fnamemodify(file, ':p') }
  operation.start(ws, 'draw', asked, function(place)
    message.info(text.get('drawn', workspace.lang(ws), place.path))
  end, { label = text.get('making', workspace.lang(ws)) })
end

---The same with a file that is asked for.
local function ask_draw(view)
  ask.text(text.get('ask_drawing', workspace.lang(view.ws)), function(file)
    draw(view.ws, view.args, file)
  end, view.args.id .. '.svg')
end

---Another stakeholder, or another word about the one under the cursor.
local function enter(view, person)
  local values = person and { person = person.id } or {}
  require('pursuit.guide').start({
    ws = view.ws, lang = workspace.lang(view.ws), id = view.args.id, table = 'stakeholder', values = values, change = person ~= nil or nil,
  })
end

local function change(view)
  local at = page.item(view)
  if at and at.person then
    enter(view, at.person)
  end
end

return {
  draw = draw,
  call = 'map',
  render = require('pursuit.render.map').page,
  keys = function(view)
    return {
      { 'o', function() open_note(view) end, 'key_person' },
      { 't', function() turn(view) end, 'key_tree' },
      { 'A', function() enter(view) end, 'key_add_person' },
      { 'c', function() change(view) end, 'key_change_person' },
      { '<', function() replay(view, -1) end, 'key_change_before' },
      { '>', function() replay(view, 1) end, 'key_change_after' },
      { 's', function() show_aims(view) end, 'key_aims' },
      { 'a', function() edit.aim(view, page.item(view)) end, 'key_aim' },
      { 'n', function() edit.seat(view, page.item(view)) end, 'key_seat' },
      { 'T', function() edit.template(view) end, 'key_template' },
      { 'e', function() ask_draw(view) end, 'key_draw' },
    }
  end,
}
