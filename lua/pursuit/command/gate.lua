---Subcommands of a gate: its review and the decision.
local ask = require('pursuit.ask')
local buffer = require('pursuit.buffer')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---:Pursuit review [id]
---@param ctx pursuit.Context
function M.review(ctx)
  target.only_deal(ctx, function(id)
    operation.start(ctx.ws, 'review', { id = id }, function(review)
      buffer.open(review.path)
      message.info(text.get('review_open', ctx.lang, review.gate_label or review.gate, review.round))
    end, { label = text.get('making', ctx.lang) })
  end)
end

---All that a decision lacks, shown as for a step; the cursor stays in the review, where it is mended.
local function refused(ctx, id)
  return function(said, code, info)
    if code ~= 'REFUSED' or not info or #(info.missing or {}) == 0 then
      return false
    end
    local win = vim.api.nvim_get_current_win()
    require('pursuit.command.task').show_missing(ctx, id, function()
      if vim.api.nvim_win_is_valid(win) then
        vim.api.nvim_set_current_win(win)
      end
      operation.say_failure(ctx.ws, said, code)
    end, info.missing)
    return true
  end
end

---@param lacks fun()? called instead where the core refuses
local function record(ctx, id, decision, reason, reviewers, lacks)
  local failed = refused(ctx, id)
  operation.start(ctx.ws, 'decide', { id = id, decision = decision, reason = reason, reviewers = reviewers }, function(review)
    local said = text.get('decided', ctx.lang, review.gate_label or review.gate, review.round, text.get('decision_' .. decision, ctx.lang))
    message.info(review.self_review and said .. text.get('self_review', ctx.lang) or said)
  end, {
    failed = function(said, code, info)
      if lacks and code == 'REFUSED' then
        lacks()
        return true
      end
      return failed(said, code, info)
    end,
  })
end

local DECISIONS = { 'go', 'conditional', 'hold', 'no-go' }

---:Pursuit decide [id] {go|conditional|hold|no-go} [reason] [reviewers=a,b]
---@param ctx pursuit.Context
function M.decide(ctx)
  target.deal(ctx, function(id)
    local rest, options = words.options(ctx.words, { 'reviewers' })
    local reviewers = words.list(options.reviewers)
    local function with_reason(decision)
      local reason = words.join(rest, 2)
      if reason or decision == 'go' or decision == 'conditional' then
        return record(ctx, id, decision, reason, reviewers)
      end
      record(ctx, id, decision, nil, reviewers, function() -- there is a review, and all it lacks is the reason
        ask.text(text.get('ask_reason', ctx.lang), function(typed)
          record(ctx, id, decision, typed, reviewers)
        end)
      end)
    end
    local said = { lang = ctx.lang, label = 'decision_', prompt = 'ask_decision', wrong = 'no_such_decision' }
    ask.one_of(rest[1], DECISIONS, said, with_reason)
  end)
end

return M
