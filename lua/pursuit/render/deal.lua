---A deal in one line. Pure.
local amount = require('pursuit.render.amount')
local state = require('pursuit.render.state')
local M = {}

---@param deal pursuit.Deal
---@param lang 'en'|'zh'
---@return string
function M.line(deal, lang)
  local shown = state.of(deal, lang)
  local value = deal.value and ('%s %s'):format(deal.currency or '', amount.row(deal.value, lang)) or nil
  local parts = { deal.id, deal.title, deal.account, deal.stage_label, value, deal.owner, shown.mark .. ' ' .. shown.text }
  local said = {}
  for i = 1, 7 do
    if parts[i] and parts[i] ~= '' then
      said[#said + 1] = parts[i]
    end
  end
  return table.concat(said, ' · ')
end

return M
