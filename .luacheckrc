std = 'luajit'
cache = false
codes = true
self = false
max_line_length = 140
max_string_line_length = false
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
