// Emits every statement of the graph with all the names of its parts, and
// whether a direct edge stands for it.

function names(node) {
  if (typeof node !== "string" || node[0] !== "<") return [String(node)];
  var found = g.V(node).Out(["<rdfs:label>", "<skos:altLabel>", "<kg:gloss>"]).ToArray();
  var head = g.V(node).Out("<kg:head>").Out("<rdfs:label>").ToArray();
  return found.concat(head.map(function (name) { return "…" + name; }), [node]);
}

var ROLES = [
  "recipient", "partner", "target", "time", "place", "source", "goal", "instrument", "beneficiary", "purpose", "cause",
  "condition", "topic", "capacity", "comparison", "manner", "extent", "agent", "attributedTo",
];

g.V("<rdf:Statement>").In("<rdf:type>").Unique().ToArray().forEach(function (id) {
  function part(predicate) { return g.V(id).Out(predicate).Unique().ToArray(); }
  var subject = part("<rdf:subject>")[0], relation = part("<rdf:predicate>")[0], object = part("<rdf:object>")[0];
  var args = {};
  ROLES.forEach(function (role) {
    var found = part("<kg:" + role + ">");
    if (found.length) args[role] = found.map(names);
  });
  g.Emit({
    id: id, subject: names(subject), relation: relation, object: object === undefined ? [] : names(object), arguments: args,
    modality: part("<kg:modality>").join(), evidence: g.V(id).Out("<prov:wasDerivedFrom>").Unique().Count(),
    edge: object !== undefined && object[0] === "<" && g.V(subject).Out(relation).Unique().ToArray().indexOf(object) >= 0,
  });
});
