// title: Denied or only claimed
// title-zh: 被否定的與僅止於主張的
// answers: What does the text deny, or hold only for possible, demanded, wanted, claimed, doubted, supposed, or said by somebody?
// param entity: entity =; only statements in which it takes part, by name or IRI; empty for all
// param limit: number = 100; rows at most
// columns: held, subject, relation, object, more, documents

var MODALITIES = [
  "possible", "demanded", "wanted", "claimed", "doubted", "hypothetical",
].map(function (name) { return str(name); });

var path = g.V(str("negative")).In("<kg:polarity>")
  .Union(from(MODALITIES).In("<kg:modality>"))
  .Union(params.entity ? from(entities(params.entity)).In().Has("<kg:attributedTo>") : g.V("<rdf:Statement>").In("<rdf:type>").Has("<kg:attributedTo>"));
if (params.entity) path = path.And(from(entities(params.entity)).In());
emit(path.Unique().ToArray(), params.limit);
