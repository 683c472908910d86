---What takes long says so as language servers do, by LSP `$/progress`: every progress UI, `vim.lsp.status()` and the autocommand
---LspProgress know of it. Where nobody listens to those, the message line shows it.
local message = require('pursuit.message')
local slices = require('pursuit.slices')
local text = require('pursuit.text')
local M = {}

local NAME = 'pursuit'
local EVERY_MS = 100

---@class pursuit.Progress
---@field token string
---@field title string
---@field lang 'en'|'zh'
---@field cancel fun()
---@field said string? what was last reported
---@field at integer when
---@field begun boolean? the client knows of it

local going = {} ---@type table<string, pursuit.Progress>
local last = 0
local dispatchers ---@type table? of the client that is running
local in_line = false -- the message line holds a report
local waking = false -- the client is being started

---The server's side of the client: it answers what every client asks, and ends.
local function server(given)
  local closing = false
  dispatchers = given
  local function close()
    if not closing then
      closing, dispatchers = true, nil
      given.on_exit(0, 0)
    end
  end
  return {
    request = function(method, _, callback)
      callback(nil, method == 'initialize' and { capabilities = {}, serverInfo = { name = NAME } } or vim.NIL)
      return true, 1
    end,
    notify = function(method, params)
      if method == 'window/workDoneProgress/cancel' and going[params.token] then
        going[params.token].cancel()
      elseif method == 'exit' then
        close()
      end
      return true
    end,
    is_closing = function()
      return closing
    end,
    terminate = close,
  }
end

---What the client is made of, which takes its time to load.
local PARTS = { 'vim.lsp', 'vim.lsp.protocol', 'vim.lsp.log', 'vim.lsp.util', 'vim.lsp.handlers', 'vim.lsp.rpc', 'vim.lsp.client' }

---Starts the client, which is attached to no buffer.
local function start()
  local config = { name = NAME, cmd = server, root_dir = vim.uv.cwd() }
  if vim.fn.has('nvim-0.11') == 1 then
    vim.lsp.start(config, { attach = false })
  else
    vim.lsp.start_client(config) ---@diagnostic disable-line: deprecated
  end
end

local function send(token, value)
  if dispatchers then
    dispatchers.notification('$/progress', { token = token, value = value })
  end
end

local function tell_begin(progress)
  progress.begun = true
  send(progress.token, { kind = 'begin', title = progress.title, cancellable = true })
end

---Brings the client up in slices, and tells it of what goes on by then.
local function wake()
  if dispatchers then
    return true
  elseif not waking then
    waking = true
    slices.run(function()
      for _, part in ipairs(PARTS) do
        pcall(require, part)
        slices.pause()
      end
      start()
      waking = false
      for _, progress in pairs(going) do
        tell_begin(progress)
      end
    end)
  end
  return dispatchers ~= nil
end

---Whether somebody shows the progress of language servers.
local function listened_to()
  return #vim.api.nvim_get_autocmds({ event = 'LspProgress' }) > 0
end

local function show(line)
  if not listened_to() then
    in_line = true
    message.progress(line)
  end
end

---@param progress pursuit.Progress
---@param done integer?
---@param total integer?
---@return string? message
---@return integer? percentage
local function counted(progress, done, total)
  if not total or total <= 0 then
    return nil, nil
  end
  done = math.min(done or 0, total)
  local amount = require('pursuit.render.amount').full
  return text.get('progress_count', progress.lang, amount(done), amount(total)), math.floor(done * 100 / total)
end

---Something has taken long enough to be told.
---@param title string
---@param lang 'en'|'zh'
---@param cancel fun() stops it
---@return pursuit.Progress
function M.begin(title, lang, cancel)
  last = last + 1
  local progress = { token = NAME .. '/' .. last, title = title, lang = lang, cancel = cancel, at = 0 }
  going[progress.token] = progress
  if wake() and not progress.begun then
    tell_begin(progress)
  end
  show(title)
  return progress
end

---How far it is. Cheap: what is the same as before, or comes too soon after it, is not told.
---@param progress pursuit.Progress
---@param done integer?
---@param total integer?
function M.report(progress, done, total)
  local now = vim.uv.now()
  if now - progress.at < EVERY_MS or (waking and listened_to()) then
    return
  end
  local said, percentage = counted(progress, done, total)
  if not said or said == progress.said then
    return
  end
  progress.said, progress.at = said, now
  send(progress.token, { kind = 'report', message = said, percentage = percentage, cancellable = true })
  show(progress.title .. ' ' .. said)
end

---It has ended.
---@param progress pursuit.Progress
function M.finish(progress)
  going[progress.token] = nil
  if progress.begun then
    send(progress.token, { kind = 'end' })
  end
  if in_line and not next(going) then
    in_line = false
    message.progress_done()
  end
end

return M
