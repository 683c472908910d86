---Questions to the user.
local clean = require('pursuit.message').clean
local M = {}

---Asks for a line of text. An empty answer and an interruption end it.
---@param prompt string
---@param answered fun(typed: string)
---@param default string?
function M.text(prompt, answered, default)
  vim.ui.input({ prompt = clean(prompt) .. ' ', default = default }, function(typed)
    typed = typed and vim.trim(typed) or ''
    if typed ~= '' then
      answered(typed)
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

return M
