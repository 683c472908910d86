---Subcommands that enter something into a deal, by questions or all by words.
local guide = require('pursuit.guide')
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local overlay = require('pursuit.overlay')
local refresh = require('pursuit.refresh')
local target = require('pursuit.target')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---Where a task is typed: the note and the line of the cursor, where that is a note of the workspace.
local function here(ctx, guided)
  local path = overlay.path(ctx.buf)
  if path and overlay.inside(ctx.ws.root, path) then
    refresh.files({ path })
    guided.path, guided.lnum = path, vim.api.nvim_win_get_cursor(0)[1]
  end
  return guided
end

---An entry of a table: words fill the needed fields; where there are none, every field is asked for.
local function entry(ctx, name)
  target.deal(ctx, function(id)
    local rest, values = guide.parted(ctx.words)
    local guided = here(ctx, { ws = ctx.ws, lang = ctx.lang, id = id, table = name, values = values })
    guided.only_needed = #ctx.words > 0
    operation.start(ctx.ws, 'form', { id = id, table = name, values = guide.list(values) }, function(form)
      local extra = guide.place(form, rest, values)
      if extra then
        return message.error(text.get('too_many_words', ctx.lang, extra))
      end
      guide.start(guided)
    end)
  end)
end

local NOTES = { 'account', 'person', 'member', 'region', 'competitor-note' }

---Whether `add` makes a note of it.
---@param kind string
---@return boolean
function M.is_note(kind)
  return vim.list_contains(NOTES, kind)
end

---What may follow `add`: notes, then entries of a deal.
---@param ws pursuit.Workspace
---@return pursuit.Term[]
function M.kinds(ws)
  local kinds = vim.tbl_map(function(kind)
    return { id = kind }
  end, NOTES)
  for _, term in ipairs(ws.handle:call('entries', {}) or {}) do
    if term.id ~= 'deal' then -- `set` is for that
      kinds[#kinds + 1] = term
    end
  end
  return kinds
end

local function add(ctx, kind)
  if M.is_note(kind) then
    return require('pursuit.command.make').note(ctx, (kind:gsub('%-note$', '')))
  elseif kind == 'cost' then
    return require('pursuit.command.entry').cost(ctx)
  end
  entry(ctx, kind)
end

---:Pursuit add {what} …: the note of an account, a person …, or an entry of the deal that is meant.
---@param ctx pursuit.Context
function M.add(ctx)
  local kinds = M.kinds(ctx.ws)
  local ids = vim.tbl_map(function(kind)
    return kind.id
  end, kinds)
  local kind = table.remove(ctx.words, 1)
  if kind and not vim.list_contains(ids, kind) then
    return message.error(text.get('add_what', ctx.lang, table.concat(ids, ' ')))
  elseif kind then
    return add(ctx, kind)
  end
  vim.ui.select(kinds, {
    prompt = text.get('ask_add', ctx.lang),
    kind = 'pursuit',
    format_item = function(item)
      local label = item.label or text.get('ask_add_' .. item.id, ctx.lang)
      return message.clean(('%s  %s'):format(item.id, label))
    end,
  }, function(item)
    if item then
      add(ctx, item.id)
    end
  end)
end

---The fields of the front matter, to pick one of.
local function pick_field(ctx, id, chosen)
  operation.start(ctx.ws, 'form', { id = id, table = 'deal' }, function(form)
    vim.ui.select(form.fields, {
      prompt = text.get('ask_field', ctx.lang),
      kind = 'pursuit',
      format_item = function(field)
        return message.clean(('%s: %s'):format(field.label, field.value or ''))
      end,
    }, function(field)
      if field then
        chosen(field.name)
      end
    end)
  end)
end

---:Pursuit set [id] [field] [value]: a field of the deal's front matter; or several, as field=value.
---@param ctx pursuit.Context
function M.set(ctx)
  target.deal(ctx, function(id)
    local rest, values = guide.parted(ctx.words)
    local guided = { ws = ctx.ws, lang = ctx.lang, id = id, table = 'deal', values = values, only_needed = true }
    local function ask_for(field)
      guided.fields = { field }
      guide.start(guided)
    end
    if rest[2] then
      values[rest[1]] = words.bare(words.join(rest, 2))
      guide.start(guided)
    elseif rest[1] then
      ask_for(rest[1])
    elseif next(values) then
      guide.start(guided)
    else
      pick_field(ctx, id, ask_for)
    end
  end)
end

return M
