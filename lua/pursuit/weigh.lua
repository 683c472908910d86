---What a cost would do, in words, before it is entered.
local amount = require('pursuit.render.amount')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local text = require('pursuit.text')
local M = {}

---@param ws pursuit.Workspace
---@param args table as for `cost`
---@param answered fun(effect: pursuit.Weighing)
function M.of(ws, args, answered)
  operation.start(ws, 'weigh', {
    id = args.id, amount = args.amount, category = args.category, stage = args.stage, to = args.to, date = args.date,
  }, answered)
end

---The stage's budget, with what is left of it, or without one.
local function stage(effect, lang)
  if not effect.stage_budget then
    return text.get('weigh_no_budget', lang, effect.stage_label, amount.full(effect.stage_after))
  end
  local spent, budget = amount.full(effect.stage_after), amount.full(effect.stage_budget)
  local left = effect.stage_budget - effect.stage_after
  return left < 0 and text.get('weigh_stage', lang, effect.stage_label, spent, budget) .. ' ✗'
      or text.get('weigh_stage_left', lang, effect.stage_label, spent, budget, amount.full(left))
end

---What a person has received in the year, and what this would make of it.
local function person(one, effect, lang)
  local used = amount.full(one.used)
  local limit = one.limit and amount.full(one.limit)
  if not limit then
    return nil
  elseif one.adds == 0 then
    return text.get('weigh_person', lang, one.name, one.year, used, limit, effect.limit_currency)
  end
  local said = text.get('weigh_person_would', lang, one.name, one.year, used, limit, effect.limit_currency, amount.full(one.after))
  return one.over and said .. ' ✗' or said
end

local function joined(parts, lang)
  return table.concat(parts, lang == 'zh' and '；' or '; ')
end

---What the people that it names have received, where there are limits; '' where there are none.
local function people(effect, lang)
  local parts = {}
  for _, one in ipairs(effect.people) do
    parts[#parts + 1] = person(one, effect, lang)
  end
  return joined(parts, lang)
end

---The stage and the deal in a line.
local function said(effect, lang)
  local parts = { stage(effect, lang) }
  if effect.budget then
    parts[#parts + 1] = text.get('weigh_deal', lang, amount.full(effect.after), amount.full(effect.budget))
        .. (effect.after > effect.budget and ' ✗' or '')
  end
  return joined(parts, lang)
end

---What is to be known of an entry once it is made: the people, else the stage.
---@param effect pursuit.Weighing
---@param lang 'en'|'zh'
---@return string
function M.brief(effect, lang)
  local who = people(effect, lang)
  return who ~= '' and who or stage(effect, lang)
end

---A question that tells it.
---@param key string of text.lua
---@param effect pursuit.Weighing
---@param lang 'en'|'zh'
---@return string
function M.prompt(key, effect, lang)
  return text.get(key, lang, said(effect, lang))
end

---Asks before something is passed; and, where questions were asked anyway, before somebody receives something that has a limit.
---@param effect pursuit.Weighing
---@param ctx pursuit.Context
---@param guided boolean questions were asked
---@param go fun()
function M.confirm(effect, ctx, guided, go)
  local against, who = {}, people(effect, ctx.lang)
  for _, warning in ipairs(effect.warnings) do
    against[#against + 1] = warning.warns and warning.text or nil
  end
  if ctx.bang or (#against == 0 and (not guided or who == '')) then
    return go()
  elseif #against == 0 then
    against[1] = who
  end
  local yes, no = text.get('weigh_yes', ctx.lang), text.get('weigh_no', ctx.lang)
  local prompt = text.get('weigh_anyway', ctx.lang, table.concat(against, ctx.lang == 'zh' and '；' or '; '))
  vim.ui.select({ yes, no }, { prompt = message.clean(prompt), kind = 'pursuit' }, function(choice)
    if choice == yes then
      go()
    else
      message.info(text.get('weigh_left', ctx.lang))
    end
  end)
end

return M
