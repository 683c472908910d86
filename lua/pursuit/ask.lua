---Questions to the user.
local message = require('pursuit.message')
local text = require('pursuit.text')
local clean = message.clean
local M = {}

---Asks for a line of text. An empty answer, unless it may be one, and an interruption end it.
---@param prompt string
---@param answered fun(typed: string)
---@param default string?
---@param empty boolean? '' is an answer too
function M.text(prompt, answered, default, empty)
  vim.ui.input({ prompt = clean(prompt) .. ' ', default = default }, function(typed)
    local said = typed and vim.trim(typed) or ''
    if said ~= '' or (empty and typed) then
      answered(said)
    end
  end)
end

---Uses a text that is there, else asks.
---@param said string?
---@param prompt string
---@param answered fun(typed: string)
function M.unless(said, prompt, answered)
  if said and said ~= '' then
    return answered(said)
  end
  M.text(prompt, answered)
end

---Lets the user choose a term of the process.
---@param terms pursuit.Term[]
---@param prompt string
---@param chosen fun(id: string)
function M.term(terms, prompt, chosen)
  vim.ui.select(terms, {
    prompt = clean(prompt),
    kind = 'pursuit',
    format_item = function(term)
      return clean(term.label or term.id)
    end,
  }, function(term)
    if term then
      chosen(term.id)
    end
  end)
end

---Lets the user choose several terms of the process, one after the other; what is chosen has a mark, and the first line ends it.
---@param terms pursuit.Term[]
---@param said { prompt: string, done: string }
---@param chosen string[] ids to begin with
---@param answered fun(ids: string[]) in the order of the terms
function M.several(terms, said, chosen, answered)
  local marked, list = {}, { { id = '', label = said.done } }
  for _, id in ipairs(chosen) do
    marked[id] = true
  end
  for _, term in ipairs(terms) do
    list[#list + 1] = { id = term.id, label = ('[%s] %s'):format(marked[term.id] and 'x' or ' ', term.label or term.id) }
  end
  M.term(list, said.prompt, function(id)
    if id ~= '' then
      marked[id] = not marked[id] or nil
    end
    local ids = {}
    for _, term in ipairs(terms) do
      ids[#ids + 1] = marked[term.id] and term.id or nil
    end
    if id == '' then
      return answered(ids)
    end
    vim.schedule(function() M.several(terms, said, ids, answered) end)
  end)
end

---A word of a fixed list: the one that was typed, else the user chooses; another word is refused.
---@param word string?
---@param ids string[]
---@param said { lang: 'en'|'zh', label: string, prompt: string, wrong: string } texts: prefix of the labels, question, refusal
---@param chosen fun(id: string)
function M.one_of(word, ids, said, chosen)
  if not word then
    local terms = vim.tbl_map(function(id)
      return { id = id, label = text.get(said.label .. id, said.lang) }
    end, ids)
    return M.term(terms, text.get(said.prompt, said.lang), chosen)
  elseif not vim.list_contains(ids, word) then
    return message.error(text.get(said.wrong, said.lang, word, table.concat(ids, ' ')))
  end
  chosen(word)
end

return M
