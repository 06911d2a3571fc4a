using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace CityActors.Architecture.Tests.Purity;

/// <summary>Domain has no clock, no randomness, no tasks and no files: the analyzer refuses them, and we watch it refuse.</summary>
public sealed class BannedSymbolTests
{
    private const string List = "grains/CityActors.Domain/BannedSymbols.txt";

    [Theory]
    [InlineData("System.DateTime.Now")]
    [InlineData("System.DateTime.UtcNow")]
    [InlineData("System.DateTimeOffset.Now")]
    [InlineData("System.DateTimeOffset.UtcNow")]
    [InlineData("System.Environment.TickCount")]
    [InlineData("System.Environment.TickCount64")]
    [InlineData("System.Diagnostics.Stopwatch.GetTimestamp()")]
    [InlineData("System.TimeProvider.System.GetUtcNow()")]
    [InlineData("new System.Random(1).Next()")]
    [InlineData("System.Random.Shared.Next()")]
    [InlineData("System.Guid.NewGuid()")]
    [InlineData("System.Guid.CreateVersion7()")]
    [InlineData("System.Security.Cryptography.RandomNumberGenerator.GetInt32(6)")]
    [InlineData("System.Threading.Tasks.Task.Run(() => 1)")]
    [InlineData("System.Threading.Tasks.Task.FromResult(1).Result")]
    [InlineData("new System.Threading.Tasks.ValueTask<int>(1).Result")]
    [InlineData("System.IO.File.Exists(\"x\")")]
    [InlineData("new System.IO.FileInfo(\"x\").Length")]
    [InlineData("System.Threading.Thread.CurrentThread")]
    public async Task Canary_an_impure_expression_in_domain_is_refused(string expression) =>
        Assert.Contains("RS0030", await Diagnostics($"public static class Impure {{ public static object Of() => {expression}; }}"));

    [Fact]
    public async Task Pure_expression_is_not_refused() =>
        Assert.Empty(await Diagnostics("public static class Pure { public static object Of() => System.Math.Max(1, 2); }"));

    [Fact]
    public void Analyzer_and_list_are_wired_into_domain_and_nothing_lowers_them()
    {
        var project = Repository.Read("grains/CityActors.Domain/CityActors.Domain.csproj");
        Assert.Contains("Microsoft.CodeAnalysis.BannedApiAnalyzers", project, StringComparison.Ordinal);
        Assert.Contains("<AdditionalFiles Include=\"BannedSymbols.txt\" />", project, StringComparison.Ordinal);
        Assert.Contains(
            "<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Repository.Read("Directory.Build.props"), StringComparison.Ordinal);
        Findings.None(Repository.Files
            .Where(static file => Path.GetExtension(file) is ".editorconfig" or ".globalconfig" or ".csproj" or ".props"
                || (Path.GetExtension(file) == ".cs" && file.StartsWith("grains/CityActors.Domain/", StringComparison.Ordinal)))
            .Where(static file => Repository.Read(file).Contains("RS0030", StringComparison.Ordinal)));
    }

    private static async Task<string[]> Diagnostics(string source)
    {
        var package = typeof(BannedSymbolTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(static data => data.Key == "BannedApiAnalyzers").Value!;
        // Asked for by name: looking at all its types would load more of the compiler than there is beside the tests.
        const string Library = "Microsoft.CodeAnalysis.CSharp.BannedApiAnalyzers";
        var path = Directory.GetFiles(package, Library + ".dll", SearchOption.AllDirectories).Single();
        var type = Assembly.LoadFrom(path).GetType(Library + ".CSharpSymbolIsBannedAnalyzer", true)!;
        ImmutableArray<DiagnosticAnalyzer> analyzers = [(DiagnosticAnalyzer)Activator.CreateInstance(type)!];
        var compilation = Snippet.Compile(source, Snippet.Framework);
        Assert.Empty(compilation.GetDiagnostics().Where(static diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var options = new AnalyzerOptions([new BannedList(Repository.Read(List))]);
        var found = await compilation.WithAnalyzers(analyzers, options).GetAnalyzerDiagnosticsAsync();
        return [.. found.Select(static diagnostic => diagnostic.Id).Distinct()];
    }

    private sealed class BannedList(string text) : AdditionalText
    {
        public override string Path => "BannedSymbols.txt";

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
