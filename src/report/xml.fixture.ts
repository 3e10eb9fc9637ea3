/** A second opinion on XML: libxml2. */
import { readFileSync } from 'node:fs';
import { validateXML } from 'xmllint-wasm';

/** What is wrong with a document, by its own form and by a schema where one is given. */
export async function xmlMistakes(contents: string, schema?: string): Promise<string[]> {
  const xml = { fileName: 'report.xml', contents };
  const options =
    schema === undefined
      ? { xml, normalization: 'format' as const }
      : { xml, schema: { fileName: 'schema.xsd', contents: schema } };
  const { errors } = await validateXML(options);
  return errors.map(({ message }) => message);
}

/**
 * What Jenkins accepts: the schema that it published, and what its xUnit plugin has added since, which is that
 * `skipped` says why as `failure` does.
 */
export function jenkinsSchema(): string {
  const schema = readFileSync(new URL('foreign/jenkins-junit.xsd', import.meta.url), 'utf8');
  return schema.replace(
    '<xs:element name="skipped" type="xs:string"/>',
    '<xs:element name="skipped"><xs:complexType mixed="true"><xs:attribute name="type" type="xs:string"/><xs:attribute name="message" type="xs:string"/></xs:complexType></xs:element>',
  );
}
