// title: Who did what to whom
// title-zh: 誰對誰做了什麼
// answers: Which statements have this subject, this relation, this object? What is left empty may be anything.
// param subject: entity =; who, by name or IRI
// param relation: relation =; did what
// param object: entity =; to whom or what; recipients and targets count too
// param limit: number = 100; rows at most
// columns: subject, relation, object, more, held, documents

var RECEIVING = ["<rdf:object>", "<kg:recipient>", "<kg:target>", "<kg:partner>", "<kg:beneficiary>"];
var path = null;
function narrow(next) { path = path === null ? next : path.And(next); }

if (params.subject) narrow(from(entities(params.subject)).In("<rdf:subject>"));
if (params.relation) narrow(from(relations(params.relation)).In("<rdf:predicate>"));
if (params.object) narrow(from(entities(params.object)).In(RECEIVING));
if (path === null) throw "who-did-what needs a subject, a relation or an object";
emit(path.Unique().ToArray(), params.limit);
