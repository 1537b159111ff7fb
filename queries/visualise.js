// title: Picture of the relations
// title-zh: 關係圖
// answers: Which asserted relations are to be drawn, as Cayley's page Visualize wants them: source and target, with labels?
// param entity: entity =; draw what is around this entity, by name or IRI; empty for the whole graph
// param limit: number = 200; edges at most
// columns: source_label, relation, target_label

// label is a node's name in Chinese, or what there is.
function label(node) {
  var own = read(node, 0), names = all(node, "<rdfs:label>");
  if (names.length === 0 || names.indexOf(own) >= 0) return own;
  return names.filter(function (name) { return /[\u3400-\u9fff]/.test(name); })[0] || names[0];
}

function around(node) {
  return edges(node, false).concat(edges(node, true).map(function (edge) {
    return { node: edge.neighbour, relation: edge.relation, neighbour: edge.node };
  }));
}

// everything lists the edges of the statements that the texts assert, as far as
// they can be of use.
function everything() {
  var list = [];
  g.V("<rdf:Statement>").In("<rdf:type>").Unique().ForEach(10 * params.limit, function (row) {
    var subject = one(row.id, "<rdf:subject>"), relation = one(row.id, "<rdf:predicate>"), object = one(row.id, "<rdf:object>");
    if (object === null || typeof object !== "string" || object.charAt(0) !== "<") return;
    if (g.V(subject).Out(relation).Is(object).ToArray().length === 0) return;
    list.push({ node: subject, relation: relation, neighbour: object });
  });
  return list;
}

var found = params.entity ? [].concat.apply([], entities(params.entity).map(around)) : everything();
var seen = {}, left = params.limit;
found.forEach(function (edge) {
  var key = edge.node + edge.relation + edge.neighbour;
  if (seen[key] || left === 0) return;
  seen[key] = true;
  left--;
  g.Emit({
    source: edge.node, target: edge.neighbour, relation: value(edge.relation),
    source_label: label(edge.node), target_label: label(edge.neighbour),
  });
});
