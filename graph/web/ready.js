// Fills the editor of Cayley's UI with a query that shows something of this
// graph, unless the user has one of his own there. The page's address may carry
// a query too: /ui/visualize?query=... It is shown, and run by the button.
$(function () {
  var QUERY = [
    '// The relations of this graph, with their names.',
    'g.V("<rdf:Property>").In("<rdf:type>").Unique().Save("<rdfs:label>", "name").GetLimit(50)',
  ].join("\n");

  var PICTURE = [
    '// Relations that the texts assert, with Chinese names.',
    'function name(node) {',
    '  var names = g.V(node).Out("<rdfs:label>").Unique().ToArray();',
    '  var own = node.replace(/^<\\w+:(.*)>$/, "$1");',
    '  if (names.length === 0 || names.indexOf(own) >= 0) return own;',
    '  return names.filter(function (n) { return /[\\u3400-\\u9fff]/.test(n); })[0] || names[0];',
    '}',
    'g.V("<rdf:Property>").In("<rdf:type>").Unique().ForEach(function (relation) {',
    '  g.V().Tag("source").Out(relation.id).Tag("target").Unique().ForEach(20, function (edge) {',
    '    g.Emit({',
    '      source: edge.source, source_label: name(edge.source),',
    '      target: edge.target, target_label: name(edge.target), relation: relation.id,',
    '    });',
    '  });',
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
