---The weighted matrix of decision factors; each line leads to its row.
return {
  call = 'factors',
  render = require('pursuit.render.factors').page,
}
