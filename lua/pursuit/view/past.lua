---A deal as it stood at the end of a day, beside what it is now.
local buffer = require('pursuit.buffer')
local operation = require('pursuit.operation')
local render = require('pursuit.render.past')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.PastView
---@field ws pursuit.Workspace
---@field id string
---@field at string
---@field before pursuit.Deal?
---@field now pursuit.Deal?

local shown = {} ---@type table<integer, pursuit.PastView> by buffer

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if view and win then
    local style = { width = vim.api.nvim_win_get_width(win), lang = workspace.lang(view.ws), id = view.id, at = view.at }
    scratch.draw(buf, render.page(view.before, view.now, style))
  end
end

---One of the two; where there is no such deal, nil.
local function read(ws, args, done)
  operation.start(ws, 'deal', args, done, {
    failed = function(_, code)
      if code == 'NOTFOUND' then
        done(nil)
      end
      return code == 'NOTFOUND'
    end,
  })
end

---Reads both, then goes on; a day that can't be looked at is said.
local function read_both(ws, id, at, done)
  operation.start(ws, 'day', { at = at }, function(day)
    read(ws, { id = id, at = day.date }, function(before)
      read(ws, { id = id }, function(now)
        done({ ws = ws, id = id, at = day.date, before = before, now = now })
      end)
    end)
  end)
end

local function step(days)
  return function(buf)
    local view = shown[buf]
    local year, month, day = view.at:match('^(%d+)-(%d+)-(%d+)$')
    M.open(view.ws, view.id, os.date('%Y-%m-%d', os.time({ year = year, month = month, day = day + days, hour = 12 })) --[[@as string]])
  end
end

local function keys(buf, lang)
  local list
  local function with(fn)
    return function()
      fn(buf)
    end
  end
  list = {
    { '<CR>', with(function() if shown[buf].now then buffer.open(shown[buf].now.path) end end), text.get('key_open', lang) },
    { 'h', function() require('pursuit.command').run('history', {}) end, text.get('key_history', lang) },
    { '[', with(step(-7)), text.get('key_earlier', lang) },
    { ']', with(step(7)), text.get('key_later', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

---Opens the view of a deal at a day.
---@param ws pursuit.Workspace
---@param id string
---@param at string
function M.open(ws, id, at)
  read_both(ws, id, at, function(view)
    local buf, made = scratch.open({ name = 'pursuit://' .. ws.root .. '/at/' .. id, filetype = 'pursuit-past', root = ws.root })
    shown[buf] = view
    vim.b[buf].pursuit_deal = id
    if made then
      scratch.follow(buf, ws.root, {
        changed = function()
          read(ws, { id = shown[buf].id }, function(now)
            if shown[buf] then
              shown[buf].now = now
              draw(buf)
            end
          end)
        end,
        resized = function() draw(buf) end,
        gone = function() shown[buf] = nil end,
      })
      scratch.keys(buf, keys(buf, workspace.lang(ws)))
    end
    draw(buf)
  end)
end

return M
