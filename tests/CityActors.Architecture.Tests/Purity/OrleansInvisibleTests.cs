using System.Text.Json;

namespace CityActors.Architecture.Tests.Purity;

/// <summary>Domain cannot see Orleans: not because nobody tries, but because the compiler has nothing to see.</summary>
public sealed class OrleansInvisibleTests
{
    private const string UsesOrleans = "public sealed class Leak { public Orleans.IGrainFactory? Factory; }";

    private static readonly string Built =
        AppContext.BaseDirectory.Split(Path.DirectorySeparatorChar).Contains("Release") ? "Release" : "Debug";

    private static readonly Lazy<string[]> DomainReferences = new(static () =>
    {
        var json = Repository.Run(
            "dotnet", "msbuild", "grains/CityActors.Domain/CityActors.Domain.csproj", "-nologo", $"-p:Configuration={Built}",
            "-p:BuildProjectReferences=false", "-t:ResolveReferences", "-getItem:ReferencePath");
        using var items = JsonDocument.Parse(json);
        return
        [
            .. items.RootElement.GetProperty("Items").GetProperty("ReferencePath").EnumerateArray()
                .Select(static item => item.GetProperty("FullPath").GetString()!),
        ];
    });

    [Fact]
    public void Compiler_of_domain_is_given_no_Orleans()
    {
        Assert.Contains(DomainReferences.Value, static path => Path.GetFileName(path) == "CityActors.Interfaces.dll");
        Findings.None(DomainReferences.Value.Where(IsOrleans));
    }

    [Fact]
    public void Orleans_in_domain_does_not_compile() =>
        Assert.Equal(["CS0246"], Snippet.Errors(UsesOrleans, DomainReferences.Value));

    [Fact]
    public void Canary_with_Orleans_in_sight_the_same_lines_compile()
    {
        var references = DomainReferences.Value.Append(Snippet.Ours("Orleans.Core.Abstractions")).ToList();
        Assert.Empty(Snippet.Errors(UsesOrleans, references));
        Assert.Single(references, IsOrleans);
    }

    private static bool IsOrleans(string path) => Path.GetFileName(path).StartsWith("Orleans", StringComparison.Ordinal);
}
