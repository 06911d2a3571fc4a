namespace CityActors.Web.Api.Definitions;

/// <summary>Examples of answers about definitions.</summary>
internal static class DefinitionExamples
{
    /// <summary>What a check found.</summary>
    public const string Check = """
        {
          "good": false,
          "problems": [
            { "field": "condition", "line": 1, "column": 14, "expected": "a number, a name or '('", "found": "'>'" }
          ],
          "cost": null
        }
        """;

    /// <summary>What was saved.</summary>
    public static string Saved(string id) => $$"""{ "id": "{{id}}", "version": 4, "changed": true, "position": "1.7.120044" }""";

    /// <summary>One definition.</summary>
    public static string One(DefinitionRoom room) => $$"""
        {
          "id": "{{room.ExampleId}}", "version": 3, "state": "enabled", "actor": "seed", "at": "2026-11-25T07:00:00Z",
          "why": "Packaged", "position": "1.7.120044", "name": { "vi": "Tên", "en": "Name" }, "definition": {{room.Example}}
        }
        """;
}
