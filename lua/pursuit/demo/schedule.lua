---The steps of all deals in the order of time.
local Dice = require('pursuit.demo.dice')
local M = {}

---@class pursuit.demo.Moment
---@field time integer seconds since the epoch
---@field who string
---@field run fun()

---Gives the steps of one story their moments: within a day one after another, none on a weekend, none before the one that goes before.
---@param steps pursuit.demo.Step[]
---@param seed string
---@param clock pursuit.demo.Clock
---@return { time: integer, step: pursuit.demo.Step }[]
function M.moments(steps, seed, clock)
  local dice, order, timed, before = Dice.new('when ' .. seed), {}, {}, 0
  for i, step in ipairs(steps) do
    order[i] = { step = step, i = i }
  end
  table.sort(order, function(a, b)
    return a.step.day < b.step.day or (a.step.day == b.step.day and a.i < b.i)
  end)
  for i, at in ipairs(order) do
    local time = clock:at(at.step.day, dice:between(510, 990))
    if time <= before then
      time = before + dice:between(4, 19) * 60
    end
    timed[i], before = { time = time, step = at.step }, time
  end
  return timed
end

---Runs moments of many stories in the order of time; where two are at the same time, in the order given. What takes longer than the next
---one leaves it time pushes that back.
---@param moments pursuit.demo.Moment[]
---@param hand pursuit.demo.Hand
function M.run(moments, hand)
  for i, moment in ipairs(moments) do
    moment.i = i
  end
  table.sort(moments, function(a, b)
    return a.time < b.time or (a.time == b.time and a.i < b.i)
  end)
  for _, moment in ipairs(moments) do
    hand.clock:set(math.max(moment.time, hand.clock.now or 0))
    hand:be(moment.who)
    moment.run()
  end
end

return M
