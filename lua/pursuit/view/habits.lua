---What sellers are used to, with the evidence under each habit.
local buffer = require('pursuit.buffer')
local render = require('pursuit.render.habits')
local sheet = require('pursuit.view.sheet')
local text = require('pursuit.text')
local M = {}

local unfolded = {} ---@type table<string, table<string, boolean>> by workspace

local function toggle(view)
  local at, of = view:item(), unfolded[view.ws.root]
  if at and at.fold then
    of[at.fold] = not of[at.fold] or nil
    view:draw()
  end
end

local function toggle_all(view)
  local all = {}
  if not next(unfolded[view.ws.root]) then
    for _, habit in ipairs(view.answer and view.answer.habits or {}) do
      all[habit.owner .. '/' .. habit.habit] = #habit.evidence > 0 or nil
    end
  end
  unfolded[view.ws.root] = all
  view:draw()
end

local function go(view)
  local at = view:item()
  if at and at.path then
    buffer.open(at.path, at.lnum)
  elseif at and at.fold then
    toggle(view)
  end
end

local function spec(root)
  return {
    call = 'habits',
    plain = true,
    page = function(answer, style, args)
      style.at, style.unfolded, style.process = args.at, unfolded[root], root .. '/.pursuit/process.md'
      return render.page(answer, style)
    end,
    keys = function(view)
      local lang = view:lang()
      return {
        { '<CR>', function() go(view) end, text.get('key_goto', lang) },
        { '<Tab>', function() toggle(view) end, text.get('key_fold', lang) },
        { 'za', function() toggle(view) end, text.get('key_fold', lang) },
        { 'zA', function() toggle_all(view) end, text.get('key_unfold_all', lang) },
        { 'a', function() view:ask({ owner = view.args.owner and '' or 'me' }) end, text.get('key_widen', lang) },
        { 't', function() view:prompt('at', text.get('ask_day_or_now', lang)) end, text.get('key_at', lang) },
      }
    end,
  }
end

---@param ws pursuit.Workspace
---@param args { owner: string?, at: string? }
function M.open(ws, args)
  unfolded[ws.root] = unfolded[ws.root] or {}
  sheet.open(spec(ws.root), ws, args)
end

return M
