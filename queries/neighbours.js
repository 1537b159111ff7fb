// title: Neighbours of an entity
// title-zh: 實體的鄰居
// answers: What does the text assert between this entity and others, in which direction, and in how many documents?
// param entity: entity; whose neighbours, by name or IRI
// param limit: number = 100; rows at most
// columns: entity, direction, relation, neighbour, documents

var rows = [];
entities(params.entity).forEach(function (entity) {
  edges(entity, false).forEach(function (edge) { edge.direction = "→"; rows.push(edge); });
  edges(entity, true).forEach(function (edge) { edge.direction = "←"; rows.push(edge); });
});
function key(row) { return row.direction + row.relation + row.neighbour; }
rows.sort(function (a, b) { return b.documents - a.documents || (key(a) < key(b) ? -1 : 1); });
rows.slice(0, params.limit).forEach(function (row) {
  var out = { entity: value(row.node), direction: row.direction, relation: value(row.relation), documents: row.documents };
  put(out, "neighbour", row.neighbour);
  g.Emit(out);
});
