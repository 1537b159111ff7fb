// title: Path between two entities
// title-zh: 兩個實體之間的路徑
// answers: By which shortest chain of asserted relations are these two connected?
// param from: entity; where the path begins, by name or IRI
// param to: entity; where it ends
// param steps: number = 4; the longest path to look for
// columns: step, entity, direction, relation, neighbour

var MOST = 20000; // entities to look at

// search walks outwards from all starting points at once and remembers by which
// edge each entity was reached first.
function search(starts, goals) {
  var reached = {}, front = starts, count = 0;
  starts.forEach(function (start) { reached[start] = { start: true }; });
  for (var step = 0; step <= params.steps; step++) {
    for (var i = 0; i < front.length; i++) if (goals.indexOf(front[i]) >= 0) return walk(reached, front[i]);
    var next = [];
    front.forEach(function (node) {
      [false, true].forEach(function (reverse) {
        edges(node, reverse).forEach(function (edge) {
          if (reached[edge.neighbour] || count >= MOST) return;
          reached[edge.neighbour] = { from: node, relation: edge.relation, direction: reverse ? "←" : "→" };
          next.push(edge.neighbour);
          count++;
        });
      });
    });
    front = next;
  }
  return null;
}

function walk(reached, node) {
  var steps = [];
  for (var at = reached[node]; !at.start; node = at.from, at = reached[node]) {
    var step = { direction: at.direction, relation: value(at.relation) };
    put(step, "entity", at.from);
    put(step, "neighbour", node);
    steps.unshift(step);
  }
  return steps;
}

var steps = search(entities(params.from), entities(params.to));
if (steps) steps.forEach(function (step, i) { step.step = i + 1; g.Emit(step); });
