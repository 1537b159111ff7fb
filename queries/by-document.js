// title: What a document states
// title-zh: 一份文件說了什麼
// answers: Which statements are made in this document, in the order of their sentences?
// param document: document; the document, by its name or IRI
// param limit: number = 1000; rows at most
// columns: subject, relation, object, more, held, sentence

var rows = [];
documents(params.document).forEach(function (document) {
  g.V(document).In("<schema:isPartOf>").Tag("sentence").In("<prov:wasDerivedFrom>").ForEach(function (row) {
    rows.push({ number: Number(/(\d+)>$/.exec(row.sentence)[1]), sentence: row.sentence, statement: row.id });
  });
});
rows.sort(function (a, b) { return a.number - b.number || (a.statement < b.statement ? -1 : 1); });
var seen = {}, left = params.limit;
rows.forEach(function (row) {
  if (seen[row.statement] || left === 0) return;
  seen[row.statement] = true;
  left--;
  var out = describe(row.statement);
  out.sentence = value(row.sentence);
  g.Emit(out);
});
