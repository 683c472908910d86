---What customers have to pay; a row leads to its line of deal.md.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.payments')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

---What may be asked for; '' is all that is not paid.
M.STATES = { 'overdue', 'invoiced', 'due', 'later', 'paid', 'all' }

---The next state: all that is open, then each by itself.
local function turn(view)
  local at = 0
  for i, state in ipairs(M.STATES) do
    at = state == view.args.state and i or at
  end
  view:ask({ state = M.STATES[at + 1] or '' })
end

local SPEC = {
  call = 'payments',
  page = function(answer, style, args)
    style.filter, style.state, style.at = args.filter or '', args.state, args.at ~= nil
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    return {
      { '<CR>', function()
        local at = view:item()
        if at and at.path then
          buffer.open(at.path, at.lnum)
        end
      end, text.get('key_goto', lang) },
      { 's', function() turn(view) end, text.get('key_state', lang) },
      { 't', function() view:prompt('at', text.get('ask_day_or_now', lang)) end, text.get('key_at', lang) },
    }
  end,
}

---@param ws pursuit.Workspace
---@param args { filter: string?, state: string?, at: string? }
function M.open(ws, args)
  sheet.open(SPEC, ws, args)
end

return M
