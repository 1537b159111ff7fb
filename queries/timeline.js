// title: Timeline
// title-zh: 時間軸
// answers: What happened when, as far as the text gives a time?
// param entity: entity; whose statements, by name or IRI
// param limit: number = 100; rows at most
// columns: time, subject, relation, object, held, documents

var rows = [];
about(entities(params.entity)).forEach(function (statement) {
  all(statement, "<kg:time>").forEach(function (time) { rows.push({ time: time, statement: statement }); });
});
rows.sort(function (a, b) { return a.time < b.time ? -1 : a.time > b.time ? 1 : 0; });
rows.slice(0, params.limit).forEach(function (row) {
  var out = describe(row.statement);
  out.time = value(row.time);
  g.Emit(out);
});
