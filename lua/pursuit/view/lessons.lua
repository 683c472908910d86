---What other deals taught.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.lessons')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local SPEC = {
  call = 'lessons',
  page = function(answer, style, args)
    style.filter = args.filter or ''
    return render.page(answer, style)
  end,
  keys = function(view)
    local lang = view:lang()
    local function go()
      local at = view:item()
      if at and at.path then
        buffer.open(at.path, at.lnum)
      end
    end
    return {
      { '<CR>', go, text.get('key_goto', lang) },
      { 'a', function() view:ask({ id = '', filter = '' }) end, text.get('key_all_lessons', lang) },
    }
  end,
}

---@param ws pursuit.Workspace
---@param args { id: string?, filter: string? }
function M.open(ws, args)
  sheet.open(SPEC, ws, args)
end

return M
