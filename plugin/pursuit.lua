-- :Pursuit, <Plug> maps and one autocmd. Nothing is required before its first use.
if vim.g.loaded_pursuit then
  return
end
vim.g.loaded_pursuit = true

if vim.fn.has('nvim-0.10') == 0 then
  vim.api.nvim_create_user_command('Pursuit', function()
    vim.notify('pursuit: Neovim 0.10 or newer is needed', vim.log.levels.ERROR)
  end, { bang = true, bar = true, nargs = '*', range = true, desc = 'pursuit.nvim' })
  return
end

vim.api.nvim_create_user_command('Pursuit', function(opts)
  require('pursuit.command').execute(opts)
end, {
  bang = true,
  nargs = '*',
  range = true,
  complete = function(lead, line, pos)
    return require('pursuit.complete').complete(lead, line, pos)
  end,
  desc = 'Sales deals as notes: the board, or a subcommand',
})

---Without vim.keymap, whose loading alone would double what we take of the startup.
local function map(mode, name, to, opts)
  opts.noremap, opts.desc = true, 'pursuit: ' .. name
  vim.api.nvim_set_keymap(mode, '<Plug>(pursuit-' .. name .. ')', to, opts)
end

-- Subcommands that make sense at the touch of a key: <Plug>(pursuit-check) and so on.
for _, name in ipairs({
  'factors', 'flow', 'swot', 'compliance', 'competitors',
  'burden', 'handover', 'followups', 'renew',
  'people', 'accounts', 'account', 'brief',
  'board', 'today', 'agenda', 'deals', 'search', 'backlinks', 'open', 'new', 'check', 'toggle', 'postpone', 'refresh', 'review', 'decide',
  'advance', 'back', 'close', 'reopen', 'visit', 'log', 'cost', 'followup', 'history', 'at', 'forecast', 'movement', 'observed', 'overview',
  'map', 'plan', 'costs', 'gifts', 'payments', 'load', 'habits', 'readiness', 'summary', 'lessons', 'undo', 'commit', 'archive', 'process',
  'add', 'set',
}) do
  map('n', name, '', {
    callback = function()
      require('pursuit.command').run(name, {})
    end,
  })
end
map('x', 'toggle', ':Pursuit toggle<CR>', { silent = true })

---Notes of a workspace get diagnostics, autocommit and the like; any other file costs one look for `.pursuit` above it.
local function attach(buf)
  local name = vim.api.nvim_buf_get_name(buf)
  if name ~= '' and vim.bo[buf].buftype == '' and vim.fs.find('.pursuit', { path = vim.fs.dirname(name), upward = true })[1] then
    require('pursuit.note').attach(buf)
  end
end

vim.api.nvim_create_autocmd({ 'BufReadPost', 'BufNewFile' }, {
  group = vim.api.nvim_create_augroup('pursuit', {}),
  pattern = '*.md',
  desc = 'pursuit: notice the notes of a workspace',
  callback = function(event)
    attach(event.buf)
  end,
})

-- Loaded late, by a plugin manager: the notes that are there already.
if vim.v.vim_did_enter == 1 then
  for _, buf in ipairs(vim.api.nvim_list_bufs()) do
    if vim.api.nvim_buf_is_loaded(buf) and vim.api.nvim_buf_get_name(buf):sub(-3) == '.md' then
      attach(buf)
    end
  end
end
