---Guided entry: field after field by vim.ui.input and vim.ui.select, as the core's form says. Nothing is written before the last one.
local message = require('pursuit.message')
local operation = require('pursuit.operation')
local text = require('pursuit.text')
local words = require('pursuit.words')
local M = {}

---What an entry is about.
---@class pursuit.Guided
---@field ws pursuit.Workspace
---@field lang 'en'|'zh'
---@field id string the deal
---@field table string
---@field values table<string, string> what is known already
---@field only_needed boolean? ask for what can't be left out, and for nothing else
---@field fields string[]? ask for these only
---@field path string? of a task: the note and line where it was called
---@field lnum integer?
---@field change boolean?

---Values by field, as the core takes them.
---@param values table<string, any>
---@return { field: string, value: string }[]
function M.list(values)
  local list = {}
  for field, value in pairs(values) do
    list[#list + 1] = { field = field, value = type(value) == 'table' and table.concat(value, ', ') or tostring(value) }
  end
  table.sort(list, function(a, b)
    return a.field < b.field
  end)
  return list
end

local function arguments(guided)
  local args = { id = guided.id, table = guided.table, values = M.list(guided.values), change = guided.change }
  args.path, args.lnum = guided.path, guided.lnum
  return args
end

---`field=value` words apart from the others. Any word may be a field: the core knows them.
---@param list string[]
---@return string[] rest
---@return table<string, string> values
function M.parted(list)
  local rest, values = {}, {}
  for _, word in ipairs(words.runs(list)) do
    local field, value = word:match('^([^%s="]+)=(.*)$')
    if field then
      values[field] = value
    else
      rest[#rest + 1] = word
    end
  end
  return rest, values
end

---Puts words that name no field into the needed fields, in their order; the first that may be any text takes all that is left.
---@param form pursuit.Form
---@param list string[]
---@param values table<string, string> gets them
---@return string? word that is one too many
function M.place(form, list, values)
  local at = 1
  for _, field in ipairs(form.fields) do
    if list[at] and field.required and values[field.name] == nil then
      local free = field.type == 'name' or (field.type == 'text' and not field.choices[1])
      values[field.name] = words.bare(free and table.concat(list, ' ', at) or list[at])
      at = free and #list + 1 or at + 1
    end
  end
  return list[at]
end

---What the field that is asked for may be, for completion in the prompt.
local offered = {}

---Ids that go on as typed; of several with commas, the last.
local function ids_of(field, typed)
  local before, last = typed:match('^(.*,)([^,]*)$')
  local found = {}
  for _, choice in ipairs(field.choices) do
    if vim.startswith(choice.id:lower(), (last or typed):lower()) then
      found[#found + 1] = (before or '') .. choice.id
    end
  end
  return found
end

---What a word of `add stakeholder …` or `set …` may become.
---@param ws pursuit.Workspace
---@param id string the deal
---@param name string of the entry
---@param before string[] the words before it
---@param lead string
---@return string[]
function M.complete(ws, id, name, before, lead)
  local rest, values = M.parted(before)
  local form = ws.handle:call('form', { id = id, table = name, values = M.list(values) })
  local key, typed = lead:match('^([^%s=]+)=(.*)$')
  local found, front = {}, name == 'deal'
  if not form then
    return found
  elseif not front then
    M.place(form, rest, values)
  end
  for _, field in ipairs(form.fields) do
    local named = key == field.name or (front and rest[1] == field.name and not rest[2])
    if named then
      return vim.tbl_map(function(word)
        return key and key .. '=' .. word or word
      end, ids_of(field, typed or lead))
    elseif not front and #found == 0 and field.required and values[field.name] == nil then
      vim.list_extend(found, ids_of(field, lead)) -- the next word that needs no name
    end
  end
  for _, field in ipairs(form.fields) do
    local word = front and #rest == 0 and #before == 0 and field.name or field.name .. '='
    if values[field.name] == nil and vim.startswith(word, lead) and not key then
      found[#found + 1] = word
    end
  end
  return found
end

---@param lead string
---@return string[]
function M.complete_answer(lead)
  return ids_of({ choices = offered }, lead:gsub('[，、]%s*', ','):gsub(',%s+', ','))
end

local BACK, MANY = '<', 12

---What the ids of a blank field mean are called.
---@param field pursuit.FormField
---@return string?
local function meant(field)
  local labels = {}
  for _, choice in ipairs(field.choices) do
    labels[choice.id] = choice.label
  end
  return field.means and (field.means:gsub('[^,%s][^,]*', function(id)
    return labels[id] or id
  end))
end

---@param field pursuit.FormField
local function prompt_of(guided, field)
  local more = field.means and text.get('means', guided.lang, meant(field)) or field.required and '' or text.get('optional', guided.lang)
  return message.clean(text.get('ask_entry', guided.lang, field.label, more))
end

---@param answered fun(value: string?) nil: one back
local function type_in(guided, field, answered)
  offered = field.choices
  vim.ui.input({
    prompt = prompt_of(guided, field),
    default = field.value,
    completion = field.choices[1] and "customlist,v:lua.require'pursuit.guide'.complete_answer" or nil,
  }, function(typed)
    if typed == nil then
      return message.warn(text.get('stopped', guided.lang))
    end
    typed = vim.trim(typed)
    answered(typed ~= BACK and typed or nil)
  end)
end

---What a choice looks like in a list: its label, its id where that says more, and what belongs to it.
local function choice_label(choice)
  local label = choice.label and choice.label ~= choice.id and ('%s  %s'):format(choice.id, choice.label) or choice.id
  return message.clean(choice.extra and ('%s  (%s)'):format(label, choice.extra) or label)
end

---Of many choices those that belong to the deal; all others can be typed, with completion.
local function near(field)
  local some = field.near > 0 and #field.choices > MANY
  return some and vim.list_slice(field.choices, 1, field.near) or field.choices
end

local function choose(guided, field, first, answered)
  local lang, items = guided.lang, {}
  offered = field.choices
  local function add(key, label, value)
    items[#items + 1] = { key = key, label = label, value = value }
  end
  if field.value then
    add('keep', text.get('keep_value', lang, field.value), field.value)
  end
  if not field.required and not (field.value and field.means) then
    add('blank', field.means and text.get('blank_means', lang, meant(field)) or text.get('leave_blank', lang), '')
  end
  for _, choice in ipairs(near(field)) do
    if choice.id ~= field.value then
      add('choice', choice_label(choice), choice.id)
    end
  end
  if field.type == 'id' or field.type == 'name' or field.type == 'text' then
    add('other', text.get('another_value', lang))
  end
  if not first then
    add('back', text.get('one_back', lang))
  end
  vim.ui.select(items, {
    prompt = prompt_of(guided, field),
    kind = 'pursuit',
    format_item = function(item)
      return item.label
    end,
  }, function(item)
    if not item then
      return message.warn(text.get('stopped', lang))
    elseif item.key == 'other' then
      return type_in(guided, field, answered)
    end
    answered(item.value)
  end)
end

---@param answered fun(value: string?)
local function ask(guided, field, first, answered)
  if field.choices[1] and not field.many then
    return choose(guided, field, first, answered)
  end
  type_in(guided, field, answered)
end

---The rows that has this key already is changed only if the user says so.
local function confirm(guided, form, go)
  if guided.change or not form.exists then
    return go()
  end
  local lang = guided.lang
  local change, stop = text.get('change_row', lang), text.get('stop', lang)
  local key = guided.values[form.fields[1].name] or ''
  vim.ui.select({ change, stop }, { prompt = message.clean(text.get('row_there', lang, key, form.label)) }, function(choice)
    if choice ~= change then
      return message.warn(text.get('stopped', lang))
    end
    guided.change = true
    go()
  end)
end

---What was set, field by field; a field may have been given by its name in the other language.
local function set(guided, form)
  local parts, fields = {}, {}
  for _, field in ipairs(form.fields) do
    fields[field.name] = field
    fields[field.label] = field
  end
  for _, given in ipairs(M.list(guided.values)) do
    local field = fields[given.field] or { label = given.field }
    local value = field.value or given.value
    parts[#parts + 1] = field.label .. ' ' .. (value ~= '' and value or '–')
  end
  return table.concat(parts, guided.lang == 'zh' and '，' or ', ')
end

local function enter(guided, form, done)
  operation.start(guided.ws, 'enter', arguments(guided), function(place)
    local what, said = form.label, place.text or guided.id
    if guided.table == 'deal' then
      what, said = guided.id, set(guided, form)
    end
    message.info(text.get('entered', guided.lang, what, said))
    if done then
      done(place)
    end
  end, { label = text.get('making', guided.lang) })
end

---Whether a field is to be asked for.
local function wanted(guided, field, asked)
  if guided.values[field.name] ~= nil then
    return field.fault ~= nil
  elseif field.made or asked[field.name] then
    return false
  elseif guided.fields then
    return vim.list_contains(guided.fields, field.name)
  end
  return field.required and field.value == nil or not guided.only_needed
end

---Asks for the next field that is wanted, given those that were asked before; then enters.
local function step(guided, trail, done)
  operation.start(guided.ws, 'form', arguments(guided), function(form)
    confirm(guided, form, function()
      local asked = {}
      for _, name in ipairs(trail) do
        asked[name] = true
      end
      for _, field in ipairs(form.fields) do
        if wanted(guided, field, asked) then
          if field.fault then
            message.warn(field.fault)
            field.value = nil
          end
          return ask(guided, field, #trail == 0, function(value)
            if value then
              guided.values[field.name] = value
              trail[#trail + 1] = field.name
            elseif #trail > 0 then
              guided.values[table.remove(trail)] = nil
            end
            step(guided, trail, done)
          end)
        end
      end
      enter(guided, form, done)
    end)
  end)
end

---Asks for what is not known yet, and enters it.
---@param guided pursuit.Guided
---@param done fun(place: pursuit.Place)?
function M.start(guided, done)
  step(guided, {}, done)
end

return M
