---The decision chain of a deal; each line leads to the row that says so.
local buffer = require('pursuit.buffer')
local page = require('pursuit.view.page')

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

return {
  call = 'map',
  render = require('pursuit.render.map').page,
  keys = function(view)
    return {
      { 'o', function() open_note(view) end, 'key_person' },
      { 't', function() turn(view) end, 'key_tree' },
    }
  end,
}
