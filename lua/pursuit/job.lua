---Calls that run on a workspace's worker thread, while the user goes on typing.
local message = require('pursuit.message')
local slices = require('pursuit.slices')
local M = {}

---Calls that change nothing.
local READING = {
  entries = true, form = true,
  agenda = true, backlinks = true, blame = true, board = true, charges = true, kinship = true,
  complete = true, day = true, deal = true, deals = true,
  diagnostics = true, diff = true, draw = true, fields = true, forecast = true, history = true, map = true, movement = true, moves = true,
  names = true, observed = true, overview = true, plan = true, process = true, readiness = true, reindex = true, remember = true,
  search = true, show = true, today = true, views = true, where = true,
}

local POLL_MS = 5
local SLOW_MS = 300

---@class pursuit.Job
---@field handle table what the core gave
---@field name string the call
---@field since integer when it began, in milliseconds
---@field label string? what to say when it takes long
---@field lang 'en'|'zh'
---@field progress pursuit.Progress? once it has been said
---@field done fun(answer: any, info_or_message: any, code: string?, info: table?)

local running = {} ---@type pursuit.Job[]
local timer ---@type uv.uv_timer_t?

local function finish(job, answer, a, b, c)
  local ok, fault = xpcall(job.done, debug.traceback, answer, a, b, c)
  if not ok then
    message.error(fault)
  end
end

---Says how far a job is, once it takes longer than a moment.
local function report(job, done, total)
  if job.label and not job.progress and vim.uv.now() - job.since > SLOW_MS then
    job.progress = require('pursuit.progress').begin(job.label, job.lang, function()
      job.handle:cancel()
    end)
  end
  if job.progress then
    require('pursuit.progress').report(job.progress, done, total)
  end
end

local function poll()
  local rest, ended = {}, {}
  for _, job in ipairs(running) do
    local result = { job.handle:poll() }
    if result[1] then
      ended[#ended + 1] = { job, result }
    else
      report(job, result[2], result[3])
      rest[#rest + 1] = job
    end
  end
  running = rest
  if #running == 0 and timer then
    timer:stop()
  end
  for _, entry in ipairs(ended) do
    if entry[1].progress then
      require('pursuit.progress').finish(entry[1].progress)
    end
    finish(entry[1], unpack(entry[2], 2, 5))
  end
end

---Starts a call. `done` gets what the call returns: an answer and its info, or nil, a message, a code and an info.
---@param handle pursuit.Handle
---@param name string
---@param args table
---@param overlay table<string, string>?
---@param done fun(answer: any, info_or_message: any, code: string?, info: table?)
---@param label string? shown when it takes longer than a moment
---@param lang 'en'|'zh'|nil in which language
---@return pursuit.Job? job nil where it could not start; `done` has been called then
function M.start(handle, name, args, overlay, done, label, lang)
  local started, text, code, info = handle:start(name, args, overlay)
  if not started then
    done(nil, text, code, info)
    return nil
  end
  local job = { handle = started, name = name, since = vim.uv.now(), label = label, lang = lang or 'en', done = done }
  running[#running + 1] = job
  timer = timer or assert(vim.uv.new_timer())
  if not timer:is_active() then
    timer:start(0, POLL_MS, vim.schedule_wrap(poll))
  end
  return job
end

---Asks a job to stop; its `done` is called with CANCEL soon after.
---@param job pursuit.Job
function M.cancel(job)
  job.handle:cancel()
end

---Whether a call changes nothing.
---@param name string
---@return boolean
function M.reads(name)
  return READING[name] or false
end

---Asks those to stop that only read: what is being written is to be finished.
function M.cancel_reading()
  for _, job in ipairs(running) do
    if M.reads(job.name) then
      job.handle:cancel()
    end
  end
end

---Whether anything runs.
---@return boolean
function M.busy()
  return #running > 0 or slices.busy()
end

return M
