using System.Reflection;
using CityActors.Telemetry;

namespace CityActors.Architecture.Tests.Contracts;

public sealed class TelemetryTests
{
    private static Dictionary<string, string> Constants => typeof(CityTelemetry).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(static constant => constant.IsLiteral && constant.Name != nameof(CityTelemetry.Source))
        .ToDictionary(static constant => constant.Name, static constant => (string)constant.GetRawConstantValue()!);

    [Fact]
    public void Names_of_metrics_and_spans_come_from_one_file() =>
        Findings.None(Repository.Sources.Where(static file => !file.IsTest).SelectMany(TelemetryRules.NameFromElsewhere));

    [Fact]
    public void Names_are_unique_and_well_formed() => Findings.None(TelemetryRules.BadNames(Constants));

    [Fact]
    public void Every_name_is_used() => Findings.None(Constants.Keys.Where(static name => !Repository.Sources.Any(file =>
        !file.IsTest && file.Text.Contains($"CityTelemetry.{name}", StringComparison.Ordinal))));

    [Theory]
    [InlineData("meter.CreateCounter<long>(\"city.secret\")")]
    [InlineData("meter.CreateHistogram<double>(Names.Secret)")]
    [InlineData("source?.StartActivity($\"span\")")]
    [InlineData("new Meter(\"Mine\")")]
    [InlineData("new ActivitySource(\"Mine\")")]
    public void Canary_name_made_on_the_spot_is_red(string expression) =>
        Assert.Single(TelemetryRules.NameFromElsewhere(new SourceFile("silo/A.cs", $"class A {{ object B() => {expression}; }}")));

    [Fact]
    public void Name_from_the_one_file_is_green() => Assert.Empty(TelemetryRules.NameFromElsewhere(
        new SourceFile("silo/A.cs", "class A { object B() => meter.CreateCounter<long>(CityTelemetry.LogBytes, \"By\"); }")));

    [Fact]
    public void Canary_bad_names_are_red() => Assert.Equal(
        ["A and B are both named city.x.", "City-Y should be lower-case words joined by dots, beginning with city."],
        TelemetryRules.BadNames(new Dictionary<string, string> { ["A"] = "city.x", ["B"] = "city.x", ["C"] = "City-Y" }));
}
