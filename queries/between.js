// title: Statements about a pair
// title-zh: 兩個實體之間
// answers: What is stated about these two together, in whatever roles, asserted or not?
// param a: entity; one of the two, by name or IRI
// param b: entity; the other
// param limit: number = 100; rows at most
// columns: subject, relation, object, more, held, documents

emit(from(entities(params.a)).In().And(from(entities(params.b)).In()).Unique().ToArray(), params.limit);
