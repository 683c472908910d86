-- What a person waits for, in a workspace of BENCH_DEALS deals (1000): each line is the median and the worst of its runs.
local pursuit = require('pursuit')

local count = tonumber(os.getenv('BENCH_DEALS')) or 1000
local root = vim.fn.tempname()
vim.env.GIT_CONFIG_GLOBAL, vim.env.GIT_CONFIG_NOSYSTEM = '/dev/null', '1'
for _, who in ipairs({ 'AUTHOR', 'COMMITTER' }) do
  vim.env['GIT_' .. who .. '_NAME'], vim.env['GIT_' .. who .. '_EMAIL'] = 'Bench', 'bench@example.org'
end

---Runs work `runs` times and prints how long it took.
---@param name string
---@param runs integer
---@param work fun(run: integer)
local function measure(name, runs, work)
  local took = {}
  for run = 1, runs do
    local began = vim.uv.hrtime()
    work(run)
    took[run] = (vim.uv.hrtime() - began) / 1e6
  end
  table.sort(took)
  io.write(('%-46s %9.2f ms %9.2f ms\n'):format(name, took[math.ceil(runs / 2)], took[runs]))
end

local function id(run)
  return ('deal-%04d'):format(run)
end

local function must(value, message)
  return value ~= nil and value or error(message, 0)
end

io.write(('%-46s %12s %12s\n'):format(count .. ' deals', 'median', 'worst'))
must(pursuit.init(root, { lang = 'en' }))
measure('new (one commit)', count, function(run)
  must(pursuit.new('Deal ' .. run, { id = id(run), value = run * 1000, root = root }))
end)
measure('deals (all)', 5, function()
  assert(#must(pursuit.deals({ root = root })) == count)
end)
measure('deal', 20, function(run)
  must(pursuit.deal(id(run), { root = root }))
end)
measure('readiness', 20, function(run)
  must(pursuit.readiness(id(run), { root = root }))
end)
measure('toggle (one commit)', 20, function(run)
  local first = must(pursuit.readiness(id(run), { root = root })).missing[1]
  must(pursuit.toggle(first.path, first.lnum, 'x', nil, { root = root }))
end)
measure('history', 20, function(run)
  must(pursuit.history(id(run), { root = root }))
end)
vim.fn.delete(root, 'rf')
