---How relationships went, apart from any deal.
local typing = require('pursuit.demo.typing')
local M = {}

---Changes a person's note in one commit.
local function change(hand, id, how)
  local path = ('%s/people/%s.md'):format(hand.root, id)
  hand:type(path, how)
  hand:commit({ path })
end

---@param data table
---@return pursuit.demo.Step[]
function M.steps(data)
  local found = {}
  local function add(day, by, run)
    found[#found + 1] = { day = day, by = by, verb = 'relation', run = run }
  end
  for _, of in ipairs(data.levels) do
    for _, step in ipairs(of) do
      add(step[1], of.by, function(hand)
        hand:call('level', of.account, step[2], { note = step[3] })
      end)
    end
  end
  for _, who in ipairs(data.left) do
    add(who.day, who.by, function(hand)
      change(hand, who[1], function(text)
        return typing.set(text, 'left', hand.clock:today())
      end)
    end)
  end
  for _, note in ipairs(data.private) do
    add(note.day, note.by, function(hand)
      change(hand, note[1], function(text)
        return ('%s\n\n## %s\n\n- %s\n'):format(text:gsub('%s+$', ''), note.heading, note.text)
      end)
    end)
  end
  return found
end

return M
