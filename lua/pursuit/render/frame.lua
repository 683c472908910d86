---A frame contract in a line. Pure.
local amount = require('pursuit.render.amount')
local text = require('pursuit.text')
local M = {}

---What is used and left of it, how long it lasts, and the group of a warning.
---@param frame pursuit.Frame
---@param lang 'en'|'zh'
---@return string said
---@return string? group
function M.said(frame, lang)
  local used = amount.sum(frame.used, lang)
  local parts = {
    frame.ceiling and text.get('frame_used', lang, used, amount.sum(frame.ceiling, lang), amount.sum(frame.left, lang))
      or text.get('frame_used_only', lang, used),
  }
  if frame.passed then
    table.insert(parts, 1, text.get('frame_passed', lang))
  end
  if frame.planned ~= 0 then
    parts[#parts + 1] = text.get('frame_planned', lang, amount.sum(frame.planned, lang))
  end
  if frame.to then
    parts[#parts + 1] = text.get(frame.over and 'frame_over' or 'frame_until', lang, frame.to)
  end
  return table.concat(parts, lang == 'zh' and '，' or ', '), (frame.passed or frame.full or frame.over) and 'PursuitWarn' or nil
end

return M
