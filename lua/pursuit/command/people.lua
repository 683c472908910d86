---Subcommands about people and accounts.
local M = {}

local function list(ctx, call)
  require('pursuit.view.people').open(ctx.ws, call, { filter = ctx.typed, all = ctx.bang or nil })
end

---:Pursuit people [filter …]; with ! by closed deals too.
---@param ctx pursuit.Context
function M.people(ctx)
  list(ctx, 'people')
end

---:Pursuit accounts [filter …]; with ! by closed deals too.
---@param ctx pursuit.Context
function M.accounts(ctx)
  list(ctx, 'accounts')
end

return M
