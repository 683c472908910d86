---Calls of the core, at once or in the background, and what follows from them in the editor.
local buffer = require('pursuit.buffer')
local job = require('pursuit.job')
local message = require('pursuit.message')
local overlay = require('pursuit.overlay')
local refresh = require('pursuit.refresh')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---What a call did beside its answer.
---@class pursuit.Info
---@field path string? the file that an error is about
---@field lnum integer?
---@field col integer? the part of a filter that an error is about: its bytes, from 1, both in it
---@field end_col integer?
---@field missing pursuit.Missing[]? all that stands against a step, with the code REFUSED
---@field changed string[]? files that were written or removed
---@field commit string?

---Where something lay before it got another id.
local function renamed(args, answer)
  local dir, name = vim.fs.dirname(answer.path), vim.fs.basename(answer.path)
  if args.kind and args.kind ~= 'deal' then
    buffer.follow(dir .. '/' .. args.id .. '.md', answer.path)
  elseif name == 'deal.md' then
    buffer.follow(vim.fs.dirname(dir) .. '/' .. args.id, dir)
  else
    buffer.follow(dir .. '/' .. args.id, answer.path)
  end
end

---Brings buffers up to date and tells who wants to know.
---@param ws pursuit.Workspace
---@param name string
---@param args table
---@param answer any
---@param info pursuit.Info?
---@param bases table<integer, string[]>? what buffers held when the call began
local function follow_up(ws, name, args, answer, info, bases)
  local changed = info and info.changed or {}
  if #changed == 0 and not (info and info.commit) then
    return
  end
  if name == 'rename' and answer.path then
    renamed(args, answer)
  end
  refresh.files(changed, bases)
  vim.api.nvim_exec_autocmds('User', {
    pattern = 'PursuitChanged',
    modeline = false,
    data = {
      root = ws.root,
      changed = changed,
      commit = info.commit,
      renamed = name == 'rename' and { kind = args.kind or 'deal', from = args.id, to = answer.id or args.to } or nil,
    },
  })
end

---Calls and waits.
---@param ws pursuit.Workspace
---@param name string
---@param args table
---@return any answer nil on failure
---@return string? message
---@return string? code
---@return pursuit.Info? info
function M.call(ws, name, args)
  local answer, a, code, info = ws.handle:call(name, args, overlay.collect(ws.root))
  if answer == nil then
    return nil, a, code, info
  end
  follow_up(ws, name, args, answer, a)
  return answer
end

---A message with paths as seen from the workspace.
local function short(ws, said)
  return (said:gsub(vim.pesc(ws.root .. '/'), ''))
end

---Says why something failed.
---@param ws pursuit.Workspace
---@param said string
---@param code string?
function M.say_failure(ws, said, code)
  local level = (code == 'REFUSED' or code == 'CANCEL') and 'warn' or 'error'
  message[level](short(ws, said))
end

---Asks to write what is unsaved. `go` is called when it is on disk.
---@param ws pursuit.Workspace
---@param go fun()
---@param path string? the file that is in the way
function M.ask_to_write(ws, go, path)
  local lang = workspace.lang(ws)
  local write, stop = text.get('write_and_go_on', lang), text.get('stop', lang)
  local what = path and path:sub(#ws.root + 2) or ''
  vim.ui.select({ write, stop }, { prompt = message.clean(text.get('unsaved', lang, what)) }, function(choice)
    if choice ~= write then
      return message.warn(text.get('stopped', lang))
    end
    local ok, fault = buffer.write_all(ws.root)
    if not ok then
      return message.error(fault or '')
    end
    go()
  end)
end

---@class pursuit.StartOpts
---@field label string? said while it takes long
---@field failed? fun(message: string, code: string?, info: pursuit.Info?): boolean? true: it has been dealt with
---@field quiet boolean? say nothing of failures

---Calls in the background. Asks about unsaved changes that are in the way, and says what fails.
---@param ws pursuit.Workspace
---@param name string
---@param args table
---@param done fun(answer: any, info: pursuit.Info?)
---@param opts pursuit.StartOpts?
---@return pursuit.Job?
function M.start(ws, name, args, done, opts)
  opts = opts or {}
  local bases = not job.reads(name) and refresh.bases(ws.root) or nil
  return job.start(ws.handle, name, args, overlay.collect(ws.root), function(answer, a, code, info)
    if answer ~= nil then
      follow_up(ws, name, args, answer, a, bases)
      return done(answer, a)
    elseif code == 'UNSAVED' and not opts.quiet then
      return M.ask_to_write(ws, function()
        M.start(ws, name, args, done, opts)
      end, info and info.path)
    elseif opts.failed and opts.failed(a, code, info) then
      return
    elseif not opts.quiet then
      M.say_failure(ws, a, code)
    end
  end, opts.label, opts.label and workspace.lang(ws))
end

return M
