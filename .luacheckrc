std = 'luajit'
cache = false
codes = true
self = false
max_line_length = 140
read_globals = { 'vim' }
exclude_files = { 'build', '.deps' }

-- Settings of Neovim are set by assignment.
local settings = {}
for _, name in ipairs({ 'b', 'bo', 'env', 'g', 'go', 'o', 'opt', 'opt_local', 'v', 'w', 'wo' }) do
  settings[#settings + 1] = 'vim.' .. name
end
files['lua'] = { globals = settings }
files['plugin'] = { globals = settings }
files['tests'] = { std = 'luajit+busted', globals = settings }

-- Tables of texts: a row is a line.
files['lua/pursuit/demo/data'] = { max_line_length = false }
files['lua/pursuit/text.lua'] = { max_line_length = false }
files['lua/pursuit/text/*.lua'] = { max_line_length = false }
files['tests'].max_line_length = false
