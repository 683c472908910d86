---The subcommand for filters that have a name.
local ask = require('pursuit.ask')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---Saves a filter under a name.
---@param ws pursuit.Workspace
---@param name string
---@param filter string
---@param done fun(view: pursuit.View)?
function M.save(ws, name, filter, done)
  operation.start(ws, 'view', { name = name, filter = filter }, function(view)
    message.info(text.get('view_saved', workspace.lang(ws), view.name, view.filter))
    if done then
      done(view)
    end
  end)
end

local function pick_view(ctx)
  operation.start(ctx.ws, 'views', {}, function(views)
    if #views == 0 then
      return message.warn(text.get('no_views', ctx.lang))
    end
    local terms = vim.tbl_map(function(view)
      return { id = view.name, label = ('@%s  %s  %s'):format(view.name, view.filter or '', view.description or '') }
    end, views)
    ask.term(terms, text.get('which_view', ctx.lang), function(name)
      require('pursuit.view.board').open(ctx.ws, '@' .. name, ctx.bang)
    end)
  end)
end

---:Pursuit view [name] [filter …]: saves a filter; without one the board shows the view. With ! the view goes.
---@param ctx pursuit.Context
function M.view(ctx)
  local name, filter = ctx.typed:match('^@?(%S+)%s*(.*)$')
  if not name then
    return pick_view(ctx)
  elseif ctx.bang then
    operation.start(ctx.ws, 'view', { name = name, remove = true }, function(view)
      message.info(text.get('view_removed', ctx.lang, view.name))
    end)
  elseif filter == '' then
    require('pursuit.view.board').open(ctx.ws, '@' .. name)
  else
    M.save(ctx.ws, name, filter)
  end
end

return M
