---The life of a deal; each line opens its commit.
local buffer = require('pursuit.buffer')
local operation = require('pursuit.operation')
local render = require('pursuit.render.history')
local scratch = require('pursuit.view.scratch')
local text = require('pursuit.text')
local workspace = require('pursuit.workspace')
local M = {}

---@class pursuit.HistoryView
---@field ws pursuit.Workspace
---@field id string
---@field events pursuit.Event[]
---@field expanded table<string, boolean>
---@field kind string? the only kind that is shown
---@field page pursuit.Page?

local shown = {} ---@type table<integer, pursuit.HistoryView> by buffer

local function draw(buf)
  local view, win = shown[buf], vim.fn.win_findbuf(buf)[1]
  if not view or not win then
    return
  end
  local lang = workspace.lang(view.ws)
  local events = view.events
  if view.kind then
    events = vim.tbl_filter(function(event)
      return event.kind == view.kind
    end, events)
  end
  view.page = render.page(events, {
    width = vim.api.nvim_win_get_width(win),
    lang = lang,
    title = text.get('history_of', lang, view.id) .. (view.kind and ' · ' .. text.get('events_' .. view.kind, lang) or ''),
    expanded = view.expanded,
  })
  scratch.draw(buf, view.page)
end

local function reload(buf)
  local view = shown[buf]
  operation.start(view.ws, 'history', { id = view.id }, function(events)
    if shown[buf] == view then
      view.events = events
      draw(buf)
    end
  end, { quiet = true })
end

---Shows a commit as git does.
---@param ws pursuit.Workspace
---@param commit string
function M.show(ws, commit)
  operation.start(ws, 'show', { id = commit }, function(place)
    local buf = scratch.open({ name = 'pursuit://' .. ws.root .. '/commit/' .. commit, filetype = 'git', root = ws.root })
    local lines = vim.split(vim.trim(place.text or ''), '\n', { plain = true })
    for i, line in ipairs(lines) do
      lines[i] = line:gsub('\r$', ''):gsub('%z', ' ')
    end
    scratch.draw(buf, { lines = lines, marks = {}, items = {} })
    local lang, keys = workspace.lang(ws), nil
    keys = {
      { '?', function() scratch.help(keys) end, text.get('key_help', lang) },
      { 'q', scratch.quit, text.get('key_quit', lang) },
    }
    scratch.keys(buf, keys)
    vim.api.nvim_win_set_cursor(0, { 1, 0 })
  end)
end

local function item(buf)
  local view = shown[buf]
  return view and view.page and view.page.items[vim.api.nvim_win_get_cursor(0)[1]]
end

local function open_commit(buf)
  local event = item(buf)
  if event and event.commit then
    M.show(shown[buf].ws, event.commit)
  end
end

local function open_note(buf)
  local event = item(buf)
  if event and event.path and vim.uv.fs_stat(event.path) then
    buffer.open(event.path)
  end
end

local function fold(buf)
  local event = item(buf)
  if event and event.fold then
    local expanded = shown[buf].expanded
    expanded[event.fold] = not expanded[event.fold] or nil
    draw(buf)
  end
end

---Shows one kind of events, or all again.
local function choose_kind(buf)
  local view, seen = shown[buf], {}
  local lang = workspace.lang(view.ws)
  for _, event in ipairs(view.events) do
    seen[event.kind] = true
  end
  local kinds = vim.tbl_filter(function(kind)
    return seen[kind]
  end, require('pursuit.render.diff').KINDS)
  table.insert(kinds, 1, 'every')
  vim.ui.select(kinds, {
    prompt = text.get('ask_kind', lang),
    kind = 'pursuit',
    format_item = function(kind)
      return text.get(kind == 'every' and 'every_kind' or 'events_' .. kind, lang)
    end,
  }, function(kind)
    if kind and shown[buf] == view then
      view.kind = kind ~= 'every' and kind or nil
      draw(buf)
    end
  end)
end

local function keys(buf, lang)
  local list
  local function with(fn)
    return function()
      fn(buf)
    end
  end
  list = {
    { '<CR>', with(open_commit), text.get('key_commit', lang) },
    { 'o', with(open_note), text.get('key_note', lang) },
    { '<Tab>', with(fold), text.get('key_fold', lang) },
    { 'f', with(choose_kind), text.get('key_kind', lang) },
    { 'R', with(reload), text.get('key_reload', lang) },
    { '?', function() scratch.help(list) end, text.get('key_help', lang) },
    { 'q', scratch.quit, text.get('key_quit', lang) },
  }
  return list
end

local function name_of(ws, id)
  return 'pursuit://' .. ws.root .. '/history/' .. id
end

---The view follows its deal to another id.
local function follow(buf, from, to)
  local view = shown[buf]
  if view.id == from then
    view.id, vim.b[buf].pursuit_deal = to, to
    local old = scratch.find(name_of(view.ws, to))
    if old and old ~= buf then
      vim.api.nvim_buf_delete(old, { force = true })
    end
    vim.api.nvim_buf_set_name(buf, name_of(view.ws, to))
    reload(buf)
  end
end

---@param ws pursuit.Workspace
---@param id string
---@param events pursuit.Event[]
function M.open(ws, id, events)
  local buf, made = scratch.open({ name = name_of(ws, id), filetype = 'pursuit-history', root = ws.root })
  vim.b[buf].pursuit_deal = id
  shown[buf] = { ws = ws, id = id, events = events, expanded = {} }
  if made then
    scratch.follow(buf, ws.root, {
      changed = function() reload(buf) end,
      resized = function() draw(buf) end,
      gone = function() shown[buf] = nil end,
      renamed = function(from, to) follow(buf, from, to) end,
    })
  end
  scratch.keys(buf, keys(buf, workspace.lang(ws)))
  draw(buf)
  vim.api.nvim_win_set_cursor(0, { math.min(3, #shown[buf].page.lines), 0 })
  require('pursuit.remember').start(ws)
end

return M
