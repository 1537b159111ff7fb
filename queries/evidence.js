// title: Evidence
// title-zh: 原文出處
// answers: In which sentences does the text say something about this entity?
// param entity: entity; about whom or what, by name or IRI
// param limit: number = 50; rows at most
// columns: subject, relation, object, held, text, sentence

var left = params.limit;
about(entities(params.entity)).forEach(function (statement) {
  all(statement, "<prov:wasDerivedFrom>").forEach(function (sentence) {
    if (left === 0) return;
    left--;
    var row = describe(statement);
    row.sentence = value(sentence);
    row.text = one(sentence, "<nif:isString>");
    g.Emit(row);
  });
});
