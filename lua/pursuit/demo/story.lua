---The life of a deal from its data: the days on which it left its stages become sessions of work, reviews, moves and expenses.
local Dice = require('pursuit.demo.dice')
local M = {}

---Shares of the budget that a sober seller spends stage by stage, for each profile.
local CURVE = {
  full = { 0.05, 0.15, 0.20, 0.35, 0.20, 0.05 },
  standard = { 0.20, 0.20, 0.35, 0.20, 0.05 },
  small = { 0.20, 0.55, 0.20, 0.05 },
}

---What money goes for, stage by stage: the last list for all that follow.
local CATEGORIES = {
  { 'travel', 'communication', 'exhibition' },
  { 'travel', 'samples', 'hospitality', 'consulting' },
  { 'travel', 'tender-fee', 'training', 'samples' },
}

---@class pursuit.demo.Step
---@field day integer
---@field verb string
---@field by string? who does it; the owner if left out

local Story = {}
Story.__index = Story

function Story:add(day, verb, step)
  step = vim.tbl_extend('force', step or {}, { day = day, verb = verb })
  self.steps[#self.steps + 1] = step
end

---Sessions of work between two days, after the last of which `progress` of the stage is closed.
function Story:sessions(from, to, progress)
  local n = math.max(2, math.min(5, math.floor((to - from) / 14)))
  for i = 1, n do
    self:add(from + math.floor((to - from) * i / (n + 1)), 'work', { progress = progress * i / (n + 1) })
  end
  self:add(to, 'work', { progress = progress })
end

---The chair and the votes of a review: the director's, the engineer's in large deals; who is alone reviews alone.
function Story:review(given)
  local deal, said = self.deal, self.phrases.votes
  local chair = deal.owner == 'zhao.min' and 'chen.yu' or 'zhao.min'
  if #(deal.team or {}) == 0 then
    chair = deal.owner
  end
  local votes = { { reviewer = chair, vote = given.decision or 'go', comment = self.dice:pick(said) } }
  if deal.profile == 'full' and chair == 'zhao.min' then
    table.insert(votes, 1, { reviewer = 'chen.yu', vote = given.decision or 'go', comment = self.dice:pick(said) })
  end
  local usual = { decision = 'go', chair = chair, votes = votes, minutes = self.dice:pick(self.phrases.minutes) }
  local review = vim.tbl_extend('force', usual, given)
  review.day, review.left = nil, nil
  return review
end

---Enters an expense. A meal has its limit; what is left of the sum went for the way there.
function Story:expense(day, amount, category)
  local deal, said = self.deal, self.phrases
  local unit = deal.currency == 'CNY' and 8 or 1
  if category == 'hospitality' and deal.guest then
    local meal = math.min(amount, self.dice:between(9, 18) * 10 * unit)
    self:add(day, 'cost', { amount = meal, category = category, to = deal.guest, note = self.dice:pick(said.costs[category]) })
    amount = amount - meal
  end
  category = category == 'hospitality' and 'travel' or category
  if amount > 0 then
    local notes = amount > 1500 * unit and said.large[category] or said.costs[category]
    self:add(day, 'cost', { amount = amount, category = category, note = self.dice:pick(notes) })
  end
end

---What is spent between two days, in two or three sums.
function Story:spend(stage, from, to)
  local deal, dice = self.deal, self.dice
  if not deal.budget or to - from < 4 then
    return
  end
  local share = deal.spend and deal.spend[stage] or CURVE[deal.profile][stage] * dice:between(50, 95) / 100
  local n = dice:between(2, 3)
  for i = 1, n do
    local category = dice:pick(CATEGORIES[math.min(stage, #CATEGORIES)])
    local amount = math.floor(deal.budget * share / n * dice:between(80, 120) / 1000) * 10
    self:expense(from + math.floor((to - from) * i / (n + 1)), amount, category)
  end
end

---A stage that the deal went through. A customer who decides in it does so after the review.
function Story:walk(stage, from, given)
  local outcome = self.deal.outcome
  local won = outcome and outcome.status == 'won' and outcome.day > from and outcome.day <= given.day
  local review = given.review or (won and outcome.day - 6) or given.day
  if given.override then -- the work was not done
    self:sessions(from, given.day, given.progress or 0.3)
  else
    self:sessions(from, review, 1)
    self:add(review, 'gate', self:review(given))
  end
  self:spend(stage, from, given.day)
  if won then
    self:add(outcome.day, 'close', { status = 'won', value = outcome.value })
    self:add(outcome.day, 'work', { progress = 1, customer = true })
  end
  self:add(given.day, 'advance', { override = given.override, by = given.by })
end

---The stage that the deal stands in.
function Story:stay(stage, from)
  local deal = self.deal
  local last, progress = deal.last or -2, deal.progress or 0.6
  if progress > 0 and last > from then
    self:sessions(from, last, progress)
  end
  self:spend(stage, from, last)
  if deal.review then
    self:add(deal.review.day, 'gate', self:review(deal.review))
  end
end

---The steps of a deal in the order in which they are done.
---@param deal table the demo's data of a deal
---@param phrases table phrases in the deal's language
---@return pursuit.demo.Step[]
function M.steps(deal, phrases)
  local self = setmetatable({ deal = deal, phrases = phrases, dice = Dice.new(deal.id), steps = {} }, Story)
  local from, stage = deal.opened, 1
  self:add(deal.opened, deal.parent and 'followup' or 'new')
  for _, left in ipairs(deal.left or {}) do
    local given = type(left) == 'table' and left or { day = left }
    self:walk(stage, from, given)
    from, stage = given.day, stage + 1
  end
  self:stay(stage, from)
  local outcome = deal.outcome
  if outcome and (outcome.status ~= 'won' or outcome.day > from) then
    self:add(outcome.day, 'close', outcome)
  end
  for _, of in ipairs({ { 'chain', 'stakeholders', 7 }, { 'rivals', 'competitors', 16 }, { 'components', 'components', 24 } }) do
    if deal[of[1]] then
      self:add(deal.opened + of[3], 'rows', { heading = of[2], rows = deal[of[1]] })
    end
  end
  for _, contact in ipairs(deal.contacts or {}) do
    self:add(contact[1], 'log', { kind = contact[2], who = contact[3], text = contact[4], by = contact.by })
  end
  for _, step in ipairs(deal.steps or {}) do
    self:add(step[1], step[2], step)
  end
  return self.steps
end

return M
