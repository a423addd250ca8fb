// Draws /openapi/v1.json for people. Nothing is fetched from anywhere else.

const byId = id => document.getElementById(id);

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  node.append(...children.flat().filter(child => child !== null && child !== undefined));
  return node;
}

/** Text in which `backticks` mark code. */
const prose = text => (text ?? '').split('`').map((part, at) => (at % 2 ? el('code', {}, part) : part));

const resolve = (document, schema) =>
  schema?.$ref ? (document.components?.schemas?.[schema.$ref.split('/').pop()] ?? {}) : (schema ?? {});

/** The parts of "this or null", as OpenAPI 3.1 writes it. */
const alternatives = schema => schema.oneOf ?? schema.anyOf ?? null;

function typeName(document, schema) {
  if (schema?.$ref) {
    const target = resolve(document, schema);
    return target.enum || target.type === 'string' ? typeName(document, target) : schema.$ref.split('/').pop();
  }
  const given = schema ?? {};
  if (given.enum) return given.enum.map(value => JSON.stringify(value)).join(' | ');
  if (alternatives(given)) return alternatives(given).map(part => typeName(document, part)).join(' | ');
  const types = [given.type ?? (given.properties ? 'object' : 'any')].flat();
  return types.map(type => (type === 'array' ? `${typeName(document, given.items)}[]` : type)).join(' | ');
}

/** An example value in the shape of the schema; one level of each type is enough to read it. */
function sample(document, schema, seen = []) {
  const name = schema?.$ref?.split('/').pop();
  if (name && seen.includes(name)) return {};
  const given = resolve(document, schema);
  const path = name ? [...seen, name] : seen;
  const some = alternatives(given)?.find(part => part.type !== 'null');
  if (some) return sample(document, some, path);
  if (given.enum) return given.enum[0];
  const type = [given.type].flat().find(each => each !== 'null') ?? (given.properties ? 'object' : undefined);
  switch (type) {
    case 'array':
      return [sample(document, given.items, path)];
    case 'object':
      return Object.fromEntries(Object.entries(given.properties ?? {}).map(([key, value]) => [key, sample(document, value, path)]));
    case 'integer':
      return 0;
    case 'number':
      return 0;
    case 'boolean':
      return true;
    case 'string':
      return given.format === 'date-time' ? '2026-01-01T12:00:00Z' : 'text';
    default:
      return null;
  }
}

const json = value => el('pre', { tabindex: '0' }, el('code', {}, JSON.stringify(value, null, 2)));

function fields(document, schema) {
  const { properties = {}, required = [] } = resolve(document, schema);
  const rows = Object.entries(properties).map(([name, field]) => {
    const description = field.description ?? resolve(document, field).description;
    return el(
      'tr',
      {},
      el('td', {}, el('code', {}, name), required.includes(name) ? '' : el('span', { class: 'quiet' }, ' optional')),
      el('td', {}, el('span', { class: 'quiet' }, typeName(document, field)), description ? el('p', {}, prose(description)) : null),
    );
  });
  return rows.length ? el('table', {}, el('tbody', {}, rows)) : null;
}

function parameters(operation, document) {
  const given = operation.parameters ?? [];
  if (!given.length) return null;
  const rows = given.map(parameter =>
    el(
      'tr',
      {},
      el('td', {}, el('code', {}, parameter.name), el('span', { class: 'quiet' }, ` ${parameter.in}`)),
      el('td', {}, el('span', { class: 'quiet' }, typeName(document, parameter.schema)), el('p', {}, prose(parameter.description))),
    ),
  );
  return [el('h4', {}, 'Parameters'), el('table', {}, el('tbody', {}, rows))];
}

function body(operation, document) {
  const media = Object.values(operation.requestBody?.content ?? {})[0];
  if (!media) return null;
  return [el('h4', {}, 'Body'), json(media.example ?? sample(document, media.schema)), fields(document, media.schema)];
}

function responses(operation, document) {
  return [
    el('h4', {}, 'Answers'),
    ...Object.entries(operation.responses ?? {}).map(([status, response]) => {
      const [type, media] = Object.entries(response.content ?? {})[0] ?? [];
      const line = [el('code', {}, status), ` ${response.description ?? ''} `, type ? el('span', { class: 'quiet' }, type) : null];
      const isProblem = type === 'application/problem+json';
      if (!media?.schema || isProblem || !type.includes('json')) return el('p', {}, line);
      const item = media.schema.type === 'array' ? media.schema.items : media.schema;
      return el('details', {}, el('summary', {}, line), json(sample(document, media.schema)), fields(document, item));
    }),
  ];
}

function article({ method, path, operation }, document) {
  const id = operation.operationId ?? `${method}-${path}`;
  const node = el(
    'article',
    { id },
    el('h3', {}, el('span', { class: `method ${method}` }, method.toUpperCase()), el('code', {}, path)),
    el('p', {}, prose(operation.summary)),
    operation.description ? el('p', { class: 'quiet' }, prose(operation.description)) : null,
    parameters(operation, document),
    body(operation, document),
    responses(operation, document),
  );
  const link = el('a', { href: `#${id}` }, el('span', { class: `method ${method}` }, method.toUpperCase()), path);
  return { node, link, text: node.textContent.toLowerCase() };
}

function problemArticle(problem) {
  const id = `problem-${problem.name}`;
  const node = el('article', { id }, el('h3', {}, el('span', { class: 'method' }, String(problem.status)), el('code', {}, `/problems/${problem.name}`)), el('p', {}, problem.title));
  const link = el('a', { href: `#${id}` }, el('span', { class: 'method' }, String(problem.status)), problem.name);
  return { node, link, text: node.textContent.toLowerCase() };
}

function draw(title, description, entries) {
  const section = el('section', {}, el('h2', {}, title), description ? el('p', {}, prose(description)) : null, entries.map(entry => entry.node));
  const heading = el('h2', {}, title);
  byId('operations').append(section);
  byId('contents').append(heading, ...entries.map(entry => entry.link));
  return { section, heading, entries };
}

function operationsOf(document) {
  const methods = ['get', 'post', 'put', 'delete'];
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods.filter(method => item[method]).map(method => ({ method, path, operation: item[method] })),
  );
}

function search(groups) {
  const words = byId('search').value.toLowerCase().split(/\s+/).filter(Boolean);
  let found = 0;
  for (const { section, heading, entries } of groups) {
    const shown = entries.filter(entry => words.every(word => entry.text.includes(word)));
    for (const entry of entries) entry.node.hidden = entry.link.hidden = !shown.includes(entry);
    section.hidden = heading.hidden = shown.length === 0;
    found += shown.length;
  }
  byId('message').textContent = found ? '' : 'Nothing matches these words.';
}

async function read(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response.json();
}

try {
  const [description, problems] = await Promise.all([read('/openapi/v1.json'), read('/docs/problems.json')]);
  const operations = operationsOf(description);
  byId('intro').append(...prose(description.info.description));
  const groups = (description.tags ?? []).map(tag =>
    draw(tag.name, tag.description, operations.filter(each => each.operation.tags?.includes(tag.name)).map(each => article(each, description))),
  );
  groups.push(draw('Problems', 'Every failure has one of these as its `type`.', problems.map(problemArticle)));
  byId('message').textContent = '';
  byId('search').addEventListener('input', () => search(groups));
  addEventListener('keydown', event => {
    if (event.key === '/' && event.target !== byId('search')) {
      event.preventDefault();
      byId('search').focus();
    }
  });
  if (location.hash) document.getElementById(decodeURIComponent(location.hash.slice(1)))?.scrollIntoView();
} catch (error) {
  byId('message').textContent = `The description could not be read. ${error.message}`;
}
