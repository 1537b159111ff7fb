// title: Most connected entities
// title-zh: 關聯最多的實體
// answers: Which entities take part, as subject or object, in the most statements?
// param limit: number = 20; rows at most
// param type: text =; only entities of this class of schema.org: Country, Person, Organization, ...
// columns: entity, type, statements, subject, object

var counts = {};
function count(predicate, role) {
  var seen = {};
  g.V().Tag("statement").Out(predicate).ForEach(function (row) {
    var key = row.statement + row.id;
    if (row.id.indexOf("<ent:") !== 0 || seen[key]) return;
    seen[key] = true;
    counts[row.id] = counts[row.id] || { subject: 0, object: 0 };
    counts[row.id][role]++;
  });
}
count("<rdf:subject>", "subject");
count("<rdf:object>", "object");

function total(node) { return counts[node].subject + counts[node].object; }
var nodes = Object.keys(counts).sort(function (a, b) { return total(b) - total(a) || (a < b ? -1 : 1); });
var left = params.limit;
nodes.forEach(function (node) {
  if (left === 0) return;
  var type = all(node, "<rdf:type>").filter(function (t) { return t.indexOf("<schema:") === 0; })[0] || null;
  if (params.type && type !== "<schema:" + params.type + ">") return;
  left--;
  g.Emit({ entity: value(node), type: value(type), statements: total(node), subject: counts[node].subject, object: counts[node].object });
});
