using System.Text;
using System.Text.Json;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Definitions.Seeds;

namespace CityActors.Silo.Seeds;

/// <summary>
/// The definitions that stand beside this file, one a file, whose name is its id: <c>tables</c>, then <c>derivations</c> and
/// <c>kpis</c>, then <c>rules</c>.
/// </summary>
internal sealed class PackagedSeeds : IDefinitionSeeds
{
    private const string Root = "seeds/";
    private const int SourceLengthMax = 400;

    private static readonly (DefinitionKind Kind, string[] Folders)[] Order =
    [
        (DefinitionKind.ReferenceTable, ["tables"]), (DefinitionKind.Derivation, ["derivations", "kpis"]), (DefinitionKind.Rule, ["rules"]),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<(DefinitionKind Kind, IReadOnlyList<DefinitionDraft> Drafts)> Groups { get; } =
    [
        .. Order.Select(static group => (
            group.Kind, (IReadOnlyList<DefinitionDraft>)[.. group.Folders.SelectMany(static folder => Of(folder))])),
    ];

    private static IEnumerable<DefinitionDraft> Of(string folder)
    {
        var start = $"{Root}{folder}/";
        return typeof(PackagedSeeds).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(start, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => Draft(name[start.Length..], Read(name)));
    }

    private static DefinitionDraft Draft(string id, string json)
    {
        using var document = JsonDocument.Parse(json);
        var source = document.RootElement.TryGetProperty("source", out var field) && field.ValueKind == JsonValueKind.String
            ? field.GetString()!
            : "as each row says";
        return new DefinitionDraft(
            id, json, $"Packaged with the city. Source: {source[..Math.Min(source.Length, SourceLengthMax)]}", null);
    }

    private static string Read(string name)
    {
        using var stream = typeof(PackagedSeeds).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
