// Fills the editor of Cayley's UI with a query that shows something of this
// graph, unless the user has one of his own there. The page's address may carry
// a query too: /ui/visualize?query=... It is shown, and run by the button.
$(function () {
  var QUERY = [
    '// The relations of this graph, with their names.',
    'g.V("<rdf:Property>").In("<rdf:type>").Unique().Save("<rdfs:label>", "name").GetLimit(50)',
  ].join("\n");

  var PICTURE = [
    '// What the texts assert: entities (blue), joined by relations (orange).',
    'function name(node) {',
    '  var own = node.replace(/^<\\w+:(.*)>$/, "$1"), names = g.V(node).Out("<rdfs:label>").ToArray();',
    '  if (names.indexOf(own) >= 0) return own;',
    '  return names.filter(function (n) { return /[\\u3400-\\u9fff]/.test(n); })[0] || names[0] || own;',
    '}',
    'function part(s, p) { return g.V(s).Out(p).ToValue(); }',
    'var drawn = {}, blue = "#001B8A", orange = "#F09300";',
    'g.V("<rdf:Statement>").In("<rdf:type>").Unique().ForEach(300, function (row) {',
    '  var s = part(row.id, "<rdf:subject>"), p = part(row.id, "<rdf:predicate>"), o = part(row.id, "<rdf:object>");',
    '  var edge = [s, p, o].join(" ");',
    '  if (drawn[edge] || !/^<ent:.* <ent:/.test(edge) || g.V(s).Out(p).Is(o).ToArray().length === 0) return;',
    '  drawn[edge] = true;',
    '  g.Emit({source: s, source_label: name(s), source_color: blue, target: edge, target_label: name(p), target_color: orange});',
    '  g.Emit({source: edge, target: o, target_label: name(o), target_color: blue});',
    '});',
  ].join("\n");

  if (!editor || selectedQueryLanguage !== "gizmo") return;
  var shown = editor.getValue();
  var given = new URLSearchParams(window.location.search).get("query");
  var picture = window.location.pathname === "/ui/visualize";
  if (given) {
    editor.setValue(given);
  } else if (picture && !(shown.indexOf("source") >= 0 && shown.indexOf("target") >= 0)) {
    editor.setValue(PICTURE);
  } else if (!picture && (shown === "" || shown === "g.Emit('Hello World')" || shown === PICTURE)) {
    editor.setValue(QUERY);
  }
});
