using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using CityActors.Architecture.Tests.Purity;

namespace CityActors.Architecture.Tests.Arrows;

/// <summary>What was compiled, whatever the project files say.</summary>
public sealed class AssemblyArrowTests
{
    public static TheoryData<string> Floors => [.. Floor.All.Select(static floor => floor.Assembly)];

    [Theory]
    [MemberData(nameof(Floors))]
    public void Compiled_floor_references_only_floors_below(string assembly)
    {
        var references = References(File.OpenRead(Path.Combine(AppContext.BaseDirectory, assembly + ".dll")));
        Assert.NotEmpty(references);
        Findings.None(Floor.Of(assembly).Violations(references));
    }

    [Fact]
    public void Domain_references_the_base_library_hashing_and_interfaces_and_nothing_else()
    {
        var references = References(File.OpenRead(Path.Combine(AppContext.BaseDirectory, "CityActors.Domain.dll")));
        Findings.None(references.Where(static name =>
            name != "CityActors.Interfaces" && !name.StartsWith("System.", StringComparison.Ordinal)));
    }

    [Fact]
    public void Canary_an_assembly_that_looks_up_is_red()
    {
        var image = Snippet.Emit(
            "public static class Peek { public static object Up() => new CityActors.Grains.Twins.ShardProgress(1); }",
            [.. Snippet.Framework, Snippet.Ours("CityActors.Grains")]);
        var references = References(new MemoryStream(image));
        Assert.Contains("CityActors.Web must not reference CityActors.Grains.", Floor.Of("CityActors.Web").Violations(references));
    }

    private static List<string> References(Stream assembly)
    {
        using var file = new PEReader(assembly);
        var metadata = file.GetMetadataReader();
        return [.. metadata.AssemblyReferences.Select(handle => metadata.GetString(metadata.GetAssemblyReference(handle).Name))];
    }
}
