namespace CityActors.Architecture.Tests.Arrows;

/// <summary>A floor of the house: what it may depend on.</summary>
/// <param name="Assembly">Name of its assembly.</param>
/// <param name="Project">Its project file.</param>
/// <param name="MayUse">Assemblies of ours that it may reference.</param>
/// <param name="MustNotUse">Beginnings of names of foreign assemblies and packages that it must not reference.</param>
internal sealed record Floor(string Assembly, string Project, string[] MayUse, string[] MustNotUse)
{
    private static readonly string[] Adapters = ["DuckDB", "Microsoft.Data.Sqlite", "SQLitePCL", "FASTER", "Microsoft.FASTER", "MQTTnet"];

    /// <summary>All floors, lowest first.</summary>
    public static IReadOnlyList<Floor> All { get; } =
    [
        new("CityActors.Interfaces", "interfaces/CityActors.Interfaces.csproj", [], [.. Adapters, "Microsoft.AspNetCore"]),
        new("CityActors.Domain", "grains/CityActors.Domain/CityActors.Domain.csproj", ["CityActors.Interfaces"],
            [.. Adapters, "Microsoft.AspNetCore", "Microsoft.Extensions", "Orleans", "Microsoft.Orleans"]),
        new("CityActors.Grains", "grains/CityActors.Grains/CityActors.Grains.csproj", ["CityActors.Interfaces", "CityActors.Domain"],
            [.. Adapters, "Microsoft.AspNetCore"]),
        new("CityActors.Web", "web/CityActors.Web.csproj", ["CityActors.Interfaces"], Adapters),
        new("simulators", "simulators/CityActors.Simulators.csproj", ["CityActors.Interfaces"],
            [.. Adapters.Except(["MQTTnet"]), "Microsoft.AspNetCore", "Orleans.Runtime", "Microsoft.Orleans"]),
        new("CityActors.Silo", "silo/CityActors.Silo.csproj",
            ["CityActors.Interfaces", "CityActors.Domain", "CityActors.Grains", "CityActors.Web", "simulators"], []),
    ];

    /// <summary>The floor of an assembly.</summary>
    public static Floor Of(string assembly) => All.Single(floor => floor.Assembly == assembly);

    /// <summary>What is wrong with a set of references, one sentence each.</summary>
    public IEnumerable<string> Violations(IEnumerable<string> references)
    {
        foreach (var reference in references)
        {
            if (reference != Assembly && All.Any(floor => floor.Assembly == reference) && !MayUse.Contains(reference))
            {
                yield return $"{Assembly} must not reference {reference}.";
            }

            if (MustNotUse.Any(beginning => reference.StartsWith(beginning, StringComparison.Ordinal)))
            {
                yield return $"{Assembly} must not reference {reference}.";
            }
        }
    }
}
