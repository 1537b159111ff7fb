// Functions that the saved queries share.

var LANGUAGES = ["zh-Hant", "zh-Hans", "zh", "en"];

// from begins a path at nodes; without any it would begin at all of the graph.
function from(nodes) {
  if (nodes.length === 0) throw "a path must begin somewhere";
  return g.V.apply(g, nodes);
}

// isNode tells whether the graph holds anything about an IRI.
function isNode(node) {
  return g.V(node).Out().Limit(1).ToArray().length > 0 || g.V(node).In().Limit(1).ToArray().length > 0;
}

// escape writes a name as it stands in an IRI.
function escapeName(name) {
  return name.replace(/[^A-Za-z0-9\-._~!$&'()*+,;=:@\/\u0080-\uffff]|\s/g, encodeURIComponent);
}

// called lists the nodes with a prefix that a label or an alias names.
function called(name, prefix) {
  var names = LANGUAGES.map(function (language) { return lang(name, language); });
  names.push(str(name));
  return from(names).In(["<rdfs:label>", "<skos:altLabel>", "<kg:gloss>"]).Unique().ToArray().filter(function (node) {
    return node.indexOf("<" + prefix) === 0;
  });
}

// find lists the nodes that the user means: an IRI with the prefix, the rest of
// one, a label, or an alias.
function find(name, prefix) {
  var bare = name.replace(/^<(.*)>$/, "$1");
  if (bare.indexOf(prefix) !== 0) bare = prefix + escapeName(name);
  var node = "<" + bare + ">";
  var nodes = called(name, prefix);
  if (nodes.indexOf(node) < 0 && isNode(node)) nodes.unshift(node);
  return nodes;
}

// some passes a list on, and throws an error where it is empty.
function some(nodes, name) {
  if (nodes.length === 0) throw "nothing in the graph is called " + name;
  return nodes;
}

function entities(name) { return some(find(name, "ent:"), name); }
function relations(name) { return some(find(name, "rel:"), name); }

// documents may also be named by the last parts of their path.
function documents(name) {
  var nodes = find(name, "doc:");
  if (nodes.length > 0) return nodes;
  var end = "/" + escapeName(name) + ">";
  return some(g.V("<schema:Article>").In("<rdf:type>").Unique().ToArray().filter(function (node) {
    return node.slice(-end.length) === end;
  }), name);
}

// all lists what a predicate leads to from a node, once each.
function all(node, predicate) {
  return g.V(node).Out(predicate).Unique().ToArray();
}

// one is the first of them, or null.
function one(node, predicate) {
  var found = all(node, predicate);
  return found.length > 0 ? found[0] : null;
}

function isStatement(node) { return typeof node === "string" && node.indexOf("<stmt:") === 0; }
function isRelation(node) { return typeof node === "string" && node.indexOf("<rel:") === 0; }

// value turns what a path gave as text back into a node or a typed literal.
function value(text) {
  var literal = typeof text === "string" && /^"([^]*)"\^\^<(.*)>$/.exec(text);
  if (literal) return typed(literal[1], literal[2]);
  return typeof text === "string" && /^<[^>]*>$/.test(text) ? iri(text.slice(1, -1)) : text;
}

// read writes an inner statement out: [法國 支持 提案].
function read(node, depth) {
  if (!isStatement(node)) return String(node).replace(/^<\w+:(.*)>$/, "$1");
  if (depth > 3) return "[…]";
  var parts = ["<rdf:subject>", "<rdf:predicate>", "<rdf:object>"].map(function (predicate) {
    var part = one(node, predicate);
    return part === null ? "" : read(part, depth + 1);
  });
  return "[" + parts.filter(Boolean).join(" ") + "]";
}

// put sets a column to a node. An inner statement is written out there, and
// stands as a node in a column of its own.
function put(row, column, node) {
  row[column] = isStatement(node) ? read(node, 0) : value(node);
  if (isStatement(node)) row[column + "_statement"] = value(node);
}

// sources lists the documents that a statement is stated in; a near-identical
// copy counts as its original.
function sources(statement) {
  var found = {};
  g.V(statement).Out("<prov:wasDerivedFrom>").Out("<schema:isPartOf>").Unique().ToArray().forEach(function (document) {
    found[one(document, "<kg:copyOf>") || document] = true;
  });
  return Object.keys(found);
}

var ROLES = [
  "recipient", "partner", "target", "time", "place", "source", "goal", "instrument", "beneficiary", "purpose", "cause",
  "condition", "topic", "capacity", "comparison", "manner", "extent",
];

// more lists the arguments of a statement as text: recipient 日本; time 2005-05-13.
function more(statement) {
  var parts = [];
  ROLES.forEach(function (role) {
    all(statement, "<kg:" + role + ">").forEach(function (node) {
      parts.push(role + " " + read(String(node).replace(/^"([^]*)"\^\^<.*>$/, "$1"), 0));
    });
  });
  return parts.join("; ");
}

// held tells how a statement is held, or is empty where the text just asserts it.
function held(statement) {
  var by = one(statement, "<kg:attributedTo>");
  return [one(statement, "<kg:polarity>"), one(statement, "<kg:modality>"), by && "said by " + read(by, 0)].filter(Boolean).join(", ");
}

// describe is the row of a statement.
function describe(statement) {
  var row = {
    relation: value(one(statement, "<rdf:predicate>")),
    more: more(statement),
    held: held(statement),
    documents: sources(statement).length,
    statement: value(statement),
  };
  put(row, "subject", one(statement, "<rdf:subject>"));
  put(row, "object", one(statement, "<rdf:object>"));
  return row;
}

// emit gives out rows of statements, at most so many.
function emit(statements, limit) {
  statements.filter(isStatement).sort().slice(0, limit).forEach(function (statement) { g.Emit(describe(statement)); });
}

// about lists the statements in which nodes take any part.
function about(nodes) {
  return from(nodes).In().Unique().ToArray().filter(isStatement).sort();
}

// edges counts the documents of every direct edge from or to a node, as
// {node, relation, neighbour, documents}. Each quad label is one document.
function edges(node, reverse) {
  var found = {}, list = [];
  var path = g.V(node);
  path = reverse ? path.In(null, "relation") : path.Out(null, "relation");
  path.ForEach(function (row) {
    if (!isRelation(row.relation)) return;
    var key = row.relation + " " + row.id;
    if (!found[key]) list.push(found[key] = { node: node, relation: row.relation, neighbour: row.id, documents: 0 });
    found[key].documents++;
  });
  return list;
}
