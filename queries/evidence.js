// title: Evidence
// title-zh: 原文出處
// answers: In which sentences does the text say something about this entity?
// param entity: entity; about whom or what, by name or IRI
// param limit: number = 50; rows at most
// columns: subject, relation, object, held, text, places, sentence

// texts lists what a statement is derived from, each wording once.
function texts(statement) {
  var list = [], found = {};
  all(statement, "<prov:wasDerivedFrom>").sort().forEach(function (sentence) {
    var text = one(sentence, "<nif:isString>");
    if (!found[text]) list.push(found[text] = { text: text, sentence: sentence, places: 0 });
    found[text].places++;
  });
  return list;
}

var left = params.limit;
about(entities(params.entity)).forEach(function (statement) {
  texts(statement).forEach(function (text) {
    if (left === 0) return;
    left--;
    var row = describe(statement);
    row.sentence = value(text.sentence);
    row.text = text.text;
    row.places = text.places;
    g.Emit(row);
  });
});
