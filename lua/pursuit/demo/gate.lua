---How the demo's people hold a review: the owner opens it and answers its criteria, the others vote, the chair decides.
local typing = require('pursuit.demo.typing')
local M = {}

---The activity that a criterion rests on.
local RESTS_ON = {
  ['crit-real-need'] = 'first-need',
  ['crit-fit'] = 'region-traits',
  ['crit-budget-likely'] = 'channel',
  ['crit-access'] = 'organisation',
  ['crit-worth'] = 'customer-card',
  ['crit-need-confirmed'] = 'need-true',
  ['crit-chain-known'] = 'decision-chain',
  ['crit-rivals-known'] = 'rival-product',
  ['crit-environment'] = 'env-industry',
  ['crit-team-budget'] = 'establish-team',
  ['crit-chance'] = 'establish-elements',
  ['crit-goals'] = 'goal-breakdown',
  ['crit-strategy'] = 'strategy-swot',
  ['crit-plan'] = 'plan-activities',
  ['crit-price'] = 'commercial-negotiation',
  ['crit-deliverable'] = 'solution',
  ['crit-risks'] = 'control-plan',
  ['crit-satisfied'] = 'acceptance',
  ['crit-level'] = 'service',
  ['crit-key-people'] = 'relationship-support',
  ['crit-open-problems'] = 'implementation',
  ['crit-next-needs'] = 'service',
  ['crit-lessons'] = 'summary',
}

---Block id → the note that holds it, of everything that counts for a deal.
local function index(hand, deal, folder)
  local notes = hand:notes(folder)
  for _, kind in ipairs({ 'account', 'region' }) do
    if deal[kind] then
      notes[#notes + 1] = ('%s/%ss/%s.md'):format(hand.root, kind, deal[kind])
    end
  end
  local found = {}
  for _, path in ipairs(notes) do
    for _, block in ipairs(typing.blocks(hand:read(path))) do
      found[block.id] = found[block.id] or block.state and vim.fs.basename(path):sub(1, -4)
    end
  end
  return found
end

---Answers the criteria of an open review. `partly`: criterion → what is wanting; `evidence`: criterion → where it is shown.
---@param hand pursuit.demo.Hand
---@param deal table the demo's data of the deal
---@param path string the review's note
---@param step { partly: table<string, string>?, evidence: table<string, string>?, minutes: string? }
function M.answer(hand, deal, path, step)
  local where = index(hand, deal, vim.fs.dirname(vim.fs.dirname(path)))
  local partly, evidence = step.partly or {}, step.evidence or {}
  hand:type(path, function(text)
    for _, block in ipairs(typing.blocks(text)) do
      local rests = RESTS_ON[block.id]
      local proof = evidence[block.id] or (where[rests] and ('[[%s#^%s]]'):format(where[rests], rests))
      if block.state == ' ' and partly[block.id] then
        text = typing.tick(text, block.lnum, ' ', { { 'answer', partly[block.id] } })
      elseif block.state == ' ' and rests then
        text = typing.tick(text, block.lnum, 'x', { { 'evidence', assert(proof, 'no evidence for ' .. block.id) } })
      end
    end
    return step.minutes and typing.under(text, hand.words.minutes, step.minutes) or text
  end)
  hand:commit({ path })
end

---A reviewer types the own vote.
---@param hand pursuit.demo.Hand
---@param path string
---@param vote { reviewer: string, vote: string, comment: string }
function M.vote(hand, path, vote)
  hand:later(25)
  hand:be(vote.reviewer)
  hand:type(path, function(text)
    return typing.rows(text, hand.words.votes, { { vote.reviewer, vote.vote, vote.comment } })
  end)
  hand:commit({ path })
end

---Holds the next review of a deal, from opening it to the decision.
---@param hand pursuit.demo.Hand
---@param deal table
---@param step { decision: string, chair: string, votes: table[], conditions: table[]?, reason: string? }
function M.hold(hand, deal, step)
  local owner = hand.me
  local review = hand:call('review', deal.id)
  M.answer(hand, deal, review.path, step)
  local own
  for _, vote in ipairs(step.votes) do
    if vote.reviewer == step.chair then
      own = vote
    else
      M.vote(hand, review.path, vote)
    end
  end
  hand:later(15)
  hand:be(step.chair)
  hand:call('decide', deal.id, step.decision, { votes = { own }, conditions = step.conditions, reason = step.reason })
  hand:be(owner)
end

return M
