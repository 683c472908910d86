---How a deal stands, as a mark and a few words. Pure.
local text = require('pursuit.text')
local M = {}

---@class pursuit.Shown
---@field mark string one cell
---@field text string
---@field short string the same in fewer words
---@field group string

---@param date string
---@param today string
---@return integer? days from the one to the other
function M.days_between(date, today)
  local function stamp(s)
    local year, month, day = s:match('^(%d+)-(%d+)-(%d+)$')
    return year and os.time({ year = year, month = month, day = day, hour = 12 })
  end
  local a, b = stamp(date), stamp(today)
  return a and b and math.floor((b - a) / 86400 + 0.5)
end

local function stalled(deal, lang, today)
  local days = deal.stalled_since and today and M.days_between(deal.stalled_since, today)
  return days and text.get('stalled_days', lang, days) or text.get('stalled', lang)
end

local function missing(deal, lang)
  local said = text.get('missing_count', lang, deal.missing)
  if deal.conditions > 0 then
    said = said .. text.get('and_conditions', lang, deal.conditions)
  end
  return said
end

local function standing(deal, lang, today)
  if deal.revisit and today and deal.revisit <= today and deal.status ~= 'open' and deal.status ~= 'won' and deal.status ~= 'done' then
    local said = text.get('look_again', lang, text.get('status_' .. deal.status, lang))
    return { mark = '↻', text = said, short = text.get('look_again_short', lang), group = 'PursuitWarn' }
  elseif deal.status ~= 'open' and deal.status ~= 'won' then
    return { mark = '‖', text = text.get('status_' .. deal.status, lang), group = 'PursuitDim' }
  elseif deal.unearned then
    return { mark = '✗', text = text.get('unearned', lang), short = text.get('unearned_short', lang), group = 'PursuitError' }
  elseif deal.stalled then
    return { mark = '!', text = stalled(deal, lang, today), group = 'PursuitWarn' }
  elseif not deal.next then
    return { mark = '·', text = text.get('last_stage', lang), group = 'PursuitDim' }
  elseif deal.ready then
    return { mark = '✓', text = text.get('ready_to_advance', lang), short = text.get('ready_short', lang), group = 'PursuitReady' }
  elseif deal.reviewable then
    return { mark = '✓', text = text.get('ready_for_review', lang), group = 'PursuitReady' }
  elseif deal.done * 2 < deal.total then
    return { mark = '·', text = text.get('done_of', lang, deal.done, deal.total), group = 'PursuitDim' }
  end
  return { mark = '✗', text = missing(deal, lang), short = text.get('missing_count', lang, deal.missing), group = 'PursuitMissing' }
end

---@param deal pursuit.Deal
---@param lang 'en'|'zh'
---@param today string?
---@return pursuit.Shown
function M.of(deal, lang, today)
  local shown = standing(deal, lang, today)
  shown.short = shown.short or shown.text
  if deal.overridden then -- a step that was forced stays marked
    shown.text = shown.text .. text.get('forced', lang)
    shown.short = shown.short .. text.get('forced_short', lang)
  end
  return shown
end

return M
