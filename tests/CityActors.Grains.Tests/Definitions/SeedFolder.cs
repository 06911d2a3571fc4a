using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Grains.Definitions.Seeds;

namespace CityActors.Grains.Tests.Definitions;

/// <summary>The packaged definitions as they stand in the repository, or some of them with another text.</summary>
public sealed class SeedFolder : IDefinitionSeeds
{
    private static readonly string Root = Path.Combine(AppContext.BaseDirectory, "Seeds");

    /// <summary>All of them, but of one id another text.</summary>
    public SeedFolder(string? id = null, Func<string, string>? change = null) =>
        Groups =
        [
            (DefinitionKind.ReferenceTable, Of(["tables"], id, change)),
            (DefinitionKind.Derivation, Of(["derivations", "kpis"], id, change)),
            (DefinitionKind.Rule, Of(["rules"], id, change)),
        ];

    public IReadOnlyList<(DefinitionKind Kind, IReadOnlyList<DefinitionDraft> Drafts)> Groups { get; }

    private static IReadOnlyList<DefinitionDraft> Of(string[] folders, string? changed, Func<string, string>? change) =>
    [
        .. folders.SelectMany(static folder => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.json")).Select(file =>
        {
            var (id, json) = (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file));
            return new DefinitionDraft(id, id == changed ? change!(json) : json, "Packaged", null);
        }),
    ];
}
