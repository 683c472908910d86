---Search as one types: a prompt, and below it the notes that hold what stands there, best first. Typing waits for nothing: questions run on
---the worker, each new one cancels the one before, and what comes too late is passed over.
local Page = require('pursuit.render.page')
local buffer = require('pursuit.buffer')
local cells = require('pursuit.render.cells')
local highlight = require('pursuit.highlight')
local job = require('pursuit.job')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local render = require('pursuit.render.hit')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local M = {}

local LIMIT = 50
local QUIET_MS = 150 -- without a key, then the files are looked at, too
local SLOW_MS = 300 -- until then nothing says that a question runs

---@class pursuit.SearchView
---@field ws pursuit.Workspace
---@field lang 'en'|'zh'
---@field to_list fun(query: string) what <C-q> does
---@field prompt { buf: integer, win: integer }
---@field list { buf: integer, win: integer }
---@field hits pursuit.Hit[]
---@field at integer the chosen one
---@field query string? that was asked last
---@field asked integer counts questions: only the newest counts
---@field job pursuit.Job?
---@field pending boolean? the newest has no answer yet
---@field accept boolean? open the first hit as soon as there is one
---@field timer uv.uv_timer_t
---@field closed boolean?

---@param view pursuit.SearchView
---@return string
local function typed(view)
  return vim.api.nvim_buf_get_lines(view.prompt.buf, 0, 1, false)[1] or ''
end

---Where prompt and list lie: centred, as wide as helps.
local function boxes()
  local width = math.max(20, math.min(120, vim.o.columns - 4))
  local height = math.max(3, math.min(20, vim.o.lines - vim.o.cmdheight - 7))
  local row = math.max(0, math.floor((vim.o.lines - height - 6) / 2))
  local col = math.max(0, math.floor((vim.o.columns - width - 2) / 2))
  local prompt = { relative = 'editor', style = 'minimal', border = 'rounded', width = width, height = 1, row = row, col = col }
  return prompt, vim.tbl_extend('force', prompt, { height = height, row = row + 3, focusable = false })
end

---@param view pursuit.SearchView
---@param slow boolean? a question has been running for a while
local function title(view, slow)
  local count = #view.hits
  local said = slow and text.get('searching', view.lang) or count == LIMIT and count .. '+' or count > 0 and tostring(count) or ''
  return { { said == '' and '' or ' ' .. said .. ' ', 'PursuitDim' } }
end

---@param view pursuit.SearchView
local function draw(view)
  local page
  if #view.hits > 0 then
    page = render.page(view.hits, vim.api.nvim_win_get_width(view.list.win))
  else
    page = Page.new()
    local query = typed(view)
    if vim.trim(query) ~= '' and not view.pending then
      page:add({ ' ', { text.get('no_hits', view.lang, query), 'PursuitDim' } })
    end
  end
  scratch.draw(view.list.buf, page)
  vim.wo[view.list.win].cursorline = #view.hits > 0
  vim.api.nvim_win_set_cursor(view.list.win, { math.max(1, view.at), 0 })
  vim.api.nvim_win_set_config(view.list.win, { title = title(view), title_pos = 'right' })
end

---@param view pursuit.SearchView
local function close(view)
  if view.closed then
    return
  end
  view.closed = true
  view.timer:stop()
  view.timer:close()
  if view.job then
    job.cancel(view.job)
  end
  vim.cmd.stopinsert()
  for _, part in ipairs({ view.prompt, view.list }) do
    if vim.api.nvim_win_is_valid(part.win) then
      vim.api.nvim_win_close(part.win, true)
    end
    if vim.api.nvim_buf_is_valid(part.buf) then
      vim.api.nvim_buf_delete(part.buf, { force = true })
    end
  end
end

local ask ---@type fun(view: pursuit.SearchView, known: boolean)

---The chosen hit; the first one of a question that has no answer yet, as soon as it has.
---@param view pursuit.SearchView
local function open_hit(view)
  local hit = view.hits[view.at]
  if typed(view) ~= view.query then -- typed so fast that it has not been asked
    ask(view, true)
  end
  if view.pending then
    view.accept = true
  elseif hit then
    close(view)
    vim.schedule(function() -- insert mode ends first, and would move the cursor
      local buf = buffer.open(hit.path, hit.lnum)
      local line = vim.api.nvim_buf_get_lines(buf, hit.lnum - 1, hit.lnum, false)[1] or ''
      vim.api.nvim_win_set_cursor(0, { vim.api.nvim_win_get_cursor(0)[1], math.max(0, math.min(hit.col - 1, #line - 1)) })
    end)
  end
end

---The hit that was chosen stays chosen where it is still there.
---@param view pursuit.SearchView
---@param hits pursuit.Hit[]
---@param keep boolean?
local function answered(view, hits, keep)
  local chosen = keep and view.at > 1 and view.hits[view.at]
  view.pending, view.hits, view.at = false, hits, 1
  for i, hit in ipairs(hits) do
    if chosen and hit.path == chosen.path then
      view.at = i
    end
  end
  draw(view)
  if view.accept then
    view.accept = nil
    open_hit(view)
  end
end

---@param view pursuit.SearchView
---@param known boolean from what the index knows; then, when nobody types any more, from the files
function ask(view, known)
  view.asked = view.asked + 1
  local number, query = view.asked, typed(view)
  view.query = query
  view.timer:stop()
  if view.job then
    job.cancel(view.job)
    view.job = nil
  end
  if vim.trim(query) == '' then
    return answered(view, {})
  end
  view.pending = view.pending or known
  local function is_newest()
    return not view.closed and number == view.asked
  end
  vim.defer_fn(function()
    if is_newest() and view.job then
      vim.api.nvim_win_set_config(view.list.win, { title = title(view, true), title_pos = 'right' })
    end
  end, SLOW_MS)
  view.job = operation.start(view.ws, 'search', { query = query, limit = LIMIT, known = known }, function(hits)
    if is_newest() then
      view.job = nil
      if not (known and #hits == 0) then
        answered(view, hits, not known)
      end
      if known then
        view.timer:start(#hits == 0 and 0 or QUIET_MS, 0, vim.schedule_wrap(function()
          if is_newest() then
            ask(view, false)
          end
        end))
      end
    end
  end, {
    failed = function(said, code)
      if is_newest() and code ~= 'CANCEL' then
        view.job, view.pending, view.accept = nil, false, nil
        message.error(said)
      end
      return true
    end,
  })
end

---@param view pursuit.SearchView
---@param by integer
local function move(view, by)
  if #view.hits > 0 then
    view.at = (view.at - 1 + by) % #view.hits + 1
    vim.api.nvim_win_set_cursor(view.list.win, { view.at, 0 })
  end
end

---@param view pursuit.SearchView
local function set_keys(view)
  local function key(keys, what)
    for _, lhs in ipairs(keys) do
      vim.keymap.set({ 'i', 'n' }, lhs, what, { buffer = view.prompt.buf, nowait = true })
    end
  end
  key({ '<C-n>', '<Down>' }, function()
    move(view, 1)
  end)
  key({ '<C-p>', '<Up>' }, function()
    move(view, -1)
  end)
  key({ '<CR>' }, function()
    open_hit(view)
  end)
  key({ '<C-q>' }, function()
    local query = typed(view)
    close(view)
    if vim.trim(query) ~= '' then
      view.to_list(query)
    end
  end)
  key({ '<Esc>', '<C-c>' }, function()
    close(view)
  end)
end

---@param view pursuit.SearchView
local function follow(view)
  local group = vim.api.nvim_create_augroup('pursuit.search', {})
  vim.api.nvim_create_autocmd({ 'TextChangedI', 'TextChanged' }, {
    group = group,
    buffer = view.prompt.buf,
    callback = function()
      if typed(view) ~= view.query then
        ask(view, true)
      end
    end,
  })
  vim.api.nvim_create_autocmd({ 'WinLeave', 'BufLeave' }, {
    group = group,
    buffer = view.prompt.buf,
    callback = function()
      vim.schedule(function()
        close(view)
      end)
    end,
  })
  vim.api.nvim_create_autocmd('VimResized', {
    group = group,
    callback = function()
      if view.closed then
        return true
      end
      local prompt, list = boxes()
      vim.api.nvim_win_set_config(view.prompt.win, prompt)
      vim.api.nvim_win_set_config(view.list.win, list)
      draw(view)
    end,
  })
end

local function make_buffer()
  local buf = vim.api.nvim_create_buf(false, true)
  vim.bo[buf].bufhidden = 'wipe'
  return buf
end

---@param ws pursuit.Workspace
---@param opts { lang: 'en'|'zh', query: string?, to_list: fun(query: string) }
function M.open(ws, opts)
  highlight.define()
  local prompt, list = boxes()
  prompt.title = ' ' .. text.get('search_prompt', opts.lang) .. ' '
  list.footer = cells.fit(' ' .. text.get('search_keys', opts.lang) .. ' ', list.width)
  local view = { ws = ws, lang = opts.lang, to_list = opts.to_list, hits = {}, at = 1, asked = 0, timer = assert(vim.uv.new_timer()) }
  view.list = { buf = make_buffer() }
  view.list.win = vim.api.nvim_open_win(view.list.buf, false, list)
  view.prompt = { buf = make_buffer() }
  view.prompt.win = vim.api.nvim_open_win(view.prompt.buf, true, prompt)
  vim.wo[view.list.win].wrap = false
  vim.bo[view.prompt.buf].filetype = 'pursuit-search'
  set_keys(view)
  follow(view)
  if opts.query then
    vim.api.nvim_buf_set_lines(view.prompt.buf, 0, -1, false, { opts.query })
    ask(view, true)
  end
  vim.cmd('startinsert!')
end

return M
