---Makes the demo's workspace: the steps of all deals, in the order of time.
local Hand = require('pursuit.demo.hand')
local data_in = require('pursuit.demo.data')
local relations = require('pursuit.demo.relations')
local schedule = require('pursuit.demo.schedule')
local setup = require('pursuit.demo.setup')
local story = require('pursuit.demo.story')
local verbs = require('pursuit.demo.verbs')
local M = {}

---Adds the moments of one story.
---@param into pursuit.demo.Moment[]
---@param steps pursuit.demo.Step[]
---@param seed string
---@param hand pursuit.demo.Hand
---@param deal table?
local function add(into, steps, seed, hand, deal)
  for _, at in ipairs(schedule.moments(steps, seed, hand.clock)) do
    local step = at.step
    into[#into + 1] = {
      time = at.time,
      who = step.by or (deal.heir and step.day >= deal.heir.day and deal.heir.id) or deal.owner,
      run = function()
        (step.run or verbs[step.verb])(hand, deal or step, step)
      end,
    }
  end
end

---@param root string
---@param lang 'en'|'zh'
---@param clock pursuit.demo.Clock
---@return pursuit.demo.Hand
---@return table data
function M.prepare(root, lang, clock)
  local data = data_in.load(lang, clock)
  return Hand.new(root, lang, clock, data), data
end

---@param hand pursuit.demo.Hand
---@param data table
---@param tour { steps: fun(hand: pursuit.demo.Hand, data: table): pursuit.demo.Step[], table } a story that is told while it happens
function M.run(hand, data, tour)
  local moments, first = {}, 0
  for _, deal in ipairs(data.deals) do
    local phrases = data.phrases[deal.lang or hand.lang]
    add(moments, story.steps(deal, phrases), deal.id, hand, deal)
    first = math.min(first, deal.opened)
  end
  for _, step in ipairs(setup.accounts(data)) do
    add(moments, { step }, step.by, hand)
  end
  for _, step in ipairs(relations.steps(data.relations)) do
    add(moments, { step }, step.by .. step.day, hand)
  end
  local steps, deal = tour.steps(hand, data)
  add(moments, steps, deal.id, hand, deal)
  moments[#moments + 1] = {
    time = hand.clock:at(first - 7, 540),
    who = 'zhao.min',
    run = function()
      setup.workspace(hand, data)
    end,
  }
  schedule.run(moments, hand)
  hand:leave()
end

return M
